"""Faults that a model leaves when it joins pieces of several sentences into one.

A sentence that an outlet printed is not held to this: there the parser errs more often than the
writer. A written sentence is: where it was joined wrongly, its parse shows a verb without a
subject, a subject told twice, or an end in the middle of a name or noun phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from reporter.records import Statement, StatementKind, Token
from reporter.summarize.punctuation import misplaced_marks
from reporter.summarize.rendering import quoted_spans
from reporter.text.lexical import profile
from reporter.text.syntax import FINITE_TAGS, SUBJECTS, Tree, tree_of

_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it", "we"})
_PREMODIFIERS = frozenset(
    {"compound", "amod", "nmod", "poss", "det", "nummod", "quantmod", "npadvmod"}
)
# Such a verb has its subject elsewhere: with the verb before it, or in the word it describes.
_SHARES_SUBJECT = frozenset({"conj", "relcl", "acl", "aux", "auxpass", "parataxis"})
# "dep" is what the parser calls a verb that it finds no place for.
_CLAUSES = frozenset({"ROOT", "ccomp", "dep"})
_ARTICLES = frozenset({"the", "a", "an"})
_MAY_DOUBLE = frozenset({"had", "that", "very", "many", "far", "long"})
_LED = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
_PLURAL = frozenset({"were", "are", "have"})
_HELPING = frozenset({"aux", "auxpass"})
_ROLES = frozenset({"pobj", "dobj", "attr", "appos", "conj", "poss"})
_PLACING = frozenset({"in", "at", "on", "into", "inside", "within", "under"})
_OBJECTS = frozenset({"pobj", "pcomp", "prep", "ccomp", "advcl"})
_SAID_LAST = re.compile(r",[”’]? ((?:[\w.’-]+ ){1,4}?(?:said|says|wrote|added|tweeted))\.$")
_SAID_FIRST = re.compile(r"\b(?:said|says|wrote|tweeted)\b")
_AND = re.compile(r"\b(?:and|or)\b|&")


def joining_faults(
    sentence: str, tokens: Sequence[Token], statements: Sequence[Statement]
) -> list[str]:
    """Return what is broken in a written sentence, whose parse is `tokens`, in readable form."""
    tree = tree_of(tokens)
    return [
        *_subjectless(sentence, tree),
        *_headless(tree, statements),
        *_told_twice(tree),
        *_repeated(sentence, statements),
        *_cut_short(tokens, statements),
        *_without_object(tree, statements),
        *_crowded(tree, statements),
        *_displaced(tree, statements),
        *_parted(sentence, tree),
        *_unhelped(tree, statements),
        *_one_of_several(tree),
        *_disagreeing(tree),
        *_open_list(tree, statements),
        *_cut_list(sentence, statements),
        *misplaced_marks(sentence, statements),
        *_said_again(sentence),
    ]


def novel_joints(sentence: str, statements: Sequence[Statement]) -> int:
    """Return how often two words follow one another that do so in no statement."""
    known = {pair for item in statements for pair in pairwise(_stems(item.text))}
    return sum(pair not in known for pair in pairwise(_stems(sentence)))


def _stems(text: str) -> list[str]:
    return [word.stem for word in profile(text).words]


def _subjectless(sentence: str, tree: Tree) -> Iterator[str]:
    """Find a verb with tense of which nothing says who does it: "Lund said ordered a search"."""
    quoted = quoted_spans(sentence)
    for index, token in enumerate(tree.tokens):
        inside = any(span.start <= token.start < span.end for span in quoted)
        if token.tag not in FINITE_TAGS or token.dep in _SHARES_SUBJECT or inside:
            continue
        marked = any(_subordinates(tree.tokens[i]) for i in tree.children[index])
        if tree.subject(index) is None and not marked and token.dep in _CLAUSES:
            yield f"nobody {token.text!r}"


def _subordinates(token: Token) -> bool:
    return token.dep == "mark" or token.tag == "WRB"


def _headless(tree: Tree, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a first word that begins no statement and there has something before it that is lost.

    "Added that ..." has lost its subject, "Wife Ann was ..." its "his", "By Lund, ..." the deed.
    """
    first = next((token for token in tree.tokens if token.pos != "PUNCT"), None)
    if first is None or first.tag == "VBG" or (first.pos not in _LED and first.text != "By"):
        return
    if any(item.tokens and item.tokens[0].text == first.text for item in statements):
        return
    word = first.text.lower()
    led = [
        any(place < index for place in _beside(theirs, index) if _leads(theirs, place))
        or token.dep == "conj"
        or (word == "by" and token.head < index)
        for theirs in (tree_of(item.tokens) for item in statements)
        for index, token in enumerate(theirs.tokens)
        if token.text == word
    ]
    if led and all(led):
        yield f"begins with {first.text!r}"


def _beside(tree: Tree, index: int) -> Sequence[int]:
    """Return the dependents of a word, of its verb for an auxiliary."""
    token = tree.tokens[index]
    return tree.children[token.head if token.dep in {"aux", "auxpass"} else index]


def _leads(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.dep in SUBJECTS | {"det", "poss", "cc"} or token.pos == "PRON"


def _told_twice(tree: Tree) -> Iterator[str]:
    """Find "Lund on Friday he will go": a name that is left without a verb by a pronoun."""
    for index, token in enumerate(tree.tokens):
        subjects = [i for i in tree.children[index] if tree.tokens[i].dep in SUBJECTS - {"expl"}]
        if len(subjects) > 1:
            yield f"two subjects of {token.text!r}"
    for index, token in enumerate(tree.tokens):
        if token.dep not in SUBJECTS or token.text.lower() not in _SUBJECT_PRONOUNS:
            continue
        before = tree.tokens[:index]
        named = bool(before) and before[0].pos in {"PROPN", "NOUN", "DET", "ADJ"}
        marked = any(_subordinates(tree.tokens[i]) for i in tree.children[token.head])
        # Only an opening phrase may stand before the pronoun, and a comma ends it.
        if (
            named
            and not marked
            and not any(t.tag in FINITE_TAGS or t.text in {",", ":", "“"} for t in before)
        ):
            yield f"a name before {token.text!r} without a verb"


def _repeated(sentence: str, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a word that follows itself, and a full name told twice where no statement does."""
    words = profile(sentence).words
    for one, other in pairwise(words):
        if one.stem == other.stem and one.text.casefold() not in _MAY_DOUBLE:
            yield f"{one.text!r} twice in a row"
    names = _name_pairs(sentence)
    for pair, times in names.items():
        if times > max((_name_pairs(item.text)[pair] for item in statements), default=0) > 0:
            yield f"{' '.join(pair)!r} told twice"


def _name_pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(
        (one.stem, other.stem)
        for one, other in pairwise(profile(text).words)
        if one.text[:1].isupper() and other.text[:1].isupper()
    )


def _cut_short(tokens: Sequence[Token], statements: Sequence[Statement]) -> Iterator[str]:
    """Find a last word that only leads up to another: "the attorney", "a week" of "a week ago".

    It must do so wherever the statements have it after the same words.
    """
    words = [token for token in tokens if token.pos not in {"PUNCT", "SPACE"}]
    if not words:
        return
    told = [token.text.lower() for token in words]
    places = [
        (_alike(told, item.tokens[: index + 1]), item.tokens, token)
        for item in statements
        for index, token in enumerate(item.tokens)
        if token.text.lower() == told[-1]
    ]
    most = max((alike for alike, _, _ in places), default=0)
    leading = [
        token.dep in _PREMODIFIERS
        and token.head < len(theirs)
        and theirs[token.head].start > token.start
        for alike, theirs, token in places
        if alike == most
    ]
    if leading and all(leading):
        yield f"ends with {words[-1].text!r}, which leads up to another word"


def _alike(told: Sequence[str], tokens: Sequence[Token]) -> int:
    """Return how many words at the end of both are the same."""
    theirs = (token.text.lower() for token in reversed(tokens))
    pairs = zip(reversed(told), theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _without_object(tree: Tree, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a preposition that leads to nothing, where in every statement it leads to something."""
    bare = {
        tree.tokens[index].text.lower()
        for index in range(len(tree.tokens))
        if _is_bare(tree, index)
    }
    for word in sorted(bare):
        known = [
            _is_bare(theirs, index)
            for theirs in (tree_of(item.tokens) for item in statements)
            for index, token in enumerate(theirs.tokens)
            if token.text.lower() == word and token.dep == "prep"
        ]
        if known and not any(known):
            yield f"{word!r} without an object"


def _crowded(tree: Tree, statements: Sequence[Statement]) -> Iterator[str]:
    """Find words side by side as in no statement: "deputy chief of with", "the said"."""
    for pair in pairwise(tree.tokens):
        one, other = pair
        led = one.tag == other.tag == "IN" and one.pos == other.pos == "ADP"
        nounless = one.text.lower() in _ARTICLES and other.tag in FINITE_TAGS
        if (led or nounless) and not _known(pair, statements):
            yield f"{one.text!r} before {other.text!r}"


def _known(pair: tuple[Token, Token], statements: Sequence[Statement]) -> bool:
    wanted = [token.text.lower() for token in pair]
    return any(
        [one.text.lower(), other.text.lower()] == wanted
        for item in statements
        for one, other in pairwise(item.tokens)
    )


def _displaced(tree: Tree, statements: Sequence[Statement]) -> Iterator[str]:
    """Find "identified in the FBI": a name after a preposition that is only ever a subject."""
    roles: dict[str, set[str]] = {}
    for token in (token for item in statements for token in item.tokens):
        roles.setdefault(token.text, set()).add(token.dep)
    for token in tree.tokens:
        before = tree.tokens[token.head]
        known = roles.get(token.text, set())
        if token.dep != "pobj" or token.pos != "PROPN" or before.text.lower() not in _PLACING:
            continue
        if known & SUBJECTS and not known & _ROLES:
            yield f"{before.text!r} before {token.text!r}"


def _is_bare(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    below = {tree.tokens[i].dep for i in tree.children[index]}
    return token.dep == "prep" and token.tag == "IN" and not below & _OBJECTS


def _parted(sentence: str, tree: Tree) -> Iterator[str]:
    """Find a subject that one lone comma parts from its verb: "the mayor, ordered a search"."""
    for index, token in enumerate(tree.tokens):
        verb = tree.tokens[token.head]
        if token.dep not in SUBJECTS or token.pos == "PRON" or token.end >= verb.start:
            continue
        helpers = (i for i in tree.children[token.head] if tree.tokens[i].dep in _HELPING)
        first = min([token.head, *(i for i in helpers if i > index)])
        between = sentence[token.end : tree.tokens[first].start]
        after = [t for t in tree.tokens[index:first] if t.start > token.end + between.find(",")]
        listed = any(tree.tokens[i].dep == "conj" for i in tree.children[index])
        if between.count(",") == 1 and not listed and all(t.pos == "ADV" for t in after):
            yield f"a comma between {token.text!r} and {verb.text!r}"


def _unhelped(tree: Tree, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a verb without the "was" or "has" that it has wherever a statement says it.

    Headlines do without.
    """
    whole = [tree_of(item.tokens) for item in statements if item.kind is StatementKind.SENTENCE]
    for index, token in enumerate(tree.tokens):
        if token.tag not in {"VBD", "VBN"} or tree.subject(index) is None or _helped(tree, index):
            continue
        known = [
            _helped(theirs, place)
            for theirs in whole
            for place, other in enumerate(theirs.tokens)
            if other.text.lower() == token.text.lower() and theirs.subject(place) is not None
        ]
        if known and all(known):
            yield f"{token.text!r} without its auxiliary"


def _one_of_several(tree: Tree) -> Iterator[str]:
    """Find a list of names that was cut to its first: "The women are Anna Berg"."""
    for index, token in enumerate(tree.tokens):
        subject = tree.subject(index)
        if token.tag != "VBP" or token.lemma != "be" or subject is None:
            continue
        named = [i for i in tree.children[index] if tree.tokens[i].dep == "attr"]
        alone = [i for i in named if tree.tokens[i].tag == "NNP" and not _has_more(tree, i)]
        if tree.tokens[subject].tag == "NNS" and alone:
            yield f"only {tree.tokens[alone[0]].text!r} of the {tree.tokens[subject].text}"


def _disagreeing(tree: Tree) -> Iterator[str]:
    """Find one person who "were", left over from a list of several."""
    for index, token in enumerate(tree.tokens):
        verb = token.head
        alone = not any(tree.tokens[i].dep in {"conj", "cc"} for i in tree.children[index])
        if token.dep in SUBJECTS and token.tag == "NNP" and token.entity == "PERSON" and alone:
            forms = [tree.tokens[i] for i in tree.children[verb] if tree.tokens[i].dep in _HELPING]
            plural = [form.text for form in (tree.tokens[verb], *forms) if form.text in _PLURAL]
            yield from (f"{token.text!r} with {form!r}" for form in plural)


def _open_list(tree: Tree, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a list of predicates cut before its "and": "has closed schools, sold the mill"."""
    for index, token in enumerate(tree.tokens):
        head = tree.tokens[token.head]
        links = [*tree.children[index], *tree.children[token.head]]
        if token.dep != "conj" or {token.pos, head.pos} != {"VERB"} or _has_link(tree, links):
            continue
        known = [
            _has_link(theirs, theirs.children[place])
            for theirs in (tree_of(item.tokens) for item in statements)
            for place, other in enumerate(theirs.tokens)
            if other.text == token.text
        ]
        if known and all(known):
            yield f"a list that ends with {token.text!r}"


def _cut_list(sentence: str, statements: Sequence[Statement]) -> Iterator[str]:
    """Find a list that was cut before its "and": "two were hurt: the mayor, her deputy"."""
    topic, _, listed = sentence.partition(":")
    if "," not in listed or _AND.search(listed):
        return
    lists = [
        item.text.partition(":")[2] for item in statements if item.text.startswith(f"{topic}:")
    ]
    if lists and all(map(_AND.search, lists)):
        yield f"a list that ends with {listed.split()[-1]!r}"


def _has_link(tree: Tree, places: Sequence[int]) -> bool:
    return any(tree.tokens[i].dep == "cc" for i in places)


def _has_more(tree: Tree, index: int) -> bool:
    return any(tree.tokens[i].dep == "conj" for i in tree.children[index])


def _helped(tree: Tree, index: int) -> bool:
    return any(tree.tokens[i].dep in _HELPING for i in tree.children[index])


def _said_again(sentence: str) -> Iterator[str]:
    """Find two who say it, at the beginning and at the end: "Lund said that it sank, he said"."""
    last = _SAID_LAST.search(sentence)
    if last is None:
        return
    before = sentence[: last.start()]
    for span in reversed(quoted_spans(before)):
        before = before[: span.start] + before[span.end :]
    if first := _SAID_FIRST.search(before):
        yield f"{first.group()!r} and {last[1]!r}"
