"""The invented briefs for the tests of the report, and what they look like.

`python -m tests.report.samples_brief` writes the golden briefs anew; read the change, then commit.
"""

from __future__ import annotations

from pathlib import Path

from reporter.config import ReportSettings
from reporter.records import (
    Brief,
    Copy,
    Discrepancy,
    DroppedLine,
    Evidence,
    Kind,
    Omission,
    Origin,
    Side,
    Skipped,
    Story,
    StoryBrief,
    Unique,
)
from reporter.report import pictures, to_html, to_json, to_markdown
from tests.report.parts import article, brief, fact, statement, statements, story_brief
from tests.report.samples_ferry import ferry_brief

GOLDEN = Path(__file__).parent / "golden"


def quiet_brief() -> Brief:
    """A day on which no story has two outlets."""
    only = story_brief("s1", "Bear", (article("a1", "Coast Radio", "Bear seen in Aldan"),))
    return brief((only,))


def empty_brief() -> Brief:
    """A folder with nothing readable in it."""
    return brief((), (Skipped("photo.txt", "binary file"),))


def hostile_story(words: str) -> StoryBrief:
    """A story in which every text that comes from outside is `words`."""
    text = (f"{words} one", f"{words} two")
    a, b = (
        article(
            f"a{n}",
            words,
            words,
            text,
            path=f"{n}{words}",
            wire=words,
            url=words,
            dropped=(DroppedLine(1, words, words),),
        )
        for n in (1, 2)
    )
    members = (statement(a, 0), statement(b, 0))
    sides = tuple(Side(words, (Evidence(found, 0, len(found.text)),)) for found in members)
    return StoryBrief(
        story=Story("s1", words, (a, b)),
        origins=(Origin("o1", ("a1", "a2"), words, words, (Copy("a2", "a1", 0.5, True),)),),
        statements=statements(a) + statements(b),
        facts=(
            fact("f1", words, members, 1, discrepancies=("d2",), rejected=((words, words),)),
            fact("f2", words, members[:1], 1, method=words),
        ),
        discrepancies=(
            Discrepancy("d1", Kind.NUMBER, words, words, 0.9, True, sides, "c1", (words,)),
            Discrepancy("d2", Kind.QUOTE, words, words, 0.8, False, sides, "c2", (words,)),
            Discrepancy("d3", Kind.UPDATE, words, words, 0.8, False, sides, "c3", (words,)),
        ),
        omissions=(Omission("a2", "f2"),),
        unique=(Unique("o1", (statement(a, 1), statement(b, -1))),),
    )


def hostile_brief(words: str) -> Brief:
    """A brief in which every text that comes from outside is `words`."""
    lone = story_brief("s2", words, (article("e1", words, words, (words,), path=words),))
    made = brief((hostile_story(words), lone), (Skipped(words, words),))
    return Brief(
        folder=words,
        generated_at=made.generated_at,
        articles=made.articles,
        skipped=made.skipped,
        stories=made.stories,
        settings=made.settings,
        models=made.models,
    )


SAMPLES = {"ferry": ferry_brief, "quiet": quiet_brief, "empty": empty_brief}


def rendered(of: Brief) -> str:
    """The Markdown of a sample with the settings that all golden briefs share."""
    return to_markdown(of, ReportSettings(), 0.6, 20, "../inbox/2031-03-14")


def page_of(of: Brief) -> str:
    """The HTML of a sample, with the same settings."""
    return to_html(rendered(of), of, pictures(of, ReportSettings(), 0.6, 20))


def json_of(of: Brief) -> str:
    """The JSON report of a sample, with the same settings."""
    return to_json(of, 0.6, 20)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, make in SAMPLES.items():
        (GOLDEN / f"{name}.md").write_text(rendered(make()), encoding="utf-8")
