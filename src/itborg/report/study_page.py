"""What a study's folder shows: report.html, the figures as files, a methods paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..analysis.comparison.provenance import measure_rows
from ..analysis.statistics import Interval, band
from ..analysis.study.daily_series import over_cells
from ..analysis.study.findings import verdicts
from ..analysis.study.results import Results, paired
from ..analysis.study.study_store import manifest
from ..common.files import write_atomically
from . import study_figures as figures
from . import study_text as words
from .drawing import STYLE, picture
from .html_frame import figure_block, frame
from .study_figures import paths
from .study_text import digits, plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .drawing import Draw, Palette

#: Cells and failed runs that are listed; the files have all.
MOST_ROWS = 200


def verdicts_table(found: Results) -> str:
    """Return every strategy over all cells, best first."""
    study = found.study
    many = len(study.cells) > 1
    unit = measure_rows()[study.measures[0]]["unit"]
    heads = ["strategy", f"{plain(study.measures[0])}<br>{unit}", f"minus {escape(study.baseline)}<br>{unit}"]
    heads += ["smallest<br>cell", "largest<br>cell", "cells better,<br>unclear, worse"] if many else []
    rows, places = [], digits(study.measures[0])
    for row in verdicts(found):
        base = row.strategy == study.baseline
        unclear = len(study.cells) - row.better - row.worse
        spread = (
            [f"{row.low:+.{places}f}", f"{row.high:+.{places}f}", f"{row.better}, {unclear}, {row.worse}"]
            if many
            else []
        )
        step = (
            ["baseline", *[""] * (len(spread) + 1)]
            if base
            else [_pm(row.difference, "+", places), *spread, f"&#215;{row.pairing:.1f}"]
        )
        rows.append([escape(row.strategy), _pm(row.level, "", places), *step])
    return _table([*heads, "pairing<br>worth"], rows)


def cells_table(found: Results) -> str:
    """Return the difference of each strategy in each cell, the best in bold."""
    study = found.study
    values = paired(found, study.measures[0])
    steps = band(values - values[:, :, :1])
    shown = study.cells[:MOST_ROWS]
    several = len(study.organisations) > 1
    heads = [*(name.replace("_", " ") for name in study.design.names), *(["organisation"] if several else [])]
    heads += [f"{escape(name)}<br>minus {escape(study.baseline)}" for name in study.names[1:]]
    rows = []
    for cell in shown:
        lead = [f"{study.points[cell.point][name]:g}" for name in study.design.names]
        lead += [escape(cell.organisation)] if several else []
        cells = [Interval(*(float(side[cell.number, at]) for side in steps)) for at in range(1, len(study.names))]
        rows.append([*lead, *(_clear(one, digits(study.measures[0])) for one in cells)])
    more = len(study.cells) - len(shown)
    note = f" {more} more are in summary.parquet." if more else ""
    return (
        f"<details><summary>Every cell</summary>\n{_table(heads, rows)}\n"
        f'<p class="small">Bold: its 95 % interval does not include 0.{note}</p></details>'
    )


def failures_table(found: Results) -> str:
    """Return the runs that failed, with their parameters and error."""
    rows = [
        [
            str(row["point"]),
            escape(str(row["organisation"])),
            escape(str(row["strategy"])),
            str(row["replication"]),
            _values(found, row["point"]),
            escape(str(row["error"])),
        ]
        for row in found.failures.head(MOST_ROWS).to_dict("records")
    ]
    return _table(["point", "organisation", "strategy", "replication", "parameters", "error"], rows)


def _values(found: Results, point: int) -> str:
    return escape(", ".join(f"{name} = {value:g}" for name, value in found.study.points[point].items()))


def _clear(one: Interval, places: int) -> str:
    return f"<strong>{_pm(one, '+', places)}</strong>" if one.excludes_zero else _pm(one, "+", places)


def _pm(one: Interval, sign: str, places: int) -> str:
    return f"{one.mean:{sign}.{places}f} &#177; {one.half:.{places}f}"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{text}</th>" for text in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


#: Name of a figure -> (title of its section, who draws it, caption).
FIGURES: Mapping[str, tuple[str, Draw, str]] = {
    "over_cells": (
        "Over all cells",
        figures.over_cells,
        "Difference to the baseline, mean over cells with its 95 % interval over replicates; each tick is one cell. "
        "Blue is better, vermilion worse, grey cannot be told from no difference.",
    ),
    "along": (
        "Along the factor",
        figures.along,
        "Paired difference to the baseline with its 95 % band. Dashed: none. At most six strategies are drawn.",
    ),
    "over_two": (
        "Over the two factors",
        figures.over_two,
        "Paired difference to the baseline in each cell: blue better, vermilion worse, deeper for more. In brackets: "
        "its 95 % interval includes 0. At most six strategies and the first organisation are drawn.",
    ),
    "day_by_day": (
        "Day by day",
        paths,
        "Mean over runs of each day; shaded: the middle half of runs, and nine in ten (all of them means over cells). "
        "Dashed: the baseline. The strategies that differ most are drawn; daily.parquet has all.",
    ),
    "what_moves": (
        "What moves it",
        figures.what_moves,
        "By how much the baseline, and each paired difference to it, is more at a factor's highest value than at its "
        "lowest, all factors fitted together as straight lines; 95 % intervals allow for common luck, for what is no "
        "straight line, and for all factors looked at. Grey: noise. Indices with interactions: `itborg sensitivity`.",
    ),
}


def drawings(found: Results) -> Mapping[str, Draw]:
    """Return what draws the figures that fit a study's design, by name."""
    return {name: FIGURES[name][1] for name in fitting(found)}


def fitting(found: Results) -> list[str]:
    """Return which figures fit a study's design."""
    study = found.study
    if len(study.names) < 2:
        return []
    kind, factors, points = study.design.kind, len(study.design.names), len(study.points)
    names = ["over_cells"]
    names += ["day_by_day"] if found.days is not None else []
    names += ["along"] if factors == 1 and points > 1 else []
    if factors == 2 and kind == "grid":
        return [*names, "over_two"]
    return [*names, "what_moves"] if factors >= 2 and len(study.cells) >= 8 else names


def write_all(found: Results, known: Mapping[str, Any], folder: Path) -> None:
    """Write report.html, figures/NAME.pdf and .png, and methods.md into a study's folder."""
    found = replace(found, days=over_cells(folder, found.study))
    write_atomically(folder / "report.html", page(found, known))
    write_atomically(folder / "methods.md", methods_page(found, known))
    write_figures(found, folder / "figures")


def write_figures(found: Results, folder: Path) -> None:
    """Write each figure as PDF for papers and PNG for slides."""
    import matplotlib as mpl

    folder.mkdir(parents=True, exist_ok=True)
    settings: Any = {**STYLE, "svg.fonttype": "path", "pdf.fonttype": 42}
    for name in fitting(found):
        with mpl.rc_context(settings):
            figure = FIGURES[name][1](found)
            figure.savefig(folder / f"{name}.pdf", metadata={"CreationDate": None})
            figure.savefig(folder / f"{name}.png", dpi=200, facecolor="white")


def page(found: Results, known: Mapping[str, Any] | None = None) -> str:
    """Return the report as one HTML document that needs no network.

    known  the manifest of the study; by default that of results that are complete
    """
    study, known = found.study, manifest(found) if known is None else known
    sections = {"AnalysisResult": verdicts_table(found) + _moved(found)}
    for name in fitting(found):
        heading, draw, caption = FIGURES[name]
        sections[heading] = figure_block(_drawn(draw, found, name, heading), caption)
    sections["Cells"] = cells_table(found)
    if len(found.failures):
        sections["Failed runs"] = failures_table(found)
    sections["Repeat and cite"] = _repeat(found, known)
    links = " ".join(f'<a href="#{_id(name)}">{name}</a>' for name in sections)
    incomplete = "" if known["complete"] else "<p><strong>Not all runs of this study are finished yet.</strong></p>"
    head = (
        f"<header>\n<h1>{escape(words.plain(study.name).capitalize())}</h1>\n"
        f'<p class="lead">{escape(study.question)}</p>\n'
        f"<p>{escape(words.answer(found))}</p>\n{incomplete}\n<nav>{links}</nav>\n</header>"
    )
    body = [f'<section id="{_id(name)}">\n<h2>{name}</h2>\n{text}\n</section>' for name, text in sections.items()]
    return frame(study.question or study.name, "\n".join([head, *body]))


def _drawn(draw: Draw, found: Results, name: str, description: str) -> str:
    def with_colours(palette: Palette) -> Figure:
        return draw(found, palette=palette)

    return picture(with_colours, name, description)


def _moved(found: Results) -> str:
    told = (
        words.moved(found, figures.MOST_FACTORS)
        if len(found.study.design.names) > 1 and len(found.study.cells) >= 8
        else []
    )
    lines = [*told, *words.how_to_read(found)]
    return "\n".join(f'<p class="small">{escape(line)}</p>' for line in lines)


def _repeat(found: Results, known: Mapping[str, Any]) -> str:
    code = f"<pre><code>{escape(known['command'])}</code></pre>\n" if known["command"] else ""
    return f"{code}<p>{escape(words.methods(found, known))}</p>\n<p>Cite as: {escape(words.citation(known))}</p>"


def methods_page(found: Results, known: Mapping[str, Any]) -> str:
    """Return the methods paragraph, the answer, and how to cite, as Markdown."""
    return (
        f"# {found.study.question or found.study.name}\n\n{words.answer(found)}\n\n"
        f"## Methods\n\n{words.methods(found, known)}\n\n"
        f"## Cite as\n\n{words.citation(known)}\n\n## Repeat\n\n    {known['command']}\n"
    )


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")
