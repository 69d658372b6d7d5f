"""Parts of a line that are not the article's own: what stands before, inside or after a sentence.

A dateline ("SEOUL (AP) —"), a shortcode, an agency mark behind the last word. The kept part and the
removed parts together have every word of the line.
"""

from __future__ import annotations

import re

from reporter.ingest.agencies import AGENCY_PATTERN, agency_named
from reporter.ingest.boilerplate import Reason
from reporter.ingest.dates import DAY_MONTH, FULL_DATE, TIME, YEAR
from reporter.ingest.document import Line
from reporter.records import DroppedLine

_DATE = rf"(?:{FULL_DATE}|{DAY_MONTH}(?:,? {YEAR})?)"
_DASH = r"(?:--|[-–—])"
_CAPS = r"[A-Z][A-Z.'’-]*"
_WORD = r"[A-Z][\w.'’-]*"
_PLACE = rf"{_WORD}(?: (?:de |of |the )?{_WORD}){{0,4}}(?:[,/] ?{_WORD}(?: {_WORD}){{0,3}}){{0,2}}"
_CAPS_PLACE = rf"{_CAPS}(?: {_CAPS}){{0,3}}(?:[,/] ?{_WORD}(?: {_WORD}){{0,3}}){{0,2}}"
_BROADCASTERS = (
    r"(?:CNN(?: Business)?|CNNMoney|CBS ?News|NBC ?News|BBC|VOA|RFE/RL|RFA|CBS|Fox News)"
)
_SPOKEN = r"(?=[\"“‘'«(\[]?[A-Z0-9ÀÖØ-Þ$€£]|$)"

# The dash may be missing only behind a name that is known to stand in datelines: otherwise
# "World Health Organization (WHO) Director ..." would lose its subject.
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?P<place>{_PLACE}),? ?)?(?:{_DATE},? ?)?\((?:{AGENCY_PATTERN}"
        rf"|{_BROADCASTERS})(?:[/ ][\w. ]{{1,20}})?\)(?:,? ?{_DATE})? ?(?:{_DASH}|:)? ?{_SPOKEN}",
        rf"(?:(?P<place>{_PLACE}),? ?)?(?:{_DATE},? ?)?\([A-Z][\w ./]{{1,24}}\)(?:,? ?{_DATE})?"
        rf" ?{_DASH} {_SPOKEN}",
        rf"(?P<place>{_PLACE}), {_DATE}\.? ?/{AGENCY_PATTERN}/\.? ?(?:{_DASH} )?{_SPOKEN}",
        rf"(?P<place>{_PLACE}), {_DATE} ?(?:{_DASH}|:) {_SPOKEN}",
        rf"(?P<place>{_CAPS_PLACE})(?:,? {_DATE})? ?{_DASH} {_SPOKEN}",
    )
)
_PLACE_ONLY = re.compile(rf"{_CAPS_PLACE} ?{_DASH}")
_COLON_PLACE = re.compile(rf"(?P<place>{_CAPS_PLACE})(?:,? {_DATE})?: {_SPOKEN}")
_LABEL = re.compile(
    r"(?:(?:Story highlights|STORY HIGHLIGHTS|Highlights|Key points|KEY POINTS)\b:?"
    r"|(?:BREAKING(?: NEWS)?|LIVE|OPINION|ANALYSIS|EXPLAINER|FACT CHECK|UPDATED?(?: \d+)?"
    rf"|EXCLUSIVE|JUST IN|DEVELOPING|URGENT|WATCH|VIDEO)(?: ?:| {_DASH})"
    rf"|(?:CLOSE|SHARE)(?= [A-Z][a-z])|Updated? at {TIME}[.:](?= [\"“A-Z])) ?(?=\S|$)"
)
_INSIDE: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        Reason.SHORTCODE,
        re.compile(r"\[[a-z][\w-]{0,30}\s[\w-]{1,30}=[^\[\]]{0,400}\]|\[/[a-z][\w-]{0,30}\]"),
    ),
    (
        Reason.ADVERTISEMENT,
        re.compile(
            r"(?:(?:Advertisement|ADVERTISEMENT)\W+)?"
            r"(?:Story|Article|Text|Content) continues (?:below|after) (?:this )?advert\w+\W?"
            r"|(?<![\w-])ADVERTISEMENT(?![\w-])",
        ),
    ),
    (
        Reason.PLAYER,
        re.compile(
            r"JUST WATCHED .{1,200}? Replay More Videos\W+MUST WATCH .{1,200}? \d\d?:\d\d"
            r"|Media playback is (?:un|not )supported on (?:your|this) device"
        ),
    ),
    (Reason.PLAYER, re.compile(r"LISTEN TO ARTICLE \d+:\d\d SHARE THIS ARTICLE[A-Za-z ]{0,40}")),
    (Reason.LINK, re.compile(r"(?:https?://)?pic\.twitter\.com/\w+|https?://t\.co/\w+")),
)
_TAILS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (Reason.AGENCY, re.compile(rf"(?<=[.!?\"”’»)]) ?(?:{_DASH} ?|/)(?:The )?{AGENCY_PATTERN}\W*$")),
    (Reason.AGENCY, re.compile(rf"(?<=[.!?\"”’»]) ?[(\[](?:The )?{AGENCY_PATTERN}[)\]]\W*$")),
    (
        Reason.LINK,
        re.compile(
            r"(?<=[.!?\"”’»)]) ?[(\[]?(?:Read more|READ MORE|Read also|ALSO READ|Also read|See also"
            r"|SEE ALSO|Related|RELATED|MORE|More(?=:)|Click here|CLICK HERE)"
            r"(?: ?[:|] ?.{3,160}|[.>»→ ]*)$"
        ),
    ),
    (
        Reason.CREDITS,
        re.compile(r"(?<=[.!?\"”’»]) ?\((?:Additional r|R)eporting by [^()]{3,300}\)?\W*$"),
    ),
)


def trim(line: Line, *, opening: bool) -> tuple[str, tuple[DroppedLine, ...]]:
    """Return what is the article's own in `line` (maybe "") and the parts taken off, with reasons.

    `opening` says that the line is among the first of the body, where "DELHI: Rain fell" begins
    with a place; further down it may be who speaks in a transcript.
    """
    kept, removed = line.text, []
    for reason, pattern in _INSIDE:
        removed += [(reason, found.group()) for found in pattern.finditer(kept)]
        kept = _single(pattern.sub(" ", kept))
    for reason, pattern in _TAILS:
        found = pattern.search(kept)
        if found:
            removed.append((reason, found.group()))
            kept = kept[: found.start()]
    for reason, end in _leads(kept, opening):
        removed.append((reason, kept[:end]))
        kept = kept[end:]
    parts = (DroppedLine(line.number, _single(text), reason) for reason, text in removed)
    return kept.strip(), tuple(parts)


def _leads(text: str, opening: bool) -> list[tuple[Reason, int]]:
    label = _LABEL.match(text)
    if label:
        return [(Reason.LABEL, label.end())]
    end = _dateline_end(text, opening)
    return [(Reason.DATELINE, end)] if end else []


def _dateline_end(text: str, opening: bool) -> int:
    if _PLACE_ONLY.fullmatch(text):
        return len(text)
    for pattern in (*_DATELINES, *((_COLON_PLACE,) if opening else ())):
        found = pattern.match(text)
        if found is not None and not agency_named(found["place"] or "-"):
            return int(found.end())
    return 0


def _single(text: str) -> str:
    return " ".join(text.split())
