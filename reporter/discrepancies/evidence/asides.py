"""Stretches of a statement that belong to its furniture and not to what it says.

Datelines, the signature of a post that an article embeds, the credit of a picture and the hour of
an update: what stands there differs between outlets without anyone disagreeing. A caption says what
one picture shows, and two outlets print two pictures. A link is the headline of another article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.discrepancies.lexicon import words
from reporter.records import Span, Statement, Token

_DASH = r"\s?(?:—|–|―|--|-)\s"
_DATELINE = re.compile(
    rf"\W{{0,3}}(?:[A-Z]{{3,}}+[A-Z.’', /-]{{0,30}}(?:[A-Z][\w.]{{1,12}}+,? ?){{0,3}}"
    rf"(?:\([A-Z][\w ]{{1,18}}\))?{_DASH}|"
    rf"(?:[A-Z][\w.’'-]{{1,15}},? ){{1,5}}(?:\([A-Z][\w ]{{1,18}}\)(?:{_DASH}|\s)|"
    r"(?:—|–|―|--)\s))(?=[\"“‘A-Z])"
)
_SIGNATURE = re.compile(
    r"(?:—|–|―|--|-|&mdash;)\s?[^—–―@]{1,60}\(@\w+\)(?:\s[A-Z][a-z]+\.? \d{1,2},? \d{4})?"
)
_CREDIT = re.compile(
    r"\((?:AP|Reuters|AFP|Getty|EPA|Photo|Image|Picture|Credit)\b[^)]{0,80}\)|\b(?:Hide )?Caption\b"
)
_STAMP = re.compile(r"^\W{0,3}(?:last )?updated?\b[^.]{0,30}\bat \d.{0,40}", re.IGNORECASE)
_POST = re.compile(r"\(@\w+\)|(?<![\w@#])[@#][A-Za-z]\w+|\bpic\.twitter\.com\b|\bt\.co/")
_CAPTION = re.compile(
    r"^(?:FILE\b|PHOTOS?\b|In this \w+\.? \d|Hide Caption|Image \d)|"
    r"\((?:AP |Reuters |AFP )?(?:Photo|Image)\b|"
    r"\b(?:Hide Caption|Photos?: |Getty Images|AP Photo|pictured)\b"
)
_LINK = re.compile(
    r"^\W{0,3}(?:(?:(?:read |see |hear |watch )?more(?: on this| coverage)?|read(?: next)?|"
    r"related(?: \w+)?|see also|also read|watch(?: live| now)?|video|photos|full coverage|"
    r"opinion)\s?[:|]|(?:just|must)[ -]watch(?:ed)?\b)|\b(?:read more|replay more videos)\W{0,3}$",
    re.IGNORECASE,
)
_TELLING = frozenset(words("saying")) | {"be"}
_DATED = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b")


def asides_of(text: str) -> tuple[Span, ...]:
    """Return the character ranges of datelines, signatures, credits and stamps, in order."""
    patterns = (_SIGNATURE, _CREDIT, _STAMP)
    found = [Span(*match.span()) for pattern in patterns for match in pattern.finditer(text)]
    dateline = _DATELINE.match(text)
    found += [Span(*dateline.span())] if dateline else []
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def is_link(text: str) -> bool:
    """Return whether a line leads to another article: "More: Ferry line ends", "... Read more"."""
    return _LINK.search(text) is not None


def is_post(article: str, statement: Statement) -> bool:
    """Return whether a statement stands in a post that an article embeds: somebody else's words."""
    start, end = statement.start, statement.end
    line = article[article.rfind("\n", 0, start) + 1 : end] + article[end:].partition("\n")[0]
    return start < end and _POST.search(line) is not None


def is_caption(statement: Statement) -> bool:
    """Return whether the statement describes a picture: a credit, or a dated present tense."""
    if _CAPTION.search(statement.text):
        return True
    return _DATED.search(statement.text) is not None and _is_present(statement.tokens)


def _is_present(tokens: Sequence[Token]) -> bool:
    present = [token for token in tokens if token.tag in {"VBZ", "VBP"}]
    tells = any(each.dep == "ROOT" and each.lemma.lower() not in _TELLING for each in present)
    # "Is sworn in", "is leaving"
    return tells or any(
        each.lemma == "be"
        and each.dep in {"aux", "auxpass"}
        and tokens[each.head].dep == "ROOT"
        and tokens[each.head].lemma.lower() not in _TELLING
        for each in present
    )
