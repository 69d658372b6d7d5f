"""Which articles tell one story: agglomerative clustering over words, meaning and date.

The distance of two articles blends TF-IDF (the headline counted twice) with sentence embeddings of
headline and lead. Ward's method gives the tree; where it is cut depends on how large stories
usually are in this folder, which the distances themselves tell (see `_usual_size`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from reporter.backends import Embedder
from reporter.config import StorySettings
from reporter.records import Article, Story
from reporter.text.boundaries import sentence_spans
from reporter.text.lexical import STOP_WORDS, stem
from reporter.text.readability import headline_faults

Matrix = npt.NDArray[np.float64]

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*")
# Articles thought of beside those of the folder, and the share of them that a word stands in.
_UNSEEN, _UNSEEN_SHARE = 200, 0.002
# Where the chance that two articles tell one story is even, and how sharply it falls around it.
_EVEN, _SOFTNESS = 0.65, 0.03
# What a fault of its headline adds to the distance of an article from the others.
_HEADLINE_FAULT = 0.1
_FAR_APART = 0.1
_TITLE_WORDS = 12


def group_stories(
    articles: Sequence[Article], embedder: Embedder, settings: StorySettings
) -> tuple[Story, ...]:
    """Return every article in exactly one story, the most covered story first.

    The order of `articles` does not matter. A lone article is a story of one.
    """
    ordered = sorted(articles, key=lambda article: (article.path, article.id))
    if not ordered:
        return ()
    distances = article_distances(ordered, embedder, settings)
    groups = _groups(distances, settings)
    found = [
        ([ordered[i] for i in group], ordered[_central(ordered, distances, group)])
        for group in groups
    ]
    found.sort(key=lambda pair: (-len(pair[0]), min(map(_when, pair[0])), pair[0][0].path))
    return tuple(
        Story(f"s{number}", _headline(central), tuple(sorted(members, key=_when_then_path)))
        for number, (members, central) in enumerate(found, 1)
    )


def article_distances(
    articles: Sequence[Article], embedder: Embedder, settings: StorySettings
) -> Matrix:
    """Return an (n, n) symmetric matrix of distances, 0 for the same text, mostly within 0..1."""
    words = _word_similarities(articles)
    vectors = embedder.embed([_opening(article, settings.lead_words) for article in articles])
    blend = settings.word_weight * words
    blend += (1 - settings.word_weight) * (vectors @ vectors.T).astype(np.float64)
    distances = np.clip(1 - (blend + blend.T) / 2, 0, None)
    distances += _date_penalties(articles, settings)
    np.fill_diagonal(distances, 0)
    return distances


def _word_similarities(articles: Sequence[Article]) -> Matrix:
    """Return the cosine of TF-IDF vectors, logarithmic TF, the headline counted twice.

    The folder is taken for part of a larger collection: among three articles on one event, rarity
    counted in the folder alone would rate the words of the event as the commonest of all.
    """
    # Here, for it takes longer than all that a run over known articles does.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    bags = [[*_stems(f"{a.title} {a.title} {a.text}")] or [a.id] for a in articles]
    counter = TfidfVectorizer(analyzer=_as_is, sublinear_tf=True, use_idf=False, norm=None)
    weights = counter.fit_transform(bags)
    found_in = weights.getnnz(axis=0)
    rarity = np.log((len(bags) + _UNSEEN) / (found_in + _UNSEEN * _UNSEEN_SHARE))
    weights = normalize(weights.multiply(rarity).tocsr())
    return np.asarray((weights @ weights.T).toarray(), dtype=np.float64)


def _as_is(bag: list[str]) -> list[str]:
    return bag


def _stems(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        if match.group().lower() not in STOP_WORDS:
            yield stem(match.group())


def _opening(article: Article, lead_words: int) -> str:
    return " ".join([f"{article.title}.", *article.text[: lead_words * 20].split()[:lead_words]])


def _date_penalties(articles: Sequence[Article], settings: StorySettings) -> Matrix:
    """Return 0.._FAR_APART, growing with the days between two articles; 0 for an unknown date."""
    days = np.array([a.published.toordinal() if a.published else np.nan for a in articles])
    gaps = np.abs(days[:, None] - days[None, :]) - settings.max_gap_days
    penalties: Matrix = np.nan_to_num(np.clip(gaps / settings.max_gap_days, 0, 1), nan=0.0)
    return _FAR_APART * penalties


def _groups(distances: Matrix, settings: StorySettings) -> list[list[int]]:
    """Return the row numbers of each story."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    count = len(distances)
    if count == 1:
        return [[0]]
    tree = linkage(squareform(distances, checks=False), "ward")
    usual = _usual_size(distances)
    members: list[list[int]] = [[i] for i in range(count)]
    whole = [True] * count
    for left, right in tree[:, :2].astype(int):
        a, b = members[left], members[right]
        size = 2 * len(a) * len(b) / (len(a) + len(b))
        cost = distances[np.ix_(a, b)].mean() * (size / usual) ** settings.size_penalty
        whole.append(whole[left] and whole[right] and bool(cost <= settings.threshold))
        members.append(a + b)
    return [sorted(members[node]) for node in _topmost(tree, whole)]


def _topmost(tree: Matrix, whole: Sequence[bool]) -> Iterator[int]:
    """Yield the highest nodes of the tree that are one story."""
    count = len(tree) + 1
    open_nodes = [2 * count - 2]
    while open_nodes:
        node = open_nodes.pop()
        if whole[node]:
            yield node
        else:
            open_nodes.extend(tree[node - count, :2].astype(int))


def _usual_size(distances: Matrix) -> float:
    """Return how many articles a story of this folder has, seen from a typical article.

    Each pair counts with its chance of telling one story, a logistic function of the distance; the
    geometric mean over the articles keeps one big story from speaking for the folder.
    """
    chances = 1 / (1 + np.exp((distances - _EVEN) / _SOFTNESS))
    np.fill_diagonal(chances, 1)
    return float(np.exp(np.log(chances.sum(axis=1)).mean()))


def _central(articles: Sequence[Article], distances: Matrix, group: Sequence[int]) -> int:
    """Return the member closest to all others, of those with a headline where there are any.

    A headline that does more than say what happened counts as farther away.
    """
    titled = [i for i in group if articles[i].title.strip()] or group
    faults = np.array([headline_faults(articles[i].title) for i in titled])
    sums = distances[np.ix_(titled, group)].sum(axis=1) * (1 + _HEADLINE_FAULT * faults)
    return titled[int(np.argmin(sums.round(9)))]


def _headline(article: Article) -> str:
    """Return the headline, or where there is none the start of the text, on one line."""
    start = article.text[:400]
    first = next((start[span.start : span.end] for span in sentence_spans(start, ())), "")
    words = article.title.split() or first.split()[:_TITLE_WORDS]
    return " ".join(words) or article.path


def _when(article: Article) -> date:
    return article.published or date.max


def _when_then_path(article: Article) -> tuple[date, str, str]:
    clock = article.published_at.isoformat() if article.published_at else ""
    return _when(article), clock, article.path
