"""What counts as denied on one side only, and what does not."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences

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
        "a second verb of which the subject is denied",
        "No pilot of the harbour may bring or sell food in the old tower.",
        "Pilots of the harbour may bring or sell food in the old tower.",
    ),
    (
        "no one and two",
        "No one was killed in the fire at the mill.",
        "Two people were killed in the fire at the mill.",
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
    (
        "a verb of two words",
        "The harbour raids were carried out by men from the northern island, the mayor said.",
        "The harbour raids were not carried out by men from the northern island, the mayor said.",
    ),
    (
        "where somebody was",
        "Two captains were out of town on the night of the wreck.",
        "Two captains were not out of town on the night of the wreck.",
    ),
    (
        "what is denied already",
        "None of the boats can leave the northern harbour until the list is published.",
        "None of the boats can not leave the northern harbour until the list is published.",
    ),
    (
        "beside another word of negation",
        "The list of the crew was found in a drawer, in a binder not tied to the wreck.",
        "The list of the crew was not found in a drawer, in a binder tied to the wreck.",
    ),
    (
        "what a court orders",
        "The captain of the ferry was ordered held on a bail of 900 crowns on Monday.",
        "The captain of the ferry was not held on a bail of 900 crowns on Monday.",
    ),
    (
        "two words for one verdict",
        "The captain was found guilty of sinking the old ferry of the northern line.",
        "The captain was not convicted of sinking the old ferry of the northern line.",
    ),
    (
        "that there are any",
        "Three suits over the wreck are pending in the northern court.",
        "There are not three suits over the wreck pending in the northern court.",
    ),
    (
        "other words for an accusation of one deed",
        "The captain is accused of sinking the old ferry in the harbour before selling the wreck.",
        "The captain is not suspected of sinking the old ferry in the harbour, police said.",
    ),
    (
        "how something looks",
        "The new harbour would have looked different with a ferry, Berg said.",
        "The new harbour would not have been different with a ferry, Berg said.",
    ),
    (
        "the first of its kind",
        "It is the first named storm to sink a ferry in the northern harbour in May.",
        "But it is not the first to sink a ferry in the northern harbour in May.",
    ),
    (
        "what is said of another verb",
        "The policies of the line are not well known and the mayor is not aware of changes.",
        "The policies of the line are well known, and the mayor is not aware of any changes.",
    ),
    (
        "what somebody tries to do",
        "The captains were trying to arrange a meeting with the harbour board on Monday.",
        "The captains were not attempting to arrange a meeting with the harbour board on Monday.",
    ),
    (
        "what is done by doing something",
        "Passengers can avoid the queue by having their cards sent to the harbour.",
        "Passengers can not avoid the queue by having their cards sent to the harbour.",
    ),
    (
        "a condition",
        "The line will sail in spring if the new ferries are completed by the yard in Bergen.",
        "The line will sail in spring if the new ferries are not completed by the yard in Bergen.",
    ),
    (
        "a condition that another word denies",
        "If the fees on ferries are not repealed, the board threatens to close the harbour.",
        "The board threatens to close the harbour unless the fees on ferries are not repealed.",
    ),
    (
        "an open question",
        "The judge said he could not determine if the captain was an evil man.",
        "The judge said he could not determine if the captain was not an evil man.",
    ),
    (
        "a share in one word or two",
        "The rate of survival without damage to the ferry is about 10 per cent, Berg said.",
        "The rate of survival without damage to the ferry is not about 10 percent, Berg said.",
    ),
    (
        "what is not going to be thought of",
        "Berg did not think that the old ferry is going to go down this week.",
        "Berg did not think that the old ferry is not going to go down this week.",
    ),
    (
        "none at all, in a figure",
        "Zero islanders voted for the sale of the old ferry on Monday.",
        "The islanders voted for the sale of the old ferry on Monday.",
    ),
    (
        "a verb that says little, of one thing",
        "The harbour board made a decision about the passenger lists last week.",
        "The harbour board did not make a decision about the passenger lists last week.",
    ),
    (
        "what one person needs, under two names",
        "Anna Berg needed to win Aldan to stay in the race for the harbour board.",
        "With so many votes, Berg did not need to win Aldan to stay in the race for the board.",
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
        "what is not so only without something",
        "A licence is needed in giving the boats of the island the right to sell fish in Holm.",
        "Without a licence, no boat of the island has the right to sell fish in Holm.",
    ),
    (
        "what need not be done and is done",
        "The mayor said on Friday that he did not need to close the northern harbour.",
        "The mayor closed the northern harbour on Friday.",
    ),
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
    (
        "what would be the case, and a refusal",
        "Handing over the list of the crew would break the law, the captain said.",
        "The captain refused to hand over the list of the crew.",
    ),
    (
        "what somebody did not do, and what he declined",
        "The captain did not answer requests for an interview last week.",
        "The captain had declined written requests for an interview last week.",
    ),
    (
        "nobody, of one verb and of another",
        "Last year none of nearly two dozen invited captains received a pass in time.",
        "The board said that last year none of about two dozen invited captains received a pass.",
    ),
    (
        "what seldom happens",
        "The captains of the northern line rarely keep full lists of the passengers.",
        "The captains of the northern line typically do not keep full lists of the passengers.",
    ),
    (
        "a vote",
        "Three no votes would end the plan of the harbour board.",
        "It would take three votes to end the plan of the harbour board.",
    ),
    (
        "an open question, either way",
        "The board is waiting until October to decide whether or not to sell the old ferry.",
        "The board is waiting until October to decide whether it will sell the old ferry.",
    ),
    (
        "unless it is, and if it is not",
        "The board will close the harbour unless the fees on ferries are repealed.",
        "The board will close the harbour if the fees on ferries are not repealed.",
    ),
    (
        "what was hardly won",
        "The northern council barely passed the plan for the old ferry on Monday night.",
        "The northern council passed the plan for the old ferry on Monday night.",
    ),
    (
        "none at all, in a figure and in a word",
        "Zero islanders voted for the sale of the old ferry on Monday.",
        "No islander voted for the sale of the old ferry on Monday.",
    ),
    (
        "whether the hearer thinks so too",
        "“The old ferry won't sail to Bergen with the crew, don't you think?” Berg wrote.",
        "“The old ferry won't sail to Bergen with the crew,” Berg wrote on Monday.",
    ),
    (
        "a verb that says little, of two things",
        "The decision not to release the passenger lists was made by the board last week.",
        "The mayor defended the board's decision not to make public a list of passengers.",
    ),
    (
        "what would not be without something, as somebody fears",
        "The board has kept the old fee so there would be a reason to sell the ferry in spring.",
        "Without the old fee, many pilots fear there would be no reason to sell the ferry.",
    ),
    (
        "a verb that an ellipsis parts from its denial",
        "The board said its code says a “pilot should not . . . publicly endorse or oppose a "
        "candidate for the board.”",
        "The board said its code says that pilots should refrain from publicly endorsing or "
        "opposing a candidate for the board.",
    ),
    (
        "a second verb that shares the subject with its denial",
        "The mayor said that pilots of the harbour may not bring or sell food in the tower.",
        "The rule of the harbour says: “No pilot shall bring or sell food in the tower.”",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NOT_DENIED)
def test_nothing_is_denied(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


def test_two_people_have_needs_of_their_own(parser: Parser) -> None:
    found = differences(
        parser,
        "Anna Berg needed to win Aldan to stay in the race for the harbour board.",
        "With so many votes, Peter Lund did not need to win Aldan to stay in the race.",
    )
    assert Kind.NEGATION not in {item.kind for item in found}
