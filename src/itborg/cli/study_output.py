"""What a study says in the terminal, after it has been written to its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .terminal_table import number, pm

if TYPE_CHECKING:
    from ..analysis.study.findings import Verdict
    from ..analysis.study.results import Results
    from ..analysis.study.study import Study

#: Factors that are named in the terminal; the report has all.
MOST_MOVES = 6


def tell(study: Study, folder: Path, command: str, shape: str, quiet: bool) -> int:
    """Write the results of the runs in a folder, print the answer, and return the exit code."""
    from ..analysis.study.study_store import collect, save
    from ..report.study_page import write_all
    from .output import note

    account, found = collect(study, folder)
    if not len(found.runs):
        note(f"no run of this study is finished in {folder}" + _failed(found))
        return 1
    known = save(account, found, folder, command)
    write_all(found, known, folder)
    show(found, known, shape)
    missing = int((account.wanted() & ~account.done).sum()) - len(found.failures)
    if missing:
        note(f"{missing} runs are still missing: run the command again, or the other shards and then `itborg merge`")
    if len(found.failures):
        note(f"{len(found.failures)} runs failed; their parameters and errors are in {folder}/failures.csv")
    note(f"written to {folder}", quiet)
    return 1 if len(found.failures) else 0


def _failed(found: Results) -> str:
    return (
        f"; {len(found.failures)} failed, the first with: {found.failures['error'].iloc[0]}"
        if len(found.failures)
        else ""
    )


def show(found: Results, known: dict[str, Any], shape: str) -> None:
    """Print the answer."""
    from ..analysis.study.results import summary
    from .output import print_json

    if shape == "csv":
        click.echo(summary(found).to_csv(index=False), nl=False)
    elif shape == "json":
        print_json(_document(found, known))
    else:
        _show_table(found)


def _document(found: Results, known: dict[str, Any]) -> dict[str, Any]:
    from ..analysis.comparison.result import plain_number
    from ..analysis.study.results import summary

    rows = summary(found).astype({"organisation": str, "strategy": str}).to_dict("records")
    plain = [{key: plain_number(one) if isinstance(one, float) else one for key, one in row.items()} for row in rows]
    keys = ("study_hash", "model", "command", "complete", "runs", "failed")
    points = [dict(point) for point in found.study.points]
    return {"study": known["study"], **{key: known[key] for key in keys}, "factors": points, "summary": plain}


def _show_table(found: Results) -> None:
    from rich import box
    from rich.table import Table

    from ..analysis.comparison.provenance import measure_rows
    from ..analysis.study.findings import verdicts
    from ..report.study_text import LONGEST_NAME, answer, digits, how_to_read
    from .output import console

    study = found.study
    measure = study.measures[0]
    unit = measure_rows()[measure]["unit"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("strategy", overflow="fold")
    words = measure.replace("_", " ")
    base = study.baseline if len(study.baseline) <= LONGEST_NAME else "baseline"
    heads = [f"{words}\n{unit}", f"minus {base}\n{unit}"]
    heads += ["smallest to\nlargest cell", "cells better,\nunclear, worse"] if len(study.cells) > 1 else []
    for head in [*heads, "pairing\nworth"]:
        table.add_column(head, justify="right", no_wrap=True)
    for row in verdicts(found):
        table.add_row(*_cells(row, len(study.cells), row.strategy == study.baseline, digits(measure)))
    screen = console()
    screen.print(f"\n{study.question}\n", style="bold", highlight=False, markup=False)
    screen.print(table)
    for line in ["", answer(found), "", *_moves(found)]:
        screen.print(line, highlight=False, markup=False)
    for line in how_to_read(found):
        screen.print(line, highlight=False, markup=False, style="dim")


def _cells(row: Verdict, cells: int, base: bool, places: int) -> list[str]:
    level = pm(*row.level, digits=places)
    if base:
        return [row.strategy, level, "baseline", *([""] * (3 if cells > 1 else 1))]
    step = pm(*row.difference, signed=True, digits=places)
    spread = [
        f"{number(row.low, True, places)} to {number(row.high, True, places)}",
        f"{row.better}, {cells - row.better - row.worse}, {row.worse}",
    ]
    return [row.strategy, level, step, *(spread if cells > 1 else []), "x" + number(row.pairing, digits=0)]


def _moves(found: Results) -> list[str]:
    """Return what moves the difference of the strategy that differs most over the cells."""
    from ..report.study_text import moved

    if len(found.study.design.names) < 2 or len(found.study.cells) < 8 or len(found.study.names) < 2:
        return []
    return [*moved(found, MOST_MOVES), ""]
