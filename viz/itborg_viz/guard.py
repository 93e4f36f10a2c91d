"""What stands before the app: which hosts and pages may talk to it, and the headers of every response.

A page of another site could connect to a server on the visitor's own machine, since a browser allows it; so the name
of the host and the origin of every connection are compared with those that the server was started for. Endpoints of
the framework that show its state or end another visitor's session are closed. Other machines of the network may be
admitted to some paths only, such as those of games.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from html import escape
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: Endpoints that nobody needs; "readyz" stays, it states only that the server responds.
CLOSED = ("/resourcez", "/_solara/api/evict/")
ENDING = "/_solara/api/close/"
#: Headers that proxies add.
PASSED_ON = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"}
#: The front end compiles its templates in the browser and loads widgets from blobs; nothing comes from another site.
POLICY = "; ".join([
    "default-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
    "connect-src 'self' blob: data:", "worker-src 'self' blob:", "object-src 'none'", "base-uri 'self'",
    "form-action 'self'", "frame-ancestors 'none'",
])  # fmt: skip
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


#: A page with one sentence, for phones too.
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>itborg</title><p style="font: 1.2rem/1.5 sans-serif; max-width: 32em; margin: 2em auto; padding: 0 1em">{}'
)
#: What other machines see of the app while it hosts a game.
ONLY_HERE = (
    "This page can be opened only on the computer that runs itborg. To join a game, type the address that the wall "
    "shows, with its code at the end. Whoever runs itborg can open all pages to everybody: see --all-pages."
)


class Guard:
    """An application before another one.

    app        what is guarded
    hosts      names and addresses by which the server may be called, without ports; loopback is always one of them
    root_path  path under which a proxy publishes the server, such as "/itborg"; removed if the proxy has not done so
    owner      returns the session that a connection belongs to, None if there is none; see `session_of`
    shared     beginnings of the paths that others may open; None for all paths
    outside    names of a proxy: whoever calls the server by one of them is somebody else
    """

    def __init__(
        self,
        app: App,
        hosts: Iterable[str],
        root_path: str = "",
        owner: Any = None,
        shared: tuple[str, ...] | None = None,
        outside: Iterable[str] = (),
    ) -> None:
        """Take what is guarded, and from whom."""
        self.shared, self.outside = shared, frozenset(outside)
        self.app, self.root_path, self.owner = app, root_path.rstrip("/"), owner or session_of
        self.hosts = {host.lower() for host in (*LOOPBACK, *hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        path = self._path(scope)
        reason = self._refusal(scope, path, headers)
        if reason and scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": reason[:100]})
        elif reason:
            await _refuse(send, reason)
        else:
            await self.app({**scope, "path": path, "raw_path": path.encode()}, receive, _with_headers(send))

    def _path(self, scope: Scope) -> str:
        """Return the path without that of the proxy."""
        path = str(scope["path"])
        inside = self.root_path and (path == self.root_path or path.startswith(f"{self.root_path}/"))
        return (path[len(self.root_path) :] or "/") if inside else path

    def _refusal(self, scope: Scope, path: str, headers: dict[str, str]) -> str:
        """Return why a request is refused, "" if it is not."""
        if host_of(headers.get("host", "")) not in self.hosts:
            return "this server was not started for this host; see --allow-host"
        origin = headers.get("origin")
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if changes and (origin is None or host_of(urlsplit(origin).netloc) not in self.hosts):
            return "the page is from another site; see --allow-host"
        if self.shared is not None and not path.startswith(self.shared) and not self._is_here(scope, headers):
            return ONLY_HERE
        if path.startswith(CLOSED):
            return "there is nothing here"
        if path.startswith(ENDING):
            owner = self.owner(path.removeprefix(ENDING))
            if owner is not None and owner not in _cookies(headers.get("cookie", "")):
                return "this is another visitor's session"
        return ""

    def _is_here(self, scope: Scope, headers: dict[str, str]) -> bool:
        """Return whether a request comes from this machine, and not through a proxy on it."""
        names = {host_of(headers.get("host", "")), host_of(urlsplit(headers.get("origin", "")).netloc)}
        return is_this_machine(scope) and not names & self.outside and not PASSED_ON & headers.keys()


def is_this_machine(scope: Scope) -> bool:
    """Return whether a request comes from the machine that the server runs on, by whichever of its addresses."""
    client, server = scope.get("client"), scope.get("server")
    if client is None:
        return False
    with suppress(ValueError):
        address = ip_address(str(client[0]).partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        if (mapped or address).is_loopback:
            return True
    return server is not None and client[0] == server[0]


def host_of(address: str) -> str:
    """Return the name of a host without its port, in lower case.

    >>> host_of("Localhost:8765"), host_of("[::1]:80"), host_of("10.0.0.1")
    ('localhost', '::1', '10.0.0.1')
    """
    if address.startswith("["):
        return address[1:].partition("]")[0].lower()
    return address.rpartition(":")[0].lower() if address.count(":") == 1 else address.lower()


def session_of(connection: str) -> str | None:
    """Return the session of a connection of the framework by its number; None if there is none."""
    from solara.server import kernel_context

    found = kernel_context.contexts.get(connection)
    return None if found is None else str(found.session_id)


def _cookies(header: str) -> set[str]:
    return {part.partition("=")[2].strip() for part in header.split(";")}


async def _refuse(send: Send, reason: str) -> None:
    headers = [(b"content-type", b"text/html; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE.format(escape(reason)).encode()})


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = {name for name, _ in message["headers"]}  # a page may have a stricter policy of its own
            message = {**message, "headers": [*message["headers"], *(one for one in HEADERS if one[0] not in given)]}
        await send(message)

    return sending
