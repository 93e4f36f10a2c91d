"""What `validate`, `knockouts` and `network` share: tasks that can be interrupted, and a folder of results.

They divide their runs into tasks (`itborg.evidence.validation.validation_tasks`), of which one replication or one part
of the validation may need several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..evidence.validation.validation_tasks import Finished, Task


def run_until_interrupted(
    tasks: Sequence[Task], label: str, unit: str, size: int, threads: int | None, quiet: bool
) -> tuple[Finished, bool]:
    """Run tasks with a progress bar; return the finished ones, and whether all are finished.

    Ctrl-C keeps the complete units if there are at least two; otherwise it is raised. The model is compiled first if it
    is not cached.

    label    of the progress bar
    unit     what is kept or dropped as a whole, for the message, such as "replications"
    size     number of successive tasks in a unit
    threads  None: one per core
    """
    from ..evidence.validation.validation_tasks import run_tasks
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    finished: Finished = []
    try:
        with progress(f"{label}, tasks", quiet) as advance:
            run_tasks(tasks, finished, threads, advance)
    except KeyboardInterrupt:
        complete = len(finished) // size
        if complete < 2:
            raise
        note(
            f"interrupted: the results are those of the {complete} finished {unit}; "
            "the same command starts from the beginning and writes another folder"
        )
        return finished[: complete * size], False
    return finished, True


def save(kind: str, organisation: str, document: Mapping[str, Any], page: str, out: str | None, quiet: bool) -> None:
    """Write a document and a page into a folder, with the request by which `itborg rerun` repeats them.

    kind          name of the files, KIND.json and KIND.md
    organisation  name, for the default folder
    page          Markdown; "": none
    out           folder; None: a new one in results/

    Raises InputError if a file cannot be written.
    """
    import click

    from ..common.checksums import record
    from ..common.files import atomic_folder, write_json
    from ..report.results_folder import default_folder
    from . import request
    from .output import note

    command = str(click.get_current_context().info_name)
    with atomic_folder(Path(out or default_folder(organisation, command))) as (folder, target):
        write_json(folder / f"{kind}.json", document)
        if page:
            (folder / f"{kind}.md").write_text(page, encoding="utf-8")
        request.write(folder, request.current())
        record(folder)
    note(f"written to {target}", quiet)
