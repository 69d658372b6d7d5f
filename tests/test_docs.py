"""What README and docs/ name is there: files, headings, commands, options and settings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from reporter.cli.app import app
from reporter.config import Settings
from tests import ROOT

PLACES = ("README.md", "docs/*.md", "prompts/*.md", "models/**/README.md", "tests/quality/*.md")
PAGES = sorted(page for place in PLACES for page in ROOT.glob(place))
FOLDERS = ("reporter", "benchmarks", "models", "tests")
SCRIPTS = {
    f"/{file.relative_to(ROOT).as_posix()}" for f in FOLDERS for file in ROOT.glob(f"{f}/**/*.py")
}
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"^(?:\$ |OMP_\S+ )?(?:\.venv/bin/)?reporter ([a-z][^#|>&…]*)")


def of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """Return the anchors that code hosts give to the headings of a page."""
    headings = re.findall(r"^#{1,6} (.+)$", FENCED.sub("", of(page)), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in plain}


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the words after `reporter` of each command that a page shows."""
    text = of(page)
    shown = [*CODE.findall(FENCED.sub("", text)), *text.splitlines()]
    for line in shown:
        found = COMMAND.match(line.strip())
        if found:
            yield shlex.split(found[1].replace("'", "").replace('"', ""))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for target in LINK.findall(FENCED.sub("", of(page))):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_and_option_that_is_shown_is_there(page: Path) -> None:
    for words in commands(page):
        command, rest = typer.main.get_command(app), [*words]
        while rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest.pop(0)]
        assert rest != words, f"reporter {' '.join(words)}"
        known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        used = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert used <= known | {"--help"}, f"reporter {' '.join(words)}"


def test_every_setting_that_is_named_is_there() -> None:
    sections = {name: type(section).model_fields for name, section in Settings()}
    pattern = re.compile(rf"`(?:--set )?({'|'.join(sections)})\.(\w+)(?: ?= ?[^`]*)?`")
    named = {pair for page in PAGES for pair in pattern.findall(of(page))}
    files = {"py", "jsonl", "toml"}
    lacking = {f"{s}.{n}" for s, n in named if n not in sections[s] and n not in files}
    assert ("matching", "threshold") in named
    assert lacking == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_module_and_script_that_is_named_is_there(page: Path) -> None:
    named = re.findall(r"(?<![\w/.-])((?:[\w-]+/)*[\w-]+\.py)\b", of(page))
    assert [name for name in named if not any(file.endswith(f"/{name}") for file in SCRIPTS)] == []
