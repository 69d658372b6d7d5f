"""One person, two principals: whose aide, lawyer or brother the articles of a story call somebody.

Claims a difference of kind name where one article gives a named person to one named person ("Lund,
whose aide Berg was hurt", "Lund's lawyer, Berg") and another article gives the same person, in the
same relation, to another ("Berg, an aide to Holm"). The statements need not tell of one thing. It
changes the meaning.

Does not claim one for former aides, for bodies as principals (a spokesman for a ministry may speak
for its minister), or where one article gives the person to both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Sheet, value_at
from reporter.discrepancies.lexicon import groups, words
from reporter.discrepancies.over_story.rivals import rivals
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, Statement, StatementKind, Token

_RELATIONS = {word: family for family, members in groups("relations") for word in members}
_PASSING = frozenset(words("passing"))
_LEADING = frozenset({"for", "of", "to", "with"})
_MOST_BETWEEN = 4
# Met once, planted; a guess until more are.
_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True)
class _Tie:
    """A person whom a statement calls the aide, lawyer or the like of somebody by `name`."""

    statement: Statement
    person: Name
    relation: str
    name: Name


def find_relations(sheets: Sequence[Sheet]) -> list[Finding]:
    """Return the people whom the statements of two articles give to two others."""
    ties = [tie for sheet in sheets for tie in _ties(sheet)]
    return [
        _finding(one, other)
        for one, other in rivals(ties, _are_of_one_person)
        if one.relation == other.relation
    ]


def _are_of_one_person(one: _Tie, other: _Tie) -> bool:
    return same_name(one.person, other.person)


def _ties(sheet: Sheet) -> Iterator[_Tie]:
    tokens = sheet.statement.tokens
    if sheet.statement.kind is StatementKind.HEADLINE:
        return
    people = [name for name in sheet.names if name.label in {"person", ""}]
    for index, token in enumerate(tokens):
        relation = _RELATIONS.get(token.lemma.lower())
        before = {near.text.lower() for near in tokens[max(0, index - 3) : index]}
        if relation is None or _PASSING & before:
            continue
        for person, principal in _around(tokens, index, people):
            if person and principal and not same_name(person, principal):
                yield _Tie(sheet.statement, person, relation, principal)


def _around(
    tokens: Sequence[Token], at: int, people: Sequence[Name]
) -> Iterator[tuple[Name | None, Name | None]]:
    """Yield who stands in the relation told at a word, and to whom, where one of them is missing.

    "Lund, whose aide Berg", "Lund's aide, Berg", "Berg, Lund's aide", "Berg, an aide to Lund".
    """
    opens = next(
        (i for i in range(at - 1, max(-1, at - _MOST_BETWEEN), -1) if _owns(tokens, i)), None
    )
    if opens is None:
        if at + 1 < len(tokens) and tokens[at + 1].text.lower() in _LEADING:
            start = _before_article(tokens, at)
            yield _ending(people, start), _beginning(tokens, people, at + 2)
        return
    owner = (
        _last_before(tokens, people, opens)
        if tokens[opens].text.lower() == "whose"
        else _ending(people, opens)
    )
    after = _beginning(tokens, people, at + 1 + syntax.is_comma(tokens, at + 1))
    yield after, owner
    if after is None and owner is not None and syntax.is_comma(tokens, owner.first - 1):
        yield _ending(people, owner.first - 1), owner


def _owns(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].tag == "POS" or tokens[index].text.lower() == "whose"


def _before_article(tokens: Sequence[Token], at: int) -> int:
    """Return where the description that a word is in begins, a comma before it left out."""
    for index in range(at - 1, max(-1, at - _MOST_BETWEEN), -1):
        if syntax.is_comma(tokens, index):
            return index
    return at


def _ending(people: Sequence[Name], at: int) -> Name | None:
    return next((name for name in people if name.last == at), None)


def _beginning(tokens: Sequence[Token], people: Sequence[Name], at: int) -> Name | None:
    """Return the person whose name begins at a word, titles before it left out."""
    for name in people:
        if at <= name.first <= at + 2 and all(t.pos == "PROPN" for t in tokens[at : name.first]):
            return name
    return None


def _last_before(tokens: Sequence[Token], people: Sequence[Name], at: int) -> Name | None:
    """Return the last person named before a "whose" with no verb between."""
    for name in reversed(people):
        if name.last <= at:
            verbs = any(token.pos in {"VERB", "AUX"} for token in tokens[name.last : at])
            return None if verbs else name
    return None


def _finding(one: _Tie, other: _Tie) -> Finding:
    return Finding(
        Kind.NAME,
        value_at(one.statement, one.name),
        value_at(other.statement, other.name),
        f"whose {one.relation} {one.person.text} is",
        _CONFIDENCE,
        True,
        (f"{one.person.text!r} is given to {one.name.text!r} and {other.name.text!r}",),
    )
