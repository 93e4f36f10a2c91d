"""A saved game continues exactly where the team stopped."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, TeamState, game_from_json, game_to_json, team_state

from itborg.common.errors import InputError
from itborg.organisation import generate, load
from tests.game.conftest import REPLICATIONS, played


def test_a_loaded_game_gives_the_same_results(finished: TeamState) -> None:
    early = game_from_json(game_to_json(played(3))).game
    assert game_to_json(early) == game_to_json(played(3))
    for decision in played().decisions[3:]:
        early = early.after(decision)
    again = team_state(early, REPLICATIONS)
    assert repr(again.dashboard(6)) == repr(finished.dashboard(6))


def test_a_saved_game_contains_an_uploaded_organisation() -> None:
    organisation = generate(20, seed=4)
    game = Game(organisation, 7).after(Decision(("workshop",)))
    loaded = game_from_json(game_to_json(game))
    assert loaded.remark == ""
    assert [p.name for p in loaded.game.organisation.people] == [p.name for p in organisation.people]
    one, other = team_state(game, 2).team[0], team_state(loaded.game, 2).team[0]
    assert np.array_equal(one.run.history, other.run.history)


def changed(**fields: Any) -> str:
    """Return a saved game with some fields replaced."""
    return json.dumps(json.loads(game_to_json(played(1))) | fields)


DECISION = {
    "interventions": ["rm -rf"], "initiatives": [], "first": [], "deferred": [], "listed": 0, "predictions": {},
    "events": [], "talks": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[1, 2]", "not a saved game"),
        ("{}", "not a saved game"),
        ("[" * 100_000, "not JSON"),
        (changed(schema_version=2), "schema version 2; this version of itborg reads version 4 only"),
        (json.dumps({"kind": "itborg game", "schema": 1}), "schema version 1; this version of itborg reads version 4"),
        (changed(organisation="../../secret"), "not an organisation bundled with itborg"),
        (changed(organisation={"people.csv": "id"}), "damaged"),
        (changed(organisation=dict.fromkeys(("organisation.toml", "people.csv", "ties.csv"), "x")), "not TOML"),
        (changed(seed=-1), "seed = -1 is not an integer"),
        (changed(seed="1"), "seed = '1' is not an integer"),
        (changed(budget="much"), "budget = 'much' is not a number"),
        (changed(budget=1.0), "this costs 34 kEUR"),
        (changed(decisions=[{}]), "damaged"),
        (changed(decisions=3), "damaged"),
        (changed(decisions=[DECISION]), "no intervention"),
        (changed(decisions=[DECISION | {"talks": ["gwen"]}]), "not two people who talk"),
        (changed(decisions=[DECISION | {"interventions": [], "events": ["flood"]}]), "no event 'flood'"),
    ],
)
def test_a_file_that_is_not_a_saved_game_is_refused_with_one_sentence(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        game_from_json(text)


def test_a_remark_names_another_version_or_organisation() -> None:
    assert "Saved with itborg 0.0.9" in game_from_json(changed(version="0.0.9")).remark
    assert "has changed" in game_from_json(changed(organisation_hash="0")).remark


def test_a_saved_game_contains_no_path_of_this_machine() -> None:
    text = game_to_json(Game(load("grab_at_pizza")))
    assert "/" not in text.replace("Grab@Pizza", "")


def test_a_saved_game_contains_decisions_and_no_results() -> None:
    assert len(game_to_json(played())) < 4000
