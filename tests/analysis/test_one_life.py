"""A log is one life: one that the model wrote itself is found plausible as often as it should be, and not by chance."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from itborg.analysis.study import Factor
from itborg.evidence.calibration import Calibration
from itborg.evidence.calibration.emulator import Emulator, aimed_at, doubt_of_lives, reach, scaled
from itborg.evidence.calibration.matching import Aims, Wave, candidates, posterior, still_plausible
from itborg.evidence.calibration.posterior_tables import checks, learned
from itborg.evidence.validation.targets import Target
from itborg.report.calibration_report import sentences

FITTED = ("handoffs.share_with_1_or_more", "handoffs.time_ratio_3_over_1")
HELD = "handoffs.ping_pong_share"
TRUTH, LIFE, ERROR = 0.5, 0.05, 0.02
Floats = np.ndarray


def figures(parameter: Floats, random_numbers: Floats) -> Floats:
    """Return (figures, parameters, lives) of a model in which a life is off its mean by LIFE, a ratio by so many times.

    luck  (3, lives) standard normal, common to all parameters
    """
    one, off = parameter[None, :, None], LIFE * random_numbers[:, None]
    return np.concatenate([one + off[:1], np.exp(one + off[1:2]), 0.2 + 0.5 * one + off[2:]])


def log_of(life: Floats) -> list[Target]:
    """Return targets of one life's log: a band of two standard errors over incidents, which are less than LIFE."""
    times = np.exp(2 * ERROR)
    return [
        Target(FITTED[0], "", "", (life[0] - 2 * ERROR, life[0] + 2 * ERROR), True, error=ERROR),
        Target(FITTED[1], "", "", (life[1] / times, life[1] * times), True, error=ERROR * life[1]),
        Target(HELD, "", "", (life[2] - 2 * ERROR, life[2] + 2 * ERROR), False, error=ERROR),
    ]


@cache
def plausible_logs(counted: bool, replications: int = 3, worlds: int = 12, logs: int = 100) -> float:
    """Return the share of logs from which the truth, as an emulator has it, is at most two standard deviations off."""
    chance = np.random.default_rng(1)
    unit, truth = np.linspace(0, 1, 15)[:, None], np.array([TRUTH])
    off = []
    for _ in range(worlds):
        runs = np.log(figures(unit[:, 0], chance.normal(size=(3, replications)))[1:2])
        errors = runs.std(axis=2, ddof=1).T / np.sqrt(replications)
        mean, doubt = Emulator(unit, runs.mean(axis=2).T, errors)(truth[:, None])
        lives = np.log(figures(truth, chance.normal(size=(3, 20)))[1:2, 0])
        for life in figures(truth, chance.normal(size=(3, logs)))[:, 0].T:
            ratio = log_of(life)[1:2]
            more = doubt_of_lives(ratio, lives, replications) if counted else 0.0
            off.append(Aims(*aimed_at(ratio)).implausibility(mean, np.hypot(doubt, more)))
    return float(np.mean(np.array(off) < 2))


def test_the_truth_is_within_two_standard_deviations_of_its_own_log_in_about_95_of_100_logs() -> None:
    assert plausible_logs(counted=True) == pytest.approx(0.95, abs=0.04)


def test_without_the_spread_of_lives_it_is_ruled_out_far_more_often() -> None:
    assert plausible_logs(counted=False) < 0.7


def checked(random_numbers: int) -> list[bool]:
    """Return whether each figure of a log is found within reach of a fit to that log."""
    chance = np.random.default_rng(random_numbers)
    targets = log_of(figures(np.array([TRUTH]), chance.normal(size=(3, 1)))[:, 0, 0])
    lives = scaled(figures(np.array([TRUTH]), chance.normal(size=(3, 20)))[:2, 0], targets[:2])
    doubt = doubt_of_lives(targets[:2], lives, 1000)

    def told(unit: Floats) -> tuple[Floats, Floats]:
        return np.column_stack([unit, unit]), np.tile(doubt, (len(unit), 1))

    aims = Aims(*aimed_at(targets[:2]))
    left = still_plausible(candidates(1, random_numbers), told, aims)  # type: ignore[arg-type]
    particles = posterior(left, [told], aims, chance, 100)[:25, 0]  # type: ignore[list-item]
    after = figures(particles, chance.normal(size=(3, 20))).reshape(3, -1)
    now = figures(np.array([TRUTH]), chance.normal(size=(3, 20)))[:, 0]
    return list(checks(targets, now, after, now.T)["verdict"] == "within")


def test_fitted_and_held_out_figures_of_its_own_log_are_met_in_about_95_of_100_logs() -> None:
    met = np.array([checked(random_numbers) for random_numbers in range(200)]).mean(axis=0)
    assert met[2] == pytest.approx(0.95, abs=0.04)  # held out
    assert (met[:2] >= 0.91).all()  # fitted: the fit went towards them


def test_a_band_that_says_all_is_not_widened_and_an_error_larger_than_the_spread_of_lives_counts_once() -> None:
    lives = np.random.default_rng(1).normal(0.5, 0.01, 50)
    assert reach(Target(HELD, "", "", (0.4, 0.6), True), lives) == (0.4, 0.6)
    assert reach(Target(HELD, "", "", (0.4, 0.6), True, error=0.05), lives) == pytest.approx((0.4, 0.6))
    wide = reach(Target(HELD, "", "", (0.4, 0.6), True, error=0.0), np.array([0.2, 0.8]))
    assert wide == pytest.approx((0.5 - np.hypot(0.1, 2 * 0.18**0.5), 0.5 + np.hypot(0.1, 2 * 0.18**0.5)))


@pytest.mark.parametrize(("error", "told"), [(0.0, True), (None, False)])
def test_an_answer_says_that_its_bands_are_those_of_one_life_where_they_are(error: float | None, told: bool) -> None:
    lives = np.random.default_rng(1).normal(0.5, 0.1, (1, 50))
    targets = checks([Target(HELD, "", "", (0.4, 0.6), True, error=error)], lives, lives, lives.T)
    known = learned([Factor("patience", 1.0, 10.0)], np.linspace(1, 10, 9)[:, None])
    found = Calibration("", 1, known, targets, known, (Wave(1, 1, 1.0),), 1)
    assert any("one life" in line for line in sentences(found)) == told
