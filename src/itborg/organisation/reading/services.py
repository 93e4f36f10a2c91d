"""The services of an organisation: read one by one, then compared with its people."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...common.errors import Problem, did_you_mean
from ..types import RHYTHMS, Person, Service
from .toml_sections import Section

#: Services made where a folder names none: one per business team, largest first.
MOST_MADE = 8
#: A value below this (in plain currency units) was probably meant in thousands.
_LEAST_LIKELY = 100


@dataclass(frozen=True)
class DraftService:
    """A service as written, and the section that knows its lines."""

    service: Service
    section: Section


def read_service(section: Section) -> DraftService | None:
    """Return one [[service]], or None where its name or owner is missing (reported)."""
    section.check_keys(("name", "owner", "value_per_day", "rhythm"))
    name, owner = section.given("name"), section.given("owner")
    for key in ("name", "owner"):
        if key not in section.values:
            section.wrong(key, f"service {section.index + 1} has no {key}")
    worth, rhythm = _value(section), _rhythm(section)
    if name is None or owner is None:
        return None
    return DraftService(Service(name, owner, worth, rhythm), section)


def _value(section: Section) -> float | None:
    """Return value_per_day in kEUR; the file has it in plain units of the currency."""
    value = section.values.get("value_per_day")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        section.wrong("value_per_day", f"{value!r} is not a number such as 14_000")
        return None
    amount = Decimal(value)
    if not 0 < float(amount) < float("inf"):
        section.wrong("value_per_day", f"{value} is not a positive number such as 14_000")
        return None
    if amount < _LEAST_LIKELY:
        message = f"{value} a day is little; 14_000 means fourteen thousand"
        section.wrong("value_per_day", message, warning=True)
    return float(amount.scaleb(-3)) or sys.float_info.min


def _rhythm(section: Section) -> str:
    rhythm = section.given("rhythm") or "steady"
    if rhythm not in RHYTHMS:
        section.wrong("rhythm", f"unknown rhythm '{rhythm}'; {did_you_mean(rhythm, RHYTHMS)}")
    return rhythm


def check_services(drafts: Sequence[DraftService], people: Sequence[Person], excused: Collection[str]) -> None:
    """Report names that are there twice and owners that are no business team.

    excused  teams of people who could not be read: nobody knows yet what they are
    """
    first: dict[str, DraftService] = {}
    for draft in drafts:
        name = draft.service.name
        if name in first:
            line = first[name].section.line("name")
            draft.section.wrong("name", f"the service '{name}' is already on line {line}")
        first.setdefault(name, draft)
        if people and draft.service.owner not in excused:
            _check_owner(draft, people)


def _check_owner(draft: DraftService, people: Sequence[Person]) -> None:
    owner = draft.service.owner
    business = sorted({p.team for p in people if p.side == "business"})
    if owner in business:
        return
    message = f"nobody in people.csv is in the team '{owner}'; {did_you_mean(owner, business)}"
    for person in people:
        if person.team == owner:
            known = ", ".join(business[:8])
            message = f"'{owner}' is an IT team; the owner is a business team: {known}"
        elif owner in (person.id, person.name):
            message = f"'{owner}' is a person; the owner is a team, such as '{person.team}'"
    draft.section.wrong("owner", message)


def made_services(people: Iterable[Person], most: int = MOST_MADE) -> tuple[Service, ...]:
    """Return one steady service per business team, largest teams first, of undrawn value."""
    sizes = Counter(p.team for p in people if p.side == "business")
    teams = sorted(sizes, key=lambda team: (-sizes[team], team))[:most]
    return tuple(Service(f"{team} system", team, None, "steady") for team in teams)


def none_named(shown: str, made: Sequence[Service]) -> Problem:
    """Return the warning of a file that names no service."""
    names = ", ".join(f"'{service.name}'" for service in made)
    return Problem(shown, None, "service", f"no [[service]] is named; made up: {names}", True)
