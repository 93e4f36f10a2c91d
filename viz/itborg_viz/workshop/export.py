"""The debrief of a workshop as one HTML file to take home: it plays without Python and needs no network.

Names of players, tokens and codes are never in it, unless the facilitator asks for the names of players. An
organisation that is not bundled loses the names of its people as well.
"""

from __future__ import annotations

from collections import Counter

from ..game.debrief import Notes, debrief
from ..game.debrief_page import debrief_page
from ..game.debrief_replay import replay_of, without_names
from ..game.experiments import Experiments
from ..game.roles import ROLES
from ..game.team_state import TeamState
from ..theme import style_sheet
from ..widgets.bundle import bundle
from .calibrations import calibrations
from .player_messages import NEXT_WEEK
from .state import Player, WorkshopState


def export_page(state: WorkshopState, team: TeamState, found: Experiments | None, names: bool = False) -> str:
    """Return the debrief of a workshop as an HTML document.

    team   its results so far, with at least one month played
    found  what each choice was worth; None: not computed
    names  whether players are named
    """
    shown = team if names else without_names(team)
    data = debrief(shown, found, notes_of(state, team, names))
    if shown is not team:
        data = {**data, "game": ""}  # the saved game holds an organisation of one's own with its names
    return debrief_page(data, replay_of(shown, bundle("player"), style_sheet()))


def notes_of(state: WorkshopState, team: TeamState, names: bool = False) -> Notes:
    """Return what a room noted. Texts of players are theirs: they are escaped wherever they are shown.

    names  whether players are named; else talks are between roles, and predictions numbered
    """
    return Notes(
        improvements=tuple((one.month, one.text) for one in state.ideas if one.chosen and one.month != NEXT_WEEK),
        next_week=tuple(one.text for one in state.ideas if one.month == NEXT_WEEK),
        players=tuple(
            (one.name if names else "", found) for one, found in calibrations(state, team) if found.ranges
        ),
        talks=_talks(state, names),
    )  # fmt: skip


def _talks(state: WorkshopState, names: bool) -> tuple[tuple[str, str, int], ...]:
    """Return how often players confirmed a talk with each other, most first: by name, or by role."""
    shown = {one.number: one.name if names else _role(one) for one in state.players.values()}
    pairs = Counter(
        tuple(sorted((shown[one.first], shown[one.second])))
        for one in state.talks
        if one.confirmed and one.first in shown and one.second in shown
    )
    return tuple((pair[0], pair[1], count) for pair, count in pairs.most_common())


def _role(player: Player) -> str:
    return ROLES[player.role].title if player.role in ROLES else "Player"
