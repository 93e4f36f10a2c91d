"""What a choice was worth is the paired difference that leaving it out makes, with its interval, and it is bounded."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, experiments
from itborg_viz.game.changed_plans import starts, with_start, without
from itborg_viz.game.debrief_result import profits
from itborg_viz.game.experiments import MAX_EACH, MOST_PLANS, Experiments
from itborg_viz.game.replications import simulate_uncached

from itborg.analysis.statistics import interval
from itborg.organisation import load

COUNT = 3


def game(months: int = 6) -> Game:
    """Return a game with a dated initiative that is late, an intervention, rulings and a talk."""
    found = Game(load("grab_at_pizza"), 4)
    plans = [
        Decision(("workshop",), (0,), (2,), 6, initiatives=("order_ahead",), talks=(("gwen", "daoud"),)),
        Decision(initiatives=("working_time",)),
        Decision(initiatives=("winter_box",), events=("storm",)),
    ]
    for month in range(months):
        found = found.after(plans[month] if month < len(plans) else Decision())
    return found


@pytest.fixture(scope="module")
def found() -> Experiments:
    return experiments(game(), COUNT)


def test_the_worth_of_a_choice_is_the_profit_that_is_lost_without_it(found: Experiments) -> None:
    one = next(each for each in found.choices if each.name == "order_ahead")
    own, other = (
        profits(simulate_uncached(game().organisation, 4, plan, COUNT), 6)
        for plan in (game().decisions, without(game().decisions, "order_ahead"))
    )
    assert np.allclose(one.worth, interval(own - other))


def test_every_choice_has_its_worth_and_dated_ones_what_a_month_earlier_brings(found: Experiments) -> None:
    assert {one.name for one in found.choices} == {
        "workshop", "order_ahead", "working_time", "winter_box", "rulings", "talks",
    }  # fmt: skip
    assert {one.name for one in found.choices if one.earlier is not None} == {"working_time", "winter_box"}
    assert all("_" not in one.title for one in found.choices)
    assert list(found.choices) == sorted(found.choices, key=lambda one: -one.worth.mean)


def test_recommendations_are_significant_and_few_of_each_kind(found: Experiments) -> None:
    for change in ("start", "earlier", "leave out"):
        chosen = [one for one in found.recommendations if one.change == change]
        assert len(chosen) <= MAX_EACH
        assert all(one.effect.low > 0 for one in chosen)
        assert all((one.name in starts(game().decisions)) == (change != "start") for one in chosen)


def test_experiments_are_bounded_and_can_be_stopped() -> None:
    counts: list[tuple[int, int]] = []

    class StoppedError(Exception):
        """Ends the experiments."""

    def announce(done: int, plans: int) -> None:
        counts.append((done, plans))
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        experiments(game(1), 1, announce)
    assert [done for done, _ in counts] == [0, 1, 2]
    assert counts[0][1] <= MOST_PLANS


def test_a_changed_plan_keeps_everything_else() -> None:
    plan = game().decisions
    assert starts(without(plan, "workshop")) == {
        name: m for name, m in starts(plan).items() if name != "workshop"
    }  # fmt: skip
    earlier = with_start(plan, game().organisation, "winter_box", 2)
    assert starts(earlier) == {**starts(plan), "winter_box": 2}
    for one, other in zip(plan, earlier, strict=True):
        assert dataclasses.replace(one, initiatives=()) == dataclasses.replace(other, initiatives=())
