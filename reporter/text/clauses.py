"""The parts of a sentence that could stand alone, from its dependency tree.

A clause that is cut out must not say what the sentence does not: what is denied, asked or made a
condition stays with the words that make it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reporter.records import Quotation, Span, Token
from reporter.text.lexicon import CLAUSE_OPENERS, CONDITIONAL, INCOMPLETE, NOT_ASSERTING, STATING
from reporter.text.syntax import Tree, tree_of

MIN_WORDS = 4
MAX_TOKENS = 250

_WORD = re.compile(r"\w[\w’'.-]*")
_EDGE_DEPS = frozenset({"punct", "cc", "mark"})
_MARKS = "\"“”„«»‘’'"


def clauses_of(
    text: str, tokens: Sequence[Token], quotations: Sequence[Quotation]
) -> tuple[Span, ...]:
    """Return the clauses of a sentence as spans of `text`, in order, not overlapping.

    Coordinated and adverbial clauses with a subject of their own stand alone, and so does what
    somebody says ("..., the ministry said" itself is left out). A clause has at least `MIN_WORDS`
    words and never half a quotation; a sentence without parts, or with more than
    `MAX_TOKENS` tokens, is one clause, the whole.
    """
    if not text.strip():
        return ()
    whole = (Span(0, len(text)),)
    if len(tokens) > MAX_TOKENS:
        return whole
    tree = tree_of(tokens)
    heads = _settled(tree, _heads(tree), text, quotations)
    framing = {
        head for head in heads if _frames(tree, head, heads) or _is_tag(tree, head, quotations)
    }
    spans = [
        span
        for head in sorted(heads - framing)
        if (span := _span(tree, _region(tree, head, heads), text, quotations)) is not None
    ]
    if len(heads) < 2 or not spans:
        return whole
    return tuple(sorted(spans, key=lambda span: span.start))


def _heads(tree: Tree) -> frozenset[int]:
    """Return the tokens that head the whole sentence or a clause of it that could stand alone."""
    heads = {i for i, token in enumerate(tree.tokens) if token.head == i and token.pos != "PUNCT"}
    for index in tree.order:
        if index in heads or tree.tokens[index].pos not in ("VERB", "AUX"):
            continue
        if _stands_alone(tree, index) and _hangs_from(tree, index, heads):
            heads.add(index)
    return frozenset(heads)


def _stands_alone(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    subject = tree.subject(verb)
    if subject is None or not tree.is_finite(verb):
        return False
    if tree.tokens[subject].tag in ("WP", "WDT", "WP$"):
        return False
    if tree.first[verb] and tree.tokens[tree.first[verb] - 1].text.lower() in ("nor", "neither"):
        return False
    openers = [tree.tokens[i] for i in tree.children[verb] if i < verb]
    marks = {opener.text.lower() for opener in openers}
    if subject > verb or marks & CONDITIONAL:
        return False
    if token.dep == "advcl":
        as_they_say = "as" in marks and token.lemma.lower() in STATING
        return not as_they_say and tree.tokens[token.head].lemma.lower() not in INCOMPLETE
    if token.dep == "ccomp":
        asked = any(opener.tag in ("WRB", "WP", "WDT") for opener in openers)
        return not asked and _asserts(tree, token.head)
    return token.dep in ("conj", "parataxis")


def _asserts(tree: Tree, verb: int) -> bool:
    lemma = tree.tokens[verb].lemma.lower()
    negated = any(tree.tokens[i].dep == "neg" for i in tree.children[verb])
    return lemma in STATING and lemma not in NOT_ASSERTING and not negated


def _hangs_from(tree: Tree, index: int, heads: set[int]) -> bool:
    """Say whether only verbs without a subject stand between a verb and the clause above it.

    Or it is what a noun says at the end of the clause: "the envoy, who told reporters that ...", "a
    letter saying that ...", unless that is denied or made a condition.
    """
    for above in tree.ancestors(index):
        if above in heads:
            return True
        if _is_said_by_noun(tree, above):
            return tree.last[above] == tree.last[index] and _is_told(tree, above, heads)
        if tree.subject(above) is not None:
            return False
        if tree.tokens[above].dep not in ("conj", "advcl", "xcomp", "pcomp", "prep"):
            return False
    return False


def _is_said_by_noun(tree: Tree, verb: int) -> bool:
    """Say whether a verb of saying hangs on the noun that says it."""
    token, subject = tree.tokens[verb], tree.subject(verb)
    if token.dep not in ("relcl", "acl") or token.lemma.lower() not in STATING:
        return False
    if token.dep == "acl":
        return token.tag == "VBG"
    return subject is not None and tree.tokens[subject].tag in ("WP", "WDT")


def _is_told(tree: Tree, index: int, heads: set[int]) -> bool:
    """Say whether nothing denies what stands above a token, up to the clause that holds it."""
    for above in tree.ancestors(index):
        token = tree.tokens[above]
        below = [tree.tokens[i] for i in tree.children[above]]
        if token.lemma.lower() in NOT_ASSERTING or any(t.dep == "neg" for t in below):
            return False
        if any(t.dep in ("mark", "advmod") and t.text.lower() in CONDITIONAL for t in below):
            return False
        if above in heads:
            return True
    return False


def _settled(
    tree: Tree, heads: frozenset[int], text: str, quotations: Sequence[Quotation]
) -> frozenset[int]:
    """Give back to the clause above it every head whose own words do not make a clause."""
    while True:
        faulty = next(_faulty(tree, heads, text, quotations), None)
        if faulty is None:
            return heads
        heads = heads - {faulty}


def _faulty(
    tree: Tree, heads: frozenset[int], text: str, quotations: Sequence[Quotation]
) -> Iterator[int]:
    for head in sorted(heads, reverse=True):
        nested = tree.tokens[head].head != head
        region = _region(tree, head, heads)
        span = _span(tree, region, text, quotations)
        if nested and span is None and not _frames(tree, head, heads):
            yield head
        if _frames(tree, head, heads) or not region:
            continue
        torn = [i for i in range(region[0], region[-1]) if _owner(tree, i, heads) != head]
        foreign = {_owner(tree, i, heads) for i in torn if tree.tokens[i].dep not in _EDGE_DEPS}
        for other in sorted(owner for owner in foreign if owner is not None):
            if tree.tokens[other].head != other:
                yield other
            elif nested:
                yield head
        if span is None and not nested:
            yield from (i for i in sorted(heads) if i != head and tree.tokens[i].head == head)


def _owner(tree: Tree, index: int, heads: frozenset[int]) -> int | None:
    if index in heads:
        return index
    return next((above for above in tree.ancestors(index) if above in heads), None)


def _region(tree: Tree, head: int, heads: frozenset[int]) -> list[int]:
    """Return the tokens of a clause without those of the clauses below it, edges trimmed."""
    region = [
        index
        for index in range(tree.first[head], tree.last[head] + 1)
        if _owner(tree, index, heads) == head
    ]
    while region and _is_edge(tree, region[0], head, heads):
        region.pop(0)
    while region and _is_edge(tree, region[-1], head, heads):
        region.pop()
    return region


def _is_edge(tree: Tree, index: int, head: int, heads: frozenset[int]) -> bool:
    """Say whether a token only joins its clause to the next: "even though", "weeks (after)"."""
    token = tree.tokens[index]
    if token.dep == "mark" and (token.head != head or token.text.lower() in CONDITIONAL):
        return _belongs_to_frame(tree, index, head, heads)
    if token.dep in _EDGE_DEPS or _belongs_to_frame(tree, index, head, heads):
        return True
    if token.dep == "prep" and any(_frames(tree, i, heads) for i in tree.children[index]):
        return True
    if token.dep == "npadvmod":
        following = tree.tokens[index + 1 : index + 2]
        return bool(following) and following[0].text.lower() in ("after", "before")
    return token.dep == "advmod" and token.text.lower() in CLAUSE_OPENERS


def _belongs_to_frame(tree: Tree, index: int, head: int, heads: frozenset[int]) -> bool:
    """Say whether a token stands at a verb of saying below the clause's own: ", later saying"."""
    above = index
    while above != head and tree.tokens[above].head != above:
        if _frames(tree, above, heads):
            return True
        above = tree.tokens[above].head
    return False


def _frames(tree: Tree, head: int, heads: frozenset[int]) -> bool:
    """Say whether a clause only introduces what somebody says, itself cut out as a clause."""
    if tree.tokens[head].lemma.lower() not in STATING:
        return False
    return any(
        tree.tokens[other].dep == "ccomp" and tree.tokens[other].head == head for other in heads
    )


def _is_tag(tree: Tree, head: int, quotations: Sequence[Quotation]) -> bool:
    """Say whether a sentence of its own only tells who spoke the quotation beside it."""
    token = tree.tokens[head]
    if token.head != head or token.lemma.lower() not in STATING or not quotations:
        return False
    if any(quotation.start <= token.start < quotation.end for quotation in quotations):
        return False
    return all(tree.tokens[i].dep not in ("ccomp", "dobj", "xcomp") for i in tree.children[head])


def _span(
    tree: Tree, region: Sequence[int], text: str, quotations: Sequence[Quotation]
) -> Span | None:
    """Return the characters of a region, or None when they are no clause."""
    if not region:
        return None
    start, end = tree.tokens[region[0]].start, tree.tokens[region[-1]].end
    for quotation in quotations:
        if quotation.end <= start or end <= quotation.start:
            continue
        # The trimmed edge may have fallen between the last quoted word and its comma.
        if start < quotation.start and not _has_word(text, end, quotation.end):
            end = max(end, _with_mark(text, quotation.end, 1))
        if quotation.end < end and not _has_word(text, quotation.start, start):
            start = min(start, _with_mark(text, quotation.start, -1))
        outside = start < quotation.start or quotation.end < end
        if outside and not (start <= quotation.start and quotation.end <= end):
            return None
    enough = len(_WORD.findall(text, start, end)) >= MIN_WORDS
    return Span(start, end) if enough else None


def _has_word(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, max(start, end)) is not None


def _with_mark(text: str, edge: int, step: int) -> int:
    """Move the edge of a quotation past its mark, if there is one."""
    beyond = text[edge : edge + 2] if step > 0 else text[max(edge - 2, 0) : edge][::-1]
    # Articles rebuilt from tokens have a space between a mark and what it encloses.
    reach = len(beyond) - len(beyond.lstrip()) + 1
    return edge + step * reach if beyond.lstrip()[:1] and beyond.lstrip()[0] in _MARKS else edge
