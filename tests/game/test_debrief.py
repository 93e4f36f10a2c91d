"""The debrief reports results, turning points and recommendations; its page needs no network."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, TeamState, debrief, experiments, game_from_json, team_state
from itborg_viz.game.debrief_page import SECTIONS, debrief_page
from itborg_viz.game.turning_points import first_difference, turning_points

from itborg.organisation import Organisation
from itborg.report.story.events import net
from tests.game.conftest import REPLICATIONS, played


@pytest.fixture(scope="module")
def data(finished: TeamState) -> dict[str, Any]:
    return debrief(finished, experiments(finished.game, REPLICATIONS))


@pytest.fixture(scope="module")
def page(data: dict[str, Any]) -> str:
    return debrief_page(data)


def test_totals_are_sums_over_the_months(finished: TeamState, data: dict[str, Any]) -> None:
    total = data["total"]
    assert total["team"] == pytest.approx(sum(finished.dashboard(m)["profit"].value for m in range(1, 7)))
    assert total["baseline"] == pytest.approx(sum(finished.dashboard(m)["profit"].baseline for m in range(1, 7)))


def test_turning_points_start_at_the_divergence_and_are_days_of_large_differences(finished: TeamState) -> None:
    points = turning_points(finished)
    ours, baseline = (side[0].run.history[120:] for side in (finished.team, finished.baseline))
    assert (points[0].day, points[0].difference) == (1, 0.0)
    for one in points:
        if one.kind != "start":
            assert one.difference == pytest.approx(float(net(ours)[one.day - 1] - net(baseline)[one.day - 1]))
    assert [one.day for one in points] == sorted(one.day for one in points)


def test_a_game_without_decisions_has_turning_points_through_neglect_only() -> None:
    game = Game(played().organisation, 3)
    for _ in range(6):
        game = game.after(Decision())
    idle = team_state(game, REPLICATIONS)
    assert {one.kind for one in turning_points(idle)} <= {"neglect", "law"}
    assert first_difference(idle.team[0].run.history, idle.baseline[0].run.history) is None


def test_a_recommendation_has_a_significant_effect_and_differs_from_the_decisions(
    finished: TeamState, data: dict[str, Any]
) -> None:
    started = {**finished.game.started, **finished.game.initiatives}
    for one in data["recommendations"]:
        assert one["effect"]["low"] > 0
        assert (one["name"] not in started) == (one["change"] == "start")


def test_the_page_has_all_sections_and_no_outside_resources(page: str) -> None:
    for key in SECTIONS:
        assert f'<section id="{key}">' in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page.replace("xlink:href", "href"))
    outside = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert outside <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}
    assert "url(" not in re.sub(r"url\(#", "", page)
    assert "@import" not in page


def test_the_page_contains_the_saved_game(page: str, finished: TeamState) -> None:
    text = html.unescape(page.split("<pre>", 1)[1].split("</pre>", 1)[0])
    assert game_from_json(text).game.decisions == finished.game.decisions


def test_the_same_game_gives_the_same_page(data: dict[str, Any], page: str) -> None:
    assert debrief_page(data) == page


def test_names_of_an_organisation_are_escaped(finished: TeamState) -> None:
    evil = "<script>alert(1)</script>"
    organisation = finished.game.organisation
    teams = {team: f"{evil}{team}" for team in {p.team for p in organisation.people}}
    people = tuple(replace(p, name=evil + p.name, team=teams[p.team]) for p in organisation.people)
    services = tuple(replace(s, name=evil + s.name, owner=teams[s.owner]) for s in organisation.services)
    renamed = Organisation(evil, people, services, organisation.ties, organisation.calendar, organisation.currency, "")
    game = Game(renamed, 3).after(Decision((), (0, 1), (2,), 10))
    text = debrief_page(debrief(team_state(game, 2)))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_daily_values_cover_each_day_once(data: dict[str, Any]) -> None:
    daily = data["daily"]
    assert len(daily["team"]) == daily["days"] == 120
    assert np.all(np.array(daily["low"]) <= np.array(daily["high"]))
