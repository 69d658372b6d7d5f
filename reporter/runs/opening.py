"""What a run works with: its models, opened when they are first needed, and its prompt."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reporter.backends import Embedder, PairScorer, Parser, Summarizer
from reporter.backends.lazy import (
    DeferredEmbedder,
    DeferredParser,
    DeferredScorer,
    DeferredSummarizer,
)
from reporter.config import Settings, SummarySettings
from reporter.errors import PromptError
from reporter.prompts import Prompt, load_prompt
from reporter.storage.cache import CachedEmbedder, CachedParser, CachedScorer, CachedSummarizer
from reporter.storage.memo import NOTHING_KEPT, Memo
from reporter.storage.store import Store, cache_file


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one run; `memo` keeps what stages made of their answers."""

    parser: Parser
    embedder: Embedder
    scorer: PairScorer
    summarizer: Summarizer
    memo: Memo = field(default=NOTHING_KEPT)

    def described(self, prompt: Prompt) -> dict[str, dict[str, str]]:
        """Return what each model says of itself, the summarizer with the prompt it is given."""
        found = {
            "parser": dict(self.parser.description),
            "embedder": dict(self.embedder.description),
            "scorer": dict(self.scorer.description),
            "summarizer": dict(self.summarizer.description),
        }
        found["summarizer"]["prompt"] = f"{prompt.name} {prompt.fingerprint}"
        return found


def open_models(settings: Settings) -> Models:
    """Return the models that the settings name, each opened when it is first needed.

    One that was never opened before is opened now; ModelError says which cannot be and why.
    """
    store = Store(cache_file(settings.cache))
    memo = Memo(store) if settings.cache.enabled else NOTHING_KEPT
    return Models(
        parser=CachedParser(DeferredParser(settings.models, memo), store),
        embedder=CachedEmbedder(DeferredEmbedder(settings.models, memo), store),
        scorer=CachedScorer(DeferredScorer(settings.models, memo), store),
        summarizer=CachedSummarizer(DeferredSummarizer(settings.models, memo), store),
        memo=memo,
    )


def prompt_folders(settings: SummarySettings, *, new: bool = False) -> tuple[Path, ...]:
    """Return the user's own prompt folder, if there is one; it comes before the shipped prompts.

    Raises PromptError where the setting names no folder, unless a `new` one may be made.
    """
    if not settings.prompt_folder:
        return ()
    folder = Path(settings.prompt_folder)
    if not new and not folder.is_dir():
        raise PromptError(
            f"summary.prompt_folder = {settings.prompt_folder!r} is no folder.",
            "Make it with `reporter prompts new NAME --from fact`, or correct the setting.",
        )
    return (folder,)


def open_prompt(settings: Settings, *, new_folder: bool = False) -> Prompt:
    """Return the prompt of the settings, checked to suit the summarizer; PromptError if not.

    The user's own prompt folder may be missing where a `new_folder` may be made.
    """
    backend = settings.models.summarizer.partition(":")[0]
    folders = prompt_folders(settings.summary, new=new_folder)
    return load_prompt(settings.summary.prompt, folders, backend)
