"""What a difference is called where an editor reads it: the deed itself, not the lemma of a verb.

A module names its subject by one word, which merging and judging compare ("make", "how certain it
is (of)", "share"). Here that word becomes what happened ("whether the captors made a demand"), what
was said ("who says that the ferry sank"), or some of the words that two quotations have in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import VALUED, Finding, Mark, same_stem
from reporter.discrepancies.phrases import (
    HOW_CERTAIN,
    WHETHER,
    WHO_SAYS,
    asked,
    clause,
    phrase,
    predicate,
)
from reporter.records import Kind, Token
from reporter.text.lexical import STOP_WORDS, fold
from reporter.text.syntax import SUBJECTS, tree_of

_TOLD = {"yes": "said", "no": "denied"}
_NEAR = 3
_PRONOUN = re.compile(
    r"^words of (?:he|she|it|they|we|i|you|who|him|her|them|his|their|one|that|this)(?= \(|$)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:share|amount|distance|number|(?:date|where|who|which (?:body|name|people))(?: \(\w+\))?)$"
)
_IN_BRACKETS = re.compile(r"\((\w+)\)$")
_ONE_WORD = re.compile(r" \(\w+\)$")
_OPPOSITES = re.compile(r"\w+ or \w+$")
_TOPICS = re.compile(r" \([^()]*\)$")
_BREAK = re.compile(r"[^\w\s’'.-]|\s[-–—]")
_LONGEST_EXCERPT = 6  # words
_SHORTEST_EXCERPT = 2  # words of meaning; fewer tell no quotation from another
_NOUNS = frozenset({"NOUN", "PROPN"})
_REFUSING = frozenset({"refuse", "decline", "fail", "cease", "stop"})
_BEFORE = frozenset({"compound", "poss", "nmod"})
_PLAIN = {"share": "percentage"}


def title_of(finding: Finding) -> str:
    """Return the subject of a finding in words that say what differs."""
    if finding.kind is Kind.NEGATION and {finding.a.said, finding.b.said} <= _TOLD.keys():
        said = finding.a if finding.a.said == "yes" else finding.b
        return asked(WHETHER, said.statement.tokens, _top(said))
    if finding.kind is Kind.QUOTE:
        return _with_excerpt(_PRONOUN.sub("quoted words", finding.subject), finding)
    firm = [mark for mark in (finding.a, finding.b) if mark.key == "flat"]
    if finding.kind is Kind.CERTAINTY and firm:
        return asked(HOW_CERTAIN, firm[0].statement.tokens, _top(firm[0]))
    if finding.kind is Kind.ATTRIBUTION and finding.subject == WHO_SAYS[1]:
        return next(filter(None, map(_claim, (finding.a, finding.b))), finding.subject)
    if finding.kind is Kind.CONTRADICTION and _OPPOSITES.match(finding.subject):
        return _with_thing(finding)
    if finding.kind in VALUED and _BARE.match(finding.subject):
        return _with_happening(finding)
    return _with_name(finding) if finding.kind in VALUED else finding.subject


def shown(finding: Finding, value: str) -> str:
    """Return the value of a side as it is read.

    Of a denial who says it and who denies it; of a loaded word beside a plain noun both words:
    "controversial plan" against "plan"; of a plain word what it is refused to do; of a preposition
    what follows it.
    """
    if finding.kind is Kind.NEGATION:
        return _TOLD.get(value, value)
    marks = {mark.key: mark for mark in (finding.a, finding.b)}
    if finding.kind is Kind.CERTAINTY:
        said = (_with_object(mark) for mark in marks.values() if mark.said == value)
        return next(filter(None, said), value)
    if finding.kind is Kind.WORDING and "plain" in marks and value == marks["plain"].said:
        return _refused(marks["plain"]) or value
    if finding.kind is Kind.WORDING and marks.keys() == {"loaded", "plain"}:
        loaded = marks["loaded"]
        return (_with_head(loaded, marks["plain"]) if value == loaded.said else "") or value
    return value


def _with_object(mark: Mark) -> str:
    """Return the words of a mark that ends with a preposition, with its object; else ""."""
    tokens, inside = mark.statement.tokens, _value(mark)
    last = inside[-1]
    objects = [i for i in syntax.children(tokens, last) if tokens[i].dep == "pobj"]
    if tokens[last].pos != "ADP" or not objects:
        return ""
    return mark.statement.text[mark.span[0] : tokens[objects[0]].end]


def _refused(plain: Mark) -> str:
    """Return "refused to grant" where a plain word is what somebody refuses to do; else ""."""
    tokens, verb = plain.statement.tokens, _head(plain)
    above = tokens[verb].head
    if tokens[verb].dep != "xcomp" or tokens[above].lemma not in _REFUSING or above > verb:
        return ""
    return plain.statement.text[tokens[above].start : tokens[verb].end]


def _with_head(loaded: Mark, plain: Mark) -> str:
    """Return a loaded word with the word that it modifies, "" if that is not what faces it."""
    tokens = loaded.statement.tokens
    first, last = syntax.token_range(tokens, *loaded.span)
    head = tokens[first].head
    if not 0 < abs(head - first) <= _NEAR or not same_stem(tokens[head].text, plain.said):
        return ""
    return loaded.statement.text[tokens[min(first, head)].start : tokens[max(last - 1, head)].end]


def _with_thing(finding: Finding) -> str:
    """Return two opposites with what they are said of: "dropped or rose (the rate)"."""
    tokens, top = finding.a.statement.tokens, _top(finding.a)
    if tokens[top].pos in {"VERB", "AUX"}:
        doer = tree_of(tokens).subject(top)
        about = "" if doer is None or tokens[doer].pos == "PRON" else phrase(tokens, doer)
    else:
        noun = tokens[top].head
        modifies = noun != top and tokens[noun].pos in _NOUNS
        about = phrase(tokens, noun, range(top, top + 1)) if modifies else ""
    return f"{finding.subject} ({about})" if about else finding.subject


def _with_excerpt(subject: str, finding: Finding) -> str:
    """Return the subject of a quotation with words that both sides have instead of its nouns."""
    excerpt = _in_common(finding.a, finding.b)
    return f"{_TOPICS.sub('', subject)} (“{excerpt}”)" if excerpt else subject


def _in_common(mark: Mark, other: Mark) -> str:
    """Return words that stand in a row in both and end with a noun, those of most meaning.

    "" where there are too few of these, or they are all that is quoted.
    """
    ours, theirs = _words(mark), _words(other)
    keys, others = [fold(t.text) for t in ours], [fold(t.text) for t in theirs]
    blocks = SequenceMatcher(None, keys, others, False).get_matching_blocks()
    runs = [
        ours[start:stop]
        for block in blocks
        for start in range(block.a, block.a + block.size)
        for stop in range(start + 1, min(start + _LONGEST_EXCERPT, block.a + block.size) + 1)
        if keys[start] not in STOP_WORDS and ours[stop - 1].pos in _NOUNS
        if _is_unbroken(mark.statement.text[ours[start].start : ours[stop - 1].end])
    ]
    best = max(runs, key=lambda run: (_meaning(run), -len(run)), default=[])
    if len(best) == len(ours) or sum(map(_tells, best)) < _SHORTEST_EXCERPT:
        return ""
    return mark.statement.text[best[0].start : best[-1].end]


def _is_unbroken(text: str) -> bool:
    return _BREAK.search(text) is None


def _words(mark: Mark) -> list[Token]:
    tokens = mark.statement.tokens
    return [tokens[i] for i in _value(mark) if syntax.is_word(tokens[i])]


def _tells(token: Token) -> bool:
    return token.text.isalpha() and fold(token.text) not in STOP_WORDS


def _meaning(run: Sequence[Token]) -> int:
    """Return how much a run tells: its words of meaning, nouns twice."""
    return sum(_tells(token) + (token.pos in _NOUNS) for token in run)


def _with_happening(finding: Finding) -> str:
    """Return the subject with the deed of the first side that tells one.

    By the verb that the subject names if any: "before his capture on Friday" tells no deed of its
    own, "Berg was captured on Friday" does.
    """
    subject = _ONE_WORD.sub("", finding.subject)
    named = _IN_BRACKETS.search(finding.subject)
    marks = [m for m in (finding.a, finding.b) if named is None or _has(m, named[1])]
    if subject == "who" and (done := next(filter(None, map(_done, marks)), "")):
        return f"who {done}"
    clauses = [told for mark in marks if (told := _happening(mark))]
    if clauses and finding.kind is Kind.DATE:
        return f"when {clauses[0]}"
    deeds = (told for mark in marks if " " in (told := _deed_beside(mark)))
    told = next(iter(clauses), "") or next(deeds, "")
    return f"{_PLAIN.get(subject, subject)} ({told})" if told else _of_noun(finding)


def _of_noun(finding: Finding) -> str:
    """Return the subject; "official of which body" where a name stands before a noun."""
    named = _IN_BRACKETS.search(finding.subject)
    question = _ONE_WORD.sub("", finding.subject)
    marks = [finding.a, finding.b] if named and finding.kind is Kind.NAME else []
    before = [
        tokens[_head(mark)].dep in _BEFORE for mark in marks if (tokens := mark.statement.tokens)
    ]
    if named is None or not before or not all(before) or question in {"where", "which name"}:
        return finding.subject
    return f"whose {named[1]}" if question == "who" else f"{named[1]} of {question}"


def _head(mark: Mark) -> int:
    tokens = mark.statement.tokens
    return syntax.span_head(tokens, *syntax.token_range(tokens, *mark.span))


def _verb_above(mark: Mark) -> int | None:
    return syntax.governing_verb(mark.statement.tokens, _head(mark))


def _has(mark: Mark, lemma: str) -> bool:
    """Return whether a verb of this lemma governs the value of a mark."""
    verb = _verb_above(mark)
    return verb is not None and mark.statement.tokens[verb].lemma.lower() == lemma


def _happening(mark: Mark) -> str:
    """Return who does what the value of a mark belongs to, without the value."""
    verb = _verb_above(mark)
    return "" if verb is None else clause(mark.statement.tokens, verb, _value(mark))


def _done(mark: Mark) -> str:
    """Return what the person at a mark does, "" where somebody else does it."""
    tokens, verb = mark.statement.tokens, _verb_above(mark)
    doer = _head(mark)
    does = verb is not None and tokens[doer].head == verb and tokens[doer].dep in SUBJECTS
    return predicate(tokens, verb) if does and verb is not None else ""


def _deed_beside(mark: Mark) -> str:
    verb = _verb_above(mark)
    return "" if verb is None else phrase(mark.statement.tokens, verb, _value(mark))


def _value(mark: Mark) -> range:
    return range(*syntax.token_range(mark.statement.tokens, *mark.span))


def _claim(mark: Mark) -> str:
    """Return "who says that ..." of what the source at a mark says, "" where that is not clear."""
    tokens = mark.statement.tokens
    saying = _verb_above(mark)
    if saying is None:
        return ""
    if tokens[saying].lemma.lower() == "accord":
        said = syntax.governing_verb(tokens, tokens[saying].head)
    else:
        below = syntax.children(tokens, saying)
        said = next((i for i in below if tokens[i].dep == "ccomp"), None)
    if said is None or said == saying or " " not in phrase(tokens, said):
        return ""
    return asked(WHO_SAYS, tokens, said)


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
            name = mark.statement.text[tokens[first].start : tokens[at].end]
            return f"{before} of {name}"
    return finding.subject


def _is_named(token: Token, word: str) -> bool:
    return token.pos == "PROPN" and word in {token.lemma.lower(), token.text.lower()}


def _top(mark: Mark) -> int:
    """Return the first verb of a mark, or the word that the others hang on."""
    tokens, inside = mark.statement.tokens, _value(mark)
    verbs = (i for i in inside if tokens[i].pos in {"VERB", "AUX"})
    return next(verbs, syntax.span_head(tokens, inside.start, inside.stop))
