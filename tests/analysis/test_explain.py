"""Why one strategy beats another: the difference, its parts, and when the order turns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison import explain as module
from itborg.analysis.comparison.explain import Condition, Explanation, explain
from itborg.analysis.comparison.parameter_sets import ParameterSets
from itborg.analysis.comparison.plan import Progress
from itborg.analysis.statistics import Interval
from itborg.cli.options import strategy_words
from itborg.common.errors import InputError
from itborg.report.pair_page import document, page
from itborg.report.pair_text import lines, through_what, when_not


@pytest.fixture(scope="module")
def advances() -> dict[str, list[tuple[int, int]]]:
    """Return what `found` has reported: (done, planned) by name of the step."""
    return {}


@pytest.fixture(scope="module")
def found(advances: dict[str, list[tuple[int, int]]]) -> Any:
    """Explain two strategies over two months, with few replications of everything."""

    @contextmanager
    def step(name: str, at: int, count: int) -> Iterator[Progress]:
        assert (at, count) == (len(advances) + 1, 6)
        advances[name] = []
        yield lambda done, of: advances[name].append((done, of))

    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("DECOMPOSED", 2), ("CONDITION", 3), ("SETS", 2), ("SIZED", 2)):
            patch.setattr(module, name, value)
        patch.setattr(module, "LOADS", (0.8, 1.2))
        patch.setattr(module, "SIZES", (20,))
        yield explain("csi_programme", "itil", replications=6, days=60, threads=1, step=step)


@pytest.mark.usefixtures("found")
def test_every_step_advances_to_its_end(advances: dict[str, list[tuple[int, int]]]) -> None:
    assert {name: shown[-1] for name, shown in advances.items() if name != "equal spend"} == {
        "paired replications": (6, 6),
        "plausible parameter sets": (2, 2),
        "other loads": (6, 6),
        "other sizes": (2, 2),
        "decomposition of the difference": (4, 4),
    }
    assert len(set(advances["equal spend"])) > 1
    for shown in advances.values():
        assert shown == sorted(shown)


def test_the_parts_of_the_difference_add_up_to_it(found: Explanation) -> None:
    assert found.decomposition is not None
    parts = sum(one.contribution.mean for one in found.decomposition.contributions)
    assert parts == pytest.approx(found.decomposition.effect.mean)


def test_the_last_horizon_is_the_complete_run(found: Explanation) -> None:
    horizons = [one for one in found.conditions if one.kind == "horizon"]
    assert [one.name for one in horizons] == ["first month", "first 3 months"]
    assert horizons[-1].difference.mean == pytest.approx(found.comparison.difference(found.a).mean, rel=1e-4)


def test_it_covers_horizon_load_size_parameters_and_equal_spend(found: Explanation) -> None:
    assert {one.kind for one in found.conditions} == {"horizon", "load", "size", "equal spend"}
    assert found.sets is not None
    assert len(found.sets) == 2
    assert all(row["used"][0] <= found.equal["amount"] for row in found.equal["used"].values())


def test_swapping_the_two_swaps_the_sign(found: Explanation) -> None:
    step = found.comparison.difference("csi_programme", "itil")
    back = found.comparison.difference("itil", "csi_programme")
    assert step.mean == -back.mean


def test_the_page_and_the_json_hold_every_sentence(found: Explanation) -> None:
    text = page(found, "itborg explain csi_programme itil")
    data = document(found)
    json.dumps(data, allow_nan=False)
    assert text.count("<svg") == 2
    assert data["sentences"] == [f"{heading}: {line}" for heading, line in lines(found)]
    assert {heading for heading, _ in lines(found)} >= {"Answer", "Through what", "How sure", "When not"}


def _with(found: Explanation, **changes: Any) -> Explanation:
    from dataclasses import replace

    return replace(found, **changes)


def test_a_turned_order_is_named_and_so_is_one_that_is_not_distinguishable(found: Explanation) -> None:
    conditions = [
        Condition("load", "demand 0.6", Interval(-2.0, -3.0, -1.0), 9),
        Condition("size", "20 people", Interval(0.5, -1.0, 2.0), 9),
    ]
    ahead = found.comparison.difference("csi_programme").mean > 0
    first = next(line for line in when_not(_with(found, conditions=conditions)) if "demand 0.6" in line)
    assert first.startswith("itil is ahead: demand 0.6 (-2.0") is ahead
    assert any(
        line.startswith("Not distinguishable: 20 people") for line in when_not(_with(found, conditions=conditions))
    )


def test_what_is_not_detectable_is_not_called_zero(found: Explanation) -> None:
    assert "which is not 0" in through_what(found)


def test_a_parameter_that_moves_the_lead_is_found_and_an_idle_one_is_not(found: Explanation) -> None:
    rng = np.random.default_rng(3)
    points = [{"honesty": x, "trust_prior": y} for x, y in rng.random((40, 2))]
    lead = np.array([3.0 - 4.0 * point["honesty"] for point in points])
    sets = ParameterSets(("itil", "none", "csi_programme"), "net_value", 40, 2,
                         np.column_stack([lead * 0, lead * 0, lead]), points)  # fmt: skip
    names = [name for name, _ in _with(found, sets=sets).influences()]
    assert names == ["honesty"]


def test_a_strategy_against_itself_is_an_error() -> None:
    with pytest.raises(InputError, match="against itself"):
        explain("itil", "itil")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("itil vs brm_style", ["itil", "brm_style"]),
        ("itil + brm_style", ["itil+brm_style"]),
        ("itil +brm_style, borg", ["itil+brm_style", "borg"]),
        ("itil+ brm_style and borg", ["itil+brm_style", "borg"]),
    ],
)
def test_strategies_may_be_typed_as_people_type_them(typed: str, meant: list[str]) -> None:
    assert strategy_words(typed.split(" ")) == meant


def test_a_file_with_a_space_in_its_name_stays_one_word(tmp_path: Path) -> None:
    assert strategy_words([str(tmp_path / "my plan.toml"), "vs", "itil"]) == [str(tmp_path / "my plan.toml"), "itil"]
