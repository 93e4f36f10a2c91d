"""Comparisons of a toy model with known differences."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison import compare
from itborg.analysis.comparison.ranking import LOOKS
from itborg.common.errors import InputError
from tests.toy import EFFECT, MEASURES, Toy, install

pytestmark = pytest.mark.usefixtures("toy")


@pytest.fixture(scope="module")
def found() -> Iterator[Any]:
    """Compare four toy strategies once."""
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        yield compare(["itil", "brm_style", "calendar"], replications=30, days=100, seed=4)


def test_the_baseline_is_added_and_comes_first(found: Any) -> None:
    assert found.strategies == ("none", "itil", "brm_style", "calendar")
    assert compare(["itil", "none", "itil"], replications=3, days=20).strategies == ("none", "itil")


def test_without_names_all_are_compared() -> None:
    assert set(compare(replications=2, days=20).strategies) == set(EFFECT)


def test_differences_of_the_baseline_are_exactly_zero(found: Any) -> None:
    for row in found.to_dict()["strategies"]["none"]["difference"].values():
        assert (row["mean"], row["low"], row["high"]) == (0.0, 0.0, 0.0)


def test_paired_intervals_find_the_true_difference_and_are_far_narrower_than_levels(found: Any) -> None:
    step = found.difference("brm_style", "itil")
    assert step.low < 2.0 < step.high
    level = found.level("itil")
    assert (level.high - level.low) > 10 * (step.high - step.low)
    assert found.variance_ratio["itil"] > 50
    assert "better in 100% of 30 replications" in str(step)


def test_swapping_two_strategies_changes_the_sign_of_their_difference(found: Any) -> None:
    one, other = found.difference("itil", "brm_style"), found.difference("brm_style", "itil")
    assert (one.mean, one.low, one.high) == pytest.approx((-other.mean, -other.high, -other.low))
    assert one.probability_better == 1 - other.probability_better


def test_the_ranking_marks_tied_neighbours(found: Any) -> None:
    ranked = found.ranking()
    assert list(ranked["strategy"][:2]) == ["brm_style", "itil"]
    assert list(ranked["tied_with_next"]) == [False, False, True, False]


def test_the_json_has_exactly_the_documented_keys_and_no_nan(found: Any) -> None:
    data = found.to_dict()
    keys = ["schema_version", "organisation", "days", "replications", "seed", "baseline", "version", "strategies"]
    assert list(data) == keys
    assert (data["organisation"], data["days"], data["replications"], data["seed"]) == ("grab_at_pizza", 100, 30, 4)
    one = data["strategies"]["itil"]
    assert list(one) == ["measures", "difference", "spend", "gain_per_keur", "put_in"]
    assert set(one["measures"]) == set(one["difference"]) == {row["name"] for row in MEASURES}
    assert one["measures"]["lead_time"] == {"mean": None, "low": None, "high": None}
    assert one["difference"]["utilisation"]["probability_better"] is None
    json.dumps(data, allow_nan=False)


def test_frames_are_long_and_complete(found: Any) -> None:
    frame, runs = found.frame(), found.runs_frame()
    assert len(frame) == 4 * len(MEASURES)
    assert list(frame)[:6] == ["strategy", "measure", "mean", "low", "high", "difference_mean"]
    assert list(runs) == ["replication", "seed", "strategy", "measure", "value"]
    assert len(runs) == 30 * 4 * len(MEASURES)
    one = runs[(runs["strategy"] == "itil") & (runs["measure"] == "net_value")]
    assert list(one["value"]) == list(found.column("itil", "net_value"))


def test_daily_series_end_at_the_true_difference_and_their_interval_contains_it(found: Any) -> None:
    rows = found.daily[(found.daily["strategy"] == "brm_style") & (found.daily["series"] == "net_value")]
    assert list(rows["day"]) == list(range(1, 101))
    last = rows.iloc[-1]
    assert last["difference_mean"] == pytest.approx(4.0, abs=0.1)
    assert last["difference_low"] < last["difference_mean"] < last["difference_high"]
    assert last["p05"] < last["p50"] < last["p95"]


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    one, same, other = (compare(["itil"], replications=3, days=20, seed=s).values for s in (1, 1, 2))
    assert np.array_equal(one, same, equal_nan=True)
    assert not np.array_equal(one, other, equal_nan=True)


def test_auto_stops_at_the_first_look_when_all_orders_are_distinguishable() -> None:
    assert compare(["itil", "brm_style"], replications="auto", days=20).replications == LOOKS[0]


def test_auto_runs_to_the_maximum_and_reports_a_tie(toy: Toy) -> None:
    found = compare(["calendar"], replications="auto", days=20)
    assert found.replications == LOOKS[-1]
    assert found.ranking()["tied_with_next"].any()
    assert [len(call["replications"]) for call in toy.calls] == list(np.diff([0, *LOOKS]))


def test_progress_is_reported_after_every_replication() -> None:
    reported: list[tuple[int, int]] = []
    compare(["itil"], replications=3, days=20, progress=lambda done, total: reported.append((done, total)))
    assert reported == [(1, 3), (2, 3), (3, 3)]


def test_changed_parameters_have_their_registered_name(toy: Toy) -> None:
    found = compare(["itil"], replications=2, days=20, parameters={"phi0": "0.2"}, without=["readiness"])
    assert toy.calls[0]["parameters"] == found.provenance.parameters == {"honesty": 0.2}
    assert toy.calls[0]["without"] == ("readiness",)


def test_one_run_has_levels_and_no_intervals() -> None:
    found = compare(["itil"], replications=1, days=20)
    assert math.isfinite(found.level("itil").mean)
    assert found.to_dict()["strategies"]["itil"]["difference"]["net_value"]["low"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"strategies": ["itill"]}, "did you mean 'itil'"),
        ({"organisation": "grab_at_piza"}, "did you mean 'grab_at_pizza'"),
        ({"replications": 0}, "replications = 0 is out of range"),
        ({"replications": "some"}, "replications = 'some' is not"),
        ({"replications": 2.5}, "replications = 2.5 is not"),
        ({"days": -1}, "days = -1 is out of range"),
        ({"seed": -3}, "seed = -3 is out of range"),
        ({"threads": 0}, "threads = 0 is out of range"),
        ({"parameters": {"honestly": 1}}, "did you mean 'honesty'"),
        ({"without": ["readines"]}, "did you mean 'readiness'"),
    ],
)
def test_mistakes_are_reported_before_anything_is_computed(arguments: dict[str, Any], message: str, toy: Toy) -> None:
    with pytest.raises(InputError, match=message):
        compare(**arguments)
    assert not toy.calls


def test_a_name_outside_the_comparison_is_an_error(found: Any) -> None:
    with pytest.raises(InputError, match="no strategy in this comparison 'divorce'"):
        found.difference("divorce")
    with pytest.raises(InputError, match="did you mean 'net_value'"):
        found.ranking("net_valu")


def test_the_json_follows_its_schema(found: Any) -> None:
    schema = json.loads(files("itborg.report").joinpath("comparison.schema.json").read_text())
    kinds = {"string": str, "integer": int, "number": float, "null": type(None), "object": dict}

    def check(data: Any, rule: dict[str, Any]) -> None:
        rule = schema["$defs"][rule["$ref"].rsplit("/", 1)[1]] if "$ref" in rule else rule
        if "const" in rule:
            assert data == rule["const"]
            return
        if rule.get("type") == "array":
            assert isinstance(data, list)
            return
        wanted = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        assert isinstance(data, tuple(kinds[kind] for kind in wanted))
        assert set(rule.get("required", ())) <= set(data if isinstance(data, dict) else ())
        for key, value in data.items() if isinstance(data, dict) else ():
            inner = rule.get("properties", {}).get(key) or rule["additionalProperties"]
            assert inner, f"{key} is not in the schema"
            check(value, inner)

    check(found.to_dict(), schema)
