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
    help="Address to listen on; 0.0.0.0 admits other machines of the network.",
)
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
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser window.")
@options.quiet()
def app(port: int, host: str, allowed: tuple[str, ...], root_path: str, browser: bool, quiet: bool) -> None:
    """Start the app: watch a run, branch it, compare strategies, play the game. Needs no network."""
    start(host, port, browser, quiet, allowed, root_path)


def start(
    host: str,
    port: int,
    browser: bool,
    quiet: bool,
    allowed: tuple[str, ...] = (),
    root_path: str = "",
    query: str = "",
) -> None:
    """Serve the app until Ctrl-C, and open a page of it in a browser.

    allowed    further names and addresses by which browsers call the server
    root_path  path under which a proxy publishes the app
    query      of the page to open, such as "?page=learn"

    Raises InputError if the app is not installed or the address cannot be listened on.
    """
    from .output import note
    from .progress import announce_compiling

    try:
        from itborg_viz.server import EVERYWHERE, missing, reachable, serve
    except ImportError:
        raise InputError(f"the app is not in this installation: {install('viz,offline')}") from None
    if absent := missing():
        raise InputError(f"the app needs more packages: {install(','.join(absent))}")
    _check_port(host, port)
    announce_compiling(quiet)
    root_path = f"/{root_path.strip('/')}" if root_path.strip("/") else ""
    own = "127.0.0.1" if host in EVERYWHERE else host
    note(f"the app is at http://{own}:{port}{root_path}{query and '/' + query} (Ctrl-C stops it)", quiet)
    if host not in ("localhost", "127.0.0.1", "::1"):
        _warn_exposed(reachable(host)[-1], port)
    serve(host, port, browser, allowed, root_path, query)


def _warn_exposed(address: str, port: int) -> None:
    """State that other machines can use the app, and at which address."""
    from .output import note

    note(f"warning: everybody in your network can use the app at http://{address}:{port}; there is no password")


def _check_port(host: str, port: int) -> None:
    """Raise InputError if the address cannot be listened on, with the next port as a suggestion."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InputError(f"cannot listen on {host}:{port} ({error.strerror}); try --port {port + 1}") from None
