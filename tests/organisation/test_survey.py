"""Answers to a survey become ties, card counts and mean levels; invalid answers are reported with their line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from itborg.analysis.measures import MEASURES
from itborg.analysis.measures.worst_practices import PRACTICES
from itborg.cli import execute
from itborg.common.errors import Problem
from itborg.evidence.calibration import read_targets
from itborg.organisation import load, new
from itborg.organisation.importing.survey import (
    CARDS,
    CONTACT,
    STATEMENTS,
    TRUST,
    Answer,
    Tie,
    cards,
    read_survey,
    statements,
    ties,
)

HEADER = "respondent,question,about,answer\n"
IDS = ("ada", "ben", "cem")


def answers_of(text: str, folder: Path) -> tuple[list[Answer], list[Problem]]:
    """Return the answers of a survey of three people, and its problems."""
    (folder / "s.csv").write_text(HEADER + text)
    problems: list[Problem] = []
    return read_survey(folder / "s.csv", "s.csv", IDS, problems), problems


def test_the_survey_sheet_and_the_reader_agree(tmp_path: Path) -> None:
    sheet = (new(tmp_path / "ours") / "SURVEY.md").read_text()
    contact, trust = (
        {int(a): float(b) for a, b in re.findall(r"^\| (\d) \|[^|]*\| ([\d.]+) \|$", part, re.M)}
        for part in sheet.split("## 2.")
    )
    assert (contact, trust) == (CONTACT, TRUST)
    named = set(re.findall(r"^\| `(\w+)` \|", sheet, re.M))
    assert named == {*CARDS, *STATEMENTS}
    assert set(STATEMENTS) <= set(MEASURES)
    assert {practice for practice in CARDS.values() if practice} <= set(PRACTICES)


def test_answers_become_directed_ties_with_trust(tmp_path: Path) -> None:
    text = "ada,go_to,ben,5\nada,trust,ben,2\nben,go_to,ada,2\nben,trust,cem,4\ncem,go_to,ada,1\n"
    answers, problems = answers_of(text, tmp_path)
    assert problems == []
    assert ties(answers) == [
        Tie("ada", "ben", 0.9, 0.3), Tie("ben", "ada", 0.1, None), Tie("ben", "cem", 0.0, 0.7),
        Tie("cem", "ada", 0.0, None),
    ]  # fmt: skip


def test_ties_of_non_respondents_are_reconstructed_from_the_answers_of_others(tmp_path: Path) -> None:
    answers, _ = answers_of("ada,go_to,ben,5\nada,go_to,cem,3\nben,go_to,cem,2\n", tmp_path)
    contact = {(t.source, t.target): t.contact for t in ties(answers)}
    assert contact["cem", "ada"] == 0.3
    assert contact["cem", "ben"] == 0.1
    assert ("ben", "ada") not in contact  # a respondent who did not name a person has no tie to them


def test_cards_are_counted_and_statements_averaged(tmp_path: Path) -> None:
    text = (
        "ada,go_to,ben,5\nada,card,them_and_us,3\nben,card,them_and_us,1\nben,card,own_solution,3\n"
        "ada,sam_value,,2\nben,sam_value,,4\ncem,sam_skills,,5\n"
    )
    answers, _ = answers_of(text, tmp_path)
    assert cards(answers) == [("them_and_us", 4, 2), ("own_solution", 3, 1)]
    levels = statements(answers)
    assert levels["sam_value"] == (3.0, pytest.approx(((2 + 1 / 12) / 2) ** 0.5), 2)
    assert levels["sam_skills"] == (5.0, 1.0, 1)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ada,go_to,bne,5", "[about]: nobody in people.csv has the id 'bne'; did you mean 'ben'?"),
        ("adda,go_to,ben,5", "[respondent]: nobody in people.csv has the id 'adda'; did you mean 'ada'?"),
        (",go_to,ben,5", "[respondent]: the field is empty; expected an id of people.csv"),
        ("ada,goto,ben,5", "[question]: 'goto' is not a question; did you mean 'go_to'?"),
        ("ada,go_to,cem,6", "[answer]: '6' is not an integer from 1 to 5"),
        ("ada,go_to,cem,nan", "[answer]: 'nan' is not an integer from 1 to 5"),
        ("ada,card,them_and_us,4", "[answer]: '4' is not an integer from 1 to 3"),
        ("ada,card,them_and_uss,1", "[about]: 'them_and_uss' is not a card; did you mean 'them_and_us'?"),
        ("ada,sam_value,ben,1", "[about]: 'ben' is not expected; about is empty for sam_value"),
        ("ada,trust,ada,1", "[about]: 'ada' cannot have a tie with themselves"),
        ("ada,go_to,ben,4", "[answer]: this question is already answered on line 2"),
        ("ada,go_to,ben", ": 3 fields where the header has 4"),
    ],
)
def test_an_invalid_answer_is_reported_with_its_line(line: str, message: str, tmp_path: Path) -> None:
    _, problems = answers_of(f"ada,go_to,ben,5\n{line}\n", tmp_path)
    assert [str(problem) for problem in problems] == [f"s.csv:3{'' if message[0] == ':' else ' '}{message}"]


def test_a_survey_without_a_network_is_reported(tmp_path: Path) -> None:
    _, problems = answers_of("ada,sam_value,,2\n", tmp_path)
    assert "this survey has no network" in str(problems[0])


@pytest.mark.parametrize("arguments", [["--survey", "ours"], ["ours", "--survey", "ours/survey.csv"]])
def test_an_imported_survey_is_an_organisation_and_targets(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new("ours")
    (tmp_path / "ours" / "ties.csv").write_text("not,read,at all\n")
    assert execute(["org", "import", *arguments, "--out", "theirs"]) == 0
    found = load("theirs")
    assert (found.services, found.people) == (load(new("fresh")).services, load("fresh").people)
    assert found.ties.contact.max() == 0.9
    assert {one.id for one in read_targets(tmp_path / "theirs" / "targets.toml")} == set(STATEMENTS)


def test_a_table_of_people_is_enough_for_an_anonymous_survey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    new("ours")
    (tmp_path / "who.csv").write_text((tmp_path / "ours" / "people.csv").read_text())
    arguments = ["org", "import", "who.csv", "--survey", "ours/survey.csv", "--anonymise", "--out", "theirs"]
    assert execute(arguments) == 0
    written = "".join(path.read_text() for path in (tmp_path / "theirs").iterdir()) + capsys.readouterr().out
    assert "ada" not in written.lower()
    assert len(load("theirs").ties) == 6


def test_an_invalid_survey_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    new("ours")
    (tmp_path / "ours" / "survey.csv").write_text("")
    assert execute(["org", "import", "--survey", "ours", "--out", "theirs"]) == 2
    assert "ours/survey.csv: the file is empty" in capsys.readouterr().err
    assert not (tmp_path / "theirs").exists()


def test_an_organisation_can_be_imported_by_name(tmp_path: Path) -> None:
    assert execute(["org", "import", "grab_at_pizza", "--anonymise", "--out", str(tmp_path / "x")]) == 0
    assert load(tmp_path / "x").people[0].name == "Person 1"
