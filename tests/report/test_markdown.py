"""What the editor reads: the brief as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from reporter.config import ReportSettings
from reporter.records import Brief, Discrepancy, Evidence, Headline, Kind, Side, Unique
from reporter.report import to_markdown
from reporter.report.citations import quoted_against
from tests.report.samples_brief import (
    GOLDEN,
    SAMPLES,
    article,
    brief,
    evidence,
    fact,
    ferry_brief,
    hostile_brief,
    rendered,
    statement,
    statements,
    story_brief,
)


def _section(markdown: str, heading: str) -> str:
    """The text under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", markdown, re.M | re.S)
    return found[1].strip() if found else ""


def _two(*found: Discrepancy, **more: object) -> Brief:
    """A brief of one story that two outlets tell in two sentences each."""
    return brief((story_brief("s1", "A story", _PAIR, discrepancies=found, **more),))


_PAIR = (
    article("a1", "Aldan Herald", "One", ("Nine were hurt.", "He said “we did it” twice.")),
    article("a2", "The Ledger", "Two", ("Ten were hurt.", "He said “we did not” once.")),
)


def _difference(id_: str, kind: Kind = Kind.NUMBER, **more: object) -> Discrepancy:
    fields = {
        "subject": "hurt",
        "summary": "9 or 10",
        "confidence": 0.9,
        "changes_meaning": True,
        "sides": (
            Side("9", (evidence(_PAIR[0], 0, "Nine"),)),
            Side("10", (evidence(_PAIR[1], 0, "Ten"),)),
        ),
        "cluster_id": "c1",
    }
    return Discrepancy(id=id_, kind=kind, **(fields | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_brief_is_the_golden_one(name: str) -> None:
    """`python -m tests.report.samples_brief` writes the golden briefs anew."""
    assert rendered(SAMPLES[name]()) == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


def test_front_matter_is_yaml_with_counts_and_models() -> None:
    front = yaml.safe_load(rendered(ferry_brief()).split("---\n")[1])
    assert front["articles"] == "11 read, 2 skipped"
    assert (front["stories"], front["facts"], front["differences"]) == (5, 5, 4)
    assert (front["below_the_line"], front["updates"]) == (1, 1)
    assert front["made_with"]["embedder"] == "all-MiniLM-L6-v2"


def test_every_footnote_is_defined_once_and_numbered_in_reading_order() -> None:
    text = rendered(ferry_brief())
    defined = [int(n) for n in re.findall(r"^\[\^(\d+)\]: ", text, re.M)]
    cited = [int(n) for n in re.findall(r"\[\^(\d+)\](?!: )", text)]
    assert defined == list(range(1, len(defined) + 1))
    assert list(dict.fromkeys(cited)) == defined


def test_a_footnote_gives_outlet_file_line_and_the_exact_sentence() -> None:
    note = next(x for x in rendered(ferry_brief()).splitlines() if x.startswith("[^4]:"))
    assert note == (
        "[^4]: E, The Ledger, [`ledger/what-we-know.txt` line 5]"
        "(../inbox/2031-03-14/ledger/what-we-know.txt#L5): “By midnight four people were hurt, "
        "none seriously, according to the rescue service.”"
    )


def test_support_is_counted_in_outlets_and_origins() -> None:
    agreed = _section(rendered(ferry_brief()), "What the outlets agree on")
    assert "**5 of 5 outlets, 3 origins**" in agreed
    assert "**3 of 5 outlets, 1 origin**; left out by A, E" in agreed


def test_two_articles_of_one_outlet_are_one_outlet() -> None:
    pair = (
        article("a1", "Herald", "One"),
        article("a2", "Herald", "Two"),
        article("a3", "Ledger", "Three"),
    )
    members = tuple(statement(item, 0) for item in pair)
    made = brief((story_brief("s1", "T", pair, facts=(fact("f1", "It is.", members, 2),)),))
    assert "**2 of 2 outlets, 2 origins**" in rendered(made)


def test_a_copy_names_what_it_copies_and_where_it_departs() -> None:
    text = rendered(ferry_brief())
    assert "| C | City Today | 14 Mar 2031, 00:20 | NW, copy of B, 94 % |" in text
    assert "| D | Coast Radio | 14 Mar 2031, 07:10 | NW, rewrite of B, 61 % |" in text
    assert "> *D departs from the text of B that it rewrites*" in text


def test_the_lead_takes_settled_facts_and_says_what_turns_the_meaning() -> None:
    lead = _section(rendered(ferry_brief()), "Ferry grounds off Port Aldan").split("\n\n")[0]
    assert lead.startswith("The Marit ran aground on the Skarn reef")
    assert "brought ashore by lifeboat.[^2]" in lead
    assert lead.endswith("differ on: injured; did the captain say that he left the channel.")


def test_the_shared_headline_stands_over_the_story_and_says_who_bears_it_out() -> None:
    told = tuple(statement(item, 0) for item in _PAIR)
    headline = Headline("Ship runs aground", "extractive", told, tuple(i.id for i in _PAIR), 2)
    text = rendered(_two(headline=headline))
    assert "| [Ship runs aground](#ship-runs-aground) |" in text
    assert "*Headline: 2 of 2 outlets, 2 origins.*[^1]" in _section(text, "Ship runs aground")


def test_a_story_without_a_settled_fact_says_so() -> None:
    disputed = fact(
        "f1", "Nine were hurt.", tuple(statement(i, 0) for i in _PAIR), 2, discrepancies=("d1",)
    )
    lead = _section(rendered(_two(_difference("d1"), facts=(disputed,))), "A story")
    assert lead.startswith("No statement is shared by enough outlets without dispute. The outlets")


def test_what_changes_the_meaning_comes_first_whatever_its_confidence() -> None:
    mild = _difference("d1", confidence=0.99, changes_meaning=False)
    grave = _difference("d2", confidence=0.85)
    differ = _section(rendered(_two(mild, grave)), "Where they differ")
    assert differ.index("`d2`") < differ.index("`d1`")
    assert differ.startswith("> [!WARNING]\n> **Hurt** · number · changes the meaning · `d2`")


def test_a_side_shows_its_value_its_outlets_and_its_exact_words() -> None:
    differ = _section(rendered(_two(_difference("d1"))), "Where they differ")
    assert "> - **9** — A: “Nine were hurt”[^1]" in differ
    assert "> - **10** — B: “Ten were hurt”[^2]" in differ


def test_a_quotation_that_says_it_all_is_not_repeated() -> None:
    sides = tuple(
        Side(said, (evidence(item, 1, said),))
        for item, said in zip(_PAIR, ("we did it", "we did not"), strict=True)
    )
    whole = tuple(Side(statement(item, 1).text, (evidence(item, 1, "He"),)) for item in _PAIR)
    short = _section(
        rendered(_two(_difference("d1", Kind.QUOTE, sides=sides))), "Where they differ"
    )
    long = _section(rendered(_two(_difference("d1", Kind.QUOTE, sides=whole))), "Where they differ")
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
    found = _difference(
        "d1",
        sides=(
            Side("9", (evidence(long, 0, "nine"),)),
            Side("10", (evidence(_PAIR[1], 0, "Ten"),)),
        ),
    )
    made = brief((story_brief("s1", "T", (long, _PAIR[1]), discrepancies=(found,)),))
    side = next(x for x in rendered(made).splitlines() if x.startswith("> - **9**"))
    quote = re.search(r"“(…?)(.*?)(…?)”", side)
    assert quote
    assert quote[2] in words
    assert "nine were hurt" in quote[2]
    assert 140 < len(quote[2]) < 200
    assert (bool(quote[1]), bool(quote[3])) == (before > 0, after > 0)


def test_unsure_differences_are_counted_with_the_command_that_shows_them() -> None:
    made = _two(_difference("d10", confidence=0.5), _difference("d9", confidence=0.2))
    text = to_markdown(made, ReportSettings(), 0.6, 20, "in", report_name="day.json")
    assert (
        "2 possible differences below the line (confidence under 0.60): "
        "`reporter explain day.json d9 d10`."
    ) in text
    assert "| 2 | 2 | 0 | 0 | 0 |" in text


def test_differences_beyond_the_most_are_named_not_lost() -> None:
    made = _two(_difference("d1"), _difference("d2", confidence=0.8))
    text = to_markdown(made, ReportSettings(), 0.6, 1, "in")
    assert "1 more difference for which there is no room: `reporter explain brief.json d2`." in text


def test_a_newer_figure_is_a_timeline_and_no_conflict() -> None:
    text = rendered(ferry_brief())
    assert "**212** (B, 13 Mar 2031)[^11] → **everyone** (E, 14 Mar 2031)[^12]" in text
    assert "| 5 | 3 | 3 | 4 | 2 |" in text


def test_a_fact_with_a_newer_figure_says_so() -> None:
    told = tuple(statement(item, 0) for item in _PAIR)
    newer = _difference("d1", Kind.UPDATE, subject="people hurt", changes_meaning=False)
    hurt = fact("f1", "Ten were hurt.", told, 2, discrepancies=("d1",))
    agreed = _section(rendered(_two(newer, facts=(hurt,))), "What the outlets agree on")
    assert "2 origins**; a newer figure replaces an older one: people hurt[^" in agreed


def test_two_stories_of_one_title_have_two_anchors() -> None:
    text = rendered(ferry_brief())
    assert "[Port strike ends](#port-strike-ends)" in text
    assert "[Port strike ends (2)](#port-strike-ends-2)" in text
    assert "\n## Port strike ends (2)\n" in text


def test_a_story_named_like_a_section_gets_an_anchor_of_its_own() -> None:
    made = brief((story_brief("s1", "Where they differ", _PAIR),))
    assert "[Where they differ (2)](#where-they-differ-2)" in rendered(made)


def test_lone_articles_are_one_line_each() -> None:
    text = rendered(ferry_brief())
    assert "- The Ledger: [Bank keeps its rate at 3 %](../inbox/2031-03-14/e1.txt)" in text
    assert "## Rate kept" not in text


def test_an_unknown_outlet_and_a_missing_headline_are_said() -> None:
    pair = (
        article("a1", "unknown outlet (a1.txt)", "", outlet_known=False),
        article("a2", "Ledger", "Two"),
    )
    text = rendered(brief((story_brief("s1", "T", pair),)))
    assert "| A | unknown outlet (a1.txt) | unknown | own | [no headline](" in text


def test_only_so_many_unique_statements_are_shown() -> None:
    of = article("a1", "Herald", "One", tuple(f"Sentence {n}." for n in range(4)))
    made = brief(
        (story_brief("s1", "T", (of, _PAIR[1]), unique=(Unique("o-a1", statements(of)),)),)
    )
    text = to_markdown(made, ReportSettings(max_unique=2), 0.6, 20, "in")
    assert _section(text, "Only here").splitlines() == [
        "- **A** (2 more)",
        "    - “Sentence 0.”[^1]",
        "    - “Sentence 1.”[^2]",
        "",
        "The rest: `reporter explain brief.json s1`.",
    ]


def test_the_matrix_shows_who_has_it_who_does_not_and_who_differs() -> None:
    rows = _section(rendered(ferry_brief()), "Who carries what").splitlines()
    assert "| The coast guard has opened an investigation `f3` | ○ | ● | ● | ● | ○ |" in rows
    assert "| Injured `d1` |  | ≠ | ≠ | ≠ | ≠ |" in rows


def test_who_is_only_not_found_to_carry_a_fact_is_not_said_to_leave_it_out() -> None:
    three = (*_PAIR, article("a3", "Coast Radio", "Three"))
    agreed = fact("f1", "Some were hurt.", tuple(statement(i, 0) for i in _PAIR), 2)
    made = brief((story_brief("s1", "T", three, facts=(agreed,)),))
    assert "| Some were hurt `f1` | ● | ● |  |" in _section(rendered(made), "Who carries what")


def test_an_interrupted_run_says_so() -> None:
    made = replace(ferry_brief(), incomplete="interrupted after 3 of 9 stories")
    assert "**This brief is incomplete: interrupted after 3 of 9 stories.**" in rendered(made)


def test_small_differences_stand_below_what_matters_in_one_line_each() -> None:
    small = {"kind": Kind.WORDING, "changes_meaning": False}
    differ = _section(
        rendered(
            _two(
                _difference("d1", **small, importance=0.05, subject="loaded word: slammed"),
                _difference("d2", **small, importance=0.7, subject="term for captives"),
                _difference("d3", Kind.NAME, confidence=0.7, subject="who is mayor"),
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
        Side(words, (evidence(each, 0, "were"),)) for words, each in zip(said, _PAIR, strict=True)
    )
    small = {"changes_meaning": False, "importance": 0.1, "sides": sides}
    differ = _section(rendered(_two(_difference("d1", Kind.QUOTE, **small))), "Where they differ")
    assert "we will do it as **fast** as we possibly can before the summer”" in differ


def test_trifles_push_nothing_out_that_matters() -> None:
    trifles = (
        _difference(f"d{n}", Kind.QUOTE, changes_meaning=False, confidence=0.99, importance=0.1)
        for n in range(1, 30)
    )
    doubtful = _difference("d30", Kind.NAME, changes_meaning=False, confidence=0.7)
    assert "`d30`" in rendered(_two(*trifles, doubtful))


def test_what_is_less_sure_stands_last_in_one_line_and_is_no_warning() -> None:
    doubtful = _difference("d1", confidence=0.15)
    minor = _difference("d2", confidence=0.85, changes_meaning=False)
    text = to_markdown(_two(doubtful, minor), ReportSettings(), 0.1, 20, "in")
    differ = _section(text, "Where they differ")
    assert "[!WARNING]" not in differ
    assert differ.endswith(
        "Less sure:\n\n- **Hurt** · number · changes the meaning · `d1`: 9 (A)[^1] / 10 (B)[^2]"
    )
    assert "The outlets differ on" not in text


@pytest.mark.parametrize(("kind", "warned"), [(Kind.CERTAINTY, True), (Kind.NUMBER, False)])
def test_a_figure_needs_more_to_be_sure(kind: Kind, warned: bool) -> None:
    found = _difference("d1", kind, confidence=0.7)
    differ = _section(rendered(_two(found)), "Where they differ")
    assert ("[!WARNING]" in differ, "Less sure:" in differ) == (warned, not warned)


@pytest.mark.parametrize(("importance", "below"), [(0.7, True), (0.05, False)])
def test_a_loaded_noun_needs_more_to_be_sure_than_a_word_of_colour(
    importance: float, below: bool
) -> None:
    loaded = {"subject": "loaded word: invasion", "changes_meaning": False, "confidence": 0.85}
    found = _difference("d1", Kind.WORDING, importance=importance, **loaded)
    assert ("Less sure:" in _section(rendered(_two(found)), "Where they differ")) == below


@pytest.mark.parametrize(("turned", "below"), [(True, False), (False, True)])
def test_other_words_need_more_to_be_sure_than_words_turned_round(
    turned: bool, below: bool
) -> None:
    found = _difference("d1", Kind.QUOTE, confidence=0.7, changes_meaning=turned)
    assert ("Less sure:" in _section(rendered(_two(found)), "Where they differ")) == below


def test_the_day_begins_with_its_surest_disputes_and_where_they_are() -> None:
    top = rendered(ferry_brief()).split("## Ferry")[0]
    assert "What changes the meaning, the surest first:\n\n- **Injured**: 14 / 4 ([Ferry" in top
    assert top.count("(#ferry-grounds-off-port-aldan))") == 2
    assert "What changes the meaning" not in rendered(_two(_difference("d1")))


def test_the_time_of_the_run_is_not_in_the_brief() -> None:
    one = ferry_brief()
    other = replace(one, generated_at=one.generated_at.replace(year=2032), seconds={"read": 1.0})
    assert rendered(one) == rendered(other)


def test_letters_go_on_after_z() -> None:
    many = tuple(article(f"a{n}", f"Outlet {n}", f"Title {n}") for n in range(28))
    text = rendered(brief((story_brief("s1", "T", many),)))
    assert "| Z | Outlet 25 |" in text
    assert "| AB | Outlet 27 |" in text


def test_a_sentence_without_end_does_not_fill_the_page() -> None:
    endless = article("a1", "Herald", "One", ("word " * 20_000,))
    found = Side("x", (Evidence(statement(endless, 0), 0, 90_000),))
    other = Side("10", (evidence(_PAIR[1], 0, "Ten"),))
    made = brief(
        (
            story_brief(
                "s1",
                "T",
                (endless, _PAIR[1]),
                discrepancies=(_difference("d1", sides=(found, other)),),
            ),
        )
    )
    text = rendered(made)
    assert len(text) < 6_000
    assert "(cut; 99,999 characters)" in text


def test_markdown_in_every_field_stays_on_its_line() -> None:
    plain, hostile = (
        rendered(hostile_brief(words))
        for words in ("word", "word\n# x\n\n> [!WARNING]\n\n[^1]: `a` | b\n---\n")
    )

    def shape(text: str) -> list[str]:
        return [line[:2] for line in text.split("\n---\n", 1)[1].splitlines()]

    assert shape(plain) == shape(hostile)
