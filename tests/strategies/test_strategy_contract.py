"""The contract of strategies, tested for each name of the registry."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from itborg import strategies
from itborg.common.errors import InputError
from itborg.strategies import LEVER, LEVERS, STRATEGIES, Strategy, levers_at_rest, listing
from itborg.strategies.base import MONEY, Described
from itborg.strategies.registry import REACTIVE

DAYS = 480
PRODUCT = [
    "none", "itil", "iso20000", "cobit", "bisl", "borg", "borg_enforced", "brm_role", "brm_style", "vocr_board",
    "problem_management", "portfolio", "calendar", "workshop", "workshop_csi", "counsellor", "outsource", "divorce",
    "csi_programme",
]  # fmt: skip
every_strategy = pytest.mark.parametrize("kind", STRATEGIES.values(), ids=list(STRATEGIES))


def used_levers(rows: np.ndarray) -> set[str]:
    """Return the levers that are not at rest on some day."""
    return {lever.name for lever in LEVERS if (rows[lever.name] != lever.rest).any()}


def test_the_registry_holds_the_frameworks_of_the_workshop_report_and_the_controls() -> None:
    assert list(STRATEGIES)[:19] == PRODUCT
    assert {name for name, kind in STRATEGIES.items() if kind.control} == {
        "external_approval",
        "go_and_see",
        "meetings",
    }


def test_every_strategy_with_a_name_is_in_the_registry() -> None:
    modules = [import_module(f"{strategies.__name__}.{one.name}") for one in pkgutil.iter_modules(strategies.__path__)]
    named = {
        kind.name
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Described) and "name" in vars(kind)
    }
    assert named - {*STRATEGIES, *REACTIVE} == set(), "add it to _KINDS or REACTIVE in strategies/registry.py"


@every_strategy
def test_it_sets_exactly_the_levers_it_declares(kind: type[Strategy]) -> None:
    costs = {name for name in MONEY if getattr(kind, name) > 0.0}
    assert used_levers(kind().schedule(DAYS)) == kind.levers | costs
    assert set(kind().plan(DAYS)) == kind.levers


@every_strategy
def test_at_dose_zero_everything_is_at_rest(kind: type[Strategy]) -> None:
    assert np.array_equal(kind(dose=0.0).schedule(DAYS), levers_at_rest(DAYS))


@every_strategy
def test_before_the_start_everything_is_at_rest(kind: type[Strategy]) -> None:
    rows = kind(start=100).schedule(DAYS)
    assert np.array_equal(rows[:100], levers_at_rest(100))
    assert np.array_equal(kind(start=DAYS).schedule(DAYS), levers_at_rest(DAYS))


@every_strategy
def test_a_later_start_only_shifts_the_schedule(kind: type[Strategy]) -> None:
    assert np.array_equal(kind(start=100).schedule(DAYS)[100:], kind().schedule(DAYS - 100))


@every_strategy
@pytest.mark.parametrize("dose", [0.5, 1.0, 3.0])
def test_every_value_is_within_the_range_of_its_lever(kind: type[Strategy], dose: float) -> None:
    rows = kind(dose=dose, ramp=30).schedule(DAYS)
    for lever in LEVERS:
        assert np.isfinite(rows[lever.name]).all()
        assert rows[lever.name].min() >= lever.low
        assert rows[lever.name].max() <= lever.high


@every_strategy
def test_half_the_dose_gives_half_the_distance_from_rest(kind: type[Strategy]) -> None:
    full, half = kind().schedule(DAYS), kind(dose=0.5).schedule(DAYS)
    for lever in LEVERS:
        assert half[lever.name] - lever.rest == pytest.approx(0.5 * (full[lever.name] - lever.rest))


@every_strategy
def test_it_is_charged_once_on_its_first_day_and_then_every_day(kind: type[Strategy]) -> None:
    rows = kind(start=7, ramp=50, dose=2.0).schedule(DAYS)
    assert rows["one_off_cost"][7] == 2.0 * kind.one_off_cost
    assert rows["one_off_cost"].sum() == 2.0 * kind.one_off_cost
    assert rows["running_cost"][7:].min() == pytest.approx(2.0 * kind.running_cost)
    assert rows["running_cost"][:7].sum() == 0.0
    assert kind(start=7).cost(DAYS) == pytest.approx(kind().cost(DAYS - 7))


@every_strategy
def test_a_ramp_rises_to_the_full_dose_and_stays_there(kind: type[Strategy]) -> None:
    slow, fast = kind(ramp=40).schedule(DAYS), kind().schedule(DAYS)
    assert np.array_equal(slow[39:], fast[39:])
    for lever in kind.levers - MONEY:
        rest = LEVER[lever].rest
        assert slow[lever][0] - rest == pytest.approx((fast[lever][0] - rest) / 40)


@every_strategy
def test_a_schedule_does_not_depend_on_the_length_of_the_run(kind: type[Strategy]) -> None:
    for days in (0, 1, 30):
        assert np.array_equal(kind().schedule(days), kind().schedule(DAYS)[:days])


@every_strategy
def test_it_has_a_meaning_a_source_an_assumption_and_its_own_costs_in_words(kind: type[Strategy]) -> None:
    for text in (kind.meaning, kind.source, kind.assumption):
        assert len(text) > 20
        assert text.endswith(".")
    for text in (kind.capacity_cost, kind.delay):
        assert text.endswith(".")
        assert text not in (Strategy.capacity_cost, Strategy.delay)
    assert kind.one_off_cost >= 0.0
    assert kind.running_cost >= 0.0


@every_strategy
def test_it_is_frozen_and_compares_by_value(kind: type[Strategy]) -> None:
    assert kind() == kind()
    assert replace(kind(), dose=2.0) != kind()
    with pytest.raises(AttributeError):
        kind().dose = 2.0  # type: ignore[misc]


def test_no_lever_is_an_outcome() -> None:
    assert {lever.kind for lever in LEVERS} <= {"rule", "trait", "capacity", "cost"}


def test_every_lever_rests_within_its_range_and_combines_by_a_known_rule() -> None:
    for lever in LEVERS:
        assert lever.low <= lever.rest <= lever.high
        assert lever.combine in {"max", "min", "sum", "product", "gap"}


def test_the_listing_has_one_full_record_per_strategy() -> None:
    records = listing()
    assert [record["name"] for record in records] == list(STRATEGIES)
    costs = {"one_off_cost", "running_cost", "capacity_cost", "delay"}
    keys = {"name", "meaning", "levers", "source", "assumption", "control"} | costs
    assert all(set(record) == keys for record in records)


@pytest.mark.parametrize(
    "wrong", [{"start": -1}, {"start": 1.5}, {"start": True}, {"ramp": -1}, {"dose": -0.1}, {"dose": float("nan")}]
)
def test_a_start_ramp_or_dose_out_of_range_is_rejected(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        STRATEGIES["itil"](**wrong)  # type: ignore[arg-type]
