"""Necessity: what counts as needed, and a core that lives through every run."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from itborg import cli
from itborg.mechanisms import MECHANISMS
from itborg.necessity import CORE, Knockouts, Necessity, jobs
from itborg.necessity.knockouts import OFF, WHOLE, checks, strategies
from itborg.necessity.page import document, written
from itborg.organisation import load
from itborg.simulation import simulate
from itborg.strategies import strategy
from itborg.validate.lab import Lab
from itborg.validate.patterns import PATTERNS
from itborg.validate.targets import judged
from itborg.validate.tasks import Answers, Task

LUCKS = 12
CHECK = next(one for one in PATTERNS["P3"].checks if one.above > -np.inf and not one.below < np.inf)


def made_up(without: dict[str, dict[Any, float]]) -> Necessity:
    """Return answers in which everything stands as in the whole model but for what each mechanism changes."""
    rng = np.random.default_rng(3)
    whole: dict[Any, float] = {CHECK: CHECK.above + 1.0, judged()[0].id: sum(judged()[0].band or ()) / 2, "itil": 2.0}
    rows: list[tuple[Task, Answers]] = []
    for _ in range(LUCKS):
        for name in (WHOLE, *without):
            answers = {**whole, **without.get(name, {})}
            noisy = {key: value + 0.001 * rng.normal() for key, value in answers.items()}
            rows.append((Task("knockout", name, Lab, lambda lab: {}), noisy))  # type: ignore[arg-type]
    return Necessity(Knockouts("made up", 1, rows))


def test_what_changes_nothing_is_needed_by_nothing() -> None:
    assert made_up({"readiness": {}}).unneeded() == ["readiness"]


def test_a_check_breaks_when_its_estimate_leaves_what_the_claim_allows() -> None:
    found = made_up({"readiness": {CHECK: CHECK.above - 0.1}}).needs["readiness"]
    assert [(one.kind, one.name, one.breaks) for one in found] == [("pattern", "P3", True)]


def test_a_check_that_keeps_half_its_distance_is_weaker_and_one_that_grows_is_not() -> None:
    assert [one.breaks for one in made_up({"readiness": {CHECK: CHECK.above + 0.5}}).needs["readiness"]] == [False]
    assert made_up({"readiness": {CHECK: CHECK.above + 2.0}}).needs["readiness"] == []


def test_a_figure_breaks_when_it_leaves_its_band() -> None:
    target = judged()[0]
    assert target.band is not None
    found = made_up({"readiness": {target.id: target.band[1] + 1.0}}).needs["readiness"]
    assert [(one.kind, one.name) for one in found] == [("target", target.id)]


def test_a_strategy_needs_what_carries_half_of_its_effect() -> None:
    found = made_up({"readiness": {"itil": 0.5}, "freeze": {"itil": 1.4}, "use_hazard": {"itil": 1.9}}).needs
    assert [one.breaks for one in found["readiness"]] == [True]
    assert [one.breaks for one in found["freeze"]] == [False]
    assert found["use_hazard"] == []


def test_an_unclear_change_is_no_need_however_large() -> None:
    rng = np.random.default_rng(1)
    rows: list[tuple[Task, Answers]] = []
    for _ in range(4):
        rows.append((Task("knockout", WHOLE, Lab, lambda lab: {}), {"itil": 2.0 + 0.1 * rng.normal()}))  # type: ignore[arg-type]
        rows.append((Task("knockout", "readiness", Lab, lambda lab: {}), {"itil": 5.0 * rng.normal()}))  # type: ignore[arg-type]
    assert Necessity(Knockouts("made up", 1, rows)).unneeded() == ["readiness"]


def test_page_and_json_say_the_same() -> None:
    found = made_up({"readiness": {CHECK: CHECK.above - 0.1}, "freeze": {}, CORE: {}})
    page, data = written(found), document(found)
    assert "| `readiness` | " in page
    assert "**P3**" in page
    assert data["unneeded"] == ["freeze", CORE]
    assert data["mechanisms"]["readiness"]["needed_by"][0]["name"] == "P3"
    json.dumps(data, allow_nan=False)


def test_everything_is_asked_with_each_mechanism_off_and_with_all_of_them() -> None:
    named = [task.name for task in jobs(load("grab_at_pizza"), 1, 1)]
    assert named == [WHOLE, *MECHANISMS, CORE]
    assert OFF[CORE] == tuple(MECHANISMS)
    assert len(strategies()) == 18
    assert {id(one) for one in checks()} <= {id(one) for p in PATTERNS.values() for one in p.checks}


@pytest.mark.parametrize("name", ["none", "csi_programme", "borg_enforced"])
def test_the_core_with_every_mechanism_off_lives_a_whole_complete_life(name: str) -> None:
    run = simulate(load("grab_at_pizza"), strategy(name), days=60, without=list(MECHANISMS))
    h = run.history
    for column in h.dtype.names or ():
        assert np.isfinite(h[column]).all(), column
    for happens in ("opened", "closed", "hops", "requests", "delivered", "contacts", "removed_causes"):
        assert h[happens].sum() > 0
    assert h["shadow"].sum() == 0


def test_one_mechanism_can_be_asked_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["necessity", "lobyying"]) == 2
    assert "readiness" in capsys.readouterr().err
