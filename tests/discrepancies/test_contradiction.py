"""Words of opposite meaning, and what a pair scorer alone sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.records import Kind, PairScore
from tests.discrepancies.outlets import article, cluster, differences, shown, sides


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The council approved the sale of the old ferry on Monday.",
            "The council rejected the sale of the old ferry on Monday.",
            {"approved", "rejected"},
        ),
        (
            "Shares of the ferry line rose after the report on Monday.",
            "Shares of the ferry line fell after the report on Monday.",
            {"rose", "fell"},
        ),
        (
            "The pilot left the bridge before the ferry hit the reef.",
            "The pilot left the bridge after the ferry hit the reef.",
            {"before", "after"},
        ),
        (
            "It is not legal for the crew of a ferry to carry arms on board.",
            "It is not illegal for the crew of a ferry to carry arms on board.",
            {"legal", "illegal"},
        ),
        (
            "The report tells of a gain of 10 crowns a share in May and a loss of 19 in June.",
            "The report tells of a loss of 10 crowns a share in May and a loss of 19 in June.",
            {"gain", "loss"},
        ),
        (
            "He said that fares on the northern line increased to 30 crowns from 28 crowns.",
            "Fares on the northern line decreased to 30 crowns from 28 crowns.",
            {"increased", "decreased"},
        ),
        (
            "The pilot was sent home after helping the police and showing remorse.",
            "The pilot was sent home before he helped the police and showed remorse.",
            {"after", "before"},
        ),
        (
            "The boat sank shortly before the crew of the ferry left for the reef.",
            "The boat sank shortly after the crew of the ferry was sent to the reef.",
            {"before", "after"},
        ),
        (
            "Under the law, a captain who sinks a ferry could face up to two years in prison.",
            "Captains who sink ferries would face down to two years in prison, under the bill.",
            {"up", "down"},
        ),
        (
            "The line has the option to buy 380 more boats from the northern yard.",
            "The line said that it has the option to sell 380 more boats from the northern yard.",
            {"buy", "sell"},
        ),
        (
            "The two sides welcomed the agreement, reached on July 22 at the Holm meeting, on the "
            "ceasefire in the harbour, which starts on July 27; the island president supported the "
            "agreement.",
            "The two parties to the talks welcomed the agreement reached on July 22 at the Holm "
            "Group. The agreement specifies a full end of fire in the harbour. The president of "
            "the island opposed this agreement.",
            {"supported", "opposed"},
        ),
        (
            "Norline left the northern race after the discus throw on Monday.",
            "Norline left the northern race before the discus on Monday.",
            {"after", "before"},
        ),
        (
            "Shortly after his arrest, police told the father of the captain.",
            "Police told the father of the captain shortly before the captain was apprehended.",
            {"after", "before"},
        ),
        (
            "The ferry shut down at once because of the storm over the reef.",
            "The ferry shut up at once because of the storm over the reef.",
            {"down", "up"},
        ),
        (
            "The ferry was to be loaded with a million barrels, bought by the firm Norline.",
            "A million barrels, sold by the firm Norline, was to be loaded onto the ferry.",
            {"bought", "sold"},
        ),
        (
            "The Holm line's stock ended trading down 1.83 percent at 210, a four-week low.",
            "The Holm line's stock was up 1.83 percent at 210, its lowest close since August.",
            {"down", "up"},
        ),
        (
            "A judge granted a request by the harbour board to shut down the old ferry line.",
            "A judge denied the board's request to shut down a ferry line that helps fishermen.",
            {"granted", "denied"},
        ),
        (
            "The island board has passed a rule that bans sailing at eight or later.",
            "The island board has passed a rule that bans sailing at eight or earlier.",
            {"later", "earlier"},
        ),
        (
            "The board will drive down long-term harbour fees by next spring, Berg said.",
            "The board will drive down short-term harbour fees by next spring, Berg said.",
            {"long", "short"},
        ),
    ],
)
def test_opposites_contradict(parser: Parser, one: str, other: str, values: set[str]) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.CONTRADICTION, True)
    assert set(sides(found)) == values


NO_OPPOSITES = [
    (
        "up and down that mean the same",
        "The board plans to close up the northern harbour in spring.",
        "The board plans to close down the northern harbour in spring.",
    ),
    (
        "before one thing and after another",
        "The captain left the bridge before the storm on Monday.",
        "The captain left the bridge after the dinner on Monday.",
    ),
    (
        "last week and the first week of something",
        "The mayor left the harbour board in her first week in office.",
        "The mayor left the harbour board last week in anger.",
    ),
    (
        "titles of two people",
        "Majority Leader Anna Berg agreed to the sale of the ferry on Monday.",
        "Minority Leader Peter Lund agreed to the sale of the ferry on Monday.",
    ),
    (
        "parts of two names",
        "The mayor called Iceland a “warrior nation” over North Holm in an interview.",
        "After a visit to Iceland, the mayor then travels to South Holm, Norway and Denmark.",
    ),
    (
        "at least so many, and the most",
        "The inquiry into the six harbours found that at least 40 men were cheated.",
        "The inquiry into the six harbours was the most thorough, 40 men who were cheated said.",
    ),
    (
        "denied by the verb beside it",
        "The court found that the owners have not shown that they are likely to win the ferry.",
        "The court found that the owners are unlikely to win the ferry.",
    ),
    (
        "two adverbs of two verbs",
        "Earlier on Monday the mayor spent an hour before the harbour board and answered its men.",
        "The mayor later released a letter that calls the harbour board a nest of thieves.",
    ),
    (
        "what is done to two things",
        "The mayor agreed to a deal to end the strike of the pilots for three weeks, Berg said.",
        "“In a short while I will sign a bill to open the harbour for three weeks,” the mayor "
        "said.",
    ),
    (
        "one confirms what is said of the other, who denies it",
        "Norwegian officials confirmed a report that Iceland was buying whale meat from Greenland.",
        "Greenland denies a report that it was selling whale meat to Iceland.",
    ),
    (
        "what leaves two figures open at one end",
        "The island board has passed a rule that bans sailing at eight in the evening or later.",
        "The rule bans sailing at six in the evening or earlier, before the boats are full.",
    ),
    (
        "a word that tells which of several is meant, in statements unlike each other",
        "The board hoped that Berg would start another fund to drive down long-term harbour fees "
        "and to help the pilots.",
        "Berg noted the board could take other steps, such as a promise that short-term harbour "
        "fees would remain near zero.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NO_OPPOSITES)
def test_opposite_words_of_two_matters(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.CONTRADICTION not in {item.kind for item in differences(parser, one, other)}


def test_one_of_several_who_share_a_title_is_not_the_other(parser: Parser) -> None:
    one = "The opinion was written by Anna Berg and joined by Justices Peter Lund and Jan Holm."
    other = "Justices Anna Berg and Peter Lund, along with Jan Holm, joined the opinion."
    assert differences(parser, one, other) == ()


def test_negated_opposite_agrees(parser: Parser) -> None:
    found = differences(
        parser,
        "The council approved the sale of the old ferry on Monday.",
        "The council did not reject the sale of the old ferry on Monday.",
    )
    assert Kind.CONTRADICTION not in {item.kind for item in found}


def test_scorer_may_contradict_where_no_kind_explains_it(parser: Parser) -> None:
    texts = (
        "The island council kept the ferry line in public hands after the vote.",
        "The island council gave the ferry line to a private owner after the vote.",
    )
    articles = [article(n, text) for n, text in enumerate(texts)]
    plain = cluster(parser, articles)
    conflict = (0.01, 0.02, 0.97)
    score = PairScore(plain.statements[0].id, plain.statements[1].id, 0.8, conflict, conflict, 0.8)
    found = shown([replace(plain, scores=(score,))], articles)
    assert [item.kind for item in found] == [Kind.CONTRADICTION]


def test_scorer_alone_says_nothing_of_names_and_figures(parser: Parser) -> None:
    texts = (
        "Thousands of tons of fish inside the warehouse and packed in the northern ferry burned, "
        "the Bureau of Boats, Ferries, Harbours and Piers said.",
        "Thousands of tons of fish inside the Lund Line's warehouse and packed in the northern "
        "ferry burned, the BFHP said.",
    )
    articles = [article(n, text) for n, text in enumerate(texts)]
    plain = cluster(parser, articles)
    conflict = (0.01, 0.01, 0.98)
    score = PairScore(plain.statements[0].id, plain.statements[1].id, 0.9, conflict, conflict, 0.8)
    found = shown([replace(plain, scores=(score,))], articles)
    assert Kind.CONTRADICTION not in {item.kind for item in found}


def test_signatures_of_posts_contradict_nothing(parser: Parser) -> None:
    texts = ("— Anna Berg (@annaberg) May 18, 2031", "— Peter Lund (@peterlund) May 18, 2031")
    articles = [article(n, text) for n, text in enumerate(texts)]
    plain = cluster(parser, articles)
    conflict = (0.01, 0.01, 0.98)
    score = PairScore(plain.statements[0].id, plain.statements[1].id, 0.8, conflict, conflict, 0.8)
    assert shown([replace(plain, scores=(score,))], articles) == []


def test_what_bounds_a_figure_is_no_opposite_of_what_compares(parser: Parser) -> None:
    found = differences(
        parser,
        "Those who take the ferry every week had a lower risk of delay than those who drive.",
        "Those who take the ferry every week cut their risk of delay by more than half.",
    )
    assert not any(item.kind is Kind.CONTRADICTION for item in found)


@pytest.mark.parametrize(
    ("one", "other", "conflict", "values"),
    [
        (
            "Video replays suggested the ball had hit the ground before contact with Holm's foot.",
            "Television replays, though, showed the ball had touched the ground after Holm's boot.",
            0.65,
            {"before", "after"},
        ),
        (
            "The Holm store has sold over a million songs in its first week, it said on Monday.",
            "The firm's music service bought over a million songs in its first week, it said.",
            0.91,
            {"sold", "bought"},
        ),
        (
            "The Holm store has sold over a million songs in its first week, it said on Monday.",
            "The firm's music service bought over a million songs in its first week, it said.",
            0.5,
            set(),
        ),
    ],
    ids=["one time in two words", "one party in two words", "another party"],
)
def test_scorer_says_whether_two_words_are_for_one_thing(
    parser: Parser, one: str, other: str, conflict: float, values: set[str]
) -> None:
    articles = [article(n, text) for n, text in enumerate((one, other))]
    plain = cluster(parser, articles)
    first, second = (statement.id for statement in plain.statements)
    judged = (0.05, 0.95 - conflict, conflict)
    score = PairScore(first, second, 0.8, judged, (0.1, 0.7, 0.2), 0.6)
    found = shown([replace(plain, scores=(score,))], articles)
    opposed = [item for item in found if item.kind is Kind.CONTRADICTION]
    assert {value for item in opposed for value in sides(item)} == values
