"""Make the shipped folder of a checkpoint: half-precision weights, tokenizer and card.

    python export.py CHECKPOINT OUT [--generated N] [--figures FILE.json]
                     [--sample CLUSTERS.jsonl]

OUT is opened by `AutoModelForSeq2SeqLM.from_pretrained(OUT)` once `reporter` is imported, and
computes in float32: weights take half the room on disk, and half-precision arithmetic is slow on a
CPU. The same checkpoint gives the same bytes. What checkpoint and OUT write first for the clusters
of --sample is compared. --figures holds a table of numbers by set and figure for the card.
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

import torch
from safetensors.torch import save_file
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from reporter.backends import SummaryRequest
from reporter.backends.pointer_generation import SOURCE_TOKENS, PointerWriter
from reporter.backends.pointer_generator import PointerGenerator

HERE = Path(__file__).parent
MAX_BYTES = 65_000_000
SAMPLE = (
    ("The ferry sank off the coast on Monday.", "The ferry sank on Monday, police said."),
    (
        "The council approved the plan.",
        "Late on Friday the council approved the plan for a bridge.",
    ),
    ("Ana Ruiz, the mayor, resigned.", "Mayor Ana Ruiz resigned.", "Ruiz resigned on Tuesday."),
)


def main() -> None:
    """Write OUT, then open it as a user would."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    model = pruned(options.checkpoint, options.generated)
    tokenizer = AutoTokenizer.from_pretrained(options.checkpoint, model_max_length=SOURCE_TOKENS)
    export(model, tokenizer, options.out)
    (options.out / "README.md").write_text(card(options.figures), encoding="utf-8")
    size = sum(file.stat().st_size for file in options.out.iterdir())
    if size > MAX_BYTES:
        sys.exit(f"{options.out} has {size:,} bytes, more than {MAX_BYTES:,}: use a smaller base.")
    shipped = AutoModelForSeq2SeqLM.from_pretrained(options.out).eval()
    if shipped.dtype != torch.float32:
        sys.exit("The exported model would compute in half precision, which is slow on a CPU.")
    clusters = read_clusters(options.sample) if options.sample else SAMPLE
    changed = disagreement((model, shipped), tokenizer, clusters)
    print(f"{size:,} bytes; first sentences differ on {changed} of {len(clusters)} clusters")
    # Half precision may turn a choice between two beams that are as good, but hardly ever.
    if changed > max(1, len(clusters) // 20):
        sys.exit("The exported model writes otherwise than the checkpoint: do not ship it.")


def pruned(checkpoint: Path, generated: int) -> PointerGenerator:
    """Return the model with the `generated` words that targets needed most often to generate.

    Those are function words and endings. The rest are words of content, which are to come from the
    sources.
    """
    model: PointerGenerator = PointerGenerator.from_pretrained(checkpoint, dtype=torch.float32)
    model.generated_ids = model.generated_ids[:generated]
    model.generator_bias = torch.nn.Parameter(model.generator_bias.data[:generated])
    model.config.generated_size = len(model.generated_ids)
    return model.eval()


def export(model: PointerGenerator, tokenizer: Any, out: Path) -> None:
    """Write weights, configuration and tokenizer."""
    weights = {
        name: tensor.to(torch.float16).contiguous() if tensor.is_floating_point() else tensor
        for name, tensor in model.state_dict().items()
    }
    save_file(dict(sorted(weights.items())), out / "model.safetensors", {"format": "pt"})
    # safetensors makes private files, which a package would then ship as such.
    (out / "model.safetensors").chmod(0o644)
    config = json.loads(model.config.to_json_string(use_diff=False))
    # transformers computes in the type that the configuration names, whatever the file holds.
    config |= {"dtype": "float32", "architectures": [type(model).__name__]}
    write_json(out / "config.json", {k: v for k, v in config.items() if k != "_name_or_path"})
    # What the tokenizer was last used for would stay in its file.
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.save_pretrained(out)
    written = json.loads((out / "tokenizer_config.json").read_text(encoding="utf-8"))
    unwanted = ("is_local", "local_files_only", "max_length", "name_or_path")
    write_json(
        out / "tokenizer_config.json", {k: v for k, v in written.items() if k not in unwanted}
    )


def card(figures: Path | None) -> str:
    """Return the model card."""
    made = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    sources = [f"| {each['name']} | {each['licence']} |" for part in made.values() for each in part]
    found = json.loads(figures.read_text(encoding="utf-8")) if figures else {}
    template = Template((HERE / "card.md").read_text(encoding="utf-8"))
    return template.substitute(
        sources="\n".join(sources), figures=table(found) or "Not measured yet."
    )


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures as a table."""
    lines = [
        f"| {name} | {figure} | {value:.3f} |"
        for name, found in figures.items()
        for figure, value in found.items()
    ]
    return "\n".join(["| set | figure | value |", "|---|---|--:|", *lines]) if lines else ""


def disagreement(
    models: Sequence[PointerGenerator], tokenizer: Any, clusters: Sequence[Sequence[str]]
) -> int:
    """Return for how many clusters the first sentences of the two models differ."""
    requests = [SummaryRequest("", tuple(sources)) for sources in clusters]
    writers = [PointerWriter(model, tokenizer, "", batch_size=16) for model in models]
    first, second = ([texts[:1] for texts in writer.write(requests)] for writer in writers)
    return sum(one != other for one, other in zip(first, second, strict=True))


def read_clusters(file: Path) -> list[list[str]]:
    """Return the sources of the first 100 rows."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["sources"] for line, _ in zip(lines, range(100), strict=False)]


def write_json(file: Path, value: Mapping[str, Any]) -> None:
    """Write sorted JSON."""
    file.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--generated", type=int, default=192)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--sample", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
