"""Speed as ratios: kernel and reference implementation, Mesa's steps, threads, people, folders.

uv run python benchmarks/speed.py            # about three minutes
"""

from __future__ import annotations

import argparse
import math
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

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))  # the reference implementation is part of the tests

from itborg.engine.growing import copy_world
from itborg.engine.simulation import (
    after_burn_in,
    prepare,
    run_replication,
    run_seed,
    run_until,
    simulate,
    with_strategy,
)
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.mesa_model.model import Model
from itborg.organisation import generate, load, write
from itborg.strategies import strategy
from tests.reference.model.day import run_days as run_reference
from tests.reference.model.takeover import taken_over
from tests.reference.model.things import Firm

NONE = strategy("none")


def timed(task: Callable[[], object], clock: Callable[[], float] = time.thread_time) -> float:
    """Return the seconds that a task takes, by the processor clock unless another is given."""
    start = clock()
    task()
    return clock() - start


def median_with_range(values: Sequence[float], unit: str = "") -> str:
    """Return the median of values with their range as text."""
    return f"{statistics.median(values):8.3g}{unit}  ({min(values):.3g} to {max(values):.3g})"


def print_line(title: str, values: Sequence[float], unit: str = "") -> None:
    """Print the median and range of values."""
    print(f"{title:<66}{median_with_range(values, unit)}", flush=True)


def one_run(rounds: int) -> None:
    """Time a default run: 120 days of burn-in and 480 days."""
    org = load("grab_at_pizza")
    simulate(org, NONE)
    print_line(
        "one default run (40 people, 600 days), CPU ms",
        [1e3 * timed(lambda: simulate(org, NONE)) for _ in range(rounds)],
    )


def against_reference(rounds: int, days: int = 20) -> None:
    """Compare the kernel with the reference implementation of the same rules, from the same initial state."""
    setup = prepare(load("grab_at_pizza"), days=days, burn_in=120)
    start = with_strategy(after_burn_in(setup, run_seed(1, 0)), NONE, setup)
    ratios = []
    for _ in range(rounds):
        firm, world = taken_over(copy_world(start)), copy_world(start)
        reference = timed(partial(_run_reference, firm, range(120, 120 + days)))
        ratios.append(reference / timed(partial(run_until, world, 120 + days)))
    print_line("reference implementation / kernel, same rules, same days", ratios, "x")


def _run_reference(firm: Firm, days: range) -> None:
    for day in days:
        run_reference(firm, day)


def against_mesa_steps(rounds: int, days: int = 60) -> None:
    """Compare the Mesa model, step by step with data collection, with one compiled call."""
    ratios = []
    for number in range(rounds):
        model = Model("grab_at_pizza", rng=number, days=days)
        setup = prepare(load("grab_at_pizza"), days=days, burn_in=120)
        world = with_strategy(after_burn_in(setup, run_seed(number, 0)), NONE, setup)
        steps = timed(partial(model.run_for, days))
        ratios.append(steps / timed(partial(run_until, world, 120 + days)))
    print_line("Model.run_for (agents, DataCollector) / one compiled call", ratios, "x")


def by_threads(rounds: int, replications: int = 8) -> None:
    """Compare the wall time of the same runs on one thread and on all cores."""
    setup = prepare(load("grab_at_pizza"), days=480, burn_in=120)
    cores = os.cpu_count() or 1

    def on(threads: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda n: run_replication(setup, [NONE], run_seed(1, n)), range(replications)))

    ratios = [
        timed(lambda: on(1), time.perf_counter) / timed(lambda: on(cores), time.perf_counter) for _ in range(rounds)
    ]
    print_line(f"speed-up by {cores} threads, wall time", ratios, "x")


def by_people(sizes: Sequence[int]) -> None:
    """Compare the processor time of a day per person, and per tie, with the size before; print the memory of a world.

    The time is that of the days alone: the world was drawn and copied before. The memory is that of all tables at the
    end. People in larger organisations have more ties, so the time per tie shows how the kernel grows, and the time
    per person how the organisation does.
    """
    days, before = 40, None
    for people in sizes:
        setup = prepare(generate(people, seed=1), days=days, burn_in=60)
        start = after_burn_in(setup, run_seed(1, 0))
        seconds = []
        for _ in range(3 if people < 3000 else 1):
            world = with_strategy(start, NONE, setup)
            began = time.thread_time()
            world = run_until(world, setup.burn_in + days)
            seconds.append(time.thread_time() - began)
        a_person = 1e6 * min(seconds) / days / people
        ties = float(column(start.people, "ties").mean())
        table = sum(table.nbytes for name, table in world._asdict().items() if name != "columns")
        print_line(f"{people:,} people: time per person and day, us", [a_person])
        print_line(f"{people:,} people: time per tie and day, us ({ties:.1f} ties a person)", [a_person / ties])
        print_line(f"{people:,} people: memory of a world, MiB", [table / 2**20])
        if before:
            growth = math.log(people / before[0])
            print_line(f"{people:,} people: exponent of time by people", [1 + math.log(a_person / before[1]) / growth])
            growth += math.log(ties / before[2])
            by_tie = math.log(a_person / ties / before[1] * before[2])
            print_line(f"{people:,} people: exponent of time by ties", [1 + by_tie / growth])
        before = people, a_person, ties


def against_small_worlds(people: int = 10_000, small: int = 300, days: int = 20) -> None:
    """Compare a day of one large organisation with a day each, in turns, of small ones that have as many people in all.

    Both read about as much memory a day, and more than the caches of a processor hold. What is left of the ratio is
    how the work of a person grows with the organisation; per tie, 1 means that it follows the number of ties.
    """

    def ready(size: int, number: int) -> World:
        setup = prepare(generate(size, seed=1), days=2 * days, burn_in=60)
        return run_until(with_strategy(after_burn_in(setup, run_seed(1, number)), NONE, setup), 60 + days)

    def cost(worlds: list[World]) -> float:
        began = time.thread_time()
        for day in range(61 + days, 61 + 2 * days):
            worlds[:] = [run_until(world, day) for world in worlds]
        return (time.thread_time() - began) / sum(len(world.people) for world in worlds)

    large, many = [ready(people, 0)], [ready(small, number) for number in range(people // small)]
    ties = float(column(large[0].people, "ties").mean()) / float(
        np.mean([column(world.people, "ties").mean() for world in many])
    )
    by_person = cost(large) / cost(many)
    print_line(f"a person among {people:,} / among {small} with as many people in turns", [by_person], "x")
    print_line(f"the same a tie ({ties:.2f} times as many ties a person)", [by_person / ties], "x")


def by_ties(sizes: Sequence[int]) -> None:
    """Compare the processor time per tie to generate, write and read a larger organisation with 1,000 people."""

    def cost(people: int) -> tuple[float, float]:
        with tempfile.TemporaryDirectory() as folder:
            made = timed(lambda: write(generate(people, seed=1), f"{folder}/one"))
            read = timed(lambda: ties.append(len(load(Path(folder) / "one").ties)))
        return made / ties[-1], read / ties[-1]

    ties: list[int] = []
    base = [statistics.median(one) for one in zip(*(cost(1000) for _ in range(3)), strict=True)]
    for people in sizes:
        for verb, cost_now, usual in zip(("generate and write", "read"), cost(people), base, strict=True):
            print_line(f"time per tie to {verb}, {people:,} people / 1,000 people", [cost_now / usual], "x")


def first_run() -> None:
    """Time the first run of an installation, with compilation and start-up."""
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
    print_line("first run, with compilation and start-up, wall s", [wall])


def main() -> None:
    """Run all comparisons and print a line for each."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=7, help="timings for each line [7]")
    options.add_argument("--cold", action="store_true", help="also time the first run of an installation")
    arguments = options.parse_args()
    one_run(arguments.rounds)
    against_reference(arguments.rounds)
    against_mesa_steps(max(3, arguments.rounds // 2))
    by_threads(arguments.rounds)
    by_people((300, 1000, 3000, 10_000))
    against_small_worlds()
    by_ties((20_000,))
    if arguments.cold:
        first_run()


if __name__ == "__main__":
    main()
