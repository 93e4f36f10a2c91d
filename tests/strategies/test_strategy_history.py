"""The contract of strategies, tested in complete runs: start, dose 0, order and costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison.risk_and_cost import Staff, resources_used
from itborg.engine.simulation import Run, after_burn_in, collect_run, prepare, run_seed, run_until, with_strategy
from itborg.engine.state import World
from itborg.organisation import load
from itborg.strategies import LEVER, LEVERS, STRATEGIES, Intervention, Programme, Strategy, strategy

DAYS, BURN_IN, LATE = 30, 30, 20
every_strategy = pytest.mark.parametrize("kind", STRATEGIES.values(), ids=list(STRATEGIES))
#: Levers that act only through others, and the values that those need.
TOGETHER = {
    "framework_target": {"framework_speed": 0.2},
    "framework_speed": {"framework_target": 0.8},
    "objective": {"framework_target": 0.8, "framework_speed": 0.2},
    "paperwork_off": {"framework_target": 0.8, "framework_speed": 0.2},
}


#: Levers that need more than other levers; each has a test of its own.
IN_NEED = ("authority", "rectify")


class Baseline:
    """An organisation after one burn-in."""

    def __init__(self, days: int = DAYS, **changed: object) -> None:
        """Simulate the burn-in."""
        self.setup = prepare(load("grab_at_pizza"), days=days, burn_in=BURN_IN, parameters=changed)
        self.start = after_burn_in(self.setup, run_seed(1, 0))

    def world(self, one: Strategy) -> World:
        """Return the world at the end of a run with a strategy."""
        return run_until(with_strategy(self.start, one, self.setup), BURN_IN + self.setup.days)

    def run(self, one: Strategy) -> Run:
        """Return the run with a strategy."""
        return collect_run(self.world(one), self.setup)

    def history(self, one: Strategy) -> Any:
        """Return the complete history with a strategy."""
        return self.run(one).history


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    """Simulate the burn-in once for all tests of this file."""
    return Baseline()


def alone(**levers: float) -> Strategy:
    """Return a strategy that sets these levers and costs nothing."""
    interventions = tuple(Intervention(name, value) for name, value in levers.items())
    return Programme(
        name="alone", meaning="", source="", assumption="", levers=frozenset(levers), interventions=interventions
    )


@every_strategy
def test_at_dose_zero_the_history_is_that_of_none_bit_for_bit(kind: type[Strategy], baseline: Baseline) -> None:
    assert baseline.history(kind(dose=0.0)).tobytes() == baseline.history(strategy("none")).tobytes()


@every_strategy
def test_before_the_start_the_history_is_that_of_none_bit_for_bit(kind: type[Strategy], baseline: Baseline) -> None:
    late, none = baseline.history(kind(start=LATE)), baseline.history(strategy("none"))
    assert late[: BURN_IN + LATE].tobytes() == none[: BURN_IN + LATE].tobytes()


@every_strategy
def test_its_costs_are_charged_exactly_in_every_run(kind: type[Strategy], baseline: Baseline) -> None:
    history = baseline.history(kind(start=LATE, dose=0.5))
    assert history["strategy_cost"][BURN_IN:].sum() == pytest.approx(kind(start=LATE, dose=0.5).cost(DAYS))


@every_strategy
def test_it_takes_working_time_if_and_only_if_capacity_cost_states_some(
    kind: type[Strategy], baseline: Baseline
) -> None:
    taken = resources_used(baseline.run(kind()), baseline.run(strategy("none")), Staff.of(baseline.start))
    stated = not kind.capacity_cost.startswith("None")
    assert (taken.time + taken.overhead + taken.lost + taken.moved > 0.1 * DAYS) == stated, taken


@every_strategy
def test_every_strategy_but_none_changes_the_run(kind: type[Strategy], baseline: Baseline) -> None:
    changed = baseline.history(kind()).tobytes() != baseline.history(strategy("none")).tobytes()
    assert changed == bool(kind.levers)


@pytest.mark.parametrize("pair", [("itil", "brm_style"), ("vocr_board", "cobit"), ("outsource", "workshop_csi")])
def test_two_strategies_in_either_order_give_the_same_run(pair: tuple[str, str], baseline: Baseline) -> None:
    one, other = pair
    forward, reverse = baseline.history(strategy(f"{one}+{other}")), baseline.history(strategy(f"{other}+{one}"))
    assert forward.tobytes() == reverse.tobytes()


@pytest.mark.parametrize("lever", [one.name for one in LEVERS if one.name not in IN_NEED])
def test_every_lever_has_an_effect_on_the_run(lever: str, baseline: Baseline) -> None:
    beside = TOGETHER.get(lever, {})
    end = LEVER[lever].high if LEVER[lever].rest != LEVER[lever].high else LEVER[lever].low
    with_it, without = baseline.history(alone(**beside, **{lever: end})), baseline.history(alone(**beside))
    assert with_it.tobytes() != without.tobytes()


def test_authority_changes_what_is_built_only_once_the_board_has_had_a_quorum() -> None:
    trusting = Baseline(60, attendance=1.0)
    assert trusting.history(alone(board=1.0, authority=1.0)).tobytes() != trusting.history(alone(board=1.0)).tobytes()
    distrustful = Baseline(60, attendance=0.0, attendance_by_trust=0.0, attendance_by_understanding=0.0)
    assert (
        distrustful.history(alone(board=1.0, authority=1.0)).tobytes()
        == distrustful.history(alone(board=1.0)).tobytes()
    )


def test_a_mandate_is_given_up_as_far_as_resistance_is_noticed() -> None:
    baseline = Baseline(120, resist_threshold=1.0)
    kept, given_up = (baseline.history(alone(mandate=1.0, rectify=part))[BURN_IN:] for part in (0.0, 1.0))
    assert set(kept["mandate_in_force"]) == {1.0}
    assert given_up["mandate_in_force"][0] > 0.9
    assert given_up["mandate_in_force"][-1] < 0.7
    assert given_up["protest"][-1] < kept["protest"][-1]


def test_applying_a_strategy_does_not_change_the_original_world(baseline: Baseline) -> None:
    before = {name: np.array(table).tobytes() for name, table in baseline.start._asdict().items()}
    baseline.world(strategy("csi_programme"))
    assert {name: np.array(table).tobytes() for name, table in baseline.start._asdict().items()} == before
