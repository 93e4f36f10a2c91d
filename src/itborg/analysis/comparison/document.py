"""The JSON document of a comparison: plain dictionaries and numbers, as in `comparison.schema.json`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

SCHEMA_VERSION = 2


def document(found: Any) -> dict[str, Any]:
    """Return a comparison as plain dictionaries and numbers, as in `comparison.schema.json`; NaN becomes None.

    found  a `Comparison`

    Keys `demand`, `equal_resources`, `decompositions`, `parameter_sets` and `equal_spend` are present only if not
    empty.
    """
    inputs = found.provenance
    return {
        "schema_version": SCHEMA_VERSION,
        "organisation": inputs.organisation,
        "days": inputs.days,
        "replications": found.replications,
        "seed": inputs.seed,
        "baseline": found.baseline,
        "version": inputs.version,
        "strategies": {name: _strategy(found, name) for name in found.strategies},
        **({"demand": inputs.demand} if inputs.demand != 1.0 else {}),
        **({"equal_resources": _equal_resources(inputs.equal_resources)} if inputs.equal_resources else {}),
        **({"decompositions": [dict(one) for one in found.decompositions]} if found.decompositions else {}),
        **({"parameter_sets": found.parameter_sets.plain()} if found.parameter_sets else {}),
        **({"equal_spend": dict(found.equal_spend)} if found.equal_spend else {}),
    }


def _equal_resources(known: Mapping[str, Any]) -> dict[str, Any]:
    used = {
        name: {**row, "used": _numbers(dict(zip(("mean", "low", "high"), row["used"], strict=True)))}
        for name, row in known["used"].items()
    }
    return {**known, "used": used}


def _same_sign(found: Any, name: str) -> dict[str, int]:
    held, sets = found.same_sign(name)
    return {"same_sign": held, "parameter_sets": sets} if sets and name != found.baseline else {}


def _strategy(found: Any, name: str) -> dict[str, Any]:
    spend = found.spend_of(name)
    levels = {measure: found.level(name, measure)._asdict() for measure in found.measures}
    steps = {measure: found.difference(name, measure=measure) for measure in found.measures}
    return {
        "measures": {measure: _numbers(level) for measure, level in levels.items()},
        "difference": {
            measure: _numbers(
                {"mean": step.mean, "low": step.low, "high": step.high, "probability_better": step.probability_better}
            )
            for measure, step in steps.items()
        },
        "spend": {**_numbers(spend.total._asdict()), "money": spend.money, "working_time": spend.working_time},
        "gain_per_keur": _numbers(found.gain_per_keur(name)._asdict()),
        **_same_sign(found, name),
        "put_in": list(found.put_in.get(name, ())),
    }


def plain_number(value: float) -> float | None:
    """Return a number for JSON: None for NaN and infinities."""
    return float(value) if math.isfinite(value) else None


def _numbers(row: dict[str, float]) -> dict[str, float | None]:
    return {name: plain_number(value) for name, value in row.items()}
