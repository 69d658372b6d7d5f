"""Sentences by the pointer-generator: sources in, beam search, words back in their spelling."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from transformers import LogitsProcessor, LogitsProcessorList

from reporter.backends import SummaryRequest
from reporter.backends.pointer_generator import Pointer, PointerGenerator, SourceStates
from reporter.backends.pointer_rating import rate
from reporter.backends.pointer_spelling import (
    SourceToken,
    WrittenToken,
    is_spliced_inside_a_word,
    spell,
)
from reporter.backends.preview import Preview

BEAMS = 4
REPEATED_NGRAM = 3
MAX_SOURCES = 5
SOURCE_TOKENS = 176
TARGET_TOKENS = 56
MIN_TOKENS = 5
NEW_PASSAGE_PENALTY = 3.0
ABBREVIATED = (
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "gen",
    "lt",
    "col",
    "prof",
    "rev",
    "st",
)
TOKENS_PER_WORD = 1.4
LARGEST_BATCH = 16
"""Beyond this the states of all beams no longer fit a processor's cache, and it gets slower."""

_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Encoded:
    """The tokens of a request's sources, each with its place in the text; None for separators."""

    ids: tuple[int, ...]
    tokens: tuple[SourceToken | None, ...]
    cut: int


def encode(tokenizer: Any, sources: Sequence[str], limit: int = SOURCE_TOKENS) -> Encoded:
    """Return `[CLS] source [SEP] source [SEP] ...`, at most `limit` tokens.

    What is too long is cut at the end of the longest sources; `cut` counts the tokens left out.
    """
    # Special tokens that are written out in an article are ordinary characters.
    read = [
        tokenizer(
            text,
            add_special_tokens=False,
            return_offsets_mapping=True,
            split_special_tokens=True,
            verbose=False,
        )
        for text in sources
    ]
    lengths = fitting([len(each["input_ids"]) for each in read], limit - len(read) - 1)
    ids: list[int] = [tokenizer.cls_token_id]
    tokens: list[SourceToken | None] = [None]
    for number, (text, each, length) in enumerate(zip(sources, read, lengths, strict=True)):
        end, started = 0, False
        placed = zip(each["input_ids"], each["offset_mapping"], strict=True)
        for token, (start, stop) in list(placed)[:length]:
            piece = text[start:stop]
            first = not started and any(map(str.isalnum, piece))
            started = started or first
            ids.append(token)
            tokens.append(SourceToken(piece, number, first, start > end))
            end = stop
        ids.append(tokenizer.sep_token_id)
        tokens.append(None)
    whole = sum(len(each["input_ids"]) for each in read)
    return Encoded(tuple(ids), tuple(tokens), whole - sum(lengths))


def fitting(lengths: Sequence[int], room: int) -> list[int]:
    """Return the lengths, the longest made shorter until all of them fit the room together."""
    kept = list(lengths)
    while sum(kept) > max(room, 0):
        longest = max(range(len(kept)), key=kept.__getitem__)
        kept[longest] -= 1
    return kept


class WholeSentences(LogitsProcessor):  # type: ignore[misc]
    """Forbids an end that leaves a mark open, a sentence without its stop, or an initial alone."""

    def __init__(self, tokenizer: Any) -> None:
        self._end, self._stop = tokenizer.sep_token_id, tokenizer.convert_tokens_to_ids(".")
        self._quotes, self._opening, self._closing, self._final, self._shortened = (
            torch.tensor(tokenizer.convert_tokens_to_ids(list(tokens)))
            for tokens in ('"“”', "([", ")]", ".!?…\"”’')", [*ascii_lowercase, *ABBREVIATED])
        )

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Return the scores (beams, vocab) without an end where none may be."""
        quotes, opened, closed = (
            torch.isin(input_ids, marks.to(input_ids.device)).sum(dim=1)
            for marks in (self._quotes, self._opening, self._closing)
        )
        last = functional.pad(input_ids, (3, 0))[:, -3:]
        shortened = torch.isin(last[:, 1], self._shortened.to(last.device))
        # "the U." is broken off, "the U.S." is not.
        broken = (last[:, 2] == self._stop) & shortened & (last[:, 0] != self._stop)
        broken |= (last[:, 1:] == self._stop).all(dim=1)
        unfinished = ~torch.isin(last[:, 2], self._final.to(last.device))
        forbidden = (quotes % 2 == 1) | (opened != closed) | broken | unfinished
        scores[forbidden, self._end] = -torch.inf
        return scores


class NoRepeatedWords(LogitsProcessor):  # type: ignore[misc]
    """Forbids a third token that makes a trigram come twice, unless it holds more than whole words.

    "U.S." and "1,000" may come twice, so trigrams with punctuation or parts of words are let be.
    """

    def __init__(self, tokenizer: Any) -> None:
        tokens = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
        self._whole = torch.tensor([token.isalpha() for token in tokens])

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Return the scores (beams, vocab) without what would repeat a trigram."""
        if input_ids.shape[1] < REPEATED_NGRAM:
            return scores
        same = (input_ids[:, :-2] == input_ids[:, -2:-1]) & (
            input_ids[:, 1:-1] == input_ids[:, -1:]
        )
        whole = self._whole.to(input_ids.device)[input_ids]
        rows, places = (same & whole[:, :-2] & whole[:, 1:-1] & whole[:, 2:]).nonzero(as_tuple=True)
        scores[rows, input_ids[rows, places + 2]] = -torch.inf
        return scores


class KnownPassages(LogitsProcessor):  # type: ignore[misc]
    """Makes three tokens in a row that no source has in a row less likely.

    A small model joins passages more freely than grammar allows; what joins them well is likely
    enough to stand in spite of this.
    """

    def __init__(self, source_ids: Tensor, pointer: Pointer, penalty: float) -> None:
        self._source_ids, self._pointer, self._penalty = source_ids, pointer, penalty

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Return the scores (beams, vocab), less the penalty where no passage goes on."""
        follows = self._pointer.matches(self._source_ids, input_ids[:, -3:])[:, -1, :, 1] > 0
        rows, places = follows.nonzero(as_tuple=True)
        known = torch.zeros_like(scores, dtype=torch.bool)
        known[rows, self._source_ids[rows, places]] = True
        return torch.where(known, scores, scores - self._penalty)


class PointerWriter:
    """A `Summarizer` over the pointer-generator; it reads the statements, not the prompt."""

    def __init__(self, model: PointerGenerator, tokenizer: Any, name: str, batch_size: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._name = name
        self._batch_size = min(batch_size, LARGEST_BATCH)
        self._small = model.lowercase.tolist()
        self._processors = (WholeSentences(tokenizer), NoRepeatedWords(tokenizer))

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, model and how it searches."""
        return {
            "backend": "seq2seq",
            "name": self._name,
            "architecture": type(self._model).__name__,
            "revision": "local",
            "precision": str(self._model.dtype).removeprefix("torch."),
            "max_tokens": str(SOURCE_TOKENS),
            "max_statements": str(MAX_SOURCES),
            "reads": "statements",
            "search": f"beam {BEAMS}, no repeated {REPEATED_NGRAM}-gram",
        }

    def preview(self, request: SummaryRequest) -> Preview:
        """Return the statements between the marks of the model; it reads no other text."""
        encoded = encode(self._tokenizer, request.statements[:MAX_SOURCES])
        text = str(self._tokenizer.decode(encoded.ids))
        return Preview(text, len(encoded.ids) + encoded.cut, SOURCE_TOKENS)

    def rate(
        self, requests: Sequence[SummaryRequest], texts: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        """Return the mean log-likelihood per token of each request's texts, one pass a request."""
        found: list[tuple[float, ...]] = [() for _ in requests]
        encoded = [encode(self._tokenizer, each.statements[:MAX_SOURCES]) for each in requests]
        asked = [place for place, own in enumerate(texts) if own and any(encoded[place].tokens)]
        asked.sort(key=lambda place: (len(encoded[place].ids), place))
        for start in range(0, len(asked), self._batch_size):
            batch = asked[start : start + self._batch_size]
            ids, mask = self._inputs([encoded[place] for place in batch])
            with torch.inference_mode():
                source = self._model.encoder(ids, mask)
                for row, place in enumerate(batch):
                    known = "".join(requests[place].statements)
                    targets = [self._target(text, known) for text in texts[place]]
                    found[place] = rate(self._model, source, mask, row, targets)
        return found

    def _target(self, text: str, known: str) -> list[int]:
        # Straight and curly marks are different tokens, and the model copies those of its sources.
        plain = "".join(_STRAIGHT.get(mark, mark) if mark not in known else mark for mark in text)
        return list(self._tokenizer(plain, add_special_tokens=False, verbose=False)["input_ids"])

    def _inputs(self, batch: Sequence[Encoded]) -> tuple[Tensor, Tensor]:
        pad = self._model.config.pad_token_id
        ids = _padded([each.ids for each in batch], pad).to(self._model.device)
        return ids, (ids != pad).long()

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return up to four distinct candidates for each request, best first.

        Only the first MAX_SOURCES statements are read; what is cut of them is noted in the log.
        A candidate that does not come to an end, or splits a word or number, is left out.
        """
        encoded = [encode(self._tokenizer, each.statements[:MAX_SOURCES]) for each in requests]
        if cut := sum(each.cut > 0 for each in encoded):
            _log.info("%d requests were cut to %d tokens", cut, SOURCE_TOKENS)
        filled = [place for place, each in enumerate(encoded) if any(each.tokens)]
        order = sorted(filled, key=lambda place: (len(encoded[place].ids), place))
        found: dict[int, tuple[str, ...]] = {}
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            words = max(requests[place].max_words for place in batch)
            written = self._write_batch([encoded[place] for place in batch], words)
            found.update(zip(batch, written, strict=True))
        return [found.get(place, ()) for place in range(len(requests))]

    def _write_batch(self, batch: Sequence[Encoded], words: int) -> list[tuple[str, ...]]:
        ids, mask = self._inputs(batch)
        with torch.inference_mode():
            source = self._model.encoder(ids, mask)
            wide = ids.repeat_interleave(BEAMS, dim=0)
            passages = KnownPassages(wide, self._model.pointer, NEW_PASSAGE_PENALTY)
            output = self._model.generate(
                encoder_outputs=SourceStates(**source),
                attention_mask=mask,
                do_sample=False,
                num_beams=BEAMS,
                num_return_sequences=BEAMS,
                min_new_tokens=MIN_TOKENS,
                max_new_tokens=min(int(words * TOKENS_PER_WORD) + 2, TARGET_TOKENS),
                early_stopping=True,
                logits_processor=LogitsProcessorList([*self._processors, passages]),
            )
            places = self._align(source, mask, output)
        rows = zip(output.tolist(), places, strict=True)
        texts = [
            self._spell(row, where, batch[at // BEAMS]) for at, (row, where) in enumerate(rows)
        ]
        return [
            tuple(dict.fromkeys(text for text in texts[start : start + BEAMS] if text))
            for start in range(0, len(texts), BEAMS)
        ]

    def _align(self, source: SourceStates, mask: Tensor, output: Tensor) -> list[list[int]]:
        """Return for each output token after the first where the pointer saw it, -1 for nowhere."""
        wide = {
            key: value.repeat_interleave(BEAMS, dim=0)
            for key, value in source.items()
            if isinstance(value, Tensor)
        }
        source = SourceStates(**wide, memory=source.memory)
        mask = mask.repeat_interleave(BEAMS, dim=0)
        copied, _ = self._model.point(source, mask, output[:, :-1])
        matched = source.source_ids.unsqueeze(1) == output[:, 1:].unsqueeze(2)
        best = copied.masked_fill(~matched, -torch.inf).max(dim=2)
        places = best.indices.masked_fill(~matched.any(dim=2), -1)
        return [[int(place) for place in row] for row in places.tolist()]

    def _spell(self, row: list[int], places: list[int], encoded: Encoded) -> str:
        """Return the text of a finished output row, "" for one that is not fit to be shown."""
        end = self._model.config.eos_token_id
        if end not in row:
            return ""
        tokens = row[1 : row.index(end)]
        written: list[WrittenToken] = []
        before = -1
        for token, place in zip(tokens, places, strict=False):
            # A passage goes on where it can; the pointer decides only where a new one begins.
            if before >= 0 and encoded.ids[before + 1 : before + 2] == (token,):
                place = before + 1
            text = self._tokenizer.convert_ids_to_tokens(token)
            known = None if place < 0 else place
            written.append(WrittenToken(text, known, self._small[token]))
            before = place
        if is_spliced_inside_a_word(written, encoded.tokens):
            return ""
        return spell(written, encoded.tokens)


def _padded(rows: Sequence[Sequence[int]], pad: int) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])
