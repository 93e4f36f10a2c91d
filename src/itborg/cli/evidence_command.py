"""What `validate` and `knockouts` share: tasks that can be interrupted.

Both divide their runs into tasks (`itborg.evidence.validation.validation_tasks`), of which one replication or one part
of the validation may need several.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
        note(f"interrupted: the results are those of the {complete} finished {unit}")
        return finished[: complete * size], False
    return finished, True
