"""Where outlets differ, as the editor reads it: what matters first, in exact words."""

from __future__ import annotations

import re

import pytest

from reporter.config import ReportSettings
from reporter.records import Kind, Side
from reporter.report import to_markdown
from reporter.report.citations import quoted_against
from tests.report.parts import article, brief, evidence, statement, story_brief
from tests.report.samples_brief import rendered
from tests.report.samples_ferry import ferry_brief
from tests.report.small_brief import PAIR, difference, section, two


def test_what_changes_the_meaning_comes_first_whatever_its_confidence() -> None:
    mild = difference("d1", confidence=0.99, changes_meaning=False)
    grave = difference("d2", confidence=0.98)
    differ = section(rendered(two(mild, grave)), "Where they differ")
    assert differ.index("`d2`") < differ.index("`d1`")
    assert differ.startswith("> [!WARNING]\n> **Hurt** · number · changes the meaning · `d2`")


def test_a_side_shows_its_value_its_outlets_and_its_exact_words() -> None:
    differ = section(rendered(two(difference("d1"))), "Where they differ")
    assert "> - **9** — A: “Nine were hurt”[^1]" in differ
    assert "> - **10** — B: “Ten were hurt”[^2]" in differ


def test_a_quotation_that_says_it_all_is_not_repeated() -> None:
    sides = tuple(
        Side(said, (evidence(item, 1, said),))
        for item, said in zip(PAIR, ("we did it", "we did not"), strict=True)
    )
    whole = tuple(Side(statement(item, 1).text, (evidence(item, 1, "He"),)) for item in PAIR)
    short = section(rendered(two(difference("d1", Kind.QUOTE, sides=sides))), "Where they differ")
    long = section(rendered(two(difference("d1", Kind.QUOTE, sides=whole))), "Where they differ")
    assert "“we did it” — A: ‘He said “we did it” twice’" in short.replace("*", "")
    assert "‘He said “we did it” twice.’ — A[^1]" in long.replace("*", "")


@pytest.mark.parametrize(
    ("words", "other", "shown"),
    [
        ("they sold many shells", "they sold many rounds", "“they sold many **shells**”"),
        ("We did it", "we did it.", "**“We did it”**"),
        ("it’s done", "it's done", "**“it’s done”**"),
        ("never again", "at last", "“**never again**”"),
        ("we will fight", "we will fight and win", "“we will fight”"),
        ("we won. ... We left", "we won. We fled", "“we won. ... We **left**”"),
        ("we will fight and win", "we will fight", "“we will fight **and win**”"),
        ("a *b* c", "a d c", r"“a **\*b\*** c”"),
    ],
)
def test_in_a_quotation_the_words_that_differ_are_bold(words: str, other: str, shown: str) -> None:
    assert quoted_against(words, [other]) == shown


@pytest.mark.parametrize(
    ("before", "after"), [(8, 30), (0, 30), (8, 0)], ids=["in the middle", "at the start", "at end"]
)
def test_long_sentences_are_quoted_around_the_value(before: int, after: int) -> None:
    words = (
        f"{'Before that many things came to pass, ' * before}nine were hurt{' and more' * after}"
    )
    long = article("a1", "Herald", "One", (words,))
    found = difference(
        "d1",
        sides=(
            Side("9", (evidence(long, 0, "nine"),)),
            Side("10", (evidence(PAIR[1], 0, "Ten"),)),
        ),
    )
    made = brief((story_brief("s1", "T", (long, PAIR[1]), discrepancies=(found,)),))
    side = next(x for x in rendered(made).splitlines() if x.startswith("> - **9**"))
    quote = re.search(r"“(…?)(.*?)(…?)”", side)
    assert quote
    assert quote[2] in words
    assert "nine were hurt" in quote[2]
    assert 140 < len(quote[2]) < 200
    assert (bool(quote[1]), bool(quote[3])) == (before > 0, after > 0)


def test_unsure_differences_are_counted_with_the_command_that_shows_them() -> None:
    made = two(difference("d10", confidence=0.5), difference("d9", confidence=0.2))
    text = to_markdown(made, ReportSettings(), 0.6, 20, "in", report_name="day.json")
    assert (
        "2 possible differences below the line (confidence under 0.60): "
        "`reporter explain day.json d9 d10`."
    ) in text
    assert "| 2 | 2 | 0 | 0 | 0 |" in text


def test_the_table_counts_only_what_surely_changes_the_meaning() -> None:
    made = two(difference("d1"), difference("d2", Kind.NAME, confidence=0.5))
    text = to_markdown(made, ReportSettings(), 0.1, 20, "in", report_name="day.json")
    assert "| 2 | 2 | 0 | 2 | 1 |" in text


def test_differences_beyond_the_most_are_named_not_lost() -> None:
    made = two(difference("d1"), difference("d2", confidence=0.8))
    text = to_markdown(made, ReportSettings(), 0.6, 1, "in")
    assert "1 more difference for which there is no room: `reporter explain brief.json d2`." in text


def test_a_newer_figure_is_a_timeline_and_no_conflict() -> None:
    text = rendered(ferry_brief())
    assert "**212** (B, 13 Mar 2031)[^11] → **everyone** (E, 14 Mar 2031)[^12]" in text
    assert "| 5 | 3 | 3 | 4 | 2 |" in text


def test_small_differences_stand_below_what_matters_in_one_line_each() -> None:
    small = {"kind": Kind.WORDING, "changes_meaning": False}
    differ = section(
        rendered(
            two(
                difference("d1", **small, importance=0.05, subject="loaded word: slammed"),
                difference("d2", **small, importance=0.7, subject="term for captives"),
                difference("d3", Kind.NAME, confidence=0.7, subject="who is mayor"),
            )
        ),
        "Where they differ",
    )
    noted, _, rest = differ.partition("Small differences (1):\n\n")
    assert "**Term for captives** · wording · `d2`\n    - " in noted
    assert rest.startswith("- **Loaded word: slammed** · wording · `d1`: 9 (A)[^1] / 10 (B)[^2]\n")
    assert "Less sure:\n\n- **Who is mayor** · name · changes the meaning · `d3`:" in rest


def test_a_long_quotation_in_one_line_is_cut_around_what_differs() -> None:
    start = (
        "We will rebuild the harbour, the pier and the ferry line of the town, and we will do it"
    )
    said = [
        f"{start} as {speed} as we possibly can before the summer" for speed in ("fast", "well")
    ]
    sides = tuple(
        Side(words, (evidence(each, 0, "were"),)) for words, each in zip(said, PAIR, strict=True)
    )
    small = {"changes_meaning": False, "importance": 0.1, "sides": sides}
    differ = section(rendered(two(difference("d1", Kind.QUOTE, **small))), "Where they differ")
    assert "we will do it as **fast** as we possibly can before the summer”" in differ


def test_trifles_push_nothing_out_that_matters() -> None:
    trifles = (
        difference(f"d{n}", Kind.QUOTE, changes_meaning=False, confidence=0.99, importance=0.1)
        for n in range(1, 30)
    )
    doubtful = difference("d30", Kind.NAME, changes_meaning=False, confidence=0.7)
    assert "`d30`" in rendered(two(*trifles, doubtful))


def test_what_is_less_sure_stands_last_in_one_line_and_is_no_warning() -> None:
    doubtful = difference("d1", confidence=0.15)
    minor = difference("d2", confidence=0.98, changes_meaning=False)
    text = to_markdown(two(doubtful, minor), ReportSettings(), 0.1, 20, "in")
    differ = section(text, "Where they differ")
    assert "[!WARNING]" not in differ
    assert differ.endswith(
        "Less sure:\n\n- **Hurt** · number · changes the meaning · `d1`: 9 (A)[^1] / 10 (B)[^2]"
    )
    assert "The outlets differ on" not in text


@pytest.mark.parametrize(("kind", "warned"), [(Kind.CERTAINTY, True), (Kind.NUMBER, False)])
def test_a_figure_needs_more_to_be_sure(kind: Kind, warned: bool) -> None:
    found = difference("d1", kind, confidence=0.7)
    differ = section(rendered(two(found)), "Where they differ")
    assert ("[!WARNING]" in differ, "Less sure:" in differ) == (warned, not warned)


@pytest.mark.parametrize(("importance", "below"), [(0.7, True), (0.05, False)])
def test_a_loaded_noun_needs_more_to_be_sure_than_a_word_of_colour(
    importance: float, below: bool
) -> None:
    loaded = {"subject": "loaded word: invasion", "changes_meaning": False, "confidence": 0.85}
    found = difference("d1", Kind.WORDING, importance=importance, **loaded)
    assert ("Less sure:" in section(rendered(two(found)), "Where they differ")) == below


@pytest.mark.parametrize(("turned", "below"), [(True, False), (False, True)])
def test_other_words_need_more_to_be_sure_than_words_turned_round(
    turned: bool, below: bool
) -> None:
    found = difference("d1", Kind.QUOTE, confidence=0.7, changes_meaning=turned)
    assert ("Less sure:" in section(rendered(two(found)), "Where they differ")) == below


def test_the_day_begins_with_its_surest_disputes_and_where_they_are() -> None:
    top = rendered(ferry_brief()).split("## Ferry")[0]
    assert "What changes the meaning, the surest first:\n\n- **Injured**: 14 / 4 ([Ferry" in top
    assert top.count("(#ferry-grounds-off-port-aldan))") == 2
    assert "What changes the meaning" not in rendered(two(difference("d1")))
