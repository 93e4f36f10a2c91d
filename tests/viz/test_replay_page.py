"""A replay opens from a file, plays, moves to any day, and lists the changes of a person's trust."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from itborg.cli import execute
from tests.viz.local_page import opened


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a replay file."""
    folder = tmp_path_factory.mktemp("run") / "results"
    assert execute(["run", "brm_style", "--days", "20", "--replications", "2", "--out", str(folder), "--quiet"]) == 0
    assert execute(["replay", str(folder), "--quiet"]) == 0
    return Path(folder / "replay.html").as_uri()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_a_replay_plays_and_moves_to_any_day_without_a_server(
    browser: Any, replay: str, width: int, height: int
) -> None:
    expect = pytest.importorskip("playwright.sync_api").expect
    with opened(browser, f"{replay}#day=5&person=daoud", width, height) as page:
        day = page.get_by_test_id("day")
        page.get_by_test_id("network").wait_for()
        expect(day).to_have_text("day 5")
        page.keyboard.press("Space")
        expect(day).to_have_text(re.compile("day ([7-9]|1[0-9]|20)"))
        page.keyboard.press("Space")
        page.get_by_test_id("scrub").fill("12")
        expect(day).to_have_text("day 12")
        assert page.locator(".itb-trust-log li").count() > 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
