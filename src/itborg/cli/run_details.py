"""Details of a run: worst practices (ABC of ICT), and indicators of the delivered changes (VOCR).

Both classes collect values replication by replication, so that the runs need not be kept. Intervals are Student's t,
95 %, over replications; differences from the baseline are paired.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.comparison.plan import Plan
    from ..analysis.statistics import Floats
    from ..engine.simulation import Run
    from ..engine.state import World

#: Meaning and unit of each indicator of delivered changes.
INDICATORS: Mapping[str, tuple[str, str]] = {
    "value": ("value added per delivered change", "kEUR/day"),
    "outcome": ("fit of delivered changes, all days", "share"),
    "cost": ("work per change", "pd"),
    "risk": ("changes that left a root cause", "share"),
    "delivered": ("changes delivered", "1/month"),
    "rejected": ("requests rejected or lapsed", "share"),
    "selection_rank": ("selection by value for effort (0.5: random)", "share"),
}


class PracticeShares:
    """The share of months in which each worst practice occurs, in the runs of every replication.

    A month has 20 working days; shares are 0 to 1.
    """

    def __init__(self) -> None:
        """Start with no replication."""
        self._shares: list[list[list[float]]] = []

    def add(self, runs: Sequence[Run]) -> None:
        """Add one replication: the runs of the baseline (first) and of the strategy (last)."""
        from ..analysis.measures.worst_practices import observed_practices

        self._shares.append([[one.share for one in observed_practices(run)] for run in (runs[0], runs[-1])])

    def rows(self, what: Plan, first: Run) -> list[dict[str, Any]]:
        """Return one record per worst practice (docs/json.md).

        Keys: name, card, side; months of the first run (1 is the first); people and teams that show it at the end,
        empty if the last month does not show it; share and difference from the baseline, each with mean, low and high.
        To know people and teams, the first run is simulated once more.

        first  the strategy's run in the first replication, which gives months, people and teams
        """
        import numpy as np

        from ..analysis.measures.worst_practices import observed_practices, shown_by
        from ..engine.row_names import Rows

        shares, names, world = np.array(self._shares), Rows.of(what.organisation), _final_state(what)
        found = []
        for at, one in enumerate(observed_practices(first)):
            who = shown_by(world, one.practice)
            found.append(
                {
                    "name": one.practice.name,
                    "card": one.practice.card,
                    "side": one.practice.side,
                    "months": list(one.months),
                    "people": [names.people[row].name for row in who.people] if one.shows_last else [],
                    "teams": [names.teams[row][1] for row in who.teams] if one.shows_last else [],
                    "share": _plain_interval(shares[:, 1, at]),
                    "difference": _plain_interval(shares[:, 1, at] - shares[:, 0, at]),
                }
            )
        return found


class ChangeIndicators:
    """The indicators of delivered changes, in the runs of every replication; see INDICATORS."""

    def __init__(self) -> None:
        """Start with no replication."""
        self._values: list[tuple[dict[str, float], dict[str, float]]] = []

    def add(self, runs: Sequence[Run]) -> None:
        """Add one replication: the runs of the baseline (first) and of the strategy (last)."""
        from ..analysis.measures.value import vocr

        self._values.append((vocr(runs[0]), vocr(runs[-1])))

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return for each indicator its value in the first run, mean, and paired difference from the baseline.

        Keys: meaning, unit, value, mean, low, high, difference. None stands for what is not a number, as in a run that
        delivers no change.
        """
        import numpy as np

        from ..analysis.comparison.document import plain_number

        found: dict[str, dict[str, Any]] = {}
        for name, (meaning, unit) in INDICATORS.items():
            baseline, strategy = (np.array([pair[at][name] for pair in self._values]) for at in (0, 1))
            found[name] = {
                "meaning": meaning,
                "unit": unit,
                "value": plain_number(float(strategy[0])),
                **_plain_interval(strategy),
                "difference": _plain_interval(strategy - baseline),
            }
        return found


def _plain_interval(values: Floats) -> dict[str, float | None]:
    """Return mean, low and high of values as JSON numbers; None where there is no number."""
    from ..analysis.comparison.document import plain_number
    from ..analysis.statistics import interval

    return {key: plain_number(value) for key, value in interval(values)._asdict().items()}


def _final_state(what: Plan) -> World:
    """Return the state of the first replication under the strategy at the end of the last day."""
    from ..analysis.comparison.paired_runs import model_inputs
    from ..engine.reactive_run import run_reactive
    from ..engine.simulation import after_burn_in, prepare, run_seed

    setup = prepare(what.organisation, days=what.days, **model_inputs(what))
    return run_reactive(after_burn_in(setup, run_seed(what.seed, 0)), what.strategies[-1], setup)


def practices_table(data: dict[str, Any]) -> Any:
    """Return the table of the worst practices of a run; `data` is what run.json holds.

    A practice that this run never shows is dim.
    """
    from ..analysis.measures.window import spans
    from .output import blank_table

    table = blank_table()
    table.add_column("\nworst practice (ABC of ICT)", overflow="fold")
    table.add_column("\nmonths of this run", overflow="fold")
    table.add_column("\nwho, in the last month", overflow="fold")
    table.add_column(f"months, mean\nof {data['replications']} runs", justify="right", no_wrap=True)
    table.add_column(f"minus\n{data['baseline']}", justify="right", no_wrap=True)
    for one in data["practices"]:
        cells = (_percent(one["share"]), _percent(one["difference"], signed=True))
        table.add_row(one["card"], spans(one["months"]), _who(one), *cells, style="" if one["months"] else "dim")
    return table


def _who(one: dict[str, Any]) -> str:
    """Return who shows a worst practice: teams, people, or its whole side; "" if the run never shows it."""
    if not one["months"]:
        return ""
    if one["teams"]:
        return " and ".join(one["teams"])
    names = one["people"]
    if not names:
        return {"IT": "IT", "business": "the business"}.get(one["side"], "both sides")
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 2 else " and ".join(names)


def _percent(row: dict[str, float | None], signed: bool = False) -> str:
    """Return a share with half of its 95 % interval, in %."""
    from ..report.formatting import half, percent

    width = half(row["low"], row["high"])
    shown = percent(row["mean"], signed=signed)
    return shown if math.isnan(width) else f"{shown.removesuffix(' %')} ± {percent(width)}"
