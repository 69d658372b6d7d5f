"""The headline of a story: its shortest sentence that says most of what the outlets share.

Candidates are the outlets' own headlines, in sentence case, the shortest forms of the best
supported facts, and what the summarizer writes for them in a headline's length. They pass the gate
of every fact and are ranked like the sentences of a cluster; the cluster is here what stands at the
top of every article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reporter.backends import PairScorer, Parser, Summarizer, SummaryRequest
from reporter.candidates import EXTRACTIVE, Candidate, candidates, generated, score_sentence
from reporter.config import SummarySettings
from reporter.faithfulness import gather_sources
from reporter.judging import Case, judge
from reporter.lexical import rarity, stem
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
from reporter.rendering import render
from reporter.support import Support

OPENING = 2
"""Statements of an article that tell, with its headline, what the story is about."""
FACTS = 3
"""Best supported facts that a headline may be made of."""
FEWEST_WORDS = 4
TITLE_CASE = 0.7
"""Share of capitalised words from which a headline is in title case."""
EVERY_PART = 1.01
"""A level of trimming that no share of shared words reaches: all goes that grammar lets go."""

PENALTIES: Mapping[str, float] = {"quotes": 0.25, "colon": 0.25}

_LABEL = re.compile(
    r"^(?:[A-Z]{4,}|Opinion|Analysis|Watch|Live|Update[sd]?|Breaking|Exclusive):\s+"
)
_OUTLET = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,30}$")


def write_headline(
    facts: Sequence[Fact],
    statements: Sequence[Statement],
    discrepancies: Sequence[Discrepancy],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    summarizer: Summarizer,
    scorer: PairScorer,
    parser: Parser,
    prompt: Prompt,
    settings: SummarySettings,
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
    outlets = {key: _outlet(article) for key, article in articles.items()}
    groups = {key: origin_of.get(key, key) for key in articles}
    if len({groups[item.article_id] for item in pool}) < 2:
        groups = outlets
    support = Support(pool, groups, rarity(item.text for item in statements))
    limit = settings.headline_words
    disputed = _evidence(discrepancies)
    cut = [
        *_of_titles(pool, support, _spellings(statements)),
        *(item for fact in best for item in _of_fact(fact, support, disputed)),
    ]
    case = Case(
        outlets=outlets,
        sources=gather_sources(pool, articles, discrepancies),
        support=support,
        written=_fitting(_written(best, support, summarizer, prompt, limit), limit),
        cut=_fitting(cut, limit),
    )
    chosen = judge([case], parser, scorer, settings.model_copy(update={"max_words": limit}))[
        0
    ].chosen
    if chosen is None:
        return None
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


def _outlet(article: Article) -> str:
    return article.outlet.casefold() if article.outlet_known else article.id


def _pool(facts: Sequence[Fact], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    cited = {item.id for fact in facts for item in fact.cluster.statements}
    return tuple(
        item
        for item in statements
        if item.id in cited or item.kind is StatementKind.HEADLINE or item.index < OPENING
    )


def _evidence(discrepancies: Sequence[Discrepancy]) -> tuple[Evidence, ...]:
    turning = (item for item in discrepancies if item.changes_meaning)
    return tuple(each for item in turning for side in item.sides for each in side.evidence)


def _of_titles(
    pool: Sequence[Statement], support: Support, spellings: Mapping[str, Counter[str]]
) -> Iterator[Candidate]:
    for item in pool:
        if item.kind is StatementKind.HEADLINE:
            plain = _OUTLET.sub("", _LABEL.sub("", item.text.strip()))
            yield _candidate(render(sentence_case(plain, spellings)), support)


def _of_fact(fact: Fact, support: Support, disputed: Sequence[Evidence]) -> Iterator[Candidate]:
    yield _candidate(fact.summary, support)
    body = [item for item in fact.cluster.statements if item.kind is StatementKind.SENTENCE]
    for item in candidates(body, support, disputed, (EVERY_PART,)):
        yield _candidate(item.text, support)


def _candidate(text: str, support: Support) -> Candidate:
    own = -sum(
        PENALTIES[name]
        for name, found in {"quotes": set("“‘") & set(text), "colon": ":" in text}.items()
        if found
    )
    return Candidate(text, own + score_sentence(text, support), own, EXTRACTIVE)


def _written(
    facts: Sequence[Fact], support: Support, summarizer: Summarizer, prompt: Prompt, limit: int
) -> tuple[Candidate, ...]:
    requests = [_request(fact, prompt, limit) for fact in facts]
    method = summarizer.description.get("backend", "generated")
    texts = [text for found in summarizer.write(requests) for text in found]
    return generated(texts, support, method)


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


def _fitting(found: Iterable[Candidate], limit: int) -> tuple[Candidate, ...]:
    """Return the distinct candidates of a headline's length, best first; a question is none."""
    best: dict[str, Candidate] = {}
    for item in found:
        if FEWEST_WORDS <= len(item.text.split()) <= limit and not item.text.endswith("?"):
            best.setdefault(item.text, item)
    return tuple(sorted(best.values(), key=lambda item: (-round(item.score, 9), item.text)))


def _spellings(statements: Sequence[Statement]) -> dict[str, Counter[str]]:
    """Return how the words of the articles are spelt where no sentence begins, by lower case."""
    found: dict[str, Counter[str]] = {}
    for item in statements:
        if item.kind is StatementKind.SENTENCE:
            for token in item.tokens[1:]:
                found.setdefault(token.text.lower(), Counter())[token.text] += 1
    return found


def sentence_case(title: str, spellings: Mapping[str, Counter[str]]) -> str:
    """Return a headline in title case with small letters where the articles have them.

    `spellings` counts, by the lower-case word, how the articles spell it within sentences. One that
    is not in title case is left alone. Of a word that no article has, its stem is looked up, and
    what is unknown altogether is taken for a name.
    """
    words = title.split()
    capitals = [word for word in words[1:] if word[:1].isupper()]
    long = [word for word in words[1:] if len(word) > 3]
    if len(words) < FEWEST_WORDS or len(capitals) < TITLE_CASE * max(len(long), 1):
        return title
    small = {stem(word) for word, forms in spellings.items() if forms.most_common(1)[0][0] == word}
    return " ".join([words[0], *(_spelt(word, spellings, small) for word in words[1:])])


def _spelt(
    word: str, spellings: Mapping[str, Counter[str]], small: frozenset[str] | set[str]
) -> str:
    bare = word.strip("“”‘’\"'(),.:;!?")
    if not bare[:1].isupper() or bare[1:] != bare[1:].lower():
        return word
    forms = spellings.get(bare.lower())
    # Of equally frequent spellings the capital stands: a name written small reads worse.
    name = forms[bare] >= forms[bare.lower()] if forms else stem(bare) not in small
    return word if name else word.replace(bare, bare.lower(), 1)
