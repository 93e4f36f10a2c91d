"""Write an organisation as a folder, completely or not at all; write a template; make an organisation anonymous.

The inverse of `reading.folder`: what is written is read back as a check before the folder appears.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from ..common.errors import InputError
from ..common.files import new_folder, write_csv
from .reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from .reading.people import HEADER
from .reading.ties import HEADER as TIES_HEADER
from .types import TRAITS, Organisation, Person, Service, Ties


def write(organisation: Organisation, folder: str | Path) -> Path:
    """Write an organisation as a folder that load() reads back unchanged, and return its path.

    Raises InputError if the folder is not empty or cannot be written, or if the organisation could not be read back;
    then nothing is left behind.

    folder  path of a new or empty folder; parents are created

    Traits and trust are written if anybody has them. Values per day are written in plain units of the currency.
    """
    target = Path(folder)
    with new_folder(target) as temporary:
        (temporary / SETTINGS).write_text("".join(_settings(organisation)), encoding="utf-8")
        write_csv(temporary / PEOPLE, _people(organisation.people))
        write_csv(temporary / TIES, _ties(organisation.ties, [p.id for p in organisation.people]))
        _check(temporary)
    return target


def _check(folder: Path) -> None:
    """Raise InputError unless the written folder can be read back without errors."""
    organisation, problems = read_folder(folder, "")
    if organisation is None:
        errors = "\n".join(str(p) for p in problems if not p.warning)
        raise InputError(f"this organisation could not be read back:\n{errors}")


def _settings(organisation: Organisation) -> Iterator[str]:
    """Yield the text of organisation.toml in parts."""
    calendar = organisation.calendar
    yield f"name = {_text(organisation.name)}\n\n[calendar]\n"
    yield f"start = {_text(calendar.start)}\nmonths = {calendar.months}\n"
    if calendar.campaigns is not None:
        yield f"campaigns = [{', '.join(map(_text, calendar.campaigns))}]\n"
    yield f"\n[money]\ncurrency = {_text(organisation.currency)}\n"
    for service in organisation.services:
        yield from _service(service)


def _service(service: Service) -> Iterator[str]:
    """Yield the text of one [[service]] in parts; a missing value stays missing."""
    yield f"\n[[service]]\nname = {_text(service.name)}\nowner = {_text(service.owner)}\n"
    if service.value_per_day is not None:
        yield f"value_per_day = {_plain_units(service.value_per_day)}\n"
    yield f"rhythm = {_text(service.rhythm)}\n"


def _text(text: str) -> str:
    """Return a text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain_units(thousands: float) -> str:
    """Return a value in kEUR as an exact number of plain units of the currency.

    thousands  value per day in thousands of the currency, as in Service.value_per_day

    >>> _plain_units(14.0), _plain_units(0.1)
    ('14_000', '100')
    """
    amount = Decimal(repr(thousands)).scaleb(3)
    is_integer = amount == amount.to_integral_value() and amount < 10**15
    return f"{int(amount):_}" if is_integer else f"{amount:E}"


def _people(people: Sequence[Person]) -> Iterator[Sequence[object]]:
    """Yield the rows of people.csv, header first; traits that nobody has are left out."""
    traits = [trait for trait in TRAITS if any(trait in person.traits for person in people)]
    yield (*HEADER, *traits)
    for p in people:
        yield (p.id, p.name, p.side, p.role, p.team, *(p.traits.get(t, "") for t in traits))


def _ties(ties: Ties, ids: Sequence[str]) -> Iterator[Sequence[object]]:
    """Yield the rows of ties.csv, header first; the column trust only if a tie has it.

    ids  ids of the people, by position
    """
    trust = ["" if math.isnan(value) else value for value in ties.trust.tolist()]
    ends = [[ids[row] for row in rows.tolist()] for rows in (ties.source, ties.target)]
    columns: list[Sequence[object]] = [*ends, ties.contact.tolist()]
    if any(value != "" for value in trust):
        columns.append(trust)
    yield (*TIES_HEADER, "trust")[: len(columns)]
    yield from zip(*columns, strict=True)


#: The folder of the template.
TEMPLATE = Path(__file__).parent / "corner_pizza"


def new(path: str | Path) -> Path:
    """Write a small valid organisation with comments and a survey sheet as a template, and return its path.

    Raises InputError if the folder is not empty or cannot be written.

    The template has the three files and SURVEY.md with survey.csv, and loads without problems.
    """
    target = Path(path)
    with new_folder(target) as temporary:
        for file in sorted(TEMPLATE.iterdir()):
            shutil.copyfile(file, temporary / file.name)
    return target


def anonymous(organisation: Organisation, seed: int = 1) -> Organisation:
    """Return an organisation whose people are numbered in a random order and have no names.

    Sides, roles, teams, services and traits are kept, so the only person of a team or role can still be identified.

    seed  seed of the random order

    Ties and traits keep their values; the same seed gives the same order.
    """
    count = len(organisation.people)
    order = np.random.default_rng(seed).permutation(count)
    position = np.empty(count, dtype=np.int64)
    position[order] = np.arange(count)
    width = len(str(count))
    people = tuple(
        replace(organisation.people[old], id=f"p{new:0{width}}", name=f"Person {new}")
        for new, old in enumerate(order.tolist(), start=1)
    )
    old = organisation.ties
    source, target = position[old.source], position[old.target]
    rows = np.lexsort((target, source))
    ties = Ties(source[rows], target[rows], old.contact[rows], old.trust[rows])
    return replace(organisation, people=people, ties=ties)
