"""Briefs under neighbouring thresholds, worked out before anybody asks for them.

A threshold that was never tried brings up clusters that no sentence was written for; loading the
model that writes takes longer than all the rest. What was worked out ahead lies in the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reporter.config import Settings
from reporter.pipeline import Models, make_brief
from reporter.progress import Advance

NEAR = 5
"""Hundredths by which `matching.threshold` is moved up and down, one by one, the nearest first."""
CONFIDENCES = tuple(round(0.05 * step, 2) for step in range(1, 11))
"""Values that `discrepancies.min_confidence` is set to."""


def work_ahead(folder: Path, settings: Settings, models: Models, advance: Advance) -> bool:
    """Work out the briefs of `folder` under the neighbours of `settings`, and keep their parts.

    Returns False when it was interrupted (Ctrl-C); what was done by then is kept. Raises what
    `make_brief` raises.
    """
    others = tuple(neighbours(settings))
    for done, other in enumerate(others, start=1):
        if make_brief(folder, other, models).incomplete:
            return False
        advance(done, len(others))
    return True


def neighbours(settings: Settings) -> Iterator[Settings]:
    """Yield the settings with one threshold moved."""
    matching, differing = settings.matching, settings.discrepancies
    for hundredths in range(1, NEAR + 1):
        for sign in (1, -1):
            value = round(matching.threshold + sign * hundredths / 100, 4)
            if 0 <= value <= 1:
                moved = matching.model_copy(update={"threshold": value})
                yield settings.model_copy(update={"matching": moved})
    for value in CONFIDENCES:
        if value != differing.min_confidence:
            moved_too = differing.model_copy(update={"min_confidence": value})
            yield settings.model_copy(update={"discrepancies": moved_too})
