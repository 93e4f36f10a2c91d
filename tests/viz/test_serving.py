"""The server as a process: what the terminal prints and when, proxies, no home folder, a server that goes and comes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")
pytest.importorskip("solara_assets", reason="the extra offline is not installed")


class App:
    """The app as a process at one port."""

    def __init__(self, folder: Path, *options: str, **environment: str) -> None:
        """Choose a free port; nothing is started."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.log = folder / "log.txt"
        self.command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--port", str(self.port)]
        self.command += ["--games", str(folder / "games"), *options]
        self.environment = os.environ | environment

    def printed(self, text: str, seconds: float = 60) -> str:
        """Wait for a text in the output, and return all of it."""
        end = time.monotonic() + seconds
        while text not in self.log.read_text():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.02)
        return self.log.read_text()

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run it; stop it at the end as a service manager would."""
        with self.log.open("w") as out:
            process = subprocess.Popen(self.command, stdout=out, stderr=out, env=self.environment)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


def test_the_address_is_printed_once_the_server_accepts_connections(tmp_path: Path) -> None:
    opened, script = tmp_path / "opened", tmp_path / "browser.py"
    script.write_text(
        f"import sys, urllib.request as u; u.urlopen(sys.argv[1]); open({str(opened)!r}, 'w').write(sys.argv[1])"
    )
    app = App(tmp_path, "--root-path", "tool", "--browser", BROWSER=f"{sys.executable} {script} %s")
    with app.running():
        assert "the app starts" in app.printed("the app starts")
        text = app.printed("(Ctrl-C stops it)")
        address = f"http://127.0.0.1:{app.port}/tool/"
        with urlopen(f"{address}readyz", timeout=20) as response:
            assert response.status == 200
        end = time.monotonic() + 20
        while not opened.exists() and time.monotonic() < end:
            time.sleep(0.05)
    assert opened.read_text() == address
    assert f"the app is at {address} (Ctrl-C stops it)\n" in text
    assert "Name the address of the proxy with --address." in app.log.read_text()


def test_the_app_needs_no_home_folder_and_leaves_nothing_behind(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    app = App(tmp_path, HOME=str(home), TMPDIR=str(temporary), ITBORG_CACHE=str(tmp_path / "cache"))
    with app.running():
        app.printed("the app is at")
        assert list(temporary.glob("itborg-*"))
    assert [path for path in home.rglob("*") if "ython" in path.name] == []
    assert list(temporary.glob("itborg-*")) == []
    assert "Error" not in app.log.read_text()
    if os.path.isdir("/proc/self"):
        app = App(tmp_path, HOME="/proc", ITBORG_CACHE=str(tmp_path / "cache"))
        with app.running():
            assert "Warning" not in app.printed("the app is at")


def test_a_folder_of_games_that_cannot_be_is_refused_without_an_address(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    app = App(tmp_path, "--games", str(tmp_path / "file" / "games"))
    run = subprocess.run(app.command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 2
    assert "the app is at" not in run.stderr
    assert "games cannot be saved" in run.stderr
    assert "Traceback" not in run.stderr


def test_links_stay_inside_the_path_of_a_proxy_if_its_slash_is_left_out(browser: Any, tmp_path: Path) -> None:
    app = App(tmp_path, "--root-path", "/tool")
    page = browser.new_page()
    with app.running():
        app.printed("the app is at")
        address = f"http://127.0.0.1:{app.port}/tool"
        page.goto(f"{address}?page=play&theme=dark", wait_until="domcontentloaded")
        page.wait_for_url(f"{address}/?page=play&*theme=dark*", timeout=60_000)
        page.get_by_test_id("begin").click(timeout=60_000)
        page.wait_for_url(f"{address}/workshop/*/console*", timeout=60_000)
        page.close()


def test_a_page_states_that_it_comes_back_and_then_that_its_files_are_gone(browser: Any, tmp_path: Path) -> None:
    app = App(tmp_path)
    table = tmp_path / "people.csv"
    table.write_text("id,team\na,one\nb,two\n")
    page = browser.new_page()
    with app.running() as server:
        app.printed("the app is at")
        page.goto(f"http://127.0.0.1:{app.port}/?page=upload", wait_until="domcontentloaded")
        page.locator("input[type=file]").first.set_input_files(table, timeout=60_000)
        page.wait_for_url("**uploaded=1**", timeout=60_000)
        server.kill()
        server.wait(20)
        page.get_by_text("This page comes back by itself").wait_for(timeout=60_000)
        page.screenshot(path=str(tmp_path / "lost.png"))
    with app.running():
        page.get_by_text("Upload them again.").wait_for(timeout=90_000)
        page.close()
