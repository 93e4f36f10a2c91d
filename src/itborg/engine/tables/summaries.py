"""Means of the organisation, kept because many rules of a day read them; they date from the end of the last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import framework

if TYPE_CHECKING:
    from ..state import World


@rule
def update_organisation_means(w: World) -> None:
    """Keep means for tomorrow: understanding, and how well a framework works.

    Writes `understood` of every service: the mean over IT people; `understanding` of the organisation: its mean over
    services; `business_understanding`: the mean over managers of what they understand of IT; and `records`. All are 0
    to 1.

    Managers reckon with mean understanding when they choose labels: where IT understands, labels do not pay.
    """
    o, p = w.organisation[0], w.parameters[0]
    services = len(w.services)
    for s in range(services):
        w.scratch[s] = 0.0
    for i in range(o.it):  # person by person, as understanding lies in memory
        for s in range(services):
            w.scratch[s] += w.understanding[i, s]
    total = 0.0
    for s in range(services):
        w.services[s].understood = w.scratch[s] / o.it
        total += w.services[s].understood
    o.understanding = total / services
    total = 0.0
    for m in range(o.it, o.people):
        total += w.people[m].it_understanding
    o.business_understanding = total / (o.people - o.it)
    o.records = framework.records(o.understanding, o.business_understanding, p)
