"""Which names two outlets disagree about, and which only differ."""

from __future__ import annotations

from reporter.backends import Parser
from reporter.discrepancies.values import values_of_tokens
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.names import is_title, names_of_tokens
from reporter.discrepancies.values.people import as_person
from reporter.discrepancies.values.typed import Name
from reporter.records import Token


def parsed(parser: Parser, text: str) -> tuple[Token, ...]:
    (tokens,) = parser.parse([text])
    return tokens


def names(parser: Parser, text: str) -> dict[str, Name]:
    return {name.text: name for name in names_of_tokens(text, parsed(parser, text))}


def test_two_countries_make_a_border_and_no_body(parser: Parser) -> None:
    found = names(parser, "Thousands of people crossed the U.S.-Mexico border in March.")
    assert found["U.S.-Mexico"].label == "place"


def test_a_given_name_that_an_outlet_put_in_is_no_name_of_its_own(parser: Parser) -> None:
    assert "Anna" not in names(parser, "“It was ordered by Minister (Anna) Berg,” he said.")


def test_a_month_may_be_a_given_name(parser: Parser) -> None:
    text = "Governor Jan Berg opened the new bridge."
    found = values_of_tokens(text, parsed(parser, text), None)
    assert [value.text for value in found] == ["Jan Berg"]


def test_figures_do_not_count_among_the_words_of_a_headline(parser: Parser) -> None:
    assert is_title(parsed(parser, "JUST SEEN Harbour Races on Election Day 2031 Replay More"))


def test_a_department_has_no_title(parser: Parser) -> None:
    found = names(parser, "The Justice Department said on Monday that it would sue.")
    assert found["Justice Department"].label == "body"
    assert found["Justice Department"].titles == ()


def test_a_shouted_verb_is_no_part_of_a_name(parser: Parser) -> None:
    text = "“Peter Holm FIRED, a great day for the men and women of the harbour,” Lund tweeted."
    assert names(parser, text).keys() == {"Peter Holm", "Lund"}


def test_what_says_that_it_is_a_firm_is_no_part_of_the_initials(parser: Parser) -> None:
    (firm,) = names(parser, "Northern Electric Co. will close its yard in March.").values()
    (initials,) = names(parser, "NE will close its yard in March.").values()
    (others,) = names(parser, "GM will close its yard in March.").values()
    assert same_name(firm, initials)
    assert not same_name(firm, others)


def test_a_word_with_a_title_elsewhere_in_the_article_names_a_person(parser: Parser) -> None:
    (name,) = names(parser, "Foxconn will close its yard in March.").values()
    assert name.label == "place"
    assert as_person(name, "Later Mr. Foxconn left the harbour.").label == "person"
    assert as_person(name, "Later the Foxconn board left the harbour.").label == "place"


def test_a_particle_stands_between_two_parts_of_a_name(parser: Parser) -> None:
    text = "The seventh man charged in the case - Habis Abdu al Saoub - remains at large."
    assert "Habis Abdu al Saoub" in names(parser, text)


def test_an_age_that_is_glued_on_is_no_part_of_a_name(parser: Parser) -> None:
    text = "Holmberg,27, is being tried again on charges of arson."
    assert [name.words for name in names(parser, text).values()] == [("holmberg",)]
