"""Dates as formats write them: ISO 8601, RFC 2822, seconds since 1970, and plain English."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from dateutil import parser as dateutil_parser

# Two days that share no year, month or day: what differs between them was not in the text.
_FILL = (datetime(2001, 1, 1), datetime(2002, 2, 2))
_AMBIGUOUS = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
_HAS_TIME = re.compile(r"\d\s*:\s*\d\d|\d\s*[ap]\.?m\b|T\d{4}", re.IGNORECASE)
_MILLISECONDS = 100_000_000_000


def parse_date(value: object) -> date | datetime | None:
    """Return the day, or the moment where `value` has a time; None when it is not certain.

    `03/04/2022` is not certain: outlets write it for the 3rd of April and the 4th of March.
    """
    if isinstance(value, (date, datetime)):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _from_seconds(float(value))
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        return None
    text = " ".join(value.split())
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _from_seconds(float(text))
    return _from_iso(text) or _from_mail(text) or _from_english(text)


def _from_seconds(seconds: float) -> datetime | None:
    if seconds >= _MILLISECONDS:
        seconds /= 1000
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.year >= 1990 else None


def _from_iso(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if _HAS_TIME.search(text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_english(text: str) -> date | datetime | None:
    ambiguous = _AMBIGUOUS.match(text)
    if ambiguous:
        first, second = int(ambiguous[1]), int(ambiguous[2])
        if first <= 12 and second <= 12 and first != second:
            return None
    try:
        one, other = (dateutil_parser.parse(text, default=fill, tzinfos=_zone) for fill in _FILL)
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None
    if one.date() != other.date():
        return None
    return one if _HAS_TIME.search(text) else one.date()


def _zone(_: str | None, offset: int | None) -> timezone | None:
    # A name alone, such as IST, stands for several zones: the time stays without one.
    return None if offset is None else timezone(timedelta(seconds=offset))
