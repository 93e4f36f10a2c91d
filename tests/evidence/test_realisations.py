"""A log is one realisation: the truth is found plausible for its own logs as often as the nominal 95 %."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from itborg.analysis.study import Factor
from itborg.evidence.calibration import Calibration
from itborg.evidence.calibration.aims import accepted_range, aims_of, realisation_sd, scaled
from itborg.evidence.calibration.emulator import Emulator
from itborg.evidence.calibration.matching import Wave, candidates, posterior, still_plausible
from itborg.evidence.calibration.posterior_tables import parameter_table, target_table
from itborg.evidence.validation.targets import Target
from itborg.report.presentation import sentences

FITTED = ("handoffs.share_with_1_or_more", "handoffs.time_ratio_3_over_1")
HELD_OUT = "handoffs.ping_pong_share"
TRUTH, SPREAD, ERROR = 0.5, 0.05, 0.02
Floats = np.ndarray


def statistics(parameter: Floats, noise: Floats) -> Floats:
    """Return (statistics, parameters, replications) of a toy model whose replications differ by SPREAD.

    noise  (statistics, replications) standard normal, common to all parameters; the ratio differs on the log scale
    """
    one, off = parameter[None, :, None], SPREAD * noise[:, None]
    return np.concatenate([one + off[:1], np.exp(one + off[1:2]), 0.2 + 0.5 * one + off[2:]])


def targets_of(values: Floats) -> list[Target]:
    """Return the targets of one log: bands of two standard errors over incidents, which are smaller than SPREAD."""
    factor = np.exp(2 * ERROR)
    return [
        Target(FITTED[0], "", "", (values[0] - 2 * ERROR, values[0] + 2 * ERROR), True, error=ERROR),
        Target(FITTED[1], "", "", (values[1] / factor, values[1] * factor), True, error=ERROR * values[1]),
        Target(HELD_OUT, "", "", (values[2] - 2 * ERROR, values[2] + 2 * ERROR), False, error=ERROR),
    ]


@cache
def plausible_share(counted: bool, replications: int = 3, repetitions: int = 12, logs: int = 100) -> float:
    """Return the share of logs for which the true parameter is at most two standard deviations off.

    counted  whether the standard deviation of one realisation is added
    """
    rng = np.random.default_rng(1)
    unit, truth = np.linspace(0, 1, 15)[:, None], np.array([TRUTH])
    distance = []
    for _ in range(repetitions):
        runs = np.log(statistics(unit[:, 0], rng.normal(size=(3, replications)))[1:2])
        errors = runs.std(axis=2, ddof=1).T / np.sqrt(replications)
        mean, sd = Emulator(unit, runs.mean(axis=2).T, errors)(truth[:, None])
        at_truth = np.log(statistics(truth, rng.normal(size=(3, 20)))[1:2, 0])
        for values in statistics(truth, rng.normal(size=(3, logs)))[:, 0].T:
            ratio = targets_of(values)[1:2]
            extra = realisation_sd(ratio, at_truth, replications) if counted else 0.0
            distance.append(aims_of(ratio).implausibility(mean, np.hypot(sd, extra)))
    return float(np.mean(np.array(distance) < 2))


def test_the_truth_is_within_two_standard_deviations_of_about_95_of_100_logs() -> None:
    assert plausible_share(counted=True) == pytest.approx(0.95, abs=0.04)


def test_without_the_variance_between_replications_the_truth_is_ruled_out_far_more_often() -> None:
    assert plausible_share(counted=False) < 0.7


def met(seed: int) -> list[bool]:
    """Return whether each target of a log is met by a fit to that log."""
    rng = np.random.default_rng(seed)
    targets = targets_of(statistics(np.array([TRUTH]), rng.normal(size=(3, 1)))[:, 0, 0])
    at_truth = scaled(statistics(np.array([TRUTH]), rng.normal(size=(3, 20)))[:2, 0], targets[:2])
    sd = realisation_sd(targets[:2], at_truth, 1000)

    def emulator(unit: Floats) -> tuple[Floats, Floats]:
        return np.column_stack([unit, unit]), np.tile(sd, (len(unit), 1))

    aims = aims_of(targets[:2])
    left = still_plausible(candidates(1, seed), emulator, aims)  # type: ignore[arg-type]
    particles = posterior(left, [emulator], aims, rng, 100)[:25, 0]  # type: ignore[list-item]
    fitted = statistics(particles, rng.normal(size=(3, 20))).reshape(3, -1)
    default = statistics(np.array([TRUTH]), rng.normal(size=(3, 20)))[:, 0]
    return list(target_table(targets, default, fitted, default.T)["result"] == "within")


def test_fitted_and_held_out_targets_of_its_own_log_are_met_in_about_95_of_100_logs() -> None:
    share = np.array([met(seed) for seed in range(200)]).mean(axis=0)
    assert share[2] == pytest.approx(0.95, abs=0.04)  # held out
    assert (share[:2] >= 0.91).all()  # fitted


def test_a_band_without_an_error_is_not_widened_and_an_error_that_replications_contain_counts_once() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.01, 50)
    assert accepted_range(Target(HELD_OUT, "", "", (0.4, 0.6), True), values) == (0.4, 0.6)
    with_error = Target(HELD_OUT, "", "", (0.4, 0.6), True, error=0.05)
    assert accepted_range(with_error, values) == pytest.approx((0.4, 0.6))
    wide = accepted_range(Target(HELD_OUT, "", "", (0.4, 0.6), True, error=0.0), np.array([0.2, 0.8]))
    assert wide == pytest.approx((0.5 - np.hypot(0.1, 2 * 0.18**0.5), 0.5 + np.hypot(0.1, 2 * 0.18**0.5)))


@pytest.mark.parametrize(("error", "widened"), [(0.0, True), (None, False)])
def test_a_report_states_that_bands_are_wider_for_one_realisation_only_if_they_are(
    error: float | None, widened: bool
) -> None:
    values = np.random.default_rng(1).normal(0.5, 0.1, (1, 50))
    targets = target_table([Target(HELD_OUT, "", "", (0.4, 0.6), True, error=error)], values, values, values.T)
    parameters = parameter_table([Factor("patience", 1.0, 10.0)], np.linspace(1, 10, 9)[:, None])
    found = Calibration("", 1, parameters, targets, parameters, (Wave(1, 1, 1.0),), 1)
    assert any("one realisation" in line for line in sentences(found)) == widened
