"""The server of a test: the routes of workshops behind the guard, without the app, in a thread of the test."""

from __future__ import annotations

import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from itborg_viz.addresses import Addresses
from itborg_viz.guard import Guard
from itborg_viz.workshop import connection
from itborg_viz.workshop.hosting import Hosting
from itborg_viz.workshop.state import WorkshopState
from itborg_viz.workshop.web import Front

from .phone_client import PageClient

uvicorn = pytest.importorskip("uvicorn", reason="the extra viz is not installed")


@dataclass
class Served:
    """A server and one workshop on it."""

    address: str
    hosting: Hosting
    state: WorkshopState

    def phone(self, name: str = "", **more: Any) -> PageClient:
        """Open a phone, and wait until it is in."""
        found = PageClient(self.address, **{"as": "phone", "code": self.state.code, "name": name} | more)
        found.until(lambda: found.token and found.regions)
        return found

    def wall(self) -> PageClient:
        """Open the wall."""
        found = PageClient(self.address, **{"as": "wall", "workshop": self.state.id})
        found.until(lambda: found.regions)
        return found

    def console(self) -> PageClient:
        """Open the console."""
        found = PageClient(self.address, **{"as": "console", "workshop": self.state.id, "token": self.state.host_token})
        found.until(lambda: found.regions)
        return found


async def nothing(scope: Any, _receive: Any, send: Any) -> None:
    """Respond to everything with 404."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@contextmanager
def served(folder: Path, **settings: Any) -> Iterator[Served]:
    """Serve the workshops of a folder and one new one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    hosting = Hosting(folder, Addresses(port=port))
    state = hosting.create(**settings)
    connection.wrong.times.clear()
    app = Guard(Front(nothing, hosting), [])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="websockets", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    with warnings.catch_warnings(action="ignore"):  # this library of sockets is the one of the app, and deprecated
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        try:
            yield Served(address, hosting, state)
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(10)
