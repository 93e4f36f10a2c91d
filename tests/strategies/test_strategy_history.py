"""What strategies promise, kept by whole lives: nothing before the start, nothing at dose 0, no order, a bill always."""

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
#: Levers that act only through others, and what has to be turned as well.
TOGETHER = {
    "framework_target": {"framework_speed": 0.2},
    "framework_speed": {"framework_target": 0.8},
    "objective": {"framework_target": 0.8, "framework_speed": 0.2},
    "paperwork_off": {"framework_target": 0.8, "framework_speed": 0.2},
}


class Place:
    """An organisation burnt in once."""

    def __init__(self, days: int = DAYS, **changed: object) -> None:
        """Live through the burn-in."""
        self.setup = prepare(load("grab_at_pizza"), days=days, burn_in=BURN_IN, parameters=changed)
        self.evening = after_burn_in(self.setup, run_seed(1, 0))

    def world(self, one: Strategy) -> World:
        """Return the world on the last evening under a strategy."""
        return run_until(with_strategy(self.evening, one, self.setup), BURN_IN + self.setup.days)

    def run(self, one: Strategy) -> Run:
        """Return the run under a strategy."""
        return collect_run(self.world(one), self.setup)

    def history(self, one: Strategy) -> Any:
        """Return the whole history under a strategy."""
        return self.run(one).history


@pytest.fixture(scope="module")
def place() -> Place:
    """Burn in once for all tests here."""
    return Place()


def alone(**levers: float) -> Strategy:
    """Return a strategy that turns these levers and costs nothing."""
    turned = tuple(Intervention(name, value) for name, value in levers.items())
    return Programme(name="alone", meaning="", source="", assumption="", levers=frozenset(levers), interventions=turned)


@every_strategy
def test_at_dose_zero_history_is_that_of_none_bit_for_bit(kind: type[Strategy], place: Place) -> None:
    assert place.history(kind(dose=0.0)).tobytes() == place.history(strategy("none")).tobytes()


@every_strategy
def test_before_its_start_history_is_that_of_none_bit_for_bit(kind: type[Strategy], place: Place) -> None:
    late, none = place.history(kind(start=LATE)), place.history(strategy("none"))
    assert late[: BURN_IN + LATE].tobytes() == none[: BURN_IN + LATE].tobytes()


@every_strategy
def test_its_bill_is_charged_to_the_cent_whatever_happens(kind: type[Strategy], place: Place) -> None:
    history = place.history(kind(start=LATE, dose=0.5))
    assert history["strategy_cost"][BURN_IN:].sum() == pytest.approx(kind(start=LATE, dose=0.5).cost(DAYS))


@every_strategy
def test_it_takes_working_time_exactly_if_it_says_so(kind: type[Strategy], place: Place) -> None:
    taken = resources_used(
        place.run(kind()), place.run(strategy("none")), kind().schedule(DAYS), Staff.of(place.evening)
    )
    says_so = not kind.capacity_cost.startswith("None")
    assert (taken.time + taken.overhead + taken.lost + taken.moved > 0.1 * DAYS) == says_so, taken


@every_strategy
def test_a_strategy_that_is_not_doing_nothing_changes_something(kind: type[Strategy], place: Place) -> None:
    changed = place.history(kind()).tobytes() != place.history(strategy("none")).tobytes()
    assert changed == bool(kind.levers)


@pytest.mark.parametrize("pair", [("itil", "brm_style"), ("vocr_board", "cobit"), ("outsource", "workshop_csi")])
def test_two_strategies_in_either_order_live_the_same_life(pair: tuple[str, str], place: Place) -> None:
    one, other = pair
    there, back = place.history(strategy(f"{one}+{other}")), place.history(strategy(f"{other}+{one}"))
    assert there.tobytes() == back.tobytes()


@pytest.mark.parametrize("lever", [one.name for one in LEVERS if one.name != "authority"])
def test_every_lever_is_connected_to_something(lever: str, place: Place) -> None:
    beside = TOGETHER.get(lever, {})
    end = LEVER[lever].high if LEVER[lever].rest != LEVER[lever].high else LEVER[lever].low
    with_it, without = place.history(alone(**beside, **{lever: end})), place.history(alone(**beside))
    assert with_it.tobytes() != without.tobytes()


def test_authority_decides_where_distrust_keeps_managers_away_from_the_board() -> None:
    place = Place(120, trust_prior=0.02, business_understanding_start=0.0)
    advised, decided = place.history(alone(board=1.0, authority=0.0)), place.history(alone(board=1.0))
    assert advised["rejected"].sum() < decided["rejected"].sum()


def test_a_world_is_not_written_to_by_being_put_under_a_strategy(place: Place) -> None:
    before = {name: np.array(table).tobytes() for name, table in place.evening._asdict().items()}
    place.world(strategy("csi_programme"))
    assert {name: np.array(table).tobytes() for name, table in place.evening._asdict().items()} == before
