"""Explanations: the parts add up, the largest change comes first, only lasting significant changes are reported."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pandas as pd

from itborg.analysis.comparison.result import Difference
from itborg.analysis.comparison.series import SERIES
from itborg.report.explanation import MOST, behind, lead, money, moves

NET = {"none": 0.0, "good": 5.0, "better": 9.0, "bad": -3.0, "idle": 0.2}
COST = 1.0


class Found:
    """A comparison whose effects come from benefit, at the cost of COST, with intervals of +-1."""

    baseline = "none"
    tied = False

    def __init__(self, **series: tuple[float, float, float]) -> None:
        """Take by series: its value under the baseline, under every strategy, and half of the interval."""
        self.series = dict.fromkeys(SERIES, (1.0, 1.0, 1.0)) | series
        self.blocks = pd.DataFrame([self._block(name, day) for name in SERIES for day in (20, 40)])

    def _block(self, name: str, day: int) -> dict[str, Any]:
        base, ours, half = self.series[name]
        change = (ours - base) * day / 40
        low, high = change - half, change + half
        row = {"difference_mean": change, "difference_low": low, "difference_high": high}
        return {"strategy": "good", "series": name, "day": day, **row}

    def ranking(self) -> pd.DataFrame:
        """Return the strategies, best first."""
        return pd.DataFrame({"strategy": sorted(NET, key=lambda name: -NET[name]), "tied_with_next": self.tied})

    def difference(self, a: str, b: str | None = None, measure: str = "net_value") -> Difference:
        """Return a difference of net value or of one of its parts."""
        net = NET[a] - NET[b or "none"]
        mean = {"net_value": net, "benefit": net + COST, "loss": 0.0, "cost": COST}[measure]
        return Difference(mean, mean - 1, mean + 1, math.nan, 9)

    def days(self, strategy: str, name: str) -> Any:
        """Return two days of a series."""
        value = self.series[name][0 if strategy == "none" else 1]
        return {"mean": pd.Series([0.0, value])}


def reported(**series: tuple[float, float, float]) -> list[str]:
    """Return which mechanisms are reported."""
    found: Any = Found(**series)
    return behind(found, "good")


def test_positive_negative_and_insignificant_effects_are_distinguished_with_their_parts() -> None:
    found: Any = Found()
    assert money(found, "good") == (
        "Raises net value by 5.00 ± 1.00 kEUR per day: changes bring 6.00 more, IT and the strategy cost 1.00 more."
    )
    assert money(found, "bad").startswith("Lowers net value by 3.00 ± 1.00 kEUR per day: changes bring 2.00 less")
    assert money(found, "idle").startswith("No significant effect on net value (+0.20 ± 1.00 kEUR per day)")


def test_the_first_strategy_is_compared_with_the_second() -> None:
    found: Any = Found()
    assert lead(found).startswith(
        "better is ahead of good, the next strategy, by 4.00 ± 1.00 kEUR per day: changes bring 5.00"
    )


def test_a_tied_first_strategy_is_not_called_ahead() -> None:
    found: Any = Found()
    found.tied = True
    assert lead(found) == "better ranks first, but not significantly before good: 4.00 ± 1.00 kEUR per day."


def test_the_largest_change_comes_first_and_changes_for_the_worse_are_separate() -> None:
    assert reported(
        firefighting_share=(0.3, 0.1, 0.01),
        requirement_fit=(0.5, 0.6, 0.01),
        lead_time=(60.0, 66.0, 1.0),
        root_causes=(80, 60, 1),
    ) == [
        "Better: firefighting 0.10 instead of 0.30; root causes of incidents 60 instead of 80; "
        "fit of changes to what is needed 0.60 instead of 0.50.",
        "Worse: lead time of changes 66 instead of 60 days.",
    ]


def test_insignificant_and_small_changes_are_not_reported() -> None:
    assert reported(requirement_fit=(0.5, 0.9, 2.0)) == reported(requirement_fit=(0.50, 0.51, 0.001)) == reported()
    assert reported() == ["No mechanism changed much and remained statistically significant to the end of the run."]


def test_the_first_month_of_a_lasting_significant_change_is_reported() -> None:
    assert reported(lead_time=(60.0, 30.0, 20.0)) == [
        "Better: lead time of changes 30 instead of 60 days (significant from month 2)."
    ]


def test_at_most_three_mechanisms_are_reported() -> None:
    (line,) = reported(**{name: (1.0, 2.0, 0.1) for name, one in SERIES.items() if one.better == "higher"})
    assert line.count(";") == MOST - 1


def test_a_single_strategy_is_compared_with_no_second() -> None:
    found: Any = SimpleNamespace(ranking=lambda: pd.DataFrame({"strategy": ["good", "none"]}))
    assert lead(found) == ""


def blocks(**series: list[float]) -> Any:
    """Return a comparison in which series differ by these values in each block, with intervals of +-1."""
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
    """Return from when on a series changed."""
    return next(move.first for move in moves(found, "x") if move.series == name)


def test_a_change_starts_with_the_first_block_of_those_that_exclude_zero_to_the_end() -> None:
    assert first(blocks(requirement_fit=[0, 2, 3]), "requirement_fit") == 40
    assert first(blocks(requirement_fit=[5, 0, 3]), "requirement_fit") == 60
    assert first(blocks(requirement_fit=[-5, 2, 3]), "requirement_fit") == 40
    assert first(blocks(requirement_fit=[5, 5, 0]), "requirement_fit") is None


def test_the_outcome_itself_is_not_a_mechanism() -> None:
    assert "net_value" not in {move.series for move in moves(blocks(), "x")}
