"""Scales: one written figure in another unit, "three days" and "three weeks", "$4.7m" and "$4.7bn".

Claims a difference of kind number where both statements write the same figure of the same thing
and only its scale, currency or unit of measure is another one, so that both cannot be meant. To
`number` such figures look unlike: a thousandfold apart, or in two units that are never compared.

Does not claim one for a figure that the other statement has in its own unit as well, for a scale
that is left out ("11, 22 million"), for a range, which may be given in two units, or for a share
beside a count. How much the words around have to agree hangs on how often a figure comes by chance:
"4.7" seldom, "two" often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.compare import is_money, numbers_agree
from reporter.discrepancies.values.typed import Number
from reporter.discrepancies.values.units import UNITS
from reporter.records import Kind
from reporter.text.lexical import STOP_WORDS, fold, stem

WEIGHTS = {
    "bias": -4.5, "precise": 1.5, "beside": 3.0, "counted": 1.0, "context": 2.0, "overlap": 2.0,
}  # fmt: skip
_SHARES = frozenset({"percent", "points"})
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+", re.IGNORECASE)
_SPELLED = {word: str(value) for value, word in enumerate(words("cardinals"))}
_REACH = 6
_UNIT_REACH = 2


def find(pair: Pair) -> list[Finding]:
    """Return the figures that both statements write with another unit or scale."""
    found = [
        _finding(pair, a, b, features_of(pair, a, b))
        for a in _alone(pair.a, pair.b)
        for b in _alone(pair.b, pair.a)
        if _is_rescaled(a, b)
    ]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))[:1]


def _alone(sheet: Sheet, other: Sheet) -> Iterator[Number]:
    """Yield the exact figures that agree with none of the other statement."""
    for number in sheet.numbers:
        alike = (theirs for theirs in other.numbers if theirs.unit == number.unit)
        if number.low == number.high and not any(numbers_agree(number, one) for one in alike):
            yield number


def _is_rescaled(a: Number, b: Number) -> bool:
    if _written(a) != _written(b) or not _written(a):
        return False
    if a.unit != b.unit:
        return (is_money(a) and is_money(b)) or {a.unit, b.unit} == _SHARES
    return a.unit in UNITS or a.unit == "" or is_money(a)


def _written(number: Number) -> str:
    """Return the figure without its scale, in digits; "" for a word that is none ("dozens")."""
    match = _FIGURE.search(number.text)
    word = match.group().lower().replace(",", "") if match else ""
    return word if word[:1].isdigit() else _SPELLED.get(word, "")


def features_of(pair: Pair, a: Number, b: Number) -> dict[str, float]:
    """Return the evidence that one figure is meant, each 0..1.

    `precise` says that it has more than one digit other than a final 0, `beside` how many words of
    meaning close to it are the same.
    """
    return {
        "precise": float(len(_written(a).replace(".", "").strip("0")) > 1),
        "beside": _beside(pair, a, b),
        "counted": float(bool(a.counted) and stem(a.counted) == stem(b.counted)),
        "context": pair.alignment.context((a.first, a.last), (b.first, b.last)),
        "overlap": pair.alignment.overlap,
    }


def _beside(pair: Pair, a: Number, b: Number) -> float:
    ours, theirs = _near(pair.a, a), _near(pair.b, b)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _near(sheet: Sheet, number: Number) -> frozenset[str]:
    tokens = sheet.statement.tokens
    near = (
        *tokens[max(0, number.first - _REACH) : number.first],
        *tokens[number.last : number.last + _REACH],
    )
    words_near = (token for token in near if syntax.is_word(token))
    return frozenset(stem(t.text) for t in words_near if fold(t.text) not in STOP_WORDS)


def _finding(pair: Pair, a: Number, b: Number, features: dict[str, float]) -> Finding:
    return Finding(
        Kind.NUMBER,
        value_at(pair.a.statement, a, _with_unit(pair.a, a)),
        value_at(pair.b.statement, b, _with_unit(pair.b, b)),
        f"unit of {a.counted or b.counted or 'one figure'}",
        probability(WEIGHTS, features),
        True,
        (f"{_written(a)} stands in both with another scale or unit", shown(features)),
    )


def _with_unit(sheet: Sheet, number: Number) -> str:
    """Return the figure with the noun it measures in: "three weeks"."""
    tokens = sheet.statement.tokens
    noun = tokens[syntax.span_head(tokens, number.first, number.last)].head
    named = number.unit in UNITS or is_money(number)
    if not named or not number.last <= noun < number.last + _UNIT_REACH:
        return number.text
    return sheet.statement.text[number.start : tokens[noun].end]
