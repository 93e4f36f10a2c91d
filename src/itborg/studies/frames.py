"""Tables of a study made of the outcomes of its tasks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .life import Outcome, Task
from .results import KEYS, Results

if TYPE_CHECKING:
    from pandas import DataFrame

    from .study import Study


def results_of(study: Study, found: Iterable[tuple[Task, list[Outcome]]]) -> Results:
    """Return the results of finished tasks, in the order of the study."""
    good: list[tuple[Any, ...]] = []
    bad: list[tuple[Any, ...]] = []
    for task, outcomes in found:
        for one in outcomes:
            key = (task.cell.point, task.cell.organisation, study.names[one.strategy], task.replicate)
            (bad if one.error else good).append((*key, one.error) if one.error else (*key, *one.values))
    return Results(
        study,
        ordered(_frame(good, (*KEYS, *study.measures)), study),
        ordered(_frame(bad, (*KEYS, "error")), study),
    )


def ordered(frame: DataFrame, study: Study) -> DataFrame:
    """Return rows in the order of the study: point, organisation, strategy, replicate."""
    import pandas as pd

    frame = frame.astype({"point": "int32", "replicate": "int32"})
    frame["organisation"] = pd.Categorical(frame["organisation"], list(study.organisations))
    frame["strategy"] = pd.Categorical(frame["strategy"], list(study.names))
    return frame.sort_values(list(KEYS), ignore_index=True)


def _frame(rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> DataFrame:
    import pandas as pd

    return pd.DataFrame.from_records(rows, columns=list(columns))
