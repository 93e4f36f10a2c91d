"""Finished runs are one store: verified when read, cleaned up, shared between folders, never run twice at once."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from itborg.analysis.study import Replications, Shard, in_memory, neighbours, run_study
from itborg.analysis.study.journal import Journal, damaged_parts, sweep_leftovers
from itborg.analysis.study.progress_table import ProgressTable
from itborg.analysis.study.shard_lock import held
from itborg.analysis.study.study_store import collect, load_results, save
from itborg.analysis.study.tasks import TaskRunner, tasks
from itborg.common.checksums import SHA256SUMS, damaged, record
from itborg.common.errors import InputError
from tests.analysis.test_runner import Counting
from tests.analysis.toy_studies import paired_toy, toy_study

FLIPS = 200


def flip_one_bit(file: Path, rng: random.Random) -> None:
    """Change one random bit of a file."""
    content = bytearray(file.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    file.write_bytes(content)


def stream_of_a_killed_process(study, parts: Path) -> Path:
    """Write all runs of a study into a stream, as a process that is then killed; return the stream."""
    table = ProgressTable(TaskRunner(study, paired_toy), [])
    journal = Journal(parts, study.measures)
    for task in tasks(study, study.design_points, range(study.replications.maximum)):
        journal.append(table.add(task, table.runner(task)))
    journal._file.close()
    return next(parts.glob("*.arrows"))


@pytest.mark.parametrize("kind", ["part", "stream"])
def test_a_flipped_bit_never_gives_another_value(tmp_path, kind):
    study = toy_study(replications=Replications(3))
    truth = in_memory(study, model=paired_toy).array("net_value", "itil")
    if kind == "part":
        run_study(study, tmp_path / "source", model=paired_toy)
    else:
        stream_of_a_killed_process(study, tmp_path / "source" / "parts")
    rng = random.Random(1)
    for trial in range(FLIPS):
        folder = tmp_path / str(trial)
        shutil.copytree(tmp_path / "source", folder)
        stored = [one for one in (folder / "parts").iterdir() if one.suffix in (".parquet", ".arrows")]
        flip_one_bit(max(stored, key=lambda one: one.stat().st_size), rng)
        table, _ = collect(study, folder)
        values = table.values[:, 1, :, 0]
        assert np.array_equal(values[table.done[:, 1]], truth[table.done[:, 1]])


def test_runs_in_a_damaged_part_are_run_again(tmp_path):
    study, toy = toy_study(), Counting()
    run_study(study, tmp_path, model=paired_toy)
    parts = sorted((tmp_path / "parts").glob("*.parquet"))
    for part in parts:
        flip_one_bit(part, random.Random(2))
    assert sorted(damaged_parts(tmp_path / "parts")) == [part.name for part in parts]
    run_study(study, tmp_path, model=toy)
    assert toy.calls == study.max_runs
    pd.testing.assert_frame_equal(collect(study, tmp_path)[1].runs, in_memory(study, model=paired_toy).runs)


def test_what_a_killed_process_left_becomes_a_part_or_goes(tmp_path):
    study = toy_study()
    stream = stream_of_a_killed_process(study, tmp_path / "parts")
    stream.with_name("ab.half").write_bytes(b"half a part")
    toy = Counting()
    run_study(study, tmp_path, model=toy)
    assert toy.calls == 0
    assert {one.suffix for one in (tmp_path / "parts").iterdir() if not one.name.startswith(".")} == {".parquet"}


def test_the_stream_of_a_running_process_stays(tmp_path):
    study = toy_study()
    journal = Journal(tmp_path, study.measures)
    sweep_leftovers(tmp_path)
    assert journal._stream.exists()
    journal.close()


def test_two_processes_do_not_run_the_same_shard_and_the_second_stops_with_a_message(tmp_path):
    study = toy_study()
    with held(tmp_path / "parts", Shard(1, 2)):
        for shard in (Shard(), Shard(1, 2), Shard(3, 4)):
            with pytest.raises(InputError, match="another process is running"):
                run_study(study, tmp_path, shard=shard, model=paired_toy)
        run_study(study, tmp_path, shard=Shard(2, 2), model=paired_toy)
    run_study(study, tmp_path, model=paired_toy)
    assert len(collect(study, tmp_path)[1].runs) == study.max_runs


def test_a_killed_process_holds_no_shard(tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from itborg.analysis.study.shard_lock import Shard, held\n"
        "with held(Path(sys.argv[1]), Shard()): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "parts")], check=False)
    assert list((tmp_path / "parts").glob(".shard-1-1.lock"))
    run_study(toy_study(), tmp_path, model=paired_toy)


def test_a_study_uses_the_finished_runs_of_another_study_beside_it(tmp_path):
    toy = Counting()
    run_study(toy_study(["none", "itil"]), tmp_path / "sweep", model=toy)
    assert toy.calls == 24
    larger = toy_study(["none", "itil", "brm_style"])
    run_study(larger, tmp_path / "discover" / "runs", model=toy, known=neighbours(tmp_path / "discover"))
    assert toy.calls == 36
    run_study(larger, tmp_path / "third", model=toy, known=neighbours(tmp_path / "third"))
    assert toy.calls == 36
    shutil.rmtree(tmp_path / "sweep")
    pd.testing.assert_frame_equal(collect(larger, tmp_path / "third")[1].runs, in_memory(larger, model=paired_toy).runs)


def test_results_that_changed_since_they_were_written_are_not_read(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=paired_toy)
    save(*collect(study, tmp_path), tmp_path, "itborg sweep toy.toml")
    load_results(tmp_path)
    flip_one_bit(tmp_path / "measures.parquet", random.Random(3))
    with pytest.raises(InputError, match=r"measures.parquet: changed since it was written"):
        load_results(tmp_path)


def test_checksums_are_those_that_sha256sum_checks(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.csv").write_text("a\n1\n")
    (tmp_path / "manifest.json").write_text("{}")
    record(tmp_path)
    assert len((tmp_path / SHA256SUMS).read_text().splitlines()) == 2
    subprocess.run(["sha256sum", "--check", "--quiet", SHA256SUMS], cwd=tmp_path, check=True)
    (tmp_path / "manifest.json").write_text("{ }")
    (tmp_path / "figures" / "a.csv").unlink()
    assert damaged(tmp_path) == {"manifest.json": "changed", "figures/a.csv": "missing"}
    record(tmp_path, ["manifest.json"])
    assert damaged(tmp_path) == {"figures/a.csv": "missing"}
