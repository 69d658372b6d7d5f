"""The records of a brief, made by hand with as little said as a test needs."""

from __future__ import annotations

from datetime import UTC, datetime

from reporter.records import (
    Article,
    Brief,
    Cluster,
    Evidence,
    Fact,
    Origin,
    Skipped,
    Statement,
    StatementKind,
    Story,
    StoryBrief,
)

_MODELS = {
    "embedder": {"backend": "sentence-transformers", "name": "all-MiniLM-L6-v2"},
    "scorer": {"backend": "lexical", "name": "lexical", "revision": "1"},
    "summarizer": {"backend": "extractive", "name": "extractive"},
}
_SETTINGS = {
    "discrepancies": {"max_per_story": 20, "min_confidence": 0.6},
    "matching": {"threshold": 0.62},
    "ingest": {"languages": ("en",)},
}


def article(
    id_: str,
    outlet: str,
    title: str,
    sentences: tuple[str, ...] = ("A sentence.",),
    path: str = "",
    **more: object,
) -> Article:
    """An article with one sentence a line, the headline on line 1 of the file."""
    text = "\n".join(sentences)
    offsets = [0]
    for sentence in sentences[:-1]:
        offsets.append(offsets[-1] + len(sentence) + 1)
    fields = {
        "id": id_,
        "path": path or f"{id_}.txt",
        "outlet": outlet,
        "outlet_known": True,
        "title": title,
        "text": text,
        "line_starts": tuple((offset, index + 3) for index, offset in enumerate(offsets)),
    }
    return Article(**(fields | more))  # type: ignore[arg-type]


def statement(of: Article, index: int, **more: object) -> Statement:
    """The sentence `index` of the article, or its headline for -1."""
    if index < 0:
        return Statement(
            f"{of.id}.h", of.id, 0, 0, of.title, of.title_line, kind=StatementKind.HEADLINE
        )
    start = of.line_starts[index][0]
    text = of.text[start:].split("\n")[0]
    fields = {"index": index} | more
    return Statement(  # type: ignore[arg-type]
        f"{of.id}.{index}", of.id, start, start + len(text), text, of.line_at(start), **fields
    )


def statements(of: Article) -> tuple[Statement, ...]:
    """Every sentence of the article."""
    return tuple(statement(of, index) for index in range(len(of.line_starts)))


def evidence(of: Article, index: int, words: str) -> Evidence:
    """The place of `words` in sentence `index` of the article."""
    found = statement(of, index)
    start = found.text.index(words)
    return Evidence(found, start, start + len(words))


def fact(
    id_: str, summary: str, members: tuple[Statement, ...], origins: int, **more: object
) -> Fact:
    """A fact whose cluster has the members; the first is its medoid."""
    cluster = Cluster(f"c{id_[1:]}", members, members[0])
    fields = {
        "id": id_,
        "summary": summary,
        "method": "seq2seq",
        "faithful": True,
        "faithfulness": 0.9,
        "cluster": cluster,
        "articles": tuple(dict.fromkeys(member.article_id for member in members)),
        "origins": origins,
    }
    return Fact(**(fields | more))  # type: ignore[arg-type]


def story_brief(id_: str, title: str, articles: tuple[Article, ...], **found: object) -> StoryBrief:
    """A story in which every article is its own origin and nothing was found, unless given."""
    origins = tuple(Origin(f"o-{item.id}", (item.id,), "own text") for item in articles)
    fields = {
        "story": Story(id_, title, articles),
        "origins": origins,
        "statements": tuple(part for item in articles for part in statements(item)),
        "facts": (),
        "discrepancies": (),
        "omissions": (),
        "unique": (),
    }
    return StoryBrief(**(fields | found))  # type: ignore[arg-type]


def brief(stories: tuple[StoryBrief, ...], skipped: tuple[Skipped, ...] = ()) -> Brief:
    """A brief of the stories, made on an invented day."""
    return Brief(
        folder="inbox/2031-03-14",
        generated_at=datetime(2031, 3, 14, 9, 0, tzinfo=UTC),
        articles=tuple(item for story in stories for item in story.story.articles),
        skipped=skipped,
        stories=stories,
        settings=_SETTINGS,
        models=_MODELS,
    )
