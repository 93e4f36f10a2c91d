"""An organisation as a folder, written whole or not at all."""

from __future__ import annotations

import csv
import json
import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from ..common.errors import InputError
from ..common.files import new_folder
from .reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from .reading.people import HEADER
from .reading.ties import HEADER as TIES_HEADER
from .types import TRAITS, Organisation, Person, Service, Ties


def write(organisation: Organisation, folder: str | Path) -> Path:
    """Write an organisation as a folder that load() reads back unchanged, and return its path.

    Raises InputError if the folder has something in it, cannot be written, or if the organisation
    is not one that could be read back; then nothing is left behind.
    """
    target = Path(folder)
    with new_folder(target) as fresh:
        (fresh / SETTINGS).write_text("".join(_settings(organisation)), encoding="utf-8")
        _csv(fresh / PEOPLE, _people(organisation.people))
        _csv(fresh / TIES, _ties(organisation.ties, [p.id for p in organisation.people]))
        _check(fresh)
    return target


def _check(fresh: Path) -> None:
    organisation, problems = read_folder(fresh, "")
    if organisation is None:
        errors = "\n".join(str(p) for p in problems if not p.warning)
        raise InputError(f"this organisation could not be read back:\n{errors}")


def _settings(organisation: Organisation) -> Iterator[str]:
    calendar = organisation.calendar
    yield f"name = {_text(organisation.name)}\n\n[calendar]\n"
    yield f"start = {_text(calendar.start)}\nmonths = {calendar.months}\n"
    if calendar.campaigns is not None:
        yield f"campaigns = [{', '.join(map(_text, calendar.campaigns))}]\n"
    yield f"\n[money]\ncurrency = {_text(organisation.currency)}\n"
    for service in organisation.services:
        yield from _service(service)


def _service(service: Service) -> Iterator[str]:
    yield f"\n[[service]]\nname = {_text(service.name)}\nowner = {_text(service.owner)}\n"
    if service.value_per_day is not None:
        yield f"value_per_day = {_plain_units(service.value_per_day)}\n"
    yield f"rhythm = {_text(service.rhythm)}\n"


def _text(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain_units(thousands: float) -> str:
    """Return a value in kEUR as plain units, exactly.

    >>> _plain_units(14.0), _plain_units(0.1)
    ('14_000', '100')
    """
    amount = Decimal(repr(thousands)).scaleb(3)
    whole = amount == amount.to_integral_value() and amount < 10**15
    return f"{int(amount):_}" if whole else f"{amount:E}"


def _people(people: Sequence[Person]) -> Iterator[Sequence[object]]:
    traits = [trait for trait in TRAITS if any(trait in person.traits for person in people)]
    yield (*HEADER, *traits)
    for p in people:
        yield (p.id, p.name, p.side, p.role, p.team, *(p.traits.get(t, "") for t in traits))


def _ties(ties: Ties, ids: Sequence[str]) -> Iterator[Sequence[object]]:
    trust = ["" if math.isnan(value) else value for value in ties.trust.tolist()]
    ends = [[ids[row] for row in rows.tolist()] for rows in (ties.source, ties.target)]
    columns: list[Sequence[object]] = [*ends, ties.contact.tolist()]
    if any(value != "" for value in trust):
        columns.append(trust)
    yield (*TIES_HEADER, "trust")[: len(columns)]
    yield from zip(*columns, strict=True)


def _csv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


_TEMPLATE = Path(__file__).parent / "corner_pizza"


def new(path: str | Path) -> Path:
    """Write a small valid organisation with comments and a survey sheet, and return its path.

    Raises InputError if the folder has something in it or cannot be written.
    """
    target = Path(path)
    with new_folder(target) as fresh:
        for file in sorted(_TEMPLATE.iterdir()):
            shutil.copyfile(file, fresh / file.name)
    return target


def anonymous(organisation: Organisation, seed: int = 1) -> Organisation:
    """Return an organisation whose people are numbered in a random order and have no names of their own.

    Sides, roles, teams, services and traits stay: who is alone in a team or a role can still be guessed.
    """
    count = len(organisation.people)
    order = np.random.default_rng(seed).permutation(count)
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    width = len(str(count))
    people = tuple(
        replace(organisation.people[old], id=f"p{new:0{width}}", name=f"Person {new}")
        for new, old in enumerate(order.tolist(), start=1)
    )
    old = organisation.ties
    source, target = place[old.source], place[old.target]
    rows = np.lexsort((target, source))
    ties = Ties(source[rows], target[rows], old.contact[rows], old.trust[rows])
    return replace(organisation, people=people, ties=ties)
