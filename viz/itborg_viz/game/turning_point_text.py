"""The sentences of turning points: what failed, whom it hit, who knew; with names from this very run.

Who knew: the cards of the roles have the two halves of the truth about an initiative, and the recording has who in IT
understood a service best on that day, and whether its incident ever reached that person.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from itborg.common.periods import MONTH
from itborg.engine.state import NONE
from itborg.organisation.types import Organisation, Person
from itborg.report.formatting import counted, number, percent
from itborg.report.playback.journeys import INCIDENT, Item

from .account import CENTS, CONTRIBUTION
from .deck import FINE
from .facts import Fact, facts
from .recorded_game import RecordedGame
from .roles import ROLES, persons

SPENT = 0.5  # of a day's difference that is paid: above it the text is about money spent


class Compared(NamedTuple):
    """The team's own run and the baseline with the same random numbers, recorded."""

    ours: RecordedGame
    baseline: RecordedGame


class Texts(NamedTuple):
    """The texts of a turning point; see TurningPoint."""

    title: str
    text: str
    hit: str = ""
    knew: str = ""
    people: tuple[str, ...] = ()
    service: str = ""


def difference(both: Compared, day: int, step: float) -> Texts | None:
    """Return the texts of a day on which the runs differ by `step` kEUR; None where no service and no payment does."""
    ours, other = (one.recording.run.history[one.recording.run.burn_in + day] for one in both)
    paid = float(ours["strategy_cost"] - other["strategy_cost"])
    if step < 0 and paid > SPENT * -step:
        return Texts("The bill", f"{_started(both, day)} {number(paid, 0)} kEUR are paid on this day.")
    lost, instead = both.ours.lost_on(day), both.baseline.lost_on(day)
    service = int(np.argmax(np.abs(lost - instead)))
    if abs(lost[service] - instead[service]) < 0.2 * abs(step):
        return None
    worse = lost[service] > instead[service]
    return (_worse if worse else _better)(both, day, service, float(lost[service]), float(instead[service]))


def neglect(both: Compared, day: int, initiative: str, lost: float) -> Texts:
    """Return the texts of a day on which a service fails because of an initiative that is missing."""
    ours = both.ours
    card, rows = ours.progress.cards[initiative], ours.recording.rows
    service = rows.services.index(card.service)
    open_now = _open(ours, service, day)
    missing = [one for one in open_now if ours.neglected.get(one.key) == initiative]
    started = ours.progress.started.get(initiative)
    state = f"started in month {started // MONTH + 1} and not ready" if started is not None else "never started"
    text = (
        f"{card.service} fails: {number(lost, 0)} kEUR lost on this day. {len(missing)} of its "
        f"{counted(len(open_now), 'open incident')} would not be there with {card.title}, {state}."
    )
    owner, hit = _hit(ours, service, lost, missing)
    people, knew = _halves(ours, initiative)
    return Texts(f"{card.service} fails", text, hit, knew, tuple(dict.fromkeys([*owner, *people])), card.service)


def delivered(both: Compared, initiative: str, day: int, live: int) -> Texts:
    """Return the texts of a delivery.

    day, live  days of the game on which it was delivered, and from which it has its effect
    """
    ours = both.ours
    card, rows = ours.progress.cards[initiative], ours.recording.rows
    item = next((one for one in ours.recording.items if ours.initiative_of.get(one.key) == initiative), None)
    people: tuple[str, ...] = ()
    built = f"{card.title} is delivered"
    if item is not None and item.solver != NONE:
        builder, owner = rows.people[item.solver], rows.people[item.owner]
        days = counted(round(day - item.opened), "day")
        built = f"{builder.name} of {builder.team} delivers {card.title} to {owner.name} of {owner.team} after {days}"
        people = builder.id, owner.id
    came = ours.progress.came.get(initiative, 0.0)
    effect = {
        "capacity": f"{card.service} carries the next campaign.",
        "support": f"{card.service} has a maker that answers again.",
        "repair": f"The root causes that triggered most incidents of {card.service} are gone.",
        "law": "Working time is recorded as the law wants it.",
    }.get(card.kind, f"{card.sponsor} claimed {_day(card.claimed)}; it brings {_day(came)}.")
    text = f"{built}. {effect}"
    if live > day:
        text, people = f"The campaign begins, and {card.title} is live. {effect}", ()
    return Texts(f"{card.title} is live", text, people=people, service=card.service)


def late(both: Compared, initiative: str, day: int) -> Texts:
    """Return the texts of an initiative that was not ready for its campaign and is withdrawn on a day of the game."""
    ours = both.ours
    card = ours.progress.cards[initiative]
    begun = counted(day - ours.progress.started[initiative], "day")
    text = f"{card.title} is withdrawn: its campaign is over, {begun} after the start, and it was never live."
    people, knew = _halves(ours, initiative)
    return Texts(f"{card.title} comes too late", text, "", knew, people, card.service)


def law(both: Compared, initiative: str) -> Texts:
    """Return the texts of the day on which a law is in force."""
    ours = both.ours
    card = ours.progress.cards[initiative]
    day = int(card.first or 0)
    ready = ours.progress.delivered.get(initiative, day + 1) <= day
    if ready:
        text = f"The law is in force, and {card.title} are ready: {_day(FINE)} saved."
    else:
        text = f"The law is in force, and {card.title} are missing: {_day(FINE)} until they are delivered."
    people, knew = _halves(ours, initiative)
    return Texts(card.title, text, "", "" if ready else knew, () if ready else people, card.service)


def _started(both: Compared, day: int) -> str:
    """Return in a sentence what starts on a day of the game."""
    ours = both.ours.recording
    texts = [one.text for one in ours.news if one.kind == "strategy" and int(one.day) == day]
    return texts[0] if texts else "What was started has its running cost."


def _worse(both: Compared, day: int, service: int, lost: float, instead: float) -> Texts:
    """Return the texts of a day on which a service loses more than without the team's decisions."""
    ours, rows = both.ours, both.ours.recording.rows
    name = rows.services[service]
    here, there = _open(ours, service, day), _open(both.baseline, service, day)
    only = [one for one in here if one.key not in {other.key for other in there}] or here
    text = f"{name} loses {number(lost, 0)} kEUR on this day, {number(instead, 0)} without your decisions."
    if here:
        text += (
            f" {counted(len(here), 'incident')} of it {'is' if len(here) == 1 else 'are'} open instead of {len(there)}."
        )
    else:
        text += " A release took it down."
    owner, hit = _hit(ours, service, lost - instead, only)
    worst = _worst(only)
    people, knew = _who_knew(ours, service, day, worst)
    return Texts(f"{name} fails", text, hit, knew, tuple(dict.fromkeys([*owner, *people])), name)


def _better(both: Compared, day: int, service: int, lost: float, instead: float) -> Texts:
    """Return the texts of a day on which a service loses less than without the team's decisions."""
    name = both.ours.recording.rows.services[service]
    text = f"Without your decisions {name} loses {number(instead, 0)} kEUR on this day; with them {number(lost, 0)}."
    there = _open(both.baseline, service, day)
    owner, hit = _hit(both.baseline, service, instead - lost, there, verb="It spares")
    reason, people = _reason(both, day, there)
    return Texts(
        f"{name} holds", f"{text}{reason}", hit, "", tuple(dict.fromkeys([*owner, *people])), name
    )  # fmt: skip


def _reason(both: Compared, day: int, there: list[Item]) -> tuple[str, tuple[str, ...]]:
    """Return why incidents of the baseline are not open in the team's run, with the people named."""
    ours, rows = both.ours, both.ours.recording.rows
    neglected = [both.baseline.neglected[one.key] for one in there if one.key in both.baseline.neglected]
    done = [name for name in neglected if ours.progress.delivered.get(name, day + 1) <= day]
    if done:
        title = ours.progress.cards[done[0]].title
        return f" {title} is there, and {counted(len(done), 'incident')} of the other run are not.", ()
    again = {one.key: one for one in ours.recording.items if one.kind == INCIDENT}
    gain = {one.key: one.loss - (again[one.key].loss if one.key in again else 0.0) for one in there}
    worst = max(there, key=lambda one: gain[one.key], default=None)
    if worst is None:
        return " There a release takes it down.", ()
    here, manager = again.get(worst.key), rows.people[worst.owner]
    if here is None:
        return f" The incident that {manager.name} reports in the other run does not occur.", (manager.id,)
    faster = worst.closed - here.closed
    if faster >= 1.0 and here.solver != NONE:
        who = rows.people[here.solver]
        days = counted(max(1, round(here.closed - here.opened)), "day")
        longer = f", {faster:.0f} days sooner" if np.isfinite(faster) and faster >= 2.0 else ", sooner"
        return f" {who.name} of {who.team} fixed an incident in {days}{longer}{_after(here)}.", (who.id,)
    return "", ()


def _hit(
    one: RecordedGame, service: int, lost: float, items: list[Item], verb: str = "It hits"
) -> tuple[tuple[str, ...], str]:
    """Return whom a loss hits: ids, and a sentence with manager, team and orders.

    lost  kEUR of the day
    """
    rows = one.recording.rows
    worst = _worst(items)
    card = next(each for each in one.recording.organisation.services if each.name == rows.services[service])
    who = rows.people[worst.owner] if worst is not None else _head(one, card.owner)
    if who is None:
        return (), ""
    orders = f": {number(lost * CENTS / CONTRIBUTION, 0)} orders" if one.books.retail[service] else ""
    return (who.id,), f"{verb} {who.name} of {who.team}{orders}."


def _who_knew(one: RecordedGame, service: int, day: int, worst: Item | None) -> tuple[tuple[str, ...], str]:
    """Return who in IT understood a service best, and whether its worst incident ever reached that person."""
    if worst is None:
        return (), ""
    rows = one.recording.rows
    levels = one.understood[day, :, service]
    best = rows.people[int(np.argmax(levels))]
    held = [rows.people[place].id for _, place in worst.steps[1:] if place < len(rows.people)]
    fixer = rows.people[worst.solver] if worst.solver != NONE else None
    text = f"{best.name} of {best.team} understands this service best in IT ({percent(float(np.max(levels)))})"
    if fixer is not None and fixer.id == best.id:
        return (best.id,), f"{text} and fixed the worst incident{_after(worst)}."
    if best.id in held:
        return (best.id,), f"{text} and had the worst incident for a time, one of {len(set(held))} who did."
    if fixer is None:
        return (best.id,), f"{text}; the worst incident never reached that desk and is still open."
    text += f"; the worst incident never got there: {fixer.name} of {fixer.team} fixed it{_after(worst)}."
    return (best.id, fixer.id), text


def _halves(one: RecordedGame, initiative: str) -> tuple[tuple[str, ...], str]:
    """Return what the business and what IT knew of an initiative, each with the person of the role that knew it."""
    organisation, card = one.recording.organisation, one.progress.cards[initiative]
    known = [fact for fact in _facts(organisation) if fact.about == initiative and fact.useful]
    people, texts = [], []
    for side, sentence in (("business", card.business), ("it", card.it)):
        fact = next((each for each in known if ROLES[each.role].side == side), None)
        who = one.recording.rows.people[one.recording.rows.row_of[persons(organisation)[fact.role]]] if fact else None
        who = who or (_head(one, card.sponsor) if side == "business" else None)
        text = sentence if fact is None else fact.text
        name = f"{who.name} of {who.team}" if who is not None else "IT" if side == "it" else card.sponsor
        people += [who.id] if who is not None else []
        texts.append(f"{name} knew: \u201c{text}\u201d")
    return tuple(dict.fromkeys(people)), " ".join(texts)


@lru_cache(maxsize=4)
def _facts(organisation: Organisation) -> list[Fact]:
    return facts(organisation)


def _head(one: RecordedGame, team: str) -> Person | None:
    """Return who leads a business team: its chief executive or director, else its first manager."""
    order = {"ceo": 0, "director": 1}
    found = [who for who in one.recording.rows.people if who.side == "business" and who.team == team]
    return min(found, key=lambda who: order.get(who.role, 2), default=None)


def _open(one: RecordedGame, service: int, day: int) -> list[Item]:
    """Return the incidents of a service that are open on a day of the game."""
    return [
        each for each in one.recording.items
        if each.kind == INCIDENT and each.service == service and each.opened < day + 1 and each.closed > day
    ]  # fmt: skip


def _worst(items: list[Item]) -> Item | None:
    """Return the incident with the largest loss, open ones by their age; None if there is none."""
    return max(items, key=lambda one: (one.loss, -one.opened), default=None)


def _after(item: Item) -> str:
    return f" after {counted(item.hops, 'hand-over')}" if item.hops else ""


def _day(amount: float) -> str:
    return f"{number(amount, 0 if amount >= 9.5 else 1)} kEUR a day"
