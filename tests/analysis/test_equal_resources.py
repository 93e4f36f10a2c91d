"""Equal-resource comparison: the same money or hours for every strategy; and changed demand."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison import Plan, compare, plan
from itborg.analysis.comparison.equal_resources import PILOT, at_equal_resources, default_amount, most_dose
from itborg.analysis.comparison.equal_spend import equal_spend
from itborg.analysis.comparison.paired_runs import blank_accumulator, collect
from itborg.analysis.comparison.result import Comparison
from itborg.analysis.comparison.risk_and_cost import Staff, resources_used
from itborg.analysis.statistics import Interval
from itborg.common.errors import InputError
from itborg.engine.reactive_run import react
from itborg.engine.simulation import Course, Setup, initial_world, prepare, run_replication, run_seed
from itborg.engine.state import World
from itborg.engine.table import column
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


def test_no_strategy_uses_more_than_the_amount_and_each_at_least_nine_tenths_of_it(equal: Plan) -> None:
    assert equal.equal_resources is not None
    for name, used in equal.equal_resources.used.items():
        assert 0.9 * 35.0 <= used.used.mean <= used.used.high <= 35.0
        assert equal.strategies[equal.names.index(name)].dose == used.dose


@pytest.mark.parametrize("amount", [60.0, 90.0, 150.0])
def test_the_comparison_itself_never_exceeds_the_amount_even_where_a_lever_moves_in_steps(amount: float) -> None:
    names = ["problem_management", "csi_programme", "brm_style", "itil"]
    found = compare(names, replications=24, days=120, equal_resources="budget", amount=amount)
    assert len(found.strategies) > 1
    for name in found.strategies[1:]:
        assert found.spend_of(name).total.mean <= amount, name


def test_what_cannot_be_brought_to_the_amount_is_set_apart_and_not_ranked() -> None:
    found = compare(["problem_management", "calendar", "itil"], replications=4, days=120, equal_resources="budget",
                    amount=80.0)  # fmt: skip
    assert found.strategies == ("none", "itil")
    apart = found.provenance.equal_resources["apart"]
    assert apart["calendar"]["above"] is None
    assert apart["calendar"]["used"] < 80.0
    assert apart["problem_management"]["used"] < 0.9 * 80.0 < 80.0 < apart["problem_management"]["above"]
    assert set(found.ranking()["strategy"]) == {"none", "itil"}


def test_two_equal_strategies_get_the_same_dose_and_tie(tmp_path: Path) -> None:
    path = tmp_path / "copy.toml"
    path.write_text('name = "copy"\nbase = ["itil"]\n', encoding="utf-8")
    found = compare(["itil", path], replications=4, days=DAYS, equal_resources="budget", amount=35.0)
    used = found.provenance.equal_resources["used"]
    assert used["itil"] == used["copy"]
    assert (found.difference("itil", "copy").mean, found.gain_per_keur("itil")) == (0.0, found.gain_per_keur("copy"))


def test_a_strategy_scaled_to_nothing_takes_nothing_and_changes_nothing() -> None:
    nothing = replace(strategy("csi_programme"), dose=0.0)
    found = compare([nothing], replications=2, days=DAYS)
    assert found.spend_of("csi_programme").total == (0.0, 0.0, 0.0)
    assert np.array_equal(found.values[:, 0], found.values[:, 1], equal_nan=True)


def test_the_dosed_comparison_stays_paired_and_keeps_its_strategies(equal: Plan) -> None:
    assert equal.names == ("none", "itil", "brm_style")
    assert equal.strategies[0].dose == 1.0
    again = at_equal_resources(plan(["itil", "brm_style"], replications=4, days=DAYS), "budget", 35.0)
    assert again.equal_resources == equal.equal_resources


def test_the_default_amount_is_one_at_which_most_strategies_are_themselves() -> None:
    full = {name: Interval(one, one, one) for name, one in {"a": 10.0, "b": 100.0, "c": 150.0, "d": 1000.0}.items()}
    assert default_amount(full, dict.fromkeys(full, 1.0), "budget") == 100.0
    assert default_amount(full, dict.fromkeys(full, 2.0), "budget") == 100.0


def test_the_largest_dose_takes_the_first_lever_to_the_end_of_its_range() -> None:
    assert most_dose(strategy("calendar"), DAYS) == pytest.approx(1 / 0.8)
    assert most_dose(strategy("itil"), DAYS) == 1.0
    assert most_dose(strategy("go_and_see"), DAYS) == pytest.approx(10.0)


def test_equal_hours_makes_hours_equal_whatever_they_cost() -> None:
    found = at_equal_resources(plan(["go_and_see", "meetings"], replications=2, days=120), "hours").equal_resources
    assert found is not None
    assert set(found.used) == {"go_and_see", "meetings"}
    assert all(0.9 * found.amount <= one.used.mean <= found.amount for one in found.used.values())
    assert found.unit == "person-days"


def test_a_resource_that_no_strategy_uses_is_an_error() -> None:
    with pytest.raises(InputError, match="person-days"):
        at_equal_resources(plan(["none"], replications=2, days=DAYS), "hours")


def test_a_run_compared_with_itself_uses_no_resources(runs: tuple[Any, ...]) -> None:
    setup, _, found = runs
    used = resources_used(found[0], found[0], Staff.of(initial_world(setup, run_seed(1, 0))))
    assert used == (0.0, 0.0, 0.0, 0.0, 0.0)


def test_money_and_training_are_counted_to_the_cent_and_hour(runs: tuple[Any, ...]) -> None:
    setup, chosen, found = runs
    staff = Staff.of(initial_world(setup, run_seed(1, 0)))
    used = resources_used(found[1], found[0], staff)
    assert used.money == pytest.approx(chosen[1].cost(DAYS))
    assert used.time == pytest.approx(5.0 * staff.it, rel=0.05)  # five days per person, with random variation
    assert used.overhead > 0.0


def test_moved_staff_and_overhead_count_as_resources_used(runs: tuple[Any, ...]) -> None:
    setup, _, found = runs
    staff = Staff.of(initial_world(setup, run_seed(1, 0)))
    moved = resources_used(found[2], found[0], staff)
    assert moved.moved == 2.0 * DAYS  # two of seven
    assert moved.total(staff.price) > moved.money
    cobit = resources_used(found[3], found[0], staff)
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

    found = compare(["calendar", "itil"], replications=2, days=DAYS, equal_resources="budget", amount=35.0)
    data = found.to_dict()
    assert data["equal_resources"]["resource"] == "budget"
    assert (set(data["equal_resources"]["used"]), set(data["equal_resources"]["apart"])) == ({"itil"}, {"calendar"})
    schema = json.loads((files("itborg.report") / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(data)), schema)


def test_the_order_of_two_strategies_can_be_compared() -> None:
    found = compare(["brm_style+itil@30", "itil+brm_style@30"], replications=2, days=DAYS)
    first, second = (strategy(name).schedule(DAYS) for name in found.strategies[1:])
    assert np.array_equal(first["visits"][30:], second["visits"][30:])
    assert first["visits"][0] > 0.0 == second["visits"][0]


def test_equal_spend_runs_no_replication_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    what = plan(["brm_style", "portfolio"], replications=6, days=120)
    accumulator = blank_accumulator(what)
    collect(what, accumulator)
    found = Comparison.of(what, accumulator)
    wanted = equal_spend(found, what)
    assert wanted["ranking"]
    runs: list[tuple[Any, int]] = []

    def counted(world: World, strategy: Any, setup: Setup) -> Course:
        runs.append((strategy, int(column(world.organisation, "seed")[0])))
        return react(world, strategy, setup)

    monkeypatch.setattr("itborg.analysis.comparison.pilot.react", counted)
    assert equal_spend(found, what, known=accumulator.outcomes(PILOT)) == wanted
    assert len(runs) == len(set(runs))
    known = {run_seed(what.seed, number) for number in range(6)}
    assert all(seed not in known or one.dose != 1.0 or one.name == "none" for one, seed in runs)
