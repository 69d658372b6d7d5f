"""Run every task of `reporter eval` on labelled sets and print one table of scores.

usage: quality.py DATA [--only NAME ...] [--set section.key=value ...]

DATA is a folder with the JSONL files named in SETS below; a file that is not there is left out and
said so. The pages of the task `extraction` are those of tests/quality. Each line of the table is
what `reporter eval TASK DATA/NAME.jsonl` prints, and the seconds it took.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

from reporter.config import load_settings
from reporter.evaluate.run import run_task

SETS = (
    ("pairs", "msrp_train"),
    ("pairs", "ecbplus_sentence_pairs_dev"),
    ("pairs", "synthetic_discrepancy_train"),
    ("stories", "neus_story_grouping_val"),
    ("stories", "ecbplus_story_grouping_dev"),
    ("planted", "planted_discrepancies_dev"),
    ("summaries", "neus_val"),
    ("summaries", "neus_full_articles_val"),
    ("extraction", "extraction"),
)
SAMPLES = Path(__file__).parent.parent / "tests" / "quality"


def main() -> None:
    arguments = _arguments()
    settings = load_settings(None, arguments.overrides)
    print("| task | set | scores | seconds |\n|---|---|---|--:|")
    for task, name in SETS:
        if arguments.only and name not in arguments.only:
            continue
        file = (SAMPLES if task == "extraction" else arguments.data) / f"{name}.jsonl"
        if not file.is_file():
            print(f"| {task} | {name} | not in this folder | |", flush=True)
            continue
        start = time.perf_counter()
        scores = run_task(task, file, settings).scores
        seconds = time.perf_counter() - start
        print(f"| {task} | {name} | {_readable(scores)} | {seconds:.0f} |", flush=True)


def _readable(scores: Mapping[str, float]) -> str:
    return ", ".join(
        f"{name} {value:.0f}" if name == "rows" else f"{name} {value:.3f}"
        for name, value in scores.items()
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME")
    parser.add_argument("--set", action="append", default=[], dest="overrides", metavar="KEY=VALUE")
    return parser.parse_args()


if __name__ == "__main__":
    main()
