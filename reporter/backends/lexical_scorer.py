"""A `PairScorer` without a model: overlap of words, numbers and names, and where they disagree.

Each ordered pair becomes a handful of features (see `features`); a multinomial logistic model with
fixed coefficients turns them into probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from reporter.backends import Float32
from reporter.config import ModelSettings
from reporter.text.lexical import Profile, Word, fold, profile, stem

FEATURES = (
    "recall",
    "precision",
    "both",
    "bigram_recall",
    "gram_recall",
    "gram_precision",
    "order",
    "loose_numbers",
    "loose_names",
    "length",
    "number_conflict",
    "name_conflict",
    "negation",
    "antonym",
)

# Rows: entailment, neutral, contradiction; columns: FEATURES, then the intercept. Fitted by
# `python benchmarks/tune_matching.py fit FOLDER`; docs/matching.md says on what.
COEFFICIENTS: tuple[tuple[float, ...], ...] = (
    (
        0.81,
        0.95,
        -0.03,
        -0.59,
        1.52,
        -1.94,
        0.56,
        -0.15,
        -0.45,
        0.17,
        -1.8,
        -1.05,
        -1.94,
        -2.1,
        0.47,
    ),
    (
        -1.77,
        -0.56,
        -0.82,
        1.85,
        -2.15,
        0.43,
        -1.14,
        0,
        -0.41,
        -0.39,
        0.33,
        -1.03,
        -0.35,
        -0.52,
        2.97,
    ),
    (0.96, -0.39, 0.85, -1.27, 0.63, 1.52, 0.58, 0.15, 0.86, 0.22, 1.48, 2.07, 2.29, 2.62, -3.44),
)

_NUMBER_WEIGHT = 1.5
_NAME_WEIGHT = 1.3
_SHARED_PREFIX = 4

_ANTONYMS = """
accept/reject accept/refuse admit/deny confirm/deny affirm/deny allow/ban allow/prohibit
permit/forbid allow/block approve/reject arrive/depart arrive/leave ascend/descend attack/defend
begin/end start/end start/stop begin/finish open/close open/shut born/die boost/cut buy/sell
increase/decrease increase/reduce raise/lower raise/cut rise/fall grow/shrink gain/lose climb/drop
up/down win/lose victory/defeat succeed/fail success/failure support/oppose back/oppose
favor/oppose for/against guilty/innocent convict/acquit charge/clear hire/fire join/leave
alive/dead survive/die kill/save high/low higher/lower highest/lowest more/less most/least
many/few first/last early/late earlier/later before/after old/new good/bad better/worse best/worst
large/small big/small long/short strong/weak strengthen/weaken rich/poor legal/illegal
lawful/unlawful possible/impossible likely/unlikely able/unable safe/dangerous public/private
north/south east/west northern/southern eastern/western left/right male/female man/woman
men/women boy/girl son/daughter husband/wife brother/sister father/mother majority/minority
maximum/minimum positive/negative agree/disagree include/exclude import/export expand/contract
advance/retreat enter/leave enter/exit push/pull send/receive give/take lend/borrow remember/forget
love/hate friend/enemy ally/enemy peace/war true/false present/absent above/below inside/outside
over/under upper/lower front/back profit/loss surplus/deficit asset/liability guilty/acquitted
arrest/release detain/free capture/release lift/impose extend/shorten hot/cold warm/cool
"""


class LexicalScorer:
    """Judges pairs by their wording; deterministic, about 10,000 pairs a second."""

    @property
    def description(self) -> Mapping[str, str]:
        """The backend and the version of its coefficients."""
        return {"backend": "lexical", "name": "lexical", "revision": "1"}

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3): P(entailment), P(neutral), P(contradiction) for first -> second."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        return probabilities(
            np.array([features(*pair) for pair in pairs]), np.asarray(COEFFICIENTS)
        )


def open_scorer(_name: str, _settings: ModelSettings) -> LexicalScorer:
    """Return the scorer; there is one, so the name does not matter."""
    return LexicalScorer()


def probabilities(rows: npt.NDArray[np.float64], coefficients: npt.NDArray[np.float64]) -> Float32:
    """Return the softmax (n, 3) of `rows` (n, len(FEATURES)) under `coefficients`."""
    logits = rows @ coefficients[:, :-1].T + coefficients[:, -1]
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def features(premise: str, hypothesis: str) -> tuple[float, ...]:
    """Return one float per name in FEATURES, each within -1..1.

    `recall` is the share of the hypothesis (content words weighted by kind and length) that the
    premise has, `precision` the other way round; `gram_*` the same for character 4-grams.
    `loose_*` is the share of the hypothesis' numbers or names that the premise lacks; `*_conflict`
    is how alike the surroundings of two differing numbers or names are; `negation` and `antonym`
    count only as far as the rest agrees.
    """
    p, h = profile(premise), profile(hypothesis)
    recall, precision = _containment(h, p), _containment(p, h)
    both = math.sqrt(recall * precision)
    return (
        recall,
        precision,
        both,
        _share(_bigrams(h), _bigrams(p)),
        _share(_grams(hypothesis), _grams(premise)),
        _share(_grams(premise), _grams(hypothesis)),
        _order(p, h),
        _loose(h.numbers, p.numbers),
        _loose(h.names, tuple(word.stem for word in p.words)),
        max(-1.0, min(1.0, math.log((len(h.words) + 1) / (len(p.words) + 1)) / 2)),
        _conflict(p, h, "number"),
        _conflict(p, h, "name"),
        both * float(len(p.negations) % 2 != len(h.negations) % 2),
        both * _antonyms(p, h),
    )


def _weight(word: Word) -> float:
    if word.number:
        return _NUMBER_WEIGHT
    # Long words are rarer, so their agreement says more; a stand-in for document frequency.
    return (_NAME_WEIGHT if word.name else 1.0) * min(1.0, 0.4 + 0.1 * len(word.stem))


def _containment(part: Profile, whole: Profile) -> float:
    """Return the weighted share of the content words of `part` that `whole` has, 0..1."""
    words = part.content
    if not words:
        return 0.0
    present = frozenset(word.stem for word in whole.words)
    near = sorted({word.stem for word in whole.content if not word.number})
    total = found = 0.0
    for word in words:
        weight = _weight(word)
        total += weight
        if word.stem in present:
            found += weight
        elif not word.number:
            found += weight * max((_alike(word.stem, other) for other in near), default=0.0)
    return found / total


@lru_cache(maxsize=262144)
def _alike(a: str, b: str) -> float:
    """Return the shared start of two stems as a share of the longer one, 0 when it is short."""
    if a[:_SHARED_PREFIX] != b[:_SHARED_PREFIX]:
        return 0.0
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    share = (min(len(a), len(b)) if same is None else same) / max(len(a), len(b))
    return share if share >= 0.6 else 0.0


@lru_cache(maxsize=65536)
def _bigrams(text: Profile) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(word.stem for word in text.content))


@lru_cache(maxsize=65536)
def _grams(text: str) -> frozenset[str]:
    plain = " ".join(fold(text).split())
    return frozenset(plain[i : i + 4] for i in range(max(1, len(plain) - 3)))


def _share(part: frozenset[object], whole: frozenset[object]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _order(p: Profile, h: Profile) -> float:
    """Return the longest common subsequence of all words as a share of the shorter text."""
    first, second = [w.stem for w in p.words], [w.stem for w in h.words]
    shorter = min(len(first), len(second))
    return LCSseq.similarity(first, second) / shorter if shorter else 0.0


def _loose(part: Sequence[str], whole: Iterable[str]) -> float:
    known = frozenset(whole)
    return sum(item not in known for item in part) / len(part) if part else 0.0


def _conflict(p: Profile, h: Profile, kind: str) -> float:
    """Return how alike (0..1) the surroundings of the best pair of differing values are."""
    ours, theirs = _unshared(p, h, kind), _unshared(h, p, kind)
    return max((_same_slot(p, i, h, j) for i in ours for j in theirs), default=0.0)


def _unshared(text: Profile, other: Profile, kind: str) -> list[int]:
    known = frozenset(word.stem for word in other.words)
    return [
        index
        for index, word in enumerate(text.words)
        if (word.number if kind == "number" else word.name and not word.number)
        and word.stem not in known
    ]


def _same_slot(p: Profile, i: int, h: Profile, j: int) -> float:
    """Compare two words on each side: neighbours that are equal count, the nearest most."""
    score = 0.0
    for step, weight in ((-1, 0.3), (1, 0.3), (-2, 0.2), (2, 0.2)):
        a, b = _at(p, i + step), _at(h, j + step)
        score += weight * (a is not None and a == b)
    return score


def _at(text: Profile, index: int) -> str | None:
    if index in (-1, len(text.words)):
        return ""
    return text.words[index].stem if 0 <= index < len(text.words) else None


@lru_cache(maxsize=1)
def _antonym_pairs() -> Mapping[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for entry in _ANTONYMS.split():
        one, other = (stem(word) for word in entry.split("/"))
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in pairs.items()}


def _antonyms(p: Profile, h: Profile) -> float:
    """Return 1 when one text has a word and the other has only its opposite."""
    ours = frozenset(word.stem for word in p.words)
    theirs = frozenset(word.stem for word in h.words)
    opposites = _antonym_pairs()
    return float(
        any((opposites.get(word, frozenset()) & theirs) - ours for word in sorted(ours - theirs))
    )
