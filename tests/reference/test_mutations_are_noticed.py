"""A small change of a rule makes the reference implementation differ from the compiled kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from itborg.engine.growing import copy_world
from itborg.engine.simulation import run_until, with_strategy
from itborg.mechanisms import attention, contacts, incidents, trust_events
from itborg.strategies import strategy
from itborg.strategies.base import Strategy
from tests.reference.model import bonds, demand, end_of_day, faults, outages, problems, settling, solving, talks, voices
from tests.reference.model.day import run_days
from tests.reference.model.takeover import taken_over
from tests.reference.test_reference_implementation import BURN_IN, differences, own_programme, start_of

DAYS = 60
#: No single run of twelve people uses every rule: in one no change is delivered, in another no tie is forgotten.
SEEDS = range(1, 11)


def first_difference(name: str, chosen: Strategy, seed: int, days: int, setting: str) -> int | None:
    """Return the first day on which reference implementation and kernel differ in any column."""
    prepared, start = start_of(name, seed, days, setting)
    world = copy_world(with_strategy(start, chosen, prepared))
    firm = taken_over(world)
    for day in range(BURN_IN, BURN_IN + days):
        world = run_until(world, day + 1)
        if differences(run_days(firm, day), world.history[day]):
            return day
    return None


def few(seed: int) -> int | None:
    """Return the first difference in a small organisation where much happens."""
    return first_difference("12/4", own_programme(), seed, DAYS, "rare")


def many() -> int | None:
    """Return the first difference in a few days of an organisation with more root causes than one person sees."""
    return first_difference("160/4", strategy("csi_programme"), 1, 6, "short view")


def test_unchanged_rules_agree() -> None:
    """Kernel and reference implementation agree while nothing is changed."""
    assert [few(seed) for seed in SEEDS] == [None] * len(SEEDS)
    assert many() is None


@pytest.fixture(autouse=True, scope="module")
def compiled_first() -> None:
    """Compile the kernel before any rule is changed."""
    few(SEEDS[0])


def scaled(factor: float) -> Callable[[Callable[..., float]], Callable[..., float]]:
    """Return a function that replaces a rule by a multiple of it."""
    return lambda rule: lambda *given, **named: factor * rule(*given, **named)


#: Module, name and change of a rule or constant. The compiled kernel keeps the rules as they were.
CHANGES: list[tuple[Any, str, Any]] = [
    (bonds, "weighted", scaled(1.001)),
    (bonds, "acquaint", lambda _rule: lambda _firm, _a, _b: False),
    (bonds, "chemistry", scaled(1.01)),
    (bonds, "opinion", scaled(1.001)),
    (talks, "opportunity", scaled(1.1)),
    (talks, "newcomer", lambda rule: lambda firm, a, key: rule(firm, a, key + 1)),
    (talks, "introduced", lambda rule: lambda firm, a, key, side: rule(firm, a, key, 1 - side)),
    (talks, "gossip", lambda rule: lambda firm, day, a, b: rule(firm, day + 1, a, b)),
    (attention, "spare", scaled(1.1)),
    (voices, "heard_in", scaled(1.001)),
    (voices, "door", lambda rule: lambda firm, m: (1.001 * rule(firm, m)[0], rule(firm, m)[1])),
    (demand, "bypass", scaled(1.1)),
    (voices, "heard_at_board", scaled(1.01)),
    (voices, "talk_over", lambda _rule: lambda *_: None),
    (end_of_day, "share_attention", lambda _rule: lambda _firm, _x: None),
    (bonds, "carry", scaled(1.001)),
    (bonds, "felt", scaled(1.001)),
    (demand, "effort_factor", scaled(1.001)),
    (demand, "promised", scaled(0.9)),
    (faults, "component_of", lambda rule: lambda firm, key, service: rule(firm, key + 1, service)),
    (faults, "hazard_today", scaled(1.1)),
    (incidents, "difficulty", scaled(1.01)),
    (outages, "worth", scaled(1.1)),
    (settling, "fitted", scaled(1.001)),
    (contacts, "personal", scaled(1.01)),
    (trust_events, "of_one_incident", scaled(1.04)),
    (solving, "urgency", scaled(-1.0)),
    (end_of_day, "mean", scaled(1.0001)),
]


@pytest.mark.parametrize(("place", "name", "change"), CHANGES, ids=lambda x: x if isinstance(x, str) else "")
def test_a_small_change_is_noticed(place: Any, name: str, change: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change one rule or constant a little: some column of some day of some run differs."""
    old = getattr(place, name)
    monkeypatch.setattr(place, name, change(old) if callable(change) else change)
    assert any(few(seed) is not None for seed in SEEDS)


def backwards(rule: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Return a function that reverses the result of a rule."""
    return lambda *given: rule(*given)[::-1]


#: What shows only where there are many people or root causes.
CHANGES_AMONG_MANY: list[tuple[Any, str, Any]] = [
    (problems, "in_view", lambda rule: lambda firm, i, day: rule(firm, i, day + 1)),
    (outages, "desk", backwards),
]


@pytest.mark.parametrize(("place", "name", "change"), CHANGES_AMONG_MANY, ids=lambda x: x if isinstance(x, str) else "")
def test_a_small_change_is_noticed_among_many(
    place: Any, name: str, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Change one rule that a small organisation never uses."""
    old = getattr(place, name)
    monkeypatch.setattr(place, name, change(old) if callable(change) else change)
    assert many() is not None
