"""Learn page: the course. A lesson asks for a prediction, then runs, and only then shows and explains the result.

Lessons are those of the documentation (`itborg_viz.course`). A lesson runs in a separate process; its results depend on
nothing but its text, so visitors share them. The prediction stays in the browser tab and is in no link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import solara
from markdown import markdown

from itborg.organisation.load import load

from .. import course
from ..components import Block, Box, Card, ErrorNote, Waiting, card_html, markdown_html
from ..controls import Control, Group, button, panel, tab_button, text
from ..course import INTRODUCTION, Lesson, Outcome, Output, lesson_organisation, lessons, run_lesson
from ..fair_queue import Duration
from ..jobs import use_job
from ..player_view import PlayerView, use_last
from ..recorded_runs import RunRequest, record_run, replication_band
from ..text import strategy_title
from ..visitor import Visitor
from .live import CHARTS

#: Sections that are run when a prediction is made; the solutions wait for a click.
FIRST = tuple(name for name in course.SECTIONS if name != "Solutions")


@solara.component
def LearnPage(visitor: Visitor) -> None:
    """Show the list of lessons and the one that is open. Reads and writes `visitor.lesson`."""
    number = min(max(visitor.lesson.value, 1), len(lessons()))
    rows = [
        tab_button(
            f"lesson-{one.number}", f"{one.number}. {one.title}", one.number == number,
            partial(visitor.lesson.set, one.number), "step",
        )
        for one in lessons()
    ]  # fmt: skip
    with Box("learn"):
        panel(Group(rows), classes="learn-list", attributes={"role": "navigation", "aria-label": "Lessons"})
        LessonView(visitor, lessons()[number - 1]).key(f"lesson {number}")


@solara.component
def LessonView(visitor: Visitor, lesson: Lesson) -> None:
    """Show one lesson: introduction and prediction, and the rest once the prediction is made."""
    chosen, set_chosen = solara.use_state("")
    title = f"{lesson.number}. {lesson.title} ({lesson.minutes} minutes)"
    with Box("learn-lesson"):
        Block(card_html(title, parts_html(lesson, INTRODUCTION)))
        Prediction(lesson, chosen, set_chosen)
        if chosen:
            Result(visitor, lesson, chosen)


@solara.component
def Prediction(lesson: Lesson, chosen: str, on_chosen: Callable[[str], None]) -> None:
    """Ask for the prediction; it cannot be changed afterwards.

    chosen     letter of the option, "" while the question is open
    on_chosen  called with the letter
    """
    marked, set_marked = solara.use_state("")
    question = "".join(part.text for part in lesson.sections["Predict"]).partition("\n- a)")[0]
    options = [
        option(letter, text, marked == letter, bool(chosen), set_marked) for letter, text in lesson.options.items()
    ]
    start = button(
        "Run the lesson",
        lambda: on_chosen(marked),
        "primary",
        disabled=not marked,
        attributes={"data-testid": "run-lesson"},
    )
    panel(
        Group([text("", "", markdown_html(question))]),
        Group(options, "learn-options", {"role": "radiogroup", "data-testid": "predict"}),
        Group([] if chosen else [start]),
        classes="itb-card", title="Your prediction",
    )  # fmt: skip


def option(letter: str, label: str, marked: bool, fixed: bool, on_marked: Callable[[str], None]) -> Control:
    """Return one option of a prediction as a button that is on or off."""
    marks = {"role": "radio", "aria-checked": "true" if marked else "false", "data-testid": f"option-{letter}"}
    return button(
        letter, lambda: on_marked(letter), classes="learn-option learn-marked" if marked else "learn-option",
        html=_inline(f"{letter}) {label}"), disabled=fixed, attributes=marks,
    )  # fmt: skip


@solara.component
def Result(visitor: Visitor, lesson: Lesson, chosen: str) -> None:
    """Run the lesson and show result, replay, explanation and exercises."""
    job = use_job(("lesson", lesson.number), partial(run_lesson, lesson.number, FIRST), duration=Duration.LONG)
    if job.error:
        ErrorNote(job.exception)
    elif job.value is None:
        Waiting("Running the lesson…")
    else:
        with Box():
            result = markdown_html(comment(chosen, job.value.answer)) + parts_html(lesson, "Run", job.value)
            Block(card_html("Result", result))
            with Card("Look"):
                Block(parts_html(lesson, "Look", job.value))
                Replay(visitor, lesson)
            Block(card_html("Explain", parts_html(lesson, "Explain", job.value)))
            with Card("Exercises"):
                Block(parts_html(lesson, "Exercises", job.value))
                Solutions(lesson)


def comment(chosen: str, found: str) -> str:
    """Return what the page remarks on a prediction, as Markdown.

    >>> comment("a", "c")
    'You predicted **a**; this run supports **c**. What did you expect to happen that did not?'
    """
    if chosen == found:
        return f"You predicted **{chosen}**, and this run supports it. Was it for the reason that the lesson gives?"
    return f"You predicted **{chosen}**; this run supports **{found}**. What did you expect to happen that did not?"


@solara.component
def Replay(visitor: Visitor, lesson: Lesson) -> None:
    """Show the run of a lesson in the player."""
    wanted = lesson.replay
    request = solara.use_memo(
        lambda: RunRequest(load(lesson_organisation(lesson)), wanted["strategy"], wanted["seed"], wanted["days"]), []
    )
    run = use_job(("run", request), lambda: record_run(request))
    every = request.for_all_seeds()
    band = use_job(("band", every), partial(replication_band, every), after=run, duration=Duration.LONG)
    shown = use_last(run)
    if run.error:
        ErrorNote(run.exception)
    elif shown is None:
        Waiting("Recording the run…")
    else:
        PlayerView(visitor, [shown], [band.value], [strategy_title(request.strategy)], "live", CHARTS)


@solara.component
def Solutions(lesson: Lesson) -> None:
    """Show the solutions after a click; only then are they run."""
    wanted, set_wanted = solara.use_state(False)
    if not wanted:
        marks = {"data-testid": "solutions"}
        panel(Group([button("Show solutions", lambda: set_wanted(True), "outlined", "", attributes=marks)]))
    else:
        SolvedExercises(lesson)


@solara.component
def SolvedExercises(lesson: Lesson) -> None:
    """Run a lesson with its solutions and show them."""
    job = use_job(("solutions", lesson.number), partial(run_lesson, lesson.number), duration=Duration.LONG)
    if job.error:
        ErrorNote(job.exception)
    elif job.value is None:
        Waiting("Running the solutions…")
    else:
        Block(parts_html(lesson, "Solutions", job.value))


def parts_html(lesson: Lesson, section: str, outcome: Outcome | None = None) -> str:
    """Return a section of a lesson as HTML: its text, its cells folded, and what they show."""
    outputs = iter(outcome.outputs.get(section, ()) if outcome else ())
    return "".join(
        cell_html(part.text, next(outputs, Output("", ""))) if part.code else markdown_html(part.text)
        for part in lesson.sections.get(section, ())
    )


def cell_html(source: str, output: Output) -> str:
    """Return what a cell prints and draws; its source is folded."""
    html = f"<details><summary>Python</summary><pre class='learn-code'>{escape(source)}</pre></details>"
    if output.text.strip():
        html += f"<pre class='learn-output'>{escape(output.text.rstrip())}</pre>"
    if output.picture:
        html += f"<img class='learn-figure' alt='Figure of the lesson' src='data:image/png;base64,{output.picture}'>"
    return f"<div>{html}</div>"


def _inline(text: str) -> str:
    """Return one line of our own Markdown as HTML without the paragraph around it."""
    return str(markdown(text)).removeprefix("<p>").removesuffix("</p>")
