"""What the editor reads: one brief, whole."""

from __future__ import annotations

import pytest
from tests.samples_brief import GOLDEN, SAMPLES, rendered


@pytest.mark.parametrize("name", SAMPLES)
def test_the_brief_is_the_golden_one(name: str) -> None:
    assert rendered(SAMPLES[name]()) == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
