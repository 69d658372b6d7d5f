"""Walking the dependency tree of one parsed text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.records import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens with, for each, its dependents and the first and last token of its subtree.

    `order` lists the tokens from the roots down, every governor before its dependents.
    """

    tokens: Sequence[Token]
    children: Sequence[Sequence[int]]
    first: Sequence[int]
    last: Sequence[int]
    order: Sequence[int]

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the governors of a token, nearest first, up to its root."""
        for _ in self.tokens:
            head = self.tokens[index].head
            if head == index:
                return
            yield head
            index = head

    def subject(self, verb: int) -> int | None:
        """Return the token that is the verb's own subject, or None."""
        return next((i for i in self.children[verb] if self.tokens[i].dep in SUBJECTS), None)

    def is_finite(self, verb: int) -> bool:
        """Say whether a verb or one of its auxiliaries has tense or is a modal."""
        return self.tokens[verb].tag in FINITE_TAGS or any(
            self.tokens[i].tag in FINITE_TAGS
            for i in self.children[verb]
            if self.tokens[i].dep in ("aux", "auxpass")
        )

    def within(self, index: int, top: int) -> bool:
        """Say whether a token is `top` or below it."""
        return index == top or top in self.ancestors(index)


def tree_of(tokens: Sequence[Token]) -> Tree:
    """Build the tree of one parsed text; it may have several roots."""
    children: list[list[int]] = [[] for _ in tokens]
    order = [index for index, token in enumerate(tokens) if token.head == index]
    for index, token in enumerate(tokens):
        if token.head != index:
            children[token.head].append(index)
    for index in order:
        order.extend(children[index])
    first = list(range(len(tokens)))
    last = list(range(len(tokens)))
    for index in reversed(order):
        head = tokens[index].head
        first[head] = min(first[head], first[index])
        last[head] = max(last[head], last[index])
    return Tree(tokens, children, first, last, order)
