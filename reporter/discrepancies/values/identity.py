"""Whether two names name one person, body or place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from nicknames import NickNamer
from rapidfuzz.distance import DamerauLevenshtein

from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import country_in, entries_of, known_as, plain
from reporter.discrepancies.values.typed import Name
from reporter.text.lexical import stem

_MOST_KEPT = 16_384
_SHORT = 3
_SUFFIXES = frozenset(words("suffixes"))
_TITLES = frozenset(words("titles"))
_BODIES = frozenset(words("bodies"))
_FIRMS = frozenset({"co", "inc", "corp", "corporation", "company", "ltd", "llc", "plc"})
_JOINING = frozenset({"of", "the", "and", "for"})
_ANAGRAM = 4
_TWO_IN_ONE = re.compile(r"([A-Z][a-z]{4,})[A-Z][a-z]+$")
_SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "z": "s", "w": "v", "j": "y"})


@lru_cache(_MOST_KEPT)
def same_name(a: Name, b: Name) -> bool:
    """Return whether the two could name one thing: equal, shortened, an acronym or an alias.

    A family name alone matches the full name; two different first names do not match.
    """
    if known_as(a) & known_as(b) or _is_written_alike(a, b):
        return True
    short, long = sorted((_core(a), _core(b)), key=len)
    if not short or not long:
        return False
    ours, theirs = _stripped(short), _stripped(long)
    if ours and theirs and (ours <= theirs or theirs <= ours):
        return True
    if _holds(a, b) or _holds(b, a):
        return True
    in_full = max(a.words, b.words, key=len)
    if len(short) == 1 and (_is_acronym(short[0], long) or _is_acronym(short[0], _firm(in_full))):
        return True
    if len(short) > 1 and a.label == b.label == "person" and short[-1] == long[-1]:
        # All of a long name tells more than the given one: Osama and Usama bin Laden.
        long_alike = len(short) > 2 and _spelt_alike(short, long)
        return long_alike or _same_given(short[0], long[0])
    if len(short) == 1 and "person" in {a.label, b.label} and _is_nickname(short[0], long[0]):
        return True
    if not a.label == b.label == "person" and _is_cut_short(short, long):
        return True
    return _spelt_alike(short, long)


def _is_written_alike(a: Name, b: Name) -> bool:
    """Return whether the words are the same but for an ending, a space or the order of letters."""
    if _singular(a) == _singular(b) or "".join(a.words) == "".join(b.words):
        return True
    if len(a.words) > 1 and a.words[:-1] == b.words[:-1] and stem(a.words[-1]) == stem(b.words[-1]):
        return True
    return _are_anagrams(a, b) or _begins(a, b) or _begins(b, a)


def _begins(short: Name, long: Name) -> bool:
    """Return whether a name is the first of two written as one: Exxon, ExxonMobil."""
    first = _TWO_IN_ONE.match(long.text)
    return first is not None and short.words == (first[1].lower(),)


def _core(name: Name) -> tuple[str, ...]:
    words = tuple(part for word in name.words for part in word.split("-") if part)
    words = tuple(full for word in words for full in _in_full(word)) if len(words) > 1 else words
    left_out = _SUFFIXES if _BODIES.intersection(words[-1:]) else _SUFFIXES | _TITLES
    return tuple(word for word in words if word not in left_out) or words


def _firm(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without what says that it is a firm: GE is the General Electric Co."""
    return parts[:-1] if parts[-1] in _FIRMS else parts


def _are_anagrams(a: Name, b: Name) -> bool:
    """Return whether two acronyms are the same letters: UEFA, or EUFA by a slip."""
    if not (a.text.isupper() and b.text.isupper() and len(a.words) == len(b.words) == 1):
        return False
    return len(a.text) >= _ANAGRAM and sorted(a.words[0]) == sorted(b.words[0])


def _in_full(word: str) -> tuple[str, ...]:
    """Return the words of what a part of a longer name is short for: the UN Security Council."""
    country = country_in([word]) if len(word) <= _SHORT else ""
    return tuple(plain(part) for part in country.split()) or (word,)


def _is_acronym(short: str, long: Sequence[str]) -> bool:
    if len(short) < 2 or len(long) < 2:
        return False
    every = "".join(word[0] for word in long)
    if short == f"{every}s":
        return True  # "DJs" are David Jones
    initials = "".join(word[0] for word in long if word not in _JOINING)
    if len(short) == 2 or len(every) == 2:
        return short == initials
    return short in initials or short.startswith(every) or _skips_one(short, initials)


def _skips_one(short: str, initials: str) -> bool:
    """Return whether a long acronym leaves out one word: CTBTO has no N for "Nuclear"."""
    if len(short) < 4 or len(initials) != len(short) + 1:
        return False
    return any(initials[:i] + initials[i + 1 :] == short for i in range(1, len(short)))


@cache
def _stripped(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words of meaning, without the s of a plural, and countries by their usual name.

    "The Solomons" are the Solomon Islands, "the Finnish Gulf" the Gulf of Finland.
    """
    return frozenset(
        country_in([word]) or word.removesuffix("s") for word in words if word not in _JOINING
    )


def _singular(name: Name) -> tuple[str, ...]:
    return (*name.words[:-1], name.words[-1].removesuffix("s"))


def _holds(whole: Name, part: Name) -> bool:
    """Return whether a stretch of one name stands for the other: "NJ GOP", "New Jersey"."""
    known = known_as(part)
    return bool(known) and any(
        entries_of(whole.words[start:end]) & known
        for start in range(len(whole.words))
        for end in range(start + 1, len(whole.words) + 1)
    )


def _same_given(a: str, b: str) -> bool:
    initial = len(a) == 1 or len(b) == 1 or a[:3] == b[:3]
    return (a[:1] == b[:1] and initial) or _is_nickname(a, b) or spelt_alike(a, b)


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


def _is_nickname(a: str, b: str) -> bool:
    """Return whether the given names go back to one, as Liz and Elizabeth do."""
    ours, theirs = ({name, *_nicknames().canonicals_of(name)} for name in (a, b))
    return not ours.isdisjoint(theirs)


def _spelt_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether they differ by a slip or a transliteration (Qaddafi, Gadhafi)."""
    if len(a) != len(b):
        return spelt_alike(a[-1], b[-1]) or (
            len(_skeleton(a[-1])) > 2 and _skeleton(a[-1]) == _skeleton(b[-1])
        )
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if x != y and not spelt_alike(x, y)]
    # One short part of a long name, only its vowels different: Kim Sang Dok, Kim Sang-duk.
    return not unlike or (
        len(a) > 2 and len(unlike) == 1 and _skeleton(unlike[0][0]) == _skeleton(unlike[0][1]) != ""
    )


def _is_cut_short(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether one word of several is cut short: Wall St, Mt Berg, the Trade Dept."""
    unlike = [sorted(pair, key=len) for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    if len(a) != len(b) or len(a) < 2 or len(unlike) != 1:
        return False
    short, long = unlike[0]
    rest = iter(long)
    in_order = all(letter in rest for letter in short)
    return in_order and 1 < len(short) < min(5, len(long)) and short[0] == long[0]


def spelt_alike(a: str, b: str) -> bool:
    """Return whether two words of five letters or more differ by a slip or a transliteration."""
    if min(len(a), len(b)) < 5:
        return False
    if a[0] == b[0] and DamerauLevenshtein.distance(a, b) <= max(len(a), len(b)) // 5:
        return True
    return len(_skeleton(a)) > 2 and _skeleton(a) == _skeleton(b)


@cache
def _skeleton(word: str) -> str:
    """Return the consonants as they sound, the Arabic article and doubled letters left out."""
    sounds = word.removeprefix("al-").removeprefix("el-").replace("ph", "f").replace("x", "ks")
    sounds = sounds.replace("đ", "dj").translate(_SOUNDS)
    consonants = re.sub(r"[aeiouyh'-]", "", sounds)
    return re.sub(r"(.)\1", r"\1", consonants)
