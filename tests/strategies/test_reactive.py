"""Reactive strategies: what they do depends only on what people can see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison import compare
from itborg.common.errors import InputError
from itborg.engine.history import COLUMNS, blank_history
from itborg.engine.reactive_run import decided, run_reactive
from itborg.engine.simulation import after_burn_in, collect_run, prepare, run_seed
from itborg.organisation import load
from itborg.strategies import levers_at_rest, strategy
from itborg.strategies.reactive import OBSERVABLES, VISIBLE, Reactive, condition, observe
from itborg.strategies.registry import REACTIVE

#: What nobody in an organisation can see: true priorities, root causes, fit, shadow IT, understanding, true value.
HIDDEN = {
    "level_sum", "level_squares", "label_level", "true_top", "root_causes", "value_at_risk", "fit", "choice", "shadow_it",
    "it_understanding", "business_understanding", "benefit", "incident_loss", "right_hops", "failed_changes", "pull",
    "fidelity", "delivered_value", "ability", "benevolence", "integrity", "cross_contact_share", "gross_revenue",
}  # fmt: skip
FILE = """
name = "careful"
base = ["calendar"]
check = 10
one_off_cost = 3

[[intervention]]
lever = "visits"
value = 0.1
when = "{when}"
keep = {keep}
"""


@pytest.fixture(scope="module")
def setup() -> Any:
    """Prepare the bundled organisation once."""
    return prepare(load("grab_at_pizza"), days=60, burn_in=40)


@pytest.fixture(scope="module")
def world(setup: Any) -> Any:
    """Return its world after the burn-in."""
    return after_burn_in(setup, run_seed(1, 0))


def written(folder: Path, when: str, keep: bool = False) -> Reactive:
    """Return a user's strategy with a condition."""
    (folder / "careful.toml").write_text(FILE.format(when=when, keep=str(keep).lower()))
    careful = strategy(folder / "careful.toml")
    assert isinstance(careful, Reactive)
    return careful


def test_a_strategy_observes_only_what_people_can_see() -> None:
    assert set(COLUMNS) >= HIDDEN
    assert not HIDDEN & set(VISIBLE)
    rng = np.random.default_rng(1)
    rows = blank_history(20)
    for name in COLUMNS:
        rows[name] = rng.random(20)
    observation = observe(rows, 26)
    for name in set(COLUMNS) - set(VISIBLE):
        rows[name] = rng.random(20)
    assert observe(rows, 26) == observation
    assert set(observation) == set(OBSERVABLES)
    assert all(np.isfinite(value) for value in observation.values())


def test_without_simulated_days_no_condition_holds() -> None:
    observation = observe(blank_history(0), 26)
    assert not any(condition(f"{name} {sign} 0").holds(observation) for name in OBSERVABLES for sign in "<>")


def test_if_the_condition_never_holds_the_history_is_that_of_the_base(setup: Any, world: Any, tmp_path: Path) -> None:
    waits = replace(written(tmp_path, "sla_met < -1"), one_off_cost=0.0)
    mine = run_reactive(world, waits, setup)
    base = run_reactive(world, strategy("calendar"), setup)
    assert mine.history.tobytes() == base.history.tobytes()


def test_if_the_condition_always_holds_the_history_is_that_of_the_strategy_without_it(
    setup: Any, world: Any, tmp_path: Path
) -> None:
    (tmp_path / "plain.toml").write_text(FILE.format(when="", keep="false").replace('when = ""\nkeep = false', ""))
    plain = (tmp_path / "plain.toml").read_text().replace("check = 10\n", "")
    (tmp_path / "plain.toml").write_text(plain)
    mine = run_reactive(world, written(tmp_path, "sla_met > -1"), setup)
    other = run_reactive(world, strategy(tmp_path / "plain.toml"), setup)
    assert mine.history.tobytes() == other.history.tobytes()


@pytest.mark.parametrize("name", REACTIVE)
def test_at_dose_zero_and_before_the_start_the_history_is_that_of_none(name: str, setup: Any, world: Any) -> None:
    none = run_reactive(world, strategy("none"), setup)
    kind = REACTIVE[name]
    assert run_reactive(world, replace(kind, dose=0.0), setup).history.tobytes() == none.history.tobytes()
    late = run_reactive(world, replace(kind, start=30), setup)
    assert late.history[:70].tobytes() == none.history[:70].tobytes()
    assert late.history["strategy_cost"][70] >= kind.one_off_cost


@pytest.mark.parametrize("name", REACTIVE)
def test_it_sets_only_declared_levers_and_is_charged(name: str, setup: Any, world: Any) -> None:
    kind = REACTIVE[name]
    result = run_reactive(world, kind, setup)
    rest = levers_at_rest(1)
    used = {one for one in result.levers.dtype.names or () if (result.levers[one] != rest[one]).any()}
    assert used <= kind.levers | {"one_off_cost", "running_cost"}
    assert result.levers["running_cost"][40:].min() >= kind.running_cost
    assert all(len(text) > 20 for text in (kind.meaning, kind.source, kind.assumption))


def test_an_intervention_rests_when_the_value_is_better_unless_it_is_kept(tmp_path: Path) -> None:
    bad, good = ({**dict.fromkeys(OBSERVABLES, 0.0), "sla_met": value} for value in (0.5, 1.0))
    observations = [good, bad, good, bad]
    rows = written(tmp_path, "sla_met < 0.9").levers_after(observations, 50)
    assert np.flatnonzero(rows["visits"]).tolist() == [*range(10, 20), *range(30, 50)]
    rows = written(tmp_path, "sla_met < 0.9", keep=True).levers_after(observations, 50)
    assert np.flatnonzero(rows["visits"]).tolist() == [*range(10, 50)]
    assert rows["calendar"].min() == pytest.approx(0.8)
    assert rows["one_off_cost"].sum() == pytest.approx(3.0 + 2.0)


def test_later_observations_do_not_change_earlier_decisions(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    observations = [{name: float(rng.random()) for name in OBSERVABLES} for _ in range(6)]
    for kind in (*REACTIVE.values(), written(tmp_path, "sla_met < 0.5")):
        complete = kind.levers_after(observations, 6 * kind.check)
        for at in range(1, 6):
            assert np.array_equal(
                kind.levers_after(observations[:at], 6 * kind.check)[: at * kind.check], complete[: at * kind.check]
            )


def test_plan_do_check_act_keeps_a_measure_that_helps_and_stops_others() -> None:
    pdca = REACTIVE["pdca"]
    base = {**dict.fromkeys(OBSERVABLES, 0.0), "sla_met": 1.0, "promises_kept": 1.0, "business_rating": 0.4}
    worse, better = {**base, "business_rating": 0.39}, {**base, "business_rating": 0.41}
    assert pdca.active([base, worse, worse])[0] == [True, False, False]
    assert pdca.active([base, better, worse])[0] == [True, True, True]


def test_a_reactive_strategy_is_compared_with_common_random_numbers() -> None:
    one = compare(["pdca", "itil"], replications=3, days=40, seed=2, threads=1)
    two = compare(["pdca", "itil"], replications=3, days=40, seed=2, threads=2)
    plain = compare(["itil"], replications=3, days=40, seed=2)
    assert np.array_equal(one.values, two.values, equal_nan=True)
    assert np.array_equal(one.column("itil", "net_value"), plain.column("itil", "net_value"))


def test_a_reactive_strategy_cannot_be_combined_or_scheduled() -> None:
    with pytest.raises(InputError, match="reacts"):
        strategy("pdca+itil")
    with pytest.raises(InputError, match="no schedule"):
        REACTIVE["pdca"].schedule(10)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('when = "root_causes < 3"', "no observable 'root_causes'"),
        ('when = "sla_mett < 3"', "did you mean 'sla_met'?"),
        ('when = "sla_met is low"', "is not a condition"),
        ('when = "sla_met < nan"', "is not a number"),
        ("keep = true", "needs a `when`"),
        ('when = "sla_met < 1"\nkeep = "yes"', "neither true nor false"),
    ],
)
def test_an_invalid_condition_is_reported_with_its_line(line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(f'[[intervention]]\nlever = "visits"\nvalue = 0.1\n{line}\n')
    with pytest.raises(InputError, match=message) as mistake:
        strategy(tmp_path / "mine.toml")
    assert "mine.toml" in str(mistake.value)


def test_the_decisions_can_be_derived_from_the_run(setup: Any, world: Any, tmp_path: Path) -> None:
    waits = written(tmp_path, "open_incidents > 0.5")
    world = run_reactive(world, waits, setup)
    run = collect_run(world, setup)
    decisions = decided(waits, run)
    assert decisions[0] == (1, "careful starts calendar.")
    began = [day for day, text in decisions if "starts visits (open_incidents is" in text]
    on = np.flatnonzero(world.levers["visits"][setup.burn_in :] > 0.0)
    assert [int(on[0]) + 1] == began[:1]
