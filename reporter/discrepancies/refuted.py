"""Figures and days that both articles have: each of the two says both, of two things.

Where one outlet says "163,000 jobs in July" and another "151,000 jobs a month", it tells much that
the second has a statement nearer to the first one's, with 163,000 in it: it does not disagree.
Names are left alone, for they stand in many statements of one article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reporter.discrepancies.finding import Finding, Mark, Sheet
from reporter.discrepancies.merging import agree
from reporter.discrepancies.values.typed import Day, Number
from reporter.records import Cluster, Statement


def without_refuted(
    findings: Sequence[Finding], clusters: Sequence[Cluster], sheet: Callable[[Statement], Sheet]
) -> list[Finding]:
    """Return the findings but those of two figures or days of which an article has both.

    It has the other's in a statement that is nearer (by cosine) to the other's statement
    than the one which seemed to contradict it.
    """
    near = _near(clusters)
    return [
        finding
        for finding in findings
        if not (
            _has_too(finding.a, finding.b, near, sheet)
            or _has_too(finding.b, finding.a, near, sheet)
        )
    ]


_Near = Mapping[str, Mapping[str, tuple[float, Statement]]]


def _near(clusters: Sequence[Cluster]) -> _Near:
    """Return, for each statement id, the others that were compared with it, and the cosines."""
    found: dict[str, dict[str, tuple[float, Statement]]] = {}
    for cluster in clusters:
        by_id = {statement.id: statement for statement in cluster.statements}
        for score in cluster.scores:
            for one, other in ((score.a, score.b), (score.b, score.a)):
                if one in by_id and other in by_id:
                    found.setdefault(one, {})[other] = score.similarity, by_id[other]
    return found


def _has_too(mark: Mark, other: Mark, near: _Near, sheet: Callable[[Statement], Sheet]) -> bool:
    """Return whether the article of `other` has the value of `mark` in a nearer statement."""
    value, beside = mark.value, near.get(mark.statement.id, {})
    if not isinstance(value, Number | Day):
        return False
    against = beside.get(other.statement.id, (0.0, other.statement))[0]
    return any(
        agree(value, theirs)
        for cosine, statement in beside.values()
        if statement.article_id == other.statement.article_id and cosine > against
        for theirs in sheet(statement).values
    )
