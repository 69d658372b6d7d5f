"""Who says it: speakers of reported statements and of quotations, from tags and from context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reporter.records import Quotation, Statement, Token
from reporter.text.lexicon import HOLDING, NEEDS_CONTENT, QUOTING, RELATIVE, STATING, WORDS_OF
from reporter.text.mentions import Discourse, Mention, mention_at
from reporter.text.people import ends_of_names, retagged, surnames
from reporter.text.syntax import Tree, tree_of
from reporter.text.tags import (
    introducer,
    is_trailing,
    named_before_suffix,
    signature,
    subject_after,
)

MAJORITY = 0.6
MAX_HOPS = 5
TAG_REACH = 3
PHRASE_WORDS = 3

_HEARD = frozenset({"quote", "hear", "see"})
_CITING = frozenset({"quote", "cite"})
_JOINING = frozenset({"and", "but", "or", "so", "yet", "then"})
_CLIMB = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb of speaking, or "according", and the token that heads its speaker."""

    at: int
    speaker: int
    states: bool


def attribute(statements: Sequence[Statement], continued: Sequence[bool]) -> tuple[Statement, ...]:
    """Return the statements of one article, in order, with the speakers of words and quotations.

    The statements carry tokens and quotations; `continued` says which of them begin inside a
    quotation that an earlier one opened. Pronouns and descriptions are resolved where that is
    safe, else the speaker is given as written.
    """
    known = surnames(statements)
    discourse = Discourse(ends_of_names(statements))
    done: list[Statement] = []
    number = 0
    for statement in statements:
        tree = tree_of(retagged(statement.tokens, known))
        done.append(_attribute(statement, tree, number, discourse))
        # Words of a quotation alone do not move a pronoun away from the name it stands for.
        number += not _is_all_quoted(statement)
    _share_speakers(done, continued)
    return tuple(done)


def _attribute(statement: Statement, tree: Tree, number: int, discourse: Discourse) -> Statement:
    quoted = [_quoted_tokens(tree.tokens, quotation) for quotation in statement.quotations]
    inside = frozenset(index for span in quoted for index in span)
    cues = {cue.at: cue for cue in _cues(tree, inside)}
    discourse.read(list(_mentions(tree, statement.text, number, inside)))
    main = _main_cue(tree, cues, inside)
    spoken = [_quoted_by(tree, span, cues, main, inside) for span in quoted]
    names: dict[int, str] = {}
    # The speaker of the whole comes last, so that a later pronoun finds that one.
    spoken_by = sorted({speaker for speaker in spoken if speaker is not None})
    for head in [*spoken_by, *([main.speaker] if main is not None else [])]:
        names[head] = discourse.name(mention_at(tree, head, statement.text, number))
    quotations = tuple(
        replace(quotation, speaker=names[speaker] if speaker is not None else None)
        for quotation, speaker in zip(statement.quotations, spoken, strict=True)
    )
    if main is None:
        signed = signature(statement.text)
        return replace(
            statement, quotations=quotations, speaker=signed, reported=signed is not None
        )
    return replace(statement, quotations=quotations, speaker=names[main.speaker], reported=True)


def _quoted_tokens(tokens: Sequence[Token], quotation: Quotation) -> range:
    inside = [
        index
        for index, token in enumerate(tokens)
        if token.start >= quotation.start and token.end <= quotation.end
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _mentions(tree: Tree, text: str, number: int, inside: frozenset[int]) -> Iterator[Mention]:
    """Yield the people, and the subjects of verbs, that stand outside quotation marks."""
    for index, token in enumerate(tree.tokens):
        if index in inside or token.pos not in ("NOUN", "PROPN"):
            if index not in inside and token.text.lower() in ("he", "she"):
                yield mention_at(tree, index, text, number, alone=True)
            continue
        heads_name = token.entity == "PERSON" and token.dep not in ("compound", "nmod")
        if heads_name or token.dep in ("nsubj", "nsubjpass", "agent", "pobj"):
            yield mention_at(tree, index, text, number, alone=True)


def _cues(tree: Tree, inside: frozenset[int]) -> Iterator[_Cue]:
    for index, token in enumerate(tree.tokens):
        if index in inside:
            continue
        lemma = token.lemma.lower()
        if lemma == "accord" or token.text.lower() == "according":
            source = _source(tree, index)
            if source is not None:
                yield _Cue(index, source, True)
        elif (
            token.pos in ("VERB", "AUX")
            and (lemma in STATING or lemma in QUOTING)
            and not any(tree.tokens[i].dep == "neg" for i in tree.children[index])
            and not _is_act(tree, index, inside)
        ):
            speaker = _speaker_of(tree, index, inside)
            if speaker is not None:
                speaker = _whose(tree, named_before_suffix(tree, speaker))
                states = lemma in STATING and _has_content(tree, index, inside)
                states = states or _cited(tree, index, inside) is not None
                yield _Cue(index, speaker, states)


def _cited(tree: Tree, verb: int, inside: frozenset[int]) -> int | None:
    """Return whose words another one gives: "the paper quoted Lund as saying"."""
    if tree.tokens[verb].lemma.lower() not in _CITING:
        return None
    below = [i for i in tree.children[verb] if i not in inside]
    as_saying = any(
        tree.tokens[i].text.lower() == "as"
        and any(tree.tokens[j].lemma.lower() in STATING for j in tree.children[i])
        for i in below
    )
    if not as_saying:
        return None
    return next((i for i in below if tree.tokens[i].dep in ("dobj", "nsubjpass")), None)


def _whose(tree: Tree, speaker: int) -> int:
    """Return the owner of somebody's words, else the speaker itself."""
    if tree.tokens[speaker].lemma.lower() not in WORDS_OF:
        return speaker
    owners = (i for i in tree.children[speaker] if tree.tokens[i].dep == "poss")
    return next((i for i in owners if tree.tokens[i].pos in ("NOUN", "PROPN")), speaker)


def _source(tree: Tree, according: int) -> int | None:
    for index in range(according + 1, min(according + 3, len(tree.tokens))):
        for child in tree.children[index]:
            if tree.tokens[child].dep == "pobj":
                return child
    return None


def _is_act(tree: Tree, verb: int, inside: frozenset[int]) -> bool:
    """Say whether it is something that is done, not said: "continued to behave badly"."""
    if tree.tokens[verb].lemma.lower() not in NEEDS_CONTENT:
        return False
    return any(
        tree.tokens[i].dep == "xcomp" and tree.tokens[i].tag == "VB" and i not in inside
        for i in tree.children[verb]
    )


def _has_content(tree: Tree, verb: int, inside: frozenset[int]) -> bool:
    """Say whether a verb that need not be about speech has something said beside it."""
    if tree.tokens[verb].lemma.lower() not in NEEDS_CONTENT:
        return True
    if inside or tree.tokens[-1].text == ":":
        return True
    return any(
        tree.tokens[i].dep in ("ccomp", "parataxis") and tree.is_finite(i)
        for i in tree.children[verb]
    )


def _speaker_of(tree: Tree, verb: int, inside: frozenset[int]) -> int | None:
    """Find the head of the speaker: the own subject, the agent, or the one of a governing verb."""
    at = verb
    for _ in range(MAX_HOPS):
        own = _own_speaker(tree, at, inside)
        if own is not None:
            return own
        token = tree.tokens[at]
        if token.dep in ("acl", "relcl") and tree.tokens[token.head].pos in ("NOUN", "PROPN"):
            # Whom one calls "to say" something is not the one who says it.
            return None if token.tag == "VB" and token.dep == "acl" else token.head
        if token.head == at or token.dep not in _CLIMB or token.head in inside:
            break
        at = token.head
    return (
        _inverted_subject(tree, verb, inside)
        or subject_after(tree, verb, inside)
        or _misread_subject(tree, verb, inside)
    )


def _own_speaker(tree: Tree, verb: int, inside: frozenset[int]) -> int | None:
    token = tree.tokens[verb]
    cited = _cited(tree, verb, inside)
    if cited is not None:
        return cited
    # The nearest subject first: a dateline before the sentence is often parsed as another one.
    for child in sorted(tree.children[verb], key=lambda i: abs(i - verb)):
        dependent = tree.tokens[child]
        if child in inside or not dependent.text[:1].isalnum():
            continue
        if dependent.dep == "agent":
            return next((i for i in tree.children[child] if tree.tokens[i].dep == "pobj"), None)
        passive = dependent.dep == "nsubjpass" and token.lemma.lower() in _HEARD
        if dependent.dep == "nsubj" or passive:
            if dependent.text.lower() in RELATIVE:
                return token.head if token.dep == "relcl" else None
            return child if dependent.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") else None
    return None


def _inverted_subject(tree: Tree, verb: int, inside: frozenset[int]) -> int | None:
    """Find the noun right after a tag's verb ("..., said Ann Poe"), however it was parsed."""
    after_quote = any(index in inside for index in range(max(verb - TAG_REACH, 0), verb))
    if not after_quote or verb + 1 >= len(tree.tokens):
        return None
    following = verb + 1
    if following in inside or tree.tokens[following].pos not in ("DET", "ADJ", "NOUN", "PROPN"):
        return None
    while tree.tokens[following].dep in ("det", "compound", "amod", "poss", "nmod"):
        following = tree.tokens[following].head
        if following <= verb:
            return None
    return following if tree.tokens[following].pos in ("NOUN", "PROPN") else None


def _misread_subject(tree: Tree, verb: int, inside: frozenset[int]) -> int | None:
    """Find the last name before a verb that the parser gave no subject ("like A, B, C's heir,")."""
    if tree.tokens[verb].tag not in ("VBD", "VBZ", "VBP"):
        return None
    for index in range(verb - 1, tree.first[verb] - 1, -1):
        token = tree.tokens[index]
        named = token.entity == "PERSON" and token.dep in ("appos", "npadvmod", "dep", "conj")
        if named and index not in inside:
            return index
    return None


def _main_cue(tree: Tree, cues: dict[int, _Cue], inside: frozenset[int]) -> _Cue | None:
    """Return the cue that covers the statement as a whole."""
    stating = [cue for cue in cues.values() if cue.states]
    for cue in stating:
        token = tree.tokens[cue.at]
        shares_subject = token.dep == "conj" and tree.subject(cue.at) is None
        governor = tree.tokens[token.head]
        if token.head == cue.at or (shares_subject and governor.head == token.head):
            return cue
    for cue in stating:
        token = tree.tokens[cue.at]
        covered = tree.last[cue.at] - tree.first[cue.at] + 1
        if token.text.lower() == "according" and not _is_subordinate(tree, cue.at):
            return cue
        if token.dep == "parataxis" or (token.dep == "ccomp" and token.head in inside):
            return cue
        if token.text.lower() != "according" and is_trailing(tree, cue.at, cue.speaker):
            return cue
        participial = token.dep == "advcl" and tree.subject(cue.at) is None
        if participial and covered >= MAJORITY * len(tree.tokens):
            return cue
    return None


def _is_subordinate(tree: Tree, index: int) -> bool:
    return any(tree.tokens[i].dep in ("relcl", "advcl", "acl") for i in tree.ancestors(index))


def _quoted_by(
    tree: Tree, span: range, cues: dict[int, _Cue], main: _Cue | None, inside: frozenset[int]
) -> int | None:
    """Return the head of a quotation's speaker: of its verb, else of what a colon ends."""
    cue = _quotation_cue(tree, span, cues)
    if cue is None:
        introduced = introducer(tree, span, inside)
        if introduced is not None:
            return introduced
        cue = main
    return None if cue is None else cue.speaker


def _quotation_cue(tree: Tree, span: range, cues: dict[int, _Cue]) -> _Cue | None:
    for index in span:
        if tree.tokens[index].head in span and tree.tokens[index].head != index:
            continue
        for above in tree.ancestors(index):
            if above in cues and tree.tokens[above].lemma.lower() not in HOLDING:
                return cues[above]
        for child in tree.children[index]:
            if child in cues:
                return cues[child]
    return _adjacent_cue(tree, span, cues)


def _adjacent_cue(tree: Tree, span: range, cues: dict[int, _Cue]) -> _Cue | None:
    for cue in cues.values():
        first = next(
            (
                i
                for i in range(tree.first[cue.speaker], cue.speaker)
                if tree.tokens[i].dep != "punct"
            ),
            cue.speaker,
        )
        after = min(cue.at, first) - span.stop if len(span) else -1
        before = span.start - cue.at
        if 0 <= after <= TAG_REACH or 0 < before <= TAG_REACH:
            return cue
    return None


def _share_speakers(done: list[Statement], continued: Sequence[bool]) -> None:
    """Carry speakers along a quotation that runs over statements, and into pure quotations."""
    for n in range(len(done) - 1, 0, -1):
        if continued[n]:
            done[n - 1] = _with_last(done[n - 1], _first_speaker(done[n]))
    for n, statement in enumerate(done):
        previous = done[n - 1] if n else None
        inherited = _last_words_of(previous)
        if continued[n] and previous is not None and previous.quotations:
            inherited = previous.quotations[-1].speaker or inherited
            done[n] = statement = _with_first(statement, inherited)
        if not statement.reported and _is_all_quoted(statement):
            spoken = [q.speaker for q in statement.quotations if q.speaker is not None]
            speaker = spoken[0] if spoken else inherited
            quotations = tuple(replace(q, speaker=speaker) for q in statement.quotations)
            done[n] = replace(statement, speaker=speaker, reported=True, quotations=quotations)


def _last_words_of(statement: Statement | None) -> str | None:
    """Return who spoke last in a statement: a whole quotation before the statement as such."""
    if statement is None:
        return None
    whole = [q.speaker for q in statement.quotations if len(q.text.split()) > PHRASE_WORDS]
    spoken = [q.speaker for q in statement.quotations]
    own = [statement.speaker] if statement.reported else []
    return next((name for name in [*whole[-1:], *own, *spoken[-1:]] if name is not None), None)


def _first_speaker(statement: Statement) -> str | None:
    return statement.quotations[0].speaker if statement.quotations else None


def _with_last(statement: Statement, speaker: str | None) -> Statement:
    if not statement.quotations or statement.quotations[-1].speaker is not None:
        return statement
    last = replace(statement.quotations[-1], speaker=speaker)
    return replace(statement, quotations=(*statement.quotations[:-1], last))


def _with_first(statement: Statement, speaker: str | None) -> Statement:
    if not statement.quotations or statement.quotations[0].speaker is not None:
        return statement
    first = replace(statement.quotations[0], speaker=speaker)
    return replace(statement, quotations=(first, *statement.quotations[1:]))


def _is_all_quoted(statement: Statement) -> bool:
    rest = statement.text
    for quotation in reversed(statement.quotations):
        rest = rest[: quotation.start] + rest[quotation.end :]
    words = re.findall(r"\w+", rest.lower())
    return bool(statement.quotations) and _JOINING.issuperset(words)
