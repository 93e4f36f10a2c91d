"""What a study may vary: parameters of the registry, and a few things beside it.

honesty, trust_prior, ...   any parameter, between its registered bounds unless others are given
load                        demand on IT as a multiple of the usual: requests and incidents together
dose, start, ramp           of every strategy but the baseline
generated.people, ...       size and wiring of an invented organisation
dummy                       nothing at all: how large an effect luck alone can feign
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ...common.errors import InputError, Problem, unknown
from ...mechanisms.registry import LEAST, MOST, PARAMETERS, at_demand, canonical, checked

#: Every factor that begins so does nothing.
DUMMY = "dummy"
#: Every factor that begins so shapes an invented organisation.
GENERATED = "generated."


class Factor(NamedTuple):
    """Something that is varied.

    name       as in the registry
    low, high  bounds of the design
    levels     the values of a grid, if they are named one by one
    """

    name: str
    low: float
    high: float
    levels: tuple[float, ...] = ()


class Variable(NamedTuple):
    """What is known of something that can be varied and is no parameter of the model.

    default    value where nothing is said
    low, high  usual bounds of designs
    least      smallest value that makes sense; most: largest
    whole      True if only whole numbers make sense
    """

    default: float
    low: float
    high: float
    meaning: str
    least: float = 0.0
    most: float = 1e9
    whole: bool = False


VARIABLES: Mapping[str, Variable] = {
    "demand": Variable(1.0, 0.6, 1.4, "requests and incidents, as a multiple of the usual demand on IT", LEAST, MOST),
    "dose": Variable(1.0, 0.0, 1.5, "dose of every strategy but the baseline; 1 is the strategy as described"),
    "start": Variable(0, 0, 240, "working day on which every strategy but the baseline starts", whole=True),
    "ramp": Variable(0, 0, 120, "working days until a strategy reaches its full dose", whole=True),
    "generated.people": Variable(40, 20, 200, "people of an invented organisation", least=6, most=100_000, whole=True),
    "generated.it_share": Variable(0.65, 0.3, 0.8, "share of IT among them", least=0.01, most=0.99),
    "generated.within": Variable(0.9, 0.5, 1.0, "chance of a tie to a team mate", most=1.0),
    "generated.silo_ratio": Variable(6.0, 2.0, 18.0, "density of ties inside teams over that between them", least=0.01),
    "generated.cross_side": Variable(2.0, 0.5, 6.0, "people of the other side that a business person knows"),
    "generated.popularity": Variable(0.5, 0.0, 1.5, "how uneven ties are (sd of the log): hubs"),
    "generated.reciprocity": Variable(0.6, 0.2, 1.0, "share of ties between teams in both directions", most=1.0),
    "generated.seed": Variable(0, 0, 1000, "which one; without it every replicate draws its own", whole=True),
}


@dataclass(frozen=True)
class Parts:
    """The values of one point, sorted by what they act on.

    parameters  of the model
    strategy    dose, start, ramp
    generated   of an invented organisation, without the prefix
    """

    parameters: dict[str, float] = field(default_factory=dict)
    strategy: dict[str, float] = field(default_factory=dict)
    generated: dict[str, float] = field(default_factory=dict)


def known() -> list[str]:
    """Return every name that can be varied."""
    return [*VARIABLES, DUMMY, *PARAMETERS]


def factor_name(name: str) -> str:
    """Return the registered name of a factor, or raise InputError.

    >>> factor_name("phi0"), factor_name("demand"), factor_name("dummy_2")
    ('honesty', 'demand', 'dummy_2')
    """
    if name in VARIABLES or name.startswith(DUMMY):
        return name
    try:
        return canonical(name)
    except InputError:
        raise unknown("factor", name, known()) from None


def bounds(name: str) -> tuple[float, float]:
    """Return the bounds between which a design varies a factor when nothing is said."""
    if name.startswith(DUMMY):
        return 0.0, 1.0
    one = VARIABLES.get(name) or PARAMETERS[canonical(name)]
    return float(one.low), float(one.high)


def as_factor(one: str | Factor) -> Factor:
    """Return a factor: itself, or the one of a name, between its usual bounds. InputError for names not known."""
    if isinstance(one, Factor):
        return one
    name = factor_name(one)
    return Factor(name, *bounds(name))


def usual(name: str) -> float:
    """Return the value that a factor has when nothing is said; 0 for a dummy."""
    if name.startswith(DUMMY):
        return 0.0
    return float((VARIABLES.get(name) or PARAMETERS[canonical(name)]).default)


def value_of(name: str, value: object) -> float:
    """Return a value that a factor can have, whole where it must be, or raise InputError."""
    if name not in VARIABLES:
        return float(value) if name.startswith(DUMMY) else checked(name, value)[1]  # type: ignore[arg-type]
    one = VARIABLES[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not one.least <= value <= one.most:
        most = f" to {one.most:g}" if one.most < 1e9 else " or more"
        raise InputError(f"{name} = {value!r} is not a number, {one.least:g}{most}")
    return float(round(value)) if one.whole else float(value)


def parts(values: Mapping[str, float]) -> Parts:
    """Return the values of a point by what they act on.

    >>> parts({"demand": 2.0, "hazard": 0.3, "dose": 0.5}).parameters
    {'hazard': 0.6, 'request_rate': 1.9}
    """
    found = Parts()
    for name, value in values.items():
        if name in PARAMETERS:
            found.parameters[name] = value
        elif name.startswith(GENERATED):
            found.generated[name.removeprefix(GENERATED)] = value
        elif name in ("dose", "start", "ramp"):
            found.strategy[name] = value
    changed = at_demand(values.get("demand", 1.0), found.parameters)
    return Parts({name: float(value) for name, value in changed.items()}, found.strategy, found.generated)  # type: ignore[arg-type]


def checked_factors(wanted: Iterable[Factor]) -> tuple[Factor, ...]:
    """Return factors with registered names and values in range, or raise InputError."""
    found = []
    for one in wanted:
        name = factor_name(one.name)
        low, high = value_of(name, one.low), value_of(name, one.high)
        if not low <= high:
            raise InputError(f"{name}: low = {low:g} is above high = {high:g}")
        found.append(Factor(name, low, high, tuple(value_of(name, level) for level in one.levels)))
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"factor '{name}' is named twice")
    return tuple(found)


Rows = tuple[tuple[float, ...], ...]


def read_points(path: Path) -> tuple[tuple[Factor, ...], Rows]:
    """Return factors and points; InputError names every mistake with its line, at most 20."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = [(at, row) for at, row in enumerate(csv.reader(handle), start=1) if any(map(str.strip, row))]
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file of points") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: this table cannot be read ({error})") from None
    if len(lines) < 2:
        raise InputError(f"{path}: expected a header of factor names and at least one point")
    problems: list[Problem] = []
    names = _names(str(path), lines[0][1], problems)
    rows = [_row(str(path), at, row, names, problems) for at, row in lines[1:]] if not problems else []
    if problems:
        raise InputError("\n".join(map(str, problems[:20])))
    points = tuple(tuple(row) for row in rows)
    return tuple(Factor(name, min(c), max(c)) for name, c in zip(names, zip(*points, strict=True), strict=True)), points


def _names(file: str, header: list[str], problems: list[Problem]) -> list[str]:
    names = []
    for cell in map(str.strip, header):
        try:
            names.append(factor_name(cell))
        except InputError as error:
            problems.append(Problem(file, 1, cell, str(error)))
    problems += [
        Problem(file, 1, name, f"column '{name}' is there twice") for name in {*names} if names.count(name) > 1
    ]
    return names


def _row(file: str, line: int, cells: list[str], names: list[str], problems: list[Problem]) -> list[float]:
    if len(cells) != len(names):
        problems.append(Problem(file, line, "", f"{len(cells)} fields where the header has {len(names)}"))
        return []
    found = []
    for name, cell in zip(names, map(str.strip, cells), strict=True):
        try:
            found.append(value_of(name, _number(cell)))
        except InputError as error:
            problems.append(Problem(file, line, name, str(error)))
    return found


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise InputError(f"'{cell}' is not a number") from None
