"""One reader of tables: every usual form of a file is read, or refused in one sentence with its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from itborg.organisation.reading.column_roles import PEOPLE_NAMES, map_columns
from itborg.organisation.reading.file_content import UnreadableError
from itborg.organisation.reading.raw_table import RawTable, read_raw
from itborg.organisation.reading.table_form import ReadAs

PEOPLE = "id,name,team\nn0,Jürgen Groß,Desk\nn1,Siobhán O'Brien,Sales\n"
WANTED = {"id": ["n0", "n1"], "name": ["Jürgen Groß", "Siobhán O'Brien"], "team": ["Desk", "Sales"]}


def table(folder: Path, data: bytes | str, read_as: ReadAs | None = None, name: str = "x.csv") -> RawTable:
    """Return a file with this content as a table."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_raw(folder / name, name, ("id", "name", "team"), read_as)


def content(found: RawTable) -> dict[str, list[str]]:
    """Return the columns of a table by name."""
    return {name: found.column(name) for name in found.header}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_table_in_any_usual_encoding_is_read_and_the_encoding_is_named(encoding: str, tmp_path: Path) -> None:
    found = table(tmp_path, PEOPLE.encode(encoding))
    assert content(found) == WANTED
    assert found.form.encoding == encoding


@pytest.mark.parametrize("encoding", ["cp1251", "cp932", "gb18030", "cp1250"])
def test_other_encodings_are_found_from_the_letters(encoding: str, tmp_path: Path) -> None:
    words = {
        "cp1251": "Служба поддержки пользователей", "cp932": "システム開発部の担当者", "gb18030": "信息技术部门的员工",
        "cp1250": "Łukasz Żółć Gęślą Jaźń Święta Bożena",
    }  # fmt: skip
    rows = "".join(f"n{at},{words[encoding]},Desk\n" for at in range(12))
    found = table(tmp_path, ("id,name,team\n" + rows).encode(encoding))
    assert set(found.column("name")) == {words[encoding]}


def test_an_encoding_that_the_user_states_is_taken(tmp_path: Path) -> None:
    found = table(tmp_path, PEOPLE.encode("mac_roman"), ReadAs(encoding="mac_roman"))
    assert content(found) == WANTED


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_may_stand_inside_quotation_marks(delimiter: str, tmp_path: Path) -> None:
    text = PEOPLE.replace(",", delimiter).replace("Desk", f'"Desk{delimiter} 1"')
    found = table(tmp_path, text)
    assert found.form.delimiter == delimiter
    assert found.column("team") == [f"Desk{delimiter} 1", "Sales"]


def test_commas_inside_a_semicolon_header_do_not_decide(tmp_path: Path) -> None:
    found = table(tmp_path, "id;name, first name, title;team\nn0;Groß, Jürgen, Dr.;Desk\n")
    assert found.header == ("id", "name, first name, title", "team")


def test_a_header_that_nobody_knows_is_split_where_the_records_agree(tmp_path: Path) -> None:
    found = table(tmp_path, "Kürzel;Wer, wann, wo\n" + "a1;b, c\n" * 3 + "a2;d\n")
    assert found.header == ("Kürzel", "Wer, wann, wo")
    assert len(found) == 4


def test_decimal_commas_below_an_unknown_header_do_not_make_it_a_title(tmp_path: Path) -> None:
    found = table(tmp_path, "alpha;beta\n1,0;0,2\n0,9;0,1\n")
    assert (found.header, found.form.titles) == (("alpha", "beta"), 0)


def test_a_stated_delimiter_is_taken_and_an_impossible_one_is_refused(tmp_path: Path) -> None:
    assert table(tmp_path, "id~team\nn0~Desk\n", ReadAs("~")).column("team") == ["Desk"]
    with pytest.raises(UnreadableError, match="expected one character"):
        table(tmp_path, PEOPLE, ReadAs("::"))


def test_titles_above_the_header_are_left_out_and_lines_stay_those_of_an_editor(tmp_path: Path) -> None:
    found = table(tmp_path, "People of the company,,\nwritten,1 July,\n\n" + PEOPLE)
    assert content(found) == WANTED
    assert (found.form.titles, found.header_line, found.lines) == (2, 4, [5, 6])


def test_a_sep_line_names_the_delimiter(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=;\r\n" + PEOPLE.replace(",", ";").replace("\n", "\r\n"))
    assert content(found) == WANTED
    assert found.lines == [3, 4]


def test_a_line_break_inside_quotation_marks_is_one_field(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,name,team\nn0,"Jürgen\r\nGroß",Desk\nn1,B,Sales\n')
    assert found.column("name") == ["Jürgen Groß", "B"]
    assert found.lines == [2, 4]


def test_quotation_marks_escaped_with_a_backslash_are_read(tmp_path: Path) -> None:
    assert table(tmp_path, 'id,name,team\nn0,"the \\"boss\\", he",Desk\n').column("name") == ['the "boss", he']


def test_a_field_may_have_any_length(tmp_path: Path) -> None:
    found = table(tmp_path, f"id,name,team\nn0,{'x' * 300_000},Desk\n")
    assert len(found.column("name")[0]) == 300_000


def test_empty_columns_at_the_end_and_repeated_headers_are_dropped(tmp_path: Path) -> None:
    found = table(tmp_path, PEOPLE.replace("\n", ",,\n") + "id,name,team,,\n")
    assert content(found) == WANTED


def test_a_gzipped_table_is_read_like_the_table(tmp_path: Path) -> None:
    assert content(table(tmp_path, gzip.compress(PEOPLE.encode()))) == WANTED


def test_the_header_rows_of_qualtrics_become_labels(tmp_path: Path) -> None:
    text = 'id,Q1\nYour id,How often?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nada,5\n'
    found = table(tmp_path, text)
    assert content(found) == {"id": ["ada"], "Q1": ["5"]}
    assert found.labels == {"id": "Your id", "Q1": "How often?"}
    assert found.lines == [4]


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["People of the company"])
    for line in PEOPLE.splitlines():
        book.active.append([*line.split(",")])
    book.save(tmp_path / "x.xlsx")
    found = read_raw(tmp_path / "x.xlsx", "x.xlsx", ("id", "name", "team"))
    assert content(found) == WANTED
    assert found.form.kind == "XLSX"
    assert found.lines == [3, 4]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (PEOPLE.encode().replace(b"n1", b"n\x001"), 3, "is NUL, so this is not text"),
        (gzip.compress(PEOPLE.encode() * 9)[:-12], None, "cut short"),
        (gzip.compress(PEOPLE.encode())[:-8] + b"junkjunk", None, "compressed file is broken"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", None, "this is a web page"),
        (b'[{"id": "n0"}]', None, "this is JSON"),
        (b"%PDF-1.7", None, "this is a PDF"),
        (b"PK\x03\x04junk", None, "workbook is broken"),
        (b"", None, "the file is empty"),
        (b"\xef\xbb\xbf \r\n", None, "the file is empty"),
        (PEOPLE.encode().replace(b"Desk", b"D\xe9sk").replace(b"Sales", "Éèàü".encode()), 2, "although the rest of the file"),
        (b'id,name,team\nn0,"Ann,Desk\nn1,Bob,Sales\n', 2, "quotation mark is misplaced or not closed"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(
    data: bytes, line: int | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        table(tmp_path, data)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


def test_a_table_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itborg.organisation.reading.file_content.MAX_BYTES", 2**20)
    with pytest.raises(UnreadableError, match="unpacks to more than 1 MB"):
        table(tmp_path, gzip.compress(b"id,name,team\n" * 2**17))
    monkeypatch.setattr("itborg.organisation.reading.raw_table.MAX_FIELDS", 1000)
    with pytest.raises(UnreadableError, match="more than 1,000 fields"):
        table(tmp_path, "id,name,team\n" + "a,b,c\n" * 400)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such file"):
        read_raw(tmp_path / "none.csv", "none.csv", ())
    with pytest.raises(UnreadableError, match="this is a folder"):
        read_raw(tmp_path, "folder", ())


def test_columns_are_mapped_by_usual_names_and_by_what_the_user_states(tmp_path: Path) -> None:
    header = ["Employee Number", "Full name", "DepartmentName", "Salary", "Reports To"]
    found = map_columns(header, PEOPLE_NAMES, {})
    assert found.columns == {
        "id": "Employee Number", "name": "Full name", "team": "DepartmentName", "manager": "Reports To",
    }  # fmt: skip
    assert found.ignored == ("Salary",)
    stated = map_columns(header, PEOPLE_NAMES, {"team": "salary", "manager": ""})
    assert stated.columns == {"id": "Employee Number", "name": "Full name", "team": "Salary"}
    assert stated.options() == "--map 'id=Employee Number' --map 'name=Full name' --map team=Salary"


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("utf-16", "not utf-16|missing|header"),
        ("zip", "no encoding 'zip'"),
        ("hex", "no encoding"),
        ("klingon", "no encoding"),
    ],
)
def test_a_stated_encoding_that_does_not_fit_is_refused(encoding: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=message):
        table(tmp_path, PEOPLE, ReadAs(encoding=encoding))


def test_short_rows_above_the_ids_of_qualtrics_leave_no_trace(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,Q1\nYour id\n"{""ImportId"":""QID1""}"\nada,5\n')
    assert (found.short, found.lines) == ({}, [4])
