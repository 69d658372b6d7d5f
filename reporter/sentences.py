"""Articles -> statements: headline, bullets and sentences, each with its span in the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reporter.backends import Parser
from reporter.records import Article, Quotation, Span, Statement, StatementKind, Token
from reporter.text.boundaries import sentence_spans
from reporter.text.clauses import clauses_of
from reporter.text.quotations import Quoted, quoted_in_lines
from reporter.text.speakers import attribute

PARSED_AT_ONCE = 512
MAX_PARSED = 20_000

_BULLET = re.compile(r"\s*[-•*–·●▪‣◦][ \t\u00a0]+(?=\S)")
_TITLE_WORDS = 5
"""A title of fewer words may well be part of a sentence."""
_SPACES = re.compile(r"\s+")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A statement's place in its line, with the quotations of the line that touch it."""

    span: Span
    kind: StatementKind
    quotes: Sequence[Quoted]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A statement before parsing; `continued` when it begins inside an open quotation."""

    statement: Statement
    continued: bool = False


def statements_of(
    articles: Sequence[Article], parser: Parser, progress: Progress | None = None
) -> tuple[Statement, ...]:
    """Return the statements of all articles, in the order of the articles, then of the text.

    Each article's headline comes first (`index` 0). A sentence does not cross a line break.
    Statements of one article do not overlap and cover every character that is neither white space
    nor a bullet marker. `progress` is called with (statements parsed, statements in all).
    """
    return _finish([_article_drafts(article) for article in articles], parser, progress)


def statements_from_sentences(
    article: Article, sentences: Sequence[str], parser: Parser
) -> tuple[Statement, ...]:
    """Return one statement per given sentence, `index` being its position in `sentences`.

    `article.text` must be the sentences joined by newlines; surrounding white space stays in the
    statements so that spans and texts agree.
    """
    drafts: list[_Draft] = []
    start = 0
    for index, (sentence, quotes) in enumerate(
        zip(sentences, quoted_in_lines(sentences), strict=True)
    ):
        piece = _Piece(Span(0, len(sentence)), StatementKind.SENTENCE, quotes)
        drafts.append(_draft(article, index, start, sentence, piece))
        start += len(sentence) + 1
    return _finish([drafts], parser, None)


def _article_drafts(article: Article) -> list[_Draft]:
    lines = article.text.split("\n")
    title = _SPACES.sub(" ", article.title).strip()
    first_line = next((number for number, line in enumerate(lines) if line.strip()), None)
    repeats_title = first_line is not None and _same(lines[first_line], title)
    drafts = [_headline(article, title)] if title and not repeats_title else []
    start = 0
    for number, (line, quotes) in enumerate(zip(lines, quoted_in_lines(lines), strict=True)):
        whole = repeats_title and number == first_line
        for piece in _pieces(line, quotes, whole, _inline(title, line)):
            drafts.append(_draft(article, len(drafts), start, line, piece))
        start += len(line) + 1
    return drafts


def _same(line: str, title: str) -> bool:
    return bool(title) and _SPACES.sub(" ", line).strip().casefold() == title.casefold()


def _headline(article: Article, title: str) -> _Draft:
    (quotes,) = quoted_in_lines([title])
    piece = _Piece(Span(0, len(title)), StatementKind.HEADLINE, quotes)
    draft = _draft(article, 0, 0, title, piece)
    outside = replace(draft.statement, start=0, end=0, line=article.title_line)
    return replace(draft, statement=outside)


def _inline(title: str, line: str) -> Span | None:
    """Return where a page has its title in a line of text, glued to the sentence after it.

    "Senate ends debate on the ferry The vote came late": without a stop the two are read as one.
    """
    if len(title.split()) < _TITLE_WORDS or title[-1] in ".!?":
        return None
    found = re.search(rf"(?<!\S){re.escape(title)}(?=\s+[A-Z“\"(])", line)
    return Span(*found.span()) if found else None


def _parted(span: Span, title: Span | None) -> Iterator[tuple[Span, bool]]:
    """Yield what of a sentence stands before the title, the title itself, and what follows it."""
    if title is None or not span.start <= title.start < title.end <= span.end:
        yield span, False
        return
    yield Span(span.start, title.start), False
    yield title, True
    yield Span(title.end, span.end), False


def _pieces(
    line: str, quotes: Sequence[Quoted], is_title: bool, title: Span | None
) -> Iterator[_Piece]:
    """Yield the statements of a line, which is the title or may have it at `title`."""
    if is_title:
        left = len(line) - len(line.lstrip())
        yield _Piece(Span(left, len(line.rstrip())), StatementKind.HEADLINE, quotes)
        return
    bullet = _BULLET.match(line)
    kind = StatementKind.SENTENCE if bullet is None else StatementKind.BULLET
    offset = 0 if bullet is None else bullet.end()
    # Without its marker, so that "-" is not read as part of the sentence.
    content = [_shifted(quoted, -offset) for quoted in quotes]
    ends = [quoted.outer_end for quoted in content]
    starts = [quoted.outer_start for quoted in content]
    for found in sentence_spans(line[offset:], content):
        near = quotes[bisect_right(ends, found.start) : bisect_left(starts, found.end)]
        for part, told in _parted(Span(found.start + offset, found.end + offset), title):
            if span := _without_spaces(line, part):
                yield _Piece(span, StatementKind.HEADLINE if told else kind, near)


def _without_spaces(line: str, span: Span) -> Span | None:
    text = line[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip())) if text.strip() else None


def _shifted(quoted: Quoted, by: int) -> Quoted:
    return replace(
        quoted,
        outer_start=quoted.outer_start + by,
        start=quoted.start + by,
        end=quoted.end + by,
        outer_end=quoted.outer_end + by,
    )


def _draft(article: Article, index: int, line_start: int, line: str, piece: _Piece) -> _Draft:
    """Make the statement of a piece of `line`, which starts at `line_start` of the article."""
    span = piece.span
    text = line[span.start : span.end]
    inside = [quoted for quoted in piece.quotes if _reaches(quoted, span.start, span.end)]
    statement = Statement(
        id=f"{article.id}.{index + 1}",
        article_id=article.id,
        start=line_start + span.start,
        end=line_start + span.end,
        text=text,
        line=article.line_at(line_start + span.start),
        kind=piece.kind,
        index=index,
        quotations=tuple(
            quotation
            for quoted in inside
            if (quotation := _quotation(text, quoted.start - span.start, quoted.end - span.start))
        ),
    )
    continued = bool(inside) and (inside[0].continued or inside[0].outer_start < span.start)
    return _Draft(statement, continued)


def _reaches(quoted: Quoted, start: int, end: int) -> bool:
    if quoted.start >= end or quoted.end <= start:
        return False
    # A mark that nothing closes is trusted for its own sentence only.
    return quoted.closed or quoted.runs_on or quoted.start >= start


def _quotation(text: str, start: int, end: int) -> Quotation | None:
    start, end = max(start, 0), min(end, len(text))
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if not any(character.isalnum() for character in words):
        return None
    return Quotation(start, end, text[start:end])


def _finish(
    drafts: Sequence[Sequence[_Draft]], parser: Parser, progress: Progress | None
) -> tuple[Statement, ...]:
    texts = [draft.statement.text for group in drafts for draft in group]
    parses = _parsed(texts, parser, progress)
    done: list[Statement] = []
    for group in drafts:
        complete = [_complete(draft.statement, parses[draft.statement.text]) for draft in group]
        done += attribute(complete, [draft.continued for draft in group])
    return tuple(done)


def _parsed(
    texts: Sequence[str], parser: Parser, progress: Progress | None
) -> dict[str, tuple[Token, ...]]:
    """Parse each distinct text once: copies of one agency text repeat their sentences.

    Given sentences and titles may have any length; one beyond `MAX_PARSED` gets no tokens.
    """
    parses: dict[str, tuple[Token, ...]] = dict.fromkeys(texts, ())
    distinct = [text for text in parses if len(text) <= MAX_PARSED]
    for start in range(0, len(distinct), PARSED_AT_ONCE):
        batch = distinct[start : start + PARSED_AT_ONCE]
        parses.update(zip(batch, parser.parse(batch), strict=True))
        if progress is not None:
            progress(start + len(batch), len(distinct))
    return parses


def _complete(statement: Statement, tokens: tuple[Token, ...]) -> Statement:
    clauses = clauses_of(statement.text, tokens, statement.quotations)
    return replace(statement, tokens=tokens, clauses=clauses)
