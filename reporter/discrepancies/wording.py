"""Wording: one outlet names with a loaded word what another names plainly.

Claims a difference where a word of the list of loaded words stands in the outlet's own voice and
the other statement has a plain word in the same slot (*slammed*, *criticized*), or the same noun
without the loaded adjective (*disastrous deal*, *deal*). The side with the loaded word says so. It
never changes the meaning: it shows how a thing is told.

Does not claim one inside quotation marks, embedded posts or what somebody argues: it is his word;
for two loaded words of one group, for a word that says which thing it is (*illegal immigration*,
*immigration*, *damning charges*, *charges*) unless another one stands in its place
(*undocumented*), for words that are mostly meant plainly (*claim*), for one that the other outlet
uses as well, or where the slots are not the same: who acts in one and is acted upon in the other,
one thing and several, how something was said and what was done, what was done and what is only
planned or denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.asides import is_post
from reporter.discrepancies.evidence.own_words import own_words
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, words_at
from reporter.discrepancies.lexicon import groups, words
from reporter.records import Kind, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

LOADED = "loaded word"
"""How the subject begins."""
WEIGHTS = {
    "bias": -4.6, "context": 3.0, "runs": 1.5, "overlap": 3.5, "dep": 1.0, "same": 1.2,
}  # fmt: skip
_MODIFIERS = frozenset({"amod", "advmod", "compound"})
_CLASSIFYING = frozenset(words("wording.classifying"))
_PLAIN_WITH = frozenset(words("wording.plain_with"))
_LOADED = dict(groups("loaded"))
_LISTS = {
    "VERB": ("verbs", "adjectives"),
    "NOUN": ("nouns",),
    "ADJ": ("adjectives",),
    "ADV": ("adverbs",),
}
_SPOKEN = frozenset(words("wording.spoken"))
_SPEAKING = frozenset(words("wording.speaking") + words("uttering") + words("saying"))
_HEDGES = frozenset(words("hedging.adjectives"))
_HOLDING = frozenset(words("wording.holding"))
_CALLING = frozenset(words("standing.answering") + words("standing.denying"))
_CLAIMS = frozenset(words("standing.allegations"))
_REMARKS = frozenset(words("wording.remarks"))
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_TRYING = frozenset(words("raising"))
_AGENTS = frozenset({"nsubj", "agent"})
_PATIENTS = frozenset({"dobj", "nsubjpass"})
_PLACES_AND_TIMES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
_SEVERAL = frozenset({"NNS", "NNPS"})
_NOUNS_BEFORE = frozenset({"poss", "nmod", "compound"})
_WHICH = _NOUNS_BEFORE | {"det"}
_ACTS = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp", "prt", "agent"})
_INTO = frozenset({"in", "into", "onto", "through", "near"})
_PLAIN_SENSE = frozenset(words("wording.plain_sense"))


def find(pair: Pair) -> list[Finding]:
    """Return the best supported loaded word that one statement has and the other puts plainly."""
    found = [*_loaded(pair, pair.a, pair.b), *_loaded(pair, pair.b, pair.a)]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))[:1]


def is_loaded(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the lists of loaded words have a word: as written, its lemma, "back down"."""
    token = tokens[index]
    own = [_LOADED[name] for name in _LISTS.get(token.pos, ())]
    if any(fold(token.text) in members for members in own) or token.pos != "VERB":
        return any(fold(token.text) in members for members in own)
    particles = (tokens[i] for i in syntax.children(tokens, index) if tokens[i].dep == "prt")
    word, verbs = token.lemma.lower(), _LOADED["verbs"]
    return word in verbs or any(f"{word}-{fold(one.text)}" in verbs for one in particles)


def _loaded(pair: Pair, sheet: Sheet, plain: Sheet) -> Iterator[Finding]:
    there = pair.alignment.there if sheet is pair.a else pair.alignment.back
    tokens = sheet.statement.tokens
    for index in range(len(tokens)):
        if there[index] >= 0 or not is_loaded(tokens, index):
            continue
        if _is_of_speaker(sheet, index):
            continue
        if _is_plain(tokens, index) or _is_used(plain, tokens, index):
            continue
        for other in _counterparts(pair, sheet, plain, index):
            if not is_loaded(plain.statement.tokens, other) and not _is_of_speaker(plain, other):
                yield _finding(pair, sheet, plain, index, other)


def _is_used(sheet: Sheet, tokens: Sequence[Token], index: int) -> bool:
    """Return whether the outlet has the word elsewhere in its own voice: it is no one's choice."""
    particle = (tokens[i].text for i in syntax.children(tokens, index) if tokens[i].dep == "prt")
    spelt = " ".join(stem(fold(text)) for text in (tokens[index].text, *particle))
    return f" {spelt} " in _own_stems(sheet.article)


@lru_cache(maxsize=16)
def _own_stems(article: str) -> str:
    """Return the stems of what stands outside quotation marks, parted by spaces."""
    return f" {' '.join(map(stem, own_words(article)))} "


def _is_plain(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a loaded word is meant plainly.

    So are "claimed", "slammed into a wall", "the train derailed", "a garbage truck" and
    "storm-ravaged", what somebody did not do ("did not slam the plan"), and what a parser takes for
    a modifier in a headline.
    """
    token = tokens[index]
    if syntax.is_negated(tokens, index):
        return True
    if token.dep in _MODIFIERS and token.tag in _FINITE:
        return True
    if any(
        one.text == "-"
        for one in (*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2])
    ):
        return True
    beside = [*syntax.arguments(tokens, index)]
    if token.dep in {"acl", "relcl", *_MODIFIERS}:
        beside.append(token.head)
    if any(tokens[i].lemma.lower() in _PLAIN_WITH for i in beside):
        return True
    if token.lemma.lower() in _PLAIN_SENSE or token.pos != "VERB":
        return token.lemma.lower() in _PLAIN_SENSE
    after = tokens[index + 1 : index + 2]
    acts = any(tokens[i].dep in _ACTS for i in syntax.children(tokens, index))
    return not acts and any(fold(one.text) in _INTO for one in after)


def _counterparts(pair: Pair, sheet: Sheet, plain: Sheet, index: int) -> Iterator[int]:
    """Yield the words of the other statement that stand where the loaded one does."""
    there = pair.alignment.there if sheet is pair.a else pair.alignment.back
    back = pair.alignment.back if sheet is pair.a else pair.alignment.there
    token, others = sheet.statement.tokens[index], plain.statement.tokens
    head = there[token.head] if token.head != index else -1
    if token.dep in _MODIFIERS:
        yield from _plain_beside(token, head, sheet.statement.tokens, others, back)
        return
    ours, spoken = sheet.statement.tokens, token.lemma.lower() in _SPOKEN
    for place, other in enumerate(others):
        if back[place] >= 0 or other.pos != token.pos or fold(other.text) in STOP_WORDS:
            continue
        shared = _shared(ours, index, others, place, there)
        alike = head >= 0 and other.head == head and other.dep == token.dep
        if token.pos != "VERB":
            fits = (alike and ours[token.head].pos != "ADP") or bool(shared)
        elif syntax.is_negated(others, place):
            fits = False
        elif spoken:
            fits = (alike or bool(shared)) and _is_spoken(others, place)
        elif _is_wanted(others, place) and not _is_wanted(ours, index):
            fits = False
        elif _has_patient(ours, index):
            fits = bool(shared & _PATIENTS)
        else:
            fits = alike or bool(shared)
        if fits:
            yield place


def _is_wanted(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a deed is planned, possible or tried: "will take up", "tried to block"."""
    beside = {tokens[i].tag for i in syntax.children(tokens, verb) if tokens[i].dep == "aux"}
    tried = "TO" in beside and tokens[tokens[verb].head].lemma.lower() in _TRYING
    return tried or "MD" in beside


def _shared(
    ours: Sequence[Token], index: int, theirs: Sequence[Token], place: int, there: Sequence[int]
) -> set[str]:
    """Return the parts that aligned words have in both, a patient only where it is one in both.

    One who acts in one and is acted upon in the other has no part in common.
    """
    below = set(syntax.arguments(theirs, place))
    found = set()
    owned = _has_owner(ours, index) and _has_owner(theirs, place)
    for i in syntax.arguments(ours, index):
        if ours[index].pos == "NOUN" and not owned and ours[i].entity in _PLACES_AND_TIMES:
            continue  # a disaster and an effort may be in one country
        if there[i] in below:
            one, other = _part(ours, i), _part(theirs, there[i])
            if (one in _AGENTS) == (other in _AGENTS):
                found.add(one if other in _PATIENTS else other)
    return found


def _has_owner(tokens: Sequence[Token], noun: int) -> bool:
    return any(tokens[i].dep == "poss" for i in syntax.children(tokens, noun))


def _part(tokens: Sequence[Token], index: int) -> str:
    """Return the part that a word has in its clause: "agent" behind "by"."""
    above = tokens[tokens[index].head].dep
    return above if above == "agent" else tokens[index].dep


def _has_patient(tokens: Sequence[Token], verb: int) -> bool:
    return any(_part(tokens, i) in _PATIENTS for i in syntax.arguments(tokens, verb))


def _is_spoken(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a verb tells that something was said: "accused", "took a shot at"."""
    if tokens[verb].lemma.lower() in _SPEAKING:
        return True
    return any(tokens[i].lemma.lower() in _REMARKS for i in syntax.arguments(tokens, verb))


def _plain_beside(
    loaded: Token, head: int, ours: Sequence[Token], theirs: Sequence[Token], back: Sequence[int]
) -> list[int]:
    """Return what modifies the same word plainly, or the word itself; none for one that is loaded.

    `head` is the word of the other statement that the loaded one's head is aligned with, or -1.
    One thing and several are not the same. A noun ("privacy invasion case") and, of several things
    that nothing else names, any loaded word may say which ones are meant.
    """
    if head < 0 or theirs[head].tag != ours[loaded.head].tag:
        return []
    beside = [i for i, t in enumerate(theirs) if t.head == head and t.dep in _MODIFIERS]
    if any(is_loaded(theirs, i) for i in beside):
        return []
    alike = [i for i in beside if theirs[i].dep == loaded.dep and theirs[i].pos == loaded.pos]
    plain = [i for i in alike if back[i] < 0 or ours[back[i]].head != loaded.head]
    if any(fold(theirs[i].text) in _HEDGES for i in plain):
        return []  # "the alleged attack" says how sure it is, not what it was
    several = ours[loaded.head].tag in _SEVERAL
    known, other = (_is_known(tokens, at) for tokens, at in ((ours, loaded.head), (theirs, head)))
    if plain:
        return plain if known == other or not several else []
    says_which = fold(loaded.text) in _CLASSIFYING or loaded.pos == "NOUN"
    told, named = (_telling_which(each, at) for each, at in ((ours, loaded.head), (theirs, head)))
    others = bool(told and named) and all(back[i] not in told for i in named)
    says_which = says_which or (several and (not known or others))
    return [] if says_which or _is_graded(ours, loaded) else [head]


def _telling_which(tokens: Sequence[Token], noun: int) -> list[int]:
    """Return the nouns before a noun that tell which ones: "police raids", "Sunday's raids"."""
    return [i for i, one in enumerate(tokens) if one.head == noun and one.dep in _NOUNS_BEFORE]


def _is_known(tokens: Sequence[Token], noun: int) -> bool:
    """Return whether something beside its modifiers says which ones a noun means."""
    return any(token.head == noun and token.dep in _WHICH for token in tokens)


def _is_graded(tokens: Sequence[Token], word: Token) -> bool:
    """Return whether an adjective compares or dates: "the most aggressive", "once dirty"."""
    return any(tokens[token.head] is word and token.dep == "advmod" for token in tokens)


def _is_of_speaker(sheet: Sheet, index: int) -> bool:
    """Return whether a word is a speaker's: in quotation marks, a post, or what somebody holds."""
    if is_post(sheet.article, sheet.statement):
        return True
    tokens = sheet.statement.tokens
    place, at = tokens[index].start, index
    while tokens[at].head != at:
        at, lower = tokens[at].head, tokens[at]
        below, above = lower.dep, tokens[at].lemma.lower()
        if below == "ccomp" and above in _HOLDING:
            return True
        if above in _CALLING and (below == "oprd" or fold(lower.text) == "as"):
            return True  # "denounced it as", "called it"
        if below in {"prep", "acl"} and tokens[at].pos == "NOUN" and above in _CLAIMS:
            return True
    return syntax.is_quoted(sheet.statement, place)


def _finding(pair: Pair, sheet: Sheet, plain: Sheet, index: int, other: int) -> Finding:
    first = sheet is pair.a
    word, counterpart = sheet.statement.tokens[index], plain.statement.tokens[other]
    i, j = (index, other) if first else (other, index)
    modifies = word.dep in _MODIFIERS
    features = {
        "context": pair.alignment.context((i, i + 1), (j, j + 1)),
        "runs": sum(pair.alignment.runs((i, i + 1), (j, j + 1))) / 10,
        "overlap": pair.alignment.overlap,
        "dep": float(word.dep == counterpart.dep),
        "same": float(modifies),
    }
    after = sheet.statement.tokens[index + 1 : index + 2]
    end = after[0].end if after and after[0].dep == "prt" else word.end
    loaded = words_at(sheet.statement, (word.start, end), "loaded")
    other_word = words_at(plain.statement, (counterpart.start, counterpart.end), "plain")
    return Finding(
        Kind.WORDING,
        loaded if first else other_word,
        other_word if first else loaded,
        f"{LOADED}: {loaded.said.lower()}",
        probability(WEIGHTS, features),
        False,
        (f"{loaded.said!r} is loaded, {counterpart.text!r} is not", shown(features)),
    )
