"""Which mechanisms moved, and from when on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from itborg.analysis.comparison.series import SERIES
from itborg.report.explanation import moves


def blocks(**series: list[float]) -> Any:
    """Return a comparison in which series differ so much in each block, with an interval of +-1."""
    rows = [
        {
            "strategy": "x",
            "series": name,
            "day": 20 * (at + 1),
            "difference_mean": change,
            "difference_low": change - 1,
            "difference_high": change + 1,
        }
        for name in SERIES
        for at, change in enumerate(series.get(name, [0.0] * 3))
    ]
    return SimpleNamespace(blocks=pd.DataFrame(rows))


def first(found: Any, name: str) -> int | None:
    """Return when a series moved first."""
    return next(move.first for move in moves(found, "x") if move.series == name)


def test_first_is_the_block_from_which_on_zero_stays_outside_to_the_end() -> None:
    assert first(blocks(requirement_fit=[0, 2, 3]), "requirement_fit") == 40
    assert first(blocks(requirement_fit=[5, 0, 3]), "requirement_fit") == 60
    assert first(blocks(requirement_fit=[-5, 2, 3]), "requirement_fit") == 40
    assert first(blocks(requirement_fit=[5, 5, 0]), "requirement_fit") is None


def test_the_outcome_itself_is_no_mechanism() -> None:
    assert "net_value" not in {move.series for move in moves(blocks(), "x")}
