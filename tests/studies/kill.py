"""Runs a study in child processes that are killed at random moments; prints what was found as JSON.

    python -m tests.studies.kill FOLDER KILLS

A child tells through a pipe how many runs it has finished; then it is killed. What it has told of must be on disk.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from itborg.simulation import compile_kernels
from itborg.studies import Replicates, Study, journal, run_study
from itborg.studies.store import collect
from itborg.studies.workers import on_threads
from tests.studies.toys import small_study

journal.PART = 17  # so that children are also killed while they write parts


def study() -> Study:
    """Return the study that the children are at: a few seconds of work."""
    return small_study(replicates=Replicates(100), days=60)


def killed_after(folder: Path, pause: float) -> int:
    """Let a child go on with the study, kill it, and return how many runs it said were finished; -1: it got through."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        run_study(study(), folder, workers=on_threads(2), progress=lambda done, _: os.write(tell, b"%d\n" % done))
        os._exit(0)
    os.close(tell)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(listen) as pipe:
        told = pipe.read().split()
    return -1 if os.WIFEXITED(status) else int(told[-1]) if told else 0


def main(folder: Path, kills: int) -> None:
    """Kill many times, go on to the end, and print what happened."""
    luck = random.Random(7)
    compile_kernels()
    found = []
    while len(found) < kills:
        told = killed_after(folder, luck.uniform(0.02, 0.4))
        if told < 0:
            break
        found.append((told, int(collect(study(), folder)[0].done.sum())))
    print(json.dumps({"told_and_kept": found}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
