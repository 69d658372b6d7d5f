"""What one article says of one name and another article of another, over a whole story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Protocol, TypeVar

from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Statement


class Claim(Protocol):
    """That something in a statement is so of a name."""

    @property
    def statement(self) -> Statement:
        """Where it is said."""

    @property
    def name(self) -> Name:
        """Of whom or what."""


AnyClaim = TypeVar("AnyClaim", bound=Claim)


def rivals(
    claims: Sequence[AnyClaim], about: Callable[[AnyClaim, AnyClaim], bool]
) -> Iterator[tuple[AnyClaim, AnyClaim]]:
    """Yield the claims of two articles `about` one thing that name two.

    None where the names share a word (one name, spelt in two ways), nor where an article says it of
    both: one after the other, or of several at once.
    """
    for one, other in combinations(claims, 2):
        if (
            one.statement.article_id != other.statement.article_id
            and about(one, other)
            and not (same_name(one.name, other.name) or _have_a_word(one.name, other.name))
            and not _one_has_both([each for each in claims if about(each, one)], one, other)
        ):
            yield one, other


def _have_a_word(a: Name, b: Name) -> bool:
    ours, theirs = ({part for word in name.words for part in word.split("-")} for name in (a, b))
    return not ours.isdisjoint(theirs)


def _one_has_both(same: Sequence[AnyClaim], one: AnyClaim, other: AnyClaim) -> bool:
    ours, theirs = (
        {each.statement.article_id for each in same if same_name(each.name, wanted.name)}
        for wanted in (one, other)
    )
    return bool(ours & theirs)
