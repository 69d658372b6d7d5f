"""Whether two values belong to one happening: the same verb, or the same ones taking part."""

from __future__ import annotations

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet, is_same_place, same_stem
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.typed import Value
from reporter.lexical import stem

_VAGUE = frozenset(words("light") + words("saying"))
_NEAR = 7
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


def event_evidence(pair: Pair, a: Value, b: Value) -> float:
    """Return how much (0, 0.5 or 1) says that the values belong to one happening.

    1: one governing verb, and with a verb that says little ("make", "say") one subject as well; or
    two verbs with at least two aligned words around them; or the same words on both sides of the
    values. 0.5: a verb that says something stands close to both.
    """
    one, other = _verb(pair.a, a), _verb(pair.b, b)
    if is_same_place(pair, a, b) or (
        one is not None and other is not None and _same_verb(pair, one, other)
    ):
        return 1.0
    return 0.5 if _near_verbs(pair.a, a) & _near_verbs(pair.b, b) else 0.0


def _same_verb(pair: Pair, one: int, other: int) -> bool:
    ours, theirs = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    if pair.alignment.there[one] == other or same_stem(ours.lemma, theirs.lemma):
        return ours.lemma.lower() not in _VAGUE or _same_subject(pair, one, other)
    return _shared_arguments(pair, one, other) > 1


def _near_verbs(sheet: Sheet, value: Value) -> frozenset[str]:
    tokens = sheet.statement.tokens[max(0, value.first - _NEAR) : value.last + _NEAR]
    lemmas = {token.lemma.lower() for token in tokens if token.pos == "VERB"}
    return frozenset(stem(lemma) for lemma in lemmas - _VAGUE)


def same_noun(pair: Pair, a: Value, b: Value) -> bool:
    """Return whether what the values are said of depends on one and the same noun."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    one = ours[syntax.span_head(ours, a.first, a.last)].head
    other = theirs[syntax.span_head(theirs, b.first, b.last)].head
    one, other = ours[one].head, theirs[other].head
    if {ours[one].pos, theirs[other].pos} - {"NOUN", "PROPN"}:
        return False
    return pair.alignment.there[one] == other


def _verb(sheet: Sheet, value: Value) -> int | None:
    tokens = sheet.statement.tokens
    return syntax.governing_verb(tokens, syntax.span_head(tokens, value.first, value.last))


def _same_subject(pair: Pair, one: int, other: int) -> bool:
    """Return whether the subjects are the same word, or one of them a pronoun."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _subject(pair.a, one), _subject(pair.b, other)
    if a is None or b is None:
        return a is b
    if ours[a].tag in _PRONOUNS or theirs[b].tag in _PRONOUNS:
        return True
    return pair.alignment.there[a] == b or same_stem(ours[a].text, theirs[b].text)


def _subject(sheet: Sheet, verb: int) -> int | None:
    tokens = sheet.statement.tokens
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in _SUBJECTS), None)


def _shared_arguments(pair: Pair, one: int, other: int) -> int:
    """Return how many content words directly around the verbs are aligned."""
    ours = set(syntax.arguments(pair.a.statement.tokens, one))
    theirs = set(syntax.arguments(pair.b.statement.tokens, other))
    return sum(pair.alignment.there[i] in theirs for i in ours)
