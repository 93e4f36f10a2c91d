"""Runs a study in child processes that are killed at random moments; prints what was found as JSON.

    python -m tests.studies.kill FOLDER KILLS

A child tells through a pipe how many runs it found on disk and, as they come, how many are finished; then it is
killed. What it has told of must be there for the next one. The parent itself never starts a thread.
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
from tests.analysis.toys import small_study

#: Times that a child tells of finished runs, on average, before it is killed.
STEPS = 8
journal.PART = 17  # so that children are also killed while they write parts


def study() -> Study:
    """Return the study that the children are at: a few seconds of work."""
    return small_study(replications=Replications(100), days=60, daily=["net_value", "lead_time"], full_histories=True)


def killed_after(folder: Path, steps: int, pause: float) -> tuple[int, int] | None:
    """Let a child go on with the study and kill it; return how many runs it found and how many it finished.

    steps  times that it tells of finished runs first: children get on however slow the machine is
    pause  seconds from then on, so that it may be anywhere: living, writing, making a part

    None if it got through to the end.
    """
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        os.write(tell, b"%d\n" % int(collect(study(), folder)[0].done.sum()))
        run_study(study(), folder, workers=on_threads(2), progress=lambda done, _: os.write(tell, b"%d\n" % done))
        os._exit(0)
    os.close(tell)
    with os.fdopen(listen, buffering=1) as pipe:
        found = int(pipe.readline())
        collect_run = [int(line) for line in itertools.islice(pipe, steps)]
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        collect_run += [int(line) for line in pipe.read().split()]
    return None if os.WIFEXITED(status) else (found, max([found, *collect_run]))


def main(folder: Path, kills: int) -> None:
    """Kill many times and print what happened."""
    random_numbers = random.Random(7)
    one = study()
    simulate(one.organisations["grab_at_pizza"], one.strategies[0], days=1, burn_in=1)  # type: ignore[arg-type]
    model_version()
    found = []
    while len(found) < kills:
        lives = killed_after(folder, random_numbers.randrange(2 * STEPS), random_numbers.uniform(0.0, 0.03))
        if lives is None:
            break
        found.append(lives)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
