"""P13 and P14. What is left of a workshop, and what only seeing the work teaches."""

from __future__ import annotations

from ...strategies.programme import Intervention, Programme
from ..lab import Lab
from ..pattern import Check, Pattern
from ..training import kept

#: As many hours of IT people as go-and-see takes: .05 visits of half a day against talks of `contact_cost`.
VISITS = 0.05
VISIT_TIME = 0.5


def contact(lab: Lab, kind: str) -> Programme:
    """Return visits, or talks that take IT people just as long."""
    rate = VISITS if kind == "visits" else VISITS * VISIT_TIME / lab.parameter("contact_cost")
    return Programme(
        name=kind,
        meaning=f"Only {kind}.",
        source="",
        assumption="",
        levers=frozenset({kind}),
        interventions=(Intervention(kind, rate),),
    )


def fit(lab: Lab, kind: str) -> float:
    """Return the fit of changes under one kind of contact."""
    return lab.measure("fit", contact(lab, kind))


P13 = Pattern(
    "P13",
    "a workshop fades, follow-up holds",
    "Of what a workshop taught about half is left after a year, unless it is followed up.",
    "Workshop report: plan-do-stop. Saks & Belcourt 2006 (150 organisations): .62, .44, .34 at 0, 6, 12 months.",
    (
        Check(
            "understanding gained by the workshop: share left on day 240",
            lambda lab: kept(lab, "workshop", 240),
            0.4,
            0.7,
            sign=(0.0, 1.0),
        ),
        Check(
            "the same with follow-up minus without",
            lambda lab: kept(lab, "workshop_csi", 240) - kept(lab, "workshop", 240),
            above=0.15,
        ),
    ),
    caution="The gain on the day is an input; forgetting was set with these figures in view.",
)

P14 = Pattern(
    "P14",
    "go and see",
    "Seeing the work improves what is delivered more than the same hours of talk.",
    "Workshop report: go and see. Tacit knowledge: Polanyi; Nonaka.",
    (
        Check(
            "fit of changes, visits minus talks at equal hours",
            lambda lab: fit(lab, "visits") - fit(lab, "meetings"),
            0.0,
        ),
        Check("fit of changes, talks minus none", lambda lab: fit(lab, "meetings") - lab.measure("fit"), above=0.0),
    ),
    caution="That talk alone cannot teach all is an assumption (tacit_ceiling).",
)
