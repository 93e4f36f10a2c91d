"""An incident log on the upload page: recognised, read as on the command line, and its doubts are choices in the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from itborg.evidence.incident_log import indicators, read_incidents
from itborg.organisation.importing.upload import Upload

pytest.importorskip("solara", reason="the extra viz is not installed")
from itborg_viz.incident_uploads import is_log, log_sheet, read_log, with_incidents

PEOPLE = "id,name,team,status,created\n" + "".join(
    f"p{at},P {at},T{at % 3},active,2020-01-0{at}\n" for at in range(1, 9)
)
ROWS = [
    f"{at},0{1 + at % 9}/02/2026 08:00,0{1 + at % 9}/02/2026 1{at % 9}:00,{1 + 4 * (at % 4 > 0)}" for at in range(40)
]
LOG = "\n".join(["Ticket,Opened,Closed,Priority", *ROWS]) + "\n"
XES = "<log>" + "".join(
    f"<trace><string key='concept:name' value='{at}'/><event><date key='time:timestamp' value='2026-02-02T08:00:00Z'/>"
    "</event></trace>"
    for at in range(30)
) + "</log>"  # fmt: skip


@pytest.mark.parametrize(("name", "text", "yes"), [("export.csv", LOG, True), ("log.xes", XES, True),
                                                   ("staff.csv", PEOPLE, False), ("x.toml", "a = 1", False)])  # fmt: skip
def test_a_log_is_recognised_and_nothing_else_is_one(name: str, text: str, yes: bool) -> None:
    upload = with_incidents(Upload.of({name: text.encode(), "people.csv": b"id,team\n"}))
    assert is_log(name, text.encode()) is yes
    assert (upload.kinds[name] == "incidents") is yes


def test_a_doubt_is_named_with_a_remedy_in_the_page_and_a_choice_resolves_it() -> None:
    assert read_log("a.csv", LOG.encode(), {}, "", "").problem.endswith("; choose it above")
    doubtful = read_log("a.csv", LOG.encode(), {}, "day", "")
    assert doubtful.receipt is not None
    assert not any("--" in note for note in doubtful.receipt.notes)
    assert "priority.top_label_share" not in {one.id for one in doubtful.indicators}
    stated = read_log("a.csv", LOG.encode(), {}, "day", "1")
    assert {one.id: one.value for one in stated.indicators}["priority.top_label_share"] == 0.25


def test_the_page_and_the_command_line_read_a_log_alike(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(LOG)
    by_command = read_incidents(tmp_path / "a.csv", day_first=True, top="1")
    in_page = read_log("a.csv", LOG.encode(), {}, "day", "1")
    assert in_page.receipt is not None
    assert list(in_page.indicators) == indicators(by_command.log)
    assert (in_page.receipt.rows, in_page.receipt.used) == (by_command.receipt.rows, by_command.receipt.used)
    assert "[[target]]" in in_page.targets


def test_another_column_is_taken_as_the_visitor_states() -> None:
    found = log_sheet("a.csv", LOG.encode(), {"closed": "", "resolved": "Closed"})
    assert found is not None
    assert (found.sheet.columns["resolved"], found.priorities) == ("Closed", ("1", "5"))
    assert "closed" not in found.sheet.columns


def test_a_log_is_uploaded_its_doubts_are_chosen_by_mouse_and_its_targets_are_downloaded(
    open_page: Any, tmp_path: Path
) -> None:
    (tmp_path / "tickets 2026.csv").write_text(LOG)
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(tmp_path / "tickets 2026.csv")
    page.get_by_role("heading", name="Incident log: tickets 2026.csv").wait_for()
    page.get_by_text("may begin with the day or the month; choose it above").wait_for()
    page.locator(".upload-columns .itb-choice", has_text="Dates begin with").click()
    page.get_by_role("option", name="day", exact=True).click()
    page.get_by_text("dates begin with the day, as stated").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download targets").click()
    assert "[[target]]" in Path(download.value.path()).read_text()
