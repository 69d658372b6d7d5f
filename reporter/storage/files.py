"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def write_whole(
    target: Path, text: str, mode: int = 0o644, check: Callable[[Path], object] | None = None
) -> None:
    """Write beside `target`, have what was written checked, and rename: never half a file.

    Raises OSError, UnicodeEncodeError and what `check` raises; `target` is then as it was.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if check is not None:
            check(temporary)
        temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
