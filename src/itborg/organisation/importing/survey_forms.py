"""Answers of survey tools as rows of survey.csv: Google Forms, Qualtrics and LimeSurvey write one row a person.

Questions are recognised by their wording in SURVEY.md, by the name of the question, or by its key words in several
languages; answers by number, by a number with text ("5 - always") or by the words of the scales. A person who is named
in a list, without how often, is taken for a monthly contact; that is an assumption, and the receipt states it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ...common.errors import Problem
from ..reading.column_names import letters
from ..reading.raw_table import RawTable, is_missing
from ..reading.receipt import Receipt
from .find_person import PersonFinder

#: Answer of a person who is named without how often: monthly.
NAMED = "3"
#: Least share of texts in a column that name people for it to be the column of respondents. An assumption.
MOSTLY_PEOPLE = 0.8
_NUMBER = re.compile(r"(?:AO?)?0*([1-5])(?:[.,]0+)?(?:\s*[-:.)=\u2013(].*)?$", re.DOTALL)
#: Beginnings of words that show what a question is about, in letters only.
_TRUST = ("trust", "vertrau", "vertrouw", "confiance", "confianza", "fiducia")
_GO_TO = ("goto", "yougoto", "whomdoyougo", "howoften", "anwen", "wiehaufig", "wieoft", "naarwie", "aquivous", "aquien")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "5": (
        "withouthesitation",
        "withoutasecondthought",
        "always",
        "daily",
        "fully",
        "stronglyagree",
        "immer",
        "taglich",
    ),
    "4": ("mostly", "weekly", "agree", "meistens", "wochentlich"),
    "3": ("itdepends", "monthly", "partly", "neutral", "neitheragreenordisagree", "teilsteils", "monatlich"),
    "2": ("rarely", "afewtimesayear", "slightly", "disagree", "selten"),
    "1": ("no", "never", "neveralthoughishould", "notatall", "stronglydisagree", "nie", "nein"),
}
_POINTS = {word: points for points, words in _WORDS.items() for word in words}


class Row(NamedTuple):
    """One answer as in survey.csv, not yet checked, with the line and the column of its file."""

    line: int
    column: str
    respondent: str
    question: str
    about: str
    answer: str


def points_of(text: str) -> str:
    """Return an answer as its number, the text itself if it is none.

    >>> [points_of(one) for one in ("5 - without a second thought", "4.0", "It depends", "A2", "6", "maybe")]
    ['5', '4', '3', '2', '6', 'maybe']
    """
    match = _NUMBER.match(text)
    return match[1] if match else _POINTS.get(letters(text), text)


def wide_rows(
    raw: RawTable,
    statements: Mapping[str, str],
    finder: PersonFinder,
    receipt: Receipt,
    problems: list[Problem],
    respondent: str = "",
) -> list[Row]:
    """Return the answers of a table with one row a person and one column a question.

    raw         the table as it is in the file
    statements  wording of each statement about alignment -> name of its question
    finder      finds people by id, name or mail address
    receipt     gets the columns that were recognised, and those that were ignored
    problems    list to which an error is added if no column names the respondents
    respondent  the column that does, as the user states; "" to find it
    """
    who = respondent or _respondents(raw, finder)
    if who is None:
        message = "no column names the respondents by id, name or mail address of people.csv"
        problems.append(Problem(raw.file, raw.header_line, "", f"{message}; name it with --map respondent=COLUMN"))
        return []
    questions = {name: found for name in raw.header if name != who and (found := _question(raw, name, statements))}
    receipt.mapping = type(receipt.mapping)(
        {"respondent": who, **{f"{question} {item}".strip(): name for name, (question, item) in questions.items()}},
        ignored=tuple(name for name in raw.header if name != who and name not in questions),
    )
    people = [finder(cell) for cell in raw.column(who)]
    rows: list[Row] = []
    listed = 0
    for name, (question, item) in questions.items():
        about = finder(item) if question in ("go_to", "trust") else item
        for line, person, cell in zip(raw.lines, people, raw.column(name), strict=True):
            if is_missing(cell):
                continue
            if question == "go_to" and not item:
                named = [finder(one) for one in _names(cell)]
                listed += len(named)
                rows += [Row(line, name, person, question, one, NAMED) for one in named]
            elif about != person:
                rows.append(Row(line, name, person, question, about, points_of(cell)))
    if listed:
        receipt.notes.append(f"{listed} people named without how often are taken for monthly contacts (an assumption)")
    return rows


def has_questions(raw: RawTable, statements: Mapping[str, str]) -> bool:
    """Return whether a table has columns that are questions of the survey; `statements` as in `wide_rows`."""
    return any(_question(raw, name, statements) for name in raw.header)


def _respondents(raw: RawTable, finder: PersonFinder) -> str | None:
    """Return the column whose texts name people most often, each another one; None if none names mostly people."""
    best, most = None, MOSTLY_PEOPLE
    for name in raw.header:
        cells = [cell for cell in raw.column(name) if not is_missing(cell)]
        share = sum(finder.knows(cell) for cell in cells) / len(raw) if len(set(cells)) == len(cells) and cells else 0.0
        if share >= most and (best is None or share > most):
            best, most = name, share
    return best


def _question(raw: RawTable, name: str, statements: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the question of a column and whom or what it is about, None for a column that is no question."""
    text = raw.labels.get(name, name)
    stem, item = stem_and_item(text) or stem_and_item(name) or (text, "")
    for words in (letters(text), letters(stem), letters(name)):
        if words in statements:
            return statements[words], ""
    words = letters(stem)
    if any(word in words for word in _TRUST):
        return ("trust", item) if item else None
    if any(word in words for word in _GO_TO):
        return "go_to", item
    return None


def stem_and_item(text: str) -> tuple[str, str] | None:
    """Return the two parts of a column of a matrix, as survey tools join them; None for other texts.

    Takes time in proportion to the length of the text, which anybody may have written.

    >>> stem_and_item("I trust [Ben]"), stem_and_item("I trust - Ben"), stem_and_item("I trust Ben")
    (('I trust', 'Ben'), ('I trust', 'Ben'), None)
    """
    found: list[tuple[int, str]] = []
    complete = text.rstrip()
    if complete.endswith("]"):
        start = complete.find("[", complete.rfind("]", 0, -1) + 1)
        if 0 <= start < len(complete) - 2:
            found.append((start, complete[start + 1 : -1]))
    hyphen = text.rfind("-")
    around = text[hyphen - 1 : hyphen + 2 : 2] if hyphen > 0 else ""
    if len(around) == 2 and around.isspace() and text[hyphen + 2 :]:
        found.append((hyphen, text[hyphen + 2 :]))
    if not found:
        return None
    start, item = min(found)
    return text[:start].rstrip(), item


def _names(cell: str) -> list[str]:
    """Return the people that a text lists, separated by semicolons or else by commas.

    >>> _names("Ben Osei, Cem Arslan"), _names("Osei, Ben; Arslan, Cem")
    (['Ben Osei', 'Cem Arslan'], ['Osei, Ben', 'Arslan, Cem'])
    """
    parts = cell.split(";") if ";" in cell else cell.split(",")
    return [part.strip() for part in parts if part.strip()]
