"""The end of a process together with the one that started it, even if that one is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

#: Number of the request "send me a signal when my parent ends" of Linux.
_PDEATHSIG = 1


def end_with_parent(parent: int | None = None) -> None:
    """Have the system kill this process when the thread that started it ends; elsewhere than on Linux do nothing.

    parent  process that started this one, if known: where it has ended already, so does this process, now

    The system does this at once, whatever this process is doing, compiling included. Called at the beginning.
    """
    if sys.platform != "linux":
        return
    parent = os.getppid() if parent is None else parent
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended just before
        os._exit(1)
