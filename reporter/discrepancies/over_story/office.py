"""One office, two holders: whom the articles of a story call the holder of one post.

Claims a difference of kind name where one article gives an office of which a place or body has one
("Colorado's attorney general", "Gov. Berg of Ohio", "chairman of the Ohio Republican Party") to one
person and another article gives it to another. The statements need not tell of one thing: who holds
an office is told by the way. It changes the meaning.

Does not claim one for offices that many hold ("senator"), for former, acting and coming holders,
for deputies, where one article names both as holders, or where no known place or body is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies.finding import Finding, value_at
from reporter.discrepancies.lexicon import tones, words
from reporter.discrepancies.over_story.rivals import rivals
from reporter.discrepancies.values.aliases import entries_of, plain
from reporter.discrepancies.values.names import is_title, names_of_tokens
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, Statement, Token

_OFFICES = tones("single_offices")
_NOT_IN_OFFICE = frozenset(words("passing") + words("not_in_office"))
_PARTIES = entries_of(("republican",)) | entries_of(("democrat",))
_OF_BODIES = frozenset({"chair", "chief_executive"})
_PLAIN = frozenset({"of", "the", "a", "in"}).union(
    *(called for name, members in _OFFICES if name in _OF_BODIES for called in members)
)
_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ", "PART", "ADP", "DET"})
_INSIDE = frozenset({"-", "then"})  # "then-Governor"
_MOST_WORDS = 10
# Of 4 read outside the plants none; a guess until more are met.
_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True)
class _Holding:
    """A person whom a statement calls the holder of an office of some places or bodies."""

    statement: Statement
    name: Name
    office: str
    of: frozenset[int]


def find_officeholders(statements: Sequence[Statement]) -> list[Finding]:
    """Return the offices that the statements of two articles give to two people."""
    held = [holding for statement in statements for holding in _holdings(statement)]
    return [_finding(one, other) for one, other in rivals(held, _is_one_office)]


def _is_one_office(one: _Holding, other: _Holding) -> bool:
    return (one.office, one.of) == (other.office, other.of)


def _holdings(statement: Statement) -> Iterator[_Holding]:
    tokens = statement.tokens
    if is_title(tokens):
        return
    names = names_of_tokens(statement.text, tokens)
    for name in names:
        if name.label != "place" and not name.text.isupper():
            for said in _descriptions(tokens, name, names):
                office = _office_in(said)
                of = _named_in(said, office) if office else frozenset()
                if of:
                    yield _Holding(statement, name, office, of)


def _descriptions(
    tokens: Sequence[Token], name: Name, names: Sequence[Name]
) -> Iterator[list[str]]:
    """Yield the plain words of what may describe a name, each phrase by itself.

    "Ohio Gov. Berg", "Gov. Berg of Ohio"; "Berg, Ohio's governor"; "Ohio's governor, Berg", but not
    "Lund, Ohio's governor, Berg", where it describes the other.
    """
    before = _nominal(tokens, name.first, -1)
    after = _nominal(tokens, name.last, 1)
    yield [*before, *(after if after[:1] == ["of"] else [])]
    if _is_comma(tokens, name.last):
        yield _nominal(tokens, name.last + 1, 1)
    if not before and _is_comma(tokens, name.first - 1):
        phrase = _nominal(tokens, name.first - 1, -1)
        start = name.first - 1 - len(phrase)
        if not (_is_comma(tokens, start - 1) and any(other.last == start - 1 for other in names)):
            yield phrase


def _nominal(tokens: Sequence[Token], at: int, step: int) -> list[str]:
    """Return the plain words of the noun phrase that ends before `at`, or begins with it."""
    index = at if step > 0 else at - 1
    found: list[Token] = []
    while 0 <= index < len(tokens) and len(found) < _MOST_WORDS:
        if tokens[index].pos not in _NOMINAL and tokens[index].text.lower() not in _INSIDE:
            break
        found.append(tokens[index])
        index += step
    return [plain(word) for token in found[::step] for word in token.text.split("-")]


def _is_comma(tokens: Sequence[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].text == ","


def _office_in(said: Sequence[str]) -> str:
    """Return which office a description names, "" for none or one that is not held."""
    if _NOT_IN_OFFICE.intersection(said):
        return ""
    runs = {tuple(said[start : start + n]) for start in range(len(said)) for n in (1, 2, 3)}
    return next((name for name, called in _OFFICES if runs.intersection(called)), "")


def _named_in(said: Sequence[str], office: str) -> frozenset[int]:
    """Return the known places and bodies that a description names, the longest names first.

    Bodies have chairmen as well, most of them unknown here ("chairman of the Ohio Ferry Board"):
    then no other word may stand in the description. What party a governor is of says nothing.
    """
    found: frozenset[int] = frozenset()
    start, others = 0, 0
    while start < len(said):
        ends = range(len(said), start, -1)
        end = next((end for end in ends if entries_of(tuple(said[start:end]))), start)
        found |= entries_of(tuple(said[start:end]))
        others += end == start and said[start] not in _PLAIN
        start = max(end, start + 1)
    if office in _OF_BODIES:
        return frozenset() if others else found
    return found - _PARTIES


def _finding(one: _Holding, other: _Holding) -> Finding:
    return Finding(
        Kind.NAME,
        value_at(one.statement, one.name),
        value_at(other.statement, other.name),
        f"who is {one.office.replace('_', ' ')}",
        _CONFIDENCE,
        True,
        (f"one office of {one.name.text!r} and {other.name.text!r}",),
    )
