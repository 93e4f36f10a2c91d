"""A whole workshop in a real browser: a console, a wall and twelve phones, with a server that is killed in month 3."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz.workshop.state import WorkshopState, new_state
from itborg_viz.workshop.store import Store, read

PHONES, MONTHS = 12, 6
WAIT = 120_000  # milliseconds
HOSTILE = "<img src=x onerror=alert(1)>"


@dataclass
class Server:
    """The app with a folder of games; it can be killed and started again at the same address."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it responds."""
        command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--port", str(self.port)]
        with (self.folder.parent / "log.txt").open("a") as log:
            self.process = subprocess.Popen([*command, "--games", str(self.folder)], stdout=log, stderr=log)
        end = time.monotonic() + 180
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(OSError), urlopen(f"{self.address}/j/ABCDEF", timeout=5):
                return
            time.sleep(0.1)
        self.process.kill()
        pytest.fail((self.folder.parent / "log.txt").read_text()[-2000:])

    def end(self, number: int) -> None:
        """End with a signal."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(30)


@dataclass
class Game:
    """Open pages of a workshop."""

    server: Server
    state: WorkshopState
    console: Any
    wall: Any
    phones: list[Any] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def saved(self) -> WorkshopState:
        """Return what is on the disk."""
        return read(Store(self.server.folder).path(self.state.id))

    def turn(self, to: str) -> None:
        """Turn to a page, as soon as the month is computed, and wait until all pages show it."""
        for _ in range(300):
            send(self.console, {"do": "phase", "to": to})
            with suppress(TimeoutError):
                until(lambda: self.saved().phase == to, 0.5)
                break
        for page in (self.console, self.wall, *self.phones):
            page.wait_for_selector(f"html[data-phase={to}]", timeout=WAIT)


def send(page: Any, message: dict[str, Any]) -> None:
    """Send a message as a button of the page does."""
    page.evaluate("message => window.send(message)", message)


def until(there: Callable[[], Any], seconds: float = 30.0) -> None:
    """Wait for something. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


@pytest.fixture
def game(tmp_path: Path, browser: Any) -> Iterator[Game]:
    """Open a console, a wall and twelve phones that have joined."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(tmp_path / "games", port)
    state = new_state(form="180")
    Store(server.folder).save(state)
    server.start()
    contexts: list[Any] = []

    def opened(path: str, width: int, height: int) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: found.problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: found.problems.append(f"dialog: {dialog.message}"))
        page.on("console", lambda m: found.problems.append(m.text) if "Content Security Policy" in m.text else None)
        page.on(
            "request",
            lambda r: None if r.url.startswith((server.address, "data:", "blob:")) else found.problems.append(r.url),
        )
        page.goto(server.address + path, wait_until="domcontentloaded")
        return page

    found = Game(server, state, None, None)
    found.console = opened(f"/workshop/{state.id}/console#{state.host_token}", 1280, 720)
    found.wall = opened(f"/workshop/{state.id}/wall", 1280, 720)
    for n in range(PHONES):
        page = opened(f"/j/{state.code}", 390, 844)
        page.fill("input[name=name]", HOSTILE if n == 0 else f"Player {n}")
        page.click("form[data-join] button")
        found.phones.append(page)
    for page in found.phones:
        page.wait_for_selector("html[data-phase=join]")
    try:
        yield found
    finally:
        for context in contexts:
            context.close()
        server.end(signal.SIGTERM)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_six_months_with_twelve_phones_that_reload_and_a_server_that_is_killed(game: Game) -> None:
    assert len({one.role for one in game.saved().players.values()}) == PHONES
    assert state_token_is_gone_from_the_address(game)
    game.turn("briefing")
    for month in range(1, MONTHS + 1):
        game.turn("decide")
        _decide(game, month)
        game.turn("predict")
        for n, page in enumerate(game.phones):
            send(page, {"do": "predict", "indicator": "sla_met", "low": 0.5 + n / 100, "high": 0.9})
        until(lambda: len(game.saved().predictions) == PHONES)
        game.turn("live")
        if month == 1:
            game.wall.wait_for_selector("[data-live] canvas")
        game.turn("reveal")
        game.turn("improve")
        send(game.phones[1], {"do": "idea", "text": HOSTILE})
        until(lambda m=month: len(game.saved().ideas) == m)
    game.turn("debrief")
    saved = game.saved()
    assert len(saved.decisions) == MONTHS
    assert sum(len(one["initiatives"]) for one in saved.decisions) >= 3
    assert [len(one) for one in saved.past_predictions] == [PHONES] * MONTHS
    assert len(saved.players) == PHONES
    for page in (game.console, game.wall, *game.phones):
        assert page.evaluate("document.querySelectorAll('img, [onerror]').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert game.problems == []


def state_token_is_gone_from_the_address(game: Game) -> bool:
    """Return whether the console's address no longer shows its token."""
    return game.state.host_token not in game.console.url


def _decide(game: Game, month: int) -> None:
    """Vote on every phone, reveal, and decide; phones reload in month 2, the server is killed in month 3."""
    voters = [page for page in game.phones if page.locator("[data-act*='\"vote\"']").count()]
    assert len(voters) >= PHONES // 2
    for page in voters[: 1 if month == 3 else None]:
        page.locator("[data-act*='\"vote\"']:visible").first.click()
    until(lambda: _votes(game) >= (1 if month == 3 else len(voters)))
    if month == 2:
        for page in game.phones[::3]:
            page.reload(wait_until="domcontentloaded")
            page.wait_for_selector("html[data-phase=decide]")
    if month == 3:
        before = game.saved()
        game.server.end(signal.SIGKILL)
        page = voters[1]
        page.wait_for_selector("html.is-away")
        page.locator("[data-act*='\"vote\"']:visible").first.click()  # while nobody answers
        game.server.start()
        until(lambda: _votes(game) == 2)
        after = game.saved()
        assert (after.code, after.decisions, after.round) == (before.code, before.decisions, before.round)
        assert {one.role for one in after.players.values()} == {one.role for one in before.players.values()}
        for page in (game.console, game.wall, *game.phones):
            page.wait_for_selector("html:not(.is-away)", state="attached")
    send(game.console, {"do": "reveal"})
    send(game.console, {"do": "draft", "adopt": True})
    until(lambda: game.saved().revealed)


def _votes(game: Game) -> int:
    return sum(len(one) for topic, one in game.saved().votes.items() if topic != "test")
