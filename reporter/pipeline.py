"""The only place where the stages meet; read it from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from reporter.config import Settings
from reporter.coverage import find_omissions, find_unique
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.keeping import kept_in, over_story_in
from reporter.discrepancies.nearby import Close, cited, close_pairs, not_together
from reporter.matching.clusters import ask_around, match
from reporter.matching.ground import THRESHOLDS, known_in
from reporter.numbering import number_across
from reporter.progress import Listener, Stages, ignore
from reporter.prompts import Prompt
from reporter.records import (
    Article,
    Brief,
    Cluster,
    Discrepancy,
    Fact,
    Headline,
    Missing,
    Story,
    StoryBrief,
)
from reporter.runs import reuse
from reporter.runs.drafting import Gaps, draft_stories
from reporter.runs.opening import Models, open_models, open_prompt
from reporter.runs.telling import drafting_from, telling_from
from reporter.runs.witnessed import witnessed
from reporter.storage.memo import NOTHING_KEPT, Memo, digest, named, open_memo
from reporter.summarize.casing import cased_facts
from reporter.summarize.facts import summarize
from reporter.summarize.headline import headline_of, write_headline
from reporter.summarize.lead import choose_lead
from reporter.summarize.witnesses import is_sure
from reporter.summarize.writing import Writing

__all__ = [
    "Models",
    "brief_story",
    "compare_story",
    "differ",
    "make_brief",
    "open_models",
    "open_story",
]


def make_brief(
    folder: Path,
    settings: Settings,
    models: Models | None = None,
    listener: Listener = ignore,
    on_draft: Callable[[Brief], bool] | None = None,
) -> Brief:
    """Read `folder`, compare what it holds and return the brief.

    Where an earlier run left enough to go by, `on_draft` is called first with a brief that no
    model was asked for (`Brief.draft`); one that lacks nothing is returned as it is. The draft is
    what is returned where `on_draft` says not to go on.

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

    def done(
        found: Sequence[StoryBrief], incomplete: str = "", draft: Missing | None = None
    ) -> Brief:
        return Brief(
            folder=folder.name or str(folder),
            generated_at=datetime.now(UTC),
            articles=articles,
            skipped=skipped,
            stories=number_across(found),
            settings=settings.model_dump(mode="json"),
            models=models.described(prompt),
            seconds=stages.seconds,
            incomplete=incomplete,
            draft=draft,
        )

    if on_draft is not None:
        found = draft_stories(
            stories,
            models,
            lambda story, known, gaps: brief_story(
                story, known, prompt, settings, stages, gaps=gaps
            ),
        )
        if found is not None:
            draft = done(found.stories, draft=found.missing)
            if draft.draft is None or not on_draft(draft):
                models.memo.trim(settings.cache.max_megabytes)
                return draft
    briefs: list[StoryBrief] = []
    incomplete = ""
    try:
        for story in stories:
            briefs.append(brief_story(story, models, prompt, settings, stages))
            listener("story", len(briefs), len(stories))
    except KeyboardInterrupt:
        incomplete = f"interrupted after {len(briefs)} of {len(stories)} stories"
    models.memo.trim(settings.cache.max_megabytes)
    return done(briefs, incomplete)


def brief_story(
    story: Story,
    models: Models,
    prompt: Prompt,
    settings: Settings,
    stages: Stages,
    gaps: Gaps | None = None,
) -> StoryBrief:
    """Split the articles of a story into statements and compare them."""
    base = open_story(story, models, settings, stages)
    if not base.statements:
        return base
    return compare_story(base, models, prompt, settings, stages, models.memo, gaps)


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
    gaps: Gaps | None = None,
) -> StoryBrief:
    """Fill in what the statements of `base` agree on, differ in, leave out and have alone.

    With a `memo`, what an earlier run found out is taken from there; with `gaps`, no sentence is
    written that is not there, and what is lacking is counted in them.
    """
    clusters, near, discrepancies = differ(
        base, models, settings, stages, memo, look_around=gaps is None and memo is not NOTHING_KEPT
    )
    # Once: what is told of a cluster is asked for cluster by cluster.
    articles_key = cache(lambda: digest(base.story.articles))
    found = _Compared(base, clusters, discrepancies, models, prompt, settings, articles_key)
    statements = base.statements
    with stages.stage("summarize"):
        facts, headline, lead = memo.result(
            reuse.SUMMARIZE,
            lambda: (*found.told_by(), named((clusters, discrepancies, found.shown), statements)),
            lambda: _tell(found, memo, gaps),
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
            lambda: _cover(found, facts, memo),
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


@dataclass(frozen=True, slots=True)
class _Compared:
    """A story that is compared and not told yet, and with what it is to be told.

    `articles_key` says what stands for its articles in the keys of what is kept.
    """

    base: StoryBrief
    clusters: tuple[Cluster, ...]
    discrepancies: tuple[Discrepancy, ...]
    models: Models
    prompt: Prompt
    settings: Settings
    articles_key: Callable[[], str]

    @property
    def by_id(self) -> dict[str, Article]:
        """The articles by their ids."""
        return {article.id: article for article in self.base.story.articles}

    @property
    def shown(self) -> tuple[Discrepancy, ...]:
        """The differences that are sure enough to be shown."""
        surely = self.settings.discrepancies.min_confidence
        return tuple(item for item in self.discrepancies if item.confidence >= surely)

    @property
    def writing(self) -> Writing:
        """What its sentences are written and judged with."""
        models = self.models
        return Writing(
            models.summarizer, models.scorer, models.parser, self.prompt, self.settings.summary
        )

    def told_by(self) -> tuple[object, ...]:
        """Return all that its sentences hang on beside what they tell."""
        return (
            self.articles_key(),
            self.models.parser.description,
            self.models.embedder.description,
            self.base.origins,
            self.settings.summary,
            self.prompt.fingerprint,
            self.models.summarizer.description,
            self.models.scorer.description,
        )

    def learn_words(self, memo: Memo) -> None:
        """Have the words of its statements known before they are asked for one by one."""
        reuse.learn_words(
            self.base.statements, lambda: (_story_key(self.base, self.models),), memo.certain
        )


def _tell(found: _Compared, memo: Memo, gaps: Gaps | None) -> reuse.Told:
    """Return the facts, the headline and the lead."""
    statements, origins = found.base.statements, found.base.origins
    found.learn_words(memo)
    telling = (
        telling_from(memo, found.told_by, statements)
        if gaps is None
        else drafting_from(memo, found.told_by, statements, origins, gaps)
    )
    asked = (found.clusters, found.discrepancies, found.by_id, origins, found.writing)
    told = cased_facts(summarize(*asked, telling=telling), statements)
    facts = witnessed(told, found.base.story, found.articles_key, found.models, memo, gaps)
    sure = [fact for fact in facts if is_sure(fact)]
    (headline,) = memo.result(
        reuse.HEADLINE,
        lambda: (*found.told_by(), named(headline_of(sure, found.shown), statements)),
        lambda: (_head(found, sure, memo, gaps),),
        statements,
    )
    titles = [article.title for article in found.base.story.articles]
    size = found.settings.summary.lead_facts
    return facts, headline, choose_lead(sure, found.shown, titles, size)


def _head(
    found: _Compared, facts: Sequence[Fact], memo: Memo, gaps: Gaps | None
) -> Headline | None:
    statements, origins = found.base.statements, found.base.origins
    if gaps is not None:
        gaps.headlines += 1
        return reuse.latest_headline(found.told_by, statements, memo)
    written = write_headline(facts, statements, found.shown, found.by_id, origins, found.writing)
    reuse.keep_headline(written, found.told_by, statements, memo)
    return written


def _cover(found: _Compared, facts: Sequence[Fact], memo: Memo) -> reuse.Covered:
    """Return what outlets leave out, and what one origin has alone."""
    statements, settings = found.base.statements, found.settings.coverage
    found.learn_words(memo)
    vectors = found.models.embedder.embed([statement.text for statement in statements])
    told = {fact.cluster.id for fact in facts}
    sure = [fact for fact in facts if is_sure(fact)]
    clustered = frozenset(
        item.id for cluster in found.clusters if cluster.id in told for item in cluster.statements
    )
    return (
        find_omissions(sure, found.clusters, statements, vectors, found.by_id, settings),
        find_unique(statements, vectors, clustered, found.base.origins, settings),
    )


def differ(
    base: StoryBrief,
    models: Models,
    settings: Settings,
    stages: Stages,
    memo: Memo = NOTHING_KEPT,
    *,
    look_around: bool = False,
) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...], tuple[Discrepancy, ...]]:
    """Return the clusters of equivalent statements, the pairs near them, and what differs.

    To `look_around` is to have judged, when a story is new, what other thresholds would ask for.
    """
    statements = base.statements
    with stages.stage("match"):
        clusters = memo.result(
            reuse.MATCH,
            lambda: (_story_key(base, models), models.scorer.description, settings.matching),
            lambda: _match(base, models, settings, memo, look_around),
            statements,
        )
    with stages.stage("compare"):
        near, found = memo.result(
            reuse.COMPARE,
            lambda: (
                _story_key(base, models),
                base.origins,
                named(clusters, statements),
                settings.discrepancies,
                settings.models.is_scorer_trained,
                models.scorer.description,
            ),
            lambda: _compare(base, clusters, models, settings, memo),
            statements,
        )
    return clusters, near, found


def _match(
    base: StoryBrief, models: Models, settings: Settings, memo: Memo, look_around: bool
) -> tuple[Cluster, ...]:
    def hangs_on() -> tuple[object, ...]:
        others = settings.matching.model_dump_json(exclude={*THRESHOLDS})
        return _story_key(base, models), models.scorer.description, others

    with known_in(memo.certain, hangs_on) as known:
        new = known.ground is None
        asked = (base.statements, models.embedder, models.scorer, settings.matching, known)
        found = match(*asked)
        if new and look_around:
            ask_around(*asked)
        return found


def _compare(
    base: StoryBrief, clusters: Sequence[Cluster], models: Models, settings: Settings, memo: Memo
) -> reuse.Compared:
    """Return the pairs of near statements that share no cluster, and what differs."""
    statements, limits = base.statements, settings.discrepancies
    by_id = {article.id: article for article in base.story.articles}
    trusted = settings.models.is_scorer_trained

    def lie_close() -> tuple[Close, ...]:
        vectors = models.embedder.embed([statement.text for statement in statements])
        return close_pairs(statements, vectors, limits.near)

    close = memo.certain.result(
        reuse.CLOSE, lambda: (_story_key(base, models), limits.near), lie_close
    )
    near = not_together(statements, close, clusters)
    article_key = cache(lambda name: digest(by_id[name], models.parser.description))

    def hang_on(one: str, other: str) -> tuple[object, ...]:
        return trusted, article_key(one), article_key(other)

    with kept_in(memo.certain, statements, hang_on) as findings_of:
        return near, find_discrepancies(
            (*clusters, *near),
            by_id,
            base.origins,
            limits,
            statements,
            trusted,
            findings_of,
            over_story_in(memo.certain, statements, lambda: (_story_key(base, models),)),
            models.scorer if trusted else None,
            models.embedder,
        )


def _story_key(base: StoryBrief, models: Models) -> str:
    return reuse.story_key(base.story, (models.parser.description, models.embedder.description))
