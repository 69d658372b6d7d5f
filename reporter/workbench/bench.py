"""A folder held in memory: what its articles give under settings on trial.

Everything up to the vectors is done once; what a slider moves is computed anew from the answers of
the models, story by story, as far as the time for one answer goes. What is left over is said
(`Look.unjudged`, `Look.waiting`) and goes on with the next question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TypeVar

from reporter.backends import Float32
from reporter.config import Settings
from reporter.coverage import find_unique
from reporter.discrepancies.nearby import cited
from reporter.errors import FolderError
from reporter.ingest import read_folder
from reporter.lineage import trace_origins
from reporter.matching import match
from reporter.numbering import number_across
from reporter.pipeline import Models, compare_story, differ, open_models, open_prompt
from reporter.progress import Listener, Stages, ignore
from reporter.records import Article, Cluster, Discrepancy, Statement, Story, StoryBrief
from reporter.sentences import statements_of
from reporter.stories import group_stories
from reporter.workbench.memory import Recent, RememberedEmbedder, RememberedScorer

BUDGET = 1.0
"""Seconds for one answer to a moved slider, beyond what is in memory."""

FOREVER = float("inf")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Material:
    """A story before matching; `vectors` (n, dim) has one unit row per statement."""

    base: StoryBrief
    vectors: Float32 = field(compare=False)


@dataclass(frozen=True, slots=True)
class StoryLook:
    """What the settings give for one story: its brief without facts.

    The first `matched` of the brief's clusters hold equivalent statements, the others are pairs
    that a difference was found between.
    """

    brief: StoryBrief
    matched: int

    @property
    def id(self) -> str:
        """The id of the story."""
        return self.brief.story.id

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters of equivalent statements."""
        return self.brief.clusters[: self.matched]


@dataclass(frozen=True, slots=True)
class Look:
    """What the settings give for every story that several articles tell.

    `unjudged` pairs still count as unlike, and the stories `waiting` have no differences yet.
    """

    settings: Settings
    stories: tuple[StoryLook, ...]
    unjudged: int = 0
    waiting: frozenset[str] = frozenset()

    @property
    def finished(self) -> bool:
        """Whether nothing is left over."""
        return not self.unjudged and not self.waiting

    def story(self, wanted: str) -> StoryLook | None:
        """Return the story with that id, else the first, or None where there is none."""
        first = next(iter(self.stories), None)
        return next((item for item in self.stories if item.id == wanted), first)


_Differed = tuple[tuple[Cluster, ...], tuple[Cluster, ...], tuple[Discrepancy, ...]]


class Bench:
    """The articles of a folder with all that was computed of them.

    All methods belong to the thread that called `open_bench`: so does the store of the models.
    """

    def __init__(self, articles: tuple[Article, ...], models: Models) -> None:
        self.articles = articles
        self.scorer = RememberedScorer(models.scorer)
        self.models = replace(
            models, scorer=self.scorer, embedder=RememberedEmbedder(models.embedder)
        )
        self._statements: dict[str, tuple[Statement, ...]] = {}
        self._materials: Recent[object, tuple[Material, ...]] = Recent(8)
        self._differed: Recent[object, _Differed] = Recent(4000)
        self._briefs: Recent[object, StoryBrief] = Recent(50)

    def materials(self, settings: Settings, listener: Listener = ignore) -> tuple[Material, ...]:
        """Return the stories that several articles tell, ready to be matched."""
        key = (settings.stories, settings.lineage)
        known = self._materials.get(key)
        if known is not None:
            return known
        stages = Stages(listener)
        with stages.stage("stories"):
            stories = group_stories(self.articles, self.models.embedder, settings.stories)
        told = [story for story in stories if len(story.articles) > 1]
        found = tuple(self._material(story, settings, stages) for story in told)
        return self._materials.put(key, found)

    def _material(self, story: Story, settings: Settings, stages: Stages) -> Material:
        with stages.stage("lineage"):
            origins = trace_origins(story.articles, settings.lineage)
        with stages.stage("statements"):
            fresh = [item for item in story.articles if item.id not in self._statements]
            parsed = statements_of(fresh, self.models.parser)
            for article in fresh:
                own = tuple(item for item in parsed if item.article_id == article.id)
                self._statements[article.id] = own
        statements = tuple(s for item in story.articles for s in self._statements[item.id])
        with stages.stage("embed"):
            vectors = self.models.embedder.embed([item.text for item in statements])
        return Material(StoryBrief(story, origins, statements, (), (), (), ()), vectors)

    def look(
        self,
        settings: Settings,
        first: str = "",
        seconds: float = BUDGET,
        listener: Listener = ignore,
    ) -> Look:
        """Return what the settings give, the story `first` before the others."""
        until = monotonic() + seconds
        materials = self.materials(settings, listener)
        order = sorted(materials, key=lambda item: item.base.story.id != first)
        found: dict[str, StoryLook] = {}
        unjudged = 0
        waiting: set[str] = set()
        for done, material in enumerate(order, start=1):
            story = material.base.story.id
            found[story], missing, finished = self._look(material, settings, until)
            unjudged += missing
            if not finished:
                waiting.add(story)
            listener("story", done, len(order))
        drafts = [found[item.base.story.id] for item in materials]
        numbered = number_across([draft.brief for draft in drafts])
        stories = tuple(
            replace(draft, brief=brief) for draft, brief in zip(drafts, numbered, strict=True)
        )
        return Look(settings, stories, unjudged, frozenset(waiting))

    def _look(
        self, material: Material, settings: Settings, until: float
    ) -> tuple[StoryLook, int, bool]:
        """Return the story, the pairs still to judge, and whether its differences are known."""
        base = material.base
        clusters, missing = self._settle(
            lambda: match(base.statements, self.models.embedder, self.scorer, settings.matching),
            until,
        )
        differed, more = self._differ(material, clusters, settings, until)
        missing += more
        _, near, found = differed or ((), (), ())
        clustered = frozenset(item.id for cluster in clusters for item in cluster.statements)
        brief = replace(
            base,
            clusters=(*clusters, *cited(near, found)),
            discrepancies=found,
            unique=find_unique(
                base.statements, material.vectors, clustered, base.origins, settings.coverage
            ),
        )
        return StoryLook(brief, len(clusters)), missing, differed is not None

    def _differ(
        self,
        material: Material,
        clusters: tuple[Cluster, ...],
        settings: Settings,
        until: float,
    ) -> tuple[_Differed | None, int]:
        """Return what differs, None where there is no time for it, and the pairs still to judge."""
        base = material.base
        key = (_articles(base), base.origins, clusters, settings.discrepancies)
        known = self._differed.get(key)
        if known is not None or monotonic() >= until:
            return known, 0
        found, missing = self._settle(
            lambda: differ(base, material.vectors, self.models, settings, Stages()), until
        )
        if not missing:
            self._differed.put(key, found)
        return found, missing

    def _settle(self, compute: Callable[[], Result], until: float) -> tuple[Result, int]:
        """Compute until no pair is asked for that is not judged; return how many are left."""
        while True:
            with self.scorer.deferring() as waiting:
                result = compute()
            # Judged pairs propose others, so ask again until nothing new comes up.
            if not waiting:
                return result, 0
            judged = self.scorer.judge(list(waiting), until)
            if judged < len(waiting):
                return result, len(waiting) - judged

    def brief(self, look: Look, wanted: StoryLook) -> StoryBrief:
        """Return the story with its facts written, its ids as in `look`.

        Raises PromptError or ModelError when the summarizer cannot be asked.
        """
        prompt = open_prompt(look.settings)
        key = (_articles(wanted.brief), look.settings, prompt.fingerprint)
        written = self._briefs.get(key)
        if written is None:
            stories = {item.base.story.id: item.base for item in self.materials(look.settings)}
            base = stories[wanted.id]
            written = compare_story(base, self.models, prompt, look.settings, Stages())
            self._briefs.put(key, written)
        drafts = [written if item is wanted else item.brief for item in look.stories]
        return number_across(drafts)[look.stories.index(wanted)]


def open_bench(
    folder: Path, settings: Settings, models: Models | None = None, listener: Listener = ignore
) -> Bench:
    """Read the folder, open the models and compute everything once, so that all is in memory.

    Raises ReporterError for a folder or a model that cannot be used.
    """
    stages = Stages(listener)
    with stages.stage("read") as advance:
        articles, _ = read_folder(folder, settings.ingest, advance)
    if not articles:
        raise FolderError(
            f"{folder} holds no article that can be read.", "See why with `reporter check`."
        )
    with stages.stage("models"):
        bench = Bench(articles, models or open_models(settings))
    bench.look(settings, seconds=FOREVER, listener=listener)
    return bench


def _articles(brief: StoryBrief) -> tuple[str, ...]:
    return tuple(article.id for article in brief.story.articles)
