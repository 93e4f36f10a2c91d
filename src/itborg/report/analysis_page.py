"""The HTML page of a sensitivity, discovery, optimisation or calibration result: sentences, figures, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..common.version import itborg_version
from .drawing import picture
from .html_frame import render

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..analysis.analysis_result import AnalysisResult
    from .drawing import Draw, Palette

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

    module  the module that has `sentences` and `drawings` of this type of result
    """
    drawings = module.drawings(result)
    return render(
        "analysis.html",
        title=TITLES[result.command],
        sentences=module.sentences(result),
        figures={name: _picture(result, name, draw) for name, draw in drawings.items()},
        tables={name: table(frame) for name, frame in result.tables().items()},
        version=itborg_version(),
    )


def _picture(result: AnalysisResult, name: str, draw: Draw) -> str:
    def with_colours(palette: Palette) -> Any:
        return draw(result, palette=palette)

    return picture(with_colours, name, words(name))


def table(frame: DataFrame) -> dict[str, Any]:
    """Return a data frame as heads, rows of text and the number of rows left out, for the template."""
    rows = [[cell(value) for value in row] for row in frame.head(MOST_ROWS).itertuples(index=False)]
    return {
        "heads": [words(name) for name in frame.columns],
        "rows": rows,
        "left_out": len(frame) - len(rows),
    }


def cell(value: Any) -> str:
    """Return a value of a table as text.

    >>> cell(0.123456), cell(True), cell("itil"), cell(float("nan"))
    ('0.123', 'yes', 'itil', '-')
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return f"{value:.3g}" if np.isfinite(value) else "-"
    return str(value)


def words(name: object) -> str:
    """Return a name with underscores as words.

    >>> words("predictive_check")
    'predictive check'
    """
    return str(name).replace("_", " ")
