"""Check of JSON values against the types of dataclasses, before anybody relies on them."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from itborg.common.errors import InputError

#: What a container holds whose contents may be anything.
_ANY: dict[type, Any] = {list: list[Any], dict: dict[str, Any]}


def typed(value: Any, wanted: Any, place: str) -> Any:
    """Return a JSON value as a type: a dataclass, str, int, float, bool, None, list, dict, or a union of these.

    Fields of a dataclass with a default may be absent. Raises InputError with the place for a value of another type, a
    field that is not known, a number that is not finite, and text that cannot be written.
    """
    if wanted is Any:
        wanted = _ANY.get(type(value), type(value))
    if get_origin(wanted) in (Union, UnionType):
        return _one_of(value, get_args(wanted), place)
    if is_dataclass(wanted):
        return _record(value, wanted, place)
    kind, inside = get_origin(wanted) or wanted, get_args(wanted)
    if kind is list and isinstance(value, list):
        return [typed(one, inside[0], place) for one in value]
    if kind is dict and isinstance(value, dict):
        return {typed(name, str, place): typed(one, inside[1], f"{place}.{name}"[:60]) for name, one in value.items()}
    if kind is float and type(value) in (int, float) and abs(value) < 2**53 and math.isfinite(value):
        return value
    if kind is int and type(value) is int and abs(value) < 2**63:
        return value
    if kind is str and isinstance(value, str) and value.isascii() | (value == value.encode(errors="replace").decode()):
        return value
    if (kind is bool and isinstance(value, bool)) or (kind is type(None) and value is None):
        return value
    raise InputError(f"{place} is not valid")


def _one_of(value: Any, kinds: tuple[Any, ...], place: str) -> Any:
    """Return a value as the first type that it has."""
    for kind in kinds:
        try:
            return typed(value, kind, place)
        except InputError:
            continue
    raise InputError(f"{place} is not valid")


def _record(value: Any, wanted: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise InputError(f"{place} is not valid")
    hints = _hints(wanted)
    if not value.keys() <= hints.keys():
        raise InputError(f"{place} has a field that is not known")
    known = {name: typed(value[name], hint, f"{place}.{name}"[:60]) for name, hint in hints.items() if name in value}
    try:
        return wanted(**known)
    except TypeError as error:
        raise InputError(f"{place} is not complete: {error}") from None


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    hints = get_type_hints(wanted)
    return {one.name: hints[one.name] for one in fields(wanted)}
