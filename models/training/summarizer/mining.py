"""Real clusters, mined from news stories with the shipped pipeline.

Their target is the sentence that the extractive path cuts from the statements, where it passes
every check and most of its content words stand in two origins: nobody wrote a better one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stories import Told
from variants import Made

from reporter.config import Settings
from reporter.lineage import trace_origins
from reporter.pipeline import Models, compare_story
from reporter.progress import Stages, ignore
from reporter.records import Cluster, Fact, Statement, Story, StoryBrief
from reporter.runs.opening import open_prompt
from reporter.summarize.support import Support

LEAST_SHARED = 0.6
MOST_SOURCES = 5


def mined(stories: Iterable[Told], models: Models, settings: Settings) -> Iterator[Made]:
    """Yield the clusters of the stories for which a good sentence could be cut."""
    for told in stories:
        brief = compared(told, models, settings)
        clusters = {cluster.id: cluster for cluster in brief.clusters}
        for fact in brief.facts:
            cluster = clusters[fact.cluster.id]
            if _is_good(fact, cluster):
                sources = [item.text for item in shown(cluster)]
                yield Made(tuple(sources), fact.summary, "mined")


def compared(told: Told, models: Models, settings: Settings) -> StoryBrief:
    """Run the pipeline from the statements of a story on."""
    story = Story("", "", told.articles)
    origins = trace_origins(story.articles, settings.lineage)
    base = StoryBrief(story, origins, told.statements, (), (), (), ())
    return compare_story(base, models, open_prompt(settings), settings, Stages(ignore))


def shown(cluster: Cluster) -> list[Statement]:
    """Return up to five statements, distinct, the medoid first, one of each article before more."""
    firsts: dict[str, Statement] = {cluster.medoid.article_id: cluster.medoid}
    for item in cluster.statements:
        firsts.setdefault(item.article_id, item)
    chosen = [*firsts.values(), *(item for item in cluster.statements)]
    distinct = {item.text: item for item in reversed(chosen)}
    return list(reversed(distinct.values()))[:MOST_SOURCES]


def _is_good(fact: Fact, cluster: Cluster) -> bool:
    groups = {item.article_id: item.article_id for item in cluster.statements}
    shared = Support(cluster.statements, groups).precision(fact.summary)
    return all(check.passed for check in fact.checks) and shared >= LEAST_SHARED
