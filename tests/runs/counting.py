"""Models that count what they are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reporter.backends import Float32, Parser
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.pipeline import Models
from reporter.records import Token
from reporter.storage.memo import Memo
from reporter.storage.store import Store


class Counting:
    """Stands before a backend and counts what it is asked."""

    def __init__(self, backend: object) -> None:
        self.backend = backend
        self.asked = 0
        self.calls: list[Sequence[str]] = []

    @property
    def description(self) -> Mapping[str, str]:
        return self.backend.description  # type: ignore[attr-defined, no-any-return]

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        self.asked += len(texts)
        self.calls.append(texts)
        return self.backend.parse(texts)  # type: ignore[attr-defined, no-any-return]

    def embed(self, texts: Sequence[str]) -> Float32:
        return self.backend.embed(texts)  # type: ignore[attr-defined, no-any-return]

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.asked += len(pairs)
        return self.backend.score(pairs)  # type: ignore[attr-defined, no-any-return]


def counted(parser: Parser, embedder: object, store: Store) -> tuple[Models, Counting, Counting]:
    parsing, scoring = Counting(parser), Counting(LexicalScorer())
    models = Models(parsing, embedder, scoring, Extractive(), Memo(store))  # type: ignore[arg-type]
    return models, parsing, scoring
