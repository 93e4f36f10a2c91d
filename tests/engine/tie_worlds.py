"""Worlds for tests of ties, and short ways to look at their ties."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np

from itborg.engine.growing import copy_world
from itborg.engine.simulation import after_burn_in, prepare, quiet_arithmetic, run_seed
from itborg.engine.state import BUSINESS, IT, World
from itborg.engine.table import array_of, column
from itborg.engine.tables.relations import find_tie, trust_along, update_person_means
from itborg.engine.tables.ties import drop_tie
from itborg.organisation import load
from itborg.strategies.levers import levers_at_rest

BURN_IN = 40


@cache
def _start(seed: int, parameters: tuple[tuple[str, float], ...]) -> World:
    setup = prepare(load("grab_at_pizza"), days=20, burn_in=BURN_IN, parameters=dict(parameters))
    return after_burn_in(setup, run_seed(seed, 0))._replace(levers=levers_at_rest(BURN_IN + 20))


@contextmanager
def a_world(seed: int = 1, **parameters: float) -> Iterator[World]:
    """Yield a world of its own after two months, with the arithmetic that its rules need."""
    with quiet_arithmetic():
        yield copy_world(_start(seed, tuple(parameters.items())))


def rows_of(world: World, i: int) -> range:
    """Return the rows of a person's ties."""
    first = int(world.people[i].first_tie)
    return range(first, first + int(world.people[i].ties))


def ties_of(world: World, i: int, *, across: bool | None = None) -> list[Any]:
    """Return a person's ties: all, those to the other side, or those inside the own."""
    every = [world.ties[row] for row in rows_of(world, i)]
    return [tie for tie in every if across is None or tie.across == across]


def everybody(world: World) -> range:
    """Return all rows of people."""
    return range(len(array_of(world.people)))


def managers(world: World) -> list[int]:
    """Return the rows of managers."""
    return np.flatnonzero(column(world.people, "side") == BUSINESS).tolist()


def it_people(world: World) -> list[int]:
    """Return the rows of IT people."""
    return np.flatnonzero(column(world.people, "side") == IT).tolist()


def cross_pairs(world: World) -> list[tuple[int, int]]:
    """Return all pairs of a manager and an IT person with a tie."""
    return [(m, int(tie.target)) for m in managers(world) for tie in ties_of(world, m, across=True)]


def strangers_across(world: World) -> tuple[int, int]:
    """Return a manager and an IT person without a tie."""
    return next((m, i) for m in managers(world) for i in it_people(world) if find_tie(world, m, i) < 0)


def trust_along_ties(world: World) -> dict[tuple[int, int], float]:
    """Return trust along every tie as of now."""
    return {
        (i, int(world.ties[row].target)): float(trust_along(world, i, row))
        for i in everybody(world)
        for row in rows_of(world, i)
    }


def cut_across(world: World) -> None:
    """Drop every tie across the sides and update everybody."""
    for m in managers(world):
        while ties_of(world, m, across=True):
            drop_tie(world, m, next(row for row in rows_of(world, m) if world.ties[row].across == 1))
    for i in everybody(world):
        update_person_means(world, i)
