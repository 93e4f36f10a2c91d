"""The ODD protocol (Grimm et al. 2020) of the model that is installed, written from its registries and records.

The sentences are those of `templates/odd.md`; entities with their state variables, levers, schedule, recorded values,
patterns, equations and parameters come from the code, so that the page is complete and current by construction.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from string import Template
from typing import Any

from ..common.streams import COUNT
from ..common.version import itborg_version
from ..engine import records, work_records
from ..engine.day.one_day import simulate_one_day
from ..engine.history import COLUMNS
from ..engine.simulation import BURN_IN, DAYS
from ..engine.state import World
from ..evidence.validation.patterns import PATTERNS
from ..mechanisms.registry import MECHANISMS
from ..organisation.load import names
from ..strategies.levers import LEVERS
from .html_frame import TEMPLATES
from .mechanisms_page import mechanism_lines

#: The elements of the protocol, in its order and with its names.
ELEMENTS = (
    "Purpose and patterns", "Entities, state variables, and scales", "Process overview and scheduling",
    "Design concepts", "Initialization", "Input data", "Submodels",
)  # fmt: skip
#: The design concepts of the fourth element.
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip
#: Records of the entities, in the order of the page.
ENTITIES = (
    records.Person, records.Team, records.Service, records.Need, records.Tie, work_records.Component,
    work_records.Cause, work_records.Incident, work_records.Change, work_records.Closed, records.Totals,
)  # fmt: skip
_FIELD = re.compile(r"^    (\w+): ([^#\n]+?)(?:  # (.*))?$", re.MULTILINE)


def page() -> str:
    """Return the ODD protocol of the model as Markdown."""
    template = Template((TEMPLATES / "odd.md").read_text(encoding="utf-8"))
    return template.substitute(
        version=itborg_version(),
        patterns="\n".join(_row(one.id, one.claim) for one in PATTERNS.values()),
        burn_in=BURN_IN,
        days=DAYS,
        entities="\n\n".join(map(_entity, ENTITIES)),
        relations="\n".join(_relations()),
        levers="\n".join(
            _row(f"`{one.name}`", f"{one.rest:g}", f"{one.low:g} to {one.high:g}", one.unit, one.kind, one.meaning)
            for one in LEVERS
        ),
        schedule="\n".join(re.findall(r"^ *(\d+\. .*)$", inspect.getdoc(simulate_one_day) or "", re.MULTILINE)),
        streams=COUNT,
        columns=len(COLUMNS),
        history="\n".join(_row(f"`{name}`", unit, meaning) for name, (unit, meaning) in COLUMNS.items()),
        organisations="\n".join(_row(f"`{one['name']}`", str(one["people"]), str(one["meaning"])) for one in names()),
        submodels="\n".join(line for one in MECHANISMS.values() for line in mechanism_lines(one, level=3)).rstrip(),
    ).replace("\n\n\n", "\n\n")


def fields(record: type) -> dict[str, str]:
    """Return the state variables of a table by name, with the comment behind each, "" if there is none."""
    return {name: comment or "" for name, _, comment in _FIELD.findall(inspect.getsource(record))}


def _entity(record: type) -> str:
    """Return the paragraph and the state variables of one kind of entity."""
    name = "Organisation" if record is records.Totals else record.__name__
    text = " ".join((inspect.getdoc(record) or "").split())
    listed = ", ".join(f"`{one}`" + (f" ({comment})" if comment else "") for one, comment in fields(record).items())
    return f"**{name}.** {text} State variables: {listed}."


def _relations() -> Iterator[str]:
    """Yield the tables of the world that are no records of entities, with their contents."""
    for name, kind, comment in _FIELD.findall(inspect.getsource(World)):
        if kind.startswith("NDArray"):
            yield _row(f"`{name}`", comment or "")


def _row(*cells: Any) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
