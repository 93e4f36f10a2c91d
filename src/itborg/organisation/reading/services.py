"""The services of organisation.toml: reading one by one, checking them against the people, default services.

Money in the file is in plain units of the currency per working day; in the model it is in thousands.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...common.errors import Problem, did_you_mean
from ..types import RHYTHMS, Person, Service
from .toml_sections import Section

#: Largest number of default services: one per business team, largest teams first.
MAX_DEFAULTS = 8
#: A value per day below this, in plain units of the currency, was probably meant in thousands.
_SMALLEST_PLAUSIBLE = 100


@dataclass(frozen=True)
class DraftService:
    """A service as written, and its section of the file, for the lines of problems."""

    service: Service
    section: Section


def read_service(section: Section) -> DraftService | None:
    """Return one [[service]], or None if its name or owner is missing, which is reported.

    A missing value is drawn for the initial state; a missing or unknown rhythm is "steady", the latter is reported.

    section  one [[service]] table; problems are added to its list
    """
    section.check_keys(("name", "owner", "value_per_day", "rhythm"))
    name, owner = section.optional_text("name"), section.optional_text("owner")
    for key in ("name", "owner"):
        if key not in section.values:
            section.wrong(key, f"service {section.index + 1} has no {key}")
    value, rhythm = _value(section), _rhythm(section)
    if name is None or owner is None:
        return None
    return DraftService(Service(name, owner, value, rhythm), section)


def _value(section: Section) -> float | None:
    """Return value_per_day in kEUR; the file states it in plain units of the currency.

    Implausibly small values are a warning, because they were probably meant in thousands. None if absent or wrong.
    """
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
    if amount < _SMALLEST_PLAUSIBLE:
        message = f"{value} a day is implausibly small; 14_000 means fourteen thousand"
        section.wrong("value_per_day", message, warning=True)
    return float(amount.scaleb(-3)) or sys.float_info.min


def _rhythm(section: Section) -> str:
    """Return the rhythm, "steady" if it is absent; an unknown one is reported and returned as it is."""
    rhythm = section.optional_text("rhythm") or "steady"
    if rhythm not in RHYTHMS:
        section.wrong("rhythm", f"unknown rhythm '{rhythm}'; {did_you_mean(rhythm, RHYTHMS)}")
    return rhythm


def check_services(drafts: Sequence[DraftService], people: Sequence[Person], excused: Collection[str]) -> None:
    """Report duplicate names and owners that are not business teams.

    excused  teams of people who could not be read, which are not reported

    drafts  services as written; problems are added to their sections
    people  people that could be read; if there are none, owners are not checked
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
    """Report an owner that is not a business team; the message names an IT team, a person or a likely misspelling."""
    owner = draft.service.owner
    business = sorted({p.team for p in people if p.side == "business"})
    if owner in business:
        return
    message = f"nobody in people.csv is in the team '{owner}'; {did_you_mean(owner, business)}"
    for person in people:
        if person.team == owner:
            known = ", ".join(business[:8])
            message = f"'{owner}' is an IT team; the owner must be a business team: {known}"
        elif owner in (person.id, person.name):
            message = f"'{owner}' is a person; the owner must be a team, such as '{person.team}'"
    draft.section.wrong("owner", message)


def default_services(people: Iterable[Person], most: int = MAX_DEFAULTS) -> tuple[Service, ...]:
    """Return one service per business team, largest teams first, at most `most`; their values are drawn later.

    Their names are those of the teams with "system" appended, and their rhythm is "steady".
    """
    sizes = Counter(p.team for p in people if p.side == "business")
    teams = sorted(sizes, key=lambda team: (-sizes[team], team))[:most]
    return tuple(Service(f"{team} system", team, None, "steady") for team in teams)


def no_services_warning(shown: str, defaults: Sequence[Service]) -> Problem:
    """Return the warning about a file without services.

    shown     name of the file for messages
    defaults  the services used instead
    """
    names = ", ".join(f"'{service.name}'" for service in defaults)
    return Problem(shown, None, "service", f"no [[service]] is defined; default services: {names}", True)
