"""What the summarizers are asked in tests."""

from __future__ import annotations

from reporter.backends import SummaryRequest


def request(*texts: str, max_words: int = 12) -> SummaryRequest:
    return SummaryRequest(" ".join(texts), texts, max_words)
