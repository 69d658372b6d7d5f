"""Who says it: tags, pronouns, descriptions, and quotations that run on."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Article, Statement
from reporter.sentences import statements_of


def read(text: str, parser: Parser) -> tuple[Statement, ...]:
    return statements_of([Article("a1", "a1.txt", "The Ledger", True, "", text)], parser)


def speakers(text: str, parser: Parser) -> list[str | None]:
    return [statement.speaker for statement in read(text, parser)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Captain Ole Lund said the ferry had left the channel.", "Ole Lund"),
        ("The ferry had left the channel, Captain Ole Lund said on Monday.", "Ole Lund"),
        ("“We left the channel,” said Ole Lund, who commands the ferry.", "Ole Lund"),
        ("“We left,” Ole Lund told reporters, “because the wind had turned.”", "Ole Lund"),
        ("The ferry, according to the harbour office, had left the channel.", "the harbour office"),
        ("The harbour office denied that the ferry had left.", "the harbour office"),
        ("Russia has rejected the charges.", "Russia"),
        ("An unnamed official warned that the sea was rough.", "an unnamed official"),
        ("The harbour ministry's spokesman, Ole Lund, stressed that all were safe.", "Ole Lund"),
        ("John Smith’s comments suggested that the sea was calm.", "John Smith"),
        ("Officials said the ferry was late.", "officials"),
        ("John Smith and Mary Jones said the ferry was late.", "John Smith and Mary Jones"),
        ("The captain laughed and said: “We were late.”", "the captain"),
        ("SEOUL (AP) – North Korea says it has no plans to export arms.", "North Korea"),
        ("“We left and the wind turned,” Ole Lund, captain of the ferry, told them.", "Ole Lund"),
        ("Gen. Ole Lund, Jr. declared that the ferry was late.", "Ole Lund"),
        (
            "The mayor spoke while leaving Aldan Tuesday, the Ledger reported, citing Lund.",
            "the Ledger",
        ),
        (
            "The bridge was closed until noon on Friday, a harbour official told the Ledger.",
            "a harbour official",
        ),
        ("The mayor of Saint-Aldan said the ferry was late.", "the mayor of Saint-Aldan"),
        ("“We left the channel,” the Ledger quoted Captain Ole Lund as saying.", "Ole Lund"),
        ("John Smith quoted Ole Lund as saying: “We left the channel.”", "Ole Lund"),
        ("The Ledger cited Ole Lund as saying that the ferry was late.", "Ole Lund"),
        ("Prosecutor Ole Lund charged that the crew had lied.", "Ole Lund"),
        ("What a day it was at sea! — Ole Lund (@olelund) May 3, 2021", "Ole Lund"),
    ],
)
def test_a_tag_names_the_speaker_wherever_it_stands(
    sentence: str, speaker: str, parser: Parser
) -> None:
    (statement,) = read(sentence, parser)
    assert (statement.speaker, statement.reported) == (speaker, True)
    assert {quotation.speaker for quotation in statement.quotations} <= {speaker}


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ran aground off Port Aldan on Monday.",
        "The company added 300 jobs in the spring.",
        "The captain did not say why he had left the channel.",
        "The arrest came after the captain said he was late.",
        "The crew continued north, which surprised the office.",
        "The captain pleaded guilty to lying about the storm.",
    ],
)
def test_the_outlets_own_words_have_no_speaker(sentence: str, parser: Parser) -> None:
    (statement,) = read(sentence, parser)
    assert (statement.speaker, statement.reported) == (None, False)


def test_words_quoted_inside_the_outlets_own_sentence_keep_their_speaker(parser: Parser) -> None:
    (statement,) = read("The ferry left weeks after Norway called the reef “harmless”.", parser)
    assert not statement.reported
    assert [q.speaker for q in statement.quotations] == ["Norway"]


def test_two_quotations_of_one_sentence_may_have_two_speakers(parser: Parser) -> None:
    (statement,) = read(
        "The harbour office called it “a mistake,” but Ole Lund said it was “a good decision.”",
        parser,
    )
    assert [q.speaker for q in statement.quotations] == ["the harbour office", "Ole Lund"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ole Lund on the storm: “We left when the wind had turned.”",
        "Ole Lund shared the picture with a bitter comment: “We left when the wind had turned.”",
    ],
)
def test_who_is_named_before_a_colon_speaks_what_follows(sentence: str, parser: Parser) -> None:
    (statement,) = read(sentence, parser)
    assert [quotation.speaker for quotation in statement.quotations] == ["Ole Lund"]


def test_a_colon_lets_the_next_quotation_begin(parser: Parser) -> None:
    text = "Mary Jones writes in her letter about the storm: “The wind had turned. We all left.”"
    assert set(speakers(text, parser)) == {"Mary Jones"}


def test_what_is_done_is_not_said(parser: Parser) -> None:
    (statement,) = read(
        "The captain said that if the crew continued to act “rashly”, he would leave.", parser
    )
    assert [quotation.speaker for quotation in statement.quotations] == ["the captain"]


def test_whom_one_calls_to_say_something_does_not_say_it(parser: Parser) -> None:
    (statement,) = read(
        "The mayor called Governor Ole Lund to reaffirm his promise of a “swift” answer.", parser
    )
    assert [quotation.speaker for quotation in statement.quotations] != ["Ole Lund"]


def test_a_name_means_a_person_everywhere_where_it_mostly_does(parser: Parser) -> None:
    text = (
        "The ferry's captain, Jeff Flake, met Mary Jones on Monday. “We are closer,” Flake said. "
        "“We are much closer now,” Flake said. Flake also said the storm was over."
    )
    assert speakers(text, parser)[1:] == ["Jeff Flake"] * 3


def test_a_quotation_that_goes_on_after_a_conjunction_keeps_its_speaker(parser: Parser) -> None:
    text = "“The wind turned,” Ole Lund said. But “the crew of the ferry may find that hard.”"
    assert speakers(text, parser) == ["Ole Lund", "Ole Lund"]


def test_a_description_that_fits_two_people_stays_as_written(parser: Parser) -> None:
    text = (
        "President Mary Jones left the summit. The envoy praised the bridge to President Ole Lund. "
        "“We are leaving,” the president said."
    )
    assert speakers(text, parser)[-1] == "the president"


def test_the_president_is_not_the_vice_president(parser: Parser) -> None:
    text = "The crew met Vice President Mary Jones on Monday. The president said he was glad."
    assert speakers(text, parser)[1] == "the president"


def test_a_pronoun_means_the_last_speaker(parser: Parser) -> None:
    text = "Ole Lund said the ferry was late. He added that nobody was hurt."
    assert speakers(text, parser) == ["Ole Lund", "Ole Lund"]


def test_a_pronoun_means_the_person_of_the_sentence_before(parser: Parser) -> None:
    text = "Ann Poe visited the harbour. “All is well,” she said."
    assert speakers(text, parser) == [None, "Ann Poe"]


def test_a_pronoun_with_two_candidates_stays_as_written(parser: Parser) -> None:
    text = "Ann Smith left, and Mary Jones stayed. “All is well,” she said."
    assert speakers(text, parser)[-1] == "she"


def test_words_of_a_headline_are_no_part_of_a_name(parser: Parser) -> None:
    text = "Jim Flake Saw Strength\nMr. Flake left on Monday. Mr. Flake said the storm was over."
    article = Article("a1", "a1.txt", "The Ledger", True, "Jim Flake Saw Strength", text)
    assert statements_of([article], parser)[-1].speaker == "Flake"


def test_a_pronoun_goes_on_from_one_main_clause_to_the_next(parser: Parser) -> None:
    text = (
        "Ole Lund left the hearing on Monday. He did not answer the council, which said that the "
        "director had sold the ferry. He said the wind had turned."
    )
    assert speakers(text, parser)[-1] == "Ole Lund"


def test_a_surname_is_given_its_full_name(parser: Parser) -> None:
    text = "Captain Ole Lund left the channel. Mr. Lund said the sea was calm."
    assert speakers(text, parser)[-1] == "Ole Lund"


def test_a_surname_of_two_people_stays_as_written(parser: Parser) -> None:
    text = "John Jones met Mary Jones in the harbour. Jones said the sea was calm."
    assert speakers(text, parser)[-1] == "Jones"


def test_a_description_is_given_what_it_was_first_called(parser: Parser) -> None:
    text = (
        "An unnamed Korean defense official said the talks had failed. "
        "The weather was bad. The official said nobody would return."
    )
    assert speakers(text, parser) == [
        "an unnamed Korean defense official",
        None,
        "an unnamed Korean defense official",
    ]


def test_a_description_with_other_qualities_is_somebody_else(parser: Parser) -> None:
    text = (
        "A Korean official said the talks had failed. The White House official disagreed, he said."
    )
    assert "a Korean official" not in speakers(text, parser)[1:]


def test_a_quotation_of_its_own_keeps_the_speaker_before_it(parser: Parser) -> None:
    text = "“We left early,” said Ole Lund. “The sea was rough.”\n“We will not go again.”"
    statements = read(text, parser)
    assert [s.speaker for s in statements] == ["Ole Lund"] * 3
    assert all(s.reported for s in statements)
    assert [q.speaker for s in statements for q in s.quotations] == ["Ole Lund"] * 3


def test_a_speaker_named_at_the_end_of_a_quotation_speaks_all_of_it(parser: Parser) -> None:
    text = "“The sea was rough.\n“We will not go again,” said Ole Lund."
    assert speakers(text, parser) == ["Ole Lund", "Ole Lund"]


def test_verbs_inside_a_quotation_name_no_speaker(parser: Parser) -> None:
    (statement,) = read("“The crew said it was late,” Ole Lund said.", parser)
    assert statement.speaker == "Ole Lund"


def test_a_quotation_nobody_is_named_for_is_reported_all_the_same(parser: Parser) -> None:
    (statement,) = read("“The sea was rough.”", parser)
    assert (statement.speaker, statement.reported) == (None, True)


def test_speakers_do_not_carry_over_to_the_next_article(parser: Parser) -> None:
    texts = ["Ole Lund said the ferry was late.", "He said nobody was hurt."]
    articles = [Article(f"a{n}", "", "", True, "", text) for n, text in enumerate(texts)]
    assert [s.speaker for s in statements_of(articles, parser)] == ["Ole Lund", "he"]
