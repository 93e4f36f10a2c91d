"""What services lose: outages and releases take shares of the value of a day, and never more than all of it.

Part of steps 6 and 7. `w.up` is the share of its value that a service has not lost, day by day. Every loss multiplies
it, because who cannot use a service loses nothing more by a second fault. Assumption: losses are independent shares.

Arguments: day is the row of the day, row that of an incident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import change_risk, incidents, rhythms
from ..working_calendar import OUTLOOK

if TYPE_CHECKING:
    from ..state import World


@rule
def lose_by_incident(w: World, row: int, day: int, until: float) -> None:
    """Charge the loss of an incident from this morning, or from its opening today, until a working time.

    row    row of the incident
    until  working time, days; work that was booked beyond today ends after `day + 1`

    Adds to `loss` of the incident, kEUR, and lowers `w.up` of its service on every day concerned. What an incident
    costs on later days is lost on these days, OUTLOOK days ahead at most.

    Two accounts of the same loss: that of the incident is what its owner feels and what IT could have prevented; that
    of the service is what the business loses.
    """
    x = w.incidents[row]
    value = w.services[x.service].value
    now = day
    while now < until and now < day + OUTLOOK:
        part = min(until, now + 1.0) - max(x.opened, float(now))
        if part > 0.0:
            x.loss += incidents.loss(x.impact, value, w.rhythm[x.service, now], part)
            w.up[x.service, now] *= 1.0 - x.impact * part
        now += 1


@rule
def lose_by_release(w: World, service: int, day: int) -> float:
    """Charge the disruption by a release of a change or of a removed root cause; return it as the owner feels it, kEUR.

    service  row of the service

    The business loses the same share of what outages have left of the day. Records `release_loss`, and adds to
    `released` of the service.
    """
    o, s = w.organisation[0], w.services[service]
    share = change_risk.disruption(o.reach, o.framework, w.parameters[0])
    lost = share * s.value * s.today
    s.released += lost * w.up[service, day]
    w.history[day].release_loss += lost * w.up[service, day]
    w.up[service, day] *= 1.0 - share
    return lost


@rule
def charge_open_incidents(w: World, day: int) -> None:
    """Charge everything that is still open for the rest of the day."""
    for row in range(w.organisation[0].incident_rows):
        if w.incidents[row].open == 1:
            lose_by_incident(w, row, day, day + 1.0)


@rule
def add_up_losses(w: World, day: int) -> None:
    """Record `gross_revenue`, `incident_loss` and `peak_loss` of a day, kEUR, after all its outages and releases.

    A service loses its value of today times the share lost, `1 - up`; what releases did not take, incidents did.
    """
    h = w.history[day]
    for s in range(len(w.services)):
        x = w.services[s]
        lost = x.value * x.today * (1.0 - w.up[s, day])
        h.gross_revenue += x.value * x.today
        h.incident_loss += lost - x.released
        if rhythms.is_peak(x.today, x.mean_rhythm, w.parameters[0]):
            h.peak_loss += lost
