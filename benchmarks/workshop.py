"""How long a vote takes from a phone to the wall, and how much memory the server needs.

    uv run --group browser python -m benchmarks.workshop [--phones 30]

Starts the app on this machine, opens a console, a wall and phones as sockets without a browser, and plays two
months. Prints one line a figure: votes one by one (median and 95 % quantile until the wall has the vote), all phones
at once (until the wall has all votes), and memory of the server with its workers.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from itborg_viz.game.deck import deck
from itborg_viz.workshop.state import WorkshopState, new_state
from itborg_viz.workshop.store import Store
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from itborg.organisation.load import load


class Page:
    """An open page that reads in a thread of its own and notes when something came."""

    def __init__(self, open_pages: ExitStack, address: str, **hello: Any) -> None:
        """Connect until the end of `open_pages`, and state who this is."""
        url = address.replace("http", "ws") + "/workshop/ws"
        opening = connect(url, origin=address, proxy=None, max_size=None)  # type: ignore[arg-type]
        self.socket = open_pages.enter_context(opening)
        self.times: list[tuple[float, str]] = []
        self.answers: dict[str, str] = {}
        self.bytes = 0
        self.send(do="hello", **hello)
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._ping, daemon=True).start()

    def send(self, **message: Any) -> None:
        """Send a message."""
        self.socket.send(json.dumps(message))

    def done(self, id: str, **message: Any) -> str:
        """Send an action, wait for its answer, and return the reason of a refusal, "" for none."""
        self.send(id=id, **message)
        while id not in self.answers:
            time.sleep(0.001)
        return self.answers[id]

    def _read(self) -> None:
        with suppress(ConnectionClosed):
            self._read_all()

    def _read_all(self) -> None:
        for text in self.socket:
            now = time.perf_counter()
            self.bytes += len(text)
            message = json.loads(text)
            if "ack" in message:
                self.answers[message["ack"]] = ""
            elif "refused" in message:
                self.answers[message["refused"]] = message["reason"]
            elif "regions" in message:
                self.times.append((now, message["regions"].get("stage", "")))

    def _ping(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                time.sleep(4)
                self.send(do="ping")


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=30, help="phones [30]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        store, state = Store(Path(folder)), new_state()
        store.save(state)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--port", str(port), "--games", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                _wait(address)
                with ExitStack() as open_pages:
                    _measure(partial(Page, open_pages, address), state, process.pid, options.phones)
            finally:
                process.terminate()


def _measure(page: Callable[..., Page], state: WorkshopState, pid: int, players: int) -> None:
    """Print all figures of a server that has just started."""
    wall = page(**{"as": "wall", "workshop": state.id})
    console = page(**{"as": "console", "workshop": state.id, "token": state.host_token})
    start = time.perf_counter()
    phones = [page(**{"as": "phone", "code": state.code, "name": f"Player {n}"}) for n in range(players)]
    _until(lambda: all(one.times for one in phones))
    print(f"{players} phones joined in {time.perf_counter() - start:.2f} s")
    print(f"all {players} vote at once: {_burst(wall, phones):.2f} s until the wall has all votes")
    _turn(console, "decide")
    topics = [f"start:{name}" for name in deck(load("grab_at_pizza"))]
    waits = sorted(wait for topic in topics for one in phones[::3] if (wait := _one_vote(wall, one, topic)) is not None)
    print(
        f"{len(waits)} votes one by one, until the wall has it: median {1000 * statistics.median(waits):.0f} ms, "
        f"95 % quantile {1000 * waits[int(0.95 * len(waits))]:.0f} ms, longest {1000 * waits[-1]:.0f} ms"
    )
    for to in ("live", "reveal", "improve", "decide", "live", "reveal"):
        _turn(console, to)
    print(f"memory of the server {_megabytes(pid):.0f} MB, with its workers {_megabytes(pid, True):.0f} MB")
    sent = statistics.mean(one.bytes for one in phones)
    print(f"sent to a phone {sent / 1024:.0f} KiB, to the wall {wall.bytes / 1024:.0f} KiB")


def _one_vote(wall: Page, phone: Page, topic: str) -> float | None:
    """Return seconds from a vote to the next view of the wall; None if the role of this phone has no such vote."""
    seen, start = len(wall.times), time.perf_counter()
    if phone.done(topic, do="vote", topic=topic, choice="yes"):
        return None
    _until(lambda: len(wall.times) > seen, 5.0)
    found = wall.times[-1][0] - start
    time.sleep(0.12)  # the wall is shown at most ten times a second
    return found


def _burst(wall: Page, phones: list[Page]) -> float:
    """Return seconds from votes of all phones at once to the last view of the wall."""
    time.sleep(0.5)
    start = time.perf_counter()
    for one in phones:
        one.send(do="vote", topic="test", choice="thin", id="test")
    _until(lambda: all("test" in one.answers for one in phones))
    time.sleep(1.0)
    return wall.times[-1][0] - start


def _turn(console: Page, to: str) -> None:
    """Turn to a page as soon as the month is computed."""
    for n in range(600):
        if not console.done(f"{to} {n} {time.perf_counter()}"[:40], do="phase", to=to):
            return
        time.sleep(0.2)
    raise TimeoutError(to)


def _until(there: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.001)


def _wait(address: str) -> None:
    """Wait until the server responds."""
    for _ in range(300):
        with suppress(OSError), urlopen(address + "/j/ABCDEF", timeout=5):
            return
        time.sleep(0.2)
    raise TimeoutError(address)


def _megabytes(pid: int, workers: bool = False) -> float:
    """Return the memory of a process, and of its children if wanted, MB; pages that several share are divided."""
    found = 0.0
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if int(path.name) == pid or (workers and parent in _family(pid)):
                lines = (path / "smaps_rollup").read_text().splitlines()
                found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return found


def _family(pid: int) -> set[int]:
    """Return a process and its children, of which the one that forks workers has further ones."""
    found = {pid}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            if int((path / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.add(int(path.name))
    return found


if __name__ == "__main__":
    main()
