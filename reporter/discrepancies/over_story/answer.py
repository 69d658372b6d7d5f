"""Answers: who met a claim, and how.

Outlets take up other answers of one party to what is claimed of it ("Oslo called the finding
fake", "its envoy dismissed the charge as another fake"), in statements that have little else in
common. Claims a difference of kind attribution where articles have one answer each of one country
or person, two of them quote a word in common, and other words name who answered. Answers without
a quotation stand beside them. Both may have been given, so the meaning is left alone.

Does not claim one where an article has several answers of the party, or where no quoted word is
shared: they may answer two claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Mark, position
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.utterance import party_of
from reporter.records import Kind, Statement, StatementKind, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

_ANSWERING = frozenset(words("standing.denying") + words("standing.answering"))
_CLAIMS = frozenset(words("standing.allegations") + words("standing.claims"))
_CONFIDENCE = 0.3


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer of a party: who gave it in whose name, where, and the stems of what is quoted."""

    statement: Statement
    party: str
    who: str
    span: tuple[int, int]
    quoted: frozenset[str]


def find_answers(statements: Sequence[Statement]) -> list[Finding]:
    """Return where articles have other answers of one party to what is claimed of it."""
    by_party: dict[str, dict[str, list[_Answer]]] = defaultdict(lambda: defaultdict(list))
    for statement in sorted(statements, key=position):
        if statement.kind is not StatementKind.HEADLINE:
            for answer in _answers(statement):
                by_party[answer.party][statement.article_id].append(answer)
    found: list[Finding] = []
    for party in sorted(by_party):
        of_articles = by_party[party]
        single = [
            of_articles[name][0] for name in sorted(of_articles) if len(of_articles[name]) == 1
        ]
        found += _findings(party, single)
    return found


def _answers(statement: Statement) -> Iterator[_Answer]:
    tokens = statement.tokens
    for verb, token in enumerate(tokens):
        if token.pos != "VERB" or token.lemma.lower() not in _ANSWERING:
            continue
        span, claim = _subject(tokens, verb), _claim(tokens, verb)
        if span is not None and claim is not None:
            who = statement.text[slice(*span)]
            if party := party_of(who):
                end, quoted = _content(statement, claim)
                yield _Answer(statement, party, who, (span[0], end), quoted)


def _subject(tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """Return the characters of the subject before a verb, what stands beside it left out."""
    for index in syntax.children(tokens, verb):
        if tokens[index].dep == "nsubj" and index < verb:
            held = syntax.subtree(tokens, index)
            first = next(i for i in held if i == index or tokens[i].dep != "appos")
            return tokens[first].start, tokens[index].end
    return None


def _claim(tokens: Sequence[Token], verb: int) -> int | None:
    """Return the claim that is answered; of "called the report fake" it may be a subject."""
    held = (i for i in syntax.subtree(tokens, verb) if i > verb)
    claims = (i for i in held if tokens[i].dep in {"dobj", "nsubj"})
    return next((i for i in claims if tokens[i].lemma.lower() in _CLAIMS), None)


def _content(statement: Statement, claim: int) -> tuple[int, frozenset[str]]:
    """Return where the answer ends, and the stems of meaning in what is quoted of it."""
    token = statement.tokens[claim]
    after = [quote for quote in statement.quotations if quote.start > token.start]
    if not after:
        return token.end, frozenset()
    return after[0].end, frozenset(stem(word) for word in after[0].text.split()) - STOP_WORDS


def _findings(party: str, answers: Sequence[_Answer]) -> Iterator[Finding]:
    """Yield the answers beside the first one that shares a quoted word with somebody else's."""
    for first in answers:
        others = [answer for answer in answers if fold(answer.who) != fold(first.who)]
        if any(other.quoted & first.quoted for other in others):
            yield from (_finding(party, first, other) for other in others)
            return


def _finding(party: str, first: _Answer, other: _Answer) -> Finding:
    return Finding(
        Kind.ATTRIBUTION,
        _mark(first),
        _mark(other),
        f"who answered for {party}",
        _CONFIDENCE,
        False,
        (f"each article has one answer of {party}",),
    )


def _mark(answer: _Answer) -> Mark:
    return Mark(answer.statement, answer.span, answer.who, key=fold(answer.who))
