"""Clusters a second that a summarizer writes, beside the medoid path and a BART of equal size.

    python benchmarks/summarizer_speed.py MODEL [--file ROWS.jsonl] [--clusters 60] [--threads 2]

MODEL is the folder of an encoder-decoder, ROWS are those of `reporter eval fusion` (default: the
invented ones beside this file, over and over). All three run in one process, one after the other:
on a busy machine trust the ratios, not the figures. The medoid path embeds the statements and picks
the one most alike to the others. The BART has random weights and as many parameters; it never ends
a sentence by itself, so it writes as many tokens as it may, and its figure is per token as well.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from transformers import AutoTokenizer, BartConfig, BartForConditionalGeneration

from reporter.backends import Embedder, SummaryRequest
from reporter.backends.registry import open_embedder, open_summarizer
from reporter.config import ModelSettings

SAMPLES = Path(__file__).parent / "fusion_samples.jsonl"
MAX_WORDS = 45


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model")
    arguments.add_argument("--file", type=Path, default=SAMPLES)
    arguments.add_argument("--clusters", type=int, default=60)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    clusters = list(islice(cycle(_clusters(options.file)), options.clusters))
    requests = [SummaryRequest(" ".join(texts), tuple(texts), MAX_WORDS) for texts in clusters]
    settings = ModelSettings(summarizer=f"seq2seq:{options.model}", device="cpu")
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    embedder = open_embedder(settings)
    medoid, _ = _timed(lambda: _medoids(embedder, clusters), len(clusters))
    print(f"medoid path      {medoid:8.2f} clusters/s")
    writer = open_summarizer(settings)
    speed, written = _timed(lambda: writer.write(requests), len(clusters))
    tokens = sum(len(tokenizer(texts[0])["input_ids"]) for texts in written if texts)
    print(f"{writer.description['name']}: {_line(speed, medoid, tokens, len(clusters))}")
    with tempfile.TemporaryDirectory() as folder:
        size = _write_bart(Path(folder), options.model, tokenizer)
        bart = open_summarizer(settings.model_copy(update={"summarizer": f"seq2seq:{folder}"}))
        other, written = _timed(lambda: bart.write(requests), len(clusters))
    tokens = sum(len(tokenizer(texts[0])["input_ids"]) for texts in written if texts)
    print(f"BART of {size / 1e6:.1f} M: {_line(other, medoid, tokens, len(clusters))}")
    print(f"ratio to the BART: {speed / other:.2f}")


def _line(speed: float, medoid: float, tokens: int, count: int) -> str:
    return (
        f"{speed:.2f} clusters/s, {speed / medoid:.4f} of the medoid path, "
        f"{tokens / count:.0f} tokens each, {speed * tokens / count:.0f} tokens/s"
    )


def _clusters(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8") as lines:
        return [[item["sentence"] for item in json.loads(line)["sources"]] for line in lines]


def _timed(work: Callable[[], Any], count: int) -> tuple[float, Any]:
    work()  # The first call loads and warms up.
    started = time.perf_counter()
    result = work()
    return count / (time.perf_counter() - started), result


def _medoids(embedder: Embedder, clusters: list[list[str]]) -> list[str]:
    vectors = embedder.embed([text for texts in clusters for text in texts])
    found, start = [], 0
    for texts in clusters:
        own = vectors[start : start + len(texts)]
        found.append(texts[int((own @ own.T).mean(axis=1).argmax())])
        start += len(texts)
    return found


def _write_bart(folder: Path, model: str, tokenizer: Any) -> int:
    """Write a random BART with as many parameters as `model` has; return how many."""
    with safe_open(Path(model) / "model.safetensors", framework="pt") as weights:
        wanted = sum(weights.get_tensor(name).numel() for name in weights.keys())  # noqa: SIM118
    best = None
    for inner in range(512, 4096, 128):
        config = BartConfig(
            vocab_size=len(tokenizer), d_model=384, encoder_layers=6, decoder_layers=3,
            encoder_ffn_dim=inner, decoder_ffn_dim=inner, encoder_attention_heads=12,
            decoder_attention_heads=12, max_position_embeddings=512,
            pad_token_id=tokenizer.pad_token_id, bos_token_id=tokenizer.cls_token_id,
            eos_token_id=tokenizer.sep_token_id, forced_eos_token_id=tokenizer.sep_token_id,
            decoder_start_token_id=tokenizer.cls_token_id,
        )  # fmt: skip
        with torch.device("meta"):
            size = BartForConditionalGeneration(config).num_parameters()
        if best is None or abs(size - wanted) < abs(best[0] - wanted):
            best = (size, config)
    torch.manual_seed(1)
    BartForConditionalGeneration(best[1]).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return best[0]


if __name__ == "__main__":
    main()
