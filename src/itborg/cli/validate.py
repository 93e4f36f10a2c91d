"""itborg validate: which patterns emerge, and how close the model is to real organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..evidence.validation.assessment import Validation
    from ..evidence.validation.validation_plan import Plan


@click.command(
    epilog=options.examples(
        "itborg validate --quick                      a look, in a minute or two",
        "itborg validate                              the whole table",
        "itborg validate --only P2 --only P8",
        "itborg validate --only P1 --org my-company   in your own?",
        "itborg validate --markdown docs/validation.md    write the page again",
    )
)
@click.option("--quick", is_flag=True, help="Fewer runs: wider intervals, a coarser look at the parameter space.")
@click.option("--only", multiple=True, metavar="PATTERN", help="Only this pattern, P1 to P17; repeatable.")
@options.organisation()
@options.seed()
@options.threads()
@options.changes()
@options.shape()
@options.out()
@click.option("--markdown", default=None, metavar="FILE", help="Also write the page for people (Markdown) there.")
@options.quiet()
def validate(shape: str, out: str | None, markdown: str | None, quiet: bool, **asked: Any) -> int:
    """Test every pattern and every figure of real organisations.

    A pattern emerges if all its checks hold with their whole 95 % interval; if a rule contains it, it is
    called an assumption. A figure of real organisations lies within its band or outside.
    """
    from ..evidence.validation.validation_plan import plan
    from .output import warn_unusual

    asked["parameters"] = options.settings(asked.pop("changes"))
    threads = asked.pop("threads")
    options.check_place(out)
    options.check_place(markdown)
    what = plan(**asked)
    warn_unusual(what.changes, quiet)
    found = _collected(what, threads, quiet)
    _save(found, out, markdown, quiet)
    _show(found, shape)
    return 0 if found.complete else 130


def _collected(what: Plan, threads: int | None, quiet: bool) -> Validation:
    """Run the tasks; Ctrl-C keeps those that are finished if there are at least two."""
    from ..evidence.validation.validate import assess
    from ..evidence.validation.validation_plan import tasks
    from ..evidence.validation.validation_tasks import Finished, run_tasks
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    finished: Finished = []
    complete = True
    try:
        with progress("validating, tasks", quiet) as advance:
            run_tasks(tasks(what), finished, threads, advance)
    except KeyboardInterrupt:
        if len(finished) < 2:
            raise
        complete = False
        note(f"interrupted: keeping the {len(finished)} tasks that are finished")
    return assess(what, finished, complete)


def _save(found: Validation, out: str | None, page: str | None, quiet: bool) -> None:
    from pathlib import Path

    from ..common.files import atomic_folder, write_atomically, write_json
    from ..evidence.validation.validation_json import document
    from ..report.results_folder import default_folder
    from ..report.validation_page import written
    from .output import note

    with atomic_folder(Path(out or default_folder(found.organisation, "validate"))) as (fresh, target):
        write_json(fresh / "validation.json", document(found))
        (fresh / "validation.md").write_text(written(found), encoding="utf-8")
    note(f"written to {target}", quiet)
    if page:
        write_atomically(Path(page), written(found))
        note(f"written to {page}", quiet)


def _show(found: Validation, shape: str) -> None:
    from ..evidence.validation.validation_json import document
    from .output import print_csv, print_json

    table = document(found)
    if shape == "json":
        print_json(table)
    elif shape == "csv":
        print_csv(_rows(table))
    else:
        from .validation_table import show

        show(table)


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return patterns and targets as rows with the same keys."""
    keys = ("id", "name", "estimate", "low", "high", "result", "robustness")
    rows = [{key: one[key] for key in keys} for one in table["patterns"]]
    for one in table["targets"]:
        shared = {key: one.get(key) for key in keys}
        rows.append(shared | {"name": one["statistic"], "estimate": one["value"]})
    return rows
