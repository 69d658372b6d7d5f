"""What each kind of difference claims, and what it deliberately leaves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.asides import asides_of
from reporter.records import Cluster, Discrepancy, Kind, PairScore
from tests.test_discrepancies import article, cluster, differences, sides

OTHER_SPEAKERS = [
    (
        "one quotation, two people",
        "“The harbour will be closed for at least two weeks,” Anna Berg said.",
        "“The harbour will be closed for at least two weeks,” Peter Lund said on Monday.",
    ),
    (
        "one claim, two people",
        "Anna Berg said that the ferry contract was sold without a vote of the council.",
        "Peter Lund said that the ferry contract was sold without a vote of the council.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), OTHER_SPEAKERS)
def test_another_speaker_of_the_same_words(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.ATTRIBUTION, True)
    assert set(sides(found)) == {"Anna Berg", "Peter Lund"}


SAME_SPEAKER = [
    (
        "a description that may be the person's own",
        "“The harbour will be closed for at least two weeks,” an official said.",
        "“The harbour will be closed for at least two weeks,” said Peter Lund, an official.",
    ),
    (
        "a body beside its spokesman",
        "The Harbour Board said that the quay would be closed for at least two weeks.",
        "Peter Lund said that the quay would be closed for at least two weeks.",
    ),
    (
        "who passes it on",
        "“The harbour will be closed for at least two weeks,” Peter Lund said.",
        "“The harbour will be closed for at least two weeks,” the mayor said, according to the "
        "reporter Tom Ash.",
    ),
    (
        "two sayings on one topic",
        "Anna Berg said that the ferry contract was sold too cheaply.",
        "Peter Lund said that the council was right to keep the harbour open.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), SAME_SPEAKER)
def test_no_other_speaker(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.ATTRIBUTION not in {item.kind for item in differences(parser, one, other)}


@pytest.mark.parametrize("source", ["an unnamed official", "state media", "police"])
def test_source_that_is_only_described_leaves_the_meaning_alone(
    parser: Parser, source: str
) -> None:
    (found,) = differences(
        parser,
        f"“The harbour will be closed for at least two weeks,” {source} said.",
        "“The harbour will be closed for at least two weeks,” Peter Lund said on Monday.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.ATTRIBUTION, False)
    assert set(sides(found)) == {source, "Peter Lund"}


SWAPPED_ROLES = [
    (
        "subject and object",
        "The Northern Ferry Company sued the Island Harbour Board over the lease on Friday.",
        "The Island Harbour Board sued the Northern Ferry Company over the lease on Friday.",
        Kind.CONTRADICTION,
    ),
    (
        "active and passive",
        "Anna Berg accused Peter Lund of selling the old ferry for too little money.",
        "Anna Berg was accused by Peter Lund of selling the old ferry for too little money.",
        Kind.CONTRADICTION,
    ),
    (
        "speaker and hearer",
        "Anna Berg told Peter Lund on Monday that the old ferry was not safe to sail.",
        "Peter Lund told Anna Berg on Monday that the old ferry was not safe to sail.",
        Kind.ATTRIBUTION,
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "kind"), SWAPPED_ROLES)
def test_names_that_change_places(
    parser: Parser, _what: str, one: str, other: str, kind: Kind
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (kind, True)


SAME_ROLES = [
    (
        "a verb inside the quotation and that of the outlet",
        "“The Harbour Board believes in open doors,” its head Anna Berg said on Monday.",
        "Anna Berg released a statement saying, “The Harbour Board believes in open doors.”",
    ),
    (
        "a verb that holds both ways",
        "Anna Berg met Peter Lund at the harbour on Monday to talk about the ferry.",
        "Peter Lund met Anna Berg at the harbour on Monday to talk about the ferry.",
    ),
    (
        "the passive of the same",
        "Anna Berg accused Peter Lund of selling the old ferry for too little money.",
        "Peter Lund was accused by Anna Berg of selling the old ferry for too little money.",
    ),
    (
        "two deeds",
        "Anna Berg blamed Peter Lund for the accident at the southern pier last winter.",
        "Peter Lund blamed the weather and said Anna Berg knew nothing of boats.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), SAME_ROLES)
def test_names_that_keep_their_places(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


DENIED = [
    (
        "no longer",
        "The company no longer owns the old ferry on the northern route.",
        "The company owns the old ferry on the northern route.",
    ),
    (
        'one "not" for two verbs',
        "The mayor has not visited the wreck or called the families of the crew.",
        "The mayor has called the families of the crew.",
    ),
    (
        "a verb of announcing",
        "The harbour board did not announce the sale of the old ferry on Monday.",
        "The harbour board announced the sale of the old ferry on Monday.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), DENIED)
def test_one_denies_what_the_other_affirms(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.NEGATION, True)


NOT_DENIED = [
    (
        "a participle beside a refusal",
        "Citing the law, the captain refused to answer the questions of the board.",
        "The captain refused to answer the questions of the board, citing the law.",
    ),
    (
        "what was not said",
        "The police did not say how many people were on the ferry.",
        "The police said that forty people were on the ferry.",
    ),
    (
        "two sayings in quotation marks",
        "Anna Berg said the town would “never pay for that ugly pier.”",
        "Despite the promise of Peter Lund that the town will pay for his pier, she would not.",
    ),
    (
        "what would be, and what is",
        "The plan for the island does not include money for a new pier, the mayor said.",
        "A fair plan for the island would include money for a new pier, the mayor said.",
    ),
    (
        "a ban, and what was or was not done",
        "The sales would break a law that bans the island from buying or selling whale meat.",
        "The island has never sold whale meat, the mayor said.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NOT_DENIED)
def test_nothing_is_denied(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


def test_accusation_told_as_fact_changes_the_meaning(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain allegedly sold the ship's fuel to a fishing crew.",
        "The captain sold the ship's fuel to a fishing crew.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, True)
    assert set(sides(found)) == {"allegedly sold", "sold"}


def test_hedge_of_doubt_does_not_change_the_meaning(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain reportedly steered the ferry onto the reef at night.",
        "The captain steered the ferry onto the reef at night.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The captain allegedly sold the ship's fuel to a fishing crew.",
            "The captain reportedly sold the ship's fuel to a fishing crew.",
        ),
        (
            "The captain may sell the ship's fuel to a fishing crew.",
            "The captain will sell the ship's fuel to a fishing crew.",
        ),
    ],
)
def test_two_hedges_and_plans_are_equally_uncertain(parser: Parser, one: str, other: str) -> None:
    assert Kind.CERTAINTY not in {item.kind for item in differences(parser, one, other)}


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
]


@pytest.mark.parametrize(("_what", "one", "other"), NO_OPPOSITES)
def test_opposite_words_of_two_matters(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.CONTRADICTION not in {item.kind for item in differences(parser, one, other)}


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


@pytest.mark.parametrize(("conflict", "kinds"), [(0.8, [Kind.NEGATION]), (0.1, [])])
def test_scorer_points_to_a_denial_in_other_words(
    parser: Parser, conflict: float, kinds: list[Kind]
) -> None:
    texts = (
        "The old ferries and their crews will be front and center this week.",
        "The old ferries and their crews will not be prevalent there.",
    )
    articles = [article(n, text) for n, text in enumerate(texts)]
    plain = cluster(parser, articles)
    judged = (0.1, 0.9 - conflict, conflict)
    score = PairScore(plain.statements[0].id, plain.statements[1].id, 0.8, judged, judged, 0.6)
    found = shown([replace(plain, scores=(score,))], articles)
    assert [item.kind for item in found] == kinds


def shown(clusters: Sequence[Cluster], articles: Sequence) -> list[Discrepancy]:  # type: ignore[type-arg]
    settings = DiscrepancySettings()
    found = find_discrepancies(
        clusters, {one.id: one for one in articles}, (), settings, trust_scorer=True
    )
    return [item for item in found if item.confidence >= settings.min_confidence]


def test_loaded_word_names_the_side_that_uses_it(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The mayor slammed the harbour plan at a meeting of the council on Monday.",
        "The mayor criticized the harbour plan at a meeting of the council on Monday.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.WORDING, False)
    assert found.subject == "loaded word: slammed"


def test_loaded_title_stands_against_the_plain_one(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The island tyrant Peter Lund announced the end of the ferry line on Monday.",
        "The island leader Peter Lund announced the end of the ferry line on Monday.",
    )
    assert (found.kind, set(sides(found))) == (Kind.WORDING, {"tyrant", "leader"})


OTHER_WORDS_AT_AN_EDGE = [
    (
        "the first word",
        "The official called it “the lawful right of any harbour town,” the paper said.",
        "The official called it “the statutory right of any harbour town,” the paper said.",
        {"the lawful right of any harbour town", "the statutory right of any harbour town"},
    ),
    (
        "the last words",
        "“We will not sell the ferry or the old pier,” Anna Berg said.",
        "“We will not sell the ferry or the ancient jetty,” Anna Berg said.",
        {
            "We will not sell the ferry or the old pier",
            "We will not sell the ferry or the ancient jetty",
        },
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), OTHER_WORDS_AT_AN_EDGE)
def test_quotations_may_differ_at_an_edge(
    parser: Parser, _what: str, one: str, other: str, values: set[str]
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)
    assert set(sides(found)) == values


def test_capital_and_officials_of_one_country_are_one_speaker(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We will stop buying cheap whale meat from Greenland,” Oslo said.",
        "A Norwegian official said that “we will buy cheap whale meat from Greenland.”",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, True)


def test_a_right_may_be_that_of_another_party(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The official warned Norway about the ferry, but reaffirmed Norway’s right to buy whale "
        "meat from Greenland.",
        "The official warned Norway about the ferry and said that Iceland maintains the right to "
        "buy whale meat from Greenland.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.NAME, True)
    assert set(sides(found)) == {"Norway", "Iceland"}


def test_two_men_may_have_a_lawyer_each(parser: Parser) -> None:
    found = differences(
        parser,
        "Anna Berg’s lawyer asked Peter Lund on Monday to sell the ferry.",
        "Anna Berg was told by Peter Lund’s lawyer on Monday to sell the ferry.",
    )
    assert [item for item in found if item.subject.startswith("whose")] == []


def test_member_of_a_list_may_be_another_thing(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The island bought thousands of nets and hooks from the mainland on Monday.",
        "The island bought thousands of nets and lamps from the mainland on Monday.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.NAME, False)
    assert set(sides(found)) == {"hooks", "lamps"}


LISTS_THAT_AGREE = [
    (
        "in another order",
        "The island bought thousands of nets and hooks from the mainland on Monday.",
        "The island bought thousands of hooks and nets from the mainland on Monday.",
    ),
    (
        "cut shorter",
        "The island bought thousands of nets, hooks and lamps from the mainland on Monday.",
        "The island bought thousands of nets and hooks from the mainland on Monday.",
    ),
    (
        "a person who is only described",
        "The girl was in the car with her mother and a friend when the ferry left.",
        "The girl was in the car with her mother and another person when the ferry left.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), LISTS_THAT_AGREE)
def test_lists_that_agree(parser: Parser, _what: str, one: str, other: str) -> None:
    assert differences(parser, one, other) == ()


def test_place_stands_in_no_accusers_stead(parser: Parser) -> None:
    found = differences(
        parser,
        "Iceland says it has not sold any whale meat to Greenland during the strike in Denmark.",
        "Iceland denies selling any whale meat to Greenland, rejecting Norwegian allegations, and "
        "Norway’s claim.",
    )
    assert Kind.NAME not in {item.kind for item in found}


FRAGMENTS = [
    (
        "a word in common",
        "Anna Berg blamed the crisis on the “greedy policy” of the mainland banks.",
        "Anna Berg blamed the crisis on the “greedy agenda” of the mainland banks.",
        {"greedy policy", "greedy agenda"},
    ),
    (
        "one place towards one verb",
        "The mayor told the ferry company to sell the pier and to “keep its mouth shut.”",
        "The mayor told the ferry company to sell the pier and “shut up.”",
        {"keep its mouth shut", "shut up"},
    ),
    (
        "one slot in what the same party does",
        "Anna Berg has never recognized the “unlawful” limits set by the Harbour Board.",
        "Anna Berg has never accepted the “illegal” rules set by the Harbour Board.",
        {"unlawful", "illegal"},
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), FRAGMENTS)
def test_short_quotations_differ_in_one_place(
    parser: Parser, _what: str, one: str, other: str, values: set[str]
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)
    assert set(sides(found)) == values


def test_lawful_is_no_part_of_unlawful(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Anna Berg has always called the limits set by the Harbour Board “unlawful.”",
        "Anna Berg has always called the limits set by the Harbour Board “lawful.”",
    )
    assert set(sides(found)) == {"unlawful", "lawful"}


NO_OTHER_FRAGMENT = [
    (
        "cut shorter",
        "Anna Berg blamed the crisis on the “greedy policy of strangers.”",
        "Anna Berg blamed the crisis on the “greedy policy.”",
    ),
    (
        "another ending",
        "Anna Berg blamed the crisis on the “greedy policy” of the mainland banks.",
        "Anna Berg blamed the crisis on the “greedy policies” of the mainland banks.",
    ),
    (
        "slogans",
        "A video shows men with signs that read “Harbour First.”",
        "A video shows men with signs that read “Make the Harbour Great.”",
    ),
    (
        "both articles have the words",
        "Anna Berg called the sale “a great mistake” and the mainland banks “a great threat.”",
        "Anna Berg called the sale “a great mistake.” The banks, she said, are “a great threat.”",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NO_OTHER_FRAGMENT)
def test_short_quotations_that_agree(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.QUOTE not in {item.kind for item in differences(parser, one, other)}


def test_quotation_that_is_cut_shorter_is_the_same(parser: Parser) -> None:
    found = differences(
        parser,
        "“We will not sell the ferry or the old pier to anybody,” Anna Berg said.",
        "“We will not sell the ferry or the old pier,” Anna Berg said.",
    )
    assert found == ()


def test_figures_and_short_forms_in_quotations_are_the_same_words(parser: Parser) -> None:
    found = differences(
        parser,
        "“There is a two in three chance that we are gonna win any seat here,” Anna Berg said.",
        "“There’s a 2 in 3 chance that we are going to win a seat here,” Anna Berg said.",
    )
    assert found == ()


def test_nobody_and_not_deny_alike(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“Nobody wants to lose the ferry and the pier for ever,” Anna Berg said.",
        "“We do not want to lose the ferry and the pier for ever,” Anna Berg said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_phrase_at_an_edge_denies_nothing(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“To be clear, the storm has not suddenly left the island,” Anna Berg said.",
        "“Make no mistake, the storm has not suddenly left the island,” Anna Berg said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_no_of_number_denies_nothing(parser: Parser) -> None:
    found = differences(
        parser,
        "“The number one aim of the town has been to keep the ferry,” Anna Berg said.",
        "“The No. 1 aim of the town has been to keep the ferry,” Anna Berg said.",
    )
    assert found == ()


def test_loaded_word_of_a_speaker_is_not_the_outlets(parser: Parser) -> None:
    found = differences(
        parser,
        "“It is a disastrous plan for the harbour and the town,” the mayor said on Monday.",
        "“It is a plan for the harbour and the town,” the mayor said on Monday.",
    )
    assert Kind.WORDING not in {item.kind for item in found}


def test_count_so_far_is_a_timeline(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Divers have recovered 40 boats from the harbour so far, the board said.",
        "Divers have recovered 65 boats from the harbour so far, the board said.",
        days=(date(2031, 3, 12), date(2031, 3, 14)),
    )
    assert (found.kind, found.changes_meaning) == (Kind.UPDATE, False)


NOT_A_CONFLICT = [
    (
        "a city and its state",
        "The mayor condemned the violence in Charlottesville at the weekend.",
        "The mayor condemned the violence in Virginia at the weekend.",
    ),
    (
        "a country and its region",
        "The families came from Honduras by bus and on foot.",
        "The families came from Central America by bus and on foot.",
    ),
    (
        "an abbreviated state",
        "The NJ Ferry Union voted for the strike on Monday.",
        "The New Jersey Ferry Union voted for the strike on Monday.",
    ),
    (
        "a nickname",
        "Bill Hartmann resigned as head of the ferry board on Monday.",
        "William Hartmann resigned as head of the ferry board on Monday.",
    ),
    (
        "a plural acronym",
        "The yard sold two LNGCs to the island line in spring.",
        "The yard sold two LNGC to the island line in spring.",
    ),
    (
        "ages of two people",
        "The divers found Anna Berg, 41, in the wreck on Monday.",
        "The divers found Peter Lund, 63, in the wreck on Monday, with Anna Berg beside him.",
    ),
    (
        "who is counted in",
        "Three people were killed in the fire on the ferry.",
        "Four people (including the captain) were killed in the fire on the ferry.",
    ),
    (
        "infected and dead",
        "More than 20,000 people have died of the fever in the islands.",
        "More than 1.7 million people have been infected with the fever in the islands.",
    ),
    (
        "signatures of posts",
        "The harbour is safe! — Anna Berg (@annaberg) May 18, 2031",
        "The harbour is safe! — Anna Berg (@annaberg) May 19, 2031",
    ),
    (
        "what was not found and what was found not to be",
        "The inquiry did not find evidence that the crew plotted with the smugglers.",
        "The inquiry found no evidence that anyone in the crew plotted with the smugglers.",
    ),
    (
        "what is called for",
        "The port refused to release the tape of the crash on Monday.",
        "The port faces calls to release the tape of the crash on Monday.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NOT_A_CONFLICT)
def test_is_not_a_conflict(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("OSLO — The ferry sank.", "OSLO — "),
        ("BERGEN, Norway (NTB) — The ferry sank.", "BERGEN, Norway (NTB) — "),
        ("Bergen (NTB) The ferry sank.", "Bergen (NTB) "),
        ("It sank! — Anna Berg (@berg) May 18, 2031", "— Anna Berg (@berg) May 18, 2031"),
        ("The captain (AP Photo/A. Berg) left.", "(AP Photo/A. Berg)"),
    ],
)
def test_furniture_is_known_by_its_form(text: str, aside: str) -> None:
    assert [text[span.start : span.end] for span in asides_of(text)] == [aside]


@pytest.mark.parametrize("text", ["Anna Berg — who left — was hurt.", "The ferry sank.", ""])
def test_plain_text_has_no_furniture(text: str) -> None:
    assert asides_of(text) == ()
