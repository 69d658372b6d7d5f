"""Each stage of a brief, computed or taken from an earlier run, with all that it depends on.

Stages that bring large libraries along are imported where they are needed: importing them takes
longer than a run over known articles.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from reporter.backends import Embedder, Parser
from reporter.config import IngestSettings, LineageSettings, StorySettings
from reporter.discrepancies.nearby import Close
from reporter.progress import Advance
from reporter.records import (
    Article,
    Cluster,
    Discrepancy,
    Fact,
    Headline,
    Omission,
    Origin,
    Skipped,
    Statement,
    Story,
    Unique,
)
from reporter.sentences import statements_of
from reporter.storage.memo import Kept, Memo, digest
from reporter.text.lexical import content_words, learn

Read = tuple[tuple[Article, ...], tuple[Skipped, ...]]
Compared = tuple[tuple[Cluster, ...], tuple[Discrepancy, ...]]
Covered = tuple[tuple[Omission, ...], tuple[Unique, ...]]
Told = tuple[tuple[Fact, ...], Headline | None, tuple[str, ...]]

_Groups = tuple[tuple[str, str, tuple[str, ...]], ...]

READ: Kept[Read] = Kept("read", Read)
STORIES: Kept[_Groups] = Kept("stories", _Groups)
LINEAGE: Kept[tuple[Origin, ...]] = Kept("lineage", tuple[Origin, ...])
STATEMENTS: Kept[tuple[Statement, ...]] = Kept("statements", tuple[Statement, ...])
MATCH: Kept[tuple[Cluster, ...]] = Kept("match", tuple[Cluster, ...])
CLOSE: Kept[tuple[Close, ...]] = Kept("close", tuple[Close, ...])
COMPARE: Kept[Compared] = Kept("compare", Compared)
WORDS: Kept[tuple[tuple[str, ...], ...]] = Kept("words", tuple[tuple[str, ...], ...])
COVER: Kept[Covered] = Kept("cover", Covered)
HEADLINE: Kept[tuple[Headline | None]] = Kept("headline", tuple[Headline | None])
LATEST: Kept[tuple[Headline | None]] = Kept("latest headline", tuple[Headline | None])
SUMMARIZE: Kept[Told] = Kept("summarize", Told)


def read(folder: Path, settings: IngestSettings, memo: Memo, advance: Advance) -> Read:
    """Return what `read_folder` returns for files with these names and contents.

    Raises what it raises.
    """
    advanced = False

    def compute() -> Read:
        from reporter.ingest import read_folder

        nonlocal advanced
        advanced = True
        return read_folder(folder, settings, advance)

    found = memo.result(READ, lambda: (settings, *_files(folder, settings.max_bytes)), compute)
    if not advanced:
        advance(len(found[0]), len(found[0]))
    return found


def _files(folder: Path, most: int) -> Iterator[str]:
    """Yield the path of everything in a folder that is not hidden, and what is there."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        place = Path(root).relative_to(folder).as_posix()
        yield f"{place!r} {os.access(root, os.R_OK)}"
        for name in sorted([*folders, *files]):
            if not name.startswith("."):
                yield f"{name!r} {_file(Path(root, name), folder, most)}"


def _file(path: Path, folder: Path, most: int) -> str:
    """Return the SHA-256 of a file; of what is never read, why not."""
    if path.is_symlink():
        target = path.resolve()
        return f"link {target.exists()} {target.is_relative_to(folder.resolve())}"
    if not path.is_file():
        return "no file"
    try:
        with path.open("rb") as stream:
            # Longer ones are refused for their length, whatever else they hold.
            return hashlib.sha256(stream.read(most + 1)).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"


def stories(
    articles: Sequence[Article], embedder: Embedder, settings: StorySettings, memo: Memo
) -> tuple[Story, ...]:
    """Return what `group_stories` returns."""
    by_id = {article.id: article for article in articles}

    def compute() -> _Groups:
        from reporter.stories import group_stories

        found = group_stories(articles, embedder, settings)
        return tuple((s.id, s.title, tuple(a.id for a in s.articles)) for s in found)

    groups = memo.result(STORIES, lambda: (articles, embedder.description, settings), compute)
    return tuple(
        Story(name, title, tuple(by_id[member] for member in members))
        for name, title, members in groups
    )


def origins(story: Story, settings: LineageSettings, memo: Memo) -> tuple[Origin, ...]:
    """Return what `trace_origins` returns."""

    def compute() -> tuple[Origin, ...]:
        from reporter.lineage import trace_origins

        return trace_origins(story.articles, settings)

    return memo.result(LINEAGE, lambda: (story.articles, settings), compute)


def statements(
    articles: Sequence[Article], parser: Parser, memo: Memo, advance: Advance
) -> tuple[Statement, ...]:
    """Return what `statements_of` returns; each article is known by itself."""
    found: list[Statement] = []
    for done, article in enumerate(articles, start=1):
        own: tuple[Statement, ...] = memo.result(
            STATEMENTS,
            partial(_of_article, article, parser),
            partial(statements_of, [article], parser),
        )
        found += own
        advance(done, len(articles))
    return tuple(found)


def _of_article(article: Article, parser: Parser) -> tuple[object, ...]:
    return article, parser.description


Asked = Callable[[], tuple[object, ...]]
"""Names all that a result hangs on beside what is named elsewhere."""


def keep_headline(
    headline: Headline | None, asked: Asked, statements: Sequence[Statement], memo: Memo
) -> None:
    """Keep the headline as the latest one of a story, for drafts."""
    key = memo.key(LATEST, asked)
    if key is not None:
        memo.keep(key, (headline,), statements)


def latest_headline(asked: Asked, statements: Sequence[Statement], memo: Memo) -> Headline | None:
    """Return the latest headline that was written for a story, whatever facts it was made of."""
    (found,) = memo.known(LATEST, memo.key(LATEST, asked), statements) or (None,)
    return found


def learn_words(statements: Sequence[Statement], asked: Asked, memo: Memo) -> None:
    """Have `content_words` know the statements, which `asked` names."""
    found = memo.result(WORDS, asked, lambda: tuple(content_words(s.text) for s in statements))
    learn({s.text: words for s, words in zip(statements, found, strict=True)})


def story_key(story: Story, descriptions: Sequence[Mapping[str, str]]) -> str:
    """Return what stands for a story, and for what models saw of it, in the keys of its stages."""
    return digest(story.articles, *descriptions)
