"""From labelled pairs to thresholds, with how sure they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.cli.tune import changed
from reporter.config import Settings
from reporter.errors import SettingsError
from reporter.tuning.knobs import KNOBS, Tuned, tune
from reporter.tuning.labelling import ScoredPair
from reporter.tuning.labels import Label, Verdict
from reporter.tuning.plots import lines_of, svg_of
from reporter.tuning.thresholds import (
    GRID,
    Aim,
    calibrate,
    choose,
    expected_curve,
    parse_aim,
    usefulness,
)

MATCHING, CONFIDENCE, COVERAGE = KNOBS


def labelled(
    count: int, turn: float = 0.6, noise: float = 0.15, seed: int = 0
) -> tuple[list[Label], list[ScoredPair]]:
    """Return pairs that say the same from about `turn` on, and what people said of them."""
    draw = np.random.default_rng(seed)
    labels, pairs = [], []
    for number, score in enumerate(draw.uniform(0.1, 1.0, count)):
        same = score + draw.normal(0, noise) >= turn
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        labels.append(Label(f"one {number}", "other", verdict))
        pairs.append(ScoredPair(f"one {number}", "other", score, score, score, 0.5))
    return labels, pairs


def tuned(labels: list[Label], pairs: list[ScoredPair], aim: str = "f1") -> Tuned:
    (found,) = tune(labels, pairs, Settings(), parse_aim(aim), knobs=(MATCHING,))
    return found


# --- aims -----------------------------------------------------------------------------------------


def test_aims_are_read() -> None:
    assert parse_aim("f1") == Aim("f", 1.0)
    assert parse_aim("F0.5") == Aim("f", 0.5)
    assert parse_aim("precision=0.95") == Aim("precision", 0.95)
    assert str(parse_aim("recall=0.9")) == "recall=0.9"


@pytest.mark.parametrize("text", ["", "f", "f0", "accuracy", "precision", "precision=95", "fx"])
def test_a_wrong_aim_says_how_one_is_written(text: str) -> None:
    with pytest.raises(SettingsError, match=r"precision=0\.95"):
        parse_aim(text)


# --- the curve ------------------------------------------------------------------------------------


def test_precision_recall_and_f_of_known_answers() -> None:
    scores = np.array([0.2, 0.4, 0.6, 0.8])
    curve = expected_curve(np.array([0.0, 1.0, 0.0, 1.0]), scores, np.ones(4), missed=2.0)
    at = list(GRID).index(0.4)
    assert curve.precision[at] == pytest.approx(2 / 3)
    assert curve.recall[at] == pytest.approx(2 / 4)
    assert curve.f[at] == pytest.approx(2 * 2 / (3 + 4))
    # A pair with exactly the threshold's score counts as above it.
    assert curve.precision[list(GRID).index(0.8)] == 1.0
    assert curve.recall[-1] == 0.0


def test_a_weight_stands_for_as_many_pairs() -> None:
    sure, scores = np.array([0.0, 1.0]), np.array([0.5, 0.7])
    weighed = expected_curve(sure, scores, np.array([3.0, 1.0]))
    written_out = expected_curve(
        np.array([0, 0, 0, 1.0]), np.array([0.5, 0.5, 0.5, 0.7]), np.ones(4)
    )
    np.testing.assert_allclose(weighed.f, written_out.f)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 9)), min_size=1, max_size=40
    )
)
def test_curves_stay_in_bounds_and_recall_only_falls(
    rows: list[tuple[float, float, float]],
) -> None:
    sure, scores, weights = (np.array(column) for column in zip(*rows, strict=True))
    curve = expected_curve(sure, scores, weights)
    for values in (curve.precision, curve.recall, curve.f):
        assert np.all((values >= -1e-9) & (values <= 1 + 1e-9))
    assert all(a >= b - 1e-9 for a, b in pairwise(curve.recall))


def test_each_aim_takes_its_own_threshold() -> None:
    labels, pairs = labelled(400)
    cuts = {
        aim: tuned(labels, pairs, aim).chosen for aim in ("recall=0.97", "f1", "precision=0.97")
    }
    recall, middle, precision = cuts.values()
    assert recall is not None
    assert middle is not None
    assert precision is not None
    assert recall < middle < precision
    assert abs(middle - 0.6) < 0.1


def test_a_precision_that_nothing_reaches_gives_no_threshold() -> None:
    flat = np.full(50, 0.3)
    curve = expected_curve(flat, np.linspace(0, 1, 50), np.ones(50))
    assert choose(curve, Aim("precision", 0.9)) is None


# --- few labels -----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_a_probability_is_fitted_to_whatever_labels_there_are(
    rows: list[tuple[float, bool]],
) -> None:
    scores = np.array([score for score, _ in rows])
    fit = calibrate(scores, np.array([float(truth) for _, truth in rows]))
    sure = fit(np.linspace(0, 1, 11))
    assert np.all(np.isfinite(sure))
    assert np.all(np.linalg.eigvalsh(fit.covariance) > 0)


def test_the_fit_finds_where_answers_turn() -> None:
    labels, pairs = labelled(2000, turn=0.7, noise=0.1)
    scores = np.array([pair.equivalent for pair in pairs])
    fit = calibrate(scores, np.array([float(label.verdict is Verdict.SAME) for label in labels]))
    assert fit(np.array([0.7]))[0] == pytest.approx(0.5, abs=0.05)
    assert fit(np.array([0.5]))[0] < 0.1 < 0.9 < fit(np.array([0.9]))[0]


def test_labels_near_the_turn_are_the_useful_ones() -> None:
    labels, pairs = labelled(60)
    scores = np.array([pair.equivalent for pair in pairs])
    fit = calibrate(scores, np.array([float(label.verdict is Verdict.SAME) for label in labels]))
    population = np.linspace(0, 1, 101)
    assert abs(population[np.argmax(usefulness(fit, population))] - 0.6) < 0.2
    assert usefulness(fit, population).min() >= 0


def test_too_few_labels_choose_nothing_and_say_so() -> None:
    labels, pairs = labelled(6)
    found = tuned(labels, pairs)
    assert found.chosen is None
    assert found.changes == {}
    assert "too few labels" in found.warnings[0]


def test_few_labels_choose_and_warn() -> None:
    found = tuned(*labelled(20, noise=0.05))
    assert found.chosen is not None
    assert any("few labels" in warning for warning in found.warnings)


def test_equal_scores_choose_nothing_and_say_so() -> None:
    labels, pairs = labelled(60)
    found = tuned(labels, [replace(pair, equivalent=0.5) for pair in pairs])
    assert found.chosen is None
    assert "same score" in found.warnings[0]


def test_scores_that_tell_nothing_choose_nothing_and_say_so() -> None:
    labels, pairs = labelled(60)
    found = tuned(labels, [replace(pair, equivalent=1 - pair.equivalent) for pair in pairs])
    assert found.chosen is None
    assert "do not tell the labels apart" in found.warnings[0]


# --- how sure it is -------------------------------------------------------------------------------


def test_a_better_threshold_is_known_to_be_better() -> None:
    found = tuned(*labelled(300, turn=0.75, noise=0.08))
    assert found.chosen is not None
    assert found.range is not None
    assert found.range[0] <= found.chosen <= found.range[1]
    assert found.held is not None
    assert found.held.chosen.f > found.held.current.f
    assert found.held.gain_range[0] > 0
    assert found.warnings == ()
    assert np.all(found.low.f <= found.high.f + 1e-9)


def test_a_threshold_that_is_right_already_is_not_said_to_be_beaten() -> None:
    default = Settings().matching.threshold
    found = tuned(*labelled(120, turn=default))
    assert found.held is not None
    assert found.held.gain_range[0] <= 0
    if found.changes:
        assert any("not surely better" in warning for warning in found.warnings)


def test_more_labels_make_a_choice_surer() -> None:
    few, many = (tuned(*labelled(count)).range for count in (40, 800))
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < few[1] - few[0]


def test_the_order_of_labels_does_not_matter() -> None:
    labels, pairs = labelled(50)
    there, back = tuned(labels, pairs), tuned(labels[::-1], pairs[::-1])
    assert there.chosen == back.chosen
    assert there.range == back.range
    assert there.held == back.held


def test_weights_make_up_for_pairs_that_were_shown_more_readily() -> None:
    labels, pairs = labelled(3000)
    everything = tuned(labels, pairs)
    draw = np.random.default_rng(1)
    chance = np.array([0.8 if pair.equivalent > 0.5 else 0.1 for pair in pairs])
    shown = [i for i in range(len(pairs)) if draw.random() < chance[i]]
    some = tuned(
        [replace(labels[i], weight=0.1 / chance[i]) for i in shown], [pairs[i] for i in shown]
    )
    np.testing.assert_allclose(some.curve.recall, everything.curve.recall, atol=0.08)


# --- the other thresholds -------------------------------------------------------------------------


def test_conflicts_tune_the_cut_of_differences() -> None:
    draw = np.random.default_rng(3)
    labels, pairs = [], []
    for number in range(200):
        # In half of the pairs nothing was found, and one in ten of these is a conflict yet.
        confidence = 0.0 if number % 2 else draw.uniform(0.05, 0.9)
        conflict = draw.random() < 0.1 if number % 2 else confidence + draw.normal(0, 0.1) > 0.5
        verdict = Verdict.CONFLICT if conflict else Verdict.SAME
        labels.append(Label(f"one {number}", "other", verdict))
        pairs.append(ScoredPair(f"one {number}", "other", 0.7, 0.7, 0.7, 0.5, confidence))
    (found,) = tune(labels, pairs, Settings(), Aim(), knobs=(CONFIDENCE,))
    assert found.chosen == pytest.approx(0.45, abs=0.1)
    assert found.changes == {"discrepancies.min_confidence": found.chosen}
    assert found.curve.recall[1] < 0.95  # What was never found is missed at any cut.


def test_the_gate_of_omissions_keeps_its_own_aim() -> None:
    labels, pairs = labelled(300)
    (found,) = tune(labels, pairs, Settings(), Aim("precision", 0.99), knobs=(COVERAGE,))
    assert str(found.aim) == "recall=0.95"
    assert found.chosen is not None
    assert found.curve.recall[list(GRID).index(found.chosen)] >= 0.95


def test_thresholds_that_hang_together_move_together() -> None:
    found = tuned(*labelled(300, turn=0.75, noise=0.08))
    before = Settings().matching
    assert found.chosen is not None
    step = found.chosen - before.threshold
    assert found.changes["matching.second_fact"] == pytest.approx(before.second_fact + step)
    assert found.changes["matching.same_article"] == pytest.approx(before.same_article + step)
    after = changed(Settings(), found.changes)
    assert after.matching.threshold == found.chosen
    assert after.matching.neighbours == before.neighbours


# --- pictures -------------------------------------------------------------------------------------


def test_the_terminal_shows_now_and_the_choice() -> None:
    lines = list(lines_of(tuned(*labelled(100, turn=0.7))))
    assert sum(line.endswith("<- now") for line in lines) == 1
    assert sum(line.endswith("<- chosen") for line in lines) == 1
    assert all(line.isascii() for line in lines)


def test_the_picture_is_well_formed_and_has_its_figures_as_text() -> None:
    root = ElementTree.fromstring(svg_of(tuned(*labelled(100, turn=0.7))))  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    words = " ".join(text.text or "" for text in root.iter(f"{space}text"))
    assert "matching.threshold, 100 labels" in words
    assert "chosen 0." in words
    description = root.find(f"{space}desc")
    assert description is not None
    assert "precision" in (description.text or "")
