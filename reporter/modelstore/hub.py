"""Fetch a model from a hub: at one commit, safetensors, tokenizer and configuration only.

The library that asks the hub honours HTTPS_PROXY, HF_ENDPOINT (a mirror) and HF_TOKEN.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from reporter.errors import ModelError
from reporter.modelstore.manifest import Entry, describe, digest, read_manifest, write_manifest

ALLOWED = (
    "*.safetensors",
    "*.safetensors.index.json",
    *("config.json", "generation_config.json", "chat_template.jinja", "chat_template.json"),
    *("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"),
    *("vocab.json", "vocab.txt", "merges.txt", "tokenizer.model", "spiece.model", "*.spm"),
    *("sentencepiece.bpe.model", "source.spm", "target.spm"),
    *("modules.json", "sentence_*_config.json", "config_sentence_transformers.json"),
    "*_*/config.json",
    *("README.md", "LICENSE*"),
)
"""What is fetched, by name: no pickle, no code, no other framework's copy of the weights."""

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,199}")
_BACKENDS = {
    "ForConditionalGeneration": "summarizer = 'seq2seq:",
    "ForCausalLM": "summarizer = 'causal:",
    "LMHeadModel": "summarizer = 'causal:",
    "ForSequenceClassification": "scorer = 'cross-encoder:",
}
_OTHER_WAY = (
    "Fetch the model's folder on another machine, copy it here and name its path in reporter.toml; "
    "or set HTTPS_PROXY to a proxy, or HF_ENDPOINT to a mirror of the hub."
)


def pull(spec: str, root: Path) -> tuple[Path, Entry]:
    """Fetch the model `NAME[@REVISION]` into a folder of `root` and enter it in the manifest there.

    A branch or tag is resolved to its commit, which the folder's name ends in. A pull that was
    interrupted goes on where it stopped. Raises ModelError when no hub can be reached, when it has
    no such model or revision, when the model has no safetensors weights, or when what came is not
    what the hub announced.
    """
    name, _, revision = spec.partition("@")
    if "@" in spec and not _REVISION.fullmatch(revision):
        raise ModelError(f"{revision!r} is no revision.", "Write NAME@COMMIT, NAME@TAG or NAME.")
    with _asking(name, revision):
        from huggingface_hub import HfApi, snapshot_download

        info = HfApi().model_info(name, revision=revision or None, files_metadata=True)
        commit = str(info.sha)
        files = _wanted(name, info.siblings or ())
        folder = root / f"{name.replace('/', '--')}@{commit[:12]}"
        known = {entry.name: entry for entry in read_manifest(root)}
        if folder.name in known and folder.is_dir():
            return folder, known[folder.name]
        partial = root / f".{folder.name}.partial"
        partial.mkdir(parents=True, exist_ok=True)
        snapshot_download(
            name,
            revision=commit,
            local_dir=partial,
            allow_patterns=sorted(files),
        )
    _check_received(partial, files)
    shutil.rmtree(partial / ".cache", ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    partial.replace(folder)
    card = info.card_data
    entry = describe(folder, name, commit, str(card.get("license") or "") if card else "")
    write_manifest(root, [*(known | {entry.name: entry}).values()])
    return folder, entry


def setting_for(folder: Path) -> str:
    """Return the line of reporter.toml's [models] that uses a model, "" where that is not clear."""
    if (folder / "modules.json").is_file():
        return f"embedder = 'sentence-transformers:{folder}'"
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        architecture = str(config["architectures"][0])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return ""
    found = (start for end, start in _BACKENDS.items() if architecture.endswith(end))
    start = next(found, "")
    return f"{start}{folder}'" if start else ""


def _wanted(name: str, siblings: Sequence[Any]) -> Mapping[str, Any]:
    wanted = {
        item.rfilename: item
        for item in siblings
        if any(fnmatch(item.rfilename, pattern) for pattern in ALLOWED)
        and ".." not in item.rfilename
    }
    if not any(path.endswith(".safetensors") for path in wanted):
        raise ModelError(
            f"{name} has no safetensors weights, and other formats can run code when opened.",
            "Look for a revision or a copy of the model that has them.",
        )
    return wanted


def _check_received(folder: Path, files: Mapping[str, Any]) -> None:
    """Compare what came with what the hub announced; a file that differs is removed."""
    for path, announced in sorted(files.items()):
        file = folder / path
        large = announced.lfs
        whole = file.is_file() and announced.size in {None, file.stat().st_size}
        if not whole or (large is not None and digest(file) != large.sha256):
            file.unlink(missing_ok=True)
            raise ModelError(f"{path} did not arrive as the hub announced it.", "Pull again.")


@contextmanager
def _asking(name: str, revision: str) -> Iterator[None]:
    """Turn what a hub, a proxy or no network at all answers into one sentence that helps."""
    from huggingface_hub import constants, errors

    try:
        yield
    except errors.HFValidationError:
        raise ModelError(f"{name!r} is no name of a model.", "Write ORGANISATION/MODEL.") from None
    except errors.GatedRepoError:
        raise ModelError(
            f"{name} is given only to those who accepted its terms on the hub.",
            "Accept them there and set HF_TOKEN.",
        ) from None
    except errors.RevisionNotFoundError:
        raise ModelError(f"{name} has no revision {revision!r}.", "Check it on the hub.") from None
    except errors.RepositoryNotFoundError:
        raise ModelError(
            f"the hub {constants.ENDPOINT} has no model {name!r} that may be read.",
            "Check the name; a private model needs HF_TOKEN.",
        ) from None
    except errors.OfflineModeIsEnabled:
        raise ModelError(
            "HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set, so no hub is asked.",
            "Unset it to pull, or copy the model's folder here and name its path.",
        ) from None
    except ModelError:
        raise
    # The library has changed its HTTP client, and with it the errors of transport, more than once.
    except Exception as error:
        reason = str(error).strip().split("\n")[0].rstrip(".") or type(error).__name__
        raise ModelError(
            f"{name} could not be fetched from {constants.ENDPOINT} ({reason}).", _OTHER_WAY
        ) from error
