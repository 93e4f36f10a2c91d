"""A complete validation in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ...common.version import itborg_version
from ...organisation.types import Organisation
from .assessment import Validation
from .validation_plan import Plan, plan, tasks
from .validation_tasks import Finished, Progress, run_tasks


def validate(
    *,
    organisation: Organisation | str | Path = "grab_at_pizza",
    only: Sequence[str] = (),
    quick: bool = False,
    seed: int = 1,
    threads: int | None = None,
    parameters: Mapping[str, object] | None = None,
    varied: str = "core",
    progress: Progress | None = None,
) -> Validation:
    """Compare the model with every pattern and target; write no files.

    organisation  in which the patterns are checked: a name, a folder or an Organisation
    only          ids of patterns, P1 to P17 and N1 to N6; all of them by default
    quick         use fewer replications and parameter points (20 and 24, not 200 and 120): minutes, and wider intervals
    seed          random seed: the same seed gives the same numbers
    threads       None for all cores; the numbers do not depend on it
    parameters    changed parameters by name
    varied        "core" or "all": parameters varied to see how far a result depends on the defaults
    progress      called with (tasks finished, all tasks)

    Raises InputError for names that are not known and numbers out of range.
    """
    checked = plan(organisation=organisation, only=only, quick=quick, seed=seed, parameters=parameters, varied=varied)
    finished: Finished = []
    run_tasks(tasks(checked), finished, threads, progress)
    return assess(checked, finished)


def assess(plan: Plan, finished: Finished, complete: bool = True) -> Validation:
    """Return the validation that follows from the finished tasks of a plan.

    plan      the plan
    finished  (task, values) of its tasks, or of the first of them
    complete  False if the validation was interrupted
    """
    name = plan.organisation.source or plan.organisation.name
    return Validation(
        name, plan.patterns, plan.size.name, plan.seed, itborg_version(), plan.changes, finished, complete, plan.varied
    )
