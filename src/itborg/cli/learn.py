"""itborg learn: the course, in the app."""

from __future__ import annotations

import click

from . import options
from .app import start
from .parameter_types import Integer


@click.command(epilog=options.examples("itborg learn", "itborg learn 3", "itborg learn --no-browser --port 9000"))
@click.argument("lesson", required=False, default=1, metavar="[LESSON]", type=Integer(1, 7))
@click.option("--port", type=Integer(1, 65535), default=8765, show_default=True, metavar="N", help="Port to listen on.")
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser window.")
@options.quiet()
def learn(lesson: int, port: int, browser: bool, quiet: bool) -> None:
    """Open the course in the app: seven lessons, each with a prediction before its result.

    LESSON is the number of a lesson, 1 to 7.
    """
    start(port, browser, quiet, query=f"?page=learn&lesson={lesson}")
