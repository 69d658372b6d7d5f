"""The settings that a slider can move, read from the settings tree itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from reporter.config import Settings
from reporter.errors import SettingsError

SECTIONS: Mapping[str, str] = {
    "matching": "Which statements say the same",
    "discrepancies": "Which differences are shown",
    "coverage": "Who is alone, who leaves out",
    "summary": "How facts are written",
    "lineage": "Which articles are copies",
    "stories": "Which articles are one story",
}
"""The sections with sliders, in the order of the page, and their headings."""

MAIN = frozenset(
    {
        *("matching.threshold", "matching.second_fact", "matching.same_article"),
        *("discrepancies.min_confidence", "discrepancies.near"),
        *("coverage.near", "lineage.threshold", "stories.threshold", "summary.min_outlets"),
    }
)
"""What most users need; the rest is folded away."""


@dataclass(frozen=True, slots=True)
class Knob:
    """A slider from `low` to `high` in steps of `step` for the setting `key`."""

    key: str
    meaning: str
    low: float
    high: float
    step: float

    @property
    def section(self) -> str:
        """The section of the settings file."""
        return self.key.partition(".")[0]

    @property
    def main(self) -> bool:
        """Whether the slider is in view at once."""
        return self.key in MAIN

    @property
    def whole(self) -> bool:
        """Whether the setting is a whole number."""
        return self.step >= 1

    def value(self, settings: Settings) -> float:
        """Return what the setting is."""
        section, _, name = self.key.partition(".")
        return float(getattr(getattr(settings, section), name))

    def text(self, settings: Settings) -> str:
        """Return what the setting is, as it stands in a settings file."""
        value = self.value(settings)
        return str(int(value)) if self.whole else f"{value:g}"


def knobs() -> tuple[Knob, ...]:
    """Return a slider for every number in the sections, in the order of the settings tree."""
    found = []
    for section in SECTIONS:
        fields = type(getattr(Settings(), section)).model_fields
        found += [
            _knob(f"{section}.{name}", info)
            for name, info in fields.items()
            if info.annotation in (int, float)
        ]
    return tuple(found)


def overrides(changes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the changes as `section.key=value`; SettingsError for what has no slider."""
    known = {knob.key for knob in knobs()}
    for key in changes:
        if key not in known:
            raise SettingsError(f"{key[:80]!r} has no slider.", "Reload the page.")
    return tuple(f"{key}={value}" for key, value in changes.items())


def _knob(key: str, info: FieldInfo) -> Knob:
    low, high = 0.0, float("inf")
    for bound in info.metadata:
        match bound:
            case Ge(ge=value):
                low = float(str(value))
            case Gt(gt=value):
                low = float(str(value)) + 0.01
            case Le(le=value):
                high = float(str(value))
    if high == float("inf"):
        high = max(10.0, 3 * info.default) if info.annotation is int else 2 * info.default
    step = 1.0 if info.annotation is int else 0.01
    return Knob(key, info.description or "", low, high, step)
