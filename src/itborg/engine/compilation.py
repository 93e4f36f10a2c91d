"""Compile the kernels before they are first called, so that a command can announce the wait.

There are two: `initial_state.start` draws the initial state, `day.one_day.run_days` simulates days. Each is compiled
with all the rules that it calls, for one set of argument types: those of the tables of a world. Organisations of any
size and parameters of any value use the same machine code.

The code is cached on disk and depends on the sources, so compiling is needed once for each machine and version.
"""

from __future__ import annotations

import gc
import subprocess
import sys

from ..organisation.load import load
from ..strategies.levers import levers_at_rest
from .day.one_day import run_days
from .initial_state import start
from .simulation import prepare, quiet_arithmetic
from .state import World


def compile_kernels() -> None:
    """Compile both kernels side by side, the smaller one in a process of its own, and cache the machine code.

    If that process fails, its kernel is compiled here when it is first called. An error in this process, an interrupt
    included, ends the other one and is raised.

    The garbage collector is off meanwhile: compiling creates very many objects that stay alive to its end, and
    looking through them again and again costs time and frees nothing.
    """
    order = [sys.executable, "-c", f"from {__name__} import _compile_start; _compile_start()"]
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
    """Compile the kernel of the initial state by drawing one; called in the process of its own.

    The world that it draws is thrown away; what stays is the machine code in the cache.
    """
    gc.disable()
    with quiet_arithmetic():
        start(_smallest_world())


def _smallest_world() -> World:
    """Return the world of the smallest bundled organisation, for two days.

    Types decide what is compiled, sizes do not, so the smallest world will do.
    """
    setup = prepare(load("grab_at_pizza"), days=1, burn_in=1)
    return setup.world._replace(levers=levers_at_rest(2))
