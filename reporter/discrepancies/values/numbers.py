"""Numbers in a parsed text: how much, in what unit, how surely, and of what.

Not numbers here: years and days of the month (see `dates`), and "one" as a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.ages import is_age, is_unit_of_age
from reporter.discrepancies.values.ranges import joined
from reporter.discrepancies.values.typed import Number
from reporter.discrepancies.values.units import CURRENCIES, MEASURES, MILE, SPEED
from reporter.records import Token

_SMALL = {
    **{word: value for value, word in enumerate(words("cardinals"))},
    **{word: 10 * value for value, word in enumerate(words("tens"), 2)},
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12,
    "tln": 1e12, "trln": 1e12,
}  # fmt: skip
_ORDINALS = {word: value for value, word in enumerate(words("ordinals"), 1)}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_CROWDS = {
    "dozens": (20, 200), "scores": (30, 300), "hundreds": (150, 3000), "thousands": (1500, 30000),
    "tens of thousands": (15e3, 3e5), "hundreds of thousands": (15e4, 3e6),
    "millions": (1.5e6, 3e8), "tens of millions": (15e6, 3e9), "hundreds of millions": (15e7, 3e9),
    "billions": (1.5e9, 1e12), "tens of billions": (15e9, 1e12),
    "hundreds of billions": (15e10, 3e12),
}  # fmt: skip

_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELLED = rf"(?:{_WORD})(?:[\s-](?:{_WORD}))?"
_SCALE = (
    r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion)|\s?(?:mn|ml?n|bl?n|tl?n|trln)\b|"
    r"(?:k|m|b)\b)"
)
# "Two hundred and three", but not "between two and three".
_AFTER_SCALE = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion)|(?<=trillion))"
_FIGURE = re.compile(
    rf"(?<![\w.,/#])(?<!\d:)(?P<currency>US\$|[$€£¥₹])?\s?"
    rf"(?:(?P<digits>{_DIGITS})(?P<part>[\s-][1-9]/[2-9]\b)?(?P<ordinal>st|nd|rd|th)?|(?P<spelled>\b(?:{_SPELLED}))|(?P<article>\ban?)(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b))"
    rf"(?P<scale>(?:{_SCALE})*)(?P<dozen>\sdozen)?"
    rf"(?P<rest>{_AFTER_SCALE}(?:\sand)?\s(?:{_SPELLED})(?![\w]))?"
    rf"(?P<suffix>\s?%|(?:\sof\sa)?[\s-]percentage[\s-]points?|[\s-]points?\b|[\s-]per\s?cent\b|\s?pct\b)?(?![\w])",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"\b(?:(?:tens|hundreds) of )?(?:dozens|scores|hundreds|thousands|millions|billions)\b", re.I
)
_FRACTION = re.compile(
    rf"\b(?:(?P<top>{_WORD}|an?)[\s-](?P<part>thirds?|quarters?|fifths?|tenths?)|(?P<half>half))\b(?!-?\s?(?:of\s)?(?:day|time|hour)\b)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:{'|'.join(_ORDINALS)})\b(?!\s(?:lady|amendment|place)\b)", re.IGNORECASE
)
_HEDGES = tuple(
    (name, re.compile(rf"(?:{phrases})\W*$", re.IGNORECASE))
    for name, phrases in (
        (
            "least",
            r"at least|more than|(?<!pass )(?<!passed )(?<!handed )(?<!turned )over|above|"
            r"upwards? of|(?:no|not) (?:fewer|less) than|"
            r"as (?:many|much) as|in excess of|exceed(?:ing|s|ed)?|greater than|minimum of",
        ),
        (
            "most",
            r"at most|(?:fewer|less) than|under|below|up to|no more than|"
            r"as (?:few|little) as|maximum of",
        ),
        (
            "about",
            r"about|around|approximately|roughly|nearly|almost|close to|near|some|"
            r"an estimated|estimated|circa|or so|an average of",
        ),
    )
)
_CLOCK = re.compile(
    r"(?<![\w:.$])(?P<hour>\d{1,2})(?::(?P<minute>\d\d)|\.(?P<point>[0-5]\d))?\s?(?P<half>[apAP])\.?[mM]\b\.?"
    r"(?P<zone>\s\(?[A-Z]{1,4}T\b)?"
)
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s?(?:\d{1,2}\s?[-–]\s?)?$",
    re.IGNORECASE,
)
_MONTH_NEXT = re.compile(
    r"\s(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b)"
)


def numbers_of_tokens(text: str, tokens: Sequence[Token]) -> tuple[Number, ...]:
    """Return the numbers of `text`, in order, no two overlapping."""
    found = [
        *_clocks(text),
        *_crowds(text),
        *_fractions(text),
        *_figures(text),
        *_ordinal_words(text),
    ]
    kept: list[Number] = []
    for number in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    placed = ((number, _place(number, text, tokens)) for number in kept)
    return joined(((written, number) for written, number in placed if number is not None), text)


def _number(match: re.Match[str], low: float, high: float, **more: object) -> Number:
    return Number(match.start(), match.end(), match.group(), 0, 0, low, high, **more)  # type: ignore[arg-type]


def _clocks(text: str) -> list[Number]:
    found = []
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
        minutes = float(hour * 60 + int(match["minute"] or match["point"] or 0))
        zone = (match["zone"] or "").strip(" (")
        found.append(_number(match, minutes, minutes, unit=f"clock {zone}".strip()))
    return found


def _crowds(text: str) -> list[Number]:
    return [
        _number(match, *_CROWDS[" ".join(match.group().lower().split())], hedge="about")
        for match in _CROWD.finditer(text)
        if " ".join(match.group().lower().split()) in _CROWDS
    ]


def _fractions(text: str) -> list[Number]:
    found = []
    for match in _FRACTION.finditer(text):
        part = (match["part"] or "half").lower().rstrip("s")
        top = (match["top"] or "one").lower()
        share = 100 * _PARTS[part] * (1 if top in {"a", "an"} else _SMALL[top])
        if top == "a" and part == "quarter":
            continue  # "a quarter" is three months as often as 25 %
        hedge = _hedge(text[: match.start()]) or "about"
        found.append(_number(match, share, share, unit="percent", hedge=hedge, step=1.0))
    return found


def _ordinal_words(text: str) -> list[Number]:
    return [
        _number(match, value, value, unit="ordinal")
        for match in _ORDINAL.finditer(text)
        for value in [float(_ORDINALS[match.group().lower()])]
    ]


def _figures(text: str) -> list[Number]:
    found = []
    for match in _FIGURE.finditer(text):
        if match["digits"] and _is_day_of_month(text, match):
            continue
        if text.startswith("-in-", match.end()):
            continue  # "a one-in-three chance" counts no chances
        value, step = _amount(match)
        found.append(_number(match, value, value, step=step, unit=_written_unit(match)))
    return [_trim(number) for number in found]


def _trim(number: Number) -> Number:
    stripped = number.text.lstrip()
    return replace(number, start=number.end - len(stripped), text=stripped)


def _is_day_of_month(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if match["currency"] or match["suffix"] or match["scale"]:
        return False
    if len(match["digits"]) <= 2 and (_MONTH.search(before) or _MONTH_NEXT.match(after)):
        return True
    return bool(re.match(r"[/:]\d|-\d+-\d", after))


def _amount(match: re.Match[str]) -> tuple[float, float]:
    if match["digits"]:
        digits = match["digits"].replace(",", "")
        value = float(digits)
        step = 10.0 ** -len(digits.partition(".")[2])
        if match["part"]:  # "3-1/2 months"
            top, bottom = match["part"][1:].split("/")
            value, step = value + int(top) / int(bottom), 0.1
    else:
        spelled = re.split(r"[\s-]", (match["spelled"] or "one").lower())
        value, step = float(sum(_SMALL[word] for word in spelled)), 1.0
    for scale in re.findall(r"[a-z]+", match["scale"].lower()):
        value, step = value * _SCALES[scale], step * _SCALES[scale]
    if match["dozen"]:
        value, step = value * 12, 1.0
    if match["rest"]:
        rest = re.findall(r"[a-z]+", match["rest"].lower().replace("and", "", 1))
        value, step = value + sum(_SMALL[word] for word in rest), 1.0
    return value, step


def _written_unit(match: re.Match[str]) -> str:
    suffix = (match["suffix"] or "").strip(" -").lower()
    if match["currency"]:
        return CURRENCIES[match["currency"].lower()]
    if match["ordinal"]:
        return "ordinal"
    if "point" in suffix:
        return "points"
    return "percent" if suffix else ""


def _place(number: Number, text: str, tokens: Sequence[Token]) -> Number | None:
    first, last = syntax.token_range(tokens, number.start, number.end)
    if first == last:
        return None
    head = syntax.span_head(tokens, first, last)
    if syntax.is_year(tokens, head) and number.unit == "":
        return None
    if _is_pronoun(number, tokens, head) or _is_idle_ordinal(number, tokens, head):
        return None
    hedge = number.hedge or _hedge(text[: number.start])
    counted, unit, factor = _speed(number, text, tokens, head, last) or _what(
        number, tokens, head, last
    )
    return replace(
        number,
        first=first,
        last=last,
        low=number.low * factor,
        high=number.high * factor,
        step=number.step * factor,
        hedge=hedge,
        unit=unit,
        counted=syntax.lemma(tokens[counted]) if counted is not None else "",
        scope=_scope(tokens, head if counted is None else counted),
    )


def _is_pronoun(number: Number, tokens: Sequence[Token], head: int) -> bool:
    if number.text.lower() != "one":
        return False
    return tokens[head].dep != "nummod" or tokens[head].pos != "NUM"


def _is_idle_ordinal(number: Number, tokens: Sequence[Token], head: int) -> bool:
    """Whether it is an adverb ("he first said"), which orders a story and counts nothing."""
    return number.unit == "ordinal" and tokens[head].dep not in {"amod", "nummod", "compound"}


def _hedge(before: str) -> str:
    tail = before[-30:]
    return next((name for name, pattern in _HEDGES if pattern.search(tail)), "")


def _what(
    number: Number, tokens: Sequence[Token], head: int, last: int
) -> tuple[int | None, str, float]:
    """Return the token of what is counted, the unit, and the factor into that unit."""
    noun = _counted_noun(tokens, head, last)
    if (
        number.unit == ""
        and noun is not None
        and (_is_of_name(tokens, head) or _is_one_of_many(tokens, head, noun))
    ):
        return None, "label", 1.0
    if number.unit == "" and is_age(tokens, head, last):
        return None, "age", 1.0
    if number.unit.startswith(("clock", "ordinal")) or noun is None:
        return noun, number.unit or _label(tokens, head), 1.0
    word = tokens[noun].lemma.lower()
    beside = tokens[last].lemma.lower() if last < len(tokens) else ""
    if number.unit == "" and beside in CURRENCIES and noun > last:
        return noun, CURRENCIES[beside], 1.0  # "a 1.5 billion pound assets writedown"
    if number.unit == "" and word in CURRENCIES:
        return _of_object(tokens, noun), CURRENCIES[word], 1.0
    if number.unit == "" and word in MEASURES:
        if is_unit_of_age(tokens, noun):
            return None, "age", 1.0
        unit, factor = MEASURES[word]
        return _measured(tokens, noun), unit, factor
    return noun, number.unit, 1.0


def _speed(
    number: Number, text: str, tokens: Sequence[Token], head: int, last: int
) -> tuple[int | None, str, float] | None:
    """Return the same as `_what` for a speed, None for any other figure."""
    unit = SPEED.match(text, number.end)
    if number.unit or unit is None:
        return None
    noun = _counted_noun(tokens, head, last)
    # The parser makes "112 km/h" three words; what is so fast comes after all of them.
    fast = noun is not None and tokens[noun].end <= unit.end()
    counted = _measured(tokens, noun) if fast and noun is not None else noun
    if counted is not None and tokens[counted].end <= unit.end():
        counted = None
    return counted, "speed", MILE if unit["mile"] else 1.0


def _measured(tokens: Sequence[Token], noun: int) -> int | None:
    """Return what a measure is of: "a 60-day suspension", "two weeks of talks"."""
    above = tokens[noun].head
    if tokens[noun].dep in {"compound", "nmod", "amod"} and tokens[above].pos == "NOUN":
        return above
    return _of_object(tokens, noun)


def _counted_noun(tokens: Sequence[Token], head: int, last: int) -> int | None:
    token = tokens[head]
    above = tokens[token.head]
    modifies = token.dep in {"nummod", "amod", "compound", "quantmod"} and token.head >= last
    if modifies and above.pos in {"NOUN", "PROPN", "SYM", "NUM", "ADJ"}:
        return token.head
    return _of_object(tokens, head)


def _of_object(tokens: Sequence[Token], index: int) -> int | None:
    for child in syntax.children(tokens, index):
        if tokens[child].dep == "prep" and tokens[child].lemma.lower() in {"of", "in"}:
            for noun in syntax.children(tokens, child):
                if tokens[noun].dep == "pobj" and tokens[noun].pos in {"NOUN", "PROPN"}:
                    return noun
    return None


def _is_of_name(tokens: Sequence[Token], head: int) -> bool:
    """Return whether the number belongs to a name before a noun: "Boeing 747 jets"."""
    before = tokens[max(0, head - 1)]
    named = before.pos == "PROPN" and before.dep in {"nmod", "compound"}
    return named and tokens[head].text.isdigit() and before.head == tokens[head].head


def _is_one_of_many(tokens: Sequence[Token], head: int, noun: int) -> bool:
    """Return whether a 1 stands before several: "the A, L and 1 lines"."""
    return tokens[head].text == "1" and head < noun and tokens[noun].tag == "NNS"


def _label(tokens: Sequence[Token], head: int) -> str:
    """Return "label" where the number is part of a name ("Amendment 64", "Flight 370")."""
    before = tokens[head - 1] if head else None
    if before is not None and before.pos == "PROPN" and tokens[head].dep in {"nummod", "appos"}:
        return "label"
    return ""


def _scope(tokens: Sequence[Token], index: int) -> tuple[str, ...]:
    lemmas = [syntax.lemma(tokens[index])]
    lemmas += [
        tokens[child].lemma.lower()
        for child in syntax.children(tokens, index)
        if tokens[child].dep in {"amod", "acl", "compound", "acomp", "relcl"}
    ]
    verb = syntax.governing_verb(tokens, index)
    if verb is not None:
        lemmas.append(tokens[verb].lemma.lower())
        lemmas += [
            tokens[child].lemma.lower()
            for child in syntax.children(tokens, verb)
            if tokens[child].dep in {"acomp", "oprd", "xcomp"} and child > index
        ]
    kind = syntax.outcome([word for word in lemmas if word != "lose" or _is_lost(tokens, index)])
    unique = tuple(dict.fromkeys(word for word in lemmas if word.isalpha()))
    return (kind, *unique) if kind else unique


def _is_lost(tokens: Sequence[Token], index: int) -> bool:
    """Return whether those counted are lost or lose their lives, not their homes or cover."""
    losing = {tokens[index].head, *syntax.children(tokens, index)}
    held = [
        token.lemma.lower()
        for i, token in enumerate(tokens)
        if i != index and token.dep == "dobj" and token.head in losing
        if tokens[token.head].lemma.lower() == "lose"
    ]
    return not held or "life" in held
