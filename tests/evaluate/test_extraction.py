"""The body of a web page against the true one. The pages are invented."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reporter.config import Settings
from reporter.errors import DataError
from reporter.evaluate import Toolkit
from reporter.evaluate.extraction import evaluate, score

BODY = (
    "The ferry Marit ran aground off Port Aldan late on Wednesday with 212 people aboard.",
    "All passengers and crew were brought ashore by lifeboat, the coast guard said on Thursday.",
    "The captain has not said whether the ferry had left the marked channel before it struck.",
    "The coast guard has opened an inquiry and will look at the radar, the log and the crew list.",
)
PAGE = f"""<html><head><title>Ferry aground | Aldan Herald</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ferry Marit runs aground off Port Aldan</h1>
<p>{BODY[0]}</p><p>Advertisement</p><p>{BODY[1]}</p>
<p>Read more: Harbour master resigns</p><p>{BODY[2]}</p><p>{BODY[3]}</p></article>
<footer><p>© 2031 Aldan Herald. All rights reserved.</p></footer></body></html>"""
NO_MODELS = Toolkit(Settings(), cast(Any, None))


def test_the_body_of_a_page_is_found_without_menu_and_adverts() -> None:
    result = evaluate([{"id": "p1", "html": PAGE, "text": "\n".join(BODY)}], NO_MODELS)
    assert result.predictions == ({"id": "p1", "text": "\n".join(BODY)},)
    assert result.scores == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_the_character_set_that_a_page_declares_is_past() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("Marit", "Måritß")
    assert "Måritß" in evaluate([{"id": 1, "html": page}], NO_MODELS).predictions[0]["text"]


def test_a_page_without_an_article_is_empty_text() -> None:
    result = evaluate([{"id": 1, "html": "", "text": "words"}], NO_MODELS)
    assert result.predictions == ({"id": "1", "text": ""},)
    assert result.scores == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_without_gold_there_are_predictions_only() -> None:
    result = evaluate([{"id": 1, "html": PAGE}], NO_MODELS)
    assert len(result.predictions) == 1
    assert result.scores == {}


def test_words_count_as_often_as_they_occur() -> None:
    assert score("a a b", "a b c c") == (pytest.approx(2 / 3), 0.5, pytest.approx(4 / 7))
    assert score("", "") == (1.0, 1.0, 1.0)
    assert score("a", "") == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("row", "message"), [({"html": ""}, "row 1 has no id"), ({"id": 7}, r"row 1 \(7\) has no html")]
)
def test_a_row_that_lacks_a_field_is_named(row: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        evaluate([row], NO_MODELS)
