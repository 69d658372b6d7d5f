"""Who is who in one story: a letter for each article, outlets and origins counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from string import ascii_uppercase

from reporter.records import Article, Copy, Origin, Statement, StoryBrief
from reporter.report.escape import escape

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Legend:
    """The articles of a story by letter, in the order of the story."""

    articles: Mapping[str, Article]
    letters: Mapping[str, str]
    origins: Mapping[str, Origin]

    def outlets(self, article_ids: Iterable[str]) -> int:
        """Return how many outlets the articles come from; unknown ones count one each."""
        return len({self._outlet_key(item) for item in article_ids if item in self.articles})

    def origin_count(self, article_ids: Iterable[str]) -> int:
        """Return how many independent sources the articles come from."""
        return len({self._origin_key(item) for item in article_ids if item in self.articles})

    def in_order(self, article_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that belong to the story, each once, in the order of the letters."""
        wanted = set(article_ids)
        return tuple(item for item in self.articles if item in wanted)

    def names(self, article_ids: Iterable[str]) -> str:
        """Return the letters of the articles: "A, C, D"."""
        return ", ".join(self.letters[item] for item in self.in_order(article_ids))

    def sort(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return the statements each once, by letter, then place in the article."""
        rank = {item: index for index, item in enumerate(self.articles)}
        unique = {item.id: item for item in statements if item.article_id in rank}
        return tuple(
            sorted(unique.values(), key=lambda s: (rank[s.article_id], s.start, s.end, s.id))
        )

    def copy_of(self, article_id: str) -> Copy | None:
        """Return of what the article is a copy or rewrite, if of anything in the story."""
        origin = self.origins.get(article_id)
        if origin is None:
            return None
        for copy in origin.copies:
            if copy.article_id == article_id and copy.of in self.articles:
                return copy
        return None

    def origin_label(self, article_id: str) -> str:
        """Return where the text comes from: "own", "**AFP**", "AFP, copy of B, 94 %"."""
        origin, copy = self.origins.get(article_id), self.copy_of(article_id)
        agency = self.articles[article_id].wire or (origin.agency if origin else None)
        if copy is None:
            return f"**{escape(agency)}**" if agency else "own"
        verb = "rewrite" if copy.rewrite else "copy"
        label = f"{verb} of {self.letters[copy.of]}, {100 * copy.containment:.0f} %"
        return f"{escape(agency)}, {label}" if agency else label

    def _outlet_key(self, article_id: str) -> tuple[bool, str]:
        article = self.articles[article_id]
        return article.outlet_known, article.outlet if article.outlet_known else article_id

    def _origin_key(self, article_id: str) -> str:
        origin = self.origins.get(article_id)
        return origin.id if origin else article_id


def legend_of(item: StoryBrief) -> Legend:
    """Return the legend of a story; every origin of an article is looked up by article."""
    articles = {article.id: article for article in item.story.articles}
    return Legend(
        articles=articles,
        letters={article_id: _letter(index) for index, article_id in enumerate(articles)},
        origins={article: origin for origin in item.origins for article in origin.articles},
    )


def _letter(index: int) -> str:
    more, last = divmod(index, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


def moment(article: Article) -> datetime | None:
    """Return when the article was published, to compare by; a bare time counts as UTC."""
    if article.published_at is not None:
        at = article.published_at
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    if article.published is not None:
        return datetime.combine(article.published, time(), UTC)
    return None


def published(article: Article) -> str:
    """Return when the article was published: "13 Mar 2031, 22:40", in UTC where a zone is given."""
    at = article.published_at
    if at is None:
        return day(article.published) if article.published else "unknown"
    if at.tzinfo is None:
        return f"{day(at)}, {at:%H:%M}"
    at = at.astimezone(UTC)
    return f"{day(at)}, {at:%H:%M} UTC"


def day(date_: date) -> str:
    """Return a date as "13 Mar 2031", whatever the locale."""
    return f"{date_.day} {MONTHS[date_.month - 1][:3]} {date_.year}"
