"""Organisations that the app offers and links can name: bundled and synthetic ones, never a folder of the server."""

from __future__ import annotations

from functools import lru_cache

from itborg.common.errors import InputError, unknown
from itborg.organisation.load import load, names
from itborg.organisation.synthetic.generate import generate
from itborg.organisation.types import Organisation

SYNTHETIC = "synthetic_"  # a name is this and a number of people
SIZES = (20, 100, 300)
MAX_PEOPLE = 600  # a network picture of more people is not readable


def offered() -> list[str]:
    """Return the names of the organisations to choose from.

    Bundled ones and data sets of at most MAX_PEOPLE people first, then the synthetic ones of SIZES.
    """
    bundled = [str(row["name"]) for row in names() if int(str(row["people"])) <= MAX_PEOPLE]
    return [*bundled, *(f"{SYNTHETIC}{size}" for size in SIZES)]


@lru_cache(maxsize=64)
def title(name: str) -> str:
    """Return the name of an organisation as people read it.

    name  one of offered(), or "synthetic_N"; a name that cannot be opened is returned as it is

    >>> title("grab_at_pizza"), title("synthetic_300")
    ('Grab@Pizza', 'Synthetic, 300 people')
    """
    if name.startswith(SYNTHETIC):
        return f"Synthetic, {name.removeprefix(SYNTHETIC)} people"
    try:
        return open_organisation(name).name
    except InputError:  # a data set that is not installed
        return name


@lru_cache(maxsize=16)
def open_organisation(name: str) -> Organisation:
    """Return an organisation by its name in a link. All visitors share the object; nobody changes it.

    name  one of offered(), or "synthetic_N" with N up to 600 people

    Raises InputError for any other name, and for data that is not installed.
    """
    size = name.removeprefix(SYNTHETIC)
    if name.startswith(SYNTHETIC) and size.isdecimal() and len(size) < 6 and int(size) <= MAX_PEOPLE:
        return generate(int(size), seed=1)
    if name not in offered():
        raise unknown("organisation", name, offered())
    try:
        return load(name)
    except ImportError as error:
        raise InputError(f"organisation {name} needs the extra 'data' ({error})") from None
