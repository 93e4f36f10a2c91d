"""Which itborg this is.

Written into every result, so that it can be computed again with the same software.
"""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def itborg_version() -> str:
    """Return the installed version, "0" in a bare checkout."""
    try:
        return version("itborg")
    except PackageNotFoundError:
        return "0"


LIBRARIES = ("itborg", "mesa", "numba", "numpy", "scipy", "pandas", "pyarrow", "networkx", "matplotlib")


def versions() -> dict[str, str]:
    """Return the version of Python and of each library in use.

    The keys are "python" and LIBRARIES; a library that is not installed has the value "not installed".
    """
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
