"""Which statements bear a sentence out, which sentences are plain."""

from __future__ import annotations

import pytest

from reporter.records import Statement
from reporter.summarize.support import Support
from reporter.text.readability import is_gloss, judging_adjectives, reading_penalty


def statements(*texts: str) -> tuple[Statement, ...]:
    return tuple(
        Statement(f"s{place}", f"a{place}", 0, len(text), text, 1)
        for place, text in enumerate(texts)
    )


def borne_out(sentence: str, *texts: str) -> list[int]:
    found = statements(*texts)
    support = Support(found, {item.article_id: item.article_id for item in found})
    return [int(item.id[1:]) for item in support.bearing_out(sentence)]


def test_a_paraphrase_bears_a_sentence_out() -> None:
    assert borne_out(
        "The council of Aldan raised the harbour fees on Monday.",
        "Harbour fees in Aldan will rise after the council voted for it.",
    ) == [0]


def test_the_same_names_alone_do_not() -> None:
    assert (
        borne_out(
            "Maria Lund, Mayor of Port Aldan, closed the old bridge.",
            "A photo shows Mayor Maria Lund of Port Aldan in a rowing boat.",
        )
        == []
    )


def test_words_are_quoted_alike_when_two_groups_have_them_one_after_the_other() -> None:
    found = statements("“We have never sold it,” she said.", "“We have never, ever sold it.”")
    support = Support(found, {"a0": "x", "a1": "y"})

    assert support.is_quoted_alike("We have never")
    assert not support.is_quoted_alike("We have never sold it")


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("Maria Lund criticised all of them.", "Maria Lund lashed out at them all."),
        ("A mayor of Aldan closed the bridge.", "He closed the bridge in Aldan on foot."),
        ("Maria Lund said that it was closed.", "The official said that it was closed."),
        ("An official said that it was closed.", "The official said that it was closed."),
        ("Daily News told of it before.", "Prior to these rumours, Daily News told of it."),
        ("The council failed to close it.", "The council failed to do so."),
        ("In Aldan, the bridge was closed.", "In it, a bridge was closed."),
        ("As mayor, Maria Lund closed it.", "As mayor, she closed it first."),
        ("The bridge was closed on Monday.", "The bridge was closed, but the mayor left it."),
    ],
)
def test_the_plainer_sentence_has_the_smaller_penalty(plain: str, other: str) -> None:
    assert reading_penalty(plain) < reading_penalty(other)


def test_loaded_words_inside_quotation_marks_are_the_speakers() -> None:
    assert reading_penalty("Lund called it a “stunning fiasco” in Aldan.") == 0


def test_an_adjective_that_judges_may_go_where_the_article_still_fits() -> None:
    text = "The so-called plan is a brazen trick and an outrageous lie."

    assert [text[start:end] for start, end in judging_adjectives(text)] == [
        "so-called ",
        "brazen ",
    ]


def test_a_gloss_explains_a_word() -> None:
    assert is_gloss("referring to the country by its official name, Norland")
    assert not is_gloss("referring to the fire in the harbour")
