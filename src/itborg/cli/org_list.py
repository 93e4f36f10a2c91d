"""itborg org list: organisations that have a name."""

from __future__ import annotations

import click

from . import options


@click.command(name="list", epilog=options.examples("itborg org list"))
@options.shape()
@click.pass_context
def list_(context: click.Context, shape: str) -> None:
    """List the organisations that can be named."""
    from .list import list_ as everything

    context.invoke(everything, kind="organisations", shape=shape)
