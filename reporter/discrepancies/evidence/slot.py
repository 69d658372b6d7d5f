"""What says that two values of two statements fill one slot: the evidence that is asked of each.

A slot is a place that only one value can fill: how many were hurt in this crash, when that bill was
signed, who resigned. Evidence is about what stands around the values, never about the values, so
that a model of it can learn from statements that agree (see `models/training/slots`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import RELATIVE, event_evidence, rivals
from reporter.discrepancies.evidence.slot_model import slot_model
from reporter.discrepancies.finding import Pair, Sheet, same_stem
from reporter.discrepancies.values.compare import days_agree, numbers_agree
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Day, Name, Number, Value
from reporter.records import Token
from reporter.text.lexical import STOP_WORDS, fold

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "parataxis"})
_CLOSE = 4
_CLIMB = 6
_PERCENT = re.compile(r"(?:\\?\s)?(?:%|per(?:\\\s)?cent)$", re.IGNORECASE)


V = TypeVar("V", bound=Value)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[V]):
    """Two differing values, the evidence that they fill one slot, and how likely that is (0..1)."""

    a: V
    b: V
    features: Mapping[str, float]
    score: float = 0.0


def best(model: str, candidates: Sequence[Candidate[V]]) -> list[Candidate[V]]:
    """Return the candidates that are likeliest for both of their values, the likeliest first.

    `model` is that of `slots.json` which says how likely they are.
    """
    judge = slot_model(model)
    scored = [replace(found, score=judge(found.features)) for found in candidates]
    taken: set[tuple[int, int]] = set()
    kept = []
    for found in sorted(scored, key=lambda c: (-c.score, c.a.start, c.b.start)):
        places = {(0, found.a.start), (1, found.b.start)}
        if not taken & places:
            kept.append(found)
            taken |= places
    return kept


def setting(pair: Pair, ours: Sequence[Value], theirs: Sequence[Value]) -> dict[str, float]:
    """Return what two statements have in common, each 0..1, whatever values are asked about.

    `ours` and `theirs` are their values that the other one lacks; without any nothing is asked.
    """
    if not ours and not theirs:
        return {}
    words, others = _content(pair.a.statement.tokens), _content(pair.b.statement.tokens)
    paired = sum(pair.alignment.there[i] >= 0 for i in words)
    fewer = max(1, min(len(words), len(others)))
    longer = max(1, len(words), len(others))
    return {
        "overlap": pair.alignment.overlap,
        "similarity": max(0.0, pair.similarity),
        "held": min(1.0, paired / fewer),
        "length": fewer / longer,
        "agreeing": _agreeing(pair.a, pair.b),
        "names_apart": min(4, _apart(pair.a, pair.b) + _apart(pair.b, pair.a)) / 4,
        # How many values a value would have to choose from: 0 for one, 1 for four.
        "loose": min(3, max(len(ours), len(theirs)) - 1) / 3,
    }


def evidence(pair: Pair, a: Value, b: Value) -> dict[str, float]:
    """Return what says that `a` of the first statement and `b` of the second fill one slot, 0..1.

    0.5 stands for "cannot be told" where the sentences may lack what is asked about.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    one, other = _governor(ours, a), _governor(theirs, b)
    before, after = pair.alignment.runs((a.first, a.last), (b.first, b.last))
    elsewhere = has_value(pair.b.article, a), has_value(pair.a.article, b)
    order, cover = pair.alignment.order((a.first, a.last), (b.first, b.last))
    return {
        "context": pair.alignment.context((a.first, a.last), (b.first, b.last)),
        "neighbours": pair.alignment.neighbours((a.first, a.last), (b.first, b.last)),
        "run": (before + after) / 10,
        "order": order,
        "cover": cover,
        "known": float(any(elsewhere)),
        "known_both": float(all(elsewhere)),
        "before": before / 5,
        "after": after / 5,
        "role": float(_role(ours, a) == _role(theirs, b)),
        "governor": float(_is_aligned(pair, one, other)),
        "above": _shared(_chain(ours, one), _chain(theirs, other)),
        "beside": _beside(pair, a, b),
        "clause": _clause(pair, a, b),
        "subject": _subjects(pair, a, b),
        "event": event_evidence(pair, a, b),
        "rival": float(rivals(pair, a, b)),
        "place": 1 - abs(_place(ours, a) - _place(theirs, b)),
        "quoted": float(len({*are_quoted(pair, a, b)}) == 1),
    }


def _content(tokens: Sequence[Token]) -> list[int]:
    return [
        index
        for index, token in enumerate(tokens)
        if syntax.is_word(token) and fold(token.text) not in STOP_WORDS
    ]


def _agreeing(one: Sheet, other: Sheet) -> float:
    """Return the share of the values of the statement with fewer that the other one has too."""
    fewer, more = sorted((one.values, other.values), key=len)
    shared = sum(any(_agree(a, b) for b in more) for a in fewer)
    return shared / len(fewer) if fewer else 0.5


def _agree(a: Value, b: Value) -> bool:
    if isinstance(a, Number) and isinstance(b, Number):
        return a.unit == b.unit and numbers_agree(a, b)
    if isinstance(a, Day) and isinstance(b, Day):
        return days_agree(a, b)
    return isinstance(a, Name) and isinstance(b, Name) and same_name(a, b)


def _apart(sheet: Sheet, other: Sheet) -> int:
    """Return how many names the other statement lacks."""
    return sum(not any(same_name(name, theirs) for theirs in other.names) for name in sheet.names)


def has_value(article: str, value: Value) -> bool:
    """Return whether a whole article has the words of a value; "%" is "percent"."""
    said = re.escape(value.words[-1] if isinstance(value, Name) else value.text)
    if isinstance(value, Number) and value.unit == "percent":
        said = _PERCENT.sub(r"\\s?(?:%|per\\s?cent)", said)
    return re.search(rf"(?<!\w){said}(?!\w)", article, re.IGNORECASE) is not None


def _head(tokens: Sequence[Token], value: Value) -> int:
    return syntax.span_head(tokens, value.first, value.last)


def _governor(tokens: Sequence[Token], value: Value) -> int:
    """Return the word that the value hangs on, across a preposition."""
    head = tokens[_head(tokens, value)].head
    return tokens[head].head if tokens[head].pos == "ADP" else head


def _role(tokens: Sequence[Token], value: Value) -> str:
    token = tokens[_head(tokens, value)]
    above = tokens[token.head]
    return above.lemma.lower() if above.pos == "ADP" else token.dep


def _is_aligned(pair: Pair, one: int, other: int) -> bool:
    ours, theirs = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    return pair.alignment.there[one] == other or same_stem(ours.lemma, theirs.lemma)


def _chain(tokens: Sequence[Token], index: int) -> frozenset[str]:
    """Return the lemmas of the content words from a token up to the root."""
    found = set()
    for _ in range(_CLIMB):
        found.add(tokens[index].lemma.lower())
        if tokens[index].head == index:
            break
        index = tokens[index].head
    return frozenset(found - STOP_WORDS)


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.5


def _beside(pair: Pair, a: Value, b: Value) -> float:
    """Return the share of the content words close to either value that are close to the other."""
    ours = _around(pair.a.statement.tokens, a)
    theirs = _around(pair.b.statement.tokens, b)
    met = sum(pair.alignment.there[i] in theirs for i in ours)
    total = len(ours) + len(theirs)
    return 2 * met / total if total else 0.5


def _around(tokens: Sequence[Token], value: Value) -> set[int]:
    content = [i for i in _content(tokens) if not value.first <= i < value.last]
    before = [i for i in content if i < value.first][-_CLOSE:]
    return {*before, *[i for i in content if i >= value.last][:_CLOSE]}


def _clause(pair: Pair, a: Value, b: Value) -> float:
    """Return the share of the content words of both values' clauses that are in both."""
    ours = _in_clause(pair.a.statement.tokens, a)
    theirs = _in_clause(pair.b.statement.tokens, b)
    met = sum(pair.alignment.there[i] in theirs for i in ours)
    total = len(ours) + len(theirs)
    return 2 * met / total if total else 0.5


def _in_clause(tokens: Sequence[Token], value: Value) -> set[int]:
    """Return the content words below the value's verb, other clauses and the value left out."""
    verb = syntax.governing_verb(tokens, _head(tokens, value))
    top = _head(tokens, value) if verb is None else verb
    return {
        index
        for index in _content(tokens)
        if not value.first <= index < value.last and _hangs_on(tokens, index, top)
    }


def _hangs_on(tokens: Sequence[Token], index: int, top: int) -> bool:
    for _ in range(_CLIMB * 2):
        if index == top:
            return True
        if tokens[index].head == index or tokens[index].dep in _CLAUSES:
            return False
        index = tokens[index].head
    return False


def _subjects(pair: Pair, a: Value, b: Value) -> float:
    """Return whether those who act are the same word (1), other words (0) or not told (0.5)."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    one, other = _subject(ours, a), _subject(theirs, b)
    if one is None or other is None:
        return 0.5
    if {ours[one].tag, theirs[other].tag} & {"PRP", "WP", "WDT", "DT"}:
        return 0.5
    return float(pair.alignment.there[one] == other)


def _subject(tokens: Sequence[Token], value: Value) -> int | None:
    head = _head(tokens, value)
    verb = syntax.governing_verb(tokens, head)
    if verb is None:
        return None
    below = (i for i in syntax.children(tokens, verb) if tokens[i].dep in _SUBJECTS)
    return next(
        (i for i in below if i != head and tokens[i].text.lower() not in RELATIVE),
        None,
    )


def _place(tokens: Sequence[Token], value: Value) -> float:
    return value.first / max(1, len(tokens))


def are_quoted(pair: Pair, a: Value, b: Value) -> tuple[bool, bool]:
    """Return which of two values stand between quotation marks."""
    places = (pair.a, a), (pair.b, b)
    one, other = (syntax.is_quoted(sheet.statement, value.start) for sheet, value in places)
    return one, other
