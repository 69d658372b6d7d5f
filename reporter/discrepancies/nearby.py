"""Statements close enough to be laid side by side though no cluster holds both.

Matching keeps apart what may not state the same, so that no fact is glued from two. A difference
is worth looking for there too: a changed name or figure is one of the things that keep two
sentences out of one cluster. Each such pair is a cluster of two that serves comparison alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reporter.backends import Float32
from reporter.discrepancies.finding import position
from reporter.records import Cluster, Discrepancy, PairScore, Statement, StatementKind
from reporter.text.lexical import content_words

_MAX_PAIRS = 400
"""Pairs of one story that are compared, the closest first: bounds the cost of large stories."""
_MIN_SHARE = 0.6
_MIN_WORDS = 3
_LESS = 2 / 3
"""Of both the cosine and the share, where statements reach neither and have some of either."""
_UNJUDGED = (0.0, 1.0, 0.0)


def near_pairs(
    statements: Sequence[Statement],
    vectors: Float32,
    clusters: Sequence[Cluster],
    min_similarity: float,
) -> tuple[Cluster, ...]:
    """Return pairs of statements of different articles with a cosine of `min_similarity` or more.

    So are pairs that share most of the words of meaning of the shorter one: a changed name moves a
    sentence far in the vector space, but leaves its other words where they are. Fewer of them do
    where some likeness is left. Their score says `equivalent` 0, because nothing has judged them to
    be.

    `vectors` has one unit row per statement. Pairs that share one of `clusters`, headlines and
    repeated texts are left out. Ids go on counting from those of the clusters; the
    result does not depend on the order of `statements`.
    """
    return not_together(statements, close_pairs(statements, vectors, min_similarity), clusters)


Close = tuple[float, int, int]
"""The cosine of two statements, and their places."""


def close_pairs(
    statements: Sequence[Statement], vectors: Float32, min_similarity: float
) -> tuple[Close, ...]:
    """Return the pairs of `near_pairs` whatever clusters they are in, the closest first."""
    return tuple(_closest(statements, vectors, min_similarity))


def not_together(
    statements: Sequence[Statement], close: Sequence[Close], clusters: Sequence[Cluster]
) -> tuple[Cluster, ...]:
    """Return what `near_pairs` does, from the `close_pairs` of the statements."""
    together = {
        frozenset((a.text, b.text))
        for cluster in clusters
        for a in cluster.statements
        for b in cluster.statements
    }
    pairs: list[tuple[float, Statement, Statement]] = []
    for similarity, one, other in close:
        a, b = statements[one], statements[other]
        texts = frozenset((a.text, b.text))
        if texts not in together and len(pairs) < _MAX_PAIRS:
            together.add(texts)
            pairs.append((similarity, a, b))
    return tuple(
        _cluster(f"c{number}", *pair) for number, pair in enumerate(pairs, start=len(clusters) + 1)
    )


def cited(near: Sequence[Cluster], found: Sequence[Discrepancy]) -> tuple[Cluster, ...]:
    """Return the pairs that a difference points to."""
    names = {item.cluster_id for item in found}
    return tuple(cluster for cluster in near if cluster.id in names)


def is_judged(score: PairScore) -> bool:
    """Return whether the pair scorer was asked, and not only the embeddings."""
    return score.forward != _UNJUDGED


def are_loose(a: Statement, b: Statement, score: PairScore | None, min_similarity: float) -> bool:
    """Return whether the statements are only alike in some words: little to go by but names.

    `score` is what is known of the two; what has been judged is never loose.
    """
    if score is None or is_judged(score) or score.similarity >= min_similarity:
        return False
    ours, theirs = {*content_words(a.text)}, {*content_words(b.text)}
    common = len(ours & theirs)
    return common < max(_MIN_WORDS, _MIN_SHARE * min(len(ours), len(theirs)))


def _closest(
    statements: Sequence[Statement], vectors: Float32, min_similarity: float
) -> list[Close]:
    """Return the pairs, the closest first, each once."""
    order = [
        place
        for place in sorted(range(len(statements)), key=lambda i: position(statements[i]))
        if statements[place].kind is not StatementKind.HEADLINE
    ]
    rows = vectors[order]
    similar = rows @ rows.T
    articles = [statements[place].article_id for place in order]
    number = {article: place for place, article in enumerate(dict.fromkeys(articles))}
    of_article = np.array([number[article] for article in articles], dtype=np.int64)
    common, share = in_common([statements[place].text for place in order])
    close = (similar >= min_similarity) | ((common >= _MIN_WORDS) & (share >= _MIN_SHARE))
    alike = (similar >= _LESS * min_similarity) & (share >= _LESS * _MIN_SHARE)
    close |= alike & (common > _MIN_WORDS)
    close &= of_article[:, None] != of_article[None, :]
    found = [
        (round(float(similar[i, j]), 4), order[i], order[j])
        for i, j in np.argwhere(np.triu(close, 1)).tolist()
    ]
    positions = [position(statement) for statement in statements]
    return sorted(found, key=lambda item: (-item[0], positions[item[1]], positions[item[2]]))


def in_common(
    texts: Sequence[str],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return (n, n) how many words two texts share, and which part of the shorter one."""
    # Here, for a run over known articles needs none of it.
    from scipy.sparse import csr_array

    words = [{*content_words(text)} for text in texts]
    column = {word: place for place, word in enumerate(sorted(set().union(*words)))}
    ends = np.cumsum([0, *map(len, words)])
    columns = np.array([column[word] for own in words for word in own], dtype=np.int64)
    shape = len(texts), max(1, len(column))
    held = csr_array((np.ones(len(columns)), columns, ends), shape=shape)
    common: npt.NDArray[np.float64] = (held @ held.T).toarray()
    fewer = np.minimum.outer(np.diff(ends), np.diff(ends))
    return common, common / np.maximum(fewer, 1)


def _cluster(name: str, similarity: float, a: Statement, b: Statement) -> Cluster:
    score = PairScore(a.id, b.id, similarity, _UNJUDGED, _UNJUDGED, 0.0)
    return Cluster(name, (a, b), a, (score,))
