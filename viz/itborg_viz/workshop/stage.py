"""What the wall shows before and between the months: who is there, where the company stands, what can be started."""

from __future__ import annotations

import json
from statistics import median
from typing import Any

import segno
from markupsafe import Markup

from itborg.common.periods import MONTH
from itborg.report.formatting import percent
from itborg.strategies.registry import STRATEGIES

from ..game.account import euros, lost_orders
from ..game.deck import campaign_days
from ..game.events import text_of
from ..game.facts import cards
from ..game.game import MONTHS, choices, price
from ..game.game_text import indicator_value, prediction_text
from ..game.indicators import INDICATOR
from ..game.predictions import PREDICTED, Prediction
from ..game.roles import ROLES, persons
from ..guard import LOOPBACK
from ..text import strategy_title
from . import figures
from .scene import Scene

HISTORY = 6  # months before the game
MOST_WAYS = 3  # ways of working on the wall
YES = "yes"
TEST = {"thin": "thin crust", "thick": "thick crust"}  # answers of the test question


def join(scene: Scene) -> dict[str, Any]:
    """Return the page with the address, the code and the names as they come."""
    state = scene.state
    test = list(state.votes.get("test", {}).values())
    address = f"{scene.workshop.address.rstrip('/')}/j/{state.code}"
    return {
        "code": state.code, "address": address.removeprefix("http://"), "qr": qr(address) if state.phones else "",
        "people": [
            {"name": one.name, "away": one.away, "role": ROLES[one.role].title if one.role else ""}
            for one in scene.people
        ],
        "tested": scene.workshop.voted("test"), "proxied": scene.workshop.proxied,
        "test_spread": [{"text": text, "count": test.count(key)} for key, text in TEST.items() if test],
        "doors": state.doors_open, "alone": any(f"://{one}:" in address for one in LOOPBACK),
    }  # fmt: skip


def qr(address: str) -> Markup:
    """Return the QR code of an address as inline SVG."""
    code = segno.make(address, error="m")
    rows = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark)
    wide = len(code.matrix)
    return Markup(
        '<svg class="qr" viewBox="-2 -2 {} {}" role="img" aria-label="QR code of the address"><path d="{}"/></svg>'
    ).format(wide + 4, wide + 4, rows)


def briefing(scene: Scene) -> dict[str, Any]:
    """Return half a year of history, the target and the gap, and who plays whom."""
    found: dict[str, Any] = {"pairs": _seats(scene), "message": scene.state.message}
    if scene.team is not None and scene.results is not None:
        own = scene.team.team[0]
        months = range(1 - HISTORY, 1)
        accounts = [own.account(month) for month in months]
        readings = scene.team.dashboard(0)
        found |= {
            "target": scene.target, "gap": scene.results.target.gap,
            "bars": figures.history_bars(
                [scene.month_name(month, short=True) for month in months],
                [euros(one.profit) for one in accounts],
                [one.lost / one.expected if one.expected else 0.0 for one in accounts],
            ),
            "sum": sum(euros(one.profit) for one in accounts),
            "sla": readings["sla_met"].value, "rating": readings["business_rating"].value,
            "sla_bar": figures.value_share(readings["sla_met"].value, "good"),
            "rating_bar": figures.value_share(readings["business_rating"].value, "bad"),
        }  # fmt: skip
    return found


def network(scene: Scene) -> dict[str, Any]:
    """Return where the network of the first day is found, the names on its nodes, and what is said of it."""
    found: dict[str, Any] = {"ready": scene.team is not None, "address": f"{scene.state.id}/network",
                             "names": json.dumps(scene.names_on_nodes, ensure_ascii=False)}  # fmt: skip
    if scene.team is not None:
        run = scene.team.team[0].run
        last = run.history[run.burn_in - 1]
        found |= {"across": percent(float(last["cross_contact_share"])), "ties": round(float(last["cross_ties"]))}
    return found


def _seats(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """Return side -> its roles with the person of the organisation and who plays it."""
    where = persons(scene.organisation)
    named = {one.id: one.name for one in scene.organisation.people}
    seats: dict[str, list[dict[str, Any]]] = {"business": [], "it": []}
    for key, role in ROLES.items():
        playing = [one.name for one in scene.players_of[key] if one.role == key] or [
            one.name for one in scene.players_of[key]
        ]
        seats[role.side].append({"title": role.title, "person": named[where[key]], "players": ", ".join(playing)})
    return seats


def decide(scene: Scene, host: bool = False) -> dict[str, Any]:
    """Return the board of initiatives, the calendar, money and person-days, and ways of working.

    host  whether the facilitator looks, who may start what is on the board
    """
    state, game = scene.state, scene.workshop.game
    board = [_initiative(scene, name) for name in scene.cards]
    chosen = sum(scene.cards[name].price for name in state.draft.initiatives if name in scene.cards)
    chosen += sum(price(name, _month_of(scene, name)) for name in state.draft.interventions)
    left = game.left - chosen
    for one in board:
        one["costly"] = one["state"] == "open" and one["price"] > left + 1e-9
    return {
        "host": host, "board": board, "ways": ways(scene, every=False), "season": _season(scene),
        "dates": _dates(scene), "money": game.budget, "left": left, "chosen": chosen, "spent": game.spent,
        "money_bar": figures.bar([(game.spent, "spent"), (chosen, "chosen")], game.budget),
        "outages": _outages(scene), "message": state.message, "revealed": state.revealed,
        "money_vote": vote_of(scene, "money"),
        "people_bar": _people_bar(scene), "resolved": scene.resolved[-1:], "phones": state.phones,
        "in_hand": sum(one["state"] in ("in work", "waits") for one in board), "voters": len(scene.people),
        "events": _events(scene),
    }  # fmt: skip


def _month_of(scene: Scene, name: str) -> int:
    return scene.state.draft.months.get(name, scene.state.months[0])


def _initiative(scene: Scene, name: str) -> dict[str, Any]:
    """Return an initiative as a card of the board, without what nobody has passed on."""
    one, state = scene.cards[name], scene.state
    started = scene.workshop.game.initiatives
    status = "open"
    if name in state.draft.initiatives:
        status = "chosen"
    elif name in started:
        status = _status(scene, name)
    return {
        "name": name, "title": one.title, "sponsor": one.sponsor, "price": one.price, "claimed": one.claimed,
        "effort": one.effort, "business": one.business, "it": one.it, "state": status,
        "month": scene.month_name(started[name], short=True) if name in started else "",
        "starts": scene.month_name(_month_of(scene, name), short=True), "vote": vote_of(scene, f"start:{name}"),
        "known": known_of(scene, name),
    }  # fmt: skip


def known_of(scene: Scene, name: str) -> list[str]:
    """Return the facts about an initiative that the room has passed on."""
    found = []
    for n in range(1, MONTHS + 1) if scene.state.passed_on else ():
        for role, card in cards(scene.organisation, n).items():
            known = [one for k, one in enumerate(card.facts) if fact_id(role, n, k) in scene.state.passed_on]
            found += [one.text for one in known if one.about == name]
    return found


def fact_id(role: str, month: int, n: int) -> str:
    """Return by which name the state keeps that the n-th fact of a card was passed on."""
    return f"{role}:{month}:{n}"


def _status(scene: Scene, name: str) -> str:
    """Return where a started initiative stands: "in work", "waits", "delivered" or "dropped"."""
    if scene.team is None:
        return "in work"
    progress = scene.team.team[0].progress
    if name in progress.delivered:
        return "delivered"
    if name in progress.dropped:
        return "dropped"
    return "in work" if name in progress.rows else "waits"


def vote_of(scene: Scene, topic: str) -> dict[str, Any]:
    """Return how many have voted on a topic, and once revealed how many for it, by side."""
    workshop, state = scene.workshop, scene.state
    cast = workshop.voted(topic)
    if not state.revealed:
        return {"cast": cast, "shown": False, "yes": 0, "no": 0, "business": 0, "it": 0}
    roles = workshop.counted(topic).get(YES, [])
    against = sum(len(some) for choice, some in workshop.counted(topic).items() if choice != YES)
    sides = [ROLES[role].side for role in roles if role in ROLES]
    return {
        "cast": cast, "shown": True, "yes": len(roles), "no": against, "business": sides.count("business"),
        "it": sides.count("it"),
    }  # fmt: skip


def first_of(scene: Scene) -> list[dict[str, Any]]:
    """Return what the room wants to come first, the most wanted first; empty until the votes are revealed."""
    counted = scene.workshop.counted("order") if scene.state.revealed else {}
    wanted = sorted(counted.items(), key=lambda one: -len(one[1]))
    return [{"title": scene.cards[name].title, "votes": len(roles)} for name, roles in wanted if name in scene.cards][
        :3
    ]


def ways(scene: Scene, every: bool = True) -> list[dict[str, Any]]:
    """Return ways of working with their price from this round on; not every: those that run, are chosen or wanted."""
    game, state = scene.workshop.game, scene.state
    rows: list[dict[str, Any]] = []
    for name in choices():
        status = "running" if name in game.started else "chosen" if name in state.draft.interventions else "open"
        rows.append({
            "name": name, "title": strategy_title(name), "meaning": STRATEGIES[name].meaning, "state": status,
            "price": price(name, _month_of(scene, name)) if status != "running" else 0.0,
            "month": scene.month_name(game.started[name], short=True) if name in game.started else "",
            "starts": scene.month_name(_month_of(scene, name), short=True), "vote": vote_of(scene, f"way:{name}"),
        })  # fmt: skip
    if every:
        return rows
    wanted = [one for one in rows if one["state"] != "open" or one["vote"]["cast"]]
    wanted.sort(key=lambda one: (one["state"] == "open", -one["vote"]["yes"], -one["vote"]["cast"]))
    return wanted[:MOST_WAYS]


def _season(scene: Scene) -> Markup:
    """Return the six months with the announced campaigns."""
    spans = [(first / MONTH, (last + 1) / MONTH, "campaign") for first, last in campaign_days(scene.organisation)]
    return figures.season_strip(scene.month_names(), spans, scene.state.months)


def _dates(scene: Scene) -> list[dict[str, str]]:
    """Return the campaigns in words, and the dates that the room has passed on."""
    found = campaign_days(scene.organisation)
    return [{"when": scene.dates(first, last), "what": "campaign"} for first, last in found]


def _outages(scene: Scene) -> list[dict[str, Any]]:
    """Return the services that lost most orders in the last month."""
    if scene.team is None:
        return []
    own = scene.team.team[0]
    lost = lost_orders(own.books, own.run.burn_in, scene.team.months)
    return [{"service": name, "orders": count} for name, count in list(lost.items())[:3] if count]


def _people_bar(scene: Scene) -> dict[str, Any]:
    """Return the person-days of developers in this round, and what started and chosen initiatives take of them."""
    builders = sum(one.role == "developer" for one in scene.organisation.people)
    total = builders * MONTH * len(scene.state.months)
    work = chosen = 0.0
    for name, one in scene.cards.items():
        if name in scene.state.draft.initiatives:
            chosen += one.effort
        elif name in scene.workshop.game.initiatives and _status(scene, name) in ("in work", "waits"):
            work += one.effort
    return {
        "total": total, "work": work, "chosen": chosen,
        "bar": figures.bar([(work, "spent"), (chosen, "chosen")], total) if total else Markup(),
    }  # fmt: skip


def _events(scene: Scene) -> list[str]:
    """Return what has come from outside in this round, in words."""
    return [text_of(name, scene.organisation) for name in scene.state.draft.events]


def predict(scene: Scene) -> dict[str, Any]:
    """Return the questions, how many have answered, and after the reveal the spread of the room."""
    state = scene.state
    rows = []
    for name in PREDICTED:
        given = [(one[name][0], one[name][1]) for one in state.predictions.values() if name in one]
        indicator = INDICATOR[name]
        before = None if scene.team is None else scene.team.dashboard(scene.team.months)[name].value
        rows.append(question(name, given if state.revealed else [], before) | {
            "title": indicator.title, "meaning": indicator.meaning, "given": len(given),
        })  # fmt: skip
    return {
        "rows": rows, "revealed": state.revealed, "voters": max(1, len(scene.people)),
        "month": scene.month_name(state.months[-1]), "before": scene.month_name(state.months[0] - 1),
    }  # fmt: skip


def question(
    name: str, given: list[tuple[float, float]], before: float | None, actual: float | None = None
) -> dict[str, Any]:
    """Return one indicator with the room's ranges as a drawing, and the median of both ends in words."""
    shown = [*(end for one in given for end in one), *([] if actual is None else [actual])]
    low, high = (min(shown), max(shown)) if shown else (0.0, 1.0)
    wide = (high - low) or 1.0
    middle = Prediction(median(a for a, _ in given), median(b for _, b in given)) if given else None
    hits = sum(a <= actual <= b for a, b in given) if actual is not None else 0
    return {
        "name": name,
        "drawing": figures.ranges(given, actual, low - 0.06 * wide, high + 0.06 * wide) if given else "",
        "median": prediction_text(name, middle) if middle else "",
        "before": "" if before is None else indicator_value(name, before),
        "actual": "" if actual is None else indicator_value(name, actual), "hits": hits, "count": len(given),
    }  # fmt: skip
