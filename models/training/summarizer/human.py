"""Clusters whose agreed sentence a person wrote, or whose sources people worded.

The targets of these sets say things that no source says. Only rows where the sources hold the
target's numbers, names and nearly all of its content words are taken.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from changes import Pool
from variants import VALUES, Made, Others, conflicting, difference, enlarged

from reporter.records import Statement
from reporter.summarize.candidates import candidates
from reporter.summarize.rendering import render
from reporter.summarize.support import Support
from reporter.summarize.trimming import removable_parts
from reporter.text.lexical import content_words

Row = Mapping[str, Any]
OWN_WORDS = 0.65

_SPACED = (
    (r" ([.,;:!?%)])", r"\1"),
    (r"([($]) ", r"\1"),
    (r" '(s|t|re|ve|ll|d|m)\b", r"'\1"),
    (r" n't\b", "n't"),
    (r"(\w) - (\w)", r"\1-\2"),
    (r"`` ?", "“"),
    (r" ?''", "”"),
)


def roundups(rows: Sequence[Row], least: float) -> Iterator[Made]:
    """Sentences of two or three outlets and the one that an editor wrote of them."""
    for row in rows:
        if row["content_recall"] >= least:
            sources = tuple(item["sentence"] for item in row["sources"])
            yield Made(sources, render(row["target"]), "roundup")


def fused(rows: Sequence[Row]) -> Iterator[Made]:
    """Two sentences of one article and what a person made of both."""
    for row in rows:
        yield Made(tuple(row["sentences"]), render(row["fused"]), "fused")


def rejoined(rows: Sequence[Row]) -> Iterator[Made]:
    """Two sentences and the long one that they were split from."""
    for row in rows:
        sources = tuple(detokenized(text) for text in row["split"])
        yield Made(sources, detokenized(row["complex"]), "rejoined")


def translations(
    rows: Iterable[tuple[tuple[Statement, ...], Statement]],
    others: Others,
    pool: Pool,
    rng: random.Random,
) -> Iterator[Made]:
    """Several wordings of one sentence, the target cut from a human one.

    `rows` are (wordings, target), all as parsed statements. Each source loses some of its details
    and gets some of another sentence; the target is the trimmed form of its wording that keeps what
    two sources share. More often than not that wording is among the sources: a small model that is
    to write in words of its own, or to join two wordings, writes what is no sentence.
    """
    for wordings, target in rows:
        own = len(wordings) == 1 or rng.random() < OWN_WORDS
        known = (*wordings, target) if own else wordings
        told = [_thinned(wording, rng) for wording in wordings]
        told += [render(target.text)] * own
        groups = {item.article_id: item.article_id for item in known}
        best = candidates([target], Support(_as_told(known, told), groups))[0].text
        kind, minority = "translation", ""
        told = [enlarged(text, "\0", others, rng) for text in told]
        change = conflicting(wordings[0], pool, rng) if rng.random() < 0.4 else None
        if change is not None and change.phenomenon in VALUES:
            told.append(render(change.text))
            kind = f"translation:{change.phenomenon}"
            minority = difference(wordings[0].text, change.text).instead.strip(" ,.;:")
        yield Made(tuple(dict.fromkeys(told)), best, kind, minority)


def _as_told(wordings: Sequence[Statement], told: Sequence[str]) -> list[Statement]:
    return [
        Statement(item.id, item.article_id, 0, len(text), text, 1)
        for item, text in zip(wordings, told, strict=False)
    ]


def _thinned(statement: Statement, rng: random.Random) -> str:
    parts = [part for part in removable_parts(statement) if rng.random() < 0.4]
    return render(statement.text, parts)


def recall(target: str, sources: Sequence[str]) -> float:
    """Return the share (0..1) of the target's content words that a source has."""
    words = content_words(target)
    known = {word for text in sources for word in content_words(text)}
    return sum(word in known for word in words) / max(1, len(words))


def detokenized(text: str) -> str:
    """Return a sentence in Penn Treebank tokens as people write it."""
    for pattern, new in _SPACED:
        text = re.sub(pattern, new, text)
    return render(text)


def statements_by_row(
    rows: Sequence[Row], parsed: Mapping[str, Statement], rng: random.Random
) -> Iterator[tuple[tuple[Statement, ...], Statement]]:
    """Yield (wordings, target) of the translations: a human target, all others as sources."""
    for row in rows:
        references = [text for text in row["references"] if text in parsed]
        machine = [item["text"] for item in row["machine"] if item["text"] in parsed]
        if not references:
            continue
        target = rng.choice(references)
        wordings = [text for text in dict.fromkeys([*references, *machine]) if text != target]
        if wordings:
            rng.shuffle(wordings)
            yield tuple(parsed[text] for text in wordings), parsed[target]
