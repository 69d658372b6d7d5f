"""Quotations laid side by side over a whole story, whatever sentences they stand in.

What two outlets quote of one utterance often stands in sentences that have nothing else in common:
a fragment inside an outlet's own sentence, a headline, half of what another one cuts in two. They
are found by the rare words that both have between quotation marks, and are then compared like
statements that are near (`nearby.py`), for quotations alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from reporter.discrepancies.finding import position
from reporter.records import Statement
from reporter.text.lexical import STOP_WORDS, content_words, fold, stem

_MIN_NATS = 6.0
"""How much the words must tell that both quote: the sum of their inverse document frequencies."""
_FEW = 2
"""Words of meaning that both quote, where they tell that much."""
_MANY = 4
"""The same where they tell less."""
_MAX_PAIRS = 200
"""Pairs of one story that are compared, those that have most in common first."""


def quoting_pairs(statements: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Return the statements of different articles that may quote one utterance in other words.

    `statements` are those of one story; their order does not matter. The first of a pair is that
    of the article whose id comes first.
    """
    quoting = [one for one in sorted(statements, key=position) if one.quotations]
    quoted = [_quoted(one) for one in quoting]
    tells = _nats(statements)
    rarest = math.log(max(1, len(statements)))
    where: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(quoted):
        for word in sorted(words):
            where[word].append(place)
    common: Counter[tuple[int, int]] = Counter()
    total: dict[tuple[int, int], float] = defaultdict(float)
    for word in sorted(where):
        for pair in combinations(where[word], 2):
            common[pair] += 1
            total[pair] += tells.get(word, rarest)
    found = [
        (-round(nats, 6), one, other)
        for (one, other), nats in total.items()
        if common[one, other] >= (_FEW if nats >= _MIN_NATS else _MANY)
        if quoting[one].article_id != quoting[other].article_id
        if not _are_alike(quoting[one], quoting[other])
    ]
    return [(quoting[one], quoting[other]) for _, one, other in sorted(found)[:_MAX_PAIRS]]


def _quoted(statement: Statement) -> frozenset[str]:
    return frozenset(word for words in _quotations(statement) for word in words)


def _nats(statements: Sequence[Statement]) -> dict[str, float]:
    counts = Counter(word for one in statements for word in {*content_words(one.text)})
    return {word: math.log(len(statements) / count) for word, count in counts.items()}


def _are_alike(one: Statement, other: Statement) -> bool:
    """Return whether the quotations of one statement are all the other one's, word for word."""
    ours, theirs = ([f" {' '.join(words)} " for words in _quotations(s)] for s in (one, other))
    return all(any(a in b for b in theirs) for a in ours) or all(
        any(b in a for a in ours) for b in theirs
    )


def _quotations(statement: Statement) -> list[list[str]]:
    """Return the stems of the words of meaning of each quotation."""
    return [
        [
            stem(token.text)
            for token in statement.tokens
            if quote.start <= token.start < quote.end
            and token.text[0].isalnum()
            and fold(token.text) not in STOP_WORDS
        ]
        for quote in statement.quotations
    ]
