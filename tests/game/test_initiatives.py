"""Laws of the initiatives: knowing more pays more, on common random numbers, and neglect bites later."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from itborg_viz.game import Decision, Game
from itborg_viz.game.account import euros
from itborg_viz.game.deck import NAMES, deck, initiative_key
from itborg_viz.game.game import MONTHS
from itborg_viz.game.replications import Replication, simulate_uncached

from itborg.analysis.statistics import Floats, interval
from itborg.common.errors import InputError
from itborg.organisation import load
from tests.game.test_account import check

COUNT, SEED = 24, 77
type Starts = tuple[tuple[str, int], ...]
#: Initiatives and interventions with the month of their start.
SEVERAL: Starts = (
    ("working_time", 1), ("match_night", 1), ("winter_box", 2), ("order_ahead", 1), ("workshop", 1),
    ("problem_management", 1),
)  # fmt: skip


@cache
def runs(starts: Starts = ()) -> list[Replication]:
    """Return the replications of a plan."""
    game = Game(load("grab_at_pizza"), SEED)
    cards = deck(game.organisation)
    for month in range(1, MONTHS + 1):
        names = [name for name, start in starts if start == month]
        initiatives = tuple(name for name in names if name in cards)
        game = game.after(Decision(tuple(name for name in names if name not in cards), initiatives=initiatives))
    return simulate_uncached(game.organisation, SEED, game.decisions, COUNT)


@cache
def profit(starts: Starts = ()) -> Floats:
    """Return profit over the six months of each replication, kEUR."""
    return np.array([sum(euros(one.account(m).profit) for m in range(1, MONTHS + 1)) for one in runs(starts)])


def significant(better: Floats, worse: Floats, at_least: float = 0.0) -> bool:
    """Return whether the 95 % interval of a paired difference is above a value, kEUR."""
    return bool(interval(better - worse).low > at_least)


def test_the_names_of_initiatives_are_the_same_in_every_organisation() -> None:
    assert tuple(deck(load("grab_at_pizza"))) == tuple(deck(load("workfrance"))) == NAMES


def test_initiatives_are_no_requests_that_a_ruling_reaches() -> None:
    open_ones = [one for one in runs((("order_ahead", 1),)) if "order_ahead" not in one.progress.delivered]
    every = {request.key for one in runs((("order_ahead", 1),)) for listed in one.portfolios for request in listed}
    assert not every & {initiative_key(name) for name in NAMES}
    assert len(open_ones) < COUNT


def test_a_web_shop_above_its_limit_fails_in_the_second_campaign_too() -> None:
    lost = [np.array([one.account(6).lost for one in runs(plan)]) for plan in ((), (("second_node", 4),))]
    assert significant(lost[0], lost[1])


def test_an_initiative_that_is_late_for_its_campaign_is_withdrawn() -> None:
    assert significant(profit((("match_night", 1),)), profit((("match_night", 4),)))
    assert all("match_night" in one.progress.dropped for one in runs((("match_night", 4),)))


def test_a_dependent_initiative_waits_for_what_it_needs() -> None:
    for one in runs((("stamp_card", 1),)):
        assert not one.progress.delivered
        assert not one.progress.rows


def test_neglected_records_of_working_time_are_fined_from_the_day_of_the_law_on() -> None:
    for one, other in zip(runs(), runs((("working_time", 1),)), strict=True):
        assert [one.account(month).fines for month in range(1, 7)] == [0, 0, 0, 8_000_000, 8_000_000, 8_000_000]
        assert other.account(5).fines == 0


def test_a_neglected_phone_switch_loses_orders_after_the_end_of_its_support_only() -> None:
    lost = np.array([[one.account(m).lost for m in range(1, 7)] for one in runs()], dtype=float)
    renewed = np.array(
        [[one.account(m).lost for m in range(1, 7)] for one in runs((("phone_switch", 1),))], dtype=float
    )
    assert significant(lost[:, 4:].sum(axis=1), renewed[:, 4:].sum(axis=1))
    assert not significant(lost[:, :2].sum(axis=1), renewed[:, :2].sum(axis=1))


def test_the_account_of_a_month_with_initiatives_adds_up() -> None:
    for one in runs(SEVERAL):
        for month in range(1, MONTHS + 1):
            check(one, month)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("match_nights",), "did you mean 'match_night'"),
        (("board_wall", "board_wall"), "starts more than once"),
        (("board_wall", "order_ahead", "stamp_card", "rider_map", "second_node"), "this costs"),
    ],
)
def test_an_invalid_start_is_refused(names: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Game(load("grab_at_pizza"), SEED).after(Decision(initiatives=names))
