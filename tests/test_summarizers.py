"""The backends that write sentences: nothing, an encoder-decoder, a chat endpoint."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reporter.backends import Summarizer, SummaryRequest, openai_endpoint, seq2seq
from reporter.backends.registry import available, open_summarizer
from reporter.config import ModelSettings
from reporter.errors import ModelError

TEXTS = (
    "The ferry ran aground on the reef on Wednesday night.",
    "A ferry with 212 people aboard ran aground near the harbour.",
)


def request(*texts: str, max_words: int = 12) -> SummaryRequest:
    return SummaryRequest(" ".join(texts), texts, max_words)


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


def _tiny_bart(size: int) -> Any:
    from transformers import BartConfig, BartForConditionalGeneration

    return BartForConditionalGeneration(
        BartConfig(
            vocab_size=size,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            max_position_embeddings=64,
            bos_token_id=0,
            pad_token_id=1,
            eos_token_id=2,
            decoder_start_token_id=2,
            forced_eos_token_id=2,
        )
    )


def _tiny_pegasus(size: int) -> Any:
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    return PegasusForConditionalGeneration(
        PegasusConfig(
            vocab_size=size,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            max_position_embeddings=64,
            pad_token_id=1,
            eos_token_id=2,
            decoder_start_token_id=1,
        )
    )


def _tiny_led(size: int) -> Any:
    from transformers import LEDConfig, LEDForConditionalGeneration

    return LEDForConditionalGeneration(
        LEDConfig(
            vocab_size=size,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            attention_window=4,
            max_encoder_position_embeddings=64,
            max_decoder_position_embeddings=64,
            bos_token_id=0,
            pad_token_id=1,
            eos_token_id=2,
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


def test_an_endpoint_model_must_be_named() -> None:
    with pytest.raises(ModelError, match="openai:MODEL"):
        open_summarizer(ModelSettings(summarizer="openai"))


# --- OpenAI-compatible endpoint -------------------------------------------------------------------


class Stub:
    """A chat endpoint on this machine that gives its answers in turn, the last one for ever."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.requests: list[dict[str, Any]] = []
        self.delay = threading.Event()
        self.slow = False

    def next_answer(self) -> tuple[int, bytes]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Stub, str]]:
    state = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            state.requests.append({"path": self.path, "headers": dict(self.headers), "body": body})
            if state.slow:
                state.delay.wait(5)
            status, payload = state.next_answer()
            self.send_response(status)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_args: Any) -> None:
            pass

    monkeypatch.setattr(openai_endpoint, "FIRST_WAIT", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # A client that gave up waiting is what some tests are about, not an error to print.
    server.handle_error = lambda _request, _address: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield state, f"http://127.0.0.1:{server.server_port}/v1"
    state.delay.set()
    server.shutdown()
    server.server_close()


def chat(content: Any) -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def _endpoint(address: str, timeout: float = 5.0) -> Summarizer:
    return open_summarizer(
        ModelSettings(summarizer="openai:tiny", endpoint=address, endpoint_timeout=timeout)
    )


def test_endpoint_gets_the_prompt_and_gives_one_sentence(
    stub: tuple[Stub, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    state, address = stub
    state.answers = [chat("The ferry ran aground.\n\nThis is what they agree on.")]
    monkeypatch.setenv("REPORTER_API_KEY", "secret")

    summarizer = _endpoint(address)

    assert summarizer.write([request(*TEXTS)]) == [("The ferry ran aground.",)]
    (sent,) = state.requests
    assert sent["path"] == "/v1/chat/completions"
    assert sent["headers"]["Authorization"] == "Bearer secret"
    assert sent["body"]["model"] == "tiny"
    assert sent["body"]["messages"] == [{"role": "user", "content": " ".join(TEXTS)}]
    assert sent["body"]["temperature"] == 0
    assert "secret" not in str(summarizer.description)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<think>Let me see.\nHm.</think>\nThe ferry sank.", ("The ferry sank.",)),
        ("“The ferry sank.”", ("The ferry sank.",)),
        ("Sentence: The ferry sank.", ("The ferry sank.",)),
        ('"It sank," he said, "fast."', ('"It sank," he said, "fast."',)),
        ("", ()),
        (None, ()),
        (["a list"], ()),
    ],
)
def test_endpoint_keeps_only_the_sentence(
    stub: tuple[Stub, str], content: Any, expected: tuple[str, ...]
) -> None:
    state, address = stub
    state.answers = [chat(content)]

    assert _endpoint(address).write([request("A.")]) == [expected]


def test_endpoint_is_asked_again_after_a_server_error(stub: tuple[Stub, str]) -> None:
    state, address = stub
    state.answers = [(500, b"oops"), (429, b"slow down"), chat("All is well.")]

    assert _endpoint(address).write([request("A.")]) == [("All is well.",)]
    assert len(state.requests) == 3


def test_endpoint_that_keeps_failing_is_an_error_with_a_hint(stub: tuple[Stub, str]) -> None:
    state, address = stub
    state.answers = [(503, b"")]

    with pytest.raises(ModelError, match=r"status 503.*Start the server"):
        _endpoint(address).write([request("A.")])


def test_endpoint_that_is_too_slow_is_an_error(stub: tuple[Stub, str]) -> None:
    state, address = stub
    state.answers = [chat("Too late.")]
    state.slow = True

    with pytest.raises(ModelError, match="endpoint_timeout"):
        _endpoint(address, timeout=0.05).write([request("A.")])


@pytest.mark.parametrize("answer", [b"<html>hello</html>", b"[]", b'{"choices": []}', b"\xff\xfe"])
def test_nonsense_is_not_taken_for_an_answer(stub: tuple[Stub, str], answer: bytes) -> None:
    state, address = stub
    state.answers = [(200, answer)]

    with pytest.raises(ModelError, match="did not answer with a chat completion"):
        _endpoint(address).write([request("A.")])


@pytest.mark.parametrize(
    ("status", "hint"), [(401, "REPORTER_API_KEY"), (404, "models.endpoint"), (400, "log")]
)
def test_a_refusal_says_what_to_check(stub: tuple[Stub, str], status: int, hint: str) -> None:
    state, address = stub
    state.answers = [(status, b"no")]

    with pytest.raises(ModelError, match=hint):
        _endpoint(address).write([request("A.")])
    assert len(state.requests) == 1


def test_an_endpoint_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_endpoint, "FIRST_WAIT", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    with pytest.raises(ModelError, match="does not answer"):
        _endpoint("http://127.0.0.1:1/v1").write([request("A.")])


@pytest.mark.parametrize("address", ["", "ftp://host/v1", "127.0.0.1:11434", "http://a\nb/v1"])
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(ModelError, match="not an http address"):
        _endpoint(address)


def test_a_password_in_the_address_is_not_reported() -> None:
    described = _endpoint("http://me:hidden@127.0.0.1:1/v1?key=hidden").description

    assert "hidden" not in str(described)
