"""A room plays six months in a real browser, takes the debrief home, and goes on with a saved game."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from itborg_viz.game import resume

from tests.viz.files import opened


def click(page: Any, name: str) -> None:
    page.get_by_test_id(name).first.click()


def live_a_month(page: Any, start: tuple[str, ...] = ()) -> None:
    """Decide, predict and live one month."""
    page.get_by_test_id("to-predict").wait_for()
    for name in start:
        click(page, f"start-{name}")
        page.locator(f'[data-testid="start-{name}"][aria-pressed="true"]').wait_for()
    click(page, "to-predict")
    click(page, "live-month")
    page.get_by_test_id("onward").wait_for()


@pytest.fixture(scope="module")
def taken() -> dict[str, Path]:
    """Files that were taken home by the first test."""
    return {}


def test_a_room_plays_six_months_and_takes_the_debrief_home(
    open_page: Any, taken: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    page, place = open_page("?page=play", ready="[data-testid=begin]"), tmp_path_factory.mktemp("taken")
    click(page, "begin")
    page.get_by_test_id("to-predict").wait_for()
    click(page, "ruling-first")
    page.locator('[data-testid="ruling-first"][aria-pressed="true"]').wait_for()
    for month, start in enumerate((("workshop",), (), ("vocr_board",), (), (), ()), start=1):
        live_a_month(page, start)
        assert page.locator(".play-outcome").count() == 3
        if month == 2:
            with page.expect_download() as download:
                page.get_by_text("Save game").click()
            taken["game"] = place / "game.json"
            download.value.save_as(taken["game"])
        click(page, "onward")
    page.locator(".play-result").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Take the debrief home").click()
    taken["debrief"] = place / "debrief.html"
    download.value.save_as(taken["debrief"])
    text = taken["debrief"].read_text(encoding="utf-8")
    assert "What to try on Monday" in text
    assert "<script" not in text
    assert resume(html.unescape(text.split("<pre>", 1)[1].split("</pre>", 1)[0])).game.over
    assert resume(taken["game"].read_text()).game.taken == {"workshop": 1}


def test_the_debrief_opens_without_a_server_and_asks_for_nothing(browser: Any, taken: dict[str, Path]) -> None:
    if "debrief" not in taken:
        pytest.skip("no debrief was taken home")
    with opened(browser, taken["debrief"].as_uri()) as page:
        assert page.locator("section").count() == 9


def test_a_saved_game_goes_on_where_it_was_left(open_page: Any, taken: dict[str, Path]) -> None:
    if "game" not in taken:
        pytest.skip("no game was saved")
    page = open_page("?page=play", ready="[data-testid=begin]")
    page.locator(".itb-upload input").set_input_files(taken["game"])
    page.get_by_test_id("to-predict").wait_for()
    assert page.locator(".play-past").count() == 2
    assert page.get_by_text("Workshop runs since month 1").count() == 1


def test_a_file_that_is_no_game_is_refused_in_a_sentence(open_page: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("<script>alert(1)</script>")
    page = open_page("?page=play", ready="[data-testid=begin]")
    page.locator(".itb-upload input").set_input_files(tmp_path / "x.json")
    page.get_by_text("this file is not JSON, so it is no saved game").wait_for()


def tab_to(page: Any, name: str, most: int = 60) -> None:
    """Press the tabulator until the focus is on something."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.testid") == name:
            return
    pytest.fail(f"{name} is not within {most} steps of the tabulator")


def test_a_month_can_be_played_from_the_keyboard_and_focus_is_never_lost(open_page: Any) -> None:
    page = open_page("?page=play", ready="[data-testid=begin]")
    tab_to(page, "begin")
    page.keyboard.press("Enter")
    page.get_by_test_id("to-predict").wait_for()
    page.wait_for_function("document.activeElement !== document.body")
    tab_to(page, "start-itil", most=6)
    page.keyboard.press("Space")
    page.locator('[data-testid="start-itil"][aria-pressed="true"]').wait_for()
    for there in ("live-month", "onward", "to-predict"):
        page.keyboard.press("Control+Enter")
        page.get_by_test_id(there).wait_for()
        page.wait_for_function(
            "document.activeElement.classList.contains('play') || document.activeElement.closest('.play')"
        )


def test_two_rooms_play_their_own_games(open_page: Any) -> None:
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
def test_nothing_is_wider_than_the_screen_and_everything_has_a_name(open_page: Any, width: int, height: int) -> None:
    page = open_page("?page=play", ready="[data-testid=begin]", viewport={"width": width, "height": height})
    click(page, "begin")
    page.get_by_test_id("to-predict").wait_for()
    assert page.locator(".play").evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    unnamed = page.evaluate("""() => [...document.querySelectorAll('.play button, .play input, .play [role=slider]')]
        .filter((node) => !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || node.textContent.trim()
            || (node.labels && node.labels.length))).map((node) => node.outerHTML.slice(0, 120))""")
    assert unnamed == []
