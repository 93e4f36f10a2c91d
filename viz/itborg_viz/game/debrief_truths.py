"""Truths for the debrief: what initiatives and requests were really worth, beside what was claimed.

During the game a room sees true worths of what was delivered or dropped only; `truths` returns those unless it is told
that the game is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from itborg.common.periods import MONTH

from .change_portfolio import Request
from .deck import Initiative
from .facts import facts
from .replications import Replication
from .roles import ROLES
from .team_state import TeamState

LEVELS = (1, 2, 3, 4)


class Truth(NamedTuple):
    """An initiative: what its sponsor claimed and what it was worth, and what became of it.

    claimed    kEUR a day
    worth      kEUR a day at a perfect fit, while it runs
    came       kEUR a day at the fit that was reached; None before the delivery
    when       days of the game on which it counts, in words; "" from its delivery on
    started    month, 1 to 6; None: never
    delivered  day of the game, 1 for the first; None: not delivered
    dropped    day on which it was withdrawn or lapsed; None: it was not
    halves     (title of the role, fact) of all facts about it that were on cards
    """

    name: str
    title: str
    sponsor: str
    service: str
    kind: str
    price: float
    claimed: float
    worth: float
    came: float | None
    when: str
    started: int | None
    delivered: int | None
    dropped: int | None
    halves: tuple[tuple[str, str], ...]

    @property
    def outcome(self) -> str:
        """What became of it, in a few words."""
        if self.started is None:
            return "never started"
        if self.delivered is not None:
            return f"delivered on day {self.delivered}"
        if self.dropped is not None:
            return f"withdrawn on day {self.dropped}"
        return "started, not delivered"


def truths(team: TeamState, over: bool | None = None) -> list[Truth]:
    """Return the initiatives whose truth may be seen: those delivered or dropped, and all of them after the game.

    over  whether all are returned; None: if the game is over
    """
    progress, game = team.team[0].progress, team.game
    until = MONTH * team.months
    halves: dict[str, list[tuple[str, str]]] = {}
    for fact in facts(game.organisation):
        if fact.about and (ROLES[fact.role].title, fact.text) not in halves.setdefault(fact.about, []):
            halves[fact.about].append((ROLES[fact.role].title, fact.text))
    found = []
    for name, one in progress.cards.items():
        delivered, dropped = (_until(known.get(name), until) for known in (progress.delivered, progress.dropped))
        came = progress.came.get(name) if delivered is not None else None
        found.append(
            Truth(
                name, one.title, one.sponsor, one.service, one.kind, one.price, one.claimed, one.worth, came,
                _when(one), game.initiatives.get(name), delivered, dropped, tuple(halves.get(name, ())),
            )
        )  # fmt: skip
    everything = game.over if over is None else over
    return [one for one in found if everything or one.delivered is not None or one.dropped is not None]


def _when(one: Initiative) -> str:
    """Return the days on which an initiative counts, 1 for the first of the game."""
    if one.first is None:
        return ""
    return f"from {one.first + 1}" if one.last is None else f"{one.first + 1} to {one.last + 1}"


def _until(day: int | None, end: int) -> int | None:
    """Return a day as the game counts them, 1 for the first; None if it lies after the months played."""
    return None if day is None or day >= end else day + 1


def stated_against_true(own: Replication, months: int) -> dict[str, Any]:
    """Return the change portfolio as stated against true: each request once, as it stood when it was first listed.

    Keys: counts (number of requests by stated and true priority, rows stated 1 to 4, columns true 1 to 4), requests,
    exaggerated, agreed and understated (numbers of requests), and most (those furthest apart, at most three).
    """
    seen: dict[int, Request] = {}
    for requests in own.portfolios[:months]:
        for one in requests:
            seen.setdefault(one.key, one)
    every = list(seen.values())
    gaps = [one.label - one.level for one in every]
    return {
        "counts": [[_count(every, stated, true) for true in LEVELS] for stated in LEVELS],
        "requests": len(every),
        "exaggerated": sum(gap > 0 for gap in gaps),
        "agreed": sum(gap == 0 for gap in gaps),
        "understated": sum(gap < 0 for gap in gaps),
        "most": [
            {"service": one.service, "team": one.team, "stated": one.label, "true": one.level, "value": one.value}
            for one in sorted(every, key=lambda each: (each.level - each.label, each.value))[:3]
            if one.label > one.level
        ],
    }  # fmt: skip


def _count(every: Iterable[Request], stated: int, true: int) -> int:
    return sum(one.label == stated and one.level == true for one in every)
