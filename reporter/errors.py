"""The errors that end the program; bad input never does (it becomes a `Skipped`).

ReporterError              what went wrong, and a hint that says how to mend it
├── SettingsError          a key or value in reporter.toml, outlets.toml or --set
├── PromptError            a prompt file that cannot be used
├── ModelError             a model that cannot be found, opened or reached
├── FolderError            the folder to read or to write
└── DataError              a labelled file or a report that does not have the expected form
"""

from __future__ import annotations


class ReporterError(Exception):
    """An error for the user: `message` says what was wrong, `hint` what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(ReporterError):
    """A setting that does not exist or has a value out of its range."""


class PromptError(ReporterError):
    """A prompt file that is missing, malformed or asks for an unknown variable."""


class ModelError(ReporterError):
    """A model or endpoint that cannot be found, opened or reached."""


class FolderError(ReporterError):
    """A folder that cannot be read or written."""


class DataError(ReporterError):
    """A labelled file or a JSON report without the expected fields."""
