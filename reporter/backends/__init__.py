"""The seams to the models: one Protocol with one method each.

Whatever fulfils a Protocol is a backend; built-in ones register under the same entry points as a
plugin's (see `registry`). Only the adapters in this package import torch, and only when opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from reporter.records import Token

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """What a summarizer is asked for: `prompt` is the filled prompt, `statements` its sources.

    `max_words` bounds the sentence. A backend without instructions may read `statements` alone.
    """

    prompt: str
    statements: tuple[str, ...]
    max_words: int = 60


class Described(Protocol):
    """A backend that says what it is, for the report and for cache keys."""

    @property
    def description(self) -> Mapping[str, str]:
        """`backend`, `name`, and whatever else changes its output (revision, precision, ...)."""


@runtime_checkable
class Parser(Described, Protocol):
    """Splits text into tokens, sentences, dependencies and entities."""

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Return the tokens of each text, offsets counted from its start, white space left out."""


@runtime_checkable
class Embedder(Described, Protocol):
    """Places texts in a vector space (a bi-encoder)."""

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 of shape (n, dim) with rows of unit length; (0, dim) for no text."""


@runtime_checkable
class PairScorer(Described, Protocol):
    """Judges ordered pairs of texts (a cross-encoder, or rules)."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3): P(entailment), P(neutral), P(contradiction) for first -> second."""


@runtime_checkable
class Summarizer(Described, Protocol):
    """Writes one sentence for a cluster of statements."""

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return the candidates for each request, best first; () when it has nothing to offer."""


@runtime_checkable
class Rater(Protocol):
    """A summarizer that also says how readily it would have written a given sentence."""

    def rate(
        self, requests: Sequence[SummaryRequest], texts: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """Return for each request the mean log-likelihood per token (<= 0) of each of its texts."""
