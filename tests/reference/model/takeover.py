"""From the kernel's tables to plain objects: the one place that knows how the kernel keeps its books."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

from itborg.engine.state import World
from tests.reference.model.chance import RandomNumbers
from tests.reference.model.things import (
    Cause,
    Change,
    Component,
    Firm,
    Incident,
    Person,
    Recall,
    Service,
    Shelf,
    Team,
    Tie,
)


def namespace(record: Any) -> SimpleNamespace:
    """Return a record as plain numbers by name."""
    return SimpleNamespace(**{name: record[name].item() for name in record.dtype.names})


def same(kind: type, record: Any, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields that a class and a record both have."""
    return {f.name: record[f.name].item() for f in fields(kind) if f.name in record.dtype.names and f.name not in but}


def taken_over(w: World) -> Firm:
    """Return the same state of the world in plain objects."""
    links = ("incidents", "changes", "services", "helps", "members", "uses")
    teams = [Team(number=n, **same(Team, t, links)) for n, t in enumerate(w.teams)]
    parameters = namespace(w.parameters[0])
    people = [person(w, n, teams, parameters) for n in range(len(w.people))]
    services = [service(w, n, teams) for n in range(len(w.services))]
    for t, record in zip(teams, w.teams, strict=True):
        t.members = [x for x in people if x.team is t]
        t.services = services[record.first_service : record.first_service + record.services]
        t.helps = teams[record.helps] if record.helps >= 0 else None
    for s, record in zip(services, w.services, strict=True):
        user = int(record.first_user)
        while user >= 0:
            teams[user].uses, user = s, int(w.teams[user].next_user)
    firm = Firm(
        RandomNumbers(int(w.organisation["seed"][0])), parameters, [namespace(row) for row in w.levers],
        people, teams, services, [teams[n] for n in w.needs["team"]], w.needs["key"].tolist(),
        namespace(w.organisation[0]),
    )  # fmt: skip
    for x in people:
        x.ties = ties(w, x)
    o = w.organisation[0]
    firm.components = [Component(**same(Component, c)) for c in w.components[: o.components]]
    for s, record in zip(services, w.services, strict=True):
        s.components = in_line(w.components, int(record.first_component), dict(enumerate(firm.components)))
    causes(w, firm)
    incidents(w, firm)
    changes(w, firm)
    firm.handoffs = {(a, b): int(n) for (a, b), n in _counted(w.handoffs)}
    return firm


def _counted(table: Any) -> list[tuple[tuple[int, int], int]]:
    return [((a, b), table[a, b]) for a in range(len(table)) for b in range(len(table)) if table[a, b]]


def person(w: World, n: int, teams: list[Team], parameters: SimpleNamespace) -> Person:
    """Return one person, without ties."""
    record = w.people[n]
    skilled = n < int(w.organisation["it"][0])
    named = same(Person, record, ("team", "ties", "home", "last_change", "problem"))
    return Person(
        number=n, team=teams[record.team], home=teams[record.home] if record.home >= 0 else None,
        stereotype=w.stereotype[n].tolist(), p=parameters,
        understanding=w.understanding[n].tolist() if skilled else [],
        expertise=w.expertise[n].tolist() if skilled else [],
        expertise_base=w.expertise_base[n].tolist() if skilled else [], **named,
    )  # fmt: skip


def service(w: World, n: int, teams: list[Team]) -> Service:
    """Return one service."""
    x = w.services[n]
    named = same(Service, x, ("owner", "change_team", "rhythm", "up", "components"))
    builders = teams[x.change_team]
    return Service(
        number=n, owner=teams[x.owner], change_team=builders, rhythm=w.rhythm[n].tolist(), up=w.up[n].tolist(), **named
    )


def ties(w: World, x: Person) -> dict[int, Tie]:
    """Return the ties of a person, in the order of the kernel's block."""
    first, known = w.people[x.number].first_tie, {}
    for row in range(first, first + w.people[x.number].ties):
        tie = Tie(**same(Tie, w.ties[row]), deviation=w.deviation[row].tolist())
        known[int(w.ties[row].target)] = tie
    return known


def shelved(shelf: Shelf, table: Any, rows: int, free: int, made: dict[int, Any]) -> None:
    """Put things in their places; places given back wait in the order in which the kernel will use them."""
    shelf.places = [made.get(row) for row in range(rows)]
    for row, thing in made.items():
        thing.place = row
    while free >= 0:
        shelf.free.insert(0, free)
        free = int(table[free].after)
    assert sorted([*made, *shelf.free]) == list(range(rows))


def causes(w: World, firm: Firm) -> None:
    """Take over the root causes."""
    o, made = w.organisation[0], {}
    for row in range(o.cause_rows):
        x = w.causes[row]
        if x.active:
            named = same(Cause, x, ("component", "service", "begun"))
            begun = None if x.begun != x.begun else float(x.begun)
            component, owner = firm.components[x.component], firm.services[x.service]
            made[row] = Cause(component=component, service=owner, begun=begun, **named)
    shelved(firm.causes, w.causes, o.cause_rows, int(o.free_cause), made)


def incidents(w: World, firm: Firm) -> None:
    """Take over the open incidents and the queues they stand in."""
    o, made = w.organisation[0], {}
    links = ("service", "owner", "cause", "component", "second", "holder", "sender", "sender_team", "team", "held_from")
    for row in range(o.incident_rows):
        x = w.incidents[row]
        if not x.open:
            continue
        cause = firm.causes.places[x.cause]
        made[row] = one = Incident(
            cause=cause if cause and cause.key == x.cause_key else None,
            service=firm.services[x.service], owner=firm.people[x.owner], component=firm.components[x.component],
            second=int(x.second) if x.second >= 0 else None, team=firm.teams[x.team],
            holder=firm.people[x.holder] if x.holder >= 0 else None,
            sender=firm.people[x.sender] if x.sender >= 0 else None,
            sender_team=firm.teams[x.sender_team] if x.sender_team >= 0 else None,
            held_from=None if x.held_from != x.held_from else float(x.held_from),
            effort_stated=2.718281828459045 ** float(x.log_effort), **same(Incident, x, links),
        )  # fmt: skip
        one.holders = recalled(8, int(x.people_seen), w.people_seen[row], firm.people)
        one.stations = recalled(12, int(x.teams_seen), w.teams_seen[row], firm.teams)
    shelved(firm.incidents, w.incidents, o.incident_rows, int(o.free_incident), made)
    for team, record in zip(firm.teams, w.teams, strict=True):
        waiting = in_line(w.incidents, int(record.first_waiting), made)
        team.incidents = waiting + in_line(w.incidents, int(record.first_incident), made)


def recalled(size: int, count: int, numbers: Any, things: list[Any]) -> Recall:
    """Return a memory with what a row of the kernel's memory holds."""
    memory = Recall(size)
    memory.count = count
    memory.slots = [things[n] for n in numbers[: min(size, count)]]
    return memory


def changes(w: World, firm: Firm) -> None:
    """Take over the accepted changes and the queues they stand in."""
    o, made = w.organisation[0], {}
    links = ("service", "owner", "team", "release", "builder", "counterpart", "workers")
    for row in range(o.change_rows):
        x = w.changes[row]
        if x.open:
            made[row] = Change(
                service=firm.services[x.service], owner=firm.people[x.owner], team=firm.teams[x.team],
                release=None if x.release != x.release else float(x.release),
                builder=firm.people[x.builder] if x.builder >= 0 else None,
                counterpart=firm.people[x.counterpart] if x.counterpart >= 0 else None,
                workers=[firm.people[n] for n in (x.worker_a, x.worker_b) if n >= 0], **same(Change, x, links),
            )  # fmt: skip
    shelved(firm.changes, w.changes, o.change_rows, int(o.free_change), made)
    for x in firm.people:
        last = made.get(int(w.people[x.number].last_change))
        x.last_change = last if last and last.key == w.people[x.number].last_key else None
    for team, record in zip(firm.teams, w.teams, strict=True):
        team.changes = in_line(w.changes, int(record.first_change), made)


def in_line(table: Any, row: int, made: dict[int, Any]) -> list[Any]:
    """Return a linked list from its front."""
    queue = []
    while row >= 0:
        queue.append(made[row])
        row = int(table[row].after)
    return queue
