"""The same study on a Dask cluster: a scheduler and separate worker processes, one of them killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pandas as pd
import pytest

pytest.importorskip("distributed")

from itborg.analysis.study import Replications, in_memory, run_study
from itborg.analysis.study import executors as executors
from itborg.analysis.study.executors import on_cluster
from itborg.analysis.study.study_store import collect
from itborg.common.errors import InputError
from tests.analysis.toy_studies import small_study

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def process(*words: str) -> subprocess.Popen[str]:
    """Start a Dask process."""
    order = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    return subprocess.Popen(order, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def drain(one: subprocess.Popen[str]) -> None:
    """Read what a process writes until it ends, so that it never waits for a reader."""
    assert one.stderr is not None
    with one.stderr as pipe:
        pipe.read()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """Return the address of a scheduler on this machine and its two worker processes."""
    chief = process("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    assert chief.stderr is not None
    address = next(m[0] for line in chief.stderr if (m := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    workers = [
        process("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        for _ in range(2)
    ]
    readers = [threading.Thread(target=drain, args=(one,), daemon=True) for one in [*workers, chief]]
    for reader in readers:
        reader.start()
    yield address, workers
    for one in [*workers, chief]:
        one.kill()
        one.wait()
    for reader in readers:
        reader.join()


def study():
    """Return a study of a few seconds."""
    return small_study(replications=Replications(40), days=60)


def test_a_cluster_gives_the_same_bits_when_a_worker_is_killed(scheduler, tmp_path, monkeypatch):
    address, workers = scheduler
    monkeypatch.setattr(executors, "BATCH", 12)
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if not killed and done > total // 3:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed.append(done)

    with on_cluster(address) as work:
        run_study(study(), tmp_path, workers=work, progress=kill_one)
    assert killed
    assert workers[0].wait(timeout=20) == -signal.SIGKILL
    found = collect(study(), tmp_path)[1]
    assert len(found.failures) == 0
    pd.testing.assert_frame_equal(found.runs, in_memory(study()).runs)


def test_a_missing_scheduler_is_an_error(monkeypatch):
    monkeypatch.setattr(executors, "TIMEOUT", 1)
    with pytest.raises(InputError, match="no Dask scheduler answers"), on_cluster("tcp://127.0.0.1:9"):
        pass


def test_a_local_cluster_gives_the_same_bits(tmp_path):
    one = small_study(replications=Replications(4))
    with on_cluster("local", 2) as work:
        run_study(one, tmp_path, workers=work)
    pd.testing.assert_frame_equal(collect(one, tmp_path)[1].runs, in_memory(one).runs)
