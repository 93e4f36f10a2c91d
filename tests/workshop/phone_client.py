"""A page without a browser: speaks to the socket of a workshop as the script of the pages does."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any

import pytest

exceptions = pytest.importorskip("websockets.exceptions", reason="websockets is not installed")
client = pytest.importorskip("websockets.sync.client", reason="websockets is not installed")


class PageClient:
    """An open page.

    frames   everything received, as text
    regions  what the page shows now
    """

    def __init__(self, address: str, origin: str = "", **hello: Any) -> None:
        """Connect and, with arguments, state who this is."""
        self.frames: list[str] = []
        self.regions: dict[str, str] = {}
        self.token, self.key, self.page, self.count = "", "", ("", 0), 0
        self.refused: dict[str, str] = {}
        self.acks: set[str] = set()
        self.closed: int | None = None
        url = address.replace("http://", "ws://") + "/workshop/ws"
        self.socket = client.connect(url, origin=origin or address, proxy=None, max_size=None)
        if hello:
            self.raw({"do": "hello", **hello})

    def raw(self, message: Any) -> None:
        """Send a message as it is."""
        self.socket.send(message if isinstance(message, str) else json.dumps(message))

    def do(self, do: str, **more: Any) -> str:
        """Send an action and wait for its answer: "" for done, otherwise the reason of the refusal."""
        self.count += 1
        id = f"m{self.count}"
        self.raw({"do": do, "id": id, **more})
        self.until(lambda: id in self.acks or id in self.refused)
        return self.refused.get(id, "")

    def until(self, there: Any, seconds: float = 20.0) -> None:
        """Receive until something is there. Raises TimeoutError, and AssertionError if the socket is closed before."""
        end = time.monotonic() + seconds
        while not there():
            self.receive(end - time.monotonic())
            assert self.closed is None or there(), f"closed with {self.closed}: {self.refused}"

    def receive(self, seconds: float = 0.0) -> bool:
        """Receive one message; return whether there was one. Raises TimeoutError."""
        if seconds < 0.0:
            raise TimeoutError
        try:
            text = str(self.socket.recv(timeout=seconds))
        except exceptions.ConnectionClosed as error:
            self.closed = error.rcvd.code if error.rcvd else 1006
            return False
        self.frames.append(text)
        message = json.loads(text)
        if "welcome" in message:
            self.token, self.key = message["welcome"].get("token", ""), message["welcome"].get("key", "")
        if "ack" in message:
            self.acks.add(message["ack"])
        if "refused" in message:
            self.refused[message["refused"]] = message["reason"]
        if "regions" in message:
            self.regions |= message["regions"]
            self.page = (message["phase"], message["round"])
        return True

    def drain(self, seconds: float = 0.3) -> None:
        """Receive what comes within some seconds."""
        end = time.monotonic() + seconds
        with suppress(TimeoutError):
            while self.closed is None:
                self.receive(max(0.0, end - time.monotonic()))

    def until_closed(self, seconds: float = 20.0) -> int:
        """Receive until the socket is closed, and return the code."""
        end = time.monotonic() + seconds
        while self.closed is None:
            self.receive(end - time.monotonic())
        return self.closed

    def close(self) -> None:
        """Close the page."""
        self.socket.close()
