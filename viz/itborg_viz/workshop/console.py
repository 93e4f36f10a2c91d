"""What the facilitator's console shows beside the stage: pages, time, people, facts, events, and the queue of IT."""

from __future__ import annotations

from typing import Any

from ..game.change_portfolio import as_queued
from ..game.events import EVENTS
from ..game.facts import cards
from ..game.game import MAX_FIRST
from ..game.predictions import PREDICTED
from ..game.roles import ROLES
from ..text import strategy_title
from . import phone
from .scene import Scene
from .stage import fact_id, first_of, ways

#: Phase -> what the button to the next page says.
ONWARD = {
    "join": "Begin the briefing", "briefing": "Begin the first round", "decide": "Ask for predictions",
    "predict": "Run the month", "live": "Show the results", "reveal": "What do we do better?",
    "improve": "Next round", "debrief": "What to try next week", "recommendations": "Close the workshop", "over": "",
}  # fmt: skip
#: Phase -> what the facilitator can say or ask.
HINTS = {
    "join": "Read the address aloud. Everybody taps the test question, so you see that every phone works.",
    "briefing": "Ask: what do you see here that IT's report does not show?",
    "decide": "Let them read their cards in silence for a minute. Then: who knows something that somebody else needs?",
    "predict": "After the reveal ask those at both ends: why?",
    "live": "At each stop: what failed, whom did it hit, who knew? Go on when they have an answer.",
    "reveal": "First what happened, then how it felt, only then what to change.",
    "improve": "One improvement for the next month, in a sentence that begins with a verb.",
    "debrief": "Facts, feelings, findings, future: in this order.",
    "recommendations": "Everybody says one thing that they will try next week, and with whom.",
    "over": "The game is saved. Its debrief is one file that you can send.",
}  # fmt: skip


#: The same where it differs on one screen, where nobody has a phone.
ON_ONE_SCREEN = {
    "join": "Everything is on this screen, whether you play alone or in a room.",
    "decide": "Choose what starts and how you work. In a room ask: who knows something that somebody else needs?",
    "predict": "Enter your range for each value before the month runs. In a room agree on one range.",
}


def head(scene: Scene) -> dict[str, Any]:
    """Return pages, clock and the button to the next page."""
    state = scene.state
    waits = state.phase == "live" and (scene.team is None or scene.team.months < state.months[-1])
    last = state.round + 1 >= len(state.rounds)
    return {
        "title": scene.phase_title, "steps": scene.steps, "clock": scene.clock, "paused": state.paused,
        "onward": "Open the debrief" if state.phase == "improve" and last else ONWARD.get(state.phase, ""),
        "waits": waits, "hint": hint(scene, state.phase), "phones": state.phones, "id": state.id, "code": state.code,
        "phase": state.phase, "revealed": state.revealed, "back": state.phase not in ("join",),
        "stop": state.stop,
    }  # fmt: skip


def hint(scene: Scene, phase: str) -> str:
    """Return what the facilitator can say or ask in a phase; nothing about phones where there are none."""
    hints = HINTS if scene.state.phones else HINTS | ON_ONE_SCREEN
    return hints.get(phase, "")


def tools(scene: Scene) -> dict[str, Any]:
    """Return everything that the panels of the console show."""
    state = scene.state
    found = {
        "phase": state.phase, "phones": state.phones, "revealed": state.revealed, "doors": state.doors_open,
        "people": _people(scene),
        "roles": {key: one.title for key, one in ROLES.items()}, "message": state.message,
        "played": bool(state.decisions), "ideas": scene.idea_rows(), "code": state.code, "id": state.id,
        "events": [
            {"name": one.name, "title": one.title, "text": one.text, "on": one.name in state.draft.events}
            for one in EVENTS.values()
        ],
        "warning": scene.workshop.warning,
    }  # fmt: skip
    if state.phase in ("briefing", "decide", "predict"):
        found |= {"cards": _cards(scene)}
    if state.phase == "decide":
        found |= {
            "ways": ways(scene),
            "queue": _queue(scene),
            "starts": _starts(scene),
            "talks": _talks(scene),
            "most_first": MAX_FIRST,
            "first_wanted": first_of(scene),
        }
    if state.phase == "predict" and not state.phones:
        own = state.predictions.get("host", {})
        found |= {"questions": [phone.question(scene, name, own.get(name)) for name in PREDICTED]}
    return found


def _starts(scene: Scene) -> list[dict[str, Any]]:
    """Return what is chosen with the months in which it can start; empty in a round of one month."""
    state, draft = scene.state, scene.state.draft
    if len(state.months) < 2:
        return []
    chosen = [("initiatives", name, scene.cards[name].title) for name in draft.initiatives if name in scene.cards]
    chosen += [("interventions", name, strategy_title(name)) for name in draft.interventions]
    return [
        {
            "field": field, "name": name, "title": title,
            "months": [
                {"number": month, "name": scene.month_name(month, short=True),
                 "on": month == draft.months.get(name, state.months[0])} for month in state.months
            ],
        }
        for field, name, title in chosen
    ]  # fmt: skip


def _talks(scene: Scene) -> list[dict[str, Any]]:
    """Return the confirmed talks of players in this round, and those that the facilitator brings together."""
    state, names = scene.state, {one.number: one.name for one in scene.people}
    rows: list[dict[str, Any]] = [
        {"text": f"{names.get(one.first, '')} and {names.get(one.second, '')}", "own": False}
        for one in state.talks if one.confirmed and one.round == state.round
    ]  # fmt: skip
    for first, second in state.draft.talks:
        text = f"{ROLES[first].title} and {ROLES[second].title}"
        rows.append({"text": text, "own": True, "first": first, "second": second})
    return rows


def _people(scene: Scene) -> list[dict[str, Any]]:
    """Return the players with their roles and whether they have done what the page asks."""
    state = scene.state
    return [
        {
            "number": one.number, "name": one.name, "role": one.role, "away": one.away,
            "done": any(one.token in votes for votes in state.votes.values()) if state.phase in ("join", "decide")
            else one.token in state.predictions if state.phase == "predict" else False,
        }
        for one in scene.people
    ]  # fmt: skip


def _cards(scene: Scene) -> list[dict[str, Any]]:
    """Return all role cards of the month with their facts, marked where the room has passed them on."""
    state = scene.state
    month = state.months[0]
    rows = []
    for key, card in cards(scene.organisation, month).items():
        shown = phone.card_rows(card)
        playing = ", ".join(one.name for one in scene.players_of[key] if one.role == key)
        shown["facts"] = [
            {"id": fact_id(key, month, n), "text": fact.text, "on": fact_id(key, month, n) in state.passed_on}
            for n, fact in enumerate(card.facts)
        ]
        rows.append(shown | {"players": playing})
    return rows


def _queue(scene: Scene) -> list[dict[str, Any]]:
    """Return the change requests that IT has open, as queued, with the room's rulings."""
    if scene.team is None:
        return []
    draft = scene.state.draft
    return [
        {
            "rank": one.rank, "service": one.service, "team": one.team, "owner": one.owner, "label": one.label,
            "days": one.days_waiting, "effort": one.effort_left, "speaker": one.speaker,
            "ruling": "first" if one.rank in draft.first else "deferred" if one.rank in draft.deferred else "",
        }
        for one in as_queued(scene.team.portfolio)
    ]  # fmt: skip
