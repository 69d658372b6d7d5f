"""A folder held in memory: what its articles give under settings on trial.

Everything up to the vectors is done once; what a slider moves is computed anew from the answers of
the models, story by story, as far as the time for one answer goes. What is left over is said
(`Look.unjudged`, `Look.waiting`) and goes on with the next question.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from reporter.backends import Float32
from reporter.config import Settings
from reporter.coverage import find_unique
from reporter.discrepancies.nearby import cited
from reporter.errors import FolderError
from reporter.matching.clusters import match
from reporter.numbering import number_across
from reporter.pipeline import Models, compare_story, differ, open_models, open_story
from reporter.progress import Listener, Stages, ignore
from reporter.records import Article, Cluster, Discrepancy, StoryBrief
from reporter.runs import reuse
from reporter.runs.opening import open_prompt
from reporter.storage.memo import open_memo
from reporter.workbench.memory import Recent, RememberedEmbedder, RememberedScorer

BUDGET = 0.5
"""Seconds that one answer to a moved slider spends on what is not in memory."""

FOREVER = float("inf")


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


_Matched = tuple[tuple[Cluster, ...], tuple[tuple[str, str], ...]]
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
        self._materials: Recent[object, tuple[Material, ...]] = Recent(8)
        self._matched: Recent[object, _Matched] = Recent(4000)
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
            stories = reuse.stories(
                self.articles, self.models.embedder, settings.stories, self.models.memo
            )
        told = [story for story in stories if len(story.articles) > 1]
        found = []
        for story in told:
            base = open_story(story, self.models, settings, stages)
            with stages.stage("embed"):
                texts = [item.text for item in base.statements]
                found.append(Material(base, self.models.embedder.embed(texts)))
        return self._materials.put(key, tuple(found))

    def look(
        self,
        settings: Settings,
        first: str = "",
        seconds: float = FOREVER,
        listener: Listener = ignore,
    ) -> Look:
        """Return what the settings give, the story `first` before the others.

        At most about `seconds` are spent on what is not in memory.
        """
        materials = self.materials(settings, listener)
        order = sorted(materials, key=lambda item: item.base.story.id != first)
        for material in order:
            self._match(material.base, settings)
        # Only now: whatever is in memory takes, every answer goes on with what is not.
        until = monotonic() + seconds
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
        clusters, waiting = self._match(base, settings)
        # Judged pairs propose others, so ask again until nothing new comes up.
        while waiting and monotonic() < until:
            self.scorer.judge(waiting, until)
            clusters, waiting = self._match(base, settings)
        differed = None if waiting else self._differ(material, clusters, settings, until)
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
        return StoryLook(brief, len(clusters)), len(waiting), differed is not None

    def _match(self, base: StoryBrief, settings: Settings) -> _Matched:
        """Return the clusters by what is judged so far, and the pairs that wait to be judged."""
        key = (_articles(base), settings.matching)
        known = self._matched.get(key)
        if known is not None:
            return known
        with self.scorer.deferring() as waiting:
            clusters = match(base.statements, self.models.embedder, self.scorer, settings.matching)
        found = (clusters, tuple(waiting))
        return found if waiting else self._matched.put(key, found)

    def _differ(
        self,
        material: Material,
        clusters: tuple[Cluster, ...],
        settings: Settings,
        until: float,
    ) -> _Differed | None:
        """Return what differs, None where there is no time to find out."""
        base = material.base
        key = (_articles(base), base.origins, clusters, settings.discrepancies)
        known = self._differed.get(key)
        if known is not None or monotonic() >= until:
            return known
        found = differ(base, self.models, settings, Stages(), self.models.memo)
        return self._differed.put(key, found)

    def brief(self, look: Look, wanted: StoryLook) -> StoryBrief:
        """Return the story with its facts written, its ids as in `look`.

        Raises PromptError or ModelError when the summarizer cannot be asked.
        """
        prompt = open_prompt(look.settings, new_folder=True)
        key = (_articles(wanted.brief), look.settings, prompt.fingerprint)
        written = self._briefs.get(key)
        if written is None:
            stories = {item.base.story.id: item.base for item in self.materials(look.settings)}
            base = stories[wanted.id]
            written = compare_story(
                base, self.models, prompt, look.settings, Stages(), self.models.memo
            )
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
        articles, _ = reuse.read(folder, settings.ingest, open_memo(settings.cache), advance)
    if not articles:
        raise FolderError(
            f"{folder} holds no article that can be read.", "See why with `reporter check`."
        )
    with stages.stage("models"):
        bench = Bench(articles, models or open_models(settings))
    bench.look(settings, listener=listener)
    return bench


def _articles(brief: StoryBrief) -> tuple[str, ...]:
    return tuple(article.id for article in brief.story.articles)
