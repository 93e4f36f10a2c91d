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
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser window.")
@options.quiet()
def app(port: int, host: str, browser: bool, quiet: bool) -> None:
    """Start the app: watch a run, branch it, compare strategies, play the game. Needs no network."""
    from .output import note
    from .progress import announce_compiling

    try:
        from itborg_viz.server import missing, serve
    except ImportError:
        raise InputError(f"the app is not in this installation: {install('viz,offline')}") from None
    if absent := missing():
        raise InputError(f"the app needs more packages: {install(','.join(absent))}")
    _check_port(host, port)
    announce_compiling(quiet)
    note(f"the app is at http://{host}:{port} (Ctrl-C stops it)", quiet)
    serve(host, port, browser)


def _check_port(host: str, port: int) -> None:
    """Raise InputError if the address cannot be listened on, with the next port as a suggestion."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InputError(f"cannot listen on {host}:{port} ({error.strerror}); try --port {port + 1}") from None
