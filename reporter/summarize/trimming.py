"""Shortens a statement without touching its grammar or its claim.

The parse says which parts a sentence can lose and still be one: a relative clause or an apposition
between commas, a participle or adverbial clause at its edge, the second of two coordinated
predicates, the medium of an utterance ("in a statement"), the day. What governs a claim is never
such a part: the verb of saying and its subject, "according to", negation, conditions, hedges.
Inside quotation marks nothing is removed.

The parts follow the deletable constituents of sentence compression (Jing 2000; Clarke and Lapata
2008); which of them go is decided by the caller, from what other sources support.
"""

from __future__ import annotations

from collections.abc import Iterator

from reporter.records import Statement
from reporter.summarize.phrases import COMMAS, END, VERBS, edges_of, leaves_whole, text_at, unbroken
from reporter.summarize.rendering import OPENING_MARKS, Part
from reporter.text.lexicon import INCOMPLETE
from reporter.text.syntax import Tree, tree_of

_KEPT_MARKERS = frozenset(
    """
    if unless until till except whether provided lest without unlike barring excluding according per
    only even not than versus
    """.split()  # noqa: SIM905
)
# What these introduce is a list, whose end the parser often misplaces.
_LISTING = frozenset({"including", "include", "such", "like"})
# What these introduce says of whom or what the rest holds.
_SCOPING = frozenset({"among", "amongst", "of", "for", "as"})
_TAIL_MARKERS = frozenset({"after", "while", "amid", "because", "following", "during", "despite"})
_DESCRIBING = frozenset({"appos", "relcl", "acl"})
_RELATIVES = frozenset({"which", "who", "whom", "whose", "where", "when"})
_MEDIUM = frozenset(
    """
    statement interview letter tweet post conference briefing remark comment report email message
    speech address video call release memo news
    """.split()  # noqa: SIM905
)
_DATE_LABELS = frozenset({"DATE", "TIME"})
_DASHES = frozenset({"—", "–", "--", "-"})


def removable_parts(statement: Statement) -> tuple[Part, ...]:
    """Return the parts that `statement` can lose one by one or together, longest first."""
    tree = tree_of(statement.tokens)
    if not _is_sentence(tree):
        return ()
    whole = unbroken(statement)
    found = {
        (part.start, part.end): part
        for part in _parts(tree)
        if leaves_whole(part, whole)
        and _leaves_sentence(part, tree)
        and statement.text[part.end :].lstrip()[:1] not in OPENING_MARKS
    }
    return tuple(sorted(found.values(), key=lambda part: (part.start - part.end, part.start)))


def _is_sentence(tree: Tree) -> bool:
    """Whether the main word is a verb that carries tense."""
    return any(
        token.dep == "ROOT" and token.pos in VERBS and tree.is_finite(index)
        for index, token in enumerate(tree.tokens)
    )


def _negated(tree: Tree, index: int) -> bool:
    """Whether the token or what governs it is denied: there a detail may carry the denial."""
    chain = (index, *tree.ancestors(index))
    return any(
        tree.tokens[above].lemma == "deny"
        or any(tree.tokens[child].dep == "neg" for child in tree.children[above])
        for above in chain
    )


def _parts(tree: Tree) -> Iterator[Part]:
    for index, token in enumerate(tree.tokens):
        edges = edges_of(tree, index)
        if edges is None:
            continue
        first, end = edges
        kind = _set_off_kind(tree, index, first)
        if kind:
            closes = _closes_another(tree, index, first, end)
            yield from _set_off(tree, kind, first, _end_of_row(tree, index, end), closes)
        if token.dep == "conj" and token.pos in VERBS:
            yield from _last_predicate(tree, index, first, end)
        elif _is_bare(tree, index, first, end):
            yield Part("circumstance", tree.tokens[first].start, tree.tokens[end - 1].end)
    yield from _parentheses(tree)


def _set_off_kind(tree: Tree, index: int, first: int) -> str:
    """Name the constituents that may go where commas set them off, "" for any other."""
    token = tree.tokens[index]
    opener = text_at(tree, first)
    if opener in _KEPT_MARKERS | _LISTING or (token.dep == "prep" and opener in _SCOPING):
        return ""
    if text_at(tree, first - 1) in _KEPT_MARKERS or _follows_participle(tree, index):
        return ""
    # An adverbial clause begins with its verb or a marker; otherwise it is a misread list.
    opens = first == index or tree.tokens[first].dep in {"mark", "advmod", "prep"}
    # So is a name that is no day: "Berg, Lund try to end the strike".
    named = token.dep == "npadvmod" and token.pos == "PROPN" and token.entity not in _DATE_LABELS
    if named or (token.dep == "advcl" and not opens):
        return ""
    if token.dep == "relcl":
        relative = opener in _RELATIVES or text_at(tree, first + 1) in _RELATIVES
        return "relative clause" if relative else ""
    kinds = {
        "appos": "apposition",
        "acl": "participle",
        "advcl": "adverbial clause",
        "prep": "prepositional phrase",
        "npadvmod": "adverbial",
    }
    return kinds.get(token.dep, "")


def _follows_participle(tree: Tree, index: int) -> bool:
    """Whether what is read as an apposition may be the subject after an opening participle.

    "Addressing the crowd, Berg, a captain, said": Berg is not the crowd.
    """
    chain = (index, *tree.ancestors(index))
    named = any(tree.tokens[i].dep == "appos" and i > 0 for i in chain)
    return named and 0 in chain and tree.tokens[0].tag == "VBG"


def _closes_another(tree: Tree, index: int, first: int, end: int) -> bool:
    """Whether a phrase ends with one around it, or after one beside it.

    "Berg, counsel at the port, a new one, said": the comma after it is also that of the other.
    """
    around = [edges_of(tree, i) for i in tree.ancestors(index) if tree.tokens[i].dep == "appos"]
    beside = [edges_of(tree, i) for i in _descriptions(tree, index) if i < index]
    return any(
        edges and edges[1] == end and text_at(tree, edges[0] - 1) == "," for edges in around
    ) or any(edges and edges[1] == first - 1 for edges in beside)


def _end_of_row(tree: Tree, index: int, end: int) -> int:
    """Return where the last of the phrases ends that describe one noun in a row from this one."""
    for other in _descriptions(tree, index):
        edges = edges_of(tree, other)
        if other > index and edges and edges[0] == end + 1:
            end = edges[1]
    return end


def _descriptions(tree: Tree, index: int) -> list[int]:
    """Return what describes the noun that a phrase describes, the phrase itself among it."""
    if tree.tokens[index].dep not in _DESCRIBING:
        return []
    return [i for i in tree.children[tree.tokens[index].head] if tree.tokens[i].dep in _DESCRIBING]


def _set_off(tree: Tree, kind: str, first: int, end: int, nested: bool) -> Iterator[Part]:
    """Yield the phrase with its commas; one of two stays that also ends the phrase around it."""
    tokens = tree.tokens
    before, after = text_at(tree, first - 1), text_at(tree, end)
    stop = tokens[end - 1].end
    if first == 0 and after == ",":
        yield Part(f"opening {kind}", 0, tokens[end].end)
    elif nested and before == after == ",":
        yield Part(kind, tokens[first - 1].start, stop)
    elif before in COMMAS and before == after and (before in _DASHES or _interrupts(tree, end)):
        yield Part(kind, tokens[first - 1].start, tokens[end].end)
    elif before in COMMAS and (after in END | COMMAS or not after) and kind != "adverbial":
        yield Part(kind, tokens[first - 1].start, stop)


def _interrupts(tree: Tree, end: int) -> bool:
    """Whether no comma may stay where the part was, as between a subject and its verb."""
    if end + 1 >= len(tree.tokens):
        return False
    following = tree.tokens[end + 1]
    if following.text.lower() in {"that", "to", "and", "or", "all", "both", "each"}:
        return True
    before_verb = any(token.dep == "ROOT" for token in tree.tokens[end:])
    if following.pos in VERBS and tree.is_finite(end + 1):
        return True
    return before_verb and following.pos in {"VERB", "AUX", "ADP", "ADV", "PART"}


def _last_predicate(tree: Tree, index: int, first: int, end: int) -> Iterator[Part]:
    head = tree.tokens[index].head
    link = next(
        (i for i in reversed(tree.children[head]) if tree.tokens[i].dep == "cc" and i < first), None
    )
    if link is None or tree.tokens[head].pos not in VERBS or head > index:
        return
    own_subject = tree.subject(index) is not None
    joins = text_at(tree, link) == "and" or (text_at(tree, link) == "but" and own_subject)
    closed = text_at(tree, end) in END | {","} or end >= len(tree.tokens)
    if joins and closed and not _negated(tree, head):
        start = link - 1 if text_at(tree, link - 1) == "," else link
        cut = tree.tokens[start].start, tree.tokens[end - 1].end
        yield Part("second predicate", *cut, along=_new_last(tree, head))


def _new_last(tree: Tree, index: int) -> tuple[Part, ...]:
    """Return the comma to make an "and" where the predicate at `index` becomes a list's last."""
    comma = tree.first[index] - 1
    listed = tree.tokens[index].dep == "conj" and text_at(tree, comma) == ","
    return (Part("comma", tree.tokens[comma].start, tree.tokens[comma].end, "and"),) * listed


def _is_bare(tree: Tree, index: int, first: int, end: int) -> bool:
    """Whether a phrase without commas only says when, amid what, or in what medium."""
    token = tree.tokens[index]
    head = tree.tokens[token.head]
    around = {text_at(tree, first - 1), text_at(tree, end)}
    if around == {","}:
        return False  # Without its commas two would be left, which read as one.
    # What follows "and" may hang on the phrase rather than on the verb.
    if (
        text_at(tree, end) in {"and", "or"}
        or around & (_KEPT_MARKERS | _DASHES)
        or head.pos not in VERBS
        or head.lemma.lower() in INCOMPLETE
        or _negated(tree, token.head)
    ):
        return False
    if token.dep == "npadvmod":
        named = token.entity in _DATE_LABELS and token.pos in {"PROPN", "NOUN"}
        # "Lund tweeted minutes later Friday" after a long quotation.
        named = named and not any(item.pos in VERBS for item in tree.tokens[first:end])
        return named and head.dep not in {"acl", "relcl"}
    if token.dep == "advcl":
        return text_at(tree, first) in _TAIL_MARKERS | {"as"} and index > token.head
    if token.dep != "prep" or _is_misread(tree, token.head):
        return False
    thing = next((i for i in tree.children[index] if tree.tokens[i].dep == "pobj"), None)
    if thing is None:
        return False
    told = tree.tokens[thing].lemma.lower() in _MEDIUM and token.text.lower() in {"in", "at", "on"}
    day = tree.tokens[thing].entity in _DATE_LABELS and token.text.lower() in {"on", "in", "at"}
    return told or day or (token.text.lower() in _TAIL_MARKERS and index > token.head)


def _is_misread(tree: Tree, verb: int) -> bool:
    """Whether a second predicate follows without a link: its subject is a noun between the two.

    "Left after the council, in July, said no": the council is taken for what they left after.
    """
    return any(
        tree.tokens[child].dep == "conj"
        and tree.is_finite(child)
        and tree.subject(child) is None
        and not any(token.dep == "cc" for token in tree.tokens[verb:child])
        for child in tree.children[verb]
    )


def _parentheses(tree: Tree) -> Iterator[Part]:
    opened = None
    for token in tree.tokens:
        if token.text == "(":
            opened = token.start
        elif token.text == ")" and opened is not None:
            yield Part("parenthesis", opened, token.end)
            opened = None


def _leaves_sentence(part: Part, tree: Tree) -> bool:
    inside = [part.start <= token.start < part.end for token in tree.tokens]
    return not any(
        within and token.dep == "ROOT" for within, token in zip(inside, tree.tokens, strict=True)
    ) and not all(inside)
