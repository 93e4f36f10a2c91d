"""The news beside the picture: the main events of a run, day by day, with the people concerned.

Relies on the journeys of all work of a recorded run. The limits that make an event news, and the weights that choose
among them, are our choice; no rule of the model uses them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...common.periods import MONTH
from ...engine.row_names import Rows
from ...engine.state import NONE
from ..formatting import counted, percent
from .journeys import CHANGE, IN_TIME, LAPSED, LATE, RED, Item
from .resistance import Begun

#: Most news of each kind in a month.
A_MONTH = 2
BOUNCES = 5  # fewest hand-overs of an incident that is reported
URGENT = 3  # lowest true priority of a request for which it is reported that nobody spoke
WELL_HEARD = 0.5  # least voice with which a request was made whose delivery is reported


class News(NamedTuple):
    """One line of the news.

    day     working day after the start, the first is 0
    kind    "outage", "promise", "bounce", "bridge", "voice", "resistance", "month" or "strategy"
    text    one or two sentences
    people  rows of the people concerned
    weight  importance: of several lines the largest are kept
    """

    day: float
    kind: str
    text: str
    people: tuple[int, ...] = ()
    weight: float = 0.0


def feed(
    rows: Rows,
    items: Iterable[Item],
    peaks: Sequence[Sequence[bool]],
    bridges: Sequence[tuple[int, int, int]],
    begun: Sequence[Begun] = (),
) -> list[News]:
    """Return the most important news of every month, in order.

    At most A_MONTH lines of each kind in a month of 20 days are kept, those with the largest weight.

    rows     names of people, teams and services
    items    all pieces of work
    peaks    factor of the business calendar over its mean, by day and service
    bridges  (day, person, person): first talk between two teams of different sides
    begun    managers with whom resistance reached a team
    """
    work = list(items)
    found = [
        *_outages(rows, work, peaks),
        *_promises(rows, work),
        *_bounces(rows, work),
        *_bridges(rows, bridges),
        *_voices(rows, work),
        *_resistance(rows, begun),
    ]
    chosen: dict[tuple[int, str], list[News]] = defaultdict(list)
    for one in sorted(found, key=lambda n: -n.weight):
        here = chosen[int(one.day) // MONTH, one.kind]
        if len(here) < A_MONTH:
            here.append(one)
    return sorted((one for some in chosen.values() for one in some), key=lambda n: n.day)


def _outages(rows: Rows, work: list[Item], peaks: Sequence[Sequence[float]]) -> Iterable[News]:
    """Yield the incidents whose loss was far above tolerance, once they are closed; weight is the loss in kEUR.

    On a peak day the weight is half as much again.
    """
    for item in work:
        if item.outcome == RED and item.closed != float("inf"):
            day = max(0, min(int(item.opened), len(peaks) - 1))
            peak = " on a peak day" if peaks[day][item.service] else ""
            lasted = _span(item.closed - item.opened)
            who, fixer = rows.people[item.owner], rows.people[item.solver].name
            text = (
                f"{rows.services[item.service]} failed{peak}: {item.loss:.0f} kEUR lost for {who.team} in {lasted}; "
                f"{fixer} fixed it{_after(item.hops)}."
            )
            yield News(item.closed, "outage", text, (item.owner, item.solver), item.loss * (1.5 if peak else 1.0))


def _promises(rows: Rows, work: list[Item]) -> Iterable[News]:
    """Yield changes that lapsed, and those that were delivered much later than promised.

    Much later means above 1.3 times the promised days plus 5.
    """
    for item in work:
        if item.kind != CHANGE or item.closed == float("inf"):
            continue
        wait = item.closed - item.opened
        who, service = rows.people[item.owner].name, rows.services[item.service]
        if item.outcome == LAPSED:
            text = f"{who} gives up a change to {service}: nothing was delivered in {wait:.0f} days."
            text += _spoken_for(rows, item)
            yield News(item.closed, "promise", text, (item.owner,), 3.0)
        elif item.outcome == LATE and wait > 1.3 * item.promise + 5:
            promise = f"{who} was promised a change to {service} in {item.promise:.0f} days"
            text = f"Promise broken: {promise}; it took {wait:.0f}.{_spoken_for(rows, item)}"
            yield News(item.closed, "promise", text, (item.owner, item.solver), wait / max(item.promise, 5.0))


def _spoken_for(rows: Rows, item: Item) -> str:
    """Return a sentence about who spoke for a change."""
    if item.counterpart == NONE:
        return " Nobody spoke for this request."
    who, team = rows.people[item.counterpart].name, rows.people[item.owner].team
    return f" {who}, who speaks for {team}, was heard to {percent(item.voice)}."


def _voices(rows: Rows, work: list[Item]) -> Iterable[News]:
    """Yield urgent requests that nobody spoke for, and deliveries as promised of requests that were well heard.

    Urgent are requests of a true priority of URGENT or more, well heard those with a voice of WELL_HEARD or more;
    weight is the true priority. Work from before the start is left out.
    """
    for item in work:
        if item.kind != CHANGE or item.opened < 0 or item.level < URGENT:
            continue
        who, service = rows.people[item.owner], rows.services[item.service]
        if item.counterpart == NONE:
            text = f"Nobody in IT speaks for {who.name} of {who.team}: an urgent request about {service} is paper only."
            yield News(item.opened + 0.7, "voice", text, (item.owner,), item.level)
        elif item.outcome == IN_TIME and item.voice >= WELL_HEARD:
            speaker = rows.people[item.counterpart].name
            by = f" reached through {rows.people[item.colleague].name}," if item.colleague != NONE else ""
            text = (
                f"{speaker}, who speaks for {who.name} of {who.team},{by} was heard: an urgent change to {service} "
                f"is delivered in {counted(round(item.closed - item.opened), 'day')}, as promised."
            )
            yield News(item.closed, "voice", text, (item.owner, item.counterpart), item.level)


def _resistance(rows: Rows, begun: Sequence[Begun]) -> Iterable[News]:
    """Yield the managers with whom resistance reaches a team, and the colleague who pulls them most."""
    for day, manager, colleague in begun:
        who = rows.people[manager]
        if colleague == NONE:
            text = f"Resistance begins in {who.team}: {who.name} protests."
            yield News(day + 0.95, "resistance", text, (manager,), 1.0)
        else:
            source = rows.people[colleague]
            text = f"Resistance spreads from {source.team} to {who.team}: {who.name}, tied to {source.name}, protests."
            yield News(day + 0.95, "resistance", text, (manager, colleague), 2.0)


def _bounces(rows: Rows, work: list[Item]) -> Iterable[News]:
    """Yield incidents with BOUNCES or more hand-overs, once they are solved."""
    for item in work:
        if item.kind != CHANGE and item.hops >= BOUNCES and item.closed != float("inf"):
            teams = len({_team(rows, station) for _, station in item.steps[1:]})
            through = f" through {teams} teams" if teams > 1 else " within one team"
            text = (
                f"Ping-pong: an incident of {rows.services[item.service]} was handed over {item.hops} times"
                f"{through} before {rows.people[item.solver].name} solved it."
            )
            yield News(item.closed, "bounce", text, (item.owner, item.solver), item.hops)


def _team(rows: Rows, station: int) -> tuple[str, str]:
    """Return side and name of the team of a station: a person, or the queue of a team."""
    if station >= len(rows.people):
        return rows.teams[station - len(rows.people)]
    return rows.people[station].side, rows.people[station].team


def _bridges(rows: Rows, bridges: Sequence[tuple[int, int, int]]) -> Iterable[News]:
    """Yield first talks between two teams of different sides."""
    for day, one, other in bridges:
        a, b = rows.people[one], rows.people[other]
        text = f"First contact between {a.team} and {b.team}: {a.name} and {b.name} talk."
        yield News(day, "bridge", text, (one, other), 1.0)


def _after(hops: int) -> str:
    """Return the number of hand-overs in words, "" for none."""
    return f" after {counted(hops, 'hand-over')}" if hops else ""


def _span(days: float) -> str:
    """Return a duration in words: working hours (8 a day) below a day, else days."""
    return counted(round(days * 8), "working hour") if days < 1 else counted(round(days), "day")
