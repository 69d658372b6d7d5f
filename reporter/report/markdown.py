"""The whole brief as Markdown: front matter, the day's stories, each story, how it was made."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml

from reporter.config import ReportSettings
from reporter.records import Article, Brief
from reporter.report.citations import Footnotes, headline_link
from reporter.report.differences import DIFFER_HEADING, in_one_line
from reporter.report.draft import draft_blocks, told_so_far
from reporter.report.escape import code, count, escape, shorten, slug, visible
from reporter.report.legend import MONTHS
from reporter.report.pictures import AGREEMENT_HEADING, agreement_blocks
from reporter.report.story import StoryPage, View, story_blocks, story_page

# Headings that every story repeats: a story of that name must not take their anchors.
_SECTIONS = (
    "What the outlets agree on",
    DIFFER_HEADING,
    "Only here",
    "Left out",
    "Who carries what",
    "How this was made",
    "Covered by one outlet",
    AGREEMENT_HEADING,
    "How this brief was made",
)
_MOST_FOREMOST = 5
_LONGEST_HEADING = 50
_STAGES = ("stories", "lineage", "matching", "discrepancies", "summary")


def to_markdown(
    brief: Brief,
    settings: ReportSettings,
    min_confidence: float,
    max_differences: int,
    link_base: str,
    report_name: str = "brief.json",
    picture_folder: str = "",
) -> str:
    """Return the brief as Markdown, the same bytes for the same brief.

    Differences under `min_confidence` (0..1) are counted but not shown, at most `max_differences`
    are shown per story. `link_base` is the path from the brief to the folder that was read, "/"
    between its parts, not percent-encoded, or a file URI; "" when they are the same.
    `report_name` is the name of the JSON report, for the commands that the brief suggests.
    `picture_folder` is where the `pictures` lie as files, seen from the brief; "" when nowhere.
    """
    view = View(
        settings,
        min_confidence,
        max_differences,
        link_base,
        _bare_name(report_name),
        picture_folder,
    )
    pages = [story_page(item, view) for item in brief.stories if len(item.story.articles) > 1]
    lone = [item.story.articles[0] for item in brief.stories if len(item.story.articles) == 1]
    title = brief_title(brief)
    headings = _headings([page.title for page in pages], title)
    notes = Footnotes(link_base)
    blocks = [_front_matter(brief, title, pages), f"# {escape(title)}", *draft_blocks(brief)]
    blocks.append(_overview(pages, headings))
    blocks += _foremost(pages, headings)
    blocks += _missing(brief)
    blocks += [
        story_blocks(page, escape(heading), notes, view)
        for page, heading in zip(pages, headings, strict=True)
    ]
    blocks += agreement_blocks(brief, view)
    blocks += _lone(lone, link_base)
    blocks += _made(brief, view.report_name)
    return "\n\n".join(block for block in blocks if block) + "\n"


def brief_title(brief: Brief) -> str:
    """Return "Brief for 14 March 2031", from the dates of the articles, else from the folder."""
    days = sorted(article.published for article in brief.articles if article.published)
    if not days:
        return f"Brief of {visible(brief.folder.rstrip('/').rpartition('/')[2]) or 'the folder'}"
    return f"Brief for {_days(days[0], days[-1])}"


def settings_fingerprint(settings: Mapping[str, Any]) -> str:
    """Return eight hexadecimal digits that change when any setting does."""
    canonical = json.dumps(settings, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]


def _days(first: date, last: date) -> str:
    """Return "14 March 2031" or, without what both have in common, "13 to 14 March 2031"."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = f"{first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} to {end}"


def _headings(titles: Iterable[str], top: str) -> list[str]:
    """Return the titles, a number added where two would have one anchor in any dialect."""
    repeated = {slug(name) for name in _SECTIONS}
    used = {slug(top), ""}
    headings = []
    for title in titles:
        name = visible(title) or "Untitled story"
        heading, number = name, 1
        # Repeated headings get a number ("only-here-1" on code hosts, "only-here_1" in HTML).
        taken = re.sub(r"([-_]\d+)+$", "", slug(name)) in repeated
        while taken or slug(heading) in used:
            number += 1
            heading, taken = f"{name} ({number})", False
        used.add(slug(heading))
        headings.append(heading)
    return headings


def _front_matter(brief: Brief, title: str, pages: list[StoryPage]) -> str:
    models = {role: visible(_model_name(about)) for role, about in sorted(brief.models.items())}
    fields = {
        "title": title,
        "folder": visible(brief.folder),
        "articles": f"{len(brief.articles)} read, {len(brief.skipped)} skipped",
        "stories": len(brief.stories),
        "facts": sum(len(page.sure) for page in pages),
        "facts_less_sure": sum(len(page.facts) - len(page.sure) for page in pages),
        "differences": sum(len(page.differences.sure) for page in pages),
        "below_the_line": sum(len(page.differences.below) for page in pages),
        **({"draft": told_so_far(brief)} if brief.draft else {}),
        "updates": sum(len(page.differences.updates) for page in pages),
        "made_with": {**models, "settings": settings_fingerprint(brief.settings)},
    }
    dumped = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{dumped}---"


def _bare_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)  # it stands in a code span


def _model_name(about: Mapping[str, str]) -> str:
    return " ".join(about[key] for key in ("name", "revision") if about.get(key)) or "unknown"


def _overview(pages: list[StoryPage], headings: list[str]) -> str:
    if not pages:
        return "No story is covered by more than one outlet."
    rows = [
        "| story | outlets | origins | agreed | differ | changes meaning |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for page, heading in zip(pages, headings, strict=True):
        origins = page.legend.origin_count(page.legend.articles)
        rows.append(
            f"| [{escape(heading)}](#{slug(heading)}) | {page.outlets} | {origins} "
            f"| {len(page.sure)} | {len(page.differences.sure)} "
            f"| {len(page.differences.disputes)} |"
        )
    return "\n".join(rows)


def _foremost(pages: list[StoryPage], headings: list[str]) -> list[str]:
    """Return the surest disputes of the day; of a single story its own section says it."""
    if len(pages) < 2:
        return []
    found = [
        (dispute, heading)
        for page, heading in zip(pages, headings, strict=True)
        for dispute in page.differences.disputes
    ]
    # Stable: those of one confidence stay in the order of the stories.
    found.sort(key=lambda pair: -pair[0].confidence)
    lines = [
        f"- {in_one_line(dispute)} ([{escape(shorten(name, _LONGEST_HEADING))}](#{slug(name)}))"
        for dispute, name in found[:_MOST_FOREMOST]
    ]
    return ["What changes the meaning, the surest first:", "\n".join(lines)] if lines else []


def _missing(brief: Brief) -> list[str]:
    blocks = [f"**This brief is incomplete: {escape(brief.incomplete)}.**"] * bool(brief.incomplete)
    lines = [
        f"- {code(item.path)}: {escape(item.reason)}"
        for item in sorted(brief.skipped, key=lambda item: (item.path, item.reason))
    ]
    return (
        [*blocks, f"{count(len(lines), 'input')} skipped:", "\n".join(lines)] if lines else blocks
    )


def _lone(articles: list[Article], base: str) -> list[str]:
    if not articles:
        return []
    lines = []
    for article in articles:
        outlet = escape(article.outlet) or "unknown"
        lines.append(f"- {outlet}: {headline_link(article, base)}")
    return ["## Covered by one outlet", "\n".join(lines)]


def _made(brief: Brief, report_name: str) -> list[str]:
    models = [
        f"- {escape(role)}: {escape(' '.join(part for part in _described(about) if part))}"
        for role, about in sorted(brief.models.items())
    ]
    thresholds = [
        f"- {escape(section)}: {escape(_values(brief.settings.get(section)))}"
        for section in _STAGES
        if _values(brief.settings.get(section))
    ]
    closing = (
        f"Settings {settings_fingerprint(brief.settings)}. What lies behind a line: "
        f"`reporter explain {report_name} ID`, with the ID at its end. "
        "What was read and dropped: `reporter check FOLDER`."
    )
    lists = ["\n".join(lines) for lines in (models + thresholds,) if lines]
    return ["## How this brief was made", *lists, closing]


def _described(about: Mapping[str, str]) -> list[str]:
    """Return what a backend says of itself: its names, each once, then the rest by key."""
    names = dict.fromkeys(about.get(key, "") for key in ("backend", "name", "revision"))
    rest = [key for key in sorted(about) if key not in ("backend", "name", "revision")]
    return [*names, *(f"{key} {about[key]}" for key in rest if about[key])]


def _values(section: Any) -> str:
    if not isinstance(section, Mapping):
        return ""
    given = {key: value for key, value in sorted(section.items()) if value not in ("", None)}
    return ", ".join(f"{key} {value}" for key, value in given.items())
