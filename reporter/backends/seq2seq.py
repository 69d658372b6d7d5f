"""Sentences by any encoder-decoder of transformers: BART, PEGASUS, T5, LED, or one's own.

Such a model takes no instructions. What it reads is the filled prompt, which only lays out the
statements (and, for the T5 family, begins with the prefix it was trained with).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from inspect import signature
from typing import Any

from reporter.backends import Summarizer, SummaryRequest
from reporter.backends.devices import opening, pick_device
from reporter.backends.preview import Preview
from reporter.config import ModelSettings
from reporter.errors import ModelError
from reporter.resources import shipped

SHIPPED = "summarizer"
BEAMS = 4
REPEATED_NGRAM = 3
TOKENS_PER_WORD = 1.6
DEFAULT_LIMIT = 1024

_LIMIT_KEYS = ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")
_log = logging.getLogger(__name__)


class Seq2Seq:
    """A `Summarizer` over an encoder-decoder and its tokenizer."""

    def __init__(self, model: Any, tokenizer: Any, name: str, batch_size: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._name = name
        self._batch_size = batch_size
        self._limit = _input_limit(model.config, tokenizer)
        self._prefix = _prefix(model.config)
        # Paddings and sentinels are no words, though a model may put them between its words.
        self._unwritable = [[each] for each in _special(model.generation_config, tokenizer)] or None

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, model, revision where known, and how it searches."""
        return {
            "backend": "seq2seq",
            "name": self._name,
            "architecture": type(self._model).__name__,
            "revision": str(getattr(self._model.config, "_commit_hash", None) or "local"),
            "precision": str(self._model.dtype).removeprefix("torch."),
            "max_tokens": str(self._limit),
            "search": f"beam {BEAMS}, no repeated {REPEATED_NGRAM}-gram",
        }

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return up to four distinct candidates for each request, best first.

        Long inputs are cut at the model's limit, with a warning in the log.
        """
        # Alike lengths in one batch need little padding; ties keep the order of the requests.
        order = sorted(range(len(requests)), key=lambda place: len(requests[place].prompt))
        found: dict[int, tuple[str, ...]] = {}
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            written = self._write_batch([requests[place] for place in batch])
            found.update(zip(batch, written, strict=True))
        return [found[place] for place in range(len(requests))]

    def preview(self, request: SummaryRequest) -> Preview:
        """Return the laid out statements with the model's prefix; it reads no instruction."""
        prompt = self._prefixed(request.prompt)
        return Preview(prompt, self._count(prompt), self._limit)

    def _write_batch(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        import torch

        encoded = self._encode([self._prefixed(request.prompt) for request in requests])
        words = max(request.max_words for request in requests)
        with torch.inference_mode():
            output = self._model.generate(
                **encoded,
                do_sample=False,
                num_beams=BEAMS,
                num_return_sequences=BEAMS,
                no_repeat_ngram_size=REPEATED_NGRAM,
                bad_words_ids=self._unwritable,
                max_new_tokens=int(words * TOKENS_PER_WORD) + 2,
                # Models fine-tuned for articles ask for 56 tokens and more, and for long sentences.
                min_length=0,
                length_penalty=1.0,
                early_stopping=True,
            )
        texts = [text.strip() for text in self._decode(output)]
        return [
            tuple(dict.fromkeys(text for text in texts[start : start + BEAMS] if text))
            for start in range(0, len(texts), BEAMS)
        ]

    def _encode(self, prompts: list[str]) -> Mapping[str, Any]:
        import torch

        encoded = self._tokenizer(
            prompts, return_tensors="pt", padding=True, truncation=True, max_length=self._limit
        )
        full = encoded["attention_mask"].sum(dim=1).tolist()
        for prompt, length in zip(prompts, full, strict=True):
            if length >= self._limit and self._count(prompt) > self._limit:
                _log.warning(
                    "a filled prompt of %d tokens was cut to the %d that %s reads",
                    self._count(prompt),
                    self._limit,
                    self._name,
                )
        inputs = {
            key: encoded[key].to(self._model.device) for key in ("input_ids", "attention_mask")
        }
        if "global_attention_mask" in signature(self._model.forward).parameters:
            # LED sees its whole input only from tokens with global attention: as trained, one.
            inputs["global_attention_mask"] = torch.zeros_like(inputs["input_ids"])
            inputs["global_attention_mask"][:, 0] = 1
        return inputs

    def _prefixed(self, prompt: str) -> str:
        return prompt if prompt.startswith(self._prefix) else self._prefix + prompt

    def _count(self, prompt: str) -> int:
        return len(self._tokenizer(prompt, truncation=False, verbose=False)["input_ids"])

    def _decode(self, output: Any) -> list[str]:
        texts = self._tokenizer.batch_decode(output, skip_special_tokens=True)
        # PEGASUS writes line ends as a word of its own.
        return [str(text).replace("<n>", " ") for text in texts]


def open_summarizer(name: str, settings: ModelSettings) -> Summarizer:
    """Open the encoder-decoder `name`, a folder or a hub name, on the device of the settings.

    No name opens the shipped model. Raises ModelError when the model cannot be found, is no
    encoder-decoder or has no safetensors weights.
    """
    place, name = name or _shipped(), name or SHIPPED
    device = pick_device(settings.device)
    with opening("summarizer", place):
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        from transformers.utils.logging import disable_progress_bar

        from reporter.backends.pointer_generation import PointerWriter
        from reporter.backends.pointer_generator import PointerGenerator

        disable_progress_bar()
        tokenizer = AutoTokenizer.from_pretrained(place, trust_remote_code=False)
        model = AutoModelForSeq2SeqLM.from_pretrained(
            place,
            use_safetensors=True,
            trust_remote_code=False,
            # Half precision saves room on disk; a CPU computes in it only slowly.
            dtype=torch.float32 if device == "cpu" else "auto",
        )
        model = model.to(device).eval()
    if isinstance(model, PointerGenerator):
        return PointerWriter(model, tokenizer, name, settings.batch_size)
    return Seq2Seq(model, tokenizer, name, settings.batch_size)


def _shipped() -> str:
    folder = shipped("models") / SHIPPED
    if not folder.is_dir():
        raise ModelError(
            "models.summarizer = 'seq2seq' names no model, and none is shipped here.",
            "Write seq2seq:PATH or seq2seq:HUB-NAME, for example seq2seq:facebook/bart-large-cnn.",
        )
    return str(folder)


def _prefix(config: Any) -> str:
    """Return what a model of the T5 family expects before a text to summarize, else ""."""
    tasks = getattr(config, "task_specific_params", None) or {}
    return str(tasks.get("summarization", {}).get("prefix", ""))


def _special(generation: Any, tokenizer: Any) -> list[int]:
    """Return the special tokens other than those that end a text."""
    ends = generation.eos_token_id
    ends = {tokenizer.eos_token_id, *(ends if isinstance(ends, list) else [ends])}
    return [token for token in tokenizer.all_special_ids if token not in ends]


def _input_limit(config: Any, tokenizer: Any) -> int:
    """Return how many tokens the encoder reads; a tokenizer without a limit reports a huge one."""
    known = [getattr(config, key, None) for key in _LIMIT_KEYS]
    limits = [value for value in known if isinstance(value, int)][:1]
    if tokenizer.model_max_length < 1_000_000:
        limits.append(tokenizer.model_max_length)
    return min(limits, default=DEFAULT_LIMIT)
