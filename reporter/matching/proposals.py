"""Which pairs of texts are worth a judge: those most alike in meaning and in rare words.

A pair scorer costs a thousand times what a cosine costs. So each text is paired with a fixed number
of others at most, and the pairs to judge grow with the texts, not with their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reporter.backends import Float32
from reporter.config import MatchingSettings
from reporter.matching.linkage import Pair, ordered
from reporter.text.lexical import EVIDENCE_SCALE, content_words

_BLOCK = 1024


class Proposals:
    """Proposes pairs among `texts`, whose embeddings are the rows of `vectors` (n, dim).

    `groups` (n,) tells which texts belong together (to one article): no pair lies within a group.
    `owners` (n,) tells which texts are parts of one (a statement and its clauses; none if it is
    left out): of these a text is paired with the most alike only.
    `rareness` weighs the words (`lexical.rarity`).
    """

    def __init__(
        self,
        texts: Sequence[str],
        groups: Sequence[int],
        vectors: Float32,
        rareness: Mapping[str, float],
        settings: MatchingSettings,
        owners: Sequence[int] | None = None,
    ) -> None:
        self._words, self._weighed = _bags(texts, rareness)
        self._groups = np.array(groups, dtype=np.int64)
        self._owners = range(len(texts)) if owners is None else owners
        self._vectors = vectors
        self._settings = settings

    def nearest(self, rows: Sequence[int], columns: Sequence[int], most: int) -> set[Pair]:
        """Return for each of `rows` its `most` most alike among `columns`, from the floor on.

        Likeness is the part of equivalence that needs no judge: the cosine and the evidence of
        shared rare words, by their weights in the settings.
        """
        pairs: set[Pair] = set()
        for begin in range(0, len(rows), _BLOCK):
            block = rows[begin : begin + _BLOCK]
            alike = self._likeness(block, columns)
            # A stable sort makes the choice among equals depend on their order alone.
            order = np.argsort(-alike, axis=1, kind="stable")
            enough = np.count_nonzero(alike >= self._settings.min_likeness, axis=1)
            for row, found, count in zip(block, order, enough.tolist(), strict=True):
                nearest = [columns[column] for column in found[:count].tolist()]
                pairs |= {ordered(row, column) for column in self._one_each(nearest, most)}
        return pairs

    def _one_each(self, nearest: Iterable[int], most: int) -> list[int]:
        """Return the first text of each owner, of at most `most` owners."""
        first: dict[int, int] = {}
        for column in nearest:
            first.setdefault(self._owners[column], column)
            if len(first) >= most:
                break
        return list(first.values())[:most]

    def _likeness(self, rows: Sequence[int], columns: Sequence[int]) -> npt.NDArray[np.float64]:
        """Return (rows, columns), each 0..1, and -1 for two texts of one group."""
        cosine = np.clip(self._vectors[rows] @ self._vectors[columns].T, 0.0, 1.0)
        shared = -np.expm1(
            (self._weighed[rows] @ self._words[columns].T).toarray() / -EVIDENCE_SCALE
        )
        by_meaning, by_words = self._settings.weight_similarity, self._settings.weight_evidence
        alike = (by_meaning * cosine + by_words * shared) / ((by_meaning + by_words) or 1.0)
        alike[self._groups[rows][:, None] == self._groups[columns][None, :]] = -1.0
        return np.asarray(alike, dtype=np.float64)


def _bags(texts: Sequence[str], rareness: Mapping[str, float]) -> tuple[Any, Any]:
    """Return which content words each text has, and the same times their weights: (n, words)."""
    # Here, for a run whose matches are known needs none of it.
    from scipy.sparse import csr_array

    number: dict[str, int] = {}
    found = [
        (row, number.setdefault(word, len(number)))
        for row, text in enumerate(texts)
        for word in sorted({*content_words(text)})
    ]
    places = np.array(found, dtype=np.int64).reshape(-1, 2).T
    shape = (len(texts), max(1, len(number)))
    words = csr_array((np.ones(len(found)), (places[0], places[1])), shape=shape)
    weights = np.array([rareness.get(word, 1.0) for word in number] or [0.0])
    return words, csr_array(words.multiply(weights[None, :]))
