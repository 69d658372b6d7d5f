"""Dates as news pages write them; nothing is guessed and nothing depends on today.

Only a date with day, month and year counts. All-digit dates count where they are ISO or where the
day is above 12, since 03/04/2022 is two different days.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser as date_parser
from dateutil import tz

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
DAY_MONTH = rf"(?:{MONTH}\s+{DAY}|{DAY}\s+(?:of\s+)?{MONTH})"
FULL_DATE = (
    rf"(?:{MONTH}\s+{DAY},?\s+{YEAR}|{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}|{YEAR}-\d\d-\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"
)
ZONE = r"(?:UTC|GMT|BST|CES?T|EES?T|MSK|JST|KST|AE[SD]T|[ECMP][SD]?T|Z|[+-]\d\d:?\d\d)"
TIME = (
    r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
    rf"(?:\s*\(?{ZONE}\b\)?)?"
)

_EARLIEST, _LATEST = 1900, 2099
_OFFSETS = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# A bare "ET" is New York time, whose offset depends on the day.
_ZONES = {name: tz.tzoffset(name, int(hours * 3600)) for name, hours in _OFFSETS.items()} | {
    "ET": tz.gettz("America/New_York"),
    "CT": tz.gettz("America/Chicago"),
    "MT": tz.gettz("America/Denver"),
    "PT": tz.gettz("America/Los_Angeles"),
}

_STAMP = re.compile(
    rf"(?P<before>{TIME}[\s,|·-]+(?:on\s+)?(?:{WEEKDAY}[,\s]+)?)?"
    rf"(?P<date>(?<!\d){FULL_DATE}(?!\d))"
    rf"(?P<after>[T\s,|·–—-]+(?:at\s+)?{TIME})?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})$")
_URL_PARTS = re.compile(rf"/({YEAR})[/-](\d{{1,2}}|[a-z]{{3}})[/-](\d{{1,2}})(?=[/_.-]|$)", re.I)
_URL_DIGITS = re.compile(rf"(?<!\d)({YEAR})-?(\d\d)-?(\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_stamp(text: str) -> tuple[date, datetime | None] | None:
    """Return the first full date in `text`, and the moment if a time of day stands beside it.

    The moment is aware if a time zone is named, else naive. None if there is no full date.
    """
    for found in _STAMP.finditer(text):
        day = _read_day(found["date"])
        if day is not None:
            clock = found["after"] or found["before"]
            return day, _read_moment(day, clock) if clock else None
    return None


def date_in_url(url: str) -> date | None:
    """Return the date in the path of a URL (/2022/09/21/, /2022/sep/21/, -20220921), or None."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url, flags=re.IGNORECASE).split("?")[0]
    found = _URL_PARTS.search(path) or _URL_DIGITS.search(path)
    if found is None:
        return None
    year, month, day = found.groups()
    if not month.isdigit():
        if month.lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month.lower()) + 1)
    return _valid(int(year), int(month), int(day))


def _read_day(text: str) -> date | None:
    numeric = _NUMERIC.match(text)
    if numeric:
        first, second, year = (int(part) for part in numeric.groups())
        if first > 12:
            return _valid(year, second, first)
        return _valid(year, first, second) if second > 12 or first == second else None
    try:
        moment = date_parser.parse(text.replace(" of ", " "), default=datetime(1, 1, 1))
    except (ValueError, OverflowError):
        return None
    return _valid(moment.year, moment.month, moment.day)


def _read_moment(day: date, clock: str) -> datetime | None:
    found = re.search(TIME, clock, re.IGNORECASE)
    if found is None:
        return None
    time = re.sub(r"(?<=\d)\.(?=\d\d(?!\d))", ":", found.group(), count=1).strip("() ")
    time = re.sub(r"\b([ap])\.?m\.?", r"\1m", time.replace("(", ""), flags=re.IGNORECASE)
    try:
        return date_parser.parse(f"{day.isoformat()} {time}", tzinfos=_ZONES)
    except (ValueError, OverflowError):
        return None


def _valid(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
