"""A small chat model taught to write what statements share, and the sentences it then gives.

    python teacher.py train CLUSTERS.jsonl OUT [--steps 80] [--batch 4] [--base FOLDER] ...
    python teacher.py distil CLUSTERS.jsonl OUT/model SENTENCES.jsonl [--limit N]

`train` fits a LoRA (Hu et al., 2021, arXiv:2106.09685) to SmolLM2-135M-Instruct, or the model at
--base, on rows `kind, sources, target` as build.py writes them; it saves as it goes, and the same
command goes on from there. OUT/adapter is the LoRA, OUT/model the model with the LoRA folded in,
which `models.summarizer = "causal:OUT/model"` with `summary.prompt = "fact-short"` opens.
`distil` writes a row `id, sources, target` for each cluster whose sentence passes the gate.
Needs the packages of requirements.txt in the folder above and the extra `[llm]`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerBase

from reporter.backends import SummaryRequest
from reporter.backends.causal import bundled_file, open_summarizer, prompt_tokens
from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.prompts import fill, load_prompt
from reporter.records import Article, Check, Statement
from reporter.sentences import statements_from_sentences
from reporter.summarize.faithfulness import check_sentence, gather_sources
from reporter.summarize.sentence import sentence_of

PROMPT = "fact-short"
IGNORED = -100
Row = dict[str, Any]
Example = tuple[list[int], list[int]]


def main() -> None:
    """Train the teacher, or let it write."""
    options = arguments()
    if options.command == "train":
        train(options)
    else:
        distil(options)


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train")
    learn.add_argument("clusters", type=Path)
    learn.add_argument("out", type=Path)
    learn.add_argument("--base", type=Path, help="folder of another causal model")
    learn.add_argument(
        "--kinds",
        default="roundup,roundup,roundup,dispute,translation",
        help="kinds of clusters, drawn in turn",
    )
    learn.add_argument("--steps", type=int, default=80)
    learn.add_argument("--batch", type=int, default=4)
    learn.add_argument("--rate", type=float, default=5e-4)
    learn.add_argument("--rank", type=int, default=16)
    learn.add_argument("--longest", type=int, default=224, help="tokens; longer clusters are left")
    learn.add_argument("--save", type=int, default=20, help="steps between two saved states")
    learn.add_argument("--seed", type=int, default=7)
    write = commands.add_parser("distil")
    write.add_argument("clusters", type=Path)
    write.add_argument("model", type=Path)
    write.add_argument("sentences", type=Path)
    write.add_argument("--limit", type=int, help="clusters to write for; all of them if not given")
    return parser.parse_args()


def train(options: argparse.Namespace) -> None:
    """Fit the LoRA, going on where an earlier run stopped, and save it and the whole model."""
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    base, tokenizer = open_base(options.base)
    model = get_peft_model(
        base,
        LoraConfig(
            r=options.rank,
            lora_alpha=2 * options.rank,
            target_modules="all-linear",
            task_type="CAUSAL_LM",
        ),
    ).to(device)
    learned = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=options.rate, weight_decay=0.0)
    warm = max(1, options.steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (options.steps - s) / options.steps))
    )
    state = options.out / "state.pt"
    done = restore(state, learned, optimizer, schedule) if state.exists() else 0
    rows = [json.loads(line) for line in options.clusters.read_text("utf-8").splitlines()]
    started, losses = time.monotonic(), []
    model.train()
    for step, batch in enumerate(batches(rows, tokenizer, options), 1):
        if step <= done:
            continue
        losses.append(train_step(model, batch, tokenizer.pad_token_id, device))
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 10 == 0:
            rate = (step - done) * options.batch / (time.monotonic() - started)
            loss = sum(losses[-10:]) / len(losses[-10:])
            print(f"step {step} loss {loss:.4f} clusters/s {rate:.2f}", flush=True)
        if step % options.save == 0 or step == options.steps:
            save(state, step, learned, optimizer, schedule)
    finish(model, tokenizer, options.out)


def open_base(folder: Path | None) -> tuple[Any, PreTrainedTokenizerBase]:
    """Return the model to start from, in float32, and its tokenizer."""
    if folder is not None:
        model = AutoModelForCausalLM.from_pretrained(
            folder, dtype=torch.float32, use_safetensors=True
        )
        return model, AutoTokenizer.from_pretrained(folder)
    file = bundled_file()
    if file is None:
        raise SystemExit("SmolLM2 is not installed: see requirements-llm.txt, or give --base.")
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(
        file.parent, gguf_file=file.name, dtype=torch.float32
    )
    # The weights are plain by now, but a model that calls itself quantized is never saved.
    model.config.quantization_config = None
    model.hf_quantizer, model.is_quantized = None, False
    return model, tokenizer


def batches(
    rows: Sequence[Row], tokenizer: PreTrainedTokenizerBase, options: argparse.Namespace
) -> Iterator[list[Example]]:
    """Yield --steps batches, the kinds in turn, each cluster once per pass over its kind."""
    rng = random.Random(options.seed)
    kinds = options.kinds.split(",")
    queues: dict[str, Iterator[Example]] = {}
    for kind in sorted(set(kinds)):
        unique = {row["target"]: row for row in rows if row["kind"].partition(":")[0] == kind}
        examples = [example(row, tokenizer) for row in unique.values()]
        fitting = [pair for pair in examples if len(pair[0]) + len(pair[1]) <= options.longest]
        if not fitting:
            raise SystemExit(f"no cluster of kind {kind!r} with at most {options.longest} tokens.")
        queues[kind] = endless(fitting, rng)
    turn = itertools.cycle(kinds)
    for _ in range(options.steps):
        yield [next(queues[next(turn)]) for _ in range(options.batch)]


def example(row: Row, tokenizer: PreTrainedTokenizerBase) -> Example:
    """Return the tokens asked with and the tokens to answer, its end included."""
    asked = prompt_tokens(tokenizer, filled(row["sources"]))
    answer = tokenizer(row["target"] + tokenizer.eos_token, add_special_tokens=False)
    return asked, list(answer["input_ids"])


def filled(sources: Sequence[str]) -> str:
    """Return the prompt for a cluster of texts."""
    prompt = load_prompt(PROMPT, backend="causal")
    shown = [{"text": text} for text in sources[: prompt.header.limits.statements]]
    return fill(prompt, {"statements": shown})


def endless(examples: list[Example], rng: random.Random) -> Iterator[Example]:
    """Yield the examples for ever, in a new order each time round."""
    while True:
        yield from rng.sample(examples, len(examples))


def train_step(model: Any, batch: Sequence[Example], padding: int, device: str) -> float:
    """Add the gradient of one batch, the loss being on the answers alone, and return the loss."""
    width = max(len(asked) + len(answer) for asked, answer in batch)
    longest = max(len(answer) for _, answer in batch)
    # Padding on the left lets all answers end together, so that only the last columns need the
    # costly step from states to words.
    gaps = [width - len(asked) - len(answer) for asked, answer in batch]
    ids = [[padding] * gap + a + b for gap, (a, b) in zip(gaps, batch, strict=True)]
    mask = [[0] * gap + [1] * (width - gap) for gap in gaps]
    labels = [[IGNORED] * (longest - len(b)) + b for _, b in batch]
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = model(
            input_ids=torch.tensor(ids, device=device),
            attention_mask=torch.tensor(mask, device=device),
            logits_to_keep=longest + 1,
        ).logits
    loss = torch.nn.functional.cross_entropy(
        logits[:, :-1].float().flatten(0, 1),
        torch.tensor(labels, device=device).flatten(),
        ignore_index=IGNORED,
    )
    loss.backward()
    return float(loss.item())


def save(
    state: Path,
    step: int,
    learned: Sequence[torch.Tensor],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    """Write the state so that a run that is stopped while writing leaves the old one whole."""
    state.parent.mkdir(parents=True, exist_ok=True)
    partial = state.with_suffix(".partial")
    parts = (step, list(learned), optimizer.state_dict(), schedule.state_dict())
    torch.save(dict(zip(("step", "learned", "optimizer", "schedule"), parts, strict=True)), partial)
    partial.replace(state)


def restore(
    state: Path,
    learned: Sequence[torch.Tensor],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    """Put a saved state back and return the steps it had taken."""
    saved = torch.load(state, weights_only=True)
    with torch.no_grad():
        for weight, value in zip(learned, saved["learned"], strict=True):
            weight.copy_(value)
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    return int(saved["step"])


def finish(model: PeftModel, tokenizer: PreTrainedTokenizerBase, out: Path) -> None:
    """Write the LoRA, then the model with the LoRA folded in, in half precision."""
    model.save_pretrained(out / "adapter")
    whole = model.merge_and_unload().to(torch.bfloat16)
    whole.save_pretrained(out / "model")
    tokenizer.save_pretrained(out / "model")


def distil(options: argparse.Namespace) -> None:
    """Write one sentence per cluster, keep those that pass the gate, and say what failed."""
    settings = Settings()
    rows = [json.loads(line) for line in options.clusters.read_text("utf-8").splitlines()]
    rows = rows[: options.limit]
    teacher = open_summarizer(str(options.model), settings.models)
    words = settings.summary.max_words
    sources = [texts_of(row) for row in rows]
    asked = [SummaryRequest(filled(texts), texts, words) for texts in sources]
    written = [answers[0] if answers else "" for answers in teacher.write(asked)]
    failed: Counter[str] = Counter()
    options.sentences.parent.mkdir(parents=True, exist_ok=True)
    with options.sentences.open("w", encoding="utf-8") as file:
        for row, texts, text, checks in zip(
            rows, sources, written, checked(sources, written, words), strict=True
        ):
            faults = [check.name for check in checks if not check.passed]
            failed.update(faults)
            if not faults:
                kept = {"id": row["id"], "sources": list(texts), "target": text}
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")
    print(f"{len(rows)} clusters; failed checks: {dict(failed.most_common())}")


def texts_of(row: Row) -> tuple[str, ...]:
    """Return the sources of a row, given as texts or as objects with a `sentence`."""
    return tuple(item if isinstance(item, str) else item["sentence"] for item in row["sources"])


def checked(
    clusters: Sequence[Sequence[str]], sentences: Sequence[str], max_words: int
) -> Iterator[tuple[Check, ...]]:
    """Yield the checks of each sentence against the sources of its cluster."""
    parser = open_parser(Settings().models)
    parsed = parser.parse(sentences)
    for texts, sentence, tokens in zip(clusters, sentences, parsed, strict=True):
        articles = [
            Article(f"a{i}", f"a{i}", f"a{i}", True, "", text) for i, text in enumerate(texts)
        ]
        statements: list[Statement] = []
        for article in articles:
            statements += statements_from_sentences(article, [article.text], parser)
        gathered = gather_sources(statements, {item.id: item for item in articles})
        yield check_sentence(sentence_of(sentence, tokens), gathered, max_words)


if __name__ == "__main__":
    main()
