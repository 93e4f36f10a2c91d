"""Answers of survey tools: one row a person or one row an answer, by names or mail addresses, in words or numbers."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from itborg.cli import execute
from itborg.common.errors import Problem
from itborg.organisation import new
from itborg.organisation.importing import survey
from itborg.organisation.importing.survey import STATEMENTS, Answer, read_survey
from itborg.organisation.importing.survey_forms import stem_and_item
from itborg.organisation.reading.receipt import Receipt

IDS, NAMES = ("ada", "ben", "cem"), ("Ada Lund", "Ben Osei", "Cem Arslan")
FORMS = (
    'Timestamp,Email Address,"Name up to ten people whom you go to",Whom do you trust? [Ben Osei],'
    "Whom do you trust? [Cem Arslan],Business and IT understand each other without a translator.\n"
    '26/11/2026 10:01:02,ada@example.org,"Ben Osei, Cem Arslan",Mostly,It depends,3\n'
    '26/11/2026 10:05:40,ben@example.org,"Ada Lund",,Rarely,4\n'
)


def read(folder: Path, text: str) -> tuple[set[Answer], list[Problem], Receipt]:
    """Return the answers of a survey of three people, its problems and its receipt."""
    (folder / "s.csv").write_text(text)
    problems: list[Problem] = []
    receipts: list[Receipt] = []
    answers = read_survey(folder / "s.csv", "s.csv", IDS, problems, NAMES, receipts=receipts)
    return set(answers), problems, receipts[0]


WANTED = {
    Answer("ada", "go_to", "ben", 3), Answer("ada", "go_to", "cem", 3), Answer("ben", "go_to", "ada", 3),
    Answer("ada", "trust", "ben", 4), Answer("ada", "trust", "cem", 3), Answer("ben", "trust", "cem", 2),
    Answer("ada", "sam_communications", "", 3), Answer("ben", "sam_communications", "", 4),
}  # fmt: skip


def test_google_forms_gives_the_answers_of_each_person(tmp_path: Path) -> None:
    answers, problems, receipt = read(tmp_path, FORMS)
    assert problems == []
    assert answers == WANTED
    assert receipt.mapping.ignored == ("Timestamp",)
    assert any("3 people named without how often are taken for monthly contacts" in note for note in receipt.notes)


def test_qualtrics_gives_the_same_answers(tmp_path: Path) -> None:
    labels = (
        "Recipient Email,Name up to ten people whom you go to,Whom do you trust? - Ben Osei,Whom do you trust? - Cem Arslan,"
        "Business and IT understand each other without a translator."
    )
    ids = ",".join(f'"{{""ImportId"":""QID{n}""}}"' for n in range(5))
    rows = 'ada@example.org,"Ben Osei, Cem Arslan",Mostly,It depends,3\nben@example.org,Ada Lund,,Rarely,4\n'
    answers, problems, _ = read(tmp_path, f"RecipientEmail,Q1,Q2_1,Q2_2,Q3\n{labels}\n{ids}\n{rows}")
    assert problems == []
    assert answers == WANTED


def test_limesurvey_gives_answers_as_codes_with_text(tmp_path: Path) -> None:
    answers, problems, receipt = read(
        tmp_path,
        "respondent;question;about;answer\nada;go_to;ben;5\nada;trust;ben;5 - without a second thought\nADA;go_to;cem;4.0\n",
    )
    assert problems == []
    assert answers == {
        Answer("ada", "go_to", "ben", 5),
        Answer("ada", "trust", "ben", 5),
        Answer("ada", "go_to", "cem", 4),
    }
    assert "people are found 1 by id in another case" in receipt.notes


def test_a_wide_table_with_codes_of_questions_is_read(tmp_path: Path) -> None:
    answers, problems, _ = read(tmp_path, "id,token,go_to[ben],trust[ben],sam_value\n1,ada,A5,4 (mostly),Agree\n")
    assert problems == []
    assert answers == {
        Answer("ada", "go_to", "ben", 5),
        Answer("ada", "trust", "ben", 4),
        Answer("ada", "sam_value", "", 4),
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("It depends", "Sometimes"),
            "s.csv:2 [Whom do you trust? [Cem Arslan]]: 'Sometimes' is not an integer from 1 to 5",
        ),
        (
            ('"Ada Lund"', "Ida Lund"),
            "s.csv:3 [Name up to ten people whom you go to]: nobody in people.csv has the id 'Ida Lund'",
        ),
        (("ada@example.org", "x@example.org"), "s.csv:1: no column names the respondents"),
    ],
)
def test_an_answer_that_cannot_be_understood_is_reported_with_its_place(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    problems = read(tmp_path, FORMS.replace(*change))[1]
    assert any(str(one).startswith(message) for one in problems), list(map(str, problems))


def test_an_anonymous_import_writes_no_name_from_the_columns_of_a_survey(tmp_path: Path) -> None:
    people = new(tmp_path / "ours") / "people.csv"
    (tmp_path / "forms.csv").write_text(FORMS)
    out = tmp_path / "theirs"
    assert (
        execute(
            ["org", "import", str(people), "--survey", str(tmp_path / "forms.csv"), "--anonymise", "--out", str(out)]
        )
        == 0
    )
    written = "".join(path.read_text() for path in out.iterdir())
    assert "Osei" not in written
    assert '"rows": 2' in written


def test_the_wording_of_the_statements_is_that_of_the_survey_sheet(tmp_path: Path) -> None:
    sheet = (new(tmp_path / "ours") / "SURVEY.md").read_text()
    lines = [line.split("|")[1:3] for line in sheet.splitlines() if line.startswith("| `sam_")]
    assert {name.strip(" `"): survey.letters(text) for name, text in lines} == {
        name: text for text, name in survey._WORDING.items() if text not in map(survey.letters, STATEMENTS)
    }


def test_columns_of_a_matrix_are_split_as_by_a_pattern_that_is_too_slow_for_long_texts() -> None:
    pattern = re.compile(r"(.*?)\s*(?:\[([^\]]+)\]|\s-\s([^-]+))\s*$", re.DOTALL)
    for length in range(7):
        for letters in itertools.product("a[] -", repeat=length):
            text = "".join(letters)
            match = pattern.match(text)
            assert stem_and_item(text) == ((match[1], match[2] or match[3]) if match else None)
