"""Find the run of a results folder and record it again, for a replay.

Only inputs are stored in a results folder, so the run is simulated again with the same seed; it is the same run, unless
the organisation or the version has changed, which is then remarked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...analysis.comparison.provenance import organisation_hash
from ...common.errors import InputError, did_you_mean
from ...common.version import itborg_version
from ...engine.ensemble import ensemble
from ...mechanisms.registry import parameters_without
from ...organisation.load import load
from ...organisation.types import Organisation
from ...strategies.base import Strategy
from ...strategies.specification import strategy
from .indicators import indicator_band, indicators
from .pack import pack, pack_band
from .record import record
from .replay_page import Replay

#: Code of a user that looks at a run and does not change it; strategies are found by name, or not.
_SEEN_ONLY = ("measures.", "reporters.", "strategies.")
#: Replications of the band.
BAND = 60


class StoredRun(NamedTuple):
    """A run of a results folder that can be simulated again.

    days      working days after the strategy's start
    changed   parameters that differ from their defaults
    without   mechanisms that are knocked out
    command   command line that computed the results, or ""
    remark    why the run may differ from the saved one, or ""
    """

    organisation: Organisation
    strategy: Strategy
    days: int
    seed: int
    changed: Mapping[str, float]
    without: tuple[str, ...]
    command: str
    remark: str


def find_run(folder: str | Path, organisation: str | None = None, named: str | None = None) -> StoredRun:
    """Return the first run of a results folder of `itborg run` or `itborg compare`.

    folder        must have manifest.json
    organisation  path of the organisation, if its name is not enough to find it
    named         strategy of a comparison; by default the one with the highest net value

    Raises InputError if there is no such run, if the organisation or the strategy is not found, or if the results are
    damaged or of an older version.
    """
    path = Path(folder)
    known = _manifest(path)
    study = known.get("provenance")
    if not isinstance(study, dict):
        raise InputError(f"{path}: these results are of an older version; compute them again")
    own = [name for name in study.get("own", {}) if not name.startswith(_SEEN_ONLY)]
    if own:
        raise InputError(
            f"{path}: these runs have code of your own ({', '.join(own)}), which a replay does not have; "
            "`itborg rerun` repeats the results, and itborg.Model(behaviour=...) shows single days"
        )
    try:
        home = _home(study, organisation)
        return StoredRun(
            home, _strategy(path, known, named), int(study["days"]), int(study["seed"]), dict(study["parameters"]),
            tuple(study["without"]), str(known.get("command", "")), _remark(study, home),
        )  # fmt: skip
    except InputError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: these results are damaged or of another version ({error!r})") from error


def _home(study: Mapping[str, Any], organisation: str | None) -> Organisation:
    """Return the organisation of a run: the one given, or that of the stored name.

    study  provenance in the manifest
    """
    if organisation is not None:
        return load(organisation)
    try:
        return load(str(study["organisation"]))
    except InputError as error:
        raise InputError(f"{error}\ngive the path of the organisation '{study['organisation']}' with --org") from error


def record_again(stored: StoredRun, threads: int | None = None) -> Replay:
    """Record a run again and return what the page of a replay needs.

    Besides the recorded run, BAND replications are simulated for the band of the indicators (middle 90 %).

    threads  for the replications of the band; None: one per core
    """
    changed = parameters_without(stored.without, stored.changed)
    found = record(stored.organisation, stored.strategy, days=stored.days, seed=stored.seed, parameters=changed)
    others = ensemble(
        stored.organisation, [stored.strategy], replications=range(BAND), days=stored.days, seed=stored.seed,
        parameters=changed, threads=threads,
    )  # fmt: skip
    band = indicator_band(np.stack([indicators(one) for _, (one,) in others]))
    trust_changes = {
        person.id: [one._asdict() for one in found.trust_changes(row)] for row, person in enumerate(found.rows.people)
    }
    about = f"seed {stored.seed}, {stored.days} working days, itborg {itborg_version()}"
    return Replay(stored.organisation.name, stored.strategy.name, about, pack(found), pack_band(band), trust_changes)


def _manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a run or a comparison; raise InputError if there is none."""
    try:
        known = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: no results of `itborg run` or `itborg compare` (no readable manifest.json)"
        ) from error
    if not isinstance(known, dict) or known.get("kind") not in ("run", "compare"):
        raise InputError(f"{path}: these are no results of `itborg run` or `itborg compare`")
    return known


def _strategy(path: Path, known: dict[str, Any], named: str | None) -> Strategy:
    """Return the strategy of a run, or the one of a comparison that is named or leads."""
    if known["kind"] == "run":
        return strategy(named or known["strategy"])
    names = [str(name) for name in known["strategies"]]
    if named is None:
        return strategy(_leader(path, names))
    found = strategy(named)
    if found.name not in names:
        raise InputError(f"{path}: '{found.name}' was not compared; {did_you_mean(found.name, names)}")
    return found


def _leader(path: Path, names: list[str]) -> str:
    """Return the strategy with the highest mean net value; the last one if the comparison cannot be read."""
    try:
        data = json.loads((path / "comparison.json").read_text(encoding="utf-8"))["strategies"]
        return max(names, key=lambda name: float(data[name]["measures"]["net_value"]["mean"]))
    except (OSError, ValueError, KeyError, TypeError):
        return names[-1]


def _remark(study: Mapping[str, Any], home: Organisation) -> str:
    """Return why the replay may differ from the saved run, or ""."""
    if study["organisation_hash"] != organisation_hash(home):
        return f"{home.name} has changed since these results were computed: the replay shows its present state"
    if study["version"] != itborg_version():
        return f"computed with itborg {study['version']}, replayed with {itborg_version()}: days may differ"
    return ""
