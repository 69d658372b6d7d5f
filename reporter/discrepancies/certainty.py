"""Certainty: one statement says flatly what the other says with a hedge.

Claims a difference where a verb or noun stands in both statements with like words around it and is
hedged on one side only: *allegedly*, *reportedly*, *alleged*, *suspected*, *may*, *might*,
*appears to*, *is believed to*, *was said to have*. It changes the meaning where the flat side
speaks in the outlet's own voice and the hedge is one of accusation (*alleged*, *suspected*): an
outlet calls proven what another does not.

Does not claim one where the other statement holds a hedge of its own anywhere, for plans and
conditions ("will", "if", "threatened to leave", "the possibility that", "it is unclear whether",
"any role"), questions, what is a choice anyway ("possible options"), inside quotation marks or
embedded posts, where one side alone is negated ("might not win", "won"), for a light verb with
another object, for what would come of something ("would likely need"), a hedge on why it happened
("likely because"), "may" before "but", what the flat outlet hedges elsewhere or somebody says of
himself without quotation marks ("our ship was sunk"), or between naming a source and naming none:
who says that a thing *reportedly* happened and who says which report has it are equally sure, and
so are *alleged theft* and *allegations of theft*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.asides import is_post
from reporter.discrepancies.evidence.own_words import own_words
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, words_at
from reporter.discrepancies.lexicon import words
from reporter.records import Kind, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

WEIGHTS = {
    "bias": -1.5, "context": 1.0, "arguments": 1.0, "overlap": 1.6, "unlike": -0.5,
}  # fmt: skip
_ADVERBS = frozenset(words("hedging.adverbs"))
_ADJECTIVES = frozenset(words("hedging.adjectives"))
_VERBS = frozenset(words("hedging.verbs"))
_RUMORED = frozenset(words("hedging.rumored"))
_STEMS = frozenset(map(stem, _VERBS))
_MODALS = frozenset(words("hedging.modals"))
_ACCUSING = frozenset(words("hedging.accusing"))
_HEARD = frozenset(words("hedging.heard"))
_ACCUSATIONS = frozenset(words("alleging") + words("hedging.accusations"))
_CHOICES = frozenset(words("hedging.choices"))
_CHANCES = frozenset(words("hedging.chances"))
_UTTERING = frozenset(words("uttering") + words("saying"))
_FINDING = frozenset(words("hedging.finding"))
_WEIGHING = frozenset(words("hedging.weighing"))
_LIGHT = frozenset(words("light"))
_COMPLETING = frozenset({"dobj", "attr", "acomp", "oprd", "ccomp", "xcomp"})
_ANY = frozenset({"any", "no"})
_EVERY = frozenset({"every", "all", "any", "each"})
_REASONS = frozenset({"because", "due", "since"})
_FIRST = frozenset({"i", "me", "my", "we", "our"})
_PRONOUNS = frozenset({"PRP", "PRP$"})
_BETWEEN = 2  # "alleged chemical weapons attack"
_WILL = frozenset({"will", "would", "shall"})
_UNCLEAR = frozenset({"unclear", "unknown", "uncertain"})
_CLEAR = frozenset({"clear", "known", "certain"})
_OPEN = frozenset(words("hedging.open"))
_ROLES = (
    (_ADVERBS, {"advmod", "npadvmod"}),
    (_ADJECTIVES, {"amod"}),
    (_MODALS, {"aux"}),
)
_ALL = _ADVERBS | _ADJECTIVES | _MODALS | frozenset(words("hedging.vague"))


def find(pair: Pair) -> list[Finding]:
    """Return the best supported hedge that one statement has and the other lacks, if any."""
    found = [*_hedged(pair, pair.a, pair.b), *_hedged(pair, pair.b, pair.a)]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))[:1]


def _hedged(pair: Pair, sheet: Sheet, flat: Sheet) -> Iterator[Finding]:
    """Yield findings where `sheet` hedges what `flat` does not; sides in the order of the pair."""
    there = pair.alignment.there if sheet is pair.a else pair.alignment.back
    ours, others = sheet.statement.tokens, flat.statement.tokens
    if any(fold(token.text) in _ALL for token in others) or any(_hedges(others)):
        return
    if any(is_post(each.article, each.statement) for each in (sheet, flat)) or _is_spoken(flat):
        return
    for hedge, at in _hedges(ours):
        other = there[at]
        quoted = syntax.is_quoted(sheet.statement, ours[at].start)
        if other < 0 or quoted or syntax.is_quoted(flat.statement, others[other].start):
            continue
        if _is_joined(ours, at) or _is_foretold(ours, hedge, at):
            continue
        if _is_another(ours[at], others[other]) or _is_open(others, other):
            continue
        if syntax.is_negated(ours, at) != syntax.is_negated(others, other):
            continue
        if _says_little(pair, sheet, at, other) or _is_attributed(sheet, hedge, flat, other):
            continue
        if _hedges_elsewhere(flat.article, fold(ours[hedge].text), others[other]):
            continue
        yield _finding(pair, sheet, (hedge, at), other)


def _hedges_elsewhere(article: str, hedge: str, word: Token) -> bool:
    """Return whether an outlet has the hedge or one of its sort before the word elsewhere."""
    hedges = _ACCUSING | _HEARD if hedge in _ACCUSING | _HEARD else {hedge}
    own, root = own_words(article), stem(word.text)
    for place, one in enumerate(own):
        if one in hedges:
            for after in own[place + 1 : place + 2 + _BETWEEN]:
                if stem(after) == root:
                    return True
                if after in STOP_WORDS:
                    break
    return False


def _is_spoken(sheet: Sheet) -> bool:
    """Return whether a statement speaks of itself outside quotation marks: "our ship was sunk"."""
    return any(
        token.tag in _PRONOUNS
        and fold(token.text) in _FIRST
        and not syntax.is_quoted(sheet.statement, token.start)
        for index, token in enumerate(sheet.statement.tokens)
    )


def _is_another(hedged: Token, flat: Token) -> bool:
    """Return whether the flat word is of another thing.

    So is a choice, the name of something else ("the theft inquiry"), and several for one.
    """
    several = {hedged.tag, flat.tag} == syntax.ONE_AND_SEVERAL
    return several or flat.dep == "compound" or fold(flat.text) in _CHOICES


def _says_little(pair: Pair, sheet: Sheet, at: int, other: int) -> bool:
    """Return whether a light verb goes with other words: "probably made sense", "made clear"."""
    there = pair.alignment.there if sheet is pair.a else pair.alignment.back
    theirs = pair.b if sheet is pair.a else pair.a
    if sheet.statement.tokens[at].lemma.lower() not in _LIGHT:
        return False
    ours = _complements(sheet.statement.tokens, at)
    completed = _complements(theirs.statement.tokens, other)
    return bool(ours and completed) and not any(there[i] in completed for i in ours)


def _complements(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep in _COMPLETING]


def _is_foretold(tokens: Sequence[Token], hedge: int, at: int) -> bool:
    """Return whether what is hedged is to come or conditional: "would likely need"."""
    near = [*syntax.children(tokens, at), *syntax.children(tokens, hedge)]
    near += range(hedge + 1, min(hedge + 2, len(tokens)))
    return any(tokens[i].lemma.lower() in _WILL for i in near)


def _is_joined(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a word is part of a compound: "hit-and-run"."""
    beside = (*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2])
    return any(token.text == "-" for token in beside)


def _is_attributed(sheet: Sheet, hedge: int, flat: Sheet, other: int) -> bool:
    """Return whether one side has from hearsay what the other has from somebody it names."""
    ours, theirs = sheet.statement, flat.statement
    word, lemmas = fold(ours.tokens[hedge].text), [token.lemma.lower() for token in theirs.tokens]
    if word in _HEARD and not _ACCUSATIONS.isdisjoint(lemmas):
        return True
    told = theirs.reported and not ours.reported and lemmas[other] not in _UTTERING
    return word in _HEARD and (told or _is_found(theirs.tokens, other))


def _is_found(tokens: Sequence[Token], index: int) -> bool:
    """Return whether somebody or something found it out: "an audit found that"."""
    below = index
    for above in _above(tokens, index):
        if tokens[below].dep == "ccomp" and tokens[above].lemma.lower() in _FINDING:
            return True
        below = above
    return False


def _hedges(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield (hedge, hedged word) as token numbers."""
    for index, token in enumerate(tokens):
        word = fold(token.text)
        if any(word in members and token.dep in roles for members, roles in _ROLES):
            if not any(plain(tokens, index) for plain in (_is_utmost, _is_of_reason, _concedes)):
                yield index, token.head
        elif token.pos == "VERB" and _is_hedging(tokens, index):
            below = syntax.children(tokens, index)
            yield from (
                (index, i) for i in below if tokens[i].dep == "xcomp" and tokens[i].pos == "VERB"
            )
        elif token.dep == "auxpass" and stem(word) in _STEMS:
            yield index, token.head  # "appears headed", whose lemma a parser does not know


def _is_utmost(tokens: Sequence[Token], index: int) -> bool:
    """Return whether "possible" says how far something goes: "the strongest possible ties"."""
    near = [*syntax.children(tokens, tokens[index].head), *syntax.children(tokens, index)]
    return fold(tokens[index].text) == "possible" and any(
        tokens[i].tag == "JJS" or fold(tokens[i].text) in _EVERY for i in near
    )


def _is_of_reason(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a hedge is one on why it happened: "likely because"."""
    return any(fold(token.text) in _REASONS for token in tokens[index + 1 : index + 2])


def _concedes(tokens: Sequence[Token], index: int) -> bool:
    """Return whether "may" grants what something stands against: "he may have lost, but"."""
    beside = (fold(tokens[i].text) for i in syntax.children(tokens, tokens[index].head))
    return fold(tokens[index].text) in _MODALS and "but" in beside


def _is_hedging(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a verb hedges what hangs on it: "seems to", "was said to have"."""
    word = tokens[verb].lemma.lower()
    below = syntax.children(tokens, verb)
    return word in _VERBS or (word in _RUMORED and any(tokens[i].dep == "nsubjpass" for i in below))


def _is_open(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the word is itself only planned, possible or conditional."""
    below = [tokens[i] for i in syntax.children(tokens, index)]
    if tokens[index].dep == "pcomp" or any(token.tag == "TO" for token in below):
        return True
    if tokens[index].tag == "VB" and all(token.dep != "nsubj" for token in below):
        return True  # an order: "reach us by mail"
    if any(token.dep == "det" and fold(token.text) in _ANY for token in below):
        return True
    first = min([index, *(i for i in syntax.children(tokens, index) if tokens[i].dep == "aux")])
    if first and tokens[first - 1].pos == "VERB" and tokens[first - 1].lemma.lower() in _VERBS:
        return True  # "those they suspect are guilty", whatever a parser makes of it
    above = {tokens[i].lemma.lower() for i in _above(tokens, index)}
    if not above.isdisjoint(_CHANCES | _VERBS | _WEIGHING) or tokens[-1].text == "?":
        return True
    verb = syntax.governing_verb(tokens, index)
    near = syntax.children(tokens, index if verb is None else verb)
    said = {word for i in near for word in (fold(tokens[i].text), tokens[i].lemma.lower())}
    return not said.isdisjoint(_OPEN | _UNCLEAR | _CHANCES) or (
        not said.isdisjoint(_CLEAR) and any(tokens[i].dep == "neg" for i in near)
    )


def _above(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """Yield the words that a token hangs on, the nearest first."""
    while tokens[index].head != index:
        index = tokens[index].head
        yield index


def _finding(pair: Pair, sheet: Sheet, hedged: tuple[int, int], flat: int) -> Finding:
    first = sheet is pair.a
    hedge, at = hedged
    tokens = sheet.statement.tokens
    i, j = (at, flat) if first else (flat, at)
    other = pair.b if first else pair.a
    plain = other.statement.tokens[flat]
    features = {
        "context": pair.alignment.context((i, i + 1), (j, j + 1)),
        "arguments": _shared(pair, i, j),
        "overlap": pair.alignment.overlap,
        "unlike": float(tokens[at].pos != plain.pos),
    }
    covered = sorted((tokens[hedge], tokens[at]), key=lambda token: token.start)
    unsure = words_at(sheet.statement, (covered[0].start, covered[1].end), "hedged")
    sure = words_at(other.statement, (plain.start, plain.end), "flat")
    own_voice = not other.statement.reported
    return Finding(
        Kind.CERTAINTY,
        unsure if first else sure,
        sure if first else unsure,
        f"how certain it is ({tokens[at].lemma.lower()})",
        probability(WEIGHTS, features),
        own_voice and fold(tokens[hedge].text) in _ACCUSING,
        (f"{tokens[hedge].text!r} hedges {tokens[at].text!r} on one side only", shown(features)),
    )


def _shared(pair: Pair, i: int, j: int) -> float:
    """Return the share (0..1) of the arguments of two words that are aligned."""
    ours = list(syntax.arguments(pair.a.statement.tokens, i))
    theirs = set(syntax.arguments(pair.b.statement.tokens, j))
    same = sum(pair.alignment.there[index] in theirs for index in ours)
    return same / max(1, min(len(ours), len(theirs)))
