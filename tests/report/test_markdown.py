"""What the editor reads: the brief as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from reporter.config import ReportSettings
from reporter.records import Evidence, Headline, Kind, Side, Unique
from reporter.report import to_markdown
from tests.report.parts import article, brief, evidence, fact, statement, statements, story_brief
from tests.report.samples_brief import GOLDEN, SAMPLES, hostile_brief, rendered
from tests.report.samples_ferry import ferry_brief
from tests.report.small_brief import PAIR, difference, section, two


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


def test_a_footnote_says_of_a_headline_that_it_is_one() -> None:
    notes = [x for x in rendered(ferry_brief()).splitlines() if x.startswith("[^")]
    places = [re.search(r"\)(.*?): [“‘](.*?)[”’]", note) for note in notes]
    told = {found[2]: found[1] for found in places if found}
    assert told["Marit aground, all safe"] == ", headline"
    assert set(told.values()) == {"", ", headline"}


def test_support_is_counted_in_outlets_and_origins() -> None:
    agreed = section(rendered(ferry_brief()), "What the outlets agree on")
    assert "**5 of 5 outlets, 3 origins**" in agreed
    assert "**3 of 5 outlets, 1 origin**; left out by A, E" in agreed


def test_what_a_second_outlet_may_not_say_stands_apart_and_is_counted_apart() -> None:
    both = tuple(statement(item, 0) for item in PAIR)
    sure = fact("f2", "Some were hurt.", both, 2)
    doubtful = fact("f1", "Nine were hurt.", both, 2, confidence=0.4)
    text = rendered(two(facts=(doubtful, sure)))
    first, _, rest = section(text, "What the outlets agree on").partition("Less sure, for ")
    assert ("`f2`" in first, "`f1`" in first, "`f1`" in rest) == (True, False, True)
    assert "| 2 | 2 | 1 | 0 | 0 |" in text
    front = yaml.safe_load(text.split("---\n")[1])
    assert (front["facts"], front["facts_less_sure"]) == (1, 1)


def test_sure_facts_take_the_room_first() -> None:
    both = tuple(statement(item, 0) for item in PAIR)
    facts = [fact(f"f{n}", f"Fact {n}.", both, 2, confidence=0.2 * n) for n in range(1, 6)]
    text = to_markdown(two(facts=tuple(facts)), ReportSettings(max_facts=3), 0.6, 20, "in")
    told = section(text, "What the outlets agree on")
    assert re.findall(r"`(f\d)`", told) == ["f4", "f5", "f1"]
    assert "2 more facts with less support" in told


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
    lead = section(rendered(ferry_brief()), "Ferry grounds off Port Aldan").split("\n\n")[0]
    assert lead.startswith("The Marit ran aground on the Skarn reef")
    assert "brought ashore by lifeboat.[^2]" in lead
    assert lead.endswith("differ on: injured; did the captain say that he left the channel.")


def test_the_shared_headline_stands_over_the_story_and_says_who_bears_it_out() -> None:
    told = tuple(statement(item, 0) for item in PAIR)
    headline = Headline("Ship runs aground", "extractive", told, tuple(i.id for i in PAIR), 2)
    text = rendered(two(headline=headline))
    assert "| [Ship runs aground](#ship-runs-aground) |" in text
    assert "*Headline: 2 of 2 outlets, 2 origins.*[^1]" in section(text, "Ship runs aground")


def test_a_story_without_a_settled_fact_says_so() -> None:
    disputed = fact(
        "f1", "Nine were hurt.", tuple(statement(i, 0) for i in PAIR), 2, discrepancies=("d1",)
    )
    lead = section(rendered(two(difference("d1"), facts=(disputed,))), "A story")
    assert lead.startswith("No statement is shared by enough outlets without dispute. The outlets")


def test_a_fact_with_a_newer_figure_says_so() -> None:
    told = tuple(statement(item, 0) for item in PAIR)
    newer = difference("d1", Kind.UPDATE, subject="people hurt", changes_meaning=False)
    hurt = fact("f1", "Ten were hurt.", told, 2, discrepancies=("d1",))
    agreed = section(rendered(two(newer, facts=(hurt,))), "What the outlets agree on")
    assert "2 origins**; a newer figure replaces an older one: people hurt[^" in agreed


def test_two_stories_of_one_title_have_two_anchors() -> None:
    text = rendered(ferry_brief())
    assert "[Port strike ends](#port-strike-ends)" in text
    assert "[Port strike ends (2)](#port-strike-ends-2)" in text
    assert "\n## Port strike ends (2)\n" in text


def test_a_story_named_like_a_section_gets_an_anchor_of_its_own() -> None:
    made = brief((story_brief("s1", "Where they differ", PAIR),))
    assert "[Where they differ (2)](#where-they-differ-2)" in rendered(made)


def test_lone_articles_are_one_line_each() -> None:
    text = rendered(ferry_brief())
    assert "- The Ledger: [Bank keeps its rate at 3 %](../inbox/2031-03-14/e1.txt)" in text
    assert "## Rate kept" not in text


def test_an_article_among_others_in_a_file_is_linked_to_its_line() -> None:
    pair = (
        article("a1", "Aldan Herald", "One", path="feed.jsonl#2", title_line=2),
        article("a2", "The Ledger", "Two", path="ledger #1.txt"),
    )
    alone = article("a3", "The Star", "Three", path="a/more.json#1", title_line=7)
    told = tuple(statement(item, 0) for item in pair)
    story = story_brief("s1", "T", pair, facts=(fact("f1", "It is.", told, 2),))
    text = rendered(brief((story, story_brief("s2", "U", (alone,)))))
    assert "| [One](../inbox/2031-03-14/feed.jsonl#L2) |" in text
    assert "[`feed.jsonl#2` line 3](../inbox/2031-03-14/feed.jsonl#L3)" in text
    assert "| [Two](../inbox/2031-03-14/ledger%20%231.txt) |" in text
    assert "- The Star: [Three](../inbox/2031-03-14/a/more.json#L7)" in text


def test_an_unknown_outlet_and_a_missing_headline_are_said() -> None:
    pair = (
        article("a1", "unknown outlet (a1.txt)", "", outlet_known=False),
        article("a2", "Ledger", "Two"),
    )
    text = rendered(brief((story_brief("s1", "T", pair),)))
    assert "| A | unknown outlet (a1.txt) | unknown | own | [no headline](" in text


def test_only_so_many_unique_statements_are_shown() -> None:
    of = article("a1", "Herald", "One", tuple(f"Sentence {n}." for n in range(4)))
    made = brief((story_brief("s1", "T", (of, PAIR[1]), unique=(Unique("o-a1", statements(of)),)),))
    text = to_markdown(made, ReportSettings(max_unique=2), 0.6, 20, "in")
    assert section(text, "Only here").splitlines() == [
        "- **A** (2 more)",
        "    - “Sentence 0.”[^1]",
        "    - “Sentence 1.”[^2]",
        "",
        "The rest: `reporter explain brief.json s1`.",
    ]


def test_the_matrix_shows_who_has_it_who_does_not_and_who_differs() -> None:
    rows = section(rendered(ferry_brief()), "Who carries what").splitlines()
    assert "| The coast guard has opened an investigation `f3` | ○ | ● | ● | ● | ○ |" in rows
    assert "| Injured `d1` |  | ≠ | ≠ | ≠ | ≠ |" in rows


def test_who_is_only_not_found_to_carry_a_fact_is_not_said_to_leave_it_out() -> None:
    three = (*PAIR, article("a3", "Coast Radio", "Three"))
    agreed = fact("f1", "Some were hurt.", tuple(statement(i, 0) for i in PAIR), 2)
    made = brief((story_brief("s1", "T", three, facts=(agreed,)),))
    assert "| Some were hurt `f1` | ● | ● |  |" in section(rendered(made), "Who carries what")


def test_an_interrupted_run_says_so() -> None:
    made = replace(ferry_brief(), incomplete="interrupted after 3 of 9 stories")
    assert "**This brief is incomplete: interrupted after 3 of 9 stories.**" in rendered(made)


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
    other = Side("10", (evidence(PAIR[1], 0, "Ten"),))
    made = brief(
        (
            story_brief(
                "s1",
                "T",
                (endless, PAIR[1]),
                discrepancies=(difference("d1", sides=(found, other)),),
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
