"""The settings on trial beside those of the settings file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reporter.config import Settings, load_settings
from reporter.tuning.settings_file import save_settings
from reporter.workbench.knobs import knobs, overrides


class Trial:
    """What sliders say (`settings`) and what the file and the command line say (`saved`)."""

    def __init__(self, file: Path, given: Sequence[str] = ()) -> None:
        self.file = file
        self._given = tuple(given)
        self._changes: dict[str, str] = {}
        self.saved = self.settings = self._load({})

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys whose value on trial is not the saved one."""
        return tuple(self._changes)

    def attempt(self, values: Mapping[str, str]) -> Settings:
        """Put these values on trial; SettingsError leaves those before."""
        overrides(values)
        changes = {
            knob.key: values[knob.key]
            for knob in knobs()
            if knob.key in values and values[knob.key] != knob.text(self.saved)
        }
        self.settings = self._load(changes)
        self._changes = changes
        return self.settings

    def save(self) -> tuple[str, ...]:
        """Write what is on trial to the settings file and return the keys written."""
        values = {
            knob.key: int(knob.value(self.settings)) if knob.whole else knob.value(self.settings)
            for knob in knobs()
            if knob.key in self._changes
        }
        if values:
            save_settings(self.file, values)
        # A --set of the start wins over the file, but not over what was saved since.
        kept = (item for item in self._given if item.partition("=")[0].strip() not in values)
        self._given = tuple(kept)
        self._changes = {}
        self.saved = self.settings = self._load({})
        return tuple(values)

    def _load(self, changes: Mapping[str, str]) -> Settings:
        file = self.file if self.file.is_file() else None
        return load_settings(file, (*self._given, *overrides(changes)))
