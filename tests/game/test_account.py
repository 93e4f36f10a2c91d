"""The account adds up to the cent for any decisions, and is the model's own money."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itborg_viz.game import Decision, Game, choices
from itborg_viz.game.account import AT_STAKE, BASKET, CONTRIBUTION, FOOD, LINES, RIDERS, euros, lost_orders
from itborg_viz.game.deck import NAMES
from itborg_viz.game.events import EVENTS
from itborg_viz.game.game import MONTHS
from itborg_viz.game.replications import Replication, simulate_uncached

from itborg.common.errors import InputError
from itborg.common.periods import MONTH
from itborg.organisation import load
from itborg.report.story.events import net

HISTORY = range(-5, MONTHS + 1)

PIZZA = load("grab_at_pizza")
people = st.sampled_from([one.id for one in PIZZA.people])
decisions = st.builds(
    Decision,
    interventions=st.lists(st.sampled_from(choices()), max_size=2, unique=True).map(tuple),
    first=st.sets(st.integers(0, 3), max_size=3).map(tuple),
    deferred=st.sets(st.integers(4, 9), max_size=6).map(tuple),
    listed=st.just(10),
    initiatives=st.lists(st.sampled_from(NAMES), max_size=4, unique=True).map(tuple),
    events=st.lists(st.sampled_from(list(EVENTS)), max_size=2, unique=True).map(tuple),
    talks=st.lists(st.tuples(people, people), max_size=3).map(tuple),
)


def played(months: list[Decision], budget: float = 1e6) -> tuple[Game, list[Replication]]:
    """Return a game of the months and two replications; what the game refuses is left out, the longest part first."""
    game = Game(PIZZA, 11, budget)
    for one in months:
        names = tuple(name for name in one.interventions if name not in game.started)
        initiatives = tuple(name for name in one.initiatives if name not in game.initiatives)
        wanted = replace(one, interventions=names, initiatives=initiatives)
        poor = replace(wanted, interventions=(), initiatives=())
        for tried in (wanted, poor, replace(poor, talks=())):
            try:
                game = game.after(tried)
            except InputError:
                continue
            break
    return game, simulate_uncached(game.organisation, game.seed, game.decisions, 2)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(decisions, min_size=MONTHS, max_size=MONTHS), st.sampled_from([60.0, 180.0, 1e6]))
def test_the_account_adds_up_to_the_cent_for_any_decisions(months: list[Decision], budget: float) -> None:
    game, runs = played(months, budget)
    assert game.over
    assert 0 <= game.spent <= budget
    for one in runs:
        for month in HISTORY:
            check(one, month)
        paid = sum(euros(one.account(month).programme) for month in range(1, MONTHS + 1))
        assert paid == pytest.approx(game.spent, abs=0.01)


def check(one: Replication, month: int) -> None:
    a = one.account(month)
    values = {name: sign * getattr(a, name) for name, _, sign, _ in LINES}
    sums = {name for name, _, _, total in LINES if total}
    running = 0
    for name, value in values.items():
        if name in sums:
            assert value == running
        else:
            running += value
    assert all(isinstance(getattr(a, name), int) for name in a._fields if name != "share")
    assert a.orders == a.expected + a.won - a.lost
    assert a.revenue == BASKET * a.orders
    more = a.food - FOOD * a.orders + a.riders - RIDERS * a.orders
    assert a.contribution == CONTRIBUTION * a.orders - more
    assert more >= 0
    assert (more > 0) == any(day // MONTH == month - 1 for day in (*one.progress.food, *one.progress.riders))
    assert a.profit < a.revenue
    assert 0 <= a.lost <= a.expected
    assert sum(lost_orders(one.books, one.run.burn_in, month).values()) == pytest.approx(a.lost, abs=5)


def test_what_services_lose_is_what_the_model_charges() -> None:
    for one in played([Decision(("itil",), (0,), (), 4)] + [Decision()] * 5)[1]:
        lost = one.run.history["incident_loss"] + one.run.history["release_loss"]
        assert one.books.lost.sum(axis=0) == pytest.approx(lost)
        assert (one.books.lost <= one.books.at_stake + 1e-9).all()


def test_a_difference_in_profit_is_one_in_the_model_s_net_value() -> None:
    ours, idle = (played([one] + [Decision()] * 5)[1] for one in (Decision(("workshop",), (0, 1), (), 4), Decision()))
    for one, other in zip(ours, idle, strict=True):
        profit = sum(euros(one.account(m).profit - other.account(m).profit) for m in range(1, MONTHS + 1))
        steps = [float(np.sum(net(x.run.history[x.run.burn_in :]))) for x in (one, other)]
        assert profit == pytest.approx(steps[0] - steps[1], abs=0.2)


def test_the_calendar_brings_more_than_all_retail_services_can_lose() -> None:
    one = played([Decision()] * 6)[1][0]
    at_stake = one.books.at_stake[one.books.retail].sum(axis=0)
    assert (at_stake < at_stake / AT_STAKE).all()
