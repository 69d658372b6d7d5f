"""The backends that write sentences: nothing, an encoder-decoder, a chat endpoint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reporter.backends import Summarizer, SummaryRequest, seq2seq
from reporter.backends.registry import available, open_summarizer
from reporter.config import ModelSettings
from reporter.errors import ModelError
from tests.backends.asking import request

TEXTS = (
    "The ferry ran aground on the reef on Wednesday night.",
    "A ferry with 212 people aboard ran aground near the harbour.",
)


def test_every_built_in_summarizer_is_registered() -> None:
    assert {"extractive", "openai", "seq2seq"} <= set(available("summarizers"))


def test_extractive_offers_nothing_and_says_so() -> None:
    summarizer = open_summarizer(ModelSettings(summarizer="extractive"))

    assert isinstance(summarizer, Summarizer)
    assert summarizer.write([request(*TEXTS), request("One.")]) == [(), ()]
    assert "taken from the articles" in summarizer.description["name"]


# --- seq2seq --------------------------------------------------------------------------------------


def _tokenizer(folder: Path, limit: int) -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    words = Tokenizer(models.WordLevel(unk_token=special["unk_token"]))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.WordLevelTrainer(special_tokens=list(special.values()))
    words.train_from_iterator([*TEXTS, "summarize :"], trainer)
    words.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 2)]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words,
        model_max_length=limit,
        **special,
    )
    tokenizer.save_pretrained(folder)
    return tokenizer


TINY = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 16,
    "decoder_ffn_dim": 16,
    "pad_token_id": 1,
    "eos_token_id": 2,
}


def _tiny_bart(size: int) -> Any:
    from transformers import BartConfig, BartForConditionalGeneration

    return BartForConditionalGeneration(
        BartConfig(
            **TINY,
            vocab_size=size,
            max_position_embeddings=64,
            bos_token_id=0,
            decoder_start_token_id=2,
            forced_eos_token_id=2,
        )
    )


def _tiny_pegasus(size: int) -> Any:
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    return PegasusForConditionalGeneration(
        PegasusConfig(
            **TINY,
            vocab_size=size,
            max_position_embeddings=64,
            decoder_start_token_id=1,
        )
    )


def _tiny_led(size: int) -> Any:
    from transformers import LEDConfig, LEDForConditionalGeneration

    return LEDForConditionalGeneration(
        LEDConfig(
            **TINY,
            vocab_size=size,
            attention_window=4,
            max_encoder_position_embeddings=64,
            max_decoder_position_embeddings=64,
            bos_token_id=0,
            decoder_start_token_id=2,
        )
    )


def _tiny_t5(size: int, **extra: Any) -> Any:
    from transformers import T5Config, T5ForConditionalGeneration

    return T5ForConditionalGeneration(
        T5Config(
            vocab_size=size,
            d_model=16,
            d_kv=8,
            d_ff=16,
            num_layers=1,
            num_heads=2,
            pad_token_id=1,
            eos_token_id=2,
            decoder_start_token_id=1,
            **extra,
        )
    )


MAKERS = {"bart": _tiny_bart, "t5": _tiny_t5, "pegasus": _tiny_pegasus, "led": _tiny_led}


@pytest.fixture(scope="module", params=MAKERS.values(), ids=MAKERS)
def model_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    folder = tmp_path_factory.mktemp("model")
    tokenizer = _tokenizer(folder, limit=40)
    torch.manual_seed(1)
    make: Callable[[int], Any] = request.param
    make(len(tokenizer)).save_pretrained(folder)
    return folder


def _open(folder: Path, **settings: Any) -> Summarizer:
    return open_summarizer(ModelSettings(summarizer=f"seq2seq:{folder}", device="cpu", **settings))


def test_seq2seq_writes_distinct_candidates_within_the_length(model_folder: Path) -> None:
    (candidates,) = _open(model_folder).write([request(*TEXTS)])

    assert 1 <= len(candidates) <= 4
    assert len(set(candidates)) == len(candidates)
    assert all(len(text.split()) <= 12 * 1.6 + 2 for text in candidates)


def test_seq2seq_answers_in_the_order_of_the_requests_whatever_the_batches(
    model_folder: Path,
) -> None:
    requests = [request(*TEXTS), request("The ferry ran aground."), request(TEXTS[1])]

    together = _open(model_folder, batch_size=8).write(requests)
    alone = [_open(model_folder, batch_size=1).write([each])[0] for each in requests]

    assert together == alone


def test_seq2seq_repeats_no_three_tokens(model_folder: Path) -> None:
    (candidates,) = _open(model_folder).write([request(*TEXTS, max_words=30)])

    for text in candidates:
        words = text.split()
        trigrams = list(zip(words, words[1:], words[2:], strict=False))
        assert len(set(trigrams)) == len(trigrams)


def test_seq2seq_cuts_a_long_input_and_notes_it(
    model_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (candidates,) = _open(model_folder).write([request(*TEXTS * 20)])

    assert candidates
    assert "cut to the 40" in caplog.text


def test_a_t5_model_gets_the_prefix_of_its_configuration(tmp_path: Path) -> None:
    import torch

    tokenizer = _tokenizer(tmp_path / "with", limit=40)
    tokenizer.save_pretrained(tmp_path / "without")
    for folder, tasks in (("with", {"summarization": {"prefix": "summarize : "}}), ("without", {})):
        torch.manual_seed(1)
        _tiny_t5(len(tokenizer), task_specific_params=tasks).save_pretrained(tmp_path / folder)
    ready = request(*TEXTS)
    by_hand = SummaryRequest("summarize : " + ready.prompt, ready.statements, ready.max_words)

    written = _open(tmp_path / "with").write([ready, by_hand])
    plain = _open(tmp_path / "without").write([ready, by_hand])

    assert written == [plain[1], plain[1]]
    assert plain[0] != plain[1]


def test_seq2seq_says_what_it_is(model_folder: Path) -> None:
    described = _open(model_folder).description

    assert described["backend"] == "seq2seq"
    assert described["name"] == str(model_folder)
    assert described["precision"] == "float32"


def test_seq2seq_writes_nothing_for_no_request(model_folder: Path) -> None:
    assert _open(model_folder).write([]) == []


def test_a_folder_without_safetensors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bart"}')
    (tmp_path / "pytorch_model.bin").write_bytes(b"not a model")

    with pytest.raises(ModelError, match="cannot be opened"):
        open_summarizer(ModelSettings(summarizer=f"seq2seq:{tmp_path}"))


def test_seq2seq_without_a_name_opens_the_shipped_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_folder: Path
) -> None:
    monkeypatch.setattr(seq2seq, "shipped", lambda _kind: tmp_path)
    with pytest.raises(ModelError, match="seq2seq:PATH"):
        open_summarizer(ModelSettings(summarizer="seq2seq"))

    (tmp_path / "summarizer").symlink_to(model_folder)
    opened = open_summarizer(ModelSettings(summarizer="seq2seq", device="cpu"))
    assert opened.description["name"] == "summarizer"
