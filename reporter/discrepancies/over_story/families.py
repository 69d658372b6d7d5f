"""Families: words that may tell one event, with the same things and names beside them.

"Will nominate" and "has picked", "arrested" and "his capture". A verb may be of several families,
so a family in common says little alone.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from reporter.discrepancies.lexicon import groups, words
from reporter.records import Token
from reporter.text.lexical import stem


def families_of(token: Token) -> frozenset[str]:
    """Return the stem of a verb, or of the verb of an event noun, and the families it is in.

    Of another noun only its stem, marked as that of a noun.
    """
    word = token.lemma.lower()
    if token.pos == "NOUN":
        verb = _event_nouns().get(word)
        return frozenset({f"{stem(word)} (noun)"}) | (_of_verb(verb) if verb else frozenset())
    return _of_verb(word)


def is_event_noun(token: Token) -> bool:
    """Return whether a noun names an event as a verb does: "the arrest", "a hearing"."""
    return token.pos == "NOUN" and token.lemma.lower() in _event_nouns()


def _of_verb(verb: str) -> frozenset[str]:
    return frozenset({stem(verb)}) | _by_verb().get(verb, frozenset())


@cache
def _by_verb() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, members in groups("families"):
        for verb in members:
            found[verb].add(f"{name} (family)")
    return {verb: frozenset(names) for verb, names in found.items()}


@cache
def _event_nouns() -> dict[str, str]:
    return dict(pair.split("=") for pair in words("event_nouns.verbs"))
