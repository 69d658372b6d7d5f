"""Written sentences whose pieces do not fit together."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences
from reporter.summarize.fluency import joining_faults, novel_joints

SOURCES = (
    "Mayor Maria Lund said on Friday that she will close the old harbour bridge.",
    "On Friday, Maria Lund ordered the police to search the town's fishing boats.",
    "Many boats were searched by the police.",
    "As the police searched boats and closed the harbour, the mayor left, Maria Lund said.",
)


@pytest.fixture(scope="module")
def sources(parser: Parser) -> tuple[Statement, ...]:
    article = Article("a1", "a1.txt", "Herald", True, "", " ".join(SOURCES))
    return statements_from_sentences(article, SOURCES, parser)


def faults(sentence: str, parser: Parser, sources: tuple[Statement, ...]) -> list[str]:
    return joining_faults(sentence, parser.parse([sentence])[0], sources)


@pytest.mark.parametrize(
    "sentence",
    [
        *SOURCES,
        "Maria Lund will close the old harbour bridge.",
        "Maria Lund ordered the police to search fishing boats.",
        "Two days after she spoke, Maria Lund closed the bridge.",
        "The boats’ owners protested.",
        "Maria Lund, on Friday, ordered the police to search.",
        "On Friday, the bridge, boats and harbour were searched.",
        "Maria Lund and Eskil Holm were searched by the police.",
        "“What she said was wrong, and the bridge will close,” Maria Lund said.",
    ],
)
def test_a_whole_sentence_has_no_fault(
    sentence: str, parser: Parser, sources: tuple[Statement, ...]
) -> None:
    assert faults(sentence, parser, sources) == []


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Maria Lund on Friday she will close the bridge.", "without a verb"),
        ("Maria Lund closed the old harbour.", "leads up to another word"),
        ("Maria Lund ordered the police police to search.", "twice in a row"),
        ("Maria Lund closed the bridge of Maria Lund.", "told twice"),
        ("Maria Lund closed the old bridge’.", "nothing opens"),
        ("Maria Lund closed the bridge. and boats.", "goes on after"),
        ("Maria Lund said, the bridge is closed.", "a comma after 'said'"),
        ("Maria Lund, ordered the police to search.", "a comma between 'Lund' and 'ordered'"),
        ("The bridge of Aldan, was searched on Friday.", "a comma between 'bridge' and 'searched'"),
        ("Maria Lund -ordered the police to search.", "a dash on one side of 'ordered'"),
        ("Will close the old harbour bridge, Maria Lund said.", "begins with 'Will'"),
        ("Bridge was searched by the police on Friday.", "begins with 'Bridge'"),
        ("Closed the harbour, the mayor left, Maria Lund said.", "begins with 'Closed'"),
        ("The police searched the boats in a hail of rain. Berg.", "goes on after 'rain.'"),
        ("Maria Lund said that she will close the bridge, she said.", "'said' and 'she said'"),
        ("In a letter, she said “I will close the bridge,” Maria Lund wrote.", "'said' and 'Maria"),
        ("By the police, the bridge was closed.", "begins with 'By'"),
        ("Maria Lund, even ordered the police to search.", "a comma between 'Lund'"),
        ("“I will close the bridge,” the said.", "'the' before 'said'"),
        ("Also complained about the bridge and being a victim.", "nobody 'complained'"),
        ("The mayor died later was unclear if she closed the bridge.", "nobody 'was'"),
        ("The police searched the harbour of with.", "'of' before 'with'"),
        ("Maria Lund were searched by the police.", "'Lund' with 'were'"),
        ("Maria Lund ordered a “search of boats”. Harbour Office.", "goes on after 'boats”.'"),
    ],
)
def test_a_bad_joint_is_named(
    sentence: str, fault: str, parser: Parser, sources: tuple[Statement, ...]
) -> None:
    assert fault in "; ".join(faults(sentence, parser, sources))


def test_a_list_has_its_last_member(parser: Parser) -> None:
    told = ("Three were hurt: the mayor, her deputy, and the clerk.",)
    article = Article("a1", "a1.txt", "Herald", True, "", told[0])
    known = statements_from_sentences(article, told, parser)

    assert faults("Three were hurt: the mayor, her deputy.", parser, known)
    assert not faults("Three were hurt: the mayor, her deputy, and the clerk.", parser, known)


def test_a_noun_that_leads_up_to_ago_ends_no_sentence(parser: Parser) -> None:
    told = (
        "Divers found the boys inside the cave a week ago, far from its mouth.",
        "The search has filled a week of fevered work.",
    )
    article = Article("a1", "a1.txt", "Herald", True, "", " ".join(told))
    known = statements_from_sentences(article, told, parser)

    assert faults("Divers found the boys inside the cave a week.", parser, known)
    assert not faults("Divers found the boys inside the cave a week ago.", parser, known)


def test_a_list_of_names_is_not_cut_to_one(parser: Parser) -> None:
    told = ("The women are Anna Berg (27), Gina Dahl (23) and Maria Lund (32).",)
    article = Article("a1", "a1.txt", "Herald", True, "", told[0])
    known = statements_from_sentences(article, told, parser)

    cut = "The women are Anna Berg, the girl who had disappeared."
    assert "only 'Berg' of the women" in "; ".join(faults(cut, parser, known))
    assert not faults("The women are Anna Berg, Gina Dahl and Maria Lund.", parser, known)


def test_a_verb_keeps_its_auxiliary(parser: Parser) -> None:
    told = ("A judge ruled that Maria Lund was unlawfully appointed to run the agency.",)
    article = Article("a1", "a1.txt", "Herald", True, "", told[0])
    known = statements_from_sentences(article, told, parser)

    assert faults("A judge ruled that Maria Lund appointed to run the agency.", parser, known)
    assert not faults("Maria Lund was appointed to run the agency.", parser, known)


def test_joints_are_counted_where_no_source_has_the_two_words_together(
    sources: tuple[Statement, ...],
) -> None:
    assert novel_joints("Maria Lund ordered the police.", sources) == 0
    assert novel_joints("Maria Lund will search the bridge.", sources) == 3


def test_a_list_of_predicates_keeps_its_end(parser: Parser) -> None:
    told = ("The council has closed two schools, sold the old mill, and raised its fees.",)
    article = Article("a1", "a1.txt", "Herald", True, "", " ".join(told))
    known = statements_from_sentences(article, told, parser)
    cut = "The council has closed two schools, sold the old mill."
    assert "a list that ends with 'sold'" in faults(cut, parser, known)
    assert not faults("The council has closed two schools and sold the mill.", parser, known)
    assert not faults(told[0], parser, known)


def test_a_name_that_only_acts_is_no_place(parser: Parser) -> None:
    told = (
        "No other suspects have been identified in the case, and the NBI is searching on.",
        "The NBI identified one man.",
    )
    article = Article("a1", "a1.txt", "Herald", True, "", " ".join(told))
    known = statements_from_sentences(article, told, parser)
    joined = "No other suspects have been identified in the NBI."
    assert "'in' before 'NBI'" in faults(joined, parser, known)
    assert not faults("One man was identified by the NBI.", parser, known)


def test_a_dash_that_ends_an_aside_needs_the_one_that_begins_it(parser: Parser) -> None:
    texts = ("Two ferries -- one of them new -- that had no pilot sank in the port.",)
    article = Article("a1", "a1.txt", "Herald", True, "", texts[0])
    told = statements_from_sentences(article, texts, parser)

    lost = "Two ferries, one of them new -- that had no pilot sank in the port."
    assert "a dash without its partner" in faults(lost, parser, told)
    assert "a dash without its partner" not in faults(texts[0], parser, told)
    early = "Two ferries sank -- one of them new."
    assert "a dash without its partner" not in faults(early, parser, told)
