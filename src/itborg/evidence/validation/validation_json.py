"""The JSON document of a validation (docs/json.md)."""

from __future__ import annotations

import math
from typing import Any

from ...analysis.comparison.document import SCHEMA_VERSION
from ...analysis.statistics import Interval
from .assessment import Validation
from .network_perturbations import OUTCOMES
from .pattern import Check, Pattern
from .patterns import ANY_ORGANISATION, IN_OTHER_ORGANISATIONS
from .targets import Target, assessed_targets

ANY_ORGANISATION_CLAIM = (
    f"The baseline shows {', '.join(ANY_ORGANISATION)} in organisations of any size and kind, as workshops found in "
    "six countries."
)
ANY_ORGANISATION_NOTE = (
    "The estimate is the share of (organisation, pattern) pairs that are reproduced; low counts those whose intervals "
    "lie in the range, high those whose intervals reach into it. In the real organisations IT serves many managers who "
    "hardly ever meet it and keep the initial opinion, about 0.47: the business rating is not low there because most "
    "managers have no contact with IT. N3 and N4 are reported for each organisation and not counted."
)


def document(found: Validation) -> dict[str, Any]:
    """Return a validation as dictionaries, lists and plain values; NaN and infinity become None.

    `itborg validate --format json` prints it, and `validation.json` in a results folder holds it.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "organisation": found.organisation,
        "size": found.size,
        "seed": found.seed,
        "version": found.version,
        "complete": found.complete,
        "replications": found.replications(),
        "parameter_points": {
            "varied": found.varied,
            "sampled": found.points_sampled(),
            "plausible": len(found.points()),
        },
        "patterns": [*(_pattern(found, one) for one in found.patterns), *_any_organisation(found)],
        "targets": [_target(found, one) for one in assessed_targets()],
        "not_assessed": [_not_assessed(found, one) for one in found.not_assessed()],
        "network_perturbations": {
            name: {outcome: _numbers(one) for outcome, one in zip(OUTCOMES, row, strict=True)}
            for name, row in found.network_perturbations().items()
        },
    }


def note(found: Validation, pattern: Pattern) -> str:
    """Return the note on a pattern: why it is assumed, not judged or not reproduced, or a caution; "" for none.

    found    a validation that contains the pattern
    pattern  one of its patterns
    """
    result = found.result(pattern)
    if result == "not judged":
        return pattern.not_judged
    if result == "assumed":
        return pattern.assumed or pattern.assumed_on_failure
    return pattern.explanation if result == "not reproduced" and pattern.explanation else pattern.caution


def _pattern(found: Validation, pattern: Pattern) -> dict[str, Any]:
    """Return one pattern with its checks; its estimate and robustness are those of its first check."""
    checks = [_check(found, check) for check in pattern.checks]
    first = {key: checks[0][key] for key in ("estimate", "low", "high")}
    return {
        "id": pattern.id,
        "name": pattern.name,
        **first,
        "result": found.result(pattern),
        "robustness": checks[0]["robustness"],
        "claim": pattern.claim,
        "source": pattern.source,
        "note": note(found, pattern),
        "checks": checks,
    }


def _check(found: Validation, check: Check) -> dict[str, Any]:
    """Return one check: statement, expected range, estimate with its interval, status and robustness."""
    return {
        "statement": check.statement,
        "expected": check.expected,
        **_numbers(found.estimate(check)),
        "status": found.status(check),
        "decisive": check.decisive,
        "robustness": _plain(found.robustness(check)),
    }


def _any_organisation(found: Validation) -> list[dict[str, Any]]:
    """Return P17 as a list of one pattern; [] if no other organisation was run."""
    if not found.other_organisations():
        return []
    share = found.reproduced_in_all()
    return [
        {
            "id": "P17",
            "name": "the same in any organisation",
            **_numbers(share),
            "result": "reproduced" if share.mean == 1.0 else "not reproduced",
            "robustness": None,
            "claim": ANY_ORGANISATION_CLAIM,
            "source": "Workshop reports from Belgium, Chile, the Netherlands, Norway, Sweden and the UK.",
            "note": ANY_ORGANISATION_NOTE,
            "organisations": [_organisation(found, name) for name in found.other_organisations()],
        }
    ]


def _organisation(found: Validation, organisation: str) -> dict[str, Any]:
    """Return the results of one other organisation, and the statements of its checks that do not pass."""
    failed = {name: found.failed_in(organisation, name) for name in IN_OTHER_ORGANISATIONS}
    return {
        "organisation": organisation,
        "replications": found.replications_in(organisation),
        **{name: "not reproduced" if checks else "reproduced" for name, checks in failed.items()},
        "failed_checks": [check.statement for checks in failed.values() for check in checks],
    }


def _target(found: Validation, target: Target) -> dict[str, Any]:
    """Return the estimate, band and result of an assessed target.

    The result is "within" or "outside"; only the estimate decides, not its interval.
    """
    estimate = found.estimate(target.id)
    return {
        "id": target.id,
        "value": _plain(estimate.mean),
        "low": _plain(estimate.low),
        "high": _plain(estimate.high),
        "band": list(target.band or ()),
        "result": "within" if found.target_within(target) else "outside",
        "fitted": target.fitted,
        "statistic": target.statistic,
        "source": target.source,
    }


def _not_assessed(found: Validation, target: Target) -> dict[str, Any]:
    """Return the model's values for a target without a band: none, one, or one for each number of hand-offs."""
    values = [_plain(value.mean) for value in found.reported(target.id)]
    return {"id": target.id, "statistic": target.statistic, "source": target.source, "values": values}


def _numbers(one: Interval) -> dict[str, float | None]:
    return {"estimate": _plain(one.mean), "low": _plain(one.low), "high": _plain(one.high)}


def _plain(value: float) -> float | None:
    """Return a finite number unchanged, None for NaN and infinity, which JSON does not have."""
    return float(value) if math.isfinite(value) else None
