"""Step 6, changes: which one a person builds, and when it is to be released."""

from __future__ import annotations

from itborg.common import streams
from itborg.mechanisms import business_calendar, prioritisation, voice
from tests.reference.model.outages import label_weight
from tests.reference.model.solving import serves
from tests.reference.model.start_of_day import knows_calendar
from tests.reference.model.things import Change, Firm, Person, Service, Team


def build_changes(firm: Firm, i: Person, team: Team | None, day: int, end: float) -> None:
    """Let i build until the slot ends or nothing is left."""
    while team is not None and i.clock < end:
        last = in_hand(firm, i)
        x = last if last and i.picked == day else most_attractive(firm, i, team, day)
        if x is None:
            return
        room = (end - i.clock) * i.speed
        i.last_change, i.picked = x, day
        if i not in x.workers:
            x.workers.append(i)
        done = min(x.left, room)
        x.left -= done
        i.clock += done / i.speed
        firm.row["change_work"] += done
        if x.left <= 1e-9:
            finish(firm, i, x, day)


def in_hand(firm: Firm, i: Person) -> Change | None:
    """Return the change i worked on last, if it is still unfinished."""
    x = i.last_change
    return x if x and x.left > 1e-9 and firm.changes.places[x.place] is x else None


def most_attractive(firm: Firm, i: Person, team: Team, day: int) -> Change | None:
    """Return what i would most like to build; of a change there is room for two."""
    choice = [
        x
        for x in team.changes
        if x.approved <= day and (len(x.workers) < 2 or i in x.workers) and serves(firm, i, team, x.service)
    ]
    return max(choice, key=lambda x: attraction(firm, i, x, day), default=None)


def attraction(firm: Firm, i: Person, x: Change, day: int) -> float:
    """Return how attractive a change looks to i."""
    p = firm.p
    begun, own = x.left < x.effort, x is i.last_change
    authority = firm.lv.authority if firm.scalars.board_decides else 0.0
    if authority > 0.0 and firm.draws.share(streams.BOARD_PICK, i.key, day) < authority:
        u, weight, appeal = voice.heeded(x.service.board_view, x.voice, p), p.label_weight, 0.0
    else:
        u = voice.heeded(i.understanding[x.service.number], x.voice, p)
        u = prioritisation.understood_with_board(u, firm.lv.board, x.service.board_view)
        weight, appeal = label_weight(firm, i, x), x.appeal
    return prioritisation.change_score(
        u, x.log_density, x.label, weight, p.label_step, appeal, day - x.requested_day, begun, own, p
    )


def finish(firm: Firm, i: Person, x: Change, day: int) -> None:
    """Finish a change; whoever knows the calendar holds it back to a quiet day."""
    x.builder, x.release = i, float(day)
    others = [y.log_density for y in x.team.changes if y is not x]
    firm.row["choice"] += sum(d < x.log_density for d in others) / len(others) if others else 0.5
    knows = knows_calendar(firm, x.service)
    if firm.draws.share(streams.HOLD, x.key) < knows:
        x.release = float(quietest(firm, x.service, day, int(firm.p.freeze_window)))
    x.team.changes.remove(x)


def quietest(firm: Firm, service: Service, day: int, window: int) -> int:
    """Return the day of the window on which a release worries least, by that day and the three that follow."""
    r = service.rhythm
    days = [t for t in range(day, day + window + 1) if t + 3 < len(r)]
    worry = {t: business_calendar.release_worry(*r[t : t + 4], t - day, firm.p) for t in days}
    return min(days, key=lambda t: worry[t], default=day)
