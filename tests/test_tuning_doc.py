"""docs/tuning.md shows what its commands print: the walk through a folder is run and compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reporter.cli.shared import out
from tests import tuning_doc


@pytest.mark.skipif(not shutil.which("sed"), reason="the walk edits a file with sed")
@pytest.mark.usefixtures("models_opened_once")
def test_every_command_of_the_walk_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(out, "width", tuning_doc.WIDTH)  # And put back what it was.
    tuning_doc.prepare(tmp_path)
    text = tuning_doc.DOC.read_text(encoding="utf-8")
    shown = tuning_doc.blocks(text)
    for block, now in zip(shown, tuning_doc.walk(text), strict=True):
        assert now.command == block.command, tuning_doc.HINT
        found, expected = map(tuning_doc.settled_output, (now.output, block.output))
        assert found == expected, f"$ {block.command}\n{tuning_doc.HINT}"
    programs = " ".join(block.command for block in shown)
    for command in ("brief", "explain", "label", "tune", "prompts compare"):
        assert f"reporter {command} " in programs


def test_scores_seconds_and_fingerprints_may_differ_and_nothing_else() -> None:
    one = "seconds  read 1.5\nchosen 0.60 ====   <- 4548b3cab647\nfacts 16"
    assert tuning_doc.settled_output(one) == tuning_doc.settled_output(
        "seconds  ...\nchosen 0.61 =====  <- 0ff8a55a3d13\nfacts 16"
    )
    assert tuning_doc.settled_output("facts 16") != tuning_doc.settled_output("facts 17")


def test_a_page_is_renewed_in_its_blocks_alone() -> None:
    page = "Before.\n\n```console head=1\n$ reporter x\nold\n```\n\nAfter.\n"
    block = tuning_doc.Block("reporter y", "new\n...\n", "head", 1)
    assert tuning_doc.blocks(page) == [tuning_doc.Block("reporter x", "old\n", "head", 1)]
    assert tuning_doc.renewed(page, iter([block])) == (
        "Before.\n\n```console head=1\n$ reporter y\nnew\n...\n```\n\nAfter.\n"
    )
