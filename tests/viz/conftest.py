"""A server and a real browser for the tests of the app; without a browser the tests are skipped with the reason.

ITBORG_BROWSER_TESTS=required makes a missing browser a failure; ITBORG_BROWSER names one.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.request import urlopen

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
TIMEOUT = 120_000  # milliseconds; the first run may wait for compilation on a busy machine


def absent(reason: str) -> Any:
    """Skip, or fail where these tests are required."""
    if os.environ.get("ITBORG_BROWSER_TESTS") == "required":
        pytest.fail(f"{reason}, and ITBORG_BROWSER_TESTS=required")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app and return its address."""
    for module in ("solara", "anywidget", "solara_assets"):
        pytest.importorskip(module, reason="the extras viz and offline are not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    games = str(tmp_path_factory.mktemp("games"))
    command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--port", str(port), "--games", games]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Any) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a real Chromium."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("ITBORG_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        absent("no Chromium on this machine")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Monitor:
    """Errors on the pages of a test, and requests to other machines."""

    address: str
    problems: list[str] = field(default_factory=list)

    def watch(self, page: Any) -> None:
        """Record errors of a page, and every request that is not for our own server."""
        page.on("console", lambda m: self.problems.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("request", lambda request: self.outside(request.url))
        page.on("websocket", lambda socket: self.outside(socket.url))
        page.on("response", lambda r: self.problems.append(f"{r.status}: {r.url}") if r.status >= 400 else None)

    def outside(self, url: str) -> None:
        """Record a request to another machine."""
        ours = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not url.startswith(ours):
            self.problems.append(f"outside: {url}")


@pytest.fixture
def open_page(server: str, browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens an address as a new visitor; the test fails if a page has an error."""
    monitor, contexts = Monitor(server), []

    def opened(query: str = "", *, ready: str | None = "[data-testid=network] canvas", **options: Any) -> Any:
        options.setdefault("viewport", {"width": 1280, "height": 720})
        context = browser.new_context(**options)
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        monitor.watch(page)
        page.goto(f"{server}/{query}", wait_until="domcontentloaded")
        if ready:
            page.wait_for_selector(ready)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert monitor.problems == []
