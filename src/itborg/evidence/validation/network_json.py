"""The JSON document and the rows of `itborg network` (docs/json.md)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ...analysis.comparison.document import SCHEMA_VERSION
from ...analysis.statistics import Interval, interval
from ...common.version import itborg_version
from .network_effects import EFFECTS, NetworkChange, NetworkEffects, over_paper


def document(found: NetworkEffects) -> dict[str, Any]:
    """Return the effects and statistics as dictionaries, lists and plain values (docs/json.md); NaN becomes None."""
    return {
        "schema_version": SCHEMA_VERSION,
        "organisation": found.organisation,
        "seed": found.seed,
        "first_replication": found.first,
        "replications": len(found.rows()),
        "days": found.days,
        "parameters": dict(found.parameters),
        "version": itborg_version(),
        "complete": found.complete,
        "changes": [_change(found, one) for one in found.changes],
        "statistics": [
            {"name": name, **{day: _numbers(_statistic(found, name, day)) for day in found.days_of_statistics()}}
            for name in found.statistic_names()
        ],
        "strategies": [
            {
                "name": name,
                "effect": _numbers(found.estimate(("strategy", name, "ties"))),
                "effect_without_ties": _numbers(found.estimate(("strategy", name, "cut"))),
            }
            for name in found.strategy_names()
        ],
        "paper": [
            {"paper": float(paper), "changes": [_change(found, one, paper) for one in over_paper()]}
            for paper in found.papers()
        ],
    }


def csv_rows(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the numbers of a document as flat rows: table, name, paper, what, unit, estimate, low, high."""
    for paper, changes in [(None, table["changes"]), *((one["paper"], one["changes"]) for one in table["paper"])]:
        for one in changes:
            for outcome, numbers in one["effects"].items():
                kind = {"table": one["kind"], "name": one["name"], "paper": paper, "what": outcome}
                yield {
                    **kind,
                    "unit": EFFECTS[outcome].unit,
                    **{key: numbers[key] for key in ("estimate", "low", "high")},
                }
    for row in table["strategies"]:
        for what in ("effect", "effect_without_ties"):
            kind = {"table": "strategy", "name": row["name"], "paper": None, "what": what, "unit": "kEUR/day"}
            yield {**kind, **row[what]}
    for row in table["statistics"]:
        for day, numbers in row.items():
            if day != "name":
                kind = {"table": "statistic", "name": row["name"], "paper": None, "what": day, "unit": None}
                yield {**kind, **numbers}


def _change(found: NetworkEffects, one: NetworkChange, paper: str = "") -> dict[str, Any]:
    """Return a change of the network with its effects."""
    effects = {name: _numbers(found.estimate((one.name, name), paper)) for name in EFFECTS}
    return {"name": one.name, "kind": one.kind, "meaning": one.meaning, "effects": effects}


def _statistic(found: NetworkEffects, name: str, day: str) -> Interval:
    """Return a statistic on a day; NaN on the first day for one that needs an earlier network."""
    values = [row.get(("statistic", name, day), math.nan) for row in found.rows()]
    return interval(values or [math.nan])


def _numbers(one: Interval) -> dict[str, float | None]:
    names = ("estimate", "low", "high")
    return {name: float(value) if math.isfinite(value) else None for name, value in zip(names, one, strict=True)}
