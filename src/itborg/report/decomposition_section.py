"""Through what each strategy gains: the ledgers of a comparison, drawn and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from ..analysis.comparison.result import Difference
from .drawing import PRINT, SMALL, WIDTH, Palette, Room, calm, new_figure, room_for, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..analysis.comparison.result import Comparison

Row = Mapping[str, Any]
COLUMNS = 3
CAPTION = (
    "The gain of each strategy over doing nothing, split by what it goes through; the lines of a panel add up to its "
    "gain. Each channel was held at the path it takes in the untreated twin of the same luck: alone (what is then "
    "lost), and let go alone while the others are held (what it then gives). A bar is the mean of both, the line its "
    "95 % interval. "
    "Money is exact. 'levers' is what is left with all channels held, 'interplay' what no channel can claim alone."
)


def channels(decompositions: Sequence[Row], palette: Palette = PRINT) -> Figure:
    """Draw one panel per strategy, one bar per line of its ledger, all on one scale."""
    names = [_words(one["name"]) for one in decompositions[0]["contributions"]]
    rows, columns = -(-len(decompositions) // COLUMNS), min(COLUMNS, len(decompositions))
    room = Room(left=room_for(names), top=0.35, bottom=0.5, across=0.25, down=0.5)
    height = room.top + room.bottom + rows * (0.2 * len(names) + 0.1) + (rows - 1) * room.down
    figure = new_figure(WIDTH, height, room, rows, columns)
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, one in zip(panels, decompositions, strict=False):
        _panel(panel, one, palette)
    for panel in panels[max(0, len(decompositions) - columns) : len(decompositions)]:
        panel.tick_params(labelbottom=True)
    for panel in panels[len(decompositions) :]:
        panel.set_visible(False)
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylim(len(names) - 0.4, -0.6)
    figure.supxlabel("kEUR per working day against doing nothing", fontsize=SMALL, color=palette.ink, y=0.02)
    return figure


def _panel(axes: Axes, one: Row, palette: Palette) -> None:
    calm(axes, palette, grid="x")
    gain = one["effect"]
    title(axes, f"{one['strategy']}  {gain['mean']:+.1f}", palette)
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, entry in enumerate(one["contributions"]):
        part = entry["contribution"]
        clear = part["low"] > 0 or part["high"] < 0
        colour = palette.series[0 if part["mean"] > 0 else 3] if clear else palette.faint
        axes.barh(at, part["mean"], height=0.62, color=colour, alpha=0.75)
        axes.plot([part["low"], part["high"]], [at, at], color=palette.ink, linewidth=1)


def channel_table(decompositions: Sequence[Row]) -> str:
    """Return the same as a table: one row per line of the ledgers, one column per strategy."""
    heads = "".join(f'<th scope="col">{escape(str(one["strategy"]))}</th>' for one in decompositions)
    lines = []
    for at, entry in enumerate(decompositions[0]["contributions"]):
        cells = "".join(f"<td>{_pm(one['contributions'][at]['contribution'])}</td>" for one in decompositions)
        name = escape(_words(entry["name"]))
        lines.append(
            f'<tr><td class="name" title="{escape(str(entry["meaning"]), quote=True)}">{name}</td>{cells}</tr>'
        )
    total = "".join(f"<td>{_pm(one['effect'])}</td>" for one in decompositions)
    lines.append(f'<tr class="baseline"><td class="name">all of it</td>{total}</tr>')
    unit = f"kEUR/day, {decompositions[0]['replications']} replications"
    head = f'<th scope="col" class="name">through<span class="unit">{unit}</span></th>'
    body = "\n".join(lines)
    return f'<div class="scroll"><table><thead><tr>{head}{heads}</tr></thead><tbody>\n{body}\n</tbody></table></div>'


def _words(name: str) -> str:
    """Return the name of a line to read.

    >>> _words("shadow_it")
    'shadow IT'
    """
    return " ".join("IT" if word == "it" else word for word in name.split("_"))


def _pm(part: Row) -> str:
    mark = "up" if part["low"] > 0 else "down" if part["high"] < 0 else ""
    number = f"{part['mean']:+.2f}"
    shown = f'<span class="{mark}">{number}</span>' if mark else number
    return f'{shown} <span class="pm">&#177; {(part["high"] - part["low"]) / 2:.2f}</span>'


class Parts(NamedTuple):
    """What makes up the paired difference of net value: net = benefit - loss - cost."""

    strategy: str
    net: Difference
    benefit: Difference
    loss: Difference
    cost: Difference


def parts(found: Comparison) -> list[Parts]:
    """Return the parts of every strategy's difference, best first, without the baseline."""
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    names = ("net_value", "benefit", "loss", "cost")
    return [Parts(name, *(found.difference(name, measure=one) for one in names)) for name in ranked]


def money(found: Comparison, palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw the parts as bars to the right (gain) and left (price), the net as a dot.

    width  inches
    """
    rows = parts(found)
    left = room_for(row.strategy for row in rows)
    figure = new_figure(width, 0.95 + 0.27 * max(1, len(rows)), Room(left=left, top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    labels = (("more benefit", palette.series[0]), ("less loss", palette.series[2]), ("less cost", palette.series[1]))
    for at, row in enumerate(rows):
        ends = {True: 0.0, False: 0.0}
        gains = (row.benefit.mean, -row.loss.mean, -row.cost.mean)
        for gain, (label, colour) in zip(gains, labels, strict=True):
            axes.barh(at, gain, left=ends[gain > 0], height=0.6, color=colour, alpha=0.75, label=None if at else label)
            ends[gain > 0] += gain
        axes.plot([row.net.mean], [at], "D", color=palette.ink, markersize=4, label=None if at else "net")
    axes.set_yticks(range(len(rows)), [row.strategy for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel(
        f"kEUR/day against {found.baseline}: gain to the right, price to the left",
        fontsize=SMALL,
        color=palette.ink,
    )
    figure.legend(loc="upper center", ncols=4, frameon=False, fontsize=SMALL, labelcolor=palette.ink)
    return figure
