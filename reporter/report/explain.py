"""Every score and decision behind one fact or discrepancy, read from the JSON report."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reporter.errors import DataError
from reporter.report.citations import in_marks
from reporter.report.escape import count, natural, visible
from reporter.report.json_report import SCHEMA_NAME
from reporter.report.listing import listing

Json = Mapping[str, Any]


def explain(report: Mapping[str, Any], id: str) -> str:  # noqa: A002 - the word users know
    """Return, as plain text, what lies behind the fact ("f3") or discrepancy ("d7") `id`.

    The id of a story ("s2") lists everything that was found in it, shown in the brief or not.

    `report` is a parsed JSON report. Raises DataError when it is no `reporter/1` report or has
    no such id; the hint names the closest or all known ids.
    """
    if not isinstance(report, Mapping) or report.get("schema") != SCHEMA_NAME:
        raise DataError(
            f"this is not a {SCHEMA_NAME} report.",
            "Give the file that `reporter brief FOLDER --json FILE` wrote.",
        )
    try:
        return _explain(report, id.strip())
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"the report lacks what {id!r} needs: {type(error).__name__} {error}.",
            "Write it anew with `reporter brief FOLDER --json FILE`.",
        ) from None


def _explain(report: Json, wanted: str) -> str:
    articles = {article["id"]: article for article in report["articles"]}
    for story in report["stories"]:
        if story["id"] == wanted:
            return "\n".join(listing(story, articles)) + "\n"
        for fact in story["facts"]:
            if fact["id"] == wanted:
                return "\n".join(_fact(fact, story, articles)) + "\n"
        for found in story["discrepancies"]:
            if found["id"] == wanted:
                return "\n".join(_discrepancy(found, story, articles)) + "\n"
    raise _unknown(wanted, report)


def _unknown(wanted: str, report: Json) -> DataError:
    known = sorted(
        (
            item["id"]
            for story in report["stories"]
            for item in (story, *story["facts"], *story["discrepancies"])
        ),
        key=natural,
    )
    close = difflib.get_close_matches(wanted.lower(), known, n=1, cutoff=0.6)
    if close:
        hint = f"Did you mean {close[0]}?"
    elif known:
        hint = "Known: " + ", ".join(known) + "."
    else:
        hint = "The report has no story."
    return DataError(f"the report has no {wanted!r}.", hint)


def _fact(fact: Json, story: Json, articles: Mapping[str, Json]) -> Iterator[str]:
    yield f"{fact['id']}  fact of {story['id']} “{visible(story['title'])}”"
    yield f"  {visible(fact['summary'])}"
    yield ""
    faithful = "faithful" if fact["faithful"] else "NOT faithful"
    method = fact["method"] + (f", score {fact['score']:.2f}" if "score" in fact else "")
    yield f"written by   {method}, {faithful}, faithfulness {fact['faithfulness']:.2f}"
    outlets = len({articles[item]["outlet"] for item in fact["outlets"]})
    everyone = len({articles[item]["outlet"] for item in story["articles"]})
    origins = count(fact["origins"], "origin")
    sure = f", confidence {fact['confidence']:.2f}" if "confidence" in fact else ""
    yield f"support      {outlets} of {count(everyone, 'outlet')}, {origins}{sure}"
    if fact["discrepancies"]:
        yield f"differs on   {', '.join(fact['discrepancies'])}"
    yield from _left_out(fact, story, articles)
    yield ""
    yield f"statements (cluster {fact['cluster']}; * is the medoid, closest to all others)"
    for ref in fact["statements"]:
        mark = "*" if ref["id"] == fact["medoid"] else " "
        yield f" {mark} {_place(ref, articles)}"
        yield f"     {_words(ref)}"
    yield from _pairs(fact["pairs"])
    yield from _checks(fact)


def _left_out(fact: Json, story: Json, articles: Mapping[str, Json]) -> Iterator[str]:
    missing = [o["article"] for o in story["omissions"] if o["fact"] == fact["id"]]
    if missing:
        yield f"left out by  {', '.join(visible(articles[item]['outlet']) for item in missing)}"


def _pairs(pairs: Sequence[Json]) -> Iterator[str]:
    if not pairs:
        return
    yield ""
    yield "pair scores (entailment/neutral/contradiction both ways)"
    for pair in sorted(pairs, key=lambda p: (-p["equivalent"], p["a"], p["b"])):
        forward, backward = ("/".join(f"{v:.2f}" for v in pair[w]) for w in ("forward", "backward"))
        yield (
            f"   {pair['a']} – {pair['b']}  equivalent {pair['equivalent']:.2f}"
            f"  cosine {pair['similarity']:.2f}  → {forward}  ← {backward}"
        )


def _checks(fact: Json) -> Iterator[str]:
    if fact["checks"]:
        yield ""
        yield "checks of the sentence"
    for check in fact["checks"]:
        detail = f": {visible(check['detail'])}" if check["detail"] else ""
        yield f"   {'passed' if check['passed'] else 'FAILED'}  {check['name']}{detail}"
    if fact["rejected"]:
        yield ""
        yield "sentences rejected"
    for rejected in fact["rejected"]:
        yield f"   {visible(rejected['text'])}"
        yield f"     because {visible(rejected['reason'])}"


def _discrepancy(found: Json, story: Json, articles: Mapping[str, Json]) -> Iterator[str]:
    yield f"{found['id']}  {found['kind']} in {story['id']} “{visible(story['title'])}”"
    yield f"  {visible(found['summary'])}"
    yield ""
    turns = "changes the meaning" if found["changes_meaning"] else "does not change the meaning"
    yield f"confidence   {found['confidence']:.2f}; {turns}"
    if "importance" in found:
        yield f"importance   {found['importance']:.2f}"
    yield f"in the brief {found['in_brief']}"
    place = f"cluster {found['cluster']}" if found["cluster"] else "statements of the whole story"
    yield f"found in     {place}{_facts_of(found, story)}"
    for number, side in enumerate(found["sides"], 1):
        yield ""
        yield f"side {number}: {visible(side['value'])}"
        for ref in side["statements"]:
            spans = ", ".join(f"“{visible(span['text'])}”" for span in ref["evidence"])
            yield f"   {_place(ref, articles)}{f': {spans}' if spans else ''}"
            yield f"     {_words(ref)}"
    yield from _side_by_side(found["sides"])
    if found["reasons"]:
        yield ""
        yield f"why this is a difference of kind {found['kind']}"
    for reason in found["reasons"]:
        yield f"   {visible(reason)}"
    yield from _pairs(_scores_between(found))


def _facts_of(found: Json, story: Json) -> str:
    ids = [fact["id"] for fact in story["facts"] if fact["cluster"] == found["cluster"]]
    return f", fact {', '.join(ids)}" if ids else ""


def _side_by_side(sides: Sequence[Json]) -> Iterator[str]:
    first = next((side["statements"][0] for side in sides if side["statements"]), None)
    for number, side in enumerate(sides[1:], 2):
        if first is None or not side["statements"]:
            continue
        yield ""
        yield f"side 1 against side {number}: [-only the first-] {{+only the other+}}"
        yield f"   {marked(_bare(first), _bare(side['statements'][0]))}"


def marked(a: str, b: str) -> str:
    """Return `a` turned into `b`: words only in `a` as [-…-], words only in `b` as {+…+}."""
    left, right = a.split(), b.split()
    matcher = difflib.SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    parts: list[str] = []
    for operation, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if operation == "equal":
            parts += right[b_from:b_to]
            continue
        parts += [f"[-{' '.join(left[a_from:a_to])}-]"] if a_to > a_from else []
        parts += [f"{{+{' '.join(right[b_from:b_to])}+}}"] if b_to > b_from else []
    return " ".join(parts)


def _keys(words: Iterable[str]) -> list[str]:
    """Return the words as they are compared: case and punctuation at the edges do not count."""
    return [re.sub(r"^\W+|\W+$", "", word.casefold()) or word for word in words]


def _scores_between(found: Json) -> list[Json]:
    side_of = {
        ref["id"]: number
        for number, side in enumerate(found["sides"])
        for ref in side["statements"]
    }
    pairs = [pair for pair in found["pairs"] if pair["a"] in side_of and pair["b"] in side_of]
    return [pair for pair in pairs if side_of[pair["a"]] != side_of[pair["b"]]]


def _place(ref: Json, articles: Mapping[str, Json]) -> str:
    article = articles[ref["article"]]
    kind = "" if ref["kind"] == "sentence" else f", {ref['kind']}"
    where = f"{visible(article['path'])} line {ref['line']}"
    return f"{ref['id']}  {visible(article['outlet'])}, {where}{kind}"


def _bare(ref: Json) -> str:
    return visible(ref.get("title") or ref["text"])


def _words(ref: Json) -> str:
    words = _bare(ref)
    return in_marks(words, words)
