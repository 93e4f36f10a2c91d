"""Values of single strategies that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.strategies import STRATEGIES


def rows(name: str) -> np.ndarray:
    """Return 480 days of a strategy at full dose."""
    return STRATEGIES[name]().schedule(480)


def test_itil_trains_everyone_five_days_in_fifty() -> None:
    assert rows("itil")["training"].sum() == pytest.approx(5.0)
    assert np.flatnonzero(rows("itil")["training"])[-1] == 49


def test_borg_is_itil_plus_a_mandate() -> None:
    itil, borg = rows("itil"), rows("borg")
    same = ("framework_target", "framework_speed", "objective", "training", "overhead")
    assert all(np.array_equal(itil[lever], borg[lever]) for lever in same)
    assert set(borg["mandate"]) == {1.0}
    assert set(borg["enforcement"]) == {0.3}
    assert set(rows("borg_enforced")["enforcement"]) == {1.0}


def test_a_visit_every_twenty_days_takes_half_a_day() -> None:
    assert rows("brm_style")["visits"].sum() == pytest.approx(480 / 20)


def test_a_workshop_is_one_day_and_its_follow_ups_are_monthly() -> None:
    assert np.flatnonzero(rows("workshop")["workshop"]).tolist() == [0]
    assert np.flatnonzero(rows("workshop_csi")["follow_up"]).tolist() == list(range(20, 480, 20))


def test_counselling_lasts_twenty_four_weeks() -> None:
    assert rows("counsellor")["counselling"].sum() == 24 * 5


def test_outsourcing_loses_a_quarter_of_capacity_for_forty_days() -> None:
    factor = rows("outsource")["capacity_factor"]
    assert factor[39] / factor[40] == pytest.approx(0.75)
    assert STRATEGIES["outsource"]().cost(480) == pytest.approx(150.0 + 2.0 * 60)


def test_divorce_loses_a_fifth_of_capacity_for_thirty_days_only() -> None:
    assert rows("divorce")["capacity_factor"].tolist() == [0.8] * 30 + [1.0] * 450


def test_in_the_programme_the_framework_is_not_the_objective() -> None:
    assert not rows("csi_programme")["objective"].any()
    assert set(rows("csi_programme")["framework_target"]) == {0.6}


def test_external_approval_changes_only_the_wait_and_the_cost() -> None:
    assert STRATEGIES["external_approval"].levers == {"approval_delay"}
