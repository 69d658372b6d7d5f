"""How clusters are told: at once, or by somebody who knows what they were told as before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reporter.records import Cluster, Discrepancy, Fact

Weights = Mapping[str, float]
"""How much (0..1) a stem tells the statements of a story apart; 1 where it is silent."""


@dataclass(frozen=True, slots=True)
class Told:
    """The fact of a cluster, or None, and how close its sentence is to the statements.

    `stems` are those whose weights had a say.
    """

    fact: Fact | None
    closeness: float
    stems: frozenset[str]


About = tuple[Cluster, tuple[Discrepancy, ...]]
"""A cluster, and the discrepancies that were found in it or dispute a value told in it."""
Compute = Callable[[Sequence[int]], Sequence[Told]]
"""Tells the clusters at these places."""
Telling = Callable[[Sequence[About], Weights, Compute], list[Told]]
"""Returns what each cluster is told as, by computing it or otherwise."""


def tell_anew(about: Sequence[About], _weights: Weights, compute: Compute) -> list[Told]:
    """Compute what each cluster is told as."""
    return list(compute(range(len(about))))


def attached(about: About) -> tuple[str, ...]:
    """Return the ids of the discrepancies that were found in a cluster itself."""
    cluster, discrepancies = about
    return tuple(item.id for item in discrepancies if item.cluster_id == cluster.id)
