"""The gate: a sentence is whole, and names all whom it speaks of."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.summarize.gate import SOURCES, failed


def test_nobody_is_named_before_a_pronoun_in_the_middle(parser: Parser) -> None:
    sources = ("Citing a lack of money, she said that the ferry would stop.",)

    assert failed(sources[0], parser, sources) == ["stands alone"]


RAIDS = (
    "The agency said that the raids in January would detain and deport hundreds of families.",
    "The raids in January would detain hundreds of families starting in the border states.",
    "As neighbours bound in grief, we must insist that this was no accident, the mayor said.",
)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The raids in January would detain.", "complete sentence"),
        ("The raids in January would detain hundreds of families starting.", "complete sentence"),
        ("Said the raids in January would detain families.", "complete sentence"),
        ("We must insist that this was no accident, the mayor said.", "stands alone"),
        ("The raids in January would detain hundreds of families.", None),
        ("The mayor said: “We must insist that this was no accident.”", None),
    ],
)
def test_a_sentence_neither_breaks_off_nor_speaks_for_somebody(
    sentence: str, name: str | None, parser: Parser
) -> None:
    assert (name in failed(sentence, parser, RAIDS)) == (name is not None)


def test_quoted_words_name_who_says_them(parser: Parser) -> None:
    sources = ("“I want a safe harbour for our people,” Maria Lund wrote.",)

    assert "stands alone" in failed("“I want a safe harbour for our people.”", parser, sources)
    assert failed(sources[0], parser, sources) == []


def test_who_was_seen_was_seen_somewhere(parser: Parser) -> None:
    texts = ("The men were seen in photos of the harbour.", "Two men were seen on the bridge.")

    assert "complete sentence" in failed("The men were seen.", parser, texts)
    assert "complete sentence" not in failed("The men were seen in photos.", parser, texts)


def test_a_verb_that_always_has_an_object_may_not_end_a_sentence(parser: Parser) -> None:
    texts = ("Three agencies concluded that the dam was unsafe.", "The dam collapsed on Monday.")

    assert "complete sentence" in failed("Three agencies concluded.", parser, texts)
    assert "complete sentence" not in failed("The dam collapsed.", parser, texts)
    listed = ("It is a plan that claims, in part, that the dam is safe.",)
    assert "complete sentence" in failed("It is a plan that claims, in part.", parser, listed)
    late = ("The vote comes as the dam leaks.", "The vote comes after a long debate.")
    assert "complete sentence" in failed("The vote comes.", parser, late)
    assert "complete sentence" not in failed(
        "The dam was unsafe, three agencies concluded.", parser, texts
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Captain Maria Lund told Ana Ruiz on Monday.",
        "The coast guard issued a statement.",
        "Reports emerged last month.",
        "In her statement, Captain Maria Lund said.",
        "News reports that the ferry had sunk or was lost.",
        "The ferry lost contact with the harbour local time.",
        "Would a later ferry really cost the town a million.",
        "Allegations Maria Lund sought to close the harbour.",
        "Never said a word about the ferry to the mayor.",
        "Captain Maria Lund claimed on Tuesday that the letter to the coast guard.",
        "Letters were passed between Captain Maria Lund.",
        "Here are the moments in which the ferry ran aground.",
        "Here’s what Captain Maria Lund said.",
        "Not only did Captain Maria Lund leave the bridge.",
    ],
)
def test_that_something_was_said_is_not_enough(sentence: str, parser: Parser) -> None:
    assert "complete sentence" in failed(sentence, parser, (sentence,))


@pytest.mark.parametrize(
    "sentence",
    [
        "Captain Maria Lund told Ana Ruiz on Monday that the ferry ran aground.",
        "Captain Maria Lund told Ana Ruiz about the reef.",
        "Captain Maria Lund told Ana Ruiz: “The ferry ran aground.”",
        "The coast guard issued a statement saying that nobody was hurt.",
        "Reports emerged that the ferry ran aground.",
        "In her statement, Captain Maria Lund said that the ferry ran aground.",
        "“The ferry ran aground,” Captain Maria Lund said.",
        "The agency reports that the ferry had sunk.",
        "The ferry lost contact with the harbour at 6:24 a.m. local time.",
        "Captain Maria Lund claimed on Tuesday that the letter to the coast guard was lost.",
        "“Here is the reef,” Captain Maria Lund said.",
        "Letters were passed between Captain Maria Lund and the coast guard.",
        "Not only did Captain Maria Lund leave the bridge, but she left the ferry.",
        "Captain Maria Lund not only left the bridge; she left the ferry.",
    ],
)
def test_what_was_said_is(sentence: str, parser: Parser) -> None:
    assert "complete sentence" not in failed(sentence, parser, (sentence,))


def test_a_number_after_and_ends_a_sentence_only_where_a_source_ends_so(parser: Parser) -> None:
    texts = ("At least five votes were needed to stop the sale, and four judges were for that.",)

    assert "complete sentence" in failed(
        "At least five votes were needed to stop the sale, and four.", parser, texts
    )
    counted = ("The judges met between two and four.",)
    assert "complete sentence" not in failed(counted[0], parser, counted)


def test_a_pronoun_that_only_pronouns_stand_before_names_nobody(parser: Parser) -> None:
    told = "Though he did not know who had written the letter, he was concerned."

    assert "stands alone" in failed(told, parser, (told,))
    named = "Though Berg did not know who had written the letter, he was concerned."
    assert "stands alone" not in failed(named, parser, (named,))


@pytest.mark.parametrize(
    "sentence",
    [
        "That objection came after the ferry ran aground near Port Aldan.",
        "By that time, the ferry ran aground near Port Aldan.",
        "The ferry sailed toward them near Port Aldan.",
        "Passengers decided to follow him to Port Aldan.",
        "A Norland court found him guilty of crimes.",
        "One was Maria Lund, the captain of the ferry.",
        "The latter could cost the town a ferry.",
        "The captain of which will meet Maria Lund.",
        "The crew then took the ferry to Port Aldan.",
        "Of those, 40 percent were on the ferry.",
        "Mayor Lund, @PortAldan have been briefed on the ferry.",
        "In August, it managed to divert a ferry from Port Aldan.",
        "Officials have denied this claim about the ferry.",
        "The mayor said that the harbour would be weak if it let the two in.",
        "The Norlandic mayor would not allow them to come to Port Aldan.",
        "Passengers accused of smuggling were held here.",
    ],
)
def test_what_only_the_sentence_before_names_does_not_stand_alone(
    sentence: str, parser: Parser
) -> None:
    assert "stands alone" in failed(sentence, parser, (*SOURCES, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "One of the passengers was Maria Lund, the captain of the ferry.",
        "On Wednesday, it emerged that the ferry ran aground near Port Aldan.",
        "A passenger said that the court found him guilty of crimes.",
        "Police held Eskil Holm and took him to Port Aldan.",
        "The ferry ran aground near Port Aldan this week.",
        "After the ferry ran aground, Maria Lund said this loss would be felt.",
        "The mayor told Maria Lund and Eskil Holm that the two would have to leave Port Aldan.",
        "The two ferries ran aground near Port Aldan.",
        "“We will stay here,” Maria Lund said.",
    ],
)
def test_what_the_sentence_itself_names_stands_alone(sentence: str, parser: Parser) -> None:
    assert "stands alone" not in failed(sentence, parser, (*SOURCES, sentence))


def test_a_clause_that_is_the_subject_stands_alone(parser: Parser) -> None:
    sentence = "That the ferry ran aground near Port Aldan surprised its owners."
    assert "stands alone" not in failed(sentence, parser, (*SOURCES, sentence))


def test_one_who_is_named_may_be_him(parser: Parser) -> None:
    sentence = "The captain said that passengers decided to follow him to Port Aldan."
    assert "stands alone" not in failed(sentence, parser, (*SOURCES, sentence))


def test_several_who_are_named_may_be_them(parser: Parser) -> None:
    sentence = "The ferry carried passengers to Port Aldan and left them there."
    assert "stands alone" not in failed(sentence, parser, (*SOURCES, sentence))


@pytest.mark.parametrize(
    "told",
    [
        "Army officers described them as a strong deterrent.",
        "Anna Berg described him as a strong leader.",
        "Harbour master Peter Lund vouched for him.",
        "On Monday police called it a “targeted attack.”",
        "Senator Anna Berg called on Peter Lund to veto it.",
        "One of them was in good health after the fall into the harbour.",
        "The review board found nothing wrong with the ferry, he said.",
        "Armed men boarded a school bus she was on and shot at the driver.",
        "In a statement, his campaign said that he will leave the harbour.",
        "The council of Aldan came out on Thursday with a large cache of others.",
        "Anna Berg said she would do so “whenever it is time.”",
        "Anna Berg tweeted on Monday.",
        "Telling the paper that “Anna Berg is honest. I trust her.”",
        "The calls put the mayor and other officials.",
        "Anna Berg plans to give on Tuesday night.",
        "Seven of those towns require a harbour pass.",
        "The mayor of Aldan removed the flag from that memorial.",
        "The plan of Mayor Anna Berg doesn’t.",
        "The mayor of Aldan did not speak in either town.",
        "If they really wanted to, Anna Berg said they could close the harbour.",
        "The council has ‘great concern’ about the dam as the storm bears down: Berg.",
    ],
)
def test_what_lacks_whom_or_what_it_speaks_of_is_no_fact(told: str, parser: Parser) -> None:
    assert {"stands alone", "complete sentence"} & {*failed(told, parser, (told,))}


@pytest.mark.parametrize(
    "told",
    [
        "Officers of Aldan bought missiles and described them as a strong deterrent.",
        "Anna Berg met the mayor and described him as a strong leader.",
        "The mayor left after Peter Lund vouched for him.",
        "Peter Lund had the papers of the ferry with him.",
        "The police found the letter and called it a threat.",
        "Anna Berg’s critics have accused her of theft.",
        "The mayor found nothing wrong with the ferry, he said.",
        "The council passed the bill, and Anna Berg called on Peter Lund to veto it.",
        "In a statement, his campaign said that Berg will leave the harbour.",
        "Anna Berg made it clear that the harbour will close.",
        "When she left the harbour, Anna Berg was on a bus.",
        "Five people were killed and several others were hurt.",
        "Anna Berg and others left the harbour.",
        "The council voted to sell the ferry and did so on Monday.",
        "Anna Berg tweeted about the ferry on Monday.",
        "Speaking of the ferry, Anna Berg said: “It is safe.”",
        "The calls put the mayor and other officials in a hard place.",
        "The council put off the vote.",
        "Anna Berg plans to give a speech on Tuesday night.",
        "Anna Berg wrote to those captains who left the harbour.",
        "Anna Berg wrote to that part of the crew.",
        "Anna Berg left the harbour that night.",
        "Anna Berg sold the ferry and left that ferry in Aldan.",
        "The mayors of Aldan and Holm did not speak in either town.",
        "Neither side of the council spoke to Anna Berg.",
        "Anna Berg voted for the plan, but Peter Lund did not.",
        "If they really wanted to, the captains could close the harbour, Anna Berg said.",
    ],
)
def test_what_has_whom_and_what_it_speaks_of_is_a_fact(told: str, parser: Parser) -> None:
    assert failed(told, parser, (told,)) == []


def test_what_somebody_has_is_told_with_what_tells_it_from_others(parser: Parser) -> None:
    texts = ("Anna Berg has assets valued at two million crowns.",)

    assert "complete sentence" in failed("Anna Berg has assets.", parser, texts)
    assert failed(texts[0], parser, texts) == []
    owned = ("Anna Berg has a boat, a car and a house.",)
    assert failed("Anna Berg has a boat.", parser, owned) == []
