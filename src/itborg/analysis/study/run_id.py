"""Which run is which: a hash of everything that decides its numbers, and of the model that made them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from ...common.source_hash import source_hash
from ...common.version import itborg_version
from ...mechanisms.registry import checked, parameters_without
from ..comparison.provenance import organisation_hash, strategies_hash
from .factors import parts
from .study import Cell, Study
from .tasks import TaskRunner

_PACKAGE = Path(__file__).parents[2]


@cache
def model_version() -> str:
    """Return itborg's version and a hash of all sources that a task of a study imports.

    A changed rule, strategy or measure gives other runs; a changed comment or docstring does not.
    """
    return f"{itborg_version()}-{source_hash(_PACKAGE, ['analysis/study/tasks.py'])[:12]}"


class Identity:
    """Gives every run of a study its id; the same inputs have the same id in every study."""

    def __init__(self, life: TaskRunner) -> None:
        """Prepare for the runs of a study; what it lives is what is identified."""
        self._life = life
        self._study = life.study
        self._schedules: dict[int, str] = {}
        self._known: dict[tuple[int, int], str] = {}

    def run_id(self, cell: Cell, strategy: int, replication: int) -> str:
        """Return the id of one run: 20 hexadecimal digits."""
        if (cell.number, strategy) not in self._known:
            self._known[cell.number, strategy] = digest(self._inputs(cell, strategy))
        return digest([self._known[cell.number, strategy], self._study.seed, replication])

    def _inputs(self, cell: Cell, strategy: int) -> dict[str, Any]:
        study, split = self._study, parts(cell.values)
        organisation = study.organisations[cell.organisation]
        changed = parameters_without(study.without, split.parameters)
        return {
            "model": model_version(),
            "organisation": self._organisation(cell.organisation),
            "generated": split.generated if organisation is None else {},
            "parameters": {name: float(checked(name, value)[1]) for name, value in sorted(changed.items())},
            "strategy": self._schedule(cell, strategy),
            "days": study.days,
            "burn_in": study.burn_in,
        }

    def _organisation(self, name: str) -> str:
        organisation = self._study.organisations[name]
        return "invented" if organisation is None else _hash_once(id(organisation), organisation)

    def _schedule(self, cell: Cell, at: int) -> str:
        one = self._life.strategy(cell, at)
        if id(one) not in self._schedules:
            self._schedules[id(one)] = strategies_hash([one], self._study.days)
        return self._schedules[id(one)]


@cache
def _hash_once(_: int, organisation: Any) -> str:
    return organisation_hash(organisation)


def study_hash(study: Study) -> str:
    """Return a hash of everything that decides the numbers of a study."""
    life = TaskRunner(study)
    identity = Identity(life)
    runs = [identity.run_id(cell, at, 0) for cell in study.cells for at in range(len(study.names))]
    rest = [
        asdict(study.replications),
        study.measures,
        study.names,
        list(study.organisations),
        study.seed,
        study.every_day,
    ]
    return digest([runs, rest])[:16]


def digest(inputs: Any) -> str:
    """Return a hash of plain data."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:20]
