"""Shocks to the relationship network: what if people no longer knew, trusted or understood each other?

Each changes a burnt-in world once, in place, by its own luck. They are experiments on the model, not
strategies: paired with the untouched world they show what the network is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .world.state import IT, World

#: Belief about somebody of whom nothing is known; what is left of trust and of understanding. All chosen: large, not
#: measured.
FLAT, TRUST_LEFT, UNDERSTANDING_LEFT = 0.25, 0.4, 0.1


def _it_ties(world: World) -> np.ndarray[Any, Any]:
    """Return the tie rows between two IT people that are in use."""
    rows = [np.arange(p.first_tie, p.first_tie + p.ties) for p in world.people if p.side == IT]
    used = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    inside: np.ndarray[Any, Any] = used[world.people["side"][world.ties["target"][used]] == IT]
    return inside


def forget_who_knows_what(world: World) -> None:
    """Let everybody forget who in IT can do what."""
    world.belief[_it_ties(world)] = FLAT


def confuse_who_knows_what(world: World) -> None:
    """Shuffle beliefs over the ties between IT people: same knowledge, about the wrong people."""
    rows = _it_ties(world)
    order = np.random.default_rng(int(world.organisation["seed"][0]) % 2**32).permutation(len(rows))
    world.belief[rows] = world.belief[rows[order]]


def distrust(world: World) -> None:
    """Cut all trust, of everybody in everybody, to two fifths."""
    before = world.stereotype.copy()
    world.stereotype[:] *= TRUST_LEFT
    owner = np.zeros(len(world.ties), dtype=np.int64)
    for i, p in enumerate(world.people):
        owner[p.first_tie : p.first_tie + p.ties] = i
    side = world.people["side"][world.ties["target"]]
    old = before[owner, side] + world.deviation
    world.deviation[:] = TRUST_LEFT * old - world.stereotype[owner, side]


def lose_understanding(world: World) -> None:
    """Let IT lose nine tenths of what it understands of the business."""
    world.understanding[:] *= UNDERSTANDING_LEFT


SHOCKS: Mapping[str, Callable[[World], None]] = {
    "forget_who_knows_what": forget_who_knows_what,
    "confuse_who_knows_what": confuse_who_knows_what,
    "distrust": distrust,
    "lose_understanding": lose_understanding,
}
