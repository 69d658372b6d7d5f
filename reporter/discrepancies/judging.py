"""From a module's own figure to the probability that the difference is a true one.

The modules say how well the slots of two values agree. What that is worth differs between kinds:
of names in slots that look alike fewer truly differ than of figures. Each kind has its Platt
scaling (Platt 1999), fitted on findings whose truth is known; see docs/discrepancies.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reporter.discrepancies.finding import Finding
from reporter.records import Kind


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


_BY_KIND: Mapping[Kind, Platt] = {
    Kind.NAME: Platt(-2.32, 0.82),
    Kind.NUMBER: Platt(-1.45, 0.82),
    Kind.UPDATE: Platt(-1.45, 0.82),
    Kind.DATE: Platt(-1.19, 0.82),
    Kind.ATTRIBUTION: Platt(-1.24, 0.82),
}
_OTHERS = Platt(-0.8, 0.82)


def judged(finding: Finding) -> Finding:
    """Return the finding with the probability that it is a true difference as confidence."""
    scale = _BY_KIND.get(finding.kind, _OTHERS)
    reason = f"slots agree with {finding.confidence:.2f}"
    return replace(
        finding, confidence=scale(finding.confidence), reasons=(*finding.reasons, reason)
    )
