"""What sentences are written and judged with: what every step of writing passes on."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.backends import PairScorer, Parser, Summarizer
from reporter.config import SummarySettings
from reporter.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, by which prompt, and who reads what was written."""

    summarizer: Summarizer
    scorer: PairScorer
    parser: Parser
    prompt: Prompt
    settings: SummarySettings
