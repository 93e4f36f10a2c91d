"""Compile the kernels before they are needed: two at a time, machine code kept in the cache."""

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

    If that process fails, its kernel is compiled here when it is first called.
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
    gc.disable()
    with quiet_arithmetic():
        start(_smallest_world())


def _smallest_world() -> World:
    setup = prepare(load("grab_at_pizza"), days=1, burn_in=1)
    return setup.world._replace(levers=levers_at_rest(2))
