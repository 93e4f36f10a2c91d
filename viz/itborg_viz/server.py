"""Starting the server: Solara without its banner, its telemetry, and without any address outside this machine."""

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

#: A page that nobody looks at any more is forgotten after this long.
FORGET = "10m"
SETTINGS = {
    "SOLARA_APP": "itborg_viz.app",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "itborg",
    "SOLARA_ASSETS_PROXY": "True",  # the front end comes from the extra `offline`
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # and from nowhere else
    "SOLARA_ASSETS_EXTRA_LOCATIONS": "itborg_viz.served",
    "SOLARA_KERNEL_CULL_TIMEOUT": FORGET,
    "SOLARA_SESSION_HTTP_ONLY": "True",
}


def serve(host: str, port: int, browser: bool) -> None:
    """Serve the app until Ctrl-C. Settings are made before Solara is imported: it reads them once."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    import uvicorn

    if browser:
        opener = threading.Timer(1.0, webbrowser.open, [f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"])
        opener.daemon = True
        opener.start()
    own = "127.0.0.1" if host == "0.0.0.0" else host
    threading.Thread(target=_visit, args=(f"http://{own}:{port}/",), daemon=True).start()
    warnings.filterwarnings("ignore", message="Cookies with samesite=none", category=UserWarning)
    from solara.server import starlette

    try:
        uvicorn.run(starlette.app, host=host, port=port, log_level="warning")
    finally:
        from .jobs import close

        close()


_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever proxy the system names


def _visit(address: str) -> None:
    """Ask for the page and its files once, so that the first visitor does not wait until they are compressed."""
    page = _got(address, tries=100)
    for file in re.findall(r'(?:src|href)="(/[^/"][^"]*)"', page):  # "//" would be another machine
        _got(urljoin(address, file))


def _got(address: str, tries: int = 1) -> str:
    """Return what the server answers, "" if it does not."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    for _ in range(tries):
        try:
            with _DIRECT.open(asked, timeout=20) as answer:
                body = answer.read()
            return str((gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body).decode())
        except (OSError, ValueError, HTTPException):
            time.sleep(0.1)
    return ""


def missing() -> list[str]:
    """Return the extras that are needed to serve the app and are not installed."""
    needs = {"viz": ("solara", "anywidget", "ipyvuetify"), "offline": ("solara_assets",)}
    return [extra for extra, modules in needs.items() if any(find_spec(name) is None for name in modules)]
