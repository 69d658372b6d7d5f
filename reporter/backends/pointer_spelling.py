"""Tokens that were copied or generated -> a sentence in the spelling of its sources.

The vocabulary of the pointer-generator is uncased and without accents, so the words of a sentence
are taken from the places they were copied from, with the spaces that stand there. Only where two
passages meet do rules decide on spaces and capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CONTINUED = "##"
CLOSING = frozenset(",.;:!?)]}%”…")
OPENING = frozenset("([{“‘$£€#")
JOINING = frozenset("-/‐‑")
APOSTROPHES = frozenset("'’")
CONTRACTED = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})
NUMBER_MARKS = frozenset(".,:/")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")
TITLE_SHARE = 0.7
_BEFORE_CAPITAL = frozenset('.!?:"“‘')


@dataclass(frozen=True, slots=True)
class SourceToken:
    """A token of a source: its text there, and whether it starts the source or follows a space."""

    text: str
    source: int
    starts: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class WrittenToken:
    """A token of the output: as the vocabulary has it, and where it was copied from, if it was.

    `small` says that its word is usually written with a small letter inside a sentence.
    """

    token: str
    position: int | None
    small: bool


def spell(written: Sequence[WrittenToken], sources: Sequence[SourceToken | None]) -> str:
    """Return the text of `written`; `sources[position]` is None for separators."""
    titles = _title_cased(sources)
    names = _names(sources, titles)
    text = ""
    for place, item in enumerate(written):
        previous = written[place - 1] if place else None
        inside = bool(text) and not SENTENCE_END.search(text)
        piece = _piece(item, sources, titles, names, inside=inside)
        text += _gap(previous, item, text, sources) + piece if text else piece
    first = text.split(" ", 1)[0]
    # "iPhone" and "eBay" keep their small letter; a word in small letters gets a capital.
    return _capitalised(text) if first == first.lower() else text


def is_spliced_inside_a_word(
    written: Sequence[WrittenToken], sources: Sequence[SourceToken | None]
) -> bool:
    """Tell whether a word or number of a source was cut, or put together from two places.

    An ending that was generated ("protest" + "##s") may follow the first part of a word.
    """
    for previous, item in pairwise(written):
        if _continues(previous, item, sources):
            continue
        ending = item.position is None and item.token.startswith(CONTINUED)
        left = None if previous.position is None or ending else previous.position + 1
        if any(at is not None and _is_inside_a_word(sources, at) for at in (left, item.position)):
            return True
    return False


def _is_inside_a_word(sources: Sequence[SourceToken | None], place: int) -> bool:
    """Tell whether the tokens before and at `place` belong to one word or number."""
    around = [
        sources[each] if 0 <= each < len(sources) else None for each in range(place - 2, place + 2)
    ]
    first, before, at, after = (None if each is None else each.text for each in around)
    if before is None or at is None or (around[2] is not None and around[2].spaced):
        return False
    if before[-1].isalnum() and at[0].isalnum():
        return True
    if at in NUMBER_MARKS and after is not None and around[3] is not None:
        return before[-1].isdigit() and after[0].isdigit() and not around[3].spaced
    if before in NUMBER_MARKS and first is not None and around[1] is not None:
        return first[-1].isdigit() and at[0].isdigit() and not around[1].spaced
    return False


def _piece(
    item: WrittenToken,
    sources: Sequence[SourceToken | None],
    titles: frozenset[int],
    names: frozenset[str],
    *,
    inside: bool,
) -> str:
    source = None if item.position is None else sources[item.position]
    if source is None or item.position is None:
        return item.token.removeprefix(CONTINUED)
    unduly = source.starts or source.source in titles
    name = _word(sources, item.position) in names
    if inside and unduly and item.small and not name and source.text[:1].isupper():
        return (
            source.text.lower() if source.text.istitle() or len(source.text) == 1 else source.text
        )
    return source.text


def _gap(
    previous: WrittenToken | None,
    item: WrittenToken,
    text: str,
    sources: Sequence[SourceToken | None],
) -> str:
    if previous is not None and _continues(previous, item, sources):
        source = sources[item.position] if item.position is not None else None
        return " " if source is not None and source.spaced else ""
    if item.token.startswith(CONTINUED):
        return ""
    return "" if _touches(text, item.token) else " "


def _touches(text: str, new: str) -> bool:
    """Tell whether no space stands between a text and the `new` token that begins a passage."""
    last = text[-1]
    if new == '"':
        return text.count('"') % 2 == 1
    if last == '"':
        return text.count('"') % 2 == 1 or new in CLOSING
    if new in APOSTROPHES or (last in APOSTROPHES and new in CONTRACTED):
        return True
    return new in CLOSING or last in OPENING or new in JOINING or last in JOINING


def _continues(
    previous: WrittenToken, item: WrittenToken, sources: Sequence[SourceToken | None]
) -> bool:
    if previous.position is None or item.position != previous.position + 1:
        return False
    return sources[previous.position] is not None and sources[item.position] is not None


def _title_cased(sources: Sequence[SourceToken | None]) -> frozenset[int]:
    """Return the sources that are headlines With a Capital on Most Words."""
    long = [token for token in sources if token and len(token.text) > 3 and token.text.isalpha()]
    found = []
    for source in {token.source for token in long}:
        words = [token.text for token in long if token.source == source and token.spaced]
        capital = sum(word[0].isupper() for word in words)
        if len(words) > 2 and capital >= TITLE_SHARE * len(words):
            found.append(source)
    return frozenset(found)


def _names(sources: Sequence[SourceToken | None], titles: frozenset[int]) -> frozenset[str]:
    """Return the words that the sources write with a capital inside a sentence, and never small.

    A rare name begins with a piece that is usually written small ("Tr", "##ude", "##au").
    """
    capital, small = set(), set()
    for place, token in enumerate(sources):
        if token is None or token.starts or not token.spaced or token.source in titles:
            continue
        word = _word(sources, place)
        before = sources[place - 1]
        if word[:1].islower():
            small.add(word.capitalize())
        elif before is not None and before.text[-1] not in _BEFORE_CAPITAL:
            capital.add(word)
    return frozenset(capital - small)


def _word(sources: Sequence[SourceToken | None], place: int) -> str:
    """Return the letters from `place` to the end of its word."""
    word = ""
    for token in sources[place:]:
        if token is None or not token.text.isalpha() or (word and (token.spaced or token.starts)):
            break
        word += token.text
    return word


def _capitalised(text: str) -> str:
    for place, character in enumerate(text):
        if character.isalpha():
            return text[:place] + character.upper() + text[place + 1 :]
        if character.isdigit():
            break
    return text
