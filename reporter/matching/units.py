"""What is compared of a statement: the whole, its clauses, and what somebody says in it.

A long statement may carry several facts and quote several utterances. Each of them can be what
another article says in a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reporter.records import Quotation, Statement
from reporter.text.lexical import content_words

_MIN_WORDS = 4
# What is said has lost its speaker, who keeps like sayings apart, and so has to be more alike.
# Where it is nearly the whole, the whole is compared. Both figures: see docs/matching.md.
_SAID_WEIGHT = 0.94
_MAX_SAID_SHARE = 0.75

Part = tuple[str, float]
"""The text of a part of a statement, and the weight (0..1) of an equivalence with it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement, by its position and id, or one part of it (`whole` is false).

    `weight` (0..1) is what an equivalence with the unit counts.
    """

    statement: int
    id: str
    article: str
    text: str
    whole: bool = True
    weight: float = 1.0


def whole_units(statements: Sequence[Statement]) -> list[Unit]:
    """Return one unit per statement."""
    return [
        Unit(number, statement.id, statement.article_id, statement.text)
        for number, statement in enumerate(statements)
    ]


def units_of(statements: Sequence[Statement], parts: Sequence[Sequence[Part]]) -> list[Unit]:
    """Return the units of all statements, each whole followed by its `parts`."""
    units = []
    for whole, own in zip(whole_units(statements), parts, strict=True):
        units.append(whole)
        units += [replace(whole, text=text, whole=False, weight=weight) for text, weight in own]
    return units


def parts_of(statements: Sequence[Statement]) -> tuple[tuple[Part, ...], ...]:
    """Return the parts of each statement.

    They are the clauses of a statement that has several, and what is said in it: the one clause
    left without "the minister said", and each quotation with a verb. A part has at least
    `_MIN_WORDS` words of meaning: the clause "he denied it" would match any denial of anything.
    """
    return tuple(tuple(_parts(statement)) for statement in statements)


def _parts(statement: Statement) -> list[Part]:
    """Return the parts of a statement, each wording once."""
    clauses = [statement.text[clause.start : clause.end] for clause in statement.clauses]
    weight = 1.0 if len(clauses) > 1 else _SAID_WEIGHT
    parts = {content_words(text): (text, weight) for text in clauses}
    for quotation in statement.quotations:
        # Without a verb it is a name or a term: the "Chamber of Deputies".
        if _has_verb(statement, quotation):
            parts.setdefault(content_words(quotation.text), (quotation.text, _SAID_WEIGHT))
    most = _MAX_SAID_SHARE * len(content_words(statement.text))
    return [
        part
        for words, part in parts.items()
        if len(words) >= _MIN_WORDS and (part[1] == 1.0 or len(words) <= most)
    ]


def _has_verb(statement: Statement, quotation: Quotation) -> bool:
    return any(
        token.pos in ("VERB", "AUX") and quotation.start <= token.start < quotation.end
        for token in statement.tokens
    )
