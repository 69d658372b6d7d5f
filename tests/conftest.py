"""Models that are opened once for the whole run, and small makers of records."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

import reporter.pipeline
from reporter.backends import Embedder, Parser
from reporter.backends.registry import open_embedder, open_parser
from reporter.config import Settings
from reporter.pipeline import Models, open_models
from tests.ferry import HERALD, LEDGER

os.environ.setdefault("HF_HUB_OFFLINE", "1")
# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("reporter", deadline=None)
hypothesis.settings.load_profile("reporter")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's cache out of the tests, and the tests out of the user's cache."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def opened_once() -> Callable[[Settings], Models]:
    """Return `open_models`, opening each set of models once for the whole run."""
    opened: dict[str, Models] = {}

    def open_once(settings: Settings) -> Models:
        key = settings.models.model_dump_json()
        if key not in opened:
            opened[key] = open_models(settings)
        return opened[key]

    return open_once


@pytest.fixture(scope="session")
def parser() -> Parser:
    return open_parser(Settings().models)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    # Torch at once, where ONNX Runtime would first export the model into the tests' fresh cache.
    return open_embedder(Settings().models.model_copy(update={"runtime": "torch"}))


@pytest.fixture
def models_opened_once(
    opened_once: Callable[[Settings], Models], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the command line use models that are opened already."""
    monkeypatch.setattr(reporter.pipeline, "open_models", opened_once)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder with two articles about one event."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "herald.txt").write_text(HERALD, encoding="utf-8")
    (folder / "ledger.txt").write_text(LEDGER, encoding="utf-8")
    return folder
