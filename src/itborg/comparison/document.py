"""The JSON of a comparison, stable from the first version on (docs/json.md)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .result import Comparison


def document(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain dictionaries and numbers; what is not a number is None."""
    study = found.study
    return {
        "organisation": study.organisation,
        "days": study.days,
        "runs": found.runs,
        "seed": study.seed,
        "baseline": found.baseline,
        "version": study.version,
        "strategies": {name: _strategy(found, name) for name in found.strategies},
        **({"load": study.load} if study.load != 1.0 else {}),
        **({"fairness": _fairness(study.fairness)} if study.fairness else {}),
        **({"ledgers": [dict(one) for one in found.ledgers]} if found.ledgers else {}),
    }


def _fairness(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return on which equal terms strategies were compared."""
    taken = {
        name: {
            "dose": row["dose"],
            "full": row["full"],
            "spent": _numbers(dict(zip(("mean", "low", "high"), row["spent"], strict=True))),
            "equal": row["equal"],
        }
        for name, row in known["taken"].items()
    }
    return {**{key: known[key] for key in ("terms", "amount", "unit")}, "taken": taken}


def _strategy(found: Comparison, name: str) -> dict[str, Any]:
    levels = {measure: found.level(name, measure)._asdict() for measure in found.measures}
    steps = {measure: found.difference(name, measure=measure) for measure in found.measures}
    return {
        "measures": {measure: _numbers(level) for measure, level in levels.items()},
        "difference": {
            measure: _numbers({"mean": step.mean, "low": step.low, "high": step.high, "p_better": step.p_better})
            for measure, step in steps.items()
        },
    }


def plain_number(value: float) -> float | None:
    """Return a number as JSON has it: None for what is not a number."""
    return float(value) if math.isfinite(value) else None


def _numbers(row: dict[str, float]) -> dict[str, float | None]:
    return {name: plain_number(value) for name, value in row.items()}
