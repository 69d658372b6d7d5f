"""Where the time of a whole run goes, and what it needs at its peak.

    python benchmarks/run_shares.py FOLDER

Runs `reporter brief FOLDER` in a fresh process without the cache and prints, for each stage, its
seconds and its share of the run. CPU seconds count all threads; on a busy machine they say what
wall seconds do not. "Model work" is opening the models, the language identifier among them, and the
stages that call them.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time

MODEL_STAGES = ("models", "statements", "summarize", "stories", "match")

RUN = """
import json, resource, sys, time
from pathlib import Path
from reporter.config import load_settings
from reporter.runs.output import Targets, write_brief
from reporter.pipeline import make_brief
from reporter.ingest.assemble import detect_language
settings = load_settings(None, ["cache.enabled=false"])
started = time.perf_counter()
detect_language("Opening the language identifier takes half a second, whatever it is asked. " * 3)
identifier = time.perf_counter() - started
brief = make_brief(Path(sys.argv[1]), settings)
started = time.perf_counter()
write_brief(brief, settings, Targets.choose(Path(sys.argv[1]), Path(sys.argv[2]), None, None))
seconds = dict(brief.seconds, report=time.perf_counter() - started)
seconds["models"] += identifier
print(json.dumps(seconds))
"""


def main() -> None:
    """Run and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default="seeds/")
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        answer = subprocess.run(
            [sys.executable, "-c", RUN, folder, out], capture_output=True, text=True, check=True
        )
        wall = time.perf_counter() - started
    seconds = json.loads(answer.stdout.strip().splitlines()[-1])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak, cpu = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    inside = sum(seconds.values())
    model = sum(value for name, value in seconds.items() if name in MODEL_STAGES)
    print(
        f"wall {wall:.1f} s (of which start-up {wall - inside:.1f} s), CPU {cpu:.1f} s, "
        f"peak {peak:.0f} MiB"
    )
    for name, value in seconds.items():
        kind = "model" if name in MODEL_STAGES else "own"
        print(f"{name:<12} {value:7.2f} s {value / inside:6.1%}  {kind}")
    print(f"stages other than model work: {(inside - model) / inside:.1%}")


if __name__ == "__main__":
    main()
