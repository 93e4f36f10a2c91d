"""Compile the kernels before they are first called, so that a command can announce the wait.

There are three: `initial_state.start` draws the initial state, `day.one_day.run_days` simulates days, and
`taking_stock.take_stock` updates people after a change from outside. Each is compiled with all the rules that it calls,
for one set of argument types: those of the tables of a world. Organisations of any size and parameters of any value use
the same machine code.

The code is cached on disk and depends on the sources, so compiling is needed once for each machine and version.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import numpy as np

from ..common import lifeline
from ..organisation.load import load
from ..strategies.levers import levers_at_rest
from .day.one_day import run_days
from .initial_state import start
from .simulation import prepare, quiet_arithmetic
from .state import World
from .taking_stock import take_stock


def compile_kernels() -> None:
    """Compile all kernels side by side, the smaller ones in a process of their own, and cache the machine code.

    If that process fails, its kernels are compiled here when they are first called. An error in this process, an interrupt
    included, ends the other one and is raised.

    The garbage collector is off meanwhile: compiling creates very many objects that stay alive to its end, and
    looking through them again and again costs time and frees nothing.
    """
    lines = (
        f"from {lifeline.__name__} import end_with_parent",
        f"end_with_parent({os.getpid()})",  # before the libraries load, which takes a second
        f"from {__name__} import _compile_start",
        "_compile_start()",
    )
    order = [sys.executable, "-c", "; ".join(lines)]
    with subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:
        gc.disable()
        try:
            run_days(_smallest_world(), 0)
        except BaseException:
            other.kill()
            raise
        finally:
            gc.enable()


def _compile_start() -> None:
    """Compile the smaller kernels by drawing an initial state; called in the process of their own.

    The world that it draws is thrown away; what stays is the machine code in the cache.
    """
    gc.disable()
    with quiet_arithmetic():
        world = _smallest_world()
        start(world)
        take_stock(world, np.arange(1))


def _smallest_world() -> World:
    """Return the world of the smallest bundled organisation, for two days.

    Types decide what is compiled, sizes do not, so the smallest world will do.
    """
    setup = prepare(load("grab_at_pizza"), days=1, burn_in=1)
    return setup.world._replace(levers=levers_at_rest(2))
