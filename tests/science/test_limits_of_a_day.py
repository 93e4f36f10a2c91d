"""Limits that no organisation exceeds, whatever its load and its strategy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from itborg.common.periods import MONTH
from itborg.engine.simulation import after_burn_in, prepare, run_seed, run_until, with_strategy
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation import load
from itborg.strategies import strategy

BURN_IN, MONTHS = 60, 3
LOADS = (0.3, 1.0, 2.0, 4.0, 8.0)


def months_under_load(load_factor: float, name: str) -> list[World]:
    """Return the world of Grab@Pizza after the burn-in and after every month, with demand times `load_factor`."""
    demand = {one: load_factor * PARAMETERS[one].default for one in ("hazard", "request_rate")}
    setup = prepare(load("grab_at_pizza"), days=MONTHS * MONTH, burn_in=BURN_IN, parameters=demand)
    worlds = [with_strategy(after_burn_in(setup, run_seed(1, 0)), strategy(name), setup)]
    for month in range(1, MONTHS + 1):
        following = with_strategy(worlds[-1], strategy(name), setup)
        worlds.append(run_until(following, BURN_IN + month * MONTH))
    return worlds


@pytest.mark.parametrize("load_factor", LOADS)
@pytest.mark.parametrize("name", ["none", "problem_management", "borg", "outsource"])
def test_no_day_loses_more_than_its_services_are_worth_and_no_month_works_longer_than_it_has(
    load_factor: float, name: str
) -> None:
    worlds = months_under_load(load_factor, name)
    h = worlds[-1].history
    lost = h["incident_loss"] + h["release_loss"]
    assert (h["incident_loss"] >= -1e-9).all()
    assert (lost <= h["gross_revenue"] + 1e-9).all()
    assert (h["peak_loss"] <= lost + 1e-9).all()
    for before, after in itertools.pairwise(worlds):
        month = after.history[column(before.organisation, "day")[0] : column(after.organisation, "day")[0]]
        done = sum(month[kind].sum() for kind in ("incident_work", "change_work", "problem_work"))
        time = month["desk_capacity"].sum() + month["not_desk_capacity"].sum()
        assert done + begun(before) - begun(after) <= time + 1e-6


def begun(world: World) -> float:
    """Return the person-days of work that was recorded at its start and that is still to be done."""
    people = world.people
    booked = np.maximum(0.0, column(people, "clock") - 1.0) * column(people, "speed")
    return float(booked[column(people, "resolver") == 1].sum())
