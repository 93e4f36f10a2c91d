"""The first start after an installation: terminal and page state that the model is being compiled, and for how long."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")
pytest.importorskip("solara_assets", reason="the extra offline is not installed")


def of_this_test(folder: Path) -> list[int]:
    """Return the processes that compile into a folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            status = (one / "stat").read_text().rpartition(")")[2].split()[0]
            if str(folder).encode() in (one / "environ").read_bytes() and status != "Z":
                found.append(int(one.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes in /proc")
def test_terminal_and_page_state_why_they_wait_and_whatever_compiles_ends_with_the_server(
    browser: Any, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, log = f"http://127.0.0.1:{port}", tmp_path / "log.txt"
    command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--port", str(port), "--games", str(tmp_path)]
    environment = os.environ | {"ITBORG_CACHE": str(tmp_path / "cache")}
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, env=environment) as server:
        try:
            end = time.monotonic() + 60
            while time.monotonic() < end:
                try:
                    urlopen(address, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            page = browser.new_page()
            page.goto(address, wait_until="domcontentloaded")
            page.get_by_text(re.compile("model is being compiled .* about 40 s")).wait_for(timeout=60_000)
            assert re.search("compiling the model .* about 40 s; the app opens meanwhile", log.read_text())
            page.close()
        finally:
            server.kill()
    end = time.monotonic() + 2.0
    while of_this_test(tmp_path / "cache") and time.monotonic() < end:
        time.sleep(0.05)
    assert of_this_test(tmp_path / "cache") == []
