"""The plan of a validation: everything is checked before a run starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...analysis.study.factors import GROUPS
from ...common.errors import integer, unknown
from ...mechanisms.registry import checked
from ...organisation.load import load
from ...organisation.types import Organisation
from .pattern import Pattern
from .patterns import PATTERNS
from .validation_tasks import FULL, QUICK, Size, Task, default_tasks, organisation_tasks, point_tasks

#: The pattern that needs other organisations.
OTHER_ORGANISATIONS = "P17"


@dataclass(frozen=True, eq=False)
class Plan:
    """A validation that can be run: all names are known and all numbers in range.

    organisation         in which the patterns are checked
    patterns             which of them
    other_organisations  whether the baseline of other organisations is checked as well (P17)
    size                 numbers of replications and parameter points
    seed                 random seed
    changes              changed parameters by registered name
    varied               "core" or "all": parameters of the Latin hypercube
    """

    organisation: Organisation
    patterns: tuple[Pattern, ...]
    other_organisations: bool
    size: Size
    seed: int
    changes: Mapping[str, float]
    varied: str = "core"


def plan(
    *,
    organisation: Organisation | str | Path = "grab_at_pizza",
    only: Sequence[str] = (),
    quick: bool = False,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    varied: str = "core",
) -> Plan:
    """Return a checked plan.

    organisation  in which the patterns are checked: a name, a folder or an Organisation
    only          ids of patterns, P1 to P17 and N1 to N6, in either case; (): all of them
    quick         fewer replications and parameter points
    seed          random seed, 0 to 2^62
    parameters    changed parameters by name; None: none
    varied        "core" or "all": parameters of the Latin hypercube

    Raises InputError for a name that is not known or a number out of range.
    """
    wanted = [name.upper() for name in only] or [*PATTERNS, OTHER_ORGANISATIONS]
    for name in wanted:
        if name not in (*PATTERNS, OTHER_ORGANISATIONS):
            raise unknown("pattern", name, [*PATTERNS, OTHER_ORGANISATIONS])
    if varied not in GROUPS:
        raise unknown("set of parameters", varied, GROUPS)
    return Plan(
        organisation if isinstance(organisation, Organisation) else load(organisation),
        tuple(one for name, one in PATTERNS.items() if name in wanted),
        OTHER_ORGANISATIONS in wanted,
        QUICK if quick else FULL,
        integer("seed", seed, 0, 2**62),
        dict(checked(name, value) for name, value in (parameters or {}).items()),
        varied,
    )


def tasks(plan: Plan) -> list[Task]:
    """Return all tasks: at the default parameters, at other parameter points, in other organisations.

    The order is part of the result of an interrupted validation: tasks at the defaults come first.
    """
    changes = dict(plan.changes)
    found = default_tasks(plan.organisation, plan.patterns, plan.size, plan.seed, changes)
    found += point_tasks(plan.organisation, plan.patterns, plan.size, plan.seed, plan.varied) if plan.patterns else []
    return found + (organisation_tasks(plan.size, plan.seed, changes) if plan.other_organisations else [])
