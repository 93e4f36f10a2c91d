"""What stands before the app: hosts, origins, closed endpoints, headers, and the path of a proxy."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from itborg_viz.guard import HEADERS, Guard

HOST = "room.example:8765"
OWN = "192.168.1.20"  #: the address of this machine in a network


def respond(
    path: str = "/", host: str = HOST, origin: str | None = None, method: str = "GET", cookie: str = "",
    kind: str = "http", root_path: str = "", client: str = "127.0.0.1", shared: tuple[str, ...] | None = None,
    outside: tuple[str, ...] = (), further: tuple[tuple[str, str], ...] = (),
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

    headers = {"host": host, "cookie": cookie} | ({"origin": origin} if origin else {}) | dict(further)
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": raw, "client": (client, 1), "server": (OWN, 1)}
    guard = Guard(app, ["room.example"], root_path, owner={"theirs": "secret"}.get, shared=shared, outside=outside)
    with ThreadPoolExecutor(1) as pool:  # the browser of other tests has an event loop in this thread
        pool.submit(asyncio.run, guard(scope, receive, send)).result()
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


@pytest.mark.parametrize("client", ["192.168.1.30", "fe80::1%eth0", "::ffff:10.0.0.1", "no address"])
def test_another_machine_opens_games_and_reads_in_words_why_nothing_else(client: str) -> None:
    room = {"client": client, "shared": ("/j/", "/workshop/")}
    for path in ("/j/ABCDEF", "/workshop/static/page.css"):
        assert respond(path, **room)[1] == [path]
    for path in ("/", "/?page=upload", "/jupyter/api/kernels/a/channels", "/static/x.js", "/workshops", "/readyz"):
        (start, body), passed = respond(path, **room)
        assert (start["status"], passed) == (403, [])
        assert b"only on the computer that runs itborg" in body["body"]
    sent, passed = respond("/jupyter/api/kernels/a/channels", kind="websocket", origin=f"http://{HOST}", **room)
    assert (sent[0]["type"], passed) == ("websocket.close", [])
    assert len(sent[0]["reason"].encode()) < 124


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1", OWN])
def test_the_machine_of_the_server_opens_everything_by_any_of_its_addresses(client: str) -> None:
    assert respond("/", client=client, shared=("/j/",))[1] == ["/"]


def test_whoever_comes_through_a_proxy_on_this_machine_opens_games_only() -> None:
    room = {"shared": ("/j/",), "outside": ("room.example",)}
    assert respond("/", host="127.0.0.1:8765", **room)[1] == ["/"]
    assert respond("/j/ABCDEF", **room)[1] == ["/j/ABCDEF"]
    assert respond("/", **room)[1] == []
    channels = {"path": "/jupyter/api/kernels/a/channels", "host": "127.0.0.1:8765", "kind": "websocket"}
    assert respond(**channels, origin=f"https://{HOST}", **room)[1] == []
    assert respond(**channels, origin="http://127.0.0.1:8765", **room)[1] == [channels["path"]]
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"):
        assert respond("/", host="127.0.0.1:8765", further=((header, "10.0.0.1"),), **room)[1] == []
    assert respond("/", further=(("X-Forwarded-For", "10.0.0.1"),))[1] == ["/"]


def test_all_pages_are_opened_to_others_on_request() -> None:
    assert respond("/", client="192.168.1.30", shared=None)[1] == ["/"]


def test_the_policy_admits_connections_to_this_server_only() -> None:
    (start, *_), _ = respond()
    policy = dict(start["headers"])[b"content-security-policy"].decode()
    assert "ws:" not in policy
    assert "http" not in policy
