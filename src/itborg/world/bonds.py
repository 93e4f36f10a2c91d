"""The first evening: whom people trust, by side and along every tie."""

from __future__ import annotations

import numpy as np

from .. import luck
from ..compiled import rule
from ..day.relations import mean_trust, trust_in_side
from ..rules import streams as S
from ..rules.arithmetic import clip
from .state import BUSINESS, IT


@rule
def start_trust(w):
    """Draw stereotypes and what ties add to them; given trust is met exactly, on average for a person."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        x = w.people[i]
        other = BUSINESS if x.side == IT else IT
        for c in range(3):
            w.stereotype[i, x.side, c] = p.own_side_prior
            z = luck.normal(o.seed, S.PERSON_TRAIT, x.key, 4 + c)
            w.stereotype[i, other, c] = clip(p.trust_prior + 0.05 * z, 0.05, 0.95)
        for row in range(x.first_tie, x.first_tie + x.ties):
            _start_tie_trust(w, i, row)
        if not np.isnan(w.given[i, 0]):
            for _attempt in range(4):
                set_mean_trust(w, i, other, w.given[i, 0])
                for row in range(x.first_tie, x.first_tie + x.ties):
                    if not np.isnan(w.given_trust[row]):
                        _start_tie_trust(w, i, row)


@rule
def _start_tie_trust(w, i, row):
    o = w.organisation[0]
    j = w.ties[row].target
    side = w.people[j].side
    base = trust_in_side(w, i, side)
    z = luck.normal(o.seed, S.TIE_TRAIT, w.people[i].key, w.people[j].key)
    if not np.isnan(w.given_trust[row]):
        shift = w.given_trust[row] - base
    elif side == w.people[i].side:
        shift = clip(competence_trust(w.ties[row].contact) + 0.1 * z, 0.05, 0.95) - base
    else:
        shift = 0.08 * z
    for c in range(3):
        w.deviation[row, c] = shift


@rule
def set_mean_trust(w, i, side, goal):
    """Shift the stereotype of i so that its mean trust in a side is `goal` (clipped to .02 to .98)."""
    o = w.organisation[0]
    size = o.it if side == IT else o.people - o.it
    for _attempt in range(4):
        shift = goal - mean_trust(w, i, side, size)
        for c in range(3):
            w.stereotype[i, side, c] = clip(w.stereotype[i, side, c] + shift, 0.02, 0.98)
    w.people[i].trust = mean_trust(w, i, side, size)


@rule
def competence_trust(contact):
    """Return mean trust in someone's competence by contact 0 to 1 (Cross & Parker's curve, rescaled)."""
    x = contact * 5.0
    n = int(x)
    part = x - n
    a, b = step_of_curve(n), step_of_curve(n + 1)
    return a + part * (b - a)


@rule
def step_of_curve(n):
    """Return the curve of competence trust at contact n/5."""
    if n <= 0:
        return 0.35
    if n == 1:
        return 0.48
    if n == 2:
        return 0.73
    if n == 3:
        return 0.83
    return 0.89 if n == 4 else 0.93
