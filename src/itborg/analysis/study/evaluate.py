"""Points in, one row a run out: the way in for everything that asks the model many questions. Writes no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ...common.errors import InputError, install
from .design import Design
from .executors import Workers
from .factors import Factor
from .results import Results
from .runner import Progress, in_memory, run_study
from .study import DAYS, REPLICATIONS, Replications, Study, plan_study
from .study_store import collect
from .tasks import Model


def evaluate(
    points: Sequence[Mapping[str, float]] | Design,
    *,
    strategies: Sequence[Any] = ("none",),
    replications: int = REPLICATIONS,
    measures: Sequence[str] | None = ("net_value",),
    organisation: Any = "grab_at_pizza",
    days: int = DAYS,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Results:
    """Return the runs of all strategies at all points, paired: a replicate has the same luck everywhere.

    points    values by factor, the same factors in each, or a Design
    settings  factors fixed at another value than the usual
    model     a function (values, strategy, seed) -> measures in place of the model, with `measures` named
    """
    study = plan_study(
        strategies,
        design=points if isinstance(points, Design) else table(points),
        organisations=[organisation],
        measures=None if model else measures,
        settings=settings,
        without=without,
        replications=Replications(replications),
        days=days,
        seed=seed,
    )
    if model:
        study = replace(study, measures=tuple(measures or ()))
    return in_memory(study, threads=threads, progress=progress, model=model)


def table(points: Sequence[Mapping[str, float]]) -> Design:
    """Return points as a design."""
    names = list(points[0]) if points else []
    columns = [[float(point[name]) for point in points] for name in names]
    factors = tuple(Factor(name, min(c), max(c)) for name, c in zip(names, columns, strict=True))
    return Design("table", factors, rows=tuple(zip(*columns, strict=True))) if names else Design()


EvaluationProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class RunSource:
    """Lives studies.

    folder    where runs are kept, one folder a study; None: nowhere
    workers   who lives them; None: a thread for each core
    threads   for studies in memory; None for all cores
    progress  called with (runs done, runs planned) of the study at hand
    model     a function in place of the model, for tests against known truth
    """

    folder: Path | None = None
    workers: Workers | None = None
    threads: int | None = None
    progress: EvaluationProgress | None = None
    model: Model | None = None

    def __call__(self, study: Study, name: str = "runs") -> Results:
        """Return the results of a study; what lies in its folder already is not run again."""
        if self.folder is None:
            return in_memory(study, threads=self.threads, progress=self.progress, model=self.model)
        place = self.folder / name
        run_study(study, place, workers=self.workers, progress=self.progress, model=self.model)
        return collect(study, place)[1]


def asked_of(study: Study) -> dict[str, Any]:
    """Return what a study says to a question that is not about its own runs: its first organisation, days, luck."""
    name, organisation = next(iter(study.organisations.items()))
    return {
        "organisation": name if organisation is None else organisation,
        "days": study.days,
        "seed": study.seed,
        "replications": study.replications.most,
    }


def extra(module: str, what: str) -> Any:
    """Return a module of the extra `studies`, or say how to get it.

    module  dotted name
    what    what the user wanted
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise InputError(f"{what} needs {library}, which is not installed: {install('studies')}") from error
