"""From a folder to articles: read, clean, describe, and keep the way back to each input line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from reporter.config import IngestSettings
from reporter.ingest.cleaning import Cleaned, clean_document
from reporter.ingest.document import Document
from reporter.ingest.folder import list_files, load, shown
from reporter.ingest.formats import READERS, Reading, Source, UnreadableError
from reporter.ingest.formats.base import refuse_long
from reporter.ingest.metadata import Metadata, describe
from reporter.ingest.outlets import Outlets, load_outlets
from reporter.records import Article, Skipped

Progress = Callable[[int, int], None]

_MIN_LETTERS = 120
_MIN_CONFIDENCE = 0.8
_DETECT_ON = 4000
_NO_LANGUAGE = "zxx"  # ISO 639-2 for figures, code and the like
_PROBE = 24


def read_folder(
    folder: Path, settings: IngestSettings, progress: Progress | None = None
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Return the articles of `folder` in the order of their paths, and what was skipped and why.

    `progress` is called with (files done, files in all). Raises FolderError for a folder that
    cannot be read and SettingsError for a malformed outlets.toml; bad input raises nothing.
    """
    files, aside = list_files(folder)
    outlets = load_outlets(folder)
    articles: list[Article] = []
    skipped = [(item.path, item) for item in aside]
    for done, file in enumerate(files, start=1):
        for result in _read_file(file, folder, settings, outlets):
            if isinstance(result, Article):
                articles.append(replace(result, id=f"a{len(articles) + 1}"))
            else:
                skipped.append((shown(file, folder), result))
        if progress is not None:
            progress(done, len(files))
    in_order = sorted(skipped, key=lambda pair: pair[0])
    return tuple(articles), tuple(item for _, item in in_order)


def _read_file(
    file: Path, folder: Path, settings: IngestSettings, outlets: Outlets
) -> Iterator[Article | Skipped]:
    path = shown(file, folder)
    try:
        reading = _parse(load(file, folder, settings), file.suffix.casefold())
    except UnreadableError as error:
        yield Skipped(path, str(error))
        return
    yield from reading.skipped
    for document in reading.documents:
        try:
            yield make_article(document, settings, outlets)
        except UnreadableError as error:
            yield Skipped(document.path, str(error))


def _parse(source: Source, suffix: str) -> Reading:
    try:
        return READERS[suffix](source)
    except UnreadableError:
        raise
    except Exception as error:
        # Parsers of HTML, PDF and Word files raise whatever a damaged file makes them raise.
        raise UnreadableError(
            f"damaged, or not a {suffix} file ({type(error).__name__}); save it again or as .txt."
        ) from error


def make_article(document: Document, settings: IngestSettings, outlets: Outlets) -> Article:
    """Return the cleaned article, its id still "". Raises UnreadableError where none is left."""
    refuse_long(sum(len(line.text) for line in document.lines), settings.max_characters)
    cleaned = clean_document(document)
    if not cleaned.lines:
        raise UnreadableError(
            "nothing left but navigation, adverts and the like; check that the text was saved."
        )
    metadata = describe(document, cleaned, outlets)
    text = "\n".join(line.text for line in cleaned.lines)
    language = detect_language(text, metadata.language)
    if language not in settings.languages:
        raise UnreadableError(
            f"its language is {language}; reporter reads {', '.join(settings.languages)}"
            " (ingest.languages)."
        )
    return Article(
        id="",
        path=document.path,
        outlet=metadata.outlet,
        outlet_known=metadata.outlet_known,
        title=metadata.title,
        text=text,
        title_line=_title_line(document, metadata),
        published=metadata.published,
        published_at=metadata.published_at,
        wire=metadata.wire,
        language=language,
        url=metadata.url,
        line_starts=_line_starts(document, cleaned),
        dropped=cleaned.dropped,
    )


def _title_line(document: Document, metadata: Metadata) -> int:
    lines = (line.number for line in document.lines if line.text.strip() == metadata.title)
    return next(lines, metadata.title_line) if metadata.title else metadata.title_line


def _line_starts(document: Document, cleaned: Cleaned) -> tuple[tuple[int, int], ...]:
    """Return where in the text each line of the input starts."""
    starts: list[tuple[int, int]] = []
    offset = 0
    waiting = list(reversed(document.continuations))
    for index, line in enumerate(cleaned.lines):
        starts.append((offset, line.number))
        following = cleaned.lines[index + 1].number if index + 1 < len(cleaned.lines) else None
        at = 0
        while waiting and (following is None or waiting[-1].number < following):
            piece = waiting.pop()
            probe = " ".join(piece.text.split())[:_PROBE]
            found = line.text.find(probe, at) if piece.number > line.number else -1
            if found > at:
                starts.append((offset + found, piece.number))
                at = found
        offset += len(line.text) + 1
    return tuple(starts)


# --- language -------------------------------------------------------------------------------------


def detect_language(text: str, declared: str = "") -> str:
    """Return the language code of `text`.

    What a long text shows counts for more than what its page declares, since templates declare
    one language for all they hold. A short or doubtful text is what it declares, else English.
    """
    sample = text[:_DETECT_ON]
    if sum(character.isalpha() for character in sample) >= _MIN_LETTERS:
        language, confidence = _identifier().classify(sample)
        if confidence >= _MIN_CONFIDENCE and language != _NO_LANGUAGE:
            return str(language)
    return declared or "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
