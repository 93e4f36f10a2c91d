"""What a mechanism is: parameters, scalar rules with their equations, and the values at which it does nothing.

A mechanism is one file: a class of parameters and the rules that read them. The engine calls the rules through
their module (`labels.utility(...)`), so that there is one binding to replace. A rule carries its equation as
text; tests evaluate the text against the code, and the documentation prints it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, ClassVar, cast

from ..common.numba_support import rule as inlined

ASSUMPTION = "assumption"
#: Prefix of the source of a number that is assumed, but whose sign has been observed.
DIRECTION = "assumption; the literature gives the direction: "
#: Equation of every rule, as text; see `rule`.
EQUATIONS: dict[Callable[..., Any], str] = {}


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    name     what it is called everywhere
    default  value used when nothing else is set
    low      lowest plausible value: bound of sliders and sweeps
    high     highest plausible value
    unit     "share" and "probability" are 0 to 1; "pd" is person-days; "day" is a working day
    meaning  one line
    source   where the number comes from, or "assumption"
    symbol   short form in equations, "" if it has none
    core     whether sensitivity, calibration and the plausible parameter space vary it by default
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str = ASSUMPTION
    symbol: str = ""
    core: bool = False


@dataclass(frozen=True)
class Knockout:
    """A mechanism, or a part of one, that can be knocked out.

    name     what `--without` calls it
    meaning  what the model loses, one line
    purpose  what it is for: the claim that needs it, and the patterns that test that claim
    values   values of its parameters at which it does nothing
    """

    name: str
    meaning: str
    purpose: str
    values: dict[str, float]


class _Declared:
    """A parameter in a class body, before it knows its name."""

    def __init__(self, *values: Any, **more: Any) -> None:
        self.values, self.more = values, more


def parameter(
    default: float,
    low: float,
    high: float,
    unit: str,
    meaning: str,
    source: str = ASSUMPTION,
    *,
    symbol: str = "",
    core: bool = False,
) -> float:
    """Declare a parameter in the body of a mechanism; see Parameter for the arguments.

    To type checkers and to the rules it is a float: a field of the record of parameters.
    """
    return cast(float, _Declared(default, low, high, unit, meaning, source, symbol=symbol, core=core))


def knockout(name: str, meaning: str, purpose: str, /, **values: float) -> Knockout:
    """Declare what can be knocked out, and the parameter values at which it does nothing.

    name     what `--without` calls it, unique among all mechanisms
    meaning  what is lost, as a clause: "managers exaggerate labels when that pays"
    purpose  what it is for, as a clause with patterns: "labels lose their information under congestion: P1"
    values   parameters of this mechanism; values outside the plausible range may switch something off
    """
    return Knockout(name, meaning, purpose, values)


class Mechanism:
    """Base of all mechanisms: a namespace of parameters, never instantiated.

    MEANING     what the mechanism is, one line
    PARAMETERS  its parameters, in the order of the class body
    KNOCKOUTS   what can be knocked out
    """

    MEANING: ClassVar[str]
    PARAMETERS: ClassVar[tuple[Parameter, ...]]
    KNOCKOUTS: ClassVar[tuple[Knockout, ...]]

    def __init_subclass__(cls, meaning: str = "", knockouts: tuple[Knockout, ...] = ()) -> None:
        """Name the parameters by the class attributes that declare them.

        meaning    what the mechanism is, one line
        knockouts  what can be knocked out; none where the model makes no sense without it
        """
        cls.MEANING, cls.KNOCKOUTS = meaning, knockouts
        cls.PARAMETERS = tuple(
            Parameter(name, *one.values, **one.more) for name, one in vars(cls).items() if isinstance(one, _Declared)
        )


def rule[F: Callable[..., Any]](equation: str = "") -> Callable[[F], F]:
    """Mark a scalar rule: plain Python for people and tests, inlined by the compiled kernel.

    equation  what the rule returns, in Python notation with the names of its arguments (`p.honesty` for a
              parameter, `exp`, `log`, `sqrt`, `min`, `max`); further lines define names used in the first, as
              `name = expression`. Empty where there is no closed form; such rules are tested by examples.

    Equation and code are written twice on purpose: tests evaluate one against the other, and documents print the first.
    """

    def mark(function: F) -> F:
        made = inlined(function)
        EQUATIONS[made] = cleandoc(equation)
        return made

    return mark
