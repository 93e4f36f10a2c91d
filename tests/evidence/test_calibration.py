"""Calibration: the posterior contains the truth, and states what was not identified and what the model cannot meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from itborg.analysis.study import Factor
from itborg.analysis.study.evaluate import RunSource
from itborg.common.errors import InputError
from itborg.evidence.calibration import (
    Calibration,
    bundled,
    calibrate,
    hold_out,
    read_targets,
    targets_text,
)
from itborg.evidence.calibration.active_parameters import MOST
from itborg.evidence.calibration.aims import Aims
from itborg.evidence.calibration.emulator import Emulator
from itborg.evidence.calibration.matching import (
    CANDIDATES,
    IMPLAUSIBLE,
    candidates,
    next_points,
    posterior,
    still_plausible,
)
from itborg.evidence.incident_log import Indicator
from itborg.evidence.validation.targets import Target
from itborg.mechanisms.registry import CORE, PARAMETERS
from itborg.report.presentation import sentences

TRUTH = {"desk_trained": 0.5, "queue_pull": 0.7}
FREE = (Factor("desk_trained", 0.3, 0.8), Factor("queue_pull", 0.05, 1.0), Factor("patience", 1.0, 10.0))
Prediction = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Return three statistics of two parameters; a third parameter has no effect, a fourth statistic is fixed."""
    del strategy
    key = [seed % 2**32, *(int(1e6 * values[one.name]) for one in FREE)]
    noise = np.random.default_rng(key).normal(size=4)
    a, b = values["desk_trained"], values["queue_pull"]
    return {
        "handoffs.share_with_1_or_more": a * (1 - 0.4 * b) + 0.01 * noise[0],
        "handoffs.median_hours_one_handoff": 20 * np.exp(b) * (1 + 0.02 * noise[1]),
        "handoffs.ping_pong_share": 0.2 * a + 0.1 * b**2 + 0.005 * noise[2],
        "concentration.hours_in_worst_12_6_percent": 0.4 + 0.01 * noise[3],
    }


def target(name: str, fitted: bool = True, off: float = 0.0) -> Target:
    exact = {"patience": 5.0, **TRUTH}
    value = np.mean([model(exact, "none", seed)[name] for seed in range(400)]) + off
    return Target(name, name, "synthetic", (float(value * 0.95), float(value * 1.05)), fitted)


@cache
def found() -> Calibration:
    targets = [
        target("handoffs.share_with_1_or_more"),
        target("handoffs.median_hours_one_handoff"),
        target("handoffs.ping_pong_share", fitted=False),
        target("concentration.hours_in_worst_12_6_percent", off=0.3),
    ]
    return calibrate(targets=targets, free=FREE, points=30, waves=3, run_source=RunSource(model=model))


def test_the_posterior_contains_the_truth_and_is_narrower_than_the_prior() -> None:
    rows = found().parameters.set_index("parameter")
    for name, value in TRUTH.items():
        assert rows.loc[name, "low"] <= value <= rows.loc[name, "high"]
        assert rows.loc[name, "learned"] > 0.5
        assert rows.loc[name, "identified"]


def test_a_parameter_without_effect_is_not_identified() -> None:
    assert not found().parameters.set_index("parameter").loc["patience", "identified"]
    assert any("Not identified" in line and "patience" in line for line in sentences(found()))


def test_runs_with_a_new_seed_predict_a_target_that_was_held_out() -> None:
    row = found().targets.set_index("target").loc["handoffs.ping_pong_share"]
    assert not row["fitted"]
    assert row["result"] == "within"
    assert row["posterior_high"] - row["posterior_low"] < row["prior_high"] - row["prior_low"]


def test_a_target_that_no_parameters_meet_is_outside_and_affects_no_other() -> None:
    rows = found().targets.set_index("target")
    assert rows.loc["concentration.hours_in_worst_12_6_percent", "result"] == "outside"
    assert rows.loc["handoffs.share_with_1_or_more", "result"] == "within"
    assert any("hours in worst 12 6 percent" in line for line in sentences(found()))


def test_each_wave_leaves_no_more_than_the_one_before() -> None:
    shares = [wave.plausible for wave in found().waves]
    assert shares == sorted(shares, reverse=True)
    assert 0 < shares[-1] < 0.3


def test_by_default_the_parameters_of_the_core_on_which_targets_depend_are_fitted() -> None:
    two = (PARAMETERS[CORE[0]], PARAMETERS[CORE[-1]])
    wanted = target("handoffs.share_with_1_or_more")

    def of_two(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        del strategy
        noise = np.random.default_rng([seed % 2**32, int(1e6 * sum(values.values()))]).normal()
        shares = [(values[one.name] - one.low) / (one.high - one.low) for one in two if one.name in values]
        return {wanted.id: 0.3 + 0.1 * sum(shares) + 0.01 * noise}

    found = calibrate(targets=[wanted], points=20, waves=1, run_source=RunSource(model=of_two))
    fitted = list(found.parameters["parameter"])
    assert {one.name for one in two} <= set(fitted) <= set(CORE)
    assert len(fitted) == MOST


def accepts(low: float, high: float) -> Prediction:
    """Return a certain prediction of 0 within a range and of 1 outside it."""
    return lambda unit: (((unit < low) | (unit > high)).astype(float), np.zeros_like(unit))


def test_a_point_that_one_wave_ruled_out_stays_ruled_out() -> None:
    """The second emulator alone would accept the lower half again."""
    aims, left = Aims(np.array([0.0]), np.array([0.1])), candidates(1, 1)
    for low, high in ((0.5, 1.0), (0.0, 0.75)):
        left = still_plausible(left, accepts(low, high), aims)  # type: ignore[arg-type]
    assert left.min() >= 0.5
    assert len(left) / CANDIDATES == pytest.approx(0.25, abs=0.001)
    assert len(still_plausible(left[:0], accepts(0.0, 1.0), aims)) == 0  # type: ignore[arg-type]


def test_the_posterior_lies_in_the_points_that_all_waves_left() -> None:
    """The last emulator accepts values above 0.5; the first one ruled out those above 0.75."""
    aims, waves, left = (
        Aims(np.array([0.0]), np.array([0.1])),
        [accepts(0.0, 0.75), accepts(0.5, 1.0)],
        candidates(1, 1),
    )
    for one in waves:
        left = still_plausible(left, one, aims)  # type: ignore[arg-type]
    drawn = posterior(left, waves, aims, np.random.default_rng(1), 500)  # type: ignore[arg-type]
    assert 0.5 <= drawn.min() < 0.52
    assert 0.73 < drawn.max() <= 0.75
    everywhere = posterior(left[:0], waves, aims, np.random.default_rng(1), 500)  # type: ignore[arg-type]
    assert everywhere.max() > 0.9


def test_no_wave_runs_a_point_twice() -> None:
    left = candidates(2, 1)[:40]
    points = next_points(left, left[:20], None, None, 20, np.random.default_rng(1))  # type: ignore[arg-type]
    assert sorted(map(tuple, points)) == sorted(map(tuple, left[20:]))


def test_held_out_targets_do_not_affect_the_fit() -> None:
    one, other = (
        calibrate(
            targets=[target("handoffs.share_with_1_or_more"), target("handoffs.ping_pong_share", False, off)],
            free=FREE, points=20, waves=1, run_source=RunSource(model=model),
        )
        for off in (0.0, 0.5)
    )  # fmt: skip
    assert one.posterior.equals(other.posterior)


def test_an_emulator_is_accurate_at_its_points_and_uncertain_far_from_them() -> None:
    rng = np.random.default_rng(1)
    unit = 0.5 * rng.random((40, 2))
    values = np.sin(5 * unit[:, :1]) + unit[:, 1:]
    emulator = Emulator(unit, values, np.full((40, 1), 1e-3))
    mean, sd = emulator(unit)
    assert mean == pytest.approx(values, abs=0.02)
    assert emulator(np.array([[1.0, 1.0]]))[1][0, 0] > 3 * sd.mean()


def test_the_sampler_reproduces_a_known_posterior() -> None:
    """With one statistic equal to one parameter the posterior is Student's t about the aim, without its far tails."""

    def identity(unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return unit, np.zeros_like(unit)

    aims = Aims(np.array([0.4]), np.array([0.02]))
    left = still_plausible(candidates(1, 2), identity, aims)  # type: ignore[arg-type]
    drawn = posterior(left, [identity], aims, np.random.default_rng(3), 2000)  # type: ignore[list-item]
    assert np.abs(drawn - 0.4).max() < IMPLAUSIBLE * 0.02
    assert np.median(drawn) == pytest.approx(0.4, abs=0.005)
    low, high = np.quantile(drawn, [0.25, 0.75])
    assert (high - low) / 2 == pytest.approx(0.02 * 0.741, rel=0.15)  # quartile of t with 4 degrees of freedom


def test_bundled_targets_are_those_of_one_run() -> None:
    names = {one.id for one in bundled()}
    assert {"handoffs.rank_correlation", "concentration.hours_in_worst_12_6_percent"} <= names
    assert not any(name.startswith("training") for name in names)


def test_targets_written_from_indicators_are_read_again(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    indicators = [
        Indicator("handoffs.share_with_1_or_more", 0.4, 0.01),
        Indicator("handoffs.rank_correlation", 0.5, 0.02),
        Indicator("handoffs.time_ratio_3_over_1", 2.0, 1.5),  # a symmetric band would begin below 0
        Indicator("handoffs.reopened_share", 0.1, float("nan")),  # without a known error it is no target
    ]
    file.write_text(targets_text(indicators, "export.csv", "1,234 closed incidents"))
    share, correlation, ratio = read_targets(file)
    assert share.fitted
    assert not correlation.fitted
    assert (share.error, ratio.error) == (0.01, 1.5)
    assert ratio.band == pytest.approx((2 / np.exp(np.hypot(1.5, 0.1)), 2 * np.exp(np.hypot(1.5, 0.1))), rel=1e-4)
    assert share.band == pytest.approx((0.4 - np.hypot(0.02, 0.04), 0.4 + np.hypot(0.02, 0.04)), rel=1e-4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[target]]\nid = "handoffs.rank_corelation"\nband = [0, 1]', "did you mean 'handoffs.rank_correlation'"),
        ('[[target]]\nid = "sla_met"\nband = [0.9, 0.8]', r"targets.toml:3 \[band\]"),
        ('[[target]]\nid = "sla_met"\nbant = [0.1, 0.8]', "did you mean 'band'"),
        ('[[target]]\nid = "sla_met"\nband = [0.1, 0.8]\nfitted = "yes"', "neither true nor false"),
        ('[[target]]\nid = "handoffs.time_ratio_3_over_1"\nband = [-0.1, 2]', r"targets.toml:3 \[band\].* above 0"),
        ('[[target]]\nid = "sla_met"\nband = [0.1, 0.8]\nerror = -1', "-1 is not 0 or more"),
        ("", "no \\[\\[target\\]\\]"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_targets_file_is_reported_with_its_line_and_the_nearest_name(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=message):
        read_targets(file)


def test_only_targets_that_exist_can_be_held_out() -> None:
    targets = [target("handoffs.ping_pong_share"), target("handoffs.share_with_1_or_more")]
    assert [one.fitted for one in hold_out(targets, ["handoffs.ping_pong_share"])] == [False, True]
    with pytest.raises(InputError, match="did you mean"):
        hold_out(targets, ["handoffs.ping_pong"])
