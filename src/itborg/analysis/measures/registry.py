"""All measures by name, in the order of tables.

The registry is the only list of measures: tables, documentation, the command line and the app read it. A measure's
better direction decides the order of rankings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...common.errors import unknown
from . import handoffs, maturity, relationship, resistance, service, value
from .measure import Measure
from .own import OWN
from .window import Window

if TYPE_CHECKING:
    from ...engine.simulation import Run

_ORDER = (
    "net_value", "benefit", "loss", "cost", "value_at_risk",
    "sla_met", "sla_met_user_clock", "share_over_tolerance", "business_rating", "it_rating", "perception_gap",
    "watermelon_gap",
    "trust_business_to_it", "trust_it_to_business", "cross_contact_share",
    "priority_inflation", "priority_information", "firefighting_share", "shadow_share", "root_causes", "lead_time",
    "requirement_fit", "business_understanding_of_it_staff", "it_understanding_of_managers",
    "protest_share", "workaround_share", "coalition_share", "against_it_share", "exit_probability", "exit_month",
    "handoff_share", "team_handoff_share", "handoff_time_correlation", "ping_pong_share",
    "sam_level", "sam_communications", "sam_value", "sam_governance", "sam_partnership", "sam_scope", "sam_skills",
    "utilisation", "revenue", "profit",
)  # fmt: skip
_THEMES = (value, service, relationship, resistance, handoffs, maturity)
_FOUND = {one.name: one for theme in _THEMES for one in theme.MEASURES}
MEASURES: dict[str, Measure] = {name: _FOUND[name] for name in _ORDER}


def measure(run: Run, names: Iterable[str] | None = None) -> dict[str, float]:
    """Return measures of a run by name, over all days after the strategy's start.

    names  None: all, in the order of tables

    Values are NaN where undefined. Raises InputError for unknown names.
    """
    return measure_window(Window.of(run), names)


def measure_window(window: Window, names: Iterable[str] | None = None) -> dict[str, float]:
    """Return measures of some days of a run, by name.

    window  as from `Window.between`
    names   None: all

    Raises InputError for unknown names.
    """
    return {one.name: one.function(window) for one in chosen(names)}


def measure_many(runs: Sequence[Run], names: Iterable[str] | None = None) -> NDArray[np.float64]:
    """Return measures of several runs, (runs, measures), with columns in the order of `names`.

    names  None: all

    Raises InputError for unknown names.
    """
    wanted = chosen(names)
    windows = map(Window.of, runs)
    rows = [[one.function(window) for one in wanted] for window in windows]
    return np.array(rows, dtype=np.float64).reshape(len(runs), len(wanted))


def chosen(names: Iterable[str] | None) -> list[Measure]:
    """Return named measures in the order of `names`; None: all of the model. Raises InputError for unknown names."""
    known = MEASURES | OWN
    wanted = list(MEASURES) if names is None else list(names)
    for name in wanted:
        if name not in known:
            raise unknown("measure", name, known)
    return [known[name] for name in wanted]


def listing() -> list[dict[str, object]]:
    """Return name, meaning, unit and better direction of every measure, one dictionary each, in the order of tables."""
    return [
        {"name": one.name, "meaning": one.meaning, "unit": one.unit, "better": one.better} for one in MEASURES.values()
    ]


@cache
def _model_rows() -> Mapping[str, Mapping[str, Any]]:
    return {str(row["name"]): dict(row) for row in listing()}


def measure_rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of `listing` by name, and those of measures of users."""
    own = {one.name: {"name": one.name, "meaning": one.meaning, "unit": one.unit, "better": one.better}
           for one in OWN.values()}  # fmt: skip
    return {**_model_rows(), **own}


def better_of(measure: str) -> str | None:
    """Return the better direction of a measure: "higher", "lower" or None.

    None stands for a measure without a better direction and for an unknown one, as in results of an older version.
    """
    return measure_rows().get(measure, {}).get("better")
