"""Changed settings into the settings file, whose comments and order stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from reporter.config import load_settings
from reporter.errors import SettingsError
from reporter.storage.files import write_whole


def save_settings(file: Path, values: Mapping[str, int | float | str]) -> None:
    """Write `section.key: value` into `file`, made if need be; all of them or none.

    Raises SettingsError when the file cannot be read or written, or would not be valid.
    """
    target = file.resolve()
    try:
        old = target.read_bytes().decode("utf-8-sig") if target.exists() else ""
        document = tomlkit.parse(old)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(f"settings file {file} cannot be read: {error}.") from None
    for key, value in values.items():
        section, _, name = key.partition(".")
        if section not in document:
            document[section] = tomlkit.table()
        branch = document[section]
        if not isinstance(branch, Table):
            raise SettingsError(
                f"settings file {file}: {section} is no plain section.",
                f"Write it as [{section}].",
            )
        branch[name] = value
    try:
        mode = target.stat().st_mode if target.exists() else 0o644
        write_whole(target, tomlkit.dumps(document), mode, check=load_settings)
    except OSError as error:
        raise SettingsError(f"{target} cannot be written: {error.strerror}.") from None
