"""Whether two figures measure unlike things: in Kyiv and across Ukraine; all and "three others".

What is found here rules a difference out, whatever else the statements have in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import are_two, days_beside, rivals, two_times
from reporter.discrepancies.evidence.happening import told_apart
from reporter.discrepancies.evidence.moments import are_of_two_moments
from reporter.discrepancies.evidence.slot import has_value
from reporter.discrepancies.finding import Pair, Sheet, is_same_place, same_stem
from reporter.discrepancies.values.compare import days_agree, is_money
from reporter.discrepancies.values.identity import same_name, spelt_alike
from reporter.discrepancies.values.typed import Day, Name, Number
from reporter.records import Token
from reporter.text.lexical import fold

_MEASURES = frozenset({"day", "metre", "hectare", "kilogram", "speed"})
_WHERE = frozenset(
    f"prep:{word}" for word in ("in", "across", "at", "near", "throughout", "around")
)
_BEFORE = frozenset({"compound", "poss", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEAR = 45
_FOR_WITHIN = 3
_FEW = 2
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_PAUSE = re.compile(r"[,;:.]\s")
_MORE = re.compile(
    r"\b(?:another|additional|further|more(?! than)|others?|remaining)\b", re.IGNORECASE
)
_OWN_VERB = 2
"""The verb of a figure and the one that it completes: "took 12 seats", "is likely to take 12"."""
_EMPTY = frozenset({"period", "span", "stretch", "time", "interval"})
"""Nouns beside a measure that name nothing: "a two-month period"."""
_COUNTING = frozenset({"nummod", "quantmod", "compound", "nmod", "amod"})
_INCLUSIVE = re.compile(
    r"^[^.;,]{0,30}[,(]? ?\b(?:including|excluding|counting|not including|plus|besides)\b"
)
_COUNTED_IN = re.compile(r"\b(?:including|excluding|counting)\b", re.IGNORECASE)
_OTHERS = re.compile(r"^ (?:[a-z]+ ){0,2}(?:others?|remaining)\b")
_EXTRA = re.compile(r"^ (?:[a-z]+ )?more\b(?! than)")
_ANOTHER = re.compile(r"\b(?:another|a further|an additional|the other|the remaining) $", re.I)
_FINAL = re.compile(r"\bthe final $", re.I)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|as opposed to|unlike)(?: [\w-]+){0,3} $", re.IGNORECASE
)
_CASES = frozenset({"case", "infection", "death"})
_HOSPITAL = frozenset({"hospitalize", "hospitalise", "hospital", "treat"})
_TIME = r"second|minute|hour|day|week|month|year|decade"
# "3 million a year earlier" is no distance in time of three million.
_FROM = r"^[ -](?:(?!an? )[a-z]+ )?"
_LENGTH = r"mile|foot|feet|km|kilomet(?:er|re)|met(?:er|re)|yard"
_OFFSET = re.compile(
    rf"{_FROM}(?:(?:{_TIME})s? (?:before|after|later|earlier|ago|until|from)|"
    rf"(?:{_LENGTH})s? (?:away|from|ahead|north|south|east|west|off))\b"
)
_LATER = re.compile(rf"{_FROM}(?:{_TIME})s? (?:later|earlier)\b")
_AMONG = re.compile(r"\b(?:among|amongst|of those)\b", re.IGNORECASE)
_COMMON = 100
_SHARES = frozenset({"percent", "points"})
_LATELY = timedelta(days=60)


def other_scope(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the figures measure unlike things."""
    placed = is_same_place(pair, a, b)
    one_sided = (_is_rest, _is_left_aside) if placed else (_is_rest, _is_left_aside, _is_offset)
    more = _says_more(pair.a, a) and _says_more(pair.b, b)
    if not more and any(is_so(pair.a, a) != is_so(pair.b, b) for is_so in one_sided):
        return True
    if _is_inclusive(pair.a, a, pair.b) or _is_inclusive(pair.b, b, pair.a):
        return True
    if not placed and (_is_of_another(pair, a, b) or _both_are_counted(pair, a, b)):
        return True
    if _runs_on(pair.a, a) != _runs_on(pair.b, b) and all(
        days_beside(sheet, figure) for sheet, figure in ((pair.a, a), (pair.b, b))
    ):
        return True
    if _is_later(pair.a, a) or _is_later(pair.b, b) or _both_have_both(pair, a, b):
        return True
    if _whose_clash(pair, a, b) or _for_clash(pair, a, b) or are_of_two_moments(pair, a, b):
        return True
    if _is_in_hospital(a, b) or _is_in_hospital(b, a):
        return True
    if _frames_clash(pair, a, b) or two_times(pair, a, b) or told_apart(pair, a, b):
        return True
    if _are_elsewhere(pair, a, b):
        return True
    return not _is_one_age(pair, a, b) and rivals(pair, a, b, climb=_OWN_VERB)


def _is_of_another(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether measures, ages or shares are those of two things, people or groups."""
    if a.unit in _MEASURES:
        named = {a.counted, b.counted}.isdisjoint(_EMPTY | {""})
        return named and not same_stem(a.counted, b.counted)
    if a.unit == "age":
        return _are_two(_owner(pair.a, a), _owner(pair.b, b))
    if a.unit != "percent":
        return False
    return _predicates_clash(pair, a, b) or _groups_clash(pair, a, b) or _sides_clash(pair, a, b)


def _runs_on(sheet: Sheet, number: Number) -> bool:
    """Return whether it counts from a day on: "eight had quit since Monday"."""
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    below = [] if verb is None else syntax.children(tokens, verb)
    return any(tokens[i].lemma.lower() == "since" for i in below)


def _sides_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether each share is that of another side: "46 percent backing Lund"."""
    ours, theirs = _named_below(pair.a, a), _named_below(pair.b, b)
    return bool(ours and theirs) and not any(same_name(x, y) for x in ours for y in theirs)


def _named_below(sheet: Sheet, number: Number) -> list[Name]:
    """Return the people and bodies in the phrase of a figure, or that it acts upon."""
    tokens = sheet.statement.tokens
    top = syntax.span_head(tokens, number.first, number.last)
    if tokens[top].dep in _COUNTING:
        top = tokens[top].head
    return [
        name
        for name in sheet.names
        if name.label in {"person", "body"}
        for at in (syntax.span_head(tokens, name.first, name.last),)
        if name.first > top and (_is_below(tokens, at, top) or _acts_on(tokens, top, at))
    ]


def _acts_on(tokens: Sequence[Token], subject: int, thing: int) -> bool:
    one, other = tokens[subject], tokens[thing]
    return one.dep == "nsubj" and other.dep == "dobj" and one.head == other.head


def _is_below(tokens: Sequence[Token], index: int, top: int) -> bool:
    while index != top and tokens[index].head != index:
        index = tokens[index].head
    return index == top


def _says_more(sheet: Sheet, number: Number) -> bool:
    """Return whether "additional" or the like stands by: "funding of 900 crowns more"."""
    text = sheet.statement.text
    before = _PAUSE.split(text[max(0, number.start - _NEAR) : number.start])[-1]
    after = _PAUSE.split(text[number.end : number.end + _NEAR])[0]
    return _MORE.search(f"{before}{number.text}{after}") is not None


def _is_rest(sheet: Sheet, number: Number) -> bool:
    """Return whether some were counted before: "three other people", "28 remained"."""
    text = sheet.statement.text
    before, after = text[: number.start], text[number.end : number.end + _NEAR]
    extra = number.unit in {"", "day"} and _EXTRA.search(after) is not None
    if number.unit == "" and (_remain(sheet.statement.tokens, number) or _FINAL.search(before)):
        return True
    return extra or _OTHERS.search(after) is not None or _ANOTHER.search(before) is not None


def _is_left_aside(sheet: Sheet, number: Number) -> bool:
    """Return whether it is what does not hold here: "instead of the usual 60 votes"."""
    return _INSTEAD.search(sheet.statement.text[: number.start]) is not None


def _remain(tokens: Sequence[Token], number: Number) -> bool:
    """Return whether those counted are the ones left: "28 remained in hospital", "still did"."""
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    if verb is None:
        return False
    below = syntax.children(tokens, verb)
    return tokens[verb].lemma == "remain" or any(fold(tokens[i].text) == "still" for i in below)


def _is_later(sheet: Sheet, number: Number) -> bool:
    """Return whether it counts from what the article told before: "four days later"."""
    return _LATER.search(sheet.statement.text[number.end : number.end + _NEAR]) is not None


def _both_have_both(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether either article gives both figures, and none is a small one met by chance."""
    rare = min(a.high, b.high) >= _COMMON or a.unit in _SHARES or is_money(a)
    return rare and has_value(pair.b.article, a) and has_value(pair.a.article, b)


def _is_in_hospital(some: Number, every: Number) -> bool:
    """Return whether one alone counts those in hospital, and fewer: they are not all the hurt."""
    one, other = ({*number.scope} & _HOSPITAL for number in (some, every))
    people = some.counted not in _CASES  # "23 cases among the women treated"
    return people and bool(one) and not other and some.high < every.high


def _groups_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether one share is that of a group, the other that of all: "among women"."""
    return _is_of_group(pair.a, a) != _is_of_group(pair.b, b)


def _is_of_group(sheet: Sheet, number: Number) -> bool:
    text = sheet.statement.text
    near = text[max(0, number.start - _NEAR) : number.end + _NEAR]
    # At the head of a sentence it goes for every share that follows.
    return _AMONG.search(near) is not None or _AMONG.match(text) is not None


def _frames_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether each figure has its time: "the second crash this week", "fourth since May".

    So it is for a state that one statement tells of another time ("in 2030 the rate was 8
    percent"), and for who is the third and what happens for the fourth time.
    """
    ours, theirs = days_beside(pair.a, a), days_beside(pair.b, b)
    if a.unit == "ordinal":
        if (a.counted == "time") != (b.counted == "time") and a.counted and b.counted:
            return True
        return bool(ours and theirs) and not any(days_agree(x, y) for x in ours for y in theirs)
    if a.unit != "percent" or bool(ours) == bool(theirs):
        return False
    return any(_is_past(pair.a, day) for day in ours) or any(
        _is_past(pair.b, day) for day in theirs
    )


def _is_past(sheet: Sheet, day: Day) -> bool:
    if sheet.published is None or day.latest is None:
        return False
    return day.latest < sheet.published - _LATELY


def _is_offset(sheet: Sheet, number: Number) -> bool:
    """Return whether it says how far from something: "two days before", "six miles off"."""
    return _OFFSET.search(sheet.statement.text[number.end : number.end + _NEAR]) is not None


def _whose_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the things are of two countries or peoples: "Chinese goods", "U.S. goods"."""
    ours, theirs = _whose(pair.a, a), _whose(pair.b, b)
    pairs = [(one, other) for one in ours for other in theirs]
    return bool(pairs) and all(are_two(one, other) for one, other in pairs)


def _for_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether each figure holds for others: "900 crowns for families", "for the single"."""
    ours, theirs = _for_whom(pair.a, a), _for_whom(pair.b, b)
    return bool(ours and theirs) and not same_stem(ours, theirs)


def _for_whom(sheet: Sheet, number: Number) -> str:
    tokens = sheet.statement.tokens
    after = tokens[number.last : number.last + _FOR_WITHIN]
    if not after or after[0].text.lower() != "for":
        return ""
    people = (token for token in after if token.tag == "NNS")
    return next((token.lemma.lower() for token in people), "")


def _whose(sheet: Sheet, number: Number) -> list[Name]:
    """Return the names of places and peoples in the phrase of what is counted."""
    tokens = sheet.statement.tokens
    top = syntax.span_head(tokens, number.first, number.last)
    while tokens[top].dep in _COUNTING and tokens[tokens[top].head].pos in {"NOUN", "SYM", "NUM"}:
        top = tokens[top].head
    return [
        name
        for name in sheet.names
        if name.label in {"place", "people"}
        if _in_phrase(tokens, syntax.span_head(tokens, name.first, name.last), top)
    ]


def _in_phrase(tokens: Sequence[Token], index: int, top: int) -> bool:
    """Return whether a token hangs on `top` without a verb, or a place where, between."""
    while index != top:
        token = tokens[index]
        if token.head == index or token.pos in {"VERB", "AUX"}:
            return False
        if token.pos == "ADP" and token.lemma.lower() != "of":
            return False
        index = token.head
    return True


def _owner(sheet: Sheet, age: Number) -> Name | None:
    """Return the name beside an age: "Berg, 41," or "41-year-old Anna Berg"."""
    near = [n for n in sheet.names if 0 <= age.first - n.last <= 1 or 0 <= n.first - age.last <= 5]
    before = [name for name in near if name.last <= age.first]
    return next(iter(before or near), None)


def _is_one_age(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the figures are ages that stand beside one name, whoever acts there."""
    ours, theirs = _owner(pair.a, a), _owner(pair.b, b)
    named = a.unit == "age" and ours is not None and theirs is not None
    return named and not _are_two(ours, theirs)


def _are_two(a: Name | None, b: Name | None) -> bool:
    return a is not None and b is not None and not same_name(a, b)


def _is_inclusive(sheet: Sheet, number: Number, other: Sheet) -> bool:
    """Return whether this sentence says who is counted in or left out, and the other does not."""
    text = sheet.statement.text
    said = _INCLUSIVE.search(text[number.end : number.end + _NEAR])
    if said is None or _COUNTED_IN.search(other.statement.text):
        return False
    after = _WORD.findall(text[number.end + said.end() :])[:_FEW]
    also = (rf"\b(?:with|plus|besides|and) (?:\w+ )?{word}\b" for word in after)
    return not any(re.search(each, other.statement.text, re.IGNORECASE) for each in also)


def _both_are_counted(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether each statement names both things counted: one man, and seven tornadoes."""
    if not a.counted or not b.counted or same_stem(a.counted, b.counted):
        return False
    return _names(pair.b, b, a.counted) and _names(pair.a, a, b.counted)


def _names(sheet: Sheet, number: Number, counted: str) -> bool:
    """Return whether a noun stands there, and not with what this number counts: "crew members"."""
    tokens = sheet.statement.tokens
    noun = tokens[syntax.span_head(tokens, number.first, number.last)].head
    return any(
        token.pos == "NOUN" and same_stem(syntax.lemma(token), counted)
        for i, token in enumerate(tokens)
        if i != noun and not _in_phrase(tokens, i, noun) and not _in_phrase(tokens, noun, i)
    )


def _predicates_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether one share is of those who are this, the other of those who are that."""
    ours, theirs = _predicate(pair.a, a), _predicate(pair.b, b)
    return ours >= 0 and theirs >= 0 and pair.alignment.there[ours] != theirs


def _predicate(sheet: Sheet, number: Number) -> int:
    tokens = sheet.statement.tokens
    head = syntax.span_head(tokens, number.first, number.last)
    verb = syntax.governing_verb(tokens, head)
    if verb is None or tokens[verb].lemma.lower() not in {"be", "identify"}:
        return -1
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"attr", "acomp"} and i > head), -1)


def _are_elsewhere(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the figures are of two places, and not both statements name both of them."""
    ours, theirs = _where(pair.a, a), _where(pair.b, b)
    if not (ours and theirs) or any(_is_one_place(x, y) for x in ours for y in theirs):
        return False
    return not (_has_all(pair.b, ours) and _has_all(pair.a, theirs))


def _is_one_place(a: Name, b: Name) -> bool:
    return any(x == y or spelt_alike(x, y) for x in a.words for y in b.words)


def _has_all(sheet: Sheet, places: Sequence[Name]) -> bool:
    return all(any(_is_one_place(place, name) for name in sheet.names) for place in places)


def _where(sheet: Sheet, number: Number) -> list[Name]:
    """Return the places that stand with what is counted or what happens to it."""
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    # "Bergen, where 12 were arrested"
    told = tokens[verb].head if verb is not None and tokens[verb].dep == "relcl" else -1
    acting = {
        tokens[i].lemma.lower()
        for i in (() if verb is None else syntax.children(tokens, verb))
        if tokens[i].dep in _SUBJECTS and tokens[i].pos == "NOUN"
    }
    return [
        name
        for name in sheet.names
        if name.label in {"place", "other"}
        if name.first <= told < name.last
        or (name.role in _WHERE and name.governor in {*number.scope, number.counted, *acting})
        or (name.role in _BEFORE and name.governor in acting)
    ]
