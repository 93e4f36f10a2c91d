"""How the facilitator changes what the room is about to decide; the budget is checked at each change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from itborg.common.errors import InputError

from ..game.events import EVENTS, MAX_EVENTS
from ..game.roles import ROLES
from .hosted_game import HostedGame
from .plain_text import listed_names, number
from .state import Draft

Message = Mapping[str, Any]
#: Lists of a draft in which single names can be set.
NAMED = ("interventions", "initiatives")
RANKED = ("first", "deferred")


def event(workshop: HostedGame, message: Message) -> None:
    """Bring an event in the first month of this round, or take it back."""
    name, draft = message.get("name"), _open_draft(workshop)
    if name not in EVENTS:
        raise InputError("there is no such event")
    events = [one for one in draft.events if one != name] if name in draft.events else [*draft.events, str(name)]
    if len(events) > MAX_EVENTS:
        raise InputError(f"at most {MAX_EVENTS} events in a round")
    _set_draft(workshop, replace(draft, events=events))


def draft(workshop: HostedGame, message: Message) -> None:
    """Change what the room decides: lists that are given complete, or one name (`field`, `name`, `on`, `month`).

    With `adopt`, every initiative and way of working starts that more roles voted for than against, as far as the
    budget allows.
    """
    changed = replace(_open_draft(workshop))
    if message.get("adopt"):
        _adopt(workshop, changed)
        return
    if "field" in message:
        changed = _with_one(workshop, changed, message)
    for field in NAMED:
        if field in message:
            setattr(changed, field, listed_names(message[field], 40))
    for field in RANKED:
        if field in message:
            ranks = message[field]
            if not isinstance(ranks, list) or len(ranks) > 20:
                raise InputError("a list of ranks is expected here")
            setattr(changed, field, [number(one, 0, 99) for one in ranks])
    if "talks" in message:
        changed.talks = _pairs(message["talks"])
    _set_draft(workshop, changed)


def together(workshop: HostedGame, message: Message) -> None:
    """Bring two roles together before the month, or with `on` false no longer."""
    draft, pair = _open_draft(workshop), _pairs([[message.get("first"), message.get("second")]])[0]
    others = [one for one in draft.talks if set(one) != set(pair)]
    if message.get("on", True):
        others = [*others, pair]
    _set_draft(workshop, replace(draft, talks=_pairs(others)))


def _open_draft(workshop: HostedGame) -> Draft:
    if workshop.state.phase != "decide":
        raise InputError("decisions can be changed on the page 'decide' only")
    return workshop.state.draft


def _set_draft(workshop: HostedGame, draft: Draft) -> None:
    """Take a draft if its decisions are valid. Raises InputError otherwise, for a budget that is exceeded too."""
    state = workshop.state
    months = state.months
    names = {*draft.initiatives, *draft.interventions}
    draft.months = {name: month for name, month in draft.months.items() if name in names and month in months[1:]}
    state.draft = draft
    workshop.with_decisions(workshop.round_decisions())


def _with_one(workshop: HostedGame, draft: Draft, message: Message) -> Draft:
    """Return a draft with one name set or removed."""
    field, name = message["field"], message.get("name")
    if field not in NAMED + RANKED:
        raise InputError("a draft has no such field")
    value: Any = number(name, 0, 99) if field in RANKED else str(name)[:80]
    others = [one for one in getattr(draft, field) if one != value]
    on = message["on"] if "on" in message else value not in getattr(draft, field)
    months = dict(draft.months)
    if "month" in message and field in NAMED:
        ours = workshop.state.months
        months[value] = number(message["month"], ours[0], ours[-1])
    return _with_list(replace(draft, months=months), field, [*others, value] if on else others)


def _with_list(draft: Draft, field: str, names: list[Any]) -> Draft:
    """Return a draft with another list."""
    changed = replace(draft)
    setattr(changed, field, names)
    return changed


def _adopt(workshop: HostedGame, draft: Draft) -> None:
    """Start what the revealed votes are for, the most wanted first, as far as the budget allows."""
    state = workshop.state
    if not state.revealed:
        raise InputError("reveal the votes first")
    wanted = []
    for topic in state.votes:
        kind, _, name = topic.partition(":")
        votes = workshop.counted(topic)
        ahead = len(votes.get("yes", ())) - len(votes.get("no", ()))
        if kind in ("start", "way") and ahead > 0:
            wanted.append((-ahead, name, "initiatives" if kind == "start" else "interventions"))
    for _, name, field in sorted(wanted):
        if name not in getattr(draft, field):
            try:
                _set_draft(workshop, _with_list(draft, field, [*getattr(draft, field), name]))
            except InputError:
                continue
            draft = state.draft
    state.draft = draft


def _pairs(value: Any) -> list[list[str]]:
    """Return pairs of roles that are brought together."""
    if not isinstance(value, list) or len(value) > 30:
        raise InputError("a list of pairs of roles is expected here")
    pairs = [listed_names(one, 2) for one in value]
    if any(len(set(one)) != 2 or not set(one) <= set(ROLES) for one in pairs):
        raise InputError("a talk needs two roles")
    return pairs
