"""Which figures of a parsed text are somebody's age.

`head` is the token of the figure that the others hang on, `last` the one after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.records import Token

_OLDEST = 120


def is_age(tokens: Sequence[Token], head: int, last: int) -> bool:
    """Return whether a bare figure is an age: "Lund, 32,", "aged 32", "Lund is 32"."""
    return any(is_so(tokens, head, last) for is_so in (_is_aside, _is_aged, _is_own_age))


def is_unit_of_age(tokens: Sequence[Token], noun: int) -> bool:
    """Return whether it is that of "a 32-year-old"."""
    return any(token.lemma.lower() == "old" for token in tokens[noun + 1 : noun + 3])


def _is_aside(tokens: Sequence[Token], head: int, last: int) -> bool:
    """Return whether a bare figure after a name is an age ("Pelosi, 78, said")."""
    if head < 2 or last >= len(tokens) or last - head > 1 or not tokens[head].text.isdigit():
        return False
    comma = head - 2 if tokens[head - 1].tag == "RB" else head - 1  # "Walsh, also 40,"
    around = comma > 0 and tokens[comma].text == "," and tokens[last].text in {",", "."}
    return around and tokens[comma - 1].text[0].isupper() and int(tokens[head].text) < _OLDEST


def _is_aged(tokens: Sequence[Token], head: int, last: int) -> bool:
    """Return whether "aged", "age", "the age of" or "turned" stands before a bare figure."""
    before = [token.text.lower() for token in tokens[max(0, head - 2) : head]]
    alone = last - head == 1 and (last == len(tokens) or tokens[last].pos not in {"NOUN", "SYM"})
    return alone and (before[-1:] in (["aged"], ["age"], ["turned"]) or before == ["age", "of"])


def _is_own_age(tokens: Sequence[Token], head: int, last: int) -> bool:
    """Return whether a person is said to be so many: "Lund is 32 now"."""
    verb = tokens[head].head
    if last - head != 1 or tokens[head].dep not in {"attr", "acomp"} or tokens[verb].lemma != "be":
        return False
    while tokens[verb].dep == "conj" and tokens[verb].head != verb:
        verb = tokens[verb].head  # "Lund vanished in May and is 32 now"
    below = (tokens[i] for i in syntax.children(tokens, verb) if tokens[i].dep == "nsubj")
    person = any(token.entity == "PERSON" or token.text.lower() in {"he", "she"} for token in below)
    return person and tokens[head].text.isdigit() and int(tokens[head].text) < _OLDEST
