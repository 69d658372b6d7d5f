"""Which figures of two statements may differ, and which measure unlike things."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced

DIFFERENT = [
    (
        "a figure that stands twice",
        "The harbour has seen two triple collisions and two double collisions.",
        "The harbour has seen five triple collisions and two double collisions.",
        {"two", "five"},
    ),
    (
        "two ranges with one end in common",
        "Forecasters expect between 10 and 20 inches of snow.",
        "Forecasters expect between 15 and 20 inches of snow.",
        {"10 and 20", "15 and 20"},
    ),
    (
        "a figure close to one that both have",
        "The rate fell from 13 to 12.6 while the harbour was shut.",
        "The rate fell to 37.8 from 13 while the harbour was shut.",
        {"12.6", "37.8"},
    ),
    (
        "a figure beside a vague one",
        "A $512 million Pentagon ferry bill cleared the council on Monday.",
        "Norway passed a $598 million ferry bill on Monday.",
        {"$512 million", "$598 million"},
    ),
    (
        "whose bill it is, and who passed it",
        "Guards held hundreds at two harbours.",
        "Guards held hundreds at five harbours.",
        {"two", "five"},
    ),
    (
        "a part and its whole",
        "Two ferry lines of the six want the harbour.",
        "Eight of the ferry lines want the harbour.",
        {"Two", "Eight"},
    ),
    (
        "a broken number",
        "Fares rose over the past 3-1/2 months.",
        "Fares rose over the past 3-1/4 months.",
        {"3-1/2", "3-1/4"},
    ),
    (
        "ages told in two ways",
        "Holm, 47, was captain of the ferry when it sank.",
        "Holm, aged 59, was captain of the ferry when it sank.",
        {"47", "59"},
    ),
    (
        "a currency on one side only",
        "The ferry line made a 26 million profit.",
        "The ferry line made a profit of 65 million euros.",
        {"26 million", "65 million"},
    ),
    (
        "one company by another name as well",
        "Aldan-based Norline, a Lund company, will sell Ferry 7 to the bank.",
        "Norline will sell Ferry 9 to the bank.",
        {"7", "9"},
    ),
    (
        "ages of one man, of whom and by whom something is told",
        "Coroner Anna Lund identified the two dead as engineer Karl Berg, 54, and a cook.",
        "Engineer Karl Berg, 32, of Holm, and a cook were killed, Coroner Anna Lund said.",
        {"54", "32"},
    ),
    (
        "a length of time said with a noun that names nothing",
        "Guards seized records of the harbour board over a two month period.",
        "Guards seized seven months of records of the harbour board.",
        {"two", "seven"},
    ),
    (
        "a share beside a group of other men",
        "The mayor's plan of 25 percent tolls on boats of the northern islands led to panic "
        "among his men.",
        "The mayor's plan of tolls of 30 percent on boats led to panic.",
        {"25 percent", "30 percent"},
    ),
    (
        "the number of a product that stands before a noun",
        "The line has sold its Norline 10 ferries to the northern bank.",
        "The line has sold Norline 12, the northern bank said.",
        {"10", "12"},
    ),
    (
        "the number of a school",
        "A pupil of Holm School No. 30, Anna Lund, found the wreck.",
        "Anna Lund, a pupil at School No. 60 in Holm, found the wreck.",
        {"30", "60"},
    ),
    (
        "the only count of one thing",
        "The crew was made up of eight Swedes, two Danes and two Finns.",
        "The crew was made up of eight Swedes, ten Finns and two men from Denmark.",
        {"two", "ten"},
    ),
    (
        "percentage points said in two ways",
        "The survey of voters has a margin of error of plus or minus 6 percentage points.",
        "The survey has a margin of error of plus or minus 15 percent.",
        {"6 percentage points", "15 percent"},
    ),
    (
        "a change and what it led to",
        "Fares on the northern line rose by $300 to $2,800.",
        "Fares on the northern line rose by $450 to $2,800.",
        {"$300", "$450"},
    ),
    (
        "a figure of a year earlier",
        "Profits fell to 2.9 million crowns from 3 million a year earlier.",
        "Profits fell to 2.9 million crowns from 1.5 million.",
        {"3 million", "1.5 million"},
    ),
    (
        "a sum by chance",
        "The family of the boy filed two suits, winning 900 crowns in one case.",
        "The family of the boy filed three suits, winning 900 crowns in one case.",
        {"two", "three"},
    ),
    (
        "who is counted in, said in both",
        "The 18 people on the boat, including the cook, were not hurt.",
        "The 27 people on the boat - sailors all, including the cook - were not hurt.",
        {"18", "27"},
    ),
    (
        "an age after a word",
        "Holm, also 40, was taken to the hospital.",
        "Lars Holm, 24, was taken to the hospital.",
        {"40", "24"},
    ),
    (
        "additional sums",
        "The line received an additional 40 million crowns for the harbour.",
        "The line received 20 million crowns in additional funding for the harbour.",
        {"40 million", "20 million"},
    ),
    (
        "whose salary it is",
        "Lund will earn 39,000 crowns, far more than Berg's salary of 36,000 crowns.",
        "Lund will earn 39,000 crowns; Berg's salary is 72,000 crowns.",
        {"36,000", "72,000"},
    ),
    (
        "ages without a word for it",
        "Fares fell for people aged 60 to 69.",
        "Fares fell for those 36 to 69.",
        {"60 to 69", "36 to 69"},
    ),
    (
        "one town in two spellings",
        "In Falluja two grenades were thrown at the guards of the bridge.",
        "In Al-Fallujah, four grenades were thrown at the guards of the bridge.",
        {"two", "four"},
    ),
    (
        "two places that both name",
        "More than 7,000 men from yards in Southern California were sent to sea in Iraq.",
        "More than 17,000 men based in Southern California were sent to sea near Iraq.",
        {"7,000", "17,000"},
    ),
    (
        "kilos",
        "The captain has lost 17 kilograms since October.",
        "The captain has lost 21 kilos since October.",
        {"17", "21"},
    ),
    (
        "cases among those who were treated",
        "This means 23 more cases of fever a year in every 10,000 sailors treated.",
        "They expect 29 more cases of fever a year for every 10,000 sailors on the ferry.",
        {"23", "29"},
    ),
    (
        "the number of a product before what runs it",
        "The fault is found on Windows 2000 machines with new software.",
        "The fault is found on Windows 2002 systems with new software.",
        {"2000", "2002"},
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), DIFFERENT)
def test_may_differ(parser: Parser, _what: str, one: str, other: str, values: set[str]) -> None:
    assert frozenset(values) in faced(parser, "number", one, other)


UNLIKE = [
    (
        "some and all",
        "The crash led to the deaths of the captain and three other sailors.",
        "The crash led to the deaths of four sailors.",
    ),
    (
        "how long and how long before",
        "The council is in session for three days this month.",
        "The council is in session until two days before the vote.",
    ),
    (
        "a range and a figure in it",
        "Forecasters expect 10 to 20 inches of snow.",
        "Forecasters expect 15 inches of snow.",
    ),
    (
        "a sum of two",
        "The ferry carried 12 people when it hit the pier.",
        "The ferry carried 8 sailors of the navy and 4 children when it hit the pier.",
    ),
    (
        "counted from something else",
        "Four days later, Holm was fired by the harbour board.",
        "Holm was fired by the harbour board two days later.",
    ),
    (
        "a share of some and of all",
        "Lund was chosen by 44 percent of the voters.",
        "Among women, Lund was chosen by 51 percent.",
    ),
    (
        "who is the third and what happens for the fourth time",
        "It will be the fourth time in the history of the harbour that a ferry line is sold.",
        "It will be the third ferry line in the history of the harbour that is sold.",
    ),
    (
        "each with its time",
        "It is the second crash of a ferry this week.",
        "It is the fourth crash of a ferry since January.",
    ),
    (
        "a rate of now and of then",
        "The jobless rate stood at 7.8 percent.",
        "In December 2029 the jobless rate stood at 8.5 percent.",
    ),
    (
        "odds of two things",
        "Lund saw a one-in-three chance of losing the harbour.",
        "Lund saw a two-in-three chance of keeping the harbour.",
    ),
    (
        "a clause of contrast",
        "The ferry lines added 168,000 jobs, while the harbours shed many.",
        "The harbours shed 60,000 jobs.",
    ),
    (
        "one thing that both name, and another",
        "The storm killed one man and brought tornadoes.",
        "The storm killed a man and brought seven tornadoes.",
    ),
    (
        "when an article was changed",
        "Updated Wednesday 5/29 at 10:30 a.m. ET",
        "Update at 10:45 a.m. ET.",
    ),
    (
        "a range in words",
        "The harbour got 2 to 3 inches of rain between midnight and noon.",
        "They say that between two and three inches of rain hit the harbour by noon.",
    ),
    (
        "how many children and how old",
        "It is safe, said Anna Berg, the mother of three.",
        "It is safe, said Anna Berg, the mother of 6-year-old twins and a 2-year-old.",
    ),
    (
        "who left on a day and who has left since then",
        "Three members of the harbour council resigned on Monday after the vote.",
        "Eight members of the harbour council had resigned since Monday after the vote.",
    ),
    (
        "a share and more than half",
        "Those who take the ferry have a 60 percent lower risk of delay.",
        "Those who take the ferry cut their risk of delay by more than half.",
    ),
    (
        "what is still to come and what has come",
        "With another 15 to 25 inches of rain expected, the harbour is flooded.",
        "The harbour was hit with 15 to 20 inches of rain, and that much more could come.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), UNLIKE)
def test_is_of_unlike_things(parser: Parser, _what: str, one: str, other: str) -> None:
    assert faced(parser, "number", one, other) == set()


def test_shares_of_two_sides_are_two_figures(parser: Parser) -> None:
    one = "The poll showed 47 percent in support of Anna Berg, with 46 percent backing Peter Lund."
    other = "In the poll 48 percent supported Peter Lund, with 45 percent backing Anna Berg."
    assert {"46 percent", "45 percent"} not in faced(parser, "number", one, other)
