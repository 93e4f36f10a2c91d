"""Which run a results folder holds, and the same run lived again to be watched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...analysis.comparison.provenance import organisation_hash
from ...common.errors import InputError, did_you_mean
from ...common.version import itborg_version
from ...engine.simulation import ensemble
from ...mechanisms.registry import parameters_without
from ...organisation.load import load
from ...organisation.types import Organisation
from ...strategies.base import Strategy
from ...strategies.specification import strategy
from .gauges import gauge_band, gauges
from .pack import pack, pack_band
from .record import record
from .replay_page import Reel

BAND = 60  # runs behind the lines


class Wanted(NamedTuple):
    """A run that can be lived again.

    called    what the organisation calls itself
    changed   parameters that differ from their defaults; without: mechanisms that are off
    command   how the results were made, or ""
    remark    why it may differ from the one that was saved, or ""
    """

    organisation: Organisation
    strategy: Strategy
    days: int
    seed: int
    changed: Mapping[str, float]
    without: tuple[str, ...]
    command: str
    remark: str


def wanted(folder: str | Path, organisation: str | None = None, named: str | None = None) -> Wanted:
    """Return the run of a results folder; InputError if there is none.

    organisation  where the organisation is now, if its name alone does not find it
    named         which strategy of a comparison; by default the one with most net value
    """
    place = Path(folder)
    known = _manifest(place)
    study = known.get("provenance")
    if not isinstance(study, dict):
        raise InputError(f"{place}: these results are of an older version; make them again")
    try:
        home = _home(study, organisation)
        return Wanted(
            home, _strategy(place, known, named), int(study["days"]), int(study["seed"]), dict(study["parameters"]),
            tuple(study["without"]), str(known.get("command", "")), _remark(study, home),
        )  # fmt: skip
    except InputError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{place}: these results are damaged or of another version ({error!r})") from error


def _home(study: Mapping[str, Any], organisation: str | None) -> Organisation:
    if organisation is not None:
        return load(organisation)
    try:
        return load(str(study["organisation"]))
    except InputError as error:
        raise InputError(f"{error}\nsay with --org where the organisation '{study['organisation']}' is") from error


def filmed(what: Wanted, threads: int | None = None) -> Reel:
    """Live a run again, look every evening, and return what a page needs to show it."""
    changed = parameters_without(what.without, what.changed)
    found = record(what.organisation, what.strategy, days=what.days, seed=what.seed, parameters=changed)
    others = ensemble(
        what.organisation, [what.strategy], replications=range(BAND), days=what.days, seed=what.seed,
        parameters=changed, threads=threads,
    )  # fmt: skip
    band = gauge_band(np.stack([gauges(one) for _, (one,) in others]))
    trust_changes = {
        person.id: [one._asdict() for one in found.trust_changes(row)] for row, person in enumerate(found.rows.people)
    }
    about = f"seed {what.seed}, {what.days} working days, itborg {itborg_version()}"
    return Reel(what.organisation.name, what.strategy.name, about, pack(found), pack_band(band), trust_changes)


def _manifest(place: Path) -> dict[str, Any]:
    try:
        known = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{place}: no results of `itborg run` or `itborg compare` (no readable manifest.json)"
        ) from error
    if not isinstance(known, dict) or known.get("kind") not in ("run", "compare"):
        raise InputError(f"{place}: these are no results of `itborg run` or `itborg compare`")
    return known


def _strategy(place: Path, known: dict[str, Any], named: str | None) -> Strategy:
    """Return the strategy to be shown: of a run its own, of a comparison one of those compared."""
    if known["kind"] == "run":
        return strategy(named or known["strategy"])
    names = [str(name) for name in known["strategies"]]
    if named is None:
        return strategy(_leader(place, names))
    found = strategy(named)
    if found.name not in names:
        raise InputError(f"{place}: '{found.name}' was not compared; {did_you_mean(found.name, names)}")
    return found


def _leader(place: Path, names: list[str]) -> str:
    try:
        data = json.loads((place / "comparison.json").read_text(encoding="utf-8"))["strategies"]
        return max(names, key=lambda name: float(data[name]["measures"]["net_value"]["mean"]))
    except (OSError, ValueError, KeyError, TypeError):
        return names[-1]


def _remark(study: Mapping[str, Any], home: Organisation) -> str:
    if study["organisation_hash"] != organisation_hash(home):
        return f"{home.name} has changed since these results were made: the replay shows it as it is now"
    if study["version"] != itborg_version():
        return f"made with itborg {study['version']}, replayed with {itborg_version()}: days may differ"
    return ""
