"""The gate: each way in which a sentence can say what its sources do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reporter.backends import Parser
from reporter.records import Article, Discrepancy, Evidence, Kind, Side, Statement
from reporter.sentences import statements_from_sentences
from reporter.summarize.faithfulness import (
    check_sentence,
    faithfulness,
    gather_sources,
    is_writable,
)

SOURCES = (
    "The ferry Marit ran aground near Port Aldan on Wednesday with 212 people aboard.",
    "About 200 passengers were on the Marit when the ferry ran aground off Port Aldan.",
)


def statements(texts: tuple[str, ...], parser: Parser) -> list[Statement]:
    found = []
    for place, text in enumerate(texts):
        article = Article(f"a{place}", "x", f"Outlet {place}", True, "", text, published=DAY)
        found.append(statements_from_sentences(article, [text], parser)[0])
    return found


DAY = date(2031, 3, 13)
ARTICLES = {
    f"a{place}": Article(f"a{place}", "x", f"Outlet {place}", True, "", "", published=DAY)
    for place in range(4)
}


def failed(
    sentence: str,
    parser: Parser,
    texts: tuple[str, ...] = SOURCES,
    disputes: tuple[Discrepancy, ...] = (),
    max_words: int = 30,
) -> list[str]:
    sources = gather_sources(statements(texts, parser), ARTICLES, disputes)
    tokens = parser.parse([sentence])[0]
    checks = check_sentence(sentence, tokens, sources, max_words)
    return [check.name for check in checks if not check.passed]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Marit ran aground near Port Aldan on Wednesday.",
        "The Marit ran aground off Port Aldan with 212 people aboard.",
        "The ferry ran aground with about 200 people aboard.",
    ],
)
def test_a_sentence_that_keeps_to_its_sources_passes(sentence: str, parser: Parser) -> None:
    assert failed(sentence, parser) == []


@pytest.mark.parametrize(
    ("sentence", "check"),
    [
        ("", "not empty"),
        ("The ferry Marit <b>ran</b> aground.", "plain text"),
        ("**The ferry Marit** ran aground.", "plain text"),
        ("- The ferry Marit ran aground.", "plain text"),
        ("The ferry ran aground, see [here](https://x.example).", "plain text"),
        ("The ferry " + "really " * 40 + "ran aground.", "length"),
        ("The ferry near Port Aldan.", "complete sentence"),
        ("When the ferry ran aground.", "complete sentence"),
        ("Where did the ferry Marit run aground?", "complete sentence"),
        ("Are warning that the ferry Marit ran aground.", "complete sentence"),
        ("It ran aground near Port Aldan.", "stands alone"),
        ("The ferry ran aground “near Port Aldan.", "balanced quotes"),
        ("The ferry ran aground (near Port Aldan.", "balanced quotes"),
        ("The ferry ran aground and the ferry ran aground.", "no repetition"),
        ("The ferry ran aground with 350 people aboard.", "numbers sourced"),
        ("The ferry ran aground on Friday.", "dates sourced"),
        ("The ferry ran aground near Port Eskil.", "names sourced"),
        ("The ferry “sank like a stone” near Port Aldan.", "quotes verbatim"),
        ("The ferry did not run aground.", "polarity kept"),
    ],
)
def test_each_fault_has_its_check(sentence: str, check: str, parser: Parser) -> None:
    assert check in failed(sentence, parser)


def test_the_detail_says_what_is_wrong(parser: Parser) -> None:
    sources = gather_sources(statements(SOURCES, parser), ARTICLES)
    sentence = "The ferry ran aground with 350 people aboard."
    checks = check_sentence(sentence, parser.parse([sentence])[0], sources, 30)

    assert {check.name: check.detail for check in checks if not check.passed} == {
        "numbers sourced": "350"
    }


def test_a_claim_of_one_side_may_not_become_a_flat_fact(parser: Parser) -> None:
    claimed = (
        "The ministry said the ferry was safe.",
        "The ferry was safe, the ministry said.",
    )

    assert failed("The ferry was safe.", parser, claimed) == ["claims attributed"]
    assert failed("The ministry said the ferry was safe.", parser, claimed) == []
    assert failed("The ferry was safe, according to the ministry.", parser, claimed) == []


def test_a_quoted_sentence_is_quoted_to_its_end(parser: Parser) -> None:
    texts = ("The director said: “You may find the letter useful in court, if you wait.”",) * 2

    early = "The director said: “You may find the letter.”"
    assert "quotes verbatim" in failed(early, parser, texts)
    whole = "The director said: “You may find the letter useful in court.”"
    assert "quotes verbatim" not in failed(whole, parser, texts)
    part = "The director called “the letter useful.”"
    assert "quotes verbatim" not in failed(part, parser, texts)


def test_a_quoted_sentence_is_quoted_from_its_beginning(parser: Parser) -> None:
    sources = ("“The piece in the Herald is a disgrace to the town,” Maria Lund said.",)

    late = failed("“In the Herald is a disgrace to the town,” Maria Lund said.", parser, sources)
    assert "quotes verbatim" in late
    part = "Maria Lund called it “a disgrace to the town.”"
    assert "quotes verbatim" not in failed(part, parser, sources)


def test_reporting_inside_the_quotation_does_not_attribute_it(parser: Parser) -> None:
    claimed = ("“I say the ferry was safe,” Maria Lund insisted.",)

    assert "claims attributed" in failed("“I say the ferry was safe.”", parser, claimed)


def test_what_two_outlets_assert_themselves_needs_no_speaker(parser: Parser) -> None:
    sources = (*SOURCES, "The coast guard said the ferry Marit ran aground.")

    assert failed("The ferry Marit ran aground.", parser, sources) == []


def test_a_denial_may_not_be_dropped(parser: Parser) -> None:
    denials = (
        "Norland has never exported any weapons to the islands.",
        "Norland has not exported weapons to the islands.",
    )

    assert failed("Norland has exported weapons to the islands.", parser, denials) == [
        "polarity kept"
    ]


def dispute(
    kind: Kind, sides: list[tuple[Statement, str]], changes_meaning: bool = True
) -> Discrepancy:
    found = tuple(
        Side(words, (Evidence(item, at := item.text.index(words), at + len(words)),))
        for item, words in sides
    )
    return Discrepancy("d1", kind, "hurt", "", 0.9, changes_meaning, found, "c1")


def test_a_disputed_value_may_not_be_written(parser: Parser) -> None:
    texts = ("Fourteen people were hurt on the ferry.", "Four people were hurt on the ferry.")
    one, other = statements(texts, parser)
    disputed = dispute(Kind.NUMBER, [(one, "Fourteen"), (other, "Four")])

    assert failed("14 people were hurt on the ferry.", parser, texts, (disputed,)) == [
        "nothing disputed"
    ]
    assert failed("People were hurt on the ferry.", parser, texts, (disputed,)) == []


def test_a_difference_that_changes_nothing_vetoes_nothing(parser: Parser) -> None:
    one, other = statements(SOURCES, parser)
    minor = dispute(Kind.NUMBER, [(one, "212"), (other, "200")], changes_meaning=False)

    assert failed("The ferry ran aground with 212 people aboard.", parser, SOURCES, (minor,)) == []


def test_what_one_side_denies_altogether_cannot_be_written(parser: Parser) -> None:
    one, other = statements(SOURCES, parser)

    assert not is_writable([dispute(Kind.NEGATION, [(one, "aground"), (other, "aground")])])
    assert is_writable([dispute(Kind.NUMBER, [(one, "212"), (other, "200")])])
    assert is_writable([])


def test_faithfulness_falls_with_every_foreign_word_and_value(parser: Parser) -> None:
    sources = gather_sources(statements(SOURCES, parser), ARTICLES)

    def score(sentence: str) -> float:
        return faithfulness(sentence, parser.parse([sentence])[0], sources)

    assert score("The ferry Marit ran aground.") == 1.0
    assert 0.5 < score("The ferry Marit ran aground quietly.") < 1.0
    assert score("Bananas cost 350 dollars.") == 0.0
    assert score("") == 0.0


def test_an_unsure_dispute_of_quoted_words_vetoes_nothing(parser: Parser) -> None:
    texts = ("“We never sold tar,” Lund said.", "“We sold tar to nobody,” Lund said.")
    one, other = statements(texts, parser)
    sure = dispute(Kind.QUOTE, [(one, "never sold"), (other, "to nobody")])
    unsure = replace(sure, confidence=0.4)

    assert failed(texts[0], parser, texts, (sure,)) == ["nothing disputed"]
    assert failed(texts[0], parser, texts, (unsure,)) == []


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


def test_a_post_that_another_outlet_quotes_is_no_fact(parser: Parser) -> None:
    sources = (
        "Maria Lund wrote: “The council will close the harbour, and nobody was asked.”",
        "The council will close the harbour, and nobody was asked.",
    )
    assert "claims attributed" in failed("The council will close the harbour.", parser, sources)


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
        "The harbour office made any repairs to the pier.",
        "The harbour office has ever repaired the pier.",
    ],
)
def test_what_needs_a_denial_is_not_told_without_one(sentence: str, parser: Parser) -> None:
    sources = (
        "It has been ten years since the harbour office made any repairs to the pier.",
        "It is ten years since the harbour office has ever repaired the pier.",
    )
    assert "polarity kept" in failed(sentence, parser, sources)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour office has not made any repairs to the pier.",
        "The harbour office asked anyone on the pier to leave.",
        "The pier closed before the harbour office made any repairs.",
        "The harbour office said “we made any repairs we could” to the pier.",
    ],
)
def test_what_allows_such_a_word_may_be_anywhere(sentence: str, parser: Parser) -> None:
    assert "polarity kept" not in failed(sentence, parser, (sentence,))


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
    ],
)
def test_what_has_whom_and_what_it_speaks_of_is_a_fact(told: str, parser: Parser) -> None:
    assert failed(told, parser, (told,)) == []
