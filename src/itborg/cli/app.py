"""itborg app: the live room in the browser."""

from __future__ import annotations

import socket

import click

from ..common.errors import InputError, install
from . import options


@click.command(epilog=options.examples("itborg app", "itborg app --host 0.0.0.0 --port 9000 --no-browser"))
@click.option("--port", type=options.Whole(1, 65535), default=8765, show_default=True, metavar="N", help="Port.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="Address to listen on; 0.0.0.0 lets other machines of the network in.",
)
@click.option("--browser/--no-browser", default=True, help="Open a browser window.")
@options.quiet()
def app(port: int, host: str, browser: bool, quiet: bool) -> None:
    """Open the live room: watch, branch, compare, play. Needs no network."""
    from .output import note
    from .progress import announce_compiling

    try:
        from itborg_viz.server import missing, serve
    except ImportError:
        raise InputError(f"the live room is not in this installation: {install('viz,offline')}") from None
    if absent := missing():
        raise InputError(f"the live room needs more packages: {install(','.join(absent))}")
    _refuse_taken(host, port)
    announce_compiling(quiet)
    note(f"the live room is at http://{host}:{port} (Ctrl-C ends it)", quiet)
    serve(host, port, browser)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InputError(f"cannot listen on {host}:{port} ({error.strerror}); try --port {port + 1}") from None
