"""What the outlets of a story call the same people and happenings."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.judging import SURE_FROM
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.terms import find_terms
from reporter.records import Article, Cluster, Discrepancy, Kind
from reporter.sentences import statements_of


@pytest.fixture
def differences(parser: Parser):
    def find(*texts: str) -> list[Discrepancy]:
        articles = [Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate(texts)]
        return merge(find_terms(statements_of(articles, parser)), {})

    return find


@pytest.fixture
def terms(differences):
    """Return what differs: {value: the articles (0, 1, ...) that hold to it}."""

    def find(*texts: str) -> list[dict[str, list[str]]]:
        return [
            {side.value: sorted(side.articles) for side in item.sides}
            for item in differences(*texts)
        ]

    return find


DETAINEES = "The former detainees flew home on Monday. The detainees were tired."
PRISONERS = "Berg greeted the three former prisoners at the harbour."
PLAIN = "The Kostov government fell. The Kostov government had lost a war."
LOADED = "The Kostov regime fell. The Kostov regime had lost a war."


def test_each_outlet_holds_to_a_term_of_its_own(terms):
    assert terms(DETAINEES, PRISONERS) == [
        {"detainees (2 times)": ["0"], "prisoners (once)": ["1"]}
    ]


def test_a_link_to_another_article_holds_to_no_term(terms):
    link = "JUST WATCHED Three former prisoners come home Replay More Videos ..."
    assert terms(DETAINEES, link) == []


def test_it_is_wording_that_leaves_the_meaning_alone_and_names_every_count(differences):
    (found,) = differences(DETAINEES, PRISONERS)
    assert (found.kind, found.changes_meaning) == (Kind.WORDING, False)
    assert found.summary.startswith("Term for captives: ")
    assert found.reasons[:2] == ("article 0: detainees 2", "article 1: prisoners 1")


def test_who_uses_both_terms_alike_takes_no_side(terms):
    both = "The former prisoners smiled. The former detainees waved."
    assert terms(DETAINEES, PRISONERS, both) == terms(DETAINEES, PRISONERS)


def test_who_mostly_uses_one_takes_its_side(terms):
    mostly = "The former prisoners smiled. Prisoners waved. The detainees sat."
    assert terms(DETAINEES, mostly) == [
        {"detainees (2 times)": ["0"], "prisoners (2 times)": ["1"]}
    ]


@pytest.mark.parametrize(
    ("why", "plain", "loaded", "sure"),
    [
        ("each has its own", PLAIN, LOADED, True),
        ("who has the loaded one does not avoid it", PLAIN + " The regime is gone.", LOADED, False),
        ("who holds to it may vary it", PLAIN, LOADED + " The government is gone.", True),
    ],
)
def test_a_term_is_sure_where_one_outlet_has_the_plain_one_alone(
    differences, why, plain, loaded, sure
):
    (found,) = differences(plain, loaded)
    assert (found.confidence >= SURE_FROM) is sure, why


def test_others_who_hold_to_a_term_stand_on_its_side(terms):
    assert terms(DETAINEES, PRISONERS, "Prisoners wept.") == [
        {"prisoners (2 times)": ["1", "2"], "detainees (2 times)": ["0"]}
    ]


def test_a_term_may_have_several_words(terms):
    assert terms(
        "The law protects young undocumented immigrants.",
        "The ruling keeps young illegal immigrants in the country.",
    ) == [{"undocumented immigrants (once)": ["0"], "illegal immigrants (once)": ["1"]}]


def test_a_verb_is_a_term_for_what_befalls_somebody(terms):
    assert terms("Minister Berg resigned on Monday.", "Chancellor Lund fired Berg.") == [
        {"resigned (once)": ["0"], "fired (once)": ["1"]}
    ]


@pytest.mark.parametrize(
    "other", ["The ships of Berg fired rockets.", "Berg fired back on Monday."]
)
def test_shots_are_not_fired_from_office(terms, other):
    assert terms("Berg resigned on Monday.", other) == []


def test_a_name_ties_two_terms_together(terms):
    assert terms("The Kostov regime fell.", "The government of Kostov has fallen.") == [
        {"regime (once)": ["0"], "government (once)": ["1"]}
    ]


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("one tone", "The former detainees left."),
        ("nothing beside them in common", "Two prisoners escaped from the castle."),
        ("somebody's words", "Berg greeted “the former prisoners” at the harbour."),
        ("a negotiator is no hostage", "A former hostage negotiator was there."),
        ("one of them", "A former prisoner left."),
        ("another part in the same deed", "They flew the tired hostages to another island."),
    ],
)
def test_no_difference(terms, why, other):
    assert terms(DETAINEES, other) == [], why


def test_the_order_of_the_statements_does_not_matter(parser: Parser):
    articles = [
        Article("0", "0.txt", "", False, "", DETAINEES),
        Article("1", "1.txt", "", False, "", PRISONERS),
    ]
    statements = statements_of(articles, parser)
    assert find_terms(statements) == find_terms(statements[::-1])


def test_a_loaded_word_inside_a_term_is_not_told_again(parser: Parser):
    texts = (
        "The ruling keeps young undocumented immigrants in the country.",
        "The ruling keeps young illegal immigrants in the country.",
    )
    articles = {str(n): Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate(texts)}
    statements = statements_of(list(articles.values()), parser)
    cluster = Cluster("c1", tuple(statements), statements[0])
    found = find_discrepancies([cluster], articles, (), DiscrepancySettings(), statements)
    (wording,) = (item for item in found if item.kind is Kind.WORDING)
    assert wording.subject == "term for immigrants"


def test_who_uses_a_term_once_hardly_holds_to_it(differences):
    (once,) = differences(PRISONERS, "Lund greeted the three former detainees at the harbour.")
    (often,) = differences(PRISONERS, DETAINEES)
    assert once.confidence < SURE_FROM <= often.confidence


def test_a_claim_and_an_allegation_are_of_one_tone(terms):
    claim = "He made a claim on the ferry deal. The claim on the ferry deal was old."
    assert not terms(claim, claim.replace("claim", "allegation"))


def test_rebels_and_separatists_are_of_one_tone_and_terrorists_of_another(terms):
    rebels = "The rebels held the harbour town. The rebels of the harbour left on Monday."
    assert not terms(rebels, rebels.replace("rebels", "separatists"))
    assert terms(rebels, rebels.replace("rebels", "terrorists"))


def test_two_terms_for_what_happened_may_be_of_two_happenings(differences):
    attack = "The attack on the ferry was on Monday. Guards saw the attack from the harbour."
    massacre = "The massacre on the ferry was on Monday. Guards saw the massacre from land."
    (found,) = differences(attack, massacre)
    assert found.confidence < SURE_FROM
