"""The ledger: a channel that is held is held, a strategy that does nothing gains through nothing, lines add up."""

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
from itborg.analysis.decomposition import CHANNELS, decompositions
from itborg.analysis.decomposition.decompose import ALL, VARIANTS, lockstep
from itborg.analysis.decomposition.mediators import Evening, Stated, Ties
from itborg.engine.simulation import (
    after_burn_in,
    copy_world,
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
    """Lay the bundled organisation out once."""
    return prepare(load("grab_at_pizza"), days=DAYS)


@pytest.fixture(scope="module")
def evening(setup: Any) -> tuple[Any, Evening]:
    """Return a treated world after forty days, and its twin's evening."""
    base = after_burn_in(setup, run_seed(1, 0))
    stated = Stated()
    baseline = run_until(with_strategy(base, NoStrategy(), setup), setup.burn_in + DAYS)
    stated.remember(baseline, 0)
    treated = run_until(with_strategy(base, strategy("csi_programme"), setup), setup.burn_in + DAYS)
    return treated, Evening(baseline, Ties(baseline), stated)


def same(one: Any, other: Any) -> bool:
    """Return whether two tables hold the same bytes."""
    return one.tobytes() == other.tobytes()


def test_under_no_strategy_every_hold_changes_nothing_bit_for_bit(setup: Any) -> None:
    baseline, *held = lockstep(setup, NoStrategy(), run_seed(1, 0), VARIANTS)
    for run in held:
        assert same(run.history, baseline.history)
        assert same(run.closed, baseline.closed)


def test_with_nothing_held_lockstep_is_the_ordinary_run(setup: Any) -> None:
    itil = strategy("itil")
    baseline, run = lockstep(setup, itil, run_seed(3, 1), [frozenset()])
    none, plain = run_replication(setup, [strategy("none"), itil], run_seed(3, 1))
    assert same(run.history, plain.history)
    assert same(baseline.history, none.history)


def test_held_trust_and_understanding_are_the_twin_s(evening: tuple[Any, Evening]) -> None:
    treated, tonight = evening
    w = copy_world(treated)
    assert not np.allclose(w.stereotype, tonight.baseline.stereotype)
    CHANNELS["trust"].hold(w, tonight)
    CHANNELS["understanding"].hold(w, tonight)
    assert same(w.stereotype, tonight.baseline.stereotype)
    assert same(w.understanding, tonight.baseline.understanding)
    assert same(w.people["it_understanding"], tonight.baseline.people["it_understanding"])


def test_ties_are_matched_by_who_they_join_wherever_they_stand(evening: tuple[Any, Evening]) -> None:
    treated, tonight = evening
    ours, theirs, alone = tonight.ties.shared(treated)
    assert same(treated.ties["target"][ours], tonight.baseline.ties["target"][theirs])
    assert len(ours) + len(alone) == treated.people["ties"].sum()
    assert len(alone) > 0


def test_held_root_causes_and_labels_are_the_twin_s(evening: tuple[Any, Evening]) -> None:
    treated, tonight = evening
    w = copy_world(treated)
    CHANNELS["root_causes"].hold(w, tonight)
    assert w.organisation["active_causes"] == tonight.baseline.organisation["active_causes"]
    CHANNELS["labels"].hold(w, tonight)
    theirs = {int(x["key"]): int(x["label"]) for x in tonight.baseline.incidents if x["open"] == 1}
    ours = {int(x["key"]): int(x["label"]) for x in w.incidents if x["open"] == 1}
    assert any(key in theirs for key in ours)
    assert all(theirs[key] == label for key, label in ours.items() if key in theirs)


def test_held_capacity_is_the_twin_s_on_every_day_that_is_not_wholly_taken(setup: Any) -> None:
    baseline, run = lockstep(setup, strategy("itil+brm_style"), run_seed(1, 0), [frozenset({"capacity"})])
    own = [one.history["desk_capacity"] + one.history["not_desk_capacity"] for one in (baseline, run)]
    assert own[1][setup.burn_in :] == pytest.approx(own[0][setup.burn_in :], rel=0.01)


def test_policing_does_not_move_a_held_choice_of_shadow_it(setup: Any) -> None:
    variants = [frozenset(), frozenset({"shadow_it"}), ALL]
    baseline, free, held, _ = lockstep(setup, strategy("borg_enforced"), run_seed(1, 0), variants)
    first = slice(setup.burn_in, setup.burn_in + 1)
    count = [
        run.history["shadow"][first].sum() + run.history["requests"][first].sum() for run in (baseline, free, held)
    ]
    assert count[0] == count[2]


def test_the_lines_of_a_ledger_add_up_to_the_gain_and_carry_intervals() -> None:
    found = decompositions(plan(["brm_style"], replications=3, days=DAYS), 3)[0]
    assert sum(one.part.mean for one in found.entries) == pytest.approx(found.gain.mean)
    assert [one.name for one in found.entries] == ["money", *CHANNELS, "levers", "interplay"]
    for one in found.entries:
        assert one.part.low <= one.part.mean <= one.part.high
    data = found.plain()
    assert data["gain"]["mean"] == found.gain.mean
    assert set(data["entries"][1]) == {"name", "meaning", "part", "last_in", "first_in"}


def test_the_ledger_of_doing_nothing_has_only_zeros_and_that_of_money_is_exact() -> None:
    found = decompositions(plan(["external_approval"], replications=2, days=20), 2)[0]
    money = found.entries[0]
    assert money.part.mean == money.part.low == pytest.approx(-0.3)


def test_a_comparison_carries_its_ledgers_to_page_json_and_back(tmp_path: Path) -> None:
    from itborg.analysis.comparison import compare
    from itborg.cli.repeat_command import command_line
    from itborg.report.results_folder import read, save

    plain = decompositions(plan(["calendar"], replications=2, days=20), 2)[0].plain()
    found = replace(compare(["calendar"], replications=2, days=20), decompositions=(plain,))
    save(found, tmp_path / "out", command_line(found, "grab_at_pizza"))
    again, command = read(tmp_path / "out")
    assert again.decompositions == found.decompositions
    assert command.endswith("--decompose 2")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<section id="through">' in page
    schema = json.loads((files("itborg.report") / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8")), schema)
    assert '<section id="through">' not in page_of(compare(["calendar"], replications=2, days=20))


def test_what_reacts_has_no_ledger_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["decompose", "pdca", "--replications", "2", "--days", "20"]) == 2
    assert "reacts" in capsys.readouterr().err
