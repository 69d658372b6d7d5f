"""The whole backend: candidates for a request, and the rating of sentences."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import torch

from reporter.backends import SummaryRequest
from reporter.backends.pointer_generation import (
    PointerWriter,
    encode,
)
from reporter.backends.pointer_generator import (
    PointerGenerator,
)

START, END = 101, 102


@pytest.fixture(scope="module")
def writer(model: PointerGenerator, tokenizer: Any) -> PointerWriter:
    return PointerWriter(model, tokenizer, "tiny", batch_size=8)


def _request(*statements: str, max_words: int = 20) -> SummaryRequest:
    return SummaryRequest("", statements, max_words)


REQUESTS = [
    _request("The ferry sank on Monday.", "The ferry sank, police said."),
    _request("Mayor Ana Ruiz resigned (again)."),
    _request('She said "no" twice.', "Ruiz said no.", "Nobody in Zürich asked 1,000 people."),
]


def test_candidates_hold_only_words_of_their_sources_and_common_ones(
    writer: PointerWriter,
) -> None:
    for request, candidates in zip(REQUESTS, writer.write(REQUESTS), strict=True):
        assert len(set(candidates)) == len(candidates) <= 4
        for text in candidates:
            words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
            known = "".join(
                c if c.isalnum() else " " for c in " ".join(request.statements).casefold()
            ).split()
            assert set(words) <= {*known, "the", "and"}


def test_the_answer_to_a_request_does_not_depend_on_the_others(
    writer: PointerWriter,
) -> None:
    together = writer.write(REQUESTS)

    assert together == [writer.write([request])[0] for request in REQUESTS]
    assert together == writer.write(REQUESTS[::-1])[::-1]


def test_candidates_have_closed_quotations_and_are_within_the_length(
    writer: PointerWriter,
) -> None:
    for text in itertools.chain.from_iterable(writer.write(REQUESTS)):
        assert text.count('"') % 2 == 0
        assert text.count("(") == text.count(")")
        assert len(text.split()) <= 30


def test_statements_that_are_too_long_are_cut_and_noted(
    writer: PointerWriter, caplog: pytest.LogCaptureFixture
) -> None:
    long = "The ferry sank on Monday. " * 60

    with caplog.at_level("INFO"):
        writer.write([_request(long, "The ferry sank.")])

    assert "cut to" in caplog.text


def test_a_sentence_is_rated_by_the_mean_of_its_tokens(
    writer: PointerWriter, model: PointerGenerator, tokenizer: Any
) -> None:
    text = "The ferry sank."
    labels = torch.tensor([[*tokenizer(text, add_special_tokens=False)["input_ids"], END]])
    ids = torch.tensor([encode(tokenizer, REQUESTS[0].statements).ids])

    ((rating,),) = writer.rate(REQUESTS[:1], [[text]])

    assert rating == pytest.approx(-model(input_ids=ids, labels=labels).loss.item(), abs=1e-4)


def test_a_passage_of_a_source_is_rated_higher_than_words_of_none(writer: PointerWriter) -> None:
    (ratings,) = writer.rate(
        REQUESTS[:1], [["The ferry sank on Monday.", "Monday the sank.", "The zeppelin burnt."]]
    )

    assert list(ratings) == sorted(ratings, reverse=True)
    assert max(ratings) <= 0


def test_marks_are_rated_as_the_sources_have_them(writer: PointerWriter) -> None:
    texts = ["She said “no” twice.", 'She said "no" twice.']

    ((curly, straight),) = writer.rate([REQUESTS[2]], [texts])

    assert curly == straight


def test_ratings_do_not_depend_on_the_other_requests(writer: PointerWriter) -> None:
    texts = [["The ferry sank."], [], ["Ruiz said no.", "She said."]]

    together = writer.rate(REQUESTS, texts)

    assert [len(each) for each in together] == [1, 0, 2]
    for request, own, found in zip(REQUESTS, texts, together, strict=True):
        assert writer.rate([request], [own])[0] == pytest.approx(found, abs=1e-5)


def test_no_statement_or_no_request_gives_nothing(writer: PointerWriter) -> None:
    assert writer.write([]) == []
    assert writer.write([_request()]) == [()]
    assert isinstance(writer.write([_request("", "\x00")])[0], tuple)


def test_the_backend_says_what_it_is(writer: PointerWriter) -> None:
    assert writer.description["architecture"] == "PointerGenerator"
    assert writer.description["backend"] == "seq2seq"
