"""Whether two values belong to two happenings that one statement tells of side by side.

"A judge blocked the law on Monday" and "On Tuesday he was angry after a judge blocked the law" give
two days for two things. What is found here rules a difference out; it looks at how clauses hang
together, and only where that says that the value of one clause is not that of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import RELATIVE, utters
from reporter.discrepancies.evidence.occasion import PLACES
from reporter.discrepancies.finding import Pair, Sheet, same_stem
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.typed import Day, Value
from reporter.records import Token
from reporter.text.lexical import stem

_VAGUE = frozenset(words("light"))
_REPORTING = frozenset(words("uttering") + words("announcing")) | {"confirm", "report", "tell"}
_APART = frozenset({"after", "before", "since", "until", "while", "once"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAMED = frozenset({"NOUN", "PROPN"})
_HEARERS = frozenset({"dobj", "dative"})
_HOLDING = frozenset({"take", "hold", "happen", "occur", "open", "begin", "start", "be"})
_PRESS = frozenset({"reporter", "journalist"})
_ADDRESSING = frozenset({"tell", "inform", "ask", "remind", "assure", "warn", "brief"})


def told_apart(pair: Pair, a: Value, b: Value) -> bool:
    """Return whether one statement tells in another clause what happens with the other's value."""
    one, other = _verb(pair.a, a), _verb(pair.b, b)
    if one is None or other is None:
        return False
    there, back = pair.alignment.there, pair.alignment.back
    return _is_apart(pair.a, one, pair.b, b, there[one]) or _is_apart(
        pair.b, other, pair.a, a, back[other]
    )


def _is_apart(ours: Sheet, verb: int, theirs: Sheet, value: Value, told: int) -> bool:
    """Return whether `told`, the other statement's `verb`, is not what `value` goes with."""
    tokens, own = theirs.statement.tokens, _verb(theirs, value)
    if own is None or told in {-1, own} or tokens[told].pos != "VERB":
        return False
    if ours.statement.tokens[verb].lemma.lower() in _VAGUE:
        return False
    # The day of "a target since it lost a client, Norline, in March" may be tied to either verb.
    after = isinstance(value, Day) and own < told < value.first
    if (not after and _is_subordinate(tokens, told, own)) or _is_subordinate(tokens, own, told):
        return not _is_meanwhile(ours.statement.tokens, verb, tokens, own)
    return isinstance(value, Day) and (
        any(
            tokens[index].dep == "relcl" and not _is_occasion(tokens, index, told)
            for index in _between(tokens, own, told)
        )
        or _is_before_second(tokens, value, own, told)
        or (_is_reported(tokens, own, told) and not _is_before_tag(tokens, value, own))
    )


def _is_occasion(tokens: Sequence[Token], clause: int, verb: int) -> bool:
    """Return whether a clause tells when that took place in which the verb's thing was done.

    The day of "agreed at talks that were held on Monday" is that of both.
    """
    place = tokens[tokens[clause].head]
    before = tokens[place.head]
    held = tokens[clause].lemma.lower() in _HOLDING
    return held and place.dep == "pobj" and before.text.lower() in PLACES and before.head == verb


def _is_before_tag(tokens: Sequence[Token], day: Value, verb: int) -> bool:
    """Return whether a day stands before "said Berg": it is that of what Berg said."""
    subject = _subject(tokens, verb)
    return subject is not None and day.last <= verb < subject


def _is_subordinate(tokens: Sequence[Token], verb: int, above: int) -> bool:
    """Return whether the verb stands in a clause of time or contrast below the other one."""
    return any(
        tokens[index].dep == "advcl" and _mark(tokens, index) in _APART
        for index in _between(tokens, verb, above)
    )


def _is_meanwhile(ours: Sequence[Token], verb: int, theirs: Sequence[Token], other: int) -> bool:
    """Return whether both tell that one thing happened while another did: one time, not two.

    The day of "fell while he was at sea in 2003" may be tied to either verb.
    """
    sides = ((ours, verb), (theirs, other))
    return all(
        any(
            token.text.lower() == "while" and _is_temporal(tokens, i, at)
            for i, token in enumerate(tokens)
        )
        for tokens, at in sides
    )


def _is_temporal(tokens: Sequence[Token], mark: int, verb: int) -> bool:
    """Return whether "while" stands in the clause of a verb, or in one right below it."""
    clause = tokens[mark].head
    return verb in {clause, tokens[clause].head}


def _mark(tokens: Sequence[Token], verb: int) -> str:
    marks = (i for i in syntax.children(tokens, verb) if tokens[i].dep in {"mark", "advmod"})
    return next((tokens[i].text.lower() for i in marks if i < verb), "")


def _is_before_second(tokens: Sequence[Token], day: Value, verb: int, told: int) -> bool:
    """Return whether the day is the second verb's alone: "has denied it and on Monday said"."""
    return tokens[verb].dep == "conj" and tokens[verb].head == told < day.first < verb


def _is_reported(tokens: Sequence[Token], verb: int, told: int) -> bool:
    """Return whether the day is that of a report on what somebody else did."""
    if not _is_report(tokens[verb]):
        return False
    path = list(_between(tokens, told, verb))
    if not path or tokens[path[-1]].dep != "ccomp":
        return False
    speaker, actor = _subject(tokens, verb), _subject(tokens, path[-1])
    return speaker is not None and actor is not None and tokens[actor].pos in _NAMED


def _between(tokens: Sequence[Token], index: int, above: int) -> Iterator[int]:
    """Yield the tokens from `index` up to the one below `above`; nothing where it is not above."""
    path = [index]
    while tokens[path[-1]].head != above:
        if tokens[path[-1]].head == path[-1]:
            return
        path.append(tokens[path[-1]].head)
    yield from path


def two_sayings(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether two sources spoke on the two days, or one to two hearers.

    So it is where one is the day of a report, the other that of what is reported.
    """
    one, other = _verb(pair.a, a), _verb(pair.b, b)
    if one is None or other is None:
        return False
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    if _two_audiences(_audience(ours, one), _audience(theirs, other)):
        return True
    alike = same_stem(ours[one].lemma, theirs[other].lemma)
    if not alike and _reports(ours, one) != _reports(theirs, other):
        speaker, actor = _subject_words(ours, one), _subject_words(theirs, other)
        return bool(speaker and actor) and speaker.isdisjoint(actor)
    uttered = utters(ours[one]) and utters(theirs[other])
    if uttered and _is_asked(ours, one) != _is_asked(theirs, other):
        return True
    addressed = {ours[one].lemma.lower(), theirs[other].lemma.lower()} <= _ADDRESSING
    return uttered and any(
        _differ(_part(ours, one, deps), _part(theirs, other, deps))
        for deps in ((_SUBJECTS, _HEARERS) if addressed else (_SUBJECTS,))
    )


def _is_asked(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether the subject hears and does not speak: "Berg was asked on Monday"."""
    below = (tokens[i].dep for i in syntax.children(tokens, verb))
    return tokens[verb].lemma.lower() in _ADDRESSING and "nsubjpass" in below


def _two_audiences(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Return whether one spoke to somebody by name, the other to the press: "told reporters"."""
    return any(
        bool(some and others)
        and all(token.pos == "PROPN" for token in some)
        and all(token.lemma.lower() in _PRESS for token in others)
        for some, others in ((a, b), (b, a))
    )


def _audience(tokens: Sequence[Token], verb: int) -> list[Token]:
    """Return who heard it: "told Berg", "confirmed to Berg", "said in an interview with Berg"."""
    told = tokens[verb].lemma.lower() in _ADDRESSING
    return [
        token
        for token in tokens
        if (told and token.dep in _HEARERS and token.head == verb)
        or (token.dep == "pobj" and _is_heard(tokens, token.head, verb))
    ]


def _is_heard(tokens: Sequence[Token], before: int, verb: int) -> bool:
    """Return whether a preposition leads to who heard what the verb says was said."""
    above, word = tokens[before].head, tokens[before].text.lower()
    if word == "to":
        return above == verb and _is_report(tokens[verb])
    interview = tokens[above].lemma.lower() == "interview"
    return word == "with" and interview and syntax.is_within(tokens, above, verb)


def _reports(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether the verb brings what somebody named did, or what was done to them."""
    below = syntax.children(tokens, verb)
    said = any(_is_reported(tokens, verb, i) for i in below if tokens[i].dep == "ccomp")
    return _is_report(tokens[verb]) and (said or any(tokens[i].text == "that" for i in below))


def _subject_words(tokens: Sequence[Token], verb: int) -> frozenset[str]:
    """Return the stems of the phrase of the subject."""
    subject = _subject(tokens, verb)
    return frozenset(
        stem(token.lemma)
        for index, token in enumerate(tokens)
        if subject is not None and syntax.is_within(tokens, index, subject)
        if token.pos in _NAMED
    )


def _is_report(token: Token) -> bool:
    return token.lemma.lower() in _REPORTING


def _differ(a: Token | None, b: Token | None) -> bool:
    if a is None or b is None or a.pos not in _NAMED or b.pos not in _NAMED:
        return False
    return a.pos == b.pos and stem(a.lemma) != stem(b.lemma)


def _part(tokens: Sequence[Token], verb: int, deps: frozenset[str]) -> Token | None:
    below = (tokens[i] for i in syntax.children(tokens, verb) if tokens[i].dep in deps)
    return next(below, None)


def _subject(tokens: Sequence[Token], verb: int) -> int | None:
    below = (i for i in syntax.children(tokens, verb) if tokens[i].dep in _SUBJECTS)
    return next((i for i in below if tokens[i].text.lower() not in RELATIVE), None)


def _verb(sheet: Sheet, value: Value) -> int | None:
    """Return the verb that a value goes with, that of "May 1, when he declared" for a day."""
    tokens = sheet.statement.tokens
    head = syntax.span_head(tokens, value.first, value.last)
    when = (i for i in syntax.children(tokens, head) if _mark(tokens, i) == "when")
    verb = next(when, None) or syntax.governing_verb(tokens, head)
    if verb is None or tokens[verb].dep != "advcl":
        return verb
    marks = (i for i in syntax.children(tokens, verb) if tokens[i].dep == "mark")
    # "Protests began on Sunday after guards shot him": what stands before "after" is no part of it.
    outside = any(value.last <= mark < verb for mark in marks)
    return tokens[verb].head if outside else verb
