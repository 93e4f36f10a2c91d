"""Send mutated inputs through every front door and report what ends in a traceback or a hang.

    uv run python -m tests.fuzz --inputs 100000            every door, about ten minutes
    uv run python -m tests.fuzz --seconds 15               as many as fit, as .ci/run does
    uv run python -m tests.fuzz --door gml --inputs 5000   one door

Exit code 1 if anything was found. The same seed gives the same inputs; each finding is written to a folder.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from types import FrameType

from .doors import Door, doors, outcome
from .mutations import mutated

#: Longest time for one input, seconds, and largest memory of the process, bytes.
LONGEST, MOST_MEMORY = 5.0, 1 << 30
#: Inputs of each door before the clock runs, in which libraries are imported.
WARM_UP = 6


class HangError(BaseException):
    """An input takes longer than LONGEST. Not an Exception, so that no reader turns it into a message."""


def _stop(_: int, frame: FrameType | None) -> None:
    raise HangError("".join(traceback.format_stack(frame)[-3:]))


def one_input(door: Door, data: bytes, folder: Path, longest: float = LONGEST) -> tuple[str, str, float]:
    """Return the kind of fault ("" for none), its place and text, and the seconds that one input took.

    longest  seconds after which it is a hang; 0: never
    """
    for left in folder.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    start = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, longest)
    try:
        error = outcome(door, data, folder)
    except HangError as hang:
        return "hang", str(hang), LONGEST
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    seconds = time.perf_counter() - start
    if error is None:
        return "", "", seconds
    last = [one for one in traceback.extract_tb(error.__traceback__) if "itborg" in one.filename][-1:]
    place = f"{Path(last[0].filename).name}:{last[0].lineno} " if last else ""
    return "traceback", f"{place}{type(error).__name__}: {str(error)[:60]!r}", seconds


def main() -> int:
    """Run the inputs and print a table of doors, then each kind of finding once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10**9, help="number of inputs, over all doors")
    parser.add_argument("--seconds", type=float, default=10.0**9, help="stop after this time")
    parser.add_argument("--door", default="", help="one door only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None, metavar="DIR", help="folder for the inputs that were found")
    wanted = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    warnings.simplefilter("error")
    all_doors = [door for door in doors() if wanted.door in ("", door.name)]
    counts, found, slowest = Counter[str](), dict[tuple[str, str, str], list[bytes]](), Counter[str]()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for door in all_doors:  # libraries are imported before the clock runs
            for data in (*door.seeds, *(mutated(random.Random(number), door.seeds) for number in range(WARM_UP))):
                one_input(door, data, folder, longest=0.0)
        for number in range(wanted.inputs):
            if time.perf_counter() - begun > wanted.seconds:
                break
            door = all_doors[number % len(all_doors)]
            data = mutated(random.Random(f"{wanted.seed} {number}"), door.seeds)
            kind, text, seconds = one_input(door, data, folder)
            counts[door.name] += 1
            slowest[door.name] = max(slowest[door.name], round(1000 * seconds))
            if kind:
                found.setdefault((door.name, kind, text), []).append(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for name, count in counts.items():
        print(f"{count:8} {name:24} slowest {slowest[name]:6} ms")
    faults = Counter(kind for (_, kind, _), inputs in found.items() for _ in inputs)
    print(
        f"{counts.total()} inputs, {faults['traceback']} tracebacks, {faults['hang']} hangs, {memory >> 20} MiB", end=""
    )
    print(f", {time.perf_counter() - begun:.0f} s")
    for at, ((name, kind, text), inputs) in enumerate(sorted(found.items(), key=lambda one: -len(one[1]))):
        print(f"{len(inputs):6} {name}: {kind} {text}")
        if wanted.keep:
            wanted.keep.mkdir(parents=True, exist_ok=True)
            (wanted.keep / f"{at:03} {name}").write_bytes(min(inputs, key=len))
    return int(bool(found) or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
