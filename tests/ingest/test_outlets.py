"""What outlets.toml may say, and what is refused with a hint."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reporter.errors import SettingsError
from reporter.ingest.outlets import Entry, Outlets, host_of, load_outlets, site_name


def load(folder: Path, text: str) -> Outlets:
    (folder / "outlets.toml").write_text(text, encoding="utf-8")
    return load_outlets(folder)


def test_no_file_means_no_rules(tmp_path: Path) -> None:
    assert load_outlets(tmp_path) == Outlets()


def test_a_file_a_folder_and_a_pattern_name_an_outlet(tmp_path: Path) -> None:
    outlets = load(
        tmp_path,
        """
        [files]
        "herald" = "Aldan Herald"
        "wire/*.txt" = { outlet = "Northern Wire", wire = "NW" }
        "wire/0931.txt" = { date = 2031-03-13, title = "Ferry runs aground" }
        """,
    )
    assert outlets.of_file("herald/a/marit.html") == Entry(outlet="Aldan Herald")
    assert outlets.of_file("herald-2.txt") == Entry()
    assert outlets.of_file("wire/1.txt") == Entry(outlet="Northern Wire", wire="NW")
    assert outlets.of_file("wire/0931.txt") == Entry(
        outlet="Northern Wire", wire="NW", date=date(2031, 3, 13), title="Ferry runs aground"
    )


def test_an_entry_for_a_file_holds_for_each_article_in_it(tmp_path: Path) -> None:
    outlets = load(tmp_path, '[files]\n"a/feed.jsonl" = "Aldan Herald"\n"*.json" = "The Ledger"\n')
    assert outlets.of_file("a/feed.jsonl#12").outlet == "Aldan Herald"
    assert outlets.of_file("b.json#1").outlet == "The Ledger"
    assert outlets.of_file("a/feed.jsonl#12.txt").outlet is None


def test_the_longer_key_wins(tmp_path: Path) -> None:
    outlets = load(tmp_path, '[files]\n"a" = "Wide"\n"a/b" = "Narrow"\n')
    assert outlets.of_file("a/b/c.txt").outlet == "Narrow"
    assert outlets.of_file("a/c.txt").outlet == "Wide"


def test_hosts_name_an_outlet_and_its_subdomains(tmp_path: Path) -> None:
    outlets = load(tmp_path, '[hosts]\n"www.herald.example" = "Aldan Herald"\n')
    assert outlets.of_url("https://herald.example/a") == "Aldan Herald"
    assert outlets.of_url("https://sport.herald.example/a") == "Aldan Herald"
    assert outlets.of_url("https://other.example/a") == "other.example"


def test_the_readers_name_for_a_known_host_wins(tmp_path: Path) -> None:
    outlets = load(tmp_path, '[hosts]\n"latimes.com" = "LA Times"\n')
    assert outlets.of_url("https://www.latimes.com/a") == "LA Times"
    assert Outlets().of_url("https://www.latimes.com/a") == "Los Angeles Times"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[fils]\n"a" = "A"', "no fils", "Did you mean files?"),
        ('[files]\n"a" = { outlt = "A" }', "no files.a.outlt", "Did you mean outlet?"),
        ('[files]\n"a" = 3', "files.a must be a name or a table", "For example"),
        ('[files]\n"a" = { date = "13 March" }', "must be a date", "without quotation marks"),
        ('[hosts]\n"a.b" = ""', "hosts.a.b must be a name", ""),
        ("files = 3", "files must be a table", "For example"),
        ("[files", "not valid TOML", "For example"),
    ],
)
def test_a_mistake_is_named_with_what_to_do(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(SettingsError) as error:
        load(tmp_path, text)
    assert message in error.value.message
    assert "outlets.toml" in error.value.message
    assert hint in error.value.hint


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_bytes(b'[files]\n"a" = "Caf\xe9"\n')
    with pytest.raises(SettingsError, match="cannot be read"):
        load_outlets(tmp_path)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.herald.example/a?b", "herald.example"),
        ("herald.example", "herald.example"),
        ("https://amp.herald.example:8080/", "herald.example"),
        ("https://web.archive.org/web/2031/https://herald.example/a", "herald.example"),
        ("http://[broken", ""),
        ("localhost", ""),
        (None, ""),
    ],
)
def test_hosts(url: str | None, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("AldanHerald.com - All the news", "AldanHerald.com"),
        ("BBC News", "BBC News"),
        ("The Guardian | World", "The Guardian"),
        ("The Aldan Herald", "The Aldan Herald"),
        ("Guardian angels", None),
        ("Time", "TIME"),
        ("The ferry ran aground.", None),
    ],
)
def test_lines_that_name_a_site(line: str, name: str | None) -> None:
    assert site_name(line) == name
