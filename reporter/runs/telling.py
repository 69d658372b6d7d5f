"""What was told of a cluster, kept: most changes of a setting leave most clusters as they are.

What a cluster is told as hangs on the cluster, on its discrepancies, and on how much the words of
its candidate sentences weigh in the story. The last is known only once the candidates are, so it is
kept beside the result and compared: of a story that gained a cluster, words weigh something else,
but not those of all clusters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reporter.records import DRAFT, Cluster, Fact, Origin, Statement
from reporter.runs.drafting import Gaps
from reporter.storage.memo import Kept, Memo, named
from reporter.summarize.telling import About, Compute, Telling, Told, Weights, attached

_Row = tuple[dict[str, float], Fact | None, float]
_ROWS: Kept[tuple[_Row, ...]] = Kept("told", tuple[_Row, ...])
_MOST_ROWS = 4
"""Results kept for one cluster under different weights; the latest comes first."""


def telling_from(
    memo: Memo, asked: Callable[[], tuple[object, ...]], statements: Sequence[Statement]
) -> Telling:
    """Return what takes results from `memo`, and keeps there what it had to compute.

    `asked` names all that those of the story hang on beside what a `Telling` is given; `statements`
    are those of the story.
    """
    key_of = _keys(memo, asked, statements)

    def tell(about: Sequence[About], weights: Weights, compute: Compute) -> list[Told]:
        keys = [key_of(item) for item in about]
        rows = [memo.known(_ROWS, key, statements) or () for key in keys]
        found = {place: told for place, own in enumerate(rows) if (told := _of(own, weights))}
        missing = [place for place in range(len(about)) if place not in found]
        for place, told in zip(missing, compute(missing) if missing else (), strict=True):
            found[place] = told
            key = keys[place]
            # A model that had to be opened may say something else of itself.
            if key is not None and key == key_of(about[place]):
                kept = (_row(told, weights), *rows[place])[:_MOST_ROWS]
                memo.keep(key, kept, statements)
        return [_named(found[place], item) for place, item in enumerate(about)]

    return tell


def drafting_from(
    memo: Memo,
    asked: Callable[[], tuple[object, ...]],
    statements: Sequence[Statement],
    origins: Sequence[Origin],
    gaps: Gaps,
) -> Telling:
    """Return what takes results from `memo` and computes none; the rest is as in `telling_from`.

    Where a cluster was told under other weights only, the latest of those sentences stands in;
    where it was never told, the words of its medoid do. Both are counted in `gaps`.
    """
    key_of = _keys(memo, asked, statements)
    group_of = {article: origin.id for origin in origins for article in origin.articles}

    def draft(item: About, weights: Weights) -> Told:
        rows = memo.known(_ROWS, key_of(item), statements) or ()
        told = _of(rows, weights)
        if told is not None:
            return told
        if rows:
            gaps.sentences += 1
            _, fact, closeness = rows[0]
            return Told(fact, closeness, frozenset())
        gaps.facts += 1
        return Told(_in_own_words(item[0], group_of), 0.0, frozenset())

    def tell(about: Sequence[About], weights: Weights, _compute: Compute) -> list[Told]:
        return [_named(draft(item, weights), item) for item in about]

    return tell


def _in_own_words(cluster: Cluster, group_of: Mapping[str, str]) -> Fact:
    """Return a cluster as a fact that nothing is written for yet."""
    articles = tuple(dict.fromkeys(item.article_id for item in cluster.statements))
    return Fact(
        id=cluster.id,
        summary=cluster.medoid.text,
        method=DRAFT,
        faithful=True,
        faithfulness=1.0,
        cluster=cluster,
        articles=articles,
        origins=len({group_of.get(item, item) for item in articles}),
    )


def _keys(
    memo: Memo, asked: Callable[[], tuple[object, ...]], statements: Sequence[Statement]
) -> Callable[[About], str | None]:
    def key_of(item: About) -> str | None:
        return memo.key(_ROWS, lambda: (*asked(), named(_unnamed(item), statements)))

    return key_of


def _unnamed(about: About) -> tuple[object, ...]:
    """Return a cluster and its discrepancies without their ids, which count through a story."""
    cluster, discrepancies = about
    nameless = (replace(item, id="", cluster_id="") for item in discrepancies)
    return replace(cluster, id=""), tuple(nameless)


def _named(told: Told, about: About) -> Told:
    """Return what was told with the ids of today."""
    cluster, _ = about
    if told.fact is None:
        return told
    fact = replace(
        told.fact,
        id=cluster.id,
        cluster=replace(told.fact.cluster, id=cluster.id),
        discrepancies=attached(about),
    )
    return replace(told, fact=fact)


def _row(told: Told, weights: Weights) -> _Row:
    return {stem: weights.get(stem, 1.0) for stem in sorted(told.stems)}, told.fact, told.closeness


def _of(rows: Sequence[_Row], weights: Weights) -> Told | None:
    """Return the result that was found under these weights, if there is one."""
    for known, fact, closeness in rows:
        if all(weights.get(stem, 1.0) == weight for stem, weight in known.items()):
            return Told(fact, closeness, frozenset(known))
    return None
