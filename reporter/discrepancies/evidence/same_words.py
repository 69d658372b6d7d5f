"""The same words of two quotations, and whether they make both one utterance.

Words are laid side by side by their longest common subsequence; what is equal by chance, at an edge
where one quotation is cut, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq, Opcode

from reporter.discrepancies.evidence.quoted import (
    Quoted,
    are_two_speakers,
    is_one_speaker,
    other_words,
)
from reporter.records import Quotation
from reporter.text.lexical import NEGATIONS, STOP_WORDS, stem

_MIN_SHARE = 0.6
_LOOSE_SHARE = 0.45
_HIGH_SHARE = 0.8
_LONG_RUN = 7
_MIN_COMMON = 3
_RENDERED = 4
_FEW, _PLENTY = 3, 6
"""Words of meaning in common that say nothing yet of one utterance, and that make it sure."""
SMALL = STOP_WORDS | frozenset(stem(word) or word for word in NEGATIONS)
"""Words of no meaning by themselves, those of negation among them."""


def blocks_of_one_utterance(
    a: Quoted, b: Quoted, ours: Quotation, theirs: Quotation
) -> Sequence[Opcode]:
    """Return the runs of equal words of one utterance, none where the quotations are of two."""
    same = equal_blocks(a.stems, b.stems)
    blocks = _without_strays(same, a.stems, b.stems)
    least = _least_share(blocks, a.stems, ours, theirs) * min(len(a.stems), len(b.stems))
    return blocks if size_of(blocks) >= least else _rendered(same, (a, b), ours, theirs)


def size_of(blocks: Sequence[Opcode]) -> int:
    """Return how many words the blocks hold."""
    return sum(block.src_end - block.src_start for block in blocks)


def equal_blocks(a: Sequence[str], b: Sequence[str]) -> list[Opcode]:
    """Return the blocks of equal words; where words are said twice, those next to the rest.

    Of "today we sail, today we fish" it is the second "today we" that "today we fish" repeats.
    """
    blocks: list[Opcode] = []
    for block in reversed([op for op in LCSseq.opcodes(a, b) if op.tag == "equal"]):
        after = blocks[0] if blocks else None
        size = block.src_end - block.src_start
        said = a[block.src_start : block.src_end]
        if after and said == a[: after.src_start][-size:] == b[: after.dest_start][-size:]:
            here, there = after.src_start - size, after.dest_start - size
            blocks[0] = Opcode("equal", here, after.src_end, there, after.dest_end)
        else:
            blocks.insert(0, block)
    return blocks


def _least_share(
    blocks: Sequence[Opcode], stems: Sequence[str], ours: Quotation, theirs: Quotation
) -> float:
    """Return the share of equal words that makes two quotations of one utterance.

    A long run of the same words does with less, and so do the words of one speaker; those of two
    need more: here somebody took one for the other.
    """
    if are_two_speakers(ours, theirs):
        return _HIGH_SHARE
    long = has_long_run(blocks, stems)
    return _LOOSE_SHARE if long or is_one_speaker(ours, theirs) else _MIN_SHARE


def has_long_run(blocks: Sequence[Opcode], stems: Sequence[str]) -> bool:
    """Return whether a block holds many words, several of meaning."""
    runs = [stems[block.src_start : block.src_end] for block in blocks]
    return any(len(run) >= _LONG_RUN and len({*run} - STOP_WORDS) >= _MIN_COMMON for run in runs)


def _without_strays(
    blocks: list[Opcode], stems: Sequence[str], others: Sequence[str]
) -> list[Opcode]:
    """Return the blocks without chance matches at the edges, where one quotation is cut.

    Quotations that begin alike and both end on the last block are not cut there.
    """
    whole = _are_whole(blocks, stems, others)
    while len(blocks) > 1 and _is_stray(blocks[0], blocks[1], stems):
        blocks = blocks[1:]
    while len(blocks) > 1 and not whole and _is_stray(blocks[-1], blocks[-2], stems):
        blocks = blocks[:-1]
    return blocks


def _are_whole(blocks: Sequence[Opcode], stems: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether the quotations begin with one run of words and both end on the last block."""
    if not blocks:
        return False
    first, last = blocks[0], blocks[-1]
    begin = first.src_start == first.dest_start == 0 and size_of([first]) >= _MIN_COMMON
    return begin and (last.src_end, last.dest_end) == (len(stems), len(others))


def _is_stray(block: Opcode, beside: Opcode, stems: Sequence[str]) -> bool:
    if len({*stems[block.src_start : block.src_end]} - STOP_WORDS) > 1:
        return False
    left, right = sorted((block, beside), key=lambda item: item.src_start)
    gap = max(right.src_start - left.src_end, right.dest_start - left.dest_end)
    return bool(block.src_end - block.src_start <= gap)


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
    common = {word for b in blocks for word in stems[b.src_start : b.src_end]} - SMALL
    fewer = min(len({*side.stems} - SMALL) for side in sides)
    kept = len(common) >= max(_RENDERED, _MIN_SHARE * fewer)
    return blocks if kept else []


def sureness(
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
