"""Run a study in child processes that are killed at random moments, and print the reported counts as JSON.

    python -m tests.analysis.killed_study FOLDER KILLS

A child process reports through a pipe how many runs it found on disk and how many have finished since; then it is
killed. All reported runs must be there for the next child. The parent process never starts a thread.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from itborg.analysis.study import Replications, Study, journal, run_study
from itborg.analysis.study.executors import on_threads
from itborg.analysis.study.run_id import model_version
from itborg.analysis.study.study_store import collect
from itborg.engine.simulation import simulate
from tests.analysis.toy_studies import small_study

#: Reports of a child, on average, before it is killed.
STEPS = 8
journal.MAX_RUNS = 17  # so that children are also killed while they write parts


def study() -> Study:
    """Return the study of the children: a few seconds of work."""
    return small_study(
        replications=Replications(100), days=60, daily_series=["net_value", "lead_time"], full_histories=True
    )


def killed_after(folder: Path, steps: int, pause: float) -> tuple[int, int] | None:
    """Continue the study in a child process and kill it; return how many runs it found and how many had finished.

    steps  reports of finished runs to wait for, so that it makes progress on a slow machine too
    pause  seconds from then on, so that it is killed in any state: simulating, writing, making a part

    Return None if it reached the end.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        os.write(write_end, b"%d\n" % int(collect(study(), folder)[0].done.sum()))
        run_study(study(), folder, workers=on_threads(2), progress=lambda done, _: os.write(write_end, b"%d\n" % done))
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, buffering=1) as pipe:
        found = int(pipe.readline())
        finished = [int(line) for line in itertools.islice(pipe, steps)]
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        finished += [int(line) for line in pipe.read().split()]
    return None if os.WIFEXITED(status) else (found, max([found, *finished]))


def main(folder: Path, kills: int) -> None:
    """Kill many children and print their counts."""
    rng = random.Random(7)
    one = study()
    simulate(one.organisations["grab_at_pizza"], one.strategies[0], days=1, burn_in=1)  # type: ignore[arg-type]
    model_version()
    found = []
    while len(found) < kills:
        counts = killed_after(folder, rng.randrange(2 * STEPS), rng.uniform(0.0, 0.03))
        if counts is None:
            break
        found.append(counts)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
