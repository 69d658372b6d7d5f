"""Shortening a statement: what may go, what must stay, how the rest is tidied."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.backends import Parser
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences
from reporter.summarize.clauses import independent_clauses
from reporter.summarize.quoting import single_quoted_sentences, spoken_by
from reporter.summarize.rendering import Part, missing_marks, quoted_spans, render
from reporter.summarize.trimming import removable_parts


def statement(text: str, parser: Parser) -> Statement:
    article = Article("a1", "a1.txt", "Herald", True, "", text)
    return statements_from_sentences(article, [text], parser)[0]


def shortest(text: str, parser: Parser) -> str:
    return render(text, removable_parts(statement(text, parser)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The ferry, which was built in Norway, ran aground near the harbour.",
            "The ferry ran aground near the harbour.",
            id="relative clause",
        ),
        pytest.param(
            "Maria Lund, the captain of the ferry, apologised to the passengers.",
            "Maria Lund apologised to the passengers.",
            id="apposition",
        ),
        pytest.param(
            "The minister resigned on Tuesday, saying that the plan had failed.",
            "The minister resigned.",
            id="participle at the end",
        ),
        pytest.param(
            "After a long debate, the council rejected the plan.",
            "The council rejected the plan.",
            id="opening phrase",
        ),
        pytest.param(
            "The council rejected the plan and raised the fees.",
            "The council rejected the plan.",
            id="second predicate",
        ),
        pytest.param(
            "The council has closed two schools, sold the old mill, and raised its fees.",
            "The council has closed two schools and sold the old mill.",
            id="last predicate of a list",
        ),
        pytest.param(
            "The ministry said in a statement that the harbour would close.",
            "The ministry said that the harbour would close.",
            id="medium",
        ),
        pytest.param(
            "The council rejected the plan on Tuesday.",
            "The council rejected the plan.",
            id="day",
        ),
        pytest.param(
            "Anna Berg, counsel at the port, a very old one in Norway, said it would close.",
            "Anna Berg said it would close.",
            id="phrases one in the other",
        ),
        pytest.param(
            "The coast guard (KNG) rescued the crew.",
            "The coast guard rescued the crew.",
            id="parenthesis",
        ),
    ],
)
def test_what_may_go(text: str, expected: str, parser: Parser) -> None:
    assert shortest(text, parser) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The harbour will close, the ministry said.", id="who says so"),
        pytest.param("The harbour will close, according to the ministry.", id="according to"),
        pytest.param("The ferry will sail if the wind drops.", id="condition"),
        pytest.param("The owners will not pay unless a court orders it.", id="exception"),
        pytest.param("The crew that left the ship was safe.", id="restrictive clause"),
        pytest.param("The minister did not resign after the vote.", id="detail under a denial"),
        pytest.param("The party named Maria Lund as its leader.", id="as what"),
        pytest.param("The vote came only after the minister had left.", id="only"),
        pytest.param("Ferry grounds near Aldan, all safe", id="not a sentence"),
        pytest.param("Obama, Boehner try to end the long strike at the port", id="two names"),
    ],
)
def test_what_must_stay(text: str, parser: Parser) -> None:
    assert shortest(text, parser) == render(text)


def test_a_word_that_sticks_to_a_closing_mark_is_parted_from_it() -> None:
    assert render("She had “overreacted”by leaving. They played two “Ode”s.") == (
        "She had “overreacted” by leaving. They played two “Ode”s."
    )


def test_nothing_is_removed_inside_quotation_marks(parser: Parser) -> None:
    text = "“The ferry, which we love, is lost,” Maria Lund said on Tuesday."

    assert shortest(text, parser) == "“The ferry, which we love, is lost,” Maria Lund said."


def test_a_quotation_that_began_in_the_sentence_before_is_not_cut_either(parser: Parser) -> None:
    sentences = ["“We are sorry.", "The ferry, which we love, is lost,” Maria Lund said."]
    article = Article("a1", "a1.txt", "Herald", True, "", "\n".join(sentences))
    second = statements_from_sentences(article, sentences, parser)[1]

    repaired = render(second.text, (*missing_marks(second), *removable_parts(second)))

    assert repaired == "“The ferry, which we love, is lost,” Maria Lund said."


def test_an_independent_clause_can_stand_alone(parser: Parser) -> None:
    text = "The ferry sank near the harbour, and the owners closed their office."

    found = {render(text, parts) for parts in independent_clauses(statement(text, parser))}

    assert "The ferry sank near the harbour." in found
    assert "The owners closed their office." in found


@pytest.mark.parametrize(
    "text",
    [
        "There is a chance, Lund said, the four Norland sailors swapped for Berg could return.",
        "U.S. District Judge orders defiant Kentucky clerk to explain why she should not be fined.",
    ],
)
def test_a_clause_is_not_cut_before_what_belongs_to_it(text: str, parser: Parser) -> None:
    found = [render(text, parts) for parts in independent_clauses(statement(text, parser))]
    assert not any(each.startswith(text[:40]) for each in found)


def test_a_comma_before_a_closing_mark_at_the_end_is_a_stop() -> None:
    assert render("“I want safety,”") == "“I want safety.”"


def test_a_list_that_was_cut_ends_with_a_stop() -> None:
    text = "They want: a vote; an inquiry; and leave."
    assert render(text, [Part("rest", text.index(" and"), len(text) - 1)]) == (
        "They want: a vote; an inquiry."
    )


def test_a_verb_that_stands_for_another_is_not_left_alone(parser: Parser) -> None:
    text = "Lund won the vote on Tuesday, but did so by running hard to the right."

    found = [render(text, parts) for parts in independent_clauses(statement(text, parser))]
    assert not any(each.startswith("Lund did so") for each in found)


def test_what_somebody_said_is_no_independent_clause(parser: Parser) -> None:
    text = "The owners said the ferry was safe and the crew was trained."

    found = [render(text, parts) for parts in independent_clauses(statement(text, parser))]

    assert all(sentence.startswith("The owners said") for sentence in found)


def test_a_clause_that_only_says_when_does_not_stand_alone(parser: Parser) -> None:
    text = "When the leak was first revealed, the mayor said that nobody had told her."
    assert "The leak was first revealed." not in [
        render(text, parts) for parts in independent_clauses(statement(text, parser))
    ]


def test_a_clause_that_something_is_counted_from_does_not_stand_alone(parser: Parser) -> None:
    text = "It has been ten years since the harbour office repaired the pier at Port Aldan."
    found = [render(text, parts) for parts in independent_clauses(statement(text, parser))]
    assert not any("repaired" in clause for clause in found)


def test_who_began_by_saying_something_is_not_told_without_it(parser: Parser) -> None:
    text = "Mayor Maria Lund opened the meeting by saying: “The bridge will close this week.”"
    assert independent_clauses(statement(text, parser)) == ()


def test_a_later_predicate_keeps_the_subject(parser: Parser) -> None:
    text = "The council rejected the plan and raised the harbour fees."

    found = [render(text, parts) for parts in independent_clauses(statement(text, parser))]

    assert found == ["The council raised the harbour fees."]


def test_a_predicate_of_somebody_else_is_not_left_alone(parser: Parser) -> None:
    text = (
        "Traders left the hall after the council, in early July, said it would close the harbour."
    )
    found = [render(text, parts) for parts in independent_clauses(statement(text, parser))]
    assert not any(each.startswith("Traders said") for each in found)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Leaving the crowded harbour, Berg, the captain, said the ferry was safe.", "Berg, said"),
        ("Traders left after the council, in early July, said it would close.", "council, said"),
        ("Traders left after the council, in early July, said it would close.", "left said"),
    ],
)
def test_who_speaks_is_not_parted_from_what_was_said(
    text: str, broken: str, parser: Parser
) -> None:
    parts = removable_parts(statement(text, parser))
    cut = [render(text, parts), *(render(text, [part]) for part in parts)]
    assert parts
    assert not any(broken in each for each in cut)


def test_a_clause_about_some_of_many_is_not_left_alone(parser: Parser) -> None:
    text = "Among them, 81 percent voted for the ferry and 8 percent voted for the bridge."

    assert independent_clauses(statement(text, parser)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ALDAN, Norland (NW) – The ferry sank.", "The ferry sank."),
        ("ALDAN—The ferry sank.", "The ferry sank."),
        ("Aldan, Sept 21 (NW) The ferry sank.", "The ferry sank."),
        ("However, the ferry sank.", "The ferry sank."),
        ("However the ferry sank.", "The ferry sank."),
        ("However hard it blew, the ferry sailed.", "However hard it blew, the ferry sailed."),
        ("Rather, the ferry sank.", "The ferry sank."),
        ("But, the ferry sank.", "The ferry sank."),
        ("According to The agency, it sank.", "According to the agency, it sank."),
        ("It sank after an after an hour.", "It sank after an hour."),
        ("He had a .357 Magnum .", "He had a .357 Magnum."),
        ("But the ferry sank", "The ferry sank."),
        ("And, last month, the ferry sank.", "Last month, the ferry sank."),
        ("Also on Friday, the ferry sank.", "On Friday, the ferry sank."),
        ("(The ferry sank.)", "The ferry sank."),
        ("(The ferry) sank (twice)", "(The ferry) sank (twice)."),
        ("So far the ferry floats.", "So far the ferry floats."),
        ("The ferry has also sunk .", "The ferry has sunk."),
        ("It was not only late but also full.", "It was not only late but also full."),
        ("« The ferry sank, » he said", "“The ferry sank,” he said."),
        ('" The ferry sank, " he said.', "“The ferry sank,” he said."),
        ('"It\'s gone," he said of “the ship”.', "“It’s gone,” he said of “the ship”."),
        (
            "\"They say ' never ' since the '90s,\" he said.",
            "“They say ‘never’ since the ’90s,” he said.",
        ),
        ("For example, the ferry sank.", "The ferry sank."),
        ("The crew left too.", "The crew left."),
        ("The crew, though, left.", "The crew left."),
        ("Again, the crew left.", "The crew left."),
        ("Again and again the crew left.", "Again and again the crew left."),
        ("The crew left, though it was late.", "The crew left, though it was late."),
        ("The crew left too early.", "The crew left too early."),
        ("iPhones were lost.", "iPhones were lost."),
        ("He asked: “Is it lost?”", "He asked: “Is it lost?”"),
        ("They left for the U.S.", "They left for the U.S."),
    ],
)
def test_tidying(text: str, expected: str) -> None:
    assert render(text) == expected


def test_a_pronoun_gives_way_to_the_name_of_the_speaker(parser: Parser) -> None:
    first = statement("“The ferry is lost,” she said.", parser)
    second = statement("She said that the ferry was lost.", parser)
    named = statement("Maria Lund said that the ferry was lost.", parser)

    assert render(first.text, spoken_by(first, "Maria Lund")) == (
        "“The ferry is lost,” Maria Lund said."
    )
    assert render(second.text, spoken_by(second, "Maria Lund")) == (
        "Maria Lund said that the ferry was lost."
    )
    assert spoken_by(named, "Maria Lund") == ()


def test_bare_quoted_words_get_a_frame(parser: Parser) -> None:
    bare = statement("“The ferry is lost.”", parser)

    assert render(bare.text, spoken_by(bare, "Maria Lund")) == (
        "Maria Lund said: “The ferry is lost.”"
    )


@given(st.text(alphabet='ab “”"«»(),.', max_size=60))
def test_quoted_spans_lie_in_the_text_in_order(text: str) -> None:
    spans = quoted_spans(text)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(max_size=200))
def test_tidying_takes_any_text_and_is_stable(text: str) -> None:
    once = render(text)

    assert once == " ".join(once.split())
    assert once[-1:] in {"", ".", "!", "?"} or once[-2:-1] in {".", "!", "?"}


@given(st.text(max_size=120))
def test_parts_lie_in_the_statement_whatever_it_says(text: str) -> None:
    # Session fixtures and hypothesis do not mix well, so a statement without a parse stands in.
    bare = Statement("s", "a", 0, len(text), text, 1)

    assert removable_parts(bare) == ()
    assert independent_clauses(bare) == ()


def test_of_several_quoted_sentences_each_can_stand_alone(parser: Parser) -> None:
    said = statement("“The ferry was late. Nobody was hurt,” the captain Maria Lund said.", parser)

    assert [render(said.text, parts) for parts in single_quoted_sentences(said)] == [
        "“The ferry was late,” the captain Maria Lund said.",
        "“Nobody was hurt,” the captain Maria Lund said.",
    ]


def test_a_quotation_that_the_sentence_runs_into_keeps_its_beginning(parser: Parser) -> None:
    said = statement("Maria Lund faced “grave threats. The port was closed.”", parser)

    assert not single_quoted_sentences(said)


def test_a_quoted_question_is_not_made_a_statement(parser: Parser) -> None:
    said = statement("“Was the ferry late? Nobody knows,” Maria Lund said.", parser)

    assert [render(said.text, parts) for parts in single_quoted_sentences(said)] == [
        "“Nobody knows,” Maria Lund said.",
    ]


def test_a_later_clause_keeps_who_says_it(parser: Parser) -> None:
    text = "The ferry ran late, but Maria Lund, the captain, said that the storm had passed."
    found = {render(text, parts) for parts in independent_clauses(statement(text, parser))}

    assert "Maria Lund, the captain, said that the storm had passed." in found


def test_a_later_clause_keeps_the_end_of_its_quotation(parser: Parser) -> None:
    text = "The ferry ran late, but Maria Lund, the captain, said that “the storm had passed.”"
    found = {render(text, parts) for parts in independent_clauses(statement(text, parser))}

    assert "Maria Lund, the captain, said that “the storm had passed.”" in found


@pytest.mark.parametrize(
    "text",
    ["The arrest came after a long search.", "The vote followed in March, during a storm."],
)
def test_what_a_verb_says_little_without_stays(text: str, parser: Parser) -> None:
    kept = shortest(text, parser)

    assert "after" in kept or "March" in kept


def test_a_phrase_that_ends_with_the_one_around_it_leaves_the_comma(parser: Parser) -> None:
    text = "Anna Berg, counsel at the port, a very old one in Norway, said it would close."
    outer, inner = removable_parts(statement(text, parser))
    assert render(text, [inner]) == "Anna Berg, counsel at the port, said it would close."
    assert render(text, [outer, inner]) == render(text, [outer]) == "Anna Berg said it would close."

    text = "Anna Berg, head of the port, whose task it is to find pilots, said it would close."
    outer, inner = removable_parts(statement(text, parser))
    assert render(text, [inner]) == "Anna Berg, head of the port, said it would close."
