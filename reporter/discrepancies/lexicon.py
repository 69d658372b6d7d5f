"""The word lists of this package, kept as text in `lexicon.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of the list `name` ("titles", "outcome.dead") in order."""
    entry: Any = _lists()
    for part in name.split("."):
        entry = entry[part]
    return tuple(str(entry).split())


@cache
def groups(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the named lists of the table `name`, in order."""
    return tuple((key, frozenset(words(f"{name}.{key}"))) for key in _lists()[name])


@cache
def opposites() -> tuple[tuple[str, tuple[frozenset[str], frozenset[str]]], ...]:
    """Return the groups of words of opposite meaning: name, one side, other side."""
    found = []
    for name in _lists()["opposites"]:
        one, _, other = str(_lists()["opposites"][name]).partition("/")
        found.append((name, (frozenset(one.split()), frozenset(other.split()))))
    return tuple(found)


@cache
def tones(name: str) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return the families of the table `name`: each its groups of words of one tone, in order."""
    return tuple(
        (key, tuple(tuple(group.split()) for group in str(members).split("/")))
        for key, members in _lists()[name].items()
    )


@cache
def _lists() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
