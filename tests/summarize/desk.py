"""A story under construction, with writers and judges that do as they are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reporter.backends import Float32, PairScorer, Parser, SummaryRequest
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.config import SummarySettings
from reporter.prompts import load_prompt
from reporter.records import (
    Article,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Kind,
    Origin,
    Side,
    Statement,
)
from reporter.sentences import statements_from_sentences
from reporter.summarize.facts import summarize
from reporter.summarize.writing import Writing

SETTINGS = SummarySettings()


class Scripted:
    """A summarizer that gives the same candidates for every request, and keeps the requests."""

    def __init__(self, *candidates: str) -> None:
        self.candidates = candidates
        self.requests: list[SummaryRequest] = []

    @property
    def description(self) -> Mapping[str, str]:
        return {"backend": "scripted", "name": "test"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        self.requests += requests
        return [self.candidates for _ in requests]


class Doubter:
    """A judge that finds nothing entailed and every pair to be about different matters."""

    @property
    def description(self) -> Mapping[str, str]:
        return {"backend": "doubter", "name": "test"}

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        return np.tile(np.array([0.0, 1.0, 0.0], dtype=np.float32), (len(pairs), 1))


class Believer(Doubter):
    """A judge that finds everything entailed."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        return np.tile(np.array([1.0, 0.0, 0.0], dtype=np.float32), (len(pairs), 1))


class Denier(Doubter):
    """A judge that finds a conflict, and nothing entailed beside it."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        return np.tile(np.array([0.0, 0.05, 0.95], dtype=np.float32), (len(pairs), 1))


class Desk:
    """A story under construction: `add` an outlet's sentence, then ask for the facts."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.articles: dict[str, Article] = {}
        self.statements: list[Statement] = []
        self.discrepancies: list[Discrepancy] = []
        self.wire: list[str] = []

    def add(self, outlet: str, text: str, wire: bool = False, known: bool = True) -> Statement:
        name = f"a{len(self.articles) + 1}"
        article = Article(name, f"{name}.txt", outlet, known, "", text)
        (statement,) = statements_from_sentences(article, [text], self.parser)
        self.articles[name] = article
        self.statements.append(statement)
        self.wire += [name] * wire
        return statement

    def dispute(
        self, kind: Kind, *sides: tuple[Statement, str], cluster: str = "c1", sure: float = 0.9
    ) -> None:
        found = tuple(
            Side(words, (Evidence(item, at := item.text.index(words), at + len(words)),))
            for item, words in sides
        )
        place = f"d{len(self.discrepancies) + 1}"
        self.discrepancies.append(Discrepancy(place, kind, "", "", sure, True, found, cluster))

    def origins(self) -> list[Origin]:
        own = [
            Origin(f"o-{name}", (name,), "own") for name in self.articles if name not in self.wire
        ]
        return own + ([Origin("o-wire", tuple(self.wire), "agency")] if self.wire else [])

    def facts(
        self,
        summarizer: Extractive | Scripted | None = None,
        settings: SummarySettings = SETTINGS,
        scorer: PairScorer | None = None,
    ) -> tuple[Fact, ...]:
        cluster = Cluster("c1", tuple(self.statements), self.statements[0])
        return summarize(
            [cluster],
            self.discrepancies,
            self.articles,
            self.origins(),
            Writing(
                summarizer or Extractive(),
                scorer or LexicalScorer(),
                self.parser,
                load_prompt("fact"),
                settings,
            ),
        )

    def sentence(self) -> str:
        (fact,) = self.facts()
        return fact.summary
