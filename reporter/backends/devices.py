"""Which device a model runs on, and how a hub name or a path is opened without surprises."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reporter.errors import ModelError

_ACCELERATORS = ("/dev/nvidiactl", "/dev/nvhost-ctrl", "/dev/nvmap", "/dev/kfd", "/dev/dxg")


def pick_device(wanted: str) -> str:
    """Return the torch device for the setting `models.device`; "auto" takes the fastest present."""
    if wanted == "cpu" or (wanted == "auto" and _has_no_accelerator()):
        return "cpu"
    import torch

    if wanted != "auto":
        try:
            return str(torch.device(wanted))
        except RuntimeError:
            raise ModelError(
                f"models.device = {wanted!r} is not a device.",
                "Use auto, cpu, cuda, cuda:0 or mps.",
            ) from None
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _has_no_accelerator() -> bool:
    """Whether Linux shows no GPU, of NVIDIA, of AMD or through WSL: importing torch takes long."""
    return sys.platform == "linux" and not any(Path(node).exists() for node in _ACCELERATORS)


@contextmanager
def opening(kind: str, name: str) -> Iterator[None]:
    """Turn whatever goes wrong while a model is opened into a ModelError that says what to do."""
    if _can_only_be_path(name) and not Path(name).exists():
        raise ModelError(f"{kind} {name!r} does not exist.", "Check the path.")
    try:
        yield
    except ModelError:
        raise
    except Exception as error:
        told = str(error).strip().splitlines()
        reason = told[0].rstrip(".") if told else type(error).__name__
        place = (
            "Check the folder."
            if Path(name).exists()
            else "Give the path of a model folder, or a hub name where a hub can be reached."
        )
        raise ModelError(f"{kind} {name!r} cannot be opened: {reason}.", place) from error


def _can_only_be_path(name: str) -> bool:
    """Whether no hub has such a name: those have one slash at most, and letters at both ends."""
    return name.startswith(("/", ".", "~")) or name.count("/") > 1 or Path(name).is_absolute()
