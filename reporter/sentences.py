"""Articles -> statements: headline, bullets and sentences, each with its span in the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reporter.backends import Parser
from reporter.boundaries import sentence_spans
from reporter.clauses import clauses_of
from reporter.quotations import Quoted, quoted_in_lines
from reporter.records import Article, Quotation, Span, Statement, StatementKind, Token
from reporter.speakers import attribute

PARSED_AT_ONCE = 512

_BULLET = re.compile(r"\s*[-•*–·●▪‣◦][ \t\u00a0]+(?=\S)")
_SPACES = re.compile(r"\s+")

Progress = Callable[[int, int], None]


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
    quotes = quoted_in_lines(sentences)
    drafts: list[_Draft] = []
    start = 0
    for index, sentence in enumerate(sentences):
        span = Span(start, start + len(sentence))
        drafts.append(
            _draft(article, span, sentence, index, StatementKind.SENTENCE, quotes[index], 0)
        )
        start = span.end + 1
    return _finish([drafts], parser, None)


def _article_drafts(article: Article) -> list[_Draft]:
    lines = article.text.split("\n")
    quotes = quoted_in_lines(lines)
    title = _SPACES.sub(" ", article.title).strip()
    drafts: list[_Draft] = []
    first_line = next((number for number, line in enumerate(lines) if line.strip()), None)
    repeats_title = first_line is not None and _same(lines[first_line], title)
    if title and not repeats_title:
        drafts.append(_headline(article, title))
    start = 0
    for number, line in enumerate(lines):
        is_title = repeats_title and number == first_line
        for span, kind in _line_spans(line, quotes[number], is_title):
            place = Span(start + span.start, start + span.end)
            text = line[span.start : span.end]
            drafts.append(
                _draft(article, place, text, len(drafts), kind, quotes[number], span.start)
            )
        start += len(line) + 1
    return drafts


def _same(line: str, title: str) -> bool:
    return bool(title) and _SPACES.sub(" ", line).strip().casefold() == title.casefold()


def _headline(article: Article, title: str) -> _Draft:
    (quotes,) = quoted_in_lines([title])
    draft = _draft(article, Span(0, 0), title, 0, StatementKind.HEADLINE, quotes, 0)
    return replace(draft, statement=replace(draft.statement, line=article.title_line))


def _line_spans(
    line: str, quotes: Sequence[Quoted], is_title: bool
) -> Iterator[tuple[Span, StatementKind]]:
    if is_title:
        left = len(line) - len(line.lstrip())
        yield Span(left, len(line.rstrip())), StatementKind.HEADLINE
        return
    bullet = _BULLET.match(line)
    kind = StatementKind.SENTENCE if bullet is None else StatementKind.BULLET
    offset = 0 if bullet is None else bullet.end()
    # Shifting the line keeps a marker such as "-" from being read as part of the sentence.
    shifted = [_shifted(quoted, -offset) for quoted in quotes]
    for span in sentence_spans(line[offset:], shifted):
        yield Span(span.start + offset, span.end + offset), kind


def _shifted(quoted: Quoted, by: int) -> Quoted:
    return replace(
        quoted,
        outer_start=max(quoted.outer_start + by, 0),
        start=max(quoted.start + by, 0),
        end=quoted.end + by,
        outer_end=quoted.outer_end + by,
    )


def _draft(
    article: Article,
    span: Span,
    text: str,
    index: int,
    kind: StatementKind,
    quotes: Sequence[Quoted],
    offset: int,
) -> _Draft:
    """Make the statement `text`, which starts at `offset` of the line that `quotes` counts in."""
    inside = [quoted for quoted in quotes if _reaches(quoted, offset, offset + len(text))]
    statement = Statement(
        id=f"{article.id}.{index + 1}",
        article_id=article.id,
        start=span.start,
        end=span.end,
        text=text,
        line=article.line_at(span.start),
        kind=kind,
        index=index,
        quotations=tuple(
            quotation
            for quoted in inside
            if (quotation := _quotation(text, quoted.start - offset, quoted.end - offset))
        ),
    )
    continued = bool(inside) and (inside[0].continued or inside[0].outer_start < offset)
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
    """Parse each distinct text once: copies of one agency text repeat their sentences."""
    distinct = list(dict.fromkeys(texts))
    parses: dict[str, tuple[Token, ...]] = {}
    for start in range(0, len(distinct), PARSED_AT_ONCE):
        batch = distinct[start : start + PARSED_AT_ONCE]
        parses.update(zip(batch, parser.parse(batch), strict=True))
        if progress is not None:
            progress(len(parses), len(distinct))
    return parses


def _complete(statement: Statement, tokens: tuple[Token, ...]) -> Statement:
    clauses = clauses_of(statement.text, tokens, statement.quotations)
    return replace(statement, tokens=tokens, clauses=clauses)
