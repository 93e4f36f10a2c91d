"""Equal-resource comparison: the same money or hours for every strategy; and changed demand."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison import Plan, compare, plan
from itborg.analysis.comparison.equal_resources import at_equal_resources, most_dose
from itborg.analysis.comparison.risk_and_cost import Staff, resources_used
from itborg.common.errors import InputError
from itborg.engine.simulation import initial_world, prepare, run_replication, run_seed
from itborg.mechanisms.registry import DEMAND, PARAMETERS, at_demand, checked_demand
from itborg.organisation import load
from itborg.strategies import strategy

DAYS = 60


@pytest.fixture(scope="module")
def equal() -> Plan:
    """Scale two strategies to the same budget once."""
    return at_equal_resources(plan(["itil", "brm_style"], replications=4, days=DAYS), "budget", 35.0)


@pytest.fixture(scope="module")
def runs() -> tuple[Any, ...]:
    """Run one paired replication of none, itil, problem management and COBIT."""
    chosen = [strategy(name) for name in ("none", "itil", "problem_management", "cobit")]
    setup = prepare(load("grab_at_pizza"), days=DAYS)
    return setup, chosen, run_replication(setup, chosen, run_seed(1, 0))


def test_every_strategy_uses_the_amount_at_its_dose(equal: Plan) -> None:
    assert equal.equal_resources is not None
    for name, used in equal.equal_resources.used.items():
        assert used.matched
        assert used.used.mean == pytest.approx(35.0, rel=0.05)
        assert equal.strategies[equal.names.index(name)].dose == used.dose


def test_the_dosed_comparison_stays_paired_and_keeps_its_strategies(equal: Plan) -> None:
    assert equal.names == ("none", "itil", "brm_style")
    assert equal.strategies[0].dose == 1.0
    again = at_equal_resources(plan(["itil", "brm_style"], replications=4, days=DAYS), "budget", 35.0)
    assert again.equal_resources == equal.equal_resources


def test_without_an_amount_the_cheapest_strategy_sets_it() -> None:
    found = at_equal_resources(plan(["itil", "calendar"], replications=2, days=DAYS), "budget").equal_resources
    assert found is not None
    assert found.amount == min(one.at_full_dose for one in found.used.values())
    assert found.used["calendar"].dose == pytest.approx(1.0)


def test_a_strategy_that_cannot_use_the_amount_is_not_matched() -> None:
    found = at_equal_resources(plan(["calendar"], replications=2, days=DAYS), "budget", 1000.0).equal_resources
    assert found is not None
    assert not found.used["calendar"].matched
    assert found.used["calendar"].dose == pytest.approx(1.25)


def test_the_largest_dose_takes_the_first_lever_to_the_end_of_its_range() -> None:
    assert most_dose(strategy("calendar"), DAYS) == pytest.approx(1 / 0.8)
    assert most_dose(strategy("itil"), DAYS) == 1.0
    assert most_dose(strategy("go_and_see"), DAYS) == pytest.approx(10.0)


def test_equal_hours_makes_hours_equal_whatever_they_cost() -> None:
    found = at_equal_resources(plan(["go_and_see", "meetings"], replications=2, days=120), "hours").equal_resources
    assert found is not None
    one, other = found.used["go_and_see"], found.used["meetings"]
    assert one.used.mean == pytest.approx(other.used.mean, rel=0.05)
    assert found.unit == "person-days"


def test_a_resource_that_no_strategy_uses_is_an_error() -> None:
    with pytest.raises(InputError, match="person-days"):
        at_equal_resources(plan(["none"], replications=2, days=DAYS), "hours")


def test_a_run_compared_with_itself_uses_no_resources(runs: tuple[Any, ...]) -> None:
    setup, chosen, found = runs
    used = resources_used(found[0], found[0], chosen[0].schedule(DAYS), Staff.of(initial_world(setup, run_seed(1, 0))))
    assert used == (0.0, 0.0, 0.0, 0.0, 0.0)


def test_money_and_training_are_counted_to_the_cent_and_hour(runs: tuple[Any, ...]) -> None:
    setup, chosen, found = runs
    staff = Staff.of(initial_world(setup, run_seed(1, 0)))
    used = resources_used(found[1], found[0], chosen[1].schedule(DAYS), staff)
    assert used.money == pytest.approx(chosen[1].cost(DAYS))
    assert used.time == pytest.approx(5.0 * staff.it, rel=0.05)  # five days per person, with random variation
    assert used.overhead > 0.0


def test_moved_staff_and_overhead_count_as_resources_used(runs: tuple[Any, ...]) -> None:
    setup, chosen, found = runs
    staff = Staff.of(initial_world(setup, run_seed(1, 0)))
    moved = resources_used(found[2], found[0], chosen[2].schedule(DAYS), staff)
    assert moved.moved == 2.0 * DAYS  # two of seven
    assert moved.total(staff.price) > moved.money
    cobit = resources_used(found[3], found[0], chosen[3].schedule(DAYS), staff)
    assert cobit.overhead > 0.1 * 0.4 * staff.it * DAYS


def test_demand_changes_request_and_incident_rates_only() -> None:
    changed = at_demand(0.5, {"honesty": 0.3, "hazard": 0.2})
    assert changed == {"honesty": 0.3, "hazard": 0.1, "request_rate": 0.5 * PARAMETERS["request_rate"].default}
    assert at_demand(1.0, {"phi0": 0.3}) == {"honesty": 0.3}
    assert set(DEMAND) <= set(PARAMETERS)


@pytest.mark.parametrize("wrong", [0, -1, "much", float("nan"), 4, True])
def test_demand_out_of_range_is_an_error(wrong: object) -> None:
    with pytest.raises(InputError, match="demand"):
        checked_demand(wrong)


def test_less_demand_means_less_work_and_is_recorded() -> None:
    low, full = (compare(["calendar"], replications=2, days=DAYS, demand=one) for one in (0.6, 1.0))
    assert low.level("none", "utilisation").mean < full.level("none", "utilisation").mean
    assert low.provenance.demand == 0.6
    assert low.to_dict()["demand"] == 0.6
    assert "demand" not in full.to_dict()
    assert replace(low.provenance, demand=1.0).hash(low.strategies, 2) != low.provenance.hash(low.strategies, 2)


def test_equal_resources_are_written_to_json() -> None:
    import jsonschema

    found = compare(["calendar", "itil"], replications=2, days=DAYS, equal_resources="budget")
    data = found.to_dict()
    assert data["equal_resources"]["resource"] == "budget"
    assert set(data["equal_resources"]["used"]) == {"calendar", "itil"}
    schema = json.loads((files("itborg.report") / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(data)), schema)


def test_the_order_of_two_strategies_can_be_compared() -> None:
    found = compare(["brm_style+itil@30", "itil+brm_style@30"], replications=2, days=DAYS)
    first, second = (strategy(name).schedule(DAYS) for name in found.strategies[1:])
    assert np.array_equal(first["visits"][30:], second["visits"][30:])
    assert first["visits"][0] > 0.0 == second["visits"][0]
