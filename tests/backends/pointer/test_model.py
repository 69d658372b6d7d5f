"""The pointer-generator network, its loss, and what the search forbids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForSeq2SeqLM

from reporter.backends.pointer_generation import (
    KnownPassages,
    NoRepeatedWords,
    WholeSentences,
    encode,
)
from reporter.backends.pointer_generator import (
    IGNORED,
    Pointer,
    PointerGenerator,
    PointerGeneratorConfig,
    SourceFeatures,
)

START, END = 101, 102


def _inputs(tokenizer: Any, *sources: str) -> torch.Tensor:
    return torch.tensor([encode(tokenizer, sources).ids])


def test_words_of_no_source_are_all_but_impossible(tokenizer: Any, model: PointerGenerator) -> None:
    ids = _inputs(tokenizer, "The ferry sank.", "A ferry ran aground.")
    written = torch.tensor([[START, *tokenizer.convert_tokens_to_ids(["the", "ferry"])]])

    with torch.no_grad():
        chances = model(input_ids=ids, decoder_input_ids=written).logits[0].exp()

    possible = {*ids[0].tolist(), *model.generated_ids.tolist()} - {START}
    assert chances.sum(-1).tolist() == pytest.approx([1, 1, 1], abs=1e-4)
    assert chances[:, sorted(possible)].sum(-1).tolist() == pytest.approx([1, 1, 1], abs=1e-4)


def test_an_untrained_model_goes_on_with_the_passage_it_copies(
    tokenizer: Any, model: PointerGenerator
) -> None:
    ids = _inputs(tokenizer, "The ferry sank.", "The mayor of the town resigned.")
    written = torch.tensor([[START, *tokenizer.convert_tokens_to_ids(["mayor", "of", "the"])]])

    logits = model(input_ids=ids, decoder_input_ids=written).logits[0, -1]

    assert tokenizer.convert_ids_to_tokens(int(logits.argmax())) == "town"


def test_step_by_step_with_a_cache_is_as_all_at_once(
    tokenizer: Any, model: PointerGenerator
) -> None:
    from transformers import DynamicCache, EncoderDecoderCache

    ids = _inputs(tokenizer, "The ferry sank.", "A ferry ran aground near the harbour.")
    source = model.encoder(ids)
    written = ids[:, :6]
    whole = model(encoder_outputs=source, decoder_input_ids=written).logits
    cache = EncoderDecoderCache(DynamicCache(), DynamicCache())

    for length in range(1, 7):
        step = model(
            encoder_outputs=source, decoder_input_ids=written[:, :length], past_key_values=cache
        ).logits
        assert torch.allclose(step[:, -1], whole[:, length - 1], atol=1e-4)


def test_padding_changes_nothing(tokenizer: Any, model: PointerGenerator) -> None:
    ids = _inputs(tokenizer, "The ferry sank.", "A ferry ran aground.")
    padded = torch.nn.functional.pad(ids, (0, 7))
    labels = torch.tensor([[*tokenizer.convert_tokens_to_ids(["the", "ferry"]), END, IGNORED]])

    alone = model(input_ids=ids, attention_mask=(ids != 0).long(), labels=labels).loss
    among = model(input_ids=padded, attention_mask=(padded != 0).long(), labels=labels).loss

    assert torch.isclose(alone, among, atol=1e-5)


def test_the_loss_passes_over_what_cannot_be_written(
    tokenizer: Any, model: PointerGenerator
) -> None:
    ids = _inputs(tokenizer, "The ferry sank.")
    ferry, volcano = tokenizer.convert_tokens_to_ids(["ferry", "volcano"])

    known = model(input_ids=ids, labels=torch.tensor([[ferry, IGNORED]])).loss
    both = model(input_ids=ids, labels=torch.tensor([[ferry, volcano]])).loss

    assert torch.isclose(known, both)


def test_training_lowers_the_loss(tokenizer: Any, model: PointerGenerator) -> None:
    import copy

    learner = copy.deepcopy(model).train()
    ids = _inputs(tokenizer, "The ferry sank on Monday.", "The ferry sank.")
    target = [*tokenizer("The ferry sank.", add_special_tokens=False)["input_ids"], END]
    labels = torch.tensor([target])
    optimizer = torch.optim.Adam(learner.parameters(), lr=0.01)
    losses = []
    for _ in range(8):
        loss = learner(input_ids=ids, labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())

    assert losses[-1] < 0.7 * losses[0]


def test_the_model_opens_by_path_as_any_other(model: PointerGenerator, tmp_path: Path) -> None:
    model.half().save_pretrained(tmp_path)
    model.float()

    opened = AutoModelForSeq2SeqLM.from_pretrained(tmp_path, dtype=torch.float32)

    assert isinstance(opened, PointerGenerator)
    assert opened.dtype == torch.float32
    assert opened.generated_ids.tolist() == model.generated_ids.tolist()
    assert [each.name for each in tmp_path.glob("*.safetensors")] == ["model.safetensors"]


def test_source_features_tell_how_many_sources_hold_a_word() -> None:
    features = SourceFeatures(PointerGeneratorConfig(hidden_size=4))
    ids = torch.tensor([[START, 7, 8, END, 7, 9, END, 0]])

    place, bucket = features.count(ids, ids, (ids != 0).long())

    assert place[0, :7].tolist() == [0, 0, 0, 0, 1, 1, 1]
    held = bucket % features.limit + 1
    assert held[0, [1, 2, 4, 5]].tolist() == [2, 1, 2, 1]
    assert (bucket // features.limit + 1)[0, 1] == 2


def test_matches_point_right_after_the_longest_passage_written() -> None:
    pointer = Pointer(PointerGeneratorConfig(hidden_size=4))
    source = torch.tensor([[START, 5, 6, 7, END, 9, 6, 8, END]])
    written = torch.tensor([[START, 5, 6]])

    found = pointer.matches(source, written)[0]

    assert found[0, :, 0].nonzero().flatten().tolist() == [1, 5]
    assert found[2, :, 0].nonzero().flatten().tolist() == [3, 7]
    assert found[2, :, 1].nonzero().flatten().tolist() == [3]
    assert found[2, :, 2].nonzero().flatten().tolist() == [3]
    assert found[2, :, 3].nonzero().flatten().tolist() == [0, 1, 2, 6]


def _allowed(processor: Any, tokenizer: Any, text: str, above: float = -torch.inf) -> set[str]:
    ids = torch.tensor([[START, *tokenizer(text, add_special_tokens=False)["input_ids"]]])
    scores = processor(ids, torch.zeros(1, len(tokenizer)))[0]
    tried = ["[SEP]", "ferry", "mayor", "town", "s", "000"]
    return {token for token in tried if scores[tokenizer.convert_tokens_to_ids(token)] > above}


@pytest.mark.parametrize(
    "text", ['He said "it sank', "He said “it sank", "The ferry (built in 1990"]
)
def test_a_sentence_does_not_end_inside_a_quotation_or_bracket(tokenizer: Any, text: str) -> None:
    assert "[SEP]" not in _allowed(WholeSentences(tokenizer), tokenizer, text)


@pytest.mark.parametrize(
    "text", ['He said "it sank".', "He said “it sank.”", "It (the ferry) sank off the U.S."]
)
def test_it_may_end_after_they_are_closed(tokenizer: Any, text: str) -> None:
    assert "[SEP]" in _allowed(WholeSentences(tokenizer), tokenizer, text)


def test_a_passage_of_a_source_is_likelier_to_go_on_than_another_to_begin(
    tokenizer: Any, model: PointerGenerator
) -> None:
    ids = _inputs(tokenizer, "The old ferry sank.", "The old mayor of the town resigned.")
    favoured = KnownPassages(ids, model.pointer, penalty=4.0)

    assert _allowed(favoured, tokenizer, "the old", above=-1) == {"ferry", "mayor"}
    assert _allowed(favoured, tokenizer, "of the", above=-1) == {"town"}


def test_three_words_in_a_row_come_only_once(tokenizer: Any) -> None:
    again = "near the ferry and near the"

    assert "ferry" not in _allowed(NoRepeatedWords(tokenizer), tokenizer, again)
    assert "s" in _allowed(NoRepeatedWords(tokenizer), tokenizer, "the u.s. and the u.")
    assert "000" in _allowed(NoRepeatedWords(tokenizer), tokenizer, "1,000 or 1,")
