"""Tallies: a figure of a statement with what it counts, what happens to that, and who takes part.

Read off the parse alone, so that the figures of a whole story can be set beside each other without
matching its sentences. Words are stems. Places say little here: in a story they are everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.standing import participants
from reporter.discrepancies.values.compare import is_money
from reporter.discrepancies.values.typed import Number
from reporter.records import StatementKind, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

OUTCOMES = frozenset(name for name, _ in syntax.OUTCOMES)
PEOPLE = "people"
_HUMAN = frozenset(words("human"))
_PERSONS = _HUMAN | frozenset(words("titles") + words("source_sorts.people"))
_NO_HAPPENING = frozenset(words("light") + words("uttering") + words("thinking") + words("having"))
_GENERAL = frozenset(stem(w) for w in words("standing.general") + words("plans.days")) | frozenset(
    stem(word) for word in _HUMAN | _NO_HAPPENING
)
_RATES = frozenset({"cent", "point"})
_SIGNS = "$€£¥"
_CONVERTED = re.compile(r"\d[^.;,()]{0,12}\([^()]{0,8}$")
"""Before an amount that repeats the one before in another currency."""
_PER = re.compile(r"^[^.;,]{0,12}\b(?:a|an|per|each|apiece)\b")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_OWN_CLAUSE = frozenset({"xcomp", "advcl", "conj", "acl"})
"""Verbs that share who takes part with the verb above: "opened fire, killing ten"."""
_BEFORE_NOUN = frozenset({"compound", "nmod", "amod"})
_WHICH = frozenset({"relcl", "acl"})
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure in its statement.

    `counted` is the stem of what is counted, `PEOPLE` for people and their deaths, "" for money;
    `persons` says that these are people of some sort, `beside` what is counted with them ("states
    and territories"), `narrowed` whether a clause says which of them ("members who voted"). `event`
    is the outcome class ("dead") or the stem of the verb, "" where it says little. `taking_part`
    are the things and names that the verb holds, `around` all words of meaning of the statement,
    `names` those of them that are names.
    """

    sheet: Sheet
    number: Number
    counted: str
    persons: bool
    beside: frozenset[str]
    narrowed: bool
    event: str
    taking_part: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.sheet.statement.article_id


def tally_of(sheet: Sheet, number: Number) -> Tally:
    """Return the tally of a figure of the statement."""
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    noun = _noun(tokens, number)
    outcome = _outcome(tokens, number, verb)
    counted = _counted(tokens, number, noun, outcome)
    own = {stem(fold(token.text)) for token in tokens[number.first : number.last]}
    own |= {stem(number.counted)} | _GENERAL | _places(tokens)
    return Tally(
        sheet,
        number,
        counted,
        counted == PEOPLE or _are_persons(tokens, noun),
        frozenset(_beside(tokens, noun)),
        not outcome and _is_narrowed(tokens, noun),
        outcome or _event(tokens, verb),
        _taking_part(tokens, verb) - own - _first_names(tokens),
        frozenset(content(tokens)) - own,
        frozenset(content(t for t in tokens if t.pos == "PROPN" and t.entity != "NORP")) - own,
    )


def is_comparable(tally: Tally) -> bool:
    """Return whether it is a count or an amount of money that others may be set beside.

    Not one of a headline, caption or name ("Covid-19"), nor a rate ("$20 a barrel").
    """
    statement, number = tally.sheet.statement, tally.number
    if statement.kind is StatementKind.HEADLINE or tally.sheet.caption:
        return False
    before, after = statement.text[: number.start], statement.text[number.end :]
    if is_money(number):
        signed = any(sign in number.text for sign in _SIGNS)
        return signed and not _CONVERTED.search(before) and _PER.match(after) is None
    return number.unit == "" and tally.counted not in _RATES | {""} and not before.endswith("-")


def _noun(tokens: Sequence[Token], number: Number) -> int | None:
    """Return the token of what is counted, where it stands close behind the figure."""
    after = range(number.last, min(number.last + _NEAR, len(tokens)))
    return next((i for i in after if syntax.lemma(tokens[i]) == number.counted), None)


def _outcome(tokens: Sequence[Token], number: Number, verb: int | None) -> str:
    named = next((word for word in number.scope if word in OUTCOMES), "")
    if named or verb is None:
        return named
    beside = {fold(tokens[i].text) for i in syntax.children(tokens, verb)}
    return "dead" if "fatally" in beside else ""


def _counted(tokens: Sequence[Token], number: Number, noun: int | None, outcome: str) -> str:
    """Return the stem of what is counted, with the noun that this stands before.

    A "272-seat majority" is no 272 seats. "" where several are said of one thing.
    """
    if is_money(number):
        return ""
    deaths = bool(outcome) and syntax.outcome([number.counted]) == outcome
    if number.counted in _HUMAN or (outcome and not number.counted) or deaths:
        return PEOPLE
    if noun is not None and tokens[noun].dep in _BEFORE_NOUN:
        above = tokens[tokens[noun].head]
        if above.pos == "NOUN":
            return f"{stem(number.counted)} {stem(above.lemma.lower())}"
    if noun is not None and number.low > 1 and tokens[noun].tag in {"NN", "NNP"}:
        return ""  # "the 12200 block", "a four-by-four car"
    return stem(number.counted)


def _are_persons(tokens: Sequence[Token], noun: int | None) -> bool:
    """Return whether people of some sort are counted: "senators", "Republicans"."""
    return noun is not None and (
        tokens[noun].lemma.lower() in _PERSONS or tokens[noun].entity == "NORP"
    )


def _beside(tokens: Sequence[Token], noun: int | None) -> Iterator[str]:
    """Yield what is counted together with the noun: "states and territories"."""
    for index in syntax.children(tokens, noun) if noun is not None else ():
        counts = any(tokens[i].dep == "nummod" for i in syntax.children(tokens, index))
        if tokens[index].dep == "conj" and not counts:
            yield stem(tokens[index].lemma)


def _is_narrowed(tokens: Sequence[Token], noun: int | None) -> bool:
    below = syntax.children(tokens, noun) if noun is not None else ()
    return any(tokens[index].dep in _WHICH for index in below)


def _event(tokens: Sequence[Token], verb: int | None) -> str:
    if verb is None or tokens[verb].pos != "VERB":
        return ""
    word = tokens[verb].lemma.lower()
    return "" if word in _NO_HAPPENING else stem(word)


def _taking_part(tokens: Sequence[Token], verb: int | None) -> frozenset[str]:
    if verb is None:
        return frozenset()
    above = [tokens[verb].head] if tokens[verb].dep in _OWN_CLAUSE else []
    things, names = participants(tokens, verb, above)
    return frozenset(word for word in things | names if word.islower())  # not countries


def _first_names(tokens: Sequence[Token]) -> set[str]:
    """Return the stems of all words of names but the last: one name is one thing in common."""
    return {
        stem(fold(token.text))
        for token in tokens
        if token.pos == "PROPN" and token.dep == "compound" and tokens[token.head].pos == "PROPN"
    }


def _places(tokens: Sequence[Token]) -> set[str]:
    return {stem(fold(token.text)) for token in tokens if token.entity == "GPE"}


def content(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the stems of the words of meaning, names as they are written."""
    for token in tokens:
        if token.pos in _CONTENT and fold(token.text) not in STOP_WORDS:
            yield stem(fold(token.text if token.pos == "PROPN" else token.lemma))
