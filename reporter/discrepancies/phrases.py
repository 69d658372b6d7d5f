"""What happened, in a few words of a statement: "Berg was captured", "a gunshot wound".

Each function takes the parse of a statement and a token and returns words of the statement in their
order, at most `MOST_WORDS` of them. A longer phrase loses what only describes its nouns first
("Obama and Boehner met"), then its end.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.records import Token
from reporter.text.lexicon import STATING
from reporter.text.syntax import FINITE_TAGS

MOST_WORDS = 7
Question = tuple[str, str]
"""How a question begins before a clause, and what it is before other words in brackets."""
WHETHER: Question = ("whether", "whether it is so")
HOW_CERTAIN: Question = ("how certain it is that", "how certain it is")
WHO_SAYS: Question = ("who says that", "who says it")

_NOTHING = range(0)
_OBJECTS = ("dobj", "attr", "acomp", "oprd")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_HELPING = frozenset({"aux", "auxpass", "neg"})
_BEFORE_NOUN = frozenset(
    {"det", "amod", "compound", "poss", "case", "nummod", "nmod", "punct", "advmod", "npadvmod"}
    | {"cc", "conj"}  # "the Berg and Lund index"
)
_DESCRIBING = frozenset({"amod", "compound", "nmod", "advmod", "npadvmod", "nummod", "punct"})
_LEADING = frozenset({"ADP", "DET", "CCONJ", "PART"})
_MARKS = frozenset("“”\"'‘’«»()[]")


def clause(tokens: Sequence[Token], verb: int, without: range = _NOTHING) -> str:
    """Return who does what: subject, verb and complement, the tokens `without` left out.

    "" where the verb has no tense, or a subject that is too long or only points at somebody ("he").
    """
    subject = _subject(tokens, verb)
    if subject is None or subject > verb:
        return ""
    acting, helping = _noun_phrase(tokens, subject), _helping(tokens, verb)
    if not _has_tense(tokens, verb) or not set(acting).isdisjoint(without):
        return ""
    told = _verb_phrase(tokens, verb, without)
    words = _in_short(tokens, [*acting, *helping, *told])
    if verb not in words:
        return ""
    text = _joined(tokens, words)
    return f"{text} it" if len(told) == 1 and tokens[verb].lemma in STATING else text


def predicate(tokens: Sequence[Token], verb: int) -> str:
    """Return what somebody does, without who does it: "was captured"; "" without tense."""
    if not _has_tense(tokens, verb):
        return ""
    told = _verb_phrase(tokens, verb, _NOTHING)
    return _joined(tokens, _in_short(tokens, [*_helping(tokens, verb), *told]))


def phrase(tokens: Sequence[Token], top: int, without: range = _NOTHING) -> str:
    """Return a verb with its complement, or a noun with what stands before it and what it is of.

    Of a preposition its object and the word that it hangs on.
    """
    if tokens[top].pos in {"VERB", "AUX"}:
        words = _verb_phrase(tokens, top, without)
    elif tokens[top].pos == "ADP":
        words = [tokens[top].head, *_complement(tokens, top)]
    else:
        words = [i for i in _noun_phrase(tokens, top) if i not in without]
    return _joined(tokens, _in_short(tokens, words))


def asked(question: Question, tokens: Sequence[Token], top: int) -> str:
    """Return what is asked of a happening: "whether Berg left", "whether it is so (a strike)"."""
    told = clause(tokens, top) if tokens[top].pos in {"VERB", "AUX"} else ""
    return f"{question[0]} {told}" if told else f"{question[1]} ({phrase(tokens, top)})"


def _helping(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep in _HELPING and i < verb]


def _has_tense(tokens: Sequence[Token], verb: int) -> bool:
    return any(tokens[i].tag in FINITE_TAGS for i in (verb, *_helping(tokens, verb)))


def _subject(tokens: Sequence[Token], verb: int) -> int | None:
    """Return the named subject of a verb, or of the one that it is coordinated with."""
    for _ in tokens:
        below = syntax.children(tokens, verb)
        found = next((i for i in below if tokens[i].dep in _SUBJECTS), None)
        if found is not None:
            return None if _points(tokens[found]) else found
        if tokens[verb].dep != "conj":
            return None
        verb = tokens[verb].head
    return None


def _points(token: Token) -> bool:
    """Return whether a word only points at somebody: "he", "who", "that"."""
    return token.pos == "PRON" or token.tag in {"WDT", "WP", "DT"}


def _verb_phrase(tokens: Sequence[Token], verb: int, without: range) -> list[int]:
    below = syntax.children(tokens, verb)
    found = [verb, *(i for i in below if tokens[i].dep == "prt")]
    for dep in (*_OBJECTS, "ccomp", "xcomp", "prep", "agent"):
        for told in (i for i in below if tokens[i].dep == dep and i > verb):
            words = _complement(tokens, told, without)
            if set(words).isdisjoint(without):
                return [*found, *words]
    return found


def _complement(tokens: Sequence[Token], top: int, without: range = _NOTHING) -> list[int]:
    """Return the words of what completes a verb, or of a preposition with its object."""
    below = syntax.children(tokens, top)
    if tokens[top].dep in {"prep", "agent"}:
        objects = [_noun_phrase(tokens, i) for i in below if tokens[i].dep == "pobj"]
        further = [_complement(tokens, i) for i in below if tokens[i].dep == "prep"]  # "out of"
        return [top, *(i for words in objects or further[:1] for i in words)]
    if tokens[top].pos not in {"VERB", "AUX"}:
        return _noun_phrase(tokens, top)
    own = (_noun_phrase(tokens, i) for i in below if tokens[i].dep in _SUBJECTS and i < top)
    acting = [i for words in own for i in words]
    return [*acting, *_helping(tokens, top), *_verb_phrase(tokens, top, without)]


def _noun_phrase(tokens: Sequence[Token], noun: int) -> list[int]:
    """Return a noun with the words that lead up to it and what it is of."""
    first = noun
    while first and _leads_up(tokens, first - 1, noun):
        first -= 1
    found = list(range(first, noun + 1))
    for child in syntax.children(tokens, noun):
        if child == noun + 1 and tokens[child].text == "of":
            found += _complement(tokens, child)
        elif child > noun and tokens[child].dep in {"cc", "conj"} and tokens[noun].pos == "PROPN":
            found += [child] if tokens[child].dep == "cc" else _noun_phrase(tokens, child)
    return found


def _leads_up(tokens: Sequence[Token], index: int, noun: int) -> bool:
    return tokens[index].dep in _BEFORE_NOUN and syntax.is_within(tokens, index, noun)


def _in_short(tokens: Sequence[Token], phrase: Sequence[int]) -> list[int]:
    words = _whole(tokens, phrase)
    if _length(tokens, words) > MOST_WORDS:
        words = _whole(tokens, [i for i in words if not _only_describes(tokens, i)])
    while words and (_length(tokens, words) > MOST_WORDS or _leads_on(tokens, words)):
        words.pop()
    return words


def _leads_on(tokens: Sequence[Token], words: Sequence[int]) -> bool:
    """Return whether the last word leads up to one that is not there: "nearly", "of the"."""
    last = tokens[words[-1]]
    leads = last.head > words[-1] or (last.pos in _LEADING and last.dep != "prt")
    return len(words) > 1 and leads


def _whole(tokens: Sequence[Token], phrase: Sequence[int]) -> list[int]:
    """Return the words in order, with what a hyphen joins to them: "test-fired"."""
    found = {i for i in phrase if tokens[i].text not in _MARKS}
    for index in sorted(found, reverse=True):
        while index > 1 and tokens[index - 1].text == "-" and index - 1 not in found:
            found |= {index - 1, index - 2}
            index -= 2
    ordered = sorted(found)
    while ordered and not syntax.is_word(tokens[ordered[-1]]):
        ordered.pop()
    return ordered


def _only_describes(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a word, or the one that it goes with, only says what sort a thing is of."""
    token = tokens[index]
    if token.pos == "DET" or _ends_name(tokens, index):
        return False
    if token.dep in _DESCRIBING and tokens[token.head].pos in {"NOUN", "PROPN", "ADJ"}:
        return True
    return token.dep in {"cc", "conj", "case"} and _only_describes(tokens, token.head)


def _ends_name(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a word ends the name of a person: "Barack Obama and John Boehner"."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    goes_on = after is not None and after.entity == "PERSON" and not after.opens
    return tokens[index].entity == "PERSON" and not goes_on


def _length(tokens: Sequence[Token], words: Sequence[int]) -> int:
    return len(_joined(tokens, words).split())


def _joined(tokens: Sequence[Token], words: Sequence[int]) -> str:
    """Return the words as they stand; one that has its capital from the start loses it."""
    text = ""
    for place, index in enumerate(words):
        joined = place > 0 and words[place - 1] == index - 1
        gap = not (joined and tokens[index - 1].end == tokens[index].start)
        text += f" {tokens[index].text}" if gap and place else tokens[index].text
    opens = bool(words) and tokens[words[0]].sentence_start and tokens[words[0]].pos != "PROPN"
    return text[:1].lower() + text[1:] if opens and text[1:2].islower() else text
