"""Who says it, and who does it to whom."""

from __future__ import annotations

import re

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides

OTHER_SPEAKERS = [
    (
        "one quotation, two people",
        "“The harbour will be closed for at least two weeks,” Anna Berg said.",
        "“The harbour will be closed for at least two weeks,” Peter Lund said on Monday.",
    ),
    (
        "one claim, two people",
        "Anna Berg said that the ferry contract was sold without a vote of the council.",
        "Peter Lund said that the ferry contract was sold without a vote of the council.",
    ),
    (
        "a statement in which another one speaks as well",
        "Anna Berg said that the ferry contract was sold without a vote, while officials said that "
        "the harbour is safe.",
        "Peter Lund said that the ferry contract was sold without a vote of the council.",
    ),
    (
        "one claim in other words, half of which are the same on both sides",
        "Anna Berg said the council is thinking about the sale of the ferry contract to a bank "
        "despite the protests.",
        "Peter Lund said the council is considering a sale of the ferry contract to help a bank "
        "that lost much.",
    ),
    (
        "a pronoun that goes back to the speaker",
        "Anna Berg said the ferry contract, which she says is unfair, was sold without a vote.",
        "Peter Lund said the ferry contract, which is unfair, was sold without a vote.",
    ),
    (
        "a speaker whose office comes first",
        "“The harbour will be closed for at least two weeks,” said its pilot, Anna Berg.",
        "“The harbour will be closed for at least two weeks,” Peter Lund said on Monday.",
    ),
    (
        "a short quotation that is the same from end to end",
        "“Look, we have a tragedy,” Anna Berg told reporters.",
        "“Look, we have a tragedy,” Peter Lund said on Monday.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), OTHER_SPEAKERS)
def test_another_speaker_of_the_same_words(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.ATTRIBUTION, True)
    assert set(sides(found)) == {"Anna Berg", "Peter Lund"}


def test_what_is_announced_is_said(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The crew of the old ferry and its captain were found unhurt, a newspaper announced.",
        "The crew of the old ferry and its captain were found unhurt, Peter Lund said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.ATTRIBUTION, False)
    assert set(sides(found)) == {"a newspaper", "Peter Lund"}


SAME_SPEAKER = [
    (
        "a description that may be the person's own",
        "“The harbour will be closed for at least two weeks,” an official said.",
        "“The harbour will be closed for at least two weeks,” said Peter Lund, an official.",
    ),
    (
        "a body beside its spokesman",
        "The Harbour Board said that the quay would be closed for at least two weeks.",
        "Peter Lund said that the quay would be closed for at least two weeks.",
    ),
    (
        "who passes it on",
        "“The harbour will be closed for at least two weeks,” Peter Lund said.",
        "“The harbour will be closed for at least two weeks,” the mayor said, according to the "
        "reporter Tom Ash.",
    ),
    (
        "a company beside somebody whom its article calls a spokesman",
        "Bankia said that it is closely watching the sale of the old ferry contract.",
        "“We are closely watching the sale of the old ferry contract,” Lund, a spokesman, said.",
    ),
    (
        "a long saying with the words of a short one here and there",
        "Anna Berg said the first nurse of the island has recovered.",
        "“Like Mary Ash, the first nurse of the island, this is a brave woman who has given her "
        "life to the sick and is loved by her patients, and we hope that she is well again soon,” "
        "Peter Lund said.",
    ),
    (
        "a body of which the article of a person tells as well",
        "“The harbour will be closed for at least two weeks,” the Harbour Board said.",
        "“The harbour will be closed for at least two weeks,” said Peter Lund, who leads the "
        "Harbour Board.",
    ),
    (
        "a person and a body in their own words",
        "The Northern Ferry Company said that the quay would be closed for at least two weeks.",
        "Peter Lund said that the quay would be closed for at least two weeks.",
    ),
    (
        "a few words that anybody may say",
        "“It is what it is,” Anna Berg told reporters.",
        "“It is what it is,” Peter Lund said on Monday.",
    ),
    (
        "a body in capitals beside a person",
        "The captain of the ferry, Anna Berg, said she would not attend the talks on the harbour.",
        "NORLINE and two others have announced that they will attend the talks on the harbour.",
    ),
    (
        "a few words of their own that two may say",
        "Anna Berg said that the ferry will sink.",
        "Peter Lund said that the ferry will sink.",
    ),
    (
        "two sayings on one topic",
        "Anna Berg said that the ferry contract was sold too cheaply.",
        "Peter Lund said that the council was right to keep the harbour open.",
    ),
    (
        "whom the outlets asked in vain",
        "Anna Berg did not respond to a request for comment.",
        "The Northern Line and Peter Lund did not respond to requests for comment.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), SAME_SPEAKER)
def test_no_other_speaker(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.ATTRIBUTION not in {item.kind for item in differences(parser, one, other)}


def test_who_says_it_faces_who_says_it_and_not_who_acts(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“Any step away from the old plan is a step in the right direction, but a plan with such "
        "fees cannot be called balanced,” harbour spokesman Jan Holm said.",
        "“Any step away from the old plan is a step in the right direction,” harbour spokesman "
        "Peter Lund said, though he also criticized the mix of cuts and fees that Berg has "
        "proposed, saying it “cannot be called balanced.”",
    )
    assert found.kind is Kind.ATTRIBUTION
    assert set(sides(found)) == {"Jan Holm", "Peter Lund"}


VOICES = [
    ("a body that the other article never has", "the Northern Ferry Company", "Peter Lund", True),
    ("an unnamed source", "an unnamed official", "Peter Lund", False),
    ("a source of no name", "state media", "Peter Lund", False),
    ("a body that is only described", "police", "Peter Lund", False),
    (
        "two who speak for one body",
        "harbour spokeswoman Anna Berg",
        "harbour spokesman Peter Lund",
        True,
    ),
    ("one who may speak for the other", "Anna Berg", "harbour spokesman Peter Lund", False),
]


@pytest.mark.parametrize(("_what", "one", "other", "changes"), VOICES)
def test_what_another_voice_changes(
    parser: Parser, _what: str, one: str, other: str, changes: bool
) -> None:
    (found,) = differences(
        parser,
        f"“The old quay will be closed for at least two weeks,” {one} said.",
        f"“The old quay will be closed for at least two weeks,” {other} said on Monday.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.ATTRIBUTION, changes)
    bare = (re.sub(r"^(?:the|harbour \w+) ", "", voice) for voice in (one, other))
    assert set(sides(found)) == set(bare)


SWAPPED_ROLES = [
    (
        "subject and object",
        "The Northern Ferry Company sued the Island Harbour Board over the lease on Friday.",
        "The Island Harbour Board sued the Northern Ferry Company over the lease on Friday.",
        Kind.CONTRADICTION,
    ),
    (
        "active and passive",
        "Anna Berg accused Peter Lund of selling the old ferry for too little money.",
        "Anna Berg was accused by Peter Lund of selling the old ferry for too little money.",
        Kind.CONTRADICTION,
    ),
    (
        "speaker and hearer",
        "Anna Berg told Peter Lund on Monday that the old ferry was not safe to sail.",
        "Peter Lund told Anna Berg on Monday that the old ferry was not safe to sail.",
        Kind.ATTRIBUTION,
    ),
    (
        "one who is named twice",
        "On Monday Anna Berg claimed Peter Lund had sold the old ferry for too little money.",
        "Peter Lund, who met Anna Berg, claimed on Monday Berg had sold the old ferry for too "
        "little money.",
        Kind.ATTRIBUTION,
    ),
    (
        "the office of one and of the other",
        "Harbour director Anna Berg met privately with pilot Peter Lund on Monday.",
        "Harbour director Peter Lund met privately with pilot Anna Berg on Monday.",
        Kind.CONTRADICTION,
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "kind"), SWAPPED_ROLES)
def test_names_that_change_places(
    parser: Parser, _what: str, one: str, other: str, kind: Kind
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (kind, True)


SAME_ROLES = [
    (
        "a verb inside the quotation and that of the outlet",
        "“The Harbour Board believes in open doors,” its head Anna Berg said on Monday.",
        "Anna Berg released a statement saying, “The Harbour Board believes in open doors.”",
    ),
    (
        "a verb that holds both ways",
        "Anna Berg met Peter Lund at the harbour on Monday to talk about the ferry.",
        "Peter Lund met Anna Berg at the harbour on Monday to talk about the ferry.",
    ),
    (
        "what two make with each other",
        "The Northern Ferry Company reached a deal with the Island Harbour Board on Friday.",
        "The Island Harbour Board reached a deal with the Northern Ferry Company on Friday.",
    ),
    (
        "the passive of the same",
        "Anna Berg accused Peter Lund of selling the old ferry for too little money.",
        "Peter Lund was accused by Anna Berg of selling the old ferry for too little money.",
    ),
    (
        "two deeds",
        "Anna Berg blamed Peter Lund for the accident at the southern pier last winter.",
        "Peter Lund blamed the weather and said Anna Berg knew nothing of boats.",
    ),
    (
        "one who repeats what the other said",
        "Anna Berg told Peter Lund that more ferries were coming to the harbour, Lund testified.",
        "Anna Berg said that more ferries were coming to the harbour, which Peter Lund doubted.",
    ),
    (
        "an office that has passed on",
        "Harbour director Anna Berg met with Peter Lund on Monday to talk about the ferry.",
        "Harbour director Peter Lund met with former director Anna Berg to talk about the ferry.",
    ),
    (
        "a title that many bear",
        "Senator Anna Berg met with Peter Lund on Monday to talk about the ferry.",
        "Senator Peter Lund met with Anna Berg on Monday to talk about the ferry.",
    ),
    (
        "one who tells what the other denied",
        "Television host Anna Berg said that Peter Lund denied that he had sold the old ferry.",
        "Peter Lund told Anna Berg on Monday that he had not sold the old ferry.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), SAME_ROLES)
def test_names_that_keep_their_places(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


def test_one_office_has_one_holder(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Harbour director Anna Berg walked out of the talks on the old ferry on Monday night.",
        "On Monday the talks on the old ferry ended when harbour director Peter Lund walked out.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.NAME, True)
    assert set(sides(found)) == {"Anna Berg", "Peter Lund"}
    assert found.subject == "who walked out of the talks"


def test_an_office_is_named_in_the_order_of_its_words(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Majority leader Anna Berg put off the vote on the old ferry on Monday night in Aldan.",
        "The vote on the old ferry was put off on Monday night in Aldan, said majority leader "
        "Peter Lund.",
    )
    assert found.subject == "who is majority leader"


def test_a_deputy_holds_another_office(parser: Parser) -> None:
    found = differences(
        parser,
        "Harbour board director Anna Berg walked out of the talks on the old ferry on Monday.",
        "Harbour board deputy director Peter Lund walked out of the talks on the old ferry.",
    )
    assert [item for item in found if item.subject.startswith("who is")] == []


def test_two_places_have_an_officer_each(parser: Parser) -> None:
    found = differences(
        parser,
        "The harbour of Oslo stayed open on Monday, Oslo harbour director Anna Berg said.",
        "Bergen harbour director Peter Lund asked for a plan to keep ferries in the harbour.",
    )
    assert [item for item in found if item.subject.startswith("who is")] == []


def test_an_office_needs_no_place_in_statements_that_are_alike(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "On Monday the talks on the old ferry ended when Mayor Peter Lund walked out.",
        "The mayor of Oslo, Anna Berg, left the talks on the old ferry on Monday.",
    )
    assert set(sides(found)) == {"Anna Berg", "Peter Lund"}


def test_an_office_of_several_has_two_holders(parser: Parser) -> None:
    found = differences(
        parser,
        "On Monday the talks on the old ferry ended when Justice Peter Lund walked out.",
        "Justice Anna Berg of Oslo left the talks on the old ferry on Monday.",
    )
    assert [item for item in found if item.subject.startswith("who is")] == []
