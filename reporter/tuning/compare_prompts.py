"""Two prompts on the same clusters: what each makes the model write, and how they differ.

Every cluster is written and judged by itself, as in a brief, one request at a time so that each has
its own time. Where one cut from the sources stands instead, that is a fallback.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from reporter import pipeline
from reporter.backends import Summarizer, SummaryRequest
from reporter.backends.lazy import DeferredSummarizer
from reporter.backends.registry import open_summarizer
from reporter.config import Settings
from reporter.errors import FolderError, PromptError
from reporter.pipeline import Models, differ, open_story
from reporter.progress import Listener, Stages, ignore
from reporter.prompts import Prompt, load_prompt
from reporter.records import Article, Cluster, Discrepancy, Fact, Origin
from reporter.runs import reuse
from reporter.runs.opening import prompt_folders
from reporter.storage.memo import Memo
from reporter.storage.store import Store, cache_file
from reporter.summarize.facts import summarize
from reporter.summarize.writing import Writing

METRICS = ("faithfulness", "support", "words", "fallback", "seconds")
"""What is measured of each sentence; see `Outcome`."""

CHARACTERS_PER_TOKEN = 4

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Case:
    """A cluster that enough outlets carry, with what it takes to write its fact."""

    id: str
    cluster: Cluster
    discrepancies: tuple[Discrepancy, ...]
    articles: Mapping[str, Article]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentence of one cluster by one prompt; "" where none could stand.

    `faithfulness` is 0..1, `support` the articles that bear it out, `fallback` 1 where a sentence
    cut from a source stands, or none, for what the model wrote was refused or ranked lower.
    `refused` are its refused sentences, each with why.
    """

    text: str
    faithfulness: float
    support: float
    words: float
    fallback: float
    seconds: float
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One cluster with the outcome of each prompt, in the order of the prompts."""

    case: Case
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of a metric, and how far it is from the first prompt's on the same clusters.

    `low` and `high` bound the difference with 95 % confidence (percentile bootstrap over clusters,
    Efron and Tibshirani 1993); with fewer than two clusters they are the difference itself.
    """

    mean: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Some prompts on the same clusters; `differences` has one entry per prompt, by metric."""

    prompts: tuple[Prompt, ...]
    rows: tuple[Row, ...]
    differences: tuple[Mapping[str, Difference], ...]


def load_for(name: str, settings: Settings) -> Prompt:
    """Return the prompt, checked to suit the summarizer of the settings; PromptError if not."""
    backend = settings.models.summarizer.partition(":")[0]
    return load_prompt(name, prompt_folders(settings.summary), backend)


def context_warning(prompt: Prompt, settings: Settings) -> str:
    """Return what to mend where the longest filled prompt may exceed the model's context, or "".

    A model says how many tokens it reads once it was opened; English has about four characters a
    token. One that reads the statements themselves is never asked with a filled prompt.
    """
    if not {settings.models.summarizer.partition(":")[0], "any"} & set(prompt.header.backend):
        return ""
    store = Store(cache_file(settings.cache))
    described = DeferredSummarizer(settings.models, Memo(store)).description
    most = int(described.get("max_tokens", "0"))
    tokens = prompt.header.limits.characters // CHARACTERS_PER_TOKEN
    if tokens <= most or not most or described.get("reads") == "statements":
        return ""
    return (
        f"filled to limits.characters it has about {tokens} tokens; {described['name']} reads "
        f"{most}. Lower limits.characters to {most * CHARACTERS_PER_TOKEN}."
    )


def run_trial(
    folder: Path,
    prompts: Sequence[Prompt],
    settings: Settings,
    count: int,
    models: Models | None = None,
    summarizer: Summarizer | None = None,
) -> Trial:
    """Write at most `count` clusters of a folder by each prompt.

    The summarizer is asked anew, whatever the store holds, so that its time is known. Raises
    ReporterError for a folder or model that cannot be used, or a summarizer that reads no prompt.
    """
    if settings.models.summarizer.partition(":")[0] == "extractive" and summarizer is None:
        raise PromptError(
            "models.summarizer = 'extractive' reads no prompt.",
            "Name a model: --set models.summarizer=seq2seq, causal:... or openai:...",
        )
    models = models or pipeline.open_models(settings)
    cases = spread(find_cases(folder, settings, models), count)
    writer = summarizer or open_summarizer(settings.models)
    rows = compare(cases, prompts, writer, models, settings)
    return Trial(tuple(prompts), rows, differences(rows))


def pick(cases: Sequence[Case], wanted: str) -> Case:
    """Return the case with that id, the first for ""; FolderError names those there are."""
    found = next((case for case in cases if wanted in ("", case.id)), None)
    if found is None:
        known = ", ".join(case.id for case in cases[:20])
        raise FolderError(f"no fact is written from a cluster {wanted!r}.", f"There are: {known}.")
    return found


def find_cases(
    folder: Path, settings: Settings, models: Models, listener: Listener = ignore
) -> tuple[Case, ...]:
    """Return the clusters of a folder from which facts are written, ids as in its brief.

    Raises ReporterError for a folder or model that cannot be used.
    """
    stages = Stages(listener)
    found: list[Case] = []
    passed = 0
    with stages.stage("read") as advance:
        read, _ = reuse.read(folder, settings.ingest, models.memo, advance)
    with stages.stage("stories"):
        stories = reuse.stories(read, models.embedder, settings.stories, models.memo)
    for story in stories:
        base = open_story(story, models, settings, stages)
        if not base.statements:
            continue
        clusters, _, discrepancies = differ(base, models, settings, stages, models.memo)
        articles = {article.id: article for article in base.story.articles}
        found += [
            Case(f"c{place}", cluster, discrepancies, articles, base.origins)
            for place, cluster in enumerate(clusters, start=passed + 1)
            if _outlets(cluster, articles) >= settings.summary.min_outlets
        ]
        named = {item.cluster_id for item in discrepancies if item.cluster_id}
        cited = named - {item.id for item in clusters}
        passed += len(clusters) + len(cited)
    if not found:
        raise FolderError(
            f"no statement in {folder} is shared by {settings.summary.min_outlets} outlets.",
            "Prompts are tried on what several outlets say.",
        )
    return tuple(found)


def spread(cases: Sequence[Case], most: int) -> tuple[Case, ...]:
    """Return at most `most` of the cases, evenly spread over their order."""
    count = min(most, len(cases))
    return tuple(cases[place * len(cases) // count] for place in range(count))


def request_of(case: Case, models: Models, prompt: Prompt, settings: Settings) -> SummaryRequest:
    """Return what a summarizer is asked for the cluster. Raises PromptError, LookupError."""
    recorder = _Recorder()
    try:
        _tell(case, recorder, models, prompt, settings)
    except _AskedError as asked:
        return asked.request
    raise LookupError(case.id)


def compare(
    cases: Sequence[Case],
    prompts: Sequence[Prompt],
    summarizer: Summarizer,
    models: Models,
    settings: Settings,
    listener: Listener = ignore,
) -> tuple[Row, ...]:
    """Return what each prompt makes of each cluster; raises what `summarize` raises."""
    rows = []
    for done, case in enumerate(cases, start=1):
        outcomes = [_outcome(case, summarizer, models, prompt, settings) for prompt in prompts]
        rows.append(Row(case, tuple(outcomes)))
        listener("summarize", done, len(cases))
    return tuple(rows)


def differences(rows: Sequence[Row]) -> tuple[Mapping[str, Difference], ...]:
    """Return for each prompt each metric's mean and its paired difference to the first prompt."""
    count = len(rows[0].outcomes) if rows else 0
    return tuple(
        {name: _difference(rows, name, place) for name in METRICS} for place in range(count)
    )


def _difference(rows: Sequence[Row], name: str, place: int) -> Difference:
    own = np.array([getattr(row.outcomes[place], name) for row in rows], dtype=np.float64)
    first = np.array([getattr(row.outcomes[0], name) for row in rows], dtype=np.float64)
    gaps = own - first
    change = float(gaps.mean())
    if len(gaps) < 2 or np.ptp(gaps) == 0:
        return Difference(float(own.mean()), change, change, change)
    # The same resamples for every metric and run.
    places = np.random.default_rng(0).integers(len(gaps), size=(_RESAMPLES, len(gaps)))
    low, high = np.percentile(gaps[places].mean(axis=1), [2.5, 97.5])
    return Difference(float(own.mean()), change, float(low), float(high))


def _outcome(
    case: Case, summarizer: Summarizer, models: Models, prompt: Prompt, settings: Settings
) -> Outcome:
    timed = _Timed(summarizer)
    facts = _tell(case, timed, models, prompt, settings)
    if not facts:
        return Outcome("", 0.0, 0.0, 0.0, 1.0, timed.seconds, ())
    fact = facts[0]
    return Outcome(
        text=fact.summary,
        faithfulness=fact.faithfulness,
        support=float(len(fact.articles)),
        words=float(len(fact.summary.split())),
        fallback=float(fact.method == "extractive"),
        seconds=timed.seconds,
        refused=fact.rejected,
    )


def _tell(
    case: Case, summarizer: Summarizer, models: Models, prompt: Prompt, settings: Settings
) -> tuple[Fact, ...]:
    return summarize(
        (case.cluster,),
        case.discrepancies,
        case.articles,
        case.origins,
        Writing(summarizer, models.scorer, models.parser, prompt, settings.summary),
    )


def _outlets(cluster: Cluster, articles: Mapping[str, Article]) -> int:
    return len({articles[item.article_id].voice for item in cluster.statements})


class _Timed:
    """Passes requests on and sums up the seconds until they are answered."""

    def __init__(self, summarizer: Summarizer) -> None:
        self._summarizer = summarizer
        self.seconds = 0.0
        if hasattr(summarizer, "rate"):
            self.rate = summarizer.rate

    @property
    def description(self) -> Mapping[str, str]:
        return self._summarizer.description

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        started = perf_counter()
        answers = self._summarizer.write(requests)
        self.seconds += perf_counter() - started
        return answers


class _AskedError(Exception):
    """Ends the writing of a fact where the summarizer is asked."""

    def __init__(self, request: SummaryRequest) -> None:
        self.request = request


class _Recorder:
    """Catches what a summarizer would be asked."""

    description: Mapping[str, str] = {"backend": "recorder"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        for request in requests:
            raise _AskedError(request)
        return []
