"""What is to be compared: checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ...common.errors import integer
from ...mechanisms.registry import checked_demand
from ..statistics import Interval

if TYPE_CHECKING:
    from ...organisation.types import Organisation

BASELINE = "none"
REPLICATIONS = 200
DAYS = 480
SEED = 1
MOST_REPLICATIONS, MOST_DAYS, MOST_SEED = 1_000_000, 100_000, 2**62
Replications = int | Literal["auto"]


@dataclass(frozen=True, eq=False)
class Plan:
    """A comparison that can be run: all names known, all numbers in range.

    organisation  the organisation, as it was read
    strategies    strategy objects, the baseline first
    names         their names, in the same order
    runs          number of pairs, or "auto": until the order is clear
    days          working days after the strategy's start
    seed          root of all luck
    parameters    changed parameters by registered name
    without       names of mechanisms that are switched off
    threads       threads to use, None for all cores
    load          demand relative to what the organisation is staffed for
    fairness      on which equal terms, if the doses were scaled to them
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
) -> Plan:
    """Return what is to be compared; the baseline `none` is put first whether named or not.

    Raises InputError for anything that is not known or out of range.
    """
    chosen = _strategies(strategies)
    return Plan(
        organisation=_organisation(organisation),
        strategies=tuple(chosen.values()),
        names=tuple(chosen),
        replications="auto" if replications == "auto" else integer("replications", replications, 1, MOST_REPLICATIONS),
        days=integer("days", days, 1, MOST_DAYS),
        seed=integer("seed", seed, 0, MOST_SEED),
        parameters=_parameters(parameters),
        without=_without(without),
        threads=None if threads is None else integer("threads", threads, 1, 1024),
        demand=checked_demand(demand),
    )


def _strategies(wanted: Sequence[Any] | None) -> dict[str, Any]:
    """Return strategies by name, each once, the baseline first."""
    from ...strategies.registry import listing
    from ...strategies.specification import strategy

    if isinstance(wanted, str):
        wanted = [wanted]
    specs = [row["name"] for row in listing() if not row.get("control")] if wanted is None else list(wanted)
    found: list[Any] = [strategy(one) if isinstance(one, str | Path) else one for one in [BASELINE, *specs]]
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


ResourceKind = Literal["budget", "hours"]
UNIT: Mapping[ResourceKind, str] = {"budget": "kEUR", "hours": "person-days"}


class ResourceUse(NamedTuple):
    """What one strategy takes.

    dose   in which it takes part in the comparison
    full   what it takes as described (dose 1)
    spent  what it takes in this dose, over the pilot pairs
    equal  whether that is the amount; if not, it cannot take in more
    """

    dose: float
    full: float
    spent: Interval
    equal: bool


@dataclass(frozen=True)
class EqualResources:
    """On which terms strategies were compared.

    terms   "budget": money and time, priced; "hours": time alone
    amount  what each takes over all days, in `unit`
    taken   by strategy
    """

    terms: ResourceKind
    amount: float
    taken: Mapping[str, ResourceUse]

    @property
    def unit(self) -> str:
        """KEUR or person-days."""
        return UNIT[self.terms]

    def plain(self) -> dict[str, Any]:
        """Return it as dictionaries and numbers."""
        rows = {
            name: {"dose": one.dose, "full": one.full, "spent": list(one.spent), "equal": one.equal}
            for name, one in self.taken.items()
        }
        return {"terms": self.terms, "amount": self.amount, "unit": self.unit, "taken": rows}
