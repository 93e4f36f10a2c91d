"""itborg knockouts: the mechanisms that the results require.

`itborg.evidence.knockouts` does the work; `knockout_page` writes the JSON document and the Markdown page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options
from .evidence_command import run_until_interrupted, save

if TYPE_CHECKING:
    from ..evidence.knockouts.knockouts import Knockouts


@click.command(
    epilog=options.examples(
        "itborg knockouts --replications 4        a first look, in a few minutes",
        "itborg knockouts shadow_it reactance     these two, one at a time",
        "itborg knockouts freeze+readiness --outcome P12",
        "itborg knockouts --markdown docs/knockouts.md",
    )
)
@click.argument("mechanisms", nargs=-1, metavar="[MECHANISM]...")
@options.organisation()
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    metavar="NAME",
    help="Pattern, target, strategy, shock or worst practice to recompute, or a kind of these; repeatable. "
    "[default: all]",
)
@options.replications(2, 16, "Number of paired replications, with and without each mechanism.")
@options.seed()
@options.threads()
@options.output_format()
@options.out()
@options.markdown()
@options.quiet()
def knockouts(
    mechanisms: tuple[str, ...], organisation: str, outcomes: tuple[str, ...], replications: int, seed: int,
    threads: int | None, output_format: str, out: str | None, markdown: str | None, quiet: bool,
) -> int:  # fmt: skip
    """Knock out each mechanism in turn and recompute every pattern, target and ranking.

    A mechanism is required by each outcome that no longer holds, or is significantly weaker, without it. A mechanism
    that no outcome requires is redundant. Mechanisms joined by + are knocked out together. The default is each
    mechanism alone, those that may substitute for each other together, and all of them at once.
    """
    from ..evidence.knockouts.knockouts import KnockoutRuns, Knockouts, knockout_tasks
    from ..evidence.knockouts.outcomes import outcomes as outcomes_named
    from ..organisation.load import load
    from ..report.knockout_page import document, written

    options.check_writable(out)
    options.check_writable(markdown)
    loaded, recomputed = load(organisation), outcomes_named(outcomes)
    tasks = knockout_tasks(loaded, replications, seed, recomputed, mechanisms)
    size = len({task.name for task in tasks})
    finished, complete = run_until_interrupted(tasks, "knocking out mechanisms", "replications", size, threads, quiet)
    found = Knockouts(KnockoutRuns(loaded.source or loaded.name, seed, recomputed, finished))
    save("knockouts", found.runs.organisation, document(found), written(found), out, quiet)
    _print(found, output_format)
    if markdown:
        _write(found, markdown, quiet)
    return 0 if complete else 130


def _print(found: Knockouts, output_format: str) -> None:
    """Print the requirements to stdout: JSON document, CSV, or a table."""
    from ..report.knockout_page import document
    from .output import print_csv, print_json

    table = document(found)
    if output_format == "json":
        print_json(table)
    elif output_format == "csv":
        print_csv(_rows(table))
    else:
        _show_table(found)


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one flat row per mechanism and outcome that requires it.

    Keys: mechanism, kind, name, change, statement, and mean, low and high of the full model and of the knock-out.

    table  the JSON document
    """
    from ..evidence.knockouts.knockouts import MINIMAL_MODEL

    minimal = {MINIMAL_MODEL: {"required_by": table["minimal_model"]["fails"]}}
    return [
        {"mechanism": name, **{key: one[key] for key in ("kind", "name", "change", "statement")}}
        | {f"{end}_{key}": value for end in ("full_model", "knocked_out") for key, value in one[end].items()}
        for name, row in {**table["mechanisms"], **table["joint"], **minimal}.items()
        for one in row["required_by"]
    ]


def _show_table(found: Knockouts) -> None:
    """Print one row for each knock-out with the outcomes that require it, by kind.

    The columns are those of the page (`knockout_page.COLUMNS`). "!" marks an outcome if any of its requirements is
    lost, not only weaker. Rows of redundant mechanisms are dim.
    """
    from ..report.knockout_page import COLUMNS
    from .output import blank_table, console

    screen = console()
    runs = found.runs
    screen.print(f"\n{runs.organisation}: {runs.replications()} replications, seed {runs.seed}\n", markup=False)
    table = blank_table()
    table.add_column("knocked out", overflow="fold")
    for head in COLUMNS:
        table.add_column(head, overflow="fold")
    redundant = found.redundant()
    for name, requirements in found.requirements.items():
        ordered = sorted(requirements, key=lambda one: one.change == "lost")
        cells = []
        for kinds in COLUMNS.values():
            lost = {one.name: one.change == "lost" for one in ordered if one.kind in kinds}
            named = ", ".join(f"{outcome}!" if is_lost else outcome for outcome, is_lost in lost.items())
            cells.append(named or "-")
        table.add_row(name.replace("+", " + "), *cells, style="dim" if name in redundant else "")
    screen.print(table)
    screen.print(
        "!: lost, or less than half is left; otherwise significantly weaker. Dim: redundant, no outcome requires it.",
        style="dim",
    )


def _write(found: Knockouts, markdown: str, quiet: bool) -> None:
    """Write the Markdown page, completely or not at all; raise InputError if it cannot be written."""
    from ..common.files import write_atomically
    from ..report.knockout_page import written
    from .output import note

    write_atomically(Path(markdown), written(found))
    note(f"written to {markdown}", quiet)
