"""Factors of a study: parameters of the model, and a few others.

honesty, trust_prior, ...   any parameter, by default between its registered bounds
demand                      demand on IT relative to the usual one: requests and incidents together
dose, start, ramp           of every strategy but the baseline
dose.itil, start.itil, ...  of one strategy by its name, the baseline included; it takes precedence
generated.people, ...       size and network of a synthetic organisation
dummy                       no effect: its estimated effect is the noise level of the analysis
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...common.errors import InputError, unknown
from ...mechanisms.registry import (
    CORE,
    LEAST,
    MOST,
    OWN_PARAMETERS,
    PARAMETERS,
    at_demand,
    canonical,
    checked,
    parameter_named,
)

#: Names that stand for several factors: the core parameters, and every parameter of the model.
GROUPS: Mapping[str, Sequence[str]] = {"core": CORE, "all": tuple(PARAMETERS)}
#: Prefix of factors without any effect.
DUMMY = "dummy"
#: What a factor can change of a strategy: of all but the baseline, or of one, as in "dose.itil".
SCHEDULING = ("dose", "start", "ramp")
#: Prefix of factors of a synthetic organisation.
GENERATED_PREFIX = "generated."


class Factor(NamedTuple):
    """A factor of a design.

    name       registered name
    low, high  bounds of the design
    levels     levels of a grid; (): equally spaced
    """

    name: str
    low: float
    high: float
    levels: tuple[float, ...] = ()


class Variable(NamedTuple):
    """A factor that is no parameter of the model.

    default      value where it is not varied
    low, high    default bounds of designs
    meaning      one line
    least, most  smallest and largest permitted value
    integer      whether values are rounded to integers
    """

    default: float
    low: float
    high: float
    meaning: str
    least: float = 0.0
    most: float = 1e9
    integer: bool = False


VARIABLES: Mapping[str, Variable] = {
    "demand": Variable(1.0, 0.6, 1.4, "requests and incidents, relative to the usual demand on IT", LEAST, MOST),
    "dose": Variable(1.0, 0.0, 1.5, "dose of every strategy but the baseline; 1 is the strategy as described"),
    "start": Variable(0, 0, 240, "working day on which every strategy but the baseline starts", integer=True),
    "ramp": Variable(0, 0, 120, "working days until a strategy reaches its full dose", integer=True),
    "generated.people": Variable(
        40, 20, 200, "people of a synthetic organisation", least=6, most=100_000, integer=True
    ),
    "generated.it_share": Variable(0.65, 0.3, 0.8, "share of IT among them", least=0.01, most=0.99),
    "generated.within": Variable(0.9, 0.5, 1.0, "probability of a tie to a team mate", most=1.0),
    "generated.silo_ratio": Variable(6.0, 2.0, 18.0, "density of ties inside teams over that between them", least=0.01),
    "generated.cross_side": Variable(2.0, 0.5, 6.0, "people of the other side that a business person knows"),
    "generated.popularity": Variable(0.5, 0.0, 1.5, "standard deviation of the log of popularity: hubs"),
    "generated.reciprocity": Variable(0.6, 0.2, 1.0, "share of ties between teams in both directions", most=1.0),
    "generated.seed": Variable(
        0, 0, 1000, "random seed of the organisation; by default a new one for each replication", integer=True
    ),
}


@dataclass(frozen=True)
class Parts:
    """The values of one design point by what they apply to.

    parameters  parameters of the model
    strategy    dose, start, ramp; those of one strategy with its name, as in "dose.itil"
    generated   factors of a synthetic organisation, without the prefix
    """

    parameters: dict[str, float] = field(default_factory=dict)
    strategy: dict[str, float] = field(default_factory=dict)
    generated: dict[str, float] = field(default_factory=dict)


def all_factors() -> list[str]:
    """Return the names of all factors: variables, "dummy" and every parameter, in the order of listings."""
    return [*VARIABLES, DUMMY, *PARAMETERS]


def variable(name: str) -> Variable | None:
    """Return the factor that is no parameter with a name, None for another name.

    The dose of one strategy has the bounds of the dose of all.

    >>> variable("dose.itil") == VARIABLES["dose"], variable("honesty")
    (True, None)
    """
    word, _, strategy = name.partition(".")
    return VARIABLES.get(word if strategy and word in SCHEDULING else name)


def strategies_named(names: Iterable[str]) -> dict[str, str]:
    """Return the strategy that a factor belongs to, by the name of the factor; other factors are left out.

    >>> strategies_named(["dose.itil", "dose", "generated.people"])
    {'dose.itil': 'itil'}
    """
    split = {name: name.partition(".") for name in names}
    return {name: strategy for name, (word, _, strategy) in split.items() if strategy and word in SCHEDULING}


def scheduling(changes: Mapping[str, float], strategy: str, baseline: bool) -> dict[str, float]:
    """Return dose, start and ramp of one strategy at a design point; those that no factor changes are left out.

    changes   `Parts.strategy`
    strategy  its name
    baseline  whether it is the baseline, which only factors with its name change

    >>> scheduling({"dose": 0.5, "start": 20, "dose.itil": 1.5}, "itil", baseline=False)
    {'dose': 1.5, 'start': 20}
    """
    found = {word: value for word, value in changes.items() if word in SCHEDULING and not baseline}
    found |= {word: changes[f"{word}.{strategy}"] for word in SCHEDULING if f"{word}.{strategy}" in changes}
    return {word: int(value) if VARIABLES[word].integer else value for word, value in found.items()}


def factor_name(name: str) -> str:
    """Return the registered name of a factor; symbols of parameters are accepted.

    Any name that begins with "dummy" is a factor.
    Raises InputError for an unknown name, with the most similar ones.

    >>> factor_name("phi0"), factor_name("demand"), factor_name("dummy_2")
    ('honesty', 'demand', 'dummy_2')
    """
    if variable(name) or name.startswith(DUMMY):
        return name
    try:
        return canonical(name)
    except InputError:
        raise unknown("factor", name, all_factors()) from None


def bounds(name: str) -> tuple[float, float]:
    """Return the default bounds (low, high) of a factor.

    They are 0 and 1 for a dummy, those in VARIABLES, or the plausible range of a parameter.

    Raises InputError if it is unknown.
    """
    if name.startswith(DUMMY):
        return 0.0, 1.0
    one = variable(name) or parameter_named(name)
    return float(one.low), float(one.high)


def as_factor(one: str | Factor) -> Factor:
    """Return a Factor as it is, or a name as a factor with default bounds; InputError if it is unknown."""
    if isinstance(one, Factor):
        return one
    name = factor_name(one)
    return Factor(name, *bounds(name))


def with_groups(wanted: Iterable[str | Factor]) -> tuple[Factor, ...]:
    """Return factors, with the names of GROUPS replaced by the parameters that they stand for.

    wanted  names, or Factors with bounds of their own; these take precedence over the same parameter in a group

    Raises InputError for an unknown name.

    >>> len(with_groups(["core", "demand"])) == len(CORE) + 1
    True
    """
    listed = list(wanted)
    own = [as_factor(one) for one in listed if one not in GROUPS]
    names = {one.name for one in own}
    more = dict.fromkeys(name for one in listed if isinstance(one, str) for name in GROUPS.get(one, ()))
    return (*own, *(as_factor(name) for name in more if name not in names))


def default_value(name: str) -> float:
    """Return the default value of a factor; 0 for a dummy. Raises InputError if it is unknown."""
    if name.startswith(DUMMY):
        return 0.0
    return float((variable(name) or parameter_named(name)).default)


def value_of(name: str, value: object) -> float:
    """Return a value of a factor, rounded where it is an integer.

    name   registered name
    value  a number

    Raises InputError if it is no number or out of the permitted range, which is wider than the default bounds.
    """
    one = variable(name)
    if one is None:
        return float(value) if name.startswith(DUMMY) else checked(name, value)[1]  # type: ignore[arg-type]
    if isinstance(value, bool) or not isinstance(value, int | float) or not one.least <= value <= one.most:
        most = f" to {one.most:g}" if one.most < 1e9 else " or more"
        raise InputError(f"{name} = {value!r} is not a number, {one.least:g}{most}")
    return float(round(value)) if one.integer else float(value)


def parts(values: Mapping[str, float]) -> Parts:
    """Return the values of a design point by what they apply to; demand becomes parameters.

    values  by factor; dummies are dropped

    >>> parts({"demand": 2.0, "hazard": 0.3, "dose": 0.5}).parameters
    {'hazard': 0.6, 'request_rate': 1.9}
    """
    found = Parts()
    for name, value in values.items():
        if name in PARAMETERS or name in OWN_PARAMETERS:
            found.parameters[name] = value
        elif name.startswith(GENERATED_PREFIX):
            found.generated[name.removeprefix(GENERATED_PREFIX)] = value
        elif name.partition(".")[0] in SCHEDULING:
            found.strategy[name] = value
    changed = at_demand(values.get("demand", 1.0), found.parameters)
    return Parts({name: float(value) for name, value in changed.items()}, found.strategy, found.generated)  # type: ignore[arg-type]


def checked_factors(wanted: Iterable[Factor]) -> tuple[Factor, ...]:
    """Return factors with registered names and values in range.

    Raises InputError for an unknown or repeated name, a value out of range, and low above high.
    """
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
            raise InputError(f"factor '{name}' is repeated")
    return tuple(found)
