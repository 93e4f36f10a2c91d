"""Uploads are limited in size, no path in them is followed, and their mistakes are reported as for folders."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from itborg.common.errors import InputError
from itborg.organisation import load, new
from itborg.organisation.importing import uploaded_files as uploaded
from itborg.organisation.importing.uploaded_files import FILES, chosen_files, read_files, shown, unpack

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """Return the files of a small organisation."""
    folder = new(tmp_path / "corner")
    return {name: (folder / name).read_bytes() for name in FILES}


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_zipped_folder_is_read_like_the_folder(files: dict[str, bytes], tmp_path: Path) -> None:
    inside = {f"my company/{name}": data for name, data in files.items()}
    rest = {"my company/SURVEY.md": b"x", "__MACOSX/my company/people.csv": b"\0junk"}
    unpacked = unpack("company.zip", zipped(rest | inside))
    assert unpacked == files
    organisation, problems = read_files(unpacked)
    assert problems == []
    assert organisation is not None
    assert organisation.people == load(tmp_path / "corner").people


def test_files_that_cannot_be_read_are_left_out_of_an_upload(files: dict[str, bytes]) -> None:
    assert chosen_files({"photo.jpg": b"x", "corner/SURVEY.md": b"x"} | files) == files
    assert chosen_files({"company.zip": zipped(files)}) == files
    assert chosen_files({"x.zip": zipped({"a/Staff List.csv": b"x", "a/b.GEXF.gz": b"y", "c.jpg": b"z"})}) == {
        "Staff List.csv": b"x", "b.GEXF.gz": b"y",
    }  # fmt: skip
    with pytest.raises(InputError, match="is none of the kinds that can be read"):
        chosen_files({"photo.jpg": b"x"})


def test_the_top_folder_of_an_archive_has_priority(files: dict[str, bytes]) -> None:
    inside = {f"a/old/{name}": b"old" for name in files} | {f"a/{name}": data for name, data in files.items()}
    assert unpack("x.zip", zipped(inside)) == files


@pytest.mark.parametrize("path", ["../../people.csv", "/etc/people.csv", "..\\..\\people.csv", "C:\\people.csv"])
def test_no_path_in_an_archive_is_followed(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.parent.rglob("*"))
    unpacked = unpack("evil.zip", zipped({path: b"id,name,side,role,team\n"}))
    assert set(unpacked) == {"people.csv"}
    read_files(unpacked)
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_an_archive_that_is_too_large_unpacked_is_rejected_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploaded, "MAX_BYTES", 100_000)
    bomb = zipped({"people.csv": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match=r"people\.csv unpacks to more than 0\.1 MB"):
        unpack("bomb.zip", bomb)


def test_too_many_or_too_large_files_and_broken_archives_are_rejected() -> None:
    with pytest.raises(InputError, match="contains 1001 files; at most 1000"):
        unpack("many.zip", zipped({f"{n}.txt": b"" for n in range(1001)}))
    with pytest.raises(InputError, match="is larger than 20 MB"):
        unpack("people.csv", b"0" * 20_000_001)
    with pytest.raises(InputError, match=r"contains none of organisation\.toml, people\.csv, ties\.csv"):
        unpack("photos.zip", zipped({"a.jpg": b"x"}))
    with pytest.raises(InputError, match=r"contains another zip, a/inner\.zip; unpack it"):
        unpack("outer.zip", zipped({"a/inner.zip": zipped({"people.csv": b"id,team\n"})}))
    broken = bytearray(zipped({"people.csv": b"id,team\n" * 400}))
    broken[40:60] = bytes(20)
    with pytest.raises(InputError, match="cannot be unpacked"):
        unpack("broken.zip", bytes(broken))


@pytest.mark.parametrize("name", ["people.exe", "", "people.csv.exe", SCRIPT, "a/b/c"])
def test_only_tables_and_networks_are_accepted(name: str) -> None:
    with pytest.raises(InputError, match="none of the kinds that can be read"):
        unpack(name, b"MZ")


def test_a_name_is_shown_as_one_short_line() -> None:
    assert "\n" not in shown("a\nb")
    assert len(shown("x" * 10_000)) == 60


def test_errors_name_file_line_and_column_without_a_path_of_the_server(files: dict[str, bytes]) -> None:
    wrong = files | {"people.csv": files["people.csv"].replace(b",it,", b",tech,", 1)}
    organisation, problems = read_files(wrong)
    assert organisation is None
    assert (problems[0].file, problems[0].line, problems[0].column) == ("people.csv", 2, "side")
    assert all("/" not in one.file for one in problems)


def test_missing_files_are_reported(files: dict[str, bytes]) -> None:
    organisation, problems = read_files({"people.csv": files["people.csv"]})
    assert organisation is None
    assert [one.file for one in problems] == ["ties.csv"]


def test_markup_in_names_is_not_interpreted(files: dict[str, bytes]) -> None:
    people = files["people.csv"].replace(b"Ada Lund", f"{SCRIPT}".encode())
    organisation, _ = read_files(files | {"people.csv": people})
    assert organisation is not None
    assert SCRIPT in {p.name for p in organisation.people}
