"""Who says it or reports it, and who acts in what is said: two who seldom fill one slot."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import is_source
from reporter.discrepancies.evidence.slot import are_quoted
from reporter.discrepancies.finding import Pair, Sheet, same_stem
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

_ALLEGING = frozenset(words("alleging"))
_RAISING = frozenset(words("raising"))
_SEEING = frozenset({"obtain", "see", "view", "review"})
"""What an outlet did before it told of a paper: "a draft, obtained by the Post"."""
_ACTS = frozenset({"nsubj", "nsubjpass", "agent"})
_FIRST = frozenset({"first", "one"})
_MOST = 0.5


def are_parties(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether both say it, or one says it and the other does not act so."""
    acts = a.role in _ACTS and b.role in _ACTS
    if (a.governor in _ALLEGING) != (b.governor in _ALLEGING):
        return not acts
    if (a.governor == "report") != (b.governor == "report") and acts:
        return True  # An outlet, and who acts in what it reports.
    tells = _tells(pair.a, a), _tells(pair.b, b)
    if not acts or all(tells):
        return any(tells)
    if not any(tells) or same_stem(a.governor, b.governor):
        return False
    # Who says it does not face who is spoken of in what is said, but who says it there.
    if _has_another_teller(*((pair.b, b) if tells[0] else (pair.a, a))):
        return True
    if len({*are_quoted(pair, a, b)}) > 1 or pair.alignment.overlap <= _MOST:
        return True
    there, back = pair.alignment.there, pair.alignment.back
    if tells[0]:
        return _is_told_there(pair.b, b, pair.a, a, back)
    return _is_told_there(pair.a, a, pair.b, b, there)


def _has_another_teller(sheet: Sheet, actor: Name) -> bool:
    """Return whether the actor's statement names who says it: "Lund said, though Berg left"."""
    return any(_tells(sheet, name) for name in sheet.names if name is not actor)


def _is_told_there(
    sheet: Sheet, actor: Name, other: Sheet, speaker: Name, to: Sequence[int]
) -> bool:
    """Return whether the other statement's speaker says what the actor does: "it will close"."""
    tokens, others = sheet.statement.tokens, other.statement.tokens
    deed = to[_deed(tokens, tokens[syntax.span_head(tokens, actor.first, actor.last)].head)]
    says = others[syntax.span_head(others, speaker.first, speaker.last)].head
    return deed not in {-1, says} and others[deed].pos == "VERB"


def _deed(tokens: Sequence[Token], verb: int) -> int:
    """Return what is done, where a verb only says that it is planned: "is expected to close it"."""
    if tokens[verb].lemma.lower() not in _RAISING:
        return verb
    below = (i for i in syntax.children(tokens, verb) if tokens[i].dep == "xcomp")
    return next(below, verb)


def _tells(sheet: Sheet, name: Name) -> bool:
    """Return whether the name says it, or reports it as an outlet does, in the outlet's words."""
    if syntax.is_quoted(sheet.statement, name.start):
        return False
    reports = name.role in _ACTS | {"prep:by"} and name.governor == "report"
    has_it = name.role in {"agent", "prep:by"} and name.governor in _SEEING
    return reports or has_it or is_source(name) or _was_first(sheet, name)


def _was_first(sheet: Sheet, name: Name) -> bool:
    """Return whether an outlet brought it: "The Harbour Post was the first to report it"."""
    tokens = sheet.statement.tokens
    head = syntax.span_head(tokens, name.first, name.last)
    first = [i for i in syntax.children(tokens, tokens[head].head) if tokens[i].lemma in _FIRST]
    below = {tokens[i].lemma.lower() for one in first for i in syntax.children(tokens, one)}
    return tokens[head].dep == "nsubj" and "report" in below
