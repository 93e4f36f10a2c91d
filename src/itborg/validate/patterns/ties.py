"""P2. Them and us."""

from __future__ import annotations

import math

from ..lab import Lab
from ..pattern import Check, Pattern


def cross_share(lab: Lab, between: tuple[int, int], strategy: str = "none", act: str = "") -> float:
    """Return the mean part of contact that crosses sides, on some days."""
    return float(lab.column("cross_contact_share", strategy, between=between, act=act).mean())


def by_feedback(lab: Lab) -> float:
    """Return how much lower the share ends because trust moves, against trust that stands still."""
    still = cross_share(lab, (360, 480), act="trust_stands_still")
    return cross_share(lab, (360, 480)) / still - 1.0


P2 = Pattern(
    "P2",
    "them and us",
    "Ties across sides decay, trust sinks, and each makes the other worse.",
    "Workshop report: them and us. Burt 2002: nine in ten bridges are gone in a year. Denrell 2005: people stop "
    "sampling those they dislike.",
    (
        Check(
            "share of contact across sides, change that moving trust makes (relative)",
            by_feedback,
            below=-0.1,
            sign=(-math.inf, 0.0),
        ),
        Check(
            "share of contact across sides, last half year minus month before the start",
            lambda lab: cross_share(lab, (360, 480)) - cross_share(lab, (-20, 0)),
            below=0.0,
            untreated=True,
        ),
        Check(
            "the same, brm_style minus none",
            lambda lab: cross_share(lab, (360, 480), "brm_style") - cross_share(lab, (360, 480)),
            above=0.0,
        ),
    ),
)
