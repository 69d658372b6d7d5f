"""Which verbs of a statement are negated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import words
from reporter.records import Quotation, Statement, Token
from reporter.text.lexical import fold

_NEGATORS = frozenset(words("negators"))
_TURNERS = frozenset(words("turners"))
_TELLING = frozenset(words("telling"))
_RAISING = frozenset(words("raising"))
_PROOF = frozenset(words("proof"))
_THINKING = frozenset(words("thinking"))
_OPEN = frozenset(words("open"))
_INTENDED = frozenset(words("future") + words("undertaking") + words("raising"))
_INFINITIVE = 2
INSTEAD = frozenset({("rather", "than"), ("instead", "of")})
"""What stands before a verb that was not done."""
_BANS = frozenset(words("bans"))
_EITHER = frozenset({"or", "nor"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CONDITIONS = frozenset({"if", "whether", "unless"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj"})
_BEFORE = frozenset({"longer", "only"})
_FINDING = frozenset({"be", "find", "declare", "rule", "look", "seem", "remain", "become", "stay"})
_NOBODY = frozenset({"none", "nobody", "nothing", "neither"})
_DONE = frozenset({"by", "after", "before", "while", "in", "since"})
"""What stands before a verb that says how or when, and is not refused or avoided itself."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """A verb (token index), whether it is negated, and by which tokens.

    `turned` says that a verb above it ("denied selling") does so, `arguments` are the tokens of
    its subject and objects, `conditions` the verbs of clauses with "if" below it; `anchor` is the
    token that carries the meaning: the verb, or the predicate of "be".
    """

    verb: int
    negated: bool
    cues: tuple[int, ...]
    turned: bool
    arguments: tuple[int, ...]
    conditions: tuple[int, ...] = ()
    anchor: int = -1

    def span(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """Return the characters from the first cue to the verb."""
        covered = [tokens[index] for index in (self.verb, *self.cues)]
        return min(token.start for token in covered), max(token.end for token in covered)


def polarities(tokens: Sequence[Token]) -> tuple[Polarity, ...]:
    """Return the polarity of every full verb that is neither conditional nor one of saying."""
    return tuple(_polarity(tokens, verb) for verb in _verbs(tokens))


def conditions(tokens: Sequence[Token]) -> tuple[Polarity, ...]:
    """Return the polarity of every verb with its own "if", "whether" or "unless", which denies it.

    None of "whether or not".
    """
    found = []
    for verb, token in enumerate(tokens):
        marks = [i for i in syntax.children(tokens, verb) if fold(tokens[i].text) in _CONDITIONS]
        if token.pos not in {"VERB", "AUX"} or len(marks) != 1 or _is_either_way(tokens, marks[0]):
            continue
        polarity = _polarity(tokens, verb)
        if fold(tokens[marks[0]].text) == "unless":
            cues = (marks[0], *polarity.cues)
            polarity = replace(polarity, negated=not polarity.negated, cues=cues)
        found.append(polarity)
    return tuple(found)


def _is_either_way(tokens: Sequence[Token], mark: int) -> bool:
    after = [fold(token.text) for token in tokens[mark + 1 :]]
    return any(two == ("or", "not") for two in pairwise(after))


def quotation_at(statement: Statement, polarity: Polarity) -> Quotation | None:
    """Return the quotation that the verb stands in, None outside quotation marks."""
    verb = statement.tokens[polarity.verb]
    within = (quote for quote in statement.quotations if quote.start <= verb.start < quote.end)
    return next(within, None)


def stray_negators(tokens: Sequence[Token], found: Sequence[Polarity]) -> tuple[int, ...]:
    """Return the words of negation that belong to none of the verbs: their scope is not known.

    Neither is it where a modal has lost its verb: "should not . . . sail".
    """
    used = {cue for each in found if tokens[each.verb].tag != "MD" for cue in each.cues}
    return tuple(
        index
        for index, token in enumerate(tokens)
        if index not in used and fold(token.text) in _NEGATORS
    )


def _verbs(tokens: Sequence[Token]) -> Iterator[int]:
    for index, token in enumerate(tokens):
        if token.pos not in {"VERB", "AUX"} or token.dep in {"aux", "auxpass"}:
            continue
        word = token.lemma.lower()
        if word in _TELLING or _turns(tokens, index) or _is_open(tokens, index):
            continue
        if token.dep == "csubj":
            continue  # "selling it would break the law" sells nothing
        if not is_conditional(tokens, index) and not _is_forbidden(tokens, index):
            yield index


def _turns(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether the verb denies or ends what another one says, rather than a thing."""
    return tokens[verb].lemma.lower() in _TURNERS and any(
        _turner(tokens, i) == verb for i, token in enumerate(tokens) if token.pos == "VERB"
    )


def _is_open(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether the verb is only called for or planned: "calls to release the tape"."""
    if verb < _INFINITIVE or tokens[verb - 1].lemma.lower() != "to":
        return False
    above = tokens[verb - _INFINITIVE]
    intended = above.pos == "VERB" and above.lemma.lower() in _INTENDED  # as "will" does
    return above.lemma.lower() in _OPEN and not intended


def _is_forbidden(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a law or order says that it may not be: that neither denies nor affirms it."""
    while tokens[verb].dep == "conj" and tokens[verb].head != verb:
        verb = tokens[verb].head
    turner = _turner(tokens, verb)
    return turner is not None and tokens[turner].lemma.lower() in _BANS


def is_conditional(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether the verb, or one that it continues, hangs on "if" or "whether"."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        below = syntax.children(tokens, verb)
        if any(fold(tokens[i].text) in _CONDITIONS for i in below):
            return True
        if any(fold(tokens[i].text) == "without" and i < verb for i in below):
            return True  # "without a licence no boat may leave"
        supposed = any(fold(tokens[i].text) == "would" for i in below)
        # "Without a licence, he fears, no boat would leave"
        if tokens[verb].dep in {"conj", "xcomp"} or (supposed and tokens[verb].dep == "ccomp"):
            verb = tokens[verb].head
    return False


def _polarity(tokens: Sequence[Token], verb: int) -> Polarity:
    cues = list(_own_cues(tokens, verb)) or list(_shared_cues(tokens, verb))
    turner = _turner(tokens, verb)
    if turner is not None:
        cues += [turner, *_own_cues(tokens, turner)]
    raises = tokens[verb].dep == "xcomp" and tokens[tokens[verb].head].lemma.lower() in _RAISING
    if raises or is_ordered(tokens, verb):
        cues += _own_cues(tokens, tokens[verb].head)
    cues += [*_raised(tokens, verb), *_instead(tokens, verb)]
    cues += _absent(tokens, verb)
    if tokens[verb].dep == "acl":
        cues += [i for i in syntax.children(tokens, tokens[verb].head) if is_determiner(tokens[i])]
    arguments = tuple(syntax.arguments(tokens, verb))
    conditions = tuple(_conditions(tokens, verb))
    anchor = _predicate(tokens, verb) if tokens[verb].lemma.lower() in _FINDING else verb
    turned = turner is not None
    negated = len(cues) % 2 == 1
    return Polarity(verb, negated, tuple(cues), turned, arguments, conditions, anchor)


def is_ordered(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether an order that comes with it brings it about: "was ordered held"."""
    above = tokens[verb].head
    return above != verb and tokens[verb].tag == "VBN" and tokens[above].lemma.lower() == "order"


def _absent(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return the "not" before those of whom the verb tells: "there are not three suits pending"."""
    noun = tokens[verb].head
    above = tokens[noun].head if tokens[verb].dep == "acl" else noun
    below = syntax.children(tokens, above)
    if (
        tokens[verb].tag not in {"VBG", "VBN"}
        or tokens[above].lemma.lower() != "be"
        or all(tokens[i].dep != "expl" for i in below)
    ):
        return []
    return [i for i in below if tokens[i].dep == "neg"]


def _raised(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return the cues that deny the clause from above: "did not believe that he won"."""
    above, token = tokens[verb].head, tokens[verb]
    cues: list[int] = []
    if token.dep == "acl" and tokens[above].lemma.lower() in _PROOF:
        verb, above, token = above, tokens[above].head, tokens[above]
        if token.dep not in {"dobj", "attr", "nsubjpass"}:
            return []
    elif token.dep != "ccomp" or tokens[above].lemma.lower() not in _THINKING:
        return []
    if _is_tag(tokens, above, verb):
        return []
    if above != verb and tokens[above].pos in {"VERB", "AUX"}:
        cues += [i for i in _own_cues(tokens, above) if not is_determiner(tokens[i])]
    return cues


def _is_tag(tokens: Sequence[Token], above: int, verb: int) -> bool:
    """Return whether a verb of thinking only asks for assent: "it won't heal, don't you think"."""
    below = syntax.children(tokens, above)
    return verb < above and any(fold(tokens[i].text) == "you" for i in below)


def _instead(tokens: Sequence[Token], verb: int) -> Iterator[int]:
    """Yield the first word of "rather than" or "instead of" right before the verb."""
    first = verb - _INFINITIVE
    if first >= 0 and (tokens[first].lemma.lower(), fold(tokens[verb - 1].text)) in INSTEAD:
        yield first


def _predicate(tokens: Sequence[Token], verb: int) -> int:
    """Return what is said with "be" or found: a noun, an adjective, or where something is."""
    below = syntax.children(tokens, verb)
    if tokens[verb].lemma.lower() != "be":
        return next((i for i in below if tokens[i].pos == "ADJ" and i > verb), verb)
    said = next((i for i in below if tokens[i].dep in {"attr", "acomp"}), None)
    if said is not None:
        figure = (i for i in syntax.children(tokens, said) if tokens[i].dep == "nummod")
        # "10 per cent" is two words, "10 percent" one.
        return next(figure, said) if tokens[said].lemma.lower() == "percent" else said
    after = (i for i in below if i > verb and tokens[i].dep in {"advmod", "prep"})
    place = next((i for i in after if fold(tokens[i].text) not in _NEGATORS), verb)
    inside = (i for i in syntax.children(tokens, place) if tokens[i].dep == "pobj")
    return next(inside, place) if tokens[place].dep == "prep" else place


def _conditions(tokens: Sequence[Token], verb: int) -> Iterator[int]:
    for child in syntax.children(tokens, verb):
        if tokens[child].dep == "advcl" and any(
            fold(tokens[i].text) in _CONDITIONS for i in syntax.children(tokens, child)
        ):
            yield child


def _own_cues(tokens: Sequence[Token], verb: int) -> Iterator[int]:
    for child in syntax.children(tokens, verb):
        token = tokens[child]
        if token.dep in {"cc", "preconj"}:
            continue  # "nor" negates what follows it, and there it stands as its own verb
        if _is_answer(tokens, child):
            continue
        if child > verb and fold(token.text) in _NOBODY and token.dep not in _ARGUMENTS:
            continue  # "wounding seven, none seriously"
        if token.dep == "neg" or fold(token.text) in _NEGATORS:
            yield child
        elif fold(token.text) in _BEFORE:
            yield from (i for i in syntax.children(tokens, child) if _is_plain(tokens[i]))
        elif token.dep in {"dobj", "attr", "nsubj", "nsubjpass"}:
            yield from (i for i in syntax.children(tokens, child) if is_determiner(tokens[i]))


def _is_answer(tokens: Sequence[Token], index: int) -> bool:
    """Return whether "no" answers somebody and denies no verb: "No, I meant it"."""
    after = "".join(token.text for token in tokens[index + 1 : index + 2])
    return fold(tokens[index].text) == "no" and (tokens[index].dep == "intj" or after == ",")


def _shared_cues(tokens: Sequence[Token], verb: int) -> Iterator[int]:
    """Yield what denies the verb before an "or" as well: "has not called or spoken to her".

    So does the "no" of their subject: "no member may bring or sell it".
    """
    above = tokens[verb].head
    if tokens[verb].dep != "conj" or above == verb:
        return
    below = syntax.children(tokens, above)
    before = [fold(token.text) for token in tokens[max(0, verb - 2) : verb]]
    if _EITHER.isdisjoint([*before, *(fold(tokens[i].text) for i in below)]):
        return
    own = any(tokens[i].dep in _SUBJECTS for i in syntax.children(tokens, verb))
    for i in below:
        if tokens[i].dep == "neg":
            yield i
        elif tokens[i].dep in _SUBJECTS and not own:
            yield from (j for j in syntax.children(tokens, i) if is_determiner(tokens[j]))


def _is_plain(token: Token) -> bool:
    return fold(token.text) in {"no", "not"}


def is_determiner(token: Token) -> bool:
    """Return whether the token is the "no", "zero" or "neither" of a noun, not of "no longer"."""
    word = fold(token.text)
    return (
        (word == "no" and (token.tag == "DT" or token.dep == "det"))
        or (word == "zero" and token.dep in {"nummod", "compound", "det"})
        or (word == "neither" and token.dep in {"det", "preconj"})
    )


def _turner(tokens: Sequence[Token], verb: int) -> int | None:
    """Return the verb above that denies or ends this one ("stopped making", "denied selling")."""
    while tokens[verb].dep == "conj" and tokens[verb].tag == "VBG" and tokens[verb].head != verb:
        verb = tokens[verb].head  # "stopped buying and wearing"
    index, token = tokens[verb].head, tokens[verb]
    for _ in range(2):
        if token.dep not in {"xcomp", "ccomp", "pcomp", "acl", "advcl", "prep"} or index == verb:
            return None
        if token.dep == "advcl" and tokens.index(token) != index + 1:
            return None  # only "stopped making" is one, "refused, citing the law" is not
        if tokens[index].lemma.lower() in _TURNERS:
            return index
        if tokens[index].lemma.lower() in _DONE or tokens[index].pos not in {"ADP", "SCONJ", "AUX"}:
            return None
        token, index = tokens[index], tokens[index].head
    return None
