"""How the live room looks, as far as it can be told without eyes: rooms, names, light and dark, help, height."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.viz.test_live_room import address, until

Open = Callable[..., Any]
ROOMS = """() => [...document.querySelectorAll('*')].find((e) => e.player).player.networks.map((network) => ({
    rooms: network.teamSpots.map((room, n) => ({ ...room, name: Math.max(...room.lines.map((line) => {
        network.pen.font = network.font; return network.pen.measureText(line).width; })),
        queue: network.spot(network.spots.length + n).y, lines: room.lines.length })),
    people: network.spots.map((spot, row) => ({ ...spot, team: network.run.people[row].team })),
    type: network.type, unit: network.unit }))"""


@pytest.mark.parametrize("query", ["", "?org=invented_300", "?page=compare&days=120"])
@pytest.mark.parametrize("wide", [1920, 1280, 390])
def test_every_team_has_a_room_for_its_name_its_people_and_its_queue(open_page: Open, query: str, wide: int) -> None:
    height = {1920: 1080, 1280: 720, 390: 844}[wide]
    page = open_page(query, viewport={"width": wide, "height": height}, reduced_motion="reduce")
    until(lambda: all(one.get("type") for one in page.evaluate(ROOMS)))
    for picture in page.evaluate(ROOMS):
        rooms, kind = picture["rooms"], picture["type"]
        for n, one in enumerate(rooms):
            assert all(apart(one, other) for other in rooms[:n])
            assert one["name"] <= one["right"] - one["left"]
            assert one["top"] + kind * one["lines"] < one["queue"] < one["bottom"]
        for person in picture["people"]:
            room = rooms[person["team"]]
            assert room["left"] <= person["x"] <= room["right"]
            assert room["top"] + kind * room["lines"] <= person["y"] <= room["queue"]


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    """Return whether two rooms do not overlap."""
    beside = one["right"] <= other["left"] or other["right"] <= one["left"]
    return beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def brightness(page: Any) -> float:
    """Return how bright the ground of the page is, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.querySelector('.itb')).backgroundColor")
    return sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))) / 3


def test_it_is_dark_where_the_system_is_and_a_link_carries_the_choice_only_if_one_was_made(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    assert brightness(page) < 60
    assert "theme=" not in address(page)
    page.get_by_label("Dark or light").click()
    until(lambda: brightness(page) > 200 and "theme=light" in address(page))
    assert brightness(open_page(address(page).split("/")[-1], color_scheme="dark")) > 200
    assert brightness(open_page("?theme=dark", color_scheme="light")) < 60


@pytest.mark.parametrize("page_name", ["live", "branch", "compare", "whatif", "play"])
def test_every_choice_explains_itself(open_page: Open, page_name: str) -> None:
    page = open_page(f"?page={page_name}", ready=".itb-choice")
    silent = page.evaluate(
        """() => [...document.querySelectorAll(".itb .v-select, .itb .v-text-field, [data-testid=luck]")]
        .filter((e) => !(e.closest(".itb-helped")?.querySelector(".itb-help")?.dataset.tip?.length > 10))
        .map((e) => e.outerHTML.slice(0, 160))"""
    )
    assert silent == []


def test_the_picture_keeps_its_height_when_one_has_scrolled(open_page: Open) -> None:
    page = open_page("?page=compare&days=120", ready="[data-testid=ranking] li")
    high = "document.querySelector('.itb-player').getBoundingClientRect().height"
    before = page.evaluate(high)
    page.locator(".itb-table").last.scroll_into_view_if_needed()
    assert page.evaluate("document.querySelector('.itb-player').getBoundingClientRect().top") < 0
    page.evaluate("window.dispatchEvent(new Event('resize'))")
    assert abs(page.evaluate(high) - before) <= 1
