"""Events of money: what it cost, when it paid back, the worst days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...common.periods import MONTH
from .events import Event, Told, last_day, losses, month_sums, monthly, net

WORST_DAYS = 3


def beginning(told: Told) -> Iterator[Event]:
    """Tell that it starts and what it costs."""
    if told.is_baseline:
        yield Event(1, "Nothing is done; business and IT go on as they are.")
        return
    cost = told.here["strategy_cost"]
    later = float(np.median(cost[1:])) if told.days > 1 else 0.0
    at_once = float(cost[0]) - later
    money = f" It costs {at_once:.0f} kEUR at once and {later:.1f} kEUR a day." if at_once + later > 0.05 else ""
    yield Event(1, f"{told.name} starts.{money}")


def hole(told: Told) -> Iterator[Event]:
    """Tell the month in which it was furthest behind doing nothing."""
    if told.is_baseline:
        return
    ahead = monthly(net(told.here) - net(told.there))
    worst = int(np.argmin(ahead))
    if ahead[worst] < 0:
        yield Event(
            last_day(worst, told.days), f"The dearest month: {-ahead[worst]:.1f} kEUR a day behind doing nothing."
        )


def payback(told: Told) -> Iterator[Event]:
    """Tell when all that was gained made up for all that was spent, for good."""
    if told.is_baseline:
        return
    total = np.cumsum(net(told.here) - net(told.there))
    behind = np.flatnonzero(total < 0)
    if total[-1] < 0:
        yield Event(told.days, f"It has not paid back: {-total[-1]:.0f} kEUR less than doing nothing, all in all.")
    elif len(behind):
        day = int(behind[-1]) + 2
        yield Event(day, f"It has paid back. At the end it is {total[-1]:.0f} kEUR ahead of doing nothing, all in all.")
    elif total[-1] > 0:
        yield Event(told.days, f"Ahead of doing nothing from the first day; in the end by {total[-1]:.0f} kEUR.")


def worst_days(told: Told) -> Iterator[Event]:
    """Tell the days that lost most, at least a month apart."""
    lost, other = losses(told.here), losses(told.there)
    for rank, day in enumerate(_apart(lost)):
        start = "The worst day" if rank == 0 else "A bad day"
        text = f"{start}: {lost[day]:.0f} kEUR lost{_why(told, day)}."
        if not told.is_baseline and abs(lost[day] - other[day]) > 0.1 * lost[day]:
            text += f" With the same luck doing nothing would have lost {other[day]:.0f}."
        yield Event(day + 1, text)


def _apart(lost: np.ndarray) -> list[int]:
    """Return the days of the largest losses, each at least a month from the others."""
    found: list[int] = []
    for day in np.argsort(-lost, kind="stable").tolist():
        if lost[day] > 0 and all(abs(day - other) >= MONTH for other in found):
            found.append(day)
        if len(found) == WORST_DAYS:
            break
    return found


def _why(told: Told, day: int) -> str:
    row = told.here[day]
    if row["release_loss"] > 0.5 * (row["incident_loss"] + row["release_loss"]):
        return ", most of it through a release"
    if row["peak_loss"] > 0.5 * row["incident_loss"]:
        return ", most of it because services failed at a peak"
    return f", with {row['open_incidents']:.0f} incidents still open in the evening"


#: Smallest change of trust in a month that is worth a sentence.
WORTH_TELLING = 0.01
CAUSES = {
    "trust_by_incidents": "how incidents were closed",
    "trust_by_delivery": "what was delivered",
    "trust_by_promises": "promises",
    "trust_by_contact": "contacts and visits",
    "trust_by_rejection": "rejected requests",
    "trust_by_mandate": "mandated process",
    "trust_by_programme": "the programme itself",
}


def trust(told: Told) -> Iterator[Event]:
    """Tell the month in which trust of business in IT fell most, and that in which it grew most."""
    level = told.here["trust_business_to_it"]
    if told.days <= MONTH:
        return
    steps = level[MONTH::MONTH] - level[:-MONTH:MONTH]
    for month, word, sign in ((int(np.argmin(steps)), "falls", -1), (int(np.argmax(steps)), "grows", 1)):
        if sign * steps[month] >= WORTH_TELLING:
            text = f"Trust of business in IT {word} most in this month, by {abs(steps[month]):.2f}"
            yield Event(last_day(month, told.days), f"{text}{_cause(told, month, sign)}.")


def _cause(told: Told, month: int, sign: int) -> str:
    sums = {name: sign * float(month_sums(told.here, name)[month]) for name in CAUSES}
    name, size = max(sums.items(), key=lambda pair: pair[1])
    return f", above all through {CAUSES[name]}" if size > 0 else ""


def lowest_trust(told: Told) -> Iterator[Event]:
    """Tell the turning point of trust, if there is one inside the story."""
    level = told.here["trust_business_to_it"]
    day = int(np.argmin(level))
    if MONTH <= day < told.days - MONTH and level[-1] - level[day] >= WORTH_TELLING:
        yield Event(
            day + 1, f"Trust of business in IT turns: from {level[day]:.2f}, its lowest, to {level[-1]:.2f} at the end."
        )


def understanding(told: Told) -> Iterator[Event]:
    """Tell by when half of what was learned had been learned."""
    for column, who in (
        ("it_understanding", "IT's understanding of the business"),
        ("business_understanding", "managers' understanding of IT"),
    ):
        level = told.here[column]
        change = float(level[-1] - level[0])
        if abs(change) < 0.05:
            continue
        half = level[0] + change / 2
        day = int(np.argmax(level >= half if change > 0 else level <= half))
        word = "gained" if change > 0 else "lost"
        yield Event(day + 1, f"Half of what {who} {word} ({level[0]:.2f} to {level[-1]:.2f}) is {word} by now.")


def labels(told: Told) -> Iterator[Event]:
    """Tell how far labels overstate at the end, if that changed."""
    count = month_sums(told.here, "labels")
    gap = (month_sums(told.here, "label_sum") - month_sums(told.here, "level_sum")) / np.maximum(count, 1)
    if len(gap) > 1 and abs(gap[-1] - gap[0]) >= 0.15:
        word = "more" if gap[-1] > gap[0] else "less"
        yield Event(
            told.days,
            f"Managers exaggerate {word}: labels stood {gap[0]:.1f} levels too high in the first month, "
            f"{gap[-1]:.1f} in the last.",
        )


def firefighting(told: Told) -> Iterator[Event]:
    """Tell the month in which most work outside the desk was firefighting."""
    share = month_sums(told.here, "incident_work_not_desk") / np.maximum(
        month_sums(told.here, "not_desk_capacity"), 1e-9
    )
    worst = int(np.argmax(share))
    if share[worst] > 0:
        yield Event(
            last_day(worst, told.days),
            f"Firefighting peaks: {share[worst]:.0%} of working time outside the service desk in this month.",
        )


def root_causes(told: Told) -> Iterator[Event]:
    """Tell when root causes were halved, or else how they ended."""
    level = told.here["root_causes"]
    below = np.flatnonzero(level <= level[0] / 2)
    if level[0] > 0 and len(below):
        yield Event(
            int(below[0]) + 1,
            f"Half of the root causes of incidents are gone ({level[0]:.0f} to {level[below[0]]:.0f}).",
        )
    elif level[-1] > 1.25 * level[0]:
        yield Event(told.days, f"Root causes have piled up: {level[0]:.0f} at the start, {level[-1]:.0f} now.")


def backlog(told: Told) -> Iterator[Event]:
    """Tell the day with most changes waiting, if it is no edge of the story."""
    waiting = told.here["open_changes"]
    day = int(np.argmax(waiting))
    if 0 < day < told.days - 1:
        yield Event(day + 1, f"The longest queue of changes: {waiting[day]:.0f} wait.")


def shadow(told: Told) -> Iterator[Event]:
    """Tell the month in which most needs went round IT."""
    built, asked = month_sums(told.here, "shadow_it"), month_sums(told.here, "requests")
    worst = int(np.argmax(built))
    if built[worst] >= 2:
        yield Event(
            last_day(worst, told.days),
            f"Most shadow IT: {built[worst]:.0f} needs are met behind IT's back this month, "
            f"{asked[worst]:.0f} go to it.",
        )


def escalations(told: Told) -> Iterator[Event]:
    """Tell the month with most escalation calls."""
    calls = month_sums(told.here, "escalations")
    worst = int(np.argmax(calls))
    if calls[worst] >= 5:
        yield Event(last_day(worst, told.days), f"The loudest month: {calls[worst]:.0f} escalation calls.")
