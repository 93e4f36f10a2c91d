"""Decomposition: fixed mediators stay at the baseline, no intervention has no effect, contributions add up."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from itborg import cli
from itborg.analysis.comparison import plan
from itborg.analysis.decomposition import MEDIATORS, decompose_plan
from itborg.analysis.decomposition.decompose import ALL, VARIANTS
from itborg.analysis.decomposition.lockstep import lockstep
from itborg.analysis.decomposition.mediators import BaselineDay, BaselineTies, StatedLabels, working_round_it
from itborg.engine.growing import copy_world
from itborg.engine.simulation import (
    after_burn_in,
    prepare,
    run_replication,
    run_seed,
    run_until,
    with_strategy,
)
from itborg.organisation import load
from itborg.report.comparison_page import page as page_of
from itborg.strategies import strategy
from itborg.strategies.none import NoStrategy

DAYS = 40


@pytest.fixture(scope="module")
def setup() -> Any:
    """Prepare the bundled organisation once."""
    return prepare(load("grab_at_pizza"), days=DAYS)


@pytest.fixture(scope="module")
def baseline_day(setup: Any) -> tuple[Any, BaselineDay]:
    """Return a run with a strategy after forty days, and its matched baseline run."""
    base = after_burn_in(setup, run_seed(1, 0))
    labels = StatedLabels()
    baseline = run_until(with_strategy(base, NoStrategy(), setup), setup.burn_in + DAYS)
    labels.record(baseline, 0)
    treated = run_until(with_strategy(base, strategy("csi_programme"), setup), setup.burn_in + DAYS)
    return treated, BaselineDay(baseline, BaselineTies(baseline), labels, working_round_it(baseline))


def same(one: Any, other: Any) -> bool:
    """Return whether two tables hold the same bytes."""
    return one.tobytes() == other.tobytes()


def test_without_intervention_fixing_any_mediator_changes_no_bit(setup: Any) -> None:
    baseline, *fixed = lockstep(setup, NoStrategy(), run_seed(1, 0), VARIANTS)
    for run in fixed:
        assert same(run.history, baseline.history)
        assert same(run.closed, baseline.closed)


def test_without_fixed_mediators_lockstep_equals_the_ordinary_run(setup: Any) -> None:
    itil = strategy("itil")
    baseline, run = lockstep(setup, itil, run_seed(3, 1), [frozenset()])
    none, plain = run_replication(setup, [strategy("none"), itil], run_seed(3, 1))
    assert same(run.history, plain.history)
    assert same(baseline.history, none.history)


def test_fixed_trust_and_understanding_equal_those_of_the_baseline(baseline_day: tuple[Any, BaselineDay]) -> None:
    treated, day = baseline_day
    w = copy_world(treated)
    assert not np.allclose(w.stereotype, day.world.stereotype)
    MEDIATORS["trust"].fix(w, day)
    MEDIATORS["understanding"].fix(w, day)
    assert same(w.stereotype, day.world.stereotype)
    assert same(w.understanding, day.world.understanding)
    assert same(w.people["it_understanding"], day.world.people["it_understanding"])


def test_ties_are_matched_by_the_people_they_join(baseline_day: tuple[Any, BaselineDay]) -> None:
    treated, day = baseline_day
    ours, theirs, alone = day.ties.match(treated)
    assert same(treated.ties["target"][ours], day.world.ties["target"][theirs])
    assert len(ours) + len(alone) == treated.people["ties"].sum()
    assert len(alone) > 0


def test_fixed_root_causes_and_labels_equal_those_of_the_baseline(baseline_day: tuple[Any, BaselineDay]) -> None:
    treated, day = baseline_day
    w = copy_world(treated)
    MEDIATORS["root_causes"].fix(w, day)
    assert w.organisation["active_causes"] == day.world.organisation["active_causes"]
    MEDIATORS["labels"].fix(w, day)
    theirs = {int(x["key"]): int(x["label"]) for x in day.world.incidents if x["open"] == 1}
    ours = {int(x["key"]): int(x["label"]) for x in w.incidents if x["open"] == 1}
    assert any(key in theirs for key in ours)
    assert all(theirs[key] == label for key, label in ours.items() if key in theirs)


def test_fixed_capacity_equals_that_of_the_baseline_on_every_day_with_capacity(setup: Any) -> None:
    baseline, run = lockstep(setup, strategy("itil+brm_style"), run_seed(1, 0), [frozenset({"capacity"})])
    own = [one.history["desk_capacity"] + one.history["not_desk_capacity"] for one in (baseline, run)]
    assert own[1][setup.burn_in :] == pytest.approx(own[0][setup.burn_in :], rel=0.01)


def test_enforcement_does_not_change_a_fixed_choice_of_shadow_it(setup: Any) -> None:
    variants = [frozenset(), frozenset({"shadow_it"}), ALL]
    baseline, free, fixed, _ = lockstep(setup, strategy("borg_enforced"), run_seed(1, 0), variants)
    first = slice(setup.burn_in, setup.burn_in + 1)
    count = [
        run.history["shadow_it"][first].sum() + run.history["requests"][first].sum() for run in (baseline, free, fixed)
    ]
    assert count[0] == count[2]


def test_contributions_sum_to_the_effect_and_have_intervals() -> None:
    found = decompose_plan(plan(["brm_style"], replications=3, days=DAYS), 3)[0]
    assert sum(one.contribution.mean for one in found.contributions) == pytest.approx(found.effect.mean)
    assert [one.name for one in found.contributions] == ["money", *MEDIATORS, "direct", "interaction"]
    for one in found.contributions:
        assert one.contribution.low <= one.contribution.mean <= one.contribution.high
    data = found.plain()
    assert data["effect"]["mean"] == found.effect.mean
    assert set(data["contributions"][1]) == {"name", "meaning", "contribution", "total_indirect", "pure_indirect"}


def test_the_contribution_of_money_is_exact() -> None:
    found = decompose_plan(plan(["external_approval"], replications=2, days=20), 2)[0]
    money = found.contributions[0]
    assert money.contribution.mean == money.contribution.low == pytest.approx(-0.3)


def test_decompositions_of_a_comparison_are_written_to_page_and_json_and_read_back(tmp_path: Path) -> None:
    from itborg.analysis.comparison import compare
    from itborg.cli.repeat_command import compare_command
    from itborg.report.results_folder import read, save

    plain = decompose_plan(plan(["calendar"], replications=2, days=20), 2)[0].plain()
    found = replace(compare(["calendar"], replications=2, days=20), decompositions=(plain,))
    save(found, tmp_path / "out", compare_command(found, "grab_at_pizza"))
    again, command = read(tmp_path / "out")
    assert again.decompositions == found.decompositions
    assert command.endswith("--decompose 2")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<section id="decomposition">' in page
    schema = json.loads((files("itborg.report") / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8")), schema)
    assert '<section id="decomposition">' not in page_of(compare(["calendar"], replications=2, days=20))


def test_a_reactive_strategy_cannot_be_decomposed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["decompose", "pdca", "--replications", "2", "--days", "20"]) == 2
    assert "is reactive" in capsys.readouterr().err


def test_the_baseline_itself_has_no_effect_to_decompose(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["decompose", "none", "--replications", "2", "--days", "20"]) == 2
    assert "none is the baseline itself, so there is no effect to decompose" in capsys.readouterr().err


def test_parts_of_a_baseline_that_does_something_are_subtracted() -> None:
    (minus,) = decompose_plan(plan(["brm_style"], baseline="itil", replications=2, days=20), 2)[-1:]
    first, second = decompose_plan(plan(["brm_style", "itil"], replications=2, days=20), 2)
    assert minus.strategy == "brm_style"
    assert minus.effect.mean == pytest.approx(first.effect.mean - second.effect.mean)
    for part, one, other in zip(minus.contributions, first.contributions, second.contributions, strict=True):
        assert part.contribution.mean == pytest.approx(one.contribution.mean - other.contribution.mean, abs=1e-12)


def test_another_baseline_has_equal_spend_and_decompositions_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "compare brm_style portfolio --baseline itil --replications 6 --days 120 --seed 1 --quiet --format json"
    assert cli.execute([*words.split(), "--out", str(tmp_path / "out")]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["equal_spend"]["ranking"][0]["strategy"] == "brm_style"
    assert {one["strategy"] for one in found["decompositions"]} == {"brm_style", "portfolio"}
    for one in found["decompositions"]:
        gain = found["strategies"][one["strategy"]]["difference"]["net_value"]
        assert gain["low"] < one["effect"]["mean"] < gain["high"]


def test_decompositions_beside_the_other_checks_are_those_of_one_thread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "compare brm_style csi_programme --replications 4 --days 60 --quiet --format json"
    found = []
    for threads in ("1", "2"):
        assert cli.execute([*words.split(), "--threads", threads, "--out", str(tmp_path / threads)]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["decompositions"]
