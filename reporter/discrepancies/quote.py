"""Quotations: one utterance with different words inside the quotation marks.

Claims a difference between two quotations that share most of their words, in the stretch that both
cover and in up to three other words that both have before or after it; after a long run of the
same words, up to the end of the sentence. It changes the meaning when
a verb inside the marks is negated, or ended by "stop" and the like, on one side only; the words
just outside the marks are read as well, because an outlet may put *stop* before them. Anything else
is another wording or translation.

Does not claim one where a quotation is merely cut shorter, where words differ in their ending,
case or a bracketed insertion alone, or for two different sayings of one speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Opcode

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.opposites import are_opposed
from reporter.discrepancies.evidence.polarity import Polarity
from reporter.discrepancies.evidence.quoted import (
    PRONOUNS,
    Quoted,
    are_two_speakers,
    is_one_speaker,
    other_words,
    quoted_words,
)
from reporter.discrepancies.evidence.turned import is_one_utterance, turned_verbs
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.negation import WEIGHTS, features_of
from reporter.discrepancies.values.typed import Day
from reporter.records import Kind, Quotation, Token
from reporter.text.lexical import NEGATIONS, STOP_WORDS, fold, stem

_SAYING = frozenset(words("saying") + words("speaking"))
_LATELY = timedelta(days=14)
_MIN_WORDS = 5
_MIN_SHARE = 0.6
_LOOSE_SHARE = 0.45
_HIGH_SHARE = 0.8
_LONG_RUN = 7
_END = 15
_ENDS = frozenset(".!?;:…[(-–—")
_TOPICS = 2
_MIN_COMMON = 3
_RENDERED = 4
_FEW, _PLENTY = 3, 6
"""Words of meaning in common that say nothing yet of one utterance, and that make it sure."""
_EDGE = 3
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
        if not any(
            ours.span[0] < theirs.span[1] and theirs.span[0] < ours.span[1]
            for other in kept
            for ours, theirs in ((item.a, other.a), (item.b, other.b))
        ):
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
        if is_one_utterance(pair, a, b):
            features = features_of(pair, a, b)
            score = probability(WEIGHTS, features)
            found.append(_turned_finding(pair, a, b, score, features))
    return sorted(found, key=lambda item: (-item.confidence, item.a.span))[:1]


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
    shorter = min(len(a.stems), len(b.stems))
    if shorter < _MIN_WORDS:
        return None
    same = [block for block in LCSseq.opcodes(a.stems, b.stems) if block.tag == "equal"]
    blocks = _without_strays(same, a.stems)
    common = sum(block.src_end - block.src_start for block in blocks)
    if not blocks or common < _least_share(blocks, a.stems, ours, theirs) * shorter:
        blocks = _rendered(same, (a, b), ours, theirs)
        common = sum(block.src_end - block.src_start for block in blocks)
    if not blocks:
        return None
    inside_a, inside_b = _inside(blocks, a.stems, b.stems)
    if _has_long_run(blocks, a.stems):
        inside_a, inside_b = _with_ends(pair, (a, inside_a), (b, inside_b))
    left, right = a.stems[slice(*inside_a)], b.stems[slice(*inside_b)]
    extra = other_words(frozenset(left), frozenset(right))
    if not extra:
        return None
    share = 2 * common / (len(left) + len(right))
    sure = _sureness(blocks, (a, b), ours, theirs)
    # What stands at an edge may be a phrase of its own: "Make no mistake," "To be clear,".
    told = _before_more(blocks, (pair.a.statement.tokens, a), (pair.b.statement.tokens, b))
    core = range(told[0].src_start, told[-1].src_end)
    other = range(told[0].dest_start, told[-1].dest_end)
    span_a = _characters(pair.a.statement.tokens, a, inside_a)
    span_b = _characters(pair.b.statement.tokens, b, inside_b)
    return Finding(
        Kind.QUOTE,
        words_at(pair.a.statement, span_a),
        words_at(pair.b.statement, span_b),
        subject_of(pair, ours, theirs, [root for root in left if root in right]),
        share * (0.6 + 0.4 * max(pair.equivalent, sure)),
        _is_meaning_turned(pair, (a, core), (b, other)) or _has_opposites(pair, a, b, same),
        (f"{share:.0%} of the quoted words are the same", "different: " + ", ".join(extra)),
    )


def _rendered(
    same: Sequence[Opcode], sides: tuple[Quoted, Quoted], ours: Quotation, theirs: Quotation
) -> list[Opcode]:
    """Return the blocks of two renderings of one utterance, none where they may be of two.

    Translated or remembered, an utterance keeps most of its words of meaning, and their order.
    """
    stems = sides[0].stems
    blocks = [b for b in same if not STOP_WORDS.issuperset(stems[b.src_start : b.src_end])]
    if not blocks or not is_one_speaker(ours, theirs):
        return []
    blocks = [b for b in same if blocks[0].src_start <= b.src_start <= blocks[-1].src_start]
    small = STOP_WORDS | _NEGATIONS
    common = {word for b in blocks for word in stems[b.src_start : b.src_end]} - small
    fewer = min(len({*side.stems} - small) for side in sides)
    kept = len(common) >= max(_RENDERED, _MIN_SHARE * fewer)
    return blocks if kept else []


def _sureness(
    blocks: Sequence[Opcode], sides: tuple[Quoted, Quoted], ours: Quotation, theirs: Quotation
) -> float:
    """Return how sure (0..1) the words alone make it that both quote one utterance.

    Many words of meaning in one order are no chance, whatever else the statements tell. But two
    named speakers may use one phrase, and one speaker may go on from it in two ways.
    """
    stems, others = (side.stems for side in sides)
    first, last = blocks[0], blocks[-1]
    within = (
        frozenset(stems[first.src_start : last.src_end]),
        frozenset(others[first.dest_start : last.dest_end]),
    )
    if are_two_speakers(ours, theirs) or not other_words(*within):
        return 0.0
    common = {word for block in blocks for word in stems[block.src_start : block.src_end]}
    return min(1.0, max(0, len(common - STOP_WORDS) - _FEW) / (_PLENTY - _FEW))


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


def _has_opposites(pair: Pair, a: Quoted, b: Quoted, same: Sequence[Opcode]) -> bool:
    """Return whether one word became its opposite, all beside it being the same.

    So it is with "at first blush" and "at last blush", at an edge too.
    """
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


def _least_share(
    blocks: Sequence[Opcode], stems: Sequence[str], ours: Quotation, theirs: Quotation
) -> float:
    """Return the share of equal words that makes two quotations of one utterance.

    A long run of the same words does with less, and so do the words of one speaker; those of two
    need more: here somebody took one for the other.
    """
    if are_two_speakers(ours, theirs):
        return _HIGH_SHARE
    long = _has_long_run(blocks, stems)
    return _LOOSE_SHARE if long or is_one_speaker(ours, theirs) else _MIN_SHARE


def _has_long_run(blocks: Sequence[Opcode], stems: Sequence[str]) -> bool:
    runs = [stems[block.src_start : block.src_end] for block in blocks]
    return any(len(run) >= _LONG_RUN and len({*run} - STOP_WORDS) >= _MIN_COMMON for run in runs)


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


def _without_strays(blocks: list[Opcode], stems: Sequence[str]) -> list[Opcode]:
    """Return the blocks without chance matches at the edges, where one quotation is cut."""
    while len(blocks) > 1 and _is_stray(blocks[0], blocks[1], stems):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_stray(blocks[-1], blocks[-2], stems):
        blocks = blocks[:-1]
    return blocks


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


def _is_stray(block: Opcode, beside: Opcode, stems: Sequence[str]) -> bool:
    if len({*stems[block.src_start : block.src_end]} - STOP_WORDS) > 1:
        return False
    left, right = sorted((block, beside), key=lambda item: item.src_start)
    gap = max(right.src_start - left.src_end, right.dest_start - left.dest_end)
    return bool(block.src_end - block.src_start <= gap)


def _negations(stems: Sequence[str]) -> int:
    return sum(root in _NEGATIONS for root in stems)


def _characters(
    tokens: Sequence[Token], quoted: Quoted, inside: tuple[int, int]
) -> tuple[int, int]:
    first, last = quoted.indices[inside[0]], quoted.indices[inside[1] - 1]
    return tokens[first].start, tokens[last].end
