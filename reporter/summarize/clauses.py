"""Chooses one clause of a statement that has several, each of which can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.records import Span, Statement
from reporter.summarize.phrases import END, VERBS, edges_of, leaves_whole, text_at, unbroken
from reporter.summarize.rendering import Part
from reporter.text.syntax import SUBJECTS, Tree, tree_of

_DATING = frozenset({"since", "before"})
_TIMING = frozenset({"after", "before", "since", "until", "while", "when", "as", "because", "once"})
PRONOUNS = frozenset({"he", "she", "they", "it"})
"""Subjects that somebody named before stands for."""
# "Among them, 8 percent voted": every clause is of those alone.
_OF_SOME = re.compile(r"(?:among|of) (?:them|those|these)\b", re.IGNORECASE)
# "began the hearing by saying: “...”" says nothing without its end.
_BY_SAYING = re.compile(r"\bby (?:saying|telling|asking|arguing|warning|declaring)\b")


def independent_clauses(statement: Statement) -> tuple[tuple[Part, ...], ...]:
    """Return what to remove so that one clause of several is left, one tuple of parts a choice.

    Only clauses that the outlet itself asserts count, coordinated with the main verb or adverbial
    to it: what somebody is said to have said keeps its attribution.
    """
    if _OF_SOME.match(statement.text):
        return ()
    tree = tree_of(statement.tokens)
    whole = unbroken(statement)
    end = len(statement.text)
    choices: list[tuple[Part, ...]] = [(part,) for part in _later_predicates(tree)]
    choices += _later_clauses(tree, end)
    for clause in statement.clauses:
        before = Part("earlier clause", 0, clause.start)
        after = Part("later clause", clause.end, end)
        around = tuple(part for part in (before, after) if part.start < part.end)
        if len(statement.clauses) > 1 and around and _is_asserted(clause, tree, after):
            choices.append(around)
    return tuple(
        parts
        for parts in choices
        if all(leaves_whole(part, whole) for part in parts)
        and not any(_BY_SAYING.search(statement.text, part.start, part.end) for part in parts)
    )


def _later_predicates(tree: Tree) -> Iterator[Part]:
    """Yield "said A and" of "X said A and did B": the subject stays, the later predicate too."""
    for index, token in enumerate(tree.tokens):
        head = tree.tokens[token.head]
        first = _first_conjunct(tree, index)
        if first == index or tree.tokens[first].dep != "ROOT" or head.pos not in VERBS:
            continue
        subject = tree.subject(first)
        own_subject = tree.subject(index)
        if not tree.is_finite(index) or subject is None or own_subject is not None:
            continue
        if _stands_for_another(tree, index):
            continue
        edges, own = edges_of(tree, subject), edges_of(tree, index)
        if edges is None or own is None or edges[0] > 0 or not edges[1] <= first < own[0]:
            continue
        # A subject between the predicates may be the later one's, whatever the parser says. So may
        # a noun after "after": "passed the bill after the mayor, in July, said".
        skipped = tree.tokens[edges[1] : own[0]]
        if "," not in {t.text for t in tree.tokens[: edges[1] + 1]} and not any(
            t.dep in SUBJECTS or t.text in _TIMING for t in skipped
        ):
            yield Part(
                "earlier predicate", tree.tokens[edges[1] - 1].end, tree.tokens[own[0]].start
            )


def _later_clauses(tree: Tree, end: int) -> Iterator[tuple[Part, ...]]:
    """Yield what to remove so that "Y said that B" is left of "X did A, but Y said that B"."""
    for index, token in enumerate(tree.tokens):
        subject = tree.subject(index)
        edges = edges_of(tree, index)
        if token.dep != "conj" or tree.tokens[token.head].dep != "ROOT" or not edges:
            continue
        if subject is None or not tree.is_finite(index) or text_at(tree, subject) in PRONOUNS:
            continue
        if _stands_for_another(tree, index):
            continue
        first, last = edges
        before = Part("earlier clause", 0, tree.tokens[first].start)
        after = Part("later clause", tree.tokens[last - 1].end, end)
        closed = text_at(tree, last) in END or last >= len(tree.tokens)
        if tree.first[subject] == first and closed:
            only_marks = all(t.pos == "PUNCT" for t in tree.tokens[last:])
            yield (before,) if only_marks else (before, after)


def _stands_for_another(tree: Tree, index: int) -> bool:
    """Whether a verb only means one before it: "did so", "does the same"."""
    return tree.tokens[index].lemma == "do" and any(
        text_at(tree, child) in {"so", "same", "likewise"} for child in tree.children[index]
    )


def _first_conjunct(tree: Tree, index: int) -> int:
    """Return the first of the words that are coordinated with the one at `index`."""
    while tree.tokens[index].dep == "conj":
        index = tree.tokens[index].head
    return index


def _is_asserted(clause: Span, tree: Tree, after: Part) -> bool:
    # "The men freed for Lund could return", "orders a clerk to explain": the end belongs to it.
    if any(t.start == after.start + 1 and t.text in {"for", "to"} for t in tree.tokens):
        return False
    inside = {i for i, t in enumerate(tree.tokens) if clause.start <= t.start < clause.end}
    heads = [i for i in sorted(inside) if tree.tokens[i].head not in inside - {i}]
    verbs = [i for i in heads if tree.tokens[i].pos in VERBS]
    if len(verbs) != 1 or tree.tokens[min(inside)].dep in {"mark", "prep", "cc"}:
        return False
    # "When it was first revealed", "ten years since it was" only say when something else was.
    openers = [tree.tokens[child] for child in tree.children[verbs[0]]]
    if any(token.tag == "WRB" or token.text.lower() in _DATING for token in openers):
        return False
    links = [tree.tokens[i].dep for i in (verbs[0], *tree.ancestors(verbs[0]))]
    return set(links) <= {"conj", "advcl", "ROOT"}
