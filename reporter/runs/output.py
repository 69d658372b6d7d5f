"""Where the files of a brief go, and how they get there whole or not at all."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reporter.config import Settings
from reporter.errors import DataError, FolderError
from reporter.records import Brief
from reporter.report import pictures, to_html, to_json, to_markdown
from reporter.report.svg import Picture
from reporter.storage.files import write_whole


@dataclass(frozen=True, slots=True)
class Targets:
    """The files to write; `None` for a format that is not wanted. `folder` holds the articles."""

    folder: Path
    markdown: Path | None
    html: Path | None
    json: Path | None

    @classmethod
    def choose(
        cls, folder: Path, out_dir: Path | None, json_file: Path | None, html_file: Path | None
    ) -> Targets:
        """Return all three formats in `out_dir` (default reports/), or only the files named."""
        if out_dir is None and (json_file or html_file):
            return cls(folder, None, html_file, json_file)
        base = out_dir if out_dir is not None else Path("reports")
        name = re.sub(r"[^\w.-]+", "-", folder.resolve().name).strip("-.") or "brief"
        return cls(
            folder,
            markdown=base / f"{name}.md",
            html=html_file or base / f"{name}.html",
            json=json_file or base / f"{name}.json",
        )

    @property
    def pictures(self) -> Path | None:
        """The folder for pictures as files, beside the Markdown that links to them."""
        return self.markdown and self.markdown.with_name(f"{self.markdown.stem}-pictures")

    def prepare(self) -> None:
        """Make the folders now, so that a long run does not fail at its end; FolderError if not."""
        for path in self._paths():
            prepare_file(path)

    def partial(self) -> Targets:
        """Return the same files as `*.partial.*`: an interrupted run replaces nothing."""

        def mark(path: Path | None) -> Path | None:
            return path and path.with_name(f"{path.stem}.partial{path.suffix}")

        return replace(
            self, markdown=mark(self.markdown), html=mark(self.html), json=mark(self.json)
        )

    def _paths(self) -> tuple[Path, ...]:
        return tuple(path for path in (self.markdown, self.html, self.json) if path)


def write_brief(brief: Brief, settings: Settings, targets: Targets) -> tuple[Path, ...]:
    """Write the wanted formats and return their paths, Markdown first, the pictures last."""
    written = []
    for path, render in (
        (targets.markdown, _markdown),
        (targets.html, _html),
        (targets.json, _json),
    ):
        if path is not None:
            replace_file(path, render(brief, settings, targets, path))
            written.append(path)
    if targets.pictures is not None and settings.report.pictures:
        targets.pictures.mkdir(exist_ok=True)
        for picture in _pictures(brief, settings):
            replace_file(targets.pictures / f"{picture.name}.svg", picture.file())
        written.append(targets.pictures)
    return tuple(written)


def read_report(file: Path) -> dict[str, Any]:
    """Return the JSON report in `file`; DataError when it cannot be read or is not JSON."""
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not JSON"
        raise DataError(
            f"{file} cannot be read as a report: {why}.", "Give the .json of `reporter brief`."
        ) from None
    return report if isinstance(report, dict) else {}


def _pictures(brief: Brief, settings: Settings) -> tuple[Picture, ...]:
    found = settings.discrepancies
    return pictures(brief, settings.report, found.min_confidence, found.max_per_story)


def _json(brief: Brief, settings: Settings, _targets: Targets, _path: Path) -> str:
    found = settings.discrepancies
    return to_json(brief, found.min_confidence, found.max_per_story)


def _markdown(brief: Brief, settings: Settings, targets: Targets, path: Path) -> str:
    linked = settings.report.pictures and targets.pictures
    return _text(brief, settings, targets, path, linked.name if linked else "")


def _text(
    brief: Brief, settings: Settings, targets: Targets, path: Path, picture_folder: str
) -> str:
    return to_markdown(
        brief,
        settings.report,
        settings.discrepancies.min_confidence,
        settings.discrepancies.max_per_story,
        _relative(targets.folder, path),
        targets.json.name if targets.json else "brief.json",
        picture_folder,
    )


def _html(brief: Brief, settings: Settings, targets: Targets, path: Path) -> str:
    text = _text(brief, settings, targets, path, "")
    return to_html(text, brief, _pictures(brief, settings))


def _relative(folder: Path, report: Path) -> str:
    """Return `folder` as seen from the report, so that links work wherever both are moved."""
    try:
        relative = os.path.relpath(folder.resolve(), report.resolve().parent)
    except ValueError:
        return folder.resolve().as_uri()
    return Path(relative).as_posix()


def prepare_file(path: Path) -> None:
    """Make the folder of a file that is written at the end of long work; FolderError if not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError(
            f"{path.parent} cannot be made: {error.strerror}.", "Choose another --out."
        ) from None
    if not os.access(path.parent, os.W_OK):
        raise FolderError(f"{path} cannot be written.", "Choose another --out.")
    _refuse_special(path)


def replace_file(path: Path, text: str) -> None:
    """Write beside the target and rename, so that a reader never sees half; FolderError if not.

    Where `path` is a link, what it leads to is replaced.
    """
    _refuse_special(path)
    try:
        write_whole(path.resolve(), text)
    except OSError as error:
        raise FolderError(f"{path} cannot be written: {error.strerror}.") from None


def _refuse_special(path: Path) -> None:
    # A rename would put a file in the place of a device, /dev/stdout for one.
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "a pipe or device"
        raise FolderError(f"{path} is {kind}.", "Name a file to write.")
