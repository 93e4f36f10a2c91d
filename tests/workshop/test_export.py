"""The export of a workshop is one file that plays, and holds no name, token or code unless names are wanted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from itborg_viz.game import Decision, Game, TeamState, team_state
from itborg_viz.game.experiments import Experiments, experiments
from itborg_viz.workshop.export import export_page, notes_of
from itborg_viz.workshop.state import Idea, Player, Talk, WorkshopState, new_state

from itborg.organisation import load

EVIL = '<img src=x onerror="alert(1)">'
TOKENS = ("secret-one", "secret-two")


@pytest.fixture(scope="module")
def team() -> TeamState:
    game = Game(load("grab_at_pizza"), 3).after(Decision(initiatives=("order_ahead",)))
    return team_state(game.after(Decision(("workshop",))), 2)


@pytest.fixture(scope="module")
def found(team: TeamState) -> Experiments:
    return experiments(team.game, 2)


@pytest.fixture
def state() -> WorkshopState:
    fresh = new_state(seed=3)
    fresh.players = {
        TOKENS[0]: Player(TOKENS[0], 1, "Annegret Zauberhaft", "marketing"),
        TOKENS[1]: Player(TOKENS[1], 2, EVIL, "operations"),
    }
    fresh.past_predictions = [{TOKENS[0]: {"profit": [-400.0, 0.0]}}, {TOKENS[1]: {"profit": [-10.0, 10.0]}}]
    fresh.talks = [Talk(0, 1, 2, 5.0, confirmed=True), Talk(1, 2, 1, 9.0), Talk(1, 1, 2, 9.0, confirmed=True)]
    fresh.ideas = [
        Idea(1, 0, 1, 1, f"Tell Operations {EVIL}", chosen=True),
        Idea(2, 0, 1, 2, "Nobody wanted this"),
        Idea(3, 4, 0, 1, "Ask the service desk for an hour"),
    ]
    return fresh


def test_the_export_has_no_names_tokens_or_codes(state: WorkshopState, team: TeamState, found: Experiments) -> None:
    text = export_page(state, team, found)
    for secret in (*TOKENS, state.code, state.host_token, state.id, "Annegret", "Zauberhaft"):
        assert secret not in text
    assert "Marketing and Operations: 2" in text


def test_names_are_in_it_if_the_facilitator_wants_them(
    state: WorkshopState, team: TeamState, found: Experiments
) -> None:
    text = export_page(state, team, found, names=True)
    assert "Annegret Zauberhaft" in text
    for secret in (*TOKENS, state.code, state.host_token):
        assert secret not in text


def test_free_text_is_never_markup(state: WorkshopState, team: TeamState, found: Experiments) -> None:
    for names in (False, True):
        text = export_page(state, team, found, names)
        assert "<img" not in text
        assert "Tell Operations &lt;img" in text


def test_the_export_shows_what_was_chosen_and_what_will_be_tried(
    state: WorkshopState, team: TeamState, found: Experiments
) -> None:
    text = export_page(state, team, found)
    assert "Nobody wanted this" not in text
    assert "Ask the service desk for an hour" in text
    assert "Order ahead" in text


def test_predictions_of_a_round_are_scored_by_its_last_month(state: WorkshopState, team: TeamState) -> None:
    first, second = notes_of(state, team, names=True).players
    assert [one.month for _, each in (first, second) for one in each.ranges] == [1, 2]
    assert first[0] == "Annegret Zauberhaft"
    assert notes_of(state, team).players[0][0] == ""


def test_the_replay_is_inside_and_nothing_is_loaded(state: WorkshopState, team: TeamState, found: Experiments) -> None:
    text = export_page(state, team, found)
    assert 'sandbox="allow-scripts" srcdoc=' in text
    assert "<script" not in text
    inner = text.split('srcdoc="', 1)[1].split('"', 1)[0]
    assert "DecompressionStream" in inner
    outer = text.replace(inner, "")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", outer.replace("xlink:href", "href"))


def test_an_organisation_of_ones_own_loses_the_names_of_its_people(
    state: WorkshopState, team: TeamState, found: Experiments
) -> None:
    plain = team.game.organisation
    own = replace(plain, source="", people=tuple(replace(one, name=f"Zebra {one.id}") for one in plain.people))
    played = team_state(replace(team.game, organisation=own), 2)
    assert "Zebra" not in export_page(state, played, found)
    assert "Zebra" in export_page(state, played, found, names=True)
