"""A sentence that may be told, read once for all that is asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.discrepancies.values import Value, values_of_tokens
from reporter.records import Token


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its parse and its typed values, relative dates unresolved."""

    text: str
    tokens: tuple[Token, ...]
    values: tuple[Value, ...]


def sentence_of(text: str, tokens: Sequence[Token]) -> Sentence:
    """Read the values of a text whose parse is `tokens`."""
    return Sentence(text, tuple(tokens), values_of_tokens(text, tokens, None))
