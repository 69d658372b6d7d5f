"""Opposites: words of opposite meaning that stand in one slot of two statements.

Left alone are opposites of two matters: with other objects, of other parties, on other nouns;
words that are parts of names ("North Korea") or of set phrases ("at least"), and where one alone
is denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, same_stem
from reporter.discrepancies.lexicon import opposites, words
from reporter.records import Token
from reporter.text.lexical import STOP_WORDS, fold

_EITHER_WAY = frozenset(words("either_way"))
_PERIODS = frozenset(words("periods"))
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_DIRECTIONS = frozenset({"compass", "sunrise"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})
_NEARLY_ONE = 0.7
_CONFLICT = 0.5
_SURE_SUSPICION = 0.9
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_JOINED = frozenset({"conj", "xcomp"})
_CONVERSE = frozenset({"trade", "giving"})
_MIN_OVERLAP = 0.5
_ENOUGH = 0.4
_REACH = 6
_FOLLOWED = (["ADP", "NUM"], ["PART", "NUM"], ["NUM", "NOUN"])


def opposed(pair: Pair) -> Iterator[tuple[int, int]]:
    """Yield the token numbers of words of opposite meaning that fill one slot."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    for i, token in enumerate(ours):
        sides = _sides(token)
        if not sides or not _is_free(ours, i, theirs, pair.alignment.there):
            continue
        if _has(theirs, token, pair.alignment.back):
            continue
        for j, other in enumerate(theirs):
            if not sides & _other_sides(other):
                continue
            if not _is_free(theirs, j, ours, pair.alignment.back):
                continue
            if _has(ours, other, pair.alignment.there):
                continue
            if any(is_so(ours, i) != is_so(theirs, j) for is_so in (_is_negated, _bounds_figure)):
                continue
            if _is_one_matter(pair, i, j):
                yield i, j


def _is_free(
    tokens: tuple[Token, ...], index: int, others: tuple[Token, ...], to: Sequence[int]
) -> bool:
    """Return whether a word has no like, or only that of "last week": "for the last time"."""
    return to[index] < 0 or (_is_when(others, to[index]) and not _is_when(tokens, index))


def are_opposed(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Return whether a word of one side is opposite in meaning to one of the other's."""
    return any(_sides(word) & _other_sides(other) for word in ours for other in theirs)


def are_alike(word: Token, other: Token) -> bool:
    """Return whether two words stand on one side of a pair of opposites: "convict", "guilty"."""
    return bool(_sides(word) & _sides(other))


def _is_one_matter(pair: Pair, i: int, j: int) -> bool:
    """Return whether what the words need to mean anything is the same.

    That is what "before" and "above" stand before, the verb of a particle ("go up", but not "close
    up"), the object of a verb, the name behind a title ("Minority Leader Berg", "Majority Leader
    Lund"), and, in unlike statements, the noun of an adjective and the verb of an adverb.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    if any(_is_when(*at) or _is_floor(*at) for at in ((ours, i), (theirs, j))):
        return False
    if _are_limits(pair, i, j):
        return True
    if _are_of_two_parties(pair, i, j) or _are_of_two_figures(pair, i, j):
        return False
    unlike = pair.alignment.overlap < _MIN_OVERLAP
    if unlike and "advmod" in {ours[i].dep, theirs[j].dep} and not _is_one_head(pair, i, j):
        return False
    if not _have_one_object(pair, i, j):
        return False
    if {ours[i].pos, theirs[j].pos} == {"PROPN"}:
        if _is_of_place(ours[i]):
            return False
        there = pair.alignment.there[_titled(ours, i)]
        return there >= 0 and there == _titled(theirs, j)
    if "prt" in {ours[i].dep, theirs[j].dep}:
        verb = ours[ours[i].head].lemma.lower()
        return _is_one_verb(pair, ours[i].head, theirs[j].head) and verb not in _EITHER_WAY
    if unlike and ours[i].dep == theirs[j].dep == "amod":
        sorts = _names_a_sort(ours, i) or _names_a_sort(theirs, j)
        return not sorts and _is_one_head(pair, i, j)
    return _have_one_complement(pair, i, j)


def _have_one_complement(pair: Pair, i: int, j: int) -> bool:
    """Return whether two prepositions or conjunctions stand before one thing; so do other words."""
    a = _complement(pair.a.statement.tokens, i)
    b = _complement(pair.b.statement.tokens, j)
    if a is None or b is None:
        return a is b
    return pair.alignment.there[a] == b or _is_one_time(pair, a, b)


def _is_one_verb(pair: Pair, verb: int, other: int) -> bool:
    """Return whether two verbs are one, or two words for what is done to one thing."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _object(ours, verb), _object(theirs, other)
    same = a is not None and b is not None and pair.alignment.there[a] == b
    return same or pair.alignment.there[verb] == other


def _is_one_time(pair: Pair, a: int, b: int) -> bool:
    """Return whether what is before or after may be one thing in two words.

    So it may if it is done by or to the same, or if the scorer sees a conflict and neither thing
    has a like elsewhere.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    there, back, overlap = pair.alignment.there, pair.alignment.back, pair.alignment.overlap
    left, right = _parts(ours, a), _parts(theirs, b)
    if any(there[at] in right for at in left) or are_alike(ours[a], theirs[b]):
        return True
    if pair.conflict >= _CONFLICT and overlap >= _NEARLY_ONE:
        return True
    free = there[a] < 0 and back[b] < 0
    return free and pair.suspicion >= _CONFLICT and overlap >= _ENOUGH


def _parts(tokens: tuple[Token, ...], top: int) -> set[int]:
    """Return a word, what a verb is done by and to, and the nouns that a noun is made of."""
    made = (i for i in syntax.children(tokens, top) if tokens[i].dep == "compound")
    return {top, *syntax.arguments(tokens, top), *made}


def _are_of_two_figures(pair: Pair, i: int, j: int) -> bool:
    """Return whether each follows a figure of its own: "eight weeks or later", "six or earlier"."""
    one = _figure_before(pair.a.statement.tokens, i)
    other = _figure_before(pair.b.statement.tokens, j)
    return one is not None and other is not None and pair.alignment.there[one] != other


def _figure_before(tokens: tuple[Token, ...], index: int) -> int | None:
    """Return the figure that "or later" leaves open at one end."""
    if index == 0 or fold(tokens[index - 1].text) != "or":
        return None
    near = range(index - 1, max(-1, index - _REACH), -1)
    return next((i for i in near if tokens[i].pos == "NUM"), None)


def _names_a_sort(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether an adjective only tells which of several is meant: "long-term rates"."""
    return tokens[tokens[index].head].dep in _MODIFIERS


def _is_of_place(token: Token) -> bool:
    """Return whether the word is part of a name as in "North Korea": `name` compares those."""
    return any(name in _DIRECTIONS for name, _ in _sides(token))


def _is_floor(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word is that of "at least", to which no "most" is opposed."""
    return index > 0 and fold(tokens[index - 1].text) == "at" and tokens[index].tag in _SUPERLATIVE


def _bounds_figure(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word only says how exact a figure is: "more than half", "less than $9"."""
    after = tokens[index + 1 : index + 3]
    than = len(after) > 1 and fold(after[0].text) == "than"
    return than and (after[1].pos in {"NUM", "SYM"} or fold(after[1].text) == "half")


def _are_limits(pair: Pair, i: int, j: int) -> bool:
    """Return whether one figure comes after both: "up to ten years", "down 2 percent"."""
    ours, theirs = pair.a.statement.tokens[i + 1 : i + 3], pair.b.statement.tokens[j + 1 : j + 3]
    texts = [[fold(token.text) for token in after] for after in (ours, theirs)]
    return texts[0] == texts[1] and [token.pos for token in ours] in _FOLLOWED


def _is_one_head(pair: Pair, i: int, j: int) -> bool:
    """Return whether the words belong to one, that to a noun made of several to its last part.

    Where the scorer sees a conflict both may be another word for one thing: "the best result",
    "the worst performance".
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    there, back = pair.alignment.there, pair.alignment.back
    a, b = _titled(ours, ours[i].head), _titled(theirs, theirs[j].head)
    free = there[a] < 0 and back[b] < 0 and ours[a].pos == theirs[b].pos
    one = there[a] == b or there[ours[i].head] == theirs[j].head
    return one or (free and pair.suspicion >= _SURE_SUSPICION)


def _have_one_object(pair: Pair, i: int, j: int) -> bool:
    """Return whether what two verbs are done to is one: a word in common, or a pronoun for it."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _object(ours, i), _object(theirs, j)
    if a is None or b is None or pair.alignment.overlap >= _NEARLY_ONE:
        return True
    there, back = pair.alignment.there, pair.alignment.back
    if same_stem(ours[a].text, theirs[b].text):
        return True
    if there[a] in syntax.arguments(theirs, j) or back[b] in syntax.arguments(ours, i):
        return True
    left, right = _below(ours, a), _below(theirs, b)
    pronoun = any(ours[x].pos == "PRON" for x in left) or any(
        theirs[x].pos == "PRON" for x in right
    )
    return pronoun or any(there[x] in right for x in left if fold(ours[x].text) not in STOP_WORDS)


def _below(tokens: tuple[Token, ...], top: int) -> list[int]:
    return [index for index in range(len(tokens)) if syntax.is_within(tokens, index, top)]


def _object(tokens: tuple[Token, ...], verb: int) -> int | None:
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"dobj", "nsubjpass"}), None)


def _are_of_two_parties(pair: Pair, i: int, j: int) -> bool:
    """Return whether one verb's named subject stands in the other statement as another party.

    That Berg confirms and Lund denies what is said of Lund are two doings; that one buys and the
    other sells is one.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _doer(ours, i), _doer(theirs, j)
    if any(name in _CONVERSE for name, _ in _sides(ours[i]) & _other_sides(theirs[j])):
        return a is None or b is None or not _may_be_one_party(pair, (a, i), (b, j))
    if a is None or b is None or "PRON" in {ours[a].pos, theirs[b].pos}:
        return False
    there, back = pair.alignment.there, pair.alignment.back
    return _plays_another_part(ours[a], there[a], theirs, b, j) or _plays_another_part(
        theirs[b], back[b], ours, a, i
    )


def _may_be_one_party(pair: Pair, ours: tuple[int, int], theirs: tuple[int, int]) -> bool:
    """Return whether the subjects are one, or, where the scorer is sure, two words for one."""
    if _is_one_party(pair, ours, theirs):
        return True
    free = pair.alignment.there[ours[0]] < 0 and pair.alignment.back[theirs[0]] < 0
    return free and pair.suspicion >= _SURE_SUSPICION


def _is_one_party(pair: Pair, ours: tuple[int, int], theirs: tuple[int, int]) -> bool:
    """Return whether the subjects of two verbs are one: a word, a pronoun, or a pronoun for a word.

    Each comes with its verb. What a pronoun stands for is nobody whom its verb has for an object:
    "it was selling to Iceland" is not what Iceland does.
    """
    first, second = pair.a.statement.tokens, pair.b.statement.tokens
    (a, verb), (b, other) = ours, theirs
    there, back = pair.alignment.there[a], pair.alignment.back[b]
    if there == b or "PRON" not in {first[a].pos, second[b].pos}:
        return there == b
    if first[a].pos == second[b].pos:
        return first[a].text.lower() == second[b].text.lower()
    if second[b].pos == "PRON":
        return there >= 0 and there not in syntax.arguments(second, other)
    return back >= 0 and back not in syntax.arguments(first, verb)


def _plays_another_part(
    name: Token, like: int, tokens: tuple[Token, ...], doer: int, verb: int
) -> bool:
    """Return whether the like of a name is neither the doer nor what it is done to."""
    if name.pos != "PROPN" or like < 0 or like in syntax.arguments(tokens, verb):
        return False
    return not syntax.is_within(tokens, like, doer)


def _doer(tokens: tuple[Token, ...], verb: int) -> int | None:
    """Return the subject of an active verb, the agent of another one ("bought by Berg").

    That of the verb before for one joined to it.

    "To sell" has the subject of "is able to", and of "has the option to".
    """
    below = syntax.children(tokens, verb)
    subject = next((i for i in below if tokens[i].dep == "nsubj"), _agent(tokens, verb))
    above = tokens[verb].head
    plain = tokens[verb].tag == "VB" and tokens[verb].dep in {"advcl", "acl"}
    through = tokens[verb].dep == "acomp" or (
        tokens[verb].pos in {"NOUN", "ADJ"} and tokens[verb].dep in {"dobj", "attr"}
    )
    if subject is None and above != verb and (tokens[verb].dep in _JOINED or plain or through):
        return _doer(tokens, above)
    return subject


def _agent(tokens: tuple[Token, ...], verb: int) -> int | None:
    by = (i for i in syntax.children(tokens, verb) if tokens[i].dep == "agent")
    return next(
        (j for i in by for j in syntax.children(tokens, i) if tokens[j].dep == "pobj"), None
    )


def _is_when(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word is that of "last week", which no "first week" is opposed to."""
    noun = tokens[index].head
    below = {tokens[i].dep for i in syntax.children(tokens, noun)}
    return (
        fold(tokens[index].text) == "last"
        and tokens[noun].lemma.lower() in _PERIODS
        and below.isdisjoint({"det", "poss"})
    )


def _titled(tokens: tuple[Token, ...], index: int) -> int:
    while tokens[index].dep in _MODIFIERS and tokens[index].head != index:
        index = tokens[index].head
    return index


def _complement(tokens: tuple[Token, ...], index: int) -> int | None:
    """Return what a preposition or conjunction stands before, None for other words."""
    if tokens[index].dep == "mark":
        return tokens[index].head
    if tokens[index].pos not in {"ADP", "SCONJ"}:
        return None
    below = (i for i in syntax.children(tokens, index) if tokens[i].dep in {"pobj", "pcomp"})
    return next(below, None)


@cache
def _table() -> dict[str, frozenset[tuple[str, int]]]:
    """Return for each word the groups of opposites it stands in, each with its side (0 or 1)."""
    table: dict[str, frozenset[tuple[str, int]]] = {}
    for name, sides in opposites():
        for side, members in enumerate(sides):
            for word in members:
                table[word] = table.get(word, frozenset()) | {(name, side)}
    return table


def _sides(token: Token) -> frozenset[tuple[str, int]]:
    return _table().get(fold(token.text), frozenset()) | _table().get(
        token.lemma.lower(), frozenset()
    )


def _other_sides(token: Token) -> frozenset[tuple[str, int]]:
    return frozenset((name, 1 - side) for name, side in _sides(token))


def _has(tokens: tuple[Token, ...], word: Token, to: Sequence[int]) -> bool:
    """Return whether the word stands there too, and stands for no other one of its kind."""
    return any(
        same_stem(token.text, word.text) and other < 0
        for token, other in zip(tokens, to, strict=True)
    )


def _is_negated(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word or what it is said with is denied: "are not likely"."""
    places = {index, tokens[index].head} if tokens[index].dep in _PREDICATES else {index}
    above = tokens[tokens[index].head]
    if tokens[index].dep in _PREDICATES and above.dep in _CLAUSES:
        places.add(above.head)
    return any(token.dep == "neg" and token.head in places for token in tokens)
