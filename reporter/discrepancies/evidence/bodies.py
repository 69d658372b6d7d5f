"""Bodies under two names, and bodies beside the places that they are in."""

from __future__ import annotations

from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import country_in, section_of
from reporter.discrepancies.values.gazetteer import is_known_place
from reporter.discrepancies.values.typed import Name

_BODIES = frozenset(words("bodies"))
_JOINING = frozenset({"of", "the", "and", "for", "&"})
_SCHOOLS = frozenset({"school", "college", "university", "institute", "academy", "hospital"})
_LONG = 3


def is_one_body(short: Name, long: Name) -> bool:
    """Return whether two long names of a body differ in its country, its end or what it is called.

    "The Norwegian Centre for Harbour Safety", "the Centre for Harbour Safety and Health"; "the
    Harbour Safety Agency", "the Harbour Safety Administration".
    """
    ours, theirs = _without_land(short), _without_land(long)
    if len(ours) < _LONG or len(theirs) < _LONG:
        return False
    kin = ours[-1] in _BODIES and theirs[-1] in _BODIES and ours[:-1] == theirs[:-1]
    return kin or ours == theirs[: len(ours)]


def _without_land(name: Name) -> list[str]:
    """Return the words of meaning of a name, without a country before them."""
    parts = [word for word in name.words if word not in _JOINING]
    land = next((n for n in (2, 1) if len(parts) > n and country_in(parts[:n])), 0)
    return parts[land:]


def is_school_of(school: Name, place: Name) -> bool:
    """Return whether a college or the like faces the town or state that it may be in."""
    known = is_known_place(place.words) or section_of(place) is not None
    return school.words[-1] in _SCHOOLS and place.label != "person" and known
