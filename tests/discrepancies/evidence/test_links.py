"""Lines that lead to other articles are no part of what an article says."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.evidence.asides import is_link
from tests.discrepancies.outlets import differences


@pytest.mark.parametrize(
    "line",
    [
        "More:Council ends the ferry line",
        "READ MORE: Council ends the ferry line",
        "(RELATED: Council ends the ferry line)",
        "Council ends the ferry line Read more",
        "JUST WATCHED Council ends the ferry line Replay More Videos ...",
    ],
)
def test_a_line_that_leads_to_another_article_is_a_link(line: str) -> None:
    assert is_link(line)


@pytest.mark.parametrize(
    "line",
    [
        "More people than ever took the ferry on Monday.",
        "Watch the harbour at night, the pilot said, and read more books.",
        "The mayor, who has seen videos: it was dark.",
    ],
)
def test_a_sentence_is_none(line: str) -> None:
    assert not is_link(line)


def test_links_are_not_compared(parser: Parser) -> None:
    told = "Twelve people were hurt when the ferry hit the pier on Monday."
    other = "Four people were hurt when the ferry hit the pier on Monday."
    assert differences(parser, told, other)
    assert not differences(parser, told, f"More: {other}")
