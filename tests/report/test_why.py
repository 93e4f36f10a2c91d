"""Why, in words: the parts add up, the largest change is told first, luck is not told."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pandas as pd

from itborg.analysis.comparison.result import Difference
from itborg.analysis.comparison.series import SERIES
from itborg.report.explanation import MOST, behind, lead, money

NET = {"none": 0.0, "good": 5.0, "better": 9.0, "bad": -3.0, "idle": 0.2}
COST = 1.0


class Found:
    """A comparison whose gains come from benefit, at the cost of COST, with intervals of +-1."""

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


def told(**series: tuple[float, float, float]) -> list[str]:
    """Return what is said to lie behind."""
    found: Any = Found(**series)
    return behind(found, "good")


def test_a_gain_a_loss_and_neither_are_told_apart_with_their_parts() -> None:
    found: Any = Found()
    assert money(found, "good") == (
        "Gains 5.00 ± 1.00 kEUR a day: changes bring 6.00 more, IT and the strategy cost 1.00 more."
    )
    assert money(found, "bad").startswith("Loses 3.00 ± 1.00 kEUR a day: changes bring 2.00 less")
    assert money(found, "idle").startswith("No clear gain or loss (+0.20 ± 1.00 kEUR a day)")


def test_the_leader_is_held_against_the_next() -> None:
    found: Any = Found()
    assert lead(found).startswith("better is ahead of good, the next, by 4.00 ± 1.00 kEUR a day: changes bring 5.00")


def test_a_leader_that_the_ranking_calls_tied_is_not_said_to_be_ahead() -> None:
    found: Any = Found()
    found.tied = True
    assert lead(found) == "better comes first, but not clearly before good: 4.00 ± 1.00 kEUR a day."


def test_the_largest_change_comes_first_and_the_worse_stands_apart() -> None:
    assert told(
        firefighting_share=(0.3, 0.1, 0.01),
        requirement_fit=(0.5, 0.6, 0.01),
        lead_time=(60.0, 66.0, 1.0),
        root_causes=(80, 60, 1),
    ) == [
        "Better: firefighting 0.10 instead of 0.30; root causes of incidents 60 instead of 80; "
        "fit of changes to what is needed 0.60 instead of 0.50.",
        "Worse: lead time of changes 66 instead of 60 days.",
    ]


def test_what_luck_explains_or_nobody_would_notice_is_not_told() -> None:
    assert told(requirement_fit=(0.5, 0.9, 2.0)) == told(requirement_fit=(0.50, 0.51, 0.001)) == told()
    assert told() == ["No mechanism moved much and stayed clear of luck to the end."]


def test_the_month_is_told_from_which_on_a_change_is_clear() -> None:
    assert told(lead_time=(60.0, 30.0, 20.0)) == [
        "Better: lead time of changes 30 instead of 60 days (clear from month 2 on)."
    ]


def test_no_more_is_told_than_a_reader_keeps_in_mind() -> None:
    (line,) = told(**{name: (1.0, 2.0, 0.1) for name, one in SERIES.items() if one.better == "higher"})
    assert line.count(";") == MOST - 1


def test_without_a_next_one_nothing_is_led() -> None:
    found: Any = SimpleNamespace(ranking=lambda: pd.DataFrame({"strategy": ["good", "none"]}))
    assert lead(found) == ""
