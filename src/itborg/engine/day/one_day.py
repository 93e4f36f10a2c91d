"""The order of a day, written once, and the kernel that repeats it.

The order decides who sees what: managers state labels and make promises from the queue of the morning; people talk
before they work; trust, understanding and capacity as remembered change at the end of the day, so rules that read
means read those of yesterday.
"""

from __future__ import annotations

from ...common.numba_support import by_reference, compiled, rule
from ..state import World
from ..tables.room import has_room
from .calendar_and_decay import apply_decay, turn_calendar
from .contact_phase import meet_people
from .demand import raise_requests
from .interventions import act_on_people
from .outages import trigger_incidents
from .record_row import start_row, write_row
from .resisting import DUE, resist
from .settlement import review_requests, settle_losses_and_releases
from .work import work_the_day


@rule
def simulate_one_day(w: World, day: int) -> None:
    """Simulate one working day of the whole organisation.

    1. The calendar turns and businesses change.
    2. Interventions act on people: adoption, training, workshops, boards.
    3. Needs arise; managers filter, label and submit them, or bypass IT.
    4. Root causes trigger incidents; incidents open, are labelled and enter somewhere.
    5. People talk, visit and meet.
    6. IT works, in four slots; incidents are solved or travel along the network.
    7. Outages are charged; finished changes are released.
    8. Managers review what has waited for months.
    9. Knowledge, ties and trust decay; benefits age.
    10. Managers escalate or calm down; once a quarter they vote.
    11. The end of the day is recorded.

    day  row of the day in `w.history` and `w.levers`; it must be `w.organisation[0].day`, which it moves on by 1

    Work comes after demand and contacts, so that talks and meetings take their time from the same day's work.
    The order is an assumption. All random numbers are indexed by event, so a step that draws more or fewer numbers
    leaves those of the other steps alone.
    """
    start_row(w, day)
    turn_calendar(w, day)
    act_on_people(w, day)
    raise_requests(w, day)
    trigger_incidents(w, day)
    meet_people(w, day)
    work_the_day(w, day)
    settle_losses_and_releases(w, day)
    review_requests(w, day)
    apply_decay(w, day)
    resist(w, day)
    write_row(w, day)
    w.organisation[0].day = day + 1


@compiled
def run_days(w: World, until: int) -> int:
    """Simulate days until day `until`, or until a table is full; return the next day.

    w      the world, changed in place
    until  number of the first day that is not simulated, counted from the start of the burn-in

    This is the compiled kernel: one call runs all days, so a day costs no return to the interpreter. The caller
    enlarges the tables when the day returned is less than `until`, and calls again. It also stops where a decision to
    outsource waits to be carried out (`engine.outsourcing`).
    """
    world = by_reference(w)
    while world.organisation[0].day < until and world.organisation[0].outsourcing != DUE and has_room(world):
        simulate_one_day(world, world.organisation[0].day)
    return int(world.organisation[0].day)
