"""A copy or rewrite shares the origin of its source; shared quotations and marks make no copy."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.config import LineageSettings
from reporter.lineage import trace_origins
from reporter.records import Article, Origin

WIRE = """\
ALDAN (NW) - The ferry Marit ran aground on the Skarn reef shortly after nine on Wednesday evening \
with more than two hundred passengers aboard, the coast guard said.
Lifeboats from three harbours brought all passengers and crew ashore within four hours.
"We heard a bang and the lights went out," said Ana Rusk, a nurse who was travelling home.
The operator blamed strong currents and said that divers would examine the hull on Friday.
Fourteen people were treated for minor injuries at the hospital in Port Aldan.
The transport ministry has opened an inquiry and suspended the licence of the captain.
The vessel was built in 2009 and passed its latest safety inspection in January.
"""
# The same report with most words replaced, as a rewriting machine does it.
REWRITE = """\
The ferry Marit hit the Skarn reef just after nine on Wednesday night with over two hundred people \
aboard, according to the coast guard.
Lifeboats from three ports took all passengers and crew ashore in four hours.
"We heard a bang and the lights went out," Ana Rusk, a nurse travelling home, said.
The operator cited strong currents and stated that divers will inspect the hull on Friday.
Fourteen persons were treated for slight injuries at the Port Aldan hospital.
The transport ministry opened an inquiry and has suspended the captain's licence.
The vessel, built in 2009, passed its last safety inspection in January.
"""
OWN = """\
Families waited on the quay of Port Aldan until dawn, wrapped in blankets that neighbours handed \
out, as one boat after another came in from the dark.
"We heard a bang and the lights went out," said Ana Rusk, who shared a raft with a school class.
An inspection log seen by this newspaper shows that the radar of the ship had failed twice.
Mayor Tomas Vell told reporters that he had warned of the route for years and would now go to court.
Trade unions called the crew heroes and demanded a second officer on every night crossing.
Shares of the shipping line fell by a tenth when the exchange opened in the capital.
"""
QUOTES = """\
"We heard a bang and the lights went out," said Ana Rusk. "Nobody told us anything for an hour. \
The children were crying and we sang to keep them calm until the boats came for all of us."
"The currents were stronger than any chart shows and my crew did what it had to do that night," \
said the captain. "I will answer every question that the inquiry puts to me, and so will they."
"""


def article(
    name: str, text: str, wire: str | None = None, outlet: str = "", title: str = ""
) -> Article:
    return Article(name, f"{name}.txt", outlet or name, True, title, text, wire=wire)


def groups(*articles: Article) -> list[tuple[str, ...]]:
    return [origin.articles for origin in trace_origins(articles, LineageSettings())]


def the(*articles: Article) -> Origin:
    (origin,) = trace_origins(articles, LineageSettings())
    return origin


def test_a_lone_text_is_an_origin_of_its_own() -> None:
    assert the(article("a", OWN)) == Origin("o1", ("a",), "own text")
    assert the(article("a", WIRE, wire="NW")).why == "NW text"


def test_no_articles_no_origins() -> None:
    assert trace_origins((), LineageSettings()) == ()


def test_a_reprint_shares_the_origin_and_the_marked_text_is_its_source() -> None:
    origin = the(article("a", WIRE, outlet="City Today"), article("b", WIRE, wire="NW"))
    assert origin.agency == "NW"
    assert origin.why == "NW text; City Today repeats 100 % of it word for word"
    (copy,) = origin.copies
    assert (copy.article_id, copy.of, copy.containment, copy.rewrite) == ("a", "b", 1.0, False)


def test_a_rewrite_is_found_and_called_one() -> None:
    origin = the(article("a", WIRE, wire="NW"), article("b", REWRITE, outlet="Coast Radio"))
    (copy,) = origin.copies
    assert copy.rewrite
    assert copy.containment > 0.9
    assert origin.why.startswith("NW text; Coast Radio repeats")
    assert origin.why.endswith("% of it in other words")


def test_a_cut_copy_is_found_and_its_share_is_of_the_whole_text() -> None:
    short = "\n".join(WIRE.splitlines()[:4])
    origin = the(article("whole", WIRE), article("short", short))
    (copy,) = origin.copies
    assert copy.of == "whole"
    assert 0.3 < copy.containment < 0.7
    assert origin.agency is None
    assert origin.why.startswith("text of whole; short repeats")


def test_reordered_paragraphs_are_still_a_copy() -> None:
    turned = "\n".join(reversed(WIRE.splitlines()))
    assert groups(article("a", WIRE), article("b", turned)) == [("a", "b")]


def test_a_copy_with_paragraphs_of_its_own_is_still_a_copy() -> None:
    longer = WIRE + "\n".join(OWN.splitlines()[3:5])
    assert groups(article("a", WIRE), article("b", longer)) == [("a", "b")]


def test_independent_reports_of_one_event_stay_apart() -> None:
    assert groups(article("a", WIRE), article("b", OWN)) == [("a",), ("b",)]


def test_the_mark_of_one_agency_does_not_join_different_texts() -> None:
    assert groups(article("a", WIRE, "NW"), article("b", OWN, "NW")) == [("a",), ("b",)]


@pytest.mark.parametrize(("before", "after"), [('"', '"'), ("“", "”"), ("«", "»")])
def test_the_same_quotations_do_not_join_different_texts(before: str, after: str) -> None:
    quoted = [part for part in QUOTES.split('"')[1::2] if len(part.split()) > 3]
    carried = "\n".join(f"{before}{part}{after}" for part in quoted)
    first, second = article("a", WIRE + carried), article("b", OWN + carried)
    assert groups(first, second) == [("a",), ("b",)]


def test_a_quotation_without_its_closing_mark_holds_to_the_end_of_the_paragraph() -> None:
    speech = "\n".join(f"“{line}" for line in REWRITE.replace('"', "").splitlines())
    first, second = article("a", WIRE + speech), article("b", OWN + speech)
    assert groups(first, second) == [("a",), ("b",)]


def test_a_text_pieced_together_from_two_does_not_make_them_one() -> None:
    pieced = "\n".join([*WIRE.splitlines()[:4], *OWN.splitlines()[2:]])
    found = groups(article("a", WIRE), article("b", OWN), article("c", pieced))
    assert not any({"a", "b"} <= set(group) for group in found)


def test_articles_of_quotations_alone_are_one_origin_only_if_they_are_the_same() -> None:
    other = QUOTES + "\n“The sea gives no second chance,” wrote the harbour master."
    found = groups(article("a", QUOTES), article("b", QUOTES), article("c", other))
    assert found == [("a", "b"), ("c",)]


def test_two_empty_texts_share_nothing() -> None:
    assert groups(article("a", ""), article("b", " \n")) == [("a",), ("b",)]


def test_many_copies_are_one_origin_and_not_all_are_named() -> None:
    origin = the(*(article(f"{number:03}", WIRE) for number in range(200)))
    assert len(origin.articles) == 200
    assert len(origin.copies) == 199
    assert origin.why.endswith("and so do 195 more")


def test_origins_are_numbered_in_the_order_of_the_articles_given() -> None:
    own, wire, copy = article("a", OWN), article("b", WIRE, "NW"), article("c", REWRITE)
    found = trace_origins((wire, own, copy), LineageSettings())
    assert [(origin.id, origin.articles) for origin in found] == [
        ("o1", ("b", "c")),
        ("o2", ("a",)),
    ]


def test_the_grouping_does_not_depend_on_the_order() -> None:
    texts = [article("a", OWN), article("b", WIRE, "NW"), article("c", REWRITE)]
    for order in permutations(texts):
        assert {frozenset(group) for group in groups(*order)} == {
            frozenset({"a"}),
            frozenset({"b", "c"}),
        }


def test_a_threshold_of_one_leaves_only_word_for_word_copies() -> None:
    strict = LineageSettings(threshold=1.0)
    texts = (article("a", WIRE), article("b", WIRE), article("c", REWRITE))
    assert [o.articles for o in trace_origins(texts, strict)] == [("a", "b"), ("c",)]


@settings(max_examples=40)
@given(st.lists(st.text(alphabet=st.sampled_from('ab "“”«».\n!x'), max_size=60), max_size=6))
def test_any_texts_end_in_exactly_one_origin_each(texts: list[str]) -> None:
    articles = [article(str(number), text) for number, text in enumerate(texts)]
    found = [identity for group in groups(*articles) for identity in group]
    assert sorted(found) == [item.id for item in articles]
