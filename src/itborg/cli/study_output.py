"""The results of a study, written to its folder and printed in the terminal.

Used by `itborg sweep` and `itborg merge`. Tables and manifest are written by `study_store`, the report by `study_page`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..common.errors import InputError
from ..report.formatting import number, plus_minus, words

if TYPE_CHECKING:
    from rich.table import Table

    from ..analysis.study.findings import StrategyEffect
    from ..analysis.study.results import Results
    from ..analysis.study.study import Study

#: Number of factors, measures and strategies that the terminal names; the report has all.
MOST_FACTORS, MOST_MEASURES, MOST_STRATEGIES = 6, 20, 4


def write_and_print(study: Study, folder: Path, command: str, output_format: str, quiet: bool) -> int:
    """Write the results of the finished runs in a folder, print them, and return the exit code.

    The code is 0, or 1 if no run is finished or a run failed. Missing and failed runs are reported on stderr; the
    results are then those of the other runs.

    folder         of the study, with the finished runs
    command        the command line that gives the same results
    output_format  "table", "json" or "csv"

    Raises InputError if a file cannot be written.
    """
    from ..analysis.study.study_store import collect, save
    from ..report.study_page import write_all
    from .output import note

    progress, found = collect(study, folder)
    if not len(found.runs):
        note(f"no run of this study is finished in {folder}{_first_failure(found)}")
        return 1
    known = save(progress, found, folder, command)
    write_all(found, known, folder)
    _print(found, known, output_format)
    missing = int((progress.wanted() & ~progress.done).sum()) - len(found.failures)
    if missing:
        note(f"{missing} runs are still missing: run the command again, or the other shards and then `itborg merge`")
    if len(found.failures):
        note(f"{len(found.failures)} runs failed; their parameters and errors are in {folder}/failures.csv")
    note(f"written to {folder}", quiet)
    return 1 if len(found.failures) else 0


def _first_failure(found: Results) -> str:
    """Return how many runs failed, and the error of the first; "" if none did."""
    if not len(found.failures):
        return ""
    return f"; {len(found.failures)} failed, the first with: {found.failures['error'].iloc[0]}"


def _print(found: Results, known: dict[str, Any], output_format: str) -> None:
    """Print a study to stdout: JSON document, the CSV of its summary, or a table with sentences.

    known  its manifest
    """
    from ..analysis.study.results import summary
    from .output import print_json

    if output_format == "csv":
        click.echo(summary(found).to_csv(index=False), nl=False)
    elif output_format == "json":
        print_json(_document(found, known))
    else:
        _show_table(found)


def _document(found: Results, known: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON of a study: manifest, factor values of each point, summary rows; None for NaN."""
    from ..analysis.comparison.document import SCHEMA_VERSION, plain_number
    from ..analysis.study.results import summary

    rows = summary(found).astype({"organisation": str, "strategy": str}).to_dict("records")
    plain = [{key: plain_number(one) if isinstance(one, float) else one for key, one in row.items()} for row in rows]
    keys = ("study_hash", "model", "command", "complete", "runs", "failed")
    points = [dict(point) for point in found.study.points]
    head = {"schema_version": SCHEMA_VERSION, "study": known["study"], **{key: known[key] for key in keys}}
    return {**head, "factors": points, "summary": plain}


def _show_table(found: Results) -> None:
    """Print one row for each strategy over all design points, the result in sentences, and how to read them.

    Values are those of the first measure of the study: mean over design points with half of its 95 % interval over
    replications, and the paired difference from the baseline. With several design points also its smallest and largest
    value at a point, and at how many points it is significantly better, neither, and worse.
    """
    from ..analysis.measures.registry import measure_rows
    from ..analysis.study.findings import strategy_effects
    from ..report.study_text import LONGEST_NAME, answer, digits, how_to_read
    from .output import blank_table, console

    study = found.study
    measure = study.measures[0]
    unit = measure_rows()[measure]["unit"]
    table = blank_table()
    table.add_column("strategy", overflow="fold")
    base = study.baseline if len(study.baseline) <= LONGEST_NAME else "baseline"
    heads = [f"{measure.replace('_', ' ')}\n{unit}", f"minus {base}\n{unit}"]
    heads += ["smallest to\nlargest point", "points better,\nneither, worse"] if len(study.design_points) > 1 else []
    for head in [*heads, "runs\nsaved"]:
        table.add_column(head, justify="right", no_wrap=True)
    for row in strategy_effects(found):
        table.add_row(*_cells(row, len(study.design_points), row.strategy == study.baseline, digits(measure)))
    screen = console()
    screen.print(f"\n{study.question}\n", style="bold", highlight=False, markup=False)
    screen.print(table)
    if len(study.measures) > 1:
        screen.print("", _measures_table(found), sep="\n")
    for line in ["", answer(found), "", *_influential_factors(found)]:
        screen.print(line, highlight=False, markup=False)
    for line in how_to_read(found):
        screen.print(line, highlight=False, markup=False, style="dim")


def _measures_table(found: Results) -> Table:
    """Return one row for each measure: the level of the baseline, and the difference of the best strategies from it."""
    from ..analysis.measures.registry import measure_rows
    from ..analysis.study.findings import strategy_effects
    from ..report.study_text import LONGEST_NAME, digits
    from .output import blank_table

    study, table = found.study, blank_table()
    base = study.baseline if len(study.baseline) <= LONGEST_NAME else "baseline"
    others = [row.strategy for row in strategy_effects(found) if row.strategy != study.baseline]
    left_out = len(study.measures) - MOST_MEASURES
    more = f"\n{left_out} more in report.html" if left_out > 0 else ""
    table.add_column(f"every measure{more}", overflow="fold")
    for head in [base, *(f"{name}\nminus {base}" for name in others[:MOST_STRATEGIES])]:
        table.add_column(head, justify="right")
    for measure in study.measures[:MOST_MEASURES]:
        effects, places = {row.strategy: row for row in strategy_effects(found, measure)}, digits(measure)
        cells = [plus_minus(*effects[study.baseline].level, places)]
        cells += [plus_minus(*effects[one].difference, places, signed=True) for one in others[:MOST_STRATEGIES]]
        table.add_row(f"{words(measure)}, {measure_rows()[measure]['unit']}", *cells)
    return table


def _cells(row: StrategyEffect, cells: int, is_baseline: bool, digits: int) -> list[str]:
    """Return the cells of one strategy; values are those of the first measure of the study.

    cells   number of design points; columns about single points are left out for one
    digits  decimals
    """
    level = plus_minus(*row.level, digits)
    if is_baseline:
        return [row.strategy, level, "baseline", *([""] * (3 if cells > 1 else 1))]
    effect = plus_minus(*row.difference, digits, signed=True)
    spread = [
        f"{number(row.low, digits, signed=True)} to {number(row.high, digits, signed=True)}",
        f"{row.better}, {cells - row.better - row.worse}, {row.worse}",
    ]
    return [row.strategy, level, effect, *(spread if cells > 1 else []), "x" + number(row.variance_ratio, 0)]


def _influential_factors(found: Results) -> list[str]:
    """Return which factors change the differences, how they interact, and the indices of the design.

    Effects of single factors need eight design points and a strategy besides the baseline. [] for fewer than two
    factors.
    """
    from ..report.interaction_text import interacting
    from ..report.study_text import moved

    study = found.study
    if len(study.design.names) < 2:
        return []
    enough = len(study.design_points) >= 8 and len(study.names) > 1
    lines = [*(moved(found, MOST_FACTORS) if enough else []), *interacting(found, MOST_FACTORS), *_indices(found)]
    return [*lines, ""]


def _indices(found: Results) -> list[str]:
    """Return the Morris or Sobol indices of each strategy, if the design of the study is made for them."""
    from ..analysis.sensitivity.sensitivity import SAMPLES, sensitivity_of
    from ..report.sensitivity_report import index_lines

    study, lines = found.study, []
    for strategy in study.names if study.design.kind in SAMPLES else ():
        try:
            lines += index_lines(sensitivity_of(found, strategy=strategy), MOST_FACTORS)
        except InputError as error:
            lines.append(f"{strategy}: no indices ({error})")
    return lines
