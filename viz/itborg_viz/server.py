"""The server: Solara without its banner and telemetry, and without any request to another machine.

Settings are passed to Solara in environment variables; a variable that is already set has priority. Both extras in
`missing` must be installed.
"""

from __future__ import annotations

import gzip
import os
import re
import threading
import time
import urllib.request
import warnings
import webbrowser
from http.client import HTTPException
from importlib.util import find_spec
from urllib.parse import urljoin

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
}


def serve(host: str, port: int, browser: bool) -> None:
    """Serve the app until Ctrl-C.

    host     address to listen on; "0.0.0.0" accepts connections from other machines
    browser  open a browser window

    port  port to listen on; the system raises OSError or exits if it is in use

    Returns after Ctrl-C, when all jobs have been cancelled.

    Pages closed for longer than CULL_TIMEOUT lose their state; a link still restores the view. Anybody who can reach
    the address can use the app: there is no login.
    """
    for name, value in SETTINGS.items():  # before Solara is imported, because it reads them once
        os.environ.setdefault(name, value)
    import uvicorn

    if browser:
        opener = threading.Timer(1.0, webbrowser.open, [f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"])
        opener.daemon = True
        opener.start()
    own = "127.0.0.1" if host == "0.0.0.0" else host
    threading.Thread(target=_load_page, args=(f"http://{own}:{port}/",), daemon=True).start()
    warnings.filterwarnings("ignore", message="Cookies with samesite=none", category=UserWarning)
    from solara.server import starlette

    try:
        uvicorn.run(starlette.app, host=host, port=port, log_level="warning")
    finally:
        from .jobs import close

        close()


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
