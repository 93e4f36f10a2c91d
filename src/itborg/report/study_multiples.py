"""Small multiples of a study: the figures of its main measure, for every measure side by side.

All differences are strategy minus baseline, with 95 % intervals over replications, each panel in its own unit.
"""

from __future__ import annotations

from ..analysis.measures.registry import measure_rows
from ..analysis.study.results import Results
from .drawing import PRINT, WIDTH, Axes, Figure, Palette, Room, legend_on_top, room_for, title
from .formatting import words
from .study_figures import MOST_PANELS, lines_panel, map_panel, points_panel, ranked

#: Panels in a row, and measures that have maps of their own.
COLUMNS, MOST_MAPS = 3, 12
#: Lines of text in the title of a panel are this many characters long.
LINE = 34


def measures_over_points(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw each strategy's difference from the baseline in every measure of the study, a panel each.

    Rows are the strategies in the order of the main measure; marks are those of `study_figures.over_points`.
    """
    names = ranked(found)
    panel = 0.3 + 0.22 * max(1, len(names))
    room = Room(left=room_for(names), top=0.35, bottom=0.35, across=0.25, down=0.75)
    figure, panels = _grid(found, panel, room, sharey=True)
    for axes, measure in zip(panels, found.study.measures, strict=False):
        points_panel(axes, found.led_by(measure), names, palette)
        axes.x.most = 4
        title(axes, _named(measure), palette)
    return figure


def measures_along_factor(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw differences along the one factor of a design in every measure, a panel each.

    The first organisation and at most six strategies are drawn, as in `study_figures.along_factor`.
    """
    figure, panels = _grid(found, 1.5, Room(left=0.5, top=0.75, bottom=0.5, across=0.45, down=0.75), sharey=False)
    for axes, measure in zip(panels, found.study.measures, strict=False):
        lines_panel(axes, found.led_by(measure), next(iter(found.study.organisations)), palette)
        title(axes, _named(measure), palette)
        axes.set_xlabel(words(found.study.design.names[0]))
    legend_on_top(figure, palette)
    return figure


def measures_map(found: Results, palette: Palette = PRINT) -> Figure:
    """Draw the maps of two factors for every measure, a row each, and every strategy, a column each.

    At most MOST_MAPS measures and MOST_PANELS strategies are drawn, of the first organisation; each measure has its
    own scale of colours.
    """
    names, measures = found.study.names[1:][:MOST_PANELS], found.study.measures[:MOST_MAPS]
    room = Room(left=0.6, bottom=0.5, top=0.4, across=0.6, down=0.85)
    height = room.top + room.bottom + len(measures) * 1.9 + (len(measures) - 1) * room.down
    figure = Figure(WIDTH, height, room)
    panels = figure.subplots(len(measures), len(names), squeeze=False)
    for line, measure in zip(panels, measures, strict=True):
        for axes, name in zip(line, names, strict=True):
            map_panel(axes, found.led_by(measure), name, palette)
            title(axes, f"{_named(measure)}: {name}" if len(names) < COLUMNS else f"{words(measure)}: {name}", palette)
    return figure


def _grid(found: Results, panel: float, room: Room, *, sharey: bool) -> tuple[Figure, list[Axes]]:
    """Return a figure with a panel for each measure of the study, and its panels; those left over are hidden.

    panel   height of a panel, inches
    sharey  whether rows have the same names
    """
    count = len(found.study.measures)
    columns = min(COLUMNS, count)
    rows = -(-count // columns)
    figure = Figure(WIDTH, room.top + room.bottom + rows * panel + (rows - 1) * room.down, room)
    panels = list(figure.subplots(rows, columns, sharey=sharey, squeeze=False).flat)
    for axes in panels[count:]:
        axes.set_visible(False)
    return figure, panels


def _named(measure: str) -> str:
    """Return a measure and its unit, as the title of a panel."""
    unit = str(measure_rows()[measure]["unit"])
    text = f"{words(measure)}, {unit}"
    return text if len(text) <= LINE else words(measure)
