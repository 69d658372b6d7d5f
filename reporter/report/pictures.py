"""The agreement of outlets as a section of the brief, and every picture that a brief has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from reporter.config import ReportSettings
from reporter.records import Brief
from reporter.report.agreement import (
    FEWEST_ITEMS,
    FEWEST_OUTLETS,
    Agreement,
    agreements,
    outlets_by_weight,
)
from reporter.report.escape import count, escape, shorten
from reporter.report.story import StoryPage, View, picture_link, story_page
from reporter.report.svg import Picture, draw_agreement, draw_carriage

AGREEMENT_HEADING = "How far the outlets agree"
_AGREEMENT = "agreement"
_MOST_OUTLETS = 12  # more columns do not fit a page
_LONGEST_NAME = 40


def pictures(
    brief: Brief, settings: ReportSettings, min_confidence: float, max_differences: int
) -> tuple[Picture, ...]:
    """Return the pictures in the order in which `to_markdown` has their tables."""
    view = View(settings, min_confidence, max_differences, "", "")
    pages = (story_page(item, view) for item in brief.stories if len(item.story.articles) > 1)
    drawn = [
        draw_carriage(page.item.story.id, page.rows, _article_names(page))
        for page in pages
        if page.rows
    ]
    pairs, outlets = _agreement(brief, view)
    named = _names(brief)
    if not pairs:
        return tuple(drawn)
    return (*drawn, draw_agreement(_AGREEMENT, pairs, [(key, named[key]) for key in outlets]))


def agreement_blocks(brief: Brief, view: View) -> list[str]:
    """Return the section on the agreement of outlets as Markdown; nothing where none is counted."""
    pairs, outlets = _agreement(brief, view)
    if not pairs:
        return []
    between = {names: pair for pair in pairs for names in ((pair.a, pair.b), (pair.b, pair.a))}
    numbers = range(1, len(outlets) + 1)
    named = _names(brief)
    lines = [f"| | {' | '.join(map(str, numbers))} |", f"|---|{':-:|' * len(outlets)}"]
    for number, outlet in zip(numbers, outlets, strict=True):
        cells = (_cell(between.get((outlet, other))) for other in outlets)
        name = escape(shorten(named[outlet], _LONGEST_NAME))
        lines.append(f"| {number} {name} | {' | '.join(cells)} |")
    return [
        f"## {AGREEMENT_HEADING}",
        f"Of the facts that two outlets could both have carried and of their disputes, the share "
        f"on which they are at one. Counted in stories that {FEWEST_OUTLETS} or more outlets tell; "
        f"where fewer than {FEWEST_ITEMS} could be counted, only the counts are given.",
        *picture_link(AGREEMENT_HEADING, _AGREEMENT, view.picture_folder),
        "\n".join(lines),
        *_left_aside(brief, view, len(outlets)),
    ]


def _agreement(brief: Brief, view: View) -> tuple[tuple[Agreement, ...], tuple[str, ...]]:
    """Return what is shown: the outlets with the most to count, and their pairs."""
    pairs = agreements(brief.stories, view.min_confidence, view.max_differences)
    outlets = outlets_by_weight(pairs)[:_MOST_OUTLETS]
    return tuple(pair for pair in pairs if pair.a in outlets and pair.b in outlets), outlets


def _left_aside(brief: Brief, view: View, shown: int) -> list[str]:
    pairs = agreements(brief.stories, view.min_confidence, view.max_differences)
    rest = len(outlets_by_weight(pairs)) - shown
    return [f"{count(rest, 'more outlet')} with less to count: see the JSON report."] * (rest > 0)


def _cell(pair: Agreement | None) -> str:
    if pair is None:
        return ""
    counts = f"{pair.agree} of {pair.items}"
    return counts if pair.small else f"**{100 * pair.share:.0f} %** ({counts})"


def _names(brief: Brief) -> Mapping[str, str]:
    """Return how each outlet is called where there is little room: an unknown one by its file."""
    return {
        article.outlet: article.outlet if article.outlet_known else PurePath(article.path).name
        for article in brief.articles
    }


def _article_names(page: StoryPage) -> tuple[str, ...]:
    return tuple(
        f"{letter}  {item.outlet if item.outlet_known else PurePath(item.path).name}"
        for letter, item in zip(page.legend.letters.values(), page.item.story.articles, strict=True)
    )
