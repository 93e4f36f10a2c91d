"""A saved game from a file as a hosted one: six rounds of a month each, at its next month."""

from __future__ import annotations

from itborg.common.errors import InputError

from ..game.game import MONTHS
from ..game.saved_game import decision_to_json, game_from_json
from ..organisations import SYNTHETIC, offered, title
from .hosting import Hosting
from .state import WorkshopState

FORM = "180"  # a month in each round


def hosted_organisations() -> list[str]:
    """Return the names of the organisations that a game can be hosted with."""
    return [one for one in offered() if not one.startswith(SYNTHETIC)]


def from_file(hosting: Hosting, text: bytes | str) -> WorkshopState:
    """Return a new hosted game with the months of a saved one, on one screen, and save it.

    Raises InputError for a file that is not a saved game, and for an organisation that is not bundled.
    """
    game = game_from_json(text).game
    known = {title(name): name for name in hosted_organisations()}
    if game.organisation.name not in known:
        raise InputError(f"a game of {game.organisation.name} cannot be hosted: only bundled organisations can")
    state = hosting.create(
        organisation=known[game.organisation.name], seed=game.seed, budget=game.budget, form=FORM, phones=False
    )
    state.decisions = [decision_to_json(one) for one in game.decisions]
    state.past_predictions = [{"host": one["predictions"]} if one["predictions"] else {} for one in state.decisions]
    if state.decisions:
        state.round = min(len(state.decisions), MONTHS - 1)
        state.phase = "debrief" if game.over else "decide"
    hosting.store.save(state)
    return state
