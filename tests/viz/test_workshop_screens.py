"""Every page of a workshop in a real browser: nothing overflows, and pages that were cut off or frozen come back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz.game.events import EVENTS
from itborg_viz.workshop.scene import Scene
from itborg_viz.workshop.sheets import sheets_of
from itborg_viz.workshop.workshop import Workshop

from tests.workshop.served import Served, served

WAIT = 60_000  # milliseconds
LARGE = [(1280, 720), (1920, 1080)]
SMALL = (390, 800)
#: Seconds without a network: longer than a page waits for a sign (12, looked at every 4) and the server for one (15), so
#: that both have given the socket up. A longer cut changes nothing more.
CUT = 18.0
#: What does not fit: a page that is too wide, and on a large wall anything that reaches over its stage or is cut off.
OVERFLOW = """large => {
  const root = document.documentElement, found = [], stage = document.querySelector(".stage");
  if (root.scrollWidth > root.clientWidth + 1) found.push(`page: ${root.scrollWidth} > ${root.clientWidth}`);
  if (!large || !stage) return found;
  if (root.scrollHeight > root.clientHeight + 1) found.push(`page: ${root.scrollHeight} > ${root.clientHeight} high`);
  const end = stage.getBoundingClientRect();
  for (const one of document.querySelectorAll(".stage *, .head *")) {
    if (one.closest("svg, .sr, .itb-network, .lived-news, .itb-hidden")) continue;
    const box = one.getBoundingClientRect(), cut = getComputedStyle(one).overflow === "hidden";
    const name = `${one.tagName}.${one.className}`;
    if (one.closest(".stage") && box.width && (box.bottom > end.bottom + 2 || box.right > end.right + 2)) found.push(name);
    if (cut && one.clientWidth && (one.scrollHeight > one.clientHeight + 3 || one.scrollWidth > one.clientWidth + 2)) {
      found.push(`${name} is cut`);
    }
  }
  return found.slice(0, 4);
}"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    """Serve a game of three rounds."""
    with served(tmp_path, form="60") as found:
        yield found


@pytest.fixture
def open_at(room: Served, browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page of the game; the test fails if one has an error."""
    contexts, problems = [], []

    def opened(path: str, size: tuple[int, int] = LARGE[0]) -> Any:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(room.address + path, wait_until="domcontentloaded")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def until(there: Callable[[], Any], seconds: float = 60.0) -> None:
    """Wait for something. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def settled(page: Any, large: bool) -> Any:
    """Return what overflows on a page, once it has had two seconds to settle after a change."""
    with suppress(TimeoutError):
        until(lambda: page.evaluate(OVERFLOW, large) == [], 2.0)
    return page.evaluate(OVERFLOW, large)


def console_of(room: Served) -> str:
    """Return the path of the console with its token."""
    return f"/workshop/{room.state.id}/console#{room.state.host_token}"


def workshop_of(room: Served) -> Workshop:
    """Return the game as the server holds it."""
    return room.hosting.hosted[room.state.id].workshop


def join(page: Any, name: str) -> None:
    """Join on a phone."""
    page.fill("input[name=name]", name)
    page.click("form[data-join] button")
    page.wait_for_selector("html[data-phase]", state="attached")


def test_no_page_of_any_phase_overflows(room: Served, open_at: Callable[..., Any]) -> None:
    wall, console = open_at(f"/workshop/{room.state.id}/wall"), open_at(console_of(room))
    phones = [open_at(f"/j/{room.state.code}", SMALL) for _ in range(2)]
    for phone, name in zip(phones, ("Annegret von der Heide", "Bo"), strict=True):
        join(phone, name)

    def act(**message: Any) -> None:
        """Act as the facilitator and wait until it has been carried out."""
        before = workshop_of(room).state.version
        console.evaluate("message => window.send(message)", message)
        until(lambda: workshop_of(room).state.version > before)

    def turn(to: str) -> None:
        console.evaluate("message => window.send(message)", {"do": "phase", "to": to})
        until(lambda: workshop_of(room).state.phase == to and workshop_of(room).results is not None)
        for page in (wall, console, *phones):
            page.wait_for_selector(f"html[data-phase={to}]", state="attached")
        look(to)

    def look(where: str) -> None:
        """Look at all sheets of a page in all sizes."""
        names = [one.title for one in sheets_of(Scene(workshop_of(room)))]
        for n, name in enumerate(names):
            if len(names) > 1 and n:
                act(do="sheet", n=n)
                wall.wait_for_function("text => document.querySelector('.foot').textContent.includes(text)",
                                       arg=f"{n + 1} of {len(names)}")  # fmt: skip
            for page, sizes in ((wall, [*LARGE, SMALL]), (console, [LARGE[0], SMALL])):
                for size in sizes:
                    page.set_viewport_size({"width": size[0], "height": size[1]})
                    large = page is wall and size != SMALL
                    assert settled(page, large) == [], (where, name, size)
                page.set_viewport_size({"width": LARGE[0][0], "height": LARGE[0][1]})
        for phone in phones:
            assert settled(phone, False) == [], where

    look("join")
    turn("briefing")
    turn("decide")
    for phone in phones:
        for topic in ("start:second_node", "start:winter_box", "way:workshop", "money"):
            phone.evaluate("topic => window.send({do: 'vote', topic, choice: 'yes'})", topic)
    act(do="event", name=next(iter(EVENTS)))
    act(do="reveal")
    act(do="draft", initiatives=["second_node", "working_time"], interventions=["workshop"], first=[0, 1], deferred=[3])
    look("decide, revealed")
    turn("predict")
    for phone in phones:
        phone.evaluate("window.send({do: 'predict', indicator: 'profit', low: -500, high: 900})")
    act(do="reveal")
    look("predict, revealed")
    turn("live")
    turn("reveal")
    turn("improve")
    for n, phone in enumerate(phones):
        for _ in range(3):
            phone.evaluate(
                "text => window.send({do: 'idea', text})", f"Ask {n} before each campaign " + "of Marketing " * 8
            )
    until(lambda: len(workshop_of(room).state.ideas) == 6)
    look("improve, with ideas")
    turn("debrief")
    turn("recommendations")
    turn("over")


def test_a_page_that_was_cut_off_or_frozen_shows_the_present_page(room: Served, open_at: Callable[..., Any]) -> None:
    phone, wall, console = (
        open_at(f"/j/{room.state.code}", SMALL), open_at(f"/workshop/{room.state.id}/wall"), open_at(console_of(room))
    )  # fmt: skip
    join(phone, "Bo")
    until(lambda: workshop_of(room).results is not None)
    wall.wait_for_selector("html[data-phase=join]")
    wire = wall.context.new_cdp_session(wall)
    phone.context.set_offline(True)
    wire.send("Page.setWebLifecycleState", {"state": "frozen"})
    began = time.monotonic()
    phone.evaluate("window.send({do: 'vote', topic: 'test', choice: 'thick'})")
    console.evaluate("window.send({do: 'phase', to: 'briefing'})")
    console.wait_for_selector("html[data-phase=briefing]")
    while time.monotonic() < began + CUT:
        phone.wait_for_timeout(500)
    assert phone.evaluate("[document.documentElement.dataset.phase, document.documentElement.className]") == [
        "join",
        "is-away",
    ]
    phone.context.set_offline(False)
    wire.send("Page.setWebLifecycleState", {"state": "active"})
    for page in (phone, wall):
        page.wait_for_selector("html[data-phase=briefing]:not(.is-away)", state="attached")
    assert len(workshop_of(room).state.players) == 1
    assert not next(iter(workshop_of(room).state.players.values())).away


def test_a_wrong_code_is_named_before_a_phone_requests_a_name(room: Served, open_at: Any) -> None:
    text = {
        "/j/ZZZZZZ": "There is no game with this code.",
        "/workshop/none/wall": "This workshop is not on this server.",
    }
    for path, reason in text.items():
        page = open_at(path, SMALL)
        page.wait_for_selector("#note:visible")
        assert page.inner_text("#note").startswith(reason)
        assert page.locator("form[data-join]").count() == 0
        assert not page.is_visible(".away")
    phone = open_at(f"/j/{room.state.code}", SMALL)
    phone.wait_for_selector("form[data-join]")
    assert not phone.is_visible("#note")
    assert not phone.is_visible(".away")
    join(phone, "Bo")
