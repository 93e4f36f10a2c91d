"""Which itborg this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def itborg_version() -> str:
    """Return the installed version, "0" in a bare checkout."""
    try:
        return version("itborg")
    except PackageNotFoundError:
        return "0"
