"""Invariants of combined strategies."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as draw

from itborg.common.errors import InputError
from itborg.strategies import LEVERS, STRATEGIES, compose, strategy

DAYS = 130
NAMES = list(STRATEGIES)


@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_the_order_of_two_strategies_makes_no_difference(one: str, other: str) -> None:
    forward = strategy(f"{one}+{other}").schedule(DAYS)
    reverse = strategy(f"{other}+{one}").schedule(DAYS)
    assert forward.tobytes() == reverse.tobytes()


@settings(max_examples=20, deadline=None)
@given(draw.lists(draw.sampled_from(NAMES), min_size=3, max_size=3, unique=True))
def test_the_order_of_three_strategies_makes_no_difference_to_the_last_bit(names: list[str]) -> None:
    schedules = [strategy("+".join(order)).schedule(DAYS).tobytes() for order in permutations(names)]
    assert len(set(schedules)) == 1


@pytest.mark.parametrize("name", NAMES[1:])
def test_adding_none_changes_nothing(name: str) -> None:
    both = strategy(f"{name}+none").schedule(DAYS)
    assert both.tobytes() == STRATEGIES[name]().schedule(DAYS).tobytes()


@settings(max_examples=50, deadline=None)
@given(draw.lists(draw.sampled_from(NAMES), min_size=2, max_size=5, unique=True), draw.floats(0.0, 4.0))
def test_combined_values_stay_within_the_range_of_the_lever(names: list[str], dose: float) -> None:
    rows = compose(*(STRATEGIES[name](dose=dose) for name in names)).schedule(DAYS)
    for lever in LEVERS:
        assert rows[lever.name].min() >= lever.low
        assert rows[lever.name].max() <= lever.high


@settings(max_examples=50, deadline=None)
@given(draw.lists(draw.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
def test_the_cost_of_a_combination_is_the_sum_of_the_costs(names: list[str]) -> None:
    together = strategy("+".join(names)).cost(DAYS)
    assert together == pytest.approx(sum(STRATEGIES[name]().cost(DAYS) for name in names))


def test_a_combination_has_the_levers_and_the_names_of_its_parts() -> None:
    both = strategy("itil+calendar")
    assert both.name == "itil+calendar"
    assert both.levers == STRATEGIES["itil"].levers | {"calendar"}


def test_each_rule_of_combination_with_known_values() -> None:
    both = strategy("iso20000+cobit+brm_style+csi_programme").schedule(1)[0]
    assert both["framework_target"] == 0.95  # max
    assert both["visits"] == pytest.approx(0.05 + 0.04)  # sum
    assert both["overhead"] == pytest.approx(1 - (1 - 0.35) * (1 - 0.4))  # gap
    moved = strategy("outsource+divorce").schedule(1)[0]
    assert moved["capacity_factor"] == pytest.approx(0.7875 * 0.8)  # product


def test_each_part_starts_on_its_own_day() -> None:
    later = strategy("brm_style+itil@60").schedule(DAYS)
    assert not later["objective"][:60].any()
    assert later["objective"][60:].all()
    assert later["visits"].all()
    assert later["one_off_cost"][[0, 60]].tolist() == [10.0, 20.0]


def test_a_combination_has_its_own_dose_and_start() -> None:
    parts = compose(STRATEGIES["itil"](start=10), STRATEGIES["calendar"]())
    later = type(parts)(
        name="later", meaning="", source="", assumption="", levers=parts.levers, parts=(parts,), start=5, dose=0.5
    )
    rows = later.schedule(DAYS)
    assert not rows["calendar"][:5].any()
    assert rows["calendar"][5] == pytest.approx(0.4)
    assert np.flatnonzero(rows["objective"])[0] == 15


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("itill", "no strategy 'itill'; did you mean 'itil'?"),
        ("itil+calender", "no strategy 'calender'; did you mean 'calendar'?"),
        ("itil+", "no strategy ''"),
        ("itil+itil", "strategy 'itil' is named twice in 'itil+itil'"),
        ("itil@soon", "such as itil@120"),
        ("itil@-3", "such as itil@120"),
        ("nowhere.toml", "nowhere.toml: there is no such strategy file"),
        ("itil+nowhere.toml", "nowhere.toml: there is no such strategy file"),
    ],
)
def test_an_unknown_name_is_reported(spec: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        strategy(spec)
    assert message in str(caught.value)


def test_a_strategy_is_its_own_specification(tmp_path: Path) -> None:
    itil = STRATEGIES["itil"](dose=2.0)
    assert strategy(itil) is itil
    with pytest.raises(InputError):
        strategy(tmp_path)
