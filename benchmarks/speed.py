"""How fast is it, as ratios: the kernel against plain Python, Mesa's steps, more threads, more people."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # the plain re-statement lives with the tests

from itborg.engine.simulation import (
    after_burn_in,
    copy_world,
    prepare,
    run_replication,
    run_seed,
    run_until,
    simulate,
    with_strategy,
)
from itborg.mesa_model.model import Model
from itborg.organisation import generate, load, write
from itborg.strategies import strategy
from tests.reference.model.day import live as live_plainly
from tests.reference.model.takeover import taken_over
from tests.reference.model.things import Firm

NONE = strategy("none")


def timed(task: Callable[[], object], clock: Callable[[], float] = time.thread_time) -> float:
    """Return the seconds a task takes by a clock."""
    start = clock()
    task()
    return clock() - start


def shown(values: Sequence[float], unit: str = "") -> str:
    """Return a median with its range."""
    return f"{statistics.median(values):8.3g}{unit}  ({min(values):.3g} to {max(values):.3g})"


def say(what: str, values: Sequence[float], unit: str = "") -> None:
    """Print one line."""
    print(f"{what:<66}{shown(values, unit)}", flush=True)


def one_run(rounds: int) -> None:
    """Time a default run: 120 days of burn-in and 480 days."""
    org = load("grab_at_pizza")
    simulate(org, NONE)
    say(
        "one default run (40 people, 600 days), CPU ms",
        [1e3 * timed(lambda: simulate(org, NONE)) for _ in range(rounds)],
    )


def against_plain(rounds: int, days: int = 20) -> None:
    """Compare the kernel with the plain re-statement of the same rules, day for day from the same evening."""
    setup = prepare(load("grab_at_pizza"), days=days, burn_in=120)
    start = with_strategy(after_burn_in(setup, run_seed(1, 0)), NONE, setup)
    ratios = []
    for _ in range(rounds):
        firm, world = taken_over(copy_world(start)), copy_world(start)
        plain = timed(partial(_live_plainly, firm, range(120, 120 + days)))
        ratios.append(plain / timed(partial(run_until, world, 120 + days)))
    say("plain Python objects / kernel, same rules, same days", ratios, "x")


def _live_plainly(firm: Firm, days: range) -> None:
    for day in days:
        live_plainly(firm, day)


def against_steps(rounds: int, days: int = 60) -> None:
    """Compare Mesa's own clock, step by step with data collection, with one compiled call."""
    ratios = []
    for number in range(rounds):
        model = Model("grab_at_pizza", rng=number, days=days)
        setup = prepare(load("grab_at_pizza"), days=days, burn_in=120)
        world = with_strategy(after_burn_in(setup, run_seed(number, 0)), NONE, setup)
        steps = timed(partial(model.run_for, days))
        ratios.append(steps / timed(partial(run_until, world, 120 + days)))
    say("Model.run_for (agents, DataCollector) / one compiled call", ratios, "x")


def more_threads(rounds: int, pairs: int = 8) -> None:
    """Compare the wall time of the same runs on one thread and on all."""
    setup = prepare(load("grab_at_pizza"), days=480, burn_in=120)
    cores = os.cpu_count() or 1

    def on(threads: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda n: run_replication(setup, [NONE], run_seed(1, n)), range(pairs)))

    ratios = [
        timed(lambda: on(1), time.perf_counter) / timed(lambda: on(cores), time.perf_counter) for _ in range(rounds)
    ]
    say(f"speed-up by {cores} threads, wall time", ratios, "x")


def more_people(sizes: Sequence[int]) -> None:
    """Compare the cost of a person's day in organisations of several sizes with that among 40 people."""

    def cost(people: int) -> float:
        setup = prepare(generate(people, seed=1), days=60, burn_in=20)
        start = after_burn_in(setup, run_seed(1, 0))
        return timed(lambda: run_until(with_strategy(start, NONE, setup), 80)) / 60 / people

    base = statistics.median(cost(40) for _ in range(5))
    for people in sizes:
        say(f"a person's day among {people:,} people / among 40", [cost(people) / base for _ in range(2)], "x")


def larger_folders(sizes: Sequence[int]) -> None:
    """Compare the cost of a tie of larger organisations, made, written and read, with that among 1,000 people."""

    def cost(people: int) -> tuple[float, float]:
        with tempfile.TemporaryDirectory() as folder:
            made = timed(lambda: write(generate(people, seed=1), f"{folder}/one"))
            read = timed(lambda: ties.append(len(load(Path(folder) / "one").ties)))
        return made / ties[-1], read / ties[-1]

    ties: list[int] = []
    base = [statistics.median(one) for one in zip(*(cost(1000) for _ in range(3)), strict=True)]
    for people in sizes:
        for what, cost_now, usual in zip(("made and written", "read"), cost(people), base, strict=True):
            say(f"a tie among {people:,} people {what} / among 1,000", [cost_now / usual], "x")


def first_run() -> None:
    """Time a first run with nothing compiled, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        order = [
            sys.executable,
            "-m",
            "itborg",
            "compare",
            "none",
            "--replications",
            "2",
            "--quiet",
            "--out",
            f"{folder}/out",
        ]
        environment = {**os.environ, "ITBORG_CACHE": folder}
        wall = timed(lambda: subprocess.run(order, env=environment, check=True, capture_output=True), time.perf_counter)
    say("first run ever, compilation and start-up included, wall s", [wall])


def main() -> None:
    """Print all lines."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7, help="timings per line [7]")
    options.add_argument("--cold", action="store_true", help="also time a first run with nothing compiled")
    wanted = options.parse_args()
    one_run(wanted.rounds)
    against_plain(wanted.rounds)
    against_steps(max(3, wanted.rounds // 2))
    more_threads(wanted.rounds)
    more_people((300, 3000))
    larger_folders((20_000,))
    if wanted.cold:
        first_run()


if __name__ == "__main__":
    main()
