"""Step 11. Recording: the state at the end of the day, written into its row of the history.

Flows are added up by the steps of the day where they arise; this module sets them to 0 in the morning and
adds the states at the end. Everything that analyses read of a run is in this row or in the table of closed incidents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common.numba_support import rule
from ...mechanisms import resistance, satisfaction
from ..history import FLOWS
from ..state import IT, NONE
from .resisting import votes_for_exit

if TYPE_CHECKING:
    from ..state import World


@rule
def start_row(w: World, day: int) -> None:
    """Set the flows of today to zero; states stay NaN until the end of the day.

    Writes the columns FLOWS of `w.columns[day]`, which shares its memory with `w.history[day]`. A row of NaN
    is thus a day that was not simulated, and a state read too early is NaN rather than a wrong 0.
    """
    for n in range(len(FLOWS)):
        w.columns[day, FLOWS[n]] = 0.0


@rule
def write_row(w: World, day: int) -> None:
    """Write the states at the end of the day.

    day  row of the day, after all other steps

    Reads stocks and means from `w.organisation`, and the traits and means of every person. Also adds the cost of
    staff (`staff_cost` times the lever on it, kEUR per IT person) and of the strategy to `cost`, which holds the
    shadow spending of the day already. Means of trust date from each person's last update, up to a week ago.

    Net value of a period is benefits less losses and costs; all three are in this row, so any period can be evaluated.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    h.benefit = o.benefit
    h.cost += p.staff_cost * lv.staff_cost_factor * o.it + h.strategy_cost
    h.open_incidents = o.open_incidents
    h.open_changes = o.open_changes
    h.root_causes = o.active_causes
    h.framework = o.framework
    h.it_understanding = o.understanding
    h.business_understanding = o.business_understanding
    h.value_at_risk = value_at_risk(w)
    _write_trust(w, day)
    _write_people(w, day)
    _write_resistance(w, day)


@rule
def value_at_risk(w: World) -> float:
    """Return the daily loss that root causes are expected to start, kEUR/day: hazard x mean impact x day value.

    Sums over active root causes; the mean impact is that of the log-normal impact of `mechanisms.incidents`, without
    its cap. A measure of technical debt in money: it shows debt whose incidents have not happened yet.
    """
    o, p = w.organisation[0], w.parameters[0]
    mean_impact = o.reach * p.impact * np.exp(p.impact_sigma * p.impact_sigma / 2.0)
    total = 0.0
    for row in range(o.cause_rows):
        x = w.causes[row]
        if x.active == 1:
            total += x.hazard * mean_impact * w.services[x.service].value
    return total


@rule
def _write_trust(w: World, day: int) -> None:
    """Write the means of trust and its components, and the shares of people who rate the relationship well.

    Means are over people of a side, each person's value being its mean over the whole other side, 0 to 1. Components
    are recorded for managers only: they show which kind of experience moves trust in IT.

    `it_aligned` and `managers_content` use each side's own rating (`mechanisms.satisfaction`): IT rates by service
    levels and trust, managers by trust and satisfaction. That both may differ is the perception gap.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    up, down, a, b, c = 0.0, 0.0, 0.0, 0.0, 0.0
    aligned, content = 0.0, 0.0
    for i in range(o.people):
        person = w.people[i]
        if person.side == IT:
            down += person.trust
            if satisfaction.calls_it_aligned(o.sla, person.trust, p):
                aligned += 1.0
        else:
            up += person.trust
            a += person.ability
            b += person.benevolence
            c += person.integrity
            if satisfaction.is_content(person.trust, person.satisfaction, p):
                content += 1.0
    business = o.people - o.it
    h.trust_business_to_it = up / business
    h.trust_it_to_business = down / o.it
    h.ability = a / business
    h.benevolence = b / business
    h.integrity = c / business
    h.it_aligned = aligned / o.it
    h.managers_content = content / business


@rule
def _write_people(w: World, day: int) -> None:
    """Write the means of language and satisfaction, and how much of the contact crosses the two sides.

    `cross_contact_share` is the sum of contact along cross-side ties over that along all ties, 0 to 1, counted from
    both ends; `cross_ties` counts ties from business to IT, each once. Both are indicators of social network
    analysis: they show whether the two sides grow together before trust and value do.
    """
    o, h = w.organisation[0], w.history[day]
    it_language, language, content = 0.0, 0.0, 0.0
    cross, total, count = 0.0, 0.0, 0.0
    for i in range(o.people):
        person = w.people[i]
        total += person.contact
        cross += person.cross_contact
        if person.side == IT:
            it_language += person.language
        else:
            language += person.language
            content += person.satisfaction
            count += person.cross_ties
    business = o.people - o.it
    h.it_language = it_language / o.it
    h.business_language = language / business
    h.satisfaction = content / business
    h.cross_contact_share = cross / total if total > 0.0 else 0.0
    h.cross_ties = count


@rule
def _write_resistance(w: World, day: int) -> None:
    """Write the shares of managers at each stage of resistance or beyond, the votes, and the mandate in force.

    A manager in a coalition also works round IT, and one who works round IT also protests.
    """
    o, h = w.organisation[0], w.history[day]
    protest, workaround, coalition, against_it = 0.0, 0.0, 0.0, 0.0
    for m in range(o.it, o.people):
        manager = w.people[m]
        if manager.stage >= resistance.PROTEST:
            protest += 1.0
            against_it += manager.against_it
        if manager.stage >= resistance.WORKAROUND:
            workaround += 1.0
        if manager.stage >= resistance.COALITION:
            coalition += 1.0
    business = o.people - o.it
    h.protest = protest / business
    h.workaround = workaround / business
    h.coalition = coalition / business
    h.against_it = against_it / business
    h.votes = votes_for_exit(w)
    h.exited = 0.0 if o.exit_day == NONE else 1.0
    h.mandate_in_force = o.mandate
