"""The course: its lessons, read from Markdown with Python cells, and run in this process.

The same files are pages of the documentation and, through jupytext, notebooks. Here a lesson is taken apart, so that
the Learn page can ask for the prediction before it shows a result. `run_lesson` returns texts only, so it can run in
another process.
"""

from __future__ import annotations

import ast
import base64
import io
import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from itborg.organisation.write import TEMPLATE

#: Sections of a lesson in their order, after the introduction.
SECTIONS = ("Predict", "Run", "Look", "Explain", "Exercises", "Solutions")
INTRODUCTION = "Introduction"
_CELL = re.compile(r"^```python\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"^- ([a-z])\) (.+)$", re.MULTILINE)


class Part(NamedTuple):
    """A piece of a lesson: Markdown, or the source of a Python cell."""

    text: str
    code: bool


class Lesson(NamedTuple):
    """A lesson of the course.

    number    position in the course, from 1
    file      name of its file
    title     without the number
    minutes   time for a student
    answer    letter of the option that the run has to support
    replay    strategy, seed, days and perhaps organisation of the run to watch
    sections  name -> its parts; those of SECTIONS and INTRODUCTION
    options   letter -> text of the options of the prediction
    """

    number: int
    file: str
    title: str
    minutes: int
    answer: str
    replay: dict[str, Any]
    sections: dict[str, tuple[Part, ...]]
    options: dict[str, str]


class Output(NamedTuple):
    """What a cell shows.

    text     what it prints, with the value of its last expression unless that is a figure
    picture  PNG in base64, "" without a figure
    """

    text: str
    picture: str


class Outcome(NamedTuple):
    """A lesson that was run.

    outputs  by section, one for each of its cells
    answer   letter of the option that this run supports; "" if the lesson sets none
    """

    outputs: dict[str, tuple[Output, ...]]
    answer: str


def folder() -> Path:
    """Return the folder of the lessons: in an installation that of the package, else that of the documentation."""
    packaged = Path(__file__).parent / "lessons"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "docs" / "course"


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """Return all lessons in the order of course.toml."""
    listed = tomllib.loads((folder() / "course.toml").read_text(encoding="utf-8"))["lesson"]
    return tuple(_lesson(number, row) for number, row in enumerate(listed, start=1))


def lesson_organisation(lesson: Lesson) -> str:
    """Return the name or path of the organisation of a lesson's replay; "corner_pizza" is the template of `org new`."""
    name = str(lesson.replay.get("organisation", "grab_at_pizza"))
    return str(TEMPLATE) if name == TEMPLATE.name else name


def _lesson(number: int, row: dict[str, Any]) -> Lesson:
    text = (folder() / row["file"]).read_text(encoding="utf-8")
    sections = parts_of(text)
    question = "".join(part.text for part in sections.get("Predict", ()))
    return Lesson(number=number, **row, sections=sections, options=dict(_OPTION.findall(question)))


def parts_of(text: str) -> dict[str, tuple[Part, ...]]:
    r"""Return the sections of a lesson, each as Markdown and cells in their order; its title is left out.

    >>> parts_of("# 1. Ties\n\nWho?\n\n## Run\n\n```python\nx = 1\n```\n")["Run"]
    (Part(text='x = 1\n', code=True),)
    """
    first, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    found = {INTRODUCTION: _parts(first.partition("\n")[2])}
    for one in rest:
        name, _, body = one.partition("\n")
        found[name.strip()] = _parts(body)
    return found


def _parts(body: str) -> tuple[Part, ...]:
    pieces = _CELL.split(body)  # text and code alternate
    parts = (Part(piece, n % 2 == 1) for n, piece in enumerate(pieces))
    return tuple(part for part in parts if part.text.strip())


def run_lesson(number: int, sections: Sequence[str] = SECTIONS) -> Outcome:
    """Run the cells of a lesson in one namespace, in order, and return what they show.

    number    of the lesson, from 1
    sections  those to run; later ones use the names of earlier ones

    Exceptions of a cell are not caught.
    """
    lesson = lessons()[number - 1]
    names: dict[str, Any] = {"__name__": "lesson"}
    outputs = {
        section: tuple(_run(part.text, names) for part in lesson.sections.get(section, ()) if part.code)
        for section in sections
    }
    return Outcome(outputs, str(names.get("answer", "")))


def _run(source: str, names: dict[str, Any]) -> Output:
    """Run one cell in a namespace; its last expression is its value, as in a notebook."""
    printed = io.StringIO()
    names["print"] = lambda *values, **options: print(*values, **{"file": printed, **options})
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "lesson", "exec"), names)
    value: Any = None
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), "lesson", "eval"), names)
    picture = base64.b64encode(value._repr_png_()).decode("ascii") if hasattr(value, "_repr_png_") else ""
    shown = "" if value is None or picture else f"{value}\n"
    return Output(printed.getvalue() + shown, picture)
