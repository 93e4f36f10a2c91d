"""Strategies side by side, paired: inside a replicate all of them meet the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .equal_resources import at_equal_resources
from .paired_runs import Progress, blank_accumulator, collect
from .plan import DAYS, REPLICATIONS, SEED, Replications, ResourceKind, plan
from .result import Comparison

if TYPE_CHECKING:
    from ...organisation.types import Organisation


def compare(
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
    terms: ResourceKind | None = None,
    amount: float | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare strategies with doing nothing, paired on the same luck. Writes no files.

    strategies    names, combinations "a+b", files or objects; None for all but the controls
    organisation  a name, a folder, or an Organisation
    runs          pairs, or "auto": 20, 40, 80 ... 400, until every order by net value is clear
    days          working days after the strategies' start
    seed          root of all luck: the same seed gives the same numbers
    threads       None for all cores; the numbers do not depend on it
    parameters    changed parameters by name
    without       mechanisms to switch off
    load          demand relative to what the organisation is staffed for
    terms         "budget" or "hours": scale every strategy to the dose that takes the same; None: as described
    amount        kEUR or person-days that each then takes; None: as much as the cheapest
    progress      called with (pairs done, pairs planned so far)

    Raises InputError for names that are not known and numbers out of range.
    """
    what = plan(
        strategies,
        organisation=organisation,
        replications=replications,
        days=days,
        seed=seed,
        threads=threads,
        parameters=parameters,
        without=without,
        demand=demand,
    )
    if terms is not None:
        what = at_equal_resources(what, terms, amount)
    tally = blank_accumulator(what)
    collect(what, tally, progress)
    return Comparison.of(what, tally)
