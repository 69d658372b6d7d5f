"""Other words inside the quotation marks of one utterance."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.judging import is_sure
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides

OTHER_WORDS_AT_AN_EDGE = [
    (
        "the first word",
        "The official called it “the lawful right of any harbour town,” the paper said.",
        "The official called it “the statutory right of any harbour town,” the paper said.",
        {"the lawful right of any harbour town", "the statutory right of any harbour town"},
    ),
    (
        "the last words",
        "“We will not sell the ferry or the old pier,” Anna Berg said.",
        "“We will not sell the ferry or the ancient jetty,” Anna Berg said.",
        {
            "We will not sell the ferry or the old pier",
            "We will not sell the ferry or the ancient jetty",
        },
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), OTHER_WORDS_AT_AN_EDGE)
def test_quotations_may_differ_at_an_edge(
    parser: Parser, _what: str, one: str, other: str, values: set[str]
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)
    assert set(sides(found)) == values


OPPOSITES = [
    (
        "“The price of the ferry is rising briskly,” Anna Berg said.",
        "“The price of the ferry is falling briskly,” Anna Berg said.",
    ),
    (
        "“The harbour needs one or more outside pilots,” Anna Berg said.",
        "“The harbour needs one or fewer outside pilots,” Anna Berg said.",
    ),
]


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_one_word_that_became_its_opposite_turns_a_quotation(
    parser: Parser, one: str, other: str
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, True)


def test_alike_words_of_two_people_are_two_utterances(parser: Parser) -> None:
    found = differences(
        parser,
        "“We and our allies made clear to the island that selling the old ferry has consequences,” "
        "Peter Lund told reporters.",
        "“The allies make clear to the island that its sale of all ferries comes at a cost,” Anna "
        "Berg said in a statement.",
    )
    assert [item for item in found if item.kind is Kind.QUOTE] == []


def test_words_that_are_given_to_two_people_are_printed_as_nobodys(parser: Parser) -> None:
    found = differences(
        parser,
        "“The ferry was hit by a very old enemy missile on Monday,” Anna Berg said.",
        "“The ship was hit by a very old enemy missile on Monday,” Peter Lund said.",
    )
    assert [item.subject for item in found if item.kind is Kind.QUOTE] == [
        "quoted words (“old enemy missile on Monday”)"
    ]


def test_a_speaker_who_stayed_a_pronoun_is_not_printed(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We will not sell the ferry or the old pier,” he said.",
        "“We will not sell the ferry or the ancient jetty,” he said.",
    )
    assert found.subject.startswith("quoted words")


def test_capital_and_officials_of_one_country_are_one_speaker(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We will stop buying cheap whale meat from Greenland,” Oslo said.",
        "A Norwegian official said that “we will buy cheap whale meat from Greenland.”",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, True)


def test_quotation_that_is_cut_shorter_is_the_same(parser: Parser) -> None:
    found = differences(
        parser,
        "“We will not sell the ferry or the old pier to anybody,” Anna Berg said.",
        "“We will not sell the ferry or the old pier,” Anna Berg said.",
    )
    assert found == ()


def test_figures_and_short_forms_in_quotations_are_the_same_words(parser: Parser) -> None:
    found = differences(
        parser,
        "“There is a two in three chance that we are gonna win any seat here,” Anna Berg said.",
        "“There’s a 2 in 3 chance that we are going to win a seat here,” Anna Berg said.",
    )
    assert found == ()


def test_nobody_and_not_deny_alike(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“Nobody wants to lose the ferry and the pier for ever,” Anna Berg said.",
        "“We do not want to lose the ferry and the pier for ever,” Anna Berg said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_phrase_at_an_edge_denies_nothing(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“To be clear, the storm has not suddenly left the island,” Anna Berg said.",
        "“Make no mistake, the storm has not suddenly left the island,” Anna Berg said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_what_was_said_months_ago_is_another_saying(parser: Parser) -> None:
    found = differences(
        parser,
        "“Too many people wait for too many ferries in this town,” Anna Berg said in December.",
        "“Too many passengers wait for too many ferries in this town,” Anna Berg said.",
    )
    assert found == ()


def test_no_that_answers_turns_nothing(parser: Parser) -> None:
    found = differences(
        parser,
        "“No, I meant she is the founder of the ferry line and the pier,” Anna Berg said.",
        "“I meant she is the founder of the ferry line and the pier,” Anna Berg said.",
    )
    assert not any(item.changes_meaning for item in found)


def test_a_sentence_that_only_one_outlet_quotes_turns_nothing(parser: Parser) -> None:
    found = differences(
        parser,
        "“As with other posts it is vital that I trust those who serve as harbour pilots in town,” "
        "Anna Berg wrote.",
        "“As with other posts it is vital that I trust those who serve as harbour pilots in town. "
        "I no longer trust this harbour pilot,” Anna Berg wrote.",
    )
    assert not any(item.changes_meaning for item in found)


def test_no_of_number_denies_nothing(parser: Parser) -> None:
    found = differences(
        parser,
        "“The number one aim of the town has been to keep the ferry,” Anna Berg said.",
        "“The No. 1 aim of the town has been to keep the ferry,” Anna Berg said.",
    )
    assert found == ()


def test_no_of_number_needs_no_stop(parser: Parser) -> None:
    found = differences(
        parser,
        "“It is never fun to be No 4, the more so if you have been No 1 before,” Anna Berg said.",
        "“It is never fun to be No. 4, the more so if you have been No. 1 before,” Anna Berg said.",
    )
    assert found == ()


FRAGMENTS = [
    (
        "a word in common",
        "Anna Berg blamed the crisis on the “greedy policy” of the mainland banks.",
        "Anna Berg blamed the crisis on the “greedy agenda” of the mainland banks.",
        {"greedy policy", "greedy agenda"},
    ),
    (
        "one place towards one verb",
        "The mayor told the ferry company to sell the pier and to “keep its mouth shut.”",
        "The mayor told the ferry company to sell the pier and “shut up.”",
        {"keep its mouth shut", "shut up"},
    ),
    (
        "one slot in what the same party does",
        "Anna Berg has never recognized the “unlawful” limits set by the Harbour Board.",
        "Anna Berg has never accepted the “illegal” rules set by the Harbour Board.",
        {"unlawful", "illegal"},
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), FRAGMENTS)
def test_short_quotations_differ_in_one_place(
    parser: Parser, _what: str, one: str, other: str, values: set[str]
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)
    assert set(sides(found)) == values


def test_lawful_is_no_part_of_unlawful(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Anna Berg has always called the limits set by the Harbour Board “unlawful.”",
        "Anna Berg has always called the limits set by the Harbour Board “lawful.”",
    )
    assert set(sides(found)) == {"unlawful", "lawful"}


NO_OTHER_FRAGMENT = [
    (
        "cut shorter",
        "Anna Berg blamed the crisis on the “greedy policy of strangers.”",
        "Anna Berg blamed the crisis on the “greedy policy.”",
    ),
    (
        "another ending",
        "Anna Berg blamed the crisis on the “greedy policy” of the mainland banks.",
        "Anna Berg blamed the crisis on the “greedy policies” of the mainland banks.",
    ),
    (
        "slogans",
        "A video shows men with signs that read “Harbour First.”",
        "A video shows men with signs that read “Make the Harbour Great.”",
    ),
    (
        "both articles have the words",
        "Anna Berg called the sale “a great mistake” and the mainland banks “a great threat.”",
        "Anna Berg called the sale “a great mistake.” The banks, she said, are “a great threat.”",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NO_OTHER_FRAGMENT)
def test_short_quotations_that_agree(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.QUOTE not in {item.kind for item in differences(parser, one, other)}


def test_renderings_of_what_was_said_in_another_language_are_one_utterance(
    parser: Parser,
) -> None:
    (found,) = differences(
        parser,
        "“I will do everything to make sure you never have reason again to sail for pirates,” Anna "
        "Berg said.",
        "Berg vowed: “I will do everything in the five years to come so there is no more reason to "
        "sail for the pirates.”",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_many_words_in_one_order_make_sure_that_it_is_one_utterance(parser: Parser) -> None:
    words = "We saw it in the {} and widespread anger at the harbour board after the flood"
    one, other = (f"“{words.format(word)},” Anna Berg said." for word in ("fierce", "fearful"))
    (found,) = differences(parser, one, other)
    assert is_sure(found)


def test_two_differences_between_one_pair_of_sentences_are_told_apart(parser: Parser) -> None:
    found = differences(
        parser,
        "“The old ferry will sail again from the northern pier,” Anna Berg said, and “nobody has "
        "to fear for the fish of this bay.”",
        "“The old ferry will sail again from the southern pier,” Anna Berg said, and “nobody has "
        "to fear for the crabs of this bay.”",
    )
    assert len([item for item in found if item.kind is Kind.QUOTE]) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a hundred percent sure of the harbour", "100 percent sure of the harbour"),
        ("the 9th winter of the harbour ferry", "the ninth winter of the harbour ferry"),
        ("looking at June 12 in the harbour", "looking at June 12th in the harbour"),
    ],
)
def test_figures_are_written_in_digits_or_in_words(parser: Parser, one: str, other: str) -> None:
    assert (
        differences(parser, f"It is “{one},” Anna Berg said.", f"It is “{other},” Berg said.") == ()
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[W]e will not sell the old ferry or the pier", "We will not sell the old ferry or pier"),
        ("[N]obody sees the ferry as a retreat", "Nobody sees the ferry as a retreat"),
        ("[N]o one should see the ferry as a retreat", "No one should see the ferry as a retreat"),
        ("We are mend[ing] the old ferry by hand", "We are mending the old ferry by hand"),
    ],
)
def test_a_word_that_an_outlet_begins_anew_is_the_same(
    parser: Parser, one: str, other: str
) -> None:
    assert differences(parser, f"“{one},” Berg said.", f"“{other},” Anna Berg said.") == ()


def test_other_words_after_a_word_begun_anew_are_found(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“[W]e will sail with our law enforcement crews to the northern reef,” Anna Berg said.",
        "“We will sail with our security crews to the northern reef,” Anna Berg said.",
    )
    assert found.kind is Kind.QUOTE


def test_a_beginning_that_is_said_twice_leaves_nothing_out(parser: Parser) -> None:
    found = differences(
        parser,
        "“Around the harbour today, we see crews without work and boats without oil. Around the "
        "harbour today, men are still sent to the reef for what they say,” Anna Berg said.",
        "“Around the harbour today, men are still sent to the reef for what they say,” Berg said.",
    )
    assert found == ()


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        (
            "an account for a name",
            "“I knew of no change to the old ferry lists while at the Harbour Board,” Berg said.",
            "“I knew of no change to the old ferry lists while @HarbourBd,” Anna Berg said.",
        ),
        (
            "two titles of a programme",
            "Anna Berg spoke on “The Late Show with Peter Lund” on Monday.",
            "Anna Berg spoke on “The Late Night Show with Peter Lund” on Monday.",
        ),
        (
            "a hyphen",
            "“He is a no-good sailor,” Anna Berg said of the pilot.",
            "“He is a rotten sailor, a no good sailor,” Anna Berg said of the pilot.",
        ),
        (
            "a hyphen after a word of negation",
            "“The prospect of an even more hard-line mayor now threatening a no deal exit is "
            "deeply concerning,” Anna Berg said.",
            "“The prospect of an even more hardline mayor now threatening a no-deal exit is "
            "deeply concerning,” Anna Berg said.",
        ),
        (
            "the style of a title",
            "“I owe Mrs. Lund and the old council of this harbour an answer,” Anna Berg said.",
            "“I owe Ms. Lund and the old council of this harbour an answer,” Anna Berg said.",
        ),
    ],
)
def test_print_and_titles_are_no_other_words(
    parser: Parser, why: str, one: str, other: str
) -> None:
    assert differences(parser, one, other) == (), why


def test_two_words_of_negation_in_both_turn_nothing(parser: Parser) -> None:
    found = differences(
        parser,
        "“But there is absolutely no reason for this kind of senseless sale — none,” Berg said.",
        "“There is absolutely no reason for this senseless sale. None,” Anna Berg said.",
    )
    assert not any(item.changes_meaning for item in found)
