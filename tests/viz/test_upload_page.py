"""A visitor uploads an organisation, sees its problems, assigns teams to IT, and opens it in the app."""

from __future__ import annotations

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
    page.get_by_test_id("go-play").click()
    page.get_by_text(f"Six months of {EVIL}").wait_for()
    page.get_by_test_id("begin").click()
    page.get_by_test_id("to-predict").wait_for()
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
    page.get_by_text("the limit is 8,000,000").wait_for()
    (tmp_path / "photo.zip").write_bytes(b"PK")
    page.locator(".itb-upload input").set_input_files(tmp_path / "photo.zip")
    page.get_by_text("cannot be unpacked").wait_for()
