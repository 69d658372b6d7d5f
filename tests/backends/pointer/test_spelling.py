"""From tokens copied or written to words as they are spelled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.backends.pointer_generation import (
    encode,
    fitting,
)
from reporter.backends.pointer_spelling import (
    WrittenToken,
    is_spliced_inside_a_word,
    spell,
)

START, END = 101, 102


def _copied(tokenizer: Any, source: str, *rest: str) -> tuple[list[WrittenToken], Any]:
    """Return the whole first source as if copied."""
    encoded = encode(tokenizer, [source, *rest])
    end = encoded.ids.index(END)
    tokens = tokenizer.convert_ids_to_tokens(encoded.ids[:end])
    written = [WrittenToken(tokens[place], place, small=False) for place in range(1, end)]
    return written, encoded.tokens


SENTENCES = [
    "“I can’t,” O’Neill said — twice — of the $1,200.50 café-bill (40%).",
    'McDonald\'s "best-ever" burger costs U.S. buyers £3.5m; Zürich pays more.',
    "The 37-year-old's re-election: 51.2% to 48.8%!",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_what_was_copied_in_one_piece_is_spelled_as_it_was(tokenizer: Any, text: str) -> None:
    written, sources = _copied(tokenizer, text)

    assert spell(written, sources) == text


WORDS = st.sampled_from(
    ["Zürich", "won’t", "1,000", "(the", "mayor)", "co-op", "said:", "“yes”", "🎉"]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12))
def test_any_source_survives_being_copied(tokenizer: Any, words: list[str]) -> None:
    text = " ".join(["Then", *words])
    written, sources = _copied(tokenizer, text)

    assert spell(written, sources) == text


def _spelled(tokenizer: Any, sources: list[str], *passages: str, small: bool = True) -> str:
    """Spell passages, each copied from where its tokens stand in the sources, else generated."""
    encoded = encode(tokenizer, sources)
    written: list[WrittenToken] = []
    for passage in passages:
        ids = tokenizer(passage, add_special_tokens=False)["input_ids"]
        starts = [
            place
            for place in range(len(encoded.ids))
            if list(encoded.ids[place : place + len(ids)]) == ids
        ]
        for offset, token in enumerate(tokenizer.convert_ids_to_tokens(ids)):
            place = starts[0] + offset if starts else None
            written.append(WrittenToken(token, place, small=small))
    return spell(written, encoded.tokens)


def test_passages_are_joined_with_the_right_spaces_and_capitals(tokenizer: Any) -> None:
    sources = ["Officials closed the port.", "Mayor Ana Ruiz was told on Monday, police said."]

    assert (
        _spelled(
            tokenizer, sources, "mayor ana ruiz was told on monday", "that", "officials closed"
        )
        == "Mayor Ana Ruiz was told on Monday that officials closed"
    )
    assert _spelled(tokenizer, sources, "police said", "the port.") == "Police said the port."
    assert (
        _spelled(tokenizer, sources, "police said", ", '", "the port") == "Police said,' the port"
    )


def test_a_name_at_the_start_of_a_source_keeps_its_capital(tokenizer: Any) -> None:
    sources = ["Ruiz resigned.", "The council said so."]

    assert (
        _spelled(tokenizer, sources, "the council said", "ruiz resigned.", small=False)
        == "The council said Ruiz resigned."
    )


def test_words_of_a_headline_lose_their_capitals_inside_a_sentence(tokenizer: Any) -> None:
    sources = ["Mayor Quits After Harbour Vote Fails Again", "The council met."]

    assert (
        _spelled(tokenizer, sources, "the council met", "after harbour vote")
        == "The council met after harbour vote"
    )


def test_a_name_from_a_headline_keeps_its_capital_where_a_sentence_has_it(tokenizer: Any) -> None:
    headline = "Ana Ruiztown Narrowly Survives The Harbour Vote"

    told = "ana ruiztown narrowly survives"
    assert _spelled(tokenizer, [headline, "On Monday Ruiztown won."], told).startswith(
        "Ana Ruiztown narrowly"
    )
    assert _spelled(tokenizer, [headline, "The party won."], told).startswith("Ana ruiz")


def test_a_word_in_capitals_and_a_trade_name_stay_as_they_are(tokenizer: Any) -> None:
    assert _spelled(tokenizer, ["He said NATO met."], "nato met.") == "NATO met."
    assert _spelled(tokenizer, ["The iPhone sold."], "iphone sold.") == "iPhone sold."


@pytest.mark.parametrize(
    ("passages", "broken"),
    [
        (["about 1,000", "people"], False),
        (["about 1", "people"], True),
        (["about 1,000 or 2", ",000 or"], True),
        (["people", ",500 people"], True),
        (["mayor", "of ruiztown"], True),
        (["of ruiz", "people"], True),
        (["mayorkas", "saw", "##s", "people"], False),
        (["protest", "##s", "people"], False),
        (["protesters", ".", "people"], False),
    ],
)
def test_a_word_or_number_that_was_cut_is_noticed(
    tokenizer: Any, passages: list[str], broken: bool
) -> None:
    source = "Mayorkas of Ruiztown saw protesters, about 1,000 or 2,500 people."
    encoded = encode(tokenizer, [source])
    tokens = tokenizer.convert_ids_to_tokens(encoded.ids)
    written: list[WrittenToken] = []
    for passage in passages:
        pieces = [passage] if passage.startswith("##") else tokenizer.tokenize(passage)
        starts = [at for at in range(len(tokens)) if tokens[at : at + len(pieces)] == pieces]
        for offset, piece in enumerate(pieces):
            place = starts[0] + offset if starts else None
            written.append(WrittenToken(piece, place, small=False))

    assert is_spliced_inside_a_word(written, encoded.tokens) is broken


def test_a_separator_written_in_an_article_is_text(tokenizer: Any) -> None:
    encoded = encode(tokenizer, ["The word [SEP] was on the wall.", "[CLS] too."])

    assert encoded.ids.count(END) == 2
    assert encoded.ids.count(START) == 1


@given(st.lists(st.integers(0, 90), min_size=1, max_size=6), st.integers(-3, 200))
def test_long_sources_are_cut_first(lengths: list[int], room: int) -> None:
    kept = fitting(lengths, room)

    assert sum(kept) == min(sum(lengths), max(room, 0))
    assert all(after <= before for after, before in zip(kept, lengths, strict=True))
    cut = [after for after, before in zip(kept, lengths, strict=True) if after < before]
    assert not cut or max(kept) <= max(cut) + 1
