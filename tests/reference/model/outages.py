"""Step 4, the incidents: their work, their labels, their way into IT, and IT's own class."""

from __future__ import annotations

import math

from itborg.common import streams
from itborg.mechanisms import framework, incidents, labels, service_levels, solving, voice
from itborg.mechanisms.arithmetic import stretched
from tests.reference.model import bonds, voices
from tests.reference.model.chance import pick
from tests.reference.model.demand import labelled, note_label, one_member, visible
from tests.reference.model.faults import trigger_incidents
from tests.reference.model.things import BENEVOLENCE, SKILLS, Cause, Change, Firm, Incident, Person, Team


def open_incidents(firm: Firm, day: int) -> None:
    """Run step 4: root causes trigger incidents, which are labelled and enter IT."""
    work = visible([(x.label, x.effort) for x in firm.incidents.all()])
    for cause, key in trigger_incidents(firm, day):
        x = new_incident(firm, cause, key, day)
        firm.incidents.put(x)
        state_label(firm, x, work)
        diagnose_first(firm, x)
        enter(firm, x)
        classify(firm, x)
        firm.row["opened"] += 1


def neighbour(need: int, u: float) -> int:
    """Return one of the other skills of the same service."""
    service, skill = divmod(need, SKILLS)
    return service * SKILLS + (skill + 1 + min(SKILLS - 2, int(u * (SKILLS - 1)))) % SKILLS


def new_incident(firm: Firm, cause: Cause, key: int, day: int) -> Incident:
    """Return an incident, and how well its owner is heard where it belongs."""
    p, draws, s = firm.p, firm.draws, cause.service
    need = cause.component.need
    u = draws.share(streams.INCIDENT_NEED, key)
    if u > p.component_skill:
        need = neighbour(need, stretched(u, p.component_skill))
    difficulty = incidents.difficulty(cause.component.difficulty, draws.normal(streams.INCIDENT_DIFFICULTY, key), p)
    effort = incidents.effort(difficulty, draws.normal(streams.INCIDENT_EFFORT, key), bool(cause.hidden), p)
    impact = incidents.impact(firm.scalars.reach, draws.normal(streams.INCIDENT_IMPACT, key), p)
    opened = day + draws.share(streams.INCIDENT_TIME, key)
    owner = one_member(firm, streams.INCIDENT_OWNER, key, s.owner)
    severity = draws.normal(streams.INCIDENT_SEVERITY, key)
    x = Incident(
        key=key, service=s, owner=owner, cause=cause, component=cause.component, need=need,
        difficulty=difficulty, effort=effort, effort_stated=effort, impact=impact, severity=severity,
        opened=opened, ready=opened, since=opened,
    )  # fmt: skip
    chance = incidents.second_skill(difficulty, p)
    u = draws.share(streams.INCIDENT_SECOND, key)
    if u < chance:
        x.second = neighbour(need, u / chance)
    x.voice, speaker = voices.voice(firm, owner, s, firm.need_team[need])
    x.credit = voices.credit(speaker, owner)
    return x


def worth(x: Incident) -> float:
    """Return ln of what an incident costs on an ordinary day."""
    return incidents.worth(x.impact, x.service.value)


def level_of(firm: Firm, log_impact: float) -> int:
    """Return level 1 to 4, measured from an ordinary incident."""
    return incidents.level(log_impact, incidents.ordinary_worth(firm.p.service_value, firm.p), firm.p)


def state_label(firm: Firm, x: Incident, work: dict[int, float]) -> None:
    """Let the owner of an incident state a label."""
    p, lv, m = firm.p, firm.lv, x.owner
    x.level = level_of(firm, worth(x) + math.log(x.service.today))
    honesty = labels.cost_of_exaggerating_incident(m.honesty, m.trust, lv.audit, p)
    u = firm.draws.share(streams.INCIDENT_LABEL, x.key)
    pays = labels.payoff(voice.heeded(firm.scalars.understanding, x.voice, p), 0.0, p)
    x.label = labelled(firm, u, x.level, work, firm.scalars.incident_capacity, p.incident_patience, pays, honesty)
    note_label(firm, x.label, x.level)
    firm.row["true_top"] += x.level == 4
    if firm.scalars.mandate > 0.0:
        reaction = framework.reaction_to_incident(m.trust, firm.scalars.mandate, p)
        other = at_the_desk(firm, firm.draws.share(streams.MANDATE, x.key))
        firm.row["trust_by_mandate"] += bonds.event(firm, m, other, BENEVOLENCE, reaction)


def at_the_desk(firm: Firm, u: float) -> Person:
    """Return a member of a service desk, else any IT person."""
    choice = desk(firm) or firm.it
    return choice[pick(len(choice), u)]


def desk(firm: Firm) -> list[Person]:
    """Return the members of the service desks."""
    return [x for x in firm.people if x.team.is_desk]


def diagnose_first(firm: Firm, x: Incident) -> None:
    """Perceive what an incident needs: whoever understands the business sees it rightly more often."""
    p, u = firm.p, firm.draws.share(streams.INCIDENT_PERCEPTION, x.key)
    rightly = solving.first_diagnosis(voice.heeded(x.service.understood, x.voice, p), p)
    x.perceived_need = x.need if u < rightly else neighbour(x.need, stretched(u, rightly))


def enter(firm: Firm, x: Incident) -> None:
    """Bring an incident to a team: directly or by the desk."""
    p, team = firm.p, firm.need_team[x.perceived_need]
    if firm.draws.share(streams.INCIDENT_ENTRY, x.key) >= p.direct_entry:
        team = desk_for(firm, x, team)
    arrive(x, team)


def arrive(x: Incident, team: Team) -> None:
    """Put an incident in front of a team's queue."""
    x.team = team
    team.incidents.insert(0, x)


def can_be_given(x: Person) -> bool:
    """Return whether somebody takes incidents: problem staff does so only under firefighting."""
    return bool(x.resolver and not x.works_problems)


def desk_for(firm: Firm, x: Incident, otherwise: Team) -> Team:
    """Return the desk of the person who answers; each person at a desk is equally likely to."""
    return at_the_desk(firm, firm.draws.share(streams.INCIDENT_DESK, x.key)).team if desk(firm) else otherwise


def classify(firm: Firm, x: Incident) -> None:
    """Let somebody of the receiving team set IT's class by label, technology and what is understood."""
    p, members = firm.p, x.team.members
    i = members[firm.draws.one_of(len(members), streams.INCIDENT_CLASS, x.key)]
    u = voice.heeded(i.understanding[x.service.number], x.voice, p)
    weight = label_weight(firm, i, x)
    ordinary = incidents.ordinary_worth(p.service_value, p)
    today = worth(x) + math.log(x.service.today)
    seen = incidents.perceived_worth(u, today, ordinary, x.label, weight, p.label_step, x.severity, p)
    x.target = service_levels.target(level_of(firm, seen), p)


def label_weight(firm: Firm, i: Person, x: Incident | Change) -> float:
    """Return the weight that i gives the label of a piece of work: by trust, moved to that of who speaks for it."""
    return labels.weight(i.trust + x.voice * (x.credit - i.trust), firm.scalars.mandate, firm.p)
