"""Fit the temperature of a pair scorer, and draw how far its confidence can be believed.

    python calibrate.py CHECKPOINT PAIRS DATA [--rows N] [--json OUT] [--plot FILE.svg]

The temperature (Guo et al., 2017, On Calibration of Modern Neural Networks) has the least log loss
on one half of the held-out pairs of PAIRS, each file counting alike. It is reported on the other
half and on sets of DATA that nothing was fitted on. `export.py --temperature` puts it into the
model. --rows takes so many pairs of each file, always the same ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sets
from evaluate import labels_of, opened
from judge import Judge
from measures import BINS, Floats, best_temperature, brier, calibration_error, reliability, tempered
from sets import Example

FOREIGN = ("snli_test", "conjnli_dev")
Labelled = tuple[Floats, npt.NDArray[np.int64]]


def main() -> None:
    """Print the temperature, and both errors before and after it."""
    options = arguments()
    judge = opened(options.model)
    files = sorted(options.pairs.glob("held_out_*.jsonl"))
    held = [sets.sampled(sets.inference(file), options.rows) for file in files]
    halves = [[half(examples, part) for examples in held] for part in (0, 1)]
    temperature = fitted([judged(judge, examples) for examples in halves[0]])
    reported = {"held out": judged(judge, [e for examples in halves[1] for e in examples])}
    for name in FOREIGN:
        examples = sets.inference(options.data / f"{name}.jsonl")
        reported[name] = judged(judge, sets.sampled(examples, options.rows))
    print(f"temperature {temperature:.3f}\n\n| set | pairs | ECE | after | Brier | after |")
    print("|---|--:|--:|--:|--:|--:|")
    figures = {name: errors(*labelled, temperature) for name, labelled in reported.items()}
    for name, found in figures.items():
        values = " | ".join(f"{value:.3f}" for value in found.values())
        print(f"| {name} | {len(reported[name][1])} | {values} |")
    if options.json:
        result = {"temperature": round(temperature, 3), "errors": figures}
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        draw(reported, temperature, options.plot)


def half(examples: Sequence[Example], part: int) -> list[Example]:
    """Return the part 0 or 1; both directions of a pair are in the same one."""
    return [e for e in examples if sets.hash_of("\n".join(sorted(e.pair))) % 2 == part]


def judged(judge: Judge, examples: Sequence[Example]) -> Labelled:
    """Return the probabilities and the numbers of the right labels."""
    return judge.forward(examples), labels_of(examples)


def fitted(parts: Sequence[Labelled]) -> float:
    """Return the best temperature of all parts, each counting alike."""
    scores, gold = (np.concatenate(column) for column in zip(*parts, strict=True))
    weights = np.concatenate([np.full(len(labels), 1 / len(labels)) for _, labels in parts])
    return best_temperature(scores, gold, weights)


def errors(scores: Floats, gold: npt.NDArray[np.int64], temperature: float) -> dict[str, float]:
    """Return both errors as the model stands and at the temperature."""
    after = tempered(scores, temperature)
    return {
        "ece": calibration_error(scores, gold),
        "ece_after": calibration_error(after, gold),
        "brier": brier(scores, gold),
        "brier_after": brier(after, gold),
    }


def draw(reported: Mapping[str, Labelled], temperature: float, file: Path) -> None:
    """Draw confidence against accuracy of each set, before and after, as SVG."""
    # Without a fixed salt and date the same figures would give other bytes.
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "reliability"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(reported), figsize=(3.4 * len(reported), 3.4))
    for place, (name, (scores, gold)) in zip(np.atleast_1d(axes), reported.items(), strict=True):
        place.plot([1 / 3, 1], [1 / 3, 1], color="grey", linewidth=0.8)
        for values, label in ((scores, "as trained"), (tempered(scores, temperature), "shipped")):
            sure, right, count = zip(*reliability(values, gold), strict=True)
            sizes = 6 + 60 * np.array(count) / max(count)
            place.plot(sure, right, linewidth=1)
            place.scatter(sure, right, s=sizes, label=label)
        place.set(title=f"{name} ({len(gold)})", xlabel="confidence", ylabel="accuracy")
        place.legend(loc="upper left", frameon=False)
    figure.suptitle(f"{BINS} bins, temperature {temperature:.2f}, area by number of pairs")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
