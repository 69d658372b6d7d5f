"""Writes a statement anew without some of its parts, as one tidy sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reporter.records import Span, Statement

OPENING_MARKS = frozenset('“"«‘')
QUOTATION_MARKS = '“”"«»'

_DATELINE = re.compile(
    r"^(?:"
    r"[A-Z][A-Z.'’\-]{2,}[\w\s.,'’/\-]{0,40}?(?:\s\([\w\s.\-/]{2,30}\))?(?:\s*(?:—|–|--)\s*|\s+-\s+)"
    r"|(?:[A-Z][\w.'’\-]+[\w\s.,'’/\-]{0,40})?\([A-Z][\w\s.\-/]{1,24}\)\s*(?:(?:—|–|--|-|:)\s*)?"
    r")(?=[A-Z“\"'‘«])"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:but|and|yet|so(?!\s+far)|or),?\s+(?!for\b)|however\s+(?-i:(?=[A-Z]|the\s))|"
    r"(?:however|meanwhile|additionally|moreover|furthermore|in addition|still|also|nevertheless|"
    r"nonetheless|instead|indeed|rather|separately|earlier|later|then|now|of course|in fact|"
    r"in turn|for (?:his|her|its|their) part|in response|on the other hand|at the same time|"
    r"as a result|for example|for instance|by comparison|by contrast|in contrast|that said|"
    r"in any case|similarly|likewise|finally|first|second|again|plus|thus|therefore|"
    r"to be sure),\s+)",
    re.IGNORECASE,
)
_ALSO_FIRST = re.compile(r"^also (?=(?:on|in|at|during|among|last|this|\w+ing)\b)", re.IGNORECASE)
_ALSO = re.compile(
    r"(?:,\s*(?:also|however|too|meanwhile|though)\s*,|(?<!but)\salso\b|\stoo(?=[.,;!?]))(?=[\s,.;!?])"
)
# What is left of "By then, officials said, it ..." without its beginning.
_SAID = re.compile(r"^([^,“\"]{3,60}? (?:said|says|added|reported)), (?=[A-Z]|the |a |an |it )")

# "According to The piece": the beginning of a sentence that was put into the middle of one.
_INNER_THE = re.compile(r"(?<=[a-z,] )The(?= [a-z])")
# “It sank.” Lund said.
_STOP_BEFORE_TAG = re.compile(
    r"(?<=\w)\.”(?= (?:[A-Z][\w.’-]* ){1,4}(?:said|says|added|told|wrote|tweeted)\b)"
)
# "After an after an apparent hack", a slip of the outlet.
_SAID_TWICE = re.compile(r"\b(\w+ \w+) \1\b")
# A whole sentence in parentheses.
_BRACKETED = re.compile(r"^\(([^()]+)\)[.]?$")

# Three small letters before the stop, so that no abbreviation ends a sentence.
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z“‘])")
# ' never ', as a tokenizer leaves it.
_SPACED_OUT = re.compile(r"(?<!\S)[‘'] ([^'‘’]+(?:['’]\w[^'‘’]*)*?) ?['’](?=[\s,.;:!?”)]|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """The characters `start:end` of a statement that may go, with the commas that go with them.

    `kind` says what they are in grammar ("relative clause"), `instead` what takes their place, and
    `along` what else must change for the rest to stay whole.
    """

    kind: str
    start: int
    end: int
    instead: str = ""
    along: tuple[Part, ...] = ()


def render(text: str, removed: Iterable[Part] = ()) -> str:
    """Return `text` without the removed parts, or with what is put instead, as a tidy sentence.

    Datelines, opening connectives and "also" go; the first letter is a capital; there is a stop at
    the end; quotation marks and apostrophes are the curly ones of English.
    """
    kept = []
    position = 0
    parts = [one for part in removed for one in (part, *part.along)]
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if part.start >= position:
            kept += [text[position : part.start], part.instead]
        position = max(position, part.end)
    kept.append(text[position:])
    return _tidy(" ".join(kept))


def with_comma(text: str) -> str:
    """Return `text` with a comma, no stop, at the end of a quotation before who said it."""
    return _STOP_BEFORE_TAG.sub(",”", text)


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return the spans between double quotation marks of any style, the marks included.

    An opening mark without its partner reaches to the end of the text.
    """
    return _spans(text, '“"«', '”"»')


def quoted_sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of quoted words, without what stands between them."""
    starts = [0, *(found.end() for found in _NEXT_SENTENCE.finditer(text))]
    ends = [*(found.start() for found in _NEXT_SENTENCE.finditer(text)), len(text)]
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))


def bracketed_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of the parentheses of `text`, as `quoted_spans` does for quotations."""
    return _spans(text, "(", ")")


def dateline(text: str) -> tuple[Span, ...]:
    """Return the span of the dateline that `text` begins with, or ()."""
    found = _DATELINE.match(text)
    return (Span(0, found.end()),) if found else ()


def missing_marks(statement: Statement) -> tuple[Part, ...]:
    """Return the quotation marks to add where a quotation runs on beyond the statement."""
    text = statement.text
    end = len(text.rstrip())
    parts = []
    for item in statement.quotations:
        if item.start == 0:
            parts.append(Part("opening mark", 0, 0, "“"))
        if item.end >= end:
            parts.append(Part("closing mark", end, end, "”"))
    return tuple(parts)


def _spans(text: str, openers: str, closers: str) -> tuple[Span, ...]:
    spans = []
    start = -1
    for position, char in enumerate(text):
        if start < 0 and char in openers:
            start = position
        elif start >= 0 and char in closers:
            spans.append(Span(start, position + 1))
            start = -1
    if start >= 0:
        spans.append(Span(start, len(text)))
    return tuple(spans)


def _tidy(text: str) -> str:
    text = _curly(" ".join(text.split()))
    text = re.sub(r"\s+(?=[,;:!?”)]|\.(?!\d)|’(?!\d))", "", text)
    text = _SAID_TWICE.sub(r"\1", text)
    text = _BRACKETED.sub(r"\1", _DATELINE.sub("", text))
    text = _ALSO_FIRST.sub("", _CONNECTIVE.sub("", text))
    text = text if "not only" in text.lower() else _ALSO.sub("", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = _INNER_THE.sub("the", _SAID.sub(r"\1 ", text))
    text = re.sub(r",\s*(?=[.;!?])|[;:]\s*(?=[.!?]$)", "", text)
    text = re.sub(r"\s*(?:—|–|--|-)\s*(?=[.!?]$)", "", text)
    text = re.sub(r"\.\.$", ".", re.sub(r",([”’]+)\.?$", r".\1", text))
    text = text.strip().lstrip(",;:—–- ").rstrip(",;:—–- ")
    if text.rstrip("”’)")[-1:] not in {".", "!", "?"}:
        text += "."
    return _capitalized(text)


def _curly(text: str) -> str:
    """Return `text` with curly quotation marks, and without the spaces that a tokenizer left."""
    text = text.replace("«", "“").replace("»", "”")
    text = re.sub(r'"\s*([^"“”]*?)\s*"', r"“\1”", text)
    text = re.sub(r'"(?=\S)(?<![\w.,!?]")|"(?=\w)', "“", text).replace('"', "”")
    text = re.sub(r"“\s+", "“", re.sub(r"\s+”", "”", text))
    text = re.sub(r"”(?=[^\W\d_]{2})", "” ", text)
    text = _SPACED_OUT.sub(r"‘\1’", text)
    text = re.sub(r"(?<=\s)'\s(?=[^\W\d_])", "‘", text)
    text = re.sub(r"(?<![\w.,!?…’”])'(?=[^\W\d_])", "‘", text)
    return text.replace("'", "’")


def _capitalized(text: str) -> str:
    for position, char in enumerate(text):
        if char.isalnum():
            word = re.match(r"\w+", text[position:])
            mixed = word is not None and any(letter.isupper() for letter in word.group()[1:])
            return text if mixed else text[:position] + char.upper() + text[position + 1 :]
    return text
