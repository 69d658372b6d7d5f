"""The README says how the modules stand above each other; this holds the code to it."""

from __future__ import annotations

import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

from tests import ROOT
from tests.imports import MODULES, imported

# What opens a model: seconds to import, so only an adapter does, and only when it is opened.
HEAVY = {"onnxruntime", "sentence_transformers", "spacy", "torch", "transformers"}
# What puts the stages together stands below all of them.
AROUND = {"pipeline", "runs", "evaluate", "tuning", "workbench", "cli"}


def _own(path: Path) -> set[str]:
    """Return the modules of the package that a file imports."""
    named = {full if full in MODULES else full.rpartition(".")[0] for full in imported(path)}
    return named & MODULES.keys() - {"reporter"}


def _part(module: str) -> str:
    return module.split(".")[1]


def _stages() -> list[set[str]]:
    """Return the parts of the package in each row of the README's table of stages, from the top."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("An article passes these stages")[2].partition("Around them")[0]
    cells = [row.split("|")[2] for row in table.splitlines() if row.startswith("|")]
    rows = [set(re.findall(r"`(\w+)(?:/|\.py)`", cell)) for cell in cells[1:]]
    return [row for row in rows if row]


def test_no_module_imports_itself_by_way_of_others() -> None:
    order = TopologicalSorter({name: _own(path) for name, path in MODULES.items()})
    assert len(set(order.static_order())) == len(MODULES)


def test_the_readme_names_each_stage_where_it_lies() -> None:
    stages = set().union(*_stages())
    assert {"ingest", "stories", "matching", "discrepancies", "summarize", "report"} <= stages
    assert {f"reporter.{stage}" for stage in stages} <= MODULES.keys()


def test_a_stage_imports_nothing_from_a_stage_below_it() -> None:
    rows = _stages()
    upward = [
        f"{name} imports {used}"
        for name, path in MODULES.items()
        for used in _own(path)
        for at, row in enumerate(rows)
        if name != "reporter" and _part(name) in row
        if _part(used) in set().union(*rows[at + 1 :]) | AROUND
    ]
    assert upward == []


def test_only_the_adapters_of_models_import_what_runs_them() -> None:
    elsewhere = [
        f"{name} imports {full}"
        for name, path in MODULES.items()
        if not name.startswith("reporter.backends.")
        for full in imported(path)
        if full.split(".")[0] in HEAVY
    ]
    assert elsewhere == []


def test_the_command_line_starts_without_what_runs_the_models() -> None:
    ask = "import sys, reporter.cli.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert not HEAVY & set(loaded.stdout.split())
