"""itborg validate: patterns and values of real organisations, compared with the model.

`itborg.evidence.validation` does the work; `validation_table` prints, and `validation_page` writes the Markdown page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .evidence_command import run_until_interrupted, save
from .parameter_types import Word

if TYPE_CHECKING:
    from ..evidence.validation.assessment import Validation


@click.command(
    epilog=options.examples(
        "itborg validate --quick                        a first look, in minutes",
        "itborg validate                                the complete table",
        "itborg validate --only P2 --only N1",
        "itborg validate --only P1 --org my-company     in your own organisation",
        "itborg validate --parameters all               not the core alone",
        "itborg validate --markdown docs/validation.md",
    )
)
@click.option("--quick", is_flag=True, help="Fewer runs: wider intervals and fewer points of the parameter space.")
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Pattern to test, P1 to P17 or N1 to N6; repeatable. [default: all]",
)
@click.option(
    "--parameters",
    "varied",
    type=Word("core", "all"),
    default="core",
    show_default=True,
    metavar="core|all",
    help="Parameters varied together to see how far a result depends on the default values.",
)
@options.organisation()
@options.seed()
@options.threads()
@options.changes()
@options.output_format()
@options.out()
@options.markdown()
@options.quiet()
def validate(
    changes: tuple[str, ...], threads: int | None, output_format: str, out: str | None, markdown: str | None,
    quiet: bool, **arguments: Any,
) -> int:  # fmt: skip
    """Test whether the model reproduces patterns and values of real organisations.

    A pattern is reproduced if the complete 95 % interval of each of its checks lies in the expected range. A pattern
    that a rule of the model contains is called assumed, and one that is context only is not judged. A value of real
    organisations lies within its band or outside.
    """
    from ..evidence.validation.validate import assess
    from ..evidence.validation.validation_plan import plan, tasks
    from .output import warn_implausible

    options.check_writable(out)
    options.check_writable(markdown)
    what = plan(parameters=options.settings(changes), **arguments)
    warn_implausible(what.changes, quiet)
    finished, complete = run_until_interrupted(tasks(what), "validating", "tasks", 1, threads, quiet)
    found = assess(what, finished, complete)
    _save(found, out, markdown, quiet)
    _print(found, output_format)
    return 0 if complete else 130


def _save(found: Validation, out: str | None, markdown: str | None, quiet: bool) -> None:
    """Write validation.json and validation.md into a folder, and the Markdown page to another file if one is named.

    out       folder; None: a new one in results/
    markdown  file; None: no further page

    Raises InputError if a file cannot be written.
    """
    from ..common.files import write_atomically
    from ..evidence.validation.validation_json import document
    from ..report.validation_page import written
    from .output import note

    save("validation", found.organisation, document(found), written(found), out, quiet)
    if markdown:
        write_atomically(Path(markdown), written(found))
        note(f"written to {markdown}", quiet)


def _print(found: Validation, output_format: str) -> None:
    """Print a validation to stdout: JSON document, CSV, or tables."""
    from ..evidence.validation.validation_json import document
    from .output import print_csv, print_json

    table = document(found)
    if output_format == "json":
        print_json(table)
    elif output_format == "csv":
        print_csv(_rows(table))
    else:
        from .validation_table import show

        show(table)


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return patterns and targets as rows with the same keys.

    Keys: id, name, estimate, low, high (95 %), result, robustness; a key that a target lacks is None.
    """
    keys = ("id", "name", "estimate", "low", "high", "result", "robustness")
    rows = [{key: one[key] for key in keys} for one in table["patterns"]]
    for one in table["targets"]:
        row = {key: one.get(key) for key in keys}
        rows.append(row | {"name": one["statistic"], "estimate": one["value"]})
    return rows
