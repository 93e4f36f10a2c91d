"""itborg knockouts: which mechanisms are needed, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..evidence.knockouts.knockouts import Necessity
    from ..evidence.validation.validation_tasks import Task


@click.command(
    epilog=options.examples(
        "itborg knockouts --replications 4   a first look, in a few minutes",
        "itborg knockouts shadow_it reactance   these two, one at a time",
        "itborg knockouts freeze+readiness --outcome P12   both, for one outcome",
        "itborg knockouts --markdown docs/necessity.md",
    )
)
@click.argument("mechanisms", nargs=-1, metavar="[MECHANISM]...")
@options.organisation()
@click.option(
    "--outcome",
    multiple=True,
    metavar="NAME",
    help="Ask only this pattern, figure, strategy, shock, worst practice or kind of these; may be repeated.",
)
@click.option(
    "--replications",
    type=options.Whole(2, 10_000),
    default=16,
    show_default=True,
    metavar="N",
    help="Lucks on which everything is asked, with and without each mechanism.",
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
    """Switch each mechanism off in turn and ask every pattern, figure, strategy and shock again.

    A mechanism is needed by what no longer holds, or is clearly weaker, without it. What nothing
    needs is a candidate for removal. Several joined by + are off at once. Without a MECHANISM all
    are asked, those that may stand in for each other together as well, and all off at once.
    """
    from ..evidence.knockouts.knockouts import Knockouts, Necessity, jobs
    from ..evidence.knockouts.outcomes import questions
    from ..organisation.load import load

    options.check_place(markdown)
    place, asked = load(organisation), questions(outcome)
    done, collect_run = _asked(jobs(place, replications, seed, asked, mechanisms), threads, quiet)
    found = Necessity(Knockouts(place.source or place.name, seed, asked, done))
    _show(found, shape)
    if markdown:
        _write(found, markdown, quiet)
    return 0 if collect_run else 130


def _asked(tasks: list[Task], threads: int | None, quiet: bool) -> tuple[Any, bool]:
    """Do the tasks; Ctrl-C keeps the lucks that are done."""
    from ..evidence.validation.validation_tasks import Done, collect
    from .output import note
    from .progress import announce_compiling, progress

    announce_compiling(quiet)
    done: Done = []
    per_luck = len({task.name for task in tasks})
    try:
        with progress("asking everything without each mechanism, labs", quiet) as advance:
            collect(tasks, done, threads, advance)
    except KeyboardInterrupt:
        if len(done) < 2 * per_luck:
            raise
        note(f"interrupted: keeping {len(done) // per_luck} lucks")
        return done[: len(done) // per_luck * per_luck], False
    return done, True


def _show(found: Necessity, shape: str) -> None:
    from ..report.knockout_page import document
    from .output import print_csv, print_json

    table = document(found)
    if shape == "json":
        print_json(table)
        return
    rows = [
        {"mechanism": name, **{key: one[key] for key in ("kind", "name", "breaks", "says")}}
        | {f"{end}_{key}": value for end in ("whole", "without") for key, value in one[end].items()}
        for name, row in {
            **table["mechanisms"],
            **table["together"],
            "core": {"needed_by": table["core"]["lacks"]},
        }.items()
        for one in row["needed_by"]
    ]
    if shape == "csv":
        print_csv(rows)
    else:
        _table(found)


def _table(found: Necessity) -> None:
    from rich import box
    from rich.table import Table

    from ..report.knockout_page import COLUMNS
    from .output import console

    screen = console()
    screen.print(
        f"\n{found.answers.organisation}: {found.answers.lucks()} lucks, seed {found.answers.seed}\n", markup=False
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("without", overflow="fold")
    for head in COLUMNS:
        table.add_column(head, overflow="fold")
    unneeded = found.unneeded()
    for name, needs in found.needs.items():
        cells = []
        for kinds in COLUMNS.values():
            broken = {one.name: one.breaks for one in sorted(needs, key=lambda one: one.breaks) if one.kind in kinds}
            cells.append(", ".join(f"{one}!" if breaks else one for one, breaks in broken.items()))
        table.add_row(name.replace("+", " + "), *cells, style="dim" if name in unneeded else "")
    screen.print(table)
    screen.print(
        "!: no longer holds, or half its effect is gone; else clearly weaker. Dim: needed by nothing here.", style="dim"
    )


def _write(found: Necessity, markdown: str, quiet: bool) -> None:
    from pathlib import Path

    from ..common.files import write_atomically
    from ..report.knockout_page import written
    from .output import note

    write_atomically(Path(markdown), written(found))
    note(f"written to {markdown}", quiet)
