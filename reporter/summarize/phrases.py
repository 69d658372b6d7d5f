"""How a phrase stands in its sentence: where it begins and ends, and what may not be broken up."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.records import Span, Statement
from reporter.summarize.rendering import Part, bracketed_spans, dateline, quoted_spans
from reporter.text.syntax import Tree

VERBS = frozenset({"VERB", "AUX"})
COMMAS = frozenset({",", "—", "–", "--", ";"})
END = frozenset({".", "!", "?", ";", "”", '"', "»"})


def edges_of(tree: Tree, index: int) -> tuple[int, int] | None:
    """Return first and one past the last token of a subtree, or None if it has gaps."""
    first, last = tree.first[index], tree.last[index]
    while last > index and tree.tokens[last].pos == "PUNCT":
        last -= 1
    while first < index and tree.tokens[first].text in COMMAS:
        first += 1
    gaps = (
        tree.tokens[i].pos != "PUNCT" and not tree.within(i, index) for i in range(first, last + 1)
    )
    return None if any(gaps) else (first, last + 1)


def text_at(tree: Tree, index: int) -> str:
    """Return the lower-cased text of a token, "" beyond either end."""
    return tree.tokens[index].text.lower() if 0 <= index < len(tree.tokens) else ""


def unbroken(statement: Statement) -> tuple[Span, ...]:
    """Return the spans that go as a whole or not at all: quotations, parentheses, the dateline."""
    text = statement.text
    quoted = tuple(Span(item.start, item.end) for item in statement.quotations)
    return dateline(text) + quoted + quoted_spans(text) + bracketed_spans(text)


def leaves_whole(part: Part, spans: Sequence[Span]) -> bool:
    """Whether a part has all of each span or nothing."""
    return all(
        part.end <= span.start
        or part.start >= span.end
        or (part.start <= span.start and span.end <= part.end)
        for span in spans
    )
