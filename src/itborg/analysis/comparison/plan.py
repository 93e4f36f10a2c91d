"""The plan of a comparison, checked before anything is computed.

So a mistake in any argument is reported before the first replication is run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ...common.errors import integer
from ...engine.own_rules import OwnRules, behaviour_of
from ...mechanisms.registry import checked_demand
from ..statistics import Interval

if TYPE_CHECKING:
    from ...organisation.types import Organisation
    from ..measures.measure import Measure

#: The strategy that changes nothing: the default baseline, and the reference of what a strategy takes.
NOTHING = "none"
REPLICATIONS = 200
DAYS = 480
SEED = 1
MAX_REPLICATIONS, MAX_DAYS, MAX_SEED = 1_000_000, 100_000, 2**62
Replications = int | Literal["auto"]
#: Called with (finished, planned so far).
Progress = Callable[[int, int], None]

ResourceKind = Literal["budget", "hours"]
UNIT: Mapping[ResourceKind, str] = {"budget": "kEUR", "hours": "person-days"}


class ResourceUse(NamedTuple):
    """Resource use of one strategy over all days, in the unit of its EqualResources.

    dose          dose in the comparison; 1 is the strategy as described
    at_full_dose  mean use at dose 1, over the pilot replications
    used          mean use at that dose and its 95 % interval, over the pilot replications
    """

    dose: float
    at_full_dose: float
    used: Interval


class Apart(NamedTuple):
    """A strategy that cannot be brought to the amount, in the unit of its EqualResources.

    dose   largest dose that is known to use no more than the amount; 0 if there is none
    used   mean use at that dose
    above  mean use at the smallest dose that is known to use more; None if the largest effective dose uses less
    """

    dose: float
    used: float
    above: float | None


@dataclass(frozen=True)
class EqualResources:
    """Resources that every strategy of a comparison was scaled to.

    resource  "budget": money and working time at its price; "hours": working time alone
    amount    most that each strategy uses over all days, in `unit`
    used      resource use by strategy
    apart     strategies that cannot be brought to the amount and are not compared
    """

    resource: ResourceKind
    amount: float
    used: Mapping[str, ResourceUse]
    apart: Mapping[str, Apart]

    @property
    def unit(self) -> str:
        """KEUR or person-days."""
        return UNIT[self.resource]

    def plain(self) -> dict[str, Any]:
        """Return plain dictionaries and numbers: resource, amount, unit, use by strategy, and the others apart."""
        rows = {name: {**one._asdict(), "used": list(one.used)} for name, one in self.used.items()}
        apart = {name: one._asdict() for name, one in self.apart.items()}
        return {"resource": self.resource, "amount": self.amount, "unit": self.unit, "used": rows, "apart": apart}


@dataclass(frozen=True, eq=False)
class Plan:
    """A comparison that can be run: all names are known and all values in range.

    organisation     the organisation as loaded
    strategies       strategy objects, the baseline first
    names            their names, in the same order
    replications     number of paired replications; "auto": until all orders by net value are significant
    days             working days after the strategies' start
    seed             random seed
    parameters       changed parameters by registered name
    without          names of mechanisms that are knocked out
    threads          threads to use; None: all cores
    demand           demand relative to the one the organisation is staffed for
    equal_resources  the resources that doses were scaled to; None: doses as described
    behaviour        rules, mechanisms and agents of a user; None: none
    measures         measures of a user, after those of the model
    """

    organisation: Organisation
    strategies: tuple[Any, ...]
    names: tuple[str, ...]
    replications: Replications = REPLICATIONS
    days: int = DAYS
    seed: int = SEED
    parameters: Mapping[str, float] | None = None
    without: tuple[str, ...] = ()
    threads: int | None = None
    demand: float = 1.0
    equal_resources: EqualResources | None = None
    behaviour: OwnRules | None = None
    measures: tuple[Measure, ...] = ()


def plan(
    strategies: Sequence[Any] | None = None,
    *,
    organisation: Organisation | str | Path = "grab_at_pizza",
    replications: Replications = REPLICATIONS,
    days: int = DAYS,
    seed: int = SEED,
    threads: int | None = None,
    parameters: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    demand: float = 1.0,
    baseline: Any = NOTHING,
    behaviour: OwnRules | str | None = None,
    measures: Sequence[Any] = (),
) -> Plan:
    """Return the plan of a comparison; the baseline comes first whether it is named or not, and `none` is always run.

    Arguments are those of `compare`. Strategies that are named twice count once. Raises InputError for unknown names
    and values out of range.
    """
    from ..measures.log_indicators import known_names
    from ..measures.own import own_measures

    chosen = _strategies(strategies, baseline)
    own = behaviour_of(behaviour)
    return Plan(
        organisation=_organisation(organisation),
        strategies=tuple(chosen.values()),
        names=tuple(chosen),
        replications="auto" if replications == "auto" else integer("replications", replications, 1, MAX_REPLICATIONS),
        days=integer("days", days, 1, MAX_DAYS),
        seed=integer("seed", seed, 0, MAX_SEED),
        parameters=_parameters(parameters),
        without=_without(without),
        threads=None if threads is None else integer("threads", threads, 1, 1024),
        demand=checked_demand(demand),
        behaviour=own,
        measures=own_measures(known_names(measures)),
    )


def _strategies(wanted: Sequence[Any] | None, baseline: Any = NOTHING) -> dict[str, Any]:
    """Return strategies by name, each once, the baseline first; all but the controls where none is named.

    wanted  a single name is a list of one; None: all
    """
    from ...strategies.registry import listing
    from ...strategies.specification import strategy

    if isinstance(wanted, str):
        wanted = [wanted]
    specs = [row["name"] for row in listing() if not row.get("control")] if wanted is None else list(wanted)
    found: list[Any] = [
        strategy(one) if isinstance(one, str | Path | type) else one for one in [baseline, NOTHING, *specs]
    ]
    return {one.name: one for one in found}


def _organisation(wanted: Organisation | str | Path) -> Organisation:
    from ...organisation.load import load

    return load(wanted) if isinstance(wanted, str | Path) else wanted


def _parameters(changes: Mapping[str, object] | None) -> dict[str, float]:
    from ...mechanisms.registry import checked

    return dict(checked(name, value) for name, value in (changes or {}).items())


def _without(names: Sequence[str]) -> tuple[str, ...]:
    from ...mechanisms.registry import parameters_without

    parameters_without(names, {})
    return tuple(sorted(set(names)))
