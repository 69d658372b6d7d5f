"""Dates in a parsed text, resolved against the day on which its article was published.

A weekday means the nearest such day before publication, or after it when the sentence is about
the future. Without a publication date the words are kept and nothing is resolved: today is never
looked up. Times of day are numbers (unit "clock"), durations too (unit "day").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.periods import joined
from reporter.discrepancies.values.typed import Day
from reporter.records import Quotation, Token

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(calendar.day_name)}
# "Juneau" and "Mar-a-Lago" are places.
_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?!-\w+-)\.?)"
)
_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=\s))"
)
_PART = r"(?P<part>early|earlier|late|later|mid|end of|beginning of|start of)"
_CALENDAR = re.compile(
    rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s(?P<year>(?:1[6-9]|20)\d\d)\b)?"
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH}(?:,?\s(?P<year>(?:1[6-9]|20)\d\d)\b)?"
)
_ISO = re.compile(r"\b(?P<year>(?:1[6-9]|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b")
_SLASHED = re.compile(
    r"(?<![\w/.])(?P<number>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?:/(?P<year>20\d\d))?"
    r"(?![\w/]|[ -](?:of|inch|mile|ton|cup|share))"
)
_MONTH_YEAR = re.compile(
    rf"\b(?:{_PART}[\s-])?{_MONTH}(?:,?\s(?:of\s)?(?P<year>(?:1[6-9]|20)\d\d)\b)?"
)
_NAMED_DAY = re.compile(
    r"\b(?:(?P<shift>last|next|this|this past|this coming|the following|the previous)\s)?"
    rf"(?P<weekday>{_WEEKDAY})s?(?!\w)"
)
_RELATIVE = re.compile(
    r"\b(?:(?P<word>yesterday|today|tonight|tomorrow)|"
    rf"(?:{_PART}\s(?:in\s)?)?(?P<shift>last|this|next|the past)\s"
    r"(?P<unit>week|month|year|weekend)|"
    r"(?P<count>a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s"
    r"(?P<step>day|week|month|year)s?\s"
    r"(?P<way>ago|earlier|later|from now))\b",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, **{word: number for number, word in enumerate(words("cardinals"))}}
_ONE_MONTH = relativedelta(months=1, days=-1)
_YEAR = timedelta(days=366)
_GRACE = timedelta(days=31)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_DECADE = re.compile(r"\b(?P<year>(?:1[6-9]|20)\d0)s\b")
_FUTURE = frozenset(words("future"))
_SAYING = frozenset(words("uttering") + words("announcing") + words("speaking"))
_Maker = Callable[[re.Match[str], date | None, bool], Day | None]
_GRAINS = {"day": "day", "week": "week", "month": "month", "year": "year", "weekend": "day"}


def dates_of_tokens(
    text: str,
    tokens: Sequence[Token],
    published: date | None,
    quotations: Sequence[Quotation] = (),
) -> tuple[Day, ...]:
    """Return the dates of `text`, in order, no two overlapping.

    `published` is the article's own date; None leaves relative words unresolved. So are those in
    quotations, unless the sentence says on which day the words were said: "tomorrow" is counted
    from there.
    """
    found = _dates(text, tokens, published)
    if not any(_is_quoted(day, quotations) for day in found):
        return found
    days = (day for day in found if day.verb in _SAYING and not _is_quoted(day, quotations))
    said = next((day.earliest for day in days if day.grain == "day"), None)
    spoken = {(day.start, day.end): day for day in _dates(text, tokens, said)}
    return tuple(
        spoken.get((day.start, day.end), day) if _is_quoted(day, quotations) else day
        for day in found
    )


def _is_quoted(day: Day, quotations: Sequence[Quotation]) -> bool:
    return any(quote.start <= day.start < quote.end for quote in quotations)


def _dates(text: str, tokens: Sequence[Token], published: date | None) -> tuple[Day, ...]:
    found: list[Day] = []
    for pattern, make in (
        (_CALENDAR, _calendar), (_DAY_FIRST, _calendar), (_ISO, _iso), (_SLASHED, _slashed),
        (_RELATIVE, _relative),
        (_NAMED_DAY, _weekday), (_MONTH_YEAR, _month), (_DECADE, _decade),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if any(match.start() < day.end and day.start < match.end() for day in found):
                continue
            first, last = syntax.token_range(tokens, match.start(), match.end())
            if first < last:
                # "Returns Monday" is the one before or the one after.
                unsure = make is _weekday and _is_timeless(tokens, first, last)
                made = _within_calendar(
                    make, match, None if unsure else published, _is_ahead(tokens, first, last)
                )
                if made is not None and (make is not _month or _is_month(match, tokens[first])):
                    found.append(replace(made, first=first, last=last))
    found += _years(tokens, found)
    days = [_with_verb(day, tokens) for day in sorted(found, key=lambda day: day.start)]
    return joined([_in_year(day, days, tokens) for day in days], text)


def _in_year(day: Day, days: Sequence[Day], tokens: Sequence[Token]) -> Day:
    """Return a month without a year in the one year that its clause is set in.

    "In 2002 it fell between May and October."
    """
    years = [each for each in days if each.year is not None]
    if day.grain != "month" or day.month is None or len(years) != 1:
        return day
    year = years[0]
    opens = year.grain == "year" and year.last < day.first
    if not opens or year.earliest is None or _clause_of(day, tokens) != _clause_of(year, tokens):
        return day
    start = year.earliest.replace(month=day.month)
    return replace(day, year=year.year, earliest=start, latest=start + _ONE_MONTH)


def _clause_of(day: Day, tokens: Sequence[Token]) -> int | None:
    return syntax.governing_verb(tokens, syntax.span_head(tokens, day.first, day.last))


def _within_calendar(
    make: _Maker, match: re.Match[str], published: date | None, ahead: bool
) -> Day | None:
    try:
        return make(match, published, ahead)
    except (ValueError, OverflowError):  # before year 1 or after 9999
        return None


def _day(
    match: re.Match[str], grain: str, first: date | None, last: date | None, **more: object
) -> Day:
    return Day(match.start(), match.end(), match.group(), 0, 0, grain, first, last, **more)  # type: ignore[arg-type]


def _calendar(match: re.Match[str], published: date | None, ahead: bool) -> Day | None:
    month, number = _MONTHS[match["month"][:3].lower()], int(match["day"])
    year = int(match["year"]) if match["year"] else None
    resolved = _nearest(year, month, number, published, ahead)
    if not 1 <= number <= 31:
        return None
    return _day(match, "day", resolved, resolved, month=month, day=number, year=year)


def _iso(match: re.Match[str], _published: date | None, _ahead: bool) -> Day | None:
    year, month, number = int(match["year"]), int(match["number"]), int(match["day"])
    resolved = _safe(year, month, number)
    if resolved is None:
        return None
    return _day(match, "day", resolved, resolved, month=month, day=number, year=year)


def _slashed(match: re.Match[str], _published: date | None, _ahead: bool) -> Day | None:
    """Return the day as an American outlet writes it; without a year it has a name: "9/11"."""
    month, number = int(match["number"]), int(match["day"])
    if month < number < 10 and not match["year"]:
        return None  # "2/3"
    resolved = _safe(int(match["year"]), month, number) if match["year"] else None
    year = resolved.year if resolved else None
    return _day(match, "day", resolved, resolved, month=month, day=number, year=year)


def _safe(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _nearest(
    year: int | None, month: int, number: int, published: date | None, ahead: bool
) -> date | None:
    """Return the day in the given year, or in that of the nearest such day to publication.

    What is ahead is no more than a month past, all else no more than a month to come.
    """
    if year is not None:
        return _safe(year, month, number)
    if published is None:
        return None
    near = [_safe(published.year + shift, month, number) for shift in (-1, 0, 1)]
    days = [day for day in near if day is not None]
    back, on = (_GRACE, _YEAR - _GRACE) if ahead else (_YEAR, _GRACE)
    fit = [day for day in days if published - back <= day <= published + on]
    return min(fit or days, key=lambda day: abs((day - published).days), default=None)


def _month(match: re.Match[str], published: date | None, ahead: bool) -> Day | None:
    month = _MONTHS[match["month"][:3].lower()]
    year = int(match["year"]) if match["year"] else None
    start = _nearest(year, month, 1, published, ahead)
    end = start + _ONE_MONTH if start else None
    return _day(match, "month", start, end, month=month, year=year, vague=bool(match["part"]))


def _is_month(match: re.Match[str], token: Token) -> bool:
    """Return whether "May" or "March" is not the verb, the modal, a family name or a protest."""
    if match["month"] not in {"May", "March"} or match["year"]:
        return True
    before = match.string[: match.start()].rstrip().lower()
    placed = before.endswith((" in", "since", "until", " last", " this", "early", "late", " by"))
    return placed or token.entity == "DATE"


def _decade(match: re.Match[str], _published: date | None, _ahead: bool) -> Day:
    year = int(match["year"])
    return _day(match, "decade", date(year, 1, 1), date(year + 9, 12, 31), year=year)


def _weekday(match: re.Match[str], published: date | None, ahead: bool) -> Day:
    number = _WEEKDAYS[match["weekday"][:3].lower()]
    shift = (match["shift"] or "").lower()
    if published is None:
        return _day(match, "day", None, None, weekday=number)
    back = (published.weekday() - number) % 7
    if shift in {"next", "this coming"} or (ahead and not shift.startswith("last")):
        days = (number - published.weekday()) % 7
        resolved = published + timedelta(days=days or (7 if shift == "next" else 0))
    else:
        resolved = published - timedelta(days=back)
    vague = shift in {"last", "the following", "the previous"}
    return _day(match, "day", resolved, resolved, weekday=number, vague=vague)


def _relative(match: re.Match[str], published: date | None, _ahead: bool) -> Day | None:
    if match["word"]:
        if _is_title(match):
            return None
        shift = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
        day = published + timedelta(days=shift) if published else None
        return _day(match, "day", day, day, weekday=day.weekday() if day else None)
    if match["unit"]:
        return _shifted(match, published)
    if match["way"].lower() in {"earlier", "later"}:
        return None  # counted from some other event
    count = int(match["count"]) if match["count"].isdigit() else _COUNTS[match["count"].lower()]
    unit = match["step"].lower()
    sign = -1 if match["way"].lower() == "ago" else 1
    if published is None:
        return _day(match, unit, None, None, vague=True)
    start = published + relativedelta(**{f"{unit}s": sign * count})  # type: ignore[arg-type]
    return _day(match, unit, *_around(start, unit), vague=unit != "day")


def ago(day: Day) -> tuple[int, str] | None:
    """Return how many of which unit before now a day or period is ("five years ago"), or None.

    What is still to come is less than none: "five years from now".
    """
    match = _RELATIVE.fullmatch(day.text)
    sign = {"ago": 1, "from now": -1}.get((match["way"] or "").lower()) if match else None
    if match is None or sign is None:
        return None
    said = match["count"].lower()
    return sign * (int(said) if said.isdigit() else _COUNTS[said]), match["step"].lower()


def _is_title(match: re.Match[str]) -> bool:
    """Return whether a capital "Today" names a programme or paper: inside a sentence or alone."""
    before = match.string[: match.start()].rstrip()[-1:]
    after = match.string[match.end() :][:1]
    return match.group()[0].isupper() and (before.isalpha() or after in {"”", '"', "’"})


def _shifted(match: re.Match[str], published: date | None) -> Day:
    unit = match["unit"].lower()
    shift = match["shift"].lower()
    step = {"last": -1, "next": 1}.get(shift, 0)
    grain = _GRAINS[unit]
    vague = bool(match["part"]) or unit == "weekend"
    if published is None:
        return _day(match, grain, None, None, vague=True)
    name = "week" if unit == "weekend" else unit
    # "In the last year" reaches up to today, "last year" ended in December.
    if shift == "the past" or (shift == "last" and _THE.search(match.string[: match.start()])):
        since = published - relativedelta(**{f"{name}s": 1})  # type: ignore[arg-type]
        return _day(match, grain, since, published, vague=vague)
    start = published + relativedelta(**{f"{name}s": step})  # type: ignore[arg-type]
    return _day(match, grain, *_around(start, name), vague=vague)


def _around(day: date, unit: str) -> tuple[date, date]:
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        first = day.replace(day=1)
        return first, first + relativedelta(months=1, days=-1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _years(tokens: Sequence[Token], taken: Sequence[Day]) -> list[Day]:
    found = []
    for index, token in enumerate(tokens):
        if not syntax.is_year(tokens, index) or any(
            day.start < token.end and token.start < day.end for day in taken
        ):
            continue
        year = int(token.text)
        span = (token.start, token.end, token.text, index, index + 1)
        found.append(Day(*span, "year", date(year, 1, 1), date(year, 12, 31), year=year))
    return found


def _is_ahead(tokens: Sequence[Token], first: int, last: int) -> bool:
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, first, last))
    if verb is None:
        return False
    # What is said on Friday may be expected for later: a clause below has its own time.
    below = syntax.children(tokens, verb)
    near = [verb, *(i for i in below if tokens[i].dep not in syntax.CLAUSES)]
    if any(tokens[index].tag == "TO" for index in near):
        near.append(tokens[verb].head)
        if tokens[verb].dep in {"ROOT", "acl", "relcl"} or tokens[tokens[verb].head].lemma == "be":
            return True  # "a ferry to be sold Monday", "is to be sold Monday"
    elif tokens[verb].dep == "ccomp" and tokens[verb].tag == "VB":
        near.append(tokens[verb].head)
    return any(tokens[index].lemma.lower() in _FUTURE for index in near)


def _is_timeless(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the date goes with a verb in the simple present."""
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, first, last))
    if verb is None or tokens[verb].tag not in {"VBZ", "VBP"}:
        return False
    return not _is_ahead(tokens, first, last) and tokens[verb].pos == "VERB"


def _with_verb(day: Day, tokens: Sequence[Token]) -> Day:
    verb = _clause_of(day, tokens)
    return replace(day, verb=tokens[verb].lemma.lower() if verb is not None else "")
