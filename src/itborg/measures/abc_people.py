"""Who shows a worst practice on an evening: rows of people, or of teams, of a world."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from itborg.spans import MONTH
from itborg.world.state import BUSINESS, IT, World

FEWEST = 3  # incidents that somebody must have labelled before their labels say anything


class Who(NamedTuple):
    """Rows of the tables; nobody named means the whole side.

    people  rows of people
    teams   rows of teams
    """

    people: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()


def whole_side(w: World, limit: float) -> Who:
    """Nobody in particular: the trace is not kept per person."""
    del w, limit
    return Who()


def exaggerating_managers(w: World, limit: float) -> Who:
    """Managers whose incidents closed over the last three months were labelled this much too high."""
    closed = w.closed[: w.organisation[0]["closed"]]
    recent = closed[closed["closed"] >= w.organisation[0]["day"] - 3 * MONTH]
    size = len(w.people)
    count = np.bincount(recent["owner"], minlength=size)
    extra = np.bincount(recent["owner"], weights=recent["label"] - recent["level"], minlength=size)
    return _rows((count >= FEWEST) & (extra >= limit * count))


def it_who_understand_less(w: World, limit: float) -> Who:
    """IT people whose mean understanding of the services is below the limit."""
    it = int(w.organisation[0]["it"])
    return _rows(w.understanding[:it].mean(axis=1) < limit)


def it_who_keep_to_themselves(w: World, limit: float) -> Who:
    """IT people with less than this share of their contact across sides."""
    people = w.people
    return _rows((people["side"] == IT) & (people["cross_contact"] < limit * people["contact"]))


def managers_without_trust(w: World, limit: float) -> Who:
    """Managers whose mean trust in IT is below the limit."""
    return _rows((w.people["side"] == BUSINESS) & (w.people["trust"] < limit))


def people_without_contact(w: World, limit: float) -> Who:
    """People of both sides who have hardly any contact across."""
    del limit
    return _rows(w.people["cross_contact"] < 0.05 * w.people["contact"])


def teams_that_pass_on_most(w: World, limit: float) -> Who:
    """The two teams between which most incidents are passed, either way."""
    del limit
    between = w.handoffs + w.handoffs.T
    np.fill_diagonal(between, 0)
    if not between.any():
        return Who()
    pair = np.unravel_index(int(between.argmax()), between.shape)
    return Who(teams=tuple(sorted(int(row) for row in pair)))


def _rows(yes: Any) -> Who:
    return Who(people=tuple(int(row) for row in np.flatnonzero(yes)))
