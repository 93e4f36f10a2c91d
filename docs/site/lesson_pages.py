"""The pages and notebooks of the course: every lesson is executed as a notebook, and its page shows the outputs.

jupytext reads a lesson, nbclient executes it in a kernel of its own, two lessons at a time. Executed notebooks are kept
under a hash of the lesson and of the package, so that an unchanged lesson is not executed again.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from itborg_viz.course import Lesson, folder, lessons
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
SECONDS = 300  # limit of one cell
#: Kernels listen on this machine only, for seconds; they need not warn about it.
QUIET = ["--log-level=ERROR"]
#: How a lesson states its answer.
_ANSWER = re.compile(r"^This run supports option (\S+)$", re.MULTILINE)


class OutOfDateError(Exception):
    """A lesson explains another result than the model gives."""


def sources_hash() -> str:
    """Return a hash of all files of the package that a lesson may depend on."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def notebook_of(lesson: Lesson) -> Any:
    """Return a lesson as a notebook that is not executed."""
    book = jupytext.reads((folder() / lesson.file).read_text(encoding="utf-8"), fmt="md")
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return book


def executed(lesson: Lesson, kept: Path, sources: str) -> Any:
    """Return the executed notebook of a lesson, from the folder of kept ones if nothing has changed.

    sources  the result of `sources_hash`

    Raises CellExecutionError if a cell fails, and OutOfDateError if the answer is not the one that the text explains.
    """
    book = notebook_of(lesson)
    key = hashlib.sha256(f"{sources}{nbformat.writes(strip_ids(book))}".encode()).hexdigest()[:20]
    file = kept / f"{key}.ipynb"
    if file.exists():
        return nbformat.read(file, as_version=4)
    NotebookClient(book, timeout=SECONDS, kernel_name="python3", extra_arguments=QUIET).execute()
    found = _ANSWER.findall(printed(book))
    if found != [lesson.answer]:
        raise OutOfDateError(f"{lesson.file}: the text explains option {lesson.answer}, the run supports {found}")
    kept.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, file)
    return book


def strip_ids(book: Any) -> Any:
    """Return a notebook with numbered cells in place of random names, so that it has the same bytes each time."""
    for number, cell in enumerate(book.cells):
        cell["id"] = f"cell-{number}"
    return book


def printed(book: Any) -> str:
    """Return all that the cells of an executed notebook print."""
    return "".join(out.text for cell in book.cells for out in cell.get("outputs", ()) if out.output_type == "stream")


def write_lesson(lesson: Lesson, book: Any, target: Path) -> None:
    """Write page, figures and notebook of an executed lesson into a folder."""
    name = lesson.file.removesuffix(".md")
    target.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, target / f"{name}.ipynb")
    pieces, figures = [], 0
    for cell in book.cells:
        if cell.cell_type != "code":
            pieces.append(cell.source)
            continue
        pieces.append(f"```python\n{cell.source}\n```")
        for out in cell.outputs:
            data: Mapping[str, Any] = out.get("data", {})
            if "image/png" in data:
                figures += 1
                picture = f"{name}-{figures}.png"
                (target / picture).write_bytes(base64.b64decode(data["image/png"]))
                pieces.append(f"![Figure {figures} of this lesson]({picture})")
            elif text := out.get("text") or data.get("text/plain"):
                pieces.append(f"```{{.text .output}}\n{text.rstrip()}\n```")
    (target / lesson.file).write_text(page(lesson, "\n\n".join(pieces)), encoding="utf-8")


def page(lesson: Lesson, body: str) -> str:
    """Return the page of a lesson: its head, the replay behind the section Look, and the solutions folded."""
    name = lesson.file.removesuffix(".md")
    title, _, rest = body.partition("\n")
    head = (
        f'{title}\n\n<p class="lesson-head">{lesson.minutes} minutes · '
        f'<a href="{name}.ipynb" download>notebook</a> · in the app: <code>itborg learn {lesson.number}</code></p>\n'
    )
    text, _, solutions = rest.partition("\n## Solutions\n")
    before, look, after = text.partition("\n## Explain\n")
    folded = "\n".join(f"    {line}" if line else "" for line in solutions.strip().splitlines())
    options = f'<div id="prediction" data-answer="{lesson.answer}"></div>'
    before = before.replace("\n## Run\n", f"\n{options}\n\n## Run\n")
    return f'{head}{before}\n{replay(lesson)}\n{look}{after}\n\n??? note "Solutions"\n\n{folded}\n'


def replay(lesson: Lesson) -> str:
    """Return what embeds the replay of a lesson, and a link to it."""
    file = f"../replays/{lesson.number}.html"
    label = f"Replay: {lesson.replay['strategy']}, {lesson.replay['days']} days"
    return (
        f'\n<iframe class="replay" src="{file}" title="{label}" loading="lazy"></iframe>\n\n'
        f'<p class="lesson-head">{label}. <a href="{file}">Open it in a page of its own</a>; '
        "it plays without Python and without a network.</p>\n"
    )


def write_course(target: Path, kept: Path) -> None:
    """Execute all lessons and write their pages, notebooks and figures into a folder."""
    sources = sources_hash()
    with ThreadPoolExecutor(2) as pool:
        books = pool.map(lambda lesson: executed(lesson, kept, sources), lessons())
        for lesson, book in zip(lessons(), books, strict=True):
            write_lesson(lesson, book, target)
