"""What counts as denied on one side only, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.records import Kind, PairScore
from tests.test_contradiction import shown
from tests.test_discrepancies import article, cluster, differences

DENIED = [
    (
        "no longer",
        "The company no longer owns the old ferry on the northern route.",
        "The company owns the old ferry on the northern route.",
    ),
    (
        'one "not" for two verbs',
        "The mayor has not visited the wreck or called the families of the crew.",
        "The mayor has called the families of the crew.",
    ),
    (
        "a verb of announcing",
        "The harbour board did not announce the sale of the old ferry on Monday.",
        "The harbour board announced the sale of the old ferry on Monday.",
    ),
    (
        "what is told as done by the way",
        "The harbour board did not publish the list of the crew of the old ferry on Monday.",
        "The harbour board ended the inquiry by publishing the list of the crew of the old ferry.",
    ),
    (
        "what is going to be",
        "The mayor will not sign the law on the old ferry on Monday.",
        "The mayor is set to sign the law on the old ferry on Monday.",
    ),
    (
        "what somebody plans to do",
        "The harbour board will not sell the old ferry of the northern line this spring.",
        "The harbour board plans to sell the old ferry of the northern line this spring.",
    ),
    (
        "what will be, told in the past",
        "The mayor said that the harbour board would not sell the old ferry of the northern line.",
        "The mayor said that the harbour board will sell the old ferry of the northern line.",
    ),
    (
        "a participle that says who did it",
        "The harbour board did not release the list of the passengers on Monday.",
        "The list of the passengers released by the harbour board on Monday is long.",
    ),
    (
        "words that are quoted on one side only",
        "Trade with the northern islands “will not recover before the summer,” the board said.",
        "Trade with the northern islands will recover before the summer, the board said.",
    ),
    (
        "one word of negation in statements that are the same otherwise",
        "Not one of the nine lifeboats of the northern ferry was found on the reef on Monday.",
        "One of the nine lifeboats of the northern ferry was found on the reef on Monday.",
    ),
    (
        "a verb that ends other things elsewhere",
        "The captain said that he was not stopped by the police in the harbour in May.",
        "The captain said that he was stopped by the police in the harbour in May.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), DENIED)
def test_one_denies_what_the_other_affirms(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.NEGATION, True)


NOT_DENIED = [
    (
        "a participle beside a refusal",
        "Citing the law, the captain refused to answer the questions of the board.",
        "The captain refused to answer the questions of the board, citing the law.",
    ),
    (
        "what was not said",
        "The police did not say how many people were on the ferry.",
        "The police said that forty people were on the ferry.",
    ),
    (
        "two sayings in quotation marks",
        "Anna Berg said the town would “never pay for that ugly pier.”",
        "Despite the promise of Peter Lund that the town will pay for his pier, she would not.",
    ),
    (
        "what would be, and what is",
        "The plan for the island does not include money for a new pier, the mayor said.",
        "A fair plan for the island would include money for a new pier, the mayor said.",
    ),
    (
        "a question",
        "Did the harbour board sell the old ferry of the northern line on Monday?",
        "The harbour board did not sell the old ferry of the northern line on Monday.",
    ),
    (
        "only the time",
        "The harbour board did not sell the old ferry until Monday.",
        "The harbour board sold the old ferry on Monday.",
    ),
    (
        "what was done instead, told in two ways",
        "The captain turned back rather than sail into the northern storm on Monday.",
        "The captain turned back and did not sail into the northern storm on Monday.",
    ),
    (
        "two verbs that one refusal covers",
        "The mayor ordered the clubs to stop selling and wearing the caps of the ferry line.",
        "The mayor said that the clubs do not wear the caps of the ferry line.",
    ),
    (
        "what one says of himself, and of whom he speaks to",
        "“You're not the mayor of Aldan,” he told the caller on the harbour line.",
        "“I'm the mayor of Aldan,” the caller told him on the harbour line.",
    ),
    (
        "a ban, and what was or was not done",
        "The sales would break a law that bans the island from buying or selling whale meat.",
        "The island has never sold whale meat, the mayor said.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NOT_DENIED)
def test_nothing_is_denied(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


SUSPECTED = [
    (
        "in other words",
        "The old ferries and their crews will be front and center this week.",
        "The old ferries and their crews will not be prevalent there.",
        0.9,
        [Kind.NEGATION],
    ),
    (
        "that the scorer does not see",
        "The old ferries and their crews will be front and center this week.",
        "The old ferries and their crews will not be prevalent there.",
        0.1,
        [],
    ),
    (
        "of something that only one of them says",
        "The old ferries and their crews will be front and center this week.",
        "That was not all: the old ferries and their crews will be front and center.",
        0.9,
        [],
    ),
    (
        "that is the other's own word",
        "The old ferries and their crews were not harmed by the storm in the harbour.",
        "The storm left the old ferries and their crews in the harbour unharmed.",
        0.9,
        [],
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "conflict", "kinds"), SUSPECTED)
def test_scorer_points_to_a_denial(
    parser: Parser, _what: str, one: str, other: str, conflict: float, kinds: list[Kind]
) -> None:
    articles = [article(n, text) for n, text in enumerate((one, other))]
    plain = cluster(parser, articles)
    judged = (0.05, 0.95 - conflict, conflict)
    score = PairScore(plain.statements[0].id, plain.statements[1].id, 0.8, judged, judged, 0.6)
    found = shown([replace(plain, scores=(score,))], articles)
    assert [item.kind for item in found] == kinds
