"""Detectors of the events of a story. A new kind of event is one function here, listed in DETECTORS.

A detector reads the daily history of a run and of its baseline run with the same random numbers, and yields events with
a day (1 is the first) and a sentence, or nothing. Months have 20 working days; only complete months are compared. The
smallest sizes that are reported are our choice; no rule of the model uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ...analysis.statistics import Floats
from ...common.periods import MONTH
from ..formatting import number, percent
from .events import Event, StoryRuns, last_day, losses, month_sums
from .money import most_expensive_month, payback, start

#: Most bad days in a story.
BAD_DAYS = 3
#: Smallest change of trust that is reported.
SMALLEST_TRUST_CHANGE = 0.01
#: Smallest change of understanding that is reported, and of the inflation of labels, levels.
SMALLEST_UNDERSTANDING_CHANGE, SMALLEST_INFLATION_CHANGE = 0.05, 0.15
#: Fewest needs that bypass IT in a month that are reported.
FEWEST_BYPASSES = 2
#: Smallest share of managers who resist at a peak that is reported.
SMALLEST_RESISTANCE = 0.1
#: Column of the history -> what changed trust of business in IT.
CAUSES = {
    "trust_by_incidents": "the way incidents were closed",
    "trust_by_delivery": "deliveries",
    "trust_by_promises": "promises",
    "trust_by_contact": "contacts and visits",
    "trust_by_rejection": "rejected requests",
    "trust_by_mandate": "mandated processes",
    "trust_by_colleagues": "colleagues who resist",
    "trust_by_programme": "the programme itself",
}


def bad_days(runs: StoryRuns) -> Iterator[Event]:
    """Report the days with the largest losses, at least a month apart.

    At most BAD_DAYS days, the worst first, with losses of incidents and releases in kEUR and what dominated them. The
    loss of the baseline is added where it differs by more than a tenth.
    """
    lost, lost_in_baseline = losses(runs.history), losses(runs.baseline)
    for rank, day in enumerate(_apart(lost)):
        head = "The worst day" if rank == 0 else "A bad day"
        text = f"{head}: {number(lost[day], 0)} kEUR lost{_reason(runs, day)}."
        if not runs.is_baseline and abs(lost[day] - lost_in_baseline[day]) > 0.1 * lost[day]:
            text += f" The baseline with the same random numbers lost {number(lost_in_baseline[day], 0)} kEUR."
        yield Event(day + 1, text)


def _apart(lost: Floats) -> list[int]:
    """Return the days of the largest losses, each at least a month from the others.

    lost  kEUR by day; days without loss are never returned
    """
    found: list[int] = []
    for day in np.argsort(-lost, kind="stable").tolist():
        if lost[day] > 0 and all(abs(day - other) >= MONTH for other in found):
            found.append(day)
        if len(found) == BAD_DAYS:
            break
    return found


def _reason(runs: StoryRuns, day: int) -> str:
    """Return what dominated the loss of a day: a release, a peak of the business calendar, or open incidents.

    day  row of the history, the first is 0
    """
    row = runs.history[day]
    if row["release_loss"] > 0.5 * (row["incident_loss"] + row["release_loss"]):
        return ", mostly by a release"
    if row["peak_loss"] > 0.5 * row["incident_loss"]:
        return ", mostly because services failed at a peak"
    return f", with {number(row['open_incidents'], 0)} incidents open at the end of the day"


def largest_trust_changes(runs: StoryRuns) -> Iterator[Event]:
    """Report the months in which trust of business in IT fell most and rose most, with the main cause.

    Trust is 0 to 1. Changes below SMALLEST_TRUST_CHANGE are not reported, nor is anything of runs up to one month.
    """
    level = runs.history["trust_business_to_it"]
    if runs.days <= MONTH:
        return
    steps = level[MONTH::MONTH] - level[:-MONTH:MONTH]
    for month, verb, sign in ((int(np.argmin(steps)), "falls", -1), (int(np.argmax(steps)), "rises", 1)):
        if sign * steps[month] >= SMALLEST_TRUST_CHANGE:
            text = f"Trust of business in IT {verb} most in this month, by {number(abs(steps[month]), 2)}"
            yield Event(last_day(month, runs.days), f"{text}{_cause(runs, month, sign)}.")


def _cause(runs: StoryRuns, month: int, sign: int) -> str:
    """Return what moved trust most in a month in the direction of `sign`, in the words of CAUSES; "" if nothing."""
    sums = {name: sign * float(month_sums(runs.history, name)[month]) for name in CAUSES}
    name, size = max(sums.items(), key=lambda pair: pair[1])
    return f", mainly through {CAUSES[name]}" if size > 0 else ""


def lowest_trust(runs: StoryRuns) -> Iterator[Event]:
    """Report the minimum of trust of business in IT, if it is neither in the first nor in the last month.

    Trust must then rise by SMALLEST_TRUST_CHANGE or more until the end.
    """
    level = runs.history["trust_business_to_it"]
    day = int(np.argmin(level))
    if MONTH <= day < runs.days - MONTH and level[-1] - level[day] >= SMALLEST_TRUST_CHANGE:
        ends = f"from {number(level[day], 2)} it rises to {number(level[-1], 2)} at the end"
        yield Event(day + 1, f"Trust of business in IT is at its lowest: {ends}.")


def understanding(runs: StoryRuns) -> Iterator[Event]:
    """Report when half of the change in each side's understanding was reached.

    Understanding is 0 to 1; the change is that from the first to the last day, and must be
    SMALLEST_UNDERSTANDING_CHANGE or more.
    """
    for column, whose in (
        ("it_understanding", "IT's understanding of the business"),
        ("business_understanding", "managers' understanding of IT"),
    ):
        level = runs.history[column]
        change = float(level[-1] - level[0])
        if abs(change) < SMALLEST_UNDERSTANDING_CHANGE:
            continue
        half = level[0] + change / 2
        day = int(np.argmax(level >= half if change > 0 else level <= half))
        noun = "gain" if change > 0 else "loss"
        text = f"Half of the {noun} in {whose} is reached ({number(level[0], 2)} to {number(level[-1], 2)} at the end)."
        yield Event(day + 1, text)


def labels(runs: StoryRuns) -> Iterator[Event]:
    """Report at the end how far labels are too high, if that changed.

    The inflation of a month is the mean of stated minus true priority, in levels; reported if it differs between the
    first and the last month by SMALLEST_INFLATION_CHANGE or more.
    """
    count = month_sums(runs.history, "labels")
    gap = (month_sums(runs.history, "label_sum") - month_sums(runs.history, "level_sum")) / np.maximum(count, 1)
    if len(gap) > 1 and abs(gap[-1] - gap[0]) >= SMALLEST_INFLATION_CHANGE:
        text = (
            f"Managers exaggerate {'more' if gap[-1] > gap[0] else 'less'}: labels were {number(gap[0], 1)} levels too "
            f"high in the first month, {number(gap[-1], 1)} in the last."
        )
        yield Event(runs.days, text)


def firefighting(runs: StoryRuns) -> Iterator[Event]:
    """Report the month with the largest share of firefighting outside the service desk.

    The share is incident work over working time, 0 to 1.
    """
    work = month_sums(runs.history, "incident_work_not_desk")
    share = work / np.maximum(month_sums(runs.history, "not_desk_capacity"), 1e-9)
    month = int(np.argmax(share))
    if share[month] > 0:
        text = f"Firefighting peaks: {percent(share[month])} of working time outside the service desk in this month."
        yield Event(last_day(month, runs.days), text)


def root_causes(runs: StoryRuns) -> Iterator[Event]:
    """Report when half of the root causes were removed, or at the end that they have accumulated.

    Accumulated means a quarter more at the end than at the start.
    """
    level = runs.history["root_causes"]
    below = np.flatnonzero(level <= level[0] / 2)
    first = number(level[0], 0)
    if level[0] > 0 and len(below):
        text = f"Half of the root causes of incidents are removed ({first} to {number(level[below[0]], 0)})."
        yield Event(int(below[0]) + 1, text)
    elif level[-1] > 1.25 * level[0]:
        yield Event(runs.days, f"Root causes have accumulated: {first} at the start, {number(level[-1], 0)} now.")


def backlog(runs: StoryRuns) -> Iterator[Event]:
    """Report the day with most changes waiting, unless it is the first or the last."""
    waiting = runs.history["open_changes"]
    day = int(np.argmax(waiting))
    if 0 < day < runs.days - 1:
        yield Event(day + 1, f"The longest queue of changes: {number(waiting[day], 0)} wait.")


def shadow_it(runs: StoryRuns) -> Iterator[Event]:
    """Report the month in which most needs bypassed IT, with the number that were requested from IT.

    Fewer than FEWEST_BYPASSES in that month are not reported.
    """
    bypasses, requests = month_sums(runs.history, "shadow_it"), month_sums(runs.history, "requests")
    month = int(np.argmax(bypasses))
    if bypasses[month] >= FEWEST_BYPASSES:
        text = (
            f"Most shadow IT: {number(bypasses[month], 0)} needs bypass IT in this month, {number(requests[month], 0)} "
            "are requested from IT."
        )
        yield Event(last_day(month, runs.days), text)


def resistance(runs: StoryRuns) -> Iterator[Event]:
    """Report the day on which most managers resist IT, with their stages, and that on which outsourcing is decided.

    Shares are 0 to 1; a peak below SMALLEST_RESISTANCE is not reported.
    """
    share = runs.history["protest"]
    day = int(np.argmax(share))
    if share[day] >= SMALLEST_RESISTANCE:
        row = runs.history[day]
        text = f"Resistance peaks: {percent(share[day])} of managers protest or do more"
        further = ((row["workaround"], "work round IT or do more"), (row["coalition"], "are in a coalition against IT"))
        text += "".join(f", {percent(part)} {what}" for part, what in further if part > 0)
        baseline = "" if runs.is_baseline else f"; in the baseline {percent(runs.baseline['protest'][day])} resist"
        yield Event(day + 1, f"{text}{baseline}.")
    decided = np.flatnonzero(runs.history["exited"] > 0.0)
    if len(decided):
        yield Event(int(decided[0]) + 1, "The managers with a seat on the board decide to outsource IT.")


#: All detectors, in the order in which events of one day are reported.
DETECTORS: tuple[Callable[[StoryRuns], Iterator[Event]], ...] = (
    start,
    most_expensive_month,
    payback,
    bad_days,
    largest_trust_changes,
    lowest_trust,
    understanding,
    labels,
    firefighting,
    root_causes,
    backlog,
    shadow_it,
    resistance,
)
