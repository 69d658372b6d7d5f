"""How firmly a statement tells that something happened: as fact, as somebody's word, as denied.

A happening is a verb or noun of one of the families of `lexicon.toml` ("bought", "the purchase",
"a deal") together with the things and names that take part in it. Its standing is read off the
words between it and the main verb, as in annotations of event factuality (Sauri and Pustejovsky,
"FactBank", 2009): "confirmed that", "said that", "a possible purchase", "accused of", "denied".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import groups, words
from reporter.discrepancies.values.aliases import country_in, plain
from reporter.records import Statement, Token
from reporter.text.lexical import STOP_WORDS, fold, stem


class Standing(IntEnum):
    """How firmly something is told, the firmest first."""

    FACT = 0
    CONFIRMED = 1
    SAID = 2
    POSSIBLE = 3
    ALLEGED = 4
    DENIED = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where a happening is told.

    `at` is its token, `family` names the kind of happening, `things` and `names` are the stems of
    the nouns and names that take part, countries by their usual name, `doers` and `done_to` the
    names of those who do it and of those whom it befalls; `cue` is the token that gives the
    standing, `span` are its characters.
    """

    statement: Statement
    at: int
    family: str
    things: frozenset[str]
    names: frozenset[str]
    doers: frozenset[str]
    done_to: frozenset[str]
    standing: Standing
    cue: int
    span: tuple[int, int]


_MODIFIERS = ("amod", "advmod")
_FAMILIES = {word: name for name, members in groups("happenings") for word in members}
_CONFIRMING = frozenset(words("standing.confirming"))
_SAYING = frozenset(words("saying") + words("standing.saying"))
_ALLEGATIONS = frozenset(words("standing.allegations"))
_SIGNS = frozenset(words("proof"))
_MODALS = frozenset(words("hedging.modals"))
_VERBS: dict[str, Standing] = {
    **dict.fromkeys(_SAYING, Standing.SAID),
    **dict.fromkeys(words("standing.alleging"), Standing.ALLEGED),
    **dict.fromkeys(words("standing.denying"), Standing.DENIED),
    **dict.fromkeys(_CONFIRMING, Standing.CONFIRMED),
}
_BESIDE: dict[tuple[str, str], Standing] = {
    **{("aux", word): Standing.POSSIBLE for word in _MODALS},
    **{(d, word): Standing.POSSIBLE for word in words("standing.possible") for d in _MODIFIERS},
    **{(d, word): Standing.ALLEGED for word in words("standing.alleged") for d in _MODIFIERS},
}
_OPEN = frozenset(words("hedging.open"))
_NOT_HAPPENING = (
    frozenset(_VERBS) | _ALLEGATIONS | _SIGNS | STOP_WORDS
    | frozenset(words("light") + words("thinking") + words("uttering") + words("hedging.verbs"))
)  # fmt: skip
_CONTENTS = frozenset(words("standing.contents")) | _ALLEGATIONS | _SIGNS
_GENERAL = frozenset(words("standing.general"))
_STOPS = frozenset({"advcl", "relcl", "parataxis"})
_TEMPORAL = frozenset({"after", "before", "since", "while", "until"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "poss"})
_EXAMPLES = frozenset({"include", "including"})
_ADJUNCTS = frozenset({"prep", "advmod", "npadvmod", "agent"})
_ABOUT = frozenset({"with", "of", "about", "over", "to"})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
_TRYING = frozenset(words("raising"))
_SPEAKERS = frozenset({"i", "we", "you"})
_NEAR = 5


def tellings(statement: Statement) -> Iterator[Telling]:
    """Yield the happenings of a statement whose standing can be told, in order."""
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        family = family_of(token)
        if family and token.dep != "compound":
            telling = _telling(statement, index, _with_complement(tokens, index, family))
            if telling is not None:
                yield telling


def family_of(token: Token) -> str:
    """Return the kind of happening that a word names, its stem if no list has it, "" for none."""
    word = token.lemma.lower()
    if token.pos in {"VERB", "NOUN"} and word in _FAMILIES:
        return _FAMILIES[word]
    return stem(word) if token.pos == "VERB" and word not in _NOT_HAPPENING else ""


def _with_complement(tokens: Sequence[Token], index: int, family: str) -> str:
    """Return the kind of happening with the deed that was tried: "tried to sell"."""
    below = syntax.children(tokens, index) if tokens[index].lemma.lower() in _TRYING else []
    deeds = (i for i in below if tokens[i].dep == "xcomp" and tokens[i].pos == "VERB")
    return " to ".join([family, *(stem(tokens[i].lemma) for i in deeds)])


def _telling(statement: Statement, index: int, family: str) -> Telling | None:
    tokens = statement.tokens
    path = _path(tokens, index)
    found = _standing(statement, index, path)
    if found is None:
        return None
    standing, cue = found
    things, names = participants(tokens, index, path)
    span = _span(tokens, index, cue)
    doers, done_to = _roles(tokens, index, path)
    return Telling(statement, index, family, things, names, doers, done_to, standing, cue, span)


def _span(tokens: Sequence[Token], index: int, cue: int) -> tuple[int, int]:
    """Return the characters from the cue to the happening, those of the cue alone where far."""
    first, last = sorted((cue, index)) if abs(cue - index) <= _NEAR else (cue, cue)
    if first == cue and first and fold(tokens[first - 1].text) == "no":
        first -= 1
    return tokens[first].start, tokens[last].end


def _path(tokens: Sequence[Token], index: int) -> list[int]:
    """Return the words above the happening up to the clause that stands for itself."""
    path: list[int] = []
    while tokens[index].head != index and not _stands_alone(tokens, index):
        index = tokens[index].head
        path.append(index)
    return path


def _stands_alone(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the word above does not speak of this: "after it sold", not "a claim that"."""
    token, above = tokens[index], tokens[tokens[index].head]
    beside = syntax.children(tokens, index)
    if any(tokens[i].dep == "mark" and fold(tokens[i].text) in _TEMPORAL for i in beside):
        return True
    if token.dep in _STOPS:
        return above.lemma.lower() not in _CONTENTS
    if token.dep in _ADJUNCTS:
        return above.pos == "VERB" and fold(token.text) not in _ABOUT
    return token.dep == "pcomp" and above.lemma.lower() in _TEMPORAL


def _standing(statement: Statement, index: int, path: Sequence[int]) -> tuple[Standing, int] | None:
    """Return the standing and the token that gives it, None for what is only planned or asked."""
    tokens = statement.tokens
    found: list[tuple[Standing, int]] = []
    under, by_the_way = index, False
    for place in (index, *path):
        by_the_way = by_the_way or (place != index and _is_by_the_way(tokens, under, place))
        below = syntax.children(tokens, place)
        if _is_open([fold(tokens[i].text) for i in below]):
            return None
        above = _governing(tokens, place) if place != index else ()
        told = [*_modifying(tokens, below), *above]
        found += [one for one in told if not by_the_way or one[0] is Standing.SAID]
        under = place
    if not found:
        return _plain(statement, index, path)
    standing, cue = max(found, key=lambda item: (item[0], -item[1]))
    affirms = standing in {Standing.SAID, Standing.CONFIRMED}
    if affirms and any(_is_negated(tokens, place) for place in (index, *path)):
        return None
    return standing, cue


def _is_by_the_way(tokens: Sequence[Token], index: int, above: int) -> bool:
    """Return whether what hangs on a noun says which it is: "denied any role in the attack"."""
    noun, link = tokens[above], tokens[index]
    if noun.pos != "NOUN" or noun.lemma.lower() in _CONTENTS or link.dep == "conj":
        return False
    beside = syntax.children(tokens, index)
    if link.dep == "acl" and any(tokens[i].dep == "mark" for i in beside):
        return False  # "parts of a report that it was fired"
    if fold(link.text) == "of" and any(tokens[i].dep == "pcomp" for i in beside):
        return False  # "in the process of buying"
    return fold(link.text) != "of" or noun.lemma.lower() not in _GENERAL


def _is_open(beside: Sequence[str]) -> bool:
    """Return whether a verb is planned or conditional: "may buy", not "may have bought"."""
    return not _OPEN.isdisjoint(beside) or ("have" not in beside and not _MODALS.isdisjoint(beside))


def _modifying(tokens: Sequence[Token], below: Sequence[int]) -> Iterator[tuple[Standing, int]]:
    for i in below:
        standing = _BESIDE.get((tokens[i].dep, fold(tokens[i].text)))
        if standing is not None:
            yield standing, i


def _governing(tokens: Sequence[Token], place: int) -> Iterator[tuple[Standing, int]]:
    token = tokens[place]
    word, negated = token.lemma.lower(), _is_negated(tokens, place)
    if token.pos == "VERB" and word in _VERBS and not (negated and word not in _SAYING):
        yield _VERBS[word], place
    elif word in _SIGNS and negated:
        yield Standing.DENIED, place
    elif word in _ALLEGATIONS and token.pos == "NOUN":
        yield Standing.ALLEGED, place


def _plain(statement: Statement, index: int, path: Sequence[int]) -> tuple[Standing, int] | None:
    """Return FACT for a finite verb in the outlet's own voice, with nothing above it."""
    tokens = statement.tokens
    token = tokens[index]
    if token.pos != "VERB" or token.tag not in {"VBD", "VBN", "VBG"}:
        return None
    if any(tokens[i].dep not in {"conj", "ROOT"} for i in (index, *path)):
        return None
    quoted = syntax.is_quoted(statement, token.start)
    own = not (quoted or statement.reported or statement.text.endswith("?"))
    subject = _subject(tokens, index)
    told = own and subject >= 0 and fold(tokens[subject].text) not in _SPEAKERS
    return (Standing.FACT, index) if told and not _is_negated(tokens, index) else None


def _is_negated(tokens: Sequence[Token], index: int) -> bool:
    return any(
        tokens[i].dep == "neg" or (tokens[i].dep == "det" and fold(tokens[i].text) == "no")
        for i in syntax.children(tokens, index)
    )


def _subject(tokens: Sequence[Token], verb: int) -> int:
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"nsubj", "nsubjpass"}), -1)


def _roles(
    tokens: Sequence[Token], index: int, path: Sequence[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of who does it and of whom it befalls, as stems."""
    below = syntax.children(tokens, index)
    befallen = {i for i in below if tokens[i].dep in {"dobj", "nsubjpass"}}
    doing = {i for i in below if tokens[i].dep == "nsubj"}
    doing |= {j for i in below if tokens[i].dep == "agent" for j in syntax.children(tokens, i)}
    if tokens[index].pos == "VERB" and tokens[index].tag != "VBN" and not doing:
        subjects = (_subject(tokens, place) for place in path)
        doing = {i for i in subjects if i >= 0 and tokens[i].dep == "nsubj"}
    return _named(tokens, doing), _named(tokens, befallen)


def _named(tokens: Sequence[Token], heads: Iterable[int]) -> frozenset[str]:
    return frozenset(stem(tokens[i].text) for i in heads if tokens[i].pos == "PROPN")


def participants(
    tokens: Sequence[Token], index: int, path: Sequence[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of the nouns, and the names, that take part in the happening."""
    held = {index}
    for i in syntax.children(tokens, index):
        if tokens[i].dep not in {"conj", *_CLAUSES}:
            held |= _phrase(tokens, i)
    for place in path:
        speaks = tokens[place].lemma.lower() in _SAYING | _CONFIRMING
        for i in syntax.children(tokens, place):
            if tokens[i].lemma.lower() in _EXAMPLES:
                held |= _phrase(tokens, i)
            elif tokens[i].dep in _PARTS and i not in path and not speaks:
                held |= {i, *syntax.children(tokens, i)}
    things = (stem(tokens[i].lemma) for i in held if tokens[i].pos == "NOUN" and i != index)
    return frozenset(things), frozenset(_names(tokens, sorted(held)))


def _names(tokens: Sequence[Token], held: Sequence[int]) -> Iterator[str]:
    """Yield the countries among the words, of one word or two, and the stems of other names."""
    last = -1
    for i in held:
        known = [
            country_in([plain(tokens[j].text) for j in run])
            for run in ((i, i + 1), (i,))
            if set(run) <= set(held)
        ]
        country = next(filter(None, known), "")
        if country:
            yield country
            last = i + 1
        elif tokens[i].pos == "PROPN" and i != last:
            yield stem(tokens[i].text)


def _phrase(tokens: Sequence[Token], top: int) -> set[int]:
    """Return a word and what hangs on it, clauses with a verb of their own left out."""
    held, queue = set(), [top]
    while queue:
        held.add(queue[0])
        below = syntax.children(tokens, queue.pop(0))
        queue += [i for i in below if tokens[i].dep not in _CLAUSES]
    return held
