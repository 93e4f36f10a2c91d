"""The worst practices of a run: which showed, when, who, and how often over many runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.comparison.plan import Plan
    from ..engine.simulation import Run
    from ..engine.state import World


class Shares:
    """Shares of the months in which each worst practice showed, pair by pair."""

    def __init__(self) -> None:
        """Begin with no pair."""
        self._pairs: list[list[list[float]]] = []

    def add(self, runs: Sequence[Run]) -> None:
        """Take the baseline's and the strategy's run of one pair."""
        from ..analysis.measures.worst_practices import observed_practices

        self._pairs.append([[one.share for one in observed_practices(run)] for run in (runs[0], runs[-1])])

    def rows(self, what: Plan, first: Run) -> list[dict[str, Any]]:
        """Return one record per worst practice.

        first  the strategy's run of the first pair: its months are told, and who shows it on its last evening
        """
        import numpy as np

        from ..analysis.comparison.result import plain_number
        from ..analysis.measures.worst_practices import observed_practices, shown_by
        from ..analysis.statistics import interval
        from ..engine.row_names import Rows

        table, names, world = np.array(self._pairs), Rows.of(what.organisation), last_evening(what)
        found = []
        for at, one in enumerate(observed_practices(first)):
            who = shown_by(world, one.practice)
            steps = {"share": table[:, 1, at], "difference": table[:, 1, at] - table[:, 0, at]}
            found.append(
                {
                    "name": one.practice.name,
                    "card": one.practice.card,
                    "side": one.practice.side,
                    "months": list(one.months),
                    "people": [names.people[row].name for row in who.people] if one.shows_last else [],
                    "teams": [names.teams[row][1] for row in who.teams] if one.shows_last else [],
                    **{
                        key: {end: plain_number(value) for end, value in interval(values)._asdict().items()}
                        for key, values in steps.items()
                    },
                }
            )
        return found


def last_evening(what: Plan) -> World:
    """Return the world of the first pair under the strategy on its last evening."""
    from ..analysis.comparison.paired_runs import model_inputs
    from ..engine.reactive_run import run_reactive
    from ..engine.simulation import after_burn_in, prepare, run_seed

    setup = prepare(what.organisation, days=what.days, **model_inputs(what))
    return run_reactive(after_burn_in(setup, run_seed(what.seed, 0)), what.strategies[-1], setup)


def show_practices(data: dict[str, Any]) -> Any:
    """Return the table of the worst practices of a run."""
    from rich import box
    from rich.table import Table

    from ..analysis.measures.window import spans

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("\nworst practice (ABC of ICT)", overflow="fold")
    table.add_column("\nmonths of this run", overflow="fold")
    table.add_column("\nwho, in the last one", overflow="fold")
    table.add_column(f"months, mean\nof {data['replications']} runs", justify="right", no_wrap=True)
    table.add_column(f"minus\n{data['baseline']}", justify="right", no_wrap=True)
    for one in data["practices"]:
        cells = (_percent(one["share"]), _percent(one["difference"], signed=True))
        table.add_row(one["card"], spans(one["months"]), _who(one), *cells, style="" if one["months"] else "dim")
    return table


def _who(one: dict[str, Any]) -> str:
    if not one["months"]:
        return ""
    if one["teams"]:
        return " and ".join(one["teams"])
    names = one["people"]
    if not names:
        return {"IT": "IT", "business": "the business"}.get(one["side"], "both sides")
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 2 else " and ".join(names)


def _percent(row: dict[str, float | None], signed: bool = False) -> str:
    mean, low, high = row["mean"], row["low"], row["high"]
    if mean is None:
        return "-"
    half = f" ± {(high - low) / 2:.0%}" if low is not None and high is not None else ""
    return (f"{mean:+.0%}" if signed else f"{mean:.0%}") + half


#: What each figure is, and its unit.
SAID: Mapping[str, tuple[str, str]] = {
    "value": ("value added per delivered change", "kEUR/day"),
    "outcome": ("fit of delivered changes, all days", "share"),
    "cost": ("work per change", "pd"),
    "risk": ("changes that left a root cause", "share"),
    "delivered": ("changes delivered", "1/month"),
    "turned_down": ("requests rejected or lapsed", "share"),
    "choice": ("choice by value for effort (.5: by lot)", "share"),
}


class Accounts:
    """Accounts of both runs, pair by pair."""

    def __init__(self) -> None:
        """Begin with no pair."""
        self._pairs: list[tuple[dict[str, float], dict[str, float]]] = []

    def add(self, runs: Sequence[Run]) -> None:
        """Take the baseline's and the strategy's run of one pair."""
        from ..analysis.measures.value import vocr

        self._pairs.append((vocr(runs[0]), vocr(runs[-1])))

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return each figure: of the first run, mean over all with its interval, paired difference to the baseline."""
        import numpy as np

        from ..analysis.comparison.result import plain_number
        from ..analysis.statistics import interval

        found: dict[str, dict[str, Any]] = {}
        for name, (meaning, unit) in SAID.items():
            none, ours = (np.array([pair[at][name] for pair in self._pairs]) for at in (0, 1))
            level, step = (
                {key: plain_number(value) for key, value in interval(values)._asdict().items()}
                for values in (ours, ours - none)
            )
            value = plain_number(float(ours[0]))
            found[name] = {"meaning": meaning, "unit": unit, "value": value, **level, "difference": step}
        return found
