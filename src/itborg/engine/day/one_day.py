"""The order of a day, written once, and the kernel that repeats it."""

from __future__ import annotations

from ...common.numba_support import by_reference, compiled, rule
from ..state import World
from ..tables.root_cause_rows import hazard_of_all
from .calendar_and_decay import apply_decay, turn_calendar
from .contact_phase import escalate, meet_people
from .demand import raise_requests
from .interventions import act_on_people
from .outages import trigger_incidents
from .record_row import start_row, write_row
from .settlement import charge_outages, release_changes, review_requests
from .work import work_the_day

INCIDENT_ROOM = 256  # free rows that a day may need at most, per 21 people who solve incidents
CHANGE_ROOM = 32
PEAK_ROOM = 16.0  # incidents on the worst day, over those of a mean one


@rule
def simulate_one_day(w: World, day: int) -> None:
    """Simulate one working day of the whole organisation.

    1. The calendar turns and businesses change.
    2. Interventions act on people: adoption, training, workshops, boards.
    3. Needs arise; managers filter, label and submit them, or bypass IT.
    4. Root causes trigger incidents; incidents open, are labelled and enter somewhere.
    5. People talk, visit and escalate.
    6. IT works, in four slots; incidents are solved or travel along the network.
    7. Outages are charged; finished changes are released.
    8. Managers review what has waited for months.
    9. Knowledge, ties and trust decay; benefits age.
    10. The end of the day is recorded.
    """
    start_row(w, day)
    turn_calendar(w, day)
    act_on_people(w, day)
    raise_requests(w, day)
    trigger_incidents(w, day)
    meet_people(w, day)
    escalate(w, day)
    work_the_day(w, day)
    charge_outages(w, day)
    release_changes(w, day)
    review_requests(w, day)
    apply_decay(w, day)
    write_row(w, day)
    w.organisation[0].day = day + 1


@rule
def has_room(w: World) -> bool:
    """Return whether every table has room for another day, so that no day is ever cut short."""
    o, p = w.organisation[0], w.parameters[0]
    k = 1.0 + o.scale
    changes = CHANGE_ROOM * k + 2.0 * p.request_rate * o.scale
    causes = changes + 2.0 * p.background_causes * o.scale + o.open_changes
    incidents = INCIDENT_ROOM * k + PEAK_ROOM * (hazard_of_all(w) + p.background_causes * o.scale * p.hazard)
    return bool(
        o.incident_rows + incidents <= len(w.incidents)
        and o.closed + o.open_incidents + incidents <= len(w.closed)
        and o.change_rows + changes <= len(w.changes)
        and o.cause_rows + causes <= len(w.causes)
        and o.components + causes <= len(w.components)
    )


@compiled
def run_days(w: World, until: int) -> int:
    """Simulate days until day `until`, or until a table is full; return the next day."""
    world = by_reference(w)
    while world.organisation[0].day < until and has_room(world):
        simulate_one_day(world, world.organisation[0].day)
    return int(world.organisation[0].day)
