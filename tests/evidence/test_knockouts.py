"""Necessity: what counts as needed, and a core that lives through every run."""

from __future__ import annotations

import json

import numpy as np
import pytest

from itborg import cli
from itborg.analysis.measures import MEASURES, PRACTICES
from itborg.common.errors import InputError
from itborg.engine.simulation import simulate
from itborg.evidence.knockouts import CORE, Knockouts, Necessity, Specification, jobs, questions
from itborg.evidence.knockouts.knockouts import SUBSTITUTES, WHOLE, off
from itborg.evidence.knockouts.outcomes import AIMS, LEVELS, strategies
from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.targets import judged
from itborg.evidence.validation.validation_tasks import Answers, Task
from itborg.evidence.validation.what_if_experiments import SHOCKS
from itborg.mechanisms.registry import KNOCKOUTS
from itborg.organisation import load
from itborg.report.knockout_page import document, written
from itborg.strategies import listing, strategy

LUCKS = 12
YARDSTICKS = {"go_and_see", "meetings"}  # P14 asks for their like
ASKED = questions()
CHECK = next(
    one
    for one in ASKED
    if one.name == "P3" and one.check and one.check.above > -np.inf and not one.check.below < np.inf
)
BOUND = CHECK.check.above if CHECK.check else np.nan
TARGET = next(one for one in ASKED if one.band)
BAND = (TARGET.band and TARGET.band.band) or (np.nan, np.nan)
ITIL = next(one for one in ASKED if one.name == "itil")
SHOCK = next(one for one in ASKED if one.kind == "shock")
LEVEL = next(one for one in ASKED if one.kind == "level")
STANDS = {CHECK: BOUND + 1.0, TARGET: sum(BAND) / 2, ITIL: 2.0, SHOCK: 0.2, LEVEL: 10.0}


def made_up(without: dict[str, dict[Specification, float]]) -> Necessity:
    """Return answers in which everything stands as in the whole model but for what each mechanism changes."""
    rng = np.random.default_rng(3)
    rows: list[tuple[Task, Answers]] = []
    for _ in range(LUCKS):
        for name in (WHOLE, *without):
            answers = {**STANDS, **without.get(name, {})}
            noisy = {one.key: value + 0.001 * rng.normal() for one, value in answers.items()}
            rows.append((Task("knockout", name, RunCache, lambda run_cache: {}), noisy))  # type: ignore[arg-type]
    return Necessity(Knockouts("made up", 1, list(STANDS), rows))


def test_what_changes_nothing_is_needed_by_nothing() -> None:
    assert made_up({"escalation": {}}).unneeded() == ["escalation"]


def test_a_check_breaks_when_its_estimate_leaves_what_the_claim_allows() -> None:
    found = made_up({"escalation": {CHECK: BOUND - 0.1}}).needs["escalation"]
    assert [(one.kind, one.name, one.breaks) for one in found] == [("pattern", "P3", True)]


def test_a_check_that_keeps_half_its_distance_is_weaker_and_one_that_grows_is_not() -> None:
    assert [one.breaks for one in made_up({"escalation": {CHECK: BOUND + 0.5}}).needs["escalation"]] == [False]
    assert made_up({"escalation": {CHECK: BOUND + 2.0}}).needs["escalation"] == []


def test_a_figure_breaks_when_it_leaves_its_band() -> None:
    found = made_up({"escalation": {TARGET: BAND[1] + 1.0}}).needs["escalation"]
    assert [(one.kind, one.name) for one in found] == [("target", TARGET.name)]


def test_a_strategy_needs_what_carries_half_of_its_effect() -> None:
    found = made_up({"escalation": {ITIL: 0.5}, "freeze": {ITIL: 1.4}, "use_hazard": {ITIL: 1.9}}).needs
    assert [one.breaks for one in found["escalation"]] == [True]
    assert [one.breaks for one in found["freeze"]] == [False]
    assert found["use_hazard"] == []


def test_what_a_shock_costs_is_an_effect_like_any_other() -> None:
    found = made_up({"escalation": {SHOCK: 0.0}}).needs["escalation"]
    assert [(one.kind, one.name, one.breaks) for one in found] == [("shock", SHOCK.name, True)]


def test_a_level_that_moves_is_shown_and_is_no_need() -> None:
    found = made_up({"escalation": {LEVEL: 5.0}, "freeze": {LEVEL: 9.0}})
    assert [(one.kind, one.breaks) for one in found.needs["escalation"]] == [("level", False)]
    assert found.needs["freeze"] == []
    assert found.unneeded() == ["escalation", "freeze"]


def test_of_many_questions_that_chance_alone_answers_hardly_any_is_called_clear() -> None:
    rng = np.random.default_rng(5)
    asked = [one._replace(says=f"{one.says} {n}") for one in (ITIL, SHOCK) for n in range(200)]
    rows: list[tuple[Task, Answers]] = []
    for _ in range(LUCKS):
        for name in (WHOLE, "escalation"):
            answers = {one.key: 1.0 + rng.normal() for one in asked}
            rows.append((Task("knockout", name, RunCache, lambda run_cache: {}), answers))  # type: ignore[arg-type]
    assert len(Necessity(Knockouts("made up", 1, asked, rows)).needs["escalation"]) <= 1


def test_an_unclear_change_is_no_need_however_large() -> None:
    rng = np.random.default_rng(1)
    rows: list[tuple[Task, Answers]] = []
    for _ in range(4):
        whole, without = {ITIL.key: 2.0 + 0.1 * rng.normal()}, {ITIL.key: 5.0 * rng.normal()}
        rows.append((Task("knockout", WHOLE, RunCache, lambda run_cache: {}), whole))  # type: ignore[arg-type]
        rows.append((Task("knockout", "escalation", RunCache, lambda run_cache: {}), without))  # type: ignore[arg-type]
    assert Necessity(Knockouts("made up", 1, [ITIL], rows)).unneeded() == ["escalation"]


def test_page_and_json_say_the_same() -> None:
    found = made_up({"escalation": {CHECK: BOUND - 0.1}, "freeze": {}, "freeze+readiness": {ITIL: 0.1}, CORE: {}})
    page, data = written(found), document(found)
    assert "| `escalation` | " in page
    assert "**P3**" in page
    assert data["unneeded"] == ["freeze", CORE]
    assert data["mechanisms"]["escalation"]["needed_by"][0]["name"] == "P3"
    assert "| `freeze` `readiness` | " in page
    assert data["together"]["freeze+readiness"]["needed_by"][0]["name"] == "itil"
    json.dumps(data, allow_nan=False)


def test_everything_is_asked_with_each_mechanism_off_with_substitutes_off_together_and_with_all_of_them() -> None:
    named = [task.name for task in jobs(load("grab_at_pizza"), 1, 1, ASKED)]
    assert named == [WHOLE, *KNOCKOUTS, *SUBSTITUTES, CORE]
    assert off(CORE) == tuple(KNOCKOUTS)
    assert all(len(off(name)) > 1 for name in SUBSTITUTES)


def test_all_that_the_model_is_used_to_say_is_asked() -> None:
    asked = {kind: {one.name for one in ASKED if one.kind == kind} for kind in {one.kind for one in ASKED}}
    checks = [check for p in PATTERNS.values() for check in p.checks if not check.aside]
    assert [one.check for one in ASKED if one.kind == "pattern"] == checks
    assert asked["target"] == {one.id for one in judged()}
    assert asked["strategy"] >= {row["name"] for row in listing() if row["levers"] and row["name"] not in YARDSTICKS}
    assert asked["shock"] == set(SHOCKS)
    assert asked["practice"] == set(PRACTICES)
    assert len({one.key for one in ASKED}) == len(ASKED)


def test_each_strategy_is_asked_for_measures_that_there_are() -> None:
    assert set(AIMS) == {*strategies(), "external_approval"}
    assert set(LEVELS).union(*AIMS.values()) <= set(MEASURES)


def test_one_pattern_or_one_kind_can_be_asked_alone() -> None:
    assert {one.name for one in questions(["P12"])} == {"P12"}
    assert {one.kind for one in questions(["shock"])} == {"shock"}
    with pytest.raises(InputError, match="did you mean 'P9'"):
        questions(["P99"])


@pytest.mark.parametrize("name", ["none", "csi_programme", "borg_enforced"])
def test_the_core_with_every_mechanism_off_lives_a_whole_complete_life(name: str) -> None:
    run = simulate(load("grab_at_pizza"), strategy(name), days=60, without=list(KNOCKOUTS))
    h = run.history
    for column in h.dtype.names or ():
        assert np.isfinite(h[column]).all(), column
    for happens in ("opened", "closed", "hops", "requests", "delivered", "contacts", "removed_causes"):
        assert h[happens].sum() > 0
    assert h["shadow"].sum() == 0


def test_one_mechanism_can_be_asked_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["knockouts", "escaltion"]) == 2
    assert "escalation" in capsys.readouterr().err
