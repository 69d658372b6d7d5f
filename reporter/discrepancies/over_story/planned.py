"""What a verb tells: an outcome ("signed"), a plan ("is expected to sign"), or neither.

Read off tense, helpers and the words above, with what takes part in it. Neither is what is told by
the way ("after it was signed", "the program, which protected"), negated, only wanted or promised,
conditional, or said with a verb that lasts (*keep*, *remain*).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.standing import participants
from reporter.discrepancies.values import Day
from reporter.records import Statement, Token
from reporter.text.lexical import fold, stem

_PLANNING = frozenset(words("plans.planning"))
_NO_HAPPENING = frozenset(
    words("plans.lasting") + words("having") + words("light") + words("uttering")
    + words("thinking") + words("hedging.verbs")
)  # fmt: skip
_TITLES = frozenset(words("titles"))
_GENERAL = frozenset(stem(word) for word in words("standing.general"))
_REPORTING = _PLANNING | frozenset(words("saying") + words("speaking") + words("announcing"))
_WEEKDAYS = frozenset(words("plans.days"))
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_IS = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_WAS = frozenset({"was", "were"})
_HAVE = frozenset({"has", "have", "had", "'s", "’s", "'ve", "’ve"})
_OPEN = frozenset({"may", "might", "could", "can", "ca", "should", "must", "would", "to", *_WILL})
_BY_THE_WAY = frozenset({"if", "unless", "whether", "before", "until", "once", "after", "when"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that is planned or done, with what takes part in it as stems.

    `verb` is its token, `objects` what it befalls, `counts` the figures of these; `subjects` is
    None where only a pronoun or nothing says who did it.
    """

    statement: Statement
    published: date | None
    verb: int
    done: bool
    taking_part: frozenset[str]
    objects: frozenset[str]
    subjects: frozenset[str] | None
    counts: frozenset[str]
    weekdays: frozenset[str]
    days: tuple[Day, ...]


def events_of(sheet: Sheet) -> Iterator[Event]:
    """Yield what is told as a plan or an outcome, in the order of the verbs."""
    tokens = sheet.statement.tokens
    for verb, token in enumerate(tokens):
        word = token.lemma.lower()
        if token.pos != "VERB" or word in _NO_HAPPENING:
            continue
        done = _is_done(tokens, verb)
        if done is not None:
            yield _event(sheet, verb, done)


def _is_done(tokens: Sequence[Token], verb: int) -> bool | None:
    """Return whether a verb tells an outcome (True) or a plan (False), None for neither."""
    token = tokens[verb]
    below = syntax.children(tokens, verb)
    beside = {fold(tokens[i].text) for i in below if tokens[i].dep in {"aux", "auxpass"}}
    marks = {fold(tokens[i].text) for i in below if tokens[i].dep in {"mark", "advmod"}}
    if any(tokens[i].dep == "neg" for i in below) or marks & _BY_THE_WAY or _hinges(tokens, below):
        return None
    if _is_planned(tokens, verb, beside):
        return False
    if token.dep not in _MAIN or beside & _OPEN or "being" in beside:
        return None
    past = token.tag == "VBD" or (token.tag == "VBN" and bool(beside & (_HAVE | _WAS)))
    return True if past else None


def _hinges(tokens: Sequence[Token], below: Sequence[int]) -> bool:
    """Return whether it happens on a condition: "if he is jailed, she will resign"."""
    clauses = [i for i in below if tokens[i].dep == "advcl"]
    return any(
        fold(tokens[i].text) in _CONDITIONS
        for clause in clauses
        for i in syntax.children(tokens, clause)
    )


def _is_planned(tokens: Sequence[Token], verb: int, beside: set[str]) -> bool:
    token = tokens[verb]
    above = tokens[token.head]
    if "to" in beside and token.dep == "xcomp":
        return above.lemma.lower() in _PLANNING and _stands(tokens, token.head)
    if token.dep not in _MAIN or "have" in beside:
        return False
    told = token.dep == "ccomp" and above.lemma.lower() in _REPORTING
    if "would" in beside or token.dep == "ccomp":
        return told and not beside.isdisjoint(_WILL | {"would"})
    if token.tag == "VBG" and beside & (_IS | _WAS):
        held = (i for i, t in enumerate(tokens) if fold(t.text) in _WEEKDAYS)
        return any(_hangs_on(tokens, i, verb) for i in held)
    return bool(beside & _WILL)


def _stands(tokens: Sequence[Token], carrier: int) -> bool:
    """Return whether a plan stands: "plans to", "was set to", not "planned", "was planning to"."""
    token = tokens[carrier]
    beside = syntax.children(tokens, carrier)
    if any(tokens[i].dep == "neg" for i in beside):
        return False
    helped = any(tokens[i].dep in {"aux", "auxpass"} for i in beside)
    if token.tag == "VBG" and any(fold(tokens[i].text) in _WAS for i in beside):
        return False
    return token.pos != "VERB" or token.tag in {"VBZ", "VBP"} or (token.tag != "VBD" and helped)


def _event(sheet: Sheet, verb: int, done: bool) -> Event:
    tokens = sheet.statement.tokens
    carriers = _carriers(tokens, verb)
    things, names = participants(tokens, verb, carriers)
    held = [
        i
        for i in range(len(tokens))
        if _hangs_on(tokens, i, verb)
        or (i > verb and any(_hangs_on(tokens, i, carrier) for carrier in carriers))
    ]
    befalls = _befalls(tokens, verb)
    days = tuple(
        day for day in sheet.days if any(day.start <= tokens[i].start < day.end for i in held)
    )
    return Event(
        sheet.statement,
        sheet.published,
        verb,
        done,
        (things | names) - _GENERAL,
        frozenset(stem(tokens[i].lemma) for i in _with_whole(tokens, befalls)),
        _subjects(tokens, verb),
        frozenset(fold(t.text) for t in tokens if t.dep == "nummod" and t.head in befalls),
        frozenset(fold(tokens[i].text) for i in held) & _WEEKDAYS,
        days,
    )


def _befalls(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return what it befalls: the object, or the subject of a verb that has none."""
    below = syntax.children(tokens, verb)
    objects = [i for i in below if tokens[i].dep in _OBJECTS]
    if objects or any(tokens[i].dep in {"ccomp", "xcomp"} for i in below):
        return objects
    return [
        i
        for place in (verb, *_carriers(tokens, verb))
        for i in syntax.children(tokens, place)
        if tokens[i].dep in {"nsubj", "nsubjpass"}
    ]


def _carriers(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return the words that carry the infinitive of a plan and its subject: "is due to"."""
    if tokens[verb].dep != "xcomp":
        return []
    above = tokens[verb].head
    return [above, tokens[above].head] if tokens[above].dep == "acomp" else [above]


def _with_whole(tokens: Sequence[Token], heads: Sequence[int]) -> Iterator[int]:
    """Yield the nouns among the words, and those that they are parts of: "parts of the act"."""
    for head in heads:
        parts = [i for i in syntax.children(tokens, head) if fold(tokens[i].text) == "of"]
        for i in (head, *(j for part in parts for j in syntax.children(tokens, part))):
            if is_noun(tokens[i]):
                yield i


def _hangs_on(tokens: Sequence[Token], index: int, verb: int) -> bool:
    """Return whether a word hangs on the verb with no other clause between."""
    while index != verb:
        token = tokens[index]
        if token.head == index or token.dep in syntax.CLAUSES:
            return False
        index = tokens[index].head
    return True


def is_noun(token: Token) -> bool:
    """Return whether a word is a noun or a name."""
    return token.pos in {"NOUN", "PROPN"}


def _subjects(tokens: Sequence[Token], verb: int) -> frozenset[str] | None:
    """Return the nouns and names of who did it, titles left out; None where they are not told."""
    found: set[str] = set()
    places = [verb, *_carriers(tokens, verb)]
    subject = _subject_of(tokens, verb)
    if tokens[verb].dep == "conj" and subject is None:
        places.append(tokens[verb].head)
    if tokens[verb].dep == "ccomp" and subject is not None and tokens[subject].pos == "PRON":
        places.append(tokens[verb].head)  # "China said that it will raise"
    passive = any(tokens[i].dep == "auxpass" for i in syntax.children(tokens, verb))
    for i in (i for place in places for i in syntax.children(tokens, place)):
        if tokens[i].dep == "agent" or (tokens[i].dep == "nsubj" and not passive):
            found |= {
                stem(tokens[j].lemma)
                for j in syntax.subtree(tokens, i)
                if is_noun(tokens[j]) and fold(tokens[j].text) not in _TITLES
            }
    return frozenset(found) or None


def _subject_of(tokens: Sequence[Token], verb: int) -> int | None:
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"nsubj", "nsubjpass"}), None)
