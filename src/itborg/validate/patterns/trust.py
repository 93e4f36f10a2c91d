"""P10. Trust comes on foot and leaves on horseback."""

from __future__ import annotations

import math

from ..lab import Lab
from ..pattern import Check, Pattern


def moved(lab: Lab, act: str, between: tuple[int, int]) -> float:
    """Return how far an act moved the managers' trust in IT, with gains and losses at the same rate."""
    hit = lab.column("trust_business_to_it", between=between, act=act, trust_asymmetry=1.0)
    return float(hit.mean() - lab.column("trust_business_to_it", between=between, trust_asymmetry=1.0).mean())


def lasting(lab: Lab) -> float:
    """Return the share of a bad shock that is left after half a year, minus that of a good one."""
    late, soon = (110, 130), (0, 1)
    down, up = (moved(lab, act, late) / moved(lab, act, soon) for act in ("trust_down", "trust_up"))
    return down - up


def by_service(lab: Lab) -> float:
    """Return trust lost in two bad months plus trust won in two good ones: below 0 if bad ones weigh more."""
    return moved(lab, "bad_months", (40, 60)) + moved(lab, "good_months", (40, 60))


P10 = Pattern(
    "P10",
    "trust asymmetry",
    "Bad shocks last longer than good ones, also where single events weigh the same.",
    "Slovic 1993; weaker for low risks: Poortinga & Pidgeon 2004; White & Eiser 2005.",
    (
        Check(
            "share left of a bad shock to trust after half a year minus of a good one",
            lasting,
            above=0.05,
            sign=(0.0, math.inf),
        ),
        Check(
            "trust after two months with 60 % more faults plus after two with 60 % fewer",
            by_service,
            below=0.0,
            aside=True,
        ),
    ),
    unless="Asymmetry is put into the rule of trust (trust_asymmetry = 3); with it at 1 nothing of it emerges, because "
    "trust moves linearly and most evidence is not voluntary.",
)
