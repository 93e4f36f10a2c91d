"""itborg doctor: the state of the installation and the speed of the machine.

A check is a row with the keys `check`, `state` ("ok", "absent", "slow" or "wrong") and `found`. Only "wrong" makes the
exit code 1.
"""

from __future__ import annotations

import time
from typing import Any

import click

from ..common.errors import install
from . import options

#: Seconds for a run of 600 days on one core, above which a machine is called slow.
SLOW = 0.1
#: A module of each optional extra.
OPTIONAL = {
    "viz": "solara",
    "offline": "solara_assets",
    "cluster": "distributed",
    "data": "onadata",
    "studies": "SALib",
}


@click.command(epilog=options.examples("itborg doctor"))
@options.output_format()
def doctor(output_format: str) -> int:
    """Check the installation, the compiled code and the speed of the machine."""
    from .output import print_rows

    rows = [*_libraries(), *_extras(), *_cache(), *_speed()]
    print_rows(rows, ("check", "state", "found"), output_format)
    return 0 if all(row["state"] != "wrong" for row in rows) else 1


def _row(check: str, state: str, found: str) -> dict[str, Any]:
    """Return one check."""
    return {"check": check, "state": state, "found": found}


def _libraries() -> list[dict[str, Any]]:
    """Return a check for each library that the package needs: its version, or "wrong" if it is missing."""
    from ..common.version import versions

    missing = "not installed"
    return [_row(name, "wrong" if found == missing else "ok", found) for name, found in versions().items()]


def _extras() -> list[dict[str, Any]]:
    """Return a check for each optional extra: installed, or "absent" with the command that installs it.

    An extra counts as installed if its module in OPTIONAL can be found; it is not imported.
    """
    from importlib.util import find_spec

    present = {extra: find_spec(module) is not None for extra, module in OPTIONAL.items()}
    return [
        _row(f"extra {extra}", "ok" if found else "absent", "installed" if found else install(extra))
        for extra, found in present.items()
    ]


def _cache() -> list[dict[str, Any]]:
    """Return the folder of the compiled code and what all versions hold; the model is compiled if it is not cached."""
    from .progress import announce_compiling

    announce_compiling()
    from ..common.compiled_versions import held
    from ..common.numba_support import cache_folder, is_cached
    from ..report.formatting import counted

    verb, folder = "cached in" if is_cached() else "to be cached in", cache_folder()
    versions, size = held(folder.parent)
    return [
        _row("compiled code", "ok", f"{verb} {folder}"),
        _row("compiled code of all versions", "ok", f"{size / 1e6:,.0f} MB in {counted(versions, 'folder')}"),
    ]


def _speed() -> list[dict[str, Any]]:
    """Run one organisation twice; the first run may include compilation.

    The second run, of 600 days, is called slow above SLOW seconds.
    """
    from ..engine.simulation import simulate
    from ..organisation.load import load
    from ..strategies.specification import strategy

    organisation, none = load("grab_at_pizza"), strategy("none")
    times = []
    for seed in (1, 2):
        start = time.perf_counter()
        simulate(organisation, none, seed=seed)
        times.append(time.perf_counter() - start)
    first, second = times
    return [
        _row("first run", "ok", f"{first:.1f} s"),
        _row("one run of 600 days", "ok" if second < SLOW else "slow", f"{1000 * second:.0f} ms on one core"),
    ]
