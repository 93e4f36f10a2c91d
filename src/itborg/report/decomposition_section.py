"""The effect of each strategy decomposed by mediator: a figure and a table of the same numbers.

Relies on `Decomposition.plain()`: a dictionary with `strategy`, `replications`, `effect` and `contributions`, a list
of entries with `name`, `meaning` and `contribution`. Effect and contributions have `mean`, `low` and `high`, kEUR per
working day, with 95 % intervals over paired replications. All decompositions must have the same mediators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .drawing import PRINT, WIDTH, Axes, Figure, Palette, Room, calm, room_for, title
from .formatting import number, words
from .tables import Cell, Head, Row, Table, estimate, name_cell

#: The decomposition of one strategy as a document, see `itborg.analysis.decomposition`.
Decomposition = Mapping[str, Any]
COLUMNS = 3
CAPTION = (
    "Effect of each strategy on net value, compared with no intervention and decomposed by mediator; the contributions "
    "in a panel add up to the effect. Each mediator was fixed at its trajectory in the matched baseline run in two "
    "ways: alone (its total indirect effect is what is lost), and released alone while all others are fixed (its pure "
    "indirect effect). Bars are the mean of both, lines the 95 % interval. Money is exact. 'Direct' is the effect that "
    "remains with all mediators fixed; 'interaction' is what no single mediator explains."
)


def mediators_figure(decompositions: Sequence[Decomposition], palette: Palette = PRINT) -> Figure:
    """Draw one panel per strategy with one bar per mediator, all on one scale in kEUR per working day.

    The title of a panel has the strategy and its total effect, to which the bars add up. Blue: raises net value;
    vermilion: lowers it; grey: the 95 % interval, which is drawn as a line, includes 0.

    decompositions  at least one; three panels share a row
    """
    names = [words(one["name"]) for one in decompositions[0]["contributions"]]
    rows, columns = -(-len(decompositions) // COLUMNS), min(COLUMNS, len(decompositions))
    room = Room(left=room_for(names), top=0.35, bottom=0.5, across=0.25, down=0.5)
    height = room.top + room.bottom + rows * (0.2 * len(names) + 0.1) + (rows - 1) * room.down
    figure = Figure(WIDTH, height, room)
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, one in zip(panels, decompositions, strict=False):
        _panel(panel, one, palette)
    for panel in panels[len(decompositions) :]:
        panel.set_visible(False)
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylim(len(names) - 0.4, -0.6)
    figure.label, figure.ink = "kEUR per working day, compared with no intervention", palette.ink
    return figure


def _panel(axes: Axes, one: Decomposition, palette: Palette) -> None:
    """Draw the contributions of one strategy as horizontal bars, in their order from the top."""
    calm(axes, palette, grid="x")
    title(axes, f"{one['strategy']}  {number(one['effect']['mean'], 1, signed=True)}", palette)
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, entry in enumerate(one["contributions"]):
        part = entry["contribution"]
        significant = part["low"] > 0 or part["high"] < 0
        colour = palette.series[0 if part["mean"] > 0 else 3] if significant else palette.faint
        axes.barh(at, part["mean"], height=0.62, color=colour, alpha=0.75)
        axes.plot([part["low"], part["high"]], [at, at], color=palette.ink, linewidth=1)


def mediators_table(decompositions: Sequence[Decomposition]) -> Table:
    """Return one row per mediator and one column per strategy, with the total effect in the last row.

    Cells are contributions with half of their 95 % interval, marked as better or worse where that excludes 0; the
    meaning of a mediator appears while the mouse rests on its name.
    """
    first = decompositions[0]
    heads = [Head("mediator", f"kEUR/day, {first['replications']} replications", "name")]
    heads += [Head(str(one["strategy"])) for one in decompositions]
    rows = [
        Row([
            name_cell(words(entry["name"]), title=str(entry["meaning"])),
            *(_contribution(one["contributions"][at]["contribution"]) for one in decompositions),
        ])
        for at, entry in enumerate(first["contributions"])
    ]  # fmt: skip
    total = Row([name_cell("total effect"), *(_contribution(one["effect"]) for one in decompositions)], "baseline")
    return Table(heads, [*rows, total])


def _contribution(part: Mapping[str, float]) -> Cell:
    """Return the cell of a contribution or an effect, in kEUR per working day.

    part  `mean`, `low` and `high`
    """
    return estimate(part["mean"], part["low"], part["high"], 2, "higher", signed=True)
