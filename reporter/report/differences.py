"""The part of a story where outlets differ: what turns the meaning, what matters, what is small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from reporter.discrepancies.judging import Tier, tier_of, worth
from reporter.records import Copy, Discrepancy, Evidence, Kind, Side, StoryBrief
from reporter.report.citations import (
    Footnotes,
    around_difference,
    exact_words,
    quoted,
    quoted_against,
)
from reporter.report.escape import count, inline, natural, shorten, visible
from reporter.report.legend import Legend, day, moment

DIFFER_HEADING = "Where they differ"
SMALL = "Small differences"
"""How the paragraph begins that stands above the differences of little importance."""
_DOUBTFUL = "Less sure:"
_LONGEST_SHORT = 80  # characters of a value
_MOST_IDS = 6
_MOST_WORDINGS = 3  # of one side; the footnote has them all


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences of one story, sorted by what becomes of them.

    `shown` are printed, by their tier and then by what they are worth, `left_out` are worth less
    than those and beyond the number that is shown, `below` are under the confidence asked for,
    `updates` are newer values that replace older ones.
    """

    shown: tuple[Discrepancy, ...]
    left_out: tuple[Discrepancy, ...]
    below: tuple[Discrepancy, ...]
    updates: tuple[Discrepancy, ...]

    @property
    def sure(self) -> tuple[Discrepancy, ...]:
        """All that reach the confidence asked for, whether there is room for them or not."""
        return self.shown + self.left_out

    @property
    def disputes(self) -> tuple[Discrepancy, ...]:
        """Those that change the meaning and are probable enough to be warned of."""
        return tuple(d for d in self.sure if tier_of(d) is Tier.WARNING)


def sort_differences(item: StoryBrief, min_confidence: float, most: int) -> Differences:
    """Return the differences of the story in the order of the brief.

    At most `most` of them are to be shown: those that are worth most, wherever they stand in it.
    """
    ranked = sorted(item.discrepancies, key=_rank)
    sure = [found for found in ranked if found.confidence >= min_confidence]
    conflicts = [found for found in sure if found.kind is not Kind.UPDATE]
    chosen = {found.id for found in sorted(conflicts, key=worth, reverse=True)[:most]}
    return Differences(
        shown=tuple(found for found in conflicts if found.id in chosen),
        left_out=tuple(found for found in conflicts if found.id not in chosen),
        below=tuple(found for found in ranked if found.confidence < min_confidence),
        updates=tuple(found for found in sure if found.kind is Kind.UPDATE),
    )


def _rank(found: Discrepancy) -> tuple[Tier, float, tuple[tuple[int, str], ...]]:
    return tier_of(found), -worth(found), natural(found.id)


def difference_blocks(
    found: Differences,
    legend: Legend,
    notes: Footnotes,
    min_confidence: float,
    report_name: str,
    story_id: str,
) -> list[str]:
    """Return the Markdown blocks under *Where they differ*; none when there is nothing to say.

    `report_name` is the JSON report in which those that are not shown can be looked up, one by
    one or all those of the story `story_id`.
    """
    in_tier = {tier: [d for d in found.shown if tier_of(d) is tier] for tier in Tier}
    blocks = [_warning(d, legend, notes) for d in in_tier[Tier.WARNING]]
    noted = [_bullet(d, legend, notes) for d in in_tier[Tier.NOTED]]
    blocks += ["\n".join(noted)] if noted else []
    small = [_short(d, legend, notes) for d in in_tier[Tier.SMALL]]
    blocks += [f"{SMALL} ({len(small)}):", "\n".join(small)] if small else []
    doubtful = [_short(d, legend, notes) for d in in_tier[Tier.DOUBTFUL]]
    blocks += [_DOUBTFUL, "\n".join(doubtful)] if doubtful else []
    if found.updates:
        changes = [_timeline(d, legend, notes) for d in found.updates]
        blocks += ["Newer, not a conflict:", "\n".join(changes)]
    line = f"below the line (confidence under {min_confidence:.2f})"
    for rest, why in ((found.left_out, "for which there is no room"), (found.below, line)):
        if rest:
            noun = "more difference" if blocks else "possible difference"
            ids = " ".join(sorted((item.id for item in rest), key=natural))
            which = ids if len(rest) <= _MOST_IDS else story_id
            blocks.append(
                f"{count(len(rest), noun)} {why}: `reporter explain {report_name} {which}`."
            )
    return blocks


def subject_of(discrepancy: Discrepancy) -> str:
    """Return what they differ about, escaped, with a capital; the kind when nothing is named."""
    words = visible(discrepancy.subject) or discrepancy.kind.value
    return inline(words[0].upper() + words[1:])


def _head(discrepancy: Discrepancy) -> str:
    turns = " · changes the meaning" if discrepancy.changes_meaning else ""
    return f"**{subject_of(discrepancy)}** · {discrepancy.kind.value}{turns} · `{discrepancy.id}`"


def _warning(discrepancy: Discrepancy, legend: Legend, notes: Footnotes) -> str:
    # Code hosts take the mark only when it stands alone on its line.
    lines = ["[!WARNING]", _head(discrepancy), ""]
    lines += [f"- {_side(side, discrepancy, legend, notes)}" for side in discrepancy.sides]
    remarks = _remarks(discrepancy, legend)
    lines += ["", f"*{remarks}*"] if remarks else []
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _bullet(discrepancy: Discrepancy, legend: Legend, notes: Footnotes) -> str:
    lines = [f"- {_head(discrepancy)}"]
    remarks = _remarks(discrepancy, legend)
    lines[0] += f" · *{remarks}*" if remarks else ""
    lines += [f"    - {_side(side, discrepancy, legend, notes)}" for side in discrepancy.sides]
    return "\n".join(lines)


def _short(discrepancy: Discrepancy, legend: Legend, notes: Footnotes) -> str:
    sides = []
    for side in discrepancy.sides:
        mark = notes.cite(legend, (item.statement for item in side.evidence))
        sides.append(f"{_value(side, discrepancy)} ({legend.names(side.articles)}){mark}")
    return f"- {_head(discrepancy)}: {' / '.join(sides)}"


def in_one_line(discrepancy: Discrepancy) -> str:
    """Return what they differ about and the values, without who says which."""
    values = " / ".join(_value(side, discrepancy) for side in discrepancy.sides)
    return f"**{subject_of(discrepancy)}**: {values}"


def _value(side: Side, discrepancy: Discrepancy) -> str:
    if discrepancy.kind is Kind.QUOTE and side.value:
        others = [visible(other.value) for other in discrepancy.sides if other is not side]
        return quoted_against(around_difference(side.value, others, _LONGEST_SHORT), others)
    return inline(shorten(side.value, _LONGEST_SHORT) or "nothing said")


def _side(side: Side, discrepancy: Discrepancy, legend: Legend, notes: Footnotes) -> str:
    value = visible(side.value) or "nothing said"
    who = legend.in_order(side.articles)
    origins = legend.origin_count(who)
    shared = f" ({count(origins, 'origin')})" if origins < legend.outlets(who) else ""
    is_quote = discrepancy.kind is Kind.QUOTE
    others = [visible(other.value) for other in discrepancy.sides if other is not side]
    label = quoted_against(value, others) if is_quote else f"**{inline(value)}**"
    said = _said(side.evidence, value, legend, long_enough=40 if is_quote else 10_000)
    mark = notes.cite(legend, (item.statement for item in side.evidence))
    return f"{label} — {legend.names(who)}{shared}{said}{mark}"


def _said(evidence: Iterable[Evidence], value: str, legend: Legend, long_enough: int) -> str:
    """Return the different wordings of a side, each with its letters where there is a choice.

    "" when the value says as much: it is all that was said, or a quotation of at least
    `long_enough` characters that stands in every wording.
    """
    first: dict[str, Evidence] = {}
    for item in sorted(evidence, key=lambda e: (e.statement.start, e.start)):
        first.setdefault(item.statement.article_id, item)
    wordings: dict[str, list[str]] = {}
    for article in legend.in_order(first):
        wordings.setdefault(exact_words(first[article]), []).append(article)
    bare = _letters(value)
    repeats = [bare in _letters(words) and len(value) >= long_enough for words in wordings]
    if all(_letters(words) == bare for words in wordings) or all(repeats):
        return ""
    if len(wordings) == 1:
        return f": {quoted(next(iter(wordings)))}"
    shown = [f"{legend.names(who)} {quoted(words)}" for words, who in wordings.items()]
    return ": " + " · ".join(shown[:_MOST_WORDINGS])


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _remarks(discrepancy: Discrepancy, legend: Legend) -> str:
    side_of = {
        article: index for index, side in enumerate(discrepancy.sides) for article in side.articles
    }
    remarks = []
    for article in legend.in_order(side_of):
        copy = legend.copy_of(article)
        if copy and side_of.get(copy.of, side_of[article]) != side_of[article]:
            remarks.append(_departure(copy, legend))
    return "; ".join(remarks)


def _departure(copy: Copy, legend: Legend) -> str:
    """Name who changed the common text, or both where their dates do not tell which came first."""
    letter, source = legend.letters[copy.article_id], legend.letters[copy.of]
    first, second = (moment(legend.articles[item]) for item in (copy.of, copy.article_id))
    if first is None or second is None or second <= first:
        return f"{source} and {letter} carry one text, and one of them changed it here"
    verb = "rewrites" if copy.rewrite else "copies"
    return f"{letter} departs from the text of {source} that it {verb}"


def _timeline(discrepancy: Discrepancy, legend: Legend, notes: Footnotes) -> str:
    def published(side: Side) -> list[datetime]:
        return sorted(filter(None, (moment(legend.articles[item]) for item in who[side])))

    who = {side: legend.in_order(side.articles) for side in discrepancy.sides}
    latest = datetime.max.replace(tzinfo=UTC)
    steps = []
    for side in sorted(who, key=lambda side: (published(side)[:1] or [latest], side.value)):
        mark = notes.cite(legend, (item.statement for item in side.evidence))
        when = "".join(f", {day(first)}" for first in published(side)[:1])
        steps.append(
            f"**{inline(side.value) or 'nothing'}** ({legend.names(who[side])}{when}){mark}"
        )
    return f"- {_head(discrepancy)}: {' → '.join(steps)}"
