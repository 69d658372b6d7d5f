"""Which place lies in which: a city in its state and country, a country in its region.

`cities.txt` is made from GeoNames (https://www.geonames.org, CC BY 4.0) by
`benchmarks/make_gazetteer.py`; `regions.txt` is written by hand.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from reporter.discrepancies.values.aliases import aliases_of, plain, usual_names_of
from reporter.discrepancies.values.typed import Name

_FILES = ("cities.txt", "regions.txt")
_STEPS = 4
_UNITED_STATES = ("united", "states")
_WHERE = frozenset(
    {"prep:in", "prep:at", "prep:near", "prep:from", "prep:to", "compound", "nmod", "poss"}
)


def lies_in(inner: Name, outer: Name) -> bool:
    """Return whether a place of the first name lies in one of the second.

    Generous: of several places of one name any will do ("Portland" lies in Maine and in Oregon).
    """
    wanted = {outer.words} | (frozenset() if _is_literal(outer) else aliases_of(outer.words))
    reached = {inner.words} | usual_names_of(inner.words)
    for _ in range(_STEPS):
        reached = {place for name in reached for place in _around().get(name, ())}
        # Not by every alias: Moscow stands for Russia, and a Moscow lies in Idaho.
        reached = reached.union(*map(usual_names_of, reached))
        if reached & wanted:
            return True
    return False


def lies_in_the_states(name: Name) -> bool:
    """Return whether a place of the name is a state of the United States or lies in one."""
    places = {name.words} | _around().get(name.words, frozenset())
    usual = {known for place in places for known in (place, *usual_names_of(place))}
    return any(_UNITED_STATES in _around().get(place, ()) for place in usual)


def _is_literal(name: Name) -> bool:
    """Return whether a name is only the town, and not the country that it may stand for.

    "In Oslo" is no more than Oslo; "Oslo denied it" may be said of Norway.
    """
    within = _around().get(name.words, frozenset())
    return name.role in _WHERE and not within.isdisjoint(usual_names_of(name.words))


def is_known_place(parts: tuple[str, ...]) -> bool:
    """Return whether the table has a place of these plain words, so that it knows where it lies."""
    return parts in _around() or parts in _outer()


@cache
def _outer() -> frozenset[tuple[str, ...]]:
    return frozenset(place for places in _around().values() for place in places)


@cache
def _around() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Return for the words of each place those of the places that it lies in."""
    table: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for file in _FILES:
        text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
        for line in text.splitlines():
            if not line.startswith("#"):
                outer, *inside = (_words(place) for place in line.split("|"))
                for place in inside:
                    table.setdefault(place, set()).add(outer)
    return {place: frozenset(outer) for place, outer in table.items()}


def _words(place: str) -> tuple[str, ...]:
    return tuple(filter(None, (plain(word) for word in place.split())))
