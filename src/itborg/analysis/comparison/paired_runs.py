"""Paired replications of a comparison: all strategies of a replication share their random numbers.

The random seed of a replication depends on the seed of the comparison and its number only. So more replications leave
earlier ones unchanged, and an interrupted comparison is continued where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ...mechanisms.registry import at_demand
from .accumulator import Accumulator
from .plan import Plan, Progress
from .ranking import LOOKS, all_distinguishable
from .risk_and_cost import Staff

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from ..statistics import Floats


def blank_accumulator(planned: Plan) -> Accumulator:
    """Return an empty accumulator for the strategies of a plan and all measures, in the order of tables."""
    from ..measures.registry import listing

    names = [*(str(row["name"]) for row in listing()), *(one.name for one in planned.measures)]
    return Accumulator(planned.names, names, staff_of(planned))


def staff_of(planned: Plan) -> Staff:
    """Return the IT staff of the organisation of a plan, and the price of a person-day."""
    from ...engine.simulation import initial_world, prepare, run_seed

    setup = prepare(planned.organisation, days=1, **model_inputs(planned))
    return Staff.of(initial_world(setup, run_seed(planned.seed, 0)))


def collect(planned: Plan, accumulator: Accumulator, progress: Progress | None = None) -> None:
    """Run the replications that are missing, and add them to `accumulator`.

    planned      with replications "auto", the stopping rule is tested at the numbers in `ranking.LOOKS`
    accumulator  may contain replications of the same plan; finished ones stay in it when the run is interrupted
    progress     called with (finished, planned so far) after each replication
    """
    for goal in [planned.replications] if planned.replications != "auto" else LOOKS:
        _run_to(goal, planned, accumulator, progress)
        if planned.replications == "auto" and all_distinguishable(_net_value(accumulator)):
            break


def paired_replications(planned: Plan, replications: range) -> Iterator[tuple[int, list[Run]]]:
    """Yield (number of the replication, one run for each strategy) in order; arguments as in `reduced_replications`."""
    return reduced_replications(planned, replications, list)


def reduced_replications[R](
    planned: Plan, replications: range, reduced: Callable[[Iterator[Run]], R]
) -> Iterator[tuple[int, R]]:
    """Yield (number of the replication, what is kept of its runs) in order.

    planned       the plan; reactive strategies are supported
    replications  numbers of the replications to run
    reduced       called on the thread of the replication with one run for each strategy, see `reduced_ensemble`
    """
    from ...engine.ensemble import reduced_ensemble
    from ...engine.reactive_run import react

    return reduced_ensemble(
        planned.organisation,
        planned.strategies,
        reduced,
        replications=replications,
        days=planned.days,
        seed=planned.seed,
        threads=planned.threads,
        runner=react,
        **model_inputs(planned),
    )


def model_inputs(planned: Plan) -> dict[str, Any]:
    """Return the changes of a plan to the model, as keyword arguments of `prepare` and `ensemble`.

    parameters  changed parameters, multiplied by demand where it acts on them
    without     knocked-out mechanisms
    behaviour   of a user; only where there is one
    """
    changes = at_demand(planned.demand, planned.parameters or {})
    own = {"behaviour": planned.behaviour} if planned.behaviour else {}
    return {"parameters": changes, "without": planned.without, **own}


def _run_to(goal: int, planned: Plan, accumulator: Accumulator, progress: Progress | None) -> None:
    wanted = range(len(accumulator), goal)
    for replication, row in reduced_replications(planned, wanted, accumulator.reduced):
        accumulator.append(replication, row)
        if progress:
            progress(len(accumulator), goal)


def _net_value(accumulator: Accumulator) -> Floats:
    return accumulator.values[:, :, accumulator.measures.index("net_value")]
