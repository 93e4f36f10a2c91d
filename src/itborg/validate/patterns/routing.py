"""P15 and P16. The ladder of hand-offs and the concentration of pain, as real logs show them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..pattern import Check, Pattern
from ..targets import estimators, judged

#: What "the sign holds" means for figures that have a band: more hand-offs take longer, few incidents hold most hours.
SIGNS = {
    "handoff_ladder.rank_correlation": (0.2, math.inf),
    "concentration.hours_in_worst_12_6_percent": (0.5, math.inf),
}


def checks(names: Sequence[str]) -> tuple[Check, ...]:
    """Return one check for each target named: its estimate lies in the band."""
    known, estimate = {one.id: one for one in judged()}, estimators()
    found = []
    for name in names:
        one = known[name]
        assert one.band is not None
        found.append(
            Check(
                one.statistic,
                estimate[name],
                *one.band,
                untreated=True,
                point=True,
                log=one.log,
                sign=SIGNS.get(name),
            )
        )
    return tuple(found)


def _first(name: str, theme: str) -> list[str]:
    """Return the targets of a theme, the one that stands for it first."""
    return [name, *(one.id for one in judged(theme) if one.id != name)]


P15 = Pattern(
    "P15",
    "hand-off ladder",
    "With every hand-off an incident takes longer, as steeply as in three real organisations.",
    "UCI 498 (24,918 incidents), Rabobank (BPI Challenge 2014), Volvo IT (BPI Challenge 2013).",
    checks(_first("handoff_ladder.rank_correlation", "handoff_ladder")),
    caution="Most rungs are fitted; see the targets.",
)
P16 = Pattern(
    "P16",
    "pain is concentrated",
    "The worst eighth of incidents holds three quarters of the hours, the mildest two thirds a fourteenth.",
    "UCI 498, Rabobank, HappySignals H1 2022.",
    checks(("concentration.hours_in_worst_12_6_percent", "concentration.hours_in_shortest_68_6_percent")),
)
