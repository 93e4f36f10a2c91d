"""The routes of workshops, in front of the app: pages, their files, the socket, the lived month, the kit.

Pages are frames without content and hold no secret; everything else comes through the socket, to whom it is for.
"""

from __future__ import annotations

import asyncio
import hmac
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, Router, WebSocketRoute
from starlette.websockets import WebSocket

from .. import jobs
from ..fair_queue import Duration
from ..guard import App, Receive, Scope, Send
from . import papers, views
from .connection import Connection
from .hosting import Hosted, Hosting
from .month_player import months_to_play

#: Nothing from elsewhere, no code in a page, no frame around it.
POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src 'self' data:", "font-src 'self'", "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'",
])  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
#: Pages to print have their style sheet in themselves.
PRINTED = {"content-security-policy": POLICY.replace("style-src 'self'", "style-src 'unsafe-inline'")}
#: First parts of paths that belong to workshops.
OURS = ("/j/", "/workshop/")


class Front:
    """The routes of workshops, and the app behind them for all other paths."""

    def __init__(self, app: App, hosting: Hosting) -> None:
        """Take what is behind, and the workshops."""
        self.app, self.hosting = app, hosting
        self.router = Router([
            Route("/j/{code}", self.phone),
            WebSocketRoute("/workshop/ws", self.socket),
            Route("/workshop/static/{name}", self.static),
            Route("/workshop/{id}/wall", partial(self.page, kind="wall")),
            Route("/workshop/{id}/console", partial(self.page, kind="console")),
            Route("/workshop/{id}/live/{round:int}", self.live),
            Route("/workshop/{id}/network", self.network),
            Route("/workshop/{id}/kit", self.kit),
            Route("/workshop/{id}/debrief", self.debrief),
        ])  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a path of workshops, or pass it on."""
        if scope["type"] in ("http", "websocket") and str(scope["path"]).startswith(OURS):
            await self.router({**scope, "root_path": ""}, receive, send)
        else:
            await self.app(scope, receive, send)

    async def phone(self, _request: Request) -> Response:
        """Return the frame of a phone; whether its code is right is for the socket to say."""
        return HTMLResponse(views.page("phone"), headers=HEADERS)

    async def page(self, _request: Request, kind: Any) -> Response:
        """Return the frame of a wall or a console."""
        return HTMLResponse(views.page(kind), headers=HEADERS)

    async def static(self, request: Request) -> Response:
        """Return a script or the style sheet."""
        found = views.static(request.path_params["name"])
        if found is None:
            return _nothing()
        return Response(found[0], media_type=found[1], headers=HEADERS | {"cache-control": "no-cache"})

    async def live(self, request: Request) -> Response:
        """Return the months of a round for the wall, computed in a worker."""
        hosted = self._found(request)
        if hosted is None:
            return _nothing()
        found = await months_of_round(hosted, request.path_params["round"])
        if found is None:
            return _nothing()
        return _packed(found)

    async def network(self, request: Request) -> Response:
        """Return the network of the first day for the briefing, computed in a worker."""
        hosted = self._found(request)
        return _nothing() if hosted is None else _packed(await papers.network(hosted.workshop))

    async def kit(self, request: Request) -> Response:
        """Return the kit to print, for the facilitator: its cards hold all facts."""
        hosted = self._found(request, key=True)
        if hosted is None:
            return _nothing()
        return HTMLResponse(await papers.kit(hosted.workshop), headers=HEADERS | PRINTED)

    async def debrief(self, request: Request) -> Response:
        """Return the debrief of the months played as one file to take home, for the facilitator."""
        hosted = self._found(request, key=True)
        if hosted is None or hosted.workshop.results is None or not hosted.workshop.results.state.months:
            return _nothing()
        text = await papers.debrief_file(hosted.workshop, request.query_params.get("names") == "yes")
        name = {"content-disposition": f'attachment; filename="debrief-{hosted.workshop.state.id}.html"'}
        return HTMLResponse(text, headers=HEADERS | name)

    async def socket(self, socket: WebSocket) -> None:
        """Serve an open page."""
        await Connection(socket, self.hosting).run()

    def _found(self, request: Request, key: bool = False) -> Hosted | None:
        """Return the workshop of a request; with `key`, only for its facilitator."""
        hosted = self.hosting.find(request.path_params["id"])
        given = request.query_params.get("key", "")
        if hosted is None or (key and not hmac.compare_digest(hosted.key.encode(), given.encode())):
            return None
        return hosted


async def months_of_round(hosted: Hosted, round: int) -> bytes | None:
    """Return the months of a round as the wall plays them; None if they have not been computed."""
    state, results = hosted.workshop.state, hosted.workshop.results
    if results is None or not 0 <= round < len(state.rounds) or results.state.months < state.rounds[round][-1]:
        return None
    key = ("month to play", state.id, round, repr(state.decisions))
    job = jobs.submit(key, partial(months_to_play, results.state, state.rounds[round]), duration=Duration.LONG)
    await asyncio.wait([asyncio.wrap_future(job)])
    return None if job.cancelled() else job.result()  # cancelled where the server ends


def _packed(found: bytes) -> Response:
    headers = HEADERS | {"content-encoding": "gzip"}
    return Response(found, media_type="application/octet-stream", headers=headers)


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here", 404, headers=HEADERS)
