"""Sayings: what a statement quotes or reports, and the one who is said to have said it.

A source is a name or a description ("state media", "an unnamed official"). Where several say
something outside quotation marks, each has the clause of its verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import is_speaker, utters
from reporter.discrepancies.finding import Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import section_of
from reporter.discrepancies.values.typed import Name
from reporter.records import Quotation, Statement, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod"})
_SOURCES = frozenset(words("sources"))
_BODIES = frozenset(words("bodies"))
_ANNOUNCING = frozenset(words("announcing"))
_LONG_NAME = 3


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: characters, tokens and words; `name` is None for one that is only described."""

    start: int
    end: int
    first: int
    last: int
    text: str
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a source is said to have uttered, `quoted` or not; `words` are stems."""

    source: Source
    words: tuple[str, ...]
    quoted: bool = False


def sayings(sheet: Sheet) -> Iterator[Said]:
    """Yield what is quoted or reported in the statement by the one source that it has."""
    source = _source(sheet)
    if source is None:
        yield from _several(sheet)
        return
    for quotation in sheet.statement.quotations:
        if source.name is None or not quotation.speaker or ends_alike(quotation.speaker, source):
            yield Said(source, quoted_stems(sheet.statement, quotation), quoted=True)
    yield Said(source, _reported(sheet.statement, source))


def _several(sheet: Sheet) -> Iterator[Said]:
    """Yield what each one says, where several do: their quotations, and the clauses of their verbs.

    "Berg said that the bridge is safe, while officials warned of cracks" has two.
    """
    statement, tokens = sheet.statement, sheet.statement.tokens
    sources = [_named_source(name) for name in sheet.names if _speaks(sheet, name)]
    sources += [
        _described(statement, index)
        for index in _sayers(statement)
        if _is_description(tokens[index])
    ]
    for source in sources:
        for quotation in statement.quotations:
            if quotation.speaker and ends_alike(quotation.speaker, source):
                yield Said(source, quoted_stems(statement, quotation), quoted=True)
        verb = tokens[_sayer(tokens, source)].head
        below = {i for i in range(len(tokens)) if syntax.is_within(tokens, i, verb)}
        for clause in (i for i in syntax.children(tokens, verb) if tokens[i].dep == "advcl"):
            below -= {i for i in below if syntax.is_within(tokens, i, clause)}
        below -= {verb, *range(source.first, source.last)}
        yield Said(source, _stems(tokens[i] for i in sorted(below)))


def _named_source(name: Name) -> Source:
    return Source(name.start, name.end, name.first, name.last, name.text, name)


def _source(sheet: Sheet) -> Source | None:
    """Return the only one who says something outside quotation marks.

    A pronoun there goes back to that one: "Berg said that the plan, which she called absurd, ...".
    """
    statement = sheet.statement
    names = [name for name in sheet.names if _speaks(sheet, name)]
    sayers = _sayers(statement)
    if len(names) == 1 and {*sayers} <= _called(statement.tokens, names[0]):
        return _named_source(names[0])
    if not names and len(sayers) == 1 and _is_description(statement.tokens[sayers[0]]):
        return _described(statement, sayers[0])
    return None


def _speaks(sheet: Sheet, name: Name) -> bool:
    """Return whether the name says it, or follows who does: "said its captain, Anna Berg"."""
    tokens = sheet.statement.tokens
    sayer = _sayer(tokens, name)
    if is_speaker(sheet, name) or _announces(sheet, name):
        return not _is_silent(tokens, tokens[sayer].head)
    return name.role == "appos" and sayer in _sayers(sheet.statement)


def _sayer(tokens: Sequence[Token], who: Source | Name) -> int:
    """Return the noun that stands beside the verb: that of the name, or what the name follows."""
    top = syntax.span_head(tokens, who.first, who.last)
    return tokens[top].head if tokens[top].dep == "appos" else top


def _called(tokens: Sequence[Token], name: Name) -> frozenset[int]:
    return frozenset({_sayer(tokens, name), *range(name.first, name.last)})


def _sayers(statement: Statement) -> list[int]:
    """Return the nouns that say something outside quotation marks, "according to" them or not."""
    tokens = statement.tokens
    return [
        index
        for index, token in enumerate(tokens)
        if _is_according(tokens, index)
        or (token.dep in {"nsubj", "nsubjpass"} and _says(tokens, token.head))
        if not syntax.is_quoted(statement, token.start) and token.pos != "PRON"
    ]


def _is_according(tokens: Sequence[Token], index: int) -> bool:
    above = tokens[index].head
    return (
        tokens[index].dep == "pobj"
        and fold(tokens[above].text) == "to"
        and fold(tokens[tokens[above].head].text) == "according"
    )


def _says(tokens: Sequence[Token], verb: int) -> bool:
    says = utters(tokens[verb]) or tokens[verb].lemma.lower() in _ANNOUNCING
    return says and not _is_silent(tokens, verb)


def _is_silent(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether nothing was said: "did not respond", of whomever an outlet asked."""
    return syntax.is_negated(tokens, verb)


def _announces(sheet: Sheet, name: Name) -> bool:
    at = sheet.statement.tokens[name.first]
    active = name.role == "nsubj" and name.governor in _ANNOUNCING
    return active and not syntax.is_quoted(sheet.statement, at.start)


def _is_description(noun: Token) -> bool:
    return noun.pos == "NOUN" and not _SOURCES.isdisjoint({noun.lemma.lower(), noun.text.lower()})


def _described(statement: Statement, head: int) -> Source:
    """Return the source with the words directly before its noun."""
    tokens, first = statement.tokens, head
    while first and tokens[first - 1].dep in _BEFORE:
        first -= 1
    start, end = tokens[first].start, tokens[head].end
    return Source(start, end, first, head + 1, statement.text[start:end])


def ends_alike(speaker: str, source: Source) -> bool:
    """Return whether the names may be one: a person's end alike, a body's may be cut short."""
    ours, theirs = fold(speaker).split(), fold(source.text).split()
    if source.name is not None and sort_of(source.name) == "body":
        return {*ours} - STOP_WORDS <= {*theirs} or {*theirs} - STOP_WORDS <= {*ours}
    return ours[-1:] == theirs[-1:]


def quoted_stems(statement: Statement, quotation: Quotation) -> tuple[str, ...]:
    """Return the stems of the words between the marks."""
    inside = slice(*syntax.token_range(statement.tokens, quotation.start, quotation.end))
    return _stems(statement.tokens[inside])


def _reported(statement: Statement, source: Source) -> tuple[str, ...]:
    """Return all words but the source and the verb of saying."""
    tokens = statement.tokens
    verb = tokens[_sayer(tokens, source)].head
    titles = len(source.name.titles) if source.name else 0
    left_out = {verb, *range(source.first - titles, source.last)}
    return _stems([token for i, token in enumerate(tokens) if i not in left_out])


def _stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(stem(t.text) or fold(t.text) for t in tokens if syntax.is_word(t))


def sort_of(name: Name) -> str:
    """Return "person", "country", "body", "people" or "place"; a bare unknown name is a person's.

    The parser takes a family name for a body too often to go by its word alone.
    """
    section = section_of(name)
    if section is not None:
        return ("country", "body", "country")[section]
    if name.label in {"people", "place"} and not name.titles:
        return name.label
    long = len(name.words) >= _LONG_NAME or name.text.isupper()  # "NATO"
    is_body = name.label == "body" and long and not name.titles
    return "body" if is_body or _BODIES.intersection(name.words) else "person"
