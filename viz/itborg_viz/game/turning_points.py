"""Turning points: the days of the team's run that a room should talk about.

There are three kinds. On some days the run and the baseline differ most; both use the same random numbers, event by
event, so every difference is an effect of a decision. On others an initiative is delivered, comes too late, or is
missed. And on some days a service fails because of neglect, which costs both runs the same. A text names what differs
on the day; it does not prove the cause of a later loss.

Relies on recordings of both runs; the sentences are those of turning_point_text.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.analysis.statistics import Floats
from itborg.common.periods import MONTH
from itborg.engine.history import COLUMNS
from itborg.report.playback.journeys import INCIDENT
from itborg.report.story.events import date_of, net

from . import turning_point_text as write
from .deck import FINE
from .plan_search import baseline_plan, with_events
from .recorded_game import RecordedGame, record_game
from .replications import Cache
from .team_state import TeamState
from .turning_point_text import Compared, Texts

MOST, MOST_IN_A_MONTH = 8, 3
MIN_DISTANCE = 5  # days between two turning points of the same kind, and of the same service
MIN_SHARE = 0.25  # of a mean day's loss: the smallest difference or loss that makes a turning point
OF_A_BILL = 0.1  # weight of a kEUR that is paid against one that is lost
MEMORY = 10  # days for which a delivery counts when turning points are chosen
#: Columns of the history -> what a first difference in them means, in the order of events of a day.
_FIRST_DIFFERENCES = {
    "requests": "a need that bypassed IT before is now brought to IT, or the reverse",
    "protest": "a manager begins or ceases to resist",
    "label_sum": "a manager states another priority",
    "opened": "an incident is opened in one run only",
    "contacts": "people meet who did not meet before",
    "cross_contacts": "people of both sides meet who did not meet before",
    "visits": "IT people visit the business",
    "hops": "an incident takes another route through the teams",
    "change_work": "other work is done first",
    "incident_work": "other people work on incidents, or at another pace",
    "problem_work": "somebody works on root causes",
    "delivered": "another change is delivered",
}
_RECORDED: Cache[object, Compared] = Cache(2)


class TurningPoint(NamedTuple):
    """A day that a room should talk about.

    day         day of the game, 1 for the first
    month       1 to 6
    date        ISO
    kind        "start", "difference", "neglect", "delivered", "late" or "law"
    difference  net value of the day, team minus baseline, kEUR; 0 for the first divergence
    title       a heading of a few words
    text        what happened, in a sentence or two
    hit         whom it hit or spared, in one sentence, or ""
    knew        who knew, in a sentence or two, or ""
    people      ids of the people that the sentences name
    service     its name, or ""
    """

    day: int
    month: int
    date: str
    kind: str
    difference: float
    title: str
    text: str
    hit: str = ""
    knew: str = ""
    people: tuple[str, ...] = ()
    service: str = ""

    @property
    def good(self) -> bool:
        """Whether the day is one to be glad of: a delivery, or a day that went better than without the decisions."""
        return self.kind == "delivered" or (self.kind in ("difference", "law") and self.difference > 0)

    @property
    def when(self) -> str:
        """The date in words, such as "Wed 23 Sep"."""
        date = dt.date.fromisoformat(self.date)
        return f"{date:%a} {date.day} {date:%b}"


def turning_points(team: TeamState, month: int | None = None) -> list[TurningPoint]:
    """Return the turning points of a game in the order of days, at most MOST, or at most MOST_IN_A_MONTH of one month.

    team   a game with at least one month played; its own run is compared with the first baseline run
    month  1 to the number of months played; None: all of them, with the day on which the runs diverge

    A game without decisions has turning points only through neglect.
    """
    both = compared(team)
    ours, baseline = (one.recording.run.history[one.recording.run.burn_in :] for one in both)
    steps = net(ours) - net(baseline)
    found = [*_differences(both, steps), *_neglected(both), *_of_initiatives(both)]
    found = [one for one in found if month in (None, one[0] // MONTH + 1)]
    chosen = _chosen(found, MOST if month is None else MOST_IN_A_MONTH)
    first = first_difference(ours, baseline)
    if month is None and first is not None:
        day, column = first
        reason = _FIRST_DIFFERENCES.get(column, f"the first value to differ is {COLUMNS[column][1]}")
        chosen.append((day, 0.0, "start", Texts("The runs part", f"The runs diverge: {reason}.")))
    start = dt.date.fromisoformat(team.game.organisation.calendar.start)
    return [
        TurningPoint(
            day + 1, day // MONTH + 1, date_of(day, start).isoformat(), kind,
            0.0 if kind == "start" else float(steps[day]), *texts,
        )
        for day, _, kind, texts in sorted(chosen, key=lambda one: (one[0], one[2] != "start"))
    ]  # fmt: skip


def compared(team: TeamState) -> Compared:
    """Return the recordings of a team's own run and of its baseline; those used last are kept."""
    game, count, months = team.game, len(team.team), team.months
    baseline = team.baseline[0].run
    history = baseline.history[baseline.burn_in :]
    plain = tuple(replace(one, predictions={}) for one in game.decisions)

    def record() -> Compared:
        ours = record_game(game.organisation, game.seed, plain, count, history)
        other = record_game(game.organisation, game.seed, with_events(baseline_plan(months), plain), count)
        return Compared(ours, other)

    key = organisation_hash(game.organisation), game.seed, count, repr(plain)
    return _RECORDED.get(key, record)


Candidate = tuple[int, float, str, Texts]


def _chosen(found: list[Candidate], most: int) -> list[Candidate]:
    """Return the candidates with the largest weight, no two of a kind about the same service within MIN_DISTANCE."""
    chosen: list[Candidate] = []
    for one in sorted(found, key=lambda each: -each[1]):
        near = (
            other[0] == one[0] or (abs(other[0] - one[0]) < MIN_DISTANCE and other[3].service == one[3].service)
            for other in chosen
        )  # fmt: skip
        if len(chosen) < most and not any(near):
            chosen.append(one)
    return chosen


def _differences(both: Compared, steps: Floats) -> Iterator[Candidate]:
    """Yield the days on which the runs differ by at least MIN_SHARE of a mean day's loss."""
    least = MIN_SHARE * loss_of_a_day(both.baseline)
    for day in np.flatnonzero(np.abs(steps) >= least).tolist():
        texts = write.difference(both, day, float(steps[day]))
        if texts is not None:
            weight = abs(float(steps[day])) * (1.0 if texts.service else OF_A_BILL)
            yield day, weight, "difference", texts


def _neglected(both: Compared) -> Iterator[Candidate]:
    """Yield the days on which incidents of a neglected initiative cost MIN_SHARE of a mean day's loss, by it."""
    ours = both.ours
    least = MIN_SHARE * loss_of_a_day(both.baseline)
    services = ours.recording.rows.services
    for name in sorted(set(ours.neglected.values())):
        service = services.index(ours.progress.cards[name].service)
        mine = [one for one in ours.recording.items if ours.neglected.get(one.key) == name and one.kind == INCIDENT]
        for day in sorted({int(one.opened) for one in mine if one.opened >= 0}):
            lost = float(ours.lost_on(day)[service])
            if lost >= least:
                yield day, lost, "neglect", write.neglect(both, day, name, lost)


def _of_initiatives(both: Compared) -> Iterator[Candidate]:
    """Yield deliveries, lapses and laws; weight: what they bring or cost in MEMORY days."""
    ours = both.ours
    for name, one in ours.progress.cards.items():
        delivered, dropped = ours.progress.delivered.get(name), ours.progress.dropped.get(name)
        if delivered is not None:
            live = delivered if one.kind != "campaign" or one.first is None else max(delivered, one.first)
            if live < ours.recording.days:
                weight = MEMORY * ours.progress.came.get(name, 0.0)
                yield live, weight, "delivered", write.delivered(both, name, delivered, live)
        elif dropped is not None:
            yield dropped, MEMORY * one.claimed, "late", write.late(both, name, dropped)
        if one.kind == "law" and one.first is not None and one.first < ours.recording.days:
            yield one.first, MEMORY * FINE, "law", write.law(both, name)


def loss_of_a_day(one: RecordedGame) -> float:
    """Return what outages and releases cost on a mean day of a run, kEUR."""
    return float(one.books.lost[:, one.recording.run.burn_in :].sum(axis=0).mean())


def first_difference(ours: np.ndarray, baseline: np.ndarray) -> tuple[int, str] | None:
    """Return the first day, from 0, on which two histories differ, and the column that explains it best.

    None if they are identical, apart from costs of interventions.

    ours, baseline  histories of equal length, from the first day of the game
    """
    names = [name for name in COLUMNS if name not in ("cost", "strategy_cost")]
    differs = np.array([ours[name] != baseline[name] for name in names])
    days = np.flatnonzero(differs.any(axis=0))
    if not days.size:
        return None
    day = int(days[0])
    changed = [name for name, one in zip(names, differs[:, day], strict=True) if one]
    return day, next((name for name in _FIRST_DIFFERENCES if name in changed), changed[0])
