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
from ..reading.column_names import letters
from ..reading.column_roles import map_columns
from ..reading.csv_table import Reading, read_table
from ..reading.file_content import UnreadableError
from ..reading.messages import Nearest
from ..reading.raw_table import RawTable, read_raw
from ..reading.receipt import Receipt
from ..reading.ties import HEADER as TIES_HEADER
from ..reading.ties import OPTIONAL as TIES_OPTIONAL
from ..reading.ties import no_such_person
from .find_person import PersonFinder
from .survey_forms import Row, has_questions, points_of, wide_rows
from .tables_and_graphs import Stated

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
#: Wording of the statements in SURVEY.md and the names of their questions, in letters only -> name.
_WORDING: Mapping[str, str] = {letters(name): name for name in STATEMENTS} | {
    letters(text): name
    for name, text in zip(
        STATEMENTS,
        (
            "Business and IT understand each other without a translator.",
            "We measure the value of IT in terms that the business itself uses.",
            "We decide together what is done first, and we keep to the decision.",
            "Each side takes part in the plans of the other and shares its risks.",
            "Our systems are flexible enough for good ideas.",
            "People know enough about the work of the other side to be useful there for a week.",
        ),
        strict=True,
    )
}
#: Usual names of the columns of survey.csv.
SURVEY_NAMES: Mapping[str, tuple[str, ...]] = {
    "respondent": ("respondent id", "who", "from", "token"),
    "question": ("question id", "item"),
    "about": ("about whom", "target", "to"),
    "answer": ("value", "points", "score"),
}
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


def read_survey(
    path: Path,
    shown: str,
    ids: Sequence[str],
    problems: list[Problem],
    names: Sequence[str] = (),
    stated: Stated | None = None,
    receipts: list[Receipt] | None = None,
) -> list[Answer]:
    """Return the answers of a survey; invalid lines are reported and left out.

    path      survey.csv with the columns of HEADER, or a table of a survey tool with one row a person
    shown     name of the file for messages
    ids       ids of people.csv
    problems  list to which errors are added, with their lines; a survey without a network is one
    names     names of people.csv, one an id, by which people are found too; () for none
    stated    what the user states about columns and form; None: nothing
    receipts  list to which the receipt is added; None: it is dropped
    """
    wanted = stated or Stated()
    finder = PersonFinder(ids, names or [""] * len(ids))
    found = _rows(path, shown, finder, problems, wanted)
    if found is None:
        return []
    rows, receipt = found
    known, nearest = set(ids), Nearest(ids)
    first_lines: dict[tuple[str, str, str], int] = {}
    answers: list[Answer] = []
    for row in rows:
        problem = _problem(row.respondent, row.question, row.about, row.answer, known, nearest)
        first = first_lines.setdefault((row.respondent, row.question, row.about), row.line)
        if not problem and first != row.line:
            problem = "answer", f"this question is already answered on line {first}"
        if problem:
            column = receipt.mapping.columns.get(problem[0], problem[0]) if not row.column else row.column
            problems.append(Problem(shown, row.line, column, problem[1]))
        else:
            answers.append(Answer(row.respondent, row.question, row.about, int(row.answer)))
    if not any(answer.question == "go_to" for answer in answers):
        problems.append(_no_network(shown))
    receipt.facts["answers"] = len(answers)
    receipt.notes += [note for note in (finder.note("people are"),) if note]
    if receipts is not None:
        receipts.append(receipt)
    return answers


def _rows(
    path: Path, shown: str, finder: PersonFinder, problems: list[Problem], stated: Stated
) -> tuple[list[Row], Receipt] | None:
    """Return the answers of a survey as rows, and its receipt; None if it cannot be read."""
    known = (*HEADER, *(one for names in SURVEY_NAMES.values() for one in names))
    try:
        raw = read_raw(path, shown, known, stated.read_as)
        mapping = map_columns(raw.header, SURVEY_NAMES, stated.columns)
    except UnreadableError as error:
        problems.append(Problem(shown, error.line, error.column, str(error)))
        return None
    if {"question", "answer"} & mapping.columns.keys():
        reading = Reading(stated.read_as, stated.columns, SURVEY_NAMES)
        table = read_table(path, shown, HEADER, (), problems, reading)
        if table is None:
            return None
        columns = (table.column(name) for name in HEADER)
        rows = [
            Row(line, "", finder(a), b, finder(c) if b in ("go_to", "trust") else c, points_of(d))
            for line, a, b, c, d in zip(table.lines, *columns, strict=True)
        ]
        return rows, table.receipt
    receipt = Receipt(shown, raw.form.sentence(), rows=len(raw), used=len(raw))
    who = {"respondent": mapping.columns["respondent"]} if "respondent" in mapping.stated else {}
    rows = wide_rows(raw, _WORDING, finder, receipt, problems, who.get("respondent", ""))
    return rows, receipt


def is_survey(raw: RawTable) -> bool:
    """Return whether a table holds answers: one an answer, or one row a person with questions of the survey."""
    return {"respondent", "question"} <= {name.lower() for name in raw.header} or has_questions(raw, _WORDING)


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


def _no_network(shown: str) -> Problem:
    """Return the problem of a survey in which nobody answered go_to."""
    message = "there are no answers to the question go_to, so this survey has no network"
    return Problem(shown, None, "question", message)
