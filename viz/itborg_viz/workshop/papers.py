"""What a facilitator takes along, computed in worker processes: the kit on paper, and the debrief as one file.

What each choice was worth takes half a minute, so it is begun as soon as the game is over, before anybody wants the
debrief.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError
from itborg.organisation.types import Organisation

from .. import jobs
from ..fair_queue import Duration
from ..game.experiments import Experiments, experiments
from ..game.game import Game
from ..game.team_state import TeamState
from .export import export_page
from .hosted_game import HostedGame
from .kit import kit_page
from .month_player import network_to_show
from .state import WorkshopState, state_from_json, state_to_json

_awaited: set[Future[Any]] = set()


def prepare(workshop: HostedGame, changed: Callable[[], None]) -> None:
    """Begin to compute what each choice was worth once the game is over, and give it to the workshop; returns at once.

    changed  called, in any thread, when it has been computed
    """
    team = _team(workshop)
    if team is None or not team.game.over:
        workshop.choices = None
        return
    job = _experiments(team)
    if job.done():
        workshop.choices = None if job.cancelled() or job.exception() is not None else job.result()
    elif job not in _awaited:
        _awaited.add(job)
        job.add_done_callback(_awaited.discard)
        job.add_done_callback(lambda _: changed())


async def network(workshop: HostedGame) -> bytes:
    """Return the network of the day before the game, as months are played; see `month_player`."""
    key = ("network", organisation_hash(workshop.organisation), workshop.state.seed)
    work = partial(network_to_show, workshop.organisation, workshop.state.seed)
    found: bytes = await asyncio.wrap_future(jobs.submit(key, work, duration=Duration.LONG))
    return found


async def kit(workshop: HostedGame) -> str:
    """Return the kit of a workshop; after a month, the worst practices that showed come first."""
    state, team = workshop.state, _team(workshop)
    key = ("kit", state.id, state.form, repr(team.game.decisions) if team else "")
    work = partial(_kit, workshop.organisation, state.seed, state.budget, state.form, team)
    found: str = await asyncio.wrap_future(jobs.submit(key, work, duration=Duration.LONG))
    return found


async def debrief_file(workshop: HostedGame, names: bool = False) -> str:
    """Return the debrief of a workshop as one HTML file.

    names  whether players are named

    Raises InputError before the first month has been computed.
    """
    team = _team(workshop)
    if team is None or not team.months:
        raise InputError("there is a debrief after the first month")
    found: Experiments = await asyncio.wrap_future(_experiments(team))
    state = state_to_json(workshop.state)
    key = ("debrief", workshop.state.id, workshop.state.version, names)
    text: str = await asyncio.wrap_future(
        jobs.submit(key, partial(_debrief, state, team, found, names), duration=Duration.LONG)
    )
    return text


def _team(workshop: HostedGame) -> TeamState | None:
    results: Any = workshop.results
    found: TeamState | None = None if results is None else results.state
    return found


def _experiments(team: TeamState) -> Future[Experiments]:
    game: Game = team.game
    plan = [replace(one, predictions={}) for one in game.decisions]
    key = ("experiments", organisation_hash(game.organisation), game.seed, game.budget, repr(plan))
    return jobs.submit(key, partial(experiments, game, len(team.team)), duration=Duration.LONG)


def _kit(organisation: Organisation, seed: int, budget: float, form: str, team: TeamState | None) -> str:
    """Return the kit; called in a worker."""
    return kit_page(organisation, seed, budget, form, team)


def _debrief(state: dict[str, Any], team: TeamState, found: Experiments, names: bool) -> str:
    """Return the export; called in a worker."""
    plain: WorkshopState = state_from_json(state)
    return export_page(plain, team, found, names)
