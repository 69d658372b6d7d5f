"""How a line reads (prose, headline, menu entry) and what its neighbours make of it.

No parser: a page has thousands of lines that are no language at all. Length, punctuation, capitals
and a short list of verbs are enough to tell a sentence from a menu.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reporter.ingest.dates import FULL_DATE

BULLET = re.compile(r"(?:--|[-–—*•·▪●◦‣]|\d{1,2}[.)])\s+(?=\S)")
_ENDS = re.compile(r"[.!?…][\"”’'»)\]]*(?:\[\d+\])?$")
_FULL_STOP = re.compile(r"(?:[.…]|[.!?…,][\"”’'»)\]]+|[\"”»]\)?)$")
_GOES_ON = re.compile(r"(?:[:;,]|--|[–—-]|\b(?:and|or))$")
_POST = re.compile(rf"[-–—] .{{2,60}} \(@\w+\) {FULL_DATE}$")
_SPEAKER = re.compile(r"[A-Z][A-Z.’' -]{1,30}(?: \([^)]{1,30}\))?: \S")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|shall"
    r"|do|does|did|says?|said|told|tells?|gets?|got|goes|went|comes?|came|makes?|made|takes?|took"
    r"|gives?|gave|finds?|found|sees?|saw|knows?|knew|keeps?|kept|holds?|held|wins?|won|loses?|lost"
    r"|seeks?|sought|leaves?|left|meets?|met|calls?|wants?|needs?|hits?|sets?|put|cuts?|n['’]t"
    r"|[a-z]{3,}ed|(?:deni|repli|tri|carri|suppli)es|isn['’]t|don['’]t|won['’]t|can['’]t)\b"
)
_STOP = frozenset(
    """a an and are as at be been but by for from had has have he her his how in into is it its more
    new no not of on or our out over says said she that the their they this to up was we were what
    when who why will with you after""".split()  # noqa: SIM905
)
_STEM = 5


def without_bullet(text: str) -> str:
    """Return the text behind a leading bullet or number, or the text itself."""
    return BULLET.sub("", text, count=1)


def has_bullet(text: str) -> bool:
    """Return whether the line begins with a bullet marker or a list number."""
    return bool(BULLET.match(text))


def count_words(text: str) -> int:
    """Return the number of words in letters; figures do not count."""
    return len(_WORDS.findall(text))


def is_prose(text: str) -> bool:
    """Return whether the line reads as one sentence or more, a short or quoted one too."""
    core = without_bullet(text)
    words = count_words(core)
    return (
        (bool(_FULL_STOP.search(core)) and words >= 1)
        or (bool(_ENDS.search(core)) and words >= 2)
        or words >= 25
        or bool(_POST.search(core))
        or bool(_SPEAKER.match(core) and words >= 4)
    )


def is_solid(text: str) -> bool:
    """Return whether the line can only be body text: a sentence that is not short."""
    core = without_bullet(text)
    words = count_words(core)
    return words >= 25 or (words >= 7 and bool(_FULL_STOP.search(core))) or bool(_POST.search(core))


def goes_on(text: str) -> bool:
    """Return whether the line leads over to the next ("The bill would:", "repeal the tax;")."""
    words = count_words(text)
    return bool(_GOES_ON.search(text)) and (words >= 3 or (words == 2 and has_verb(text)))


def is_transcript(lines: Iterable[str]) -> bool:
    """Return whether lines begin with who speaks in capitals ("HOST: ..."), two at the least."""
    return sum(bool(_SPEAKER.match(line)) for line in lines) >= 2


def opens_quoted(text: str) -> bool:
    """Return whether the line begins with a double quotation mark, as speech does."""
    return text.startswith(('"', "“", "«", "„"))


def has_verb(text: str) -> bool:
    """Return whether a common finite verb form in small letters is in the line."""
    return bool(_VERBS.search(text))


def is_title_case(text: str) -> bool:
    """Return whether nearly all longer words begin with a capital, as in menus and headlines."""
    words = [word for word in _WORDS.findall(text)[1:] if len(word) > 3]
    return not words or sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def is_shouted(text: str) -> bool:
    """Return whether the line is in capitals throughout."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 8 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the first letters of the content words, enough to match "deny" forms roughly."""
    return frozenset(
        word.casefold()[:_STEM]
        for text in texts
        for word in _WORDS.findall(text)
        if word.casefold() not in _STOP and len(word) > 2
    )


def overlap(text: str, body: frozenset[str]) -> float:
    """Return the share (0..1) of the content words of `text` that the body has as well."""
    own = stems((text,))
    return len(own & body) / len(own) if own else 0.0
