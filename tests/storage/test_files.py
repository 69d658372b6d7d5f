"""A file is there whole or as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.errors import DataError
from reporter.storage.files import write_whole


def test_a_file_is_replaced_with_its_mode_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, "One.\r\n")
    write_whole(file, "Two é.\n", 0o600)
    assert file.read_bytes() == "Two é.\n".encode()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def _refuse(file: Path) -> None:
    raise DataError(f"{file.read_text(encoding='utf-8')} is refused")


@pytest.mark.parametrize(
    ("text", "error"), [("half a pair: \ud83d", UnicodeEncodeError), ("After.", DataError)]
)
def test_what_cannot_be_written_leaves_the_file_as_it_was(
    tmp_path: Path, text: str, error: type[Exception]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Before.", encoding="utf-8")
    with pytest.raises(error):
        write_whole(file, text, check=_refuse)
    assert file.read_text(encoding="utf-8") == "Before."
    assert list(tmp_path.iterdir()) == [file]
