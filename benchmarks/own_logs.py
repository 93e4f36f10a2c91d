"""How often a log that the model wrote itself is found plausible.

    uv run python benchmarks/own_logs.py [CALIBRATIONS]

The truth is known: the parameters are the usual ones. First, figure by figure and with no tolerance for the model: is
the middle of 20 other lives within reach of a log's figure (nominal: 95 %), and would it be if only the error over
incidents counted? Then whole calibrations to such logs (8 unless said otherwise, some minutes each): figures that come
out within, and 90 % intervals that hold the true parameter.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from itborg.analysis.measures.log_indicators import observed
from itborg.engine.simulation import Run, simulate
from itborg.evidence.calibration import calibrate, read_targets, targets_text
from itborg.evidence.calibration.emulator import reach
from itborg.evidence.calibration.targets_file import band_of
from itborg.evidence.incident_log import IncidentLog, figures
from itborg.evidence.incident_log.log import Figure
from itborg.evidence.validation.targets import Target
from itborg.organisation import load
from itborg.strategies import strategy

DAYS, LIVES, OTHERS = 240, 60, 20


def life(number: int) -> Run:
    """Return one life of the untreated organisation."""
    return simulate(load("grab_at_pizza"), strategy("none"), days=DAYS, seed=number)


def written(run: Run) -> list[Figure]:
    """Return the figures of the log that an organisation would have exported after a life."""
    closed = run.closed[run.closed["opened"] >= run.burn_in]
    opened = 24.0 * closed["opened"]
    counts = (closed[name].astype(np.int64) for name in ("hops", "returned", "asked", "reopened"))
    top = (closed["label"] == 4).astype(np.int64)
    components = closed["component"].astype(np.int64)
    log = IncidentLog(opened, opened + closed["hours"], *counts, top, components, run.it, float(DAYS))
    return list(figures(log))


def within_reach() -> None:
    """Print how often other lives lie within reach of a log."""
    runs = [life(2000 + number) for number in range(LIVES)]
    logs = [written(run) for run in runs]
    seen = [observed(run, [one.id for one in logs[0]]) for run in runs]
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for number, log in enumerate(logs):
        rest = [n for n in range(LIVES) if n != number]
        chosen = np.random.default_rng(number).choice(rest, OTHERS, replace=False)
        for one in log:
            values = np.array([seen[n][one.id] for n in chosen])
            for counted, hit in hits.items():
                hit.append(_reached(one, values, counted))
    share = {counted: 100 * np.mean(hit) for counted, hit in hits.items()}
    print(
        f"{LIVES} logs of {len(logs[0])} figures: within reach {share[True]:.0f} %, "
        f"and {share[False]:.0f} % if only incidents counted"
    )


def _reached(one: Figure, lives: np.ndarray, counted: bool) -> bool:
    low, high = reach(Target(one.id, "", "", band_of(one, 0.0), True, error=one.error if counted else None), lives)
    return bool(low <= np.nanmedian(lives) <= high)


def calibrations(numbers: Sequence[int]) -> None:
    """Print what whole calibrations find."""
    met, asked, held = {True: 0, False: 0}, {True: 0, False: 0}, []
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "targets.toml"
            file.write_text(targets_text(written(life(1000 + number)), "own", "one life"), encoding="utf-8")
            found = calibrate(targets=read_targets(file), points=40, waves=2, seed=1)
        for fitted, rows in found.targets.groupby("fitted"):
            met[bool(fitted)] += int((rows["verdict"] == "within").sum())
            asked[bool(fitted)] += len(rows)
        of = found.parameters
        held += ((of["low"] <= of["usual"]) & (of["usual"] <= of["high"])).tolist()
        told = [f"{met[fitted]} of {asked[fitted]} {name}" for fitted, name in ((True, "fitted"), (False, "held out"))]
        print(
            f"{number + 1}: within {' and '.join(told)}; intervals with the truth {sum(held)} of {len(held)}",
            flush=True,
        )


if __name__ == "__main__":
    within_reach()
    calibrations(range(int(sys.argv[1]) if len(sys.argv) > 1 else 8))
