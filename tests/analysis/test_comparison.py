"""Comparisons of a toy whose true differences are known."""

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
    assert "better in 100% of 30 pairs" in str(step)


def test_a_difference_turned_round_changes_its_sign(found: Any) -> None:
    one, other = found.difference("itil", "brm_style"), found.difference("brm_style", "itil")
    assert (one.mean, one.low, one.high) == pytest.approx((-other.mean, -other.high, -other.low))
    assert one.probability_better == 1 - other.probability_better


def test_the_ranking_says_when_neighbours_are_tied(found: Any) -> None:
    ranked = found.ranking()
    assert list(ranked["strategy"][:2]) == ["brm_style", "itil"]
    assert list(ranked["tied_with_next"]) == [False, False, True, False]


def test_the_json_has_exactly_the_documented_keys_and_no_nan(found: Any) -> None:
    data = found.to_dict()
    assert list(data) == ["organisation", "days", "runs", "seed", "baseline", "version", "strategies"]
    assert (data["organisation"], data["days"], data["runs"], data["seed"]) == ("grab_at_pizza", 100, 30, 4)
    one = data["strategies"]["itil"]
    assert list(one) == ["measures", "difference"]
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


def test_daily_paths_end_at_the_true_difference_and_their_band_holds_it(found: Any) -> None:
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


def test_auto_stops_at_the_first_look_when_the_order_is_clear() -> None:
    assert compare(["itil", "brm_style"], replications="auto", days=20).runs == LOOKS[0]


def test_auto_goes_on_to_the_cap_when_there_is_a_tie_and_says_so(toy: Toy) -> None:
    found = compare(["calendar"], replications="auto", days=20)
    assert found.runs == LOOKS[-1]
    assert found.ranking()["tied_with_next"].any()
    assert [len(call["replications"]) for call in toy.asked] == list(np.diff([0, *LOOKS]))


def test_progress_is_told_after_every_pair() -> None:
    told: list[tuple[int, int]] = []
    compare(["itil"], replications=3, days=20, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_changed_parameters_go_by_their_registered_name(toy: Toy) -> None:
    found = compare(["itil"], replications=2, days=20, parameters={"phi0": "0.2"}, without=["readiness"])
    assert toy.asked[0]["parameters"] == found.study.parameters == {"honesty": 0.2}
    assert toy.asked[0]["without"] == ("readiness",)


def test_one_run_has_levels_and_no_intervals() -> None:
    found = compare(["itil"], replications=1, days=20)
    assert math.isfinite(found.level("itil").mean)
    assert found.to_dict()["strategies"]["itil"]["difference"]["net_value"]["low"] is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"strategies": ["itill"]}, "did you mean 'itil'"),
        ({"organisation": "grab_at_piza"}, "did you mean 'grab_at_pizza'"),
        ({"runs": 0}, "runs = 0 is out of range"),
        ({"runs": "some"}, "runs = 'some' is not a whole number"),
        ({"runs": 2.5}, "runs = 2.5 is not a whole number"),
        ({"days": -1}, "days = -1 is out of range"),
        ({"seed": -3}, "seed = -3 is out of range"),
        ({"threads": 0}, "threads = 0 is out of range"),
        ({"parameters": {"honestly": 1}}, "did you mean 'honesty'"),
        ({"without": ["readines"]}, "did you mean 'readiness'"),
    ],
)
def test_mistakes_are_told_before_anything_is_computed(asked: dict[str, Any], told: str, toy: Toy) -> None:
    with pytest.raises(InputError, match=told):
        compare(**asked)
    assert not toy.asked


def test_a_name_that_was_not_compared_is_told(found: Any) -> None:
    with pytest.raises(InputError, match="no strategy in this comparison 'divorce'"):
        found.difference("divorce")
    with pytest.raises(InputError, match="did you mean 'net_value'"):
        found.ranking("net_valu")


def test_the_json_is_what_its_schema_says(found: Any) -> None:
    schema = json.loads(files("itborg.report").joinpath("comparison.schema.json").read_text())
    kinds = {"string": str, "integer": int, "number": float, "null": type(None), "object": dict}

    def check(data: Any, rule: dict[str, Any]) -> None:
        rule = schema["$defs"][rule["$ref"].rsplit("/", 1)[1]] if "$ref" in rule else rule
        wanted = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        assert isinstance(data, tuple(kinds[kind] for kind in wanted))
        assert set(rule.get("required", ())) <= set(data if isinstance(data, dict) else ())
        for key, value in data.items() if isinstance(data, dict) else ():
            inner = rule.get("properties", {}).get(key) or rule["additionalProperties"]
            assert inner, f"{key} is not in the schema"
            check(value, inner)

    check(found.to_dict(), schema)
