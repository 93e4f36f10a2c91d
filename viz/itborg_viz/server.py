"""The server: Solara without its banner and telemetry, and without any request to another machine.

Settings are passed to Solara in environment variables; a variable that is already set has priority. Both extras in
`missing` must be installed.
"""

from __future__ import annotations

import atexit
import ctypes
import gzip
import os
import re
import shutil
import signal
import sys
import threading
import traceback
import urllib.request
import warnings
from collections.abc import Callable
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urljoin

from .addresses import Addresses
from .guard import Guard

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


def serve(addresses: Addresses, ready: Callable[[], None], games: str = "") -> None:
    """Serve the app until Ctrl-C or SIGTERM.

    addresses  where to listen; the system raises OSError or exits if the port is in use
    ready      called when the server accepts connections
    games      folder in which workshops are saved, "" for the user's own

    Returns when all jobs have been cancelled. Pages closed for longer than CULL_TIMEOUT lose their state; a link still
    restores the view. There is no login: others who can reach the address may open games, and with `all_pages`
    everything.

    Raises InputError if workshops cannot be saved in the folder.
    """
    _share_arenas()
    for name, value in (SETTINGS | {"SOLARA_ROOT_PATH": addresses.root_path}).items():  # read once, when imported
        os.environ.setdefault(name, value)
    folder = _folder_of_ipython()
    import uvicorn

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
    workshops = hosting.start(Path(games) if games else games_folder(), addresses)
    for problem in workshops.problems:
        print(f"itborg: a saved game is left as it is and not opened: {problem}", file=sys.stderr, flush=True)
    front = Front(starlette.app, workshops)
    shared = None if addresses.all_pages else OURS
    guarded = Guard(front, addresses.hosts, addresses.root_path, shared=shared, outside=addresses.outside)
    signal.signal(signal.SIGTERM, _end)
    settings = uvicorn.Config(
        guarded, host=addresses.host, port=addresses.port, log_level="error", timeout_graceful_shutdown=2,
        ws="websockets", ws_per_message_deflate=False,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    handle, begin = server.handle_exit, server.startup

    def ending(number: int, frame: Any) -> None:
        _end_anyway(folder)
        handle(number, frame)

    async def starting(sockets: Any = None) -> None:
        await begin(sockets=sockets)
        if server.started:
            threading.Thread(target=_load_page, args=(addresses.local,), daemon=True).start()
            ready()

    server.handle_exit = ending  # type: ignore[method-assign, assignment]
    server.startup = starting  # type: ignore[method-assign]
    try:
        server.run()
    except (SystemExit, KeyboardInterrupt):
        pass
    finally:
        from .jobs import close

        close()


def _folder_of_ipython() -> str:
    """Have IPython, a library of the framework, keep its files in a temporary folder, which is removed at the end.

    It would otherwise need a home folder that can be written, and leave files there. It writes its history when the
    process ends; what is registered before it is imported comes after that.
    """
    folder = mkdtemp(prefix="itborg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["IPYTHONDIR"] = folder
    return folder


def _share_arenas() -> None:
    """Have all threads allocate from two arenas, where the C library has several (glibc).

    Each thread that draws pages would keep freed memory in an arena of its own.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_ARENA_MAX, 2)


def _end_anyway(folder: str) -> None:
    """End the process after a while even if a thread of the framework waits for a visitor who has gone.

    folder  removed before that
    """

    def end() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

    late = threading.Timer(ENDS_WITHIN, end)
    late.daemon = True
    late.start()


def _end(_signal: int, _frame: object) -> None:
    """End the process as after Ctrl-C, so that jobs are cancelled first."""
    raise SystemExit(0)


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
    page = _get(address)
    for file in re.findall(r'(?:src|href)="(/[^/"][^"]*)"', page):  # "//" would be another machine
        _get(urljoin(address, file))


def _get(address: str) -> str:
    """Return the text at an address of this server, past all proxies of the system; "" if there is no response."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    try:
        with _DIRECT.open(request, timeout=20) as response:
            body = response.read()
        compressed = response.headers["Content-Encoding"] == "gzip"
        return str((gzip.decompress(body) if compressed else body).decode())
    except (OSError, ValueError, HTTPException):
        return ""


def missing() -> list[str]:
    """Return the names of the extras that the app needs and that are not installed.

    An empty list means that `serve` can be called; the command line prints the command that installs the others.
    """
    needs = {"viz": ("solara", "anywidget", "ipyvuetify"), "offline": ("solara_assets",)}
    return [extra for extra, modules in needs.items() if any(find_spec(name) is None for name in modules)]
