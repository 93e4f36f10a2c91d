"""Uploads are bounded, nothing in them is followed or executed, and their mistakes are named like any folder's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from itborg.common.errors import InputError
from itborg.organisation import load, new
from itborg.organisation.importing import uploaded_files as uploaded
from itborg.organisation.importing.uploaded_files import FILES, chosen_files, read_files, shown, teams, unpacked

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """Return the files of a small organisation."""
    folder = new(tmp_path / "corner")
    return {name: (folder / name).read_bytes() for name in FILES}


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip with these members."""
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return place.getvalue()


def test_a_zipped_folder_is_read_like_the_folder(files: dict[str, bytes], tmp_path: Path) -> None:
    inside = {f"my company/{name}": data for name, data in files.items()}
    rest = {"my company/SURVEY.md": b"x", "__MACOSX/my company/people.csv": b"\0junk"}
    found = unpacked("company.zip", zipped(rest | inside))
    assert found == files
    organisation, problems = read_files(found)
    assert problems == []
    assert organisation is not None
    assert organisation.people == load(tmp_path / "corner").people


def test_of_files_that_are_chosen_together_those_of_an_organisation_are_taken(files: dict[str, bytes]) -> None:
    assert chosen_files({"survey.csv": b"x", "corner/SURVEY.md": b"x"} | files) == files
    assert chosen_files({"company.zip": zipped(files)}) == files
    with pytest.raises(InputError, match="is neither a zip nor one of"):
        chosen_files({"survey.csv": b"x"})


def test_the_uppermost_folder_of_an_archive_counts(files: dict[str, bytes]) -> None:
    inside = {f"a/old/{name}": b"old" for name in files} | {f"a/{name}": data for name, data in files.items()}
    assert unpacked("x.zip", zipped(inside)) == files


@pytest.mark.parametrize("path", ["../../people.csv", "/etc/people.csv", "..\\..\\people.csv", "C:\\people.csv"])
def test_no_path_in_an_archive_is_followed(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.parent.rglob("*"))
    found = unpacked("evil.zip", zipped({path: b"id,name,side,role,team\n"}))
    assert set(found) == {"people.csv"}
    read_files(found)
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploaded, "MOST_BYTES", 100_000)
    bomb = zipped({"people.csv": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="unpacks to more than 100000 bytes"):
        unpacked("bomb.zip", bomb)


def test_too_many_files_too_large_files_and_broken_archives_are_refused() -> None:
    with pytest.raises(InputError, match="holds 1001 files; at most 1000"):
        unpacked("many.zip", zipped({f"{n}.txt": b"" for n in range(1001)}))
    with pytest.raises(InputError, match="at most 20000000 are taken"):
        unpacked("people.csv", b"0" * 20_000_001)
    with pytest.raises(InputError, match=r"holds none of organisation\.toml, people\.csv, ties\.csv"):
        unpacked("photos.zip", zipped({"a.jpg": b"x"}))
    broken = bytearray(zipped({"people.csv": b"id,team\n" * 400}))
    broken[40:60] = bytes(20)
    with pytest.raises(InputError, match="cannot be unpacked"):
        unpacked("broken.zip", bytes(broken))


@pytest.mark.parametrize("name", ["people.exe", "", "people.csv.exe", SCRIPT, "a/b/c"])
def test_only_the_three_files_are_taken(name: str) -> None:
    with pytest.raises(InputError, match="neither a zip nor one of"):
        unpacked(name, b"MZ")


def test_a_name_is_shown_as_one_short_line() -> None:
    assert "\n" not in shown("a\nb")
    assert len(shown("x" * 10_000)) == 60


def test_errors_name_file_line_and_column_without_a_place_of_this_machine(files: dict[str, bytes]) -> None:
    wrong = files | {"people.csv": files["people.csv"].replace(b",it,", b",tech,", 1)}
    organisation, problems = read_files(wrong)
    assert organisation is None
    assert (problems[0].file, problems[0].line, problems[0].column) == ("people.csv", 2, "side")
    assert all("/" not in one.file for one in problems)


def test_missing_files_are_named(files: dict[str, bytes]) -> None:
    organisation, problems = read_files({"people.csv": files["people.csv"]})
    assert organisation is None
    assert [one.file for one in problems] == ["ties.csv"]


def test_two_tables_alone_ask_which_teams_are_it(files: dict[str, bytes]) -> None:
    rows = [line.split(",") for line in files["people.csv"].decode().splitlines()]
    plain = "\n".join(",".join([row[0], row[1], row[4]]) for row in rows).encode()
    both = {"people.csv": plain, "ties.csv": files["ties.csv"]}
    asked = teams(both)
    assert sum(team.people for team in asked) == len(rows) - 1
    chosen = [team.name for team in asked if team.sounds_like_it]
    assert chosen == ["Operations", "Service Desk", "Development"]
    organisation, problems = read_files(both, chosen)
    assert organisation is not None
    assert {p.team for p in organisation.it} == set(chosen)
    assert not [one for one in problems if not one.warning]
    assert teams(files) == []
    assert read_files(both)[0] is None


def test_markup_in_names_stays_a_name(files: dict[str, bytes]) -> None:
    people = files["people.csv"].replace(b"Ada Lund", f"{SCRIPT}".encode())
    organisation, _ = read_files(files | {"people.csv": people})
    assert organisation is not None
    assert SCRIPT in {p.name for p in organisation.people}
