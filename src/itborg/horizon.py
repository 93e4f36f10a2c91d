"""Going on beyond the days that the tables were laid out for."""

from __future__ import annotations

import numpy as np

from .calendar import OUTLOOK, campaign_days, fill_rhythm
from .history import blank_history
from .organisation.types import Organisation
from .simulation import quiet_arithmetic
from .strategies.base import Strategy
from .world.state import World


def laid_out(
    world: World, organisation: Organisation, strategy: Strategy, *, start: int, turned: int, days: int
) -> World:
    """Return the same world with room for `days` days after day `start`; what was laid out stays as it is.

    start   row of the first day after the burn-in
    turned  row of the strategy's own first day; later than `start` in a branch
    """
    old, new = len(world.history), start + days
    if new <= old:
        return world
    history = blank_history(new)
    history[:old] = world.history
    longer = world._replace(
        history=history,
        columns=history.view(np.float64).reshape(new, -1),
        campaign=campaign_days(organisation.calendar, start, days),
        rhythm=np.zeros((len(world.services), new + OUTLOOK)),
    )
    with quiet_arithmetic():
        fill_rhythm(longer)
    return longer._replace(levers=np.concatenate([world.levers, strategy.schedule(new - turned)[old - turned :]]))
