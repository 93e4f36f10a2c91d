"""Incident exports: usual column names are known, indicators are those of runs, and mistakes are reported."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from itborg.analysis.measures.log_indicators import observed
from itborg.common.errors import InputError
from itborg.engine.simulation import Run, simulate
from itborg.evidence.calibration import calibrate, read_targets, targets_text
from itborg.evidence.incident_log import indicators, read_incidents
from itborg.organisation import load
from itborg.strategies import strategy

HEADER = "number,opened_at,closed_at,reassignment_count,priority,reopen_count,cmdb_ci\n"


def incidents(rows: int = 40) -> str:
    lines = [
        f"INC{at},2026-03-{1 + at % 28:02d} 08:00:00,2026-03-{1 + at % 28:02d} {9 + at % 4}:00:00,{at % 4},"
        f"{1 + at % 3} - prio,{int(at % 20 == 0)},ci{at % 5}"
        for at in range(rows)
    ]
    return HEADER + "\n".join(lines) + "\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def value(path: Path, name: str) -> float:
    return {one.id: one.value for one in indicators(read_incidents(path).log)}[name]


def test_indicators_of_an_export_with_one_row_an_incident_agree_with_values_by_hand(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", incidents())
    assert value(file, "handoffs.share_with_1_or_more") == 0.75
    assert value(file, "handoffs.share_with_2_or_more") == 0.5
    assert value(file, "handoffs.median_hours_no_handoff") == 1
    assert value(file, "handoffs.time_ratio_3_over_1") == 2
    assert value(file, "handoffs.reopened_share") == 0.05
    assert value(file, "priority.top_label_share") == pytest.approx(14 / 40)


EVENTS = """case:concept:name,time:timestamp,org:group,org:resource,status
{}
"""


def events(path: list[tuple[str, str, str]], case: str, day: int) -> str:
    return "\n".join(
        f"{case},2026-03-{day:02d}T{8 + at:02d}:00:00,{team},{person},{state}"
        for at, (team, person, state) in enumerate(path)
    )


BACK_AND_FORTH = [
    ("desk", "ann", "open"),
    ("network", "bob", "open"),
    ("desk", "cid", "awaiting user"),
    ("desk", "cid", "closed"),
]
PLAIN = [("desk", "ann", "open"), ("desk", "ann", "closed")]


def test_an_export_with_one_row_an_event_gives_handoffs_returns_and_waiting(tmp_path: Path) -> None:
    text = "\n".join(events(BACK_AND_FORTH if at % 2 else PLAIN, f"c{at}", 1 + at) for at in range(24))
    file = write(tmp_path / "events.csv", EVENTS.format(text))
    found = read_incidents(file)
    assert found.events
    assert found.log.handoffs is not None
    assert found.log.handoffs.tolist() == [0, 2] * 12
    assert found.log.people == 3
    assert value(file, "handoffs.ping_pong_share") == 0.5
    assert found.log.waited is not None
    assert found.log.waited.mean() == 0.5


def xes(path: list[tuple[str, str, str]], case: str, day: int) -> str:
    inside = "".join(
        f'<event><string key="org:group" value="{team}"/><string key="org:resource" value="{person}"/>'
        f'<date key="time:timestamp" value="2026-03-{day:02d}T{8 + at:02d}:00:00+01:00"/></event>'
        for at, (team, person, _) in enumerate(path)
    )
    return f'<trace><string key="concept:name" value="{case}"/>{inside}</trace>'


@pytest.mark.parametrize("packed", [False, True])
def test_xes_gives_the_same_log_as_a_table_of_events(tmp_path: Path, packed: bool) -> None:
    inside = "".join(xes(BACK_AND_FORTH if at % 2 else PLAIN, f"c{at}", 1 + at) for at in range(24))
    data = f'<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">{inside}</log>'.encode()
    file = tmp_path / ("log.xes.gz" if packed else "log.xes")
    file.write_bytes(gzip.compress(data) if packed else data)
    assert read_incidents(file).log.handoffs.tolist() == [0, 2] * 12
    assert value(file, "handoffs.ping_pong_share") == 0.5


def exported(run: Run, path: Path) -> Path:
    """Write the closed incidents of a run as a service desk would export them."""
    with path.open("w", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(["Number", "Opened", "Closed", "Reassignment count", "Reopened", "Component"])
        for at, one in enumerate(run.closed[run.closed["opened"] >= run.burn_in]):
            begin = np.datetime64("2026-01-05T00:00:00")
            seconds = np.timedelta64(round(float(one["hours"]) * 3600), "s")
            table.writerow([at, begin, begin + seconds, one["hops"], one["reopened"], one["component"]])
    return path


def test_a_run_that_is_exported_and_read_has_the_indicators_of_the_run(tmp_path: Path) -> None:
    run = simulate(load("grab_at_pizza"), strategy("none"), days=60, burn_in=20, seed=3)
    found = indicators(read_incidents(exported(run, tmp_path / "run.csv")).log)
    expected = observed(run, [one.id for one in found])
    assert len(found) >= 12
    for one in found:
        assert one.value == pytest.approx(expected[one.id], rel=1e-3, abs=1e-4), one.id


def test_the_error_of_a_share_agrees_with_the_binomial_formula(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", incidents(400))
    error = next(one.error for one in indicators(read_incidents(file).log) if one.id == "handoffs.share_with_1_or_more")
    assert error == pytest.approx(np.sqrt(0.75 * 0.25 / 400), rel=0.35)


def test_columns_can_be_stated_and_are_found_in_any_spelling(tmp_path: Path) -> None:
    text = incidents().replace("reassignment_count", "Hops").replace("opened_at", "OPENED AT")
    file = write(tmp_path / "a.csv", text.replace(",", ";").replace("Hops", "Weitergereicht"))
    assert read_incidents(file, {"handoffs": "weitergereicht"}).columns["handoffs"] == "Weitergereicht"


def test_several_rows_of_an_incident_count_once_with_the_last_row(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", incidents() + "INC0,2026-03-01 08:00:00,2026-03-01 20:00:00,3,1 - prio,0,ci0\n")
    found = read_incidents(file).log
    assert len(found) == 40
    assert found.handoffs.max() == 3


@pytest.mark.parametrize(
    ("change", "columns", "message"),
    [
        (("opened_at", "begin"), {}, "it needs a column opened"),
        ((",", ","), {"handoffs": "reasignment_count"}, "did you mean 'reassignment_count'"),
        ((",", ","), {"handofs": "priority"}, "did you mean 'handoffs'"),
        (("2026-03-01 08:00:00", "yesterday"), {}, "'yesterday' is not"),
        ((",0,1 - prio", ",several,1 - prio"), {}, "'several' is not a number of hand-offs"),
        ((",0,1 - prio", ",inf,1 - prio"), {}, "'inf' is not a number of hand-offs"),
        ((",0,1 - prio", f",{'9' * 30},1 - prio"), {}, "is not a number of hand-offs"),
    ],
)
def test_an_export_that_cannot_be_read_is_reported_with_its_file(
    tmp_path: Path, change: tuple[str, str], columns: dict[str, str], message: str
) -> None:
    file = write(tmp_path / "a.csv", incidents().replace(*change))
    with pytest.raises(InputError, match=message) as error:
        read_incidents(file, columns)
    assert str(file) in str(error.value)


def test_an_ambiguous_date_is_refused_until_its_order_is_stated(tmp_path: Path) -> None:
    rows = "\n".join(f"{at},03/{1 + at % 12:02d}/2026 08:00,03/{1 + at % 12:02d}/2026 09:00,1" for at in range(24))
    file = write(tmp_path / "a.csv", "id,opened,closed,handoffs\n" + rows)
    with pytest.raises(InputError, match="--day-first or --month-first"):
        read_incidents(file)
    spans = [read_incidents(file, day_first=first).log.workdays for first in (True, False)]
    assert spans[0] > 200
    assert spans[1] < 9


def test_too_few_incidents_and_malicious_xml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too few"):
        read_incidents(write(tmp_path / "a.csv", incidents(10)))
    bomb = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log><trace>&b;</trace></log>'
    with pytest.raises(InputError, match="not XES"):
        read_incidents(write(tmp_path / "a.xes", bomb))


def test_a_log_of_the_model_is_met_at_the_default_parameters_and_after_the_fit(tmp_path: Path) -> None:
    run = simulate(load("grab_at_pizza"), strategy("none"), days=60, burn_in=120, seed=7)
    log = read_incidents(exported(run, tmp_path / "run.csv"), people=run.it).log
    (tmp_path / "ours.toml").write_text(targets_text(indicators(log), "run.csv", f"{len(log)} incidents"))
    rows = calibrate(
        targets=read_targets(tmp_path / "ours.toml"),
        free=["hazard", "queue_pull"], points=20, waves=1, replications=2, days=60,
    ).targets  # fmt: skip
    assert len(rows) > 12
    assert (rows["default_result"] == "within").mean() > 0.85
    assert (rows["result"] == "within").mean() > 0.85
