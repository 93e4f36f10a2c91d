"""Step 6, problems: root causes are chosen, analysed and removed."""

from __future__ import annotations

from itborg.common import streams
from itborg.common.periods import CLOCK_DAY
from itborg.mechanisms import problem_management
from tests.reference.model.settling import disturb
from tests.reference.model.solving import hours
from tests.reference.model.things import Cause, Firm, Person


def analyse(firm: Firm, i: Person, day: int, end: float) -> None:
    """Let i analyse root causes until the slot ends."""
    g, p = firm.scalars, firm.p
    while i.clock < end:
        x = in_hand(firm, i, day) or most_liked(firm, i, day)
        if x is None:
            return
        i.problem, i.problem_day = x, day
        if x.begun is None:
            x.begun = float(day)
        skill = problem_management.skill(g.practice, g.scale, p)
        time = min(x.left / (i.speed * skill), end - i.clock)
        i.clock += time
        x.left -= time * i.speed * skill
        firm.row["problem_work"] += time * i.speed
        if x.left <= 1e-9:
            remove(firm, x, day, i.clock)


def in_hand(firm: Firm, i: Person, day: int) -> Cause | None:
    """Return the root cause picked earlier today, if nobody has removed it since."""
    x = i.problem if i.problem_day == day else None
    return x if x and firm.causes.places[x.place] is x else None


def most_liked(firm: Firm, i: Person, day: int) -> Cause | None:
    """Return the root cause that i would most like to work on, of those in view that triggered incidents and can be found."""
    found = [x for x in in_view(firm, i, day) if x.count > 0.0 and is_visible(firm, x)]
    return max(found, key=lambda x: preference(firm, i, x), default=None)


def in_view(firm: Firm, i: Person, day: int) -> list[Cause]:
    """Return the root causes in view of i: some rows in order, empty ones too, from a random one of the day."""
    places = firm.causes.places
    first = firm.draws.one_of(len(places), streams.PROBLEM_CANDIDATE, i.key, day)
    return [x for x in (places[first:] + places[:first])[: int(firm.p.problems_in_view)] if x is not None]


def is_visible(firm: Firm, x: Cause) -> bool:
    """Return whether IT can find a root cause: what shadow IT left, where its owners are heard."""
    found = problem_management.finding_hidden(x.service.reached, firm.p)
    return not x.hidden or firm.draws.share(streams.PROBLEM_FIND, x.key) < found


def preference(firm: Firm, i: Person, x: Cause) -> float:
    """Return how much i would like to work on a root cause: by interest, or by business case."""
    p, w, u = firm.p, firm.lv.business_case, i.understanding[x.service.number]
    case = problem_management.business_case(problem_management.often(x.count, p), u, x.service.value, x.left, p)
    z = firm.draws.normal(streams.PROBLEM_TASTE, x.key, i.key)
    interest = problem_management.technical_interest(problem_management.often(x.count, p), z, x.left, p)
    return w * case + (1.0 - w) * interest + (0.0 if x.begun is None else p.begun_problem)


def remove(firm: Firm, x: Cause, day: int, clock: float) -> None:
    """Remove a root cause, by a release."""
    g, row = firm.scalars, firm.row
    g.practice += 1.0
    row["removed_causes"] += 1
    row["removal_days"] += hours(firm, x.opened, day + clock) / CLOCK_DAY
    disturb(firm, x.service, day)
    firm.causes.take(x)
