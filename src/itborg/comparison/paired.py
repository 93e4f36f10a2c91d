"""Strategies side by side, paired: inside a replicate all of them meet the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..load import at_load
from .fairness import Terms, on_equal_terms
from .order import LOOKS, is_clear
from .plan import DAYS, RUNS, SEED, Plan, Runs, plan
from .result import Comparison
from .tally import Tally

if TYPE_CHECKING:
    from ..organisation import Organisation
    from ..simulation import Run
    from ..statistics import Floats

Progress = Callable[[int, int], None]


def compare(
    strategies: Sequence[Any] | None = None,
    *,
    organisation: Organisation | str | Path = "grab_at_pizza",
    runs: Runs = RUNS,
    days: int = DAYS,
    seed: int = SEED,
    threads: int | None = None,
    parameters: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    load: float = 1.0,
    terms: Terms | None = None,
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
        runs=runs,
        days=days,
        seed=seed,
        threads=threads,
        parameters=parameters,
        without=without,
        load=load,
    )
    if terms is not None:
        what = on_equal_terms(what, terms, amount)
    tally = blank_tally(what)
    collect(what, tally, progress)
    return Comparison.of(what, tally)


def blank_tally(what: Plan) -> Tally:
    """Return an account with nothing in it yet."""
    from ..measures import listing

    return Tally(what.names, [str(row["name"]) for row in listing()])


def collect(what: Plan, tally: Tally, progress: Progress | None = None) -> None:
    """Run the pairs that are still missing; whatever stops it, finished pairs stay in `tally`."""
    for goal in [what.runs] if what.runs != "auto" else LOOKS:
        _run_to(goal, what, tally, progress)
        if what.runs == "auto" and is_clear(_net_value(tally)):
            break


def pairs(what: Plan, runs: range) -> Iterator[tuple[int, list[Run]]]:
    """Yield (replicate, one run per strategy) in order; the runs of a pair share their luck."""
    from ..reacting import carried_out
    from ..simulation import ensemble

    return ensemble(
        what.organisation,
        what.strategies,
        runs=runs,
        days=what.days,
        seed=what.seed,
        threads=what.threads,
        carry=carried_out,
        **model_inputs(what),
    )


def model_inputs(what: Plan) -> dict[str, Any]:
    """Return what a comparison changes in the model: parameters, load and mechanisms."""
    return {"parameters": at_load(what.load, what.parameters or {}), "without": what.without}


def _run_to(goal: int, what: Plan, tally: Tally, progress: Progress | None) -> None:
    for replicate, runs in pairs(what, range(len(tally), goal)):
        tally.add(replicate, runs)
        if progress:
            progress(len(tally), goal)


def _net_value(tally: Tally) -> Floats:
    return tally.values[:, :, tally.measures.index("net_value")]
