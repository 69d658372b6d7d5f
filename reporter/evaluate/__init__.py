"""Quality on labelled data: one module per task, each with the same face.

A task module has `evaluate(rows, toolkit) -> Evaluation`; gold fields may be missing, then
`scores` is empty and the predictions are all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from reporter.config import Settings
from reporter.pipeline import Models

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Toolkit:
    """The opened models and the settings that a task runs with."""

    settings: Settings
    models: Models


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Predictions, one JSON-ready mapping per output line, and named scores where gold is there."""

    predictions: tuple[Row, ...]
    scores: Mapping[str, float]


def day_of(text: object) -> date | None:
    """Return the day of a row's ISO date, or None where it has none."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


class Task(Protocol):
    """What every module of this package offers."""

    def evaluate(self, rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
        """Return predictions for the rows, and scores where they carry gold fields.

        Raises DataError naming the row and the field that is missing.
        """
