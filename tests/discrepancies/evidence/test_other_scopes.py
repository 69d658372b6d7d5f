"""Figures that hold for others or elsewhere, and days of what is awaited or said elsewhere."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced


@pytest.mark.parametrize(
    ("kind", "one", "apart", "facing"),
    [
        (
            "number",
            "The council wants tolls on boats worth over $250,000 for families.",
            "The council wants tolls on boats worth over $200,000 for individuals.",
            "The council wants tolls on boats worth over $200,000 for families.",
        ),
        (
            "number",
            "The council can pass the toll with a 51-vote majority.",
            "The council can pass the toll instead of the usual 60-vote majority.",
            "The council can pass the toll with the usual 60-vote majority.",
        ),
        (
            "number",
            "Kalby is one of more than a dozen towns that want tolls on the ferry.",
            "At least nine other towns want tolls on the ferry.",
            "At least nine towns want tolls on the ferry.",
        ),
        (
            "number",
            "Berg won all 34 delegates of the northern islands on Saturday.",
            "Berg won the final 13 delegates of the northern islands on Saturday.",
            "Berg won the 13 delegates of the northern islands on Saturday.",
        ),
        (
            "number",
            "The captain sailed on three ferry lines this week.",
            "The captain sailed on the A, L and 1 lines this week.",
            "The captain sailed on the A, L and two lines this week.",
        ),
        (
            "number",
            "The line has carried sailors for more than 100 years.",
            "The line has carried sailors for 146 years.",
            "The line has carried sailors for 246 years.",
        ),
        (
            "date",
            "Mayor Anna Berg on Friday backed Lund for the harbour board.",
            "Ahead of the pivotal harbour vote Tuesday, Mayor Anna Berg backed Lund.",
            "At the pivotal harbour vote Tuesday, Mayor Anna Berg backed Lund.",
        ),
        (
            "date",
            "Captain Holm was shot in the harbour early Friday morning.",
            "Captain Holm was shot in the harbour on Thursday night.",
            "Captain Holm was shot in the harbour on Wednesday night.",
        ),
        (
            "date",
            "Lund, in an interview with Holm News on Saturday, confirmed that he backs tolls.",
            "Lund on Friday told reporters that he backs tolls.",
            "Lund on Friday confirmed that he backs tolls.",
        ),
        (
            "date",
            "At Thursday's briefing, Anna Berg said the captain saw the fire.",
            "At Wednesday's briefing, Anna Berg was asked whether the captain saw the fire.",
            "At Wednesday's briefing, Anna Berg said the captain saw the fire.",
        ),
        (
            "date",
            "The judge Karl Berg is sworn in as head of the court in Aldan, March 4, 2031.",
            "Karl Berg faced a day of questions as head of the court in Aldan on Wednesday.",
            "The judge Karl Berg is sworn in as head of the court in Aldan, March 5, 2031.",
        ),
        (
            "date",
            "The ferry line is funded through Aug. 15.",
            "The bill will fund the ferry line through August 15.",
            "The bill will fund the ferry line through August 19.",
        ),
        (
            "date",
            "Trade slowed to 2 percent in the first months of this year and then to 1 percent in "
            "the April-June period.",
            "Trade slowed to 2 percent from January through March.",
            "Trade slowed to 2 percent from July through September.",
        ),
    ],
    ids=[
        "for whom",
        "instead of",
        "more than all and others",
        "the final ones",
        "the number of a line",
        "more than round years",
        "ahead of what comes that day",
        "one night",
        "an interview and what reporters were told",
        "who speaks and who is asked",
        "a picture that shows what is done to somebody",
        "one day in the years of two guesses",
        "months of a period",
    ],
)
def test_face_each_other_only_in_one_scope(
    parser: Parser, kind: str, one: str, apart: str, facing: str
) -> None:
    assert faced(parser, kind, one, apart) == set()
    assert faced(parser, kind, one, facing) != set()
