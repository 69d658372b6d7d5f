"""The parts of a sentence that could stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.records import Quotation, Span, Token


def clauses_of(
    text: str, _tokens: Sequence[Token], _quotations: Sequence[Quotation]
) -> tuple[Span, ...]:
    """Return the clauses of a sentence, in order, not overlapping."""
    return (Span(0, len(text)),) if text.strip() else ()
