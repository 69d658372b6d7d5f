"""Files of a brief are written whole or not at all, and only in the place of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reporter.errors import FolderError
from reporter.runs.output import Targets, replace_file


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept" / "brief.json", tmp_path / "latest.json"
    kept.parent.mkdir()
    kept.write_text("old")
    link.symlink_to(kept)
    replace_file(link, "new")
    assert link.is_symlink()
    assert kept.read_text() == "new"


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices")
def test_no_file_takes_the_place_of_a_pipe_or_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FolderError, match=r"is a pipe or device\. Name a file"):
        Targets.choose(tmp_path, None, pipe, None).prepare()
    with pytest.raises(FolderError, match="is a pipe or device"):
        replace_file(pipe, "new")
    assert pipe.is_fifo()


def test_a_folder_of_the_name_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"is a folder\. Name a file"):
        Targets.choose(tmp_path, None, tmp_path, None).prepare()


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        replace_file(target, "half a pair: \ud83d")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
