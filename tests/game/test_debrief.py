"""The debrief says what happened, why, and what would have helped; its page needs nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from itborg_viz.game import Decision, Game, Room, debrief, resume, room, suggestions
from itborg_viz.game.debrief_page import SECTIONS, debrief_page
from itborg_viz.game.turning_points import first_difference, turning_points

from itborg.organisation import Organisation
from itborg.report.story.events import net
from tests.game.conftest import LIVES, played


@pytest.fixture(scope="module")
def data(over: Room) -> dict[str, Any]:
    return debrief(over, suggestions(over.game, LIVES))


@pytest.fixture(scope="module")
def page(data: dict[str, Any]) -> str:
    return debrief_page(data)


def test_totals_are_the_sums_of_the_months(over: Room, data: dict[str, Any]) -> None:
    total = data["total"]
    assert total["room"] == pytest.approx(sum(over.dashboard(m)["profit"].value for m in range(1, 7)))
    assert total["nothing"] == pytest.approx(sum(over.dashboard(m)["profit"].nothing for m in range(1, 7)))


def test_turning_points_begin_where_the_years_part_and_are_days_of_large_difference(over: Room) -> None:
    points = turning_points(over)
    here, there = (side[0].run.history[120:] for side in (over.lives, over.nothing))
    assert (points[0].day, points[0].gain) == (1, 0.0)
    for one in points:
        if one.gain:
            assert one.gain == pytest.approx(float(net(here)[one.day - 1] - net(there)[one.day - 1]))
    assert [one.day for one in points] == sorted(one.day for one in points)


def test_years_that_never_part_have_no_turning_points() -> None:
    game = Game(played().organisation, 3)
    for _ in range(6):
        game = game.after(Decision())
    idle = room(game, LIVES)
    assert turning_points(idle) == []
    assert first_difference(idle.lives[0].run.history, idle.nothing[0].run.history) is None
    assert "never parted" in debrief_page(debrief(idle))


def test_what_to_try_on_monday_is_clear_of_chance_and_was_not_done(over: Room, data: dict[str, Any]) -> None:
    for one in data["monday"]:
        assert one["gain"]["low"] > 0
        assert (one["name"] not in over.game.taken) == one["add"]


def test_the_page_has_every_part_and_asks_for_nothing_from_outside(page: str) -> None:
    for key in SECTIONS:
        assert f'<section id="{key}">' in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page.replace("xlink:href", "href"))
    outside = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert outside <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}
    assert "url(" not in re.sub(r"url\(#", "", page)
    assert "@import" not in page


def test_the_page_carries_the_game_itself(page: str, over: Room) -> None:
    import html

    text = html.unescape(page.split("<pre>", 1)[1].split("</pre>", 1)[0])
    assert resume(text).game.decisions == over.game.decisions


def test_the_same_game_gives_the_same_page(data: dict[str, Any], page: str) -> None:
    assert debrief_page(data) == page


def test_names_from_an_organisation_are_text_and_never_markup(over: Room) -> None:
    evil = "<script>alert(1)</script>"
    house = over.game.organisation
    teams = {team: f"{evil}{team}" for team in {p.team for p in house.people}}
    people = tuple(replace(p, name=evil + p.name, team=teams[p.team]) for p in house.people)
    services = tuple(replace(s, name=evil + s.name, owner=teams[s.owner]) for s in house.services)
    nasty = Organisation(evil, people, services, house.ties, house.calendar, house.currency, "")
    game = Game(nasty, 3).after(Decision((), (0, 1), (2,), 10))
    text = debrief_page(debrief(room(game, 2)))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_days_are_counted_once(data: dict[str, Any]) -> None:
    daily = data["daily"]
    assert len(daily["room"]) == daily["days"] == 120
    assert np.all(np.array(daily["low"]) <= np.array(daily["high"]))
