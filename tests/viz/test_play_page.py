"""A team plays six months in a real browser, downloads the debrief, and continues a saved game."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from itborg_viz.game import game_from_json

from tests.viz.local_page import opened


def click(page: Any, name: str) -> None:
    page.get_by_test_id(name).first.click()


def play_month(page: Any, start: tuple[str, ...] = ()) -> None:
    """Decide, predict and simulate one month."""
    page.get_by_test_id("to-predict").wait_for()
    for name in start:
        click(page, f"start-{name}")
        page.locator(f'[data-testid="start-{name}"][aria-pressed="true"]').wait_for()
    click(page, "to-predict")
    click(page, "simulate-month")
    page.get_by_test_id("onward").wait_for()


@pytest.fixture(scope="module")
def downloads() -> dict[str, Path]:
    """Files that the first test downloaded."""
    return {}


def test_a_team_plays_six_months_and_downloads_the_debrief(
    open_page: Any, downloads: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    page, folder = open_page("?page=play", ready="[data-testid=begin]"), tmp_path_factory.mktemp("downloads")
    click(page, "begin")
    page.get_by_test_id("to-predict").wait_for()
    click(page, "ruling-first")
    page.locator('[data-testid="ruling-first"][aria-pressed="true"]').wait_for()
    click(page, "initiative-match_night")
    page.locator('[data-testid="initiative-match_night"][aria-pressed="true"]').wait_for()
    for month, start in enumerate((("workshop",), (), ("vocr_board",), (), (), ()), start=1):
        play_month(page, start)
        assert page.locator(".play-outcome").count() == 3
        if month == 2:
            with page.expect_download() as download:
                page.get_by_text("Save game").click()
            downloads["game"] = folder / "game.json"
            download.value.save_as(downloads["game"])
        click(page, "onward")
    page.locator(".play-result").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Download debrief").click()
    downloads["debrief"] = folder / "debrief.html"
    download.value.save_as(downloads["debrief"])
    text = downloads["debrief"].read_text(encoding="utf-8")
    assert "Recommendations" in text
    assert "<script" not in text
    assert game_from_json(html.unescape(text.split("<pre>", 1)[1].split("</pre>", 1)[0])).game.over
    saved = game_from_json(downloads["game"].read_text()).game
    assert (saved.started, saved.initiatives) == ({"workshop": 1}, {"match_night": 1})


def test_the_debrief_opens_without_a_server_or_network(browser: Any, downloads: dict[str, Path]) -> None:
    if "debrief" not in downloads:
        pytest.skip("no debrief was downloaded")
    with opened(browser, downloads["debrief"].as_uri()) as page:
        assert page.locator("section").count() == 9


def test_a_saved_game_continues_where_it_was_saved(open_page: Any, downloads: dict[str, Path]) -> None:
    if "game" not in downloads:
        pytest.skip("no game was saved")
    page = open_page("?page=play", ready="[data-testid=begin]")
    page.locator(".itb-upload input").set_input_files(downloads["game"])
    page.get_by_test_id("to-predict").wait_for()
    assert page.locator(".play-past").count() == 2
    assert page.get_by_text("Workshop has been running since month 1").count() == 1


def test_a_file_that_is_not_a_saved_game_is_refused_with_one_sentence(open_page: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("<script>alert(1)</script>")
    page = open_page("?page=play", ready="[data-testid=begin]")
    page.locator(".itb-upload input").set_input_files(tmp_path / "x.json")
    page.get_by_text("this file is not JSON and therefore not a saved game").wait_for()


def tab_to(page: Any, name: str, most: int = 60) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.testid") == name:
            return
    pytest.fail(f"{name} is not within {most} presses of Tab")


def test_a_month_can_be_played_from_the_keyboard_and_focus_is_never_lost(open_page: Any) -> None:
    page = open_page("?page=play", ready="[data-testid=begin]")
    tab_to(page, "begin")
    page.keyboard.press("Enter")
    page.get_by_test_id("to-predict").wait_for()
    page.wait_for_function("document.activeElement !== document.body")
    tab_to(page, "start-itil", most=24)
    page.keyboard.press("Space")
    page.locator('[data-testid="start-itil"][aria-pressed="true"]').wait_for()
    for there in ("simulate-month", "onward", "to-predict"):
        page.keyboard.press("Control+Enter")
        page.get_by_test_id(there).wait_for()
        page.wait_for_function(
            "document.activeElement.classList.contains('play') || document.activeElement.closest('.play')"
        )


def test_two_teams_play_their_own_games(open_page: Any) -> None:
    one, other = (
        open_page("?page=play", ready="[data-testid=begin]"),
        open_page("?page=play&seed=2", ready="[data-testid=begin]"),
    )
    for page in (one, other):
        click(page, "begin")
        page.get_by_test_id("to-predict").wait_for()
    click(one, "start-workshop")
    one.locator('[data-testid="start-workshop"][aria-pressed="true"]').wait_for()
    assert other.locator('[aria-pressed="true"][data-testid^="start-"]').count() == 0
    assert "168 of 180" in one.locator(".play-budget").inner_text()
    assert "180 of 180" in other.locator(".play-budget").inner_text()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_the_game_fits_the_screen_and_every_control_has_a_name(open_page: Any, width: int, height: int) -> None:
    page = open_page("?page=play", ready="[data-testid=begin]", viewport={"width": width, "height": height})
    click(page, "begin")
    page.get_by_test_id("to-predict").wait_for()
    assert page.locator(".play").evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    unnamed = page.evaluate("""() => [...document.querySelectorAll('.play button, .play input, .play [role=slider]')]
        .filter((node) => !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || node.textContent.trim()
            || (node.labels && node.labels.length))).map((node) => node.outerHTML.slice(0, 120))""")
    assert unnamed == []
