"""What a summarizer receives, before it is asked: for `reporter prompts render`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from reporter.backends import SummaryRequest


@dataclass(frozen=True, slots=True)
class Preview:
    """A request as the model reads it, with the marks of its dialogue; `tokens` counts them too.

    `room` is how many tokens the model has for it, its answer set aside. Both are None where the
    backend has no tokenizer.
    """

    text: str
    tokens: int | None = None
    room: int | None = None

    @property
    def too_long(self) -> bool:
        """Whether the model cannot read all of it."""
        return self.tokens is not None and self.room is not None and self.tokens > self.room


@runtime_checkable
class Previewing(Protocol):
    """A summarizer that can say what it receives."""

    def preview(self, request: SummaryRequest) -> Preview:
        """Return the request as the model reads it."""


def preview(summarizer: object, request: SummaryRequest) -> Preview:
    """Return the request as the summarizer reads it; of one that cannot say, the filled prompt."""
    if isinstance(summarizer, Previewing):
        return summarizer.preview(request)
    return Preview(request.prompt)
