"""Rules without a closed form, by properties and by hand."""

from __future__ import annotations

import doctest
from importlib import import_module

import numpy as np
import pytest

from itborg.common.periods import QUARTER, WEEK
from itborg.mechanisms import labels, resistance, rhythms, trust
from itborg.mechanisms.registry import MECHANISMS, parameter_record
from tests.mechanisms.equations import RECORDS

DEFAULTS = parameter_record()[0]


@pytest.mark.parametrize("name", MECHANISMS)
def test_examples_of_rules_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"itborg.mechanisms.{name}")).failed == 0


def shares(utilities: list[float], draws: int = 4000) -> np.ndarray:
    """Return how often each label is chosen, over evenly spread random numbers."""
    chosen = [labels.choose((n + 0.5) / draws, *utilities, DEFAULTS) for n in range(draws)]
    return np.bincount(chosen, minlength=5)[1:] / draws


def test_a_label_of_higher_utility_is_chosen_more_often() -> None:
    utilities = [0.0, -0.02, -0.06, -0.03]
    found = shares(utilities)
    logit = np.exp(np.array(utilities) / DEFAULTS.choice_noise)
    assert found == pytest.approx(logit / logit.sum(), abs=1e-3)


def test_every_label_is_chosen_equally_often_where_all_are_worth_the_same() -> None:
    assert shares([-0.3] * 4) == pytest.approx([0.25] * 4, abs=1e-3)


@pytest.mark.parametrize("rhythm", [rhythms.RETAIL, rhythms.PAYROLL, rhythms.FINANCE, 3])
def test_the_mean_of_a_rhythm_is_the_mean_of_its_days(rhythm: int) -> None:
    days = [rhythms.factor(rhythm, day, False, DEFAULTS) for day in range(QUARTER)]
    assert rhythms.mean_factor(rhythm, False, DEFAULTS) == pytest.approx(np.mean(days))


def test_campaigns_raise_the_mean_of_retail_by_their_share() -> None:
    days = [(rhythms.factor(0, day, False, DEFAULTS), rhythms.factor(0, day, True, DEFAULTS)) for day in range(WEEK)]
    usual, campaign = np.mean(days, axis=0)
    expected = (1.0 - DEFAULTS.campaign_share) * usual + DEFAULTS.campaign_share * campaign
    assert rhythms.mean_factor(0, True, DEFAULTS) == pytest.approx(expected)


@pytest.mark.parametrize("p", RECORDS[:3])
def test_competence_trust_rises_with_contact_and_meets_the_points_of_its_curve(p: np.record) -> None:
    points = [trust.by_contact(n / 5, DEFAULTS) for n in range(6)]
    assert points == pytest.approx([DEFAULTS[f"competence_{n}"] for n in range(6)])
    assert points == sorted(points)
    between = [trust.by_contact(n / 50, p) for n in range(51)]
    assert max(np.abs(np.diff(between, 2))) < 0.1  # no jumps


@pytest.mark.parametrize("stage", range(4))
def test_resistance_rises_above_and_ends_below_its_threshold(stage: int) -> None:
    p, threshold = DEFAULTS, 1.2
    rises, ends = threshold + p.resist_step * stage, threshold + p.resist_step * (stage - 1) - p.cooling
    above, below = min(stage + 1, 3), max(stage - 1, 0)
    assert resistance.next_stage(stage, rises + 1e-6, threshold, p) == above
    assert resistance.next_stage(stage, rises - 1e-6, threshold, p) == stage
    assert resistance.next_stage(stage, ends + 1e-6, threshold, p) == stage
    assert resistance.next_stage(stage, ends - 1e-6, threshold, p) == below
    assert resistance.next_stage(stage, 9.0, threshold, p) == above
    assert resistance.next_stage(stage, 0.0, threshold, p) == below
