"""Jobs of many visitors: whose turn it is, what is cancelled, and what happens when a process ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from typing import Any

import pytest
from itborg_viz import workers
from itborg_viz.fair_queue import Duration, FairQueue, Queued
from itborg_viz.workers import Workers


def order(queue: FairQueue, seconds: float = 1.0) -> list[str]:
    """Run everything that waits, one job after the other; return whose turn it was."""
    found = []
    while (job := queue.take()) is not None:
        found.append(job.visitor)
        queue.ended(job, seconds)
    return found


def queue_of(*visitors: str, most_long: int = 1, duration: Duration = Duration.SHORT) -> FairQueue:
    """Return a queue with one job for each name, in this order."""
    queue = FairQueue(most_long)
    for name in visitors:
        queue.put(Queued(name, None, duration))
    return queue


def test_visitors_take_turns_whoever_came_first_with_many_jobs() -> None:
    assert order(queue_of("greedy", "greedy", "greedy", "late")) == ["greedy", "late", "greedy", "greedy"]


def test_long_jobs_count_more_than_short_ones() -> None:
    queue = queue_of("long", "short", "long", "short", "short")
    turns = []
    while (job := queue.take()) is not None:
        turns.append(job.visitor)
        queue.ended(job, 10.0 if job.visitor == "long" else 1.0)
    assert turns == ["long", "short", "short", "short", "long"]


def test_a_newcomer_does_not_make_up_for_the_time_of_his_absence() -> None:
    queue = queue_of(*20 * ["first"])
    for _ in range(10):
        job = queue.take()
        assert job is not None
        queue.ended(job, 1.0)
    for _ in range(4):
        queue.put(Queued("second", None))
    turns = [job.visitor for _ in range(8) if (job := queue.take()) is not None and queue.ended(job, 1.0) is None]
    assert turns.count("first") >= 4


def test_long_jobs_never_take_the_last_worker() -> None:
    queue = queue_of("a", "b", "c", duration=Duration.LONG)
    first = queue.take()
    assert first is not None
    assert queue.take() is None
    queue.put(Queued("d", None))
    short = queue.take()
    assert short is not None
    assert short.visitor == "d"
    queue.ended(first, 5.0)
    assert queue.take() is not None


@pytest.mark.parametrize(
    ("visitors", "duration"),
    [
        (("greedy", "greedy"), Duration.LONG),
        (("greedy", "greedy"), Duration.VERY_LONG),
        (("one", "other"), Duration.VERY_LONG),
    ],
)
def test_the_last_place_for_long_jobs_is_kept_from_one_visitor_and_from_very_long_jobs(
    visitors: tuple[str, str], duration: Duration
) -> None:
    queue = queue_of(*visitors, most_long=2, duration=duration)
    first = queue.take()
    assert first is not None
    assert queue.take() is None
    queue.put(Queued("late", None, Duration.LONG))
    second = queue.take()
    assert second is not None
    assert second.visitor == "late"
    queue.ended(first, 60.0)
    third = queue.take()
    assert third is not None
    assert (third.visitor, third.duration) == (visitors[1], duration)


def test_a_visitors_short_jobs_come_first_and_longer_ones_in_their_order() -> None:
    queue = queue_of("a", duration=Duration.VERY_LONG)
    for duration in (Duration.LONG, Duration.SHORT):
        queue.put(Queued("a", None, duration))
    durations = []
    while (job := queue.take()) is not None:
        durations.append(job.duration)
        queue.ended(job, 1.0)
    assert durations == [Duration.SHORT, Duration.VERY_LONG, Duration.LONG]


def test_few_short_jobs_stay_short_and_many_are_long() -> None:
    assert [one.of_few() for one in Duration] == [Duration.SHORT, Duration.VERY_LONG, Duration.VERY_LONG]
    assert [one.of_many() for one in Duration] == [Duration.LONG, Duration.VERY_LONG, Duration.VERY_LONG]


def test_a_dropped_job_does_not_run() -> None:
    queue = FairQueue(most_long=1)
    job = Queued("a", None)
    queue.put(job)
    assert queue.drop(job)
    assert not queue.drop(job)
    assert queue.take() is None


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Return two workers that load nothing before their first job."""
    monkeypatch.setattr(workers, "LOADED", [])
    found = Workers(2)
    yield found
    found.close()


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for a condition."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(process: int) -> bool:
    """Return whether a process exists and is no zombie."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_job_runs_in_another_process_and_its_exception_comes_back(pool: Workers) -> None:
    assert pool.submit("a", os.getpid).future.result(60) != os.getpid()
    with pytest.raises(ZeroDivisionError):
        pool.submit("a", partial(divmod, 1, 0)).future.result(60)


def test_a_cancelled_job_frees_its_worker_at_once(pool: Workers) -> None:
    task = pool.submit("a", partial(time.sleep, 600.0), duration=Duration.LONG)
    until(lambda: task.process is not None)
    waiting = pool.submit("a", partial(time.sleep, 600.0), duration=Duration.LONG)
    pool.cancel(waiting)
    pool.cancel(task)
    assert waiting.future.cancelled()
    with pytest.raises(CancelledError):
        task.future.result(30)
    assert pool.submit("b", partial(max, 1, 2), duration=Duration.LONG).future.result(60) == 2


def test_whoever_is_called_of_a_cancelled_job_may_wait_for_another_thread(pool: Workers) -> None:
    """A lock of the queue held here and one of the cache of results there once stopped the whole server."""
    for _ in range(2):
        pool.submit("a", partial(time.sleep, 600.0))
    waiting = pool.submit("a", partial(max, 1, 2))
    other = threading.Thread(target=pool.submit, args=("b", partial(max, 1, 2)), daemon=True)
    ended = []

    def called(_: Any) -> None:
        other.start()
        other.join(10.0)
        ended.append(not other.is_alive())

    waiting.future.add_done_callback(called)
    pool.cancel(waiting)
    assert ended == [True]


def test_a_cancellation_that_comes_late_hurts_no_other_job(pool: Workers) -> None:
    for _ in range(20):
        task = pool.submit("a", partial(max, 1, 2))
        task.future.add_done_callback(lambda _, task=task: pool.cancel(task))
        assert task.future.result(60) == 2


def test_a_worker_that_cannot_be_started_fails_its_job_only(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(workers, "_start", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pool.submit("a", partial(max, 1, 2)).future.result(60)
    assert pool.submit("a", partial(max, 1, 2)).future.result(60) == 2


def test_a_worker_that_ends_is_replaced(pool: Workers) -> None:
    with pytest.raises(RuntimeError, match="a worker process has ended"):
        pool.submit("a", partial(os._exit, 3)).future.result(60)
    assert pool.submit("a", partial(max, 1, 2)).future.result(60) == 2


def test_a_job_that_cannot_be_pickled_fails_and_hurts_nobody(pool: Workers) -> None:
    with pytest.raises(Exception, match=r"pickle|local"):
        pool.submit("a", lambda: 1).future.result(60)
    assert pool.submit("a", partial(max, 1, 2)).future.result(60) == 2


def endless(kind: str) -> None:
    """Take time, or memory, without end."""
    taken = []
    while True:
        if kind == "memory":
            taken.append(bytearray(2**24))


def test_a_job_beyond_its_limit_of_time_ends_with_its_process(pool: Workers) -> None:
    task = pool.submit("a", partial(endless, "time"), limit=workers.Limit(0.3, 1000))
    with pytest.raises(workers.ExceededError, match=r"more than 0\.3 s"):
        task.future.result(60)
    assert pool.submit("a", partial(max, 1, 2), limit=workers.Limit(30.0, 1000)).future.result(60) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="the system cannot limit the memory of a process")
def test_a_job_beyond_its_limit_of_memory_fails(pool: Workers) -> None:
    task = pool.submit("a", partial(endless, "memory"), limit=workers.Limit(60.0, 200))
    with pytest.raises(workers.ExceededError, match="more than 200 MB of memory"):
        task.future.result(60)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes in /proc")
def test_workers_die_with_a_server_that_is_killed() -> None:
    code = (
        "import os, time; from functools import partial; from itborg_viz import workers; workers.LOADED = []\n"
        "if __name__ == '__main__':\n"
        "    pool = workers.Workers(2); print(pool.submit('a', os.getpid).future.result(60), flush=True)\n"
        "    pool.submit('a', partial(time.sleep, 600.0)); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        worker = int(server.stdout.readline())
        assert alive(worker)
        server.kill()
        until(lambda: not alive(worker), 2.0)


def test_everything_that_a_page_runs_elsewhere_can_be_sent_there() -> None:
    pytest.importorskip("solara")
    import pickle

    from itborg_viz.pages import compare, parameters
    from itborg_viz.recorded_runs import RunRequest, record_run, replication_band

    from itborg.organisation.load import load

    request = RunRequest(load("grab_at_pizza"), "itil", days=20)
    several: Any = (request, request)
    specification = parameters.Specification(request.organisation, "itil", ())
    for work in (
        partial(record_run, request), partial(replication_band, request), partial(compare.all_replications, several, None),
        partial(parameters.run_baseline_and_strategy, specification, range(3)),
    ):  # fmt: skip
        assert pickle.loads(pickle.dumps(work)).func == work.func


def test_the_effect_of_a_branch_can_be_run() -> None:
    pytest.importorskip("solara")
    from itborg_viz.pages.branch import effect_of
    from itborg_viz.recorded_runs import RunRequest

    from itborg.organisation.load import load

    sentence, _ = effect_of(RunRequest(load("grab_at_pizza"), "brm_style", days=20, change=(5, "itil")))
    assert sentence.startswith("Difference from the original run")
