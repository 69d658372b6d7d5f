"""The lowest scores allowed, kept in git: quality may rise by itself and falls only on purpose.

The file is TOML: a table per task, a floor per score. Scores without a floor are not checked;
a key that starts with "max_" is a ceiling for the score named after it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from reporter.errors import DataError

_MARGIN = 0.005
"""Room for rounding between machines: floors are set this far below what was measured."""

_CEILING = "max_"


def read_floors(file: Path) -> dict[str, dict[str, float]]:
    """Return the floors by task and score; DataError when the file cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            f"{file} cannot be read as floors: {error.strerror}.", "Give a TOML file of floors."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{file} cannot be read as floors: {error}.") from None


def limits_of(file: Path, task: str) -> dict[str, float]:
    """Return the limits of a task; DataError when the file cannot be read or has none for it."""
    floors = read_floors(file)
    if task not in floors:
        named = ", ".join(floors) or "none"
        raise DataError(f"{file} has no floor for {task!r}.", f"Tasks that it has: {named}.")
    return floors[task]


def below(file: Path, task: str, scores: Mapping[str, float]) -> tuple[str, ...]:
    """Return a line for each score that is under its floor or over its ceiling.

    Raises DataError as `limits_of` does.
    """
    lines = []
    for key, limit in limits_of(file, task).items():
        is_ceiling = key.startswith(_CEILING)
        name = key.removeprefix(_CEILING)
        value = scores.get(name)
        if value is None:
            lines.append(f"{task}: {name} was not measured, its limit is {limit}")
        elif is_ceiling and value > limit:
            lines.append(f"{task}: {name} {value:.4f} is over its ceiling {limit}")
        elif not is_ceiling and value < limit:
            lines.append(f"{task}: {name} {value:.4f} is under its floor {limit}")
    return tuple(lines)


def update(file: Path, task: str, scores: Mapping[str, float], *, lower: bool) -> None:
    """Move the limits of `task` to today's scores, only to the stricter side unless `lower`.

    Only scores that have a limit already are moved.
    """
    floors = read_floors(file)
    for key, limit in floors.get(task, {}).items():
        value = scores.get(key.removeprefix(_CEILING))
        if value is None:
            continue
        if key.startswith(_CEILING):
            moved = round(value + _MARGIN, 3)
            stricter = moved < limit
        else:
            moved = round(value - _MARGIN, 3)
            stricter = moved > limit
        if stricter or lower:
            floors[task][key] = moved
    file.write_text(_as_toml(floors), encoding="utf-8")


def _as_toml(floors: Mapping[str, Mapping[str, float]]) -> str:
    blocks = [
        f"[{task}]\n" + "".join(f'"{key}" = {value}\n' for key, value in limits.items())
        for task, limits in floors.items()
    ]
    return "\n".join(blocks)
