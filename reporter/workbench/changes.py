"""What the settings on trial give, counted, and what they gain and lose against the saved ones."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from reporter.records import Article, Cluster, Discrepancy, Evidence, Statement, StoryBrief
from reporter.report.differences import sort_differences
from reporter.workbench.bench import Look, StoryLook


@dataclass(frozen=True, slots=True)
class Count:
    """A figure under the settings on trial, and how much more it is than under the saved ones."""

    label: str
    value: int
    change: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an outlet, the characters `lit` of it being what matters."""

    statement: Statement
    outlet: str
    lit: tuple[tuple[int, int], ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is lit."""
        pieces: list[tuple[str, bool]] = []
        place = 0
        for start, end in sorted(self.lit):
            if start >= place and end > start:
                pieces += [(self.statement.text[place:start], False)]
                pieces += [(self.statement.text[start:end], True)]
                place = end
        pieces.append((self.statement.text[place:], False))
        return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster; `state` is "new" or "changed" against the saved settings, or ""."""

    cluster: Cluster
    said: tuple[Said, ...]
    state: str

    @property
    def outlets(self) -> int:
        """How many outlets carry it."""
        return len({item.outlet for item in self.said})


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference; `standing` says where the brief has it: shown, no room, below the line."""

    found: Discrepancy
    sides: tuple[tuple[str, tuple[Said, ...]], ...]
    standing: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story as the page shows it; `gone` names what the saved settings give beside."""

    look: StoryLook
    clusters: tuple[ClusterRow, ...]
    differences: tuple[DifferenceRow, ...]
    gone: tuple[str, ...]


def counts(look: Look, baseline: Look) -> tuple[Count, ...]:
    """Return the figures of the whole folder."""
    now, before = _tally(look), _tally(baseline)
    return tuple(Count(label, value, value - before[label]) for label, value in now.items())


def view_story(look: Look, chosen: StoryLook, baseline: Look) -> StoryView:
    """Return the clusters and differences of a story, marked against those of the baseline."""
    own = {article.id for article in chosen.brief.story.articles}
    before = [
        cluster
        for item in baseline.stories
        for cluster in item.clusters
        if cluster.medoid.article_id in own
    ]
    found_before = {
        _evidence(found): found
        for item in baseline.stories
        for found in _shown(item.brief, baseline)
        if found.sides[0].articles[0] in own
    }
    outlets = outlets_of(chosen.brief.story.articles)
    clusters = tuple(
        ClusterRow(
            cluster,
            tuple(Said(item, outlets[item.article_id]) for item in cluster.statements),
            _state(cluster, before),
        )
        for cluster in chosen.clusters
    )
    rows = _differences(chosen.brief, look, outlets, found_before.keys())
    gone = [
        f"cluster: {cluster.medoid.text}"
        for cluster in before
        if not any(_alike(cluster, other) for other in chosen.clusters)
    ]
    if chosen.id not in look.waiting:
        known = {_evidence(row.found) for row in rows if row.standing == "shown"}
        gone += [
            f"{found.kind}: {found.summary}"
            for evidence, found in found_before.items()
            if evidence not in known
        ]
    return StoryView(chosen, clusters, rows, tuple(gone))


def outlets_of(articles: Sequence[Article]) -> dict[str, str]:
    """Return the outlet of each article, by id."""
    return {article.id: article.outlet for article in articles}


def said(evidence: Sequence[Evidence], outlets: dict[str, str]) -> tuple[Said, ...]:
    """Return each statement once, what carries the value lit."""
    spans: dict[str, list[tuple[int, int]]] = {}
    statements: dict[str, Statement] = {}
    for item in evidence:
        statements[item.statement.id] = item.statement
        spans.setdefault(item.statement.id, []).append((item.start, item.end))
    return tuple(
        Said(statement, outlets.get(statement.article_id, ""), tuple(spans[name]))
        for name, statement in statements.items()
    )


def _differences(
    brief: StoryBrief, look: Look, outlets: dict[str, str], before: Container[object]
) -> tuple[DifferenceRow, ...]:
    limits = look.settings.discrepancies
    found = sort_differences(brief, limits.min_confidence, limits.max_per_story)
    rows = []
    for standing, items in (
        ("shown", (*found.shown, *found.updates)),
        ("no room", found.left_out),
        ("below the line", found.below),
    ):
        for item in items:
            sides = tuple((side.value, said(side.evidence, outlets)) for side in item.sides)
            rows.append(DifferenceRow(item, sides, standing, _evidence(item) not in before))
    return tuple(rows)


def _tally(look: Look) -> dict[str, int]:
    stories = look.stories
    limits = look.settings.discrepancies
    sorted_out = [
        sort_differences(item.brief, limits.min_confidence, limits.max_per_story)
        for item in stories
    ]
    clusters = [(item, cluster) for item in stories for cluster in item.clusters]
    enough = look.settings.summary.min_outlets
    return {
        "stories": len(stories),
        "origins": sum(len(item.brief.origins) for item in stories),
        "clusters": len(clusters),
        f"clusters of {enough} outlets or more": sum(
            _width(item, cluster) >= enough for item, cluster in clusters
        ),
        "statements in clusters": sum(
            len({s.id for cluster in item.clusters for s in cluster.statements}) for item in stories
        ),
        "differences shown": sum(len(d.shown) + len(d.updates) for d in sorted_out),
        "of these change the meaning": sum(
            one.changes_meaning for d in sorted_out for one in d.shown
        ),
        "below the line or without room": sum(len(d.below) + len(d.left_out) for d in sorted_out),
        "statements of one origin alone": sum(
            len(one.statements) for item in stories for one in item.brief.unique
        ),
    }


def _width(item: StoryLook, cluster: Cluster) -> int:
    outlets = outlets_of(item.brief.story.articles)
    return len({outlets[statement.article_id] for statement in cluster.statements})


def _shown(brief: StoryBrief, look: Look) -> tuple[Discrepancy, ...]:
    limits = look.settings.discrepancies
    found = sort_differences(brief, limits.min_confidence, limits.max_per_story)
    return (*found.shown, *found.updates)


def _state(cluster: Cluster, before: Sequence[Cluster]) -> str:
    if any(members(cluster) == members(other) for other in before):
        return ""
    return "changed" if any(_alike(cluster, other) for other in before) else "new"


def _alike(one: Cluster, other: Cluster) -> bool:
    """Whether they share at least half the statements of the smaller: one that grew or shrank."""
    a, b = members(one), members(other)
    return 2 * len(a & b) >= min(len(a), len(b))


def members(cluster: Cluster) -> frozenset[str]:
    """Return the ids of the statements of a cluster."""
    return frozenset(item.id for item in cluster.statements)


def _evidence(found: Discrepancy) -> tuple[str, frozenset[tuple[str, int, int]]]:
    places = {
        (item.statement.id, item.start, item.end) for side in found.sides for item in side.evidence
    }
    return found.kind.value, frozenset(places)
