"""Means of the organisation, and what managers announce to IT.

Both are kept on rows of tables because many rules of a day read them; they date from the end of the last day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import framework
from ...mechanisms.arithmetic import clip
from ..state import IT
from .relations import trust_along

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
    total = 0.0
    for s in range(services):
        one = 0.0
        for i in range(o.it):
            one += w.understanding[i, s]
        w.services[s].understood = one / o.it
        total += w.services[s].understood
    o.understanding = total / services
    total = 0.0
    for m in range(o.it, o.people):
        total += w.people[m].it_understanding
    o.business_understanding = total / (o.people - o.it)
    o.records = framework.records(o.understanding, o.business_understanding, p)


@rule
def announce_peaks(w: World) -> None:
    """Let managers who understand IT and trust a tie into it announce their peaks of the next month.

    Writes `announced` of every service: the probability that at least one member of its owner team told IT, each by
    itself with understanding of IT x best tie (contact x trust) x `announcement`. A second way, besides IT's own
    understanding, by which a good relationship makes peaks known. Assumption.

    Called for the initial state and on the first day of each month: ties and trust of that day hold for the month.
    """
    p = w.parameters[0]
    for s in range(len(w.services)):
        t = w.teams[w.services[s].owner]
        silent = 1.0
        for m in range(t.first, t.first + t.members):
            person = w.people[m]
            best = 0.0
            for row in range(person.first_tie, person.first_tie + person.ties):
                if w.people[w.ties[row].target].side == IT:
                    best = max(best, w.ties[row].contact * trust_along(w, m, row))
            silent *= 1.0 - clip(p.announcement * person.it_understanding * best, 0.0, 1.0)
        w.services[s].announced = 1.0 - silent
