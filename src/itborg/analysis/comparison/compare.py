"""Compare strategies with the baseline by paired replications: the function behind `itborg compare`.

All strategies of a replication start from the same world after the burn-in and use common random numbers, so their
difference to the baseline varies less between replications than the strategies themselves do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...common.errors import integer
from .equal_resources import at_equal_resources
from .paired_runs import blank_accumulator, collect
from .parameter_sets import parameter_sets
from .plan import DAYS, NOTHING, REPLICATIONS, SEED, Progress, Replications, ResourceKind, plan
from .result import Comparison

if TYPE_CHECKING:
    from ...engine.own_rules import OwnRules
    from ...organisation.types import Organisation

MAX_SETS = 10_000


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
    baseline: Any = NOTHING,
    behaviour: OwnRules | str | None = None,
    measures: Sequence[Any] = (),
    equal_resources: ResourceKind | None = None,
    amount: float | None = None,
    sets: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """Compare strategies with no intervention, using common random numbers. Writes no files.

    strategies       names, combinations "a+b", files or objects; None: all but the controls. The baseline "none" is
                     added
    organisation     a name, a folder, or an Organisation
    replications     paired replications, 1 to 1,000,000; "auto": 20, 40, 80 ... 400, until every order of the ranking
                     by net value is significant at 5 %
    days             working days after the strategies' start, 1 to 100,000
    seed             random seed, 0 to 2^62; the same seed gives the same numbers
    threads          None: all cores; results do not depend on it
    parameters       changed parameters by name
    without          mechanisms to knock out
    demand           demand relative to the one the organisation is staffed for
    baseline         strategy that all others are compared with; "none" runs in any case
    equal_resources  "budget" or "hours": scale every strategy to the largest dose at which it uses no more than an
                     amount; strategies that cannot be brought to it are set apart; None: doses as described
    amount           most kEUR or person-days that each strategy then uses; None: see `default_amount`
    behaviour        an itborg.Behaviour with rules, mechanisms and agents of your own, or the name of one, such as
                     "mine.py:behaviour"
    measures         functions of a run, or their names ("mine.py:calm_days"), in addition to the measures of the model
    sets             plausible parameter sets at which the sign of every effect on net value is checked, as the command
                     does at 16; 0: none. They are `Comparison.parameter_sets`
    progress         called with (finished, planned so far) replications

    Returns levels, paired differences, a ranking and daily tables. Raises InputError for unknown names and values out
    of range.
    """
    sets = integer("sets", sets, 0, MAX_SETS)
    planned = plan(
        strategies,
        organisation=organisation,
        replications=replications,
        days=days,
        seed=seed,
        threads=threads,
        parameters=parameters,
        without=without,
        demand=demand,
        baseline=baseline,
        behaviour=behaviour,
        measures=measures,
    )
    if equal_resources is not None:
        planned = at_equal_resources(planned, equal_resources, amount)
    accumulator = blank_accumulator(planned)
    collect(planned, accumulator, progress)
    found = Comparison.of(planned, accumulator)
    return replace(found, parameter_sets=parameter_sets(planned, sets=sets)) if sets else found
