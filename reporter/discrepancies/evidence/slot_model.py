"""How likely it is that two values fill one slot, from what stands around them.

One model per kind of value, learned from statements of two outlets that give the same value or
different ones (`models/training/slots`) and kept as plain figures in `slots.json`. For names there
is another one where the pair scorer has judged the statements (`judged_names.py` there).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class SlotModel:
    """A logistic regression on named evidence (0..1 each, but for log-odds)."""

    bias: float
    weights: Mapping[str, float]

    def __call__(self, features: Mapping[str, float]) -> float:
        """Return the probability (0..1); evidence that has no weight is not counted."""
        odds = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def slot_model(kind: str) -> SlotModel:
    """Return a shipped model ("number", "date", "name", "judged name")."""
    text = resources.files(__package__).joinpath("slots.json").read_text(encoding="utf-8")
    stored = json.loads(text)[kind]
    return SlotModel(stored["bias"], stored["weights"])


def log_odds(probability: float) -> float:
    """Return ln(p / (1 - p)), at most 7 away from 0: what is sure is not infinitely so."""
    bounded = min(0.999, max(0.001, probability))
    return math.log(bounded / (1 - bounded))
