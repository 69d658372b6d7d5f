"""A brief from what is kept alone: models that are asked nothing, and a count of what they lack.

Opening the models takes longer than all the rest of a rerun. So a draft is made without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from reporter.backends import Float32
from reporter.records import Missing, Story, StoryBrief, Token
from reporter.runs.opening import Models
from reporter.storage.cache import CachedEmbedder, CachedScorer


@dataclass(slots=True)
class Gaps:
    """What a draft lacks so far; see `Missing`."""

    facts: int = 0
    sentences: int = 0
    headlines: int = 0
    pairs: int = 0

    @property
    def so_far(self) -> Missing:
        """The counts as they are now."""
        return Missing(self.facts, self.sentences, self.headlines, self.pairs)

    def stand_at(self, missing: Missing) -> bool:
        """Whether nothing came up since."""
        return self.so_far == missing


class UnaskedParser:
    """A `Parser` with the description of another that parses nothing."""

    def __init__(self, description: Mapping[str, str]) -> None:
        self.description = description

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Return nothing for nothing; raises UnknownError for any text."""
        if texts:
            raise UnknownError
        return []


class KeptEmbedder:
    """An `Embedder` of the texts that are kept."""

    def __init__(self, embedder: CachedEmbedder) -> None:
        self._embedder = embedder

    @property
    def description(self) -> Mapping[str, str]:
        """The embedder's."""
        return self._embedder.description

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows; raises UnknownError where a text is not kept."""
        rows = [row for row in self._embedder.kept(texts) if row is not None]
        if not texts or len(rows) < len(texts):
            raise UnknownError
        return np.stack(rows)


class KeptScorer:
    """A `PairScorer` that leaves open (not a number) what is not kept, and counts it in `gaps`."""

    def __init__(self, scorer: CachedScorer, gaps: Gaps) -> None:
        self._scorer = scorer
        self._gaps = gaps

    @property
    def description(self) -> Mapping[str, str]:
        """The scorer's."""
        return self._scorer.description

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3) probabilities."""
        rows = self._scorer.kept(pairs)
        self._gaps.pairs += sum(row is None for row in rows)
        return np.array([_OPEN if row is None else row for row in rows], dtype=np.float32)


_OPEN = np.full(3, np.nan, dtype=np.float32)


class UnknownError(Exception):
    """Something without which there is no draft is not kept."""


@dataclass(frozen=True, slots=True)
class StoryDrafts:
    """Stories that no model was asked for, and what they lack; None for nothing."""

    stories: tuple[StoryBrief, ...]
    missing: Missing | None


def draft_stories(
    stories: Sequence[Story],
    models: Models,
    brief_of: Callable[[Story, Models, Gaps], StoryBrief],
) -> StoryDrafts | None:
    """Return the stories as far as what is kept tells; None where an article was never seen.

    Of what is found, what a model could not change is kept, and nothing else.
    """
    embedder, scorer = models.embedder, models.scorer
    if not isinstance(embedder, CachedEmbedder) or not isinstance(scorer, CachedScorer):
        return None
    gaps = Gaps()
    unasked = replace(
        models,
        parser=UnaskedParser(models.parser.description),
        embedder=KeptEmbedder(embedder),
        scorer=KeptScorer(scorer, gaps),
    )
    found = []
    try:
        for story in stories:
            memo = models.memo.trusting(partial(gaps.stand_at, gaps.so_far))
            found.append(brief_of(story, replace(unasked, memo=memo), gaps))
    except UnknownError:
        return None
    return StoryDrafts(tuple(found), None if gaps.stand_at(Missing()) else gaps.so_far)
