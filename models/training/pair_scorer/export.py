"""Make the shipped folder of a checkpoint: half-precision weights, calibrated, with its card.

    python export.py CHECKPOINT OUT [--temperature T] [--figures FILE.json] [--sample PAIRS.jsonl]

OUT is opened by `sentence_transformers.CrossEncoder(OUT)`, which computes in float32: weights take
half the room on disk, and half-precision arithmetic is slow on a CPU. The temperature divides the
last layer, so that the softmax of its output is calibrated. The same checkpoint gives the same
bytes. Labels of the checkpoint and of OUT are compared on the pairs of --sample.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from sentence_transformers import CrossEncoder
from transformers import AutoModelForSequenceClassification, AutoTokenizer

HERE = Path(__file__).parent
LABELS = ("entailment", "neutral", "contradiction")
MAX_BYTES = 60_000_000
MAX_TOKENS = 512

SAMPLE = (
    ("The ferry sank off the coast on Monday.", "The ferry sank."),
    ("The ferry sank off the coast on Monday.", "The ferry sank off the coast on Friday."),
    ("The council approved the plan.", "The council rejected the plan."),
    ("Forty people were hurt in the blast.", "The mayor visited the market in the morning."),
)


def main() -> None:
    """Write OUT, then open it as a user would."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    export(options.checkpoint, options.out, options.temperature)
    (options.out / "README.md").write_text(
        card(options.temperature, options.figures), encoding="utf-8"
    )
    size = sum(file.stat().st_size for file in options.out.iterdir())
    if size > MAX_BYTES:
        sys.exit(f"{options.out} has {size:,} bytes, more than {MAX_BYTES:,}: use a smaller base.")
    pairs = read_pairs(options.sample) if options.sample else SAMPLE
    changed = disagreement(options.checkpoint, options.out, pairs)
    print(f"{size:,} bytes; labels differ on {changed} of {len(pairs)} pairs")
    # Half precision may turn a pair on the edge between two labels, but hardly ever.
    if changed > len(pairs) // 200:
        sys.exit("The exported model judges otherwise than the checkpoint: do not ship it.")


def export(checkpoint: Path, out: Path, temperature: float) -> None:
    """Write weights, tokenizer and configuration."""
    model = AutoModelForSequenceClassification.from_pretrained(checkpoint, dtype=torch.float32)
    with torch.no_grad():
        for weights in model.classifier.parameters():
            weights /= temperature
    weights = {
        name: tensor.to(torch.float16).contiguous() if tensor.is_floating_point() else tensor
        for name, tensor in model.state_dict().items()
    }
    save_file(dict(sorted(weights.items())), out / "model.safetensors", {"format": "pt"})
    # safetensors makes private files, which a package would then ship as such.
    (out / "model.safetensors").chmod(0o644)
    model.config.id2label = dict(enumerate(LABELS))
    model.config.label2id = {label: index for index, label in enumerate(LABELS)}
    config = json.loads(model.config.to_json_string(use_diff=False))
    del config["_name_or_path"]
    # transformers computes in the type that the configuration names, whatever the file holds.
    config |= {"dtype": "float32", "architectures": [type(model).__name__]}
    config["sentence_transformers"] = {"activation_fn": "torch.nn.modules.linear.Identity"}
    write_json(out / "config.json", config)
    tokenizer = AutoTokenizer.from_pretrained(checkpoint, model_max_length=MAX_TOKENS)
    # What the tokenizer was last used for would stay in its file.
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.save_pretrained(out)
    written = json.loads((out / "tokenizer_config.json").read_text(encoding="utf-8"))
    unwanted = ("is_local", "local_files_only", "max_length", "name_or_path")
    write_json(
        out / "tokenizer_config.json", {k: v for k, v in written.items() if k not in unwanted}
    )


def card(temperature: float, figures: Path | None) -> str:
    """Return the model card."""
    made = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    sources = [*made["set"], *made.get("made", ())]
    rows = [f"| {source['name']} | {source['licence']} |" for source in sources]
    found = json.loads(figures.read_text(encoding="utf-8")) if figures else {}
    template = Template((HERE / "card.md").read_text(encoding="utf-8"))
    return template.substitute(
        temperature=f"{temperature:g}",
        sources="\n".join(rows),
        figures=table(found) or "Not measured yet.",
    )


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures of evaluate.py as a table; counts and shares by label stay out."""
    lines = [
        f"| {name} | {figure} | {value:.3f} |"
        for name, found in figures.items()
        for figure, value in found.items()
        if not figure.endswith(("pairs", "_accuracy", "_recall", "_f1"))
    ]
    return "\n".join(["| set | figure | value |", "|---|---|--:|", *lines]) if lines else ""


def disagreement(checkpoint: Path, out: Path, pairs: Sequence[tuple[str, str]]) -> int:
    """Return on how many pairs the likeliest labels differ; OUT must compute in float32."""
    models = [CrossEncoder(str(folder), device="cpu") for folder in (checkpoint, out)]
    if any(weights.dtype != torch.float32 for weights in models[1].parameters()):
        sys.exit("The exported model would compute in half precision, which is slow on a CPU.")
    labels = [
        np.asarray(model.predict([list(pair) for pair in pairs])).argmax(axis=1) for model in models
    ]
    return int((labels[0] != labels[1]).sum())


def read_pairs(file: Path) -> list[tuple[str, str]]:
    """Return the pairs of the first 400 rows."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(400), strict=False)]
    return [(row["premise"], row["hypothesis"]) for row in rows]


def write_json(file: Path, value: Mapping[str, Any]) -> None:
    """Write sorted JSON."""
    file.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--sample", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
