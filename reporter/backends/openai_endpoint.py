"""Sentences by any endpoint that speaks OpenAI's chat protocol: Ollama, llama.cpp, vLLM, ...

The key, where one is needed, comes from the environment (`REPORTER_API_KEY`) and is never written
anywhere. httpx honours the usual proxy variables.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from reporter.backends import SummaryRequest
from reporter.config import ModelSettings
from reporter.errors import ModelError

KEY_VARIABLE = "REPORTER_API_KEY"
ATTEMPTS = 3
FIRST_WAIT = 0.5
MAX_TOKENS = 400

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LABEL = re.compile(r"^(?:sentence|answer|summary)\s*:\s*", re.IGNORECASE)


class ChatEndpoint:
    """A `Summarizer` over `POST {endpoint}/chat/completions`; temperature 0, one answer each."""

    def __init__(self, client: httpx.Client, endpoint: str, model: str) -> None:
        self._client = client
        self._endpoint = endpoint.rstrip("/")
        self._model = model

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, model and endpoint; a user name or key inside the address is left out."""
        address = httpx.URL(self._endpoint).copy_with(userinfo=b"", query=None)
        return {"backend": "openai", "name": self._model, "endpoint": str(address)}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return one sentence for each request, or () where the model answered nothing.

        Raises ModelError when the endpoint cannot be reached, refuses, or speaks another protocol.
        """
        return [self._sentence(self._ask(request.prompt)) for request in requests]

    def _ask(self, prompt: str) -> Any:
        body = {
            "model": self._model,
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "seed": 0,
            "max_tokens": MAX_TOKENS,
        }
        problem = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(FIRST_WAIT * 2 ** (attempt - 1))
            try:
                response = self._client.post(f"{self._endpoint}/chat/completions", json=body)
            except httpx.TimeoutException:
                problem = "no answer within models.endpoint_timeout"
            except (httpx.TransportError, httpx.InvalidURL) as error:
                problem = str(error) or type(error).__name__
            else:
                if response.status_code < 500 and response.status_code != 429:
                    return self._read(response)
                problem = f"status {response.status_code}"
        raise ModelError(
            f"the endpoint {self._address} does not answer ({ATTEMPTS} attempts, last: {problem}).",
            "Start the server, or set models.endpoint; without one use models.summarizer = "
            "'extractive'.",
        )

    def _read(self, response: httpx.Response) -> Any:
        if response.is_success:
            try:
                return response.json()["choices"][0]["message"]["content"]
            except (ValueError, KeyError, IndexError, TypeError):
                raise ModelError(
                    f"the endpoint {self._address} did not answer with a chat completion.",
                    "models.endpoint must end where /chat/completions begins, as a rule in /v1.",
                ) from None
        hints = {
            401: f"Put the key into the environment variable {KEY_VARIABLE}.",
            403: f"Check the key in the environment variable {KEY_VARIABLE}.",
            404: f"Is there a model {self._model!r}, and does models.endpoint end in /v1?",
        }
        raise ModelError(
            f"the endpoint {self._address} refused with status {response.status_code}.",
            hints.get(response.status_code, "See the log of the server."),
        )

    @property
    def _address(self) -> str:
        return self.description["endpoint"]

    def _sentence(self, content: Any) -> tuple[str, ...]:
        """Take the first line of an answer, without a model's thoughts, label and quote marks."""
        if not isinstance(content, str):
            return ()
        lines = [line.strip() for line in _THINKING.sub("", content).splitlines() if line.strip()]
        if not lines:
            return ()
        text = _LABEL.sub("", lines[0])
        if len(text) > 2 and text[0] in '"“' and text[-1] in '"”' and text.count(text[0]) <= 2:
            text = text[1:-1].strip()
        return (text,) if text else ()


def open_summarizer(name: str, settings: ModelSettings) -> ChatEndpoint:
    """Return the endpoint of the settings with the model `name`; nothing is sent yet.

    Raises ModelError when no model is named or the address is not one of http or https.
    """
    if not name:
        raise ModelError(
            "models.summarizer = 'openai' names no model.",
            "Write openai:MODEL with a name that the endpoint knows, for example openai:llama3.2.",
        )
    try:
        scheme = httpx.URL(settings.endpoint).scheme
    except httpx.InvalidURL:
        scheme = ""
    if scheme not in {"http", "https"}:
        raise ModelError(
            f"models.endpoint = {settings.endpoint!r} is not an http address.",
            "For example: http://127.0.0.1:11434/v1",
        )
    key = os.environ.get(KEY_VARIABLE, "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    client = httpx.Client(timeout=settings.endpoint_timeout, headers=headers)
    return ChatEndpoint(client, settings.endpoint, name)
