"""Which true differences an editor wants to be told, and which are small."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.discrepancies.judging import Tier, tier_of
from reporter.discrepancies.weighing import WORTH_FROM
from reporter.records import Discrepancy, Kind
from tests.discrepancies.outlets import differences


def only(parser: Parser, kind: Kind, *texts: str) -> Discrepancy:
    (found,) = (item for item in differences(parser, *texts) if item.kind is kind)
    return found


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            Kind.NUMBER,
            "The fire in the harbour killed 12 people on Monday.",
            "The fire in the harbour killed 15 people on Monday.",
        ),
        (
            Kind.QUOTE,
            "“The ferry company owes every passenger of last summer a full refund by the end of "
            "June,” Anna Berg told the council.",
            "“The ferry company owes every passenger of last summer a full apology by the end of "
            "June,” Anna Berg told the council.",
        ),
        (
            Kind.QUOTE,
            "“The plan takes into account the long-run stability of the old harbour,” Berg said.",
            "“The plan takes into account the long-run sustainability of the old harbour,” Berg "
            "said.",
        ),
        (
            Kind.QUOTE,
            "“How can you be together if you buy your oil from the man you want protection "
            "against?” Anna Berg asked.",
            "“How can you be together if you are buying oil from the fleet you want protection "
            "against?” Anna Berg asked.",
        ),
        (
            Kind.CERTAINTY,
            "The captain allegedly steered the ferry onto the reef on Monday night.",
            "The captain steered the ferry onto the reef on Monday night.",
        ),
        (
            Kind.CERTAINTY,
            "The ferry appears to have struck the reef on Monday night.",
            "The ferry struck the reef on Monday night.",
        ),
        (
            Kind.WORDING,
            "The island tyrant Peter Lund announced the end of the ferry line on Monday.",
            "The island leader Peter Lund announced the end of the ferry line on Monday.",
        ),
    ],
)
def test_what_an_editor_wants_to_be_told(parser: Parser, kind: Kind, one: str, other: str) -> None:
    assert only(parser, kind, one, other).importance >= WORTH_FROM


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            Kind.QUOTE,
            "“We are very proud to open the harbour bridge to everybody today,” Anna Berg said.",
            "“We are proud to open the harbour bridge to everybody,” Anna Berg said.",
        ),
        (
            Kind.QUOTE,
            "“The earliest ferries will leave the new harbour at noon,” Anna Berg said.",
            "“The earlier ferries will leave the new harbour at noon,” Anna Berg said.",
        ),
        (
            Kind.QUOTE,
            "“The council thinks that the old ferry brought the people of both islands together,” "
            "Berg said.",
            "“The council believes that the old ferry brought the folks of both islands together,” "
            "Berg said.",
        ),
        (
            Kind.QUOTE,
            "“This bridge offers an opportunity to bring both shores of the fjord together,” Anna "
            "Berg said.",
            "“This bridge opens an opportunity to bring both shores of the fjord together,” Anna "
            "Berg said.",
        ),
        (
            Kind.QUOTE,
            "“We must protect the legitimate interests of everybody who lives on the far shore of "
            "the fjord,” Anna Berg said.",
            "“We must safeguard the lawful interests of everybody who lives on the far shore of "
            "the fjord,” Anna Berg said.",
        ),
        (
            Kind.QUOTE,
            "“Somebody has to drag those m––ers out of the old harbour before summer,” Berg said.",
            "“Somebody has to drag these motherfuckers out of the old harbour before summer,” "
            "Berg said.",
        ),
        (
            Kind.QUOTE,
            "“I like crews that never leave a ship, OK? I hate to tell you. He is a good captain "
            "for the ferry,” Anna Berg said.",
            "“I like crews that never leave a ship. He’s a good captain for the ferry,” Anna Berg "
            "said.",
        ),
        (
            Kind.WORDING,
            "The mayor slammed the harbour plan at a meeting of the council on Monday.",
            "The mayor criticized the harbour plan at a meeting of the council on Monday.",
        ),
        (
            Kind.CERTAINTY,
            "Anna Berg reportedly wrote to the harbour council about the plan on Monday.",
            "Anna Berg wrote to the harbour council about the plan on Monday.",
        ),
    ],
)
def test_what_is_small(parser: Parser, kind: Kind, one: str, other: str) -> None:
    assert only(parser, kind, one, other).importance < WORTH_FROM


def test_it_is_said_why(parser: Parser) -> None:
    found = only(
        parser,
        Kind.WORDING,
        "The mayor slammed the harbour plan at a meeting of the council on Monday.",
        "The mayor criticized the harbour plan at a meeting of the council on Monday.",
    )
    assert found.reasons[-1] == "importance 0.05: a word of colour"


def test_importance_says_nothing_of_how_sure_a_difference_is(parser: Parser) -> None:
    small = only(
        parser,
        Kind.WORDING,
        "The mayor slammed the harbour plan at a meeting of the council on Monday.",
        "The mayor criticized the harbour plan at a meeting of the council on Monday.",
    )
    assert tier_of(small) is Tier.SMALL


@pytest.mark.parametrize(
    ("hedged", "flat", "tier"),
    [
        ("The harbour may have been closed by the storm on Monday.",
         "The harbour was closed by the storm on Monday.", Tier.DOUBTFUL),
        ("Anna Berg allegedly set the fire in the harbour on Monday.",
         "Anna Berg set the fire in the harbour on Monday.", Tier.WARNING),
    ],
)  # fmt: skip
def test_a_hedge_needs_more_to_be_sure_than_an_accusation_told_as_fact(
    parser: Parser, hedged: str, flat: str, tier: Tier
) -> None:
    found = only(parser, Kind.CERTAINTY, hedged, flat)
    assert tier_of(replace(found, confidence=0.7)) is tier
