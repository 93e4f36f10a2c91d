"""Events between people: trust, understanding, labels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...spans import MONTH
from .event import Event, Told, last_day, month_sums

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
