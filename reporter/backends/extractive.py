"""No model at all: the sentence of a fact is then cut from one of its own statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reporter.backends import SummaryRequest
from reporter.config import ModelSettings


class Extractive:
    """A `Summarizer` that offers nothing, so that the caller takes the best statement."""

    @property
    def description(self) -> Mapping[str, str]:
        """Says that no sentence is generated."""
        return {
            "backend": "extractive",
            "name": "none: sentences are taken from the articles and shortened",
        }

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return () for every request."""
        return [() for _ in requests]


def open_summarizer(_name: str, _settings: ModelSettings) -> Extractive:
    """Return the extractive backend; it has no variants, so a name is ignored."""
    return Extractive()
