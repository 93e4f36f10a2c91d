"""Daily tables of a study: equal to the history of single runs, for any executor and number of interruptions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from itborg.analysis.comparison.series import daily
from itborg.analysis.study import Shard, daily_series, read_study, run_study
from itborg.analysis.study.daily_series import over_points
from itborg.analysis.study.executors import on_threads
from itborg.analysis.study.findings import over_points as mean_over_points
from itborg.analysis.study.journal import Journal
from itborg.analysis.study.progress_table import ProgressTable
from itborg.analysis.study.study_store import collect, copy_runs, load_results, save
from itborg.analysis.study.tasks import TaskRunner, tasks
from itborg.common.errors import InputError
from itborg.engine.history import COLUMNS
from itborg.engine.reactive_run import run_reactive
from itborg.engine.simulation import after_burn_in, collect_run, run_seed
from tests.analysis.toy_studies import small_study

SERIES = ("net_value", "lead_time")
TABLES = ("daily.parquet", "daily_differences.parquet", "histories.parquet")


def daily_study(**rest):
    """Return a small study that stores daily series and full histories."""
    return small_study(**({"daily_series": SERIES, "full_histories": True} | rest))


def run_and_save(study, folder, **rest):
    """Run a study and write its results."""
    run_study(study, folder, **rest)
    save(*collect(study, folder), folder, "itborg sweep days.toml")
    return folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return run_and_save(daily_study(), tmp_path_factory.mktemp("finished"))


def a_run(study, point, strategy, replication):
    """Return one run, simulated directly."""
    setup = TaskRunner(study)._setup(study.design_points[point], replication)
    world = after_burn_in(setup, run_seed(study.seed, replication))
    return collect_run(run_reactive(world, study.strategies[strategy], setup), setup)


def test_a_full_history_equals_the_history_of_the_model(finished):
    study = daily_study()
    run = a_run(study, 3, 2, 5)
    frame = pd.read_parquet(finished / "histories.parquet")
    own = frame[(frame["point"] == 3) & (frame["strategy"] == "brm_style") & (frame["replication"] == 5)]
    assert list(own["day"]) == list(range(1, 21))
    for name in COLUMNS:
        np.testing.assert_array_equal(own[name], run.history[name][study.burn_in :].astype(np.float32))
    assert len(frame) == study.max_runs * study.days


def test_daily_means_and_quantiles_equal_those_of_the_runs(finished):
    study = daily_study()
    runs = [a_run(study, 1, 1, replication) for replication in range(8)]
    values = np.array([daily(run.history, study.burn_in, ["net_value"])[0] for run in runs])
    frame = pd.read_parquet(finished / "daily.parquet")
    own = frame[(frame["point"] == 1) & (frame["strategy"] == "itil") & (frame["series"] == "net_value")]
    np.testing.assert_allclose(own["mean"], values.mean(axis=0), rtol=1e-5)
    for name, at in (("p05", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)):
        np.testing.assert_allclose(own[name], np.quantile(values, at, axis=0), rtol=1e-5)


def test_figures_use_the_mean_over_design_points(finished):
    frame = pd.read_parquet(finished / "daily.parquet")
    own = frame[(frame["strategy"] == "itil") & (frame["series"] == "net_value") & (frame["day"] == 20)]
    drawn = load_results(finished).days
    at = drawn[(drawn["strategy"] == "itil") & (drawn["series"] == "net_value") & (drawn["day"] == 20)]
    np.testing.assert_allclose(at["mean"], own["mean"].mean(), rtol=1e-5)


def test_shards_interruptions_and_small_blocks_change_no_byte(finished, tmp_path, monkeypatch):
    study = daily_study()
    table = ProgressTable(TaskRunner(study), study.measures)
    journal = Journal(tmp_path / "1" / "parts", study.measures, study.stored_series)
    for task in list(tasks(study, study.design_points, range(8)))[:7]:
        journal.append(table.add(task, table.runner(task)))
    journal._file.close()  # the process is killed
    for number in (1, 2):
        run_study(study, tmp_path / str(number), shard=Shard(number, 2), workers=on_threads(1))
    monkeypatch.setattr(daily_series, "MAX_VALUES", 1)
    (tmp_path / "all").mkdir()
    copy_runs([tmp_path / "1", tmp_path / "2"], tmp_path / "all")
    save(*collect(study, tmp_path / "all"), tmp_path / "all", "itborg sweep days.toml")
    for name in TABLES:
        assert (tmp_path / "all" / name).read_bytes() == (finished / name).read_bytes()


def test_runs_without_daily_series_are_repeated_when_a_study_stores_them(tmp_path):
    run_and_save(small_study(), tmp_path)
    assert not any((tmp_path / name).exists() for name in TABLES)
    assert collect(daily_study(), tmp_path)[0].done.sum() == 0
    run_and_save(daily_study(), tmp_path)
    assert collect(small_study(), tmp_path)[0].done.all()
    run_and_save(small_study(), tmp_path)
    assert not any((tmp_path / name).exists() for name in TABLES)
    assert over_points(tmp_path, small_study()) is None


def test_the_difference_over_all_points_has_the_interval_of_its_mean(finished):
    study, frame = daily_study(), pd.read_parquet(finished / "daily_differences.parquet")
    assert len(frame) == len(study.names) * len(SERIES) * study.days
    points = pd.read_parquet(finished / "daily.parquet")
    means = points.groupby(["strategy", "series", "day"], observed=True)["difference_mean"].mean()
    overall = frame.set_index(["strategy", "series", "day"])
    np.testing.assert_allclose(overall["difference_mean"], means.loc[overall.index], rtol=1e-4, atol=1e-5)
    day = overall.loc[("itil", "net_value", 20)]
    steps = np.array(
        [
            [
                daily(a_run(study, point, 1, run).history, study.burn_in, ["net_value"])[0, -1]
                - daily(a_run(study, point, 0, run).history, study.burn_in, ["net_value"])[0, -1]
                for point in range(4)
            ]
            for run in range(8)
        ]
    )
    wanted = mean_over_points(steps)
    np.testing.assert_allclose([day["difference_low"], day["difference_high"]], [wanted.low, wanted.high], rtol=1e-4)
    assert (frame[frame["strategy"] == "none"][["difference_low", "difference_high"]].fillna(0) == 0).all(axis=None)


def test_a_failed_run_has_no_daily_series(tmp_path):
    class Failing(TaskRunner):
        def __call__(self, task):
            outcomes = super().__call__(task)
            return [one._replace(values=(), days=(), error="no") if one.strategy == 1 else one for one in outcomes]

    study = daily_study()
    table = ProgressTable(Failing(study), study.measures)
    journal = Journal(tmp_path / "parts", study.measures, study.stored_series)
    for task in tasks(study, study.design_points, range(8)):
        journal.append(table.add(task, table.runner(task)))
    journal.close()
    save(*collect(study, tmp_path), tmp_path, "itborg sweep days.toml")
    frame = pd.read_parquet(tmp_path / "daily.parquet")
    assert frame.groupby("strategy", observed=True)["mean"].count()["itil"] == 0
    assert set(pd.read_parquet(tmp_path / "histories.parquet")["strategy"]) == {"none", "brm_style"}
    overall = pd.read_parquet(tmp_path / "daily_differences.parquet").groupby("strategy", observed=True)
    assert overall["difference_low"].count()["itil"] == 0
    assert overall["difference_low"].count()["brm_style"] > 0


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("", ("net_value",)),
        ('measures = ["sla_met"]', ()),
        ("daily_series = []", ()),
        ('daily_series = ["requirement_fit", "lead_time"]', ("requirement_fit", "lead_time")),
    ],
)
def test_a_study_file_names_the_stored_daily_series(tmp_path, line, stored):
    file = tmp_path / "days.toml"
    file.write_text(f'question = "?"\nstrategies = ["itil"]\n{line}\n')
    assert read_study(file).daily_series == stored


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('daily_series = ["net_valu"]', r"days.toml:3.*daily series.*net_value"),
        ("daily_series = 3", r"days.toml:3"),
        ('full_histories = "yes"', r"days.toml:3.*neither true nor false"),
    ],
)
def test_a_mistake_in_daily_series_is_reported_with_its_line(tmp_path, line, message):
    file = tmp_path / "days.toml"
    file.write_text(f'question = "?"\nstrategies = ["itil"]\n{line}\n')
    with pytest.raises(InputError, match=message):
        read_study(file)
