"""Quotations: one utterance with different words inside the quotation marks.

Claims a difference between two quotations that share most of their words, in the stretch that both
cover and in up to three other words that both have before or after it; after a long run of the
same words, up to the end of the sentence. It changes the meaning when
a verb inside the marks is negated, or ended by "stop" and the like, on one side only; the words
just outside the marks are read as well, because an outlet may put *stop* before them. Anything else
is another wording or translation.

Does not claim one where a quotation is merely cut shorter, where words differ in their ending,
case or a bracketed insertion alone, for titles, or for two different sayings of one speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from rapidfuzz.distance import Opcode

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.opposites import are_opposed
from reporter.discrepancies.evidence.polarity import Polarity, quotation_at
from reporter.discrepancies.evidence.quoted import (
    PRONOUNS,
    Quoted,
    are_two_speakers,
    has_words,
    is_title,
    other_words,
    quoted_words,
)
from reporter.discrepancies.evidence.same_words import (
    blocks_of_one_utterance,
    equal_blocks,
    has_long_run,
    size_of,
    sureness,
)
from reporter.discrepancies.evidence.turned import is_one_utterance, turned_verbs
from reporter.discrepancies.evidence.verbatim import words_apart
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.negation import WEIGHTS, features_of
from reporter.discrepancies.values.typed import Day
from reporter.records import Kind, Quotation, Token
from reporter.text.lexical import NEGATIONS, STOP_WORDS, fold, stem

_SAYING = frozenset(words("saying") + words("speaking"))
_LATELY = timedelta(days=14)
_MIN_WORDS = 5
_END = 15
_ENDS = frozenset(".!?;:…[(-–—")
_TOPICS = 2
_EDGE = 3
_PERSONAL = frozenset({"PRP", "PRP$"})
_Range = tuple[int, int]
_NEGATIONS = frozenset(stem(word) or word for word in NEGATIONS)


def find(pair: Pair) -> list[Finding]:
    """Return where the quotations of a pair of statements differ, meaning first."""
    turned = _turned(pair)
    if turned:
        return turned
    if _is_of_before(pair.a) != _is_of_before(pair.b):
        return []
    found = []
    for ours in pair.a.statement.quotations:
        for theirs in pair.b.statement.quotations:
            finding = _worded(pair, ours, theirs)
            if finding is not None:
                found.append(finding)
    return _apart(sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span)))


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those of words that an earlier one holds."""
    kept: list[Finding] = []
    for item in findings:
        if not any(item.lies_over(other) for other in kept):
            kept.append(item)
    return kept


def _is_of_before(sheet: Sheet) -> bool:
    """Return whether a statement dates what it quotes weeks back: "he said in April"."""
    quotations = sheet.statement.quotations
    return sheet.published is not None and any(
        day.latest is not None
        and day.latest < sheet.published - _LATELY
        and not any(quote.start <= day.start < quote.end for quote in quotations)
        and _tells(sheet.statement.tokens, day)
        for day in sheet.days
    )


def _tells(tokens: Sequence[Token], day: Day) -> bool:
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, day.first, day.last))
    return verb is not None and tokens[verb].lemma.lower() in _SAYING


def _turned(pair: Pair) -> list[Finding]:
    """Return verbs inside the marks of at least one side that only one side negates."""
    found = []
    for a, b in turned_verbs(pair):
        if is_one_utterance(pair, a, b) and not _deny_alike(pair, a, b):
            features = features_of(pair, a, b)
            score = probability(WEIGHTS, features)
            found.append(_turned_finding(pair, a, b, score, features))
    return sorted(found, key=lambda item: (-item.confidence, item.a.span))[:1]


def _deny_alike(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether both quotations have the same words of negation: it is how they were read."""
    ours, theirs = pair.a.statement, pair.b.statement
    quoted = quotation_at(ours, a), quotation_at(theirs, b)
    if quoted[0] is None or quoted[1] is None:
        return False
    said = [
        sorted(root for root in quoted_words(one.tokens, quote).stems if root in _NEGATIONS)
        for one, quote in ((ours, quoted[0]), (theirs, quoted[1]))
    ]
    return said[0] == said[1] != []


def _turned_finding(
    pair: Pair, a: Polarity, b: Polarity, score: float, features: dict[str, float]
) -> Finding:
    ours, theirs = pair.a.statement, pair.b.statement
    return Finding(
        Kind.QUOTE,
        words_at(ours, a.span(ours.tokens), str(a.negated)),
        words_at(theirs, b.span(theirs.tokens), str(b.negated)),
        f"quoted words ({ours.tokens[a.verb].lemma.lower()})",
        score,
        True,
        (f"{ours.tokens[a.verb].text!r} is negated on one side only", shown(features)),
    )


def _worded(pair: Pair, ours: Quotation, theirs: Quotation) -> Finding | None:
    a = quoted_words(pair.a.statement.tokens, ours)
    b = quoted_words(pair.b.statement.tokens, theirs)
    if min(len(a.stems), len(b.stems)) < _MIN_WORDS:
        return None
    if is_title(pair.a.statement.tokens, a) and is_title(pair.b.statement.tokens, b):
        return None
    blocks = blocks_of_one_utterance(a, b, ours, theirs)
    if not blocks:
        return None
    inside_a, inside_b = _inside(blocks, a.stems, b.stems)
    if has_long_run(blocks, a.stems):
        inside_a, inside_b = _with_ends(pair, (a, inside_a), (b, inside_b))
    left, right = a.stems[slice(*inside_a)], b.stems[slice(*inside_b)]
    named = _named(blocks, (pair.a.statement.tokens, a), (pair.b.statement.tokens, b))
    extra = other_words(frozenset(left) - named, frozenset(right) - named)
    if not extra:
        return None
    share = 2 * size_of(blocks) / (len(left) + len(right))
    sure = sureness(blocks, (a, b), ours, theirs)
    # What stands at an edge may be a phrase of its own: "Make no mistake," "To be clear,".
    told = _before_more(blocks, (pair.a.statement.tokens, a), (pair.b.statement.tokens, b))
    core = range(told[0].src_start, told[-1].src_end)
    other = range(told[0].dest_start, told[-1].dest_end)
    mark_a = words_at(pair.a.statement, _characters(pair.a.statement.tokens, a, inside_a))
    mark_b = words_at(pair.b.statement, _characters(pair.b.statement.tokens, b, inside_b))
    if has_words(pair.b.article, mark_a.said) or has_words(pair.a.article, mark_b.said):
        return None
    # "No-deal" denies what "no deal" does, though the one is two words.
    turned = words_apart(mark_a.said, mark_b.said) > 0 and (
        _is_meaning_turned(pair, (a, core), (b, other)) or _has_opposites(pair, a, b)
    )
    return Finding(
        Kind.QUOTE,
        mark_a,
        mark_b,
        subject_of(pair, ours, theirs, [root for root in left if root in right]),
        share * (0.6 + 0.4 * max(pair.equivalent, sure)),
        turned,
        (f"{share:.0%} of the quoted words are the same", "different: " + ", ".join(extra)),
    )


def _named(
    blocks: Sequence[Opcode],
    ours: tuple[Sequence[Token], Quoted],
    theirs: tuple[Sequence[Token], Quoted],
) -> frozenset[str]:
    """Return the stems of names that stand where the other quotation has a pronoun.

    An outlet may say who is meant, and of another one who knows?
    """
    found: set[str] = set()
    for block, after in pairwise(blocks):
        (a, said), (b, other) = (
            ([tokens[i] for i in quoted.indices[start:end]], quoted.stems[start:end])
            for (tokens, quoted), start, end in (
                (ours, block.src_end, after.src_start),
                (theirs, block.dest_end, after.dest_start),
            )
        )
        if _are_pronouns(b) and _are_names(a):
            found.update(said)
        if _are_pronouns(a) and _are_names(b):
            found.update(other)
    return frozenset(found)


def _are_pronouns(tokens: Sequence[Token]) -> bool:
    return any(token.tag in _PERSONAL for token in tokens) and all(
        fold(token.text) in STOP_WORDS for token in tokens
    )


def _are_names(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if fold(token.text) not in STOP_WORDS]
    return bool(words) and all(token.pos == "PROPN" for token in words)


def _before_more(
    blocks: Sequence[Opcode],
    ours: tuple[Sequence[Token], Quoted],
    theirs: tuple[Sequence[Token], Quoted],
) -> Sequence[Opcode]:
    """Return the blocks up to where one quotation alone begins another sentence.

    What only one outlet quotes is cut by the other, and turns nothing.
    """
    for place, (block, after) in enumerate(pairwise(blocks), start=1):
        gaps = (
            (*ours, block.src_end, after.src_start),
            (*theirs, block.dest_end, after.dest_start),
        )
        if sum(begin == end for *_, begin, end in gaps) == 1 and any(
            begin < end and _sentence_end(tokens, quoted, begin) <= end
            for tokens, quoted, begin, end in gaps
        ):
            return blocks[:place]
    return blocks


def _is_meaning_turned(pair: Pair, a: tuple[Quoted, range], b: tuple[Quoted, range]) -> bool:
    """Return whether one side denies more than the other, or says the opposite of a word."""
    stems = [[quoted.stems[i] for i in part] for quoted, part in (a, b)]
    if _negations(stems[0]) != _negations(stems[1]):
        return True
    alone = (
        [tokens[quoted.indices[i]] for i in part if quoted.stems[i] not in others]
        for tokens, (quoted, part), others in (
            (pair.a.statement.tokens, a, stems[1]),
            (pair.b.statement.tokens, b, stems[0]),
        )
    )
    return are_opposed(*alone)


def _has_opposites(pair: Pair, a: Quoted, b: Quoted) -> bool:
    """Return whether one word became its opposite, all beside it being the same.

    So it is with "at first blush" and "at last blush", at an edge too.
    """
    same = equal_blocks(a.stems, b.stems)
    ends = [(0, 0), *((block.src_end, block.dest_end) for block in same)]
    starts = [
        *((block.src_start, block.dest_start) for block in same),
        (len(a.stems), len(b.stems)),
    ]
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    return any(
        are_opposed([ours[a.indices[i]]], [theirs[b.indices[j]]])
        for (i, j), until in zip(ends, starts, strict=True)
        if until == (i + 1, j + 1)
    )


def _with_ends(
    pair: Pair, ours: tuple[Quoted, _Range], theirs: tuple[Quoted, _Range]
) -> tuple[_Range, _Range]:
    """Return the stretches up to the ends of their sentences, if both go on in other words."""
    (a, inside_a), (b, inside_b) = ours, theirs
    end = _sentence_end(pair.a.statement.tokens, a, inside_a[1])
    stop = _sentence_end(pair.b.statement.tokens, b, inside_b[1])
    rest, remains = a.stems[inside_a[1] : end], b.stems[inside_b[1] : stop]
    if max(len(rest), len(remains)) > _END or not (_only(rest, remains) and _only(remains, rest)):
        return inside_a, inside_b
    return (inside_a[0], end), (inside_b[0], stop)


def _only(words: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    return frozenset(words) - frozenset(others) - STOP_WORDS


def _sentence_end(tokens: Sequence[Token], quoted: Quoted, start: int) -> int:
    """Return the place after `start` where the sentence ends or words are left out."""
    for place in range(max(start, 1), len(quoted.indices)):
        between = tokens[quoted.indices[place - 1] + 1 : quoted.indices[place]]
        if any(token.text[:1] in _ENDS for token in between):
            return place
    return len(quoted.indices)


def subject_of(pair: Pair, ours: Quotation, theirs: Quotation, common: Sequence[str]) -> str:
    """Return whose words they are and what about: "words of Anna Berg (ferry, reef)".

    Nobody's where each outlet gives them to somebody else.
    """
    named = [who for who in (ours.speaker, theirs.speaker) if who and fold(who) not in PRONOUNS]
    who = "" if are_two_speakers(ours, theirs) else min(named, key=len, default="")
    shared = frozenset(common) - STOP_WORDS
    topics = [
        token.text
        for token in pair.a.statement.tokens
        if ours.start <= token.start < ours.end
        and token.pos in {"NOUN", "PROPN"}
        and stem(token.text) in shared
    ]
    about = list(dict.fromkeys(topics))[:_TOPICS]
    whose = f"words of {who}" if who else "quoted words"
    return f"{whose} ({', '.join(about)})" if about else whose


def _inside(blocks: Sequence[Opcode], a: Sequence[str], b: Sequence[str]) -> tuple[_Range, _Range]:
    """Return the stretch that both cover, with the few other words that both have at an edge.

    Where one quotation ends after a few and the other goes on, as many are taken of that.
    """
    start, begin = blocks[0].src_start, blocks[0].dest_start
    end, stop = blocks[-1].src_end, blocks[-1].dest_end
    if _are_other(a[:start], b[:begin]):
        start = begin = 0
    rest, remains = a[end:], b[stop:]
    size = min(len(rest), len(remains))
    if _are_other(rest, remains):
        end, stop = len(a), len(b)
    elif not {*rest} & {*remains} and _are_other(rest[:size], remains[:size]):
        end, stop = end + size, stop + size
    return (start, end), (begin, stop)


def _are_other(left: Sequence[str], right: Sequence[str]) -> bool:
    """Return whether both are few words, each with one of meaning that the other lacks."""
    ours, theirs = {*left} - STOP_WORDS, {*right} - STOP_WORDS
    return max(len(left), len(right)) <= _EDGE and bool(ours - theirs) and bool(theirs - ours)


def _negations(stems: Sequence[str]) -> int:
    return sum(root in _NEGATIONS for root in stems)


def _characters(
    tokens: Sequence[Token], quoted: Quoted, inside: tuple[int, int]
) -> tuple[int, int]:
    first, last = quoted.indices[inside[0]], quoted.indices[inside[1] - 1]
    return tokens[first].start, tokens[last].end
