"""A workbench on a small folder, and a browser that was let in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reporter.backends import Embedder, Parser
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.pipeline import Models

# The modules of tests are skipped where the extra is missing; this one is imported all the same.
if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.workbench.visit import Opened


@pytest.fixture
def folder(inbox: Path) -> Path:
    """Return the folder that the workbench is opened on."""
    return inbox


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    file = tmp_path / "reporter.toml"
    file.write_text(
        '# mine\n[models]\nscorer = "lexical" # quick\nsummarizer = "extractive"\n',
        encoding="utf-8",
    )
    return file


@pytest.fixture
def opened(
    tmp_path: Path, folder: Path, settings_file: Path, parser: Parser, embedder: Embedder
) -> Opened:
    """Return what opens a workbench on `folder`, for a browser that was not let in yet."""
    from starlette.testclient import TestClient

    from reporter.workbench.app import make_app
    from reporter.workbench.bench import open_bench
    from reporter.workbench.labelling import LabelDesk
    from reporter.workbench.prompting import PromptDesk
    from reporter.workbench.site import open_site
    from reporter.workbench.trial import Trial
    from tests.workbench.visit import HOST, TOKEN, Parrot

    def open_it() -> TestClient:
        trial = Trial(settings_file)
        models = Models(parser, embedder, LexicalScorer(), Extractive())
        site = open_site(open_bench(folder, trial.saved, models), trial)
        desk = LabelDesk(tmp_path / "labels.jsonl", "ann")
        site_app = make_app(site, desk, PromptDesk(lambda _settings: Parrot()), {HOST}, TOKEN)
        return TestClient(site_app, base_url=f"http://{HOST}")

    return open_it


@pytest.fixture
def browser(opened: Opened) -> TestClient:
    """Return a browser that was let in."""
    from tests.workbench.visit import TOKEN

    client = opened()
    assert client.get("/", params={"token": TOKEN}).status_code == 200
    return client
