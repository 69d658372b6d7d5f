"""How sure it is that two outlets say a fact, kept: it hangs on the fact and its statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reporter.records import Fact, Story
from reporter.runs.drafting import Gaps
from reporter.runs.opening import Models
from reporter.storage.memo import Kept, Memo
from reporter.summarize.witnesses import confidence, is_sure

_WITNESSED: Kept[tuple[float]] = Kept("witnessed", tuple[float])


def witnessed(
    facts: Sequence[Fact],
    story: Story,
    articles_key: Callable[[], str],
    models: Models,
    memo: Memo,
    gaps: Gaps | None,
) -> tuple[Fact, ...]:
    """Return the facts with how sure it is that two outlets say them, the sure ones first.

    `articles_key` says what stands for the articles in the keys of what is kept. With `gaps` no
    model is asked, and facts that were never weighed are counted there.
    """
    voices = {article.id: article.voice for article in story.articles}

    def confidence_of(fact: Fact) -> float:
        if gaps is not None:
            gaps.sentences += 1
            return fact.confidence
        (tokens,) = models.parser.parse([fact.summary])
        return confidence(fact, voices, tokens, models.embedder)

    def weighed(fact: Fact) -> Fact:
        (sure,) = memo.result(
            _WITNESSED,
            lambda: (
                articles_key(),
                fact.summary,
                [item.id for item in fact.cluster.statements],
                models.parser.description,
                models.embedder.description,
            ),
            lambda: (confidence_of(fact),),
        )
        return replace(fact, confidence=round(sure, 4))

    return tuple(sorted(map(weighed, facts), key=lambda fact: not is_sure(fact)))
