"""What the command line shows: progress on a terminal, plain lines in a log, tables at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from reporter.discrepancies.judging import Tier, tier_of
from reporter.progress import Listener
from reporter.records import Article, Brief, Fact, Skipped, Statement
from reporter.report.escape import visible
from reporter.summarize.witnesses import is_sure

DOING = {
    "read": "reading articles",
    "models": "opening models",
    "stories": "grouping stories",
    "story": "stories compared",
}
"""What the stages that are shown are called while they run; the others come once per story."""


@contextmanager
def listening(console: Console, quiet: bool) -> Iterator[Listener]:
    """Yield a listener that draws bars on a terminal and prints a line per stage elsewhere."""
    if quiet:
        yield lambda _stage, _done, _total: None
    elif console.is_terminal:
        with _bars(console) as listener:
            yield listener
    else:
        yield _lines(console)


@contextmanager
def _bars(console: Console) -> Iterator[Listener]:
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        tasks = {
            stage: progress.add_task(DOING[stage], total=None, visible=False) for stage in DOING
        }

        def listen(stage: str, done: int, total: int) -> None:
            if stage in DOING:
                progress.update(tasks[stage], completed=done, total=total or None, visible=True)

        yield listen


def _lines(console: Console) -> Listener:
    def listen(stage: str, done: int, total: int) -> None:
        if stage not in DOING:
            return
        if total == 0:
            console.print(f"{DOING[stage]} ...", highlight=False)
        elif done == total or (stage == "story" and done % 10 == 0):
            console.print(f"{DOING[stage]}: {done} of {total}", highlight=False)

    return listen


def print_skipped(console: Console, skipped: Sequence[Skipped]) -> None:
    """Name every input that was not read, and why."""
    for item in skipped:
        console.print(
            f"skipped {escape(visible(item.path))}: {escape(visible(item.reason))}",
            highlight=False,
            soft_wrap=True,
        )


def print_summary(console: Console, brief: Brief, min_confidence: float) -> None:
    """Print the table at the end of `reporter brief`."""
    stories = [item for item in brief.stories if len(item.story.articles) > 1]
    shown = [
        item
        for story in stories
        for item in story.discrepancies
        if item.confidence >= min_confidence
    ]
    kinds = Counter(str(item.kind) for item in shown)
    turning = sum(item.changes_meaning for item in shown)
    warned = sum(tier_of(item) is Tier.WARNING for item in shown)
    table = Table(show_header=False, box=None, pad_edge=False)
    rows = {
        "articles read": str(len(brief.articles)),
        "skipped": _skipped_in_short(brief.skipped),
        "stories": f"{len(stories)} told by several, {len(brief.stories) - len(stories)} by one",
        "facts": _facts_in_short([fact for story in stories for fact in story.facts]),
        "discrepancies": f"{len(shown)}{_in_brackets(kinds)}",
        "changing the meaning": f"{turning}, {warned} of them surely" if turning else "0",
        "seconds": ", ".join(f"{name} {value:.1f}" for name, value in brief.seconds.items()),
    }
    for name, value in rows.items():
        table.add_row(name, escape(value))
    console.print(table)


def print_articles(
    console: Console,
    articles: Sequence[Article],
    statements: Mapping[str, Sequence[Statement]],
    with_lines: bool,
) -> None:
    """Print what `reporter check` found in each article."""
    for article in articles:
        console.print(f"[bold]{escape(visible(article.path))}[/bold]", soft_wrap=True)
        known = "" if article.outlet_known else " (not known: name it in outlets.toml)"
        day = article.published.isoformat() if article.published else "not known"
        console.print(f"  outlet      {escape(visible(article.outlet))}{known}", highlight=False)
        console.print(f"  published   {day}", highlight=False)
        console.print(
            f"  title       {escape(visible(article.title) or 'none found')}",
            highlight=False,
            soft_wrap=True,
        )
        console.print(
            f"  wire        {escape(visible(article.wire or '') or 'none seen')}", highlight=False
        )
        console.print(f"  statements  {len(statements.get(article.id, ()))}", highlight=False)
        reasons = Counter(line.reason for line in article.dropped)
        dropped = f"{len(article.dropped)}{_in_brackets(reasons)}"
        console.print(f"  dropped     {escape(dropped)}", highlight=False, soft_wrap=True)
        if with_lines:
            for line in article.dropped:
                text = escape(visible(line.text)[:90])
                console.print(
                    f"    line {line.line}: {text} [dim]({escape(line.reason)})[/dim]",
                    highlight=False,
                    soft_wrap=True,
                )


def print_settings(console: Console, settings: Mapping[str, Mapping[str, object]]) -> None:
    """Print every resolved setting as `section.name = value`."""
    for section, values in settings.items():
        for name, value in values.items():
            console.print(f"  {section}.{name} = {escape(repr(value))}", highlight=False)


def print_scores(console: Console, scores: Mapping[str, float]) -> None:
    """Print the scores of `reporter eval`, one a line."""
    for name, value in scores.items():
        console.print(f"{name:<40} {value:.4f}", highlight=False)


def _facts_in_short(facts: Sequence[Fact]) -> str:
    unsure = sum(not is_sure(fact) for fact in facts)
    return f"{len(facts)}, {unsure} of them less sure" if unsure else str(len(facts))


def _skipped_in_short(skipped: Sequence[Skipped]) -> str:
    reasons = Counter(item.reason.partition(":")[0].partition(";")[0] for item in skipped)
    return f"{len(skipped)}{_in_brackets(reasons)}"


def _in_brackets(counts: Mapping[str, int]) -> str:
    if not counts:
        return ""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return " (" + ", ".join(f"{name} {count}" for name, count in ordered) + ")"
