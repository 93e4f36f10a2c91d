"""The registry of parameters: everything that is a number in the model, named once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..common.errors import InputError, unknown
from .parameter import Parameter
from .parameters_causes import CAUSES, PRESSURE
from .parameters_changes import CHANGES
from .parameters_incidents import INCIDENTS
from .parameters_people import COMMUNICATION, FRAMEWORK, LABELS, LEARNING, MONEY, TRUST
from .parameters_routing import EXPERTISE, ROUTING

FAMILIES: Mapping[str, tuple[Parameter, ...]] = {
    "changes": CHANGES,
    "root causes": CAUSES,
    "pressure": PRESSURE,
    "incidents": INCIDENTS,
    "expertise": EXPERTISE,
    "routing": ROUTING,
    "labels": LABELS,
    "framework": FRAMEWORK,
    "communication": COMMUNICATION,
    "learning": LEARNING,
    "trust": TRUST,
    "money": MONEY,
}
PARAMETERS: Mapping[str, Parameter] = {p.name: p for family in FAMILIES.values() for p in family}
SYMBOLS: Mapping[str, str] = {p.symbol: p.name for p in PARAMETERS.values() if p.symbol}
PARAMETER_DTYPE = np.dtype((np.record, [(name, np.float64) for name in PARAMETERS]))


def canonical(name: str) -> str:
    """Return the registered name for a name or a symbol of the equations.

    >>> canonical("phi0")
    'honesty'
    """
    if name in PARAMETERS:
        return name
    if name in SYMBOLS:
        return SYMBOLS[name]
    raise unknown("parameter", name, PARAMETERS)


#: What the model divides by, or takes the logarithm of.
ABOVE_ZERO = frozenset({"impact", "benefit_life", "analysis_learning", "tie_reference"})


def checked(name: str, value: object) -> tuple[str, float]:
    """Return the registered name and the value as a float inside its plausible range.

    Values outside [low, high] are accepted down to 0 for experiments (a mechanism switched off, an
    extreme); negative, infinite and missing values are not.
    """
    known = canonical(name)
    p = PARAMETERS[known]
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
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


def parameter_record(changes: Mapping[str, object] | None = None) -> Any:
    """Return a one-row record array of all parameters, `changes` applied to the defaults."""
    record = np.zeros(1, dtype=PARAMETER_DTYPE)
    for name, parameter in PARAMETERS.items():
        record[name] = parameter.default
    for name, value in (changes or {}).items():
        known, number = checked(name, value)
        record[known] = number
    return record


class Mechanism(NamedTuple):
    """One mechanism of the model.

    name     its name
    meaning  what it does, one line
    off      parameters, and the values at which it does nothing
    """

    name: str
    meaning: str
    off: Mapping[str, float]


_ALL = (
    Mechanism("inflation", "managers exaggerate labels when that pays", {"honesty": 100.0}),
    Mechanism("labels_heeded", "IT follows labels where it does not understand", {"label_weight": 0.0}),
    Mechanism("escalation", "managers call about open top-labelled work", {"escalation_rate": 0.0}),
    Mechanism("firefighting", "open incidents pull others in", {"pull_start": 1e9, "incident_pull": 0.0}),
    Mechanism("pressure", "pressure skips tests and tires", {"pressure_risk": 0.0, "fatigue": 0.0}),
    Mechanism("emergency_changes", "top-labelled changes are tested less", {"emergency_risk": 0.0}),
    Mechanism("use_hazard", "use of a service brings out its faults", {"use_hazard": 0.0}),
    Mechanism("readiness", "known peaks are prepared", {"readiness": 0.0}),
    Mechanism("freeze", "releases are held back to quiet days by those who know the calendar", {"freeze_window": 0.0}),
    Mechanism("release_disruption", "releases disturb the business", {"release_disruption": 0.0}),
    Mechanism("shadow_it", "needs go round IT", {"shadow_premium": 100.0}),
    Mechanism("forgetting", "understanding fades and businesses change", {"forgetting": 0.0, "business_drift": 0.0}),
    Mechanism("peer_learning", "business understanding spreads inside IT", {"peer_learning": 0.0}),
    Mechanism("tacit_ceiling", "only seeing the work teaches all", {"tacit_ceiling": 1.0}),
    Mechanism("trust_in_contact", "people talk to those they trust", {"contact_trust": 0.0, "reciprocity": 0.0}),
    Mechanism(
        "hiding_behind_tickets",
        "working contacts make ties only where trust makes them personal",
        {"personal_contact": 0.0},
    ),
    Mechanism("spill_over", "what one did colours trust in all", {"spill_over": 0.0}),
    Mechanism("trust_asymmetry", "trust falls faster than it grows", {"trust_asymmetry": 1.0}),
    Mechanism(
        "records_need_people", "a framework works on what understanding people put in", {"records_need_people": 0.0}
    ),
    Mechanism("target_chasing", "the own deadline rules when the framework is the objective", {"target_chasing": 0.0}),
    Mechanism("crowding_out", "the framework as objective crowds out the business", {"crowding_out": 0.0}),
    Mechanism("reactance", "mandates provoke resistance", {"reactance": 0.0}),
    Mechanism("trust_in_routing", "hand-offs prefer trusted ties", {"trust_exponent": 0.0}),
    Mechanism("contact_in_routing", "hand-offs prefer frequent contacts", {"contact_exponent": 0.0}),
    Mechanism(
        "belief_learning", "outcomes of hand-offs teach who knows what", {"belief_learning": 0.0, "handoff_trust": 0.0}
    ),
    Mechanism("belief_talk", "talk teaches who knows what", {"belief_talk": 0.0}),
    Mechanism("team_homophily", "hand-offs prefer the own team", {"team_homophily": 1.0}),
    Mechanism("load_awareness", "senders avoid busy receivers", {"load_aversion": 0.0}),
    Mechanism("cold_return", "incidents go back to the sender", {"return_pull": 0.0}),
    Mechanism("back_channel", "managers call a trusted tie in IT", {"back_channel": 0.0}),
    Mechanism("questions", "solving needs answers from the user", {"question": 0.0, "question_gain": 0.0}),
    Mechanism(
        "incidental_fixes",
        "closing an incident may remove its root cause, the less the greater the pressure",
        {"incidental_fix": 0.0},
    ),
    Mechanism("appointments", "some fixes wait for an agreed time", {"appointment": 0.0}),
    Mechanism("announcement", "managers tell trusted ties of coming peaks", {"announcement": 0.0}),
)
MECHANISMS: Mapping[str, Mechanism] = {m.name: m for m in _ALL}


def parameters_without(names: Sequence[str], changes: Mapping[str, object]) -> dict[str, object]:
    """Return parameter changes with the named mechanisms switched off on top of `changes`."""
    merged = dict(changes)
    for name in names:
        if name not in MECHANISMS:
            raise unknown("mechanism", name, MECHANISMS)
        merged.update(MECHANISMS[name].off)
    return merged


#: What rises with load: needs of the business, and incidents of every root cause.
DEMAND = ("request_rate", "hazard")
LEAST, MOST = 0.1, 3.0


def checked_demand(load: object) -> float:
    """Return a load, 1 as the organisation is; InputError for what is none."""
    try:
        value = float(load)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = math.nan
    if isinstance(load, bool) or not LEAST <= value <= MOST:
        raise InputError(f"load = {load} is not a number from {LEAST:g} to {MOST:g}; 1 is the organisation as it is")
    return value


def at_demand(demand: float, changes: Mapping[str, object]) -> dict[str, object]:
    """Return parameter changes with demand multiplied, from the first day of the burn-in on.

    >>> at_demand(0.5, {"request_rate": 1.0})["request_rate"]
    0.5
    """
    known = {canonical(name): value for name, value in changes.items()}
    if demand == 1.0:
        return known
    multiplied = {name: demand * float(known.get(name, PARAMETERS[name].default)) for name in DEMAND}  # type: ignore[arg-type]
    return known | multiplied
