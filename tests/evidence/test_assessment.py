"""A verdict follows from checks that could have come out otherwise."""

from __future__ import annotations

import math

import pytest

from itborg.analysis.statistics import Interval
from itborg.evidence.validation.pattern import Check, Pattern
from itborg.evidence.validation.patterns import EVERYWHERE, PATTERNS, untreated_checks
from itborg.evidence.validation.targets import TOLD, estimators, judged, targets

UP = Check("a number", lambda run_cache: 0.0, above=0.0)


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (Interval(1.0, 0.5, 1.5), "holds"),
        (Interval(1.0, -0.5, 2.5), "not clear"),
        (Interval(-1.0, -2.5, 0.5), "fails"),
        (Interval(0.0, 0.0, 0.0), "fails"),
        (Interval(1.0, math.nan, math.nan), "not clear"),
        (Interval(math.nan, math.nan, math.nan), "not run"),
    ],
)
def test_a_check_holds_only_with_its_whole_interval(found: Interval, standing: str) -> None:
    assert UP.standing(found) == standing


def test_a_figure_with_a_band_is_judged_by_its_estimate() -> None:
    assert UP._replace(point=True).standing(Interval(1.0, -0.5, 2.5)) == "holds"


def test_one_check_that_is_not_clear_is_enough_for_a_pattern_not_to_emerge() -> None:
    pattern = Pattern("P0", "", "", "", (UP, UP))
    assert pattern.verdict(["holds", "holds"]) == "emerges"
    assert pattern.verdict(["holds", "not clear"]) == "does not"
    assert pattern.verdict(["not run", "not run"]) == "does not"


def test_an_aside_does_not_decide() -> None:
    pattern = Pattern("P0", "", "", "", (UP, UP._replace(aside=True)))
    assert pattern.verdict(["holds", "fails"]) == "emerges"


def test_what_a_rule_contains_is_an_assumption_however_well_it_shows() -> None:
    assert Pattern("P0", "", "", "", (UP,), put_in="by a rule").verdict(["holds"]) == "assumption"
    assert Pattern("P0", "", "", "", (UP,), unless="by a rule").verdict(["fails"]) == "assumption"
    assert Pattern("P0", "", "", "", (UP,), unless="by a rule").verdict(["holds"]) == "emerges"


def test_the_patterns_are_p1_to_p16_and_each_could_fail() -> None:
    assert sorted(PATTERNS, key=lambda name: int(name[1:])) == [f"P{n}" for n in range(1, 17)]
    for pattern in PATTERNS.values():
        assert not pattern.checks[0].aside
        for check in pattern.checks:
            assert math.isfinite(check.above) or math.isfinite(check.below), check.says
        assert len({check.says for check in pattern.checks}) == len(pattern.checks)


def test_the_same_patterns_can_be_asked_of_any_organisation() -> None:
    assert all(untreated_checks(PATTERNS[name]) for name in EVERYWHERE)


def test_every_judged_target_has_an_estimator_and_a_band_in_order() -> None:
    assert set(estimators()) == {one.id for one in judged()}
    assert all(one.band and one.band[0] < one.band[1] for one in judged())
    assert all(one.source and one.statistic for one in targets())
    assert len({one.id for one in targets()}) == len(targets())


def test_what_is_told_is_not_judged() -> None:
    assert set(TOLD) <= {one.id for one in targets() if one.band is None}


def test_hours_are_averaged_on_the_log_scale() -> None:
    """One run in which everything piles up shall not stand for all."""
    from itborg.evidence.validation.assessment import _over

    assert _over([1.0, 1.0, 1.0, 10_000.0], log=True).mean == pytest.approx(10.0)
    assert _over([1.0, 3.0], log=False).mean == 2.0
    assert math.isnan(_over([], log=True).mean)
