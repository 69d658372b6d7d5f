"""Which verbs one of two statements negates and the other does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.counterparts import counterparts
from reporter.discrepancies.evidence.polarity import (
    Polarity,
    conditions,
    is_determiner,
    is_ordered,
    polarities,
    quotation_at,
    stray_negators,
)
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import country_in, plain
from reporter.records import Statement, Token
from reporter.text.lexical import STOP_WORDS, fold

_NEGATORS = frozenset(words("negators"))
_NARROWING = frozenset(words("narrowing"))
_ASKING = frozenset(words("saying") + words("speaking"))
_SUPPOSING = frozenset(words("supposing"))
_FACTUAL = frozenset({"by", "after", "in", "for", "while", "since"})
_FUTURE = frozenset(words("future"))
_INTENDED = _FUTURE | frozenset(words("undertaking"))
_HANGING = frozenset({"xcomp", "pcomp", "acl"})
_LIMITS = frozenset({"until", "till", "before", "after", "since"})
_PREFIX = 4
_REFUTING = frozenset(words("refuting"))
_NEAR = 9
_OWN = 6
_IT = frozenset({"it", "this", "that"})
_STRETCHES = frozenset({",", ":", ";", "—", "–", "--"})
_RAISING = frozenset(words("raising"))
_TURNERS = frozenset(words("turners"))
_SPEECH = frozenset(words("speech"))
_TOLD = frozenset({"VBD", "VBZ", "VBP"})
_MIN_COMMON = 3
_MIN_SHARE = 0.6


def turned_verbs(pair: Pair) -> list[tuple[Polarity, Polarity]]:
    """Return the aligned verbs of which exactly one is negated, under the same conditions.

    None in questions, where two speakers are named, or where an article says that what it reports
    is not so.
    """
    sheets = (pair.a, pair.b)
    if _two_speakers(pair) or any(_is_refuted(sheet) or asks(sheet) for sheet in sheets):
        return []
    ours = polarities(pair.a.statement.tokens)
    theirs = polarities(pair.b.statement.tokens)
    there, back = pair.alignment.there, pair.alignment.back
    stray = {
        True: _strays(pair.a, ours, pair.b, there),
        False: _strays(pair.b, theirs, pair.a, back),
    }
    turned = [
        (a, b)
        for a, b in counterparts(pair, ours, theirs)
        if _opposed(pair, a, b)
        if not any(_is_near(*_plain(pair, a, b), i) for i in stray[b.negated])
    ]
    return turned or _turned_conditions(pair)


def _turned_conditions(pair: Pair) -> list[tuple[Polarity, Polarity]]:
    """Return the aligned verbs that are denied in one condition or open question alone.

    "If the fee is not repealed", "if it is repealed", "unless it is not repealed".
    """
    there = pair.alignment.there
    ours = conditions(pair.a.statement.tokens)
    theirs = {b.anchor: b for b in conditions(pair.b.statement.tokens)}
    both = ((a, theirs[there[a.anchor]]) for a in ours if there[a.anchor] in theirs)
    return [(a, b) for a, b in both if a.negated != b.negated]


def _plain(pair: Pair, a: Polarity, b: Polarity) -> tuple[Sequence[Token], int]:
    """Return the tokens and the verb of what is not negated."""
    return (pair.a.statement.tokens, a.verb) if b.negated else (pair.b.statement.tokens, b.verb)


def _strays(
    sheet: Sheet, found: Sequence[Polarity], other: Sheet, to: Sequence[int]
) -> tuple[int, ...]:
    """Return the words of negation that belong to no verb, nor stand in the other one as well."""
    others = other.statement.tokens
    return tuple(
        i
        for i in stray_negators(sheet.statement.tokens, found)
        if to[i] < 0 or fold(others[to[i]].text) not in _NEGATORS
    )


def _is_near(tokens: Sequence[Token], index: int, verb: int) -> bool:
    """Return whether a word of negation may be a verb's own: hangs on it or stands near it."""
    if syntax.governing_verb(tokens, index) == verb:
        return True
    first, last = sorted((index, verb))
    parted = any(token.text in _STRETCHES for token in tokens[first:last])
    return last - first <= (_OWN if parted else 2 * _OWN)


def _two_speakers(pair: Pair) -> bool:
    """Return whether two named speakers say it, who may contradict each other."""
    a, b = pair.a.statement.speaker, pair.b.statement.speaker
    if a is None or b is None:
        return False
    ours, theirs = ([plain(word) for word in speaker.split()] for speaker in (a, b))
    if country_in(ours) and country_in(ours) == country_in(theirs):
        return False
    if _describes(b, pair.a.statement) or _describes(a, pair.b.statement):
        return False
    named = any(word[:1].isupper() for word in a.split()) and any(map(str.istitle, b.split()))
    return named and not {*ours} & {*theirs}


def _describes(speaker: str, statement: Statement) -> bool:
    """Return whether the statement has all words of a description: "Berg, an envoy in Oslo"."""
    said = {fold(token.text) for token in statement.tokens}
    told = {plain(word) for word in speaker.split()} - STOP_WORDS
    return not speaker.istitle() and len(told) > 1 and told <= said


def _is_refuted(sheet: Sheet) -> bool:
    return any(token.text.lower() in _REFUTING for token in sheet.statement.tokens)


def asks(sheet: Sheet) -> bool:
    """Return whether the statement is a question, which neither affirms nor denies."""
    return sheet.statement.text.rstrip(" \"'”’)").endswith("?")


def _opposed(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether one verb is negated and the other not, under the same conditions."""
    there, back = pair.alignment.there, pair.alignment.back
    same = all(there[i] in b.conditions for i in a.conditions)
    same = same and all(back[j] in a.conditions for j in b.conditions)
    if a.negated == b.negated or not same:
        return False
    if not _are_of_one_mood(pair, a, b) or _are_of_two_people(pair, a, b):
        return False
    # Of "none can" and "none can not" it is "not" alone that turns one of them.
    ours = replace(a, cues=tuple(cue for cue in a.cues if there[cue] not in b.cues))
    theirs = replace(b, cues=tuple(cue for cue in b.cues if back[cue] not in a.cues))
    if a.negated if ours.cues and theirs.cues else ours.cues:
        return _is_real(pair.a, ours, pair.b, b, there)
    return _is_real(pair.b, theirs, pair.a, a, back)


def _are_of_two_people(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether one speaks of himself and the other of whom he speaks to."""
    ours = person_of(pair.a.statement.tokens, a.verb)
    return {ours, person_of(pair.b.statement.tokens, b.verb)} == {1, 2}


def person_of(tokens: Sequence[Token], verb: int) -> int:
    """Return 1 or 2 for a verb with "I", "we" or "you" for its subject, 0 for any other."""
    subjects = {
        tokens[i].text.lower()
        for i in syntax.children(tokens, verb)
        if tokens[i].dep in {"nsubj", "nsubjpass"}
    }
    return 2 if "you" in subjects else int(bool(subjects & {"i", "we"}))


def _are_of_one_mood(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether neither is told as what would or could be, or both are.

    No fact denies that, nor is denied by it. "Would", beside "will" or "is leaving", is what will
    be, told in the past.
    """
    ours, theirs = _moods(pair.a, a), _moods(pair.b, b)
    if ours & _FUTURE and theirs & _FUTURE:
        return True
    return bool(ours & _SUPPOSING) == bool(theirs & _SUPPOSING)


def _moods(sheet: Sheet, polarity: Polarity) -> frozenset[str]:
    tokens = sheet.statement.tokens
    helpers = {fold(tokens[i].text) for i in _helpers(tokens, polarity.verb)}
    return frozenset(helpers | ({"will"} if tokens[polarity.verb].tag == "VBG" else set()))


def _is_real(
    sheet: Sheet, negated: Polarity, other: Sheet, plain_one: Polarity, to: Sequence[int]
) -> bool:
    """Return whether the negation is more than another reading of the same words.

    It is not where the cue has its like in the other statement, which only the parser tied to
    something else, or where "no" belongs to a noun that the other verb lacks; "no one" is nobody.
    """
    tokens = sheet.statement.tokens
    lemma = tokens[negated.verb].lemma
    if sum(tokens[i].lemma == lemma and _is_told(tokens, i) for i in range(len(tokens))) > 1:
        return False  # which of the two the other statement has is anyone's guess
    if any(_is_had(tokens, cue, other, plain_one, to) for cue in negated.cues):
        return False
    if has_opposite(tokens[negated.verb], other.statement.tokens):
        return False
    before = {*range(max(0, plain_one.verb - 3), plain_one.verb)} - {*plain_one.cues}
    if any(fold(other.statement.tokens[i].text) in _NEGATORS for i in before):
        return False
    if is_narrow(
        tokens, negated.verb, negated.cues, to, other.statement.tokens
    ) or not _is_asserted_alike(sheet, negated, other, plain_one, to):
        return False
    nouns = [tokens[cue].head for cue in negated.cues if is_determiner(tokens[cue])]
    return all(to[noun] >= 0 or tokens[noun].lemma == "one" for noun in nouns)


def _is_told(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a token is a verb that tells something, not that of "going to"."""
    helps = tokens[index].text.lower() == "going" and any(
        tokens[i].dep == "xcomp" for i in syntax.children(tokens, index)
    )
    return tokens[index].pos == "VERB" and not helps


def _is_had(
    tokens: Sequence[Token], cue: int, other: Sheet, plain_one: Polarity, to: Sequence[int]
) -> bool:
    """Return whether the other statement has a word of negation too, in the same place.

    Its like there stands by the verb, or denies the like of what it denies here.
    """
    like, others = to[cue], other.statement.tokens
    if like >= 0 and like not in plain_one.cues:
        if to[tokens[cue].head] == others[like].head or _is_said_of_it(others, like):
            return True
        if tokens[cue].lemma in _TURNERS:
            return True
        near = _is_near(others, like, plain_one.verb)
        verb = others[like].head
        own = others[verb].pos in {"VERB", "AUX"} and _is_of_own_verb(tokens, verb, to)
        return near and not own
    return like < 0 and _has_like(tokens[cue], other)


def _is_of_own_verb(tokens: Sequence[Token], verb: int, to: Sequence[int]) -> bool:
    """Return whether a verb that the other one denies is not told here, or denied here as well."""
    like = next((i for i, j in enumerate(to) if j == verb), None)
    if like is None:
        return True
    return any(fold(tokens[i].text) in _NEGATORS for i in syntax.children(tokens, like))


def _is_said_of_it(tokens: Sequence[Token], cue: int) -> bool:
    """Return whether a word of negation denies what was told before: "that will not happen"."""
    below = syntax.children(tokens, tokens[cue].head)
    return any(
        tokens[i].dep == "nsubj" and tokens[i].text.lower() in _IT and tokens[i].tag != "WDT"
        for i in below
    )


def is_narrow(
    tokens: Sequence[Token],
    verb: int,
    cues: Sequence[int],
    to: Sequence[int],
    others: Sequence[Token],
) -> bool:
    """Return whether only a reason, degree or time is denied: "not until Monday", "not only".

    What the other statement says as well is not what is denied: "can only" and "can not only",
    "will last until" and "will not go on until".
    """
    said = {fold(token.text) for token in others} & _LIMITS
    below = {*syntax.children(tokens, verb), *(cue + 1 for cue in cues)} - {*cues}
    return any(
        fold(tokens[i].text) in _NARROWING and to[i] < 0 and not _is_whereabouts(tokens, i)
        for i in below
        if i < len(tokens) and fold(tokens[i].text) not in said
        if tokens[i].dep != "mark"  # "because he was not hurt"
    )


def _is_whereabouts(tokens: Sequence[Token], index: int) -> bool:
    """Return whether "out" is part of a verb or says where: "carried out", "is out of town"."""
    above = tokens[tokens[index].head]
    return fold(tokens[index].text) == "out" and (
        tokens[index].dep == "prt" or above.lemma.lower() == "be"
    )


def _is_asserted_alike(
    sheet: Sheet, negated: Polarity, other: Sheet, plain_one: Polarity, to: Sequence[int]
) -> bool:
    """Return whether what the plain verb hangs on is no other verb than in the negated statement.

    "Could resume testing" is not opposed to "stopped testing", nor "free to sail" to "unable to".
    """
    tokens, others = sheet.statement.tokens, other.statement.tokens
    verb = others[plain_one.verb]
    above = others[verb.head].lemma.lower()
    hangs = verb.dep in _HANGING or (verb.dep == "ccomp" and _is_infinitive(others, plain_one.verb))
    if not hangs or above in _ASKING or (verb.dep == "pcomp" and above in _FACTUAL):
        return True
    if verb.dep == "acl" and (verb.tag == "VBN" or (verb.tag in _TOLD and above in _SPEECH)):
        return True  # "the tape released by Lund" says that he released it
    if is_ordered(others, plain_one.verb):
        return True
    if above in _RAISING and tokens[tokens[negated.verb].head].lemma.lower() in _RAISING:
        return True  # "were trying to meet", "were not attempting to meet"
    if above in _INTENDED:
        return any(tokens[i].lemma.lower() in _FUTURE for i in _helpers(tokens, negated.verb))
    back = [i for i, j in enumerate(to) if j == verb.head]
    return any(i != negated.verb and tokens[i].pos in {"VERB", "AUX", "NOUN", "ADJ"} for i in back)


def _is_infinitive(tokens: Sequence[Token], verb: int) -> bool:
    return any(tokens[i].tag == "TO" for i in _helpers(tokens, verb))


def _helpers(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep == "aux"]


def _has_like(cue: Token, other: Sheet) -> bool:
    """Return whether a verb that ends or denies stands there as another part of speech."""
    start = cue.text.lower()[:_PREFIX]
    return len(start) == _PREFIX and any(
        token.text.lower().startswith(start) for token in other.statement.tokens
    )


def has_opposite(word: Token, others: Sequence[Token]) -> bool:
    """Return whether one of the tokens is the word with "un-" or "in-" before it."""
    denied = word.text.lower()
    return any(token.text.lower() in {f"un{denied}", f"in{denied}"} for token in others)


def is_one_utterance(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether a verb is quoted and most words quoted with it are the other statement's.

    That keeps two sayings on one topic apart: "will never pay" of one man, "will pay" of another.
    """
    sides = (
        (pair.a.statement, a, pair.alignment.there),
        (pair.b.statement, b, pair.alignment.back),
    )
    shares = [_shared(*side) for side in sides if quotation_at(side[0], side[1])]
    return bool(shares) and min(shares) >= _MIN_SHARE


def _shared(statement: Statement, polarity: Polarity, to: Sequence[int]) -> float:
    """Return the share (0..1) of the words quoted around the verb that are aligned, 0 for few."""
    quote = quotation_at(statement, polarity)
    if quote is None:
        return 0.0
    first, last = syntax.token_range(statement.tokens, quote.start, quote.end)
    near = range(max(first, polarity.verb - _NEAR), min(last, polarity.verb + _NEAR))
    counted = [
        i
        for i in near
        if syntax.is_word(statement.tokens[i]) and i not in polarity.cues
        if fold(statement.tokens[i].text) not in STOP_WORDS
    ]
    same = sum(to[i] >= 0 for i in counted)
    return same / len(counted) if same >= _MIN_COMMON else 0.0
