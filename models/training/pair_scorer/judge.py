"""A pair scorer that judges each pair once, with the plain measures it is compared to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from measures import Floats, pair_features
from sets import Example

from reporter.backends import Embedder, Float32, PairScorer
from reporter.text.lexical import content_words, stem


class Judge:
    """Scores examples; what was scored before costs nothing."""

    def __init__(self, scorer: PairScorer, embedder: Embedder) -> None:
        self._embedder = embedder
        self._scorer = scorer
        self._known: dict[tuple[str, str], tuple[float, ...]] = {}

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Return (n, 3): entailment, neutral, contradiction."""
        new = list(dict.fromkeys(pair for pair in pairs if pair not in self._known))
        for pair, row in zip(new, self._scorer.score(new), strict=True):
            self._known[pair] = tuple(float(value) for value in row)
        return np.array([self._known[pair] for pair in pairs], dtype=np.float64).reshape(-1, 3)

    def forward(self, examples: Sequence[Example]) -> Floats:
        """Return the scores of premise -> hypothesis."""
        return self.scores([example.pair for example in examples])

    def backward(self, examples: Sequence[Example]) -> Floats:
        """Return the scores of hypothesis -> premise."""
        return self.scores([example.pair[::-1] for example in examples])

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return unit rows (n, dim), as an `Embedder` does."""
        return self._embedder.embed(texts)

    @property
    def description(self) -> Mapping[str, str]:
        """That of the embedder."""
        return self._embedder.description

    def cosine(self, examples: Sequence[Example]) -> Floats:
        """Return the cosine of the embeddings of each pair."""
        premises = self.embed([example.premise for example in examples])
        hypotheses = self.embed([example.hypothesis for example in examples])
        return np.einsum("ij,ij->i", premises, hypotheses, dtype=np.float64)

    def features(self, examples: Sequence[Example]) -> Floats:
        """Return what a small logistic model judges an unordered pair by."""
        shared = np.array([shared_words(*example.pair) for example in examples])
        lengths = np.array([length_ratio(*example.pair) for example in examples])
        forward, backward = self.forward(examples), self.backward(examples)
        return pair_features(forward, backward, self.cosine(examples), shared, lengths)


def shared_words(a: str, b: str) -> float:
    """Return the Dice coefficient of the stems of both texts' content words, 0 to 1."""
    ours, theirs = ({stem(word) for word in content_words(text)} for text in (a, b))
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def length_ratio(a: str, b: str) -> float:
    """Return |log| of the ratio of both texts' lengths in words, 0 for equal lengths."""
    return abs(math.log(max(1, len(a.split())) / max(1, len(b.split()))))
