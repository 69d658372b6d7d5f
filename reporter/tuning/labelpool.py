"""Pairs of statements with every figure that a threshold is set on: of a folder, or of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporter.config import Settings
from reporter.discrepancies import find_discrepancies
from reporter.errors import FolderError
from reporter.matching.equivalence import agreement, combined
from reporter.matching.proposals import Proposals
from reporter.pipeline import Models, open_story
from reporter.progress import Listener, Stages, ignore
from reporter.records import Article, Cluster, PairScore, Statement, StoryBrief
from reporter.runs import reuse
from reporter.sentences import statements_from_sentences
from reporter.text.lexical import rarity, shared_evidence
from reporter.tuning.labelling import ScoredPair
from reporter.tuning.labels import Label, Source


def stories_of_folder(
    folder: Path, settings: Settings, models: Models, listener: Listener = ignore
) -> tuple[StoryBrief, ...]:
    """Return the stories of `folder` that several articles tell, split but not yet compared.

    Raises FolderError for a folder without any.
    """
    stages = Stages(listener)
    with stages.stage("read") as advance:
        articles, _ = reuse.read(folder, settings.ingest, models.memo, advance)
    with stages.stage("stories"):
        stories = reuse.stories(articles, models.embedder, settings.stories, models.memo)
    told = [story for story in stories if len(story.articles) > 1]
    if not told:
        raise FolderError(
            f"{folder} holds no story that two articles tell.",
            "Put articles of several outlets about one event into it.",
        )
    split = []
    for number, story in enumerate(told, start=1):
        split.append(open_story(story, models, settings, stages))
        listener("story", number, len(told))
    return tuple(split)


def pairs_of_stories(
    stories: Sequence[StoryBrief], settings: Settings, models: Models
) -> tuple[ScoredPair, ...]:
    """Return the pairs of whole statements that matching would have judged, with their figures."""
    return tuple(pair for base in stories for pair in _pairs_of(base, settings, models))


def pairs_of_labels(
    labels: Sequence[Label], settings: Settings, models: Models
) -> tuple[ScoredPair, ...]:
    """Return the labelled pairs with today's figures, in their order.

    How rare a word is among all these texts stands in where a label has no evidence of its own.
    """
    rareness = rarity(text for label in labels for text in (label.s1, label.s2))
    work = []
    for number, label in enumerate(labels):
        both = _articles(label, number)
        one, other = (
            statements_from_sentences(article, [article.text], models.parser)[0] for article in both
        )
        evidence = label.evidence
        if evidence is None:
            evidence = shared_evidence(one.text, other.text, rareness)
        work.append(_Work(one, other, evidence, {article.id: article for article in both}))
    return tuple(_scored(work, [label.sources for label in labels], settings, models))


@dataclass(frozen=True, slots=True)
class _Work:
    """Two statements, the evidence of their words, and where they come from."""

    one: Statement
    other: Statement
    evidence: float
    articles: Mapping[str, Article]


def _pairs_of(base: StoryBrief, settings: Settings, models: Models) -> list[ScoredPair]:
    statements = base.statements
    articles = {article.id: article for article in base.story.articles}
    place = {article: number for number, article in enumerate(sorted(articles))}
    texts = [statement.text for statement in statements]
    rareness = rarity(texts)
    proposals = Proposals(
        texts,
        [place[statement.article_id] for statement in statements],
        models.embedder.embed(texts),
        rareness,
        settings.matching,
    )
    every = range(len(statements))
    found = sorted(proposals.nearest(every, every, settings.matching.neighbours))
    work = [
        _Work(statements[a], statements[b], shared_evidence(texts[a], texts[b], rareness), articles)
        for a, b in found
        if texts[a] != texts[b]
    ]
    sources = [(_source(item.one, articles), _source(item.other, articles)) for item in work]
    return _scored(work, sources, settings, models)


def _scored(
    work: Sequence[_Work],
    sources: Sequence[tuple[Source, Source] | None],
    settings: Settings,
    models: Models,
) -> list[ScoredPair]:
    """Ask embedder and scorer once for all, then put the figures of each pair together."""
    if not work:
        return []
    texts = sorted({text for item in work for text in (item.one.text, item.other.text)})
    vectors = dict(zip(texts, models.embedder.embed(texts), strict=True))
    asked = [(item.one.text, item.other.text) for item in work]
    distinct = sorted({*asked, *((b, a) for a, b in asked)})
    rows = models.scorer.score(distinct).tolist()
    said = {pair: (row[0], row[1], row[2]) for pair, row in zip(distinct, rows, strict=True)}
    pairs = []
    for item, (a, b), places in zip(work, asked, sources, strict=True):
        similarity = float(vectors[a] @ vectors[b])
        agree = agreement(said[a, b], said[b, a], settings.matching)
        sure = combined(similarity, agree, item.evidence, settings.matching)
        score = PairScore(item.one.id, item.other.id, similarity, said[a, b], said[b, a], sure)
        confidence = _confidence(item, score, settings)
        pairs.append(
            ScoredPair(a, b, sure, max(0.0, similarity), agree, item.evidence, confidence, places)
        )
    return pairs


def _confidence(item: _Work, score: PairScore, settings: Settings) -> float:
    """Return how sure the surest difference is that changes the meaning, 0 without any."""
    cluster = Cluster("c1", (item.one, item.other), item.one, (score,))
    found = find_discrepancies(
        (cluster,),
        item.articles,
        (),
        settings.discrepancies,
        trust_scorer=settings.models.is_scorer_trained,
    )
    return max((each.confidence for each in found if each.changes_meaning), default=0.0)


def _source(statement: Statement, articles: Mapping[str, Article]) -> Source:
    article = articles[statement.article_id]
    return Source(article.path, article.outlet, statement.start, statement.end, article.published)


def _articles(label: Label, number: int) -> list[Article]:
    """Return an article for each text of a label, with the date that its words are read by."""
    sources = label.sources or (None, None)
    return [
        Article(
            id=f"{number}{side}",
            path=source.path if source else "",
            outlet=source.outlet if source else side,
            outlet_known=source is not None,
            title="",
            text=text,
            published=source.published if source else None,
        )
        for side, text, source in zip("ab", (label.s1, label.s2), sources, strict=True)
    ]
