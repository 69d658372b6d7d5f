"""Attribution: the same words, or the same claim, are given to another speaker or source.

Claims a difference where two statements report one thing (a quotation with nearly the same words,
or a claim whose other words are nearly the same) and name two speakers who cannot be one: two
people, two countries, two bodies. It changes the meaning unless one of them speaks for somebody
("his lawyer", "a spokeswoman"). So does who says it to whom, where speaker and hearer change
places. Where one statement names a person and the other only describes its source ("state media",
"an unnamed official"), that is a difference that leaves the meaning alone.

Does not claim one between a person and a body ("the White House", its spokeswoman: both may be
right), but for quotations if his article never has that body; where the description may be that of
the person ("police" and a police chief), where a statement has no source or passes on what the
other's speaker said, or between sayings that share a topic only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.alignment import names_shared
from reporter.discrepancies.evidence.event import is_speaker, utters
from reporter.discrepancies.evidence.slot import stands_in
from reporter.discrepancies.finding import Finding, Mark, Pair, Sheet, probability, shown, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.roles import WEIGHTS as ROLE_WEIGHTS
from reporter.discrepancies.roles import Swap, swaps
from reporter.discrepancies.values.aliases import section_of
from reporter.discrepancies.values.gazetteer import lies_in
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, Quotation, Statement, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

WEIGHTS = {
    "bias": -2.4, "share": 1.8, "cover": 2.0, "named": 1.1, "names": 0.7, "overlap": 1.4,
}  # fmt: skip
SWAPPED = "who says it to whom"
"""The subject where speaker and hearer change places."""
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod"})
_MIN_WORDS = 4
_MIN_SHARE = 0.7
_LOW_SHARE = 0.5
_MIN_COVER = 0.3
_LOW_COVER = 0.2
_MIN_OVERLAP = 0.38
_LONG_RUN = 7
_BESIDE = 6
_LONG_NAME = 3
_SOURCES = frozenset(words("sources"))
_PROXIES = frozenset(words("proxies"))
_BODIES = frozenset(words("bodies"))
_ANNOUNCING = frozenset(words("announcing"))


@dataclass(frozen=True, slots=True)
class _Source:
    """Who says it: characters, tokens and words; `name` is None for one that is only described."""

    start: int
    end: int
    first: int
    last: int
    text: str
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that a source is said to have uttered, `quoted` or not; `words` are stems."""

    source: _Source
    words: tuple[str, ...]
    quoted: bool = False


def find(pair: Pair) -> list[Finding]:
    """Return the best supported pair of sources for what both statements report, if any."""
    found = [
        _finding(pair, ours.source, theirs.source, features)
        for ours in _sayings(pair.a)
        for theirs in _sayings(pair.b)
        if _are_two(pair, ours, theirs)
        for features in (_features(pair, ours, theirs),)
        if _is_one_saying(pair, ours, theirs, features)
    ]
    if pair.alignment.overlap >= _MIN_OVERLAP:
        exchanged = (swap for swap in swaps(pair) if swap.said)
        found += [_swapped(pair, s) for s in exchanged if _sort(s.a) == _sort(s.b)]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))[:1]


def _sayings(sheet: Sheet) -> Iterator[_Said]:
    """Yield what is quoted or reported in the statement by the one source that it has."""
    source = _source(sheet)
    if source is None:
        yield from _several(sheet)
        return
    for quotation in sheet.statement.quotations:
        if source.name is None or not quotation.speaker or _ends_alike(quotation.speaker, source):
            yield _Said(source, _quoted(sheet.statement, quotation), quoted=True)
    yield _Said(source, _reported(sheet.statement, source))


def _several(sheet: Sheet) -> Iterator[_Said]:
    """Yield what each one says, where several do: their quotations, and the clauses of their verbs.

    "Berg said that the bridge is safe, while officials warned of cracks" has two.
    """
    statement, tokens = sheet.statement, sheet.statement.tokens
    sources = [_named_source(name) for name in sheet.names if _speaks(sheet, name)]
    sources += [
        _described(statement, index)
        for index in _sayers(statement)
        if _is_description(tokens[index])
    ]
    for source in sources:
        for quotation in statement.quotations:
            if quotation.speaker and _ends_alike(quotation.speaker, source):
                yield _Said(source, _quoted(statement, quotation), quoted=True)
        verb = tokens[_sayer(tokens, source)].head
        below = {i for i in range(len(tokens)) if syntax.is_within(tokens, i, verb)}
        for clause in (i for i in syntax.children(tokens, verb) if tokens[i].dep == "advcl"):
            below -= {i for i in below if syntax.is_within(tokens, i, clause)}
        below -= {verb, *range(source.first, source.last)}
        yield _Said(source, _stems(tokens[i] for i in sorted(below)))


def _named_source(name: Name) -> _Source:
    return _Source(name.start, name.end, name.first, name.last, name.text, name)


def _source(sheet: Sheet) -> _Source | None:
    """Return the only one who says something outside quotation marks.

    A pronoun there goes back to that one: "Berg said that the plan, which she called absurd, ...".
    """
    statement = sheet.statement
    names = [name for name in sheet.names if _speaks(sheet, name)]
    sayers = _sayers(statement)
    if len(names) == 1 and {*sayers} <= _called(statement.tokens, names[0]):
        return _named_source(names[0])
    if not names and len(sayers) == 1 and _is_description(statement.tokens[sayers[0]]):
        return _described(statement, sayers[0])
    return None


def _speaks(sheet: Sheet, name: Name) -> bool:
    """Return whether the name says it, or follows who does: "said its captain, Anna Berg"."""
    tokens = sheet.statement.tokens
    sayer = _sayer(tokens, name)
    if is_speaker(sheet, name) or _announces(sheet, name):
        return not _is_silent(tokens, tokens[sayer].head)
    return name.role == "appos" and sayer in _sayers(sheet.statement)


def _sayer(tokens: Sequence[Token], who: _Source | Name) -> int:
    """Return the noun that stands beside the verb: that of the name, or what the name follows."""
    top = syntax.span_head(tokens, who.first, who.last)
    return tokens[top].head if tokens[top].dep == "appos" else top


def _called(tokens: Sequence[Token], name: Name) -> frozenset[int]:
    return frozenset({_sayer(tokens, name), *range(name.first, name.last)})


def _sayers(statement: Statement) -> list[int]:
    """Return the nouns that say something outside quotation marks, "according to" them or not."""
    tokens = statement.tokens
    return [
        index
        for index, token in enumerate(tokens)
        if _is_according(tokens, index)
        or (token.dep in {"nsubj", "nsubjpass"} and _says(tokens, token.head))
        if not _is_quoted(token, statement) and token.pos != "PRON"
    ]


def _is_according(tokens: Sequence[Token], index: int) -> bool:
    above = tokens[index].head
    return (
        tokens[index].dep == "pobj"
        and fold(tokens[above].text) == "to"
        and fold(tokens[tokens[above].head].text) == "according"
    )


def _says(tokens: Sequence[Token], verb: int) -> bool:
    says = utters(tokens[verb]) or tokens[verb].lemma.lower() in _ANNOUNCING
    return says and not _is_silent(tokens, verb)


def _is_silent(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether nothing was said: "did not respond", of whomever an outlet asked."""
    return any(tokens[i].dep == "neg" for i in syntax.children(tokens, verb))


def _announces(sheet: Sheet, name: Name) -> bool:
    at = sheet.statement.tokens[name.first]
    active = name.role == "nsubj" and name.governor in _ANNOUNCING
    return active and not _is_quoted(at, sheet.statement)


def _is_description(noun: Token) -> bool:
    return noun.pos == "NOUN" and not _SOURCES.isdisjoint({noun.lemma.lower(), noun.text.lower()})


def _described(statement: Statement, head: int) -> _Source:
    """Return the source with the words directly before its noun."""
    tokens, first = statement.tokens, head
    while first and tokens[first - 1].dep in _BEFORE:
        first -= 1
    start, end = tokens[first].start, tokens[head].end
    return _Source(start, end, first, head + 1, statement.text[start:end])


def _is_quoted(place: Token, statement: Statement) -> bool:
    return any(quote.start <= place.start < quote.end for quote in statement.quotations)


def _ends_alike(speaker: str, source: _Source) -> bool:
    """Return whether the names may be one: a person's end alike, a body's may be cut short."""
    ours, theirs = fold(speaker).split(), fold(source.text).split()
    if source.name is not None and _sort(source.name) == "body":
        return {*ours} - STOP_WORDS <= {*theirs} or {*theirs} - STOP_WORDS <= {*ours}
    return ours[-1:] == theirs[-1:]


def _quoted(statement: Statement, quotation: Quotation) -> tuple[str, ...]:
    inside = slice(*syntax.token_range(statement.tokens, quotation.start, quotation.end))
    return _stems(statement.tokens[inside])


def _reported(statement: Statement, source: _Source) -> tuple[str, ...]:
    """Return all words but the source and the verb of saying."""
    tokens = statement.tokens
    verb = tokens[_sayer(tokens, source)].head
    titles = len(source.name.titles) if source.name else 0
    left_out = {verb, *range(source.first - titles, source.last)}
    return _stems([token for i, token in enumerate(tokens) if i not in left_out])


def _stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(stem(t.text) or fold(t.text) for t in tokens if syntax.is_word(t))


def _are_two(pair: Pair, ours: _Said, theirs: _Said) -> bool:
    """Return whether the sources are of one sort, or a person and somebody only described.

    Neither statement may name both. A body is not the person's if his article does not have it.
    """
    a, b = ours.source, theirs.source
    if _is_named(pair.b, a) or _is_named(pair.a, b):
        return False
    if a.name is None or b.name is None:
        described, name = (a, b.name) if a.name is None else (b, a.name)
        return name is not None and _sort(name) == "person" and not _is_called(pair, described)
    return (
        (
            _sort(a.name) == _sort(b.name)
            or (ours.quoted and theirs.quoted and _is_unheard_of(pair, a.name, b.name))
        )
        and not (lies_in(a.name, b.name) or lies_in(b.name, a.name))
        and not (_may_speak_for(pair.a, a.name, b.name) or _may_speak_for(pair.b, b.name, a.name))
    )


def _is_unheard_of(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one is a body that the article of the other, a person, never has."""
    return any(
        _sort(body) == "body" and _sort(who) == "person" and not stands_in(sheet.article, body)
        for body, who, sheet in ((a, b, pair.b), (b, a, pair.a))
    )


def _may_speak_for(sheet: Sheet, name: Name, other: Name) -> bool:
    """Return whether the article calls somebody a spokesman, and the other may be a body."""
    if other.label == "person" or not name.words:
        return False
    called = rf"\bspokes\w+\b[^.]{{0,60}}\b{re.escape(name.words[-1])}\b"
    calling = rf"\b{re.escape(name.words[-1])}\b,[^.]{{0,60}}\bspokes\w+"
    return re.search(f"{called}|{calling}", sheet.article, re.IGNORECASE) is not None


def _is_named(sheet: Sheet, source: _Source) -> bool:
    """Return whether the statement names the source, or the resolver found it behind a pronoun."""
    if source.name is None:
        return False
    statement = sheet.statement
    said_by = [statement.speaker, *(quote.speaker for quote in statement.quotations)]
    # The last word of a body ("Department") may be that of another one.
    parts = [] if _sort(source.name) == "body" else [token.text for token in statement.tokens]
    known = [*filter(None, said_by), *parts]
    return any(same_name(source.name, name) for name in sheet.names) or any(
        _ends_alike(who, source) for who in known
    )


def _is_called(pair: Pair, described: _Source) -> bool:
    """Return whether both statements have the noun of the description: it may be his title."""
    noun = stem(described.text.split()[-1])
    return all(
        any(stem(token.text) == noun for token in sheet.statement.tokens)
        for sheet in (pair.a, pair.b)
    )


def _is_one_saying(pair: Pair, ours: _Said, theirs: _Said, features: dict[str, float]) -> bool:
    """Return whether most words are the same, or half of them and as many of the longer one's.

    A short saying has most of its words in any long one on its topic: there, one is a verb, or two
    are quoted in both.
    """
    if features["cover"] >= _MIN_COVER:
        return features["share"] >= _LOW_SHARE
    if features["share"] < _MIN_SHARE:
        return False
    if features["cover"] >= _LOW_COVER or len(_in_marks(pair.a) & _in_marks(pair.b)) > 1:
        return True
    common = {*ours.words} & {*theirs.words} - STOP_WORDS
    return any(
        token.pos == "VERB" and stem(token.text) in common
        for sheet in (pair.a, pair.b)
        for token in sheet.statement.tokens
    )


def _in_marks(sheet: Sheet) -> frozenset[str]:
    """Return the stems of meaning that the statement quotes."""
    quoted = (_quoted(sheet.statement, each) for each in sheet.statement.quotations)
    return frozenset(word for words_of in quoted for word in words_of) - STOP_WORDS


def _features(pair: Pair, ours: _Said, theirs: _Said) -> dict[str, float]:
    """Return the evidence that one thing was said: all 0..1, `share` 0 when it is too short.

    `share` is the share of the shorter saying's words that are the other's, in order or, of those
    of meaning, anywhere; `cover` that of the longer one; `named` whether both sources have a name,
    `names` how many of the names in one statement are in the other.
    """
    same = LCSseq.similarity(ours.words, theirs.words)
    left, right = (frozenset(said.words) - STOP_WORDS for said in (ours, theirs))
    common = len(left & right)
    shorter, longer = sorted((len(ours.words), len(theirs.words)))
    whole = ours.quoted and theirs.quoted and same == longer
    in_part = common >= _MIN_WORDS - 1 or same >= _LONG_RUN
    enough = shorter >= _MIN_WORDS and (in_part or (whole and common > 1))
    in_common = common / max(1, min(len(left), len(right)))
    return {
        "share": max(same / shorter, in_common) if enough else 0.0,
        "cover": same / max(1, longer),
        "named": float(ours.source.name is not None and theirs.source.name is not None),
        "names": names_shared(pair.alignment),
        "overlap": pair.alignment.overlap,
    }


def _speaks_for(sheet: Sheet, source: _Source) -> bool:
    """Return whether a word beside the name says that it speaks for somebody else."""
    tokens = sheet.statement.tokens
    near = tokens[max(0, source.first - _BESIDE) : source.last + _BESIDE]
    return any(token.lemma.lower() in _PROXIES for token in near)


def _finding(pair: Pair, a: _Source, b: _Source, features: dict[str, float]) -> Finding:
    named = a.name is not None and b.name is not None
    return Finding(
        Kind.ATTRIBUTION,
        Mark(pair.a.statement, (a.start, a.end), a.text, a.name),
        Mark(pair.b.statement, (b.start, b.end), b.text, b.name),
        "who says it",
        probability(WEIGHTS, features),
        named and not (_speaks_for(pair.a, a) or _speaks_for(pair.b, b)),
        (f"one saying of {a.text!r} and of {b.text!r}", shown(features)),
    )


def _swapped(pair: Pair, swap: Swap) -> Finding:
    return Finding(
        Kind.ATTRIBUTION,
        value_at(pair.a.statement, swap.a),
        value_at(pair.b.statement, swap.b),
        SWAPPED,
        probability(ROLE_WEIGHTS, swap.features),
        True,
        (f"{swap.a.text!r} and {swap.b.text!r} change places", shown(swap.features)),
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
    long = len(name.words) >= _LONG_NAME or name.text.isupper()  # "NATO"
    is_body = name.label == "body" and long and not name.titles
    return "body" if is_body or _BODIES.intersection(name.words) else "person"
