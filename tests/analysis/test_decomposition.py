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
from itborg.analysis.decomposition import CHANNELS, ledgers
from itborg.analysis.decomposition.decompose import ALL, VARIANTS, lockstep
from itborg.analysis.decomposition.mediators import Evening, Stated, Ties
from itborg.engine.simulation import burnt_in, copied, lived, replicate, run_seed, stage, under
from itborg.organisation import load
from itborg.report.comparison_page import page as page_of
from itborg.strategies import strategy
from itborg.strategies.none import NoStrategy

DAYS = 40


@pytest.fixture(scope="module")
def staged() -> Any:
    """Lay the bundled organisation out once."""
    return stage(load("grab_at_pizza"), days=DAYS)


@pytest.fixture(scope="module")
def evening(staged: Any) -> tuple[Any, Evening]:
    """Return a treated world after forty days, and its twin's evening."""
    base = burnt_in(staged, run_seed(1, 0))
    stated = Stated()
    twin = lived(under(base, NoStrategy(), staged), staged.burn_in + DAYS)
    stated.remember(twin, 0)
    treated = lived(under(base, strategy("csi_programme"), staged), staged.burn_in + DAYS)
    return treated, Evening(twin, Ties(twin), stated)


def same(one: Any, other: Any) -> bool:
    """Return whether two tables hold the same bytes."""
    return one.tobytes() == other.tobytes()


def test_under_no_strategy_every_hold_changes_nothing_bit_for_bit(staged: Any) -> None:
    twin, *held = lockstep(staged, NoStrategy(), run_seed(1, 0), VARIANTS)
    for run in held:
        assert same(run.history, twin.history)
        assert same(run.closed, twin.closed)


def test_with_nothing_held_lockstep_is_the_ordinary_run(staged: Any) -> None:
    itil = strategy("itil")
    twin, run = lockstep(staged, itil, run_seed(3, 1), [frozenset()])
    none, plain = replicate(staged, [strategy("none"), itil], run_seed(3, 1))
    assert same(run.history, plain.history)
    assert same(twin.history, none.history)


def test_held_trust_and_understanding_are_the_twin_s(evening: tuple[Any, Evening]) -> None:
    treated, tonight = evening
    w = copied(treated)
    assert not np.allclose(w.stereotype, tonight.twin.stereotype)
    CHANNELS["trust"].hold(w, tonight)
    CHANNELS["understanding"].hold(w, tonight)
    assert same(w.stereotype, tonight.twin.stereotype)
    assert same(w.understanding, tonight.twin.understanding)
    assert same(w.people["it_understanding"], tonight.twin.people["it_understanding"])


def test_ties_are_matched_by_who_they_join_wherever_they_stand(evening: tuple[Any, Evening]) -> None:
    treated, tonight = evening
    ours, theirs, alone = tonight.ties.shared(treated)
    assert same(treated.ties["target"][ours], tonight.twin.ties["target"][theirs])
    assert len(ours) + len(alone) == treated.people["ties"].sum()
    assert len(alone) > 0


def test_held_root_causes_and_labels_are_the_twin_s(evening: tuple[Any, Evening]) -> None:
    treated, tonight = evening
    w = copied(treated)
    CHANNELS["root_causes"].hold(w, tonight)
    assert w.organisation["active_causes"] == tonight.twin.organisation["active_causes"]
    CHANNELS["labels"].hold(w, tonight)
    theirs = {int(x["key"]): int(x["label"]) for x in tonight.twin.incidents if x["open"] == 1}
    ours = {int(x["key"]): int(x["label"]) for x in w.incidents if x["open"] == 1}
    assert any(key in theirs for key in ours)
    assert all(theirs[key] == label for key, label in ours.items() if key in theirs)


def test_held_capacity_is_the_twin_s_on_every_day_that_is_not_wholly_taken(staged: Any) -> None:
    twin, run = lockstep(staged, strategy("itil+brm_style"), run_seed(1, 0), [frozenset({"capacity"})])
    own = [one.history["desk_capacity"] + one.history["not_desk_capacity"] for one in (twin, run)]
    assert own[1][staged.burn_in :] == pytest.approx(own[0][staged.burn_in :], rel=0.01)


def test_policing_does_not_move_a_held_choice_of_shadow_it(staged: Any) -> None:
    variants = [frozenset(), frozenset({"shadow_it"}), ALL]
    twin, free, held, _ = lockstep(staged, strategy("borg_enforced"), run_seed(1, 0), variants)
    first = slice(staged.burn_in, staged.burn_in + 1)
    count = [run.history["shadow"][first].sum() + run.history["requests"][first].sum() for run in (twin, free, held)]
    assert count[0] == count[2]


def test_the_lines_of_a_ledger_add_up_to_the_gain_and_carry_intervals() -> None:
    found = ledgers(plan(["brm_style"], runs=3, days=DAYS), 3)[0]
    assert sum(one.part.mean for one in found.entries) == pytest.approx(found.gain.mean)
    assert [one.name for one in found.entries] == ["money", *CHANNELS, "levers", "interplay"]
    for one in found.entries:
        assert one.part.low <= one.part.mean <= one.part.high
    data = found.plain()
    assert data["gain"]["mean"] == found.gain.mean
    assert set(data["entries"][1]) == {"name", "meaning", "part", "last_in", "first_in"}


def test_the_ledger_of_doing_nothing_has_only_zeros_and_that_of_money_is_exact() -> None:
    found = ledgers(plan(["external_approval"], runs=2, days=20), 2)[0]
    money = found.entries[0]
    assert money.part.mean == money.part.low == pytest.approx(-0.3)


def test_a_comparison_carries_its_ledgers_to_page_json_and_back(tmp_path: Path) -> None:
    from itborg.analysis.comparison import compare
    from itborg.cli.repeat_command import command_line
    from itborg.report.results_folder import read, save

    plain = ledgers(plan(["calendar"], runs=2, days=20), 2)[0].plain()
    found = replace(compare(["calendar"], runs=2, days=20), ledgers=(plain,))
    save(found, tmp_path / "out", command_line(found, "grab_at_pizza"))
    again, command = read(tmp_path / "out")
    assert again.ledgers == found.ledgers
    assert command.endswith("--ledger 2")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<section id="through">' in page
    schema = json.loads((files("itborg.report") / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8")), schema)
    assert '<section id="through">' not in page_of(compare(["calendar"], runs=2, days=20))


def test_what_reacts_has_no_ledger_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["ledger", "pdca", "--pairs", "2", "--days", "20"]) == 2
    assert "reacts" in capsys.readouterr().err
