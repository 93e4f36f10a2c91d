"""Each file in broken/ is named after its defect; EXPECTED.csv holds the expected messages."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from itborg.common.errors import InputError
from itborg.organisation import check, load

HERE = Path(__file__).parent
BROKEN = HERE / "broken"
with (BROKEN / "EXPECTED.csv").open(encoding="utf-8", newline="") as handle:
    EXPECTED = list(csv.DictReader(handle))
#: A wrong column name is two things: one that is ignored, one that is missing.
MESSAGES = {
    "people_column_unknown.csv": 2,
    "people_column_twice.csv": 3,
    "ties_column_unknown.csv": 2,
    "organisation_key_unknown.toml": 2,
}
ERRORS = [row for row in EXPECTED if row["kind"] == "error"]


def folder_with(broken: str, tmp_path: Path) -> Path:
    """Return a valid folder with one broken file."""
    folder = tmp_path / "org"
    shutil.copytree(HERE / "good", folder)
    kind, suffix = broken.split("_")[0].split(".")[0], Path(broken).suffix
    shutil.copyfile(BROKEN / broken, folder / (kind + suffix))
    return folder


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_a_defect_is_reported_with_file_line_and_message(row, tmp_path):
    found = check(folder_with(row["file"], tmp_path))
    same = [p for p in found if row["message"] in p.message and p.column == row["column"]]
    assert same, "\n".join(map(str, found))
    assert str(same[0].line or "") == row["line"]
    assert same[0].warning == (row["kind"] == "warning")
    assert Path(same[0].file).suffix == Path(row["file"]).suffix


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_one_defect_causes_no_other_problem_in_the_same_file(row, tmp_path):
    folder = folder_with(row["file"], tmp_path)
    name = row["file"].split("_")[0].split(".")[0]
    here = [p for p in check(folder) if Path(p.file).stem == name]
    assert len(here) == MESSAGES.get(row["file"], 1), "\n".join(map(str, here))


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row["file"])
def test_a_broken_file_is_never_loaded_in_part(row, tmp_path):
    with pytest.raises(InputError) as caught:
        load(folder_with(row["file"], tmp_path))
    assert row["message"] in str(caught.value)


def test_every_broken_file_has_an_expected_message_and_exists():
    files = {path.name for path in BROKEN.iterdir()} - {"EXPECTED.csv"}
    assert files == {row["file"] for row in EXPECTED}


@pytest.mark.parametrize("missing", ["organisation.toml", "people.csv", "ties.csv"])
def test_each_of_the_three_files_is_required(missing, tmp_path):
    shutil.copytree(HERE / "good", tmp_path / "org")
    (tmp_path / "org" / missing).unlink()
    (problem,) = check(tmp_path / "org")
    assert missing in problem.file
    assert "is missing" in problem.message


def test_a_folder_in_place_of_a_file_is_a_problem_and_no_exception(tmp_path):
    shutil.copytree(HERE / "good", tmp_path / "org")
    (tmp_path / "org" / "ties.csv").unlink()
    (tmp_path / "org" / "ties.csv").mkdir()
    (problem,) = check(tmp_path / "org")
    assert "this is a folder" in problem.message


def test_at_most_twenty_problems_are_listed_in_order_of_file_and_line(tmp_path):
    shutil.copytree(HERE / "good", tmp_path / "org")
    lines = "".join(f"ann,nobody{at},2\n" for at in range(30))
    (tmp_path / "org" / "ties.csv").write_text("source,target,contact\n" + lines)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "org")
    reported = str(caught.value).split("\n")
    assert len(reported) == 21
    assert reported[-1] == "and 40 more"
    assert [int(line.split(":")[1].split()[0]) for line in reported[:4]] == [2, 2, 3, 3]


def test_an_unknown_role_of_many_people_is_one_warning(tmp_path):
    shutil.copytree(HERE / "good", tmp_path / "org")
    people = tmp_path / "org" / "people.csv"
    people.write_text(people.read_text().replace("operations", "sysop").replace("developer", "sysop"))
    (problem,) = check(tmp_path / "org")
    assert "'sysop' (here and on 1 more line)" in problem.message
