"""Who says it."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.records import Statement


def attribute(statements: Sequence[Statement], _continued: Sequence[bool]) -> tuple[Statement, ...]:
    """Return the statements of one article with their speakers."""
    return tuple(statements)
