"""Whether a written sentence says nothing that its sources do not say, clause by clause.

A sentence put together from several sources may be made of their words alone and still say what
none of them says: "has pleaded guilty" of "has pleaded not guilty", one outlet's subject with the
verb of another, a plan told as done. So each of its verbs has to be one that a source has, said of
the same subject, with all that the source's verb has of complements, conditions, doubts, denials
and speakers; words that hang together have to do so in a source; and nothing is told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reporter.records import Statement, Token
from reporter.summarize.rendering import quoted_spans
from reporter.text.lexical import content_words, profile, stem
from reporter.text.lexicon import STATING
from reporter.text.propositions import ATTRIBUTED, Arc, Proposition, arcs, propositions
from reporter.text.syntax import SUBJECTS

_SAYING = frozenset(stem(verb) for verb in STATING | {"said", "told"})
_PREMODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod"})
_QUALIFYING = frozenset(
    """
    alleged suspected accused former acting deputy vice potential possible proposed attempted
    supposed apparent likely would-be so-called fake mock assistant
    """.split()  # noqa: SIM905
)


def unpreserved(
    sentence: str, tokens: Sequence[Token], statements: Sequence[Statement]
) -> list[str]:
    """Return what in a sentence, whose parse is `tokens`, no statement says, in readable form."""
    words = _stems(sentence)
    if any(words == _stems(item.text) for item in statements):
        return []
    return [
        *_unsaid(sentence, tokens, statements),
        *_unlinked(tokens, statements),
        *_unqualified(tokens, statements),
        *_told_again(sentence, statements),
    ]


def _unsaid(
    sentence: str, tokens: Sequence[Token], statements: Sequence[Statement]
) -> Iterator[str]:
    for ours in propositions(tokens, quoted_spans(sentence)):
        alike = [[p for p in _of_statement(item) if p.verb == ours.verb] for item in statements]
        own = sum(any(_holds(ours, theirs) for theirs in each) for each in alike)
        others = sum(bool(each) and all(_is_rival(ours, p) for p in each) for each in alike)
        if not own:
            said = [theirs for each in alike for theirs in each]
            yield f"{_subject_of(ours)}{ours.text!r}: {_reason(ours, said)}"
        elif others > own and ours.verb not in _SAYING:
            yield f"{_subject_of(ours)}{ours.text!r}: more sources say it of somebody else"


def _is_rival(ours: Proposition, theirs: Proposition) -> bool:
    """Whether the same is said of somebody else who is named."""
    named = bool(theirs.subjects and ours.subjects)
    return named and theirs.marks == ours.marks and not _same_subject(ours, theirs)


def _holds(ours: Proposition, theirs: Proposition) -> bool:
    return not _missing(ours, theirs)


def _missing(ours: Proposition, theirs: Proposition) -> str:
    """Say what keeps one proposition from following from the other, "" for nothing."""
    lost = theirs.marks - ours.marks
    if lost:
        return f"without {', '.join(sorted(lost))}"
    # Naming a speaker only takes away from what is claimed; all other marks are claims.
    added = ours.marks - theirs.marks - {ATTRIBUTED}
    if added:
        return f"only here {', '.join(sorted(added))}"
    if not _same_subject(ours, theirs):
        return "said of somebody else"
    if ours.passive != theirs.passive:
        return "turned round"
    short = theirs.complements - ours.complements
    return f"without its {', '.join(sorted(short))}" if short else ""


def _same_subject(ours: Proposition, theirs: Proposition) -> bool:
    if ours.pronoun or theirs.pronoun or not ours.subjects:
        return True
    return bool(ours.subjects & theirs.subjects)


def _reason(ours: Proposition, alike: Sequence[Proposition]) -> str:
    reasons = {_missing(ours, theirs) for theirs in alike}
    return min(reasons, key=lambda text: (len(text), text), default="in no source")


def _subject_of(ours: Proposition) -> str:
    return f"{' '.join(sorted(ours.subjects))} " if ours.subjects else ""


def _stems(text: str) -> str:
    return " ".join(word.stem for word in profile(text).words)


@lru_cache(maxsize=4096)
def _of_statement(statement: Statement) -> tuple[Proposition, ...]:
    return propositions(statement.tokens, quoted_spans(statement.text))


@lru_cache(maxsize=4096)
def _arcs_of_statement(statement: Statement) -> frozenset[Arc]:
    return frozenset(arc for arc, _, _ in arcs(statement.tokens))


def _unlinked(tokens: Sequence[Token], statements: Sequence[Statement]) -> Iterator[str]:
    """Find words that hang together in no source, and do not stand side by side in one either."""
    known = frozenset().union(*(_arcs_of_statement(item) for item in statements))
    for arc, head, index in arcs(tokens):
        if arc not in known:
            first, last = sorted((head, index))
            if not _is_passage(tokens, first, last, statements):
                yield f"{tokens[head].text!r} with {tokens[index].text!r}"


def _is_passage(
    tokens: Sequence[Token], first: int, last: int, statements: Sequence[Statement]
) -> bool:
    """Whether a source has the words from `first` to `last` in a row, whatever its parse of them.

    A noun that there leads up to another ("the state's results"), or is a subject, is not the one
    here if it is none.
    """
    words = [stem(token.text) for token in tokens[first : last + 1]]
    part = _part(tokens[last].dep)
    for item in statements:
        theirs = _token_stems(item)
        for start in range(len(theirs) - len(words) + 1):
            same = theirs[start : start + len(words)] == words
            if same and _part(item.tokens[start + len(words) - 1].dep) == part:
                return True
    return False


def _part(link: str) -> str:
    return "modifier" if link in _PREMODIFIERS else "subject" if link in SUBJECTS else ""


@lru_cache(maxsize=4096)
def _token_stems(statement: Statement) -> list[str]:
    return [stem(token.text) for token in statement.tokens]


def _unqualified(tokens: Sequence[Token], statements: Sequence[Statement]) -> Iterator[str]:
    """Find a noun that every source qualifies ("the alleged leak") and the sentence does not."""
    ours = dict(_qualifiers(tokens))
    theirs: dict[str, list[frozenset[str]]] = {}
    for item in statements:
        for noun, words in _qualifiers(item.tokens):
            theirs.setdefault(noun, []).append(words)
    for noun, words in ours.items():
        found = theirs.get(noun, [])
        if found and not any(each <= words for each in found):
            yield f"{noun!r} without {', '.join(sorted(min(found, key=sorted)))}"


def _qualifiers(tokens: Sequence[Token]) -> Iterator[tuple[str, frozenset[str]]]:
    below: dict[int, set[str]] = {}
    for token in tokens:
        if token.lemma.lower() in _QUALIFYING:
            below.setdefault(token.head, set()).add(token.lemma.lower())
    for index, token in enumerate(tokens):
        if token.pos in {"NOUN", "PROPN"}:
            yield stem(token.text), frozenset(below.get(index, ()))


def _told_again(sentence: str, statements: Sequence[Statement]) -> Iterator[str]:
    allowed: Counter[str] = Counter()
    for item in statements:
        allowed |= Counter(content_words(item.text))
    for word, count in Counter(content_words(sentence)).items():
        if count > max(1, allowed[word]):
            yield f"{word!r} {count} times"
