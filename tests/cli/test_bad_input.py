"""Bad input never stops a brief: it is named with a reason, and the rest goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reporter.cli.app import app
from tests.ferry import HERALD, LEDGER

pytestmark = pytest.mark.usefixtures("models_opened_once")

Report = dict[str, Any]


@pytest.fixture
def brief_of(tmp_path: Path) -> Callable[[Path], tuple[Report, str, str]]:
    """Return a function: folder -> (JSON report, Markdown, all that was printed)."""

    def run(folder: Path) -> tuple[Report, str, str]:
        out = tmp_path / "out"
        answer = CliRunner().invoke(app, ["brief", str(folder), "--out", str(out), "-q"])
        assert answer.exit_code == 0, answer.output
        report = json.loads((out / f"{folder.name}.json").read_text(encoding="utf-8"))
        markdown = (out / f"{folder.name}.md").read_text(encoding="utf-8")
        return report, markdown, answer.output

    return run


def test_every_kind_of_broken_file_is_named_and_the_rest_is_briefed(
    inbox: Path, tmp_path: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("The secret plan of the ministry was signed on Monday in Norburg.")
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "blank.txt").write_bytes(b" \n\n \n")
    (inbox / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (inbox / "broken.json").write_text('{"title": "A", "text": ')
    (inbox / "no-text.json").write_text('{"title": "A"}')
    (inbox / "picture.png").write_bytes(b"\x89PNG\r\n")
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "menu.txt").write_text("Menu\n\nTopics\n\nSubscribe\n\nSign in\n")
    report, markdown, printed = brief_of(inbox)
    skipped = {item["path"]: item["reason"] for item in report["skipped"]}
    for name in (
        "empty.txt",
        "blank.txt",
        "binary.txt",
        "broken.json",
        "no-text.json",
        "picture.png",
        "link.txt",
        "menu.txt",
    ):
        assert any(path.startswith(name) for path in skipped), name
        assert name in printed
        assert name in markdown
    assert "secret plan" not in json.dumps(report)
    assert len(report["articles"]) == 2
    assert report["stories"][0]["facts"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "latin-1", "cp1252"])
def test_any_common_encoding_is_read(
    inbox: Path, encoding: str, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    text = LEDGER.replace("Aldan Lines", "Réseau Ålesund Café")
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    (inbox / "ledger.txt").write_bytes(data)
    report, _, _ = brief_of(inbox)
    assert any("Réseau Ålesund Café" in article["text"] for article in report["articles"])


def test_a_file_name_with_spaces_and_line_breaks_is_linked_and_harmless(
    inbox: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    (inbox / "herald.txt").rename(inbox / "the herald\n# of <b>today.txt")
    report, markdown, _ = brief_of(inbox)
    assert len(report["articles"]) == 2
    assert "\n# of" not in markdown
    assert "<b>" not in markdown


def test_markup_in_an_article_stays_text(
    inbox: Path, tmp_path: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    hostile = (
        "The coast guard opened an investigation <script>alert(1)</script> into the accident "
        "[here](javascript:alert(2)) on Thursday ![x](http://evil.example/x.png) | [^1]."
    )
    for name in ("herald.txt", "ledger.txt"):
        file = inbox / name
        file.write_text(file.read_text(encoding="utf-8") + "\n" + hostile + "\n", encoding="utf-8")
    _, _, _ = brief_of(inbox)
    page = (tmp_path / "out" / "inbox.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert not re.search(r'href="javascript:|src="http', page)
    assert "alert(1)" in page


def test_one_article_alone_is_listed_and_claims_nothing(
    inbox: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    (inbox / "ledger.txt").unlink()
    report, markdown, _ = brief_of(inbox)
    assert [story["facts"] for story in report["stories"]] == [[]]
    assert "Marit" in markdown


def test_many_copies_are_one_voice(
    tmp_path: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for number in range(80):
        (folder / f"{number:03}.txt").write_text(
            HERALD.replace("PORT ALDAN,", "PORT ALDAN (Reuters),"),
            encoding="utf-8",
        )
    report, _, _ = brief_of(folder)
    assert len(report["stories"]) == 1
    assert len(report["stories"][0]["origins"]) == 1
    assert {fact["origins"] for fact in report["stories"][0]["facts"]} <= {1}
    assert report["stories"][0]["discrepancies"] == []


def test_an_article_of_only_quotations_is_read(
    inbox: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    (inbox / "quotes.txt").write_text(
        "“We heard a loud noise and then everything stopped.”\n\n“I held on to the rail.”\n\n"
        "“Nobody told us anything for an hour.”\n",
        encoding="utf-8",
    )
    report, _, _ = brief_of(inbox)
    assert len(report["articles"]) == 3


def test_a_line_of_fifty_megabytes_is_skipped_with_what_to_do(
    inbox: Path, brief_of: Callable[[Path], tuple[Report, str, str]]
) -> None:
    (inbox / "huge.txt").write_bytes(b"word " * 10_000_000)
    report, _, _ = brief_of(inbox)
    assert [item["path"] for item in report["skipped"]] == ["huge.txt"]
    assert "ingest.max_bytes" in report["skipped"][0]["reason"]
