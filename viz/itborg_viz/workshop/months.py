"""Months of a workshop, computed in worker processes; the server never waits for them.

The months are those decided. While the room predicts, its draft can hardly change any more, so its months are computed
already. What nobody waits for any longer is cancelled.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError

from ..game.game import Game
from ..game.saved_game import organisation_from_json
from ..game.target import Target, target
from ..game.team_state import TeamState, team_state
from ..game.turning_points import TurningPoint, turning_points
from .findings import Findings, findings
from .hosted_game import HostedGame, game_of

#: Results of months that a workshop keeps: those shown, and those of a draft.
KEPT = 3


@dataclass(frozen=True, eq=False)
class Months:
    """What the months played have brought.

    state   the game with its readings, bands and reference runs
    target  what the owners expect
    points  turning points of the room's own run, in the order of days; none before the first month
    found   what the sheets of results show
    """

    state: TeamState
    target: Target
    points: tuple[TurningPoint, ...]
    found: Findings

    @property
    def megabytes(self) -> float:
        """Approximate memory, MB."""
        return self.state.megabytes


def compute(organisation: str | dict[str, str], seed: int, budget: float, decisions: str) -> Months:
    """Return the months of decisions, given as JSON text; called in a worker."""
    state = team_state(game_of(Game(organisation_from_json(organisation), seed, budget), json.loads(decisions)))
    return months_of(state, target(state.game.organisation, seed, budget))


def months_of(state: TeamState, aim: Target) -> Months:
    """Return results with all that screens show of them."""
    for month in range(state.months + 1):
        state.dashboard(month)  # goes along with the state
    points = turning_points(state) if state.months else []
    return Months(state, aim, tuple(points), findings(state, aim))


class MonthsOf:
    """The computed months of one workshop.

    changed  called, in any thread, when something has been computed
    failed   why the last computation failed, "" if it did not
    """

    def __init__(self, workshop: HostedGame, changed: Callable[[], None]) -> None:
        """Begin without results."""
        self.workshop, self.changed, self.failed = workshop, changed, ""
        self.organisation = organisation_hash(workshop.organisation)
        self.results: dict[str, Months] = {}
        self.running: dict[str, Future[Any]] = {}

    def update(self) -> None:
        """Give the workshop its results if they are there, and compute what is missing; returns at once.

        Called in the thread of the workshop after each change.
        """
        from .. import jobs

        shown = _plain(self.workshop.state.decisions)
        wanted = {shown, self._expected() or shown}
        for plan, future in list(self.running.items()):
            if future.done():
                del self.running[plan]
                self._collect(plan, future)
            elif plan not in wanted:
                del self.running[plan]
                jobs.wanted(self._key(plan), False)
        for plan in wanted - set(self.results) - set(self.running):
            if not (self.failed and plan == shown):
                self._start(plan)
        found = self.results.get(shown)
        game = self.workshop.game
        if found is None or found.state.game.decisions == game.decisions:
            self.workshop.results = found
        else:
            self.workshop.results = self.results[shown] = replace(found, state=found.state.with_game(game))
        for plan in [one for one in self.results if one not in wanted][: max(0, len(self.results) - KEPT)]:
            del self.results[plan]

    def again(self) -> None:
        """Try a computation that failed once more."""
        self.failed = ""
        self.update()

    def close(self) -> None:
        """Cancel what runs."""
        from .. import jobs

        for plan in self.running:
            jobs.wanted(self._key(plan), False)
        self.running.clear()

    def _expected(self) -> str:
        """Return the decisions that the room is about to take; "" if there are none."""
        state = self.workshop.state
        if state.phase != "predict" or self.workshop.results is None:
            return ""
        try:
            return _plain([*state.decisions, *self.workshop.round_decisions()])
        except InputError:
            return ""

    def _start(self, plan: str) -> None:
        from .. import jobs

        state, key = self.workshop.state, self._key(plan)
        work = partial(compute, state.organisation, state.seed, state.budget, plan)
        jobs.wanted(key, True)
        future = jobs.submit(key, work, visitor=f"workshop {state.id}")
        self.running[plan] = future
        future.add_done_callback(lambda _: self.changed())

    def _collect(self, plan: str, future: Future[Any]) -> None:
        from .. import jobs

        try:
            self.results[plan] = future.result()
            self.failed = ""
        except CancelledError:
            pass
        except Exception as error:
            self.failed = f"{type(error).__name__}: {error}"
        finally:
            jobs.wanted(self._key(plan), False)

    def _key(self, plan: str) -> tuple[Any, ...]:
        state = self.workshop.state
        return "workshop", self.organisation, state.seed, state.budget, plan


def _plain(decisions: list[dict[str, Any]]) -> str:
    """Return what a simulation depends on, as text: decisions without predictions."""
    return json.dumps([{**one, "predictions": {}} for one in decisions], sort_keys=True)
