"""A recorded game is the team's own run, with what the network alone does not show."""

from __future__ import annotations

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, TeamState, team_state
from itborg_viz.game.recorded_game import RecordedGame, record_game

from itborg.organisation import load
from itborg.report.playback.pack import pack
from tests.game.conftest import REPLICATIONS


@pytest.fixture(scope="module")
def neglectful() -> tuple[TeamState, RecordedGame]:
    """Return four months in which nobody cares for the web shop and the phones, and their recording."""
    game = Game(load("grab_at_pizza"), 3).after(Decision(("workshop",), (0,), (3,), 8, initiatives=("match_night",)))
    for _ in range(3):
        game = game.after(Decision())
    team = team_state(game, REPLICATIONS)
    return team, record_game(game.organisation, game.seed, game.decisions, REPLICATIONS)


def test_the_recorded_run_has_the_bits_of_the_teams_own_run(neglectful: tuple[TeamState, RecordedGame]) -> None:
    team, recorded = neglectful
    own, again = team.team[0].run.history, recorded.recording.run.history
    assert all(np.array_equal(own[name], again[name], equal_nan=True) for name in own.dtype.names)
    assert recorded.recording.days == 80
    assert recorded.understood.shape[0] == 80


def test_incidents_of_neglected_initiatives_are_known_by_name(neglectful: tuple[TeamState, RecordedGame]) -> None:
    _, recorded = neglectful
    opened = {one.key: one for one in recorded.recording.items}
    assert set(recorded.neglected.values()) == {"second_node", "phone_switch"}
    assert all(opened[key].opened >= 60 for key, name in recorded.neglected.items() if name == "phone_switch")


def test_the_news_of_a_recorded_game_name_decisions_in_words_and_pack_for_the_player(
    neglectful: tuple[TeamState, RecordedGame],
) -> None:
    recording = neglectful[1].recording
    texts = [one.text for one in recording.news]
    assert "Match night and Workshop start." in texts
    assert not any("@" in text for text in texts)
    assert pack(recording).meta["days"] == 80
