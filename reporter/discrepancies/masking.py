"""A statement with one value hidden, as the slot scorer reads it.

The scorer is to judge the slots, not what fills them: whether two outlets give one value is known
before it is asked. It learned from values that outlets agree on, hidden in the same way.
"""

from __future__ import annotations

from reporter.discrepancies.finding import Sheet
from reporter.discrepancies.identity import same_name
from reporter.discrepancies.typed import Name, Value

MASK = "[MASK]"
"""The token that stands for a hidden word in encoders of the BERT family."""


def masked(sheet: Sheet, value: Value) -> str:
    """Return the text of a statement with `MASK` for a value and for each repetition of it."""
    text = sheet.statement.text
    for start, end in sorted(places(sheet, value), reverse=True):
        text = text[:start] + MASK + text[end:]
    return text


def places(sheet: Sheet, value: Value) -> set[tuple[int, int]]:
    """Return the spans of a value and of what repeats it, characters of the statement."""
    return {(item.start, item.end) for item in sheet.values if _repeats(item, value)} | {
        (value.start, value.end)
    }


def _repeats(item: Value, value: Value) -> bool:
    if type(item) is not type(value):
        return False
    if item.text.lower() == value.text.lower():
        return True
    return isinstance(item, Name) and isinstance(value, Name) and same_name(item, value)
