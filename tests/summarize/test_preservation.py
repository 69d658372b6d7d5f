"""What a written sentence may not lose or join anew, clause by clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reporter.backends import Parser
from reporter.records import Article
from reporter.sentences import statements_from_sentences
from reporter.summarize.preservation import unpreserved

Faults = Callable[..., str]


@pytest.fixture(scope="module")
def faults(parser: Parser) -> Faults:
    """Return what is wrong with a sentence, in one line, given the sentences of its sources."""

    def found(sentence: str, *sources: str) -> str:
        article = Article("a1", "a1.txt", "Herald", True, "", " ".join(sources))
        statements = statements_from_sentences(article, sources, parser)
        return "; ".join(unpreserved(sentence, parser.parse([sentence])[0], statements))

    return found


# --- what may stand -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Marit, which carried 40 cars, ran aground near Port Aldan on Monday.",
        "The ferry Marit ran aground near Port Aldan on Monday.",
        "The ferry Marit ran aground near Port Aldan.",
        "Mayor Maria Lund said the ferry ran aground near Port Aldan.",
    ],
)
def test_a_source_with_parts_left_out_stands(sentence: str, faults: Faults) -> None:
    sources = (
        "The ferry Marit, which carried 40 cars, ran aground near Port Aldan on Monday.",
        "Mayor Maria Lund said the ferry ran aground near Port Aldan.",
    )
    assert faults(sentence, *sources) == ""


def test_two_sources_may_meet_where_both_say_the_same_of_one_subject(faults: Faults) -> None:
    assert not faults(
        "Lena Voss will step down in March after six years.",
        "Lena Voss, the head of the bank, will step down in March.",
        "Lena Voss will step down after six years.",
    )


# --- polarity, conditions, doubt ------------------------------------------------------------------


def test_what_somebody_believes_is_not_told_of_who_says_so(faults: Faults) -> None:
    source = "Maria Lund added that owners of old boats believed that the ferry was a danger."

    assert "without believed" in faults("Maria Lund added that the ferry was a danger.", source)
    assert not faults("Maria Lund added that owners believed that the ferry was a danger.", source)


def test_a_denial_of_another_subject_does_not_affirm(faults: Faults) -> None:
    sources = (
        "Anton Marek has pleaded not guilty to fraud.",
        "Ivo Brand and Petr Hala have pleaded guilty to fraud.",
    )
    assert "without not" in faults("Anton Marek has pleaded guilty to fraud.", *sources)
    assert not faults("Ivo Brand has pleaded guilty to fraud.", *sources)


@pytest.mark.parametrize(
    ("sentence", "source", "lost"),
    [
        (
            "The union will end the strike.",
            "The union will end the strike if the mill pays.",
            "if",
        ),
        (
            "The mill pays the workers.",
            "The union will end the strike if the mill pays the workers.",
            "if",
        ),
        ("The bank closed the branch.", "The bank may have closed the branch.", "may"),
        ("The bank closed the branch.", "The bank never closed the branch.", "not"),
        ("Voss left the bank.", "Voss reportedly left the bank.", "reportedly"),
        ("Voss left the bank.", "Voss left the bank without the keys.", "not, without"),
        (
            "The council buys the bridge.",
            "The council refused to buy the bridge.",
            "to, under refuse",
        ),
        ("The council buys the bridge.", "The council plans to buy the bridge.", "to, under plan"),
    ],
)
def test_a_condition_or_doubt_is_not_lost(
    sentence: str, source: str, lost: str, faults: Faults
) -> None:
    assert f"without {lost}" in faults(sentence, source)


def test_a_qualifying_word_is_not_lost(faults: Faults) -> None:
    source = "Police searched the house of the alleged thief."
    assert "alleged" in faults("Police searched the house of the thief.", source)
    assert not faults("Police searched the house of the thief.", source, "A thief was searched.")


# --- speakers -------------------------------------------------------------------------------------


def test_what_a_source_only_reports_keeps_its_speaker(faults: Faults) -> None:
    reported = "The union said the mill had dumped waste in the river."
    sentence = "The mill had dumped waste in the river."
    assert "somebody's words" in faults(sentence, reported)
    assert not faults(sentence, reported, "The mill had dumped waste in the river in May.")


def test_a_headline_may_name_its_source_at_the_end(faults: Faults) -> None:
    assert "somebody's words" in faults(
        "The ferry Marit ran aground.", "The ferry Marit ran aground: coast guard."
    )


# --- joints ---------------------------------------------------------------------------------------


def test_the_verb_of_one_source_is_not_said_of_the_subject_of_another(faults: Faults) -> None:
    sources = (
        "Senators struck several clauses from the bill.",
        "The cabinet will vote on the bill on Friday.",
    )
    assert "said of somebody else" in faults(
        "The cabinet struck several clauses from the bill.", *sources
    )


def test_what_somebody_declined_to_do_is_not_said_of_another(faults: Faults) -> None:
    sources = (
        "Ana Ruiz declined to debate the mayor.",
        "Karl Holm has a preference between Ana Ruiz and the mayor but declined to disclose it.",
    )
    assert "said of somebody else" in faults("Ana Ruiz declined to disclose it.", *sources)


def test_the_majority_says_of_whom(faults: Faults) -> None:
    sources = (
        "Norwick will pay for the bridge.",
        "Norwick will not repair it but will pay for the bridge.",
        "Ellery will pay for the bridge.",
    )
    assert "more sources" in faults(
        "Ellery will pay for the bridge of the town.", *sources, "The bridge of the town is old."
    )
    assert not faults("Norwick will pay for the bridge.", *sources)


def test_words_that_hang_together_do_so_in_a_source(faults: Faults) -> None:
    sources = (
        "Police arrested a man of 34 in Norwick on Tuesday.",
        "The fire at the town hall in Ellery was put out by Wednesday.",
    )
    assert faults("Police arrested a man at the town hall.", *sources)


def test_half_of_a_clause_does_not_go_on_after_an_and(faults: Faults) -> None:
    source = "The premier signed the order, and the harbours of the north will close."
    assert faults("The premier signed the order and the harbours.", source)


def test_a_verb_keeps_the_object_that_its_source_has(faults: Faults) -> None:
    source = "The premier told reporters that the harbour would close."
    assert "without its" in faults("The premier told.", source)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Friday the council closed the bridge on Friday.",
        "The council closed the bridge of the council.",
    ],
)
def test_a_word_is_not_told_more_often_than_in_a_source(sentence: str, faults: Faults) -> None:
    assert "2 times" in faults(
        sentence, "On Friday the council closed the bridge.", "The bridge of the town is closed."
    )


def test_what_a_clause_is_asked_of_is_not_lost_with_the_noun(faults: Faults) -> None:
    source = (
        "The letter blamed the ferry, and that was the line Mayor Lund would later cite in court."
    )
    assert "without its object" in faults("Mayor Lund would later cite in court.", source)


def test_a_day_is_no_object_of_what_was_done_on_it(faults: Faults) -> None:
    source = "Monday was the day Mayor Lund spoke in court."
    assert faults("Mayor Lund spoke in court.", source) == ""
