"""Whole numbers at the door."""

from __future__ import annotations

from .errors import InputError


def whole(name: str, value: object, low: int, high: int) -> int:
    """Return a whole number in its range, or raise InputError.

    >>> whole("days", 480, 1, 1000)
    480
    """
    try:
        number = int(value)  # type: ignore[call-overload]
        if isinstance(value, bool) or number != float(value):  # type: ignore[arg-type]
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"{name} = {value!r} is not a whole number; expected {low} to {high}") from None
    if not low <= number <= high:
        raise InputError(f"{name} = {number} is out of range; expected {low} to {high}")
    return int(number)
