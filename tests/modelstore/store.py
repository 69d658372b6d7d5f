"""A model to write, and the command to try on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from reporter.cli.app import app

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def model(root: Path, name: str = "judge", weights: bytes = b"weights") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "config.json").write_text('{"architectures": ["BertForSequenceClassification"]}')
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "README.md").write_text("---\nlicense: mit\n---\n# Judge\n")
    return folder


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["models", *arguments])


def listed(*arguments: str) -> dict[str, dict[str, Any]]:
    answer = run("list", "--json", *arguments)
    assert answer.exit_code == 0, answer.output
    return {item["name"]: item for item in json.loads(answer.output)["models"]}
