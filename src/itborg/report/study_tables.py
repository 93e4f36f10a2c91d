"""The tables of a study's report: strategies over all design points, every measure, each point, failed runs.

Values are those of the first measure of the study, in its unit, unless a table has several. ± is half of a 95 %
interval over replications (Student's t); differences are paired, and marked as better or worse if their interval
excludes 0.
"""

from __future__ import annotations

from ..analysis.measures.registry import better_of, measure_rows
from ..analysis.statistics import band
from ..analysis.study.findings import StrategyEffect, strategy_effects
from ..analysis.study.results import Results, paired
from .formatting import number, words
from .study_text import digits
from .tables import Cell, Head, Row, Table, estimate, name_cell

#: Design points and failed runs that are shown; the files have all.
MOST_ROWS = 200


def strategies_table(found: Results) -> Table:
    """Return every strategy over all design points, best first.

    Columns: the measure, the difference from the baseline, and "runs saved", the factor by which common random numbers
    reduced the runs needed. With several design points also the smallest and largest difference at a point, and at how
    many points the strategy is better, not significantly different, and worse (95 % each).
    """
    study = found.study
    measure = study.measures[0]
    unit = str(measure_rows()[measure]["unit"])
    heads = [Head("strategy", kind="name"), Head(words(measure), unit), Head(f"minus {study.baseline}", unit)]
    if len(study.design_points) > 1:
        heads += [Head("smallest", "design point"), Head("largest", "design point")]
        heads += [Head("better, not significant, worse", "design points")]
    heads.append(Head("runs saved", "factor"))
    return Table(heads, [_strategy_row(found, row, len(heads)) for row in strategy_effects(found)])


def _strategy_row(found: Results, row: StrategyEffect, columns: int) -> Row:
    """Return the row of one strategy.

    columns  number of columns of the table, to which the row of the baseline is filled up
    """
    study, places = found.study, digits(found.study.measures[0])
    better = better_of(study.measures[0])
    cells = [name_cell(row.strategy), estimate(*row.level, places)]
    if row.strategy == study.baseline:
        return Row([*cells, Cell("baseline"), *(Cell() for _ in range(columns - 3))], "baseline")
    cells.append(estimate(*row.difference, places, better, signed=True))
    if len(study.design_points) > 1:
        cells += [Cell(number(one, places, signed=True)) for one in (row.low, row.high)]
        cells.append(Cell(f"{row.better}, {len(study.design_points) - row.better - row.worse}, {row.worse}"))
    return Row([*cells, Cell(number(row.variance_ratio, 1))])


def measures_table(found: Results) -> Table:
    """Return every measure of the study, a row each, over all design points.

    Columns: the level of the baseline, and the difference of each strategy from it, best first in the main measure.
    """
    study, names = found.study, [row.strategy for row in strategy_effects(found)]
    others = [name for name in names if name != study.baseline]
    heads = [Head("measure", kind="name"), Head("unit", kind="text"), Head(study.baseline)]
    heads += [Head(name, f"minus {study.baseline}") for name in others]
    rows = []
    for measure in study.measures:
        effects = {row.strategy: row for row in strategy_effects(found, measure)}
        places, better = digits(measure), better_of(measure)
        cells = [name_cell(words(measure)), Cell(str(measure_rows()[measure]["unit"]), kind="text")]
        cells.append(estimate(*effects[study.baseline].level, places))
        cells += [estimate(*effects[name].difference, places, better, signed=True) for name in others]
        rows.append(Row(cells))
    return Table(heads, rows)


def points_table(found: Results) -> Table:
    """Return the difference of each strategy from the baseline at each design point, up to MOST_ROWS points.

    Columns: the value of each factor, the organisation if there are several, and one column for each strategy but the
    baseline. Intervals are those of the point alone.
    """
    study = found.study
    places, better = digits(study.measures[0]), better_of(study.measures[0])
    values = paired(found, study.measures[0])
    steps = band(values - values[:, :, :1])
    several = len(study.organisations) > 1
    heads = [*(Head(words(name)) for name in study.design.names), *([Head("organisation")] if several else [])]
    heads += [Head(name, f"minus {study.baseline}") for name in study.names[1:]]
    rows = []
    for one in study.design_points[:MOST_ROWS]:
        cells = [Cell(f"{study.points[one.row][name]:g}") for name in study.design.names]
        cells += [Cell(one.organisation)] if several else []
        ends = [[float(side[one.number, at]) for side in steps] for at in range(1, len(study.names))]
        cells += [estimate(mean, low, high, places, better, signed=True) for mean, low, high in ends]
        rows.append(Row(cells))
    return Table(heads, rows)


def failures_table(found: Results) -> Table:
    """Return the runs that failed, with their parameters and error, up to MOST_ROWS runs.

    Columns: point (row of the design matrix), organisation, strategy, replication, parameters, error.
    """
    names = ("point", "organisation", "strategy", "replication", "parameters", "error")
    rows = []
    for row in found.failures.head(MOST_ROWS).to_dict("records"):
        values = ", ".join(f"{name} = {value:g}" for name, value in found.study.points[row["point"]].items())
        texts = {**{str(key): str(value) for key, value in row.items()}, "parameters": values}
        rows.append(Row([Cell(texts[name], kind="text" if name in ("parameters", "error") else "") for name in names]))
    return Table([Head(name) for name in names], rows)
