"""How many words of two quotations differ, beyond how outlets print one and the same word.

Counts words by their letters and digits, in British or American spelling; "thirty" is "30", and so
is "30th". Not
counted are what stands against an ellipsis or something in brackets, which say themselves that
words were left out or put in; compounds written in one word or two ("workforce", "work force");
abbreviations ("Sen.", "Senator") and initials; words that lack an ending as they were spoken
("lyin'") or run together ("gonna", "'em", "OK"); what is blotted out ("f---ing"); "Mrs." for "Ms.";
and accounts that stand for a name ("@StateDept").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from reporter.discrepancies.lexicon import words

GAP = "…"
"""Stands for an ellipsis or for something in brackets."""
_MARKED = re.compile(r"\.\s?\.\s?\.(?:\s?\.)?|…|\[[^\]]*\]|\([^)]*\)")
# A lone dash after a letter blots too ("f–ing"), but not after "a" or "I", which are words.
_BLOTTED = re.compile(r"\w*(?:\*{2,}|-{2,}|_{2,}|[–—]{2,})\w*|\b(?:\w\*|[b-hj-z]–)\w+(?:-\w+)*")
_WORD = re.compile(rf"{GAP}|{_BLOTTED.pattern}|[@#]?\w+(?:[’'.-]\w+)*\.?")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_ISE = re.compile(r"is(?=(?:e[ds]?|ing|ations?)$)")
_OUR = re.compile(r"(\w{3})our(?=s?$)")
_FIGURES = {word: str(value) for value, word in enumerate(words("cardinals"))}
_FIGURES |= {"ii": "2", "iii": "3", "iv": "4"}
_FIGURES |= {word: str(20 + 10 * place) for place, word in enumerate(words("tens"))}
_FIGURES |= {word: f"{place}th" for place, word in enumerate(words("ordinals"), start=1)}
_SPOKEN = {
    re.compile(r"\bgonna\b"): "going to",
    re.compile(r"\bwanna\b"): "want to",
    re.compile(r"\bgotta\b"): "got to",
    re.compile(r"[’'‘]em\b"): "them",
    re.compile(r"[’'‘]cause\b"): "because",
    re.compile(r"\bo\.?k(?:\.|\b)"): "okay",
    re.compile(r"\b(?:an?|one) (?=hundred|thousand)"): "",
    re.compile(r"\bhundred\b"): "100",
    re.compile(r"\bmrs\b"): "ms",
}
"""What is run together as it is spoken, or a matter of style, with what it stands for."""
# "First-hand" and "second-hand" are oftener "firsthand" than "1st-hand".
_SPOKEN |= {
    re.compile(rf"\b(?:{word}|{place}(?:rd|th))(?=-)"): str(place)
    for place, word in enumerate(words("ordinals")[2:], start=3)
}
_SHORTEST = 3
_ENDING = 2
_DENIED = "nt"


def words_apart(a: str, b: str) -> int:
    """Return how many words differ, the greater number of each place where any do."""
    return sum(max(len(mine), len(other)) for mine, other in places_apart(a, b))


def places_apart(a: str, b: str) -> list[tuple[list[str], list[str]]]:
    """Return the words of both, in lower case, at each place where any differ beyond print."""
    return [
        (mine, other)
        for mine, other in _differing(_words(a), _words(b))
        if (mine or other) and not _is_print(mine, other)
    ]


def word_count(text: str) -> int:
    """Return how many words `words_apart` counts in a text."""
    return len(_words(text))


def _words(text: str) -> list[str]:
    plain = text.casefold()
    for pattern, full in _SPOKEN.items():
        plain = pattern.sub(full, plain)
    return _WORD.findall(_MARKED.sub(f" {GAP} ", plain))


def _differing(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words on both sides of each place where the sequences part."""
    # Gaps are equal to nothing, so that one takes in the words that it may stand for.
    left, right = (
        [mark if word == GAP else _letters(word) for word in side]
        for side, mark in ((a, f"{GAP}a"), (b, f"{GAP}b"))
    )
    mine: list[str] = []
    other: list[str] = []
    for block in LCSseq.opcodes(left, right):
        if block.tag == "equal":
            yield mine, other
            mine, other = [], []
        else:
            mine = [*mine, *a[block.src_start : block.src_end]]
            other = [*other, *b[block.dest_start : block.dest_end]]
    yield mine, other


def _is_print(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether both are one thing printed in two ways."""
    ours, theirs = ([word for word in side if word != GAP] for side in (a, b))
    if (len(ours) < len(a) and not ours) or (len(theirs) < len(b) and not theirs):
        return True
    if "".join(map(_letters, ours)) == "".join(map(_letters, theirs)):
        return True
    if _are_initials(ours, theirs) or _are_initials(theirs, ours):
        return True
    if _is_handle_of(ours, theirs) or _is_handle_of(theirs, ours):
        return True
    alike = map(is_short_for, ours, theirs)
    return len(ours) == len(theirs) and all(alike)


def _are_initials(short: Sequence[str], long: Sequence[str]) -> bool:
    initials = "".join(word[0] for word in long)
    return len(short) == 1 < len(long) and _letters(short[0]) == initials


def _is_handle_of(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether an account stands for a name that it holds a word of: "@StateDept"."""
    return (
        len(short) == 1
        and short[0][0] in "@#"
        and any(len(word) >= _SHORTEST and word in short[0] for word in long)
    )


def is_short_for(a: str, b: str) -> bool:
    """Return whether one word lacks some of the other's letters at its end, or is blotted out."""
    if _BLOTTED.fullmatch(a) or _BLOTTED.fullmatch(b):
        return a[0] == b[0]
    short, long = sorted((a, b), key=lambda word: len(_letters(word)))
    rest = _letters(long)[len(_letters(short)) :]
    if not _letters(long).startswith(_letters(short)) or rest == _DENIED[-len(rest) :]:
        return not rest and _letters(long) == _letters(short)
    if len(_letters(short)) < _SHORTEST - short.endswith("."):
        return False
    return short.endswith(".") or len(rest) <= _ENDING


def _letters(word: str) -> str:
    """Return the letters and digits, in American spelling; round and small numbers as digits."""
    if word == GAP:
        return word
    word = _FIGURES.get(word, word)
    if _ORDINAL.fullmatch(word):
        return word[:-_ENDING]
    return _OUR.sub(r"\1or", _ISE.sub("iz", "".join(filter(str.isalnum, word))))
