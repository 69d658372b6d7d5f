"""The words between quotation marks as they are compared, and whose words they are.

Words are stems: "n't" and "not" are one, and so are "two" and "2". What stands in brackets was put
in by the outlet and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.identity import spelt_alike
from reporter.records import Quotation, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who"})
_BRACKETS = frozenset("[]()")
_NO_BRACKETS = dict.fromkeys(map(ord, _BRACKETS))
_POSSESSIVE = re.compile(r"[’']s?\s")
_WORD = re.compile(r"\w+")
_SHORTENED = frozenset({"s", "re", "ve", "ll", "d", "m", "gon", "na", "go", "got", "ani"})
_FIGURES = {word: str(value) for value, word in enumerate(words("cardinals"))}


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a quotation: token indices and stems."""

    indices: tuple[int, ...]
    stems: tuple[str, ...]


def quoted_words(tokens: Sequence[Token], quote: Quotation) -> Quoted:
    """Return the words between the marks without those in brackets; "[T]he" is a word."""
    first, last = syntax.token_range(tokens, quote.start, quote.end)
    kept: list[int] = []
    depth = 0
    for index in range(first, last):
        text = tokens[index].text
        is_put_in = depth > 0 and _BRACKETS.isdisjoint(text)
        if syntax.is_word(tokens[index]) and not is_put_in:
            kept.append(index)
        depth += sum(text.count(mark) for mark in "[(") - sum(text.count(mark) for mark in "])")
    stems = tuple("number" if _is_numero(tokens, index) else _root(tokens[index]) for index in kept)
    return Quoted(tuple(kept), stems)


def _is_numero(tokens: Sequence[Token], index: int) -> bool:
    """Return whether "no" is short for "number": "No. 4", and without the stop "No 4"."""
    after = "".join(token.text for token in tokens[index + 1 : index + 3]).lstrip(".")
    if fold(tokens[index].text).rstrip(".") != "no":
        return False
    return tokens[index].pos == "NOUN" or (tokens[index].text[0] == "N" and after[:1].isdigit())


def _root(token: Token) -> str:
    """Return the stem; "n't" and "not" are one, and so are "two" and "2", "[N]o" and "no"."""
    text = token.text.translate(_NO_BRACKETS) or token.text
    plain = fold(text).strip("'’") or text
    root = _FIGURES.get(plain) or stem(text) or plain
    return "not" if root == "nt" else root


def is_one_speaker(ours: Quotation, theirs: Quotation) -> bool:
    """Return whether both speakers end on one word, or one is named by a part of the other."""
    a, b = (fold(quote.speaker or "").split() for quote in (ours, theirs))
    if not (a and b) or PRONOUNS.intersection((*a[:1], *b[:1])):
        return False
    return a[-1] == b[-1] or {*a} <= {*b} or {*b} <= {*a}


def are_two_speakers(ours: Quotation, theirs: Quotation) -> bool:
    """Return whether both are said by somebody named, with no name in common.

    What is only described ("the mayor", "he", "Berg's lawyer"), or an acronym, may be anybody.
    """
    a, b = (_names(quote.speaker or "") for quote in (ours, theirs))
    alike = any(one == other or spelt_alike(one, other) for one in a for other in b)
    return bool(a and b) and not alike


def _names(speaker: str) -> frozenset[str]:
    if not speaker[:1].isupper() or speaker.isupper() or _POSSESSIVE.search(speaker):
        return frozenset()
    return frozenset(fold(word) for word in speaker.split() if word[:1].isupper()) - PRONOUNS


def other_words(left: frozenset[str], right: frozenset[str]) -> list[str]:
    """Return the words of meaning on one side only; another spelling of one word is none."""
    ours, theirs = (side - STOP_WORDS - _SHORTENED for side in (left - right, right - left))
    spelt = {word for a in ours for b in theirs if spelt_alike(a, b) for word in (a, b)}
    return sorted((ours | theirs) - spelt)


def is_title(tokens: Sequence[Token], quoted: Quoted) -> bool:
    """Return whether all words of meaning have a capital, as in titles and slogans."""
    texts = [tokens[index].text for index in quoted.indices]
    return all(text[:1].isupper() or fold(text) in STOP_WORDS for text in texts)


def has_words(article: str, words: str) -> bool:
    """Return whether an article has the words in a row, however they are printed."""
    return _plain(words) in _plain_article(article)


# Every quotation of a story is looked for in the same few articles.
@lru_cache(maxsize=16)
def _plain_article(article: str) -> str:
    return _plain(article)


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "
