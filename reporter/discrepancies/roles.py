"""Roles: two names that change places, "Berg sued Lund" against "Lund sued Berg".

Both statements have both names and one aligned verb; the subject of the verb is another one of the
two, and the name that is not the subject takes part in what the verb says, or the statements are
nearly the same. What it is done to is no third thing. Subjects of the passive count as what is
acted on, "by Lund" as the subject.

Left alone is what means the same both ways round ("met", "reached a deal with"), subjects joined by
"and", and statements with few other words in common, which tell of two deeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import utters
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

WEIGHTS = {
    "bias": -6.1, "cover": 2.0, "overlap": 10.0, "mirrored": 0.5,
}  # fmt: skip
_NEARLY_ONE = 0.7
_MUTUAL = frozenset(words("mutual"))
_MUTUAL_THINGS = frozenset(words("mutual_things"))
_DENYING = frozenset(words("standing.denying"))
_JOINED = frozenset({"conj", "appos", "cc"})


@dataclass(frozen=True, slots=True)
class Swap:
    """The subjects of one aligned verb (token numbers `verb_a`, `verb_b`) that change places.

    `said` says that it is a verb of saying, `features` are the evidence, each 0..1.
    """

    a: Name
    b: Name
    verb_a: int
    verb_b: int
    said: bool
    features: dict[str, float]


def swaps(pair: Pair) -> Iterator[Swap]:
    """Yield the verbs whose subject in one statement takes another part in the other statement."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    acting_a, acting_b = _acting(pair.a), _acting(pair.b)
    for verb, a in acting_a:
        for other, b in acting_b:
            if same_name(a, b) or not _is_one_verb(pair, verb, other):
                continue
            a_there, b_here = _named(pair.b, a, other), _named(pair.a, b, verb)
            if a_there is None or b_here is None:
                continue
            if utters(ours[verb]) and (_speaks(acting_a, ours, b) or _speaks(acting_b, theirs, a)):
                continue  # both say something there: "Berg told Lund that ..., Lund testified"
            parts = _part(ours, b_here, verb), _part(theirs, a_there, other)
            if "patient" in parts and parts[0] != parts[1]:
                done_to = _objects(theirs, other) if parts[0] == "patient" else _objects(ours, verb)
                if done_to:
                    continue  # it is done to something else there
            if None not in parts and ("" not in parts or pair.alignment.overlap >= _NEARLY_ONE):
                features = _features(pair, a, b, parts[0] == parts[1])
                yield Swap(a, b, verb, other, utters(ours[verb]), features)


def _acting(sheet: Sheet) -> list[tuple[int, Name]]:
    """Return (verb, name) for each name that is the one who does it."""
    tokens = sheet.statement.tokens
    found = []
    for name in sheet.names:
        head = syntax.span_head(tokens, name.first, name.last)
        verb, slot = _slot(tokens, head)
        if slot == "agent" and not _is_mutual(tokens, verb):
            found.append((verb, name))
    return found


def _is_mutual(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether it means the same both ways round: "met", "reached a deal with"."""
    made = {tokens[i].lemma.lower() for i in _objects(tokens, verb)}
    return tokens[verb].lemma.lower() in _MUTUAL or not made.isdisjoint(_MUTUAL_THINGS)


def _speaks(acting: Sequence[tuple[int, Name]], tokens: Sequence[Token], name: Name) -> bool:
    """Return whether the name says or denies something itself."""
    return any(
        (utters(tokens[verb]) or tokens[verb].lemma.lower() in _DENYING) and same_name(name, other)
        for verb, other in acting
    )


def _slot(tokens: Sequence[Token], head: int) -> tuple[int, str]:
    """Return the verb above a noun and its part there: "agent", "patient" or a preposition."""
    token = tokens[head]
    above = token.head
    if token.dep == "pobj":
        verb = tokens[above].head
        by = tokens[above].dep == "agent"
        return verb, "agent" if by else f"prep:{tokens[above].lemma.lower()}"
    if token.dep == "nsubj":
        return above, "agent"
    if token.dep in {"nsubjpass", "dobj", "dative"}:
        return above, "patient"
    return above, "within"


def _is_one_verb(pair: Pair, verb: int, other: int) -> bool:
    """Return whether the verbs are aligned, or are both the outlet's own verbs of saying."""
    if pair.alignment.there[verb] == other:
        return True
    if pair.alignment.there[verb] >= 0 or pair.alignment.back[other] >= 0:
        return False
    places = (pair.a.statement, verb), (pair.b.statement, other)
    return all(
        utters(said.tokens[at]) and not syntax.is_quoted(said, said.tokens[at].start)
        for said, at in places
    )


def _named(sheet: Sheet, name: Name, verb: int) -> Name | None:
    """Return the name that can only be the given one; of several mentions, the one below verb."""
    found = [other for other in sheet.names if same_name(name, other)]
    if any(not same_name(one, other) for one, other in combinations(found, 2)):
        return None
    tokens = sheet.statement.tokens
    return next((other for other in found if _part(tokens, other, verb)), next(iter(found), None))


def _part(tokens: Sequence[Token], name: Name, verb: int) -> str | None:
    """Return the part of a name below a verb, "" elsewhere, None for a subject or one joined."""
    index = syntax.span_head(tokens, name.first, name.last)
    above, slot = _slot(tokens, index)
    joined = tokens[index].dep in _JOINED or any(
        tokens[i].dep == "conj" for i in syntax.children(tokens, index)
    )
    if joined or (above, slot) == (verb, "agent"):
        return None
    while tokens[index].head != index:
        index = tokens[index].head
        if index == verb:
            return slot
    return ""


def _objects(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep == "dobj"]


def _features(pair: Pair, a: Name, b: Name, mirrored: bool) -> dict[str, float]:
    _, cover = pair.alignment.order((a.first, a.last), (b.first, b.last))
    return {"cover": cover, "overlap": pair.alignment.overlap, "mirrored": float(mirrored)}
