"""Writing to a visitor who does not read, and to one who has gone."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz import steady_socket
from itborg_viz.steady_socket import SteadyWriter

pytestmark = pytest.mark.filterwarnings("ignore:websockets.legacy is deprecated")
PING, PONG = 9, 10
LARGE = b"x" * 20_000_000


class Loop:
    """What the writer uses of an event loop."""

    def call_soon_threadsafe(self, work: Any, *args: Any) -> None:
        """Do it."""
        work(*args)

    def call_later(self, seconds: float, work: Any) -> None:
        """Do it in another thread."""
        threading.Timer(seconds, work).start()


class Connection:
    """What the writer uses of a connection of the framework."""

    is_client, extensions = False, ()

    def __init__(self) -> None:
        """Connect a visitor who does not read."""
        self.loop, self.transport, self.aborted = Loop(), self, False
        self.ours, self.visitor = socket.socketpair()
        self.ours.setblocking(False)
        self.writer = SteadyWriter(self, self.ours.fileno())

    def abort(self) -> None:
        """Note it."""
        self.aborted = True

    def connection_lost(self, _error: Exception | None) -> None:
        """End the connection, as the event loop does."""
        self.ours.close()

    def write_in_a_thread(self, found: list[Any]) -> threading.Thread:
        """Send much; None or an OSError is appended to `found` when that has ended."""

        def write() -> None:
            try:
                found.append(self.writer.send_bytes(LARGE))
            except OSError as error:
                found.append(error)

        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        time.sleep(0.2)
        return thread


@pytest.fixture
def connection() -> Iterator[Connection]:
    found = Connection()
    yield found
    found.visitor.close()
    found.writer._connection_lost(None)


def test_the_event_loop_does_not_wait_for_a_visitor_who_does_not_read(connection: Connection) -> None:
    found: list[Any] = []
    thread = connection.write_in_a_thread(found)
    start = time.monotonic()
    connection.writer._write_frame_sync(True, PONG, b"alive")
    assert time.monotonic() - start < 1.0
    assert found == []
    received = b""
    while not received.endswith(b"alive"):
        received += connection.visitor.recv(1 << 20)
    thread.join(20)
    assert found == [None]
    assert len(received) == len(LARGE) + 10 + len(b"alive") + 2


def test_a_full_socket_does_not_stop_the_event_loop_either(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steady_socket, "PATIENCE", 0.3)
    found: list[Any] = []
    connection.write_in_a_thread(found).join(20)
    assert isinstance(found[0], TimeoutError)
    assert connection.aborted
    with pytest.raises(OSError, match="gone"):
        connection.writer._write_frame_sync(True, PING, b"")


def test_a_frame_of_the_event_loop_waits_until_the_socket_takes_it(connection: Connection) -> None:
    with suppress(BlockingIOError):
        while os.write(connection.ours.fileno(), b"x" * 65536):
            pass
    connection.writer._write_frame_sync(True, PING, b"late")
    assert len(connection.writer.queued) == 1
    received = b""
    while not received.endswith(b"late"):
        received += connection.visitor.recv(1 << 20)


def test_nothing_is_written_to_the_number_of_a_visitor_who_has_gone(connection: Connection) -> None:
    found: list[Any] = []
    thread = connection.write_in_a_thread(found)
    number = connection.ours.fileno()
    connection.writer.protocol.connection_lost(None)
    another, visitor = socket.socketpair()
    assert number in (another.fileno(), visitor.fileno())
    thread.join(20)
    assert isinstance(found[0], OSError)
    with pytest.raises(OSError, match="gone"):
        connection.writer.send_text("secret")
    for one in (another, visitor):
        one.setblocking(False)
        with pytest.raises(BlockingIOError):
            one.recv(1)
    another.close()
    visitor.close()


def test_connections_that_have_ended_leave_no_open_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else pytest.skip("looks at /proc")
    monkeypatch.setattr(steady_socket, "PATIENCE", 0.3)
    for _ in range(5):
        one, found = Connection(), []  # type: ignore[var-annotated]
        one.write_in_a_thread(found).join(20)
        one.writer.protocol.connection_lost(None)
        one.visitor.close()
    assert len(os.listdir("/proc/self/fd")) <= before
