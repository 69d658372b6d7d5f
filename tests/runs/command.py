"""The command of a brief whose models are quick to open."""

from __future__ import annotations

from pathlib import Path


def brief_command(inbox: Path, out: Path, cache: Path, *more: str) -> list[str]:
    """Return the arguments of a run that writes below `out` and keeps what it has in `cache`."""
    settings = (
        "models.scorer=lexical",
        "models.summarizer=extractive",
        "models.runtime=torch",
        f"cache.folder='{cache.as_posix()}'",
    )
    sets = [word for item in settings for word in ("--set", item)]
    return ["brief", str(inbox), *sets, "--out", str(out), *more]
