"""All mechanisms, and what is derived from them: parameters, knock-outs, the record the kernel reads.

A new mechanism is registered here in three places: its import, its line in `MECHANISMS`, which the compiled code
reads, and its base in `Parameters`, which type checkers read. The order is that of the parameters in the record and in
the documents.

Names of parameters, symbols and knock-outs are unique, so users write them without the mechanism. The kernel sees one
record with all parameters; a rule sees only those of its own mechanism.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..common.errors import InputError, unknown
from .attention import Attention
from .beliefs import Beliefs
from .board import Board
from .business_calendar import BusinessCalendar
from .change_risk import ChangeRisk
from .contacts import Contacts
from .expertise import Expertise
from .firefighting import Firefighting
from .framework import Framework
from .hearsay import Hearsay
from .incidents import Incidents
from .interventions import Interventions
from .labels import Labels
from .learning import Learning
from .mechanism import Knockout, Mechanism, Parameter
from .money import Money
from .prioritisation import Prioritisation
from .problem_management import ProblemManagement
from .requests import Requests
from .requirement_fit import RequirementFit
from .resistance import Resistance
from .rhythms import Rhythms
from .root_causes import RootCauses
from .routing import Routing
from .satisfaction import Satisfaction
from .service_levels import ServiceLevels
from .shadow_it import ShadowIT
from .solving import Solving
from .talk import Talk
from .trust import Trust
from .trust_events import TrustEvents
from .usage import Usage
from .voice import Voice

MECHANISMS: Mapping[str, type[Mechanism]] = {
    "labels": Labels,
    "requests": Requests,
    "shadow_it": ShadowIT,
    "change_risk": ChangeRisk,
    "framework": Framework,
    "root_causes": RootCauses,
    "problem_management": ProblemManagement,
    "rhythms": Rhythms,
    "business_calendar": BusinessCalendar,
    "firefighting": Firefighting,
    "incidents": Incidents,
    "service_levels": ServiceLevels,
    "expertise": Expertise,
    "beliefs": Beliefs,
    "solving": Solving,
    "prioritisation": Prioritisation,
    "routing": Routing,
    "contacts": Contacts,
    "attention": Attention,
    "talk": Talk,
    "learning": Learning,
    "voice": Voice,
    "requirement_fit": RequirementFit,
    "trust": Trust,
    "trust_events": TrustEvents,
    "hearsay": Hearsay,
    "satisfaction": Satisfaction,
    "usage": Usage,
    "board": Board,
    "resistance": Resistance,
    "interventions": Interventions,
    "money": Money,
}
PARAMETERS: Mapping[str, Parameter] = {p.name: p for one in MECHANISMS.values() for p in one.PARAMETERS}
#: Parameters that sensitivity, calibration and the plausible parameter space vary by default.
CORE: tuple[str, ...] = tuple(name for name, p in PARAMETERS.items() if p.core)
KNOCKOUTS: Mapping[str, Knockout] = {k.name: k for one in MECHANISMS.values() for k in one.KNOCKOUTS}
SYMBOLS: Mapping[str, str] = {p.symbol: p.name for p in PARAMETERS.values() if p.symbol}
PARAMETER_DTYPE = np.dtype((np.record, [(name, np.float64) for name in PARAMETERS]))

#: Parameters and knock-outs of mechanisms of users, by name; see `declare`.
OWN_PARAMETERS: dict[str, Parameter] = {}
OWN_KNOCKOUTS: dict[str, Knockout] = {}

if TYPE_CHECKING:

    class Parameters(
        Labels,
        Requests,
        ShadowIT,
        ChangeRisk,
        Framework,
        RootCauses,
        ProblemManagement,
        Rhythms,
        BusinessCalendar,
        Firefighting,
        Incidents,
        ServiceLevels,
        Expertise,
        Beliefs,
        Solving,
        Prioritisation,
        Routing,
        Contacts,
        Attention,
        Talk,
        Learning,
        Voice,
        RequirementFit,
        Trust,
        TrustEvents,
        Hearsay,
        Satisfaction,
        Usage,
        Board,
        Resistance,
        Interventions,
        Money,
        meaning="",
    ):
        """The record of all parameters, as type checkers see it: a row of PARAMETER_DTYPE.

        Rules take the class of their own mechanism as the type of `p`, so a rule that reads a parameter of another
        mechanism is an error of types.
        """


def canonical(name: str) -> str:
    """Return the registered name for a name or a symbol of the equations.

    Raises InputError, with the nearest name, if there is none.

    >>> canonical("phi0")
    'honesty'
    """
    if name in PARAMETERS or name in OWN_PARAMETERS:
        return name
    if name in SYMBOLS:
        return SYMBOLS[name]
    raise unknown("parameter", name, [*PARAMETERS, *OWN_PARAMETERS])


def parameter_named(name: str) -> Parameter:
    """Return a parameter of the model, or of a mechanism of a user, by name or symbol; InputError if it is unknown."""
    known = canonical(name)
    return PARAMETERS.get(known) or OWN_PARAMETERS[known]


def declare(mechanism: type[Mechanism]) -> None:
    """Make parameters and knock-outs of a mechanism of a user known in this process; only runs with it have them.

    Declared again, it takes the place of the earlier one. Raises InputError for a name that the model has already.
    """
    for name in (one.name for many in (mechanism.PARAMETERS, mechanism.KNOCKOUTS) for one in many):
        if name in PARAMETERS or name in SYMBOLS or name in KNOCKOUTS:
            raise InputError(f"{mechanism.__name__}: '{name}' is a name of the model already; choose another")
    OWN_PARAMETERS.update({one.name: one for one in mechanism.PARAMETERS})
    OWN_KNOCKOUTS.update({one.name: one for one in mechanism.KNOCKOUTS})


#: What the model divides by, or takes the logarithm of.
ABOVE_ZERO = frozenset(
    {
        "impact",
        "benefit_life",
        "analysis_learning",
        "tie_reference",
        "impact_cap",
        "hidden_fix",
        "fatigue_days",
        "least_speed",
        "own_eyes",
        "exposure_days",
        "heard_fully",
        "general_opinion",
        "neutral_trust",
        "voice_reference",
        "familiar_at_board",
    }
)


def checked(name: str, value: object) -> tuple[str, float]:
    """Return the registered name and the value as a float inside its plausible range.

    name   name or symbol of a parameter
    value  number, or text of one

    Values outside [low, high] are accepted down to 0 for experiments (a mechanism switched off, an
    extreme); negative, infinite and missing values are not, nor 0 where the model divides by the value, nor shares and
    probabilities above 1. Raises InputError for them and for unknown names.
    """
    known = canonical(name)
    p = parameter_named(known)
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise InputError(
            f"parameter {known} = {value!r} is not a number; expected {p.low} to {p.high} {p.unit}"
        ) from None
    if not np.isfinite(number) or number < 0:
        raise InputError(f"parameter {known} = {number} must be 0 or more; plausible: {p.low} to {p.high} {p.unit}")
    if number == 0 and known in ABOVE_ZERO:
        raise InputError(f"parameter {known} = 0 must be above 0; plausible: {p.low} to {p.high} {p.unit}")
    if p.unit in ("share", "probability") and number > 1:
        raise InputError(f"parameter {known} = {number} is a {p.unit}; expected 0 to 1")
    return known, number


def parameter_record(changes: Mapping[str, object] | None = None, mechanisms: Sequence[type[Mechanism]] = ()) -> Any:
    """Return a one-row record array of all parameters, `changes` applied to the defaults.

    changes     values by name or symbol; the last one counts where both name the same parameter
    mechanisms  of a user, whose parameters come last

    Shape (1,), of type PARAMETER_DTYPE; rules take row 0. Raises InputError as `checked` does, and for a parameter of
    another mechanism. The record is constant during a run: levers change by the day, parameters do not.
    """
    every = {**PARAMETERS, **{one.name: one for kind in mechanisms for one in kind.PARAMETERS}}
    kind = np.dtype((np.record, [(name, np.float64) for name in every])) if mechanisms else PARAMETER_DTYPE
    record = np.zeros(1, dtype=kind)
    for name, parameter in every.items():
        record[name] = parameter.default
    for name, value in (changes or {}).items():
        known, number = checked(name, value)
        if known not in every:
            raise InputError(f"parameter {known} belongs to a mechanism that this run does not have: behaviour=...")
        record[known] = number
    return record


def parameters_without(names: Sequence[str], changes: Mapping[str, object]) -> dict[str, object]:
    """Return parameter changes with the named mechanisms knocked out on top of `changes`.

    names    names of knock-outs; InputError for an unknown one
    changes  values by name or symbol; a knock-out overrides them, and is nothing but values of parameters
    """
    merged = dict(changes)
    for name in names:
        if name not in KNOCKOUTS and name not in OWN_KNOCKOUTS:
            raise unknown("mechanism", name, [*KNOCKOUTS, *OWN_KNOCKOUTS])
        merged.update((KNOCKOUTS.get(name) or OWN_KNOCKOUTS[name]).values)
    return merged


#: Parameters that are proportional to demand: requests of the business, and incidents of every root cause.
DEMAND = ("request_rate", "hazard")
LEAST, MOST = 0.1, 3.0


def checked_demand(demand: object) -> float:
    """Return a demand factor as a float; InputError if it is out of range.

    demand  number from LEAST to MOST, or text of one; 1 is the organisation as it is

    Truth values are rejected, although Python takes them for numbers.
    """
    try:
        value = float(demand)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = math.nan
    if isinstance(demand, bool) or not LEAST <= value <= MOST:
        raise InputError(
            f"demand = {demand} is not a number from {LEAST:g} to {MOST:g}; 1 is the organisation as it is"
        )
    return value


def at_demand(demand: float, changes: Mapping[str, object]) -> dict[str, object]:
    """Return parameter changes with demand multiplied, from the first day of the burn-in on.

    demand   factor on requests and on incidents of every root cause, above 0
    changes  values by name or symbol; those of demand are multiplied, not replaced

    Returns values by name. More demand on the same staff shows how strategies work under load.

    >>> at_demand(0.5, {"request_rate": 1.0})["request_rate"]
    0.5
    """
    known = {canonical(name): value for name, value in changes.items()}
    if demand == 1.0:
        return known
    multiplied = {name: demand * float(known.get(name, PARAMETERS[name].default)) for name in DEMAND}  # type: ignore[arg-type]
    return known | multiplied
