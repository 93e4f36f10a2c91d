"""P3 and P11. Green reports, red customers; and what each side thinks of IT."""

from __future__ import annotations

import math

from ..lab import Lab
from ..pattern import Check, Pattern

LAST = (360, 480)


def mean(lab: Lab, column: str) -> float:
    """Return a column's mean over the last half year."""
    return float(lab.column(column, between=LAST).mean())


P3 = Pattern(
    "P3",
    "watermelon",
    "Targets are green while the business is red; a framework as the objective widens that, an integrated programme "
    "narrows it.",
    "Workshop report: reports on SLAs and KPIs are not relationship management; ITSM practice.",
    (
        Check(
            "targets met minus business rating",
            lambda lab: lab.measure("watermelon_gap"),
            above=0.4,
            sign=(0.0, math.inf),
            untreated=True,
        ),
        Check("share of incidents inside the target", lambda lab: lab.measure("sla_met"), above=0.85, untreated=True),
        Check("business rating", lambda lab: lab.measure("business_rating"), below=0.45, untreated=True),
        Check("gap, itil minus none", lambda lab: lab.gain("watermelon_gap", "itil"), above=0.0),
        Check("gap, csi_programme minus none", lambda lab: lab.gain("watermelon_gap", "csi_programme"), below=0.0),
    ),
    reason="Chasing targets does raise the share that is met, but so little is missed untreated that it can hardly "
    "rise, while fewer root causes raise the rating about as much.",
)

P11 = Pattern(
    "P11",
    "perception gap",
    "IT rates itself well above what the business says of it, though few in IT call the relationship fully aligned.",
    "CIO Insight on Forrester (2008 or 2009): 15 % of IT leaders fully aligned, fewer than half of 600 executives see "
    "IT doing well.",
    (
        Check(
            "IT's rating of itself minus the business's",
            lambda lab: lab.measure("perception_gap"),
            0.15,
            untreated=True,
            sign=(0.0, math.inf),
        ),
        Check(
            "share of IT people who call the relationship fully aligned",
            lambda lab: mean(lab, "it_aligned"),
            below=0.3,
            untreated=True,
        ),
        Check(
            "share of managers who say IT does well",
            lambda lab: mean(lab, "managers_content"),
            below=0.5,
            untreated=True,
        ),
    ),
    caution="Both shares depend on thresholds that are ours; that IT is important to executives (80 %) is an input.",
)
