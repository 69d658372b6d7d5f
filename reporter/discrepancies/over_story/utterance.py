"""The day of an utterance: outlets that quote the same words date their speaker differently.

The day often stands in a sentence that says nothing else in common with those of other outlets
("In a statement on Thursday, an official warned ..."). Two articles are compared when a cluster
holds one quotation of one party in both: then each article's dated sentence of speech of that
party, near the quotation, dates the same utterance. A party is a person, or a country for its
government, officials and state media. Of a person only the sentence of the quotation itself counts,
for who is quoted at length has spoken more than once.

Does not claim a difference where an article dates utterances of the party more than once, or for
parties that cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import LCSseq

from reporter.discrepancies import syntax
from reporter.discrepancies.date import readable
from reporter.discrepancies.finding import Finding, Sheet, in_order, position, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values import Day
from reporter.discrepancies.values.aliases import country_in, plain
from reporter.discrepancies.values.compare import days_agree
from reporter.records import Cluster, Kind, Quotation, Statement
from reporter.text.lexical import STOP_WORDS, fold, stem

UTTERED = "day of the statement by"
_VERBS = frozenset(words("saying") + words("speaking") + words("turners"))
_NOUNS = frozenset(words("speech"))
_MIN_WORDS = 5
_MIN_SHARE = 0.6
_REACH = 8
_CERTAINTY = 0.9


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement that says on which day a party spoke."""

    statement: Statement
    day: Day
    party: str


@dataclass(frozen=True, slots=True)
class _Shared:
    """A quotation that two articles share: its statements, party, and share of equal words."""

    a: Statement
    b: Statement
    party: str
    share: float


def find_utterances(clusters: Sequence[Cluster], utterances: Sequence[Dated]) -> list[Finding]:
    """Return where articles that share a quotation put its utterance on different days.

    `utterances` are the `dated_utterances` of the story.
    """
    dated: dict[tuple[str, str], list[Dated]] = {}
    for item in utterances:
        dated.setdefault((item.statement.article_id, item.party), []).append(item)
    return [
        _finding(ours, theirs, shared)
        for shared in _strongest(clusters)
        for ours in dated.get((shared.a.article_id, shared.party), ())
        for theirs in dated.get((shared.b.article_id, shared.party), ())
        if _is_near(ours, shared.a) and _is_near(theirs, shared.b)
        if not days_agree(ours.day, theirs.day)
        and not _quote_apart(ours.statement, theirs.statement)
    ]


def _quote_apart(one: Statement, other: Statement) -> bool:
    """Return whether both quote words and have none of meaning in common: two utterances."""
    ours, theirs = _quoted_words(one), _quoted_words(other)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _quoted_words(statement: Statement) -> frozenset[str]:
    return frozenset(
        stem(token.lemma)
        for token in statement.tokens
        if token.text.isalpha() and fold(token.text) not in STOP_WORDS
        if syntax.is_quoted(statement, token.start)
    )


def _is_near(dated: Dated, quoting: Statement) -> bool:
    """Return whether the day is that of the quotation: who is a person says much more besides."""
    reach = _REACH if _country_of(dated.party) else 0
    return abs(dated.statement.index - quoting.index) <= reach


def _finding(ours: Dated, theirs: Dated, shared: _Shared) -> Finding:
    return Finding(
        Kind.DATE,
        value_at(ours.statement, ours.day, readable(ours.day)),
        value_at(theirs.statement, theirs.day, readable(theirs.day)),
        f"{UTTERED} {shared.party}",
        _CERTAINTY * shared.share,
        True,
        (f"both quote {shared.party}: {shared.share:.0%} of the quoted words are the same",),
    )


def dated_utterances(sheets: Sequence[Sheet]) -> tuple[Dated, ...]:
    """Return the dated utterances of each article and party that dates them on one day only."""
    found: dict[tuple[str, str], list[Dated]] = {}
    for sheet in in_order(sheets):
        statement = sheet.statement
        for day in sheet.days:
            if day.grain == "day" and not day.vague and (party := _party_at(statement, day)):
                key = statement.article_id, party
                found.setdefault(key, []).append(Dated(statement, day, party))
    return tuple(
        item
        for items in found.values()
        if all(days_agree(a.day, b.day) for a, b in combinations(items, 2))
        for item in items
    )


def _party_at(statement: Statement, day: Day) -> str:
    """Return whose utterance the day dates, "" when it dates something else."""
    tokens = statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, day.first, day.last))
    if verb is None:
        return ""
    below = syntax.children(tokens, verb)
    subject = next((i for i in below if tokens[i].dep in {"nsubj", "nsubjpass"}), None)
    near = [tokens[i].lemma.lower() for i in syntax.arguments(tokens, verb)]
    if subject is None:
        near.append(tokens[tokens[verb].head].lemma.lower())  # "a statement published on Monday"
    if tokens[verb].lemma.lower() not in _VERBS and _NOUNS.isdisjoint(near):
        return ""
    if subject is None:
        return party_of(statement.speaker or "")
    told = syntax.subtree(tokens, subject)
    words = statement.text[tokens[told[0]].start : tokens[told[-1]].end]
    # "The Berg family said" dates no words of Berg.
    return party_of(words) if tokens[subject].pos == "PROPN" else _country_of(words)


def party_of(speaker: str) -> str:
    """Return the country of an official or body, else the family name of a person.

    "" for one who is only described ("an official at the ministry").
    """
    named = [word for word in _words_of(speaker) if word[:1].isupper()]
    person = named[-1].removesuffix("’s").removesuffix("'s") if named else ""
    return _country_of(speaker) or (person if speaker[:1].isupper() else "")


def _country_of(speaker: str) -> str:
    return country_in([plain(word) for word in _words_of(speaker)])


def _words_of(speaker: str) -> list[str]:
    return [word.strip(",.;:()") for word in speaker.split()]


def _strongest(clusters: Sequence[Cluster]) -> list[_Shared]:
    """Return the best shared quotation of each two articles and party."""
    best: dict[tuple[str, str, str], _Shared] = {}
    for shared in (item for cluster in clusters for item in _shared_in(cluster)):
        key = shared.a.article_id, shared.b.article_id, shared.party
        known = best.get(key)
        if known is None or (-shared.share, shared.a.id) < (-known.share, known.a.id):
            best[key] = shared
    return [best[key] for key in sorted(best)]


def _shared_in(cluster: Cluster) -> Iterator[_Shared]:
    quoting = [statement for statement in cluster.statements if statement.quotations]
    quoting.sort(key=position)
    for a, b in combinations(quoting, 2):
        if a.article_id != b.article_id:
            for ours in a.quotations:
                for theirs in b.quotations:
                    party, share = _common_party(ours, theirs), share_of(ours.text, theirs.text)
                    if party and share >= _MIN_SHARE:
                        yield _Shared(a, b, party, share)


def _common_party(ours: Quotation, theirs: Quotation) -> str:
    """Return the party of both speakers, or of one where the other names nobody."""
    a, b = party_of(ours.speaker or ""), party_of(theirs.speaker or "")
    return a or b if not (a and b) or a == b else ""


def share_of(ours: str, theirs: str) -> float:
    """Return the share (0..1) of the shorter quotation's words that are the other's, in order."""
    a, b = ([stem(word) or word for word in text.split()] for text in (ours, theirs))
    shorter = min(len(a), len(b))
    return LCSseq.similarity(a, b) / shorter if shorter >= _MIN_WORDS else 0.0
