"""One visitor of the app without a browser: speaks the protocol of the page and knows its widgets."""

from __future__ import annotations

import asyncio
import json
import random
import struct
import time
import urllib.request
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import uuid4

import websockets

PAGES = ("live", "branch", "compare", "parameters", "about")
MIX = (("page", 0.85), ("slider", 0.10), ("run", 0.05))
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
        self.page, self.shown = "live", 0.0

    async def connect(self) -> None:
        """Open the page, and wait until it is complete."""
        kernel, session = uuid4(), uuid4()
        cookie = await asyncio.to_thread(_cookie, self.address)
        self.ending = f"http://{self.address}/_solara/api/close/{kernel}?session_id={session}", cookie
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

    async def leave(self) -> None:
        """Close the page as a browser does, so that the server drops its state."""
        address, cookie = self.ending
        headers = {"Cookie": cookie, "Origin": f"http://{self.address}"}
        request = urllib.request.Request(address, b"", headers)
        await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=WAIT).close())
        await self.socket.close()

    async def act(self) -> dict[str, float]:
        """Do one thing; return seconds until the page began to change, by kind, and until all of it, or a run, came."""
        kind = self.random.choices([name for name, _ in MIX], [share for _, share in MIX])[0]
        if kind == "page":
            start = time.perf_counter()
            first = await self.open(self.random.choice([name for name in PAGES if name != self.page]))
            return {kind: first, "whole page": time.perf_counter() - start}
        if kind == "slider":
            if self.page != "parameters":
                await self.open("parameters")
            return {kind: await self.slide()}
        if self.page != "live":
            await self.open("live")
        start = time.perf_counter()
        seconds = await self.click("new-seed")
        while self.shown < start and time.perf_counter() < start + WAIT:
            await asyncio.sleep(0.01)
        return {kind: seconds, "result": time.perf_counter() - start}

    async def open(self, name: str) -> float:
        """Open another page; return the seconds until its tab is marked as the current one."""
        self.page = name
        start = time.perf_counter()
        await self.click(f"tab-{name}")
        await self._find(lambda state: _current(state) == name)
        return self.current.get(name, time.perf_counter()) - start

    async def click(self, test_id: str) -> float:
        """Click on a button by its test id."""
        widget = await self._find(lambda state: _control(state, test_id) is not None)
        return await self._act(widget, _control(self.widgets[widget], test_id), None)

    async def slide(self) -> float:
        """Release a slider of the page of parameters at another value."""
        widget = await self._find(lambda state: any(one["kind"] == "slider" for one in _controls(state)))
        one = next(one for one in _controls(self.widgets[widget]) if one["kind"] == "slider")
        return await self._act(widget, one, one["low"] + self.random.random() * (one["high"] - one["low"]))

    async def _find(self, condition: Any) -> str:
        """Return the youngest widget that meets a condition; wait for it, since a job may be drawing the page."""
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            found = next((name for name, state in reversed(self.widgets.items()) if condition(state)), None)
            if found is not None:
                return found
            await asyncio.sleep(0.02)
        raise TimeoutError(f"visitor {self.query} waits for a widget of the page {self.page}")

    async def _act(self, widget: str, control: dict[str, Any] | None, value: Any) -> float:
        """Use a control of a panel; return the seconds until the page began to change, or did not."""
        content = {"event": "act", "data": {"key": (control or {})["key"], "value": value}}
        number, start = uuid4().hex, time.perf_counter()
        self.idle[number] = asyncio.get_running_loop().create_future()
        await self._send("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": content}}, number)
        await asyncio.wait_for(self.idle[number], WAIT)
        return self.first.pop(number, self.idle.pop(number).result()) - start

    async def upload(self, files: dict[str, bytes]) -> None:
        """Send files on the page of uploads, as its button does."""
        if self.page != "upload":
            await self.open("upload")
        widget = await self._find(lambda state: "max_bytes" in state)
        state = {"files": [{"name": name} for name in files]}
        paths = [["files", at, "data"] for at in range(len(files))]
        data = {"method": "update", "state": state, "buffer_paths": paths}
        await self._send("comm_msg", {"comm_id": widget, "data": data}, buffers=list(files.values()))

    async def _send(self, kind: str, content: dict[str, Any], number: str = "", buffers: Sequence[bytes] = ()) -> None:
        number = number or uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "username": "", "session": "", "version": "5.2"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        text = json.dumps(message | {"buffers": []})
        await self.socket.send(_binary(text.encode(), *buffers) if buffers else text)

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
            self._note(self.widgets[content["comm_id"]])
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
        elif kind == "comm_msg":
            data = content["data"]
            if data.get("method") == "finished":
                self.finished.set()
            if data.get("method") == "update":
                self.widgets.setdefault(content["comm_id"], {}).update(data["state"])
                self._note(data["state"])
        if kind.startswith("comm") and parent in self.idle:
            self.first.setdefault(parent, time.perf_counter())

    def _note(self, state: dict[str, Any]) -> None:
        """Note when a run was shown, and when a tab became the current one."""
        if state.get("runs"):
            self.shown = time.perf_counter()
        current = _current(state)
        if current:
            self.current = {current: time.perf_counter()}


def _controls(state: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the controls of a panel; none of another widget."""
    return _controls_of(state["shown"]) if isinstance(state.get("shown"), str) else []


@lru_cache(maxsize=2000)
def _controls_of(shown: str) -> list[dict[str, Any]]:
    return [one for group in json.loads(shown).get("groups", ()) for one in group["controls"]]


def _control(state: dict[str, Any], test_id: str) -> dict[str, Any] | None:
    """Return the control with a test id, None if the widget has none."""
    return next((one for one in _controls(state) if (one.get("attributes") or {}).get("data-testid") == test_id), None)


def _current(state: dict[str, Any]) -> str:
    """Return the name of the page whose tab is the current one, "" if the widget has no tabs."""
    tabs = (one for one in _controls(state) if (one.get("attributes") or {}).get("aria-current") == "page")
    return next((one["key"].removeprefix("tab-") for one in tabs), "")


#: Colours that a browser would send.
COLOURS = dict.fromkeys(("primary", "secondary", "accent", "error", "info", "success", "warning"), "#336699")
THEMES = {"light": COLOURS, "dark": COLOURS}


def _cookie(address: str) -> str:
    with urllib.request.urlopen(f"http://{address}/", timeout=WAIT) as response:
        return "; ".join(one.split(";")[0] for one in response.headers.get_all("Set-Cookie") or [])


def _binary(*parts: bytes) -> bytes:
    """Return parts as one message, behind their number and the place where each begins."""
    starts = [4 * (len(parts) + 1)]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part))
    return struct.pack(f"!i{len(parts)}I", len(parts), *starts) + b"".join(parts)


def _parsed(message: str | bytes) -> dict[str, Any]:
    """Return a message; binary ones begin with the number of their parts and where each begins."""
    if isinstance(message, bytes):
        (count,) = struct.unpack("!i", message[:4])
        starts = [*struct.unpack(f"!{count}I", message[4 : 4 * (count + 1)]), len(message)]
        message = message[starts[0] : starts[1]].decode()
    found: dict[str, Any] = json.loads(message)
    return found
