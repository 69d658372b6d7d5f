"""The only place where the stages meet; read it from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from reporter import reuse
from reporter.backends import Embedder, PairScorer, Parser, Summarizer
from reporter.backends.lazy import (
    DeferredEmbedder,
    DeferredParser,
    DeferredScorer,
    DeferredSummarizer,
)
from reporter.cache import (
    CachedEmbedder,
    CachedParser,
    CachedScorer,
    CachedSummarizer,
    Store,
    cache_file,
)
from reporter.config import Settings, SummarySettings
from reporter.coverage import find_omissions, find_unique
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.keeping import kept_in
from reporter.discrepancies.nearby import cited, near_pairs
from reporter.errors import PromptError
from reporter.headline import headline_of, write_headline
from reporter.lead import choose_lead
from reporter.matching import match
from reporter.memo import NOTHING_KEPT, Memo, digest, named, open_memo
from reporter.numbering import number_across
from reporter.progress import Listener, Stages, ignore
from reporter.prompts import Prompt, load_prompt
from reporter.records import (
    Article,
    Brief,
    Cluster,
    Discrepancy,
    Fact,
    Headline,
    Statement,
    Story,
    StoryBrief,
)
from reporter.summarize import summarize
from reporter.telling import telling_from


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one run; `memo` keeps what stages made of their answers."""

    parser: Parser
    embedder: Embedder
    scorer: PairScorer
    summarizer: Summarizer
    memo: Memo = field(default=NOTHING_KEPT)


def open_models(settings: Settings) -> Models:
    """Return the models that the settings name, each opened when it is first needed.

    One that was never opened before is opened now; ModelError says which cannot be and why.
    """
    store = Store(cache_file(settings.cache))
    memo = Memo(store) if settings.cache.enabled else NOTHING_KEPT
    return Models(
        parser=CachedParser(DeferredParser(settings.models, memo), store),
        embedder=CachedEmbedder(DeferredEmbedder(settings.models, memo), store),
        scorer=CachedScorer(DeferredScorer(settings.models, memo), store),
        summarizer=CachedSummarizer(DeferredSummarizer(settings.models, memo), store),
        memo=memo,
    )


def prompt_folders(settings: SummarySettings, *, new: bool = False) -> tuple[Path, ...]:
    """Return the user's own prompt folder, if there is one; it comes before the shipped prompts.

    Raises PromptError where the setting names no folder, unless a `new` one may be made.
    """
    if not settings.prompt_folder:
        return ()
    folder = Path(settings.prompt_folder)
    if not new and not folder.is_dir():
        raise PromptError(
            f"summary.prompt_folder = {settings.prompt_folder!r} is no folder.",
            "Make it with `reporter prompts new NAME --from fact`, or correct the setting.",
        )
    return (folder,)


def open_prompt(settings: Settings, *, new_folder: bool = False) -> Prompt:
    """Return the prompt of the settings, checked to suit the summarizer; PromptError if not.

    The user's own prompt folder may be missing where a `new_folder` may be made.
    """
    backend = settings.models.summarizer.partition(":")[0]
    folders = prompt_folders(settings.summary, new=new_folder)
    return load_prompt(settings.summary.prompt, folders, backend)


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
        articles, skipped = reuse.read(folder, settings.ingest, open_memo(settings.cache), advance)
    with stages.stage("models"):
        models = models or open_models(settings)
    with stages.stage("stories"):
        stories = reuse.stories(articles, models.embedder, settings.stories, models.memo)
    briefs: list[StoryBrief] = []
    incomplete = ""
    try:
        for story in stories:
            briefs.append(brief_story(story, models, prompt, settings, stages))
            listener("story", len(briefs), len(stories))
    except KeyboardInterrupt:
        incomplete = f"interrupted after {len(briefs)} of {len(stories)} stories"
    models.memo.trim(settings.cache.max_megabytes)
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
    base = open_story(story, models, settings, stages)
    if not base.statements:
        return base
    return compare_story(base, models, prompt, settings, stages, models.memo)


def open_story(story: Story, models: Models, settings: Settings, stages: Stages) -> StoryBrief:
    """Return a story with its origins and, where several articles tell it, its statements."""
    with stages.stage("lineage"):
        origins = reuse.origins(story, settings.lineage, models.memo)
    if len(story.articles) == 1:
        return StoryBrief(story, origins, (), (), (), (), ())
    with stages.stage("statements") as advance:
        statements = reuse.statements(story.articles, models.parser, models.memo, advance)
    return StoryBrief(story, origins, statements, (), (), (), ())


def compare_story(
    base: StoryBrief,
    models: Models,
    prompt: Prompt,
    settings: Settings,
    stages: Stages,
    memo: Memo = NOTHING_KEPT,
) -> StoryBrief:
    """Fill in what the statements of `base` agree on, differ in, leave out and have alone.

    With a `memo`, what an earlier run found out is taken from there.
    """
    by_id: dict[str, Article] = {article.id: article for article in base.story.articles}
    statements: tuple[Statement, ...] = base.statements
    clusters, near, discrepancies = differ(base, models, settings, stages, memo)
    surely = settings.discrepancies.min_confidence
    shown = tuple(item for item in discrepancies if item.confidence >= surely)

    # Once: what is told of a cluster is asked for cluster by cluster.
    articles_key = cache(lambda: digest(base.story.articles))

    def hang_on() -> tuple[object, ...]:
        return (
            articles_key(),
            models.parser.description,
            models.embedder.description,
            base.origins,
            settings.summary,
            prompt.fingerprint,
            models.summarizer.description,
            models.scorer.description,
        )

    def head(facts: Sequence[Fact]) -> Headline | None:
        return write_headline(
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

    def tell() -> reuse.Told:
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
            telling=telling_from(memo, hang_on, statements),
        )
        (headline,) = memo.result(
            reuse.HEADLINE,
            lambda: (*hang_on(), named(headline_of(facts, shown), statements)),
            lambda: (head(facts),),
            statements,
        )
        return facts, headline, choose_lead(facts, shown, settings.summary.lead_facts)

    def cover() -> reuse.Covered:
        vectors = models.embedder.embed([statement.text for statement in statements])
        told = {fact.cluster.id for fact in facts}
        clustered = frozenset(
            item.id for cluster in clusters if cluster.id in told for item in cluster.statements
        )
        return (
            find_omissions(facts, clusters, statements, vectors, by_id, settings.coverage),
            find_unique(statements, vectors, clustered, base.origins, settings.coverage),
        )

    with stages.stage("summarize"):
        facts, headline, lead = memo.result(
            reuse.SUMMARIZE,
            lambda: (*hang_on(), named((clusters, discrepancies, shown), statements)),
            tell,
            statements,
        )
    with stages.stage("cover"):
        omissions, unique = memo.result(
            reuse.COVER,
            lambda: (
                _story_key(base, models),
                base.origins,
                named((clusters, facts), statements),
                settings.coverage,
            ),
            cover,
            statements,
        )
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
    base: StoryBrief,
    models: Models,
    settings: Settings,
    stages: Stages,
    memo: Memo = NOTHING_KEPT,
) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...], tuple[Discrepancy, ...]]:
    """Return the clusters of equivalent statements, the pairs near them, and what differs."""
    by_id = {article.id: article for article in base.story.articles}
    statements = base.statements
    trusted = not settings.models.scorer.startswith("lexical")
    with stages.stage("match"):
        clusters = memo.result(
            reuse.MATCH,
            lambda: (_story_key(base, models), models.scorer.description, settings.matching),
            lambda: match(statements, models.embedder, models.scorer, settings.matching),
            statements,
        )

    def lie_near() -> tuple[Cluster, ...]:
        vectors = models.embedder.embed([statement.text for statement in statements])
        return near_pairs(statements, vectors, clusters, settings.discrepancies.near)

    def compare() -> reuse.Compared:
        near = memo.result(
            reuse.NEAR,
            lambda: (
                _story_key(base, models),
                named(clusters, statements),
                settings.discrepancies.near,
            ),
            lie_near,
            statements,
        )
        article_key = cache(lambda name: digest(by_id[name], models.parser.description))

        def hang_on(one: str, other: str) -> tuple[object, ...]:
            return trusted, article_key(one), article_key(other)

        with kept_in(memo, statements, hang_on) as findings_of:
            return near, find_discrepancies(
                (*clusters, *near),
                by_id,
                base.origins,
                settings.discrepancies,
                statements,
                trusted,
                findings_of,
            )

    with stages.stage("compare"):
        near, found = memo.result(
            reuse.COMPARE,
            lambda: (
                _story_key(base, models),
                base.origins,
                named(clusters, statements),
                settings.discrepancies,
                trusted,
            ),
            compare,
            statements,
        )
    return clusters, near, found


def _story_key(base: StoryBrief, models: Models) -> str:
    return reuse.story_key(base.story, (models.parser.description, models.embedder.description))


def _describe(models: Models, prompt: Prompt) -> dict[str, dict[str, str]]:
    described = {
        "parser": dict(models.parser.description),
        "embedder": dict(models.embedder.description),
        "scorer": dict(models.scorer.description),
        "summarizer": dict(models.summarizer.description),
    }
    described["summarizer"]["prompt"] = f"{prompt.name} {prompt.fingerprint}"
    return described
