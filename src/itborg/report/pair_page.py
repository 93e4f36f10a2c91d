"""The page and the folder of `itborg explain`: one HTML file that answers why, how sure, and when not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..analysis.comparison.document import SCHEMA_VERSION, plain_number
from ..common.files import atomic_folder, write_json
from ..common.version import itborg_version, versions
from . import pair_text as text
from .drawing import NARROW, PRINT, WIDTH, Figure, Palette, Room, calm, interval_row, name_rows, picture, room_for
from .drawing import significance_colour as colour_of
from .html_frame import FigureBlock, render
from .results_folder import drawn

if TYPE_CHECKING:
    from ..analysis.comparison.explain import Explanation
    from ..analysis.statistics import Interval

CAPTION = (
    "The difference in net value, {a} minus {b}, as described and under other conditions: mean and 95 % confidence "
    "interval. Right of 0 {a} is ahead. Sizes are generated organisations; larger ones have larger differences."
)


def conditions_figure(found: Explanation, palette: Palette = PRINT, width: float = WIDTH) -> Figure:
    """Draw the difference as described and under every other condition, with 95 % intervals.

    width  inches
    """
    step = found.comparison.difference(found.a)
    rows = [("as described", step.mean, step.low, step.high)]
    rows += [(one.name, *one.difference) for one in found.conditions]
    figure = Figure(width, 0.7 + 0.25 * len(rows), Room(left=room_for(row[0] for row in rows), top=0.1, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, (_, mean, low, high) in enumerate(rows):
        interval_row(axes, at, mean, low, high, colour_of(low, high, "higher", palette))
    name_rows(axes, [row[0] for row in rows])
    axes.set_xlabel(f"{found.a} minus {found.b}, kEUR/day")
    return figure


def page(found: Explanation, command: str) -> str:
    """Return the explanation as one HTML document that needs no network.

    command  the command line that computes the same numbers
    """

    def svg(width: float, name: str) -> Any:
        return picture(lambda palette: conditions_figure(found, palette, width), name, "Difference by condition")

    caption = CAPTION.format(a=found.a, b=found.b)
    paragraphs = text.lines(found)
    return render(
        "pair.html",
        title=text.title(found),
        sections={"conditions": "When, and when not", "parts": "Through what", "repeat": "Reproduce"},
        answer=paragraphs[0][1],
        paragraphs=paragraphs[1:],
        figure_block=FigureBlock(svg(WIDTH, "conditions"), caption, svg(NARROW, "conditions-narrow")),
        conditions=text.conditions_table(found),
        parts=text.parts_table(found),
        command=command,
        version=itborg_version(),
    )


def document(found: Explanation) -> dict[str, Any]:
    """Return the explanation as plain dictionaries and numbers (docs/json.md, itborg explain); NaN becomes None."""
    step = found.comparison.difference(found.a)
    spends = {name: found.comparison.spend_of(name).total.mean for name in (found.a, found.b)}
    inputs = found.comparison.provenance
    return {
        "schema_version": SCHEMA_VERSION,
        "organisation": inputs.organisation,
        "days": inputs.days,
        "seed": inputs.seed,
        "replications": found.comparison.replications,
        "a": found.a,
        "b": found.b,
        "difference": {**_numbers(step), "probability_better": plain_number(step.probability_better)},
        "spend": spends,
        "contributions": [
            {"name": one.name, "meaning": one.meaning, **_numbers(one.contribution)}
            for one in (found.decomposition.contributions if found.decomposition else ())
        ],
        "conditions": [
            {"kind": one.kind, "name": one.name, **_numbers(one.difference), "replications": one.replications}
            for one in found.conditions
        ],
        "parameter_sets": found.sets.plain() if found.sets else None,
        "influences": [{"parameter": name, "rank_correlation": rho} for name, rho in found.influences()],
        "equal_resources": dict(found.equal) or None,
        "sentences": [f"{heading}: {line}" for heading, line in text.lines(found)],
    }


def save(found: Explanation, folder: str | Path, command: str) -> Path:
    """Write explanation.json, manifest.json and report.html and return the path of the folder, numbered if it exists.

    command  the command line that computes the same numbers
    """
    with atomic_folder(Path(folder)) as (fresh, target):
        write_json(fresh / "explanation.json", document(found))
        write_json(fresh / "manifest.json", {"kind": "explain", "command": command, "versions": versions()})
        (fresh / "report.html").write_text(drawn(lambda: page(found, command)), encoding="utf-8")
    return target


def _numbers(one: Interval | Any) -> dict[str, float | None]:
    return {name: plain_number(getattr(one, name)) for name in ("mean", "low", "high")}
