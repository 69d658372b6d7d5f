"""In what form words were put that two outlets quote."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.forms import find_forms
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

WORDS = "We will not give up a single crane of this harbour"


@pytest.fixture
def differences(parser: Parser):
    def find(*texts: str) -> list[Discrepancy]:
        articles = [
            Article(str(n), f"{n}.txt", "", False, "", text) for n, text in enumerate(texts)
        ]
        statements = statements_of(articles, parser)
        assert merge(find_forms(statements), {}) == merge(find_forms(statements[::-1]), {})
        return merge(find_forms(statements), {})

    return find


def test_one_outlet_quotes_from_a_post_another_from_a_statement(differences):
    (found,) = differences(
        f"“{WORDS},” Anna Berg tweeted on Monday.", f"“{WORDS},” Anna Berg said in a statement."
    )
    assert (found.kind, found.changes_meaning) == (Kind.ATTRIBUTION, False)
    assert found.summary == "In what form Anna Berg put it: tweeted or in a statement"


def test_the_sentence_before_may_tell_the_form(differences):
    (found,) = differences(
        f"Anna Berg spoke at a rally in Porthaven. “{WORDS},” Berg said.",
        f"“{WORDS},” Anna Berg said in an interview.",
    )
    assert {side.value for side in found.sides} == {"at a rally", "in an interview"}


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("one form", f"“{WORDS},” Berg tweeted.", f"“{WORDS},” Berg said on Twitter."),
        (
            "an emailed statement",
            f"“{WORDS},” Anna Berg said in an email.",
            f"“{WORDS},” Anna Berg said in a statement.",
        ),
        (
            "a statement on a site",
            f"“{WORDS},” Anna Berg said in a blog post.",
            f"“{WORDS},” Anna Berg said in a statement posted online.",
        ),
        (
            "other words",
            f"“{WORDS},” Anna Berg tweeted.",
            "“The weather is fine in all of the north,” Anna Berg said in a statement.",
        ),
        (
            "both forms",
            f"“{WORDS},” Anna Berg tweeted.",
            f"“{WORDS},” Anna Berg said in a statement. “{WORDS},” she wrote in a tweet.",
        ),
        ("no form", f"“{WORDS},” Anna Berg tweeted.", f"“{WORDS},” Anna Berg said."),
        (
            "somebody else's",
            f"“{WORDS},” Anna Berg tweeted.",
            f"“{WORDS},” Anna Berg said in response to the speech.",
        ),
    ],
)
def test_no_difference(differences, why, one, other):
    assert differences(one, other) == [], why
