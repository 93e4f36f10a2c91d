"""`org import` lets the user choose what a file leaves open, only in a terminal; its receipt is JSON on request."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from itborg.common.errors import InputError
from itborg.evidence.incident_log import read_incidents

COMMAND = (sys.executable, "-m", "itborg", "org", "import", "--incidents")


def unclear(path: Path) -> Path:
    """Write an export whose dates and priorities are in doubt: days below 13, priorities 1 and 5 without words."""
    rows = [
        f"{at},0{1 + at % 9}/02/2026 08:00,0{1 + at % 9}/02/2026 1{at % 9}:00,{1 + 4 * (at % 4 > 0)}"
        for at in range(40)
    ]
    path.write_text("\n".join(["Ticket,Opened,Closed,Priority", *rows]) + "\n")
    return path


class Answers:
    """Answers questions with the given words and keeps the questions."""

    def __init__(self, *answers: str) -> None:
        """Keep the answers in their order."""
        self.answers = list(answers)
        self.questions: list[tuple[str, tuple[str, ...]]] = []

    def __call__(self, question: str, choices: Sequence[str]) -> str:
        """Return the next answer."""
        self.questions.append((question, tuple(choices)))
        return self.answers.pop(0)


def test_an_answer_counts_like_the_option_that_states_the_same(tmp_path: Path) -> None:
    file = unclear(tmp_path / "a.csv")
    prompt = Answers("day", "1")
    answered, stated = read_incidents(file, prompt=prompt), read_incidents(file, day_first=True, top="1")
    assert [choices for _, choices in prompt.questions] == [("day", "month"), ("1", "5", "not known")]
    assert answered.receipt.notes == stated.receipt.notes
    assert (answered.log.top == stated.log.top).all()
    assert answered.log.workdays == stated.log.workdays


def test_no_question_comes_that_the_options_or_the_file_decide(tmp_path: Path) -> None:
    prompt = Answers()
    read_incidents(unclear(tmp_path / "a.csv"), day_first=False, top="5", prompt=prompt)
    assert not prompt.questions


def test_who_does_not_know_the_highest_priority_gets_no_share_of_it(tmp_path: Path) -> None:
    found = read_incidents(unclear(tmp_path / "a.csv"), day_first=True, prompt=Answers("not known"))
    assert found.log.top is None


def test_without_a_terminal_an_unclear_date_is_refused_and_no_question_comes(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--day-first or --month-first"):
        read_incidents(unclear(tmp_path / "a.csv"))
    command = [*COMMAND, str(tmp_path / "a.csv"), "--out", str(tmp_path / "a.toml")]
    done = subprocess.run(command, input="1\n1\n", capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "--day-first or --month-first" in done.stderr


def test_in_a_terminal_day_or_month_and_the_highest_priority_are_questions(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    os.write(leader, b"9\n1\n2\n")  # the first answer is none of the choices, so the question comes again
    command = [*COMMAND, str(unclear(tmp_path / "a.csv")), "--out", str(tmp_path / "a.toml"), "--format", "json"]
    done = subprocess.run(command, stdin=follower, capture_output=True, text=True, timeout=60, check=True)
    os.close(leader)
    os.close(follower)
    assert done.stderr.count("begin with the day or the month?") == 2
    (receipt,) = json.loads(done.stdout)
    assert receipt == json.loads((tmp_path / "a.import.json").read_text())[0]
    assert "dates begin with the day, as stated" in receipt["notes"]
    assert "the highest priority is '5', as stated" in receipt["notes"]


def test_the_receipt_of_an_organisation_is_json_alone_on_request(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "id,name,team,side\n" + "".join(f"p{at},P {at},T{at % 4},{('it', 'business')[at % 2]}\n" for at in range(12))
    )
    (tmp_path / "ties.csv").write_text("source,target\n" + "".join(f"p{at},p{(at + 1) % 12}\n" for at in range(12)))
    files = [str(tmp_path / name) for name in ("people.csv", "ties.csv")]
    command = [
        sys.executable,
        "-m",
        "itborg",
        "org",
        "import",
        *files,
        "--out",
        str(tmp_path / "x"),
        "--format",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == json.loads((tmp_path / "x" / "import.json").read_text())
