"""What stands before the app: hosts, origins, closed endpoints, headers, and the path of a proxy."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from itborg_viz.guard import HEADERS, Guard

HOST = "room.example:8765"


def respond(
    path: str = "/", host: str = HOST, origin: str | None = None, method: str = "GET", cookie: str = "",
    kind: str = "http", root_path: str = "",
) -> tuple[list[Any], list[str]]:  # fmt: skip
    """Return what the guard sends, and the paths that it has passed on."""
    passed: list[str] = []
    sent: list[Any] = []

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        passed.append(scope["path"])
        if kind == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = {"host": host, "cookie": cookie} | ({"origin": origin} if origin else {})
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": raw}
    guard = Guard(app, ["room.example"], root_path, owner={"theirs": "secret"}.get)
    asyncio.run(guard(scope, receive, send))
    return sent, passed


def status(**options: Any) -> int:
    return int(respond(**options)[0][0]["status"])


@pytest.mark.parametrize("host", [HOST, "localhost:1", "127.0.0.1", "[::1]:8765", "ROOM.example"])
def test_a_server_responds_to_loopback_and_to_the_hosts_that_were_named(host: str) -> None:
    assert status(host=host) == 200


@pytest.mark.parametrize("host", ["evil.example", "room.example.evil.example", "", "127.0.0.1.evil.example:8765"])
def test_a_server_does_not_respond_to_another_host(host: str) -> None:
    assert status(host=host) == 403


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://room.example.evil.example"])
def test_a_page_of_another_site_cannot_connect(origin: str | None) -> None:
    sent, passed = respond(kind="websocket", origin=origin)
    assert passed == []
    assert sent[0]["type"] == "websocket.close"


def test_a_page_of_this_server_can_connect() -> None:
    assert respond(kind="websocket", origin=f"http://{HOST}")[1] == ["/"]


def test_nobody_ends_the_session_of_another_visitor() -> None:
    ending = {"path": "/_solara/api/close/theirs", "method": "POST", "origin": f"http://{HOST}"}
    assert status(**ending) == 403
    assert status(**ending, cookie="solara-session-id=another") == 403
    assert status(**ending, cookie="a=b; solara-session-id=secret") == 200
    assert status(**ending | {"origin": "http://evil.example"}, cookie="solara-session-id=secret") == 403


@pytest.mark.parametrize("path", ["/resourcez", "/_solara/api/evict/theirs"])
def test_the_state_of_the_server_is_not_shown(path: str) -> None:
    assert status(path=path) == 403


def test_every_response_has_the_headers_of_security() -> None:
    for host in (HOST, "evil.example"):
        (start, *_), _ = respond(host=host)
        assert set(HEADERS) <= set(start["headers"])


@pytest.mark.parametrize(("path", "passed"), [
    ("/itborg", "/"), ("/itborg/static/a.js", "/static/a.js"), ("/static/a.js", "/static/a.js"), ("/itborgs", "/itborgs"),
])  # fmt: skip
def test_the_path_of_a_proxy_is_removed_whether_or_not_the_proxy_does_it(path: str, passed: str) -> None:
    assert respond(path=path, root_path="/itborg")[1] == [passed]
    assert respond(path="/itborg/resourcez", root_path="/itborg")[1] == []
