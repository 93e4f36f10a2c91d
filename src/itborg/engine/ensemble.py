"""Run an ensemble of replications on threads.

Every strategy of a replication starts from the same world after the burn-in and uses common random numbers.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from ..organisation.types import Organisation
from ..strategies.base import Strategy
from ..strategies.specification import strategy as strategy_of
from .own_rules import OwnRules
from .simulation import BURN_IN, DAYS, Run, StrategyRunner, prepare, run_planned, run_seed, runs_of_replication


def ensemble(
    organisation: Organisation | str | Path,
    strategies: Sequence[Strategy | str | Path],
    *,
    replications: range,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    threads: int | None = None,
    without: Sequence[str] = (),
    behaviour: OwnRules | str | None = None,
    runner: StrategyRunner = run_planned,
) -> Iterator[tuple[int, list[Run]]]:
    """Yield (replication, one run per strategy) in order; memory holds a few replications at a time.

    Arguments as in `reduced_ensemble`.
    """
    return reduced_ensemble(
        organisation, strategies, list, replications=replications, days=days, burn_in=burn_in, seed=seed,
        parameters=parameters, threads=threads, without=without, behaviour=behaviour, runner=runner,
    )  # fmt: skip


def reduced_ensemble[R](
    organisation: Organisation | str | Path,
    strategies: Sequence[Strategy | str | Path],
    reduced: Callable[[Iterator[Run]], R],
    *,
    replications: range,
    days: int = DAYS,
    burn_in: int = BURN_IN,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    threads: int | None = None,
    without: Sequence[str] = (),
    behaviour: OwnRules | str | None = None,
    runner: StrategyRunner = run_planned,
) -> Iterator[tuple[int, R]]:
    """Yield (replication, what is kept of its runs) in order.

    reduced       function of the runs of one replication, in the order of the strategies; it is called on the thread
                  that simulates them, each when it is asked for, so memory need not hold more than one run a thread
    replications  numbers of the replications; the n-th is the same whatever others are run
    seed          random seed of the study
    threads       worker threads; None: one per core. The kernel runs without the interpreter's lock
    runner        as in `run_replication`; other arguments as in `prepare`
    """
    chosen = [strategy_of(one) for one in strategies]
    setup = prepare(
        organisation, days=days, burn_in=burn_in, parameters=parameters, without=without, behaviour=behaviour
    )
    workers = threads or os.cpu_count() or 1
    waiting: deque[tuple[int, Future[R]]] = deque()

    def one(number: int) -> R:
        return reduced(runs_of_replication(setup, chosen, run_seed(seed, number), runner))

    with ThreadPoolExecutor(workers) as pool:
        try:
            for number in replications:
                waiting.append((number, pool.submit(one, number)))
                if len(waiting) > 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
