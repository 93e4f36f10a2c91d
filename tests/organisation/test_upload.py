"""Files of any name are recognised by their content, what was recognised can be changed, and remedies are in the page."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from itborg.cli.survey_import import read_survey_organisation
from itborg.organisation import new
from itborg.organisation.importing.tables_and_graphs import Stated
from itborg.organisation.importing.upload import Upload, attributes, read_upload, sheet, teams

PEOPLE = b"Employee,Full name,Department,Grade\n" + b"".join(
    b"e%d,Name %d,%s,%d\n" % (n, n, b"Systems" if n < 3 else b"Sales", n) for n in range(8)
)
TIES = b"from;to;mails\n" + b"".join(b"e%d;e%d;%d\n" % (n, (n + 1) % 8, 10 * n + 1) for n in range(8))
NETWORK = "*Vertices 8\n" + "".join(f'{n + 1} "Name {n}" unit {"Systems" if n < 3 else "Sales"}\n' for n in range(8))
NETWORK += "*Edges\n" + "".join(f"{n + 1} {(n + 1) % 8 + 1} 2\n" for n in range(8))


def test_files_of_any_name_are_recognised_by_their_content(tmp_path: Path) -> None:
    folder = new(tmp_path / "corner")
    upload = Upload.of(
        {"Liste.csv": PEOPLE, "export (1).txt": TIES, "survey.csv": (folder / "survey.csv").read_bytes()}
    )
    assert upload.kinds == {"Liste.csv": "people", "export (1).txt": "ties", "survey.csv": ""}
    assert [(team.name, team.people, team.suggests_it) for team in teams(upload)] == [
        ("Sales", 5, False), ("Systems", 3, False),
    ]  # fmt: skip
    found = read_upload(upload, {"Systems"})
    assert found.organisation is not None
    assert (len(found.organisation.it), len(found.organisation.ties)) == (3, 8)
    assert [one.file for one in found.receipts] == ["Liste.csv", "export (1).txt"]
    assert "Grade" in " ".join(found.receipts[0].lines())


def test_answers_to_the_survey_are_the_ties_as_on_the_command_line(tmp_path: Path) -> None:
    folder = new(tmp_path / "corner")
    files = {"staff.csv": (folder / "people.csv").read_bytes(), "answers.csv": (folder / "survey.csv").read_bytes()}
    upload = Upload.of(files)
    assert upload.kinds == {"staff.csv": "people", "answers.csv": "survey"}
    found = read_upload(upload)
    by_command = read_survey_organisation(
        str(folder / "survey.csv"), [str(folder / "people.csv")], (), "", "x", Stated()
    )
    assert found.organisation is not None
    assert [one.file for one in found.receipts] == ["staff.csv", "answers.csv"]
    for column in ("source", "target", "contact", "trust"):
        ours, theirs = (getattr(one.ties, column) for one in (found.organisation, by_command[0]))
        assert np.array_equal(ours, theirs, equal_nan=column in ("contact", "trust"))
    with_settings = read_upload(Upload.of({**files, "organisation.toml": (folder / "organisation.toml").read_bytes()}))
    assert with_settings.organisation is not None
    assert len(with_settings.organisation.ties) == len(found.organisation.ties)


def test_a_form_of_one_row_a_person_is_a_survey_and_its_mistakes_are_shown_with_their_place() -> None:
    form = b"Time,Who are you?,Whom do you trust? [Name 1],Whom do you go to?\n1,e0,5,Name 1\n2,e1,,Name 2\n"
    upload = Upload.of({"staff.csv": PEOPLE, "form.csv": form})
    assert upload.kinds["form.csv"] == "survey"
    assert read_upload(upload, {"Systems"}).organisation is not None
    wrong = read_upload(Upload.of({"staff.csv": PEOPLE, "form.csv": form.replace(b"5,Name", b"9,Name")}), {"Systems"})
    assert wrong.organisation is None
    assert [(one.file, one.line) for one in wrong.problems if not one.warning] == [("form.csv", 2)]


@pytest.mark.parametrize("with_people", [False, True])
def test_a_network_file_is_read_alone_or_beside_a_table_of_people(with_people: bool) -> None:
    upload = Upload.of({"mail.net": NETWORK.encode(), **({"staff.csv": PEOPLE} if with_people else {})})
    found = read_upload(upload, {"Systems"})
    assert found.organisation is not None
    assert (len(found.organisation.people), len(found.organisation.ties)) == (8, 16)
    assert attributes(upload) == {"team": ["label", "unit"], "contact": ["weight"]}
    assert sum(team.people for team in teams(upload)) == 8
    assert "8 edges in the file, 16 ties" in " ".join(found.receipts[0].notes)


def test_a_visitor_changes_the_kind_of_a_file_and_the_column_of_a_role() -> None:
    upload = Upload.of({"a.csv": PEOPLE, "b.csv": TIES})
    found = sheet(upload, "people")
    assert found is not None
    assert (found.columns["team"], found.rows[0]) == ("Department", ["e0", "Name 0", "Systems", "0"])
    changed = upload.with_column("people", "team", "Grade")
    assert [team.name for team in teams(changed)] == [str(n) for n in range(8)]
    assert read_upload(changed, {"0"}).organisation is not None
    unused = upload.as_kind("b.csv", "")
    assert read_upload(unused, {"Systems"}).organisation is None
    assert upload.as_kind("b.csv", "people").kinds == {"a.csv": "", "b.csv": "people"}


@pytest.mark.parametrize(
    ("files", "remedy"),
    [
        ({"a.csv": PEOPLE, "b.csv": TIES}, "or choose the teams that are IT"),
        ({"a.csv": PEOPLE.replace(b"Department", b"Departm"), "b.csv": TIES}, "as the column, above"),
        ({"a.csv": PEOPLE.replace(b"Department", b"Colour"), "b.csv": TIES}, "Colour, Grade; choose one above"),
        ({"a.csv": PEOPLE.replace(b"Employee,Full name", b"Col1,Col2"), "b.csv": TIES}, "above"),
        ({"a.net": re.sub(r" unit \w+", "", NETWORK).encode()}, "upload a table of the people as well"),
        ({"a.csv": PEOPLE}, "a column of managers"),
        ({"b.csv": TIES}, "no table of people yet"),
        ({"a.graphml": b"<graphml><graph>"}, "this is not XML"),
        ({"a.csv": PEOPLE + b"\x81\xfe\xff\x8d", "b.csv": TIES}, ""),
        ({"organisation.toml": b"name = 1\n"}, "this file is missing"),
    ],
)
def test_problems_name_the_files_of_the_visitor_and_a_remedy_in_the_page(files: dict[str, bytes], remedy: str) -> None:
    found = read_upload(Upload.of(files))
    assert found.organisation is None
    texts = [f"{one.file} {one.message}" for one in found.problems]
    assert remedy in " ".join(texts)
    for text in texts:
        assert "/tmp" not in text
        assert " --" not in text
        assert "`itborg" not in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "this is a picture"),
        (b"", "the file is empty"),
        (b"MZ\x90\x00\x03\x01\x02\x04" * 9, "this is not text"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(data: bytes, reason: str) -> None:
    first, second = read_upload(Upload.of({"some.csv": data})).problems
    assert (first.file, first.warning) == ("some.csv", False)
    assert reason in first.message
    assert (second.file, second.message) == ("", "there is no table of people yet; upload one")
    beside = read_upload(Upload.of({"a.csv": PEOPLE, "some.csv": data})).problems
    assert [(one.warning, reason in one.message) for one in beside if one.file == "some.csv"] == [(True, True)]


def test_a_folder_with_settings_is_read_with_them(tmp_path: Path) -> None:
    folder = new(tmp_path / "corner")
    upload = Upload.of({file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".md"})
    found = read_upload(upload)
    assert found.organisation is not None
    assert found.organisation.name == "Corner Pizza"
    assert teams(upload) == []
    wrong = upload.files | {"people.csv": upload.files["people.csv"].replace(b",it,", b",tech,", 1)}
    first = read_upload(Upload.of(wrong)).problems[0]
    assert (first.file, first.line) == ("people.csv", 2)
