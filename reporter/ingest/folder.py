"""Finds the files of a folder and loads them, without ever leaving it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reporter.config import IngestSettings
from reporter.errors import FolderError
from reporter.ingest.formats import READERS, Source, UnreadableError
from reporter.records import Skipped


def list_files(folder: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """Return the files to read, by their path relative to `folder`, and what was left aside.

    Hidden files and folders and settings (*.toml) are not mentioned. Links are never followed.
    Raises FolderError where `folder` does not exist, is no folder, or cannot be listed.
    """
    if not folder.exists():
        raise FolderError(f"folder {folder} does not exist.", "Check the path.")
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file.", "Give the folder that it is in.")
    files: list[Path] = []
    skipped: list[Skipped] = []
    try:
        for found in _walk(folder, folder):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                files.append(found)
    except OSError as error:
        raise FolderError(
            f"folder {folder} cannot be listed: {error.strerror}.", "Check its permissions."
        ) from None
    return tuple(sorted(files, key=lambda file: shown(file, folder))), tuple(skipped)


def shown(file: Path, folder: Path) -> str:
    """Return the path relative to `folder` with slashes, as valid Unicode."""
    relative = file.relative_to(folder).as_posix()
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def load(file: Path, folder: Path, settings: IngestSettings) -> Source:
    """Return the bytes of `file`. Raises UnreadableError, with the reason, where there are none."""
    try:
        with file.open("rb") as stream:
            data = stream.read(settings.max_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}; check permissions.") from None
    if len(data) > settings.max_bytes:
        raise UnreadableError(
            f"larger than {settings.max_bytes:,} bytes; split it, or raise ingest.max_bytes."
        )
    if not data.strip():
        raise UnreadableError("empty; save the article's text in it or remove it.")
    return Source(shown(file, folder), data, settings.max_characters)


def _walk(directory: Path, folder: Path) -> Iterator[Path | Skipped]:
    with os.scandir(directory) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = Path(entry.path)
        if entry.name.startswith(".") or path.suffix.casefold() == ".toml":
            continue
        if entry.is_symlink():
            yield Skipped(shown(path, folder), _link_reason(path, folder))
        elif entry.is_dir():
            yield from _inside(path, folder)
        elif path.suffix.casefold() not in READERS:
            yield Skipped(shown(path, folder), _unknown_reason(path))
        elif not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            yield Skipped(shown(path, folder), "a pipe or device, not a file; remove it.")
        else:
            yield path


def _inside(path: Path, folder: Path) -> Iterator[Path | Skipped]:
    try:
        yield from _walk(path, folder)
    except PermissionError as error:
        reason = f"a folder that cannot be listed: {error.strerror}; check its permissions."
        yield Skipped(shown(path, folder), reason)


def _link_reason(path: Path, folder: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link that leads to nothing; remove it."
    if target.is_relative_to(folder.resolve()):
        return "a link to another place in this folder, which is read there."
    return "a link that leads out of the folder; copy what it leads to into the folder."


def _unknown_reason(path: Path) -> str:
    kind = f"files of type {path.suffix}" if path.suffix else "files without an extension"
    return f"{kind} are not read; reporter reads {' '.join(READERS)}."
