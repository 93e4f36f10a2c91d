"""Who speaks for a manager in IT, and what that is worth: words go along ties, or along those of a colleague."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import voice as rules
from tests.reference.model import bonds
from tests.reference.model.chance import pick
from tests.reference.model.talks import talk
from tests.reference.model.things import ABILITY, IT, Firm, Person, Service, Team


def heard_in(firm: Firm, i: Person, team: Team) -> float:
    """Return how well an IT person is heard in an IT team: fully in the own one, elsewhere by the strongest tie."""
    if i.team is team:
        return 1.0
    return max((tie.strength for n, tie in i.ties.items() if firm.people[n].team is team), default=0.0)


def door(firm: Firm, m: Person) -> tuple[float, Person | None]:
    """Return a manager's strongest tie into IT and who is at its end; nobody where there is none of any strength."""
    ties = [(tie.strength, firm.people[n]) for n, tie in m.ties.items() if firm.people[n].side == IT]
    strength, person = max(ties, key=lambda x: x[0], default=(0.0, None))
    return (strength, person) if strength > 0.0 else (0.0, None)


def voice(firm: Firm, m: Person, s: Service, team: Team) -> tuple[float, Person | None]:
    """Return how far a manager's words about a service reach a team, and whose mouth they come from."""
    words, speaker = 0.0, None
    for n, tie in m.ties.items():
        other = firm.people[n]
        direct, i = (1.0, other) if other.side == IT else door(firm, other)
        if i is None:
            continue
        strength = tie.strength if i is other else firm.p.referral * tie.strength * direct
        way = strength * heard_in(firm, i, team) * i.understanding[s.number]
        if way > words:
            words, speaker = way, i
    return rules.voice(words, firm.p), speaker


def through(general: float, heard: float, speaker: Person | None, particular: float) -> float:
    """Return an opinion of the other side for one piece of work: that of the speaker, as far as the manager is heard."""
    return general if speaker is None else rules.credit(general, heard, particular)


def credit(speaker: Person | None, m: Person) -> float:
    """Return how far a speaker trusts the manager it speaks for."""
    return 0.0 if speaker is None else bonds.trust(speaker, m)


def trust_in_it(m: Person, heard: float, speaker: Person | None) -> float:
    """Return a manager's trust in IT that counts for one request."""
    return through(m.trust, heard, speaker, bonds.trust(m, speaker) if speaker else 0.0)


def ability_of_it(m: Person, heard: float, speaker: Person | None) -> float:
    """Return the ability of IT that a manager reckons with for one request."""
    particular = bonds.seen(m, IT, m.ties.get(speaker.number), ABILITY) if speaker else 0.0
    return through(m.ability, heard, speaker, particular)


def heard_at_board(firm: Firm, m: Person, s: Service) -> float:
    """Return how far a board hears for a manager: through the own seat, or through a colleague who has one."""
    heard = firm.lv.board * s.board_view
    if m.seat:
        return heard
    seated = [tie.strength for n, tie in m.ties.items() if firm.people[n].side == m.side and firm.people[n].seat]
    return heard * firm.p.referral * max(seated, default=0.0)


def talk_over(firm: Firm, day: int, m: Person, team: Team, key: int, speaker: Person | None) -> None:
    """Let a manager perhaps talk a request over: with the own best tie in the team, else somebody new, else the speaker."""
    p, draws = firm.p, firm.draws
    if draws.share(streams.REQUEST_TALK, key) >= p.request_talk * min(1.0, m.openness):
        return
    best = bonds.best_known(firm, m, team)
    if best is not None:
        speaker = best
    elif draws.share(streams.INTRODUCTION, key) < p.introduction:
        speaker = team.members[pick(len(team.members), draws.share(streams.REQUEST_TALK_WITH, key))]
    if speaker is None or m.taken + p.contact_cost > p.manager_time:
        return
    acquainted = speaker.number in m.ties
    talk(firm, day, m, speaker)
    if acquainted:
        mine, theirs = m.ties[speaker.number].trust, speaker.ties[m.number].trust
        there, back = (min(1.0, p.request_contact * min(p.most_open, t / p.neutral_trust)) for t in (mine, theirs))
        bonds.meet(firm, m, speaker, there, back)


def note_reach(firm: Firm) -> None:
    """Note for every service how well its owners are heard, and the chance that one of them told of its peaks."""
    for s in firm.services:
        voices = [voice(firm, m, s, s.change_team)[0] for m in s.owner.members]
        s.reached = sum(voices) / len(voices)
        silence = 1.0
        for heard in voices:
            silence *= 1.0 - heard
        s.announced = 1.0 - silence
