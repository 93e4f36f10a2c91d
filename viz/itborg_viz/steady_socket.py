"""Writing to a visitor's connection from any thread, so that no visitor can stop the others.

The framework writes a page to the socket from the thread that draws it, because handing each message to the event loop
took half of the time of a page. Three things are added here. The event loop never waits for a visitor who does not
read: its own frames (ping, pong, close) wait in a queue instead. A visitor who takes nothing for PATIENCE seconds is
disconnected. After the end of a connection nothing is written to its number, which may be that of another visitor by
then.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections import deque
from contextlib import suppress
from functools import partial
from typing import Any

from solara.server import sync_ws_write

#: Seconds after which a visitor who takes nothing is disconnected; the page then connects again by itself.
PATIENCE = 20.0
#: Longest wait for the rest of a frame of the event loop, s, and longest wait of a thread that looks again, s.
REST, STEP = 0.5, 0.1


class SteadyWriter(sync_ws_write.SyncFrameWriter):
    """Owns all frames of one connection; made by the framework in the thread of the event loop."""

    def __init__(self, protocol: Any, number: int) -> None:
        """Take a connection and the number of its socket, of which a duplicate is kept until the connection ends."""
        super().__init__(protocol, number)
        self.fd = os.dup(number)
        self.loop = protocol.loop
        self.loop_thread = threading.get_ident()
        self.gone = False
        self.queued: deque[tuple[bool, int, bytes]] = deque()
        self.lost = protocol.connection_lost
        protocol.connection_lost = self._connection_lost

    def _write_frame_sync(self, fin: bool, opcode: int, data: bytes) -> None:
        """Write a frame. Raises OSError if the connection has ended or takes nothing."""
        if self.gone:
            raise ConnectionResetError("the visitor has gone")
        if threading.get_ident() == self.loop_thread:
            self.queued.append((fin, opcode, data))
        else:
            self.lock.acquire()
            try:
                self._write(fin, opcode, data, PATIENCE)
            finally:
                self._release()
        self._write_queued()

    def _write_queued(self) -> None:
        """Write frames of the event loop, unless another thread is writing, which does this when it has finished."""
        while self.queued and not self.gone and self.lock.acquire(blocking=False):
            try:
                if not _takes(self.fd, 0.0):
                    with suppress(RuntimeError):  # the event loop has ended
                        self.loop.call_soon_threadsafe(self.loop.call_later, STEP, self._write_queued)
                    return
                if self.queued:
                    self._write(*self.queued.popleft(), REST)
            except OSError:
                return
            finally:
                self._release()

    def _write(self, fin: bool, opcode: int, data: bytes, patience: float) -> None:
        frame = self._Frame(fin, opcode, data)
        write = partial(self._write_all, patience=patience)
        frame.write(write, mask=self.protocol.is_client, extensions=self.protocol.extensions)

    def _write_all(self, data: bytes, patience: float) -> None:
        """Write bytes; end the connection if none can be written for a time, s."""
        rest, until = memoryview(data), time.monotonic() + patience
        while rest:
            if self.gone:
                raise ConnectionResetError("the visitor has gone")
            try:
                rest = rest[os.write(self.fd, rest) :]
                until = time.monotonic() + patience
            except BlockingIOError:
                if time.monotonic() > until:
                    self.gone = True
                    with suppress(RuntimeError):  # the event loop has ended
                        self.loop.call_soon_threadsafe(self.protocol.transport.abort)
                    raise TimeoutError("the visitor takes nothing") from None
                _takes(self.fd, min(patience, STEP))

    def _connection_lost(self, error: Exception | None) -> None:
        """Stop whoever writes, before the number of the socket is free for another connection."""
        if not self.gone:
            with suppress(OSError), socket.socket(fileno=os.dup(self.fd)) as same:
                same.shutdown(socket.SHUT_RDWR)
            self.gone = True
        self._close()
        self.lost(error)

    def _release(self) -> None:
        self.lock.release()
        if self.gone:
            self._close()

    def _close(self) -> None:
        """Close the duplicate unless another thread is writing, which does this when it has finished."""
        if self.lock.acquire(blocking=False):
            number, self.fd = self.fd, -1
            self.lock.release()
            if number >= 0:
                os.close(number)


def _takes(number: int, seconds: float) -> bool:
    """Wait until a socket takes bytes; return whether it does."""
    poll = select.poll()
    poll.register(number, select.POLLOUT)
    return bool(poll.poll(1000 * seconds))


def install() -> None:
    """Make the framework write with this class from now on."""
    sync_ws_write.SyncFrameWriter = SteadyWriter
