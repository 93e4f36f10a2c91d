"""Coverage of calibration: how often the truth is found plausible for incident logs that the model itself produced.

    uv run python benchmarks/calibration_coverage.py [CALIBRATIONS]

The true parameters are the defaults. The first part takes each indicator of each log, without any tolerance for the
model: is the median of 20 other replications in the accepted range (nominal: 95 %), and would it be if only the error
over incidents counted? The second part runs complete calibrations to such logs (8 by default, some minutes each), and
prints how many targets are met and how many 90 % intervals contain the true parameter.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from itborg.analysis.measures.log_indicators import observed
from itborg.engine.simulation import Run, simulate
from itborg.evidence.calibration import calibrate, read_targets, targets_text
from itborg.evidence.calibration.aims import accepted_range
from itborg.evidence.calibration.targets_file import band_of
from itborg.evidence.incident_log import IncidentLog, Indicator, indicators
from itborg.evidence.validation.targets import Target
from itborg.organisation import load
from itborg.strategies import strategy

#: Working days of a run, number of logs, and other replications with which each log is compared.
DAYS, LOGS, OTHERS = 240, 60, 20


def baseline(seed: int) -> Run:
    """Return one run of the baseline."""
    return simulate(load("grab_at_pizza"), strategy("none"), days=DAYS, seed=seed)


def log_indicators(run: Run) -> list[Indicator]:
    """Return the indicators of the log that an organisation would export after a run."""
    closed = run.closed[run.closed["opened"] >= run.burn_in]
    opened = 24.0 * closed["opened"]
    counts = (closed[name].astype(np.int64) for name in ("hops", "returned", "asked", "reopened"))
    top = (closed["label"] == 4).astype(np.int64)
    components = closed["component"].astype(np.int64)
    return indicators(IncidentLog(opened, opened + closed["hours"], *counts, top, components, run.it, float(DAYS)))


def coverage_of_indicators() -> None:
    """Print how often the median of other replications lies in the accepted range of a log."""
    runs = [baseline(2000 + number) for number in range(LOGS)]
    logs = [log_indicators(run) for run in runs]
    values = [observed(run, [one.id for one in logs[0]]) for run in runs]
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for number, log in enumerate(logs):
        rest = [n for n in range(LOGS) if n != number]
        chosen = np.random.default_rng(number).choice(rest, OTHERS, replace=False)
        for one in log:
            others = np.array([values[n][one.id] for n in chosen])
            for counted, hit in hits.items():
                hit.append(_accepted(one, others, counted))
    share = {counted: 100 * np.mean(hit) for counted, hit in hits.items()}
    print(
        f"{LOGS} logs of {len(logs[0])} indicators: {share[True]:.0f} % in the accepted range, "
        f"{share[False]:.0f} % if only the error over incidents counted"
    )


def _accepted(one: Indicator, values: np.ndarray, counted: bool) -> bool:
    target = Target(one.id, "", "", band_of(one, 0.0), True, error=one.error if counted else None)
    low, high = accepted_range(target, values)
    return bool(low <= np.nanmedian(values) <= high)


def coverage_of_calibrations(numbers: Sequence[int]) -> None:
    """Print how many targets complete calibrations meet, and how many intervals contain the truth."""
    met, all_targets, contained = {True: 0, False: 0}, {True: 0, False: 0}, []
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "targets.toml"
            text = targets_text(log_indicators(baseline(1000 + number)), "own", "one run")
            file.write_text(text, encoding="utf-8")
            found = calibrate(targets=read_targets(file), points=40, waves=2, seed=1)
        for fitted, rows in found.targets.groupby("fitted"):
            met[bool(fitted)] += int((rows["result"] == "within").sum())
            all_targets[bool(fitted)] += len(rows)
        rows = found.parameters
        contained += ((rows["low"] <= rows["default"]) & (rows["default"] <= rows["high"])).tolist()
        parts = [f"{met[kind]} of {all_targets[kind]} {name}" for kind, name in ((True, "fitted"), (False, "held out"))]
        print(
            f"{number + 1}: within {' and '.join(parts)}; intervals with the truth: {sum(contained)} of "
            f"{len(contained)}",
            flush=True,
        )


def main() -> None:
    """Run both parts and print their results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "calibrations", type=int, nargs="?", default=8, help="complete calibrations, some minutes each [8]"
    )
    options = parser.parse_args()
    coverage_of_indicators()
    coverage_of_calibrations(range(options.calibrations))


if __name__ == "__main__":
    main()
