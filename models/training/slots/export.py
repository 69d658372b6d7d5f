"""Make the shipped folder of a slot scorer: half-precision weights, with its card.

    python export.py CHECKPOINT OUT [--figures FIGURES.md]

OUT is opened by `sentence_transformers.CrossEncoder(OUT)`, which computes in float32. The same
checkpoint gives the same bytes. `--figures` is what the card says of what was measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer

MAX_TOKENS = 512
UNWANTED = ("is_local", "local_files_only", "max_length", "name_or_path")
IDENTITY = {"activation_fn": "torch.nn.modules.linear.Identity"}


def main() -> None:
    """Write weights, configuration, tokenizer and card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--figures", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = AutoModelForSequenceClassification.from_pretrained(
        options.checkpoint, dtype=torch.float32
    )
    weights = {
        name: tensor.to(torch.float16).contiguous() if tensor.is_floating_point() else tensor
        for name, tensor in sorted(model.state_dict().items())
    }
    file = options.out / "model.safetensors"
    save_file(weights, file, {"format": "pt"})
    # safetensors makes private files, which a package would then ship as such.
    file.chmod(0o644)
    config = json.loads(model.config.to_json_string(use_diff=False))
    del config["_name_or_path"]
    # transformers computes in the type that the configuration names, whatever the file holds.
    config |= {"dtype": "float32", "architectures": [type(model).__name__]}
    config["sentence_transformers"] = IDENTITY
    write_json(options.out / "config.json", config)
    save_tokenizer(options.checkpoint, options.out)
    figures = options.figures.read_text(encoding="utf-8") if options.figures else "Not yet."
    card = Template(Path(__file__).with_name("card.md").read_text(encoding="utf-8"))
    (options.out / "README.md").write_text(card.substitute(figures=figures), encoding="utf-8")


def save_tokenizer(checkpoint: Path, out: Path) -> None:
    """Write the tokenizer without what it was last used for."""
    tokenizer = AutoTokenizer.from_pretrained(checkpoint, model_max_length=MAX_TOKENS)
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.save_pretrained(out)
    file = out / "tokenizer_config.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    write_json(file, {name: value for name, value in written.items() if name not in UNWANTED})


def write_json(file: Path, value: Mapping[str, Any]) -> None:
    """Write sorted JSON."""
    file.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
