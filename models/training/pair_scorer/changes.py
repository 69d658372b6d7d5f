"""Changes to a news sentence whose label can be defended, one function per phenomenon.

Each takes a parsed sentence, a pool of values seen elsewhere and a seeded random generator, and
returns the changed sentence with the label of (sentence -> changed) and (changed -> sentence), or
None where the sentence has nothing to change.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lexicon import ANTONYMS, LIGHT_NEGATION, MONTHS, SYMMETRIC_VERBS, UNITS, WEEKDAYS, WORD_NUMBERS

from reporter.records import Token

ENTAILMENT, NEUTRAL, CONTRADICTION = "entailment", "neutral", "contradiction"
Pool = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens; offsets count from its start."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A changed sentence, the phenomenon, and the labels in both directions."""

    phenomenon: str
    text: str
    forward: str
    backward: str


Changer = Callable[[Sentence, Pool, random.Random], Change | None]


def replace_at(text: str, start: int, end: int, new: str) -> str:
    """Return `text` with `start:end` replaced, capitalised as the old words were at a start."""
    if start == 0 and new:
        new = new[0].upper() + new[1:]
    return text[:start] + new + text[end:]


def entities(sentence: Sentence, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, label) of the entities with one of `labels`."""
    found: list[tuple[int, int, str]] = []
    for token in sentence.tokens:
        if token.entity not in labels:
            continue
        if token.opens or not found or found[-1][1] + 1 < token.start:
            found.append((token.start, token.end, token.entity))
        else:
            found[-1] = (found[-1][0], token.end, token.entity)
    return found


def both_contradict(phenomenon: str, text: str) -> Change:
    """Return a change that cannot be true together with the sentence."""
    return Change(phenomenon, text, CONTRADICTION, CONTRADICTION)


def number(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Put another number of the same shape, at least a fifth away."""
    spots = [t for t in sentence.tokens if t.pos == "NUM" and _value(t.text) is not None]
    spots = [t for t in spots if t.entity in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY")]
    if not spots:
        return None
    token = rng.choice(spots)
    new = _other_number(token.text, rng)
    return both_contradict("number", replace_at(sentence.text, token.start, token.end, new))


def date(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Put another weekday, month or year."""
    options = []
    for token in sentence.tokens:
        for names in (WEEKDAYS, MONTHS):
            if token.text in names and token.pos == "PROPN":
                others = [name for name in names if name != token.text]
                options.append((token, rng.choice(others)))
        if token.entity == "DATE" and re.fullmatch(r"(19|20)\d\d", token.text):
            year = int(token.text) + rng.choice([-12, -6, -4, -3, -2, -1, 1, 2, 3, 5])
            options.append((token, str(year)))
    if not options:
        return None
    token, new = rng.choice(options)
    return both_contradict("date", replace_at(sentence.text, token.start, token.end, new))


def name(sentence: Sentence, pool: Pool, rng: random.Random) -> Change | None:
    """Put another person, body or place with as many words."""
    spots = entities(sentence, ("PERSON", "ORG", "GPE"))
    if not spots:
        return None
    start, end, label = rng.choice(spots)
    old = sentence.text[start:end]
    options = [
        new
        for new in rng.sample(pool[label], min(60, len(pool[label])))
        if len(new.split()) == len(old.split()) and not set(new.split()) & set(old.split())
    ]
    if not options or sentence.text.count(old) > 1:
        return None
    return both_contradict("name", replace_at(sentence.text, start, end, options[0]))


def negation(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Add or drop the main verb's negation."""
    root = next((i for i, t in enumerate(sentence.tokens) if t.dep == "ROOT"), None)
    if root is None:
        return None
    verb = _asserted_verb(sentence, root)
    negations = [t for t in sentence.tokens if t.dep == "neg" and t.head == verb]
    if negations:
        token = negations[0]
        auxiliary = sentence.text[: token.start]
        if auxiliary.lower().endswith(("ca", "wo")):
            return None
        text = auxiliary.rstrip() + sentence.text[token.end :]
        return both_contradict("negation", text)
    auxiliaries = [t for t in sentence.tokens if t.head == verb and t.dep in ("aux", "auxpass")]
    if auxiliaries:
        end = auxiliaries[0].end
        return both_contradict("negation", sentence.text[:end] + " not" + sentence.text[end:])
    return _negate_plain(sentence, verb, rng)


def antonym(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Replace a word by its opposite."""
    spots = [t for t in sentence.tokens if t.text.lower() in ANTONYMS and t.pos != "PROPN"]
    if not spots or any(t.dep == "neg" for t in sentence.tokens):
        return None
    token = rng.choice(spots)
    new = ANTONYMS[token.text.lower()]
    return both_contradict("antonym", replace_at(sentence.text, token.start, token.end, new))


def role_swap(sentence: Sentence, _pool: Pool, _rng: random.Random) -> Change | None:
    """Exchange who did it and whom it was done to."""
    named = entities(sentence, ("PERSON", "ORG", "GPE", "NORP"))
    for index, verb in enumerate(sentence.tokens):
        if verb.pos != "VERB" or verb.lemma in SYMMETRIC_VERBS:
            continue
        subject = _argument(sentence, index, ("nsubj",), named)
        target = _argument(sentence, index, ("dobj",), named)
        if subject and target and subject[1] < target[0]:
            left, right = (sentence.text[a:b] for a, b, _ in (subject, target))
            text = replace_at(sentence.text, target[0], target[1], left)
            return both_contradict("role", replace_at(text, subject[0], subject[1], right))
    return None


def passive(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Turn the verb round: with the roles kept it says the same, with the roles left it conflicts.

    Only verbs whose past and participle are alike (*sued*, *defeated*).
    """
    named = entities(sentence, ("PERSON", "ORG", "GPE", "NORP"))
    for index, verb in enumerate(sentence.tokens):
        if verb.tag != "VBD" or not verb.text.endswith("ed") or verb.lemma in SYMMETRIC_VERBS:
            continue
        subject = _argument(sentence, index, ("nsubj",), named)
        target = _argument(sentence, index, ("dobj",), named)
        if not subject or not target or not subject[1] < verb.start < verb.end < target[0]:
            continue
        if sentence.text[subject[1] : verb.start].strip() or _is_negated(sentence, index):
            continue
        left, right = (sentence.text[a:b] for a, b, _ in (subject, target))
        if sentence.text[verb.end : target[0]].strip() not in ("", "the"):
            continue
        keeps = rng.random() < 0.5
        first, second = (right, left) if keeps else (left, right)
        was = "were" if first.endswith("s") and first.lower().startswith("the ") else "was"
        middle = f"{first} {was} {verb.text} by {second}"
        text = replace_at(sentence.text, subject[0], target[1], middle)
        if keeps:
            return Change("passive", text, ENTAILMENT, ENTAILMENT)
        return both_contradict("role", text)
    return None


def speaker(sentence: Sentence, pool: Pool, rng: random.Random) -> Change | None:
    """Give the same words to another named speaker."""
    people = entities(sentence, ("PERSON",))
    for index, verb in enumerate(sentence.tokens):
        if verb.lemma not in ("say", "tell", "claim", "add", "announce", "warn"):
            continue
        who = _argument(sentence, index, ("nsubj",), people)
        if who and sentence.text.count(sentence.text[who[0] : who[1]]) == 1:
            words = len(sentence.text[who[0] : who[1]].split())
            options = [n for n in rng.sample(pool["PERSON"], 40) if len(n.split()) == words]
            if options:
                text = replace_at(sentence.text, who[0], who[1], options[0])
                return both_contradict("speaker", text)
    return None


def unit(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Put another unit or scale after a number."""
    for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
        if before.pos == "NUM" and token.text.lower() in UNITS:
            new = rng.choice(UNITS[token.text.lower()])
            return both_contradict("unit", replace_at(sentence.text, token.start, token.end, new))
    return None


def rounding(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Round or bound a number: that follows from the exact one, not the other way round."""
    for before, token in zip((None, *sentence.tokens), sentence.tokens, strict=False):
        value = _value(token.text)
        if value is None or value < 21 or token.entity not in ("CARDINAL", "PERCENT", "MONEY"):
            continue
        if before is not None and before.text.lower() in ("$", "£", "€", "about", "than", "least"):
            continue
        step = 10 ** (len(str(int(value))) - 1)
        below = int(value // step * step) or 20
        if below == value:
            continue
        near = round(value / (step / 10)) * (step / 10)
        rounded = f"about {near:,.0f}"
        bounded = rng.choice(["more than", "over", "at least"]) + f" {below:,}"
        new = rounded if near != value and rng.random() < 0.5 else bounded
        text = replace_at(sentence.text, token.start, token.end, new)
        return Change("rounding", text, ENTAILMENT, NEUTRAL)
    return None


def hedge(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Make a flat statement uncertain."""
    for index, token in enumerate(sentence.tokens):
        if token.dep == "ROOT" and token.tag == "VBD" and token.lemma not in ("say", "be", "tell"):
            if any(t.head == index and t.dep in ("neg", "aux") for t in sentence.tokens):
                return None
            word = rng.choice(["reportedly", "allegedly", "apparently"])
            text = sentence.text[: token.start] + f"{word} " + sentence.text[token.start :]
            return Change("hedge", text, ENTAILMENT, NEUTRAL)
    return None


def refinement(sentence: Sentence, _pool: Pool, rng: random.Random) -> Change | None:
    """Leave a detail out: the shorter follows from the longer, not the other way round."""
    if any(t.dep == "neg" or t.text.lower() in LIGHT_NEGATION for t in sentence.tokens):
        return None
    spans = [
        span
        for index, token in enumerate(sentence.tokens)
        if token.dep in ("prep", "advcl", "npadvmod", "relcl", "appos", "amod", "advmod")
        and token.text.lower() not in ("of", "if", "unless", "than", "as", "to", "only", "former")
        for span in [_subtree(sentence.tokens, index)]
        if span is not None and span[0] > 0 and span[1] - span[0] < len(sentence.text) * 0.5
    ]
    if not spans:
        return None
    start, end = rng.choice(spans)
    text = sentence.text[:start].rstrip(" ,") + " " + sentence.text[end:].lstrip(" ,")
    text = re.sub(r"\s+([.,;!?”])", r"\1", text)
    return None if len(text.split()) < 5 else Change("refinement", text, ENTAILMENT, NEUTRAL)


CHANGES: tuple[Changer, ...] = (
    number, date, name, negation, antonym, role_swap, passive, speaker, unit, rounding, hedge,
    refinement,
)  # fmt: skip


def _value(text: str) -> float | None:
    if text.lower() in WORD_NUMBERS:
        return float(WORD_NUMBERS.index(text.lower()))
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d+(\.\d+)?", text):
        return None
    return float(text.replace(",", ""))


def _other_number(text: str, rng: random.Random) -> str:
    if text.lower() in WORD_NUMBERS:
        return rng.choice([word for word in WORD_NUMBERS[2:] if word != text.lower()])
    value = _value(text) or 1.0
    new = value * rng.choice([0.3, 0.5, 0.7, 1.4, 1.8, 2.5, 3.0])
    decimals = len(text.partition(".")[2])
    written = f"{new:,.{decimals}f}" if "," in text else f"{new:.{decimals}f}"
    return written if written != text else f"{value + 3:.{decimals}f}"


def _asserted_verb(sentence: Sentence, root: int) -> int:
    """Return what is asserted: the content of a reporting verb, else the root itself."""
    if sentence.tokens[root].lemma in ("say", "tell", "report", "add", "announce", "claim"):
        for index, token in enumerate(sentence.tokens):
            if token.head == root and token.dep == "ccomp" and index != root:
                return index
    return root


def _negate_plain(sentence: Sentence, verb: int, rng: random.Random) -> Change | None:
    token = sentence.tokens[verb]
    if token.lemma == "be" and token.tag in ("VBD", "VBZ", "VBP"):
        text = sentence.text[: token.end] + " not" + sentence.text[token.end :]
    elif token.tag == "VBD" and token.pos == "VERB":
        new = rng.choice(["did not", "didn't", "never"])
        form = token.text if new == "never" else token.lemma
        text = sentence.text[: token.start] + f"{new} {form}" + sentence.text[token.end :]
    else:
        return None
    return both_contradict("negation", text)


def _is_negated(sentence: Sentence, verb: int) -> bool:
    return any(t.head == verb and t.dep in ("neg", "aux", "prt") for t in sentence.tokens)


def _argument(
    sentence: Sentence, verb: int, deps: Sequence[str], named: Sequence[tuple[int, int, str]]
) -> tuple[int, int, str] | None:
    for token in sentence.tokens:
        if token.head == verb and token.dep in deps:
            for span in named:
                if span[0] <= token.start < span[1]:
                    return span
    return None


def _subtree(tokens: Sequence[Token], root: int) -> tuple[int, int] | None:
    """Return the characters of the subtree of `root`, or None when it is not in one piece."""
    inside = {root}
    grown = True
    while grown:
        new = {i for i, t in enumerate(tokens) if t.head in inside and i not in inside}
        inside |= new
        grown = bool(new)
    first, last = min(inside), max(inside)
    if len(inside) != last - first + 1:
        return None
    return tokens[first].start, tokens[last].end
