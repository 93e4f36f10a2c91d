"""Lockstep: a treated world under several holds, day by day beside its untreated twin."""

from __future__ import annotations

from collections.abc import Sequence

from ..simulation import Run, Stage, burnt_in, copied, enlarged, finished, lived, under
from ..strategies.base import Strategy
from ..strategies.none import NoStrategy
from ..world.state import World
from .channels import CAPACITY, CHANNELS, Evening, capacity
from .labels import Stated
from .ties import Ties

Held = frozenset[str]


def lockstep(staged: Stage, strategy: Strategy, seed: int, variants: Sequence[Held]) -> list[Run]:
    """Return the run of the untreated twin, then one treated run for each set of channels held."""
    base = burnt_in(staged, seed)
    twin = under(base, NoStrategy(), staged)
    worlds = [_own_parameters(under(base, strategy, staged)) for _ in variants]
    stated = Stated()
    for day in range(staged.burn_in, staged.burn_in + staged.days):
        closed = int(twin.organisation["closed"][0])
        twin = lived(twin, day + 1)
        stated.remember(twin, closed)
        evening = Evening(twin, Ties(twin), stated)
        worlds = [_next(w, held, evening, day) for w, held in zip(worlds, variants, strict=True)]
    return [finished(w, staged) for w in (twin, *worlds)]


def _next(w: World, held: Held, evening: Evening, day: int) -> World:
    """Live one day, and hold what is held."""
    w = _lived_with_capacity(w, evening.twin, day) if CAPACITY in held else lived(w, day + 1)
    while held and len(w.causes) < len(evening.twin.causes):
        w = enlarged(w)
    for name in CHANNELS:
        if name in held:
            CHANNELS[name].hold(w, evening)
    return w


def _lived_with_capacity(w: World, twin: World, day: int) -> World:
    """Live one day with as much working capacity as the twin had: once to see how much there is, once to have it.

    A day that is wholly taken (a workshop for all) cannot be given back.
    """
    wanted = capacity(twin, day)
    trial = lived(copied(w), day + 1)
    there = capacity(trial, day)
    if there == wanted or there <= 0.0:
        return trial
    w.levers["capacity_factor"][day] *= wanted / there
    return lived(w, day + 1)


def _own_parameters(w: World) -> World:
    """Give a world parameters and levers of its own, which a hold may change."""
    return w._replace(parameters=w.parameters.copy(), levers=w.levers.copy())
