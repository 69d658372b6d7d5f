"""Questions to a dependency parse that every kind of value asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reporter.discrepancies.lexicon import groups, words
from reporter.records import Statement, Token

OUTCOMES = groups("outcome")
"""What can happen to people who are counted: 12 killed and 12 arrested are never one count."""

ONE_AND_SEVERAL = frozenset({"NN", "NNS"})
"""The tags of a noun for one thing and of a noun for several."""

CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "conj", "parataxis"})
"""The dependencies of a verb that has a clause of its own."""

_OBJECTS = frozenset({"dobj", "attr", "nsubj", "nsubjpass", "pobj", "acomp", "oprd", "dative"})
_PEOPLE = frozenset(words("human"))
_WORD = re.compile(r"\w")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_FOUR_DIGITS = re.compile(r"[1-9]\d{3}")


def token_range(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the half-open range of tokens that overlap the characters `start:end`."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    last = first
    while last < len(tokens) and tokens[last].start < end:
        last += 1
    return first, last


def is_quoted(statement: Statement, place: int) -> bool:
    """Return whether the character at `place` stands between quotation marks."""
    return any(quote.start <= place < quote.end for quote in statement.quotations)


def span_head(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the token of `first:last` whose governor lies outside it (the last one, if none)."""
    for index in range(last - 1, first - 1, -1):
        if not first <= tokens[index].head < last or tokens[index].head == index:
            return index
    return max(last - 1, first)


def children(tokens: Sequence[Token], index: int) -> list[int]:
    """Return the tokens that depend on `index`, in order."""
    return [i for i, token in enumerate(tokens) if token.head == index and i != index]


def is_negated(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a word of negation is the verb's own: "did not sail"."""
    return any(tokens[i].dep == "neg" for i in children(tokens, verb))


def is_within(tokens: Sequence[Token], index: int, top: int) -> bool:
    """Return whether token `index` is `top` or hangs on it."""
    while index != top:
        if tokens[index].head == index:
            return False
        index = tokens[index].head
    return True


def subtree(tokens: Sequence[Token], top: int) -> list[int]:
    """Return token `top` and all that hang on it, in order."""
    return [index for index in range(len(tokens)) if is_within(tokens, index, top)]


def governing_verb(tokens: Sequence[Token], index: int) -> int | None:
    """Return the nearest verb above `index` (or `index` itself), None when there is none."""
    seen = set()
    while index not in seen:
        seen.add(index)
        token = tokens[index]
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"}:
            return index
        index = token.head
    return None


def arguments(tokens: Sequence[Token], verb: int) -> Iterator[int]:
    """Yield the tokens that head the subject, the objects and the prepositional objects."""
    for child in children(tokens, verb):
        if tokens[child].dep in _OBJECTS:
            yield child
        elif tokens[child].dep in {"prep", "agent"}:
            yield from (i for i in children(tokens, child) if tokens[i].dep == "pobj")


def lemma(token: Token) -> str:
    """Return the lower-case lemma, with all words for human beings as one."""
    word = token.lemma.lower()
    return "people" if word in _PEOPLE else word


def outcome(lemmas: Sequence[str]) -> str | None:
    """Return the outcome class that one of the lemmas names, or None."""
    for name, members in OUTCOMES:
        if members.intersection(lemmas):
            return name
    return None


def is_word(token: Token) -> bool:
    """Return whether the token has a letter or digit."""
    return _WORD.search(token.text) is not None


def is_comma(tokens: Sequence[Token], index: int) -> bool:
    """Return whether there is a token `index`, and it is a comma."""
    return 0 <= index < len(tokens) and tokens[index].text == ","


def is_year(tokens: Sequence[Token], index: int) -> bool:
    """Return whether token `index` is a year: four digits that do not count a plural noun.

    "The 2016 elections" are those of a year, "2016 voters" are counted. So is a slip for one.
    """
    token = tokens[index]
    counts = token.dep == "nummod" and tokens[token.head].tag in {"NNS", "NNPS"}
    if not _YEAR.fullmatch(token.text):
        return not counts and _is_slip(tokens, index)
    if not counts or token.head < index:
        return True
    if lemma(tokens[token.head]) == "people":
        return False
    before = tokens[index - 1] if index else token
    return token.entity in {"DATE", "EVENT"} and (
        before.pos in {"DET", "ADP"} or before.tag in {"PRP$", "POS"}
    )


def _is_slip(tokens: Sequence[Token], index: int) -> bool:
    """Return whether four digits are no year of the news but stand as one: "in 2372's case".

    The parser sees a date in them, and no other word of one: "in 2372 days".
    """
    token, after = tokens[index], tokens[index + 1 : index + 2]
    if not _FOUR_DIGITS.fullmatch(token.text) or token.entity != "DATE" or not index:
        return False
    alone = token.opens and not any(each.entity == "DATE" and not each.opens for each in after)
    return alone and tokens[index - 1].pos in {"DET", "ADP"}
