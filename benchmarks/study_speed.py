"""How much of the kernel's speed a study keeps, and how much memory it takes.

    uv run python benchmarks/study_speed.py [RUNS]

Runs the same lives twice, in turns: bare (`ensemble`, nothing measured, nothing kept) and as a study on disk with
several points, all measures, journal and parts. Both on two threads. Prints runs per second of wall time and of
processor time, their ratios, and the growth of memory from the first tenth of the study to its end.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from itborg.organisation import load
from itborg.simulation import ensemble
from itborg.strategies import strategy
from itborg.studies import Design, Factor, Replicates, plan_study, run_study
from itborg.studies.workers import on_threads

NAMES = ("none", "itil", "brm_style", "vocr_board")
POINTS, ROUNDS, THREADS = 25, 5, 2


def bare(replicates: range) -> None:
    """Live the study's runs without keeping anything, point by point."""
    organisation, strategies = load("grab_at_pizza"), [strategy(name) for name in NAMES]
    for load_factor in range(POINTS):
        changed = {"honesty": 0.05 + 0.3 * load_factor / (POINTS - 1)}
        for _ in ensemble(organisation, strategies, runs=replicates, parameters=changed, threads=THREADS):
            pass


def as_study(replicates: int, folder: Path) -> None:
    """Live the runs up to a replicate as a study; those that are there already are not repeated."""
    design = Design("grid", (Factor("honesty", 0.05, 0.35),), levels=POINTS)
    study = plan_study(NAMES, design=design, replicates=Replicates(replicates))
    run_study(study, folder, workers=on_threads(THREADS))


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def memory() -> float:
    """Return the largest memory so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(runs: int) -> None:
    """Measure and print."""
    each = max(1, runs // (POINTS * len(NAMES) * ROUNDS))
    folder = Path(tempfile.mkdtemp())
    bare(range(1))
    as_study(1, folder / "warm")
    spent = {"bare": [0.0, 0.0], "study": [0.0, 0.0]}
    grown = []
    for turn in range(ROUNDS):
        pair = {
            "bare": partial(bare, range(turn * each, (turn + 1) * each)),
            "study": partial(as_study, (turn + 1) * each, folder / "study"),
        }
        for name, work in pair.items():
            wall, processor = timed(work)
            spent[name][0] += wall
            spent[name][1] += processor
        grown.append(memory())
    shutil.rmtree(folder)
    count = POINTS * len(NAMES) * each * ROUNDS
    for name, (wall, processor) in spent.items():
        print(f"{name}: {count} runs, {count / wall:.1f} runs/s, {1000 * processor / count:.2f} ms of processor a run")
    print(
        f"kept: {spent['bare'][0] / spent['study'][0]:.1%} of speed by wall, "
        f"{spent['bare'][1] / spent['study'][1]:.1%} by processor time"
    )
    print("largest memory after each fifth, MiB: " + ", ".join(f"{one:.0f}" for one in grown))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
