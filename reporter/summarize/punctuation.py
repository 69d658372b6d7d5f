"""Marks of a written sentence that lost what they parted or closed in its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reporter.records import Statement
from reporter.summarize.rendering import quoted_spans

# Three small letters before the stop, so that no abbreviation is taken for the end of a sentence.
_GOES_ON = re.compile(r"([a-z]{3,}[.!?]) (?=[a-z])")
_GOES_ON_ANEW = re.compile(r"([a-z]{3,}[”’]?[.!?]) (?=[A-Z])\w+")
_HALF_DASH = re.compile(r"(?<=\s)[-–—]\w+|\w+[-–—](?=\s)")
# "Police say, the boat sank": the comma was left by what stood before.
_SAYING_COMMA = re.compile(
    r"^[^,“\"]{3,60} (says?|said), (?=(?:the|an?|he|she|they|it|his|her|their|its|[A-Z]\w+)\b)"
)
_CLOSING_SINGLE = re.compile(r"(?<![sS])’(?=[\s.,;:!?]|$)")
_DASH = re.compile(r"\s(?:--?|[–—])\s")


def misplaced_marks(sentence: str, statements: Sequence[Statement]) -> list[str]:
    """Return what is wrong with the marks of a sentence made from `statements`, readably."""
    return [
        *_orphaned(sentence),
        *_half_dashes(sentence, statements),
        *_lone_dash(sentence, statements),
        *(f"goes on after {end!r}" for end in _GOES_ON.findall(sentence)),
        *_second_sentence(sentence, statements),
        *(f"a comma after {verb!r}" for verb in _SAYING_COMMA.findall(sentence)),
    ]


def _half_dashes(sentence: str, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a dash that touches a word on one side alone, as in no statement: "overseas- has"."""
    for found in _HALF_DASH.findall(sentence):
        if not any(found in item.text for item in statements):
            yield f"a dash on one side of {found.strip(' -–—')!r}"


def _lone_dash(sentence: str, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a dash that ends an aside that another one begins: "in the port -- that sank"."""
    dashes = list(_DASH.finditer(sentence))
    if len(dashes) != 1:
        return
    after = sentence[dashes[0].end() :].split()[:2]
    known = [
        len(_DASH.findall(item.text[: found.start()]))
        for item in statements
        for found in _DASH.finditer(item.text)
        if item.text[found.end() :].split()[:2] == after
    ]
    if known and all(before % 2 for before in known):
        yield "a dash without its partner"


def _second_sentence(sentence: str, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a stop inside the sentence and outside quotations: "in a hail of gunfire. Berg"."""
    quoted = quoted_spans(sentence)
    for found in _GOES_ON_ANEW.finditer(sentence):
        inside = any(span.start <= found.end(1) - 1 < span.end for span in quoted)
        if not inside and not any(found.group() in item.text for item in statements):
            yield f"goes on after {found[1]!r}"


def _orphaned(sentence: str) -> list[str]:
    closing = len(_CLOSING_SINGLE.findall(sentence))
    return ["a closing mark that nothing opens"] if closing > sentence.count("‘") else []
