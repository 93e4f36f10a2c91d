"""What a validation comes to, in four sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..report.words import listed

Row = Mapping[str, Any]
ADVICE = (
    "What to make of it: argue with this model where the argument rests on patterns that emerge; where it rests on one "
    "that does not, or that a rule puts in, it is no evidence. Differences between strategies say which way and "
    "why, not how many kEUR your own organisation would see."
)


def in_short(patterns: Sequence[Row], targets: Sequence[Row]) -> str:
    """Return how many patterns emerge, which do not, how many figures fit, and what to make of it.

    patterns  at least `id`, `name` and `verdict` of each ("emerges", "does not", "assumption")
    targets   at least `verdict` of each ("within", "outside")

    >>> one = {"id": "P2", "name": "them and us", "verdict": "emerges"}
    >>> two = {"id": "P3", "name": "watermelon", "verdict": "does not"}
    >>> in_short([one, two], []).partition(" What")[0]
    'In short: 1 of 2 patterns emerges; P3 (watermelon) does not.'
    """
    return " ".join(filter(None, (_patterns(patterns), _targets(targets), ADVICE)))


def _patterns(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    named = {said: [_name(row) for row in rows if row["verdict"] == said] for said in ("does not", "assumption")}
    count = sum(row["verdict"] == "emerges" for row in rows)
    parts = [f"In short: {count} of {len(rows)} patterns {'emerges' if count == 1 else 'emerge'}"]
    if named["does not"]:
        parts.append(f"{listed(named['does not'])} {'does' if len(named['does not']) == 1 else 'do'} not")
    if named["assumption"]:
        verb = "is an assumption" if len(named["assumption"]) == 1 else "are assumptions"
        parts.append(f"{listed(named['assumption'])} {verb} of the rules")
    return "; ".join(parts) + "."


def _targets(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    count = sum(row["verdict"] == "within" for row in rows)
    lies = "lies within its" if count == 1 else "lie within their"
    return f"{count} of {len(rows)} figures of real organisations {lies} band."


def _name(row: Row) -> str:
    return f"{row['id']} ({row['name']})"
