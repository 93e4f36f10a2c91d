"""Step 6, incidents: which one a person takes, and how it ends."""

from __future__ import annotations

import math

from itborg.common import streams
from itborg.engine.working_calendar import OUTLOOK
from itborg.mechanisms import (
    business_calendar,
    contacts,
    expertise,
    incidents,
    learning,
    prioritisation,
    root_causes,
    satisfaction,
    service_levels,
    solving,
    trust_events,
    voice,
)
from itborg.mechanisms.arithmetic import stretched
from itborg.mechanisms.trust import step
from tests.reference.model import bonds, clocks
from tests.reference.model.chance import identity
from tests.reference.model.handoffs import hand_off, meet_solver
from tests.reference.model.outages import can_be_given, label_weight, neighbour, worth
from tests.reference.model.start_of_day import knows_calendar
from tests.reference.model.things import ABILITY, BENEVOLENCE, DESK, IT, Firm, Incident, Person, Service, Team


def do_incidents(firm: Firm, i: Person, team: Team, day: int, end: float) -> float:
    """Let i work off a team's incidents; return when the next is ready, as a position in the day, at most `end`.

    When none is ready, the desk and those who help out wait for the next one of this slot.
    """
    while i.clock < end:
        now = day + i.clock
        ready = [x for x in team.incidents if may_take(firm, i, x, now)]
        if ready:
            take(firm, i, max(ready, key=lambda x: urgency(firm, i, x, day, now)), day)
            continue
        coming = [x.ready for x in team.incidents if x.ready > now and x.holder in (None, i)]
        if not coming or min(coming) >= day + end:
            return end
        if i.role != DESK and not i.works_problems:
            return min(coming) - day
        i.clock = min(coming) - day + 1e-9
    return end


def may_take(firm: Firm, i: Person, x: Incident, now: float) -> bool:
    """Return whether i may take an incident: ready, not left to somebody else, of a service that i serves."""
    if x.ready > now or not serves(firm, i, x.team, x.service):
        return False
    return x.holder in (None, i) or now - max(x.since, x.ready) > firm.p.patience


def serves(firm: Firm, i: Person, team: Team, service: Service) -> bool:
    """Return whether i works for the department that owns a service: its own, or one without people in the team."""
    if i.rank >= firm.lv.federation or i.home is service.owner:
        return True
    return all(x.home is not service.owner or not can_be_given(x) for x in team.members)


def urgency(firm: Firm, i: Person, x: Incident, day: int, now: float) -> float:
    """Return how urgent an incident looks to i."""
    p = firm.p
    u = voice.heeded(i.understanding[x.service.number], x.voice, p)
    known = knows_calendar(firm, x.service)
    score = prioritisation.incident_score(
        u, known, worth(x), math.log(x.service.today), x.label, label_weight(firm, i, x), p.label_step, x.severity,
        math.log(x.effort_stated), p,
    )  # fmt: skip
    score += p.incident_age * (now - x.opened)
    return score + (p.new_call if i.role == DESK and x.failed == 0 else 0.0)


def work_on(firm: Firm, i: Person, x: Incident, effort: float) -> None:
    """Let i spend person-days on an incident."""
    i.clock += effort / i.speed
    x.spent += effort
    firm.row["incident_work"] += effort
    if i.role != DESK:
        firm.row["incident_work_not_desk"] += effort


def take(firm: Firm, i: Person, x: Incident, day: int) -> None:
    """Let i take an incident up: give up, wait, or fix."""
    p = firm.p
    clocks.resume(x, day + i.clock)
    if x.holder is not i:
        if x.holder:
            x.holder.named -= 1
        x.holder, x.since = i, day + i.clock
        i.named += 1
    attempt = identity(streams.ABILITY_NOISE, x.key, 16 * x.hops + x.failed)
    able, z = i.expertise[x.need], firm.draws.normal(streams.ABILITY_NOISE, attempt, i.key)
    today = solving.ability(able, z, x.information, x.component.article, i.role == DESK, p)
    worked_out = solving.works_it_out(x.failed, able, p)
    if today < x.difficulty and not worked_out:
        give_up(firm, i, x, day)
    elif (wait := must_wait(firm, i, x, attempt)) > 0.0:
        work_on(firm, i, x, p.triage)
        x.ready = day + i.clock + wait
        x.stopped += wait * clocks.stands(firm)
    else:
        work_on(firm, i, x, solving.fix_effort(x.effort, worked_out, p))
        fixed(firm, i, x, day, worked_out)


def must_wait(firm: Firm, i: Person, x: Incident, attempt: int) -> float:
    """Return the days until the user has answered and has time: one question a holder, one appointment in all."""
    p, wait = firm.p, 0.0
    if x.answered_hop != x.hops:
        x.answered_hop = x.hops
        question = solving.question(x.context, i.understanding[x.service.number], p)
        if firm.draws.share(streams.ENQUIRY, attempt, i.key) < question:
            reply = solving.reply(firm.draws.normal(streams.REPLY, attempt, i.key), p)
            wait += voice.answered(reply, x.voice, p)
            x.context, x.questioned = 1.0, 1
            firm.row["questions"] += 1
    if not x.appointed:
        x.appointed = 1
        if firm.draws.share(streams.APPOINTMENT, x.key) < p.appointment:
            wait += solving.appointment_wait(firm.draws.normal(streams.APPOINTMENT, x.key, 1), p)
    return wait


def give_up(firm: Firm, i: Person, x: Incident, day: int) -> None:
    """Let i give up: after more work if the need looked like the own; the failure may show the true need."""
    p = firm.p
    own = firm.need_team[x.perceived_need] is i.team or solving.is_able(i.expertise[x.perceived_need], p)
    work_on(firm, i, x, solving.failed_effort(x.effort, own, p))
    x.information += solving.information(i.role == DESK, p)
    x.failed += 1
    u = firm.draws.share(streams.REVEAL, x.key, x.failed)
    sees = solving.revealing(i.expertise[x.need], i.understanding[x.service.number], p)
    if u < sees:
        x.perceived_need = x.need
    elif own:
        x.perceived_need = neighbour(x.perceived_need, stretched(u, sees))
    hand_off(firm, i, x, day + i.clock)
    clocks.hold_at_handoff(firm, i, x, day + i.clock)


def fixed(firm: Firm, i: Person, x: Incident, day: int, worked_out: bool) -> None:
    """Meet one need: go on with the second, reopen the incident later, or close it."""
    meet_solver(firm, i, x)
    p = firm.p
    i.expertise[x.need] = expertise.practised(i.expertise[x.need], p)
    if x.second is not None:
        x.need = x.perceived_need = x.second
        x.second = None
        x.effort, x.answered_hop = p.second_effort * x.effort, x.hops
        return
    if not x.reopened and firm.draws.share(streams.REOPEN, x.key) < solving.reopening(x.context, worked_out, p):
        x.reopened, x.effort, x.holder = 1, p.reopened_effort * x.effort, None
        x.ready = day + i.clock + p.reopening_delay
        i.named -= 1
        firm.row["reopened"] += 1
        return
    close(firm, i, x, day)


def close(firm: Firm, i: Person, x: Incident, day: int) -> None:
    """Close an incident and let both sides draw their conclusions."""
    p, now, m, n = firm.p, day + i.clock, x.owner, x.service.number
    charge(x, day, now)
    in_time, red = clocks.by_it(x, now) <= x.target, x.loss > p.tolerance
    by_user = now - x.opened <= x.target
    written = {
        "key": x.key, "opened": x.opened, "closed": now, "hours": hours(firm, x.opened, now), "hops": x.hops,
        "team_changes": x.team_changes, "stopped": x.stopped, "in_time_user_clock": by_user,
        "teams": x.stations.count + 1, "returned": x.returned, "questioned": x.questioned, "reopened": x.reopened,
        "service": n, "component": firm.components.index(x.component), "label": x.label, "level": x.level,
        "target": x.target, "in_time": in_time, "red": red, "loss": x.loss, "spent": x.spent, "owner": m.number,
        "solver": i.number,
    }  # fmt: skip
    firm.closed.append(written)
    for column, amount in (
        ("closed", 1),
        ("closed_in_time", in_time),
        ("closed_in_time_user_clock", by_user),
        ("closed_red", red),
    ):
        firm.row[column] += amount
    firm.scalars.sla = service_levels.remembered_in_time(firm.scalars.sla, int(in_time), p)
    valence = trust_events.of_incident(x.loss, p.tolerance, p)
    firm.row["trust_by_incidents"] += bonds.event(firm, m, i, ABILITY, trust_events.of_one_incident(valence, p))
    m.exposure += 1.0
    m.satisfaction = satisfaction.after_incident(m.satisfaction, valence, p.incident_weight, p)
    users_feel(firm, x, valence)
    if trust_events.is_resented(valence, p):
        bonds.event(firm, i, m, BENEVOLENCE, trust_events.of_complaint(p))
    days = learning.days_that_teach(x.spent, p)
    i.understanding[n] = learning.by_work(i.understanding[n], days, p)
    contact = contacts.by_work(days, contacts.personal(m.trust, p), p)
    bonds.meet(firm, i, m, contact, contact)
    if firm.draws.share(streams.ARTICLE, x.key) < root_causes.article(firm.lv.known_errors, p):
        x.component.article = root_causes.written_down(x.component.article, p)
    alive = x.cause and firm.causes.places[x.cause.place] is x.cause
    if alive:
        x.cause.left -= root_causes.diagnosed(x.spent, firm.scalars.pressure, p)
        if x.cause.left <= 0.0:
            firm.causes.take(x.cause)
    i.named -= 1
    x.team.incidents.remove(x)
    firm.incidents.take(x)


def users_feel(firm: Firm, x: Incident, valence: float) -> None:
    """Let everybody else who uses the service feel the incident; nobody in IT is met."""
    p = firm.p
    weight = p.usage * p.incident_weight
    for m in firm.managers:
        if m is not x.owner and (m.team is x.service.owner or m.team.uses is x.service):
            change = p.anonymous * step(bonds.seen(m, IT, None, ABILITY), valence * weight, p)
            bonds.judge(m, IT, None, ABILITY, change, 0.0)
            firm.row["trust_by_incidents"] += p.ability_weight * change
            m.satisfaction = satisfaction.after_incident(m.satisfaction, valence, weight, p)
            m.exposure += p.usage


def charge(x: Incident, day: int, until: float) -> None:
    """Charge what an incident costs on every day from today until it ends."""
    for d in range(day, min(math.ceil(until), day + OUTLOOK)):
        part = min(until - d, 1.0) - max(x.opened - d, 0.0)
        if part > 0.0:
            x.loss += incidents.loss(x.impact, x.service.value, x.service.rhythm[d], part)
            x.service.up[d] *= 1.0 - part * x.impact


def hours(firm: Firm, start: float, end: float) -> float:
    """Return the hours on the clock between two working times."""
    return business_calendar.clock_hours(end, firm.p) - business_calendar.clock_hours(start, firm.p)
