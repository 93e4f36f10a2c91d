"""Exports of service desks as they are: what they show is read, what they lack is named, nothing is misread."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.evidence.incident_log import ImportedLog, indicators, read_incidents
from itborg.evidence.incident_log.dates import read_moments
from itborg.evidence.incident_log.log import as_run
from itborg.evidence.incident_log.priorities import top_priority

#: Folder of public logs, which are not part of the project; without it their tests are skipped.
LOGS = Path(os.environ.get("ITBORG_LOGS", "logs"))
START = datetime(2026, 3, 2, 8)


def export(path: Path, header: str, *columns: object, rows: int = 40, delimiter: str = ",") -> Path:
    """Write an export with one row an incident; a column is a text, or a function of the row's number."""
    lines = [delimiter.join(str(one(at) if callable(one) else one) for one in columns) for at in range(rows)]
    path.write_text(header.replace(",", delimiter) + "\n" + "\n".join(lines) + "\n")
    return path


def opened(at: int) -> datetime:
    return START + timedelta(days=at % 20, hours=at % 7)


def ended(at: int) -> datetime:
    return opened(at) + timedelta(hours=1 + at % 5)


def values(found: ImportedLog) -> dict[str, float]:
    return {one.id: one.value for one in indicators(found.log)}


def notes(found: ImportedLog) -> str:
    return "\n".join(found.receipt.notes)


def test_a_log_without_handoffs_still_gives_hours_and_priorities_and_names_what_it_lacks(tmp_path: Path) -> None:
    prio = ("1 - Critical", "2 - High", "4 - Low")
    found = read_incidents(
        export(tmp_path / "a.csv", "number,sys_created_on,sys_updated_on,state,priority", lambda at: f"INC{at}", opened,
               ended, "Closed", lambda at: prio[at % 3])
    )  # fmt: skip
    assert found.log.hours.tolist() == [1 + at % 5 for at in range(40)]
    assert set(values(found)) == {
        "concentration.hours_in_worst_12_6_percent", "concentration.hours_in_shortest_68_6_percent",
        "priority.top_label_share",
    }  # fmt: skip
    assert "does not show changes of team or person" in notes(found)
    assert "no column for components" in notes(found)


def test_tickets_without_an_end_are_open_and_never_closed(tmp_path: Path) -> None:
    file = export(
        tmp_path / "a.csv", "number,opened_at,closed_at,reassignment_count", lambda at: at, opened,
        lambda at: "NULL" if at % 4 == 0 else ended(at), lambda at: at % 3,
    )  # fmt: skip
    found = read_incidents(file)
    assert (len(found.log), found.receipt.facts["open"], found.skipped) == (30, 10, 10)
    assert found.receipt.left_out["of tickets that are still open"] == 10
    assert found.receipt.rows == found.receipt.used + found.receipt.left_out.total()


def test_a_log_of_open_tickets_is_refused_because_none_is_closed(tmp_path: Path) -> None:
    lines = [
        f"INC{at},{opened(at) + timedelta(hours=n)},Desk,{('New', 'Work in Progress')[n]}"
        for at in range(60)
        for n in (0, 1)
    ]
    (tmp_path / "a.csv").write_text("number,sys_updated_on,assignment_group,state\n" + "\n".join(lines))
    with pytest.raises(InputError, match=r"0 closed incidents are too few.*\(60 are still open\)"):
        read_incidents(tmp_path / "a.csv")


def test_a_reopened_ticket_at_the_end_of_its_events_is_open(tmp_path: Path) -> None:
    states = ("New", "Resolved", "Reopened")
    lines = [
        f"{at},{opened(at) + timedelta(hours=n)},Desk,{states[n]}" for at in range(60) for n in range(2 + (at < 20))
    ]
    (tmp_path / "a.csv").write_text("case_id,timestamp,team,status\n" + "\n".join(lines))
    found = read_incidents(tmp_path / "a.csv")
    assert (len(found.log), found.receipt.facts["open"]) == (40, 20)


def test_the_end_is_the_resolution_and_not_the_closing_days_later(tmp_path: Path) -> None:
    file = export(
        tmp_path / "a.csv", "number,opened_at,resolved_at,closed_at,reassignment_count", lambda at: at, opened, ended,
        lambda at: ended(at) + timedelta(days=5), 0,
    )  # fmt: skip
    found = read_incidents(file)
    assert found.log.hours.max() == 5
    assert "when it is resolved (resolved_at); closed_at is 120 hours later" in notes(found)


def test_events_end_with_the_first_of_the_closed_rows_at_their_end(tmp_path: Path) -> None:
    path = (("Accepted", 0), ("Completed", 2), ("Accepted", 3), ("Completed", 4), ("Completed", 100))
    lines = [f"{at},{opened(at) + timedelta(hours=hours)},{word},complete" for at in range(20) for word, hours in path]
    (tmp_path / "a.csv").write_text(
        "case:concept:name,time:timestamp,concept:name,lifecycle:transition\n" + "\n".join(lines)
    )
    assert read_incidents(tmp_path / "a.csv").log.hours.tolist() == [4.0] * 20


def test_a_component_that_is_blank_everywhere_gives_no_figure(tmp_path: Path) -> None:
    header = "number,opened_at,closed_at,reassignment_count,cmdb_ci"
    blank = export(tmp_path / "a.csv", header, lambda at: at, opened, ended, 0, "")
    assert "concentration.incidents_from_top_5_percent_components" not in values(read_incidents(blank))
    assert "component: known for 0% of the closed tickets" in notes(read_incidents(blank))
    known = export(
        tmp_path / "b.csv", header, lambda at: at, opened, ended, 0, lambda at: f"ci{at % 9}" if at % 10 else "?"
    )
    assert "concentration.incidents_from_top_5_percent_components" in values(read_incidents(known))


def test_the_two_definitions_of_a_handoff_are_both_computed_and_never_mixed(tmp_path: Path) -> None:
    path = (("desk", "ann", "New"), ("desk", "bob", "New"), ("net", "cid", "New"), ("net", "cid", "Closed"))
    lines = [
        f"{at},{opened(at) + timedelta(hours=n)},{','.join(step)}" for at in range(30) for n, step in enumerate(path)
    ]
    (tmp_path / "a.csv").write_text("case,timestamp,team,person,status\n" + "\n".join(lines))
    log = read_incidents(tmp_path / "a.csv").log
    assert log.handoffs is not None
    assert log.team_changes is not None
    assert (set(log.handoffs.tolist()), set(log.team_changes.tolist())) == ({2}, {1})
    run = as_run(log, np.arange(30))
    assert (run.closed["hops"].max(), run.closed["team_changes"].max()) == (2, 1)


@pytest.mark.parametrize(
    ("header", "system", "role"),
    [
        ("number,sys_created_on,closed_at,reassignment_count", "ServiceNow", "handoffs"),
        ("Ticket#,Created,Close Time,Moves,Queue", "OTRS or Znuny", "team_changes"),
        (
            "Incident ID,Open Time,Close Time,# Reassignments,CI Name (aff)",
            "BPI Challenge 2014 (Rabobank)",
            "team_changes",
        ),
        ("Incident ID*+,Submit Date,Last Resolved Date,Group Transfers,Assigned Group*+", "BMC Remedy", "team_changes"),
        ("Ticket ID,Created at,Solved at,Group stations,Requester", "Zendesk", "stations"),
        ("Issue key,Created,Resolved,Custom field (Reassignments),Issue Type", "Jira", "handoffs"),
        ("Nummer,Geöffnet,Geschlossen,Übergaben", "", "handoffs"),
        ("Numéro,Créé le,Résolu le,Réaffectations", "", "handoffs"),
    ],
)
def test_exports_of_usual_systems_are_recognised_by_their_columns(
    header: str, system: str, role: str, tmp_path: Path
) -> None:
    more = ["x"] * (header.count(",") - 3)
    found = read_incidents(
        export(tmp_path / "a.csv", header, lambda at: at, opened, ended, lambda at: 1 + at % 3, *more)
    )
    assert found.receipt.system == system
    assert role in found.columns
    counted = found.log.handoffs if role == "handoffs" else found.log.team_changes
    assert counted is not None
    assert counted.max() == (2 if role == "stations" else 3)


@pytest.mark.parametrize(
    ("words", "top"),
    [
        (("1 - Critical", "2 - High", "4 - Low"), "1 - Critical"),
        (("1 very low", "3 normal", "5 very high"), "5 very high"),
        (("Low", "High", "Highest"), "Highest"),
        (("P3", "P1", "P2"), "P1"),
        (("niedrig", "mittel", "sehr hoch", "hoch"), "sehr hoch"),
        (("laag", "gemiddeld", "hoog"), "hoog"),
        (("basse", "moyenne", "élevée"), "élevée"),
        (("baja", "media", "alta", "crítica"), "crítica"),
        (("Minor", "Blocker", "Critical"), "Blocker"),
        (("5 - Planning", "4 - Low", "1 - Now"), "1 - Now"),
    ],
)
def test_the_highest_priority_is_found_by_its_meaning(words: tuple[str, ...], top: str) -> None:
    found = top_priority([words[at % len(words)] for at in range(30)])
    assert (found.value, found.known) == (top, True)


@pytest.mark.parametrize(
    "words", [("1", "2", "5"), ("red", "green"), ("hoch", "hoch"), ("2 - High", "3 - Moderate", "4 - Low")]
)
def test_a_priority_of_doubtful_meaning_gives_no_figure_until_it_is_stated(words: tuple[str, ...]) -> None:
    texts = [words[at % len(words)] for at in range(30)]
    assert not top_priority(texts).known
    assert top_priority(texts, stated=words[0].upper()).value == words[0]
    with pytest.raises(InputError, match="no incident has this priority"):
        top_priority(texts, stated="purple")


@pytest.mark.parametrize(
    "text",
    ["2016-02-29 13:16", "2016-02-29T13:16:00.000Z", "2016-02-29T14:16:00+01:00", "29/02/2016 13:16", "29.02.16 13:16",
     "29/Feb/16 1:16 PM", "2/29/2016 1:16:00 PM", "Feb 29, 2016, 1:16 PM", "29. Februar 2016 13:16", "29 févr. 2016 13:16",
     "2016/02/29 13:16:00", "Mon Feb 29 14:16:00 CET 2016", "1456751760", "29/02/2016, 13:16", "29/02/2016 01:16:00 p.m."],
)  # fmt: skip
def test_usual_forms_of_a_date_give_the_same_moment(text: str) -> None:
    wanted = (datetime(2016, 2, 29, 13, 16) - datetime(1970, 1, 1)).total_seconds() / 3600
    assert read_moments({"at": [text, "NULL"]}).hours["at"][0] == pytest.approx(wanted)


@pytest.mark.parametrize(
    "text", ["yesterday", "13:16", "Feb 2016", "42429.5", "2016-02-30 10:00", "1/2", "10 000", "3"]
)
def test_a_text_that_is_not_a_complete_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="column 'at'"):
        read_moments({"at": [text]})


def test_one_column_shows_the_order_of_day_and_month_for_all(tmp_path: Path) -> None:
    columns = {"opened": ["03/04/2026 10:00"], "closed": ["13/04/2026 10:00"]}
    found = read_moments(columns)
    assert found.hours["closed"][0] - found.hours["opened"][0] == 240
    assert found.evidence == "dates begin with the day, because of 13/04/2026 10:00 in column closed"
    with pytest.raises(InputError, match="may begin with the day or the month"):
        read_moments({"opened": columns["opened"]})
    with pytest.raises(InputError, match="cannot begin with the month"):
        read_moments(columns, day_first=False)
    with pytest.raises(InputError, match="begins with the day"):
        read_moments({"opened": ["04/13/2026"], "closed": ["13/04/2026"]})


def test_the_table_of_volvo_s_challenge_ends_tickets_by_status_and_waits_by_sub_status(tmp_path: Path) -> None:
    path = (("Accepted", "In Progress", "V30"), ("Accepted", "Wait - User", "V30"), ("Queued", "Awaiting Assignment", "V5"),
            ("Completed", "In Call", "V5"), ("Completed", "Closed", "V5"))  # fmt: skip
    lines = [
        ";".join((f"1-{at}", f"{opened(at) + timedelta(hours=n)}", *step, ("Medium", "Major")[at % 2]))
        for at in range(30) for n, step in enumerate(path[: 5 if at < 24 else 3])
    ]  # fmt: skip
    (tmp_path / "a.csv").write_text(
        "SR Number;Change Date+Time;Status;Sub Status;Involved ST;SR Latest Impact\n" + "\n".join(lines)
    )
    found = read_incidents(tmp_path / "a.csv")
    assert found.receipt.system == "BPI Challenge 2013 (Volvo IT)"
    assert (len(found.log), found.receipt.facts["open"], found.receipt.facts["top_priority"]) == (24, 6, "Major")
    assert set(found.log.hours.tolist()) == {3.0}
    assert found.log.waited is not None
    assert found.log.waited.all()


def test_an_empty_moment_of_reopening_means_never(tmp_path: Path) -> None:
    header = "Incident ID,Open Time,Close Time,# Reassignments,Reopen Time,CI Name (aff)"
    file = export(
        tmp_path / "a.csv", header, lambda at: at, opened, ended, 0, lambda at: "" if at % 8 else ended(at), "ci"
    )
    assert values(read_incidents(file))["handoffs.reopened_share"] == 0.125
    counts = export(
        tmp_path / "b.csv",
        "number,opened_at,closed_at,reopen_count",
        lambda at: at,
        opened,
        ended,
        lambda at: "" if at % 2 else 1,
    )
    assert "handoffs.reopened_share" not in values(read_incidents(counts))


def test_incidents_without_a_known_end_count_for_shares_but_not_for_hours(tmp_path: Path) -> None:
    file = export(
        tmp_path / "a.csv", "number,opened_at,resolved_at,closed_at,reassignment_count", lambda at: at, opened,
        lambda at: "" if at < 4 else ended(at), lambda at: ended(at) + timedelta(days=5), lambda at: int(at < 4),
    )  # fmt: skip
    found = values(read_incidents(file))
    assert found["handoffs.share_with_1_or_more"] == 0.1
    assert "handoffs.median_hours_one_handoff" not in found


def synthetic(path: Path) -> Path:
    """Write an update log whose figures are known: resolved hours 1, 10 and 25 with 0, 1 and 2 reassignments."""
    lines = ["number,opened_at,resolved_at,closed_at,sys_updated_at,reassignment_count,assignment_group,incident_state"]
    for at in range(300):
        count = at % 3
        teams = ("desk", "net", "desk")[: count + 1]
        end = START + timedelta(days=at % 50, hours=(1, 10, 25)[count])
        for n, team in enumerate(teams):
            now = START + timedelta(days=at % 50, minutes=5 * n)
            lines.append(
                f"INC{at},{now - timedelta(minutes=5 * n)},{end},{end + timedelta(days=5)},{now},{n},{team},Active"
            )
        lines.append(
            f"INC{at},{START + timedelta(days=at % 50)},{end},{end + timedelta(days=5)},{end},{count},{teams[-1]},Closed"
        )
    path.write_text("\n".join(lines))
    return path


def moves(path: Path, counter: int | None) -> Path:
    """Write an update log in which each ticket passes from desk to a row without a team and back to desk."""
    lines = ["number,opened_at,resolved_at,sys_updated_at,reassignment_count,assignment_group,incident_state"]
    for at in range(30):
        for n, team in enumerate(("desk", "", "desk")):
            now = START + timedelta(days=at, hours=n)
            count = "" if counter is None else counter
            lines.append(f"INC{at},{START + timedelta(days=at)},{now},{now},{count},{team},Closed")
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(("counter", "changes", "returned"), [(2, 2, 1), (0, 0, 0), (None, 0, 0)])
def test_a_row_without_a_team_is_a_team_without_a_name_only_where_the_counter_shows_it(
    counter: int | None, changes: int, returned: int, tmp_path: Path
) -> None:
    found = read_incidents(moves(tmp_path / "a.csv", counter))
    assert found.log.team_changes is not None
    assert found.log.returned is not None
    assert set(found.log.team_changes.tolist()) == {changes}
    assert set(found.log.returned.tolist()) == {returned}
    assert ("a team without a name" in notes(found)) == (changes > 0)
    assert ("agrees with changes of assignment_group for 100.0%" in notes(found)) == (counter is not None)


def test_few_tickets_of_a_number_of_handoffs_give_no_target_of_hours_and_the_receipt_states_it(tmp_path: Path) -> None:
    def handed(at: int) -> int:
        return 0 if at < 20 else 1 if at < 35 else 2

    found = read_incidents(
        export(
            tmp_path / "a.csv", "number,opened_at,closed_at,reassignment_count", lambda at: at, opened, ended, handed
        )
    )
    assert {"handoffs.time_ratio_0_over_1", "handoffs.share_with_2_or_more"} <= set(values(found))
    assert not {name for name in values(found) if name.startswith("handoffs.time_ratio_2")}
    assert "too few tickets for a target of hours by hand-offs (fewer than 10): 5 with 2" in notes(found)


def test_the_last_update_is_an_end_only_where_nothing_better_is_known_and_the_receipt_states_it(tmp_path: Path) -> None:
    header = "number,sys_created_on,sys_updated_on,state"
    found = read_incidents(export(tmp_path / "a.csv", header, lambda at: at, opened, ended, "Closed"))
    assert "the last update (sys_updated_on) is taken, which may be later" in notes(found)


def test_a_log_of_known_figures_gives_those_figures(tmp_path: Path) -> None:
    found = values(read_incidents(synthetic(tmp_path / "a.csv")))
    assert found["handoffs.median_hours_no_handoff"] == 1
    assert found["handoffs.time_ratio_2_over_1"] == found["handoffs.team_time_ratio_2_over_1"] == 2.5
    assert found["handoffs.share_with_1_or_more"] == found["handoffs.team_share_with_1_or_more"] == pytest.approx(2 / 3)
    assert found["handoffs.ping_pong_share"] == pytest.approx(1 / 3)


def public(name: str) -> Path:
    """Return a public log; the test is skipped where it is not present."""
    path = LOGS / name
    if not path.is_file():
        pytest.skip(f"set ITBORG_LOGS to the folder that holds {name}")
    return path


def test_the_figures_that_the_targets_quote_from_uci_are_reproduced() -> None:
    found = values(read_incidents(public("uci_498_incident_event_log.csv.gz")))
    wanted = {
        "handoffs.share_with_1_or_more": 0.456, "handoffs.share_with_2_or_more": 0.206,
        "handoffs.median_hours_no_handoff": 0.68, "handoffs.median_hours_one_handoff": 42.05,
        "handoffs.time_ratio_2_over_1": 2.45, "handoffs.rank_correlation": 0.53,
        "concentration.hours_in_worst_12_6_percent": 0.741, "handoffs.team_time_ratio_2_over_1": 2.48,
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, rel=0.01)


def test_the_figures_that_the_targets_quote_from_volvo_are_reproduced() -> None:
    read = read_incidents(public("bpi2013_incidents.xes.gz"))
    found = values(read)
    assert read.receipt.facts["open"] == 8
    assert found["handoffs.team_share_with_1_or_more"] == pytest.approx(0.506, abs=0.001)
    assert found["handoffs.team_share_with_2_or_more"] == pytest.approx(0.272, abs=0.001)
    assert found["handoffs.ping_pong_share"] == pytest.approx(0.167, abs=0.001)
