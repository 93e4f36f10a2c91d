"""The server: Solara without its banner and telemetry, and without any request to another machine.

Settings are passed to Solara in environment variables; a variable that is already set has priority. Both extras in
`missing` must be installed.
"""

from __future__ import annotations

import ctypes
import gzip
import os
import re
import signal
import socket
import sys
import threading
import time
import traceback
import urllib.request
import warnings
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from .guard import LOOPBACK, Guard, host_of

#: Addresses that stand for all networks of the machine.
EVERYWHERE = ("0.0.0.0", "::")
#: Number of the parameter "largest number of arenas" of glibc.
_ARENA_MAX = -8
#: Seconds after which the process ends even if a thread does not.
ENDS_WITHIN = 5.0

#: Time after which the state of a closed page is dropped.
CULL_TIMEOUT = "10m"
SETTINGS = {
    "SOLARA_APP": "itborg_viz.app",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "itborg",
    "SOLARA_ASSETS_PROXY": "True",  # the front end comes from the extra `offline`
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # no other source
    "SOLARA_ASSETS_EXTRA_LOCATIONS": "itborg_viz.served",
    "SOLARA_KERNEL_CULL_TIMEOUT": CULL_TIMEOUT,
    "SOLARA_SESSION_HTTP_ONLY": "True",
    "SOLARA_SERVER_SYNC_WS_WRITE": "True",  # half of the time of a page was the hand-over of messages between threads
    "SOLARA_THEME_FORCE_REFRESH": "True",  # after a restart of the server a page loads itself again from its address
}


def serve(
    host: str,
    port: int,
    browser: bool,
    allowed: Sequence[str] = (),
    root_path: str = "",
    query: str = "",
    games: str = "",
    address: str = "",
    all_pages: bool = False,
) -> None:
    """Serve the app until Ctrl-C or SIGTERM.

    host       address to listen on; "0.0.0.0" accepts connections from other machines
    port       port to listen on; the system raises OSError or exits if it is in use
    browser    open a browser window
    allowed    names and addresses by which the server may also be called, see `guard`
    root_path  path under which a proxy publishes the server, "" for none
    query      of the page that the browser opens, such as "?page=learn"
    games      folder in which workshops are saved, "" for the user's own
    address    of the server as phones call it, "" to find it out
    all_pages  whether other machines may open all pages, and not only games

    Returns when all jobs have been cancelled. Pages closed for longer than CULL_TIMEOUT lose their state; a link still
    restores the view. There is no login: other machines that can reach the address may open games, and with `all_pages`
    everything.
    """
    _share_arenas()
    for name, value in (SETTINGS | {"SOLARA_ROOT_PATH": root_path}).items():  # Solara reads them once, when imported
        os.environ.setdefault(name, value)
    import uvicorn

    own = "127.0.0.1" if host in EVERYWHERE else host
    local = f"http://{own}:{port}/"
    if browser:
        opener = threading.Timer(1.0, webbrowser.open, [local + query])
        opener.daemon = True
        opener.start()
    threading.Thread(target=_load_page, args=(local,), daemon=True).start()
    warnings.filterwarnings("ignore", message="Cookies with samesite=none", category=UserWarning)
    warnings.filterwarnings("ignore", message="The `websockets` implementation is deprecated")
    warnings.filterwarnings("ignore", message="base url")
    from solara.server import app as solara_app
    from solara.server import starlette

    from .steady_socket import install
    from .workshop import hosting
    from .workshop.store import games_folder
    from .workshop.web import OURS, Front

    install()
    _hide_tracebacks(solara_app)
    called = address.rstrip("/") or f"http://{own if exposed_to(host) == '' else reachable(host)[-1]}:{port}{root_path}"
    alone = not exposed_to(host) and not allowed and not root_path
    workshops = hosting.start(Path(games) if games else games_folder(), called, exposed_to(host, all_pages), alone)
    for problem in workshops.problems:
        print(f"itborg: a saved game is left as it is and not opened: {problem}", file=sys.stderr, flush=True)
    front = Front(starlette.app, workshops)
    shared = None if all_pages else OURS
    guarded = Guard(front, [*reachable(host), *allowed, host_of(urlsplit(called).netloc)], root_path, shared=shared)
    signal.signal(signal.SIGTERM, _end)
    settings = uvicorn.Config(
        guarded, host=host, port=port, log_level="error", timeout_graceful_shutdown=2,
        ws="websockets", ws_per_message_deflate=False,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    handle = server.handle_exit

    def ending(number: int, frame: Any) -> None:
        _end_anyway()
        handle(number, frame)

    server.handle_exit = ending  # type: ignore[method-assign, assignment]
    try:
        server.run()
    except (SystemExit, KeyboardInterrupt):
        pass
    finally:
        from .jobs import close

        close()


def _share_arenas() -> None:
    """Have all threads allocate from two arenas, where the C library has several (glibc).

    Each thread that draws pages would keep freed memory in an arena of its own.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_ARENA_MAX, 2)


def _end_anyway() -> None:
    """End the process after a while even if a thread of the framework waits for a visitor who has gone."""
    late = threading.Timer(ENDS_WITHIN, os._exit, [0])
    late.daemon = True
    late.start()


def _end(_signal: int, _frame: object) -> None:
    """End the process as after Ctrl-C, so that jobs are cancelled first."""
    raise SystemExit(0)


def exposed_to(host: str, all_pages: bool = False) -> str:
    """Return what a facilitator should know if others in the network can see the server, "" if nobody can."""
    if host in LOOPBACK:
        return ""
    seen = "open the app" if all_pages else "see that a game is hosted here, and no other page of the app"
    return (
        f"Everybody in this network can {seen}. Only those with the code can join a game. Nothing is encrypted: "
        "in a network that you do not trust, use no real names and no real figures."
    )


def reachable(host: str) -> list[str]:
    """Return the names and addresses of this machine by which others reach a server on `host`."""
    if host not in EVERYWHERE:
        return [host]
    name = socket.gethostname()
    found = [name, f"{name}.local"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route, suppress(OSError):
        route.connect(("192.0.2.1", 9))  # an address of documentation: nothing is sent
        found.append(route.getsockname()[0])
    return found


def _hide_tracebacks(module: Any) -> None:
    """Make Solara show one sentence in place of the traceback of an error that no page handles; it stays in the log."""

    class Short:
        """What Solara uses of the module `traceback`."""

        @staticmethod
        def format_exception(kind: Any, error: BaseException, trace: Any) -> list[str]:
            traceback.print_exception(kind, error, trace)
            return ["An internal error occurred. Load the page again; the address restores your view."]

    module.traceback = Short


_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # ignores the proxies of the system


def _load_page(address: str) -> None:
    """Request the page and its files once, so that they are compressed before the first visitor comes.

    address  of the server itself, such as "http://127.0.0.1:8765/"

    Files are found in the HTML; nothing is requested from another machine. Failures are ignored.
    """
    page = _get(address, tries=100)
    for file in re.findall(r'(?:src|href)="(/[^/"][^"]*)"', page):  # "//" would be another machine
        _get(urljoin(address, file))


def _get(address: str, tries: int = 1) -> str:
    """Return the text at an address of the server, "" if there is no response.

    address  of this server; proxies of the system are ignored
    tries    attempts, 0.1 s apart, while the server starts
    """
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    for _ in range(tries):
        try:
            with _DIRECT.open(request, timeout=20) as response:
                body = response.read()
            compressed = response.headers["Content-Encoding"] == "gzip"
            return str((gzip.decompress(body) if compressed else body).decode())
        except (OSError, ValueError, HTTPException):
            time.sleep(0.1)
    return ""


def missing() -> list[str]:
    """Return the names of the extras that the app needs and that are not installed.

    An empty list means that `serve` can be called; the command line prints the command that installs the others.
    """
    needs = {"viz": ("solara", "anywidget", "ipyvuetify"), "offline": ("solara_assets",)}
    return [extra for extra, modules in needs.items() if any(find_spec(name) is None for name in modules)]
