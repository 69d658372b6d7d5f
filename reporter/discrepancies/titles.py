"""What a difference is called where an editor reads it: the deed itself, not the lemma of a verb.

A module names its subject by one word, which merging and judging compare ("make", "how sure it is
(of)", "share"). Here that word becomes the verb with its object ("made a demand"), or the subject
with its verb where the object is the value that differs ("Nike stock fell").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Mark, same_stem
from reporter.records import Kind, Token

_TOLD = {"yes": "said", "no": "denied"}
_MOST_WORDS = 7
_NEAR = 3
_OBJECTS = ("dobj", "attr", "acomp", "oprd")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BEFORE_NOUN = frozenset(
    {"det", "amod", "compound", "poss", "case", "nummod", "nmod", "punct", "advmod", "npadvmod"}
    | {"cc", "conj"}  # "the Berg and Lund index"
)
_VALUED = frozenset({Kind.NUMBER, Kind.UPDATE, Kind.DATE, Kind.NAME})
_PRONOUN = re.compile(
    r"^words of (?:he|she|it|they|we|i|you|who|him|her|them|his|their|one|that|this)(?= \(|$)",
    re.IGNORECASE,
)
_MARKS = frozenset("“”\"'‘’«»()[]")
_BARE = re.compile(
    r"(?:date(?: \(\w+\))?|share|amount|distance|number|where|who|which (?:body|name|people))$"
)
_IN_BRACKETS = re.compile(r"\((\w+)\)$")
_ONE_WORD = re.compile(r" \(\w+\)$")


def title_of(finding: Finding) -> str:
    """Return the subject of a finding in words that say what differs."""
    if finding.kind is Kind.NEGATION and {finding.a.said, finding.b.said} <= _TOLD.keys():
        said = finding.a if finding.a.said == "yes" else finding.b
        return _deed(said) or finding.subject
    if finding.kind is Kind.QUOTE:
        return _PRONOUN.sub("quoted words", finding.subject)
    flat = [mark for mark in (finding.a, finding.b) if mark.key == "flat"]
    if finding.kind is Kind.CERTAINTY and flat:
        return _with_deed(finding.subject, _deed(flat[0]))
    if finding.kind in _VALUED and _BARE.match(finding.subject):
        return _with_deed(finding.subject, _what_happened(finding))
    return _with_name(finding) if finding.kind in _VALUED else finding.subject


def shown(finding: Finding, value: str) -> str:
    """Return the value of a side as it is read.

    Of a denial who says it and who denies it; of a loaded word beside a plain noun both words:
    "controversial plan" against "plan".
    """
    if finding.kind is Kind.NEGATION:
        return _TOLD.get(value, value)
    marks = {mark.key: mark for mark in (finding.a, finding.b)}
    if finding.kind is Kind.WORDING and marks.keys() == {"loaded", "plain"}:
        loaded = marks["loaded"]
        return (_with_head(loaded, marks["plain"]) if value == loaded.said else "") or value
    return value


def _with_head(loaded: Mark, plain: Mark) -> str:
    """Return a loaded word with the word that it modifies, "" if that is not what faces it."""
    tokens = loaded.statement.tokens
    first, last = syntax.token_range(tokens, *loaded.span)
    head = tokens[first].head
    if not 0 < abs(head - first) <= _NEAR or not same_stem(tokens[head].text, plain.said):
        return ""
    return loaded.statement.text[tokens[min(first, head)].start : tokens[max(last - 1, head)].end]


def _with_deed(subject: str, deed: str) -> str:
    return f"{_ONE_WORD.sub('', subject)} ({deed})" if deed else subject


def _what_happened(finding: Finding) -> str:
    """Return the deed of the first side that tells one, by the verb that the subject names if any.

    "Before his capture on Friday" tells no deed of its own; "Berg was captured on Friday" does.
    """
    named, marks = _IN_BRACKETS.search(finding.subject), (finding.a, finding.b)
    told = (mark for mark in marks if named is None or _has(mark, named[1]))
    return next(filter(None, map(_happening, told)), "")


def _has(mark: Mark, lemma: str) -> bool:
    """Return whether a verb of this lemma governs the value of a mark."""
    tokens = mark.statement.tokens
    head = syntax.span_head(tokens, *syntax.token_range(tokens, *mark.span))
    verb = syntax.governing_verb(tokens, head)
    return verb is not None and tokens[verb].lemma.lower() == lemma


def _with_name(finding: Finding) -> str:
    """Return the subject with a name at its end as it is written: "share of the West Bank"."""
    before, of, word = finding.subject.rpartition(" of ")
    for mark in (finding.a, finding.b):
        tokens = mark.statement.tokens
        at = next((i for i, t in enumerate(tokens) if of and _is_named(t, word)), None)
        if at is not None:
            first = at
            while first and tokens[first - 1].pos == "PROPN":
                first -= 1
            first -= bool(first) and tokens[first - 1].text == "the"
            return f"{before} of {_joined(tokens, range(first, at + 1))}"
    return finding.subject


def _is_named(token: Token, word: str) -> bool:
    return token.pos == "PROPN" and word in {token.lemma.lower(), token.text.lower()}


def _deed(mark: Mark) -> str:
    """Return the verb of a mark with its object, or its noun with what stands before it."""
    tokens = mark.statement.tokens
    first, last = syntax.token_range(tokens, *mark.span)
    verb = next((i for i in range(first, last) if tokens[i].pos in {"VERB", "AUX"}), None)
    if verb is not None:
        return _joined(tokens, _verb_phrase(tokens, verb))
    top = syntax.span_head(tokens, first, last)
    if tokens[top].pos == "ADP":
        return _joined(tokens, [tokens[top].head, *_complement(tokens, top)])
    return _joined(tokens, _noun_phrase(tokens, top))


def _happening(mark: Mark) -> str:
    """Return who does what the value of a mark belongs to, without the value."""
    tokens = mark.statement.tokens
    first, last = syntax.token_range(tokens, *mark.span)
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, first, last))
    if verb is None:
        return ""
    below = syntax.children(tokens, verb)
    acting = [i for i in below if tokens[i].dep in _SUBJECTS and not _points(tokens[i])]
    helping = [i for i in below if tokens[i].dep in {"aux", "auxpass", "neg"} and i < verb]
    phrase = [*(_noun_phrase(tokens, acting[0]) if acting else ()), *helping, verb]
    if tokens[verb].pos == "AUX":
        phrase += _verb_phrase(tokens, verb)  # "was" alone says nothing
    if not acting or any(first <= i < last for i in phrase):
        phrase = _verb_phrase(tokens, verb)
    return "" if any(first <= i < last for i in phrase) else _joined(tokens, phrase)


def _points(token: Token) -> bool:
    """Return whether a word only points at somebody: "he", "who", "that"."""
    return token.pos == "PRON" or token.tag in {"WDT", "WP", "DT"}


def _verb_phrase(tokens: Sequence[Token], verb: int) -> list[int]:
    below = syntax.children(tokens, verb)
    found = [verb, *(i for i in below if tokens[i].dep == "prt")]
    for dep in _OBJECTS:
        thing = next((i for i in below if tokens[i].dep == dep), None)
        if thing is not None:
            return [*found, *_noun_phrase(tokens, thing)]
    further = next((i for i in below if tokens[i].dep in {"xcomp", "prep", "agent"}), None)
    if further is None:
        return found
    if tokens[further].dep == "xcomp":
        marks = [i for i in syntax.children(tokens, further) if tokens[i].tag == "TO"]
        return [*found, *marks, *_verb_phrase(tokens, further)]
    return [*found, *_complement(tokens, further)]


def _complement(tokens: Sequence[Token], preposition: int) -> Iterator[int]:
    yield preposition
    for child in syntax.children(tokens, preposition):
        if tokens[child].dep == "pobj":
            yield from _noun_phrase(tokens, child)


def _noun_phrase(tokens: Sequence[Token], noun: int) -> list[int]:
    """Return a noun with the words that lead up to it."""
    first = noun
    while first and _hangs_on(tokens, first - 1, noun) and tokens[first - 1].dep in _BEFORE_NOUN:
        first -= 1
    return list(range(first, noun + 1))


def _hangs_on(tokens: Sequence[Token], index: int, top: int) -> bool:
    while index != top and tokens[index].head != index:
        index = tokens[index].head
    return index == top


def _joined(tokens: Sequence[Token], phrase: Sequence[int]) -> str:
    """Return the words in reading order, the last ones left out of a long phrase.

    A word that has its capital from the start of a sentence loses it.
    """
    found = [i for i in sorted(set(phrase)) if tokens[i].text not in _MARKS][:_MOST_WORDS]
    while found and not syntax.is_word(tokens[found[-1]]):
        found.pop()
    words = ""
    for place, index in enumerate(found):
        joined = place > 0 and found[place - 1] == index - 1
        gap = not (joined and tokens[index - 1].end == tokens[index].start)
        words += f" {tokens[index].text}" if gap and place else tokens[index].text
    opens = bool(found) and tokens[found[0]].sentence_start and tokens[found[0]].pos != "PROPN"
    return words[:1].lower() + words[1:] if opens and words[1:2].islower() else words
