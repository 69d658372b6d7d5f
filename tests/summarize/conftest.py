"""A story to write statements into."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.summarize.desk import Desk


@pytest.fixture
def desk(parser: Parser) -> Desk:
    """Return a story without statements."""
    return Desk(parser)
