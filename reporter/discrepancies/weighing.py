"""How much a difference matters to an editor, given that it is a true one: its importance.

Who has to decide whom to trust and what to print wants to be told of another figure, day, name or
speaker, of whether a thing happened, of an accusation told as fact, of a term that takes a side and
of a quotation that says something else. Of filler words, "the" for "a", another tense, "slammed"
for "called" and an adjective of colour seldom.

The rules are read in order, and the first that fits says how much. The importance of each is the
share of those read that a reader found worth an editor's time; see docs/discrepancies.md. It says
nothing of whether the difference is one at all: that is `Finding.confidence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from reporter.discrepancies.evidence.verbatim import GAP, is_short_for, places_apart
from reporter.discrepancies.finding import Finding, Mark, same_stem
from reporter.discrepancies.lexicon import groups, words
from reporter.records import Kind, Token
from reporter.text.lexical import STOP_WORDS, fold

WORTH_FROM = 0.5
"""Importance from which a difference is worth an editor's time more often than not."""

_LOADED = dict(groups("loaded"))
_CLASSIFYING = frozenset(words("wording.classifying"))
_SPOKEN = frozenset(words("wording.spoken") + words("wording.speaking"))
_SAYING = frozenset(words("saying") + words("uttering") + words("speaking"))
_PLAIN_TERMS = frozenset(words("plain_terms"))
_SAID = frozenset(words("saying"))
_ACCUSING = frozenset(words("hedging.accusing"))
_HEARD = frozenset(words("hedging.heard"))
_LIGHT = frozenset(words("light") + words("saying") + words("thinking")) | {"want", "like"}
_SMALL = STOP_WORDS | _LIGHT
_THINGS = frozenset({"NOUN", "PROPN", "NUM"})
_MEANING = _THINGS | {"VERB", "ADJ"}
_OPENING = 3
_CLITIC = re.compile(r"(?:[’'][a-z]+|n[’']t)", re.IGNORECASE)
_ALIKE = 60
_LONG = 6
_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of difference: what it is in a few words, how much it matters, when it fits."""

    name: str
    importance: float
    fits: Callable[[Finding], bool]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a quotation as it is said, its lemma, and whether it is a noun, name or figure."""

    text: str
    lemma: str
    thing: bool


def importance_of(finding: Finding) -> tuple[float, str]:
    """Return how probable it is (0..1) that an editor wants to be told, and why in a few words."""
    rule = next(rule for rule in _RULES[finding.kind] if rule.fits(finding))
    return rule.importance, rule.name


def _always(_: Finding) -> bool:
    return True


def _turns(finding: Finding) -> bool:
    return finding.changes_meaning


def _is_accusation(finding: Finding) -> bool:
    return any(fold(token.text) in _ACCUSING for token in _hedged(finding))


def _is_hedged_saying(finding: Finding) -> bool:
    """Return whether what is hedged is that somebody said or wrote it: the words are the news."""
    flat = (token for mark in _keyed(finding, "flat") for token in _tokens(mark))
    return any(token.lemma.lower() in _SAID for token in flat)


def _is_hearsay(finding: Finding) -> bool:
    return any(fold(token.text) in _HEARD for token in _hedged(finding))


def _hedged(finding: Finding) -> list[Token]:
    return [token for mark in _keyed(finding, "hedged") for token in _tokens(mark)]


def _is_planned(finding: Finding) -> bool:
    return finding.subject.startswith("planned or done")


def _opens(finding: Finding) -> bool:
    """Return whether it stands in a headline or among the first sentences of an article."""
    statements = (finding.a.statement, finding.b.statement)
    return any(one.start == one.end or one.index < _OPENING for one in statements)


def _is_plain_term(finding: Finding) -> bool:
    """Return whether the terms of a family differ in colour more than in what they claim."""
    return _is_term(finding) and finding.subject.rpartition(" ")[2] in _PLAIN_TERMS


def _is_term(finding: Finding) -> bool:
    return finding.subject.startswith("term for")


def _takes_sides(finding: Finding) -> bool:
    """Return whether an adjective says what people or acts are: "illegal", "terrorist"."""
    return any(fold(token.text) in _CLASSIFYING for token in _loaded(finding))


def _is_name_for_it(finding: Finding) -> bool:
    """Return whether a person or a thing is called by a loaded noun: "dictator", "regime"."""
    return any(token.pos == "NOUN" for token in _loaded(finding))


def _is_deed(finding: Finding) -> bool:
    """Return whether a loaded verb tells what was done, not how somebody spoke."""
    return any(
        token.pos == "VERB" and token.dep != "amod" and token.lemma.lower() not in _SPOKEN
        for token in _loaded(finding)
    ) and not any(
        token.lemma.lower() in _SAYING | _SPOKEN
        for mark in _keyed(finding, "plain")
        for token in _tokens(mark)
    )


def _loaded(finding: Finding) -> list[Token]:
    return [token for mark in _keyed(finding, "loaded") for token in _tokens(mark)]


def _keyed(finding: Finding, key: str) -> list[Mark]:
    return [mark for mark in (finding.a, finding.b) if mark.key == key]


def _tokens(mark: Mark) -> list[Token]:
    start, end = mark.span
    return [one for one in mark.statement.tokens if one.start < end and start < one.end]


def _puts_other_words(finding: Finding) -> bool:
    """Return whether words of meaning stand for others that are not spelt like them."""
    return any(_are_other(mine, theirs) for mine, theirs in _weighty(finding))


def _puts_other_things(finding: Finding) -> bool:
    """Return whether a noun, name or figure stands for another one.

    Verbs and adjectives are heard, translated or remembered in other words that say the same.
    """
    return any(
        _are_other([one for one in mine if one.thing], [one for one in theirs if one.thing])
        for mine, theirs in _weighty(finding)
    )


def _are_other(mine: Sequence[_Word], theirs: Sequence[_Word]) -> bool:
    return _only(mine, theirs) and _only(theirs, mine)


def _only(found: Sequence[_Word], others: Sequence[_Word]) -> bool:
    return any(not any(_are_alike(word, other) for other in others) for word in found)


def _are_alike(one: _Word, other: _Word) -> bool:
    """Return whether two words are forms of one or mean the same; long ones begin alike.

    So are a word and what is left of it where it is cut short or blotted out.
    """
    if any({one.lemma, other.lemma} <= members for _, members in groups("synonyms")):
        return True
    mine, theirs = one.text, other.text
    if is_short_for(mine, theirs):
        return True
    if min(len(mine), len(theirs)) >= _LONG and mine[:_BEGINNING] != theirs[:_BEGINNING]:
        return False
    return same_stem(mine, theirs) or fuzz.ratio(mine, theirs) >= _ALIKE


def _weighty(finding: Finding) -> Iterator[tuple[list[_Word], list[_Word]]]:
    """Yield the words of meaning of each place where two quotations differ."""
    ours, theirs = _read(finding.a), _read(finding.b)
    for mine, other in places_apart(finding.a.said, finding.b.said):
        if GAP not in (*mine, *other):  # what it stands for may be the very words
            yield _of_meaning(mine, ours), _of_meaning(other, theirs)


def _read(mark: Mark) -> dict[str, Token]:
    """Return the tokens by their words; "he's" is what it begins with."""
    tokens = _tokens(mark)
    found = {token.text.casefold(): token for token in tokens}
    for token, after in pairwise(tokens):
        if token.end == after.start and _CLITIC.fullmatch(after.text):
            found[f"{token.text}{after.text}".casefold()] = token
    return found


def _of_meaning(found: Sequence[str], tokens: Mapping[str, Token]) -> list[_Word]:
    kept = []
    for word in (word if word in tokens else word.rstrip(".") for word in found):
        token = tokens.get(word)
        if word not in _SMALL and (token is None or token.pos in _MEANING):
            known = (word, False) if token is None else (token.lemma.lower(), token.pos in _THINGS)
            kept.append(_Word(word, *known))
    return kept


_RULES: dict[Kind, tuple[Rule, ...]] = {
    Kind.NUMBER: (Rule("another figure", 0.9, _always),),
    Kind.UPDATE: (Rule("a newer figure", 0.9, _always),),
    Kind.DATE: (Rule("another day", 0.9, _always),),
    Kind.NAME: (
        Rule("another name", 0.8, _turns),
        Rule("another member of a list", 0.5, _always),
    ),
    Kind.ATTRIBUTION: (Rule("another speaker or source", 0.7, _always),),
    Kind.NEGATION: (Rule("whether it happened", 0.9, _always),),
    Kind.CONTRADICTION: (Rule("what cannot both be so", 0.9, _always),),
    Kind.QUOTE: (
        Rule("a quotation turned round", 0.9, _turns),
        Rule("another noun, name or figure in a quotation", 0.6, _puts_other_things),
        Rule("another verb or adjective in a quotation", 0.2, _puts_other_words),
        Rule("small words of a quotation, or words left out", 0.1, _always),
    ),
    Kind.CERTAINTY: (
        Rule("an accusation told as fact", 0.9, _turns),
        Rule("an allegation or not", 0.9, _is_accusation),
        Rule("planned or done", 0.5, _is_planned),
        Rule("a hedge on what was said", 0.1, _is_hedged_saying),
        Rule("hearsay about what a story opens with", 0.7, lambda f: _is_hearsay(f) and _opens(f)),
        Rule("hearsay further down", 0.2, _is_hearsay),
        Rule("how sure it is", 0.65, _always),
    ),
    Kind.WORDING: (
        Rule("a term of another colour", 0.2, _is_plain_term),
        Rule("a term that takes a side", 0.7, _is_term),
        Rule("a word that takes a side", 0.9, _takes_sides),
        Rule("another name for a person or thing", 0.7, _is_name_for_it),
        Rule("what was done in loaded words", 0.6, _is_deed),
        Rule("a word of colour", 0.05, _always),
    ),
}
