"""Events and talks act through mechanisms, on their days, and change no random number of anything else."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from itborg_viz.game import Decision, Game
from itborg_viz.game.account import FOOD
from itborg_viz.game.events import EVENTS, text_of
from itborg_viz.game.game import MONTHS
from itborg_viz.game.initiatives import first_developer
from itborg_viz.game.replications import Replication, simulate_uncached
from itborg_viz.game.roles import ROLES, persons

from itborg.common.errors import InputError
from itborg.organisation import load

PIZZA = load("grab_at_pizza")
MONTH = 3  # in which the events of these tests happen


@cache
def runs(events: tuple[str, ...] = (), talks: tuple[tuple[str, str], ...] = ()) -> list[Replication]:
    """Return replications in which nothing else is decided."""
    plan = [Decision()] * MONTHS
    plan[MONTH - 1] = Decision(events=events, talks=talks)
    return simulate_uncached(PIZZA, 3, tuple(plan), 3)


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_changes_nothing_before_it_begins(name: str) -> None:
    begins = 20 * (MONTH - 1) + EVENTS[name].day
    for one, other in zip(runs((name,)), runs(), strict=True):
        days = slice(0, one.run.burn_in + begins)
        assert np.array_equal(one.run.history[days], other.run.history[days])
        assert any(one.account(month) != other.account(month) for month in range(MONTH, MONTHS + 1))


def test_more_guests_are_more_orders_on_the_days_of_the_event_only() -> None:
    for one, other in zip(runs(("tv_cook",)), runs(), strict=True):
        expected = [x.account(month).expected for x in (one, other) for month in range(1, MONTHS + 1)]
        risen = np.array(expected[:MONTHS]) > expected[MONTHS:]
        assert risen.tolist() == [month == MONTH for month in range(1, MONTHS + 1)]


def test_more_expensive_food_changes_the_price_and_nothing_that_the_model_does() -> None:
    for one, other in zip(runs(("cheese",)), runs(), strict=True):
        assert np.array_equal(one.run.history, other.run.history)
        for month in range(1, MONTHS + 1):
            more = one.account(month).food - other.account(month).food
            assert (more > 0.04 * FOOD * one.account(month).orders) == (month == MONTH)
            assert one.account(month).profit == other.account(month).profit - more


def test_a_developer_who_is_ill_is_the_only_one_who_works_less() -> None:
    text = text_of("illness", PIZZA)
    name = next(one.name for one in PIZZA.people if one.id == first_developer(PIZZA))
    assert name in text
    built = [sum(float(x.run.history["change_work"][180:195].sum()) for x in runs(e)) for e in ((), ("illness",))]
    assert built[1] < built[0]


def test_a_request_with_a_date_is_a_bill_if_it_is_not_met() -> None:
    met = [Decision(initiatives=("one_record",)), *[Decision()] * 5]
    met[5] = Decision(events=("customer_data",))
    unmet = [*[Decision()] * 5, met[5]]
    for plan, bill in ((met, 0), (unmet, 3_000_000)):
        for one in simulate_uncached(PIZZA, 3, tuple(plan), 3):
            assert one.account(6).fines - 20 * 400_000 == bill


def test_a_talk_takes_place_once_costs_time_and_is_recorded() -> None:
    day = 20 * (MONTH - 1)
    for one, other in zip(runs((), (("gwen", "daoud"),)), runs(), strict=True):
        at = one.run.burn_in + day
        assert np.array_equal(one.run.history[:at], other.run.history[:at])
        assert one.run.history["cross_contacts"][at] == other.run.history["cross_contacts"][at] + 1
        assert one.run.history["contact_time"][at] > other.run.history["contact_time"][at]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Decision(events=("tv_cock",)), "did you mean 'tv_cook'"),
        (Decision(events=("storm", "storm")), "not at most 2 different events"),
        (Decision(talks=(("gwen", "gwen"),)), "with oneself"),
        (Decision(talks=(("gwen", "daoud"), ("daoud", "gwen"))), "with oneself or repeated"),
        (Decision(talks=(("gwenn", "daoud"),)), "did you mean 'gwen'"),
        (Decision(talks=tuple(("gwen", one) for one in ("alva", "daoud", "lotte", "keala"))), "more than 3 talks"),
    ],
)
def test_invalid_events_and_talks_are_refused(decision: Decision, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Game(PIZZA).after(decision)


@pytest.mark.parametrize("name", ["grab_at_pizza", "workfrance"])
def test_every_role_is_a_person_of_its_side_and_no_two_are_the_same(name: str) -> None:
    organisation = load(name)
    side = {one.id: one.side for one in organisation.people}
    found = persons(organisation)
    assert all(side[person] == ROLES[key].side for key, person in found.items())
    assert len(set(found.values())) == len(ROLES)
