"""A room full of visitors on one server: `uv run python benchmarks/room.py --visitors 30 --seconds 60`.

Every visitor is a connection that speaks the protocol of the page, without a browser, and acts every 0.5 to 2.5 s after
the last response: 85 % open another page, 10 % move a slider, 5 % start a new run. Printed are, for each kind of
action, the times until the server has responded with a change of the page; the memory of the server with all its
processes, with the visitors and after they have left; and how many processes survive the server when it is killed.

`--heavy N` adds visitors who do nothing but start runs of 600 people over 480 days; their actions are not counted.
`--most-seconds` and `--most-megabytes` make the command fail beyond a limit.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import websockets

PAGES = ("live", "branch", "compare", "parameters", "about")
MIX = (("page", 0.85), ("slider", 0.10), ("run", 0.05))
PAUSE = (0.5, 2.5)
ORPHANS_END = 40.0  #: seconds in which workers end after their server was killed, on a busy machine
WAIT = 60.0  #: seconds after which a visitor gives a response up


class Visitor:
    """One connection to the app, which knows the widgets of its page."""

    def __init__(self, address: str, query: str, random_seed: int) -> None:
        """Prepare a visitor of an address, such as "127.0.0.1:8765", and a query, such as "?seed=3"."""
        self.address, self.query = address, query
        self.random = random.Random(random_seed)
        self.widgets: dict[str, dict[str, Any]] = {}
        self.idle: dict[str, asyncio.Future[float]] = {}
        self.first: dict[str, float] = {}
        self.current: dict[str, float] = {}
        self.finished = asyncio.Event()
        self.page = "live"

    async def connect(self) -> None:
        """Open the page, and wait until it is complete."""
        kernel, session = uuid4(), uuid4()
        cookie = await asyncio.to_thread(_cookie, self.address)
        self.socket = await websockets.connect(
            f"ws://{self.address}/jupyter/api/kernels/{kernel}/channels?session_id={session}",
            additional_headers={"Cookie": cookie}, origin=f"http://{self.address}", max_size=None, open_timeout=WAIT,
        )  # fmt: skip
        self.reader = asyncio.create_task(self._read())
        control = str(uuid4())
        await self._send("comm_open", {"comm_id": control, "target_name": "solara.control", "data": {}})
        message = {"method": "run", "args": {"path": self.query, "appName": None, "themes": THEMES, "dark": False}}
        await self._send("comm_msg", {"comm_id": control, "data": message})
        await asyncio.wait_for(self.finished.wait(), 4 * WAIT)

    async def act(self) -> tuple[str, float]:
        """Do one thing; return its kind and the seconds until the page had changed."""
        kind = self.random.choices([name for name, _ in MIX], [share for _, share in MIX])[0]
        if kind == "page":
            return kind, await self.open(self.random.choice([name for name in PAGES if name != self.page]))
        if kind == "slider":
            if self.page != "parameters":
                await self.open("parameters")
            return kind, await self.slide()
        if self.page != "live":
            await self.open("live")
        return kind, await self.click("new-seed")

    async def open(self, name: str) -> float:
        """Open another page; return the seconds until its tab is marked as the current one."""
        self.page = name
        tab = await self._find(lambda state: _attribute(state, "data-testid") == f"tab-{name}")
        start = time.perf_counter()
        await self._event(tab, "click", {})
        await self._find(lambda state: _attribute(state, "data-testid") == f"tab-{name}" and _is_current(state))
        return self.current.get(name, time.perf_counter()) - start

    async def click(self, test_id: str) -> float:
        """Click on a button by its test id."""
        return await self._event(
            await self._find(lambda state: _attribute(state, "data-testid") == test_id), "click", {}
        )

    async def slide(self) -> float:
        """Release a slider of the page of parameters at another value."""
        widget = await self._find(lambda state: state.get("_model_name") == "SliderModel")
        state = self.widgets[widget]
        value = state["min"] + self.random.random() * (state["max"] - state["min"])
        return await self._event(widget, "change", value)

    async def _find(self, condition: Any) -> str:
        """Return the youngest widget that meets a condition; wait for it, since a job may be drawing the page."""
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            found = next((name for name, state in reversed(self.widgets.items()) if condition(state)), None)
            if found is not None:
                return found
            await asyncio.sleep(0.02)
        raise TimeoutError(f"visitor {self.query} waits for a widget of the page {self.page}")

    async def _event(self, widget: str, event: str, data: Any) -> float:
        """Send an event; return the seconds until the page began to change, or did not."""
        content = {"event": event, "data": data}
        number, start = uuid4().hex, time.perf_counter()
        self.idle[number] = asyncio.get_running_loop().create_future()
        await self._send("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": content}}, number)
        await asyncio.wait_for(self.idle[number], WAIT)
        return self.first.pop(number, self.idle.pop(number).result()) - start

    async def _send(self, kind: str, content: dict[str, Any], number: str = "") -> None:
        number = number or uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "username": "", "session": "", "version": "5.2"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await self.socket.send(json.dumps(message | {"buffers": []}))

    async def _read(self) -> None:
        try:
            async for message in self.socket:
                self._receive(_parsed(message))
        except websockets.ConnectionClosed as closed:
            for waiting in self.idle.values():
                if not waiting.done():
                    waiting.set_exception(closed)

    def _receive(self, message: dict[str, Any]) -> None:
        """Keep the state of widgets, and note when the response to an action began and ended."""
        kind, content = message["header"]["msg_type"], message["content"]
        parent = (message.get("parent_header") or {}).get("msg_id", "")
        if kind == "status" and content["execution_state"] == "idle":
            if parent in self.idle and not self.idle[parent].done():
                self.idle[parent].set_result(time.perf_counter())
        elif kind == "comm_open":
            self.widgets[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
        elif kind == "comm_msg":
            data = content["data"]
            if data.get("method") == "finished":
                self.finished.set()
            if data.get("method") == "update":
                self.widgets.setdefault(content["comm_id"], {}).update(data["state"])
                self._note_tab(data["state"])
        if kind.startswith("comm") and parent in self.idle:
            self.first.setdefault(parent, time.perf_counter())

    def _note_tab(self, state: dict[str, Any]) -> None:
        """Note when a tab became the current one, or is so no longer."""
        name = (_attribute(state, "data-testid") or "").removeprefix("tab-")
        if _is_current(state):
            self.current[name] = time.perf_counter()
        else:
            self.current.pop(name, None)


def _attribute(state: dict[str, Any], name: str) -> str | None:
    found: str | None = (state.get("attributes") or {}).get(name)
    return found


def _is_current(state: dict[str, Any]) -> bool:
    return _attribute(state, "aria-current") == "page"


#: Colours that a browser would send.
COLOURS = dict.fromkeys(("primary", "secondary", "accent", "error", "info", "success", "warning"), "#336699")
THEMES = {"light": COLOURS, "dark": COLOURS}


def _cookie(address: str) -> str:
    with urllib.request.urlopen(f"http://{address}/", timeout=WAIT) as response:
        return "; ".join(one.split(";")[0] for one in response.headers.get_all("Set-Cookie") or [])


def _parsed(message: str | bytes) -> dict[str, Any]:
    """Return a message; binary ones begin with the number of their parts and where each begins."""
    if isinstance(message, bytes):
        (count,) = struct.unpack("!i", message[:4])
        starts = [*struct.unpack(f"!{count}I", message[4 : 4 * (count + 1)]), len(message)]
        message = message[starts[0] : starts[1]].decode()
    found: dict[str, Any] = json.loads(message)
    return found


async def visit(visitor: Visitor, until: float, times: dict[str, list[float]]) -> None:
    """Act until a time of the clock."""
    while True:
        await asyncio.sleep(visitor.random.uniform(*PAUSE))
        if time.monotonic() > until:
            return
        kind, seconds = await visitor.act()
        times[kind].append(seconds)


async def demand(visitor: Visitor, until: float) -> None:
    """Start one heavy run after another, without waiting for any."""
    while time.monotonic() < until:
        await visitor.click("new-seed")
        await asyncio.sleep(1.0)


def processes(root: int) -> list[int]:
    """Return a process and all that it has started, directly or not."""
    parents: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int((folder / "stat").read_text().rpartition(")")[2].split()[1])].append(int(folder.name))
        except OSError:
            continue
    found = [root]
    for one in found:
        found += parents[one]
    return found


def megabytes(root: int) -> float:
    """Return the memory of a process and all that it has started, MB; pages that they share count once."""
    total = 0
    for one in processes(root):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total / 1024


def command_of(process: int) -> str:
    """Return the beginning of the command line of a process, "" if it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")[:120]
    except OSError:
        return ""


def alive(process: int) -> bool:
    """Return whether a process exists and has not ended; one that has ended stays in the list until it is read."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def room(options: argparse.Namespace, address: str, server: int) -> tuple[dict[str, list[float]], float, float]:
    """Return times of actions by kind, and the largest memory with the visitors and 20 s after they have left."""
    visitors = [Visitor(address, f"/?seed={n % 5 + 1}", n) for n in range(options.visitors)]
    heavy = [Visitor(address, f"/?org=synthetic_600&days=480&seed={1000 * n}", 900 + n) for n in range(options.heavy)]
    for one in [*visitors, *heavy]:
        await one.connect()
    times: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + options.seconds
    work = [visit(one, until, times) for one in visitors] + [demand(one, until) for one in heavy]
    tasks = asyncio.gather(*work)
    most = 0.0
    while not tasks.done():
        most = max(most, await asyncio.to_thread(megabytes, server))
        await asyncio.wait([tasks], timeout=1.0)
    await tasks
    for one in [*visitors, *heavy]:
        await one.socket.close()
    await asyncio.sleep(options.rest)
    return times, most, megabytes(server)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> float:
    """Wait until the server responds; return the seconds it took. Fails when it has ended."""
    start = time.monotonic()
    while time.monotonic() < start + 300 and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://{address}/", timeout=5).close()
            return time.monotonic() - start
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> int:
    """Start a server, fill the room, print the results; return 1 beyond a limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--heavy", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rest", type=float, default=20.0, help="seconds between the last visitor and the last look")
    parser.add_argument("--most-seconds", type=float, default=float("inf"), help="limit of the 95 % quantile")
    parser.add_argument("--most-megabytes", type=float, default=float("inf"))
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--quiet", "--port", address.split(":")[1]]
    with subprocess.Popen(command) as server:
        try:
            print(f"ready after {wait_for(address, server):.1f} s", flush=True)
            time.sleep(5.0)
            times, most, after = asyncio.run(room(options, address, server.pid))
            family = processes(server.pid)
        finally:  # without this an error of a visitor would wait for ever for the end of the server
            os.kill(server.pid, signal.SIGKILL)
    until = time.monotonic() + ORPHANS_END
    while (orphans := [one for one in family if alive(one)]) and time.monotonic() < until:
        time.sleep(0.2)
    worst = 0.0
    for kind, _ in MIX:
        found = sorted(times[kind])
        if found:
            worst = max(worst, found[int(0.95 * (len(found) - 1))])
            middle, late = found[len(found) // 2], found[int(0.95 * (len(found) - 1))]
            print(f"{kind}: {len(found)} actions, median {middle:.3f} s, 95 % {late:.3f} s, longest {found[-1]:.3f} s")
    print(f"memory: {most:.0f} MB with {options.visitors} visitors, {after:.0f} MB after they have left")
    print(f"processes that survived the server: {len(orphans)}", *(f"  {command_of(one)}" for one in orphans), sep="\n")
    return int(bool(orphans) or worst > options.most_seconds or max(most, after) > options.most_megabytes)


if __name__ == "__main__":
    raise SystemExit(main())
