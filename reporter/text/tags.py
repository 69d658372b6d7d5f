"""Tags that a parser misreads: who is named beside a quotation though no verb has him for subject.

"“We left,” Lund, the captain, told reporters" is read as a list; "Lund on the storm: “We left”" has
no verb. Position tells what the tree does not.
"""

from __future__ import annotations

import re

from reporter.text.syntax import FINITE_TAGS, Tree

_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"})
_PERSONAL = frozenset({"he", "she"})
_PARTING = frozenset({",", "–", "—", "--"})
_REACH = 14
_SIGNATURE = re.compile(r"(?:—|–|―|--|-)\s?([^—–―@()]{2,60}?)\s?\(@\w+\)")


def signature(text: str) -> str | None:
    """Return who signs an embedded post: "We left. — Ole Lund (@lund) May 3, 2020"."""
    found = _SIGNATURE.search(text)
    return found[1] if found and any(letter.isalpha() for letter in found[1]) else None


def subject_after(tree: Tree, verb: int, inside: frozenset[int]) -> int | None:
    """Return the noun right after a closing mark, where only what describes it stands before verb.

    "“We left,” Lund, the captain, told reporters": Lund.
    """
    if tree.tokens[verb].tag not in FINITE_TAGS:
        return None
    start = next((i for i in range(verb - 1, -1, -1) if i in inside), None)
    if start is None or verb - start > _REACH:
        return None
    first = _word_from(tree, start + 1, verb)
    last = first
    while last < verb and tree.tokens[last].pos in _NOMINAL:
        last += 1
    head = last - 1
    closed = last == verb or (tree.tokens[last].text == "," and tree.tokens[verb - 1].text == ",")
    named = head >= first and tree.tokens[head].pos in ("PROPN", "NOUN")
    return head if named and closed else None


def introducer(tree: Tree, span: range, inside: frozenset[int]) -> int | None:
    """Return who is named in what a colon before the quotation ends: its subject or first name."""
    colon = _colon_before(tree, span)
    if colon is None:
        return None
    segment = [i for i in range(colon) if i not in inside]
    subjects = [i for i in segment if _acts(tree, i)]
    if subjects:
        return min(subjects, key=lambda i: (sum(1 for _ in tree.ancestors(i)), -i))
    if any(tree.tokens[i].tag in FINITE_TAGS for i in segment):
        return None
    last = 0
    while last < colon and tree.tokens[last].entity == "PERSON":
        last += 1
    return last - 1 if last and last - 1 in segment else None


def named_before_suffix(tree: Tree, subject: int) -> int:
    """Return the name that a "Jr." taken for a subject belongs to, else the subject."""
    if tree.tokens[subject].text not in _SUFFIXES:
        return subject
    at = subject - 1
    while at > 0 and tree.tokens[at].pos == "PUNCT":
        at -= 1
    return at if at >= 0 and tree.tokens[at].pos == "PROPN" else subject


def is_trailing(tree: Tree, verb: int, subject: int) -> bool:
    """Return whether a clause is a tag after a comma: "..., Reuters reported, citing the mayor".

    It has a subject and no conjunction, and says nothing itself but whom it tells.
    """
    below = [tree.tokens[i].dep for i in tree.children[verb]]
    first = tree.first[subject]
    after_comma = first > 0 and tree.tokens[first - 1].text in _PARTING
    told = {"dobj"} if tree.tokens[verb].lemma.lower() == "tell" else set()
    bare = not {"mark", "ccomp", "dobj", "xcomp", "advmod", "cc"} - told & {*below}
    adjacent = tree.last[subject] == verb - 1 and tree.tokens[verb].tag in FINITE_TAGS
    return after_comma and bare and adjacent and _is_closed(tree, verb)


def _is_closed(tree: Tree, verb: int) -> bool:
    ends = (verb + 1, tree.last[verb] + 1)
    return any(end == len(tree.tokens) or tree.tokens[end].pos == "PUNCT" for end in ends)


def _colon_before(tree: Tree, span: range) -> int | None:
    at = span.start - 1
    while at > 0 and tree.tokens[at].pos == "PUNCT" and tree.tokens[at].text != ":":
        at -= 1
    return at if at > 0 and tree.tokens[at].text == ":" else None


def _acts(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    governor = tree.tokens[token.head]
    person = token.entity == "PERSON" or token.text.lower() in _PERSONAL
    return person and token.dep == "nsubj" and governor.dep not in ("relcl", "advcl")


def _word_from(tree: Tree, start: int, stop: int) -> int:
    while start < stop and tree.tokens[start].pos == "PUNCT":
        start += 1
    return start
