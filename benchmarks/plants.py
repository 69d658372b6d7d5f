"""Rules that change one sentence so that it differs from another that nearly says the same.

Each takes the sentence to change, the one to compare with, words to put in and dice, and returns
the change, or None where it finds no place that stands in both sentences.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.records import Statement
from reporter.text.lexical import content_words

MIN_SAID = 0.55
LEAST_SAID = 4
LEAST_DONE = 2
MUTUAL = "meet talk speak debate face fight marry discuss negotiate agree disagree"
SOURCES = ("an unnamed official", "state media", "a person familiar with the matter", "police")
SPEAKING = """say tell write tweet add argue note claim explain warn insist declare testify announce
ask acknowledge admit stress predict accord"""
CLAUSES = ("ccomp", "advcl", "relcl", "conj", "parataxis")
SPEAKERS_KEPT = 0.6
"""Share of the speakers that are left to `speaker` where both could be planted."""
NAMED = ("PERSON", "ORG", "GPE")
BRACKETS = frozenset("[]()")
OPPOSITES = """rose fell|increased decreased|won lost|confirmed denied|approved rejected|win lose
passed blocked|supported opposed|supports opposes|accepted refused|began ended|opened closed
before after|more fewer|higher lower|up down|first last|guilty innocent|convicted acquitted
upheld overturned|joined left|raised cut|strong weak|legal illegal
public private|praised criticized|largest smallest|best worst|early late|above below|hired fired
gained lost|growing shrinking|included excluded|allowed banned|allow ban|support oppose
approve reject|agreed refused"""
FITTING = ("VERB", "ADJ", "ADV", "ADP", "SCONJ")
"""Parts of speech whose opposite fits the sentence; "a ban" cannot become "a allow"."""
UNITS = """miles kilometers|hours days|days weeks|weeks months|months years|years months
million billion|billion million|minutes hours|feet meters|pounds kilograms|trillion billion"""
Change = tuple[str, str, str]
"""The changed sentence, the words that were put in, and those of the other outlet."""


@dataclass(frozen=True, slots=True)
class Pools:
    """Words to put in, from all stories: nouns, verbs and adjectives by tag, speakers by label.

    Speakers are names that say something somewhere: no law and no building that is taken for one.
    """

    words: Mapping[str, Sequence[str]]
    speakers: Mapping[str, Sequence[str]]


def names_in(statement: Statement) -> Iterator[tuple[str, int, int]]:
    """Yield each name of a person, body or country with the first and the last token."""
    tokens = statement.tokens
    start = 0
    for index, token in enumerate(tokens):
        label = token.entity
        if label not in NAMED or token.tag == "POS":
            continue
        if token.opens or index == 0 or tokens[index - 1].entity != label:
            start = index
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None or after.entity != label or after.opens or after.tag == "POS":
            yield statement.text[tokens[start].start : token.end], start, index


def put(one: Statement, first: int, last: int, words: str, was: str | None = None) -> Change:
    """Return the change that writes `words` over the tokens `first` to `last`."""
    start, end = one.tokens[first].start, one.tokens[last].end
    before = one.text[start:end]
    return one.text[:start] + words + one.text[end:], words, was or before


def hanging(statement: Statement, top: int) -> frozenset[str]:
    """Return the content words that hang on a token, those of clauses left out."""
    found: set[int] = set()
    fresh = {top}
    while fresh:
        found |= fresh
        fresh = {
            index
            for index, token in enumerate(statement.tokens)
            if token.head in fresh and index not in found and token.dep not in CLAUSES
        }
    words = " ".join(statement.tokens[index].text for index in found - {top})
    return frozenset(content_words(words))


def twins(one: Statement, at: int, other: Statement, least: int) -> bool:
    """Return whether a like word of the other sentence has `least` of the same words around it."""
    here = statement_part(one, at)
    return any(
        token.lemma == one.tokens[at].lemma and token.pos == one.tokens[at].pos
        and len(here & statement_part(other, index)) >= least
        for index, token in enumerate(other.tokens)
    )  # fmt: skip


def statement_part(statement: Statement, at: int) -> frozenset[str]:
    """Return what hangs on a verb; with other words, on what they hang on as well."""
    token = statement.tokens[at]
    if token.pos == "VERB":
        return hanging(statement, at)
    above = frozenset(content_words(statement.tokens[token.head].text))
    return hanging(statement, at) | above | hanging(statement, token.head)


def quote(one: Statement, other: Statement, pools: Pools, dice: random.Random) -> Change | None:
    """Another word inside quotation marks, where five words around it are quoted in both."""
    quoted = " ".join(quotation.text for quotation in other.quotations).lower()
    places = []
    for quotation in one.quotations:
        for index, token in enumerate(one.tokens):
            inside = quotation.start <= token.start and token.end <= quotation.end
            near = one.tokens[max(0, index - 2) : index + 3]
            around = one.text[near[0].start : near[-1].end].lower()
            if inside and token.tag in pools.words and token.text.isalpha() and around in quoted:
                places.append(index)
    if not places:
        return None
    at = dice.choice(places)
    return put(one, at, at, dice.choice(pools.words[one.tokens[at].tag]))


def negation(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """A verb that both assert is negated."""
    lemmas = {token.lemma for token in other.tokens if token.pos == "VERB"}
    if any(token.dep == "neg" for token in (*one.tokens, *other.tokens)):
        return None
    places = [
        index
        for index, token in enumerate(one.tokens)
        if token.pos == "VERB" and token.lemma in lemmas and token.dep in {"ROOT", "ccomp"}
        and token.lemma not in {"say", "tell", "add", "write", "ask"}
        and twins(one, index, other, 2)
    ]  # fmt: skip
    for at in dice.sample(places, len(places)):
        verb = one.tokens[at]
        helpers = [t for t in one.tokens if t.head == at and t.dep in {"aux", "auxpass"}]
        if helpers and helpers[0].text.lower() != "to":
            helper = one.tokens.index(helpers[0])
            return put(one, helper, helper, f"{helpers[0].text} not", verb.text)
        if not helpers and verb.tag == "VBD":
            return put(one, at, at, f"did not {verb.lemma}", verb.text)
    return None


def antonym(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """A word turned into its opposite, which both say of one thing."""
    opposite: dict[str, str] = {}
    for pair in OPPOSITES.replace("\n", "|").split("|"):
        left, right = pair.split()
        opposite |= {left: right, right: left}
    theirs = {token.text.lower() for token in other.tokens}
    places = [
        index
        for index, token in enumerate(one.tokens)
        if token.text in opposite and token.text in theirs and opposite[token.text] not in theirs
        and token.pos in FITTING and token.dep != "prt"
        and twins(one, index, other, 1 + (token.pos == "VERB"))
        and (token.pos == "VERB" or said_of(one, index) in places_of(token.text, other))
    ]  # fmt: skip
    if not places:
        return None
    at = dice.choice(places)
    return put(one, at, at, opposite[one.tokens[at].text])


def said_of(statement: Statement, at: int) -> str:
    """Return the lemma of what a word is said of: of a preposition's object, else of its head."""
    token = statement.tokens[at]
    below = (t for t in statement.tokens if t.head == at and t.dep in {"pobj", "pcomp"})
    noun = next(below, statement.tokens[token.head])
    return "" if noun.pos == "PROPN" and token.pos == "ADJ" else noun.lemma.lower()


def places_of(word: str, statement: Statement) -> frozenset[str]:
    """Return what the statement says a word of."""
    at = (index for index, token in enumerate(statement.tokens) if token.text == word)
    return frozenset(said_of(statement, index) for index in at) - {""}


def speaker(one: Statement, other: Statement, pools: Pools, dice: random.Random) -> Change | None:
    """The one who says it becomes somebody else."""
    found = speaking(one, other)
    if found is None:
        return None
    name, first, last = found
    rest = [
        p
        for p in pools.speakers[one.tokens[last].entity]
        if p.split()[-1] not in one.text + other.text
    ]
    return put(one, first, last, dice.choice(rest), name)


def source(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """The person who says it is only described; a body may be: it is no other source then."""
    found = speaking(one, other)
    if found is None or dice.random() < SPEAKERS_KEPT:
        return None
    name, first, last = found
    if one.tokens[last].entity != "PERSON":
        return None
    words = dice.choice(SOURCES)
    while first and one.tokens[first - 1].dep in {"compound", "det", "amod"}:
        first -= 1
    return put(one, first, last, words if first else words.capitalize(), name)


def speaking(one: Statement, other: Statement) -> tuple[str, int, int] | None:
    """Return the name that says most of the same in both, with its tokens in `one`.

    The name, what stands before it and the verb of saying do not count: "Berg said" makes no two
    sayings alike.
    """
    theirs = {
        (name.split()[-1], other.tokens[last].entity): said(other, first, last)
        for name, first, last in names_in(other)
        if speaks(other, last)
    }
    for name, first, last in names_in(one):
        key = (name.split()[-1], one.tokens[last].entity)
        if BRACKETS & set(name) or key not in theirs or not speaks(one, last):
            continue
        ours = said(one, first, last)
        same = len(ours & theirs[key])
        if same >= max(LEAST_SAID, MIN_SAID * min(len(ours), len(theirs[key]))):
            return name, first, last
    return None


def said(statement: Statement, first: int, last: int) -> frozenset[str]:
    """Return the content words but for a speaker, what describes him before, and his verb."""
    tokens = statement.tokens
    verb = tokens[last].head
    while first and tokens[first - 1].dep in {"compound", "det", "amod"}:
        first -= 1
    kept = (t.text for i, t in enumerate(tokens) if i != verb and not first <= i <= last)
    return frozenset(content_words(" ".join(kept)))


def speaks(statement: Statement, index: int) -> bool:
    token = statement.tokens[index]
    above = statement.tokens[token.head]
    if token.dep == "pobj" and above.text == "to":
        return statement.tokens[above.head].text.lower() in {"according", "accord"}
    return token.dep == "nsubj" and above.lemma in SPEAKING.split()


def hedge(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """A hedge before a past-tense verb that both assert flatly."""
    lemmas = {token.lemma for token in other.tokens if token.tag in {"VBD", "VBN"}}
    hedged = ("alleged", "report", "appar", "may", "might", "suppos", "suspect", "believ")
    if any(token.text.lower().startswith(hedged) for token in (*one.tokens, *other.tokens)):
        return None
    places = [
        index
        for index, token in enumerate(one.tokens)
        if token.tag == "VBD" and token.pos == "VERB" and token.lemma in lemmas
        and token.lemma not in {"say", "tell", "add", "write", "ask", "be", "have"}
        and not any(quote.start <= token.start < quote.end for quote in one.quotations)
        and twins(one, index, other, 2)
    ]  # fmt: skip
    if not places:
        return None
    at = dice.choice(places)
    words = f"{dice.choice(('allegedly', 'reportedly', 'apparently'))} {one.tokens[at].text}"
    return put(one, at, at, words)


def role(one: Statement, other: Statement, _: Pools, __: random.Random) -> Change | None:
    """Two names of one sort, of which one does one thing in both, change places."""
    theirs = {name.split()[-1]: (first, last) for name, first, last in names_in(other)}
    names = [item for item in names_in(one) if item[0].split()[-1] in theirs]
    for (a, first, last), (b, begin, end) in combinations(names, 2):
        alike = one.tokens[last].entity == one.tokens[end].entity
        once = one.text.count(a.split()[-1]) == one.text.count(b.split()[-1]) == 1
        joined = {one.tokens[last].dep, one.tokens[end].dep} & {"conj", "appos"}
        does = any(
            does_the_same(one, (start, stop), other, theirs[name.split()[-1]])
            for name, start, stop in ((a, first, last), (b, begin, end))
        )
        if alike and once and not joined and does:
            start, stop = one.tokens[first].start, one.tokens[end].end
            middle = one.text[one.tokens[last].end : one.tokens[begin].start]
            return one.text[:start] + b + middle + a + one.text[stop:], b, a
    return None


def does_the_same(
    one: Statement, ours: tuple[int, int], other: Statement, theirs: tuple[int, int]
) -> bool:
    """Return whether a name is the subject of one verb in both, and does one thing there.

    Of two sayings that is what the same is said in; of other verbs, that two of the same words hang
    on them. "Berg met Lund" and "Lund met Berg" say the same, unless both say who Berg is.
    """
    verb = deed(one, ours[1])
    if not verb or verb != deed(other, theirs[1]):
        return False
    if verb == "say":
        left, right = said(one, *ours), said(other, *theirs)
        return len(left & right) >= max(LEAST_SAID, MIN_SAID * min(len(left), len(right)))
    if verb in MUTUAL.split():
        return bool(described(one, *ours) & described(other, *theirs))
    left, right = (
        hanging(statement, statement.tokens[last].head)
        for statement, (_, last) in ((one, ours), (other, theirs))
    )
    return len(left & right) >= LEAST_DONE


def described(statement: Statement, first: int, last: int) -> frozenset[str]:
    """Return the content words directly before a name, or in apposition to it."""
    words = [
        token.text
        for index, token in enumerate(statement.tokens)
        if token.head == last and not first <= index <= last
        and token.dep in {"compound", "amod", "appos", "nmod"}
    ]  # fmt: skip
    return frozenset(content_words(" ".join(words)))


def deed(statement: Statement, last: int) -> str:
    """Return the verb that a name is the subject of, "" for none; all verbs of saying are one."""
    token = statement.tokens[last]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return ""
    verb = statement.tokens[token.head].lemma
    return "say" if verb in SPEAKING.split() else verb


def unit(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """Another unit or scale behind a number that both have."""
    units = dict(pair.split() for pair in UNITS.replace("\n", "|").split("|"))
    theirs = [token.text.lower() for token in other.tokens]
    after = {tuple(theirs[i : i + 2]) for i in range(len(theirs))}
    places = [
        index
        for index in range(1, len(one.tokens))
        if one.tokens[index].text in units and one.tokens[index - 1].pos == "NUM"
        and (one.tokens[index - 1].text.lower(), one.tokens[index].text) in after
    ]  # fmt: skip
    if not places:
        return None
    at = dice.choice(places)
    return put(one, at, at, units[one.tokens[at].text])


RULES: Mapping[str, Callable[[Statement, Statement, Pools, random.Random], Change | None]] = {
    "quote": quote, "negation": negation, "antonym": antonym, "speaker": speaker,
    "source": source, "hedge": hedge, "role": role, "unit": unit,
}  # fmt: skip
