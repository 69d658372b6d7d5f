"""A story that two outlets tell in two sentences each, and its parts in the Markdown brief."""

from __future__ import annotations

import re

from reporter.records import Brief, Discrepancy, Kind, Side
from tests.report.parts import article, brief, evidence, story_brief

PAIR = (
    article("a1", "Aldan Herald", "One", ("Nine were hurt.", "He said “we did it” twice.")),
    article("a2", "The Ledger", "Two", ("Ten were hurt.", "He said “we did not” once.")),
)


def section(markdown: str, heading: str) -> str:
    """The text under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", markdown, re.M | re.S)
    return found[1].strip() if found else ""


def two(*found: Discrepancy, **more: object) -> Brief:
    """A brief of one story that two outlets tell in two sentences each."""
    return brief((story_brief("s1", "A story", PAIR, discrepancies=found, **more),))


def difference(id_: str, kind: Kind = Kind.NUMBER, **more: object) -> Discrepancy:
    fields = {
        "subject": "hurt",
        "summary": "9 or 10",
        "confidence": 0.99,
        "changes_meaning": True,
        "sides": (
            Side("9", (evidence(PAIR[0], 0, "Nine"),)),
            Side("10", (evidence(PAIR[1], 0, "Ten"),)),
        ),
        "cluster_id": "c1",
    }
    return Discrepancy(id=id_, kind=kind, **(fields | more))  # type: ignore[arg-type]
