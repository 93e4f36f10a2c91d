"""Tables with any columns become an organisation: usual names are understood, the rest is ignored and named once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itborg.cli import execute
from itborg.common.errors import InputError
from itborg.organisation import load
from itborg.organisation.importing.tables_and_graphs import ImportedTables, Stated, read_tables

HR = (
    "Employee Number,Employee Name,DepartmentName,Job Title,Salary,Hire Date,ManagerID\n"
    "001,Ann Lee,Desk,agent,1,7/5/2011,002\n002,Bob Roy,Desk,,1,,\n003,Cyd Poe,Systems,admin,1,,002\n"
    "004,Dee Fox,Sales,,1,,006\n005,Eli Orr,Sales,,1,,006\n006,Fay Kim,Office,director,1,,006\n"
)
EDGES = "Source,Target,Type,Id,Label,Weight\n001,002,Directed,0,,3\n002,004,Undirected,1,,12\n001,002,Directed,2,,5\n003,003,Directed,3,,5\n"


def imported(folder: Path, people: str = HR, ties: str | None = EDGES, **columns: str) -> ImportedTables:
    """Return the import of two tables; Desk and Systems are IT."""
    (folder / "hr.csv").write_text(people)
    (folder / "edges.csv").write_text(ties or "")
    path = folder / "edges.csv" if ties else None
    return read_tables(folder / "hr.csv", path, ("Desk", "Systems"), "Ours", ("hr.csv", "edges.csv"), Stated(columns))


def ties_of(found: ImportedTables) -> dict[tuple[str, str], float]:
    """Return contact by ids of both ends."""
    org = found.organisation
    assert org is not None, "\n".join(map(str, found.problems))
    ids = [person.id for person in org.people]
    ends = zip(org.ties.source.tolist(), org.ties.target.tolist(), org.ties.contact.tolist(), strict=True)
    return {(ids[a], ids[b]): contact for a, b, contact in ends}


def test_an_hr_list_and_an_edge_table_become_an_organisation(tmp_path: Path) -> None:
    found = imported(tmp_path)
    assert ties_of(found) == {("001", "002"): 0.2941, ("002", "004"): 0.5, ("004", "002"): 0.5}
    assert found.organisation is not None
    assert [person.name for person in found.organisation.it] == ["Ann Lee", "Bob Roy", "Cyd Poe"]


def test_columns_that_nobody_needs_are_named_once_and_are_no_error(tmp_path: Path) -> None:
    found = imported(tmp_path)
    assert found.receipts[0].mapping.ignored == ("Salary", "Hire Date")
    assert found.receipts[1].mapping.ignored == ("Id", "Label")
    assert len([one for one in found.problems if "ignored" in one.message]) == 2


def test_the_receipt_accounts_for_every_row_of_an_edge_table(tmp_path: Path) -> None:
    receipt = imported(tmp_path).receipts[1]
    assert receipt.rows == receipt.used + receipt.left_out.total() == 4
    assert receipt.left_out["about a person and themselves"] == 1
    assert (receipt.facts["edges"], receipt.facts["ties"]) == (4, 3)
    assert any("weight / (weight + 12)" in note for note in receipt.notes)


def test_without_a_table_of_ties_the_reporting_lines_are_the_ties(tmp_path: Path) -> None:
    found = ties_of(imported(tmp_path, ties=None))
    pairs = {("001", "002"), ("003", "002"), ("004", "006"), ("005", "006")}
    assert found == dict.fromkeys(pairs | {(b, a) for a, b in pairs}, 0.5)


def test_people_are_found_by_name_and_by_mail_address(tmp_path: Path) -> None:
    found = imported(tmp_path, ties="from,to\nann lee,Bob Roy\nann.lee@firm.org,006\n")
    assert set(ties_of(found)) == {("001", "002"), ("001", "006")}
    assert any("found 2 by name" in note or "by the name in a mail" in note for note in found.receipts[1].notes)


def test_a_list_of_mails_gives_each_tie_the_weight_of_its_rows(tmp_path: Path) -> None:
    found = imported(tmp_path, ties="from,to,date\n" + "001,002,x\n" * 3 + "002,001,x\n" + "003,004,x\n" * 9)
    assert ties_of(found) == {("001", "002"): 0.5, ("002", "001"): 0.25, ("003", "004"): 0.75}


def test_a_few_contacts_above_one_are_mistakes_and_not_another_scale(tmp_path: Path) -> None:
    found = imported(tmp_path, ties="source,target,contact\n001,002,0.5\n002,003,6\n003,004,0.2\n004,005,0.1\n")
    assert [str(one) for one in found.problems if not one.warning] == ["edges.csv:3 [contact]: 6 is outside 0 to 1"]


def test_a_list_without_ids_takes_the_names_for_ids(tmp_path: Path) -> None:
    people = HR.replace("Employee Number", "Payroll code")
    found = imported(tmp_path, people, "source,target,contact\nAnn Lee,Dee Fox,0.4\n")
    assert set(ties_of(found)) == {("Ann Lee", "Dee Fox")}
    assert "there is no column of ids: the names are the ids" in found.receipts[0].notes


@pytest.mark.parametrize("name", ["Department names", "Abteilungsname"])
def test_a_missing_column_is_proposed_by_a_similar_name_and_can_be_stated(name: str, tmp_path: Path) -> None:
    people = HR.replace("DepartmentName", name)
    (problem, *_) = [one for one in imported(tmp_path, people).problems if not one.warning]
    assert str(problem).startswith("hr.csv:1 [team]: column 'team' is missing")
    assert f"if it is column '{name}', add --map " in problem.message
    assert imported(tmp_path, people, team=name).organisation is not None


def test_a_column_whose_name_is_not_similar_is_not_proposed_for_a_missing_one(tmp_path: Path) -> None:
    people = "Personalnummer,Farbe,Schuhgröße\n" + "".join(f"{n},{('rot', 'blau')[n % 2]},4{n}\n" for n in range(8))
    (problem, *_) = [one for one in imported(tmp_path, people).problems if not one.warning]
    assert "if it is column" not in problem.message
    assert problem.message.endswith("the columns are Personalnummer, Farbe, Schuhgröße")


@pytest.mark.parametrize(
    ("columns", "message"),
    [({"taem": "DepartmentName"}, "no role 'taem'; did you mean 'team'"), ({"team": "Departmentname "}, "")],
)
def test_a_stated_role_that_does_not_exist_is_an_error(columns: dict[str, str], message: str, tmp_path: Path) -> None:
    if message:
        with pytest.raises(InputError, match=message):
            imported(tmp_path, **columns)
    else:
        assert imported(tmp_path, **columns).organisation is not None


def test_a_person_called_null_keeps_the_name_and_a_team_called_null_is_missing(tmp_path: Path) -> None:
    people = HR.replace("Ann Lee", "Null").replace("Office", "NULL")
    found = imported(tmp_path, people).organisation
    assert found is not None
    assert found.people[0].name == "Null"
    assert found.people[5].team == "Business"


def test_the_receipt_is_printed_and_written_beside_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hr.csv").write_text(HR.replace(",", ";"), encoding="cp1252")
    (tmp_path / "e.csv").write_text(EDGES)
    out = tmp_path / "ours"
    arguments = ["org", "import", str(tmp_path / "hr.csv"), str(tmp_path / "e.csv"), "--it", "Desk", "--out", str(out)]
    assert execute(arguments) == 0
    written = json.loads((out / "import.json").read_text())
    assert [one["used"] for one in written] == [6, 2]
    assert "ignored: Salary, Hire Date" in capsys.readouterr().err
    assert len(load(out).people) == 6
