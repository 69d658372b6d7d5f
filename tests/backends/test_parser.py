"""Tokens of sentences as outlets print them."""

from __future__ import annotations

import pytest

from reporter.backends import Parser


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It harmed Lund‘s relations.", ["It", "harmed", "Lund", "‘s", "relations", "."]),
        ("Two pilots‘ plans failed.", ["Two", "pilots", "‘", "plans", "failed", "."]),
        ("He said ‘no’ twice.", ["He", "said", "‘", "no", "’", "twice", "."]),
    ],
)
def test_an_opening_mark_may_stand_for_an_apostrophe(
    parser: Parser, text: str, words: list[str]
) -> None:
    (tokens,) = parser.parse([text])
    assert [token.text for token in tokens] == words
    assert [text[token.start : token.end] for token in tokens] == words
