"""Provenance of a comparison: names, values and hashes of its inputs, as written to a manifest.

With it a comparison can be checked and repeated. It contains nothing about the host, the process or the user: no
path, time or number of threads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ...common.own_code import identity_of
from ...common.version import itborg_version
from ...mechanisms.registry import OWN_PARAMETERS, PARAMETERS, parameter_named

if TYPE_CHECKING:
    from ...organisation.types import Organisation
    from .plan import Plan


@dataclass(frozen=True)
class Provenance:
    """The inputs of a comparison.

    organisation       name under which it can be loaded again; its own name if it is not bundled
    called             its own name
    organisation_hash  hash of people, services, ties and calendar
    strategies_hash    hash of every lever on every day
    days, seed         as planned
    auto               whether the number of replications was chosen by the stopping rule
    parameters         changed parameters
    without            mechanisms knocked out
    demand             demand relative to the one the organisation is staffed for
    equal_resources    `EqualResources.plain()`; empty for doses as described
    version            version of itborg
    own                code of a user by its place, each as name and hash of its source
    """

    organisation: str
    called: str
    organisation_hash: str
    strategies_hash: str
    days: int
    seed: int
    auto: bool = False
    parameters: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    demand: float = 1.0
    equal_resources: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, planned: Plan) -> Provenance:
        """Return the inputs of a plan."""
        return cls(
            organisation=public_name(planned.organisation),
            called=planned.organisation.name,
            organisation_hash=organisation_hash(planned.organisation),
            strategies_hash=strategies_hash(planned.strategies, planned.days),
            days=planned.days,
            seed=planned.seed,
            auto=planned.replications == "auto",
            parameters=dict(planned.parameters or {}),
            without=planned.without,
            demand=planned.demand,
            equal_resources=planned.equal_resources.plain() if planned.equal_resources else {},
            version=itborg_version(),
            own=own_code(planned.behaviour, planned.strategies, planned.measures),
        )

    def hash(self, strategies: tuple[str, ...], replications: int) -> str:
        """Return a hash of all inputs that determine the results, 16 hexadecimal digits (SHA-256).

        strategies    names in the order of the comparison
        replications  number of finished ones
        """
        inputs = {**asdict(self), "strategies": strategies, "replications": replications}
        return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:16]


def public_name(organisation: Organisation) -> str:
    """Return the name of an organisation for results: its bundled name, with a structure, or its own; never a path."""
    from ...organisation.load import names

    bundled = organisation.source.partition("@")[0] in {row["name"] for row in names()}
    return organisation.source if bundled else organisation.name


def organisation_hash(organisation: Organisation) -> str:
    """Return a hash of the content of an organisation, 16 hexadecimal digits; it does not depend on the source.

    It covers people with their traits, services, calendar, currency, name and all ties, so a renamed person gives
    another hash.
    """
    text = hashlib.sha256()
    plain = [(p.id, p.name, p.side, p.role, p.team, sorted(p.traits.items())) for p in organisation.people]
    rest = (organisation.name, organisation.services, organisation.calendar, organisation.currency)
    text.update(repr((plain, rest)).encode())
    ties = organisation.ties
    for column in (ties.source, ties.target, ties.contact, ties.trust):
        text.update(column.tobytes())
    return text.hexdigest()[:16]


def strategies_hash(strategies: Sequence[Any], days: int) -> str:
    """Return a hash of the levers of strategies on every day, 16 hexadecimal digits; it does not depend on their names.

    A strategy that reacts to the run has no schedule: its settings are hashed instead.

    strategies  in order
    days        working days of the schedules
    """
    text = hashlib.sha256()
    for one in strategies:
        reacts = getattr(one, "reacts", False)
        text.update(repr(one).encode() if reacts else one.schedule(days).tobytes())
        if reacts and own_class(one):
            text.update(identity_of(type(one)).encode())
    return text.hexdigest()[:16]


def own_code(behaviour: Any, strategies: Sequence[Any], measures: Sequence[Any]) -> dict[str, str]:
    """Return name and hash of the source of all code of a user in an experiment, by its place; empty for none.

    behaviour   of a user, or None
    strategies  those whose class is not part of itborg count
    measures    measures of a user
    """
    from ..measures.own import measure_identity

    found = dict(behaviour.identity) if behaviour else {}
    for one in strategies:
        if own_class(one):
            found[f"strategies.{one.name}"] = identity_of(type(one))
    return found | {f"measures.{one.name}": measure_identity(one) for one in measures}


def own_class(strategy: Any) -> bool:
    """Return whether the class of a strategy is that of a user."""
    return not type(strategy).__module__.startswith((f"{__name__.partition('.')[0]}.", "types"))


def outside_plausible_range(parameters: Mapping[str, float] | None) -> dict[str, tuple[float, float]]:
    """Return the plausible range (low, high) of each changed parameter that lies outside it, by name.

    parameters  value by name; None: none. Names that are not registered (results of an older version) have no range

    >>> outside_plausible_range({"honesty": 0.2}), outside_plausible_range({"honesty": 3.0})
    ({}, {'honesty': (0.05, 0.35)})
    """
    known = {**PARAMETERS, **OWN_PARAMETERS}
    ranges = {name: (known[name].low, known[name].high) for name in parameters or {} if name in known}
    return {name: (low, high) for name, (low, high) in ranges.items() if not low <= (parameters or {})[name] <= high}


def warnings(parameters: Mapping[str, float] | None) -> list[str]:
    """Return a sentence for each parameter outside its plausible range.

    Such values are permitted: they are limited by the registry only where the model would break.

    parameters  value by name; None: none

    >>> warnings({"honesty": 3.0})
    ['honesty = 3 lies outside its plausible range, 0.05 to 0.35 utility']
    """
    return [
        f"{name} = {(parameters or {})[name]:g} lies outside its plausible range, {low:g} to {high:g} "
        f"{parameter_named(name).unit}".rstrip()
        for name, (low, high) in outside_plausible_range(parameters).items()
    ]
