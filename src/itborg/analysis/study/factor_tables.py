"""Factors and settings in the tables of a study file."""

from __future__ import annotations

from collections.abc import Mapping

from ...common.errors import InputError, did_you_mean
from ...common.toml_reader import TomlTable
from .factors import GROUPS, SCHEDULING, Factor, bounds, factor_name, value_of, with_groups
from .study import GENERATED

_FACTOR_KEYS = ("low", "high", "levels")


def factors_in(top: TomlTable) -> tuple[Factor, ...]:
    """Return the factors that a study names; mistakes are recorded in the table."""
    if isinstance(top.values.get("factors"), list):
        found = [_factor(top, "factors", name, {}) for name in top.texts("factors")]
    else:
        table = top.table("factors")
        found = [_factor(table, name, name, spec) for name, spec in flat(table.values).items()]
    return with_groups(one for one in found if one is not None)


def _factor(table: TomlTable, key: str, name: str, spec: object) -> str | Factor | None:
    """Return a factor: {} has default bounds, a list has levels, a table may have both; a group returns its name."""
    try:
        if name in GROUPS and spec == {}:
            return name
        name = factor_name(name)
        low, high = bounds(name)
        given = {"levels": spec} if isinstance(spec, list) else spec
        if not isinstance(given, dict):
            raise InputError(f"{name} = {spec!r}: expected levels [a, b, ...] or {{ low = ..., high = ... }}")
        for word in given:
            if word not in _FACTOR_KEYS:
                raise InputError(f"unknown key '{word}'; {did_you_mean(word, _FACTOR_KEYS)}")
        levels = given.get("levels", [])
        if not isinstance(levels, list) or (isinstance(spec, list) and not levels):
            raise InputError(f"{name}: levels are a list of numbers, such as [0.1, 0.2]")
        values = tuple(value_of(name, one) for one in levels)
        low, high = (min(values), max(values)) if values else (low, high)
        low, high = value_of(name, given.get("low", low)), value_of(name, given.get("high", high))
        if low > high:
            raise InputError(f"low = {low:g} is above high = {high:g}")
        return Factor(name, low, high, values)
    except InputError as error:
        table.wrong(key, str(error))
        return None


def settings_in(table: TomlTable) -> dict[str, object]:
    """Return settings by the name of the factor; mistakes are recorded in the table."""
    found: dict[str, object] = {}
    for name, value in flat(table.values).items():
        try:
            found[factor_name(name)] = value_of(factor_name(name), value)
        except InputError as error:
            table.wrong(name, str(error))
    return found


def flat(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with generated.people = 40 or dose.itil = 0.5, nested tables in TOML, under their full names."""
    found: dict[str, object] = {}
    for key, value in values.items():
        inner = value if key == GENERATED or (key in SCHEDULING and _by_strategy(value)) else None
        nested = inner.items() if isinstance(inner, dict) else [(None, value)]
        found |= {key if name is None else f"{key}.{name}": one for name, one in nested}
    return found


def _by_strategy(value: object) -> bool:
    """Return whether a value of dose, start or ramp is a table of strategies, and not bounds or levels."""
    return isinstance(value, dict) and bool(value) and not set(value) & set(_FACTOR_KEYS)
