"""Reading organisation folders: accepted variants of the files, and the resulting organisation."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.organisation import IT_ROLES, check, load, names
from itborg.organisation.reading.roles import resolve

GOOD = Path(__file__).parent / "good"
FILES = ("organisation.toml", "people.csv", "ties.csv")


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(GOOD, tmp_path / "org"))


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that a file contains."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def ties_of(folder: Path) -> list[tuple[str, str, float]]:
    """Return the ties of a folder by id."""
    org = load(folder)
    ids = [person.id for person in org.people]
    columns = (org.ties.source.tolist(), org.ties.target.tolist(), org.ties.contact.tolist())
    return [(ids[a], ids[b], c) for a, b, c in zip(*columns, strict=True)]


def test_a_folder_is_read_as_its_files_state(folder):
    org = load(folder)
    assert org.name == "Good"
    assert [p.id for p in org.it] == ["ann", "bob", "cyd"]
    assert [p.team for p in org.business] == ["Sales", "Sales", "Office"]
    assert ties_of(folder)[0] == ("ann", "bob", 0.6)
    assert np.isnan(org.ties.trust).all()
    assert org.calendar.campaigns == ("2026-09-07/2026-09-18",)
    assert org.source == str(folder)


def test_value_per_day_is_plain_units_in_the_file_and_thousands_in_the_model(folder):
    assert [s.value_per_day for s in load(folder).services] == [14.0, 2.5]


def test_a_missing_value_is_left_to_be_drawn(folder):
    change(folder / "organisation.toml", "value_per_day = 2_500\n", "")
    assert load(folder).services[1].value_per_day is None


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_decimal_commas_are_accepted(folder, delimiter):
    before = ties_of(folder)
    for name in FILES[1:]:
        text = (folder / name).read_text().replace(",", delimiter)
        (folder / name).write_text(text.replace(".", ",") if name == "ties.csv" else text)
    assert check(folder) == []
    assert ties_of(folder) == before


@pytest.mark.parametrize(
    "quirk",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "  \n").replace(",", " , "),
        lambda text: "\n" + text.replace("\n", "\n\n,,\n \n"),
        lambda text: text.replace("\n", ",,\n"),
        lambda text: "sep=,\n" + text,
        lambda text: text.rstrip("\n"),
        lambda text: "\n".join('"' + '","'.join(x.split(",")) + '"' for x in text.split()),
        lambda text: text.replace("source,target,contact", "Source, TARGET ,Contact"),
    ],
    ids=["crlf", "cr", "bom", "spaces", "blanks", "tail", "sep", "no_end", "quotes", "capitals"],
)
def test_variants_of_spreadsheet_files_change_nothing(folder, quirk):
    before = ties_of(folder)
    text = (folder / "ties.csv").read_text()
    (folder / "ties.csv").write_bytes(quirk(text).encode())
    assert check(folder) == []
    assert ties_of(folder) == before


@pytest.mark.parametrize(("quirk", "line"), [("\n\n{}", 7), ("sep=,\n{}", 6), ("sep=,\n\n{}", 7), ("{}", 5)])
def test_lines_are_counted_as_an_editor_counts_them(folder, quirk, line):
    text = (folder / "ties.csv").read_text().replace("cyd,bob", "cyd,rob")
    (folder / "ties.csv").write_text(quirk.format(text))
    assert [problem.line for problem in check(folder)] == [line]


def test_an_invalid_byte_is_counted_from_the_start_of_the_file(folder):
    (folder / "ties.csv").write_bytes(b"\xef\xbb\xbfsource,\xe9")
    (problem,) = check(folder)
    assert "byte 10 (0xe9) is not UTF-8" in problem.message


def test_an_invalid_byte_in_organisation_toml_is_reported_with_its_place(folder):
    (folder / "organisation.toml").write_bytes(b'name = "caf\xe9"')
    problem = check(folder)[0]
    assert problem.line == 1
    assert "byte 11 (0xe9) is not UTF-8" in problem.message


def test_an_accent_typed_in_two_ways_is_the_same_id(folder):
    change(folder / "people.csv", "cyd,", "zo\u00e9,")
    change(folder / "ties.csv", "cyd", "zoe\u0301")
    assert check(folder) == []


def test_empty_names_roles_and_teams_get_defaults(folder):
    change(folder / "people.csv", "bob,Bob,it,operations,Systems", "bob,,it,,")
    change(folder / "people.csv", "cyd,Cyd,it,developer,Systems", "cyd,Cyd,IT,,Web Development")
    change(folder / "people.csv", "eli,Eli,business,manager,Sales", "eli,Eli,Business,,")
    bob, cyd, eli = (load(folder).people[row] for row in (1, 2, 4))
    assert (bob.name, bob.role, bob.team) == ("bob", "operations", "IT")
    assert (cyd.side, cyd.role) == ("it", "developer")
    assert (eli.side, eli.role, eli.team) == ("business", "manager", "Business")


@pytest.mark.parametrize(
    ("written", "side", "acts_as"),
    [
        ("Helpdesk", "it", "service desk"),
        ("1st line support", "it", "service desk"),
        ("SysAdmin", "it", "operations"),
        ("DevOps engineer", "it", "operations"),
        ("Software Engineer", "it", "developer"),
        ("change-manager", "it", "change manager"),
        ("Head of IT", "it", "cio"),
        ("BRM", "it", "service delivery manager"),
        ("service delivry manager", "it", "service delivery manager"),
        ("wizard", "it", "operations"),
        ("Director of Finance", "business", "director"),
        ("CFO", "business", "director"),
        ("Vice President", "business", "director"),
        ("Managing Director", "business", "ceo"),
        ("Team lead", "business", "manager"),
        ("clown", "business", "manager"),
    ],
)
def test_an_unknown_role_acts_like_the_most_similar_known_one(written, side, acts_as):
    assert resolve(written, side) == acts_as


@pytest.mark.parametrize("role", IT_ROLES)
def test_a_known_role_is_recognised_in_any_capitalisation(role, folder):
    change(folder / "people.csv", "operations", role.upper().replace(" ", "_"))
    assert load(folder).people[1].role == role
    assert check(folder) == []


def test_supplied_traits_and_trust_are_kept_and_empty_fields_stay_unknown(folder):
    people = (folder / "people.csv").read_text().split("\n")
    with_trust = [people[0] + ",trust", people[1] + ",0.25", *(p + "," for p in people[2:-1])]
    (folder / "people.csv").write_text("\n".join(with_trust))
    ties = (folder / "ties.csv").read_text().replace("contact\n", "contact,trust\n")
    (folder / "ties.csv").write_text(ties.replace("ann,bob,0.6", "ann,bob,0.6,0.75"))
    org = load(folder)
    assert [dict(p.traits) for p in org.people[:2]] == [{"trust": 0.25}, {}]
    assert org.ties.trust[0] == 0.75
    assert np.isnan(org.ties.trust[1:]).all()


def test_a_toml_date_and_a_text_are_equivalent(folder):
    change(folder / "organisation.toml", '"2026-07-01"', "2026-07-01")
    assert load(folder).calendar.start == "2026-07-01"


def test_without_services_each_business_team_gets_one_the_largest_team_first(folder):
    text = (folder / "organisation.toml").read_text()
    (folder / "organisation.toml").write_text(text.split("[[")[0])
    assert [(s.owner, s.rhythm, s.value_per_day) for s in load(folder).services] == [
        ("Sales", "steady", None),
        ("Office", "steady", None),
    ]


def test_a_name_has_priority_over_a_folder(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    folder.rename("grab_at_pizza")
    assert load("grab_at_pizza").name == "Grab@Pizza"
    assert load("./grab_at_pizza").name == "Good"
    assert load(Path("grab_at_pizza")).name == "Good"
    assert load("grab_at_pizza/organisation.toml").name == "Good"
    assert load("grab_at_pizza/people.csv").name == "Good"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("grab_at_piza", "there is no such folder, and no organisation has this name; did you mean 'grab_at_pizza'?"),
        ("zzzzzzz", "known: grab_at_pizza, workfrance, email"),
        ("./nowhere", "there is no such folder"),
        (Path("nowhere"), "there is no such folder"),
        ("bad\0name.x", "name.x: "),
        ("x" * 5000 + "/y", "/y: "),
        ("", "file"),
    ],
)
def test_a_missing_organisation_is_an_input_error(name, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert [p for p in check(name) if not p.warning]
    with pytest.raises(InputError, match=r"(?s).+") as caught:
        load(name)
    assert message in str(caught.value)


def test_a_file_that_is_not_a_table_is_an_input_error(folder):
    (folder / "notes.txt").write_text("Ada knows Ben")
    with pytest.raises(InputError, match=r"name the folder that holds organisation\.toml"):
        load(folder / "notes.txt")


def test_every_name_on_the_list_has_a_meaning_and_its_number_of_people():
    assert [line["name"] for line in names()] == ["grab_at_pizza", "workfrance", "email"]
    assert all(line["meaning"] for line in names())
    assert [line["people"] for line in names()] == [40, 211, 1005]


def test_reading_organisations_needs_no_slow_packages():
    code = "import sys, itborg.organisation; print({'pandas', 'numba', 'mesa', 'scipy', 'networkx'} & set(sys.modules))"  # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
