"""Sources: on whose word outlets tell one happening.

Outlets credit one claim to sources of another standing: a body ("the White House"), a named
person, officials who are not named, records, a newspaper. Claims a difference of kind attribution
between articles whose tellings (`standing.py`) of one happening have no sort of source in common.
All may be right, so the meaning is left alone.

Does not claim one for two sources of one sort, or where a name stands in both ("Berg", "a lawsuit
by Berg").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Mark
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.ladder import happenings
from reporter.discrepancies.over_story.standing import Standing, Telling
from reporter.discrepancies.phrases import WHO_SAYS, asked
from reporter.discrepancies.values.aliases import plain
from reporter.records import Kind, Statement, Token
from reporter.text.lexical import fold

_PEOPLE = frozenset(words("source_sorts.people"))
_RECORDS = frozenset(words("source_sorts.records"))
_MEDIA = frozenset(words("source_sorts.media"))
_LIGHT = frozenset(words("light"))
_BODIES = frozenset(words("bodies"))
_SAYING = (Standing.CONFIRMED, Standing.SAID, Standing.ALLEGED)
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "case"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"WP", "WDT"})
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.3


@dataclass(frozen=True, slots=True)
class _Source:
    """Who says it, of which sort, with which names, and where."""

    telling: Telling
    sort: str
    names: frozenset[str]
    span: tuple[int, int]


def find_sources(statements: Sequence[Statement]) -> list[Finding]:
    """Return where articles tell one happening on the word of sources of another sort."""
    return [
        finding
        for told in happenings(statements, _SAYING)
        for finding in _findings(list(filter(None, map(_source, told))))
    ]


def _source(telling: Telling) -> _Source | None:
    """Return the subject of the word that gives the standing, None for one of no known sort."""
    tokens = telling.statement.tokens
    if _is_granted(tokens, telling):
        return None
    below = syntax.children(tokens, telling.cue)
    head = next((i for i in below if tokens[i].dep == "nsubj"), None)
    if head is None:
        return None
    if tokens[head].tag in _RELATIVE and tokens[telling.cue].dep == "relcl":
        head = tokens[telling.cue].head
    first = head
    while first and tokens[first - 1].dep in _BEFORE:
        first -= 1
    sort = _sort(tokens, head)
    names = frozenset(fold(t.text) for t in tokens[first : head + 1] if t.pos == "PROPN")
    first += tokens[first].dep == "det" and first < head
    span = tokens[first].start, tokens[head].end
    return _Source(telling, sort, names, span) if sort else None


def _is_granted(tokens: Sequence[Token], telling: Telling) -> bool:
    """Return whether something else is told of it: "the sale is a blow", "vowed to end it"."""
    at = telling.at
    if tokens[at].pos != "NOUN":
        return False
    while tokens[at].head not in (at, telling.cue):
        if tokens[at].dep in _SUBJECTS:
            return True
        at = tokens[at].head
        if tokens[at].pos in {"VERB", "AUX"} and tokens[at].lemma.lower() not in _LIGHT:
            return True
    return False


def _sort(tokens: Sequence[Token], head: int) -> str:
    token = tokens[head]
    word = token.lemma.lower()
    for sort, members in (("people", _PEOPLE), ("records", _RECORDS), ("media", _MEDIA)):
        if token.pos == "NOUN" and word in members:
            return sort
    if token.pos != "PROPN":
        return ""
    if token.entity == "PERSON":
        return "person"
    return "body" if token.entity in {"ORG", "FAC"} or plain(token.text) in _BODIES else ""


def _findings(sources: Sequence[_Source]) -> Iterator[Finding]:
    sorts: dict[str, set[str]] = defaultdict(set)
    shown: dict[tuple[str, str], _Source] = {}
    for source in sources:
        article = source.telling.statement.article_id
        sorts[article].add(source.sort)
        shown.setdefault((article, source.sort), source)
    apart = any(a.isdisjoint(b) for a, b in combinations(sorts.values(), 2))
    if apart and not any(_is_one(a, b) for a, b in combinations(sources, 2)):
        first, *others = [shown[key] for key in sorted(shown)]
        yield from (_finding(first, other) for other in others)


def _is_one(a: _Source, b: _Source) -> bool:
    """Return whether sources of two sorts may be one: "Berg's lawsuit", "prosecutor Anna Berg".

    So may a person who hands on what another one says: "Berg said the police believe that ...".
    """
    one, other = ({*fold(_text(source)).split()} for source in (a, b))
    related = bool(a.names & b.names) or one <= other or other <= one
    return a.sort != b.sort and (related or _stands_in(a, b) or _stands_in(b, a))


def _stands_in(source: _Source, other: _Source) -> bool:
    """Return whether the other statement has whoever says it, or the paper ("in the report").

    A body has to stand there in full: its last word ("Office") may be that of another one.
    """
    there = {fold(token.text) for token in other.telling.statement.tokens}
    if source.sort == "body":
        return source.names <= there
    return source.sort in {"person", "records"} and fold(_text(source)).split()[-1] in there


def _text(source: _Source) -> str:
    return source.telling.statement.text[slice(*source.span)]


def _finding(first: _Source, other: _Source) -> Finding:
    return Finding(
        Kind.ATTRIBUTION,
        _mark(first),
        _mark(other),
        asked(WHO_SAYS, first.telling.statement.tokens, first.telling.at),
        _CONFIDENCE,
        False,
        (f"one happening on the word of {first.sort} and {other.sort}",),
    )


def _mark(source: _Source) -> Mark:
    said = _text(source)
    return Mark(source.telling.statement, source.span, said, key=fold(said))
