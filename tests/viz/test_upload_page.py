"""A visitor uploads an organisation, sees its problems, assigns teams to IT, and opens it in the app."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from itborg.organisation import new

EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small organisation."""
    return new(tmp_path / "corner")


def zipped(folder: Path, target: Path) -> Path:
    """Return the folder as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"corner/{file.name}")
    target.write_bytes(buffer.getvalue())
    return target


def test_a_zipped_folder_opens_in_the_live_view(open_page: Any, folder: Path, tmp_path: Path) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(zipped(folder, tmp_path / "corner.zip"))
    page.get_by_text("Corner Pizza: 15 people (9 IT, 6 business)").wait_for()
    page.get_by_test_id("go-live").click()
    page.get_by_test_id("network").wait_for()


def test_a_late_result_neither_moves_nor_replaces_the_button_below_it(
    open_page: Any, folder: Path, tmp_path: Path
) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    settings = folder / "organisation.toml"
    settings.write_text(
        settings.read_text().replace("Corner Pizza", "Other Pizza")
    )  # so that no result is in the cache
    page.evaluate("""() => new MutationObserver((_, watch) => {
        const button = document.querySelector('[data-testid=go-live]');
        if (button) { watch.disconnect(); window.first = { button, y: button.getBoundingClientRect().y }; }
    }).observe(document.body, { childList: true, subtree: true })""")
    page.locator(".itb-upload input").set_input_files(zipped(folder, tmp_path / "corner.zip"))
    page.get_by_text(re.compile("without intervention, is [0-9]+ %")).wait_for()
    assert page.evaluate("first.button === document.querySelector('[data-testid=go-live]')")
    assert page.evaluate("Math.abs(first.y - first.button.getBoundingClientRect().y) < 2")


def test_an_uploaded_organisation_stays_in_the_list_and_in_no_link(
    open_page: Any, folder: Path, tmp_path: Path
) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(zipped(folder, tmp_path / "corner.zip"))
    page.get_by_test_id("go-live").click()
    page.get_by_text("Corner Pizza", exact=True).wait_for()
    page.get_by_test_id("network").wait_for()
    assert "org=" not in page.evaluate("location.href")


def test_problems_are_listed_by_line_and_text_from_files_is_escaped(
    open_page: Any, folder: Path, tmp_path: Path
) -> None:
    people = folder / "people.csv"
    people.write_text(people.read_text().replace(",it,", f",{EVIL},", 1).replace("Ben Osei", EVIL))
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(zipped(folder, tmp_path / "bad.zip"))
    page.locator(".upload-problems").wait_for()
    row = page.locator(".upload-problems tbody tr").first
    assert row.locator("td").all_inner_texts()[:3] == ["people.csv", "2", "side"]
    assert EVIL in row.inner_text()
    assert page.locator("img[src=x]").count() == 0
    assert page.get_by_test_id("go-live").count() == 0


def test_names_that_look_like_markup_are_escaped(open_page: Any, folder: Path, tmp_path: Path) -> None:
    settings, people = folder / "organisation.toml", folder / "people.csv"
    settings.write_text(
        settings.read_text().replace('"Corner Pizza"', f'"{EVIL}"').replace('"Web orders"', f'"{EVIL}2"')
    )
    people.write_text(people.read_text().replace("Ada Lund", EVIL))
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(zipped(folder, tmp_path / "evil.zip"))
    page.get_by_test_id("go-live").click()
    page.get_by_test_id("network").wait_for()
    assert page.locator("img[src=x]").count() == 0


def test_an_uploaded_organisation_is_played_and_its_names_are_text(
    open_page: Any, folder: Path, tmp_path: Path
) -> None:
    people = folder / "people.csv"
    head, *rows = csv.reader(people.read_text().splitlines())
    with people.open("w", newline="") as file:
        csv.writer(file).writerows(
            [head, *([EVIL if name == "name" else cell for name, cell in zip(head, row, strict=True)] for row in rows)]
        )
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(zipped(folder, tmp_path / "own.zip"))
    page.get_by_test_id("go-play").click()
    page.get_by_test_id("begin").click()
    page.wait_for_url("**/console*")
    page.get_by_test_id("onward").click()
    page.locator(".fig.history").wait_for()
    page.get_by_text(EVIL).first.wait_for()
    assert page.locator("img[src=x]").count() == 0


def test_the_files_directly_inside_a_folder_are_read_and_a_folder_without_any_is_refused(
    open_page: Any, folder: Path, tmp_path: Path
) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    page.locator(".itb-folder input").set_input_files(tmp_path / "photos")
    page.get_by_text("The folder has no file that ends in .zip, .csv").wait_for()
    (folder / "old").mkdir()
    (folder / "old" / "people.csv").write_text("id,name\n")
    (folder / "notes.txt").write_text("x")
    page.locator(".itb-folder input").set_input_files(folder)
    page.get_by_text("Corner Pizza: 15 people (9 IT, 6 business)").wait_for()


def test_for_two_tables_the_visitor_chooses_the_teams_that_are_it(open_page: Any, folder: Path, tmp_path: Path) -> None:
    rows = [line.split(",") for line in (folder / "people.csv").read_text().splitlines()]
    (tmp_path / "people.csv").write_text("\n".join(",".join([row[0], row[1], row[4]]) for row in rows))
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files([tmp_path / "people.csv", folder / "ties.csv"])
    page.get_by_text("Which teams are IT?").wait_for()
    page.get_by_label("Service Management").check(force=True)
    page.get_by_text("My organisation: 15 people (9 IT, 6 business)").wait_for()


def test_a_file_that_is_too_large_or_not_an_organisation_is_refused(open_page: Any, tmp_path: Path) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    (tmp_path / "people.csv").write_bytes(b"0" * 8_000_001)
    page.locator(".itb-upload input").set_input_files(tmp_path / "people.csv")
    page.get_by_text("The upload has 8.1 MB; the limit is 8 MB. Upload a zip of them").wait_for()
    (tmp_path / "people.csv").write_bytes(b"0" * 20_000_001)
    page.locator(".itb-upload input").set_input_files(tmp_path / "people.csv")
    page.get_by_text("The upload has 20.1 MB; the limit is 8 MB. A zip does not help").wait_for()
    (tmp_path / "photo.zip").write_bytes(b"PK")
    page.locator(".itb-upload input").set_input_files(tmp_path / "photo.zip")
    page.get_by_text("cannot be unpacked").wait_for()


def table(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """Return two tables as another system writes them, with a trust survey in which everybody answered 0.8."""
    teams = ["Service Desk"] * 2 + ["Systems"] * 3 + ["Sales"] * 6
    people = [f"e{n},Name {n},{team},Floor {n % 3}" for n, team in enumerate(teams)]
    ties = [f"e{a};e{b};{0.1 + 0.1 * ((a + b) % 8):.1f};0,8" for a in range(11) for b in range(11) if a != b]
    paths = [tmp_path / "Mitarbeiter 2026.csv", tmp_path / "answers (1).txt"]
    paths[0].write_text(table("Employee,Full name,Department,Place", people))
    paths[1].write_text(table("from;to;weight;trust", ties))
    return paths


def test_files_of_any_name_are_read_and_a_column_is_changed_by_mouse(open_page: Any, exports: list[Path]) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(exports)
    page.get_by_role("heading", name="People: Mitarbeiter 2026.csv").wait_for()
    page.get_by_role("heading", name="Ties: answers (1).txt").wait_for()
    assert "Name 0" in page.locator(".upload-rows").first.inner_text()
    page.get_by_text("Sales (6)").wait_for()
    page.locator(".upload-columns .itb-choice", has_text="Department").click()
    page.get_by_role("option", name="Place").click()
    page.get_by_text("Floor 0 (4)").wait_for()
    assert page.get_by_text("Sales (6)").count() == 0


def test_measured_trust_is_shown_beside_the_trust_of_day_0_and_the_receipt_below(
    open_page: Any, exports: list[Path]
) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(exports)
    page.get_by_label("Systems").check(force=True)
    page.locator(".upload-trust td", has_text=re.compile("7[5-9] %|8[0-5] %")).nth(3).wait_for()
    assert page.locator(".upload-trust td").nth(0).inner_text() == "80 %"
    assert "rows: 110 in the file, 110 used" in page.locator(".upload-receipt").inner_text()


def test_the_template_is_downloaded_and_can_be_uploaded(open_page: Any, tmp_path: Path) -> None:
    page = open_page("?page=upload", ready=".itb-upload")
    with page.expect_download() as download:
        page.get_by_text("Download template").click()
    download.value.save_as(tmp_path / "my-company.zip")
    page.locator(".itb-upload input").set_input_files(tmp_path / "my-company.zip")
    page.get_by_text("Corner Pizza: 15 people (9 IT, 6 business)").wait_for()


def test_a_network_file_is_opened_and_no_remedy_is_a_command(open_page: Any, tmp_path: Path) -> None:
    nodes = "".join(f'{n + 1} "N{n}" unit {"Systems" if n < 3 else "Sales"}\n' for n in range(8))
    edges = "".join(f"{n + 1} {(n + 1) % 8 + 1} {n + 1}\n" for n in range(8))
    (tmp_path / "mail.net").write_text(f"*Vertices 8\n{nodes}*Edges\n{edges}")
    page = open_page("?page=upload", ready=".itb-upload")
    page.locator(".itb-upload input").set_input_files(tmp_path / "mail.net")
    page.locator(".upload-problems").wait_for()
    assert "choose the teams that are IT" in page.locator(".upload-problems").inner_text()
    assert "itborg " not in page.locator(".upload-problems").inner_text()
    page.get_by_label("Systems").check(force=True)
    page.get_by_text("My organisation: 8 people (3 IT, 5 business), 16 ties").wait_for()
