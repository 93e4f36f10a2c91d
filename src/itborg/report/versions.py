"""What the numbers were made with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("itborg", "mesa", "numba", "numpy", "scipy", "pandas", "pyarrow", "networkx", "matplotlib")


def versions() -> dict[str, str]:
    """Return the version of Python and of each library in use."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
