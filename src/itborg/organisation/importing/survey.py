"""Answers to the survey of SURVEY.md: whom people go to, whom they trust, cards, statements."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, variance
from typing import NamedTuple

from ...common.errors import Problem, did_you_mean
from ..reading.csv_table import Table, read_table
from ..reading.messages import Nearest

HEADER = ("respondent", "question", "about", "answer")
#: What an answer to "whom do you go to" becomes: contact, as organisation.toml of `org new` explains it.
CONTACT: Mapping[int, float] = {1: 0.0, 2: 0.1, 3: 0.3, 4: 0.6, 5: 0.9}
#: What an answer to "whom do you trust" becomes.
TRUST: Mapping[int, float] = {1: 0.1, 2: 0.3, 3: 0.5, 4: 0.7, 5: 0.9}
#: Cards of section 3 of SURVEY.md -> what of `itborg list practices` shows the same in a run, "" where nothing does.
CARDS: Mapping[str, str] = {
    "everything_is_urgent": "everything_top",
    "over_the_wall": "over_the_wall",
    "the_framework_is_the_goal": "itil_objective",
    "it_speaks_it": "no_effort",
    "never_seen_the_shop": "impact_unknown",
    "saying_yes_meaning_no": "yes_but_no",
    "hero_of_the_night": "",
    "them_and_us": "them_and_us",
    "the_sign_is_green": "",
    "own_solution": "procedures",
    "my_boss_is_elsewhere": "no_commitment",
    "never_finished_learning": "plan_do_stop",
}
#: Statements of section 4: the six criteria of strategic alignment maturity, each a level of 1 to 5.
STATEMENTS = ("sam_communications", "sam_value", "sam_governance", "sam_partnership", "sam_scope", "sam_skills")
QUESTIONS = ("go_to", "trust", "card", *STATEMENTS)
#: Variance of rounding to whole levels, and standard error of what a single person says (assumption).
ROUNDING, ALONE = 1 / 12, 1.0


class Answer(NamedTuple):
    """One line of survey.csv that makes sense."""

    respondent: str
    question: str
    about: str
    points: int


class Tie(NamedTuple):
    """A tie as ties.csv has it; trust None where nobody said."""

    source: str
    target: str
    contact: float
    trust: float | None


def read_survey(path: Path, shown: str, ids: Sequence[str], problems: list[Problem]) -> list[Answer]:
    """Return the answers of a survey; what makes no sense is reported and left out.

    shown  what the user calls the file
    ids    of people.csv
    """
    table = read_table(path, shown, HEADER, (), problems)
    if table is None:
        return []
    known, nearest = set(ids), Nearest(ids)
    found: dict[tuple[str, str, str], int] = {}
    answers: list[Answer] = []
    columns = (table.column(name) for name in HEADER)
    for row, (respondent, question, about, points) in enumerate(zip(*columns, strict=True)):
        trouble = _trouble(respondent, question, about, points, known, nearest)
        first = found.setdefault((respondent, question, about), row)
        if not trouble and first != row:
            trouble = "answer", f"this question is already answered on line {table.lines[first]}"
        if trouble:
            problems.append(table.problem(row, *trouble))
        else:
            answers.append(Answer(respondent, question, about, int(points)))
    if not any(answer.question == "go_to" for answer in answers):
        problems.append(_nobody_goes_anywhere(table))
    return answers


def ties(answers: Sequence[Answer]) -> list[Tie]:
    """Return who goes to whom, and who trusts whom, as ties.

    Somebody who named nobody at all did not answer: their ties are taken to be as close as others say that theirs to
    them are (reconstruction; Stork & Richards 1992), without trust. Trust in somebody whom one does not go to is a tie
    without contact.
    """
    contact = {(a.respondent, a.about): CONTACT[a.points] for a in answers if a.question == "go_to"}
    trust = {(a.respondent, a.about): TRUST[a.points] for a in answers if a.question == "trust"}
    answered = {source for source, _ in contact}
    silent = {(b, a): share for (a, b), share in contact.items() if b not in answered}
    both = {**dict.fromkeys(trust, 0.0), **silent, **contact}
    return [Tie(a, b, share, trust.get((a, b))) for (a, b), share in sorted(both.items())]


def statements(answers: Sequence[Answer]) -> dict[str, tuple[float, float, int]]:
    """Return mean, standard error and number of answers of each statement that somebody answered.

    The error counts how people differ, and that they can answer in whole levels only; of a single person it is ALONE.
    """
    found: dict[str, tuple[float, float, int]] = {}
    for name in STATEMENTS:
        points = [answer.points for answer in answers if answer.question == name]
        if points:
            spread = variance(points) + ROUNDING if len(points) > 1 else ALONE**2
            found[name] = fmean(points), math.sqrt(spread / len(points)), len(points)
    return found


def cards(answers: Sequence[Answer]) -> list[tuple[str, int, int]]:
    """Return card, points and number of people who chose it; most points first."""
    chosen = [answer for answer in answers if answer.question == "card"]
    rows = [
        (name, sum(a.points for a in chosen if a.about == name), sum(a.about == name for a in chosen)) for name in CARDS
    ]
    return sorted((row for row in rows if row[2]), key=lambda row: (-row[1], row[0]))


def write_ties(found: Sequence[Tie], path: Path) -> Path:
    """Write ties as a ties.csv and return its path."""
    rows = [(t.source, t.target, t.contact, "" if t.trust is None else t.trust) for t in found]
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([("source", "target", "contact", "trust"), *rows])
    return path


def _trouble(
    respondent: str, question: str, about: str, answer: str, known: set[str], nearest: Nearest
) -> tuple[str, str] | None:
    """Return the column and what is wrong with it, None for a line that makes sense."""
    if respondent not in known:
        return "respondent", _nobody(respondent, nearest)
    if question not in QUESTIONS:
        return "question", f"'{question}' is not a question; {did_you_mean(question, QUESTIONS)}"
    trouble = _wrong_about(respondent, question, about, known, nearest)
    if trouble:
        return "about", trouble
    most = 3 if question == "card" else 5
    if answer not in map(str, range(1, most + 1)):
        return "answer", f"'{answer}' is not a whole number from 1 to {most}"
    return None


def _wrong_about(respondent: str, question: str, about: str, known: set[str], nearest: Nearest) -> str:
    if question in STATEMENTS:
        return f"'{about}' is about nothing here; {question} leaves it empty" if about else ""
    if question == "card":
        return "" if about in CARDS else f"'{about}' is not a card; {did_you_mean(about, CARDS)}"
    if about == respondent:
        return f"'{about}' cannot have a tie with themselves"
    return "" if about in known else _nobody(about, nearest)


def _nobody(cell: str, nearest: Nearest) -> str:
    if not cell:
        return "the field is empty; expected an id of people.csv"
    return f"nobody in people.csv has the id '{cell}'; {nearest(cell)}"


def _nobody_goes_anywhere(table: Table) -> Problem:
    message = "nobody says whom they go to (question go_to): there is no network in this survey"
    return Problem(table.file, None, "question", message)
