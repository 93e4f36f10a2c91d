"""The HTML page of a sensitivity, discovery, optimisation or calibration result: sentences, figures, tables.

One template (`analysis.html`) serves all four. The sentences and figures come from the module of the result's type
(`sensitivity_report`, `discovery_report`, `optimisation_report`, `calibration_report`), the tables from the result
itself. `presentation` chooses the module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..common.version import itborg_version
from .drawing import picture
from .formatting import number, words
from .html_frame import FigureBlock, render
from .tables import Cell, Head, Row, Table

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.analysis_result import AnalysisResult
    from .drawing import Draw, Palette

#: Titles by the command that computes a result.
TITLES = {
    "sensitivity": "Sensitivity analysis",
    "discover": "Scenario discovery",
    "optimise": "Optimised programme",
    "calibrate": "Calibration",
}
#: Rows of a table that are shown; the CSV files have all.
MOST_ROWS = 60


def page(result: AnalysisResult, module: Any) -> str:
    """Return the result as one HTML document that needs no network.

    Figures are inline SVG. Of each table the first MOST_ROWS rows are shown, and the page states how many are left out.

    module  the module of this type of result; it has `sentences(result)`, a list of paragraphs, and
            `drawings(result)`, what draws each figure, by name
    """
    drawings = module.drawings(result)
    tables = result.tables()
    return render(
        "analysis.html",
        title=TITLES[result.command],
        sections={"figures": "Figures", "tables": "Tables"},
        sentences=module.sentences(result),
        figures=[_block(result, name, draw) for name, draw in drawings.items()],
        tables={words(name): table(frame) for name, frame in tables.items()},
        left_out={words(name): max(0, len(frame) - MOST_ROWS) for name, frame in tables.items()},
        version=itborg_version(),
    )


def _block(result: AnalysisResult, name: str, draw: Draw) -> FigureBlock:
    """Return one figure as a block of the page; its name is also the prefix of its ids and its description."""

    def with_colours(palette: Palette) -> Any:
        return draw(result, palette=palette)

    return FigureBlock(picture(with_colours, name, words(name)))


def table(frame: DataFrame) -> Table:
    """Return the first MOST_ROWS rows of a data frame as a table of a page.

    Heads are the column names with blanks in place of underscores. The first column is set as a column of names. Cells
    are formatted by type, see `_cell`, so that a frame may have any columns.
    """
    heads = [Head(words(name), kind="name" if at == 0 else "") for at, name in enumerate(frame.columns)]
    rows = [
        Row([_cell(value, at) for at, value in enumerate(row)]) for row in frame.head(MOST_ROWS).itertuples(index=False)
    ]
    return Table(heads, rows)


def _cell(value: Any, column: int) -> Cell:
    """Return a value as a cell: numbers with three significant digits, yes or no, or text.

    column  position of the column; text in column 0 is a name, text in another column may be a sentence
    """
    if isinstance(value, bool | np.bool_):
        return Cell("yes" if value else "no")
    if isinstance(value, int | np.integer):
        return Cell(str(value))
    if isinstance(value, float | np.floating):
        return Cell(number(float(value)))
    return Cell(str(value), kind="name" if column == 0 else "text")
