"""Train the slot scorer on the rows that masked_rows.py wrote.

    python train.py ROWS OUT [--base MODEL] [--passes 1.0] [--rate 1e-4]

Starts from the pair scorer (or any cross-encoder of its kind at --base) with two labels. Word
embeddings stay as they are; the learning rate rises for a sixteenth of the steps and falls to
nought. Which statement comes first is drawn anew each time.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

LABELS = ("not_equivalent", "equivalent")
MAX_TOKENS = 128
SAVE = 500
BASE = Path(__file__).parents[2] / "pair-scorer"
Row = tuple[str, str, int]


def main() -> None:
    """Train; export.py makes the shipped files of OUT/model."""
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = new_model(options.base)
    optimizer = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=options.rate, weight_decay=0.01
    )
    rows = read(options.rows / "train.jsonl")
    steps = int(len(rows) * options.passes / options.batch)
    warm = max(1, steps // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / steps))
    )
    model.train()
    started, total = time.monotonic(), 0.0
    for step, batch in enumerate(batches(rows, options.batch, options.seed, steps), start=1):
        inputs = tokenizer(
            [row[0] for row in batch],
            [row[1] for row in batch],
            padding=True,
            truncation=True,
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(**inputs).logits
        labels = torch.tensor([row[2] for row in batch])
        loss = torch.nn.functional.cross_entropy(logits.float(), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        if step % 50 == 0:
            rate = step * options.batch / (time.monotonic() - started)
            print(f"step {step} of {steps}: loss {total / 50:.4f}, {rate:.1f} rows/s", flush=True)
            total = 0.0
        if step % SAVE == 0 or step == steps:
            model.save_pretrained(options.out / "model")
            tokenizer.save_pretrained(options.out / "model")


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, default=BASE)
    parser.add_argument("--passes", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def new_model(base: Path) -> torch.nn.Module:
    """Return a two-label classifier over the encoder at `base`, its head kept if it has two."""
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        ignore_mismatched_sizes=True,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
        dtype=torch.float32,
    )
    model.get_input_embeddings().weight.requires_grad = False
    return model


def batches(rows: Sequence[Row], size: int, seed: int, count: int) -> Iterator[list[Row]]:
    """Yield `count` batches of rows of like length, each pair in an order that is drawn."""
    rng = random.Random(seed)
    made = 0
    order = list(rows)
    while made < count:
        rng.shuffle(order)
        for start in range(0, len(order), size * 50):
            stretch = sorted(order[start : start + size * 50], key=lambda r: len(r[0]) + len(r[1]))
            parts = [stretch[i : i + size] for i in range(0, len(stretch), size)]
            rng.shuffle(parts)
            for part in parts[: count - made]:
                made += 1
                yield [
                    (b, a, label) if rng.random() < 0.5 else (a, b, label) for a, b, label in part
                ]


def read(file: Path) -> list[Row]:
    """Return the masked statements and the label of each row."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["a"], row["b"], row["label"]) for row in rows]


if __name__ == "__main__":
    main()
