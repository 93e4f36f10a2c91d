"""itborg doctor: whether everything is there, and how fast this machine is."""

from __future__ import annotations

import time
from typing import Any

import click

from ..common.errors import install
from . import options

#: Seconds a run of 600 days may take on one core before we call the machine slow.
SLOW = 0.1
OPTIONAL = {
    "viz": "solara",
    "offline": "solara_assets",
    "cluster": "distributed",
    "data": "onadata",
    "studies": "SALib",
}


@click.command(epilog=options.examples("itborg doctor"))
@options.shape()
def doctor(shape: str) -> int:
    """Check the installation, the compiled code, the speed."""
    from .output import print_csv, print_json, show_rows

    rows = [*_installation(), *_extras(), *_cache(), *_speed()]
    if shape == "json":
        print_json(rows)
    elif shape == "csv":
        print_csv(rows)
    else:
        show_rows(rows, ("check", "state", "found"))
    return 0 if all(row["state"] != "wrong" for row in rows) else 1


def _row(check: str, state: str, found: str) -> dict[str, Any]:
    return {"check": check, "state": state, "found": found}


def _installation() -> list[dict[str, Any]]:
    from ..common.version import versions

    missing = "not installed"
    return [_row(name, "wrong" if found == missing else "ok", found) for name, found in versions().items()]


def _extras() -> list[dict[str, Any]]:
    from importlib.util import find_spec

    there = {extra: find_spec(module) is not None for extra, module in OPTIONAL.items()}
    return [
        _row(f"extra {extra}", "ok" if found else "absent", "installed" if found else install(extra))
        for extra, found in there.items()
    ]


def _cache() -> list[dict[str, Any]]:
    from .progress import announce_compiling

    announce_compiling()
    from ..common.numba_support import cache_folder, is_cached

    known = is_cached()
    return [_row("compiled code", "ok", f"{'in' if known else 'will be kept in'} {cache_folder()}")]


def _speed() -> list[dict[str, Any]]:
    """Run one organisation twice; the first run may have to compile."""
    from ..engine.simulation import simulate
    from ..organisation.load import load
    from ..strategies.specification import strategy

    organisation, none = load("grab_at_pizza"), strategy("none")
    times = []
    for seed in (1, 2):
        start = time.perf_counter()
        simulate(organisation, none, seed=seed)
        times.append(time.perf_counter() - start)
    first, run = times
    return [
        _row("first run", "ok", f"{first:.1f} s"),
        _row("one run of 600 days", "ok" if run < SLOW else "slow", f"{1000 * run:.0f} ms on one core"),
    ]
