"""The course: seven lessons of one shape, whose text fits what they compute."""

from __future__ import annotations

import re

import pytest
from itborg_viz.course import (
    INTRODUCTION,
    SECTIONS,
    Lesson,
    folder,
    lesson_organisation,
    lessons,
    parts_of,
    run_lesson,
)

from itborg.organisation.load import load
from itborg.strategies.specification import strategy

LESSONS = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.file)


def text(lesson: Lesson) -> str:
    """Return the file of a lesson."""
    return (folder() / lesson.file).read_text(encoding="utf-8")


def test_the_course_has_seven_lessons_and_no_file_without_a_place() -> None:
    assert len(lessons()) == 7
    assert {path.name for path in folder().glob("*.md")} == {lesson.file for lesson in lessons()}


@LESSONS
def test_every_lesson_is_predict_run_look_explain_exercises_solutions(lesson: Lesson) -> None:
    assert tuple(lesson.sections) == (INTRODUCTION, *SECTIONS)
    assert text(lesson).startswith(f"# {lesson.number}. {lesson.title}")
    assert 20 <= lesson.minutes <= 30


@LESSONS
def test_a_lesson_offers_options_and_its_answer_is_one_of_them(lesson: Lesson) -> None:
    assert len(lesson.options) >= 3
    assert lesson.answer in lesson.options


@LESSONS
def test_nothing_before_the_prediction_shows_a_result(lesson: Lesson) -> None:
    assert not any(part.code for name in (INTRODUCTION, "Predict") for part in lesson.sections[name])


@LESSONS
def test_no_number_of_a_result_is_typed_into_a_lesson(lesson: Lesson) -> None:
    prose = "".join(part.text for parts in lesson.sections.values() for part in parts if not part.code)
    assert re.findall(r"\d+\.\d+ ±|± ?\d|[+-]\d+\.\d+", prose) == []


@LESSONS
def test_the_replay_of_a_lesson_names_what_exists(lesson: Lesson) -> None:
    assert load(lesson_organisation(lesson)).people
    assert strategy(lesson.replay["strategy"]).name


def test_the_run_supports_the_option_that_the_text_explains() -> None:
    lesson = lessons()[1]
    found = run_lesson(lesson.number, ("Run",))
    assert found.answer == lesson.answer
    assert any(output.picture for output in found.outputs["Run"])
    assert "±" in found.outputs["Run"][0].text


def test_a_cell_with_three_backticks_ends_there_and_text_follows() -> None:
    parts = parts_of("# 1\n\n## Run\n\nbefore\n\n```python\nx = 1\n```\n\nafter\n")["Run"]
    assert [(part.code, part.text.strip()) for part in parts] == [(False, "before"), (True, "x = 1"), (False, "after")]
