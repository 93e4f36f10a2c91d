"""Ids of runs: a hash of all inputs of a run and of the sources of the model.

A finished run is used again only if its id is that of the run that is needed. So a study may be changed, extended or
run after an update of the model, without ever mixing results.
"""

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
from ..comparison.provenance import organisation_hash, own_code, strategies_hash
from .factors import parts
from .study import DesignPoint, Study
from .tasks import TaskRunner

_PACKAGE = Path(__file__).parents[2]


@cache
def model_version() -> str:
    """Return the version of itborg and a hash of all sources that a task of a study imports: VERSION-12 digits.

    A changed rule, strategy or measure gives other runs; a changed comment or docstring does not.
    """
    return f"{itborg_version()}-{source_hash(_PACKAGE, ['analysis/study/tasks.py'])[:12]}"


class RunIds:
    """Ids of the runs of a study; the same inputs have the same id in every study."""

    def __init__(self, runner: TaskRunner) -> None:
        """Prepare for the runs of a study."""
        self._runner = runner
        self._study = runner.study
        self._schedules: dict[int, str] = {}
        self._known: dict[tuple[int, int], str] = {}

    def run_id(self, point: DesignPoint, strategy: int, replication: int) -> str:
        """Return the id of one run, 20 hexadecimal digits.

        point        design point of the study
        strategy     position in the study
        replication  number from 0

        The position of a point does not count, nor does the name of a strategy with a schedule: the same inputs have
        the same id in every study.
        """
        if (point.number, strategy) not in self._known:
            self._known[point.number, strategy] = digest(self._inputs(point, strategy))
        return digest([self._known[point.number, strategy], self._study.seed, replication])

    def _inputs(self, point: DesignPoint, strategy: int) -> dict[str, Any]:
        """Return everything that determines a run but the random seed and the replication, as plain data.

        An organisation is identified by its content, a strategy by its levers.
        """
        study, split = self._study, parts(point.values)
        organisation = study.organisations[point.organisation]
        changed = parameters_without(study.without, split.parameters)
        own = own_code(study.behaviour, (), study.own_measures)
        return {
            **({"own": own} if own else {}),
            "model": model_version(),
            "organisation": "generated" if organisation is None else _hash_once(id(organisation), organisation),
            "generated": split.generated if organisation is None else {},
            "parameters": {name: float(checked(name, value)[1]) for name, value in sorted(changed.items())},
            "strategy": self._schedule(point, strategy),
            "days": study.days,
            "burn_in": study.burn_in,
        }

    def _schedule(self, point: DesignPoint, at: int) -> str:
        """Return the hash of a strategy's levers at a design point, computed once for each strategy object."""
        one = self._runner.strategy(point, at)
        if id(one) not in self._schedules:
            self._schedules[id(one)] = strategies_hash([one], self._study.days)
        return self._schedules[id(one)]


@cache
def _hash_once(_: int, organisation: Any) -> str:
    """Return the hash of an organisation, computed once; the first argument is its identity in memory."""
    return organisation_hash(organisation)


def study_hash(study: Study) -> str:
    """Return a hash of all inputs that determine the results of a study, 16 hexadecimal digits.

    It covers the id of each design point and strategy, replications with their stopping rule, measures, names, seed and
    stored series.
    """
    ids = RunIds(TaskRunner(study))
    runs = [ids.run_id(point, at, 0) for point in study.design_points for at in range(len(study.names))]
    rest = [
        asdict(study.replications),
        study.measures,
        study.names,
        list(study.organisations),
        study.seed,
        study.stored_series,
    ]
    return digest([runs, rest])[:16]


def digest(inputs: Any) -> str:
    """Return a hash of plain data, 20 hexadecimal digits (SHA-256 of its JSON with sorted keys)."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:20]
