"""Points in, one row a run out: the way in for everything that asks the model many questions. Writes no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .design import Design
from .factors import Factor
from .life import Model
from .results import Results
from .runner import Progress, in_memory
from .study import DAYS, REPLICATES, Replicates, plan_study


def evaluate(
    points: Sequence[Mapping[str, float]] | Design,
    *,
    strategies: Sequence[Any] = ("none",),
    replicates: int = REPLICATES,
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
        replicates=Replicates(replicates),
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
