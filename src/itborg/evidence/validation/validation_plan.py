"""What is to be validated: checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...common.errors import integer, unknown
from ...mechanisms.registry import checked
from ...organisation.load import load
from ...organisation.types import Organisation
from .pattern import Pattern
from .patterns import PATTERNS
from .run_cache import FULL, QUICK, Size
from .validation_tasks import Task, lucks, places, sweep

ANYWHERE = "P17"


@dataclass(frozen=True, eq=False)
class Plan:
    """A validation that can be run: all names known, all numbers in range.

    organisation  in which the patterns are looked for
    patterns      which of them
    anywhere      whether other organisations are looked at as well (P17)
    size          how much is run
    seed          root of all luck
    changes       changed parameters by registered name
    """

    organisation: Organisation
    patterns: tuple[Pattern, ...]
    anywhere: bool
    size: Size
    seed: int
    changes: Mapping[str, float]


def plan(
    *,
    organisation: Organisation | str | Path = "grab_at_pizza",
    only: Sequence[str] = (),
    quick: bool = False,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
) -> Plan:
    """Return what is to be validated; `only` names patterns, all of them by default.

    Raises InputError for anything that is not known or out of range.
    """
    wanted = [name.upper() for name in only] or [*PATTERNS, ANYWHERE]
    for name in wanted:
        if name not in (*PATTERNS, ANYWHERE):
            raise unknown("pattern", name, [*PATTERNS, ANYWHERE])
    return Plan(
        organisation if isinstance(organisation, Organisation) else load(organisation),
        tuple(one for name, one in PATTERNS.items() if name in wanted),
        ANYWHERE in wanted,
        QUICK if quick else FULL,
        integer("seed", seed, 0, 2**62),
        dict(checked(name, value) for name, value in (parameters or {}).items()),
    )


def tasks(what: Plan) -> list[Task]:
    """Return all that is to be done: at the defaults, elsewhere in the parameter space, in other organisations."""
    changes = dict(what.changes)
    found = lucks(what.organisation, what.patterns, what.size, what.seed, changes)
    found += sweep(what.organisation, what.patterns, what.size, what.seed) if what.patterns else []
    return found + (places(what.size, what.seed, changes) if what.anywhere else [])
