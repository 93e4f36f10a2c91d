"""Speed of the app in Chromium: `uv run --group browser python benchmarks/app_speed.py`.

Measures the time to the first picture, frames per second of playback, the time from a moved slider to new effects, page
changes with twenty visitors at once, and memory during some minutes of playback.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PARTS = ("picture", "frames", "slider", "visitors", "memory")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
PLAYER = "[...document.querySelectorAll('*')].find((e) => e.player)?.player"
PICTURE = "[data-testid=network] canvas"
TIES = f"""(() => {{
    const p = {PLAYER}, r = p.runs[0];
    let n = 0;
    for (let k = 0; k < r.pairCount; k++) n += r.pair('contact', p.clock.t, k) > 0.035;
    return n;
}})()"""


def main() -> None:
    """Start the app and a browser, run the chosen parts and print their results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=2.0, help="minutes of playback for memory [2]")
    parser.add_argument("--visitors", type=int, default=20, help="visitors at once [20]")
    parser.add_argument("--only", choices=PARTS, nargs="*", default=PARTS, help="parts to run [all]")
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--quiet", "--port", str(port)]
    with subprocess.Popen(command) as server, sync_playwright() as playwright:
        _wait(address)
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)

        def visit(query: str, ready: str = PICTURE) -> Any:
            page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
            page.set_default_timeout(120_000)
            page.goto(address + query, wait_until="commit")
            page.wait_for_selector(ready)
            return page

        browser.new_page().wait_for_timeout(3000)  # a browser is slow just after its start
        try:
            for part in options.only:
                {
                    "picture": lambda: _first_picture(visit),
                    "frames": lambda: _frames(visit),
                    "slider": lambda: _slider(visit),
                    "visitors": lambda: _visitors(visit, options.visitors),
                    "memory": lambda: _memory(visit, server.pid, options.minutes),
                }[part]()
        finally:
            browser.close()
            server.terminate()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.3)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _first_picture(visit: Callable[..., Any]) -> None:
    times = []
    for _ in range(4):
        seconds, page = _timed(lambda: visit(""))
        times.append(seconds)
        page.context.close()
    print(
        f"first picture: {times[0]:.2f} s for the first visitor, {statistics.median(times[1:]):.2f} s for the next ones"
    )


def _frames(visit: Callable[..., Any]) -> None:
    for organisation in ("grab_at_pizza", "synthetic_300"):
        page = visit(f"?org={organisation}&day=20")
        page.wait_for_timeout(8000)
        page.get_by_test_id("play").click()
        page.wait_for_timeout(8000)
        rate, ties = page.evaluate(f"{PLAYER}.clock.rate()"), page.evaluate(TIES)
        people = page.evaluate(f"{PLAYER}.runs[0].people.length")
        print(f"{people} people, {ties} ties: {rate:.0f} frames per second")
        page.context.close()


def _slider(visit: Callable[..., Any]) -> None:
    page = visit("?page=parameters", "[data-testid=effect-table][data-replications='100']")
    table = page.get_by_test_id("effect-table")
    for replications in ("24", "100"):
        times = []
        for _ in range(3):
            before = table.inner_text()
            slider = page.get_by_role("slider", name="contact rate")
            slider.focus()
            start = time.perf_counter()
            slider.press("ArrowRight")
            while table.inner_text() == before or int(table.get_attribute("data-replications")) < int(replications):
                time.sleep(0.02)
            times.append(time.perf_counter() - start)
            page.wait_for_selector("[data-testid=effect-table][data-replications='100']")
            page.wait_for_timeout(1500)
        print(f"slider: {replications} replications of 120 days shown after {statistics.median(times):.2f} s")
    page.context.close()


def _visitors(visit: Callable[..., Any], count: int) -> None:
    pages = [visit(f"?seed={n + 10}") for n in range(count)]
    pages[0].wait_for_timeout(5000)
    times = []
    for page in pages:
        page.get_by_test_id("tab-about").click()
    for page in pages:
        seconds, _ = _timed(
            lambda page=page: (page.get_by_test_id("tab-live").click(), page.wait_for_selector(PICTURE))
        )
        times.append(seconds)
    times.sort()
    print(
        f"{count} visitors: a page after {statistics.median(times):.2f} s, p95 {times[int(0.95 * (count - 1))]:.2f} s"
    )
    for page in pages:
        page.context.close()


def _memory(visit: Callable[..., Any], pid: int, minutes: float) -> None:
    page = visit("")
    page.get_by_label("Speed").select_option("8")
    end = time.monotonic() + 60 * minutes
    first = None
    while time.monotonic() < end:
        if not page.evaluate(f"{PLAYER}.clock.playing"):
            page.get_by_test_id("play").click()
        page.wait_for_timeout(10_000)
        now = page.evaluate("performance.memory.usedJSHeapSize") / 1e6, _resident(pid)
        first = first or now
    print(
        f"{minutes:g} minutes of playback: page {first[0]:.0f} to {now[0]:.0f} MB, "
        f"server {first[1]:.0f} to {now[1]:.0f} MB"
    )


def _resident(pid: int) -> float:
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main()
