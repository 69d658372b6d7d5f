"""How many differing pairs of sentences are reported, and how many agreeing ones by mistake.

Rows have `id`, `s1` and `s2`, sentences of two outlets. Gold is `label` (discrepant or consistent)
and, for a discrepant pair, `type` (what differs: any word, a score of its own each). A pair counts
as reported where a difference of at least `discrepancies.min_confidence` changes the meaning, or,
for the types of `_MILD`, where there is one at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from reporter.discrepancies import find_discrepancies
from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit
from reporter.records import Article, Cluster, Discrepancy, PairScore, Statement
from reporter.sentences import statements_from_sentences

LABELS = ("discrepant", "consistent")
_MILD = frozenset({"hedge", "wording", "source"})
_EQUIVALENT = 0.5


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Return `id, label, kinds` per row, and `found_TYPE` and `flagged` where there is gold.

    `flagged` is the share of consistent pairs of which a difference is reported. Raises DataError
    for a row without two sentences or with a label that is not known.
    """
    pairs = [_parsed(row, number, toolkit) for number, row in enumerate(rows, start=1)]
    texts = [(a.text, b.text) for _, (a, b) in pairs]
    vectors = toolkit.models.embedder.embed([text for pair in texts for text in pair])
    forward = toolkit.models.scorer.score(texts).tolist()
    backward = toolkit.models.scorer.score([(b, a) for a, b in texts]).tolist()
    predictions = []
    for number, (row, (articles, (a, b))) in enumerate(zip(rows, pairs, strict=True)):
        similarity = float(vectors[2 * number] @ vectors[2 * number + 1])
        score = PairScore(
            a.id, b.id, similarity, tuple(forward[number]), tuple(backward[number]), _EQUIVALENT
        )
        found = _reported(Cluster("c1", (a, b), a, (score,)), articles, toolkit)
        wanted = str(row.get("type")) in _MILD
        label = LABELS[not any(item.changes_meaning or wanted for item in found)]
        kinds = sorted({item.kind.value for item in found})
        predictions.append({"id": row.get("id", number + 1), "label": label, "kinds": kinds})
    return Evaluation(tuple(predictions), _scores(rows, predictions))


def _parsed(
    row: Row, number: int, toolkit: Toolkit
) -> tuple[dict[str, Article], tuple[Statement, Statement]]:
    if not all(isinstance(row.get(name), str) and row[name].strip() for name in ("s1", "s2")):
        raise DataError(f"row {number} lacks s1 or s2.", "Each row is two sentences and a label.")
    articles = [Article(name, name, name, True, "", str(row[name])) for name in ("s1", "s2")]
    one, other = (
        statements_from_sentences(article, [article.text], toolkit.models.parser)[0]
        for article in articles
    )
    return {article.id: article for article in articles}, (one, other)


def _reported(
    cluster: Cluster, articles: Mapping[str, Article], toolkit: Toolkit
) -> list[Discrepancy]:
    settings = toolkit.settings.discrepancies
    found = find_discrepancies(
        (cluster,),
        articles,
        (),
        settings,
        cluster.statements,
        trust_scorer=toolkit.settings.models.is_scorer_trained,
    )
    return [item for item in found if item.confidence >= settings.min_confidence]


def _scores(rows: Sequence[Row], predictions: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    gold: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    for number, (row, prediction) in enumerate(zip(rows, predictions, strict=True), start=1):
        label = row.get("label")
        if label is None:
            continue
        if label not in LABELS:
            raise DataError(f"row {number}: {label!r} is no label.", f"Known: {', '.join(LABELS)}.")
        kind = str(row.get("type", "any")) if label == LABELS[0] else "consistent"
        gold[kind] += 1
        reported[kind] += prediction["label"] == LABELS[0]
    scores = {
        f"found_{kind}": reported[kind] / gold[kind]
        for kind in sorted(gold)
        if kind != "consistent"
    }
    if gold["consistent"]:
        scores["flagged"] = reported["consistent"] / gold["consistent"]
    return scores
