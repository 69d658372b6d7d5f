"""Which names stand for one place or body: the table `places.txt`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from reporter.discrepancies.values.typed import Name
from reporter.text.lexical import fold

_PLACED = 3
"""How many sections of the table hold places and bodies."""
_STRIP = re.compile(r"[.’']s?$|-$|^['’‘“\"]+|['’\"”]+$")


def plain(word: str) -> str:
    """Return the word in lower case without points, quotation marks and possessive ending."""
    return _STRIP.sub("", fold(word).replace(".", "")).removesuffix("'s")


@cache
def _listing() -> tuple[str, ...]:
    file = resources.files(__package__).joinpath("places.txt")
    return tuple(file.read_text(encoding="utf-8").splitlines())


@cache
def _aliases() -> dict[tuple[str, ...], frozenset[int]]:
    table: dict[tuple[str, ...], frozenset[int]] = {}
    for number, line in enumerate(_listing()):
        if line and not line.startswith("#"):
            for alias in line.split("|"):
                key = tuple(plain(word) for word in alias.split())
                table[key] = table.get(key, frozenset()) | {number}
    return table


@cache
def _sections() -> tuple[frozenset[int], ...]:
    """Return the line numbers of each section: countries, bodies, places, peoples and faiths."""
    sections: list[set[int]] = []
    for number, line in enumerate(_listing()):
        if line.startswith("##"):
            sections.append(set())
        elif line and not line.startswith("#"):
            sections[-1].add(number)
    return tuple(map(frozenset, sections))


def country_in(parts: Sequence[str]) -> str:
    """Return the usual name of the first country among plain words, "" when there is none."""
    countries = _sections()[0]
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            known = _aliases().get(tuple(parts[start:end]), frozenset()) & countries
            if known:
                return _listing()[min(known)].partition("|")[0]
    return ""


def section_of(name: Name) -> int | None:
    """Return 0 for a known country, 1 for a body, 2 for a state or city, None when unknown."""
    known = known_as(name)
    return next((i for i, section in enumerate(_sections()[:_PLACED]) if known & section), None)


def is_country(name: Name) -> bool:
    """Return whether a known country has the name, whatever else has it: Georgia is one."""
    return not _sections()[0].isdisjoint(known_as(name))


def known_as(name: Name) -> frozenset[int]:
    """Return the entries of the alias table that the name stands in, usually none or one."""
    return entries_of(name.words)


def entries_of(parts: tuple[str, ...]) -> frozenset[int]:
    """Return the entries of the alias table in which the plain words stand."""
    return _aliases().get(parts, frozenset())


@cache
def aliases_of(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return the plain words of every name that stands for what these words name."""
    known = _aliases().get(words, frozenset())
    return frozenset(other for other, entries in _aliases().items() if entries & known)


@cache
def usual_names_of(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return the plain words of the usual name of everything that these words name."""
    usual = (_listing()[entry].partition("|")[0] for entry in entries_of(words))
    return frozenset(tuple(plain(word) for word in name.split()) for name in usual)
