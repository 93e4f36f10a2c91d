"""Laws of the initiatives: knowing more pays more, on common random numbers, and neglect bites later."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from itborg_viz.game import Decision, Game
from itborg_viz.game.account import euros
from itborg_viz.game.deck import deck
from itborg_viz.game.game import BUDGET, MONTHS
from itborg_viz.game.replications import Replication, simulate_uncached

from itborg.analysis.statistics import Floats, interval
from itborg.common.errors import InputError
from itborg.organisation import load
from tests.game.test_account import check

#: The plans were chosen at seed 5 and are judged at another one.
COUNT, SEED = 24, 77
type Starts = tuple[tuple[str, int], ...]
#: The plans: initiatives with the month of their start, each at most BUDGET; the best plan found has interventions too,
#: without which its lead over the sensible one is not significant.
BEST_FOUND: Starts = (
    ("working_time", 1), ("match_night", 1), ("winter_box", 2), ("order_ahead", 1), ("workshop", 1),
    ("problem_management", 1),
)  # fmt: skip
SENSIBLE: Starts = (("order_ahead", 1), ("one_record", 1), ("stamp_card", 1), ("match_night", 1), ("working_time", 3))
PERVERSE: Starts = (("board_wall", 1), ("margin_report", 1), ("rider_map", 2), ("second_node", 6), ("phone_switch", 6))


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


def random_plan(seed: int) -> Starts:
    """Return initiatives in a random order and random months, as many as the budget allows."""
    draw, cards = random.Random(seed), deck(load("grab_at_pizza"))
    names, left, starts = list(cards), BUDGET, []
    draw.shuffle(names)
    for name in names:
        if cards[name].price <= left:
            left -= cards[name].price
            starts.append((name, draw.randint(1, MONTHS)))
    return tuple(starts)


def significant(better: Floats, worse: Floats, at_least: float = 0.0) -> bool:
    """Return whether the 95 % interval of a paired difference is above a value, kEUR."""
    return bool(interval(better - worse).low > at_least)


def test_the_best_plan_found_beats_a_sensible_one_beats_random_ones_beats_a_perverse_one() -> None:
    at_random = np.mean([profit(random_plan(seed)) for seed in range(6)], axis=0)
    order = [profit(BEST_FOUND), profit(SENSIBLE), at_random, profit(PERVERSE)]
    assert all(significant(one, other) for one, other in pairwise(order))


def test_the_decisions_of_a_game_move_a_tenth_of_the_contribution() -> None:
    contribution = np.mean([sum(euros(one.account(m).contribution) for m in range(1, MONTHS + 1)) for one in runs()])
    assert significant(profit(BEST_FOUND), profit(PERVERSE), 0.08 * contribution)
    assert 0.1 < (profit(BEST_FOUND) - profit(PERVERSE)).mean() / contribution < 0.2


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
    for one in runs(BEST_FOUND):
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
