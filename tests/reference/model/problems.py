"""Phase 6, problems: root causes are chosen, analysed and removed."""

from __future__ import annotations

import math

from itborg.common import streams
from tests.reference.model.morning import is_peak
from tests.reference.model.solving import hours
from tests.reference.model.things import Cause, Firm, Person

VIEW = 250  # places of root causes that one person looks through


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
        skill = 1.0 - 0.5 * math.exp(-g.practice / (p.analysis_learning * g.scale))
        time = min(x.left / (i.speed * skill), end - i.clock)
        i.clock += time
        x.left -= time * i.speed * skill
        firm.row["problem_work"] += time * i.speed
        if x.left <= 1e-9:
            remove(firm, x, day + i.clock)


def in_hand(firm: Firm, i: Person, day: int) -> Cause | None:
    """Return the root cause picked earlier today, if nobody has removed it since."""
    x = i.problem if i.problem_day == day else None
    return x if x and firm.causes.places[x.place] is x else None


def most_liked(firm: Firm, i: Person, day: int) -> Cause | None:
    """Return the root cause that i would most like to work on, of those in view that have struck and can be seen."""
    found = [x for x in in_view(firm, i, day) if x.count > 0.0 and is_visible(firm, x)]
    return max(found, key=lambda x: preference(firm, i, x), default=None)


def in_view(firm: Firm, i: Person, day: int) -> list[Cause]:
    """Return the root causes that i comes by: some places in a row, empty ones too, from a random one of the day."""
    places = firm.causes.places
    first = firm.luck.one_of(len(places), streams.PROBLEM_SIGHT, i.key, day)
    return [x for x in (places[first:] + places[:first])[:VIEW] if x is not None]


def is_visible(firm: Firm, x: Cause) -> bool:
    """Return whether IT can see a root cause: what shadow IT left takes understanding."""
    return not x.hidden or firm.luck.share(streams.PROBLEM_FIND, x.key) < firm.scalars.understanding + 0.1


def preference(firm: Firm, i: Person, x: Cause) -> float:
    """Return how much i would like to work on a root cause: by taste, or by business case."""
    often = math.log(0.05 + x.count)
    u = i.understanding[x.service.number]
    case = often + (0.3 + 0.7 * u) * math.log(x.service.value) - 0.5 * math.log(0.5 + x.left)
    taste = 0.5 * often + 0.8 * firm.luck.normal(streams.PROBLEM_TASTE, x.key, i.key) + (x.left < 3.0)
    w = firm.lv.business_case
    return w * case + (1.0 - w) * taste + (0.0 if x.begun is None else 0.5)


def remove(firm: Firm, x: Cause, now: float) -> None:
    """Take a root cause away, by a release."""
    g, row, s = firm.scalars, firm.row, x.service
    g.practice += 1.0
    row["removed_causes"] += 1
    row["removal_days"] += (hours(now) - hours(x.opened)) / 24.0
    loss = firm.p.release_disruption * g.reach * s.value * s.today * (1.0 - 0.3 * g.framework)
    row["release_loss"] += loss
    row["peak_loss"] += loss if is_peak(s) else 0.0
    firm.causes.take(x)
