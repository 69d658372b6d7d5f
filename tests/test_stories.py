"""Articles about one event are one story, whatever their order, outlet and wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import permutations
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.backends import Embedder, Float32
from reporter.config import Settings, StorySettings
from reporter.errors import DataError
from reporter.evaluate import Toolkit
from reporter.evaluate.stories import b_cubed, evaluate
from reporter.pipeline import Models
from reporter.records import Article, Story
from reporter.stories import article_distances, group_stories

FERRY = (
    (
        "Ferry Marit runs aground off Port Aldan",
        "The ferry Marit ran aground on the Skarn reef off Port Aldan on Wednesday night with 212 "
        "people aboard. The coast guard brought all passengers ashore by lifeboat.",
    ),
    (
        "All safe after Marit grounds on Skarn reef",
        "More than 200 people were taken off the ferry Marit by lifeboat after it struck the Skarn "
        "reef near Port Aldan, the coast guard said on Thursday.",
    ),
    (
        "Panic as ferry hits rocks near Port Aldan",
        "Passengers told of panic when the Marit hit the Skarn reef off Port Aldan. The coast "
        "guard has opened an investigation into the grounding of the ferry.",
    ),
)
BANK = (
    (
        "Central bank of Velia raises rates to 4.5 percent",
        "The central bank of Velia raised its key interest rate by half a point to 4.5 percent on "
        "Thursday, citing stubborn inflation, governor Ilse Korn said.",
    ),
    (
        "Velia lifts interest rate again as inflation bites",
        "Velia's central bank lifted its interest rate to 4.5 percent. Governor Ilse Korn said "
        "that inflation remained too high.",
    ),
)
FOOTBALL = (
    (
        "Rovers sign striker Danel Osk for record fee",
        "Rovers have signed the striker Danel Osk from Athletic for a club record fee, the manager "
        "said after training.",
    ),
)


class OneVector:
    """An embedder for which all texts mean the same, so that words alone decide."""

    @property
    def description(self) -> Mapping[str, str]:
        return {"backend": "one-vector"}

    def embed(self, texts: Sequence[str]) -> Float32:
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))


def article(
    path: str, title: str, text: str, day: date | None = None, hour: int | None = None
) -> Article:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC) if day and hour else None
    return Article(path, path, path, True, title, text, published=day, published_at=at)


def folder() -> list[Article]:
    named = {"ferry": FERRY, "bank": BANK, "ball": FOOTBALL}
    return [
        article(f"{name}{number}.txt", title, text)
        for name, texts in named.items()
        for number, (title, text) in enumerate(texts)
    ]


def hash_of(path: str, step: int) -> int:
    return crc32(f"{step} {path}".encode())


def paths(story: Story) -> list[str]:
    return [item.path for item in story.articles]


def test_each_event_is_a_story_the_most_covered_first(embedder: Embedder) -> None:
    stories = group_stories(folder(), embedder, StorySettings())
    assert [(story.id, paths(story)) for story in stories] == [
        ("s1", ["ferry0.txt", "ferry1.txt", "ferry2.txt"]),
        ("s2", ["bank0.txt", "bank1.txt"]),
        ("s3", ["ball0.txt"]),
    ]


def test_the_order_of_the_articles_changes_nothing(embedder: Embedder) -> None:
    expected = group_stories(folder(), embedder, StorySettings())
    for step in (1, 5, 7, 11):
        shuffled = sorted(folder(), key=lambda item: hash_of(item.path, step))
        assert group_stories(shuffled, embedder, StorySettings()) == expected


def test_a_story_is_named_after_its_most_central_article(embedder: Embedder) -> None:
    stories = group_stories(folder(), embedder, StorySettings())
    titles = [title for title, _ in FERRY]
    assert stories[0].title in titles
    assert stories[2].title == "Rovers sign striker Danel Osk for record fee"


def test_a_missing_headline_is_replaced_by_one_of_another_outlet() -> None:
    text = FERRY[0][1]
    stories = group_stories(
        [article("a.txt", "", text), article("b.txt", " The  Marit\naground ", text)],
        OneVector(),
        StorySettings(),
    )
    assert [story.title for story in stories] == ["The Marit aground"]


@pytest.mark.parametrize(
    "other",
    [
        "Why did the Marit run aground?",
        "‘We saw the rocks’: how the Marit ran aground",
        "5 things we know about the Marit",
        "The Marit debacle off Port Aldan",
        "The Marit runs awfully aground off Port Aldan",
        "The Marit runs aground. Nobody explains it.",
    ],
)
def test_a_headline_that_only_says_what_happened_is_preferred(other: str) -> None:
    plain = "The Marit runs aground off Port Aldan"
    text = FERRY[0][1]
    for titles in ((other, plain), (plain, other)):
        both = [article(f"{n}.txt", title, text) for n, title in enumerate(titles)]
        (story,) = group_stories(both, OneVector(), StorySettings())
        assert story.title == plain


def test_without_any_headline_the_story_is_named_by_its_first_words() -> None:
    (story,) = group_stories([article("a.txt", "", FERRY[0][1])], OneVector(), StorySettings())
    assert story.title == "The ferry Marit ran aground on the Skarn reef off Port Aldan"


def test_the_first_words_end_with_their_sentence() -> None:
    (story,) = group_stories(
        [article("a.txt", "", f"The Marit ran aground. {FERRY[0][1]}")],
        OneVector(),
        StorySettings(),
    )
    assert story.title == "The Marit ran aground."


def test_articles_stand_in_order_of_publication_then_path() -> None:
    title, text = FERRY[0]
    monday, tuesday = date(2031, 3, 10), date(2031, 3, 11)
    given_ = [
        article("undated.txt", title, text),
        article("b.txt", title, text, tuesday),
        article("late.txt", title, text, monday, 22),
        article("early.txt", title, text, monday, 7),
        article("a.txt", title, text, tuesday),
    ]
    (story,) = group_stories(given_, OneVector(), StorySettings())
    assert paths(story) == ["early.txt", "late.txt", "a.txt", "b.txt", "undated.txt"]


def test_stories_of_equal_size_stand_in_order_of_date_then_path() -> None:
    ball = article("z.txt", *FOOTBALL[0], date(2031, 3, 10))
    ferry = article("b.txt", *FERRY[0], date(2031, 3, 12))
    bank = article("a.txt", *BANK[0], date(2031, 3, 12))
    for order in permutations([ball, ferry, bank]):
        stories = group_stories(order, OneVector(), StorySettings(threshold=0.3))
        assert [paths(story) for story in stories] == [["z.txt"], ["a.txt"], ["b.txt"]]


def test_an_empty_folder_has_no_story() -> None:
    assert group_stories([], OneVector(), StorySettings()) == ()


def test_copies_of_one_article_are_one_story() -> None:
    copies = [article(f"{number:03}.txt", *FERRY[0]) for number in range(200)]
    assert [len(s.articles) for s in group_stories(copies, OneVector(), StorySettings())] == [200]


def test_articles_without_words_do_not_break_the_grouping() -> None:
    odd = [article("a.txt", "", ""), article("b.txt", "...", "???"), article("c.txt", "the", "of")]
    stories = group_stories([*odd, article("d.txt", *FERRY[0])], OneVector(), StorySettings())
    assert sorted(path for story in stories for path in paths(story)) == [
        "a.txt",
        "b.txt",
        "c.txt",
        "d.txt",
    ]


def test_weeks_between_two_articles_set_them_apart_and_unknown_dates_do_not() -> None:
    near = article("near.txt", *FERRY[0], date(2031, 3, 13))
    close = article("close.txt", *FERRY[1], date(2031, 3, 14))
    far = article("far.txt", *FERRY[1], date(2031, 5, 14))
    undated = article("undated.txt", *FERRY[1])
    distances = article_distances([near, close, far, undated], OneVector(), StorySettings())
    assert distances[0, 1] == pytest.approx(distances[0, 3])
    assert distances[0, 2] > distances[0, 1] + 0.05


def test_a_higher_threshold_never_makes_more_stories() -> None:
    counts = [
        len(group_stories(folder(), OneVector(), StorySettings(threshold=threshold)))
        for threshold in (0.05, 0.3, 0.6, 5.0)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 6
    assert counts[-1] == 1


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), max_size=8))
def test_any_texts_end_in_exactly_one_story_each(texts: list[tuple[str, str]]) -> None:
    articles = [article(f"{i}.txt", title, text) for i, (title, text) in enumerate(texts)]
    stories = group_stories(articles, OneVector(), StorySettings())
    found = sorted(path for story in stories for path in paths(story))
    assert found == sorted(item.path for item in articles)
    assert [story.id for story in stories] == [f"s{n}" for n in range(1, len(stories) + 1)]


# --- reporter eval stories ------------------------------------------------------------------------


def toolkit() -> Toolkit:
    unused: object = None
    return Toolkit(Settings(), Models(unused, OneVector(), unused, unused))  # type: ignore[arg-type]


def rows(gold: bool = True) -> list[dict[str, str]]:
    return [
        {"article_id": item.id, "title": item.title, "text": item.text}
        | ({"gold_story": item.id[:4]} if gold else {})
        for item in folder()
    ]


def test_predictions_follow_the_rows_and_scores_need_gold() -> None:
    result = evaluate(rows(gold=False), toolkit())
    assert [row["article_id"] for row in result.predictions] == [i.id for i in folder()]
    assert set(result.predictions[0]) == {"article_id", "pred"}
    assert result.scores == {}
    assert set(evaluate(rows(), toolkit()).scores) == {
        "b3_precision",
        "b3_recall",
        "b3_f1",
        "ari",
    }


def test_b_cubed_of_a_hand_worked_example() -> None:
    precision, recall = b_cubed(["x", "x", "x", "y"], [1, 1, 2, 2])
    assert precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({"title": "t", "text": "x"}, "article_id"),
        ({"article_id": "a"}, "title"),
        ({"article_id": "a", "title": "t", "text": 5}, "text"),
    ],
)
def test_a_row_without_its_fields_is_named(row: dict[str, object], word: str) -> None:
    with pytest.raises(DataError, match=rf"row 7.*{word}"):
        evaluate([*rows(), row], toolkit())


def test_an_id_that_occurs_twice_is_refused() -> None:
    with pytest.raises(DataError, match=r"ferry0\.txt"):
        evaluate([*rows(), rows()[0]], toolkit())
