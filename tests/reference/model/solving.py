"""Phase 6, incidents: which one a person takes, and what comes of it."""

from __future__ import annotations

import math

from itborg.common import streams
from tests.reference.model import bonds
from tests.reference.model.chance import identity
from tests.reference.model.handing import hand_off, teach
from tests.reference.model.morning import knows_calendar
from tests.reference.model.outages import EVENT_SHARE, can_be_given, heeded, neighbour, worth
from tests.reference.model.things import ABILITY, BENEVOLENCE, DESK, Firm, Incident, Person, Service, Team

ABLE = 0.4


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
    """Return whether an incident is there, for i, and of a service that i serves."""
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
    u = heeded(firm, i.understanding[x.service.number])
    known = knows_calendar(firm, x.service, u)
    outside = i.label_weight * p.label_step * (x.label - 2.5) + (1.0 - i.label_weight) * 1.2 * x.severity
    score = u * worth(x) + (1.0 - u) * outside + known * math.log(x.service.today) - 0.3 * math.log(x.effort_stated)
    score += p.incident_age * (now - x.opened)
    chasing = p.target_chasing * firm.scalars.framework * firm.lv.objective
    left = x.target - (now - x.opened)
    if left < 2.0:
        score += chasing if left >= 0.0 else -chasing
    return score + (5.0 if i.role == DESK and x.failed == 0 else 0.0)


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
    if x.holder is not i:
        if x.holder:
            x.holder.named -= 1
        x.holder, x.since = i, day + i.clock
        i.named += 1
    attempt = identity(streams.ABILITY_NOISE, x.key, 16 * x.hops + x.failed)
    expertise = i.expertise[x.need]
    helps = p.attempt_information * x.information + (0.5 if i.role == DESK else 0.15) * x.component.article
    today = expertise + p.ability_noise * firm.luck.normal(streams.ABILITY_NOISE, attempt, i.key) + helps
    grinds = x.failed >= p.grind and expertise >= ABLE
    if today < x.difficulty and not grinds:
        give_up(firm, i, x, day)
    elif (wait := must_wait(firm, i, x, attempt)) > 0.0:
        work_on(firm, i, x, p.triage)
        x.ready = day + i.clock + wait
    else:
        work_on(firm, i, x, p.triage + x.effort * (2.0 if grinds else 1.0))
        fixed(firm, i, x, day, grinds)


def must_wait(firm: Firm, i: Person, x: Incident, attempt: int) -> float:
    """Return days until the user has answered and has time: one question a holder, one appointment in all."""
    p, wait = firm.p, 0.0
    if x.answered_hop != x.hops:
        x.answered_hop = x.hops
        doubt = (1.0 - x.context) * (1.0 - i.understanding[x.service.number])
        if firm.luck.share(streams.ASK, attempt, i.key) < p.question + p.question_gain * doubt:
            wait += p.reply * math.exp(p.reply_sigma * firm.luck.normal(streams.REPLY, attempt, i.key))
            x.context, x.asked = 1.0, 1
            firm.row["questions"] += 1
    if not x.appointed:
        x.appointed = 1
        if firm.luck.share(streams.APPOINTMENT, x.key) < p.appointment:
            wait += p.appointment_wait * math.exp(p.reply_sigma * firm.luck.normal(streams.APPOINTMENT, x.key, 1))
    return wait


def give_up(firm: Firm, i: Person, x: Incident, day: int) -> None:
    """Let i fail: longer if it looked like i's own, wiser for the next, and perhaps on another wrong track."""
    p = firm.p
    own = firm.need_team[x.perceived_need] is i.team or i.expertise[x.perceived_need] >= ABLE
    work_on(firm, i, x, p.triage + (min(1.0, p.failed_effort * x.effort) if own else 0.0))
    x.information += 0.3 if i.role == DESK else 1.0
    x.failed += 1
    u = firm.luck.share(streams.REVEAL, x.key, x.failed)
    eye = max(i.expertise[x.need], i.understanding[x.service.number])
    sees = min(1.0, p.reveal + p.reveal_gain * eye)
    if u < sees:
        x.perceived_need = x.need
    elif own:
        x.perceived_need = neighbour(x.perceived_need, (u - sees) / (1.0 - sees))
    hand_off(firm, i, x, day + i.clock)


def fixed(firm: Firm, i: Person, x: Incident, day: int, ground_out: bool) -> None:
    """One need is met: turn to the second, reopen, or close."""
    teach(firm, i, x)
    i.expertise[x.need] += firm.p.practice * (1.0 - i.expertise[x.need])
    if x.second is not None:
        x.need = x.perceived_need = x.second
        x.second = None
        x.effort, x.answered_hop = 0.5 * x.effort, x.hops
        return
    again = 0.005 + firm.p.reopening * (1.0 - x.context) + (0.015 if ground_out else 0.0)
    if not x.reopened and firm.luck.share(streams.REOPEN, x.key) < again:
        x.reopened, x.effort, x.ready, x.holder = 1, 0.5 * x.effort, day + i.clock + 1.0, None
        i.named -= 1
        firm.row["reopened"] += 1
        return
    close(firm, i, x, day)


def close(firm: Firm, i: Person, x: Incident, day: int) -> None:
    """Write an incident off and let both sides draw their conclusions."""
    p, now, m, n = firm.p, day + i.clock, x.owner, x.service.number
    charge(x, day, now)
    if now > day + 1.0:  # what is finished tomorrow morning is charged to the end, by tomorrow's rhythm
        late = (now - day - 1.0) * x.impact * x.service.value * x.service.rhythm[day + 1]
        x.loss += late
        firm.row["incident_loss"] += late
    in_time, red = now - x.opened <= x.target, x.loss > p.tolerance
    written = {
        "key": x.key, "opened": x.opened, "closed": now, "hours": hours(now) - hours(x.opened), "hops": x.hops,
        "teams": x.stations.count + 1, "returned": x.returned, "asked": x.asked, "reopened": x.reopened,
        "service": n, "component": firm.components.index(x.component), "label": x.label, "level": x.level,
        "target": x.target, "in_time": in_time, "red": red, "loss": x.loss, "spent": x.spent, "owner": m.number,
        "solver": i.number,
    }  # fmt: skip
    firm.closed.append(written)
    for column, amount in (("closed", 1), ("closed_in_time", in_time), ("closed_red", red)):
        firm.row[column] += amount
    firm.scalars.sla += 0.003 * (in_time - firm.scalars.sla)
    mood = 0.25 * (1.0 - x.loss / p.tolerance) if not red else -min(1.0, (x.loss / p.tolerance - 1.0) / 3.0)
    firm.row["trust_by_incidents"] += bonds.event(firm, m, i, ABILITY, EVENT_SHARE * mood)
    content = 0.5 + 0.5 * bonds.within(2.0 * mood, -1.0, 1.0)
    m.satisfaction += 0.03 * EVENT_SHARE * (content - m.satisfaction)
    if mood < -0.3:
        bonds.event(firm, i, m, BENEVOLENCE, -0.2 * EVENT_SHARE)
    days = min(1.0, x.spent)
    i.understanding[n] += p.work_learning * days * (1.0 - i.understanding[n])
    contact = days * p.working_contact * personal(firm, m)
    bonds.meet(firm, i, m, contact, contact)
    if firm.luck.share(streams.ARTICLE, x.key) < max(firm.lv.known_errors, p.known_error_article):
        x.component.article = 0.5 + 0.5 * x.component.article
    alive = x.cause and firm.causes.places[x.cause.place] is x.cause
    chance = p.incidental_fix * (1.0 - firm.scalars.pressure20)
    if alive and firm.luck.share(streams.INCIDENTAL_FIX, x.key) < chance:
        firm.causes.take(x.cause)
    i.named -= 1
    x.team.incidents.remove(x)
    firm.incidents.take(x)


def personal(firm: Firm, m: Person) -> float:
    """Return how much of a working contact is personal: without trust people hide behind tickets."""
    return 1.0 - firm.p.personal_contact * (1.0 - min(1.0, 2.0 * m.trust))


def charge(x: Incident, day: int, until: float) -> None:
    """Charge what an incident cost today."""
    part = min(until, day + 1.0) - max(x.opened, day)
    if part > 0.0:
        x.loss += part * x.impact * x.service.value * x.service.today
        x.service.up *= 1.0 - min(0.95, part * x.impact)


def hours(day: float) -> float:
    """Return calendar hours of a working time: a working day has nine of them, a week two more days."""
    whole = math.floor(day)
    return 24.0 * whole + 48.0 * (whole // 5) + 9.0 * (day - whole)
