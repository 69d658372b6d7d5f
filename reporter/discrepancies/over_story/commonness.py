"""How much two places of a story have in common, by the words that few of its statements have."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from reporter.discrepancies.finding import Sheet
from reporter.discrepancies.over_story.tally import content


class Commonness:
    """How many statements of a story have each word of meaning.

    `words` maps the id of a statement to the stems of its words.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.words = {
            sheet.statement.id: frozenset(content(sheet.statement.tokens)) for sheet in sheets
        }
        self._counts = Counter(word for words in self.words.values() for word in words)

    def told_by(self, words: Iterable[str]) -> float:
        """Return how much the words tell, in nats: the sum of their inverse document frequencies.

        A word that every statement has tells nothing (Sparck Jones 1972).
        """
        size = len(self.words)
        known = sorted(word for word in words if self._counts[word])
        return sum(math.log(size / self._counts[word]) for word in known)
