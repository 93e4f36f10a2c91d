"""The layout of the app: rooms of teams, names, light and dark, help texts, height, contrast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.viz.test_pages import address, until

Open = Callable[..., Any]
ROOMS = """() => [...document.querySelectorAll('*')].find((e) => e.player).player.networks.map((network) => ({
    rooms: network.teamSpots.map((room, n) => ({ ...room, name: Math.max(...room.lines.map((line) => {
        network.pen.font = network.font; return network.pen.measureText(line).width; })),
        queue: network.spot(network.spots.length + n).y, lines: room.lines.length })),
    people: network.spots.map((spot, row) => ({ ...spot, team: network.run.people[row].team })),
    type: network.type, unit: network.unit }))"""


@pytest.mark.parametrize("query", ["", "?org=synthetic_300", "?page=compare&days=120"])
@pytest.mark.parametrize("wide", [1920, 1280, 390])
def test_every_room_holds_the_name_the_people_and_the_queue_of_its_team(open_page: Open, query: str, wide: int) -> None:
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
    """Return the brightness of the page background, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.querySelector('.itb')).backgroundColor")
    return sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))) / 3


def test_the_theme_follows_the_system_and_a_link_contains_it_only_after_a_choice(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    assert brightness(page) < 60
    assert "theme=" not in address(page)
    page.get_by_label("Dark theme").click()
    until(lambda: brightness(page) > 200 and "theme=light" in address(page))
    assert brightness(open_page(address(page).split("/")[-1], color_scheme="dark")) > 200
    assert brightness(open_page("?theme=dark", color_scheme="light")) < 60


@pytest.mark.parametrize("page_name", ["live", "branch", "compare", "parameters", "play"])
def test_every_choice_has_a_help_text(open_page: Open, page_name: str) -> None:
    page = open_page(f"?page={page_name}", ready=".itb-choice")
    silent = page.evaluate(
        """() => [...document.querySelectorAll(".itb .v-select, .itb .v-text-field, [data-testid=new-seed]")]
        .filter((e) => !(e.closest(".itb-helped")?.querySelector(".itb-help")?.dataset.tip?.length > 10))
        .map((e) => e.outerHTML.slice(0, 160))"""
    )
    assert silent == []


def test_every_control_of_the_player_has_a_help_text_for_pointer_keyboard_and_screen_reader(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    stage = page.locator(".itb-stage")
    assert stage.locator("[title]:not(.itb-mark)").count() == 0
    for control in stage.locator("button, select, .itb-scrub, .itb-check input").all():
        mark = control.locator("xpath=ancestor-or-self::*[@data-tip or .//*[@data-tip]][1]")
        assert len(mark.evaluate("e => (e.dataset.tip ? e : e.querySelector('[data-tip]')).dataset.tip")) > 10
    for name in (
        "Play",
        "One day back",
        "One day forward",
        "Help on speed",
        "Help on the day",
        "Help on ties shown",
    ):
        button = stage.get_by_role("button", name=name, exact=not name.startswith("Help"))
        page.keyboard.press("Tab")  # so that the browser shows the focus
        button.focus()
        shown = button.evaluate("e => getComputedStyle(e, '::after').content")
        assert shown.strip('"') == button.get_attribute("data-tip")


def test_the_picture_keeps_its_height_after_scrolling(open_page: Open) -> None:
    page = open_page("?page=compare&days=120", ready="[data-testid=ranking] li")
    high = "document.querySelector('.itb-player').getBoundingClientRect().height"
    before = page.evaluate(high)
    page.locator(".itb-table").last.scroll_into_view_if_needed()
    assert page.evaluate("document.querySelector('.itb-player').getBoundingClientRect().top") < 0
    page.evaluate("window.dispatchEvent(new Event('resize'))")
    assert abs(page.evaluate(high) - before) <= 1


INK = """(what) => [...document.querySelectorAll(what)].filter((e) => e.offsetParent && e.textContent.trim()).map((e) => {
    const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    const seen = (colour) => { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
    let background = e;
    while (getComputedStyle(background).backgroundColor.endsWith(", 0)")) background = background.parentElement;
    return [e.className + ": " + e.textContent.slice(0, 20), seen(getComputedStyle(e).color),
        seen(getComputedStyle(background).backgroundColor)]; })"""
READ = ".itb-kind, .itb-good, .itb-bad, .itb-soft, .itb-chart-value b, .itb-green, .itb-red, .itb-tab, .itb-legend span"


def contrast(one: list[int], other: list[int]) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = ([value / 255 for value in colour[:3]] for colour in (one, other))
    linear = ([v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour] for colour in parts)
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in linear)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page_name", ["live", "compare"])
def test_text_has_enough_contrast(open_page: Open, theme: str, page_name: str) -> None:
    ready = {"live": ".itb-news", "compare": "[data-testid=ranking] li"}[page_name]
    page = open_page(f"?page={page_name}&theme={theme}&days=120&day=90", ready=ready, reduced_motion="reduce")
    found = page.evaluate(INK, READ)
    assert len(found) > 10
    assert [
        (text, round(contrast(ink, background), 1))
        for text, ink, background in found
        if contrast(ink, background) < 4.5
    ] == []
