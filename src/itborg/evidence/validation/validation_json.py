"""The JSON of a validation (docs/json.md)."""

from __future__ import annotations

import math
from typing import Any

from ...analysis.statistics import Interval
from .assessment import Validation
from .pattern import Check, Pattern, Verdict
from .patterns import EVERYWHERE
from .robustness import OUTCOMES
from .targets import Target, judged

EVERYWHERE_CLAIM = (
    f"Untreated, {', '.join(EVERYWHERE)} show in organisations of any size and kind, as workshops found in six "
    "countries."
)
EVERYWHERE_NOTE = (
    "The estimate is the share of (organisation, pattern) that hold; low surely, high possibly. In the real "
    "organisations IT serves many managers who hardly ever meet it and keep the opinion everybody starts with, about "
    ".47: the business is not red there because most of it does not look."
)


def document(found: Validation) -> dict[str, Any]:
    """Return a validation as plain dictionaries and numbers; what is not a number is None."""
    return {
        "organisation": found.organisation,
        "size": found.size,
        "seed": found.seed,
        "version": found.version,
        "complete": found.complete,
        "lucks": found.lucks(),
        "points": {"tried": found.points_tried(), "plausible": len(found.points())},
        "patterns": [*(_pattern(found, one) for one in found.patterns), *_everywhere(found)],
        "targets": [_target(found, one) for one in judged()],
        "not_judged": [_told(found, one) for one in found.not_judged()],
        "network": {
            shock: {name: _numbers(one) for name, one in zip(OUTCOMES, row, strict=True)}
            for shock, row in found.network().items()
        },
    }


def verdict(found: Validation, one: Pattern) -> Verdict:
    """Return a pattern's verdict."""
    return one.verdict([found.standing(check) for check in one.checks])


def note(found: Validation, one: Pattern) -> str:
    """Return what a reader should know: why it is an assumption, why it fails, or what to beware of."""
    said = verdict(found, one)
    if said == "assumption":
        return one.put_in or one.unless
    return one.reason if said == "does not" and one.reason else one.caution


def _pattern(found: Validation, one: Pattern) -> dict[str, Any]:
    checks = [_check(found, check) for check in one.checks]
    first = {key: checks[0][key] for key in ("estimate", "low", "high")}
    return {
        "id": one.id,
        "name": one.name,
        **first,
        "verdict": verdict(found, one),
        "robustness": checks[0]["robustness"],
        "claim": one.claim,
        "source": one.source,
        "note": note(found, one),
        "checks": checks,
    }


def _check(found: Validation, check: Check) -> dict[str, Any]:
    return {
        "says": check.says,
        "wanted": check.wanted,
        **_numbers(found.estimate(check)),
        "standing": found.standing(check),
        "decides": not check.aside,
        "robustness": _plain(found.robustness(check)),
    }


def _everywhere(found: Validation) -> list[dict[str, Any]]:
    """Return P17, if other organisations were looked at."""
    if not found.places():
        return []
    share = found.everywhere()
    rows = [
        {
            "organisation": place,
            "lucks": found.lucks_at(place),
            **{name: "emerges" if not found.missing_at(place, name) else "does not" for name in EVERYWHERE},
            "missing": [check.says for name in EVERYWHERE for check in found.missing_at(place, name)],
        }
        for place in found.places()
    ]
    return [
        {
            "id": "P17",
            "name": "the same everywhere",
            **_numbers(share),
            "verdict": "emerges" if share.mean == 1.0 else "does not",
            "robustness": None,
            "claim": EVERYWHERE_CLAIM,
            "source": "Workshop reports from Belgium, Chile, the Netherlands, Norway, Sweden and the UK.",
            "note": EVERYWHERE_NOTE,
            "organisations": rows,
        }
    ]


def _target(found: Validation, one: Target) -> dict[str, Any]:
    estimate = found.estimate(one.id)
    return {
        "id": one.id,
        "value": _plain(estimate.mean),
        "low": _plain(estimate.low),
        "high": _plain(estimate.high),
        "band": list(one.band or ()),
        "verdict": "within" if found.target_within(one) else "outside",
        "fitted": one.fitted,
        "statistic": one.statistic,
        "source": one.source,
    }


def _told(found: Validation, one: Target) -> dict[str, Any]:
    values = [_plain(value.mean) for value in found.told(one.id)]
    return {"id": one.id, "statistic": one.statistic, "source": one.source, "values": values}


def _numbers(one: Interval) -> dict[str, float | None]:
    return {"estimate": _plain(one.mean), "low": _plain(one.low), "high": _plain(one.high)}


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
