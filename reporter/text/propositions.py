"""What the verbs of one parsed text say: of whom, how surely, and with which complements.

A proposition is a verb with its subject, the complements it cannot do without, and its marks: all
that makes it hold only under a condition, as a possibility, as somebody's words, or not at all. The
pairs of governor and dependent follow the dependency arcs of Goyal and Durrett (2020), "Evaluating
Factuality in Generation with Dependency-level Entailment".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.records import Span, Token
from reporter.text.lexical import NEGATIONS, STOP_WORDS, fold, stem
from reporter.text.lexicon import HOLDING, QUOTING, RELATIVE, STATING
from reporter.text.syntax import SUBJECTS, Tree, tree_of

Arc = tuple[str, str, str]

ATTRIBUTED = "somebody's words"
HELD = "believed"
DENIED = "not"
_CONDITIONS = frozenset({"if", "unless", "until", "till", "whether", "lest", "provided", "except"})
_BELIEVING = HOLDING - {"know"}
_REPORTING = STATING | QUOTING | HOLDING | {"accord"}
_HEDGES = frozenset(
    """
    allegedly reportedly probably possibly perhaps maybe almost nearly apparently likely barely
    hardly supposedly purportedly seemingly potentially only initially
    """.split()  # noqa: SIM905
)
_KIND_OF_LINK = {
    **dict.fromkeys(("compound", "amod", "nmod", "nummod", "poss"), "modifier"),
    "conj": "conjunct",
}
_COMPLEMENTS = {
    "dobj": "object",
    "obj": "object",
    "ccomp": "clause",
    "xcomp": "clause",
    "attr": "predicate",
    "acomp": "predicate",
    "oprd": "predicate",
    "dative": "receiver",
}
_CLAUSAL = frozenset(
    {"ROOT", "conj", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "parataxis", "csubj"}
)
_NEGATING_WORDS = NEGATIONS | {"few", "neither"}
_WITHIN_REACH = SUBJECTS | {"dobj", "acomp", "attr", "oprd", "prep", "pobj", "det", "advmod"}
_LONGEST_CREDIT = 4
_CREDITS = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
_GOVERNORS = frozenset({"VERB", "AUX", "ADJ"})
_TIMES = frozenset({"DATE", "TIME"})
# Nouns beside whose clause no object is missing: "the way they voted".
_CIRCUMSTANCES = frozenset(
    """
    day time moment way reason place year month week hour minute night case manner
    """.split()  # noqa: SIM905
)
_LEXICAL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_UNTOLD = frozenset({"punct", "det", "aux", "auxpass", "mark", "cc", "case", "neg", "expl", "dep"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "this", "that", "these"})
_WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "'d", "’d"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """One verb of a text; words are stems.

    `subjects` are the heads of those who may be its subject with their names, none where nobody is
    named; `pronoun` says that the subject is one. `marks` hold ATTRIBUTED, HELD, DENIED, "if",
    "to", the modal, each hedge and "under X" for the verb X on which it depends.
    """

    verb: str
    text: str
    subjects: frozenset[str]
    pronoun: bool
    passive: bool
    marks: frozenset[str]
    complements: frozenset[str]


def propositions(tokens: Sequence[Token], quoted: Sequence[Span] = ()) -> tuple[Proposition, ...]:
    """Return what each verb of the text says; `quoted` are the spans between quotation marks."""
    tree = tree_of(tokens)
    verbs = (index for index in range(len(tokens)) if _is_proposition(tree, index))
    return tuple(_proposition(tree, index, quoted) for index in verbs)


def arcs(tokens: Sequence[Token]) -> Iterator[tuple[Arc, int, int]]:
    """Yield the arcs between words that carry meaning, with the places of both words.

    An arc is two stems and whether the second modifies the first, is coordinated with it, or is an
    argument (""). A preposition stands for what follows it: "ban on phones" links the two nouns.
    """
    for index, token in enumerate(tokens):
        if token.pos not in _LEXICAL or token.dep in _UNTOLD or fold(token.text) in STOP_WORDS:
            continue
        head = token.head
        while tokens[head].pos == "ADP" and tokens[head].head != head:
            head = tokens[head].head
        if head != index and tokens[head].pos in _LEXICAL | {"AUX"}:
            link = _KIND_OF_LINK.get(token.dep, "")
            yield (stem(tokens[head].text), stem(token.text), link), head, index


def _is_proposition(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.pos in {"VERB", "AUX"} and token.dep in _CLAUSAL


def _proposition(tree: Tree, index: int, quoted: Sequence[Span]) -> Proposition:
    token = tree.tokens[index]
    subject, pronoun = _subjects(tree, index)
    children = [tree.tokens[i] for i in tree.children[index]]
    return Proposition(
        verb=stem(token.text),
        text=token.text,
        subjects=subject,
        pronoun=pronoun,
        passive=any(child.dep in {"auxpass", "nsubjpass"} for child in children),
        marks=frozenset(_marks(tree, index, quoted)),
        complements=frozenset(_complements(tree, index)),
    )


def _subjects(tree: Tree, index: int) -> tuple[frozenset[str], bool]:
    """Return the stems that name the subject of a verb, and whether it is a pronoun.

    A verb shares the subject of the one that it is coordinated with, or that it completes without
    an object between ("declined to say"). None where what it hangs on says whose it is.
    """
    for _ in tree.tokens:
        own = tree.subject(index)
        token = tree.tokens[index]
        if own is not None and fold(tree.tokens[own].text) not in RELATIVE:
            return _named(tree, own), fold(tree.tokens[own].text) in _PRONOUNS
        if token.dep == "relcl":
            return _named(tree, token.head), False
        controlled = token.dep == "xcomp" and not _has_object(tree, token.head)
        if token.dep != "conj" and not controlled:
            break
        index = token.head
    return frozenset(), False


def _has_object(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[i].dep in {"dobj", "dative"} for i in tree.children[verb])


def _named(tree: Tree, head: int) -> frozenset[str]:
    """Return the stems of a noun, of the names in front of it and of those coordinated with it."""
    names = {
        stem(tree.tokens[i].text)
        for i in tree.children[head]
        if tree.tokens[i].dep in {"compound", "appos"} and tree.tokens[i].pos == "PROPN"
    }
    others = (_named(tree, i) for i in tree.children[head] if tree.tokens[i].dep == "conj")
    return frozenset({stem(tree.tokens[head].text), *names}).union(*others)


def _complements(tree: Tree, index: int) -> Iterator[str]:
    children = tree.children[index]
    links = (tree.tokens[i].dep for i in children)
    found = [_COMPLEMENTS[link] for link in links if link in _COMPLEMENTS]
    yield from found
    yield from ("particle" for i in children if tree.tokens[i].dep == "prt")
    passive = any(tree.tokens[i].dep == "auxpass" for i in children)
    after = next((i for i in children if i > index), None)
    if not found and not passive and _is_asked_of(tree, index):
        yield "object"
    if found or passive or after != index + 1:
        return
    # "depends on", "ran aground": a verb without an object needs what stands right after it.
    token = tree.tokens[after]
    times = any(tree.tokens[i].entity in _TIMES for i in tree.children[after])
    if (token.dep == "prep" and not times) or (token.dep == "advmod" and token.tag == "RB"):
        yield "adjunct"


def _is_asked_of(tree: Tree, index: int) -> bool:
    """Whether the noun above a verb is its object: "the line Lund would cite", not "the day"."""
    token = tree.tokens[index]
    own = tree.subject(index)
    if token.dep != "relcl" or own is None or fold(tree.tokens[own].text) in RELATIVE:
        return False
    above = tree.tokens[token.head]
    below = [tree.tokens[i] for i in tree.children[index]]
    led = any(child.tag in {"WRB", "WP", "WP$"} for child in below)
    # "the city she lives in": the noun belongs to the preposition.
    bare = any(
        child.dep == "prep" and child.end >= tree.tokens[tree.last[index]].end for child in below
    )
    return not (led or bare or above.entity in _TIMES or above.lemma.lower() in _CIRCUMSTANCES)


def _marks(tree: Tree, index: int, quoted: Sequence[Span]) -> Iterator[str]:
    token = tree.tokens[index]
    if any(span.start <= token.start < span.end for span in quoted) or _is_credited(tree, index):
        yield ATTRIBUTED
    for i in tree.children[index]:
        child = tree.tokens[i]
        word = fold(child.text)
        if child.dep == "aux" and child.tag == "MD":
            yield "will" if word in _WILL else word
        if child.dep == "aux" and child.tag == "TO":
            yield "to"
        if child.dep in {"advmod", "acomp"} and word in _HEDGES:
            yield word
        if child.dep == "advcl" and _opener(tree, i) in _CONDITIONS:
            yield "if"
        if child.dep == "prep" and word == "according":
            yield ATTRIBUTED
        if child.dep == "prep" and word in {"without", "except"}:
            yield word
    if _is_denied(tree, index):
        yield DENIED
    yield from _above(tree, index)


def _is_credited(tree: Tree, index: int) -> bool:
    """Whether a headline names its source at the end: "Ferry sinks: coast guard"."""
    words = [token for token in tree.tokens if token.text not in {".", "!"}]
    colon = next((place for place, token in enumerate(words) if token.text == ":"), 0)
    after = words[colon + 1 :]
    named = 0 < len(after) <= _LONGEST_CREDIT and all(t.pos in _CREDITS for t in after)
    return colon > 0 and named and tree.tokens[index].start < words[colon].start


def _above(tree: Tree, index: int) -> Iterator[str]:
    """Yield the marks that a verb has from what governs it."""
    below = index
    nearest = True
    for above in (index, *tree.ancestors(index)):
        token = tree.tokens[above]
        if above != index:
            link = tree.tokens[below].dep
            depends = link in {"ccomp", "xcomp", "pcomp"}
            lemma = token.lemma.lower()
            if link == "ccomp" and lemma in _REPORTING:
                yield ATTRIBUTED
                if lemma in _BELIEVING:
                    yield HELD
            elif depends and nearest and token.pos in _GOVERNORS:
                yield f"under {lemma}"
            nearest = nearest and link == "conj"
        if _opener(tree, above) in _CONDITIONS:
            yield "if"
        below = above


def _opener(tree: Tree, verb: int) -> str:
    """Return the conjunction that opens the clause of a verb, "" for none."""
    for i in tree.children[verb]:
        child = tree.tokens[i]
        if child.dep in {"mark", "advmod"} and child.lemma.lower() in _CONDITIONS:
            return child.lemma.lower()
    return ""


def _is_denied(tree: Tree, index: int) -> bool:
    """Whether a word of the verb's own clause denies it: "not", "never", "no officer"."""
    stack = [index]
    while stack:
        place = stack.pop()
        for i in tree.children[place]:
            child = tree.tokens[i]
            if child.dep == "neg" or (fold(child.text) in _NEGATING_WORDS and child.dep == "det"):
                return True
            if child.dep in _WITHIN_REACH:
                if stem(child.text) in _NEGATING_WORDS:
                    return True
                stack.append(i)
    return False
