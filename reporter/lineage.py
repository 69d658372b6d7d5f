"""Which articles are copies or rewrites of one text, and which stand on their own.

Two texts are compared by what each outlet wrote itself: quotations are left out, because
independent outlets quote the same words. Each sentence is held against its closest sentence in the
other text, on the content words that both have in the same order; an agency mark alone joins
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from reporter.config import LineageSettings
from reporter.records import Article, Copy, Origin
from reporter.text.lexical import content_words

Matrix = npt.NDArray[np.float64]

# An opening mark without its closing one holds to the end of the paragraph, as in long quotations.
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|„[^„“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…])[)\]’]*\s+(?=[^\W_a-z])")
# Words quoted in passing ("so-called") are the outlet's own sentence.
_LONGEST_SCARE_QUOTE = 2
_SHORTEST_SENTENCE = 4
# Fewer words of its own than this say nothing about where a text comes from.
_FEWEST_WORDS = 20
# A sentence this close repeats the other; this close, it does so word for word.
_REPEATS, _WORD_FOR_WORD = 0.4, 0.9
_NAMED_COPIES = 4


@dataclass(frozen=True, slots=True)
class _Text:
    """What is compared of an article.

    `whole` is equal for equal texts; `sentences` are those of the outlet itself, each a sequence
    of numbers that stand for content words, and `lengths` how many words each has.
    """

    whole: str
    sentences: tuple[tuple[int, ...], ...]
    lengths: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How text i (row) appears in text j (column): each (n, n), 0..1.

    `mean` is the average likeness of its sentences to their closest ones, `repeated` the share of
    its words in sentences that the other repeats, `verbatim` the share repeated word for word.
    """

    mean: Matrix
    repeated: Matrix
    verbatim: Matrix


def trace_origins(articles: Sequence[Article], settings: LineageSettings) -> tuple[Origin, ...]:
    """Return every article in exactly one origin, in the order of their first articles.

    Copies and rewrites of one text share an origin; the order of `articles` decides ids alone.
    """
    if not articles:
        return ()
    ordered = sorted(articles, key=lambda article: (article.path, article.id))
    likeness = _compare(_read(ordered))
    place = {article.id: index for index, article in enumerate(articles)}
    groups = [
        sorted(group, key=lambda i: place[ordered[i].id])
        for group in _groups(ordered, likeness, settings)
    ]
    groups.sort(key=lambda group: place[ordered[group[0]].id])
    return tuple(
        _origin(f"o{number}", ordered, group, likeness) for number, group in enumerate(groups, 1)
    )


def _read(articles: Sequence[Article]) -> list[_Text]:
    numbers: dict[str, int] = {}
    texts = []
    for article in articles:
        sentences = []
        for sentence in _own_sentences(article.text):
            stems = content_words(sentence)
            if len(stems) >= _SHORTEST_SENTENCE:
                sentences.append(tuple(numbers.setdefault(stem, len(numbers)) for stem in stems))
        lengths = np.array([len(sentence) for sentence in sentences], dtype=np.float64)
        # Two articles without text are not copies of each other.
        whole = " ".join(article.text.split()) or f"\0{article.id}"
        texts.append(_Text(whole, tuple(sentences), lengths))
    return texts


def _own_sentences(text: str) -> list[str]:
    """Return the sentences of `text` without what stands in quotation marks."""
    return [
        sentence
        for paragraph in text.splitlines()
        for sentence in _SENTENCE_BREAK.split(_QUOTED.sub(_without_quote, paragraph))
    ]


def _without_quote(match: re.Match[str]) -> str:
    quoted = match.group()
    if len(quoted.split()) <= _LONGEST_SCARE_QUOTE:
        return quoted
    # The end of a quotation often ends the sentence too.
    return " . " if re.search(r"[.!?]\W*$", quoted) else " "


def _compare(texts: Sequence[_Text]) -> _Likeness:
    count = len(texts)
    result = _Likeness(*(np.zeros((count, count)) for _ in range(3)))
    first = {text.whole: i for i, text in reversed(list(enumerate(texts)))}
    usable = [i for i in sorted(first.values()) if texts[i].lengths.sum() >= _FEWEST_WORDS]
    sentences = [sentence for i in usable for sentence in texts[i].sentences]
    starts = np.cumsum([0, *(len(texts[i].sentences) for i in usable[:-1])])
    for i in usable:
        weights = texts[i].lengths / texts[i].lengths.sum()
        scores = cdist(texts[i].sentences, sentences, scorer=Indel.normalized_similarity)
        best = np.maximum.reduceat(scores, starts, axis=1)
        result.mean[i, usable] = weights @ best
        result.repeated[i, usable] = weights @ (best >= _REPEATS)
        result.verbatim[i, usable] = weights @ (best >= _WORD_FOR_WORD)
    twins = np.array([first[text.whole] for text in texts])
    same = twins[:, None] == twins[None, :]
    return _Likeness(
        *(
            np.where(same, 1.0, matrix[np.ix_(twins, twins)])
            for matrix in (result.mean, result.repeated, result.verbatim)
        )
    )


def _groups(
    articles: Sequence[Article], likeness: _Likeness, settings: LineageSettings
) -> list[list[int]]:
    """Return the rows of each origin.

    Average linkage, so that a text pieced together from two agencies does not make them one.
    """
    if len(articles) == 1:
        return [[0]]
    # Many sentences a little alike are one event told twice; a few very much alike are quotations
    # without marks. A copy is both. A cut copy is contained in the whole, not the other way round.
    closeness = np.minimum(likeness.mean, likeness.repeated)
    closeness = np.maximum(closeness, closeness.T)
    marks = np.array([article.wire or "" for article in articles])
    marked = (marks[:, None] != "") & (marks[None, :] != "")
    same = marks[:, None] == marks[None, :]
    closeness = closeness + settings.same_mark * (marked & same)
    closeness = closeness - settings.other_mark * (marked & ~same)
    distances = np.clip(1 - closeness, 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    labels = fcluster(tree, 1 - settings.threshold, "distance")
    return [list(np.flatnonzero(labels == label)) for label in sorted(set(labels))]


def _origin(
    name: str, articles: Sequence[Article], group: Sequence[int], likeness: _Likeness
) -> Origin:
    source = _source(articles, group, likeness)
    copies = tuple(_copy(articles, i, source, likeness) for i in group if i != source)
    agency = articles[source].wire or next(
        (articles[i].wire for i in group if articles[i].wire), None
    )
    ids = tuple(articles[i].id for i in group)
    return Origin(name, ids, _why(articles, group, source, agency, copies), agency, copies)


def _source(articles: Sequence[Article], group: Sequence[int], likeness: _Likeness) -> int:
    """Return the member that holds most of the others; marked, early and long texts first."""

    def rank(i: int) -> tuple[float, bool, date, int, str]:
        held = float(np.mean(likeness.mean[group, i]).round(2))
        article = articles[i]
        return (
            -held,
            not article.wire,
            article.published or date.max,
            -len(article.text),
            article.path,
        )

    return min(group, key=rank)


def _copy(articles: Sequence[Article], i: int, source: int, likeness: _Likeness) -> Copy:
    repeated = float(likeness.repeated[source, i])
    rewrite = likeness.verbatim[i, source] < likeness.repeated[i, source] / 2
    return Copy(articles[i].id, articles[source].id, round(repeated, 4), bool(rewrite))


def _why(
    articles: Sequence[Article],
    group: Sequence[int],
    source: int,
    agency: str | None,
    copies: Sequence[Copy],
) -> str:
    text = f"{agency} text" if agency else "own text"
    if not copies:
        return text
    outlets = {articles[i].id: articles[i].outlet for i in group}
    if not agency:
        text = f"text of {articles[source].outlet}"
    parts = [
        f"{outlets[copy.article_id]} repeats {round(100 * copy.containment)} % of it "
        f"{'in other words' if copy.rewrite else 'word for word'}"
        for copy in copies[:_NAMED_COPIES]
    ]
    if len(copies) > _NAMED_COPIES:
        parts.append(f"and so do {len(copies) - _NAMED_COPIES} more")
    return f"{text}; {', '.join(parts)}"
