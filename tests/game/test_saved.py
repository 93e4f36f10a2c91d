"""A game that was saved goes on as if nobody had left."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, resume, room, saved

from itborg.common.errors import InputError
from itborg.organisation import generate, load
from tests.game.conftest import LIVES, played


def test_a_resumed_game_is_the_same_game(over: Any) -> None:
    early = resume(saved(played(3))).game
    assert saved(early) == saved(played(3))
    for decision in played().decisions[3:]:
        early = early.after(decision)
    again = room(early, LIVES)
    assert repr(again.dashboard(6)) == repr(over.dashboard(6))


def test_a_game_about_an_uploaded_organisation_carries_it_along() -> None:
    house = generate(20, seed=4)
    game = Game(house, 7).after(Decision(("workshop",)))
    text = saved(game)
    found = resume(text)
    assert found.remark == ""
    assert [p.name for p in found.game.organisation.people] == [p.name for p in house.people]
    one, other = room(game, 2).lives[0], room(found.game, 2).lives[0]
    assert np.array_equal(one.run.history, other.run.history)


def changed(**what: Any) -> str:
    return json.dumps(json.loads(saved(played(1))) | what)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[1, 2]", "no saved game"),
        ("{}", "no saved game"),
        ("[" * 100_000, "not JSON"),
        (changed(schema=2), "schema 2; this version reads schema 1"),
        (changed(organisation="../../secret"), "no organisation that comes with itborg"),
        (changed(organisation={"people.csv": "id"}), "damaged"),
        (changed(organisation=dict.fromkeys(("organisation.toml", "people.csv", "ties.csv"), "x")), "not TOML"),
        (changed(seed=-1), "seed = -1 is not a whole number"),
        (changed(seed="1"), "seed = '1' is not a whole number"),
        (changed(budget="much"), "budget = 'much' is not a number"),
        (changed(budget=1.0), "this costs 34 kEUR"),
        (changed(decisions=[{}]), "damaged"),
        (changed(decisions=3), "damaged"),
        (
            changed(decisions=[{"interventions": ["rm -rf"], "first": [], "held": [], "listed": 0, "guesses": {}}]),
            "no intervention",
        ),
    ],
)
def test_a_file_that_is_no_game_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        resume(text)


def test_another_version_is_said() -> None:
    assert "Saved with itborg 0.0.9" in resume(changed(version="0.0.9")).remark
    assert "has changed" in resume(changed(organisation_hash="0")).remark


def test_nothing_of_this_machine_is_in_the_file() -> None:
    text = saved(Game(load("grab_at_pizza")))
    assert "/" not in text.replace("Grab@Pizza", "")
