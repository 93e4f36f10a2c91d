"""The share of the kernel's speed that a study retains, and its use of memory.

    uv run python benchmarks/study_speed.py [RUNS] [--memory]

Simulates the same runs in two ways, in turns: alone (`ensemble`, no measures, nothing stored) and as a study on disk
with several design points, all measures, a daily series and a journal; both on two threads. Prints runs per second of
wall time and of processor time, and their ratios. Wall time counts on an idle machine, processor time on a busy one.
Then runs a study of short runs in its own process and prints its memory after each fifth; `--memory` does only that.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from itborg.analysis.study import Design, Factor, Replications, plan_study, run_study
from itborg.analysis.study.executors import on_threads
from itborg.engine.ensemble import ensemble
from itborg.organisation import load
from itborg.strategies import strategy

NAMES = ("none", "itil", "brm_style", "vocr_board")
DAILY = ("net_value",)
POINTS, ROUNDS, THREADS = 25, 5, 2


def kernel_alone(replications: range) -> None:
    """Simulate the runs of the study without storing anything, point by point."""
    organisation, strategies = load("grab_at_pizza"), [strategy(name) for name in NAMES]
    for point in range(POINTS):
        changed = {"honesty": 0.05 + 0.3 * point / (POINTS - 1)}
        for _ in ensemble(organisation, strategies, replications=replications, parameters=changed, threads=THREADS):
            pass


def as_study(replications: int, folder: Path) -> None:
    """Run a study with so many replications; finished runs in its folder are not repeated."""
    design = Design("grid", (Factor("honesty", 0.05, 0.35),), levels=POINTS)
    study = plan_study(NAMES, design=design, replications=Replications(replications), daily_series=DAILY)
    run_study(study, folder, workers=on_threads(THREADS))


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def memory(runs: int) -> None:
    """Run a study of short runs and print the memory in use after each fifth, in MiB."""
    design = Design("grid", (Factor("honesty", 0.05, 0.35),), levels=POINTS)
    replications = Replications(max(1, runs // (POINTS * len(NAMES))))
    study = plan_study(NAMES, design=design, replications=replications, days=40, burn_in=10, daily_series=DAILY)
    found: list[int] = []

    def record(done: int, total: int) -> None:
        if done * 5 >= (len(found) + 1) * total:
            found.append(int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20)

    with tempfile.TemporaryDirectory() as folder:
        run_study(study, folder, workers=on_threads(THREADS), progress=record)
    print(f"memory after each fifth of {study.max_runs} runs, MiB: " + ", ".join(map(str, found)))


def speed(runs: int) -> None:
    """Time both ways in turns and print the results.

    runs  number of runs of each way
    """
    each = max(1, runs // (POINTS * len(NAMES) * ROUNDS))
    folder = Path(tempfile.mkdtemp())
    kernel_alone(range(1))
    as_study(1, folder / "warm")
    seconds = {"kernel": [0.0, 0.0], "study": [0.0, 0.0]}
    for turn in range(ROUNDS):
        ways = {
            "kernel": partial(kernel_alone, range(turn * each, (turn + 1) * each)),
            "study": partial(as_study, (turn + 1) * each, folder / "study"),
        }
        for name, work in ways.items():
            wall, processor = timed(work)
            seconds[name][0] += wall
            seconds[name][1] += processor
    shutil.rmtree(folder)
    count = POINTS * len(NAMES) * each * ROUNDS
    for name, (wall, processor) in seconds.items():
        print(
            f"{name}: {count} runs, {count / wall:.1f} runs/s, {1000 * processor / count:.2f} ms of processor time each"
        )
    print(
        f"retained: {seconds['kernel'][0] / seconds['study'][0]:.1%} of the speed by wall time, "
        f"{seconds['kernel'][1] / seconds['study'][1]:.1%} by processor time"
    )
    print(
        subprocess.run([sys.executable, __file__, str(runs), "--memory"], capture_output=True, text=True).stdout, end=""
    )


def main() -> None:
    """Time both ways, or print the memory alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="?", default=10_000, help="runs of each way [10000]")
    parser.add_argument("--memory", action="store_true", help="only the memory of a study, in this process")
    options = parser.parse_args()
    (memory if options.memory else speed)(options.runs)


if __name__ == "__main__":
    main()
