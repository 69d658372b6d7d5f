"""From a module's own figure to the probability that the difference is a true one.

Number, date and name give a probability themselves (`slot_model.py`). The other modules say how
well two places agree; what that is worth differs between kinds. Each kind has its Platt scaling
(Platt 1999), fitted on findings whose truth is known; see docs/discrepancies.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reporter.discrepancies.finding import Finding
from reporter.records import Kind

SURE_FROM = 0.2
"""Probability under which most differences of real articles are none: no warning, no doubt cast."""


@dataclass(frozen=True, slots=True)
class Platt:
    """P(true) = logistic(`bias` + `slope` * log-odds of the module's figure)."""

    bias: float
    slope: float

    def __call__(self, confidence: float) -> float:
        """Return the probability (0..1) for a module's figure (0..1)."""
        bounded = min(0.9999, max(0.0001, confidence))
        odds = math.log(bounded / (1 - bounded))
        return 1 / (1 + math.exp(-self.bias - self.slope * odds))


_PROBABILITIES = frozenset({Kind.NUMBER, Kind.UPDATE, Kind.DATE, Kind.NAME})
_BY_KIND: Mapping[Kind, Platt] = {Kind.ATTRIBUTION: Platt(-1.24, 0.82)}
_OTHERS = Platt(-1.61, 0.82)


def judged(finding: Finding) -> Finding:
    """Return the finding with the probability that it is a true difference as confidence."""
    if finding.kind in _PROBABILITIES:
        return finding
    scale = _BY_KIND.get(finding.kind, _OTHERS)
    reason = f"slots agree with {finding.confidence:.2f}"
    return replace(
        finding, confidence=scale(finding.confidence), reasons=(*finding.reasons, reason)
    )
