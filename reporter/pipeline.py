"""The only place where the stages meet; read it from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from reporter.backends import Embedder, Float32, PairScorer, Parser, Summarizer
from reporter.backends.registry import open_embedder, open_parser, open_scorer, open_summarizer
from reporter.cache import CachedEmbedder, CachedScorer, Store, cache_file
from reporter.config import Settings, SummarySettings
from reporter.coverage import find_omissions, find_unique
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.nearby import cited, near_pairs
from reporter.headline import write_headline
from reporter.ingest import read_folder
from reporter.lead import choose_lead
from reporter.lineage import trace_origins
from reporter.matching import match
from reporter.numbering import number_across
from reporter.progress import Listener, Stages, ignore
from reporter.prompts import Prompt, load_prompt
from reporter.records import (
    Article,
    Brief,
    Cluster,
    Discrepancy,
    Statement,
    Story,
    StoryBrief,
)
from reporter.sentences import statements_of
from reporter.stories import group_stories
from reporter.summarize import summarize


@dataclass(frozen=True, slots=True)
class Models:
    """The opened models of one run."""

    parser: Parser
    embedder: Embedder
    scorer: PairScorer
    summarizer: Summarizer


def open_models(settings: Settings) -> Models:
    """Open every model that the settings name; ModelError says which cannot be opened and why."""
    embedder = open_embedder(settings.models)
    scorer = open_scorer(settings.models)
    store = Store(cache_file(settings.cache))
    return Models(
        parser=open_parser(settings.models),
        embedder=CachedEmbedder(embedder, store),
        scorer=CachedScorer(scorer, store),
        summarizer=open_summarizer(settings.models),
    )


def prompt_folders(settings: SummarySettings) -> tuple[Path, ...]:
    """Return the user's own prompt folder, if there is one; it comes before the shipped prompts."""
    return (Path(settings.prompt_folder),) if settings.prompt_folder else ()


def open_prompt(settings: Settings) -> Prompt:
    """Return the prompt of the settings, checked to suit the summarizer; PromptError if not."""
    backend = settings.models.summarizer.partition(":")[0]
    return load_prompt(settings.summary.prompt, prompt_folders(settings.summary), backend)


def make_brief(
    folder: Path,
    settings: Settings,
    models: Models | None = None,
    listener: Listener = ignore,
) -> Brief:
    """Read `folder`, compare what it holds and return the brief.

    An interruption (Ctrl-C) while stories are compared ends the comparing, and the brief holds the
    stories that were done, with `incomplete` set; earlier ones are raised. Raises ReporterError
    for a folder, setting, prompt or model that cannot be used.
    """
    stages = Stages(listener)
    prompt = open_prompt(settings)
    with stages.stage("read") as advance:
        articles, skipped = read_folder(folder, settings.ingest, advance)
    with stages.stage("models"):
        models = models or open_models(settings)
    with stages.stage("stories"):
        stories = group_stories(articles, models.embedder, settings.stories)
    briefs: list[StoryBrief] = []
    incomplete = ""
    try:
        for story in stories:
            briefs.append(brief_story(story, models, prompt, settings, stages))
            listener("story", len(briefs), len(stories))
    except KeyboardInterrupt:
        incomplete = f"interrupted after {len(briefs)} of {len(stories)} stories"
    return Brief(
        folder=folder.name or str(folder),
        generated_at=datetime.now(UTC),
        articles=articles,
        skipped=skipped,
        stories=number_across(briefs),
        settings=settings.model_dump(mode="json"),
        models=_describe(models, prompt),
        seconds=stages.seconds,
        incomplete=incomplete,
    )


def brief_story(
    story: Story, models: Models, prompt: Prompt, settings: Settings, stages: Stages
) -> StoryBrief:
    """Split the articles of a story into statements and compare them."""
    with stages.stage("lineage"):
        origins = trace_origins(story.articles, settings.lineage)
    if len(story.articles) == 1:
        return StoryBrief(story, origins, (), (), (), (), ())
    with stages.stage("statements") as advance:
        statements = statements_of(story.articles, models.parser, advance)
    return compare_story(
        StoryBrief(story, origins, statements, (), (), (), ()), models, prompt, settings, stages
    )


def compare_story(
    base: StoryBrief, models: Models, prompt: Prompt, settings: Settings, stages: Stages
) -> StoryBrief:
    """Fill in what the statements of `base` agree on, differ in, leave out and have alone."""
    by_id: dict[str, Article] = {article.id: article for article in base.story.articles}
    statements: tuple[Statement, ...] = base.statements
    with stages.stage("embed"):
        vectors = models.embedder.embed([statement.text for statement in statements])
    clusters, near, discrepancies = differ(base, vectors, models, settings, stages)
    with stages.stage("summarize"):
        facts = summarize(
            clusters,
            discrepancies,
            by_id,
            base.origins,
            models.summarizer,
            models.scorer,
            models.parser,
            prompt,
            settings.summary,
        )
        surely = settings.discrepancies.min_confidence
        shown = tuple(item for item in discrepancies if item.confidence >= surely)
        headline = write_headline(
            facts,
            statements,
            shown,
            by_id,
            base.origins,
            models.summarizer,
            models.scorer,
            models.parser,
            prompt,
            settings.summary,
        )
        lead = choose_lead(facts, shown, settings.summary.lead_facts)
    with stages.stage("cover"):
        clustered = frozenset(item.id for cluster in clusters for item in cluster.statements)
        omissions = find_omissions(facts, clusters, statements, vectors, by_id, settings.coverage)
        unique = find_unique(statements, vectors, clustered, base.origins, settings.coverage)
    return replace(
        base,
        facts=facts,
        discrepancies=discrepancies,
        omissions=omissions,
        unique=unique,
        clusters=(*clusters, *cited(near, discrepancies)),
        headline=headline,
        lead=lead,
    )


def differ(
    base: StoryBrief, vectors: Float32, models: Models, settings: Settings, stages: Stages
) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...], tuple[Discrepancy, ...]]:
    """Return the clusters of equivalent statements, the pairs near them, and what differs."""
    by_id = {article.id: article for article in base.story.articles}
    with stages.stage("match"):
        clusters = match(base.statements, models.embedder, models.scorer, settings.matching)
    with stages.stage("compare"):
        near = near_pairs(base.statements, vectors, clusters, settings.discrepancies.near)
        found = find_discrepancies(
            (*clusters, *near),
            by_id,
            base.origins,
            settings.discrepancies,
            base.statements,
            trust_scorer=not settings.models.scorer.startswith("lexical"),
        )
    return clusters, near, found


def _describe(models: Models, prompt: Prompt) -> dict[str, dict[str, str]]:
    described = {
        "parser": dict(models.parser.description),
        "embedder": dict(models.embedder.description),
        "scorer": dict(models.scorer.description),
        "summarizer": dict(models.summarizer.description),
    }
    described["summarizer"]["prompt"] = f"{prompt.name} {prompt.fingerprint}"
    return described
