"""The headline of a story: its shortest sentence that says most of what the outlets share.

Candidates are the outlets' own headlines, in sentence case, the shortest forms of the best
supported facts, and what the summarizer writes for them in a headline's length. They pass the gate
of every fact and are ranked like the sentences of a cluster; the cluster is here what stands at the
top of every article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from reporter.backends import SummaryRequest
from reporter.prompts import Prompt, fill
from reporter.records import (
    Article,
    Discrepancy,
    Evidence,
    Fact,
    Headline,
    Origin,
    Statement,
    StatementKind,
)
from reporter.summarize.candidates import (
    EXTRACTIVE,
    Candidate,
    candidates,
    generated,
    score_sentence,
)
from reporter.summarize.casing import Spellings, sentence_case, spellings_of
from reporter.summarize.faithfulness import gather_sources
from reporter.summarize.judging import Case, Judged, judge
from reporter.summarize.rendering import OPENING_MARKS, render
from reporter.summarize.support import Support
from reporter.summarize.writing import Writing
from reporter.text.lexical import content_words, rarity
from reporter.text.readability import QUOTES, is_loaded, needs_sentence_before

OPENING = 2
"""Statements of an article that tell, with its headline, what the story is about."""
FACTS = 3
"""Best supported facts that a headline may be made of."""
FEWEST_WORDS = 4
EVERY_PART = 1.01
"""A level of trimming that no share of shared words reaches: all goes that grammar lets go."""

CENTRAL_WEIGHT = 1.5
LEAST_CENTRAL = 0.3
LEAST_OF_TITLES = 0.75
"""A headline counts for how much of what the openings share it holds. One that holds less than
this, or less than that share of what an outlet's own headline holds, is about a side issue; the
outlet's is better."""

PENALTIES: Mapping[str, float] = {
    "quotation": 0.6,
    "colon": 0.3,
    "dash": 0.3,
    "one word twice": 0.6,
}

_LABEL = re.compile(
    r"^(?:[A-Z]{4,}|Opinion|Analysis|Watch|Live|Update[sd]?|Breaking|Exclusive):\s+"
)
# A question without its mark, and what somebody wants.
_NO_NEWS = re.compile(r"^(?:What|Why|How|Who|When|Where|Whether)\b|\bshould\b|\?\.?$")
# What had happened before the news is its background.
_EARLIER = re.compile(r"\bhad (?:not |never |already |also )?(?:been|\w+(?:ed|en))\b")
_IN_YEAR = re.compile(r"\bin (?:[A-Z]\w+ )?((?:19|20)\d\d)\b")
_DASH = re.compile(r"--|[—–]|\s-\s")
_PRO_VERB = re.compile(r"\b(?:do|does|did|doing|done) (?:so|the same|that)\b", re.IGNORECASE)
_OUTLET = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,30}$")


def write_headline(
    facts: Sequence[Fact],
    statements: Sequence[Statement],
    discrepancies: Sequence[Discrepancy],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    writing: Writing,
) -> Headline | None:
    """Return the headline of a story, or None where no two outlets bear one out.

    `facts` are the best supported first, `statements` those of the whole story. Raises PromptError
    for a prompt that cannot be filled, ModelError when the summarizer or the scorer fails.
    """
    best = facts[:FACTS]
    pool = _pool(best, statements)
    if len({item.article_id for item in pool}) < 2:
        return None
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    outlets = {key: article.voice for key, article in articles.items()}
    groups = {key: origin_of.get(key, key) for key in articles}
    if len({groups[item.article_id] for item in pool}) < 2:
        groups = outlets
    support = Support(pool, groups, rarity(item.text for item in statements))
    limit = writing.settings.headline_words
    disputed = _evidence(discrepancies)
    spellings = spellings_of(statements)
    titles = [_plain(item.text) for item in pool if item.kind is StatementKind.HEADLINE]
    central = (LEAST_OF_TITLES * support.agreement(title) for title in titles)
    fits = partial(_fitting, support=support, limit=limit, least=max((LEAST_CENTRAL, *central)))
    year = max((item.published.year for item in articles.values() if item.published), default=0)
    news = [
        fact
        for fact in best
        if _is_at_top(fact) and not _is_background(fact.cluster.statements, year)
    ]
    cut = [
        *_of_titles(
            [item for item in pool if not _is_background([item], year)], support, spellings
        ),
        *(item for fact in news for item in _of_fact(fact, support, disputed)),
    ]
    case = Case(
        outlets=outlets,
        sources=gather_sources(pool, articles, discrepancies),
        support=support,
        written=fits(_written(news, support, writing, limit)),
        cut=fits(cut),
    )
    settings = writing.settings.model_copy(update={"max_words": limit})
    (verdict,) = judge([case], writing.parser, writing.scorer, settings)
    return _headline(verdict.chosen, origin_of) if verdict.chosen else None


def headline_of(facts: Sequence[Fact], discrepancies: Sequence[Discrepancy]) -> tuple[object, ...]:
    """Return what a headline hangs on beside its story: of some facts and discrepancies, some."""
    told = tuple((fact.summary, fact.cluster.statements) for fact in facts[:FACTS])
    nameless = (replace(item, id="", cluster_id="") for item in discrepancies)
    return told, tuple(item for item in nameless if item.changes_meaning)


def _headline(chosen: Judged, origin_of: Mapping[str, str]) -> Headline:
    ids = tuple(dict.fromkeys(item.article_id for item in chosen.statements))
    return Headline(
        text=chosen.candidate.text.removesuffix("."),
        method=chosen.candidate.method,
        statements=chosen.statements,
        articles=ids,
        origins=len({origin_of.get(item, item) for item in ids}),
        checks=chosen.checks,
        score=round(chosen.score, 4),
    )


def _pool(facts: Sequence[Fact], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    cited = {item.id for fact in facts for item in fact.cluster.statements}
    return tuple(
        item
        for item in statements
        if item.id in cited or item.kind is StatementKind.HEADLINE or item.index < OPENING
    )


def _is_at_top(fact: Fact) -> bool:
    """Return whether an outlet tells it where an article says what it is about."""
    told = fact.cluster.statements
    return any(item.kind is StatementKind.HEADLINE or item.index < OPENING for item in told)


def _is_background(statements: Sequence[Statement], year: int) -> bool:
    """Return whether one of them dates what it tells to a year before `year`."""
    found = (told for item in statements for told in _IN_YEAR.findall(item.text))
    return any(int(told) < year for told in found)


def _evidence(discrepancies: Sequence[Discrepancy]) -> tuple[Evidence, ...]:
    turning = (item for item in discrepancies if item.changes_meaning)
    return tuple(each for item in turning for side in item.sides for each in side.evidence)


def _of_titles(
    pool: Sequence[Statement], support: Support, spellings: Spellings
) -> Iterator[Candidate]:
    for item in pool:
        if item.kind is StatementKind.HEADLINE:
            told = sentence_case(_plain(item.text), spellings)
            yield _candidate(render(told), support)
            if told == item.text:
                shorter = candidates([item], support, (), (EVERY_PART,))
                yield from (_candidate(each.text, support) for each in shorter)


def _plain(title: str) -> str:
    return _OUTLET.sub("", _LABEL.sub("", title.strip()))


def _of_fact(fact: Fact, support: Support, disputed: Sequence[Evidence]) -> Iterator[Candidate]:
    yield _candidate(fact.summary, support)
    body = [item for item in fact.cluster.statements if item.kind is StatementKind.SENTENCE]
    for item in candidates(body, support, disputed, (EVERY_PART,)):
        yield _candidate(item.text, support)


def _candidate(text: str, support: Support, method: str = EXTRACTIVE) -> Candidate:
    faults = {
        "quotation": QUOTES.search(text),
        "colon": ":" in text,
        "dash": _DASH.search(text),
        "one word twice": _repeats(text),
    }
    own = CENTRAL_WEIGHT * support.agreement(text)
    own -= sum(PENALTIES[name] for name, found in faults.items() if found)
    return Candidate(text, own + score_sentence(text, support), own, method)


def _repeats(text: str) -> bool:
    stems = content_words(text)
    return len(set(stems)) < len(stems)


def _written(
    facts: Sequence[Fact], support: Support, writing: Writing, limit: int
) -> tuple[Candidate, ...]:
    requests = [_request(fact, writing.prompt, limit) for fact in facts]
    method = writing.summarizer.description.get("backend", "generated")
    texts = [text for found in writing.summarizer.write(requests) for text in found]
    return tuple(
        _candidate(item.text, support, method) for item in generated(texts, support, method)
    )


def _request(fact: Fact, prompt: Prompt, limit: int) -> SummaryRequest:
    """Ask for a headline as for a fact, only shorter: every prompt for facts can do that."""
    texts = tuple(dict.fromkeys(item.text for item in fact.cluster.statements))
    shown = texts[: prompt.header.limits.statements]
    variables = {
        "statements": [
            {"label": str(place), "text": text, "outlet": "", "published": ""}
            for place, text in enumerate(shown, start=1)
        ],
        "max_words": limit,
        "disputed": (),
    }
    return SummaryRequest(fill(prompt, variables), shown, limit)


def _fitting(
    found: Iterable[Candidate], support: Support, limit: int, least: float
) -> tuple[Candidate, ...]:
    """Return the distinct candidates that could be a headline, best first.

    A question, a demand, a quotation, what had happened before, a sentence that judges and one that
    leans on another are none.
    """
    best: dict[str, Candidate] = {}
    for item in found:
        text = item.text
        news = not _NO_NEWS.search(text) and not _EARLIER.search(text)
        told = news and text[:1] not in OPENING_MARKS
        whole = not needs_sentence_before(text) and not _PRO_VERB.search(text)
        if (
            FEWEST_WORDS <= len(text.split()) <= limit
            and told
            and whole
            and not is_loaded(text)
            and support.agreement(text) >= least
        ):
            best.setdefault(text, item)
    return tuple(sorted(best.values(), key=lambda item: (-round(item.score, 9), item.text)))
