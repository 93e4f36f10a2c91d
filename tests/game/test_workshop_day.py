"""Why a workshop day pays: what is learned, not the day as such; and how much rests on what a day is assumed to teach."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from itborg_viz.game.account import euros
from itborg_viz.game.game import MONTHS
from itborg_viz.game.plans import Plan, decisions
from itborg_viz.game.replications import _run_replication, initial_worlds

from itborg.analysis.statistics import Floats, interval
from itborg.engine.row_names import Rows
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation import load

PIZZA, SEED, COUNT = load("grab_at_pizza"), 77, 16
EFFECTS = ("workshop_understanding", "workshop_business_understanding", "workshop_language", "workshop_valence", "workshop_contact")  # fmt: skip
WORKSHOP, NOTHING = decisions(PIZZA, {"workshop": 1}), decisions(PIZZA, {})


def profit(plan: Plan, parameters: Mapping[str, float]) -> Floats:
    """Return profit over the six months of each replication, kEUR, with changed parameters of the model."""
    setup, worlds = initial_worlds(PIZZA, SEED, COUNT)
    for world in worlds:
        for name, value in parameters.items():
            world.parameters[0][name] = value
    rows = Rows.of(PIZZA)
    runs = [_run_replication(world, setup, PIZZA, rows, plan, own=False) for world in worlds]
    return np.array([sum(euros(one.account(m).profit) for m in range(1, MONTHS + 1)) for one in runs])


def test_a_day_that_teaches_nothing_loses_more_than_its_price() -> None:
    effect = interval(profit(WORKSHOP, dict.fromkeys(EFFECTS, 0.0)) - profit(NOTHING, {}))
    assert effect.high < 0
    assert effect.mean < -15


def test_a_day_at_the_lower_ends_of_its_ranges_earns_less_than_half() -> None:
    low = {name: PARAMETERS[name].low for name in EFFECTS}
    nothing = profit(NOTHING, {})
    assert interval(profit(WORKSHOP, low) - nothing).high < 0.5 * interval(profit(WORKSHOP, {}) - nothing).mean
