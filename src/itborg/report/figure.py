"""A figure before it is drawn: panels in rows and columns, their margins, and a legend.

`svg.drawn` makes an SVG of it in milliseconds, and `matplotlib_figure.converted` a Matplotlib figure for notebooks and
files; both read the same marks. Sizes are inches, and fonts and lines are measured in points.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .axes import Axes


class Room(NamedTuple):
    """Margins around the panels of a figure, in inches; `across` and `down` are between panels."""

    left: float = 0.5
    right: float = 0.15
    top: float = 0.3
    bottom: float = 0.3
    across: float = 0.4
    down: float = 0.45


class Place(NamedTuple):
    """Where a panel lies, in inches from the left and the upper edge of the figure, and its row and column."""

    left: float
    top: float
    width: float
    height: float
    row: int
    column: int


class Figure:
    """Panels of equal size in rows and columns, with fixed margins, which need no automatic layout."""

    def __init__(self, width: float, height: float, room: Room) -> None:
        """Begin without panels.

        width, height  inches
        room           margins, and distances between panels
        """
        self.width, self.height, self.room = width, height, room
        self.axes: list[Axes] = []
        self.places: list[Place] = []
        self.legend_columns = 0  #: labels in a row of the legend above all panels; 0: there is none
        self.label = ""  #: of the horizontal axes of all panels together
        self.ink = "black"

    def subplots(
        self, rows: int = 1, columns: int = 1, *, sharex: bool = False, sharey: bool | str = False, squeeze: bool = True
    ) -> Any:
        """Add panels and return them, as an array of (rows, columns); as one panel or one row if that is all.

        sharex   all panels have the same horizontal limits
        sharey   True: all have the same vertical limits; "row": those of a row have
        squeeze  False: always return an array of two dimensions
        """
        room = self.room
        width = (self.width - room.left - room.right - (columns - 1) * room.across) / columns
        height = (self.height - room.top - room.bottom - (rows - 1) * room.down) / rows
        found = np.empty((rows, columns), dtype=object)
        for row in range(rows):
            for column in range(columns):
                panel = Axes()
                panel.x.group = 0 if sharex else None
                panel.y.group = (row if sharey == "row" else 0) if sharey else None
                left, top = room.left + column * (width + room.across), room.top + row * (height + room.down)
                self.axes.append(panel)
                self.places.append(Place(left, top, width, height, row, column))
                found[row, column] = panel
        if not squeeze:
            return found
        return found[0, 0] if rows == columns == 1 else found.squeeze()

    def labelled(self, at: int) -> tuple[bool, bool]:
        """Return whether the horizontal and the vertical axis of a panel name their ticks.

        Panels that share an axis name them only in the lowest panel of a column and at the left end of a row.
        """
        panel, place = self.axes[at], self.places[at]
        below = (other for other, where in zip(self.axes, self.places, strict=True)
                 if other.visible and where.column == place.column and where.row > place.row)  # fmt: skip
        return panel.x.group is None or not any(below), panel.y.group is None or place.column == 0

    def sharing(self, panel: Axes, upright: bool) -> list[Axes]:
        """Return the visible panels with the limits of a panel along one axis, itself included."""
        group = (panel.y if upright else panel.x).group
        if group is None:
            return [panel]
        return [one for one in self.axes if one.visible and (one.y if upright else one.x).group == group]
