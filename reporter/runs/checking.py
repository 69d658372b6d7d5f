"""What `reporter check` finds out before a run: inputs, models and prompts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reporter.backends.registry import open_embedder, open_parser, open_scorer, open_summarizer
from reporter.config import ModelSettings, Settings
from reporter.errors import ReporterError
from reporter.ingest import read_folder
from reporter.prompts import check_prompts
from reporter.records import Article, Skipped, Statement
from reporter.runs.opening import prompt_folders
from reporter.sentences import statements_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and whether it can be used."""

    what: str
    ok: bool
    detail: str


def inspect_folder(
    folder: Path, settings: Settings
) -> tuple[tuple[Article, ...], tuple[Skipped, ...], Mapping[str, tuple[Statement, ...]]]:
    """Return the articles, what was skipped, and each article's statements by article id."""
    articles, skipped = read_folder(folder, settings.ingest, None)
    statements = statements_of(articles, open_parser(settings.models))
    by_article: dict[str, tuple[Statement, ...]] = {}
    for statement in statements:
        by_article[statement.article_id] = (*by_article.get(statement.article_id, ()), statement)
    return articles, skipped, by_article


def check_models(settings: ModelSettings) -> tuple[Finding, ...]:
    """Open each model and say what was found, or why it cannot be opened."""
    openers = {
        "parser": open_parser,
        "embedder": open_embedder,
        "scorer": open_scorer,
        "summarizer": open_summarizer,
    }
    findings = []
    for what, opener in openers.items():
        try:
            described = opener(settings).description
        except ReporterError as error:
            findings.append(Finding(what, ok=False, detail=str(error)))
        else:
            detail = ", ".join(f"{key} {value}" for key, value in described.items())
            findings.append(Finding(what, ok=True, detail=detail))
    return tuple(findings)


def check_prompts_of(settings: Settings) -> tuple[Finding, ...]:
    """Check every prompt file that a run could use."""
    return tuple(
        Finding(
            f"prompt {report.name}",
            ok=report.problem is None,
            detail=str(report.problem or report.path.name),
        )
        for report in check_prompts(prompt_folders(settings.summary))
    )
