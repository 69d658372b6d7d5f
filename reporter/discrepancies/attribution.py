"""Attribution: the same words, or the same claim, are given to another speaker or source.

Claims a difference where two statements report one thing (a quotation with nearly the same words,
or a claim whose other words are nearly the same) and name two speakers who cannot be one: two
people, two countries, two bodies. It changes the meaning unless one of them speaks for somebody
("his lawyer", "a spokeswoman").

Does not claim one between a person and a body ("the White House", its spokeswoman: both may be
right), where a speaker is only described ("an official", "state media"), where a statement names
nobody or passes on what the other's speaker said, or between sayings that share a topic only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from reporter.discrepancies import syntax
from reporter.discrepancies.aliases import section_of
from reporter.discrepancies.event import RELATIVE, is_speaker, utters
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown
from reporter.discrepancies.gazetteer import lies_in
from reporter.discrepancies.identity import same_name
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.typed import Name
from reporter.lexical import STOP_WORDS, fold, stem
from reporter.records import Kind, Quotation, Statement, Token

WEIGHTS = {
    "bias": -7.5, "share": 6.0, "length": 2.5, "cover": 2.0, "equivalent": 1.0,
}  # fmt: skip
_MIN_WORDS = 4
_MIN_SHARE = 0.7
_LONG = 15
_BESIDE = 6
_PROXIES = frozenset(words("proxies"))
_BODIES = frozenset(words("bodies"))


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that a named speaker is said to have uttered; `words` are stems."""

    speaker: Name
    words: tuple[str, ...]


def find(pair: Pair) -> list[Finding]:
    """Return the best supported pair of speakers for what both statements report, if any."""
    found = [
        _finding(pair, ours.speaker, theirs.speaker, features)
        for ours in _sayings(pair.a)
        for theirs in _sayings(pair.b)
        if _are_two(pair, ours.speaker, theirs.speaker)
        for features in (_features(pair, ours, theirs),)
        if features["share"] >= _MIN_SHARE
    ]
    return sorted(found, key=lambda item: (-item.confidence, item.span_a, item.span_b))[:1]


def _sayings(sheet: Sheet) -> Iterator[_Said]:
    """Yield what is quoted or reported in the statement by the one speaker that it names."""
    speaker = _speaker(sheet)
    if speaker is None:
        return
    for quotation in sheet.statement.quotations:
        if not quotation.speaker or _ends_alike(quotation.speaker, speaker):
            yield _Said(speaker, _quoted(sheet.statement, quotation))
    yield _Said(speaker, _reported(sheet.statement, speaker))


def _speaker(sheet: Sheet) -> Name | None:
    """Return the name of the only one who says something outside quotation marks, if it has one."""
    statement = sheet.statement
    names = [name for name in sheet.names if is_speaker(sheet, name)]
    sayers = [
        index
        for index, token in enumerate(statement.tokens)
        if token.dep in {"nsubj", "nsubjpass"} and utters(statement.tokens[token.head])
        if not _is_quoted(token, statement) and token.text.lower() not in RELATIVE
    ]
    if len(names) != 1 or any(not names[0].first <= index < names[0].last for index in sayers):
        return None
    return names[0]


def _is_quoted(place: Token, statement: Statement) -> bool:
    return any(quote.start <= place.start < quote.end for quote in statement.quotations)


def _ends_alike(speaker: str, name: Name) -> bool:
    return fold(speaker).split()[-1:] == fold(name.text).split()[-1:]


def _quoted(statement: Statement, quotation: Quotation) -> tuple[str, ...]:
    inside = slice(*syntax.token_range(statement.tokens, quotation.start, quotation.end))
    return _stems(statement.tokens[inside])


def _reported(statement: Statement, speaker: Name) -> tuple[str, ...]:
    """Return all words but the speaker and the verb of saying."""
    tokens = statement.tokens
    verb = tokens[syntax.span_head(tokens, speaker.first, speaker.last)].head
    left_out = {verb, *range(speaker.first - len(speaker.titles), speaker.last)}
    return _stems([token for i, token in enumerate(tokens) if i not in left_out])


def _stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(stem(t.text) or fold(t.text) for t in tokens if syntax.is_word(t))


def _are_two(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether the speakers are of one sort, and neither statement names both."""
    if _sort(a) != _sort(b) or lies_in(a, b) or lies_in(b, a):
        return False
    return not (_is_named(pair.b, a) or _is_named(pair.a, b))


def _is_named(sheet: Sheet, speaker: Name) -> bool:
    """Return whether the statement names the speaker, or the resolver found it behind a pronoun."""
    said_by = [sheet.statement.speaker, *(quote.speaker for quote in sheet.statement.quotations)]
    return any(same_name(speaker, name) for name in sheet.names) or any(
        _ends_alike(who, speaker) for who in said_by if who
    )


def _features(pair: Pair, ours: _Said, theirs: _Said) -> dict[str, float]:
    """Return the evidence that one thing was said: all 0..1, `share` 0 when it is too short.

    `share` is the share of the shorter saying's words that are the other's, `cover` of the longer.
    """
    same = LCSseq.similarity(ours.words, theirs.words)
    content = sum(word not in STOP_WORDS for word in set(ours.words) & set(theirs.words))
    shorter, longer = sorted((len(ours.words), len(theirs.words)))
    enough = shorter >= _MIN_WORDS and content >= _MIN_WORDS - 1
    return {
        "share": same / shorter if enough else 0.0,
        "length": min(1.0, shorter / _LONG),
        "cover": same / max(1, longer),
        "equivalent": pair.equivalent,
    }


def _speaks_for(sheet: Sheet, name: Name) -> bool:
    """Return whether a word beside the name says that it speaks for somebody else."""
    tokens = sheet.statement.tokens
    near = tokens[max(0, name.first - _BESIDE) : name.last + _BESIDE]
    return any(token.lemma.lower() in _PROXIES for token in near)


def _finding(pair: Pair, a: Name, b: Name, features: dict[str, float]) -> Finding:
    return Finding(
        Kind.ATTRIBUTION,
        pair.a.statement,
        pair.b.statement,
        (a.start, a.end),
        (b.start, b.end),
        a.text,
        b.text,
        "who says it",
        probability(WEIGHTS, features),
        not (_speaks_for(pair.a, a) or _speaks_for(pair.b, b)),
        (f"one saying of {a.text!r} and of {b.text!r}", shown(features)),
        a,
        b,
    )


def _sort(name: Name) -> str:
    """Return "person", "country", "body", "people" or "place"; a bare unknown name is a person's.

    The parser takes a family name for a body too often to go by its word alone.
    """
    section = section_of(name)
    if section is not None:
        return ("country", "body", "country")[section]
    if name.label in {"people", "place"} and not name.titles:
        return name.label
    return "body" if _BODIES.intersection(name.words) else "person"
