"""What a result depends on beside its input: the code, the installed packages, files of models."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_METADATA = (".dist-info", ".egg-info")


@cache
def code(part: str = "") -> str:
    """Return the SHA-256 of the package's own files: any change of the code is another version.

    With a `part`, a folder of the package, of the files in it alone.
    """
    files = (
        path
        for path in (_PACKAGE / part).rglob("*")
        if path.suffix not in {".pyc", ""} and "shipped" not in path.parts[len(_PACKAGE.parts) :]
    )
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def environment() -> str:
    """Return the SHA-256 of the names and versions of all installed packages and of Python.

    They are read off the names of the folders of metadata, which costs no import.
    """
    found = {platform.python_version(), platform.machine(), platform.node()}
    for entry in filter(None, sys.path):
        folder = Path(entry)
        if folder.is_dir():
            found |= {item.name for item in folder.iterdir() if item.suffix in _METADATA}
    return hashlib.sha256("\0".join(sorted(found)).encode()).hexdigest()


def content(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the files, and of those in the folders; of no file, `environment`."""
    found = _files(paths)
    if not found:
        return environment()
    digest = hashlib.sha256()
    for file in found:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def state(paths: Iterable[Path]) -> str:
    """Return sizes and times of change of the files, and of those in the folders, as one text.

    That is what tells `make` and `git` that a file may have changed, without reading it.
    """
    facts = ((file, file.stat()) for file in _files(paths))
    return "\n".join(f"{file} {fact.st_size} {fact.st_mtime_ns}" for file, fact in facts)


def _files(paths: Iterable[Path]) -> list[Path]:
    return [
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else (path,))
        if file.is_file()
    ]
