"""P4. Firefighting, and worse before better."""

from __future__ import annotations

from ..lab import Lab
from ..pattern import Check, Pattern

YEAR = 240
YEARS = 5 * YEAR + 120
NEAR_CRITICAL = 0.35  # chance that shadow IT leaves a fault at which debt neither dies out nor runs away
LOW, HIGH = 15.0, 75.0  # root causes at the start


def net_gain(lab: Lab, between: tuple[int, int]) -> float:
    """Return net value of problem management minus none, on some days."""
    return lab.gain("net_value", "problem_management", between=between)


def debt_gap(lab: Lab, between: tuple[int, int]) -> float:
    """Return by how much more firefighting there is where debt was high at the start, on some days."""
    high, low = (
        lab.measure("firefighting_share", between=between, days=YEARS, initial_causes=start, shadow_risk=NEAR_CRITICAL)
        for start in (HIGH, LOW)
    )
    return high - low


def after_wave(lab: Lab, between: tuple[int, int]) -> float:
    """Return how many more root causes there are after a wave of faults, on some days."""
    hit, base = (
        lab.column("root_causes", between=between, days=YEARS, shadow_risk=NEAR_CRITICAL, act=act)
        for act in ("wave_of_faults", "")
    )
    return float(hit.mean() - base.mean())


P4 = Pattern(
    "P4",
    "firefighting trap",
    "Prevention is worse before it is better, and debt feeds the firefighting that feeds debt.",
    "Workshop report: firefighting. Repenning & Sterman 2001; Repenning, Goncalves & Black 2001; Oliva & Sterman 2001.",
    (
        Check(
            "net value, problem_management minus none, first 20 days, kEUR a day",
            lambda lab: net_gain(lab, (0, 20)),
            below=0.0,
        ),
        Check("the same in the last half year", lambda lab: net_gain(lab, (360, 480)), above=0.0),
        Check(
            "firefighting share, high minus low debt at the start: year 5.5 minus year 1, near the critical load",
            lambda lab: debt_gap(lab, (YEARS - 120, YEARS)) - debt_gap(lab, (YEAR - 120, YEAR)),
            above=0.0,
            dear=True,
        ),
        Check(
            "root causes added by a wave of faults: year 5.5 minus year 1, near the critical load",
            lambda lab: after_wave(lab, (YEARS - 120, YEARS)) - after_wave(lab, (YEAR - 120, YEAR)),
            above=0.0,
            dear=True,
        ),
    ),
    caution="Whether debt persists depends on how near the inflow of root causes is to what can be removed.",
)
