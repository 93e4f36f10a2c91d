"""Knock-outs: what counts as a requirement, and a minimal model that completes every run."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from itborg import cli
from itborg.analysis.measures import MEASURES, PRACTICES
from itborg.analysis.network.shocks import SHOCKS
from itborg.common.errors import InputError
from itborg.engine.simulation import simulate
from itborg.evidence.knockouts import MINIMAL_MODEL, KnockoutRuns, Knockouts, Outcome, knockout_tasks, outcomes
from itborg.evidence.knockouts.knockouts import FULL_MODEL, SUBSTITUTES, knocked_out
from itborg.evidence.knockouts.outcomes import AIMS, LEVELS, strategies
from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.targets import assessed_targets
from itborg.evidence.validation.validation_tasks import Task, Values
from itborg.mechanisms.registry import KNOCKOUTS
from itborg.organisation import load
from itborg.report.knockout_page import document, written
from itborg.strategies import listing, strategy

REPLICATIONS = 12
CONTROLS = {"go_and_see", "meetings"}  # P14 checks similar strategies
ALL = outcomes()
CHECK = next(
    one for one in ALL if one.name == "P3" and one.check and one.check.above > -np.inf and not one.check.below < np.inf
)
BOUND = CHECK.check.above if CHECK.check else np.nan
TARGET = next(one for one in ALL if one.target)
BAND = (TARGET.target and TARGET.target.band) or (np.nan, np.nan)
ITIL = next(one for one in ALL if one.name == "itil")
PERTURBATION = next(one for one in ALL if one.kind == "perturbation")
LEVEL = next(one for one in ALL if one.kind == "level")
FULL_VALUES = {CHECK: BOUND + 1.0, TARGET: sum(BAND) / 2, ITIL: 2.0, PERTURBATION: 0.2, LEVEL: 10.0}


def task(name: str) -> Task:
    return Task("knockout", name, RunCache, lambda run_cache: {})  # type: ignore[arg-type]


def synthetic(changes: dict[str, dict[Outcome, float]]) -> Knockouts:
    """Return knock-outs with the values of the full model except for the changes of each mechanism, and small noise."""
    rng = np.random.default_rng(3)
    rows: list[tuple[Task, Values]] = []
    for _ in range(REPLICATIONS):
        for name in (FULL_MODEL, *changes):
            values = {**FULL_VALUES, **changes.get(name, {})}
            rows.append((task(name), {one.key: value + 0.001 * rng.normal() for one, value in values.items()}))
    return Knockouts(KnockoutRuns("synthetic", 1, list(FULL_VALUES), rows))


def test_a_mechanism_without_effect_is_redundant() -> None:
    assert synthetic({"pressure": {}}).redundant() == ["pressure"]


def test_a_check_is_lost_when_its_estimate_leaves_the_range() -> None:
    found = synthetic({"pressure": {CHECK: BOUND - 0.1}}).requirements["pressure"]
    assert [(one.kind, one.name, one.change) for one in found] == [("pattern", "P3", "lost")]


def test_a_check_with_half_its_margin_is_weaker_and_one_with_a_larger_margin_is_no_requirement() -> None:
    found = synthetic({"pressure": {CHECK: BOUND + 0.5}}).requirements["pressure"]
    assert [one.change for one in found] == ["weaker"]
    assert synthetic({"pressure": {CHECK: BOUND + 2.0}}).requirements["pressure"] == []


def test_a_target_is_lost_when_its_estimate_leaves_the_band() -> None:
    found = synthetic({"pressure": {TARGET: BAND[1] + 1.0}}).requirements["pressure"]
    assert [(one.kind, one.name, one.change) for one in found] == [("target", TARGET.name, "lost")]


def test_a_strategy_requires_the_mechanism_that_carries_half_of_its_effect() -> None:
    changes = {"pressure": {ITIL: 0.5}, "freeze": {ITIL: 1.4}, "release_disruption": {ITIL: 1.9}}
    found = synthetic(changes).requirements
    assert [one.change for one in found["pressure"]] == ["lost"]
    assert [one.change for one in found["freeze"]] == ["weaker"]
    assert found["release_disruption"] == []


def test_the_effect_of_a_perturbation_is_an_effect_like_any_other() -> None:
    found = synthetic({"pressure": {PERTURBATION: 0.0}}).requirements["pressure"]
    assert [(one.kind, one.name, one.change) for one in found] == [("perturbation", PERTURBATION.name, "lost")]


def test_a_shifted_level_is_reported_and_is_no_requirement() -> None:
    found = synthetic({"pressure": {LEVEL: 5.0}, "freeze": {LEVEL: 9.0}})
    assert [(one.kind, one.change) for one in found.requirements["pressure"]] == [("level", "shifted")]
    assert found.requirements["freeze"] == []
    assert found.redundant() == ["pressure", "freeze"]


def test_of_many_outcomes_without_effect_hardly_any_is_called_significant() -> None:
    rng = np.random.default_rng(5)
    many = [one._replace(statement=f"{one.statement} {n}") for one in (ITIL, PERTURBATION) for n in range(200)]
    rows: list[tuple[Task, Values]] = [
        (task(name), {one.key: 1.0 + rng.normal() for one in many})
        for _ in range(REPLICATIONS)
        for name in (FULL_MODEL, "pressure")
    ]
    found = Knockouts(KnockoutRuns("synthetic", 1, many, rows))
    assert len(found.requirements["pressure"]) <= 1


def test_a_change_that_is_not_significant_is_no_requirement_however_large() -> None:
    rng = np.random.default_rng(1)
    rows: list[tuple[Task, Values]] = []
    for _ in range(4):
        full, without = {ITIL.key: 2.0 + 0.1 * rng.normal()}, {ITIL.key: 5.0 * rng.normal()}
        rows += [(task(FULL_MODEL), full), (task("pressure"), without)]
    assert Knockouts(KnockoutRuns("synthetic", 1, [ITIL], rows)).redundant() == ["pressure"]


def test_the_page_and_the_document_agree() -> None:
    changes = {"pressure": {CHECK: BOUND - 0.1}, "freeze": {}, "freeze+readiness": {ITIL: 0.1}, MINIMAL_MODEL: {}}
    found = synthetic(changes)
    page, data = written(found), document(found)
    assert "| `pressure` | " in page
    assert "**P3**" in page
    assert data["redundant"] == ["freeze", MINIMAL_MODEL]
    assert data["mechanisms"]["pressure"]["required_by"][0]["name"] == "P3"
    assert "| `freeze` `readiness` | " in page
    assert data["joint"]["freeze+readiness"]["required_by"][0]["name"] == "itil"
    json.dumps(data, allow_nan=False)


def test_the_page_states_what_each_mechanism_is_for_and_has_no_empty_cell() -> None:
    nothing: dict[Outcome, float] = {}
    page = written(synthetic({name: {CHECK: BOUND - 0.1} if name < "m" else nothing for name in KNOCKOUTS}))
    tables = page.partition("## All requirements")[0]
    for name, one in KNOCKOUTS.items():
        assert re.search(rf"^\| `{name}` \| .* \| {re.escape(one.purpose)} \| ", tables, re.MULTILINE)
    cells = [cell.strip() for line in tables.splitlines() if line.startswith("| ") for cell in line[1:-1].split("|")]
    assert all(cells)


@pytest.mark.parametrize("name", KNOCKOUTS)
def test_the_purpose_of_a_mechanism_names_patterns_that_are_checked(name: str) -> None:
    named = re.findall(r"\b[PN]\d+\b", KNOCKOUTS[name].purpose)
    assert named, "a knock-out names the patterns that test what it is for"
    assert [one for one in named if one not in PATTERNS or PATTERNS[one].not_judged] == []


def test_by_default_each_mechanism_substitutes_jointly_and_all_together_are_knocked_out() -> None:
    named = [one.name for one in knockout_tasks(load("grab_at_pizza"), 1, 1, ALL)]
    assert named == [FULL_MODEL, *KNOCKOUTS, *SUBSTITUTES, MINIMAL_MODEL]
    assert knocked_out(MINIMAL_MODEL) == tuple(KNOCKOUTS)
    assert all(len(knocked_out(name)) > 1 for name in SUBSTITUTES)


def test_every_result_of_the_model_is_an_outcome() -> None:
    names = {kind: {one.name for one in ALL if one.kind == kind} for kind in {one.kind for one in ALL}}
    checks = [check for p in PATTERNS.values() if not p.not_judged for check in p.checks if check.decisive]
    checks = [check for check in checks if not check.no_difference]
    assert [one.check for one in ALL if one.kind == "pattern"] == checks
    assert names["target"] == {one.id for one in assessed_targets()}
    assert names["strategy"] >= {row["name"] for row in listing() if row["levers"] and row["name"] not in CONTROLS}
    assert names["perturbation"] == set(SHOCKS)
    assert names["practice"] == set(PRACTICES)
    assert len({one.key for one in ALL}) == len(ALL)


def test_the_aims_of_every_strategy_are_measures() -> None:
    hint = "name in AIMS the measures that a new strategy is meant to change"
    assert set(AIMS) == {*strategies(), "external_approval"}, hint
    assert set(LEVELS).union(*AIMS.values()) <= set(MEASURES)


def test_outcomes_can_be_chosen_by_name_or_kind() -> None:
    assert {one.name for one in outcomes(["P12"])} == {"P12"}
    assert {one.kind for one in outcomes(["perturbation"])} == {"perturbation"}
    with pytest.raises(InputError, match="did you mean 'P9'"):
        outcomes(["P99"])


@pytest.mark.parametrize("name", ["none", "csi_programme", "borg_enforced"])
def test_the_minimal_model_completes_a_run_in_which_everything_happens(name: str) -> None:
    run = simulate(load("grab_at_pizza"), strategy(name), days=60, without=list(KNOCKOUTS))
    h = run.history
    for column in h.dtype.names or ():
        assert np.isfinite(h[column]).all(), column
    for column in ("opened", "closed", "hops", "requests", "delivered", "contacts", "removed_causes"):
        assert h[column].sum() > 0
    assert h["shadow_it"].sum() == 0


def test_an_unknown_mechanism_on_the_command_line_is_reported_with_the_nearest_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.execute(["knockouts", "presure"]) == 2
    assert "pressure" in capsys.readouterr().err
