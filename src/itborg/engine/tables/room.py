"""How many rows of each growing table the next day may need, so that no day is ever cut short.

The kernel looks before each day; where a table is too short it stops, and `engine.growing` enlarges that table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from .root_cause_rows import hazard_of_all

if TYPE_CHECKING:
    from ..state import World

#: Rows that a day may need over PEAK_ROOM times the mean, in the smallest organisation too.
INCIDENT_ROOM, CHANGE_ROOM = 768, 128
#: Events of the worst day, over those of a mean one.
PEAK_ROOM = 4.0


@rule
def rows_wanted(w: World) -> tuple[float, float, float, float, float]:
    """Return the rows for another day: incidents, closed incidents, changes, root causes, components.

    Events of a day are Poisson numbers. Each kind is bounded by PEAK_ROOM times its mean and a constant, which a
    Poisson number does not reach in the lifetime of a machine. Every request and every release may leave a root cause,
    and every root cause may open a component.
    """
    return rows_wanted_at(w, hazard_of_all(w))


@rule
def rows_wanted_at(w: World, hazard: float) -> tuple[float, float, float, float, float]:
    """Return what `rows_wanted` does; `hazard` as from `hazard_of_all`, which is slow as plain Python."""
    o, p = w.organisation[0], w.parameters[0]
    changes = CHANGE_ROOM + PEAK_ROOM * p.request_rate * o.scale
    causes = changes + PEAK_ROOM * p.background_causes * o.scale + o.open_changes
    incidents = INCIDENT_ROOM + PEAK_ROOM * (hazard + p.background_causes * o.scale * p.hazard)
    return (
        o.incident_rows + incidents,
        o.closed + o.open_incidents + incidents,
        o.change_rows + changes,
        o.cause_rows + causes,
        o.components + causes,
    )


@rule
def has_room(w: World) -> bool:
    """Return whether every table has room for another day."""
    incidents, closed, changes, causes, components = rows_wanted(w)
    return bool(
        incidents <= len(w.incidents)
        and closed <= len(w.closed)
        and changes <= len(w.changes)
        and causes <= len(w.causes)
        and components <= len(w.components)
    )
