"""Headlines in title case, written like sentences, also where one became a fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reporter.records import Fact, Statement, StatementKind
from reporter.summarize.rendering import render

TITLE_CASE = 0.7
"""Share of capitalised words, the short ones aside, from which a headline is in title case."""
SHORT = 3
FEWEST_WORDS = 4

_POSSESSIVE = re.compile(r"[’']s?$")
_MARKS = "“”‘’\"'(),.:;!?"


@dataclass(frozen=True, slots=True)
class Spellings:
    """How articles write their words within sentences.

    `forms` counts the spellings of a word by its lower case, `names` holds the lower-case pairs
    that they write one after the other with two capitals.
    """

    forms: Mapping[str, Counter[str]]
    names: frozenset[tuple[str, str]]


def spellings_of(statements: Sequence[Statement]) -> Spellings:
    """Return how the articles write their words where no sentence begins."""
    forms: dict[str, Counter[str]] = {}
    names: set[tuple[str, str]] = set()
    for item in statements:
        if item.kind is StatementKind.SENTENCE:
            words = [token.text for token in item.tokens]
            for before, word in pairwise(words):
                forms.setdefault(word.lower(), Counter())[word] += 1
                if before[:1].isupper() and word[:1].isupper():
                    names.add((before.lower(), word.lower()))
    return Spellings(forms, frozenset(names))


def is_title_case(text: str) -> bool:
    """Whether nearly all long words of a text begin with a capital."""
    bare = [word.strip(_MARKS) for word in text.split()]
    capitals = [word for word in bare[1:] if word[:1].isupper()]
    long = [word for word in bare[1:] if len(word) > SHORT]
    return len(bare) >= FEWEST_WORDS and len(capitals) >= TITLE_CASE * max(len(long), 1)


def sentence_case(title: str, spellings: Spellings) -> str:
    """Return a headline in title case with small letters where the articles have them.

    One that is not in title case is left alone. A word that the articles do not have, or have as
    often with a capital as without, keeps its capital only in a name of theirs.
    """
    if not is_title_case(title):
        return title
    words = title.split()
    bare = [_POSSESSIVE.sub("", word.strip(_MARKS)) for word in words]
    keys = [word.lower() for word in bare]
    inside = {
        place
        for place, pair in enumerate(pairwise(keys))
        if pair in spellings.names
        for place in (place, place + 1)
    }
    return " ".join(
        word if not place or place in inside else _cased(word, spellings)
        for place, word in enumerate(words)
    )


def cased_facts(facts: Sequence[Fact], statements: Sequence[Statement]) -> tuple[Fact, ...]:
    """Return the facts, those that are a headline to the letter in sentence case.

    `statements` are all of the story.
    """
    titled = [_is_headline(fact) for fact in facts]
    if not any(titled):
        return tuple(facts)
    spellings = spellings_of(statements)
    return tuple(
        replace(fact, summary=sentence_case(fact.summary, spellings)) if title else fact
        for fact, title in zip(facts, titled, strict=True)
    )


def _is_headline(fact: Fact) -> bool:
    cited = fact.cluster.statements
    return any(
        item.kind is StatementKind.HEADLINE and fact.summary == render(item.text) for item in cited
    )


def _cased(word: str, spellings: Spellings) -> str:
    """Return the word with a small letter, each part of "Cease-Fire" by itself, unless a name."""
    return "-".join(
        part if _is_name(_POSSESSIVE.sub("", part.strip(_MARKS)), spellings) else part.lower()
        for part in word.split("-")
    )


def _is_name(word: str, spellings: Spellings) -> bool:
    if word[1:] != word[1:].lower():
        return True
    forms = spellings.forms.get(word.lower(), Counter())
    return forms[word] > forms[word.lower()]
