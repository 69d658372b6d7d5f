"""What a day names: "the Sept. 11 attacks", "last week's attack", "a June 8 ceremony".

Such a day is that of what it names, whatever verb it stands beside: who claimed last week's attack
on Friday tells nothing about Friday's attack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.lexicon import opposites, words
from reporter.discrepancies.values.typed import Day, Number
from reporter.records import Token
from reporter.text.lexical import stem

_LIGHT = frozenset(words("light"))
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
_TIMES = frozenset({"morning", "noon", "afternoon", "evening", "night", "midnight", "time"})
_CHANGES = frozenset(
    word for name, sides in opposites() if name == "direction" for s in sides for word in s
)
_PERIODS = frozenset(words("periods")) | {"half", "part", "end", "start", "beginning"}
_MORNING = frozenset({"dawn", "sunrise", "sunset", "daybreak", "dusk"})
_NOT_OF_NAME = frozenset({"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ", "PRON"})
_LONG = 6
PLACES = frozenset({"in", "at", "during"})
"""Before what was going on when something was done."""


def is_of_one_event(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether neither names what happened, or the other is the day of that.

    A day that something is only compared with ("up 36% from February") is none of what happened.

    Nor is the day of what is to come after it ("ahead of the vote on Tuesday").

    It is if what is named is what the other's verb says ("his July 30 sentencing", "was sentenced
    on"), or only the occasion of one verb that both days go with ("in a June 8 ceremony").
    """
    if _is_base(pair.a, a) != _is_base(pair.b, b) or _is_of_change(pair, a, b):
        return False
    if _is_awaited(pair.a, a) != _is_awaited(pair.b, b):
        return False
    ours, theirs = _event(pair.a, a), _event(pair.b, b)
    if bool(ours) == bool(theirs):
        return not ours or any(_is_one_noun(one, other) for one in ours for other in theirs)
    occasion = _is_occasion(pair.a, a) if ours else _is_occasion(pair.b, b)
    if occasion and is_of_one_verb(pair, a, b):
        return True
    return bool((ours or theirs) & (_told(pair.b, b) if ours else _told(pair.a, a)))


def is_of_one_verb(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether the days go with one verb, and with one that says something."""
    one, other = governing_verb(pair.a, a), governing_verb(pair.b, b)
    if one is None or other is None or pair.a.statement.tokens[one].lemma.lower() in _LIGHT:
        return False
    return pair.alignment.there[one] == other


def governing_verb(sheet: Sheet, day: Day) -> int | None:
    """Return the verb that a date goes with."""
    tokens = sheet.statement.tokens
    return syntax.governing_verb(tokens, syntax.span_head(tokens, day.first, day.last))


def _is_awaited(sheet: Sheet, day: Day) -> bool:
    """Return whether it is the day of what something came before: "ahead of the vote Tuesday"."""
    tokens = sheet.statement.tokens
    named = None
    for index in range(day.first - 1, -1, -1):
        token = tokens[index]
        if token.text.lower() == "before" or (
            token.text.lower() == "of" and index and tokens[index - 1].text.lower() == "ahead"
        ):
            return named not in {None, *_TIMES, *_MORNING}
        if token.pos in _NOT_OF_NAME and token.dep not in _MODIFIERS and token.text not in {"-"}:
            return False
        if token.pos in {"NOUN", "PROPN"} and named is None:
            named = token.lemma.lower()
    return False


def _is_base(sheet: Sheet, day: Day) -> bool:
    """Return whether a change or a record is counted from it: "the lowest rate since 1969"."""
    if day.until is not None:
        return False  # "fell from May to October"
    tokens = sheet.statement.tokens
    before = _base(tokens, tokens[syntax.span_head(tokens, day.first, day.last)].head)
    above = tokens[tokens[before].head]
    if tokens[before].lemma.lower() == "from":
        return above.lemma.lower() in _CHANGES
    nouns = {tokens[before].head} if above.pos == "NOUN" else {*_around(tokens, before)}
    beside = (
        token for noun in nouns for token in map(tokens.__getitem__, syntax.children(tokens, noun))
    )
    best = any(token.tag == "JJS" or token.lemma.lower() == "first" for token in beside)
    return tokens[before].lemma.lower() == "since" and best


def _base(tokens: Sequence[Token], before: int) -> int:
    """Return the "since" that a date belongs to, else the preposition before it.

    "Since the last months of 1996", "the first to sail it since Berg in 1961".
    """
    while tokens[before].lemma.lower() == "of" and (
        tokens[tokens[before].head].lemma.lower() in _PERIODS
    ):
        before = tokens[tokens[before].head].head
    name = before
    while tokens[before].text.lower() == "in" and name and tokens[name - 1].pos == "PROPN":
        name -= 1
    return name - 1 if name < before and tokens[name - 1].lemma.lower() == "since" else before


def _around(tokens: Sequence[Token], before: int) -> Iterator[int]:
    """Yield what the verb above a preposition is done by or to, and what it says more of."""
    verb = tokens[before].head
    yield from syntax.arguments(tokens, verb)
    if tokens[verb].dep in {"relcl", "acl"}:
        yield tokens[verb].head
    elif tokens[verb].dep == "xcomp":
        yield from syntax.arguments(tokens, tokens[verb].head)


def _is_of_change(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether one is the day of a figure before a change, the other that of another one."""
    ours, theirs = _old_figure(pair.a, a), _old_figure(pair.b, b)
    if ours and not theirs:
        return not _is_figure_of(ours, pair.b, b)
    return theirs is not None and ours is None and not _is_figure_of(theirs, pair.a, a)


def _old_figure(sheet: Sheet, day: Day) -> Number | None:
    """Return what something was before a change, on this day: "from 8.1 percent in May"."""
    tokens = sheet.statement.tokens
    before = (n for n in sheet.numbers if n.first > 0 and n.last in {day.first - 1, day.first})
    figure = next(before, None)
    if figure is None or tokens[figure.first - 1].text.lower() != "from":
        return None
    changes = any(token.lemma.lower() in _CHANGES for token in tokens[: figure.first])
    return figure if changes else None


def _is_figure_of(number: Number, sheet: Sheet, day: Day) -> bool:
    """Return whether of all figures an equal one stands nearest to a day."""
    nearest = min(sheet.numbers, key=lambda n: abs(n.first - day.first), default=None)
    return nearest is not None and (number.low, number.unit) == (nearest.low, nearest.unit)


def _event(sheet: Sheet, day: Day) -> frozenset[str]:
    """Return the stems of what is known by this day, its noun and what that is made of."""
    tokens = sheet.statement.tokens
    head = tokens[syntax.span_head(tokens, day.first, day.last)]
    noun = tokens[head.head]
    if head.dep == "poss":
        return _stems(tokens, head.head)
    if day.day is None or day.year is not None:
        return frozenset()
    if head.dep not in _MODIFIERS or noun.pos != "NOUN" or noun.start < head.end:
        return frozenset()
    return frozenset() if noun.lemma.lower() in _TIMES else _stems(tokens, head.head)


def _stems(tokens: tuple[Token, ...], noun: int) -> frozenset[str]:
    """Return the stems of a noun and of the nouns before it: "bombing attack"."""
    parts = [i for i in syntax.children(tokens, noun) if tokens[i].dep == "compound"]
    return frozenset(stem(tokens[i].lemma) for i in (noun, *parts) if tokens[i].pos == "NOUN")


def _is_one_noun(one: str, other: str) -> bool:
    """Return whether two stems are of one noun: "programme", "program"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _LONG and long.startswith(short))


def _is_occasion(sheet: Sheet, day: Day) -> bool:
    """Return whether something is done in or at what has the day's name."""
    tokens = sheet.statement.tokens
    noun = tokens[tokens[syntax.span_head(tokens, day.first, day.last)].head]
    return noun.dep == "pobj" and tokens[noun.head].lemma.lower() in PLACES


def _told(sheet: Sheet, day: Day) -> frozenset[str]:
    """Return the stems of what a day goes with: a noun before it, a verb, and that verb's noun."""
    tokens = sheet.statement.tokens
    above = tokens[tokens[syntax.span_head(tokens, day.first, day.last)].head]
    noun = tokens[above.head] if above.pos == "ADP" else above
    found = {stem(noun.lemma)} if noun.pos == "NOUN" else set()
    beside = tokens[tokens.index(above) - 1] if above.pos == "ADP" else above
    if beside.pos == "NOUN":
        found.add(stem(beside.lemma))  # the parser may tie "the coldest night in July" to its verb
    verb = governing_verb(sheet, day)
    if verb is None:
        return frozenset(found)
    found.add(stem(tokens[verb].lemma))
    if tokens[verb].dep == "relcl":
        found |= _stems(tokens, tokens[verb].head)
    below = (tokens[i] for i in syntax.children(tokens, verb) if tokens[i].dep == "xcomp")
    return frozenset(found | {stem(token.lemma) for token in below})
