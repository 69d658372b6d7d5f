"""From findings between two statements to discrepancies with sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from reporter.discrepancies.finding import VALUED, Finding, Mark
from reporter.discrepancies.titles import shown, title_of
from reporter.discrepancies.values import Day, Name, Number, Value
from reporter.discrepancies.values.compare import comparable, days_agree, numbers_agree
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.weighing import importance_of
from reporter.records import Discrepancy, Evidence, Kind, Side
from reporter.text.lexical import fold

_WORD = re.compile(r"\w+")
SUREST = 0.99
"""The most that a difference is believed: too few were read to tell one in a hundred from none."""


def merge(findings: Sequence[Finding], agency: dict[str, str]) -> list[Discrepancy]:
    """Return the findings of one story as discrepancies, sides merged, without ids.

    `agency` maps an article to the origin it shares with others, for those that share one. A
    finding that would put one article on two sides of a value is left out beside a surer one.
    """
    groups: list[list[Finding]] = []
    for finding in sorted(findings, key=_order):
        touching = [group for group in groups if any(_touches(finding, other) for other in group)]
        joined = [finding, *(other for group in touching for other in group)]
        if touching and finding.kind in VALUED and _is_of_several(joined):
            continue
        groups = [group for group in groups if group not in touching] + [joined]
    return [_discrepancy(sorted(group, key=_order), agency) for group in groups]


def _is_of_several(findings: Sequence[Finding]) -> bool:
    """Return whether an article stands on two sides: it has several figures, so of several things.

    Two polls of which one outlet gives both and another one are no three-sided difference.
    """
    sides = _sides(_marks(findings))
    articles = [article for side in sides for article in side.articles]
    return len(articles) > len(set(articles))


def _marks(findings: Sequence[Finding]) -> list[Mark]:
    """Return the places that findings are about, each once, in a fixed order."""
    marks = {mark.place: mark for finding in findings for mark in (finding.a, finding.b)}
    return [marks[place] for place in sorted(marks)]


def agree(a: Value | None, b: Value | None) -> bool:
    """Return whether two values of one type can be one."""
    if isinstance(a, Number) and isinstance(b, Number):
        return comparable(a, b) and numbers_agree(a, b)
    if isinstance(a, Day) and isinstance(b, Day):
        return days_agree(a, b)
    return isinstance(a, Name) and isinstance(b, Name) and same_name(a, b)


def _order(finding: Finding) -> tuple[float, str, str, tuple[int, int], tuple[int, int]]:
    a, b = finding.a, finding.b
    return -finding.confidence, a.statement.id, b.statement.id, a.span, b.span


def _touches(one: Finding, other: Finding) -> bool:
    """Return whether the findings are of one kind and overlap in a statement.

    Of wording they must claim the same as well: a loaded word is no term that an outlet holds to.
    """
    if one.kind != other.kind:
        return False
    if one.kind is Kind.WORDING and _claim(one) != _claim(other):
        return False
    if one.kind is Kind.QUOTE and one.changes_meaning != other.changes_meaning:
        return False
    places = [mark.place for mark in (one.a, one.b)]
    return any(_same_place(place, mark.place) for place in places for mark in (other.a, other.b))


def _claim(finding: Finding) -> str:
    """Return what a finding claims, without the word that it is about: "loaded word"."""
    return finding.subject.partition(":")[0]


def seconds(doubtful: Finding, sure: Sequence[Finding]) -> bool:
    """Return whether a doubtful finding only gives one more voice to what a sure one says.

    One of its values stands in the same place as one of the sure finding's, and its other value
    agrees with the other one: no side is added, an outlet is.
    """
    return any(
        doubtful.kind == other.kind
        and _same_place(mine.place, theirs.place)
        and _one_side(my_other, their_other)
        for other in sure
        for mine, my_other in permutations((doubtful.a, doubtful.b))
        for theirs, their_other in permutations((other.a, other.b))
    )


def _same_place(
    one: tuple[str, str, tuple[int, int]], other: tuple[str, str, tuple[int, int]]
) -> bool:
    """Return whether the characters overlap in one statement."""
    (_, statement, (start, end)), (_, theirs, (begin, stop)) = one, other
    return statement == theirs and start < stop and begin < end


def _discrepancy(group: Sequence[Finding], agency: dict[str, str]) -> Discrepancy:
    best = group[0]
    importance, why = max(map(importance_of, group))
    sides = tuple(replace(side, value=shown(best, side.value)) for side in _sides(_marks(group)))
    subject = title_of(best)
    notes = _same_origin(sides, agency)
    values = " or ".join(side.value for side in sides)
    summary = f"{subject[:1].upper()}{subject[1:]}: {values}{'; ' if notes else ''}"
    return Discrepancy(
        id="",
        kind=best.kind,
        subject=subject,
        summary=summary + "; ".join(notes),
        confidence=round(min(SUREST, max(_confidence(finding, agency) for finding in group)), 4),
        changes_meaning=any(finding.changes_meaning for finding in group),
        sides=sides,
        cluster_id="",
        reasons=(*best.reasons, *notes, f"importance {importance:.2f}: {why}"),
        importance=importance,
    )


def _confidence(finding: Finding, agency: dict[str, str]) -> float:
    """Return the probability (0..1) that the difference is true, of two copies of one text higher.

    The doubt is mostly whether two sentences tell of one thing; those of one text do. How far that
    takes the doubt away was not measured: half of it is a guess.
    """
    ours, theirs = (agency.get(mark.statement.article_id) for mark in (finding.a, finding.b))
    of_one_text = ours is not None and ours == theirs
    return 1 - (1 - finding.confidence) / 2 if of_one_text else finding.confidence


def _sides(marks: Sequence[Mark]) -> tuple[Side, ...]:
    """Return the marks by what they say, the side with most articles first."""
    groups: list[list[Mark]] = []
    for mark in marks:
        for group in groups:
            if _one_side(mark, group[0]):
                group.append(mark)
                break
        else:
            groups.append([mark])
    groups.sort(key=lambda group: (-len({m.statement.article_id for m in group}), group[0].place))
    return tuple(
        Side(
            _most_common([mark.said for mark in group]),
            tuple(Evidence(mark.statement, *mark.span) for mark in group),
        )
        for group in groups
    )


def _one_side(a: Mark, b: Mark) -> bool:
    if a.key or b.key:
        return a.key == b.key
    if a.value is None:
        one, other = (" ".join(_WORD.findall(fold(mark.said))) for mark in (a, b))
        return _is_part(one, other) or _is_part(other, one)  # the same quotation, cut shorter
    return fold(a.said) == fold(b.said) or agree(a.value, b.value)


def _is_part(words: str, other: str) -> bool:
    """Return whether the words stand in the other ones: "lawful" does not in "unlawful"."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", other) is not None


def _most_common(said: Sequence[str]) -> str:
    counts = Counter(said)
    return min(counts, key=lambda text: (-counts[text], len(text), text))


def _same_origin(sides: Sequence[Side], agency: dict[str, str]) -> tuple[str, ...]:
    """Return a note when copies of one text stand on different sides."""
    where: dict[str, set[int]] = {}
    for number, side in enumerate(sides):
        for article in side.articles:
            if article in agency:
                where.setdefault(agency[article], set()).add(number)
    if any(len(numbers) > 1 for numbers in where.values()):
        return ("copies of one text differ here",)
    return ()


def without_repeats(found: Sequence[Discrepancy]) -> list[Discrepancy]:
    """Return the discrepancies in the given order, each difference once.

    Repeats are those of one kind with two pieces of evidence in common, or with the same words on
    the same articles.
    """
    kept: list[Discrepancy] = []
    for item in found:
        if not any(_repeats(item, other) for other in kept):
            kept.append(item)
    return kept


def _repeats(one: Discrepancy, other: Discrepancy) -> bool:
    related = {one.kind, other.kind} <= {Kind.NUMBER, Kind.UPDATE} or one.kind == other.kind
    if not related:
        return False
    shared = {a for a in _places(one) for b in _places(other) if _same_place(a, b)}
    return len(shared) > 1 or _words(one) == _words(other)


def _places(item: Discrepancy) -> list[tuple[str, str, tuple[int, int]]]:
    return [
        (e.statement.article_id, e.statement.id, (e.start, e.end))
        for side in item.sides
        for e in side.evidence
    ]


def _words(item: Discrepancy) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset((fold(side.value), tuple(sorted(side.articles))) for side in item.sides)
