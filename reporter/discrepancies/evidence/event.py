"""Whether two values belong to one happening: the same verb, or the same ones taking part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet, is_same_place, same_stem
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.compare import comparable, days_agree, numbers_agree
from reporter.discrepancies.values.gazetteer import lies_in
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Day, Name, Number, Value
from reporter.records import Token
from reporter.text.lexical import stem

_VAGUE = frozenset(words("light") + words("saying"))
_SAYING = frozenset(words("uttering"))
_TELLING = frozenset({"tell", "inform"})
_PUBLISHING = frozenset({"post", "share", "interview"})
_QUOTING = frozenset({"quote", "cite"})
_MESSAGES = frozenset({"statement", "interview", "email", "letter", "comment", "remark"})
_NEAR = 7
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_SLOTS = frozenset({"nsubj", "nsubjpass", "dobj"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
_SAME_PICTURE = 0.7
_REST = re.compile(r"\b(?:other|remaining) $", re.IGNORECASE)
_CLIMB = 3
_LINK = re.compile(
    r"^(?:more|related|read|watch|must watch|see also|live)\s?:|^must watch\b|\b(?:read|see) more$|"
    r"^(?:last )?updated?\b[^.]{0,30}\bat \d",
    re.IGNORECASE,
)
"""Takes the reader to another article, often one of another day, or says when this one changed."""


def event_evidence(pair: Pair, a: Value, b: Value) -> float:
    """Return how much (0, 0.5 or 1) says that the values belong to one happening.

    1: one governing verb, and with a verb that says little ("make", "say") one subject as well; or
    two verbs with at least two aligned words around them; or the same words on both sides of the
    values. 0.5: a verb that says something stands close to both.
    """
    one, other = _verb(pair.a, a), _verb(pair.b, b)
    if is_same_place(pair, a, b) or (
        one is not None and other is not None and _same_verb(pair, one, other)
    ):
        return 1.0
    return 0.5 if _near_verbs(pair.a, a) & _near_verbs(pair.b, b) else 0.0


def _same_verb(pair: Pair, one: int, other: int) -> bool:
    ours, theirs = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    if pair.alignment.there[one] == other or same_stem(ours.lemma, theirs.lemma):
        return ours.lemma.lower() not in _VAGUE or _same_subject(pair, one, other)
    return _shared_arguments(pair, one, other) > 1


def _near_verbs(sheet: Sheet, value: Value) -> frozenset[str]:
    tokens = sheet.statement.tokens[max(0, value.first - _NEAR) : value.last + _NEAR]
    lemmas = {token.lemma.lower() for token in tokens if token.pos == "VERB"}
    return frozenset(stem(lemma) for lemma in lemmas - _VAGUE)


def same_noun(pair: Pair, a: Value, b: Value) -> bool:
    """Return whether what the values are said of depends on one and the same noun."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    one = ours[syntax.span_head(ours, a.first, a.last)].head
    other = theirs[syntax.span_head(theirs, b.first, b.last)].head
    one, other = ours[one].head, theirs[other].head
    if {ours[one].pos, theirs[other].pos} - {"NOUN", "PROPN"}:
        return False
    return pair.alignment.there[one] == other


def _verb(sheet: Sheet, value: Value) -> int | None:
    tokens = sheet.statement.tokens
    return syntax.governing_verb(tokens, syntax.span_head(tokens, value.first, value.last))


def _same_subject(pair: Pair, one: int, other: int) -> bool:
    """Return whether the subjects are the same word, or one of them a pronoun."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _subject(pair.a, one), _subject(pair.b, other)
    if a is None or b is None:
        return a is b
    if ours[a].tag in _PRONOUNS or theirs[b].tag in _PRONOUNS:
        return True
    return pair.alignment.there[a] == b or same_stem(ours[a].text, theirs[b].text)


def _subject(sheet: Sheet, verb: int) -> int | None:
    tokens = sheet.statement.tokens
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in _SUBJECTS), None)


def _shared_arguments(pair: Pair, one: int, other: int) -> int:
    """Return how many content words directly around the verbs are aligned."""
    ours = set(syntax.arguments(pair.a.statement.tokens, one))
    theirs = set(syntax.arguments(pair.b.statement.tokens, other))
    return sum(pair.alignment.there[i] in theirs for i in ours)


def shows_pictures(pair: Pair) -> bool:
    """Return whether one is a caption, link or stamp and the other not nearly the same text."""
    aside = any(each.caption or _LINK.search(each.statement.text) for each in (pair.a, pair.b))
    return aside and pair.alignment.overlap < _SAME_PICTURE


def is_source(name: Name) -> bool:
    """Return whether the name says the statement: "Berg said", "according to Berg".

    Or passes it on: "was quoted by the Harbour News Agency".
    """
    if name.role in {"nsubj", "agent", "prep:by"} and name.governor in _QUOTING:
        return name.role != "nsubj"
    if name.role in {"nsubj", "agent"}:
        return name.governor in _SAYING
    return name.role == "prep:to" and name.governor in {"accord", "according"}


def is_speaker(sheet: Sheet, name: Name) -> bool:
    """Return whether the name says something, in the outlet's words and not in those it quotes."""
    return is_source(name) and not syntax.is_quoted(sheet.statement, name.start)


def is_hearer(sheet: Sheet, name: Name) -> bool:
    """Return whether the outlet's words tell it to the name, or where it carries it to others.

    "Told CNN", "in an email to CBS", "wrote on Twitter", "in an interview on Fox".
    """
    if syntax.is_quoted(sheet.statement, name.start):
        return False
    if name.role in {"dobj", "dative"}:
        return name.governor in _TELLING
    if name.role == "prep:on" and name.label != "place":
        return name.governor in _SAYING | _PUBLISHING
    if name.role == "prep:with":
        return name.governor == "interview"
    return name.role == "prep:to" and name.governor in _SAYING | _TELLING | _MESSAGES


def utters(verb: Token) -> bool:
    """Return whether the subject of the verb is a speaker, whose words follow."""
    return verb.lemma.lower() in _SAYING


def slot_is_taken(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether another word plays the part of one name towards the aligned verb."""
    return any(_taken(pair, a, b))


def slots_are_taken(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether other words play the parts of both names: each has one of its own."""
    return all(_taken(pair, a, b))


def _taken(pair: Pair, a: Name, b: Name) -> tuple[bool, bool]:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    there, back = pair.alignment.there, pair.alignment.back
    return _is_taken(ours, a, theirs, b, there), _is_taken(theirs, b, ours, a, back)


def _is_taken(
    tokens: tuple[Token, ...],
    name: Name,
    others: tuple[Token, ...],
    other: Name,
    there: tuple[int, ...],
) -> bool:
    head = tokens[syntax.span_head(tokens, name.first, name.last)]
    verb = there[head.head]
    if head.dep not in _SLOTS or tokens[head.head].pos != "VERB" or verb < 0:
        return False
    holders = [i for i in syntax.children(others, verb) if others[i].dep == head.dep]
    return any(
        others[i].text.lower() not in RELATIVE
        and not _is_within(others, i, other)
        and not _is_somebodys(others, i)
        for i in holders
    )


def _is_somebodys(tokens: tuple[Token, ...], noun: int) -> bool:
    """Return whether the thing may be the named one's: "faulted his conduct", "faulted Berg"."""
    return any(tokens[i].tag == "PRP$" for i in syntax.children(tokens, noun))


def is_called(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether the other statement has a title of a name in its place.

    "Judge Holm threw it out", "The judge threw it out, but Berg stands trial for the rest".
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    return _is_called(ours, a, theirs, pair.alignment.there) or _is_called(
        theirs, b, ours, pair.alignment.back
    )


def _is_called(
    tokens: tuple[Token, ...], name: Name, others: tuple[Token, ...], there: tuple[int, ...]
) -> bool:
    head = tokens[syntax.span_head(tokens, name.first, name.last)]
    verb = there[head.head]
    if head.dep not in _SLOTS or tokens[head.head].pos != "VERB" or verb < 0:
        return False
    holders = [others[i] for i in syntax.children(others, verb) if others[i].dep == head.dep]
    return any(each.pos == "NOUN" and each.lemma.lower() in name.titles for each in holders)


def _is_within(tokens: tuple[Token, ...], top: int, name: Name) -> bool:
    """Return whether the name hangs on token `top`."""
    index = syntax.span_head(tokens, name.first, name.last)
    while index != top:
        if tokens[index].head == index:
            return False
        index = tokens[index].head
    return True


def rivals(pair: Pair, a: Value, b: Value, climb: int = _CLIMB) -> bool:
    """Return whether two names act, or speak, where the values stand: "Berg's camp", "Lund's".

    The subject may be that of the verb `climb` - 1 verbs above the values. A name of unknown kind
    counts where both go with one noun: "Berg's camp", "the Lund camp". Beside what both measure it
    does nothing: "a $5 million Berg bill passed", "Lund passed a $6 million bill".
    """
    one, other = _actor(pair.a, a, climb), _actor(pair.b, b, climb)
    if one is None or other is None:
        return False
    (ours, held), (theirs, holding) = one, other
    if not same_stem(held, holding):
        if _measures(a, b, held) or _measures(b, a, holding):
            return False
        ours, theirs = (
            [name for name in names if name.label != "other"] for names in (ours, theirs)
        )
    pairs = [(a, b) for a in ours for b in theirs]
    return bool(pairs) and all(are_two(*both) for both in pairs)


def _measures(value: Value, other: Value, noun: str) -> bool:
    """Return whether two figures, no mere counts, are told of one thing and this is its noun."""
    return (
        isinstance(value, Number)
        and isinstance(other, Number)
        and bool(value.unit and other.unit)
        and same_stem(value.counted, other.counted)
        and same_stem(value.counted, noun)
    )


def two_times(pair: Pair, a: Value, b: Value) -> bool:
    """Return whether count and date both differ: "155,000 jobs in December", "161,000 in November".

    Whoever gets one of them wrong has the other one right; two that differ are two happenings.
    """
    ours, theirs = _beside_verb(pair.a, a), _beside_verb(pair.b, b)
    days = [(x, y) for x in _days(ours) for y in _days(theirs) if x.grain == y.grain]
    counts = [
        _as_written(x, y)
        for x in _counts(pair.a, ours)
        for y in _counts(pair.b, theirs)
        if comparable(x, y)
    ]
    if not days or not counts:
        return False
    return not any(days_agree(*both) for both in days) and not any(
        numbers_agree(*both) for both in counts
    )


def days_beside(sheet: Sheet, value: Value) -> list[Day]:
    """Return the days that go with the verb of a value."""
    return _days(_beside_verb(sheet, value))


def _beside_verb(sheet: Sheet, value: Value) -> list[Value]:
    verb = _verb(sheet, value)
    return [each for each in sheet.values if verb is not None and _verb(sheet, each) == verb]


def _days(values: Sequence[Value]) -> list[Day]:
    return [value for value in values if isinstance(value, Day)]


def _counts(sheet: Sheet, values: Sequence[Value]) -> list[Number]:
    """Return the figures, but not those of a rest, which is no count of its own ("other two")."""
    text = sheet.statement.text
    figures = (value for value in values if isinstance(value, Number))
    return [figure for figure in figures if not _REST.search(text[: figure.start])]


def _as_written(a: Number, b: Number) -> tuple[Number, Number]:
    """Return the figures without a hedge that one alone has: "an estimated 161,000", "155,000".

    "About 57" and "some 55" are hedged alike and may be one count.
    """
    return (a, b) if a.hedge == b.hedge else (replace(a, hedge=""), replace(b, hedge=""))


def are_two(a: Name, b: Name) -> bool:
    """Return whether the names mean two, and none a place in the other."""
    return not (same_name(a, b) or lies_in(a, b) or lies_in(b, a))


def _owner(sheet: Sheet, value: Value) -> tuple[list[Name], str] | None:
    """Return whose the thing of a value is, and the thing: "Berg's salary of 900 crowns"."""
    tokens = sheet.statement.tokens
    above = tokens[tokens[syntax.span_head(tokens, value.first, value.last)].head]
    if above.lemma.lower() != "of" or tokens[above.head].pos != "NOUN":
        return None
    whose = [i for i in syntax.children(tokens, above.head) if tokens[i].dep == "poss"]
    names = [name for name in sheet.names if any(name.first <= i < name.last for i in whose)]
    return (names, tokens[above.head].lemma.lower()) if names else None


def _actor(sheet: Sheet, value: Value, climb: int) -> tuple[list[Name], str] | None:
    """Return the names of the subject of the nearest verb above the value that has a named one.

    There is a second one in apposition. With them comes the lemma of the noun that they go with,
    "" where they are the subject themselves.
    """
    tokens = sheet.statement.tokens
    owner = _owner(sheet, value)
    if owner is not None:
        return owner
    verb = _verb(sheet, value)
    for _ in range(climb):
        if verb is None:
            return None
        subject = _subject(sheet, verb)
        # A figure may itself be the subject: "12 percent of them are women".
        if subject is not None and value.first <= subject < value.last:
            subject = None
        if subject is not None and tokens[subject].pos == "PROPN":
            places = {
                subject,
                *(i for i in syntax.children(tokens, subject) if tokens[i].dep == "appos"),
            }
            inside = [n for n in sheet.names if places.intersection(range(n.first, n.last))]
            starts = {name.first for name in inside}
            inside += [name for name in sheet.names if name.last in starts]  # "Berg Inc. BRG.O"
            return (inside, "") if inside else None
        if subject is not None and tokens[subject].pos == "NOUN":
            held = [n for n in sheet.names if _is_within(tokens, subject, n)]
            return (held, tokens[subject].lemma.lower()) if len(held) == 1 else None
        above = tokens[verb].head
        verb = syntax.governing_verb(tokens, above) if above != verb else None
    return None
