"""Articles become statements: where sentences end, and how statements lead back to the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.backends import Parser
from reporter.records import Article, Statement, StatementKind, Token
from reporter.sentences import statements_from_sentences, statements_of


class NoParser:
    """Stands in where only spans matter: boundaries do not depend on the parser."""

    description: ClassVar[dict[str, str]] = {"backend": "none"}

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        return [() for _ in texts]


def article(text: str, title: str = "", **fields: object) -> Article:
    return Article("a1", "a1.txt", "The Ledger", True, title, text, **fields)  # type: ignore[arg-type]


def cut(text: str) -> list[str]:
    return [statement.text for statement in statements_of([article(text)], NoParser())]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sen. Ann Poe, D-Mont., met Gov. J. R. Hale of N.D. on Jan. 5 at 3 p.m. Tuesday.",
        "The U.S. Navy and the U.N. Security Council met Mr. and Mrs. Lund.",
        "Port Inc. Chairman Ole Dahl ranked No. 1 in St. Aldan.",
        "The share rose 2.5 percent to $3.20 at portaldan.example.",
        "“We left. We came back,” the captain said.",
        "The crew (it had six hands. All were safe) went home.",
        "“Who is to blame?” the harbour master asked.",
        "“Who is to blame?” Captain Lund asked reporters on Monday.",
        "The ferry ... was late.",
        "1. The ferry was late.",
    ],
)
def test_what_is_one_sentence_stays_one(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The ferry was late.", "Nobody was hurt."],
        ["He told them to “keep quiet.”", "The harbour office said nothing."],
        ["It belongs to the U.S.", "The crew does not."],
        ["It opened in the 1970s.", "Lund came later."],
        ["The answer was no.", "Captain Lund left."],
        ["Is it safe?", "Nobody knows!", "The office is closed."],
        ["“We left,” he said.", "“We came back.”"],
        ['He called it " a bad day. "', "The office was closed."],
        ["It sailed at 9 a.m.", "The sea was calm."],
    ],
)
def test_sentences_are_cut_apart(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_sentences_glued_by_lost_white_space_are_cut_apart() -> None:
    assert cut("The ferry was late.Nobody was hurt.") == ["The ferry was late.", "Nobody was hurt."]
    assert cut("He read it on Portaldan.Com today.") == ["He read it on Portaldan.Com today."]


def test_a_long_quotation_is_cut_at_its_sentences_and_keeps_its_speaker(parser: Parser) -> None:
    long = "The harbour was dark and the wind came from the north all through the night again"
    text = f"“{long}. {long}. {long}. {long},” said Captain Ole Lund."
    statements = statements_of([article(text)], parser)
    assert len(statements) == 4
    assert [statement.speaker for statement in statements] == ["Ole Lund"] * 4


def test_a_dateline_with_a_dash_stays_with_its_sentence() -> None:
    line = "PORT ALDAN, N.H. — The ferry ran aground."
    assert cut(line) == [line]


def test_the_headline_comes_first_and_lies_outside_the_text() -> None:
    headline, first = statements_of(
        [article("The ferry was late.", title="Ferry late", title_line=3)], NoParser()
    )
    assert (headline.kind, headline.text) == (StatementKind.HEADLINE, "Ferry late")
    assert (headline.start, headline.end, headline.line, headline.index) == (0, 0, 3, 0)
    assert (first.id, first.index, first.start) == ("a1.2", 1, 0)


def test_a_headline_repeated_by_the_text_is_one_statement_with_a_span() -> None:
    statements = statements_of(
        [article("\nFerry  Late\nThe ferry was late.", title="Ferry late")], NoParser()
    )
    assert [(s.kind, s.start, s.end) for s in statements] == [
        (StatementKind.HEADLINE, 1, 12),
        (StatementKind.SENTENCE, 13, 32),
    ]


@pytest.mark.parametrize("marker", ["- ", "• ", "* ", "– "])
def test_bullets_lose_their_marker(marker: str) -> None:
    (statement,) = statements_of([article(f"{marker}The ferry was late.")], NoParser())
    assert (statement.kind, statement.text) == (StatementKind.BULLET, "The ferry was late.")
    assert statement.start == len(marker)


def test_lines_lead_back_to_the_input_file() -> None:
    text = "The ferry was late. Nobody was hurt.\nThe crew left."
    statements = statements_of([article(text, line_starts=((0, 4), (37, 9)))], NoParser())
    assert [statement.line for statement in statements] == [4, 4, 9]


def test_a_quotation_over_paragraphs_is_one_statement_in_each(parser: Parser) -> None:
    text = "“The sea was rough.\n“We came back late,” Captain Ole Lund said."
    statements = statements_of([article(text)], parser)
    assert [(s.text, s.speaker) for s in statements] == [
        ("“The sea was rough.", "Ole Lund"),
        ("“We came back late,” Captain Ole Lund said.", "Ole Lund"),
    ]


def test_quotations_count_from_the_start_of_their_statement() -> None:
    text = "The ferry was late. He called it “a bad day” and left."
    statement = statements_of([article(text)], NoParser())[1]
    (quotation,) = statement.quotations
    assert statement.text[quotation.start : quotation.end] == quotation.text == "a bad day"


def test_a_lost_closing_mark_does_not_quote_the_next_sentence() -> None:
    first, second = statements_of(
        [article("He said “we leave now. The ferry left at nine.")], NoParser()
    )
    assert [quotation.text for quotation in first.quotations] == ["we leave now."]
    assert second.quotations == ()


def test_tokens_count_from_the_start_of_their_statement(parser: Parser) -> None:
    statements = statements_of([article("The ferry was late.  Nobody was hurt.")], parser)
    for statement in statements:
        assert [statement.text[t.start : t.end] for t in statement.tokens] == [
            t.text for t in statement.tokens
        ]


def test_given_sentences_become_one_statement_each(parser: Parser) -> None:
    sentences = ["He said: “We left.", "", " We came back.” ", "Dr. Poe agreed. So did all."]
    source = article("\n".join(sentences))
    statements = statements_from_sentences(source, sentences, parser)
    assert [statement.text for statement in statements] == sentences
    assert [statement.index for statement in statements] == [0, 1, 2, 3]
    assert all(source.text[s.start : s.end] == s.text for s in statements)
    assert [q.text for s in statements for q in s.quotations] == ["We left.", "We came back."]


def test_statements_of_several_articles_follow_the_order_of_the_articles() -> None:
    articles = [
        Article(name, "", "", True, "", "One ran. Two ran.") for name in ("second", "first")
    ]
    assert [statement.id for statement in statements_of(articles, NoParser())] == [
        "second.1",
        "second.2",
        "first.1",
        "first.2",
    ]


def test_copies_are_parsed_once_and_progress_is_told() -> None:
    parsed: list[str] = []
    told: list[tuple[int, int]] = []

    class Counting(NoParser):
        def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
            parsed.extend(texts)
            return super().parse(texts)

    articles = [Article(f"a{n}", "", "", True, "", "One ran. Two ran.") for n in range(5)]
    statements_of(articles, Counting(), lambda done, total: told.append((done, total)))
    assert parsed == ["One ran.", "Two ran."]
    assert told == [(2, 2)]


HOSTILE = {
    "no punctuation": "word " * 3000,
    "no space": "x" * 9000,
    "only marks": "\"“”‘’'«»" * 700,
    "open marks": "“" * 3000,
    "emoji": "😀👩‍👩‍👧 " * 1000,
    "control characters": "\x00\x01\x1c\x85\u2028 a." * 700,
    "brackets": "(" * 2000 + ")" * 2000,
    "dots": ". " * 2000,
    "abbreviations": "U.S. Mr. " * 700,
    "markup": "<script>alert('x')</script> **bold** [^1] " * 200,
}


def assert_covered(source: Article, statements: Sequence[Statement]) -> None:
    """Spans agree with the text, keep their order, and leave out only space and markers."""
    edge = 0
    uncovered = ""
    for statement in statements:
        if statement.kind is StatementKind.HEADLINE and statement.end == 0:
            continue
        assert statement.start >= edge
        assert source.text[statement.start : statement.end] == statement.text
        uncovered += source.text[edge : statement.start]
        edge = statement.end
    uncovered += source.text[edge:]
    for line in uncovered.split("\n"):
        assert line.strip() in {"", *"-•*–·●▪‣◦"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_covered_in_pieces_that_can_be_parsed(text: str, parser: Parser) -> None:
    source = article(text[:2500])
    statements = statements_of([source], parser)
    assert_covered(source, statements)
    assert max(len(statement.text) for statement in statements) <= 2_000


def test_an_empty_article_has_no_statements() -> None:
    assert statements_of([article(""), article(" \n\t\n")], NoParser()) == ()
    assert statements_of([], NoParser()) == ()
    assert statements_from_sentences(article(""), [], NoParser()) == ()


NEWS_PIECES = st.sampled_from(
    [
        "The ferry",
        " was late",
        ". ",
        "? ",
        "”",
        "“",
        '"',
        " said",
        " Mr. ",
        "\n",
        "- ",
        "(",
        ")",
        " U.S. ",
        "’",
        "'",
        "…",
        ",",
        " Ann Poe",
        "\t",
        "—",
        "• ",
        "é",
        "😀",
        "\xa0",
        "\x1c",
        "A",
    ]
)


def test_a_title_that_a_page_glues_to_its_first_sentence_is_parted_from_it() -> None:
    title = "Council votes to close the ferry pier"
    text = f"The pier. | AP Photo {title} Almost at once, the mayor objected. She was late."
    found = statements_of([article(text, title=title)], NoParser())
    assert [(item.kind.value, item.text) for item in found[1:]] == [
        ("sentence", "The pier."),
        ("sentence", "| AP Photo"),
        ("headline", title),
        ("sentence", "Almost at once, the mayor objected."),
        ("sentence", "She was late."),
    ]
    assert all(text[item.start : item.end] == item.text for item in found[1:])


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ferry pier closed", "Ferry pier closed Monday, the mayor said."),
        (
            "The council will close the ferry pier",
            "The council will close the ferry pier on Monday.",
        ),
    ],
)
def test_a_sentence_that_begins_with_the_words_of_a_title_stays_whole(
    title: str, text: str
) -> None:
    found = statements_of([article(text, title=title)], NoParser())
    assert [item.text for item in found] == [title, text]


@given(st.lists(NEWS_PIECES, max_size=60).map("".join), st.sampled_from(["", "The ferry", "“X”"]))
def test_statements_cover_the_text_in_order(text: str, title: str) -> None:
    source = article(text, title=title)
    statements = statements_of([source], NoParser())
    assert_covered(source, statements)
    assert [s.index for s in statements] == list(range(len(statements)))
    assert [s.id for s in statements] == [f"a1.{n + 1}" for n in range(len(statements))]
    for statement in statements:
        assert statement.text == statement.text.strip() != ""
        for quotation in statement.quotations:
            assert statement.text[quotation.start : quotation.end] == quotation.text
        for clause in statement.clauses:
            assert 0 <= clause.start < clause.end <= len(statement.text)


@given(st.text(max_size=200))
def test_statements_cover_any_text(text: str) -> None:
    source = article(text)
    assert_covered(source, statements_of([source], NoParser()))
