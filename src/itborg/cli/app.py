"""itborg app: the app in the browser.

Relies on the package `itborg_viz`, which is imported only here and for replays, and on its optional libraries.
"""

from __future__ import annotations

import socket

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
@click.option("--all-pages", is_flag=True, help="Other machines may open all pages of the app, not only games.")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Further name or address by which browsers call the server, such as that of a proxy; repeatable.",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="Path under which a proxy publishes the app, such as /itborg.",
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
    if address and not address.startswith(("http://", "https://")):
        raise InputError(f"--address {address} is not an address such as http://192.168.1.20:8765")
    start(host, port, browser, quiet, allowed, root_path, games=games, address=address, all_pages=all_pages)


def start(
    host: str,
    port: int,
    browser: bool,
    quiet: bool,
    allowed: tuple[str, ...] = (),
    root_path: str = "",
    query: str = "",
    games: str = "",
    address: str = "",
    all_pages: bool = False,
) -> None:
    """Serve the app until Ctrl-C, and open a page of it in a browser.

    allowed    further names and addresses by which browsers call the server
    root_path  path under which a proxy publishes the app
    query      of the page to open, such as "?page=learn"
    games      folder in which workshops are saved, "" for the user's own
    address    of the server as phones call it, "" to find it out
    all_pages  whether other machines may open all pages, and not only games

    Raises InputError if the app is not installed or the address cannot be listened on.
    """
    from ..common.numba_support import is_cached
    from .output import note
    from .progress import COMPILE_SECONDS

    try:
        from itborg_viz.server import EVERYWHERE, exposed_to, missing, reachable, serve
    except ImportError:
        raise InputError(f"the app is not in this installation: {install('viz,offline')}") from None
    if absent := missing():
        raise InputError(f"the app needs more packages: {install(','.join(absent))}")
    _check_port(host, port)
    if not is_cached():
        note(f"compiling the model for this machine, once, about {COMPILE_SECONDS} s; the app opens meanwhile", quiet)
    root_path = f"/{root_path.strip('/')}" if root_path.strip("/") else ""
    own = "127.0.0.1" if host in EVERYWHERE else host
    note(f"the app is at http://{own}:{port}{root_path}{query and '/' + query} (Ctrl-C stops it)", quiet)
    if warning := exposed_to(host, all_pages):
        note(f"warning: {warning} Others reach it at {address or f'http://{reachable(host)[-1]}:{port}{root_path}'}.")
    serve(host, port, browser, allowed, root_path, query, games, address, all_pages)


def _check_port(host: str, port: int) -> None:
    """Raise InputError if the address cannot be listened on, with the next port as a suggestion."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InputError(f"cannot listen on {host}:{port} ({error.strerror}); try --port {port + 1}") from None
