"""Names that one article alone has, in the place of a name that would make two statements one.

The test is that of substitution (Harris 1951): what can stand for one another in like surroundings
fills one slot. An article names somebody or some place once, another article never. With a name of
the other article's statement in its place, the statement says what the other one says, as the
embedder hears it: "Anna Berg was fired on Monday" beside "the yard fired the engineer Lund", in an
article that tells of Lund otherwise.

Claims a difference of kind name, however unlike the statements are before. It changes the meaning.

Does not claim one for names that the article has elsewhere, or the other article at all, for
headlines, or for who is told something. Who says it counts for less than who does it, for outlets
ask several people the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from reporter.backends import Embedder
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.evidence.apart import are_joined, doubts
from reporter.discrepancies.evidence.belonging import are_who_and_whose
from reporter.discrepancies.evidence.event import is_hearer
from reporter.discrepancies.evidence.slot_model import slot_model
from reporter.discrepancies.finding import Finding, Pair, Sheet, in_order, position, shown, value_at
from reporter.discrepancies.name import features_of, subject
from reporter.discrepancies.nearby import in_common
from reporter.discrepancies.values.aliases import plain
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.names import is_title
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, StatementKind

MODEL = "substituted name"
"""The model of `slots.json` that says how likely a substitution is."""
_LABELS = frozenset({"person", "place", "body"})
_LEAST_COMMON = 2
_LEAST_ALIKE = 0.65
"""Of cosine and half of the share of words in common; of planted names 97 % reach it."""
_LEAST_LIKELY = 0.05
_MOST = 400
"""Substitutions of one story that are tried, those of the likest statements first."""
_SAME_FROM, _SAME_TO = 0.7, 0.8
"""Cosines between which two statements come to say the same."""
_GAINED = 0.15
_OFTEN = 5
_WEIGHED = ("context", "label", "picked", "role")
"""Evidence about names in general that is asked here as well."""
_Counts = Mapping[str, Counter[str]]
"""How often each article has a word with a capital, by the plain word."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A name that its article has once, and a name of another statement that may belong there.

    `similarity` is the cosine of the two statements as they are, `features` the evidence for it.
    """

    sheet: Sheet
    name: Name
    other_sheet: Sheet
    other: Name
    similarity: float
    features: Mapping[str, float]

    @property
    def substituted(self) -> str:
        """The statement with the other name in the place of its own."""
        text = self.sheet.statement.text
        return text[: self.name.start] + self.other.text + text[self.name.end :]


def find_substitutes(sheets: Sequence[Sheet], embedder: Embedder) -> list[Finding]:
    """Return the likeliest substitution of each name that its article has once.

    `sheets` are the statements of one story with their values; their order does not matter.
    """
    judge = slot_model(MODEL)
    best: dict[tuple[str, int], tuple[float, Rival]] = {}
    for rival in rivals(sheets, embedder):
        place, score = (rival.sheet.statement.id, rival.name.start), judge(rival.features)
        if score >= max(_LEAST_LIKELY, best.get(place, (0.0, rival))[0]):
            best[place] = score, rival
    return [_finding(rival, score) for score, rival in best.values()]


def rivals(sheets: Sequence[Sheet], embedder: Embedder) -> list[Rival]:
    """Return the names of a story that may stand where another one belongs, with the evidence."""
    told = [sheet for sheet in in_order(sheets) if _tells(sheet)]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sheet in sheets:
        words = (plain(t.text) for t in sheet.statement.tokens if t.text[:1].isupper())
        counts[sheet.statement.article_id].update(words)
    found = list(islice(_candidates(told, counts, embedder), _MOST)) if told else []
    if not found:
        return []
    texts = [rival.substituted for rival in found]
    distinct = list(dict.fromkeys([*texts, *(r.other_sheet.statement.text for r in found)]))
    rows = dict(zip(distinct, embedder.embed(distinct), strict=True))
    return [
        replace(rival, features=_features(rival, pair, cosine, counts))
        for rival, text in zip(found, texts, strict=True)
        for pair in (_pair(rival),)
        if not _may_both_be_right(pair, rival)
        for cosine in (float(rows[text] @ rows[rival.other_sheet.statement.text]),)
    ]


def _pair(rival: Rival) -> Pair:
    ours, theirs = rival.sheet, rival.other_sheet
    return Pair(ours, theirs, align(ours.statement.tokens, theirs.statement.tokens), 0.0)


def _may_both_be_right(pair: Pair, rival: Rival) -> bool:
    """Return whether an article has both do it, or one is the other's man: "Berg's lawyer Lund"."""
    a, b = rival.name, rival.other
    return are_who_and_whose(pair, a, b) or are_joined(pair, a, b)


def _tells(sheet: Sheet) -> bool:
    """Return whether a statement is a sentence of the text, no headline and no caption."""
    headline = sheet.statement.kind is StatementKind.HEADLINE
    return not (headline or sheet.caption or is_title(sheet.statement.tokens))


def _candidates(sheets: Sequence[Sheet], counts: _Counts, embedder: Embedder) -> Iterator[Rival]:
    """Yield the names that could be substituted, those of the likest statements first."""
    texts = [sheet.statement.text for sheet in sheets]
    vectors = embedder.embed(texts)
    similar = vectors @ vectors.T
    common, share = in_common(texts)
    alike = similar + share / 2
    close = np.argwhere((alike >= _LEAST_ALIKE) & (common >= _LEAST_COMMON)).tolist()
    for one, other in sorted(close, key=lambda place: -alike[place[0], place[1]]):
        ours, theirs = sheets[one], sheets[other]
        if ours.statement.article_id != theirs.statement.article_id:
            for a, b in _names(ours, theirs, counts):
                yield Rival(ours, a, theirs, b, float(similar[one, other]), {})


def _names(ours: Sheet, theirs: Sheet, counts: _Counts) -> Iterator[tuple[Name, Name]]:
    """Yield what only one statement names, with each name that only the other one has."""
    here, there = (counts[sheet.statement.article_id] for sheet in (ours, theirs))
    alone = [
        name
        for name in _taking_part(ours)
        if here[name.words[-1]] == 1 and not there[name.words[-1]]
    ]
    for other in _taking_part(theirs) if alone else ():
        if not any(same_name(other, each) for each in ours.names):
            yield from ((name, other) for name in alone)


def _taking_part(sheet: Sheet) -> list[Name]:
    """Return the names of people, places and bodies but those who are only told it."""
    return [name for name in sheet.names if name.label in _LABELS and not is_hearer(sheet, name)]


def _finding(rival: Rival, score: float) -> Finding:
    sides = (rival.sheet, rival.name), (rival.other_sheet, rival.other)
    (_, a), (_, b) = ordered = sorted(sides, key=lambda side: position(side[0].statement))
    one, other = (value_at(sheet.statement, name) for sheet, name in ordered)
    reason = f"with {rival.other.text!r} for {rival.name.text!r} both say one thing"
    return Finding(
        Kind.NAME, one, other, subject(a, b), score, True, (reason, shown(rival.features))
    )


def _features(rival: Rival, pair: Pair, cosine: float, counts: _Counts) -> dict[str, float]:
    """Return the evidence that a name stands where another one belongs, each 0..1.

    `same` is how close the statements come with one name in both, `gained` by how much; `often` how
    often the article has the other name, `third` whether a third article has the name.
    """
    a, b, ours, theirs = rival.name, rival.other, rival.sheet, rival.other_sheet
    weighed, against = features_of(pair, a, b), doubts(pair, a, b)
    both = {ours.statement.article_id, theirs.statement.article_id}
    here = counts[ours.statement.article_id][b.words[-1]]
    elsewhere = any(counts[article][a.words[-1]] for article in counts.keys() - both)
    return {
        "same": _ramp(cosine, _SAME_FROM, _SAME_TO),
        "gained": _ramp(cosine - rival.similarity, 0.0, _GAINED),
        **{each: weighed[each] for each in _WEIGHED},
        "overlap": pair.alignment.overlap,
        "often": min(_OFTEN, here) / _OFTEN,
        "third": float(elsewhere),
        "speakers": against["speakers"],
        "sorts": against["sorts"],
    }


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
