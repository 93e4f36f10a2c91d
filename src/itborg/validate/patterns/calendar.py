"""P12. Not knowing the calendar is expensive."""

from __future__ import annotations

from ...measures.arithmetic import ratio
from ..lab import Lab
from ..pattern import Check, Pattern

PREPARING = ("readiness", "freeze")


def saved(lab: Lab, without: tuple[str, ...] = ()) -> float:
    """Return the relative change of all losses by a shared calendar."""
    return lab.measure("loss", "calendar", without=without) / lab.measure("loss", without=without) - 1.0


def saved_at_peaks(lab: Lab) -> float:
    """Return the relative change of losses on services at a peak."""
    peak = float(lab.column("peak_loss").sum())
    return ratio(float(lab.column("peak_loss", "calendar").sum()), peak) - 1.0


P12 = Pattern(
    "P12",
    "the business calendar",
    "Sharing the calendar cuts losses, and more so at peaks.",
    "Workshop report: IT does not know when the business peaks. Change freezes: practitioner sources.",
    (
        Check("losses with the calendar shared, relative change", saved, below=0.0),
        Check("losses at peaks, relative change", saved_at_peaks, below=0.0),
        Check("peaks minus all", lambda lab: saved_at_peaks(lab) - saved(lab), below=0.0),
        Check(
            "relative change of losses when peaks are neither prepared nor kept free of releases (order of work alone)",
            lambda lab: saved(lab, PREPARING),
            below=0.0,
            aside=True,
        ),
    ),
    caution="Explained, partly built in: that a known peak can be prepared is close to a lever.",
)
