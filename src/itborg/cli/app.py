"""itborg app: the app in the browser.

Relies on the package `itborg_viz`, which is imported only here and for replays, and on its optional libraries.
"""

from __future__ import annotations

import threading
import webbrowser
from typing import Any

import click

from ..common.errors import InputError, install
from . import options
from .parameter_types import Integer


@click.command(epilog=options.examples("itborg app", "itborg app --host 0.0.0.0 --port 9000 --no-browser"))
@click.option("--port", type=Integer(1, 65535), default=8765, show_default=True, metavar="N", help="Port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="Address to listen on; 0.0.0.0 admits other machines of the network to games.",
)
@click.option("--all-pages", is_flag=True, help="Others, also through a proxy, may open all pages, not only games.")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Name of a proxy, or another one by which browsers call the server; repeatable. Whoever calls it so, or comes "
    "with a header such as X-Forwarded-For, can open games only, or all pages with --all-pages.",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="Path under which a proxy publishes the app, such as /itborg. Name the proxy with --allow-host; through it, "
    "or with a header such as X-Forwarded-For, only games can be opened, or all pages with --all-pages.",
)
@click.option(
    "--games",
    type=click.Path(file_okay=False),
    default="",
    metavar="FOLDER",
    help="Folder in which workshops are saved; by default one of your own data.",
)
@click.option(
    "--address",
    default="",
    metavar="URL",
    help="Address by which phones reach the server, such as http://192.168.1.20:8765; by default it is found out.",
)
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser window.")
@options.quiet()
def app(
    port: int,
    host: str,
    all_pages: bool,
    allowed: tuple[str, ...],
    root_path: str,
    games: str,
    address: str,
    browser: bool,
    quiet: bool,
) -> None:
    """Start the app: watch a run, branch it, compare strategies, play the game. Needs no network."""
    start(
        port, browser, quiet, host=host, allowed=allowed, root_path=root_path, given=address, all_pages=all_pages,
        games=games,
    )  # fmt: skip


def start(port: int, browser: bool, quiet: bool, query: str = "", games: str = "", **options_of_address: Any) -> None:
    """Serve the app until Ctrl-C, and open a page of it in a browser.

    query               of the page to open, such as "?page=learn"
    games               folder in which workshops are saved, "" for the user's own
    options_of_address  further fields of `itborg_viz.addresses.Addresses`

    Raises InputError if the app is not installed, the address cannot be listened on, or an option is not valid.
    """
    from ..common.numba_support import is_cached
    from .output import note
    from .progress import COMPILE_SECONDS

    try:
        from itborg_viz.addresses import Addresses, check_listening
        from itborg_viz.server import missing, serve
    except ImportError:
        raise InputError(f"the app is not in this installation: {install('viz,offline')}") from None
    if absent := missing():
        raise InputError(f"the app needs more packages: {install(','.join(absent))}")
    addresses = Addresses(port=port, **options_of_address)
    check_listening(addresses.host, port)
    note("the app starts; its address follows in a few seconds", quiet)
    if not is_cached():
        note(f"compiling the model for this machine, once, about {COMPILE_SECONDS} s; the app opens meanwhile", quiet)

    def ready() -> None:
        note(f"the app is at {addresses.local}{query} (Ctrl-C stops it)", quiet)
        if addresses.notice:
            note(addresses.notice)
        if browser:
            threading.Thread(target=webbrowser.open, args=(addresses.local + query,), daemon=True).start()

    serve(addresses, ready, games)
