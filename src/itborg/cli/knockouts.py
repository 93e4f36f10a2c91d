"""itborg knockouts: which outcomes require which mechanism."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..evidence.knockouts.knockouts import Knockouts
    from ..evidence.validation.validation_tasks import Task


@click.command(
    epilog=options.examples(
        "itborg knockouts --replications 4   a first look, in a few minutes",
        "itborg knockouts shadow_it reactance   these two, one at a time",
        "itborg knockouts freeze+readiness --outcome P12   both, for one outcome",
        "itborg knockouts --markdown docs/knockouts.md",
    )
)
@click.argument("mechanisms", nargs=-1, metavar="[MECHANISM]...")
@options.organisation()
@click.option(
    "--outcome",
    multiple=True,
    metavar="NAME",
    help="Only this pattern, target, strategy, perturbation or worst practice, or a kind of these; repeatable.",
)
@click.option(
    "--replications",
    type=options.Whole(2, 10_000),
    default=16,
    show_default=True,
    metavar="N",
    help="Paired replications of the full model and of each knock-out.",
)
@options.seed()
@options.threads()
@options.shape()
@click.option("--markdown", default=None, metavar="FILE", help="Also write the page for people (Markdown) there.")
@options.quiet()
def knockouts(
    mechanisms: tuple[str, ...],
    organisation: str,
    outcome: tuple[str, ...],
    replications: int,
    seed: int,
    threads: int | None,
    shape: str,
    markdown: str | None,
    quiet: bool,
) -> int:
    """Knock out each mechanism in turn and recompute every pattern, target and strategy effect.

    An outcome requires a mechanism if it is lost or significantly weaker without it. A mechanism that
    no outcome requires is a candidate for removal. Several joined by + are knocked out jointly. Without
    a MECHANISM each is knocked out, then those that may substitute for each other, then all of them.
    """
    from ..evidence.knockouts.knockouts import KnockoutRuns, Knockouts, knockout_tasks
    from ..evidence.knockouts.outcomes import outcomes
    from ..organisation.load import load

    options.check_place(markdown)
    loaded, chosen = load(organisation), outcomes(outcome)
    finished, complete = _run(knockout_tasks(loaded, replications, seed, chosen, mechanisms), threads, quiet)
    found = Knockouts(KnockoutRuns(loaded.source or loaded.name, seed, chosen, finished))
    _show(found, shape)
    if markdown:
        _write(found, markdown, quiet)
    return 0 if complete else 130


def _run(tasks: list[Task], threads: int | None, quiet: bool) -> tuple[Any, bool]:
    """Run the tasks; Ctrl-C keeps the replications that are finished."""
    from ..evidence.validation.validation_tasks import Finished, run_tasks
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    finished: Finished = []
    each = len({task.name for task in tasks})
    try:
        with progress("knocking out mechanisms, tasks", quiet) as advance:
            run_tasks(tasks, finished, threads, advance)
    except KeyboardInterrupt:
        if len(finished) < 2 * each:
            raise
        note(f"interrupted: keeping {len(finished) // each} replications")
        return finished[: len(finished) // each * each], False
    return finished, True


def _show(found: Knockouts, shape: str) -> None:
    from ..evidence.knockouts.knockouts import MINIMAL_MODEL
    from ..report.knockout_page import document
    from .output import print_csv, print_json

    table = document(found)
    if shape == "json":
        print_json(table)
        return
    rows = [
        {"mechanism": name, **{key: one[key] for key in ("kind", "name", "change", "statement")}}
        | {f"{end}_{key}": value for end in ("full_model", "knocked_out") for key, value in one[end].items()}
        for name, row in {
            **table["mechanisms"],
            **table["joint"],
            MINIMAL_MODEL: {"required_by": table["minimal_model"]["fails"]},
        }.items()
        for one in row["required_by"]
    ]
    if shape == "csv":
        print_csv(rows)
    else:
        _table(found)


def _table(found: Knockouts) -> None:
    from rich import box
    from rich.table import Table

    from ..report.knockout_page import COLUMNS
    from .output import console

    screen = console()
    screen.print(
        f"\n{found.runs.organisation}: {found.runs.replications()} replications, seed {found.runs.seed}\n", markup=False
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("knocked out", overflow="fold")
    for head in COLUMNS:
        table.add_column(head, overflow="fold")
    redundant = found.redundant()
    for name, requirements in found.requirements.items():
        cells = []
        for kinds in COLUMNS.values():
            lost = {
                one.name: one.change == "lost"
                for one in sorted(requirements, key=lambda one: one.change == "lost")
                if one.kind in kinds
            }
            cells.append(", ".join(f"{name}!" if is_lost else name for name, is_lost in lost.items()))
        table.add_row(name.replace("+", " + "), *cells, style="dim" if name in redundant else "")
    screen.print(table)
    screen.print(
        "!: lost, or less than half is left; else weaker. Dim: redundant, no outcome requires it.", style="dim"
    )


def _write(found: Knockouts, markdown: str, quiet: bool) -> None:
    from pathlib import Path

    from ..common.files import write_atomically
    from ..report.knockout_page import written
    from .output import note

    write_atomically(Path(markdown), written(found))
    note(f"written to {markdown}", quiet)
