"""Units of measure and currencies, and a number written out with its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.discrepancies.values.typed import Number
from reporter.records import Token

CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "rupee": "INR",
    "ruble": "RUB", "rouble": "RUB", "peso": "MXN", "franc": "CHF",
}  # fmt: skip
"""The ISO 4217 code of what a currency is called or written with."""

MEASURES = {
    "second": ("day", 1 / 86400), "minute": ("day", 1 / 1440), "hour": ("day", 1 / 24),
    "day": ("day", 1.0), "week": ("day", 7.0), "month": ("day", 30.44), "year": ("day", 365.25),
    "decade": ("day", 3652.5), "century": ("day", 36525.0),
    "metre": ("metre", 1.0), "meter": ("metre", 1.0), "kilometre": ("metre", 1e3),
    "kilometer": ("metre", 1e3), "km": ("metre", 1e3), "mile": ("metre", 1609.34),
    "foot": ("metre", 0.3048), "inch": ("metre", 0.0254), "yard": ("metre", 0.9144),
    "acre": ("hectare", 0.404686), "hectare": ("hectare", 1.0),
    "kilogram": ("kilogram", 1.0), "kg": ("kilogram", 1.0), "kilo": ("kilogram", 1.0),
    "ton": ("kilogram", 1e3), "tonne": ("kilogram", 1e3), "ounce": ("kilogram", 0.02835),
}  # fmt: skip
"""The unit of a measure, as in `Number.unit`, and how many of that it is."""

UNITS = frozenset(unit for unit, _ in MEASURES.values()) | {"speed"}
"""The units into which others are converted."""

# Behind a figure, in kilometres an hour or, with the group "mile", in miles.
SPEED = re.compile(
    r"[\s-]?(?:(?P<mile>mph\b|miles?[\s-](?:per|an)[\s-]hour\b)|"
    r"(?:kph|kmh|km/hr?|(?:kms?|kilomet(?:er|re)s?)[\s-](?:per|an)[\s-]hour)\b)",
    re.IGNORECASE,
)
MILE = 1.60934
"""Kilometres."""

_NAMES = MEASURES.keys() | CURRENCIES.keys()


def with_unit(number: Number, text: str, tokens: Sequence[Token]) -> str:
    """Return a number of `text` as a reader needs it: "six weeks", "2.4 million euros", "three".

    It ends with the word for its unit where that stands right behind it, and a spelled number that
    opens a sentence loses its capital.
    """
    behind = [token for token in tokens[number.last : number.last + 2] if token.text != "-"][:1]
    speed = SPEED.match(text, number.end) if number.unit == "speed" else None
    end = speed.end() if speed else number.end
    if number.unit not in {"", "age"} and behind and behind[0].lemma.lower() in _NAMES:
        end = max(end, behind[0].end)
    said = text[number.start : end]
    return said[:1].lower() + said[1:] if said[1:2].islower() else said
