"""Strategy files of users: what they do, and the messages for mistakes."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.strategies import levers_at_rest, strategy

HERE = Path(__file__).parent
MINE = HERE / "mine.toml"
BROKEN = HERE / "broken"
with (BROKEN / "EXPECTED.csv").open(encoding="utf-8", newline="") as handle:
    EXPECTED = list(csv.DictReader(handle))


def test_a_file_sets_levers_at_the_stated_times() -> None:
    mine = strategy(MINE)
    assert mine.name == "visits first"
    assert mine.levers == {"calendar", "visits", "follow_up", "workshop", "capacity_factor"}
    rows = mine.schedule(100)
    assert np.array_equal(rows[:5], levers_at_rest(5))
    own = rows[5:]
    assert own["visits"][:5].tolist() == pytest.approx([0.02, 0.04, 0.06, 0.08, 0.08])
    assert np.flatnonzero(own["follow_up"]).tolist() == [20, 40, 60]
    assert own["capacity_factor"].tolist() == [0.9] * 10 + [1.0] * 85


def test_a_one_day_lever_is_set_on_one_day_only() -> None:
    workshop = strategy(MINE).schedule(100)["workshop"]
    assert np.flatnonzero(workshop).tolist() == [5]
    assert workshop[5] == 0.5


def test_a_file_includes_the_costs_of_its_base() -> None:
    rows = strategy(MINE).schedule(100)
    assert rows["one_off_cost"][5] == pytest.approx(10.0 + 2.0)
    assert rows["running_cost"][5:] == pytest.approx(0.2 + 0.05)


def test_a_file_can_be_combined_with_names() -> None:
    both = strategy(f"itil+{MINE}")
    assert both.name == "itil+visits first"
    assert both.schedule(100)["objective"].all()


def test_a_file_can_be_specified_by_its_path_as_text() -> None:
    assert strategy(str(MINE)) == strategy(MINE)


def test_without_a_name_the_strategy_has_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "my_way.toml").write_text('base = ["itil"]\n')
    assert strategy(tmp_path / "my_way.toml").name == "my_way"


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('dose = -1\n[[intervention]]\nlever = "visit"\n[[intervention]]\nlever = "board"\nvalue = 3\n')
    with pytest.raises(InputError) as caught:
        strategy(path)
    reported = str(caught.value).removeprefix(f"{path}:").split(f"\n{path}:")
    assert sorted(one.split(" ")[0] for one in reported) == ["1", "3", "6"]


def test_a_file_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(InputError, match="not UTF-8"):
        strategy(path)


@pytest.mark.parametrize("row", EXPECTED, ids=[row["file"] for row in EXPECTED])
def test_a_mistake_is_reported_with_line_and_message(row: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        strategy(BROKEN / row["file"])
    first = str(caught.value).splitlines()[0]
    where = f"{row['file']}:{row['line']}" if row["line"] else row["file"]
    assert f"{where} [" in first or f"{where}: " in first
    assert row["message"] in first


def test_every_broken_file_has_its_expected_message() -> None:
    assert {row["file"] for row in EXPECTED} == {path.name for path in BROKEN.glob("*.toml")}
