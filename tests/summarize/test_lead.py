"""The lead: settled, best supported, said once, in the order of the news."""

from __future__ import annotations

from reporter.records import Cluster, Discrepancy, Evidence, Fact, Kind, Side, Statement
from reporter.summarize.lead import choose_lead

AGROUND = "The ferry Marit ran aground near Port Aldan."
ASHORE = "Lifeboats brought all 212 passengers to the harbour."
INQUIRY = "The transport ministry opened an inquiry into the captain."
FINE = "A court fined the owner in March."


def fact(
    identity: str, summary: str, place: int, origins: int = 2, discrepancies: tuple[str, ...] = ()
) -> Fact:
    items = tuple(
        Statement(f"{identity}-{n}", f"a{n}", 0, len(summary), summary, 1, index=place)
        for n in range(origins)
    )
    articles = tuple(item.article_id for item in items)
    cluster = Cluster(identity, items, items[0])
    return Fact(
        identity, summary, "extractive", True, 1.0, cluster, articles, origins, discrepancies
    )


def test_the_best_supported_facts_are_told_in_the_order_of_the_articles() -> None:
    facts = (
        fact("f1", ASHORE, 4, origins=4),
        fact("f2", AGROUND, 0, origins=4),
        fact("f3", INQUIRY, 6, origins=3),
        fact("f4", FINE, 5, origins=2),
    )

    assert choose_lead(facts, (), (), 3) == ("f2", "f1", "f3")


def test_what_was_told_already_is_not_told_again() -> None:
    again = fact("f2", "The Marit, a ferry, ran aground near Port Aldan on a reef.", 1, origins=3)
    facts = (fact("f1", AGROUND, 0, origins=3), again, fact("f3", INQUIRY, 8))

    assert choose_lead(facts, (), (), 3) == ("f1", "f3")


def dispute(kind: Kind, *values: str) -> Discrepancy:
    """Return a sure difference that changes the meaning, one outlet for each value."""
    told = (Statement(f"s{n}", f"a{n}", 0, len(v), v, 1) for n, v in enumerate(values))
    sides = tuple(Side(item.text, (Evidence(item, 0, len(item.text)),)) for item in told)
    return Discrepancy("d1", kind, "", "", 0.9, True, sides, "c1")


def test_a_fact_whose_meaning_is_in_dispute_does_not_lead() -> None:
    facts = (fact("f1", ASHORE, 0, discrepancies=("d1",)), fact("f2", INQUIRY, 5))

    assert choose_lead(facts, (dispute(Kind.NEGATION, "yes", "no"),), (), 3) == ("f2",)
    assert choose_lead(facts, (dispute(Kind.NUMBER, "212", "221"),), (), 3) == ("f2",)


def test_a_fact_leads_whose_sentence_leaves_out_the_value_in_dispute() -> None:
    facts = (fact("f1", AGROUND, 0, discrepancies=("d1",)), fact("f2", INQUIRY, 5))

    assert choose_lead(facts, (dispute(Kind.DATE, "Monday", "Sunday"),), (), 3) == ("f1", "f2")


def test_a_sentence_that_needs_the_one_before_it_does_not_lead() -> None:
    facts = (
        fact("f1", "The official said that the harbour is closed.", 0),
        fact("f2", INQUIRY, 5),
    )

    assert choose_lead(facts, (), (), 3) == ("f2",)


def test_one_origin_leads_only_where_nothing_better_is_there() -> None:
    copied, shared = fact("f1", AGROUND, 0, origins=1), fact("f2", INQUIRY, 5)

    assert choose_lead((copied, shared), (), (), 3) == ("f2",)
    assert choose_lead((copied,), (), (), 3) == ("f1",)


def test_without_facts_there_is_no_lead() -> None:
    assert choose_lead((), (), (), 3) == ()


def test_what_the_headlines_tell_leads_before_background() -> None:
    background = fact("f1", "Ole Dahl owns a fleet of nine ships.", 2)
    event = fact("f2", "The ferry Marit ran aground near Port Aldan with 212 aboard.", 6)
    titles = ("Ferry runs aground near Port Aldan", "212 aboard as ferry Marit hits a reef")

    assert choose_lead((background, event), (), (), 1) == ("f1",)
    assert choose_lead((background, event), (), titles, 1) == ("f2",)
