"""One office, two holders: whom the articles of a story call the holder of one post.

Claims a difference of kind name where one article gives an office of which a place or body has one
("Colorado's attorney general", "Gov. Berg of Ohio", "Norline's CEO") to one person and another
article gives it to another. The statements need not tell of one thing: who holds an office is told
by the way. It changes the meaning.

Does not claim one for offices that many hold ("senator"), for former, acting and coming holders,
for deputies, where one article names both as holders or both articles have both names, or where no
place or body is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Sheet, value_at
from reporter.discrepancies.lexicon import tones, words
from reporter.discrepancies.over_story.rivals import rivals
from reporter.discrepancies.values.aliases import entries_of, plain, section_of
from reporter.discrepancies.values.names import is_title
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, Statement, Token

_OFFICES = tones("single_offices")
_NOT_IN_OFFICE = frozenset(words("passing") + words("not_in_office"))
_PARTIES = entries_of(("republican",)) | entries_of(("democrat",))
_OF_PLACES = frozenset(words("offices_of_places"))
_GENERAL = frozenset(words("bodies") + words("common_titles"))
_PLAIN = frozenset({"", "s", "of", "the", "in", "for", "at"})
_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ", "PART", "DET"})
_INSIDE = _NOT_IN_OFFICE | {"-", "of", "for", "in", "at"}  # "then-Governor"
_MOST_WORDS = 10
# Of 4 read outside the plants none; a guess until more are met.
_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True)
class _Holding:
    """A person whom a statement calls the holder of an office of some places or bodies.

    Those that are known stand for themselves as numbers, others by their words.
    """

    statement: Statement
    name: Name
    office: str
    of: frozenset[int | str]


def find_officeholders(sheets: Sequence[Sheet]) -> list[Finding]:
    """Return the offices that the statements of two articles give to two people."""
    held = [holding for sheet in sheets for holding in _holdings(sheet)]
    told: defaultdict[str, set[str]] = defaultdict(set)
    for statement in (sheet.statement for sheet in sheets if held):
        told[statement.article_id].update(plain(token.text) for token in statement.tokens)
    return [
        _finding(one, other)
        for one, other in rivals(held, _is_one_office)
        if not (_is_told(one, told, other) and _is_told(other, told, one))
    ]


def _is_told(holding: _Holding, told: Mapping[str, set[str]], other: _Holding) -> bool:
    """Return whether the other's article has the name as well: of two whom both have, both did."""
    return holding.name.words[-1] in told[other.statement.article_id]


def _is_one_office(one: _Holding, other: _Holding) -> bool:
    return (one.office, one.of) == (other.office, other.of)


def _holdings(sheet: Sheet) -> Iterator[_Holding]:
    tokens, names = sheet.statement.tokens, sheet.names
    if is_title(tokens):
        return
    for name in names:
        if name.label != "place" and section_of(name) is None and not name.text.isupper():
            for said in _descriptions(tokens, name, names):
                called = [plain(word) for word in said]
                office = _office_in(called)
                of = _named_in(said, called, office) if office else frozenset()
                if of:
                    yield _Holding(sheet.statement, name, office, of)


def _descriptions(
    tokens: Sequence[Token], name: Name, names: Sequence[Name]
) -> Iterator[list[str]]:
    """Yield the words of what may describe a name, each phrase by itself.

    "Ohio Gov. Berg", "Gov. Berg of Ohio"; "Berg, Ohio's governor"; "Ohio's governor, Berg", but not
    "Lund, Ohio's governor, Berg", where it describes the other.
    """
    before = _nominal(tokens, name.first, -1)
    after = _nominal(tokens, name.last, 1)
    yield [*before, *(after if after[:1] == ["of"] else [])]
    if syntax.is_comma(tokens, name.last):
        phrase = _nominal(tokens, name.last + 1, 1)
        if not _has_person(phrase, names):
            yield phrase
    if not before and syntax.is_comma(tokens, name.first - 1):
        phrase = _nominal(tokens, name.first - 1, -1)
        start = name.first - 1 - len(phrase)
        if not (
            syntax.is_comma(tokens, start - 1) and any(other.last == start - 1 for other in names)
        ):
            yield phrase


def _has_person(phrase: Sequence[str], names: Sequence[Name]) -> bool:
    """Return whether a phrase is what another one is called: "Berg, Norline President Lund and"."""
    called = {plain(word) for word in phrase}
    return any(name.label == "person" and called.issuperset(name.words) for name in names)


def _nominal(tokens: Sequence[Token], at: int, step: int) -> list[str]:
    """Return the words of the noun phrase that ends before `at`, or begins with it."""
    index = at if step > 0 else at - 1
    found: list[Token] = []
    while 0 <= index < len(tokens) and len(found) < _MOST_WORDS:
        if tokens[index].pos not in _NOMINAL and tokens[index].text.lower() not in _INSIDE:
            break
        found.append(tokens[index])
        index += step
    return [word for token in found[::step] for word in _written(token).split("-")]


def _written(token: Token) -> str:
    """Return the text of a token, without the capital that its place alone gives it."""
    opens = token.sentence_start and token.pos != "PROPN"
    return token.text.lower() if opens else token.text


def _office_in(called: Sequence[str]) -> str:
    """Return which office a description names, "" for none or one that is not held."""
    if _NOT_IN_OFFICE.intersection(called):
        return ""
    runs = {tuple(called[start : start + n]) for start in range(len(called)) for n in (1, 2, 3)}
    return next((name for name, members in _OFFICES if runs.intersection(members)), "")


def _named_in(said: Sequence[str], called: Sequence[str], office: str) -> frozenset[int | str]:
    """Return the known places and bodies that a description names, the longest names first.

    Bodies have heads as well, most of them unknown here ("chairman of the Ohio Ferry Board"): then
    all words are of the name that begin with a capital, and no other may stand there. What party a
    governor is of says nothing.
    """
    known: frozenset[int] = frozenset()
    others: set[str] = set()
    start, its_own = 0, _words_of(office)
    while start < len(called):
        ends = range(len(called), start, -1)
        end = next((end for end in ends if entries_of(tuple(called[start:end]))), start)
        known |= entries_of(tuple(called[start:end]))
        if end == start and called[start] not in _PLAIN | its_own:
            others.add(said[start])
        start = max(end, start + 1)
    if office in _OF_PLACES:
        return known - _PARTIES
    named = {plain(word) for word in others}
    is_told = known or not named <= _GENERAL  # "Committee Chairman Berg" may be of any
    return known | named if is_told and all(word[0].isupper() for word in others) else frozenset()


@cache
def _words_of(office: str) -> frozenset[str]:
    return frozenset(word for called in dict(_OFFICES)[office] for word in called)


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
