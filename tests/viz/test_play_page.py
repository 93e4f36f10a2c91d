"""The door: a game begins and opens its console, goes on from the list and from a file, and fits the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from itborg_viz.game import Decision, Game, game_to_json

from itborg.organisation import load
from tests.viz.test_pages import until

PLAY = "?page=play"
BEGIN = "[data-testid=begin]"
ONWARD = "[data-testid=onward]"


def begin(page: Any) -> None:
    """Start a game and wait for its console."""
    page.get_by_test_id("begin").click()
    page.wait_for_url("**/console*")
    page.locator(ONWARD).wait_for()


def test_a_game_begins_and_goes_on_from_the_list(open_page: Any) -> None:
    page = open_page(PLAY, ready=BEGIN)
    begin(page)
    page.locator(ONWARD).click()
    page.locator(".fig.history").wait_for()
    again = open_page(PLAY, ready=".play-saved a")
    again.locator(".play-saved a").first.click()
    again.locator(".fig.history").wait_for()


def test_a_month_is_decided_predicted_and_played_on_one_screen(open_page: Any) -> None:
    page = open_page(PLAY, ready=BEGIN)
    begin(page)
    page.locator(ONWARD).click()
    page.locator(".fig.history").wait_for()
    page.locator(ONWARD).click()
    page.locator(".tile", has_text="Match night").click()
    page.locator(".tile.chosen").wait_for()
    page.locator(ONWARD).click()
    form = page.locator("form.question").first
    form.locator("[name=low]").fill("-500")
    form.locator("[name=high]").fill("900")
    form.locator("button").click()
    page.locator("form.question button.done").wait_for()
    page.locator(ONWARD).click()
    page.locator(".lived-network canvas").wait_for()
    until(lambda: page.evaluate("(window.lived.clock?.t ?? 0) > 0.5"))
    playing = page.evaluate("window.lived.clock.playing")  # or it stands at a turning point
    page.keyboard.press(" ")
    until(lambda: page.evaluate("window.lived.clock.playing") != playing)
    page.locator(f"{ONWARD}:enabled").click()
    page.locator(".waterfall").wait_for()


def test_a_saved_game_is_opened_from_a_file_at_its_next_month(open_page: Any, tmp_path: Path) -> None:
    game = Game(load("grab_at_pizza"), 3).after(Decision(initiatives=("match_night",)))
    (tmp_path / "game.json").write_text(game_to_json(game))
    page = open_page(PLAY, ready=BEGIN)
    page.locator(".itb-upload input").set_input_files(tmp_path / "game.json")
    page.wait_for_url("**/console*")
    page.locator(".tile.in-work", has_text="Match night").wait_for()


def test_a_file_that_is_not_a_saved_game_is_refused_with_one_sentence(open_page: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("<script>alert(1)</script>")
    page = open_page(PLAY, ready=BEGIN)
    page.locator(".itb-upload input").set_input_files(tmp_path / "x.json")
    page.get_by_text("this file is not JSON and therefore not a saved game").wait_for()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (390, 844)])
def test_the_stage_fits_the_screen(open_page: Any, width: int, height: int) -> None:
    page = open_page(PLAY, ready=BEGIN, viewport={"width": width, "height": height})
    begin(page)
    for ready in (".fig.history", ".tile"):
        page.locator(ONWARD).click()
        page.locator(ready).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
        assert width < 900 or page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
