"""What the typed values of a sentence are, and when one bears out another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.backends import Parser
from reporter.discrepancies.values import (
    Day,
    Name,
    Number,
    Value,
    is_supported,
    values_in,
    values_of_tokens,
)
from reporter.records import Article, Token
from reporter.sentences import statements_from_sentences

WEDNESDAY = date(2031, 3, 12)


def values(parser: Parser, text: str, published: date | None = WEDNESDAY) -> tuple[Value, ...]:
    return values_of_tokens(text, parser.parse([text])[0], published)


def number(parser: Parser, text: str) -> Number:
    return next(value for value in values(parser, text) if isinstance(value, Number))


def day(parser: Parser, text: str, published: date | None = WEDNESDAY) -> Day:
    return next(value for value in values(parser, text, published) if isinstance(value, Day))


def name(parser: Parser, text: str) -> Name:
    return next(value for value in values(parser, text) if isinstance(value, Name))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "hedge"),
    [
        ("Fourteen people were hurt.", 14, 14, "", ""),
        ("At least 1,250 people were hurt.", 1250, 1250, "", "least"),
        ("Nearly 1800 soldiers were sent.", 1800, 1800, "", "about"),
        ("Up to thirty-one ships were lost.", 31, 31, "", "most"),
        ("A dozen ships were lost.", 12, 12, "", ""),
        ("Dozens of ships were lost.", 20, 200, "", "about"),
        ("The repair cost $1.2 million.", 1.2e6, 1.2e6, "USD", ""),
        ("The repair cost 3bn euros.", 3e9, 3e9, "EUR", ""),
        ("Turnout rose by 4.5 percentage points.", 4.5, 4.5, "points", ""),
        ("Turnout was 85.19 percent.", 85.19, 85.19, "percent", ""),
        ("Between 10 and 15 ships were lost.", 10, 15, "", ""),
        ("Some 2 to 3 million ballots were cast.", 2e6, 3e6, "", "about"),
        ("Between 900 and 700 ships were lost.", 700, 900, "", ""),
        ("Forecasters expect 10 to 20 inches of snow.", 0.254, 0.508, "metre", ""),
        ("It took a 12-24 hour drive.", 0.5, 1, "day", ""),
        ("The yard raised $5-10 million.", 5e6, 1e7, "USD", ""),
        ("The bill passed 52-48 in the upper house.", 52, 48, "score", ""),
        ("The bill failed 49-51 in the upper house.", 49, 51, "score", ""),
        ("The bill was lost by a 49-51 vote.", 49, 51, "score", ""),
        ("The yard has 49-51 boats.", 49, 51, "", ""),
        ("Winds reached 112 km/h on the coast.", 112, 112, "speed", ""),
        ("The fire burned 1,000 acres.", 404.686, 404.686, "hectare", ""),
        ("A 1.5 billion pound assets sale failed.", 1.5e9, 1.5e9, "GBP", ""),
        ("It sailed at 10 miles an hour.", 16.0934, 16.0934, "speed", ""),
        ("The market 80 miles off is shut.", 128747.2, 128747.2, "metre", ""),
        ("The board may declare 39 harbours safe.", 39, 39, "", ""),
        ("The talks lasted 48 hours.", 2, 2, "day", ""),
        ("The ferry sank at 9:30 p.m. off the coast.", 1290, 1290, "clock", ""),
        ("The ferry sank at 7.30pm off the coast.", 1170, 1170, "clock", ""),
        ("The 18-year-old pilot was unhurt.", 18, 18, "age", ""),
        ("The pilot, aged 18, was unhurt.", 18, 18, "age", ""),
        ("He left home at the age of 18.", 18, 18, "age", ""),
        ("It was the third strike this year.", 3, 3, "ordinal", ""),
    ],
)
def test_number_has_amount_unit_and_hedge(
    parser: Parser, text: str, low: float, high: float, unit: str, hedge: str
) -> None:
    found = number(parser, text)
    assert (found.unit, found.hedge) == (unit, hedge)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_number_knows_what_is_counted_and_what_became_of_it(parser: Parser) -> None:
    found = number(parser, "Police said 12 sailors were arrested on the pier.")
    assert found.counted == "sailor"
    assert found.scope[0] == "held"


@pytest.mark.parametrize(
    ("text", "is_dead"),
    [
        ("The toll leaves 90 sailors losing their homes.", False),
        ("As many as 90 sailors lost their homes in the storm.", False),
        ("As many as 90 sailors lost their lives in the storm.", True),
        ("The ferry line lost 90 sailors in the storm.", True),
    ],
)
def test_who_loses_something_is_not_lost(parser: Parser, text: str, is_dead: bool) -> None:
    assert ("dead" in number(parser, text).scope) is is_dead


@pytest.mark.parametrize("town", ["Juneau", "Augusta", "Mar-a-Lago"])
def test_a_place_that_begins_like_a_month_is_no_date(parser: Parser, town: str) -> None:
    found = values(parser, f"Minister Berg met reporters in {town} and left.")
    assert not any(isinstance(value, Day) for value in found)


@pytest.mark.parametrize("month", ["June", "mid-June", "Jun."])
def test_a_month_is_a_date(parser: Parser, month: str) -> None:
    assert day(parser, f"Minister Berg met reporters in {month} and left.").month == 6


def test_years_and_days_of_the_month_are_dates_not_numbers(parser: Parser) -> None:
    found = values(parser, "It opened on March 3 and had been planned since 2025.")
    assert [type(value) for value in found] == [Day, Day]


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The ferry sank on Monday.", date(2031, 3, 10)),
        ("The ferry sank on Thursday.", date(2031, 3, 6)),
        ("The inquiry will open on Thursday.", date(2031, 3, 13)),
        ("The captain said Friday that he expected a report.", date(2031, 3, 7)),
        ("The ferry sank yesterday.", date(2031, 3, 11)),
        ("The ferry sank on March 3.", date(2031, 3, 3)),
        ("The ferry sank on Dec. 30.", date(2030, 12, 30)),
        ("The ferry will sail on Nov. 15.", date(2031, 11, 15)),
        ("The ferry sank on 3 March 2029.", date(2029, 3, 3)),
    ],
)
def test_day_is_resolved_against_publication(parser: Parser, text: str, resolved: date) -> None:
    found = day(parser, text)
    assert (found.grain, found.earliest, found.latest) == ("day", resolved, resolved)


@pytest.mark.parametrize(
    ("text", "is_year"),
    [
        (
            "The harbour court ruled in 2372's case of Holm that the ferry belonged to the town.",
            True,
        ),
        ("A 2372 ruling gave Holm the ferry.", True),
        ("The crew lost the ferry in 2372 storms.", False),
        ("The ferry sailed for 2372 days.", False),
        ("Members passed the bill, known as SB 1062, last week.", False),
    ],
)
def test_four_digits_in_the_place_of_a_year_are_one(
    parser: Parser, text: str, is_year: bool
) -> None:
    years = [v for v in values(parser, text) if isinstance(v, Day) and v.grain == "year"]
    assert bool(years) is is_year


def test_grain_is_kept(parser: Parser) -> None:
    assert day(parser, "It was built in 2019.").grain == "year"
    last_month = day(parser, "It was built last month.")
    assert (last_month.earliest, last_month.latest) == (date(2031, 2, 1), date(2031, 2, 28))


@pytest.mark.parametrize(
    ("text", "said", "first", "last"),
    [
        ("Trade fell from October through January.", "October through January", (2030, 10), 1),
        ("Trade fell from May to July 2029.", "May to July 2029", (2029, 5), 7),
        ("Trade fell in the January-March period.", "January-March", (2031, 1), 3),
        ("Trade fell between May and July.", "May and July", (2030, 5), 7),
        ("The vote was moved from January to March.", "January", (2031, 1), 1),
        ("Trade fell in January and March.", "January", (2031, 1), 1),
    ],
)
def test_two_months_may_be_one_period(
    parser: Parser, text: str, said: str, first: tuple[int, int], last: int
) -> None:
    found = day(parser, text)
    assert found.earliest is not None
    assert found.latest is not None
    assert (found.text, found.earliest, found.latest.month) == (said, date(*first, 1), last)


def test_weekday_without_publication_date_stays_a_weekday(parser: Parser) -> None:
    found = day(parser, "The ferry sank on Monday.", None)
    assert (found.earliest, found.weekday) == (None, 0)


def test_weekday_beside_a_verb_in_the_present_may_be_before_or_after(parser: Parser) -> None:
    found = day(parser, "The council returns Monday.")
    assert (found.earliest, found.weekday) == (None, 0)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("Report on the ferry to be released Thursday", date(2031, 3, 13)),
        ("The report is expected to be released Thursday.", date(2031, 3, 13)),
        ("The report is to be released Thursday.", date(2031, 3, 13)),
        ("The council is slated to hold the vote on Thursday.", date(2031, 3, 13)),
        ("The council is poised to hold the vote on Thursday.", date(2031, 3, 13)),
    ],
)
def test_what_is_to_happen_happens_after_publication(
    parser: Parser, text: str, resolved: date
) -> None:
    assert day(parser, text).earliest == resolved


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The war began on 9/11.", (9, 11)),
        ("The war began on 9/11/2001.", (9, 11)),
        ("They sold 2/3 of the ferries.", None),
        ("It is open 24/7.", None),
    ],
)
def test_day_may_be_written_with_a_slash(
    parser: Parser, text: str, said: tuple[int, int] | None
) -> None:
    days = [value for value in values(parser, text) if isinstance(value, Day)]
    assert [(one.month, one.day) for one in days] == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ('"We will sail tomorrow," the captain said.', None),
        ('"We will sail tomorrow," the captain said on Monday.', date(2031, 3, 11)),
        ("The captain said they will sail tomorrow.", date(2031, 3, 13)),
    ],
)
def test_days_in_somebody_s_words_count_from_the_day_of_saying(
    parser: Parser, text: str, resolved: date | None
) -> None:
    article = Article("a", "a", "a", True, "", text, published=WEDNESDAY)
    (statement,) = statements_from_sentences(article, [text], parser)
    (found,) = (value for value in values_in(statement, WEDNESDAY) if value.text == "tomorrow")
    assert isinstance(found, Day)
    assert found.earliest == resolved


def test_name_loses_title_and_keeps_role(parser: Parser) -> None:
    found = name(parser, "Defense Secretary Maria Holt visited the harbour.")
    assert (found.words, found.label, found.role) == (("maria", "holt"), "person", "nsubj")
    assert "secretary" in found.titles


SUPPORT = [
    ("Turnout was 85.19 percent.", "Turnout was 85 percent.", True),
    ("Turnout was 85 percent.", "Turnout was 85.19 percent.", True),
    ("Turnout was 85 percent.", "Turnout was 81 percent.", False),
    ("At least 100 ships were lost.", "More than 110 ships were lost.", True),
    ("Police said 12 people were killed.", "Police said 12 people were arrested.", False),
    ("Police said 12 people were killed.", "The toll stood at 12 dead.", True),
    ("The repair cost $5 million.", "The repair cost 5 million euros.", False),
    ("The ferry line made a $5 million profit.", "It made a 5 million profit.", True),
    ("Between 10 and 15 ships were lost.", "Some 10-15 ships were lost.", True),
    ("Between 10 and 15 ships were lost.", "Between 12 and 15 ships were lost.", False),
    ("Between 10 and 15 ships were lost.", "Twelve ships were lost.", True),
    ("The talks lasted two days.", "The talks lasted 48 hours.", True),
    ("It happened on Wednesday.", "It happened on March 12.", True),
    ("It happened on Wednesday.", "It happened on Thursday.", False),
    ("It happened on March 12.", "It happened in March.", True),
    ("It happened in March.", "It happened on March 12.", False),
    ("Minister John Berg resigned.", "Berg resigned.", True),
    ("Peter Berg resigned.", "John Berg resigned.", False),
    ("Pyongyang denied it.", "North Korea denied it.", True),
    ("The D.P.R.K. denied it.", "North Korea denied it.", True),
    ("South Korea denied it.", "North Korea denied it.", False),
    ("The World Trade Organization ruled.", "The WTO ruled.", True),
]
PERIOD = "Trade fell from January through March."


@pytest.mark.parametrize(("source", "claim", "expected"), SUPPORT)
def test_claim_is_supported_by_source(
    parser: Parser, source: str, claim: str, expected: bool
) -> None:
    claimed = values(parser, claim)
    assert claimed
    among = values(parser, source)
    assert all(is_supported(value, among) for value in claimed) is expected


@pytest.mark.parametrize("published", [WEDNESDAY, None], ids=["dated", "undated"])
def test_a_month_of_a_period_bears_no_other_out(parser: Parser, published: date | None) -> None:
    period, same = (day(parser, PERIOD, published) for _ in "ab")
    month = day(parser, "Trade fell in January.", published)
    assert is_supported(period, [same])
    assert not is_supported(month, [period])
    assert not is_supported(period, [month])


WORDS = st.sampled_from(
    [
        *(
            "12",
            "1,200",
            "3.5",
            "%",
            "$",
            "million",
            "May",
            "March",
            "31",
            "2031",
            "Monday",
            "last",
        ),
        *("next", "year", "Berg", "Mr.", "the", "of", "–", "-", "'", "(", "9", "p.m.", "hundreds"),
        *("two-thirds", "tens", "between", "and", "to", "from", "at", "least", "ago", "9" * 40),
    ]
)


def tokens_by_spaces(text: str) -> tuple[Token, ...]:
    made, start = [], 0
    for index, word in enumerate(text.split(" ")):
        made.append(Token(start, start + len(word), word, word, "PROPN", "NNP", "dep", index))
        start += len(word) + 1
    return tuple(made)


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=12), st.one_of(st.none(), st.dates()))
def test_spans_are_exact_ordered_and_apart(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    end = 0
    for value in values_of_tokens(text, tokens_by_spaces(text), published):
        assert text[value.start : value.end] == value.text
        assert value.start >= end
        assert value.end > value.start
        end = value.end


@pytest.mark.parametrize(
    "text",
    [
        "Bombastic talk show hosts closed the conference.",
        '"[W]e write to inform you that we will not agree," the letter said.',
    ],
)
def test_a_capital_that_the_place_demands_makes_no_name(parser: Parser, text: str) -> None:
    assert not [value for value in values(parser, text) if isinstance(value, Name)]


def test_the_mark_of_a_generation_is_no_name_of_its_own(parser: Parser) -> None:
    found = values(parser, "The chairman, General Joseph Dunford, Jr., told the army to wait.")
    assert [value.words for value in found if isinstance(value, Name)] == [("joseph", "dunford")]
