"""Organisations that a link may name: the bundled ones and invented ones. Never a folder of the server."""

from __future__ import annotations

from functools import lru_cache

from itborg.common.errors import InputError, unknown
from itborg.organisation.load import load, names
from itborg.organisation.synthetic.generate import generate
from itborg.organisation.types import Organisation

INVENTED = "invented_"
SIZES = (20, 100, 300)
LARGEST = 600  # people; beyond that a picture says nothing any more


def known() -> list[str]:
    """Return the names that are offered."""
    small = [str(row["name"]) for row in names() if int(str(row["people"])) <= LARGEST]
    return [*small, *(f"{INVENTED}{size}" for size in SIZES)]


@lru_cache(maxsize=64)
def title(name: str) -> str:
    """Return what an organisation is called.

    >>> title("grab_at_pizza"), title("invented_300")
    ('Grab@Pizza', 'Invented, 300 people')
    """
    if name.startswith(INVENTED):
        return f"Invented, {name.removeprefix(INVENTED)} people"
    try:
        return opened(name).name
    except InputError:  # a data set that is not installed
        return name


@lru_cache(maxsize=16)
def opened(name: str) -> Organisation:
    """Return an organisation by the name a link gives it; all visitors share it, nobody changes it."""
    size = name.removeprefix(INVENTED)
    if name.startswith(INVENTED) and size.isdecimal() and len(size) < 6 and int(size) <= LARGEST:
        return generate(int(size), seed=1)
    if name not in known():
        raise unknown("organisation", name, known())
    try:
        return load(name)
    except ImportError as error:
        raise InputError(f"organisation {name} needs the extra 'data' ({error})") from None
