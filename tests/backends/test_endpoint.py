"""The backend that asks a chat endpoint, as OpenAI's and many local servers have it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from reporter.backends import Summarizer, openai_endpoint
from reporter.backends.registry import open_summarizer
from reporter.config import ModelSettings
from reporter.errors import ModelError
from tests.backends.asking import request

TEXTS = (
    "The ferry ran aground on the reef on Wednesday night.",
    "A ferry with 212 people aboard ran aground near the harbour.",
)


def test_an_endpoint_model_must_be_named() -> None:
    with pytest.raises(ModelError, match="openai:MODEL"):
        open_summarizer(ModelSettings(summarizer="openai"))


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
