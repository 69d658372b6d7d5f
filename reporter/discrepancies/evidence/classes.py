"""Whether a name stands among what it is none of: "other countries, including St. Louis".

Only countries are asked about, and only places in the United States are said to be none: of other
places it is not known so well (Scotland, Hong Kong), and a state may be one of several sorts.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.values.aliases import is_country
from reporter.discrepancies.values.gazetteer import lies_in_the_states
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

_COUNTRIES = frozenset({"country", "nation"})
_PICKING = frozenset({"including", "as", "like"})
_LISTED = frozenset({"conj", "appos"})


def is_misplaced(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one is called a country and is none, and the other is one."""
    return (_is_no_country(pair.a, a) and is_country(b)) or (
        _is_no_country(pair.b, b) and is_country(a)
    )


def _is_no_country(sheet: Sheet, name: Name) -> bool:
    if is_country(name) or not lies_in_the_states(name):
        return False
    tokens = sheet.statement.tokens
    nouns = (i for i, t in enumerate(tokens) if t.tag == "NNS" and t.lemma.lower() in _COUNTRIES)
    return any(_is_among(tokens, name, noun) for noun in nouns)


def _is_among(tokens: Sequence[Token], name: Name, noun: int) -> bool:
    """Return whether the name is one of the noun: "X and other ...", "..., including X"."""
    top = syntax.span_head(tokens, name.first, name.last)
    if tokens[noun].dep == "conj":
        others = (tokens[i].text.lower() for i in syntax.children(tokens, noun))
        return "other" in others and _first(tokens, noun) == _first(tokens, top)
    listed = _first(tokens, top)
    above = tokens[listed].head
    picked = tokens[listed].dep == "pobj" and tokens[above].text.lower() in _PICKING
    return picked and noun in {tokens[above].head, tokens[tokens[above].head].head}


def _first(tokens: Sequence[Token], index: int) -> int:
    """Return the first of those with which a noun is listed."""
    while tokens[index].dep in _LISTED and tokens[index].head != index:
        index = tokens[index].head
    return index
