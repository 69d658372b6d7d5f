"""A folder becomes articles and reasons: whatever lies in it, and never a crash."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.config import IngestSettings
from reporter.errors import FolderError
from reporter.ingest import read_folder
from reporter.ingest.assemble import detect_language, make_article
from reporter.ingest.document import Document, Line
from reporter.ingest.formats import READERS, Source
from reporter.ingest.outlets import Outlets
from reporter.records import Article

SETTINGS = IngestSettings()
BODY = """\
The ferry Marit ran aground off Port Aldan on Wednesday night with two hundred people aboard.

The coast guard said that everybody was brought ashore by lifeboat within three hours.
"""


def read(
    folder: Path, ingest: IngestSettings = SETTINGS
) -> tuple[tuple[Article, ...], dict[str, str]]:
    articles, skipped = read_folder(folder, ingest, None)
    return articles, {item.path: item.reason for item in skipped}


def test_articles_are_numbered_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("z.txt", "b/a.txt", "a.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(BODY)
    articles, skipped = read(tmp_path)
    assert [(a.id, a.path) for a in articles] == [
        ("a1", "a.md"),
        ("a2", "b/a.txt"),
        ("a3", "z.txt"),
    ]
    assert skipped == {}


def test_the_text_and_its_lines_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    ((article,), _) = read(tmp_path)
    assert article.text == "\n".join(line for line in BODY.split("\n") if line)
    assert article.line_starts == ((0, 1), (article.text.index("The coast guard"), 3))
    assert (article.language, article.outlet_known) == ("en", False)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == ((), {})


def test_a_folder_that_is_none_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    with pytest.raises(FolderError, match="does not exist"):
        read(tmp_path / "no-such")
    with pytest.raises(FolderError, match="is a file"):
        read(tmp_path / "a.txt")


def test_a_folder_that_cannot_be_listed_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(FolderError, match="cannot be listed: Permission denied"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        ("binary.txt", b"\x7fELF\0\0\1\2" * 30, "binary data"),
        ("broken.json", b'{"text": ', "line 1, column"),
        ("page.html", b"<html><script>alert(1)</script></html>", "no article found"),
        ("film.mp4", b"...", "files of type .mp4 are not read; reporter reads .txt .md"),
        ("README", b"...", "files without an extension are not read"),
        ("damaged.pdf", b"%PDF-1.4 and then nothing", "damaged, or not a .pdf file"),
        ("menu.txt", b"Menu\nTopics\nShare this\n", "nothing left"),
    ],
)
def test_bad_input_is_skipped_with_a_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / "good.txt").write_text(BODY)
    (tmp_path / name).write_bytes(data)
    articles, skipped = read(tmp_path)
    assert [article.path for article in articles] == ["good.txt"]
    assert reason in skipped[name]


def test_a_file_of_fifty_megabytes_on_one_line_is_skipped(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 20,000,000 bytes" in read(tmp_path)[1]["big.txt"]


def test_one_endless_line_below_the_limit_of_bytes_is_skipped_too(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"The crew left. " * 1_000_000)
    (tmp_path / "long.json").write_bytes(b'{"text": "' + b"All left. " * 1_000_000 + b'"}')
    _, skipped = read(tmp_path)
    assert all("too many for one article" in reason for reason in skipped.values())
    assert len(skipped) == 2


def test_hidden_files_and_settings_are_not_mentioned(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "reporter.toml", "outlets.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert read(tmp_path) == ((), {})


def test_links_are_never_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    outside = tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(BODY)
    (folder / "a.txt").write_text(BODY)
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "same.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "none.txt").symlink_to(folder / "no-such.txt")
    articles, skipped = read(folder)
    assert [article.path for article in articles] == ["a.txt"]
    assert {name: reason.split(";")[0] for name, reason in skipped.items()} == {
        "file.txt": "a link that leads out of the folder",
        "folder": "a link that leads out of the folder",
        "loop": "a link to another place in this folder, which is read there.",
        "none.txt": "a link that leads to nothing",
        "same.txt": "a link to another place in this folder, which is read there.",
    }


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "a pipe or device" in read(tmp_path)[1]["a.txt"]


def test_a_file_that_cannot_be_opened_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text(BODY)
    opened = Path.open

    def guarded(self: Path, *args: Any, **kwargs: Any) -> IO[Any]:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    articles, skipped = read(tmp_path)
    assert [article.path for article in articles] == ["b.txt"]
    assert skipped == {"a.txt": "cannot be opened: Permission denied; check permissions."}


@pytest.mark.parametrize("name", ["two words.txt", "two\nlines.txt", "ünï.txt", "a#1.txt", "A.TXT"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(BODY)
    ((article,), skipped) = read(tmp_path)
    assert (article.path, skipped) == (name, {})


def test_a_name_that_is_no_unicode_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as stream:  # noqa: PTH123
        stream.write(BODY)
    ((article,), _) = read(tmp_path)
    assert article.path == "caf\ufffd.txt"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_every_encoding_gives_the_same_article(tmp_path: Path, encoding: str) -> None:
    text = BODY.replace("Marit", "Märit")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    ((article,), _) = read(tmp_path)
    assert article.text.startswith("The ferry Märit ran aground")


def test_an_article_in_another_language_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Le ferry s'est échoué mercredi soir au large du port avec deux cents personnes à bord.\n\n"
        "Les garde-côtes ont annoncé que tous les passagers avaient été ramenés à terre."
    )
    assert read(tmp_path)[1]["a.txt"].startswith("its language is fr; reporter reads en")
    articles, _ = read(tmp_path, IngestSettings(languages=("en", "fr")))
    assert articles[0].language == "fr"


def test_the_language_of_a_long_text_counts_for_more_than_what_its_page_declares() -> None:
    assert detect_language(BODY, "fr") == "en"
    assert detect_language("Oui.", "fr") == "fr"
    assert detect_language("Oui.") == "en"


def test_progress_counts_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.mp4").write_text("")
    seen: list[tuple[int, int]] = []
    read_folder(tmp_path, SETTINGS, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_a_reader_that_breaks_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Source) -> None:
        raise RuntimeError("a bug in a parser")

    monkeypatch.setattr("reporter.ingest.assemble.READERS", {**READERS, ".html": broken})
    (tmp_path / "a.html").write_text("<p>x</p>")
    (tmp_path / "b.txt").write_text(BODY)
    articles, skipped = read(tmp_path)
    assert [article.path for article in articles] == ["b.txt"]
    assert "damaged, or not a .html file (RuntimeError)" in skipped["a.html"]


# --- lines ----------------------------------------------------------------------------------------

SENTENCES = [
    "The ferry ran aground off the harbour on Wednesday night with two hundred people aboard.",
    "The coast guard said on Thursday that every passenger had been brought ashore by lifeboat.",
    "An inquiry into the cause was opened by the ministry of transport in the capital.",
    "The operator told reporters that the ship had passed its last inspection in the spring.",
    "Divers began to search the hull for damage as soon as the storm had passed the coast.",
]


def as_wrapped_text(sentences: list[str]) -> str:
    words, lines = " ".join(sentences).split(), [""]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > 40:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


FORMATS = {
    "lines.txt": "\n\n".join,
    "wrapped.txt": as_wrapped_text,
    "wrapped.md": as_wrapped_text,
    "page.html": lambda s: "<html><body>\n<p>" + as_wrapped_text(s) + "</p>\n</body></html>",
    "mail.eml": lambda s: "Subject: Ferry\n\n" + as_wrapped_text(s),
}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15)
@given(order=st.permutations(SENTENCES))
def test_every_sentence_leads_to_the_line_on_which_it_starts(name: str, order: list[str]) -> None:
    content = FORMATS[name](order)
    suffix = name[name.index(".") :]
    (document,) = READERS[suffix](Source(name, content.encode(), 10_000)).documents
    article = make_article(document, SETTINGS, Outlets())
    for sentence in order:
        place = re.search(r"\s+".join(map(re.escape, sentence.split())), content)
        assert place is not None
        line = content.count("\n", 0, place.start()) + 1
        assert article.line_at(article.text.index(sentence)) == line


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(SENTENCES)), min_size=1, max_size=5))
def test_line_starts_rise_and_begin_at_the_first_character(items: list[tuple[int, str]]) -> None:
    lines = tuple(Line(number, text) for number, text in sorted(items))
    document = Document("a.txt", "text", lines, continuations=(Line(4, "said on Thursday"),))
    article = make_article(document, SETTINGS, Outlets())
    offsets = [offset for offset, _ in article.line_starts]
    assert offsets[0] == 0
    assert offsets == sorted(set(offsets))
    assert offsets[-1] < len(article.text)


def test_skipped_records_and_files_come_in_the_order_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text("{\n" * 11)
    (tmp_path / "a.xyz").write_text("")
    _, skipped = read_folder(tmp_path, SETTINGS, None)
    records = [f"b.jsonl#{number}" for number in range(1, 12)]
    assert [item.path for item in skipped] == ["a.xyz", *records]
