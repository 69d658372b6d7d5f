"""Which figures and days of two statements may differ, and which measure unlike things."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced


@pytest.mark.parametrize(
    ("kind", "one", "other", "values"),
    [
        (
            "number",
            "The harbour has seen two triple collisions and two double collisions.",
            "The harbour has seen five triple collisions and two double collisions.",
            {"two", "five"},
        ),
        (
            "number",
            "Forecasters expect between 10 and 20 inches of snow.",
            "Forecasters expect between 15 and 20 inches of snow.",
            {"10 and 20", "15 and 20"},
        ),
        (
            "number",
            "The rate fell from 13 to 12.6 while the harbour was shut.",
            "The rate fell to 37.8 from 13 while the harbour was shut.",
            {"12.6", "37.8"},
        ),
        (
            "number",
            "A $512 million Pentagon ferry bill cleared the council on Monday.",
            "Norway passed a $598 million ferry bill on Monday.",
            {"$512 million", "$598 million"},
        ),
        (
            "number",
            "Guards held hundreds at two harbours.",
            "Guards held hundreds at five harbours.",
            {"two", "five"},
        ),
        (
            "number",
            "Two ferry lines of the six want the harbour.",
            "Eight of the ferry lines want the harbour.",
            {"Two", "Eight"},
        ),
        (
            "number",
            "Fares rose over the past 3-1/2 months.",
            "Fares rose over the past 3-1/4 months.",
            {"3-1/2", "3-1/4"},
        ),
        (
            "number",
            "Holm, 47, was captain of the ferry when it sank.",
            "Holm, aged 59, was captain of the ferry when it sank.",
            {"47", "59"},
        ),
        (
            "number",
            "The ferry line made a 26 million profit.",
            "The ferry line made a profit of 65 million euros.",
            {"26 million", "65 million"},
        ),
        (
            "number",
            "Aldan-based Norline, a Lund company, will sell Ferry 7 to the bank.",
            "Norline will sell Ferry 9 to the bank.",
            {"7", "9"},
        ),
        (
            "number",
            "Coroner Anna Lund identified the two dead as engineer Karl Berg, 54, and a cook.",
            "Engineer Karl Berg, 32, of Holm, and a cook were killed, Coroner Anna Lund said.",
            {"54", "32"},
        ),
        (
            "number",
            "Guards seized records of the harbour board over a two month period.",
            "Guards seized seven months of records of the harbour board.",
            {"two", "seven"},
        ),
        (
            "number",
            "The mayor's plan of 25 percent tolls on boats of the northern islands led to panic "
            "among his men.",
            "The mayor's plan of tolls of 30 percent on boats led to panic.",
            {"25 percent", "30 percent"},
        ),
        (
            "date",
            "She said in a statement that Berg hit her in 2000 while they were students at Holm.",
            "Lund will say that Berg hit her while they were students at Holm in 2003, he said.",
            {"2000", "2003"},
        ),
        (
            "date",
            "The protests began on Tuesday night after police shot and killed a man in Holm.",
            "Large protests began throughout Holm, North Norway, late on Sunday night after police "
            "shot and killed a father.",
            {"Tuesday", "Sunday"},
        ),
        (
            "date",
            "But the leader Karl Berg, the most senior man on the trip, was so upset that he "
            "rebuked the 30 men the morning after the Aug. 18, 2031, incident, saying that they "
            "had gone too far.",
            'A paper says that Berg "rebuked the men the morning after the Oct. 18, 2031, '
            'incident."',
            {"Aug. 18, 2031", "Oct. 18, 2031"},
        ),
        (
            "number",
            "The line has sold its Norline 10 ferries to the northern bank.",
            "The line has sold Norline 12, the northern bank said.",
            {"10", "12"},
        ),
        (
            "number",
            "A pupil of Holm School No. 30, Anna Lund, found the wreck.",
            "Anna Lund, a pupil at School No. 60 in Holm, found the wreck.",
            {"30", "60"},
        ),
        (
            "date",
            "Berg is to meet the three unions separately on Monday afternoon.",
            "Berg is to meet the other two unions separately later on Tuesday.",
            {"Monday", "Tuesday"},
        ),
        (
            "date",
            "The plan is to release the tapes of the wreck, after a review, on Friday, said Berg.",
            "The plan is to release tapes of the wreck on Thursday, after the review, said Berg.",
            {"Friday", "Thursday"},
        ),
        (
            "date",
            "The wreck was discussed during the meeting that took place in Holm on July 24.",
            "The wreck was discussed at a meeting in Holm on January 24.",
            {"July 24", "January 24"},
        ),
        (
            "date",
            "The harbour saw the coldest night in July over the weekend.",
            "The harbour saw June's coldest night on the weekend.",
            {"July", "June"},
        ),
        (
            "date",
            "The line had its best quarter since 1998.",
            "The line had its best quarter since the last three months of 1996.",
            {"1998", "1996"},
        ),
        (
            "date",
            "About 57 captains were arrested across the North on Wednesday over the wreck.",
            "Some 55 captains were arrested across the North on Saturday over the wreck.",
            {"Wednesday", "Saturday"},
        ),
        (
            "date",
            "The union is waiting until October to decide on a strike.",
            "The union said Wednesday that it will decide in June on a strike.",
            {"October", "June"},
        ),
        (
            "number",
            "The crew was made up of eight Swedes, two Danes and two Finns.",
            "The crew was made up of eight Swedes, ten Finns and two men from Denmark.",
            {"two", "ten"},
        ),
        (
            "number",
            "The survey of voters has a margin of error of plus or minus 6 percentage points.",
            "The survey has a margin of error of plus or minus 15 percent.",
            {"6 percentage points", "15 percent"},
        ),
        (
            "number",
            "Fares on the northern line rose by $300 to $2,800.",
            "Fares on the northern line rose by $450 to $2,800.",
            {"$300", "$450"},
        ),
        (
            "number",
            "Profits fell to 2.9 million crowns from 3 million a year earlier.",
            "Profits fell to 2.9 million crowns from 1.5 million.",
            {"3 million", "1.5 million"},
        ),
        (
            "number",
            "The family of the boy filed two suits, winning 900 crowns in one case.",
            "The family of the boy filed three suits, winning 900 crowns in one case.",
            {"two", "three"},
        ),
        (
            "number",
            "The 18 people on the boat, including the cook, were not hurt.",
            "The 27 people on the boat - sailors all, including the cook - were not hurt.",
            {"18", "27"},
        ),
        (
            "number",
            "Holm, also 40, was taken to the hospital.",
            "Lars Holm, 24, was taken to the hospital.",
            {"40", "24"},
        ),
        (
            "date",
            "There is no picture of the captain in the June issue of the magazine.",
            "There is no picture of the captain in the March issue of the magazine.",
            {"June", "March"},
        ),
        (
            "date",
            "The boat will leave on June 25 and arrive at the island in January.",
            "The boat will leave soon and arrive at the island in June.",
            {"January", "June"},
        ),
        (
            "date",
            "The inquiry into the wreck started five years ago.",
            "The inquiry into the wreck started seven years ago.",
            {"five years ago", "seven years ago"},
        ),
        (
            "date",
            "Winners will be announced in a June 8 ceremony at the harbour.",
            "Winners will be announced March 8 in ceremonies at the harbour.",
            {"June 8", "March 8"},
        ),
        (
            "date",
            "Lund mourned after the bombing that killed 20 people Tuesday.",
            "Lund mourned following Sunday's bombing attack, which killed 20 people.",
            {"Tuesday", "Sunday"},
        ),
        (
            "date",
            "Nine sailors have died since May 1, when Lund declared the end of the war.",
            "Nine sailors have died since Lund declared the war over on February 1.",
            {"May 1", "February 1"},
        ),
        (
            "date",
            "The party got a third of the votes in the elections in 2018.",
            "In the 2017 elections the party got a third of the votes.",
            {"2018", "2017"},
        ),
        (
            "number",
            "The line received an additional 40 million crowns for the harbour.",
            "The line received 20 million crowns in additional funding for the harbour.",
            {"40 million", "20 million"},
        ),
        (
            "number",
            "Lund will earn 39,000 crowns, far more than Berg's salary of 36,000 crowns.",
            "Lund will earn 39,000 crowns; Berg's salary is 72,000 crowns.",
            {"36,000", "72,000"},
        ),
        (
            "number",
            "Fares fell for people aged 60 to 69.",
            "Fares fell for those 36 to 69.",
            {"60 to 69", "36 to 69"},
        ),
    ],
    ids=[
        "a figure that stands twice",
        "two ranges with one end in common",
        "a figure close to one that both have",
        "a figure beside a vague one",
        "whose bill it is, and who passed it",
        "a part and its whole",
        "a broken number",
        "ages told in two ways",
        "a currency on one side only",
        "one company by another name as well",
        "ages of one man, of whom and by whom something is told",
        "a length of time said with a noun that names nothing",
        "a share beside a group of other men",
        "the day of either of two things that went on together",
        "a day before the word that begins a clause of time",
        "a whole date beside a word of saying in the present",
        "the number of a product that stands before a noun",
        "the number of a school",
        "a day beside the count of a rest",
        "a day before the tag of its speaker",
        "the day of the meeting at which it was done",
        "a month that names the night",
        "since the months of another year",
        "figures hedged alike beside two days",
        "a month beside a weekday",
        "the only count of one thing",
        "percentage points said in two ways",
        "a change and what it led to",
        "a figure of a year earlier",
        "a sum by chance",
        "who is counted in, said in both",
        "an age after a word",
        "a month that may be a verb",
        "a month inside another date of something else",
        "years ago",
        "the day of an occasion",
        "the day of an attack",
        "a day with a clause of its own",
        "the year of an election",
        "additional sums",
        "whose salary it is",
        "ages without a word for it",
    ],
)
def test_may_differ(parser: Parser, kind: str, one: str, other: str, values: set[str]) -> None:
    assert frozenset(values) in faced(parser, kind, one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "date",
            "The rate of empty boats fell to 7.8% in September, down from 8.1% a month earlier.",
            "The rate of empty boats fell from 8.1 percent in August.",
        ),
        (
            "number",
            "The crash led to the deaths of the captain and three other sailors.",
            "The crash led to the deaths of four sailors.",
        ),
        (
            "number",
            "The council is in session for three days this month.",
            "The council is in session until two days before the vote.",
        ),
        (
            "number",
            "Forecasters expect 10 to 20 inches of snow.",
            "Forecasters expect 15 inches of snow.",
        ),
        (
            "number",
            "The ferry carried 12 people when it hit the pier.",
            "The ferry carried 8 sailors of the navy and 4 children when it hit the pier.",
        ),
        (
            "number",
            "Four days later, Holm was fired by the harbour board.",
            "Holm was fired by the harbour board two days later.",
        ),
        (
            "number",
            "Lund was chosen by 44 percent of the voters.",
            "Among women, Lund was chosen by 51 percent.",
        ),
        (
            "number",
            "It will be the fourth time in the history of the harbour that a ferry line is sold.",
            "It will be the third ferry line in the history of the harbour that is sold.",
        ),
        (
            "number",
            "It is the second crash of a ferry this week.",
            "It is the fourth crash of a ferry since January.",
        ),
        (
            "number",
            "The jobless rate stood at 7.8 percent.",
            "In December 2029 the jobless rate stood at 8.5 percent.",
        ),
        (
            "number",
            "Lund saw a one-in-three chance of losing the harbour.",
            "Lund saw a two-in-three chance of keeping the harbour.",
        ),
        (
            "date",
            "The line carried 4,000 people, an increase of a third from February.",
            "The line carried 4,000 people in March.",
        ),
        (
            "number",
            "The ferry lines added 168,000 jobs, while the harbours shed many.",
            "The harbours shed 60,000 jobs.",
        ),
        (
            "number",
            "The storm killed one man and brought tornadoes.",
            "The storm killed a man and brought seven tornadoes.",
        ),
        (
            "date",
            "By 2027 the line will carry twice as many people as five years earlier.",
            "By 2027 the line will carry twice as many people as in 2022.",
        ),
        (
            "date",
            "A judge blocked the sale of the harbour on Tuesday.",
            "The mayor was angry on Wednesday after a judge blocked the sale of the harbour.",
        ),
        (
            "date",
            "There was a plot, Holm told Kanal Nord after the report was released on Sunday.",
            "There was a plot, Holm told Kanal Nord on Tuesday.",
        ),
        (
            "date",
            "The mayor will meet the new captain, who took office on March 3.",
            "The mayor will meet the new captain on Monday.",
        ),
        (
            "date",
            "Holm denied the theft on Friday.",
            "Holm has denied the theft and on Saturday asked for patience.",
        ),
        (
            "date",
            "Holm stole the ferry, prosecutors said on Thursday.",
            "Holm stole the ferry, guards said on Wednesday.",
        ),
        (
            "date",
            "Officials told Kanal Nord on Thursday that the harbour will be sold.",
            "Officials told Radio Lund on Friday that the harbour will be sold.",
        ),
        (
            "date",
            "The navy announced on Friday that Captain Holm was killed.",
            "A blast on Thursday killed Captain Holm.",
        ),
        (
            "date",
            "The attacks of 9/11 changed the harbour.",
            "On Wednesday the attacks changed the harbour.",
        ),
        (
            "date",
            "A union claimed last week's attack on the harbour.",
            "A union claimed the attack on the harbour on Wednesday.",
        ),
        (
            "date",
            "More: The report on the sale will be released Thursday",
            "The report on the sale of the harbour was released on Wednesday by the council.",
        ),
        (
            "number",
            "Updated Wednesday 5/29 at 10:30 a.m. ET",
            "Update at 10:45 a.m. ET.",
        ),
        (
            "date",
            "The ferry sank early on Saturday local time.",
            "The ferry sank on Friday.",
        ),
    ],
    ids=[
        "the day of a figure before it changed",
        "some and all",
        "how long and how long before",
        "a range and a figure in it",
        "a sum of two",
        "counted from something else",
        "a share of some and of all",
        "who is the third and what happens for the fourth time",
        "each with its time",
        "a rate of now and of then",
        "odds of two things",
        "what something is compared with",
        "a clause of contrast",
        "one thing that both name, and another",
        "a year to compare with",
        "a clause of time",
        "a saying before which something was done",
        "what somebody did who does something else",
        "what was done and what was said",
        "two speakers",
        "two hearers",
        "the day of a report",
        "a date that says when an attack was",
        "what last week's attack was",
        "a link to another article",
        "when an article was changed",
        "two time zones",
    ],
)
def test_is_of_unlike_things(parser: Parser, kind: str, one: str, other: str) -> None:
    assert faced(parser, kind, one, other) == set()


def test_who_left_on_a_day_is_not_who_left_since_then(parser: Parser) -> None:
    one = "Three members of the harbour council resigned on Monday after the vote."
    other = "Eight members of the harbour council had resigned since Monday after the vote."
    assert not faced(parser, "number", one, other)


def test_shares_of_two_sides_are_two_figures(parser: Parser) -> None:
    one = "The poll showed 47 percent in support of Anna Berg, with 46 percent backing Peter Lund."
    other = "In the poll 48 percent supported Peter Lund, with 45 percent backing Anna Berg."
    assert {"46 percent", "45 percent"} not in faced(parser, "number", one, other)


def test_more_than_half_may_be_any_share_above_it(parser: Parser) -> None:
    one = "Those who take the ferry have a 60 percent lower risk of delay."
    other = "Those who take the ferry cut their risk of delay by more than half."
    assert not faced(parser, "number", one, other)


def test_what_is_still_to_come_is_not_what_has_come(parser: Parser) -> None:
    one = "With another 15 to 25 inches of rain expected, the harbour is flooded."
    other = "The harbour was hit with 15 to 20 inches of rain, and that much more could come."
    assert not faced(parser, "number", one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other", "values"),
    [
        (
            "date",
            "It was the first speech by a president to the harbour council since 1960.",
            "Lund became the first president to address the council since Karl Holm in 1961.",
            {"1960", "1961"},
        ),
        (
            "date",
            "In 2012 the fares fell by 15 percent between May and October.",
            "The fares fell by 15 percent from May to October 2011.",
            {"May and October", "May to October 2011"},
        ),
        (
            "date",
            "Holm expects that 25 years from now the ferry will no longer be needed.",
            "Holm expects that 12 years from now the ferry will no longer be needed.",
            {"25 years from now", "12 years from now"},
        ),
        (
            "number",
            "In Falluja two grenades were thrown at the guards of the bridge.",
            "In Al-Fallujah, four grenades were thrown at the guards of the bridge.",
            {"two", "four"},
        ),
        (
            "number",
            "More than 7,000 men from yards in Southern California were sent to sea in Iraq.",
            "More than 17,000 men based in Southern California were sent to sea near Iraq.",
            {"7,000", "17,000"},
        ),
        (
            "number",
            "The captain has lost 17 kilograms since October.",
            "The captain has lost 21 kilos since October.",
            {"17", "21"},
        ),
        (
            "number",
            "This means 23 more cases of fever a year in every 10,000 sailors treated.",
            "They expect 29 more cases of fever a year for every 10,000 sailors on the ferry.",
            {"23", "29"},
        ),
        (
            "number",
            "The fault is found on Windows 2000 machines with new software.",
            "The fault is found on Windows 2002 systems with new software.",
            {"2000", "2002"},
        ),
        (
            "date",
            "Shares rose on Friday on hopes that the plan discussed on Thursday would pass.",
            "Also helping shares were hopes that the plan discussed on Friday would pass.",
            {"Thursday", "Friday"},
        ),
        (
            "date",
            "The ferry has been for sale since it lost the key Norline order in April.",
            "The ferry has been a target since it lost a large order, that of Norline, in March.",
            {"April", "March"},
        ),
    ],
    ids=[
        "since whom in which year",
        "months of a year that opens the sentence",
        "years to come",
        "one town in two spellings",
        "two places that both name",
        "kilos",
        "cases among those who were treated",
        "the number of a product before what runs it",
        "the day of one clause, which stands in another clause of the other",
        "a day after a clause of time",
    ],
)
def test_may_differ_as_well(
    parser: Parser, kind: str, one: str, other: str, values: set[str]
) -> None:
    assert frozenset(values) in faced(parser, kind, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The harbour got 2 to 3 inches of rain between midnight and noon.",
            "They say that between two and three inches of rain hit the harbour by noon.",
        ),
        (
            "It is safe, said Anna Berg, the mother of three.",
            "It is safe, said Anna Berg, the mother of 6-year-old twins and a 2-year-old.",
        ),
    ],
    ids=["a range in words", "how many children and how old"],
)
def test_figures_that_do_not_differ(parser: Parser, one: str, other: str) -> None:
    assert faced(parser, "number", one, other) == set()
