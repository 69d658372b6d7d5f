"""Which days of two statements may differ, and which are of unlike things."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced

DIFFERENT = [
    (
        "the day of either of two things that went on together",
        "She said in a statement that Berg hit her in 2000 while they were students at Holm.",
        "Lund will say that Berg hit her while they were students at Holm in 2003, he said.",
        {"2000", "2003"},
    ),
    (
        "a day before the word that begins a clause of time",
        "The protests began on Tuesday night after police shot and killed a man in Holm.",
        "Large protests began throughout Holm, North Norway, late on Sunday night after police "
        "shot and killed a father.",
        {"Tuesday", "Sunday"},
    ),
    (
        "a whole date beside a word of saying in the present",
        "But the leader Karl Berg, the most senior man on the trip, was so upset that he "
        "rebuked the 30 men the morning after the Aug. 18, 2031, incident, saying that they "
        "had gone too far.",
        'A paper says that Berg "rebuked the men the morning after the Oct. 18, 2031, incident."',
        {"Aug. 18, 2031", "Oct. 18, 2031"},
    ),
    (
        "a day beside the count of a rest",
        "Berg is to meet the three unions separately on Monday afternoon.",
        "Berg is to meet the other two unions separately later on Tuesday.",
        {"Monday", "Tuesday"},
    ),
    (
        "a day before the tag of its speaker",
        "The plan is to release the tapes of the wreck, after a review, on Friday, said Berg.",
        "The plan is to release tapes of the wreck on Thursday, after the review, said Berg.",
        {"Friday", "Thursday"},
    ),
    (
        "the day of the meeting at which it was done",
        "The wreck was discussed during the meeting that took place in Holm on July 24.",
        "The wreck was discussed at a meeting in Holm on January 24.",
        {"July 24", "January 24"},
    ),
    (
        "a month that names the night",
        "The harbour saw the coldest night in July over the weekend.",
        "The harbour saw June's coldest night on the weekend.",
        {"July", "June"},
    ),
    (
        "since the months of another year",
        "The line had its best quarter since 1998.",
        "The line had its best quarter since the last three months of 1996.",
        {"1998", "1996"},
    ),
    (
        "figures hedged alike beside two days",
        "About 57 captains were arrested across the North on Wednesday over the wreck.",
        "Some 55 captains were arrested across the North on Saturday over the wreck.",
        {"Wednesday", "Saturday"},
    ),
    (
        "a month beside a weekday",
        "The union is waiting until October to decide on a strike.",
        "The union said Wednesday that it will decide in June on a strike.",
        {"October", "June"},
    ),
    (
        "a month that may be a verb",
        "There is no picture of the captain in the June issue of the magazine.",
        "There is no picture of the captain in the March issue of the magazine.",
        {"June", "March"},
    ),
    (
        "a month inside another date of something else",
        "The boat will leave on June 25 and arrive at the island in January.",
        "The boat will leave soon and arrive at the island in June.",
        {"January", "June"},
    ),
    (
        "years ago",
        "The inquiry into the wreck started five years ago.",
        "The inquiry into the wreck started seven years ago.",
        {"five years ago", "seven years ago"},
    ),
    (
        "the day of an occasion",
        "Winners will be announced in a June 8 ceremony at the harbour.",
        "Winners will be announced March 8 in ceremonies at the harbour.",
        {"June 8", "March 8"},
    ),
    (
        "the day of an attack",
        "Lund mourned after the bombing that killed 20 people Tuesday.",
        "Lund mourned following Sunday's bombing attack, which killed 20 people.",
        {"Tuesday", "Sunday"},
    ),
    (
        "a day with a clause of its own",
        "Nine sailors have died since May 1, when Lund declared the end of the war.",
        "Nine sailors have died since Lund declared the war over on February 1.",
        {"May 1", "February 1"},
    ),
    (
        "the year of an election",
        "The party got a third of the votes in the elections in 2018.",
        "In the 2017 elections the party got a third of the votes.",
        {"2018", "2017"},
    ),
    (
        "since whom in which year",
        "It was the first speech by a president to the harbour council since 1960.",
        "Lund became the first president to address the council since Karl Holm in 1961.",
        {"1960", "1961"},
    ),
    (
        "months of a year that opens the sentence",
        "In 2012 the fares fell by 15 percent between May and October.",
        "The fares fell by 15 percent from May to October 2011.",
        {"May and October", "May to October 2011"},
    ),
    (
        "years to come",
        "Holm expects that 25 years from now the ferry will no longer be needed.",
        "Holm expects that 12 years from now the ferry will no longer be needed.",
        {"25 years from now", "12 years from now"},
    ),
    (
        "the day of one clause, which stands in another clause of the other",
        "Shares rose on Friday on hopes that the plan discussed on Thursday would pass.",
        "Also helping shares were hopes that the plan discussed on Friday would pass.",
        {"Thursday", "Friday"},
    ),
    (
        "a day after a clause of time",
        "The ferry has been for sale since it lost the key Norline order in April.",
        "The ferry has been a target since it lost a large order, that of Norline, in March.",
        {"April", "March"},
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), DIFFERENT)
def test_may_differ(parser: Parser, _what: str, one: str, other: str, values: set[str]) -> None:
    assert frozenset(values) in faced(parser, "date", one, other)


UNLIKE = [
    (
        "the day of a figure before it changed",
        "The rate of empty boats fell to 7.8% in September, down from 8.1% a month earlier.",
        "The rate of empty boats fell from 8.1 percent in August.",
    ),
    (
        "what something is compared with",
        "The line carried 4,000 people, an increase of a third from February.",
        "The line carried 4,000 people in March.",
    ),
    (
        "a year to compare with",
        "By 2027 the line will carry twice as many people as five years earlier.",
        "By 2027 the line will carry twice as many people as in 2022.",
    ),
    (
        "a clause of time",
        "A judge blocked the sale of the harbour on Tuesday.",
        "The mayor was angry on Wednesday after a judge blocked the sale of the harbour.",
    ),
    (
        "a saying before which something was done",
        "There was a plot, Holm told Kanal Nord after the report was released on Sunday.",
        "There was a plot, Holm told Kanal Nord on Tuesday.",
    ),
    (
        "what somebody did who does something else",
        "The mayor will meet the new captain, who took office on March 3.",
        "The mayor will meet the new captain on Monday.",
    ),
    (
        "what was done and what was said",
        "Holm denied the theft on Friday.",
        "Holm has denied the theft and on Saturday asked for patience.",
    ),
    (
        "two speakers",
        "Holm stole the ferry, prosecutors said on Thursday.",
        "Holm stole the ferry, guards said on Wednesday.",
    ),
    (
        "two hearers",
        "Officials told Kanal Nord on Thursday that the harbour will be sold.",
        "Officials told Radio Lund on Friday that the harbour will be sold.",
    ),
    (
        "the day of a report",
        "The navy announced on Friday that Captain Holm was killed.",
        "A blast on Thursday killed Captain Holm.",
    ),
    (
        "a date that says when an attack was",
        "The attacks of 9/11 changed the harbour.",
        "On Wednesday the attacks changed the harbour.",
    ),
    (
        "what last week's attack was",
        "A union claimed last week's attack on the harbour.",
        "A union claimed the attack on the harbour on Wednesday.",
    ),
    (
        "a link to another article",
        "More: The report on the sale will be released Thursday",
        "The report on the sale of the harbour was released on Wednesday by the council.",
    ),
    (
        "two time zones",
        "The ferry sank early on Saturday local time.",
        "The ferry sank on Friday.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), UNLIKE)
def test_is_of_unlike_things(parser: Parser, _what: str, one: str, other: str) -> None:
    assert faced(parser, "date", one, other) == set()
