"""People known by their surname in one article, whatever a parser takes the name for.

A parser judges each sentence alone: it sees a body or a verb in "Lund" at the head of one sentence
and a person in the next. An article uses a name in one sense (Gale, Church and Yarowsky 1992), so
what it mostly is holds for all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.records import Statement, StatementKind, Token

_MISREAD = frozenset({"VB", "VBN", "VBP", "UH", "NN", "NNS", "JJ", "FW"})
_ROLES = frozenset({"nsubj", "nsubjpass", "csubj", "dep", "npadvmod", "ROOT", "advcl"})
_BODIES = frozenset({"ORG", "WORK_OF_ART", "PRODUCT", "FAC", "LAW", "EVENT"})
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_MIN_LETTERS = 3


def surnames(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the words that end the name of a person more often than they name a place.

    One without a given name anywhere must not name a body more often either. With them come longer
    ends ("De Lund").
    """
    people: Counter[str] = Counter()
    others: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    longer: set[str] = set()
    full: set[str] = set()
    for statement in statements:
        tokens = statement.tokens
        for first, last in _entities(tokens):
            word, label = tokens[last].text, tokens[first].entity
            if label == "PERSON":
                people[word] += 1
                full.update([word] if first < last else [])
                longer.update(_joined_text(tokens, at, last) for at in range(first + 1, last))
            elif first == last:
                (bodies if label in _BODIES else others)[word] += 1
    known = {
        word
        for word, count in people.items()
        if count > others[word] + (0 if word in full else bodies[word]) and _is_capitalized(word)
    }
    return frozenset(known | longer)


def ends_of_names(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the last words of names of people that the text below the headline has as well.

    Weekdays are none ("Lund Thursday said").
    """
    body = [s for s in statements if s.kind is not StatementKind.HEADLINE] or statements
    written = {token.text for statement in body for token in statement.tokens}
    ends = {
        statement.tokens[last].text
        for statement in statements
        for first, last in _entities(statement.tokens)
        if statement.tokens[first].entity == "PERSON"
    }
    return frozenset(ends & written - _DAYS)


def _joined_text(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.text for token in tokens[first : last + 1])


def retagged(tokens: Sequence[Token], known: frozenset[str]) -> Sequence[Token]:
    """Return the tokens, those that are a known surname as names of people.

    So is a longer end of such a name that is taken for a body's.
    """
    if not any(token.text in known for token in tokens):
        return tokens
    result = list(tokens)
    for index, token in enumerate(tokens):
        if token.text in known and _is_misread(tokens, index):
            dep = "nsubj" if token.dep == "csubj" else token.dep
            result[index] = replace(
                token, pos="PROPN", tag="NNP", lemma=token.text, dep=dep,
                entity="PERSON", opens=True,
            )  # fmt: skip
    for first, last in _entities(tokens):
        body = tokens[first].entity == "ORG" and first < last
        if body and _joined_text(tokens, first, last) in known:
            for index in range(first, last + 1):
                result[index] = replace(tokens[index], entity="PERSON")
    return result


def _is_misread(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.entity == "PERSON" or _joined(tokens, index) or _joined(tokens, index + 1):
        return False
    if token.pos == "PROPN":
        return token.dep not in ("compound", "nmod", "poss")
    return token.tag in _MISREAD and token.dep in _ROLES


def _joined(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a token goes on with the name that ends before it."""
    if not 0 < index < len(tokens):
        return False
    before, here = tokens[index - 1], tokens[index]
    return bool(here.entity) and before.entity == here.entity and not here.opens


def _entities(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each name, an ending 's left out."""
    first = 0
    for index, token in enumerate(tokens):
        if not _joined(tokens, index):
            first = index
        if token.entity and not _joined(tokens, index + 1):
            last = index - (token.tag == "POS")
            if first <= last:
                yield first, last


def _is_capitalized(word: str) -> bool:
    return len(word) >= _MIN_LETTERS and word[0].isupper() and not word.isupper()
