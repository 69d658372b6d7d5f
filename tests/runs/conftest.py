"""Settings whose models are quick to open, and a cache of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.config import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(
        None,
        [
            "models.scorer=lexical",
            "models.summarizer=extractive",
            f"cache.folder='{(tmp_path / 'cache').as_posix()}'",
        ],
    )
