"""The whole validation in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ...common.version import itborg_version
from ...organisation.types import Organisation
from .assessment import Validation
from .validation_plan import Plan, plan, tasks
from .validation_tasks import Done, Progress, collect


def validate(
    *,
    organisation: Organisation | str | Path = "grab_at_pizza",
    only: Sequence[str] = (),
    quick: bool = False,
    seed: int = 1,
    threads: int | None = None,
    parameters: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Ask the model for every pattern and target. Writes no files.

    organisation  in which the patterns are looked for: a name, a folder or an Organisation
    only          names of patterns; all of them by default
    quick         fewer lucks and points
    seed          root of all luck: the same seed gives the same numbers
    threads       None for all cores; the numbers do not depend on it
    parameters    changed parameters by name
    progress      called with (tasks done, tasks in all)

    Raises InputError for names that are not known and numbers out of range.
    """
    what = plan(organisation=organisation, only=only, quick=quick, seed=seed, parameters=parameters)
    done: Done = []
    collect(tasks(what), done, threads, progress)
    return verdicts(what, done)


def verdicts(what: Plan, done: Done, complete: bool = True) -> Validation:
    """Return what follows from the answers there are."""
    name = what.organisation.source or what.organisation.name
    return Validation(name, what.patterns, what.size.name, what.seed, itborg_version(), what.changes, done, complete)
