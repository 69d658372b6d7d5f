"""What a brief says of itself while models were not asked yet."""

from __future__ import annotations

from reporter.records import DRAFT, Brief, Fact
from reporter.report.citations import in_marks
from reporter.report.escape import count


def told_so_far(brief: Brief) -> str:
    """Return "14 of 130 facts are not written yet", of a draft; "" for any other brief."""
    if brief.draft is None:
        return ""
    if not brief.draft.facts:
        return "every fact is written, not all may stay"
    facts = sum(len(item.facts) for item in brief.stories)
    return f"{brief.draft.facts} of {count(facts, 'fact')} are not written yet"


def label_of(fact: Fact) -> str:
    """Return what a fact says, in quotation marks where that is an outlet's words."""
    return in_marks(fact.summary, fact.summary) if fact.method == DRAFT else fact.summary


def draft_blocks(brief: Brief) -> list[str]:
    """Return what stands under the title of a draft, and nothing for any other brief."""
    missing = brief.draft
    if missing is None:
        return []
    told = f"**This is a draft: {told_so_far(brief)}.**"
    words = "They stand in the words of one outlet. " * bool(missing.facts)
    pairs = f"{count(missing.pairs, 'pair')} of texts were not compared yet. " * bool(missing.pairs)
    return [
        f"{told} {words}{pairs}Facts may still come and go, sentences and headlines change. "
        "`reporter brief` with the same settings writes the whole brief."
    ]
