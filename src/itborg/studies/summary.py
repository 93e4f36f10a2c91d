"""What each cell says of each strategy: levels, paired differences to the baseline, what pairing was worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..comparison.study import better_of
from ..statistics import Floats, band, shares_better, variance_ratios

if TYPE_CHECKING:
    from pandas import DataFrame

    from .results import Results


def paired(found: Results, measure: str) -> Floats:
    """Return (replicates, cells, strategies) of a measure, NaN where a run failed or was not needed."""
    study = found.study
    most = int(found.runs["replicate"].max()) + 1 if len(found.runs) else 0
    table = np.full((most, len(study.cells), len(study.names)), np.nan)
    table[found.runs["replicate"], cell_numbers(found), found.runs["strategy"].cat.codes] = found.runs[measure]
    return table


def cell_numbers(found: Results) -> np.ndarray:
    """Return the cell of each run."""
    return (found.runs["point"] * len(found.study.organisations) + found.runs["organisation"].cat.codes).to_numpy()


def summary(found: Results) -> DataFrame:
    """Return one row per point, organisation, strategy and measure.

    mean, low, high                    level with its 95 % interval
    difference_mean, _low, _high       paired difference to the baseline; exactly 0 for the baseline itself
    p_better                           share of pairs in which the strategy is better, ties half
    pairs                              pairs of runs behind the difference
    variance_ratio                     how many times as many unpaired runs it would have taken
    """
    import pandas as pd

    return pd.concat([_of_measure(found, name) for name in found.study.measures], ignore_index=True)


def _of_measure(found: Results, measure: str) -> DataFrame:
    import pandas as pd

    study, values = found.study, paired(found, measure)
    steps = values - values[:, :, :1]
    level, change = band(values), band(steps)
    pairs = np.sum(~np.isnan(steps), axis=0)
    low, high = (np.where(pairs > 0, 0.0, np.nan)[:, :1],) * 2
    columns: dict[str, Floats] = {
        **level._asdict(),
        **{f"difference_{side}": column for side, column in change._asdict().items()},
        "p_better": shares_better(steps, better_of(measure)),
        "pairs": pairs,
        "variance_ratio": variance_ratios(values, np.broadcast_to(values[:, :, :1], values.shape)),
    }
    columns["difference_low"][:, :1], columns["difference_high"][:, :1] = low, high
    cells, names = len(study.cells), len(study.names)
    return pd.DataFrame(
        {
            "point": np.repeat(np.array([cell.point for cell in study.cells], dtype=np.int32), names),
            "organisation": pd.Categorical(
                [c.organisation for c in study.cells for _ in study.names], list(study.organisations)
            ),
            "strategy": pd.Categorical(list(study.names) * cells, list(study.names)),
            "measure": measure,
            **{name: column.reshape(-1) for name, column in columns.items()},
        }
    )
