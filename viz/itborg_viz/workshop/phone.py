"""What one phone shows: the own role cards, the own votes and predictions, and never those of anybody else."""

from __future__ import annotations

from typing import Any

from ..game.facts import Card, cards
from ..game.game_text import indicator_value, prediction_text
from ..game.indicators import INDICATOR
from ..game.predictions import PREDICTED, Prediction, points
from ..game.roles import ROLES
from .scene import Scene
from .stage import ways
from .state import Player


def head(scene: Scene, me: Player) -> dict[str, Any]:
    """Return name, roles and clock."""
    own = scene.workshop.roles_of(me.token)
    return {
        "name": me.name, "roles": [ROLES[key].title for key in own if key in ROLES], "title": scene.phase_title,
        "side": ROLES[me.role].side if me.role in ROLES else "", "clock": scene.clock,
    }  # fmt: skip


def body(scene: Scene, me: Player) -> dict[str, Any]:
    """Return everything that the page of this phase shows to one player."""
    state = scene.state
    own = [key for key in scene.workshop.roles_of(me.token) if key in ROLES]
    found: dict[str, Any] = {
        "phase": state.phase, "cards": _cards(scene, own), "message": state.message, "title": scene.phase_title,
        "me": me.number,
    }  # fmt: skip
    if state.phase == "join":
        return found | {"test": state.votes.get("test", {}).get(me.token, "")}
    if state.phase in ("decide", "briefing"):
        found |= {"others": _others(scene, me)}
    if state.phase == "decide":
        return found | {
            "board": _board(scene, me), "ways": _ways(scene, me), "order": _vote(scene, me, "order"),
            "money": _vote(scene, me, "money"), "shown": state.revealed,
            "may": {topic: scene.workshop.may_vote(me.token, topic) for topic in ("order", "way:", "money")},
        }  # fmt: skip
    if state.phase == "predict":
        return found | {"questions": _questions(scene, me), "month": scene.month_name(state.months[-1])}
    if state.phase == "reveal":
        return found | {"scores": scores(scene, me)}
    if state.phase in ("improve", "recommendations"):
        return found | {"ideas": scene.idea_rows(), "resolved": scene.resolved}
    return found


def _cards(scene: Scene, own: list[str]) -> list[dict[str, Any]]:
    """Return the role cards of a player for the month to decide."""
    state = scene.state
    month = state.months[0] if state.phase in ("join", "briefing", "decide", "predict") else state.months[-1]
    if state.phase == "join":
        return []
    dealt = cards(scene.organisation, month)
    return [card_rows(dealt[key]) for key in own]


def card_rows(card: Card) -> dict[str, Any]:
    """Return a role card as its screens show it."""
    role = ROLES[card.role]
    return {
        "key": card.role, "title": role.title, "side": role.side, "decides": role.decides,
        "facts": [one.text for one in card.facts], "wish": card.wish, "worry": card.worry, "question": card.question,
    }  # fmt: skip


def _vote(scene: Scene, me: Player, topic: str) -> str:
    return scene.state.votes.get(topic, {}).get(me.token, "")


def _board(scene: Scene, me: Player) -> list[dict[str, Any]]:
    """Return the initiatives that can still be started, with the own vote."""
    started = scene.workshop.game.initiatives
    return [
        {
            "name": name, "title": one.title, "sponsor": one.sponsor, "price": one.price,
            "vote": _vote(scene, me, f"start:{name}"), "chosen": name in scene.state.draft.initiatives,
        }
        for name, one in scene.cards.items() if name not in started
    ]  # fmt: skip


def _ways(scene: Scene, me: Player) -> list[dict[str, Any]]:
    """Return the ways of working that do not run yet, with the own vote."""
    rows = [one for one in ways(scene) if one["state"] != "running"]
    keys = ("name", "title", "meaning", "price")
    return [{key: one[key] for key in keys} | {"vote": _vote(scene, me, f"way:{one['name']}")} for one in rows]


def _others(scene: Scene, me: Player) -> list[dict[str, Any]]:
    """Return the other players and whether a talk with them is confirmed, waits for them, or for this player."""
    rows = []
    for one in scene.people:
        if one.number == me.number:
            continue
        both = {me.number, one.number}
        here = [t for t in scene.state.talks if t.round == scene.state.round and {t.first, t.second} == both]
        talk = here[0] if here else None
        status = "" if talk is None else "done" if talk.confirmed else "asked" if talk.first == me.number else "asks"
        title = ROLES[one.role].title if one.role in ROLES else ""
        rows.append({"number": one.number, "name": one.name, "role": title, "talk": status})
    return sorted(rows, key=lambda one: one["talk"] != "asks")


def _questions(scene: Scene, me: Player) -> list[dict[str, Any]]:
    """Return the three indicators to predict, nothing filled in but the own range."""
    own = scene.state.predictions.get(me.token, {})
    return [question(scene, name, own.get(name)) for name in PREDICTED]


def question(scene: Scene, name: str, given: list[float] | None) -> dict[str, Any]:
    """Return an indicator to predict, with a range already given and the value of the last month."""
    indicator = INDICATOR[name]
    factor = 100 if indicator.unit == "share" else 1
    shown = [f"{end * factor:.0f}" for end in given] if given else ["", ""]
    before = None if scene.team is None else scene.team.dashboard(scene.team.months)[name].value
    return {
        "name": name, "title": indicator.title, "meaning": indicator.meaning, "scale": factor,
        "unit": "%" if factor == 100 else indicator.unit, "low": shown[0], "high": shown[1],
        "before": "" if before is None else indicator_value(name, before), "given": given is not None,
    }  # fmt: skip


def scores(scene: Scene, me: Player) -> list[dict[str, Any]]:
    """Return the own predictions of this round with what happened and their points."""
    past, state = scene.state.past_predictions, scene.state
    given = past[state.round].get(me.token, {}) if state.round < len(past) else {}
    if scene.team is None or not given or scene.team.months < state.months[-1]:
        return []
    readings = scene.team.dashboard(state.months[-1])
    rows = []
    for name, (low, high) in given.items():
        one, prediction = readings[name], Prediction(low, high)
        rows.append({
            "title": one.indicator.title, "predicted": prediction_text(name, prediction),
            "actual": indicator_value(name, one.value), "hit": prediction.includes(one.value),
            "points": points(prediction, one.value, one.high - one.low),
        })  # fmt: skip
    return rows
