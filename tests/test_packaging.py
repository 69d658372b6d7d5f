"""An installed wheel works like the checkout: what is shipped comes along."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

from reporter.prompts import check_prompts
from reporter.resources import shipped
from tests import ROOT
from tests.imports import MODULES, imported


def test_the_wheel_carries_prompts_models_and_every_data_file(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for prompt in (ROOT / "prompts").glob("*.md"):
        assert f"reporter/shipped/prompts/{prompt.name}" in inside
    assert "reporter/shipped/models/README.md" in inside
    for file in (ROOT / "reporter").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert file.relative_to(ROOT).as_posix() in inside


def test_every_shipped_prompt_can_be_used() -> None:
    assert shipped("prompts").is_dir()
    checks = check_prompts()
    assert checks
    assert [check.problem for check in checks] == [None] * len(checks)


def test_every_library_that_is_imported_is_asked_for_by_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    asked = {_plain(re.split(r"[\[<>=]", each)[0]) for each in (*project["dependencies"], *extras)}
    sources = packages_distributions()
    tops = {full.split(".")[0] for path in MODULES.values() for full in imported(path)}
    foreign = sorted((tops - sys.stdlib_module_names - {"reporter"}) & sources.keys())
    assert "numpy" in foreign
    assert [top for top in foreign if not asked & {*map(_plain, sources[top])}] == []


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
