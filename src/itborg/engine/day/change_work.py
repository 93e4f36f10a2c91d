"""Changes in the hands of developers and operations: choosing, building, setting the day of release.

Part of step 6. What a person builds next depends on what that person can see of its value: with understanding the
value density counts, without it the label and technical appeal. Building takes person-days; the release comes on the
day itself or, for those who know the calendar, on a quiet day.

Arguments: day is the row of the day, i the row of the person, row that of the change; end is the end of a slot, 0 to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import business_calendar, labels, prioritisation, voice
from ..state import NONE
from ..tables.queues import unqueue_change
from .solving_work import serves

if TYPE_CHECKING:
    from ..records import Person
    from ..state import World
    from ..work_records import Change


@rule
def build_changes(w: World, i: int, team: int, day: int, end: float) -> None:
    """Let i build changes of a team until the slot ends or nothing is left to build.

    team  row of the team whose changes are built; NONE does nothing
    end   end of the slot, share of the day; work stops there and goes on later

    Moves the person's `clock` by work over `speed`, lowers `left` of the change, records `change_work` in person-days
    of effort, and notes the change in hand. A change without work left is finished.
    """
    person, h = w.people[i], w.history[day]
    if team == NONE:
        return
    while person.clock < end:
        row = change_in_hand(w, i, team, day)
        if row == NONE:
            return
        x = w.changes[row]
        person.last_change = row
        person.last_key = x.key
        person.picked = day
        sign_up(x, i)
        done = min(x.left, (end - person.clock) * person.speed)
        person.clock += done / person.speed
        x.left -= done
        h.change_work += done
        if x.left <= 1e-9:
            finish(w, i, row, day)


@rule
def change_in_hand(w: World, i: int, team: int, day: int) -> int:
    """Return the change i builds now: the one picked earlier today while it lasts, else the most worthwhile.

    Returns a row of `w.changes`, or NONE. People choose again every day, not every slot: switching costs are
    otherwise only the bonus for the change worked on last.
    """
    person = w.people[i]
    if person.picked == day and is_unfinished(w, person):
        return person.last_change
    return next_change(w, i, team, day)


@rule
def is_unfinished(w: World, person: Person) -> bool:
    """Return whether the change a person worked on last is still being built.

    person  reads `last_change` and `last_key`

    The key is compared because rows of `w.changes` are used again for other changes. False for somebody who never
    built.
    """
    if person.last_change == NONE:
        return False
    x = w.changes[person.last_change]
    return x.key == person.last_key and x.open == 1 and x.left > 1e-9


@rule
def sign_up(x: Change, i: int) -> None:
    """Note that i works on a change today; two may.

    x  the change, with room for i

    Fills `worker_a`, then `worker_b`, and counts `workers`; `settlement.review_requests` clears them at the end of
    the day.
    """
    if x.worker_a != i and x.worker_b != i:
        if x.worker_a == NONE:
            x.worker_a = i
        else:
            x.worker_b = i
        x.workers += 1


@rule
def has_room(x: Change, i: int) -> bool:
    """Return whether i may work on a change today: at most two people do. Assumption: more would hinder each other.

    x  the change; who already works on it may go on
    """
    return x.workers < 2 or x.worker_a == i or x.worker_b == i


@rule
def next_change(w: World, i: int, team: int, day: int) -> int:
    """Return the change of a team that looks most worthwhile to i; NONE if there is none.

    team  row of the team whose list is looked through
    day   row of the day; changes that wait for approval are left out

    The score (`prioritisation.change_score`) weights value density by how far i sees it: the own understanding, or the
    view of the board if that is better. Who follows the list of the board sees what the board sees and hears of the
    request, without technical appeal. Changes with two people at work and services that i does not serve are left out. Of equal scores the first in the list counts.

    This choice is how understanding turns into value for the business.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    listed = follows_board(w, i, day)
    trust, weight = w.people[i].trust, p.label_weight
    best, winner = -np.inf, NONE
    row = w.teams[team].first_change
    while row != NONE:
        x = w.changes[row]
        if x.approved <= day and has_room(x, i) and serves(w, i, team, day, x.service):
            view, appeal = voice.heeded(w.services[x.service].board_view, x.voice, p), 0.0
            if not listed:
                u = voice.heeded(w.understanding[i, x.service], x.voice, p)
                view = prioritisation.understood_with_board(u, lv.board, w.services[x.service].board_view)
                appeal = x.appeal
                weight = labels.weight(voice.credit(trust, x.voice, x.credit), o.mandate, p)
            begun, own = x.left < x.effort, x.key == w.people[i].last_key
            score = prioritisation.change_score(
                view, x.log_density, x.label, weight, p.label_step, appeal, day - x.requested_day, begun, own, p
            )
            if score > best:
                best, winner = score, row
        row = x.after
    return winner


@rule
def follows_board(w: World, i: int, day: int) -> bool:
    """Return whether i picks by the list of the board today: its view of value, raised by who speaks for a request, not taste.

    The lever `authority` is the share of a person's days (stream BOARD_PICK, by person and day). Without a quorum at its
    last meeting the board has no list.
    """
    o, authority = w.organisation[0], w.levers[day].authority
    if authority <= 0.0 or o.board_decides == 0:
        return False
    return random_numbers.uniform_of(w.streams[S.BOARD_PICK], w.people[i].key, day) < authority


@rule
def finish(w: World, i: int, row: int, day: int) -> None:
    """Finish a change and set its day of release: today, or the quietest day of the window if its builder knows the dates.

    Writes `builder` and `release` of the change, records the rank of the choice, and takes the change out of its
    team's list; it is delivered in step 7 of the day of release. Whether the builder knows the calendar is one draw
    (stream HOLD, by change), with the probability of `business_calendar.known`.
    """
    p, lv = w.parameters[0], w.levers[day]
    x = w.changes[row]
    x.builder = i
    x.release = float(day)
    w.history[day].choice += rank_of_choice(w, row)
    s = w.services[x.service]
    knows = business_calendar.known(s.announced, lv.calendar, p)
    if random_numbers.uniform_of(w.streams[S.HOLD], x.key, 0) < knows:
        x.release = float(quietest_day(w, x.service, day, int(p.freeze_window)))
    unqueue_change(w, row)


@rule
def quietest_day(w: World, service: int, day: int, window: int) -> int:
    """Return the day, `window` days ahead at most, on which a release worries least; the earliest of equals.

    service  row of the service; its calendar factors are `w.rhythm[service]`
    window   working days, 0 or more

    Days whose three following days lie beyond the calendar are left out. A fault of a release is met on the day itself
    and on the days until it is found, hence the look ahead.
    """
    best, winner = np.inf, day
    r = w.rhythm[service]
    for wait in range(window + 1):
        t = day + wait
        first = t + 1
        second = first + 1
        third = second + 1
        if third >= len(r):
            break
        worry = business_calendar.release_worry(r[t], r[first], r[second], r[third], wait, w.parameters[0])
        if worry < best:
            best, winner = worry, t
    return winner


@rule
def rank_of_choice(w: World, row: int) -> float:
    """Return the rank of a change by value density among those of its team, 0 worst to 1 best; 0.5 if it is alone.

    row  row of the change, still in its team's list

    Taken when the change is finished. A measure only, nothing depends on it: it shows how well IT chooses by value
    (optimisation of VOCR).
    """
    x = w.changes[row]
    below, others = 0, 0
    other = w.teams[x.team].first_change
    while other != NONE:
        if other != row:
            others += 1
            if w.changes[other].log_density < x.log_density:
                below += 1
        other = w.changes[other].after
    return 0.5 if others == 0 else below / others
