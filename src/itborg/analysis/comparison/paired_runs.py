"""Strategies side by side, paired: inside a replicate all of them meet the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ...mechanisms.registry import at_demand
from .accumulator import Accumulator
from .plan import Plan
from .ranking import LOOKS, is_clear

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from ..statistics import Floats

Progress = Callable[[int, int], None]


def blank_accumulator(what: Plan) -> Accumulator:
    """Return an account with nothing in it yet."""
    from ..measures.registry import listing

    return Accumulator(what.names, [str(row["name"]) for row in listing()])


def collect(what: Plan, tally: Accumulator, progress: Progress | None = None) -> None:
    """Run the pairs that are still missing; whatever stops it, finished pairs stay in `tally`."""
    for goal in [what.replications] if what.replications != "auto" else LOOKS:
        _run_to(goal, what, tally, progress)
        if what.replications == "auto" and is_clear(_net_value(tally)):
            break


def pairs(what: Plan, replications: range) -> Iterator[tuple[int, list[Run]]]:
    """Yield (replicate, one run per strategy) in order; the runs of a pair share their luck."""
    from ...engine.reactive_run import run_reactive
    from ...engine.simulation import ensemble

    return ensemble(
        what.organisation,
        what.strategies,
        replications=replications,
        days=what.days,
        seed=what.seed,
        threads=what.threads,
        carry=run_reactive,
        **model_inputs(what),
    )


def model_inputs(what: Plan) -> dict[str, Any]:
    """Return what a comparison changes in the model: parameters, load and mechanisms."""
    return {"parameters": at_demand(what.demand, what.parameters or {}), "without": what.without}


def _run_to(goal: int, what: Plan, tally: Accumulator, progress: Progress | None) -> None:
    for replication, runs in pairs(what, range(len(tally), goal)):
        tally.add(replication, runs)
        if progress:
            progress(len(tally), goal)


def _net_value(tally: Accumulator) -> Floats:
    return tally.values[:, :, tally.measures.index("net_value")]
