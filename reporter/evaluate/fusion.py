"""How good the sentence of one cluster is: against a person's, and against its own sources.

Rows are clusters: `id`, `sources` (each with `sentence`, and where known `outlet` and `published`)
and, for ROUGE, `target`. Every source counts as an outlet and an origin of its own. Measured are
the shipped path (the configured summarizer, the gate, else a cut statement) and what it has to
beat: the medoid, the shortest source, the extractive path, and the source that hindsight picks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean

from reporter.backends import Rater, Summarizer, SummaryRequest
from reporter.discrepancies import find_discrepancies
from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit, day_of
from reporter.evaluate.rouge import METRICS, rouge_of_each
from reporter.prompts import Prompt, load_prompt
from reporter.records import Article, Cluster, Origin, PairScore, Statement
from reporter.runs.opening import prompt_folders
from reporter.sentences import statements_from_sentences
from reporter.summarize.facts import summarize
from reporter.summarize.rendering import quoted_spans
from reporter.summarize.writing import Writing
from reporter.text.lexical import content_words, names, numbers, plain, profile

EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class Case:
    """One row as the pipeline would hand it on."""

    id: str
    articles: Mapping[str, Article]
    cluster: Cluster

    @property
    def sources(self) -> tuple[str, ...]:
        """The texts of the cluster."""
        return tuple(item.text for item in self.cluster.statements)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence and what wrote it; "medoid" where the path had none to offer."""

    text: str
    method: str


@dataclass(slots=True)
class _Asked:
    """A summarizer that writes nothing and keeps what it was asked for."""

    description: Mapping[str, str]
    requests: list[SummaryRequest] = field(default_factory=list)

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        self.requests += requests
        return [() for _ in requests]


@dataclass(frozen=True, slots=True)
class _Answered:
    """A summarizer that gives the answers that were written before, in one batch."""

    description: Mapping[str, str]
    answers: Mapping[str, tuple[str, ...]]

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        return [self.answers[request.prompt] for request in requests]


@dataclass(frozen=True, slots=True)
class _Rated(_Answered):
    """The same for a summarizer that rates sentences, which it is asked to do."""

    rater: Rater

    def rate(
        self, requests: Sequence[SummaryRequest], texts: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        return self.rater.rate(requests, texts)


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Write one sentence for each row.

    Predictions are `id`, `pred` and `method`, with the texts of the other paths under `others`.
    Scores of `written` (the shipped path), `generated` (the summarizer without the gate),
    `extractive` and `medoid`: `length` in words, relative to the medoid's; `shared`, the share
    (0..1) of content words that two sources have; `numbers`, `names` and `quotes`, the shares
    sourced; `fallback`, the share of rows that the summarizer did not write. ROUGE F1 (0..1) of
    these, of `shortest` and of `best` (the source with the highest sum) where every row has a
    `target`. Raises DataError for a row without two sources.
    """
    cases = [read_case(row, number, toolkit) for number, row in enumerate(rows, start=1)]
    if not cases:
        return Evaluation((), {})
    paths = paths_of(cases, toolkit)
    predictions = tuple(
        {
            "id": case.id,
            "pred": paths["written"][place].text,
            "method": paths["written"][place].method,
            "others": {name: texts[place].text for name, texts in sorted(paths.items())},
        }
        for place, case in enumerate(cases)
    )
    scores = _own_scores(cases, paths)
    if all(row.get("target") for row in rows):
        scores |= _rouge([str(row["target"]) for row in rows], cases, paths)
    return Evaluation(predictions, scores)


def paths_of(cases: Sequence[Case], toolkit: Toolkit) -> dict[str, list[Written]]:
    """Return the sentence of each case by path: medoid, shortest, extractive, written, generated.

    `generated` is what the summarizer put first, before the gate; without a summarizer that
    generates there is no such path.
    """
    settings = toolkit.settings.summary
    backend = toolkit.models.summarizer.description["backend"]
    prompt = load_prompt(settings.prompt, prompt_folders(settings), backend)
    asked = [_Asked({"backend": EXTRACTIVE, "name": "none"}) for _ in cases]
    extracted = [
        _written(case, each, prompt, toolkit) for case, each in zip(cases, asked, strict=True)
    ]
    shortest = [min(case.sources, key=lambda text: (len(text.split()), text)) for case in cases]
    paths = {
        "medoid": [_medoid(case) for case in cases],
        "shortest": [Written(text, "shortest") for text in shortest],
        EXTRACTIVE: extracted,
        "written": extracted,
    }
    if backend != EXTRACTIVE:
        # All at once: a model writes a batch in little more time than a single sentence.
        requests = [request for each in asked for request in each.requests]
        texts = toolkit.models.summarizer.write(requests)
        answers = dict(zip((request.prompt for request in requests), texts, strict=True))
        answered = _answering(toolkit.models.summarizer, answers)
        paths["written"] = [_written(case, answered, prompt, toolkit) for case in cases]
        paths["generated"] = [
            _first(each.requests, answers, backend) or _medoid(case)
            for case, each in zip(cases, asked, strict=True)
        ]
    return paths


def _answering(summarizer: Summarizer, answers: Mapping[str, tuple[str, ...]]) -> _Answered:
    description = summarizer.description
    if isinstance(summarizer, Rater):
        return _Rated(description, answers, summarizer)
    return _Answered(description, answers)


def _first(
    requests: Sequence[SummaryRequest], answers: Mapping[str, tuple[str, ...]], backend: str
) -> Written | None:
    """Return what the summarizer itself put first, or None where it was not asked or is mute."""
    texts = answers[requests[0].prompt] if requests else ()
    return Written(texts[0], backend) if texts else None


def shared_words(text: str, sources: Sequence[str]) -> float:
    """Return the share (0..1) of the content words of `text` that two or more sources have."""
    known = [frozenset(content_words(source)) for source in sources]
    words = content_words(text)
    return fmean(sum(word in own for own in known) >= 2 for word in words) if words else 0.0


def unsourced(text: str, sources: Sequence[str]) -> dict[str, tuple[list[str], int]]:
    """Return what of the numbers, names and quotations no source has, and how many there are."""
    every = " ".join(sources)
    words = {word.stem for word in profile(every).words}
    values = {*numbers(every)}
    texts = [f" {plain(source)} " for source in sources]
    quoted = [plain(text[span.start : span.end]) for span in quoted_spans(text)]
    # A mark without a partner, as at the end of what began in the sentence before, quotes nothing.
    quoted = [part for part in quoted if part]
    return {
        "numbers": ([value for value in numbers(text) if value not in values], len(numbers(text))),
        "names": ([name for name in names(text) if name not in words], len(names(text))),
        "quotes": (
            [part for part in quoted if not any(f" {part} " in source for source in texts)],
            len(quoted),
        ),
    }


def _written(case: Case, summarizer: Summarizer, prompt: Prompt, toolkit: Toolkit) -> Written:
    settings = toolkit.settings
    origins = [Origin(article, (article,), "") for article in case.articles]
    found = summarize(
        [case.cluster],
        find_discrepancies([case.cluster], case.articles, origins, settings.discrepancies),
        case.articles,
        origins,
        Writing(summarizer, toolkit.models.scorer, toolkit.models.parser, prompt, settings.summary),
    )
    return Written(found[0].summary, found[0].method) if found else _medoid(case)


def _medoid(case: Case) -> Written:
    return Written(case.cluster.medoid.text, "medoid")


def read_case(row: Row, number: int, toolkit: Toolkit) -> Case:
    """Return row `number` as a case; DataError where it has no two sources."""
    identity = str(row.get("id", number))
    articles = dict(_articles(row, number))
    statements = tuple(
        statement
        for article in articles.values()
        for statement in statements_from_sentences(article, [article.text], toolkit.models.parser)
    )
    return Case(identity, articles, cluster_of(statements, toolkit))


def _articles(row: Row, number: int) -> Iterator[tuple[str, Article]]:
    sources = row.get("sources")
    if not isinstance(sources, list) or len(sources) < 2:
        raise DataError(
            f"row {number} has no two sources.", "Expected: sources: [{sentence}, ...]."
        )
    for place, source in enumerate(sources, start=1):
        text = source.get("sentence") if isinstance(source, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise DataError(f"row {number}: source {place} has no sentence.")
        identity = f"s{place}"
        yield (
            identity,
            Article(
                id=identity,
                path=identity,
                outlet=str(source.get("outlet") or identity),
                # Two sources are two voices, even where a row has two sentences of one outlet.
                outlet_known=False,
                title="",
                text=" ".join(text.split()),
                published=day_of(source.get("published")),
            ),
        )


def cluster_of(statements: Sequence[Statement], toolkit: Toolkit) -> Cluster:
    """Return the statements as one cluster, the one most alike to the others as its medoid."""
    vectors = toolkit.models.embedder.embed([item.text for item in statements])
    likeness = vectors @ vectors.T
    medoid = statements[int(likeness.mean(axis=1).argmax())]
    bar = toolkit.settings.matching.threshold
    scores = tuple(
        PairScore(
            statements[a].id,
            statements[b].id,
            float(likeness[a, b]),
            (0.0, 1.0, 0.0),
            (0.0, 1.0, 0.0),
            # They are equivalent because the row says so, how surely the vectors say.
            max(bar, float(likeness[a, b])),
        )
        for a, b in combinations(range(len(statements)), 2)
    )
    return Cluster("c1", tuple(statements), medoid, scores)


def _own_scores(cases: Sequence[Case], paths: Mapping[str, Sequence[Written]]) -> dict[str, float]:
    scores = {}
    for name in ("written", "generated", EXTRACTIVE, "medoid"):
        if name not in paths:
            continue
        texts = [item.text for item in paths[name]]
        medoids = [len(case.cluster.medoid.text.split()) for case in cases]
        lengths = [len(text.split()) for text in texts]
        scores[f"{name}_length"] = fmean(a / b for a, b in zip(lengths, medoids, strict=True))
        scores[f"{name}_shared"] = fmean(
            shared_words(text, case.sources) for text, case in zip(texts, cases, strict=True)
        )
        found = [unsourced(text, case.sources) for text, case in zip(texts, cases, strict=True)]
        for kind in ("numbers", "names", "quotes"):
            missing = sum(len(item[kind][0]) for item in found)
            total = sum(item[kind][1] for item in found)
            scores[f"{name}_{kind}_sourced"] = 1 - missing / total if total else 1.0
    writers = {EXTRACTIVE, "medoid"}
    scores["fallback"] = fmean(item.method in writers for item in paths["written"])
    return scores


def _rouge(
    targets: Sequence[str], cases: Sequence[Case], paths: Mapping[str, Sequence[Written]]
) -> dict[str, float]:
    scores: dict[str, float] = {}
    for name, written in paths.items():
        found = rouge_of_each(targets, [item.text for item in written])
        scores |= {f"{name}_{metric}": fmean(each[metric] for each in found) for metric in METRICS}
    best = [
        max(
            rouge_of_each([target] * len(case.sources), case.sources),
            key=lambda each: sum(each.values()),
        )
        for target, case in zip(targets, cases, strict=True)
    ]
    return scores | {f"best_{metric}": fmean(each[metric] for each in best) for metric in METRICS}
