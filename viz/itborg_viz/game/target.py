"""The recovery target of a game: a third of the way from a half year without decisions to the best known plan.

Written for bundled organisations by `python -m itborg_viz.game.target`, computed on demand for all others. Both ends
are mean profits over many replications. A room that knows what both sides know comes as far in about half of all
replications (docs/play.md). Where no plan pays, the target is the profit without decisions.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.engine.row_names import Rows
from itborg.engine.simulation import collect_run
from itborg.organisation.load import load
from itborg.organisation.types import Organisation

from .account import account, books, euros
from .game import BUDGET, MONTHS
from .plan_search import BUDGETS, baseline_plan, best_known, profits
from .plans import SIDES, decisions, informed
from .replications import initial_worlds, replication_count

TARGETS = Path(__file__).with_name("targets.json")
#: Part of the way that is the target, an assumption; step to which it is rounded, kEUR.
SHARE, STEP = 1 / 3, 50
#: Organisations whose targets are shipped; seed and replications behind them. Games have other seeds.
SHIPPED, SEED, REPLICATIONS = ("grab_at_pizza",), 20270131, 96


class Target(NamedTuple):
    """The recovery target of a game.

    target   profit of the six months, kEUR; negative where a loss is accepted
    gap      from the mean profit without any decision to the target, kEUR
    history  profit of each of the six months before the game in the team's own run, kEUR
    """

    target: float
    gap: float
    history: tuple[float, ...]

    @property
    def expected(self) -> float:
        """Mean profit of the six months without any decision, kEUR."""
        return self.target - self.gap


def target(organisation: Organisation, seed: int, budget: float = BUDGET) -> Target:
    """Return the target of a game.

    seed    of the game; it decides the history, and without a shipped target the replications behind it
    budget  kEUR; a shipped target is that of the largest budget of BUDGETS that is not above it
    """
    return _target(_Key(organisation_hash(organisation), organisation), seed, budget)


class _Key(NamedTuple):
    """An organisation that compares by its hash."""

    hash: str
    organisation: Organisation

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)


@lru_cache(maxsize=64)
def _target(key: _Key, seed: int, budget: float) -> Target:
    """Return the target of an organisation, from the file or computed with the replications of the game."""
    organisation = key.organisation
    found = _shipped(key.hash, budget) or computed(organisation, seed, budget, replication_count(organisation))
    return Target(found["target"], found["target"] - found["idle"], _history(organisation, seed))


def computed(organisation: Organisation, seed: int, budget: float, count: int) -> dict[str, float]:
    """Return the target and the mean profit without decisions, kEUR, from some replications.

    The best known plan was found for Grab@Pizza; elsewhere the plan of a room that talks may be better, and counts.

    seed  of the replications; count: their number
    """
    talk = decisions(organisation, informed(organisation, budget, SIDES["both talk"]))
    plans = (baseline_plan(), talk, best_known(budget))
    idle, *ours = (float(profits(organisation, one, seed, count).mean()) for one in plans)
    reached = idle + SHARE * max(0.0, *(one - idle for one in ours))
    return {"target": float(STEP * round(reached / STEP)), "idle": round(idle, 1)}


def _history(organisation: Organisation, seed: int) -> tuple[float, ...]:
    """Return the profit of each of the six months before a game, kEUR, the earliest first."""
    setup, (world,) = initial_worlds(organisation, seed, 1)
    kept, history = books(world, Rows.of(organisation).services), collect_run(world, setup).history
    return tuple(euros(account(history, setup.burn_in, kept, month).profit) for month in range(1 - MONTHS, 1))


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(TARGETS.read_text(encoding="utf-8")) if TARGETS.exists() else {}
    return found


def _shipped(key: str, budget: float) -> dict[str, float] | None:
    """Return the target of a bundled organisation; None if it has none or has changed since."""
    for one in _file().get("organisations", []):
        if one["hash"] == key:
            fitting = [row for row in one["budgets"] if row["budget"] <= budget] or one["budgets"][:1]
            row: dict[str, float] = fitting[-1]
            return row
    return None


def main() -> None:
    """Write targets.json."""
    organisations = []
    for name in SHIPPED:
        organisation = load(name)
        budgets = [{"budget": budget} | computed(organisation, SEED, budget, REPLICATIONS) for budget in BUDGETS]
        organisations.append({"name": name, "hash": organisation_hash(organisation), "budgets": budgets})
    data = {
        "command": "python -m itborg_viz.game.target",
        "share": round(SHARE, 4),
        "seed": SEED,
        "replications": REPLICATIONS,
        "organisations": organisations,
    }
    TARGETS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
