"""The pages of the app in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]
PLAYER = "[...document.querySelectorAll('*')].find((e) => e.player)?.player"
PAGES = {
    "live": "[data-testid=network] canvas",
    "branch": "[data-testid=divergence]",
    "compare": "[data-testid=ranking]",
    "parameters": "[data-testid=effect-table]",
    "play": "[data-testid=begin]",
    "learn": "[data-testid=predict]",
    "about": "text=How to read the picture",
}


def day(page: Any) -> float:
    """Return the day of the playhead."""
    return float(page.evaluate(f"{PLAYER}.clock.t"))


def address(page: Any) -> str:
    """Return the address bar; the driver's own copy of it is late while a page plays."""
    return str(page.evaluate("location.href"))


def until(condition: Callable[[], bool], seconds: float = 90, found: Callable[[], object] = object) -> None:
    """Wait until a condition holds; `found` returns what to report if it never does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"the condition never held: {found()}"
        time.sleep(0.1)


def settled(look: Callable[[], str]) -> str:
    """Return a text once it has been the same for half a second, so that fonts and layout are final."""
    seen = [look()]

    def unchanged() -> bool:
        time.sleep(0.4)
        seen.append(look())
        return seen[-1] == seen[-2]

    until(unchanged)
    return seen[-1]


def scrub(page: Any, to: int) -> None:
    """Move the playhead to a day."""
    page.get_by_test_id("scrub").evaluate(
        "(s, to) => { s.value = to; for (const n of ['input', 'change']) s.dispatchEvent(new Event(n)); }", to
    )


def nameless(page: Any) -> list[str]:
    """Return controls without a name for screen readers."""
    return page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, a[href], [role=slider], [role=tab]")]
        .filter((e) => e.offsetParent !== null && e.getAttribute("aria-hidden") !== "true" && e.type !== "hidden")
        .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length || e.title))
        .map((e) => e.outerHTML.slice(0, 160))"""
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_and_every_control_has_a_name(open_page: Open, name: str) -> None:
    page = open_page(f"?page={name}", ready=PAGES[name])
    assert page.locator("[aria-current=page]").count() == 1
    assert nameless(page) == []


def test_the_player_plays_pauses_and_steps(open_page: Open) -> None:
    page = open_page("?day=10")
    page.get_by_test_id("play").click()
    until(lambda: day(page) > 11)
    page.get_by_test_id("play").click()
    here = day(page)
    time.sleep(0.4)
    assert day(page) == here
    page.get_by_label("One day forward").click()
    assert day(page) == int(here) + 1
    page.keyboard.press("ArrowLeft")  # also while a button that was clicked has the focus
    assert day(page) == int(here)
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    assert day(page) == int(here) + 1


def test_moving_back_shows_an_identical_picture(open_page: Open) -> None:
    page = open_page("?day=40", reduced_motion="reduce")
    picture = "document.querySelector('[data-testid=network] canvas').toDataURL()"
    page.evaluate("document.fonts.ready")
    scrub(page, 41)
    scrub(page, 40)
    before = settled(lambda: page.evaluate(picture))
    scrub(page, 120)
    assert page.get_by_test_id("day").inner_text() == "day 120"
    assert settled(lambda: page.evaluate(picture)) != before
    scrub(page, 40)
    assert settled(lambda: page.evaluate(picture)) == before


def test_a_link_restores_day_person_and_changes_of_trust(open_page: Open) -> None:
    first = open_page("?day=80&seed=3&strategy=itil")
    first.get_by_role("tab", name="Person").click()
    first.get_by_label("Person", exact=True).and_(first.locator("select")).select_option(label="Daoud Mansour")
    first.wait_for_selector(".itb-trust-log li")
    until(lambda: "person=daoud" in address(first) and "seed=3" in address(first))
    again = open_page(address(first).split("/")[-1])
    again.wait_for_selector(".itb-trust-log li")
    assert day(again) == 80
    assert again.locator(".itb-trust-log").inner_text() == first.locator(".itb-trust-log").inner_text()


def test_a_branch_equals_the_original_run_until_the_reported_divergence(open_page: Open) -> None:
    page = open_page("?page=branch&strategy=none&then=brm_style&from=50&days=120", ready="[data-testid=divergence]")
    text = page.get_by_test_id("divergence").inner_text()
    diverged = int(re.search(r"diverge on day (\d+)", text)[1])  # type: ignore[index]
    assert diverged >= 51
    lines = page.evaluate(f"{PLAYER}.runs.map((run) => [...run.line('trust_business_to_it')])")
    assert lines[0][: diverged - 1] == lines[1][: diverged - 1]
    assert lines[0] != lines[1]
    page.get_by_test_id("branch-day").fill("70")
    until(lambda: "day 70" in page.locator("[data-testid=network] canvas").get_attribute("aria-label"))
    assert "from=70" in address(page)


def test_two_visitors_are_independent(open_page: Open) -> None:
    one, other = open_page("?day=5"), open_page("?day=30&strategy=itil")
    one.get_by_test_id("play").click()
    one.get_by_test_id("new-seed").click()
    until(lambda: "seed=2" in address(one) and day(one) > 6, found=lambda: (address(one), day(one)))
    assert day(other) == 30
    assert "seed=1" in address(other)
    assert "strategy=itil" in address(other)
    assert "strategy=brm_style" in address(one)


def test_an_invalid_address_is_reported_and_other_visitors_are_unaffected(open_page: Open) -> None:
    other = open_page()
    page = open_page(
        "?org=../../etc&strategy=<b>x</b>&seed=-1&day=1e9&person=%00&page=nowhere&days=7&set=honesty:nan,x:1"
    )
    assert "no strategy" in page.locator(".itb-note").first.inner_text() or page.locator(".itb-note").count() > 0
    assert page.locator(".itb-note b").count() == 0
    scrub(other, 12)
    assert day(other) == 12


def test_a_page_that_does_not_exist_is_named(open_page: Open) -> None:
    page = open_page("?page=nosuch&version=0.0.1")
    notes = [text for text in page.locator(".itb-note").all_inner_texts() if text]
    assert notes[0].startswith("There is no page 'nosuch'. The pages are live, branch,")
    assert notes[1].startswith("This link was made with itborg 0.0.1;")
    assert page.locator("[aria-current=page]").inner_text() == "Live"


def test_back_and_forward_turn_pages(open_page: Open) -> None:
    page = open_page("?page=about", ready=PAGES["about"])
    for name in ("learn", "about", "play"):
        page.get_by_test_id(f"tab-{name}").click()
        page.wait_for_selector(PAGES[name])
        until(lambda name=name: f"page={name}" in address(page))
    for name, turn in (
        ("about", "back"),
        ("learn", "back"),
        ("about", "back"),
        ("learn", "forward"),
        ("about", "back"),
    ):
        page.evaluate(f"history.{turn}()")
        page.wait_for_selector(PAGES[name])
        until(lambda name=name: f"page={name}" in address(page))
        assert page.locator("[aria-current=page]").inner_text().lower() == name


def test_a_parameter_outside_its_plausible_range_is_named(open_page: Open) -> None:
    page = open_page("?page=parameters&set=honesty:7", ready="[data-testid=effect-table]")
    note = page.locator(".itb-bad:not(.itb-none)").first.inner_text()
    assert note == "honesty = 7 lies outside its plausible range, 0.05 to 0.35 utility."


def test_charts_show_the_unit_of_money(open_page: Open) -> None:
    page = open_page("?page=branch&strategy=brm_style&then=itil&from=60&days=120&day=70", ready=PAGES["branch"])
    head = page.locator(".itb-chart-head", has_text="Net value").inner_text()
    assert head.endswith("kEUR/day")
    story = page.locator(".itb-news").all_inner_texts()
    (start,) = (one.split("\n") for one in story if "BRM style starts." in one)
    (change,) = (one.split("\n") for one in story if "ITIL replaces BRM style." in one)
    assert (start[1], change[1]) == ("day 1", "day 61")
    assert "One-off cost" in start[2]
    assert "One-off cost" in change[2]
    assert not any("brm_style" in one or "itil" in one for one in story)


def test_the_compare_page_shows_ranking_and_differences(open_page: Open) -> None:
    page = open_page("?page=compare&with=none,calendar&days=120", ready="[data-testid=ranking] li")
    assert page.locator("[data-testid=network]").count() == 2
    text = page.get_by_test_id("ranking").inner_text()
    assert "No intervention" in text
    assert "Calendar" in text
    values = page.locator(".itb-table tbody tr").first.inner_text()
    assert "±" in values


def test_releasing_a_slider_runs_new_replications(open_page: Open) -> None:
    page = open_page("?page=parameters", ready="[data-testid=effect-table][data-replications='100']")
    before = page.get_by_test_id("effect-table").inner_text()
    slider = page.get_by_role("slider", name="contact rate")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    until(lambda: page.get_by_test_id("effect-table").inner_text() != before)
    assert "set=contact_rate:" in address(page)


def test_a_slider_keeps_the_focus_and_restore_defaults_resets_it(open_page: Open) -> None:
    page = open_page("?page=parameters", ready="[data-testid=effect-table][data-replications='100']")
    start = page.get_by_role("slider", name="contact rate").get_attribute("aria-valuenow")
    page.get_by_role("slider", name="contact rate").focus()
    seen = {address(page)}
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        until(lambda: address(page) not in seen)
        seen.add(address(page))
    page.get_by_role("button", name="Restore defaults").click()
    until(lambda: "contact_rate" not in address(page))
    until(lambda: page.get_by_role("slider", name="contact rate").get_attribute("aria-valuenow") == start)


def test_with_reduced_motion_the_playhead_moves_by_full_days(open_page: Open) -> None:
    page = open_page("", reduced_motion="reduce")
    page.get_by_label("Speed", exact=True).select_option("8")
    page.get_by_test_id("play").click()
    until(lambda: day(page) >= 4)
    here = day(page)
    assert here == int(here)


def beyond_the_edge(page: Any) -> list[str]:
    """Return elements beyond the right edge of the window; the app scrolls in a box of its own, so check each element."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".itb *")].filter((e) => e.offsetParent !== null
            && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120)).slice(0, 5)"""
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_a_phone(open_page: Open, name: str) -> None:
    page = open_page(f"?page={name}", ready=PAGES[name], viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert beyond_the_edge(page) == []
