"""One open page: it says who it is, sends what people do, and gets the regions that have changed.

First message: {"do": "hello", "as": "phone", "code", "name" or "token"} or {"as": "wall" or "console", "workshop",
"token"}. Answers: {"welcome": {"token"}}, {"ack": id} when the state is on the disk, {"refused": id, "reason"}, and
{"regions": {name: HTML}, "phase", "round", "now"} at most ten times a second.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import traceback
from collections import deque
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from itborg.common.errors import InputError

from . import views
from .hosting import Hosted, Hosting
from .limits import BETWEEN, LONGEST, LONGEST_OF_HOST, MAX_SOCKETS, SILENT, Bucket, Tries
from .workshop import HOST

#: Codes with which a socket is closed: wrong token, join again, no such workshop, too much.
WRONG_TOKEN, JOIN_AGAIN, NO_WORKSHOP, TOO_MUCH = 4401, 4403, 4404, 4429
MOST_ANSWERS = 200
open_sockets: set[Connection] = set()
wrong = Tries()


class ClosedError(Exception):
    """A socket that is closed, with the code and the reason."""

    def __init__(self, code: int, reason: str = "") -> None:
        """Take why."""
        super().__init__(reason)
        self.code, self.reason = code, reason


class Connection:
    """A page that is open.

    kind   "phone", "wall" or "console"
    token  of a player, "" for the others
    """

    def __init__(self, socket: WebSocket, hosting: Hosting) -> None:
        """Begin before the first message."""
        self.socket, self.hosting = socket, hosting
        self.hosted: Hosted | None = None
        self.kind, self.token = "", ""
        self.answers: deque[dict[str, Any]] = deque(maxlen=MOST_ANSWERS)
        self.regions: dict[str, str] = {}
        self.page: tuple[str, int] | None = None
        self.last, self.stale = 0.0, False
        self.wake = asyncio.Event()
        self.bucket = Bucket()
        self.address = socket.client.host if socket.client else ""

    async def run(self) -> None:
        """Serve the page until it is closed."""
        await self.socket.accept()
        if len(open_sockets) >= MAX_SOCKETS:
            await self.socket.close(TOO_MUCH)
            return
        open_sockets.add(self)
        writer: asyncio.Task[None] | None = None
        try:
            await self._hello(await self._receive())
            assert self.hosted is not None
            self.hosted.enter(self)
            writer = asyncio.create_task(self._write())
            while True:
                self._act(await self._receive())
                self._check_player()
        except ClosedError as reason:
            await self._close(reason)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            open_sockets.discard(self)
            if writer is not None:
                writer.cancel()
            if self.hosted is not None:
                self.hosted.leave(self)

    def send(self, message: dict[str, Any]) -> None:
        """Send an answer soon."""
        self.answers.append(message)
        self.wake.set()

    def show(self) -> None:
        """Send the regions that have changed soon."""
        self.stale = True
        self.wake.set()

    async def _receive(self) -> dict[str, Any]:
        """Return the next message. Raises ClosedError for a silent page and for one that sends too much."""
        while True:
            try:
                message = await asyncio.wait_for(self.socket.receive(), SILENT)
            except TimeoutError:
                raise ClosedError(1001, "silent") from None
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1000))
            text = message.get("text")
            if text is None or len(text) > (LONGEST_OF_HOST if self.kind == "console" else LONGEST):
                raise ClosedError(1009, "too long")
            if not self.bucket.take():
                raise ClosedError(TOO_MUCH, "too many messages")
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                found = None
            if isinstance(found, dict) and found.get("do") != "ping":
                return found
            self.send({"pong": 1})

    async def _hello(self, message: dict[str, Any]) -> None:
        """Find out who this is. Raises ClosedError for a wrong code, token or name."""
        kind, token = message.get("as"), message.get("token")
        token = token if isinstance(token, str) else ""
        if message.get("do") != "hello" or kind not in ("phone", "wall", "console"):
            raise ClosedError(1008, "hello is missing")
        if kind == "phone":
            token = await self._join(message, token)
        else:
            self.hosted = self.hosting.find(str(message.get("workshop")))
            if self.hosted is None:
                raise ClosedError(NO_WORKSHOP)
            expected = self.hosted.workshop.state.host_token
            if kind == "console" and not hmac.compare_digest(expected.encode(), token.encode()):
                self.hosted = None
                raise ClosedError(WRONG_TOKEN)
            token = ""
        self.kind, self.token = str(kind), token
        answer = {"token": token} if token else {"key": self.hosted.key} if kind == "console" and self.hosted else {}
        assert self.hosted is not None
        self.hosted.answer(self, {"welcome": answer})

    async def _join(self, message: dict[str, Any], token: str) -> str:
        """Return the token of the player of this phone.

        Codes are short, so wrong ones are answered late and counted by address; tokens are long, and whoever has one
        never waits for what others of the same address do.
        """
        hosted = self.hosting.by_code(str(message.get("code")))
        known = hosted is not None and token in hosted.workshop.state.players
        if not known and wrong.full(self.address):
            raise ClosedError(JOIN_AGAIN, "Too many wrong codes came from this network. Wait a minute.")
        if hosted is None:
            wrong.add(self.address)
            await asyncio.sleep(wrong.held(self.address))
            raise ClosedError(NO_WORKSHOP, "There is no game with this code.")
        name = message.get("name")
        if not known and not name:
            raise ClosedError(JOIN_AGAIN, "Type your name to join." if token else "")
        try:
            player = hosted.workshop.join(str(name), token, secrets.token_urlsafe(24))
        except InputError as error:
            raise ClosedError(JOIN_AGAIN, str(error)) from None
        self.hosted = hosted
        return player.token

    def _act(self, message: dict[str, Any]) -> None:
        """Carry out a message, and answer."""
        assert self.hosted is not None
        id = message.get("id") if isinstance(message.get("id"), str) else ""
        try:
            if self.kind == "wall":
                raise InputError("the wall cannot do this")
            if self.kind == "console" and message.get("do") == "again":
                self.hosted.months.again()
            else:
                self.hosted.workshop.act(HOST if self.kind == "console" else self.token, message)
        except InputError as error:
            self.send({"refused": id, "reason": str(error)})
            return
        self.hosted.answer(self, {"ack": id})

    def _check_player(self) -> None:
        """Raise ClosedError for a phone whose player was removed, here or on the console."""
        assert self.hosted is not None
        for one in list(self.hosted.connections):
            if one.kind == "phone" and one.token not in self.hosted.workshop.state.players:
                if one is self:
                    raise ClosedError(JOIN_AGAIN, "You are not in this game any more. Join again.")
                one.show()

    async def _write(self) -> None:
        """Send what there is to send, for ever."""
        loop = asyncio.get_running_loop()
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                await self.wake.wait()
                self.wake.clear()
                while self.answers:
                    await self._send(self.answers.popleft())
                rest = self.last + BETWEEN - loop.time()
                if self.stale and rest > 0:
                    loop.call_later(rest, self.wake.set)
                elif self.stale:
                    self.stale, self.last = False, loop.time()
                    await self._send_regions()

    async def _send_regions(self) -> None:
        """Send the regions that differ from those sent last; close the socket of a player who was removed."""
        assert self.hosted is not None
        workshop = self.hosted.workshop
        if self.kind == "phone" and self.token not in workshop.state.players:
            await self._close(ClosedError(JOIN_AGAIN, "You are not in this game any more. Join again."))
            return
        try:
            found = views.regions(workshop, views.Audience(self.kind, self.token))  # type: ignore[arg-type]
        except Exception:  # one page that cannot be drawn must not stop the game
            traceback.print_exc()
            found = self.regions
        changed = {name: text for name, text in found.items() if self.regions.get(name) != text}
        page = (workshop.state.phase, workshop.state.round)
        notice = self._notice()
        if changed or page != self.page or notice:
            self.regions, self.page = found, page
            message = {"regions": changed, "phase": page[0], "round": page[1], "now": workshop.clock()}
            await self._send(message | notice)

    def _notice(self) -> dict[str, Any]:
        """Return what the console should know besides its regions."""
        assert self.hosted is not None
        trouble = self.hosted.trouble or (self.hosted.months.failed and f"A month failed: {self.hosted.months.failed}")
        return {"refused": "", "reason": trouble} if trouble and self.kind == "console" else {}

    async def _send(self, message: dict[str, Any]) -> None:
        await self.socket.send_text(json.dumps(message, ensure_ascii=False))

    async def _close(self, reason: ClosedError) -> None:
        """Close the socket, with the reason in words before for a phone that may join again."""
        with suppress(WebSocketDisconnect, RuntimeError):
            if reason.code == JOIN_AGAIN:
                await self._send({"refused": "hello", "reason": reason.reason})
            await self.socket.close(reason.code, reason.reason[:100])
