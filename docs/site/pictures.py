"""Pictures of the app and of reports from fixed seeds, taken with a real browser, and the gallery that shows them.

`uv run --group docs python -m docs.site.pictures` takes them and also writes the picture of README.md, the only one
that the repository keeps. Without a Chromium the gallery shows that one.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).parents[2]
README_PICTURE = ROOT / "docs" / "pictures" / "live.webp"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
LAPTOP, PHONE = (1280, 720), (390, 844)
TIMEOUT = 180_000  # milliseconds; the first picture may wait for compilation


class Shot(NamedTuple):
    """A picture of the gallery.

    name     of its file
    caption  one sentence
    query    of the app; "" for a file
    ready    what the browser waits for
    size     of the window
    """

    name: str
    caption: str
    query: str
    ready: str
    size: tuple[int, int] = LAPTOP


LIVE = "canvas"
RUN = "org=grab_at_pizza&strategy=itil&seed=7&days=120"
SHOTS = (
    Shot("live", "A run in the app: people, ties, work on its way, the watermelon.", f"?page=live&{RUN}&day=70", LIVE),
    Shot(
        "branch", "Branch: the same run with another strategy after day 60.",
        f"?page=branch&{RUN}&day=70&then=brm_style&from=60", "[data-testid=divergence]",
    ),
    Shot("compare", "Compare: strategies side by side.", "?page=compare&seed=7&days=120", "[data-testid=ranking]"),
    Shot(
        "parameters", "Parameters: sliders that rerun a paired ensemble.",
        "?page=parameters&seed=7&days=120", "[data-testid=effect-table]",
    ),
    Shot("learn", "Learn: a lesson asks for the prediction first.", "?page=learn&lesson=2", "[data-testid=predict]"),
    Shot("play", "Play: the game of six months.", "?page=play&seed=7", "[data-testid=begin]"),
    Shot("phone", "The same run on a phone.", f"?page=live&{RUN}&day=70", LIVE, PHONE),
)  # fmt: skip
REPORT = Shot("report", "The report of a comparison: one file, no network.", "", "svg")
#: Fixed inputs of the report.
COMPARED = ["itil", "brm_style", "workshop", "csi_programme", "borg"]


def chromium() -> str | None:
    """Return the path of a browser, or None; ITBORG_BROWSER names one."""
    return os.environ.get("ITBORG_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


def write_gallery(pages: Path, use_browser: bool) -> None:
    """Write the gallery and its pictures into the folder of pages."""
    folder = pages / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(README_PICTURE, folder / "live.webp")
    taken = take(folder) if use_browser and chromium() else [SHOTS[0]]
    text = "# Gallery\n\nTaken by a browser from fixed seeds when this site is built.\n"
    for shot in taken:
        text += f"\n**{shot.caption}**\n\n![{shot.caption}](pictures/{shot.name}.webp)\n"
    (pages / "gallery.md").write_text(text, encoding="utf-8")


def take(folder: Path) -> list[Shot]:
    """Take all pictures into a folder and return them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, app() as address:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        for shot in SHOTS:
            page = opened(browser, f"{address}/{shot.query}", shot)
            save(page.screenshot(), folder / f"{shot.name}.webp")
            page.context.close()
        with tempfile.TemporaryDirectory() as place:
            page = opened(browser, write_report(Path(place)).as_uri(), REPORT)
            save(page.screenshot(), folder / "report.webp")
        browser.close()
    return [*SHOTS, REPORT]


def opened(browser: Any, address: str, shot: Shot) -> Any:
    """Return a page that shows what a picture needs, at rest."""
    width, height = shot.size
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector(shot.ready)
    page.wait_for_timeout(2500)  # charts, fonts and the band behind the lines
    return page


def save(png: bytes, file: Path) -> None:
    """Write a screenshot as a small WebP file."""
    from PIL import Image

    Image.open(io.BytesIO(png)).convert("RGB").save(file, "WEBP", quality=78, method=6)


def write_report(folder: Path) -> Path:
    """Write the report of a small comparison with a fixed seed and return its path."""
    import itborg

    result = itborg.compare(COMPARED, replications=24, days=240, seed=7)
    return itborg.write_report(result, folder / "report.html")


@contextmanager
def app() -> Iterator[str]:
    """Serve the app and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield _answering(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(20)


def _answering(address: str, process: subprocess.Popen[bytes]) -> str:
    direct = build_opener(ProxyHandler({}))
    end = time.monotonic() + 180
    while time.monotonic() < end and process.poll() is None:
        try:
            with direct.open(address, timeout=5):
                return address
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the app did not start")


def main() -> None:
    """Take the picture of README.md."""
    README_PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        take(Path(place))
        shutil.copy(Path(place) / "live.webp", README_PICTURE)


if __name__ == "__main__":
    main()
