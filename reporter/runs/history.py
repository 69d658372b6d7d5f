"""What each run was made of and what it found, so that the next can say what changed.

One JSON file per run in the cache folder: resolved settings, models with their revisions, the
prompt's fingerprint, the SHA-256 of every article, and counts. Vectors, parses, scores and results
of stages lie in the store (`cache`, `memo`) under keys made of the same things.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from reporter.config import CacheSettings
from reporter.records import Brief
from reporter.storage.files import write_whole
from reporter.storage.fingerprints import code
from reporter.storage.store import cache_file

KEPT = 50
"""Records kept per folder of articles; the oldest go first."""

_SHOWN = 6


class Run(BaseModel):
    """A record of one run; `articles` maps paths to the SHA-256 of title and text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: str
    folder: str
    code: str
    settings: dict[str, Any]
    models: dict[str, dict[str, str]]
    articles: dict[str, str]
    counts: dict[str, int]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not as in the run before; `what` names a setting, a model or a count."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before} -> {self.after}"


def record_of(brief: Brief, folder: Path) -> Run:
    """Return the record of the run that made `brief` from the articles in `folder`."""
    stories = [item for item in brief.stories if len(item.story.articles) > 1]
    return Run(
        at=brief.generated_at.isoformat(timespec="microseconds"),
        folder=str(folder.resolve()),
        code=code()[:16],
        settings=dict(brief.settings),
        models={name: dict(described) for name, described in brief.models.items()},
        articles={item.path: _sha256(f"{item.title}\n{item.text}") for item in brief.articles},
        counts={
            "articles": len(brief.articles),
            "stories": len(stories),
            "facts": sum(len(item.facts) for item in stories),
            "discrepancies": sum(len(item.discrepancies) for item in stories),
        },
        seconds={name: round(value, 3) for name, value in brief.seconds.items()},
    )


def keep(run: Run, settings: CacheSettings) -> None:
    """Write the record whole or not at all; where nothing can be written there is none.

    With the cache off nothing is kept.
    """
    if not settings.enabled:
        return
    folder = _folder(settings)
    name = f"{_of(run.folder)}-{run.at.replace(':', '')}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, run.model_dump_json(), 0o600)
        for old in _files(Path(run.folder), settings)[:-KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, UnicodeEncodeError):
        return


def last(folder: Path, settings: CacheSettings) -> Run | None:
    """Return the latest whole record of a run over `folder`, or None."""
    for file in reversed(_files(folder.resolve(), settings) if settings.enabled else []):
        try:
            return Run.model_validate_json(file.read_bytes())
        except (OSError, ValidationError):
            continue
    return None


def changes(before: Run, after: Run) -> tuple[Change, ...]:
    """Return what differs between two runs: settings, models, articles, then what they found."""
    found = [*_differing(_flat(before.settings), _flat(after.settings))]
    found += _differing(_flat(before.models), _flat(after.models))
    touched = {
        path
        for path in before.articles.keys() | after.articles.keys()
        if before.articles.get(path) != after.articles.get(path)
    }
    if touched:
        named = ", ".join(sorted(touched)[:_SHOWN]) + (", ..." if len(touched) > _SHOWN else "")
        found.append(Change("articles added, changed or gone", "", f"{len(touched)} ({named})"))
    if before.code != after.code:
        found.append(Change("code", before.code, after.code))
    return (*found, *_differing(before.counts, after.counts))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    return [
        Change(key, str(before.get(key, "none")), str(after.get(key, "none")))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]


def _flat(tree: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    # A list in a JSON file was a tuple when it was written.
    plain = json.loads(json.dumps(tree))
    return {f"{name}.{key}": value for name, part in plain.items() for key, value in part.items()}


def _folder(settings: CacheSettings) -> Path:
    return cache_file(settings).parent / "runs"


def _files(folder: Path, settings: CacheSettings) -> list[Path]:
    """Return the records of a folder, the oldest first."""
    return sorted(_folder(settings).glob(f"{_of(os.fspath(folder))}-*.json"))


def _of(folder: str) -> str:
    return _sha256(folder)[:16]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
