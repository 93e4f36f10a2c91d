"""Libraries that only studies need, and the plain line when one of them is not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import InputError, install


def extra(module: str, what: str) -> Any:
    """Return a module of the extra `studies`, or say how to get it.

    module  dotted name
    what    what the user wanted
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise InputError(f"{what} needs {library}, which is not installed: {install('studies')}") from error
