"""In what form words were put: one outlet quotes them from a tweet, another from a speech.

Claims a difference of kind attribution where two articles quote the same words and say that they
were put in two forms ("in a statement", "he tweeted", "told a news conference"). The form stands
beside the verb of saying, or in the sentence before if that names the speaker. It leaves the
meaning alone.

Does not claim one between forms that may be one (an emailed statement, a statement on a website),
or where either article has the other's form for that speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Mark, position
from reporter.discrepancies.lexicon import groups, words
from reporter.discrepancies.over_story.utterance import share_of
from reporter.records import Kind, Quotation, Statement, StatementKind, Token
from reporter.text.lexical import fold

_FORMS = {word: form for form, members in groups("forms") for word in members}
_VERBS = frozenset(words("uttering") + words("saying") + words("speaking") + words("announcing"))
_PREPOSITIONS = frozenset({"in", "on", "during", "at", "via", "from", "through"})
_WRITTEN = frozenset({"statement", "email", "letter"})
_ONLINE = frozenset({"online", "website", "twitter", "tweet", "tweeted", "facebook", "posted"})
_MIN_SHARE = 0.8
_MIN_WORDS = 6
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.7


@dataclass(frozen=True, slots=True)
class _Put:
    """A quotation and the form in which its words were put, with the token that says so."""

    quotation: Quotation
    form: str
    statement: Statement
    at: int


def find_forms(statements: Sequence[Statement]) -> list[Finding]:
    """Return where two articles quote the same words as put in two forms.

    `statements` are those of one story; their order does not matter.
    """
    puts = list(_puts(statements))
    return [
        _finding(one, other)
        for one, other in combinations(puts, 2)
        if one.statement.article_id != other.statement.article_id
        and not _may_be_one(one, other)
        and share_of(one.quotation.text, other.quotation.text) >= _MIN_SHARE
        and not (_has_too(puts, one, other) or _has_too(puts, other, one))
    ]


def _puts(statements: Sequence[Statement]) -> Iterator[_Put]:
    """Yield the quotations of a story whose form is told."""
    before: dict[str, Statement] = {}
    for statement in sorted(statements, key=position):
        if statement.kind is StatementKind.HEADLINE:
            continue
        last = before.get(statement.article_id)
        for quotation in statement.quotations:
            if len(quotation.text.split()) >= _MIN_WORDS:
                for told, at in _told(statement, last, quotation):
                    form = _form_at(told.tokens, at)
                    yield _Put(quotation, form, told, at)
        before[statement.article_id] = statement


def _told(
    statement: Statement, last: Statement | None, quotation: Quotation
) -> list[tuple[Statement, int]]:
    """Return where the form of a quotation is told: beside it, or in the sentence before."""
    here = [(statement, at) for at in _forms_in(statement)]
    speaker = (quotation.speaker or statement.speaker or "").split()
    if here or last is None or not speaker or speaker[-1] not in last.text:
        return here
    return [(last, at) for at in _forms_in(last)]


def _forms_in(statement: Statement) -> Iterator[int]:
    """Yield the words that say in what form somebody spoke or wrote, outside quotation marks."""
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if syntax.is_quoted(statement, token.start):
            continue
        if _form_at(tokens, index) and (token.pos == "VERB" or _is_beside_saying(tokens, index)):
            yield index


def _form_at(tokens: Sequence[Token], index: int) -> str:
    word = fold(tokens[index].lemma)
    return _FORMS.get(f"to-{word}" if tokens[index].pos == "VERB" else word, "")


def _is_beside_saying(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the noun stands in a phrase on a verb of saying: "said in a letter"."""
    above = tokens[tokens[index].head]
    if tokens[index].dep != "pobj" or fold(above.text) not in _PREPOSITIONS:
        return False
    verb = syntax.governing_verb(tokens, index)
    return verb is not None and tokens[verb].lemma.lower() in _VERBS


def _may_be_one(one: _Put, other: _Put) -> bool:
    forms = {one.form, other.form}
    if len(forms) == 1 or forms <= _WRITTEN:
        return True
    return "post" in forms and any(_is_online(each) for each in (one, other) if each.form != "post")


def _is_online(put: _Put) -> bool:
    return any(fold(token.text) in _ONLINE for token in put.statement.tokens)


def _has_too(puts: Sequence[_Put], one: _Put, other: _Put) -> bool:
    """Return whether the article of the one gives the other's form to the same words as well."""
    return any(
        each.statement.article_id == one.statement.article_id
        and each.form == other.form
        and share_of(each.quotation.text, other.quotation.text) >= _MIN_SHARE
        for each in puts
    )


def _finding(one: _Put, other: _Put) -> Finding:
    speaker = one.quotation.speaker or other.quotation.speaker or ""
    return Finding(
        Kind.ATTRIBUTION,
        _mark(one),
        _mark(other),
        f"in what form {speaker} put it" if speaker else "in what form it was put",
        _CONFIDENCE,
        False,
        ("both quote the same words", f"{one.form} and {other.form}"),
    )


def _mark(put: _Put) -> Mark:
    """Return the mark of the words from the preposition on, or of the verb."""
    tokens = put.statement.tokens
    first = put.at if tokens[put.at].pos == "VERB" else tokens[put.at].head
    first, last = sorted((first, put.at))
    span = tokens[first].start, tokens[last].end
    return Mark(put.statement, span, put.statement.text[slice(*span)], key=put.form)
