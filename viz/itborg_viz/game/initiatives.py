"""How started initiatives reach the model: as change requests, root causes, levers and the calendar, between two days.

    started      a row in `changes` with the label 4, queued at the service's change team; other labels are at most 3
    needs        the row is queued on the day after the one it needs was delivered
    campaign     its worth joins the benefit stock on the first day of the campaign, and leaves it after the last
    capacity     a root cause of the web shop triggers incidents on days above its limit, until the delivery; whoever
                 repairs it does not remove it
    support      root causes of the phone desk become active one by one after the end of support, until the delivery
    repair       its delivery removes the four root causes of a service that trigger most incidents
    law          running cost for each day after its date without it

Root causes that wait for their day are drawn at the start of the game for every plan, with hazard 0, so that plans
share all random numbers. Keys come from the name, so an initiative has the same random numbers whenever it starts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.common.random_numbers import text_key
from itborg.engine.day.demand import change_effort_factor
from itborg.engine.day.settlement import fit_of, withdraw
from itborg.engine.day.voices import voice_of
from itborg.engine.growing import grow_tables
from itborg.engine.row_names import Rows
from itborg.engine.simulation import quiet_arithmetic
from itborg.engine.state import NONE, World
from itborg.engine.table import array_of
from itborg.engine.tables.queues import queue_change, take_change_row
from itborg.engine.tables.room import has_room
from itborg.engine.tables.root_cause_rows import new_cause, remove_cause
from itborg.mechanisms import labels, requests
from itborg.organisation.types import Organisation

from .deck import FINE, Initiative, deck, initiative_key

#: The web shop carries this many ordinary days of orders; above it, incidents a day at twice the limit. Assumptions.
LIMIT, OVERLOAD = 1.9, 20.0
#: Root causes after the end of support: one more every so many days, and how often each triggers. Assumptions.
AGEING, EVERY, AGEING_HAZARD = 12, 3, 0.7
REPAIRED = 4  # root causes of a service that a repair removes
TOP = 4
NOTHING = 1e-6  # kEUR a day that a campaign yields outside its days


@dataclass
class Progress:
    """Where the initiatives of one replication stand. Days are days of the game.

    started    name -> day of the start
    rows       name -> (row, key) of its open change
    delivered  name -> day
    dropped    name -> day on which it was withdrawn or lapsed
    running    name -> what it adds to the benefit stock now, or will from its first day on, kEUR a day
    came       name -> what a delivered one brings at the fit that was reached, kEUR a day, before it ages
    causes     name -> (row, key) of root causes that wait for their day
    fines      kEUR by day
    events     (name, day of the game on which it began) of events from outside
    talks      pairs of ids of people who talk before the first day of this month
    flows      what the talks of a day add to its row of the history
    food       what the food of an order costs more, cents by day of the game; riders: likewise
    ill        id of the person who can fall ill
    """

    cards: Mapping[str, Initiative]
    started: dict[str, int] = field(default_factory=dict)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    delivered: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    running: dict[str, float] = field(default_factory=dict)
    came: dict[str, float] = field(default_factory=dict)
    causes: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    fines: dict[int, float] = field(default_factory=dict)
    events: list[tuple[str, int]] = field(default_factory=list)
    talks: tuple[tuple[str, str], ...] = ()
    flows: Floats | None = None
    food: dict[int, float] = field(default_factory=dict)
    riders: dict[int, float] = field(default_factory=dict)
    ill: str = ""


def prepared(world: World, organisation: Organisation, rows: Rows) -> World:
    """Return a world with the root causes that wait for their day, at the start of the game; changed in place."""
    with quiet_arithmetic():
        for one in deck(organisation).values():
            for n in range(_waiting(one)):
                while not has_room(world):
                    world = grow_tables(world)
                row = new_cause(world, _cause_key(one, n), rows.services.index(one.service), 0, _day(world))
                world.causes[row].hazard = 0.0
    return world


def found(world: World, organisation: Organisation) -> Progress:
    """Return the progress at the start of the game, with the root causes that `prepared` has drawn."""
    progress = Progress(deck(organisation), ill=first_developer(organisation))
    keys = array_of(world.causes)["key"][: int(world.organisation[0].cause_rows)]
    for one in progress.cards.values():
        wanted = [_cause_key(one, n) for n in range(_waiting(one))]
        at = [(np.flatnonzero(keys == key), key) for key in wanted]
        progress.causes[one.name] = [(int(where[0]), key) for where, key in at if len(where)]
    return progress


def first_developer(organisation: Organisation) -> str:
    """Return the id of the developer who can fall ill: the first one, or the first person of IT where there is none."""
    it = [one for one in organisation.people if one.side == "it"]
    return next((one for one in it if one.role == "developer"), it[0]).id


def cause_keys(progress: Progress) -> dict[int, str]:
    """Return key of each root cause that waits for its day -> name of the initiative that removes it."""
    return {key: name for name, found in progress.causes.items() for _, key in found}


def start_initiatives(world: World, names: Sequence[str], progress: Progress, day: int) -> None:
    """Start initiatives on a day of the game: pay for them; they are queued when what they need is there."""
    now = _day(world)
    for name in names:
        progress.started[name] = day
        world.levers[now].one_off_cost += progress.cards[name].price


def before_day(world: World, rows: Rows, progress: Progress, day: int) -> None:
    """Act on the tables before a day of the game: queue, drop, charge, and set what triggers incidents today."""
    with quiet_arithmetic():
        for name, one in progress.cards.items():
            _queue_if_ready(world, rows, one, progress)
            _mind_date(world, one, progress, day)
            _set_hazards(world, rows, one, progress, day)
            if one.kind == "law" and one.first is not None and day >= one.first and name not in progress.delivered:
                world.levers[_day(world)].running_cost += FINE
                progress.fines[day] = progress.fines.get(day, 0.0) + FINE


def after_day(world: World, rows: Rows, progress: Progress, day: int) -> None:
    """Note after a day of the game what was delivered, and let it have its effects."""
    with quiet_arithmetic():
        for name, (row, key) in list(progress.rows.items()):
            x = world.changes[row]
            if x.key == key and x.open == 1:
                continue
            del progress.rows[name]
            if x.builder == NONE or x.left > 1e-9:
                progress.dropped[name] = day
                continue
            progress.delivered[name] = day
            _deliver(world, rows, progress.cards[name], row, progress, day)


def _queue_if_ready(world: World, rows: Rows, one: Initiative, progress: Progress) -> None:
    """Queue a started initiative whose need is delivered."""
    known = {*progress.rows, *progress.delivered, *progress.dropped}
    if one.name not in progress.started or one.name in known:
        return
    if one.needs and one.needs not in progress.delivered:
        return
    row = _new_row(world, rows, one)
    progress.rows[one.name] = (row, int(world.changes[row].key))


def _new_row(world: World, rows: Rows, one: Initiative) -> int:
    """Return the row of a new change request for an initiative, with the label 4."""
    w, p, day = world, world.parameters[0], _day(world)
    service = rows.services.index(one.service)
    owner = next(n for n, person in enumerate(rows.people) if person.side == "business" and person.team == one.sponsor)
    team = int(w.services[service].change_team)
    heard, counterpart = voice_of(w, owner, service, team)
    row = take_change_row(w)
    x, lv = w.changes[row], w.levers[day]
    x.key = initiative_key(one.name)
    x.open = 1
    x.service, x.owner, x.value = service, owner, NOTHING if one.kind == "campaign" else one.worth
    x.effort = x.left = one.effort * change_effort_factor(w, lv)
    x.requested_day, x.approved = float(day), float(day)
    x.workers, x.worker_a, x.worker_b = 0, NONE, NONE
    x.appeal = 0.0
    x.log_density = requests.log_density(one.worth, one.effort, p)
    x.release, x.builder = np.nan, NONE
    x.risk, x.label = one.risk, TOP
    x.level = labels.level_of_change(np.log(one.worth / p.change_value) / p.change_value_sigma, p)
    x.voice, x.counterpart, x.credit = heard, counterpart, w.people[owner].trust
    x.promise = 2.0 * x.effort
    queue_change(w, row, team)
    w.organisation[0].open_changes += 1
    return row


def _mind_date(world: World, one: Initiative, progress: Progress, day: int) -> None:
    """Let a campaign's benefit begin and end, and withdraw what was not ready in time."""
    if one.kind != "campaign" or one.first is None or one.last is None:
        return
    o = world.organisation[0]
    if day == one.first and one.name in progress.delivered:
        o.benefit += progress.running[one.name]
    if one.name in progress.rows and day > one.last:
        row, _ = progress.rows.pop(one.name)
        progress.dropped[one.name] = day
        if np.isnan(world.changes[row].release):
            withdraw(world, row, _day(world), 1.0)
    if day == one.last + 1 and one.name in progress.running:
        o.benefit -= progress.running.pop(one.name)


def _set_hazards(world: World, rows: Rows, one: Initiative, progress: Progress, day: int) -> None:
    """Set the hazards of the root causes that a neglected initiative leaves, for today."""
    if one.kind not in ("capacity", "support"):
        return
    done = one.name in progress.delivered
    service = rows.services.index(one.service)
    for n, (row, key) in enumerate(progress.causes[one.name]):
        x = world.causes[row]
        gone = x.key != key or x.active == 0
        if one.kind == "capacity":
            excess = max(0.0, world.rhythm[service, _day(world)] / LIMIT - 1.0)
            if gone and excess > 0.0 and not done and has_room(world):  # a repair does not add capacity
                row = new_cause(world, key, service, 0, _day(world))
                progress.causes[one.name][n] = row, key
                x, gone = world.causes[row], False
            if not gone:
                x.hazard = 0.0 if done else OVERLOAD * excess
        elif not gone:
            ripe = one.first is not None and day >= one.first + EVERY * n
            x.hazard = AGEING_HAZARD if ripe and not done else 0.0


def _deliver(world: World, rows: Rows, one: Initiative, row: int, progress: Progress, day: int) -> None:
    """Let a delivered initiative have its effects besides its worth."""
    wait = _day(world) - 1 - world.changes[row].requested_day
    fit = fit_of(world, row, world.levers[_day(world) - 1])
    progress.came[one.name] = one.worth * fit * requests.timely(wait, world.parameters[0])
    if one.kind == "campaign" and one.first is not None and one.last is not None:
        progress.running[one.name] = progress.came[one.name]
        if one.first <= day < one.last:
            world.organisation[0].benefit += progress.running[one.name]
        elif day >= one.last:
            del progress.running[one.name]
    if one.kind == "repair":
        _repair(world, rows.services.index(one.service))
    for at, key in progress.causes.get(one.name, ()):
        if world.causes[at].key == key and world.causes[at].active == 1:
            remove_cause(world, at)


def _repair(world: World, service: int) -> None:
    """Remove the root causes of a service that trigger most incidents."""
    used = int(world.organisation[0].cause_rows)
    causes = array_of(world.causes)[:used]
    mine = np.flatnonzero((causes["active"] == 1) & (causes["service"] == service))
    for row in sorted(mine.tolist(), key=lambda n: -float(causes["hazard"][n]))[:REPAIRED]:
        remove_cause(world, row)


def _waiting(one: Initiative) -> int:
    """Return how many root causes wait for the day on which an initiative is missed."""
    return {"capacity": 1, "support": AGEING}.get(one.kind, 0)


def _cause_key(one: Initiative, n: int) -> int:
    return text_key(f"missed {one.name} {n}")


def _day(world: World) -> int:
    return int(world.organisation[0].day)
