"""Answers to the survey of SURVEY.md: contacts, trust, worst-practice cards and statements.

Each line of survey.csv is one answer: who answered, to which question, about whom or which card, and the points. The
scales CONTACT and TRUST are assumptions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, variance
from typing import NamedTuple

from ...common.errors import Problem, did_you_mean
from ...common.files import write_csv
from ..reading.csv_table import CsvTable, read_table
from ..reading.messages import Nearest
from ..reading.ties import HEADER as TIES_HEADER
from ..reading.ties import OPTIONAL as TIES_OPTIONAL
from ..reading.ties import no_such_person

#: Columns of survey.csv.
HEADER = ("respondent", "question", "about", "answer")
#: Contact, 0 to 1, for each answer to "whom do you go to", as in organisation.toml of `org new`.
CONTACT: Mapping[int, float] = {1: 0.0, 2: 0.1, 3: 0.3, 4: 0.6, 5: 0.9}
#: Trust, 0 to 1, for each answer to "whom do you trust".
TRUST: Mapping[int, float] = {1: 0.1, 2: 0.3, 3: 0.5, 4: 0.7, 5: 0.9}
#: Cards of section 3 of SURVEY.md and the practice of `itborg list practices` that shows the same in a run, "" if none.
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
#: Statements of section 4: the six criteria of strategic alignment maturity, each a level from 1 to 5.
STATEMENTS = ("sam_communications", "sam_value", "sam_governance", "sam_partnership", "sam_scope", "sam_skills")
QUESTIONS = ("go_to", "trust", "card", *STATEMENTS)
#: Variance of rounding to integer levels, and standard error of a single answer (assumption).
ROUNDING_VARIANCE, SINGLE_ERROR = 1 / 12, 1.0


class Answer(NamedTuple):
    """One valid line of survey.csv; `points` is the answer, 1 to 5, for cards 1 to 3.

    respondent  id of the person who answered
    question    one of QUESTIONS
    about       id of a person, name of a card, or "" for a statement
    """

    respondent: str
    question: str
    about: str
    points: int


class Tie(NamedTuple):
    """One line of ties.csv; trust is None without an answer.

    source, target  ids; the tie is directed from the respondent to the person in the answer
    contact, trust  0 to 1
    """

    source: str
    target: str
    contact: float
    trust: float | None


def read_survey(path: Path, shown: str, ids: Sequence[str], problems: list[Problem]) -> list[Answer]:
    """Return the answers of a survey; invalid lines are reported and left out.

    shown  name of the file for messages
    ids    ids of people.csv

    path      the survey.csv, columns of HEADER
    problems  list to which errors are added, with their lines; a survey without a network is one
    """
    table = read_table(path, shown, HEADER, (), problems)
    if table is None:
        return []
    known, nearest = set(ids), Nearest(ids)
    first_rows: dict[tuple[str, str, str], int] = {}
    answers: list[Answer] = []
    columns = (table.column(name) for name in HEADER)
    for row, (respondent, question, about, points) in enumerate(zip(*columns, strict=True)):
        problem = _problem(respondent, question, about, points, known, nearest)
        first = first_rows.setdefault((respondent, question, about), row)
        if not problem and first != row:
            problem = "answer", f"this question is already answered on line {table.lines[first]}"
        if problem:
            problems.append(table.problem(row, *problem))
        else:
            answers.append(Answer(respondent, question, about, int(points)))
    if not any(answer.question == "go_to" for answer in answers):
        problems.append(_no_network(table))
    return answers


def ties(answers: Sequence[Answer]) -> list[Tie]:
    """Return the answers about contact and trust as ties.

    A person who named nobody counts as a non-respondent, whose ties have the contact that others state for their ties
    to this person (reconstruction; Stork & Richards 1992), without trust. Trust without contact is a tie of contact 0.

    The result is sorted by source and target and has each ordered pair at most once.
    """
    contact = {(a.respondent, a.about): CONTACT[a.points] for a in answers if a.question == "go_to"}
    trust = {(a.respondent, a.about): TRUST[a.points] for a in answers if a.question == "trust"}
    answered = {source for source, _ in contact}
    reconstructed = {(b, a): share for (a, b), share in contact.items() if b not in answered}
    both = {**dict.fromkeys(trust, 0.0), **reconstructed, **contact}
    return [Tie(a, b, share, trust.get((a, b))) for (a, b), share in sorted(both.items())]


def statements(answers: Sequence[Answer]) -> dict[str, tuple[float, float, int]]:
    """Return mean level (1 to 5), standard error and number of answers of each statement with answers.

    The error includes the variance between people and that of rounding to integer levels; for a single answer it is
    SINGLE_ERROR.

    The result maps the name of a statement, one of STATEMENTS, to these three values.
    """
    results: dict[str, tuple[float, float, int]] = {}
    for name in STATEMENTS:
        points = [answer.points for answer in answers if answer.question == name]
        if points:
            spread = variance(points) + ROUNDING_VARIANCE if len(points) > 1 else SINGLE_ERROR**2
            results[name] = fmean(points), math.sqrt(spread / len(points)), len(points)
    return results


def cards(answers: Sequence[Answer]) -> list[tuple[str, int, int]]:
    """Return card, sum of points and number of people for each chosen card; most points first.

    A card that nobody chose is left out. Each person gives 1 to 3 points to a card.
    """
    chosen = [answer for answer in answers if answer.question == "card"]
    rows = [
        (name, sum(a.points for a in chosen if a.about == name), sum(a.about == name for a in chosen)) for name in CARDS
    ]
    return sorted((row for row in rows if row[2]), key=lambda row: (-row[1], row[0]))


def write_ties(network: Sequence[Tie], path: Path) -> Path:
    """Write ties as a ties.csv and return its path.

    path  file to write; the column trust is always present, and empty for ties without trust
    """
    rows = [(t.source, t.target, t.contact, "" if t.trust is None else t.trust) for t in network]
    return write_csv(path, [(*TIES_HEADER, *TIES_OPTIONAL), *rows])


def _problem(
    respondent: str, question: str, about: str, answer: str, known: set[str], nearest: Nearest
) -> tuple[str, str] | None:
    """Return the column and the message of the problem of a line, None for a valid line.

    known    ids of people.csv
    nearest  hints for unknown ids
    """
    if respondent not in known:
        return "respondent", no_such_person(respondent, nearest)
    if question not in QUESTIONS:
        return "question", f"'{question}' is not a question; {did_you_mean(question, QUESTIONS)}"
    message = _about_problem(respondent, question, about, known, nearest)
    if message:
        return "about", message
    most = 3 if question == "card" else 5
    if answer not in map(str, range(1, most + 1)):
        return "answer", f"'{answer}' is not an integer from 1 to {most}"
    return None


def _about_problem(respondent: str, question: str, about: str, known: set[str], nearest: Nearest) -> str:
    """Return the message of a wrong field `about`, "" for a valid one; what it should hold depends on the question.

    known    ids of people.csv
    nearest  hints for unknown ids
    """
    if question in STATEMENTS:
        return f"'{about}' is not expected; about is empty for {question}" if about else ""
    if question == "card":
        return "" if about in CARDS else f"'{about}' is not a card; {did_you_mean(about, CARDS)}"
    if about == respondent:
        return f"'{about}' cannot have a tie with themselves"
    return "" if about in known else no_such_person(about, nearest)


def _no_network(table: CsvTable) -> Problem:
    """Return the problem of a survey in which nobody answered go_to."""
    message = "there are no answers to the question go_to, so this survey has no network"
    return Problem(table.file, None, "question", message)
