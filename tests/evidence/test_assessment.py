"""The result of a pattern follows from checks that can fail."""

from __future__ import annotations

import math
import re

import pytest

from itborg.analysis.statistics import Interval
from itborg.evidence.knockouts.outcomes import outcomes
from itborg.evidence.validation.assessment import _over
from itborg.evidence.validation.pattern import Check, Pattern
from itborg.evidence.validation.patterns import ANY_ORGANISATION, PATTERNS, baseline_checks
from itborg.evidence.validation.targets import REPORTED, assessed_targets, estimators, targets

POSITIVE = Check("a number", lambda run_cache: 0.0, above=0.0)


@pytest.mark.parametrize(
    ("estimate", "status"),
    [
        (Interval(1.0, 0.5, 1.5), "passes"),
        (Interval(1.0, -0.5, 2.5), "inconclusive"),
        (Interval(-1.0, -2.5, 0.5), "fails"),
        (Interval(0.0, 0.0, 0.0), "fails"),
        (Interval(1.0, math.nan, math.nan), "inconclusive"),
        (Interval(math.nan, math.nan, math.nan), "not run"),
    ],
)
def test_a_check_passes_only_if_the_interval_lies_in_the_range(estimate: Interval, status: str) -> None:
    assert POSITIVE.status(estimate) == status


def test_a_check_of_an_empirical_band_is_decided_by_the_estimate() -> None:
    assert POSITIVE._replace(by_estimate=True).status(Interval(1.0, -0.5, 2.5)) == "passes"


def test_one_inconclusive_check_is_enough_for_a_pattern_not_to_be_reproduced() -> None:
    pattern = Pattern("P0", "", "", "", (POSITIVE, POSITIVE))
    assert pattern.result(["passes", "passes"]) == "reproduced"
    assert pattern.result(["passes", "inconclusive"]) == "not reproduced"
    assert pattern.result(["not run", "not run"]) == "not reproduced"


def test_a_check_that_is_not_decisive_does_not_change_the_result() -> None:
    pattern = Pattern("P0", "", "", "", (POSITIVE, POSITIVE._replace(decisive=False)))
    assert pattern.result(["passes", "fails"]) == "reproduced"


def test_a_pattern_that_a_rule_contains_is_assumed_even_if_its_checks_pass() -> None:
    assert Pattern("P0", "", "", "", (POSITIVE,), assumed="by a rule").result(["passes"]) == "assumed"


def test_a_pattern_whose_direction_a_rule_contains_is_assumed_only_if_its_checks_fail() -> None:
    pattern = Pattern("P0", "", "", "", (POSITIVE,), assumed_on_failure="by a rule")
    assert pattern.result(["fails"]) == "assumed"
    assert pattern.result(["passes"]) == "reproduced"


def test_a_pattern_that_is_not_judged_has_no_other_result() -> None:
    pattern = Pattern("P0", "", "", "", (POSITIVE,), not_judged="context")
    assert pattern.result(["passes"]) == pattern.result(["fails"]) == "not judged"


EFFECTS = [
    check
    for one in PATTERNS.values()
    for check in one.checks
    if re.search(r"minus|relative change|effect", check.statement)
]


@pytest.mark.parametrize("check", EFFECTS, ids=lambda check: check.statement)
def test_an_effect_is_beyond_zero_or_its_absence_has_two_bounds(check: Check) -> None:
    if check.no_difference:
        assert -math.inf < check.above < 0.0 < check.below < math.inf
    else:
        assert check.above >= 0.0 or check.below <= 0.0
        assert not check.by_estimate


def test_an_effect_whose_interval_touches_zero_is_not_shown() -> None:
    assert POSITIVE.status(Interval(0.25, 0.0, 0.5)) == "inconclusive"


def test_no_difference_needs_the_complete_interval_between_its_bounds() -> None:
    same = Check("one minus the other", lambda run_cache: 0.0, -0.1, 0.1, no_difference=True)
    assert same.status(Interval(0.0, -0.2, 0.2)) == "inconclusive"
    assert same.status(Interval(0.0, -0.05, 0.05)) == "passes"


def test_no_outcome_of_a_knockout_is_the_absence_of_an_effect_or_context() -> None:
    checks = [one.check for one in outcomes(["pattern"]) if one.check]
    assert not any(check.no_difference for check in checks)
    assert not {*checks} & {check for one in PATTERNS.values() if one.not_judged for check in one.checks}


def test_the_patterns_are_p1_to_p16_and_n1_to_n6_and_each_check_can_fail() -> None:
    assert list(PATTERNS) == [*(f"P{n}" for n in range(1, 17)), *(f"N{n}" for n in range(1, 7))]
    for pattern in PATTERNS.values():
        assert pattern.checks[0].decisive
        for check in pattern.checks:
            assert math.isfinite(check.above) or math.isfinite(check.below), check.statement
        assert len({check.statement for check in pattern.checks}) == len(pattern.checks)


def test_the_patterns_for_any_organisation_have_checks_of_the_baseline() -> None:
    assert all(baseline_checks(PATTERNS[name]) for name in ANY_ORGANISATION)


def test_every_assessed_target_has_an_estimator_and_a_band_in_order() -> None:
    assert set(estimators()) == {one.id for one in assessed_targets()}
    assert all(one.band and one.band[0] < one.band[1] for one in assessed_targets())
    assert all(one.source and one.statistic for one in targets())
    assert len({one.id for one in targets()}) == len(targets())


def test_reported_targets_have_no_band() -> None:
    assert set(REPORTED) <= {one.id for one in targets() if one.band is None}


def test_hours_are_averaged_on_the_log_scale() -> None:
    """One run with a large backlog must not dominate the mean."""
    assert _over([1.0, 1.0, 1.0, 10_000.0], log=True).mean == pytest.approx(10.0)
    assert _over([1.0, 3.0], log=False).mean == 2.0
    assert math.isnan(_over([], log=True).mean)
