"""What the folder of a study shows: report.html, the figures as files, a methods paragraph.

Relies on `study_figures`, `study_tables` and `study_text`, and on the manifest that `study_store` writes. FIGURES has
heading and caption of each figure; which of them a study gets depends on its design.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..analysis.study.daily_series import over_points
from ..analysis.study.results import Results
from ..analysis.study.study_store import manifest
from ..common.checksums import record
from ..common.files import write_atomically
from . import odd, study_days, study_multiples
from . import study_figures as figures
from . import study_text as text
from .citing import bibtex, citation_cff, readme
from .drawing import Figure, picture
from .formatting import words
from .html_frame import FigureBlock, render
from .interaction_text import interacting
from .study_tables import MOST_ROWS, failures_table, measures_table, points_table, strategies_table

if TYPE_CHECKING:
    from .drawing import Draw, Palette


class StudyFigure(NamedTuple):
    """A figure of a study: heading of its section, what draws it, its caption."""

    heading: str
    draw: Draw
    caption: str


#: Figures by name, which is also the name of their files.
FIGURES: Mapping[str, StudyFigure] = {
    "over_points": StudyFigure(
        "All design points",
        figures.over_points,
        "Difference from the baseline: mean over design points with its 95 % interval over replications; each tick is "
        "one design point. Blue: better; vermilion: worse; grey: not statistically distinguishable from 0.",
    ),
    "along_factor": StudyFigure(
        "Along the factor",
        figures.along_factor,
        "Paired difference from the baseline with its 95 % band. Dashed: no difference. At most six strategies are "
        "drawn.",
    ),
    "factor_map": StudyFigure(
        "Over the two factors",
        figures.factor_map,
        "Paired difference from the baseline at each design point: blue better, vermilion worse, stronger for larger "
        "differences. In brackets: not statistically distinguishable from 0 (95 %). At most six strategies and the "
        "first organisation are drawn.",
    ),
    "day_by_day": StudyFigure(
        "Day by day",
        study_days.day_by_day,
        "Paired difference from the baseline on each day, mean over design points, with its 95 % interval over "
        "replications (for each day separately). Blue: better on the last day; vermilion: worse; grey: neither. The "
        "strategies that differ most are drawn; daily_differences.parquet has all.",
    ),
    "levels_by_day": StudyFigure(
        "Levels day by day",
        study_days.levels_by_day,
        "Mean over runs of each day; shaded: the middle 50 % and 90 % of runs (means over design points). Dashed: the "
        "baseline. daily.parquet has all strategies.",
    ),
    "measures_over_points": StudyFigure(
        "Every measure",
        study_multiples.measures_over_points,
        "As in the first figure, for every measure of the study, each in its own unit. Strategies in the order of the "
        "main measure.",
    ),
    "measures_along_factor": StudyFigure(
        "Every measure along the factor",
        study_multiples.measures_along_factor,
        "Paired difference from the baseline with its 95 % band, for every measure of the study, each in its own unit. "
        "The first organisation is drawn.",
    ),
    "measures_map": StudyFigure(
        "Every measure over the two factors",
        study_multiples.measures_map,
        "Paired difference from the baseline at each design point. Each measure has its own scale of colours. In "
        "brackets: not statistically distinguishable from 0 (95 %). At most twelve measures are drawn.",
    ),
    "factor_effects": StudyFigure(
        "Effects of the factors",
        figures.factor_effects,
        "How much larger the baseline, and each paired difference from it, is at the highest value of a factor than at "
        "its lowest, from a linear fit of all factors. The 95 % intervals allow for common random numbers, for "
        "deviations from a straight line and for the number of factors. Grey: not significant. `itborg sensitivity` "
        "computes indices with interactions.",
    ),
}


def drawings(found: Results) -> Mapping[str, Draw]:
    """Return what draws the figures that fit a study's design, by name."""
    return {name: FIGURES[name].draw for name in fitting(found)}


def fitting(found: Results) -> list[str]:
    """Return which figures fit a study's design, in their order on the page; empty if only the baseline was run.

    Differences over all points always fit; daily figures need daily series, `along_factor` one factor with several
    points, `factor_map` a grid of two factors, `factor_effects` what `_has_effects` states, and small multiples
    several measures.
    """
    study = found.study
    if len(study.names) < 2:
        return []
    kind, factors, points = study.design.kind, len(study.design.names), len(study.points)
    line, square, several = factors == 1 and points > 1, factors == 2 and kind == "grid", len(study.measures) > 1
    fits = {
        "over_points": True,
        "along_factor": line,
        "factor_map": square,
        "factor_effects": _has_effects(found) and not square,
        "day_by_day": found.days is not None,
        "levels_by_day": found.days is not None,
        "measures_over_points": several,
        "measures_along_factor": several and line,
        "measures_map": several and square,
    }
    return [name for name, fitting in fits.items() if fitting]


def _has_effects(found: Results) -> bool:
    """Return whether the effects of factors can be estimated: from two factors and eight design points on."""
    return len(found.study.design.names) >= 2 and len(found.study.design_points) >= 8


def write_all(found: Results, known: Mapping[str, Any], folder: Path) -> None:
    """Write report, figures, methods, README, citation and ODD protocol into a study's folder.

    Daily series are read from the folder, which must hold the tables that `study_store.save` writes. The report and
    the methods are written completely or not at all; files of an earlier call are replaced.

    known  the manifest of the study

    Raises InputError if a file cannot be written.
    """
    found = replace(found, days=over_points(folder, found.study))
    write_atomically(folder / "report.html", page(found, known))
    write_atomically(folder / "methods.md", methods_page(found, known))
    write_atomically(folder / "README.md", readme(known))
    write_atomically(folder / "CITATION.cff", citation_cff())
    write_atomically(folder / "odd.md", odd.page())
    write_figures(found, folder / "figures")
    record(folder)


def write_figures(found: Results, folder: Path) -> None:
    """Write each figure as PDF for papers and PNG for slides.

    Texts in PDF are embedded as TrueType fonts; the background of PNG is white, at 200 dots per inch.

    folder  for the files NAME.pdf and NAME.png; it is created if it is missing
    """
    import matplotlib as mpl

    from .matplotlib_figure import STYLE, converted

    folder.mkdir(parents=True, exist_ok=True)
    settings: Any = {**STYLE, "svg.fonttype": "path", "pdf.fonttype": 42}
    for name, draw in drawings(found).items():
        with mpl.rc_context(settings):
            figure = converted(draw(found))
            figure.savefig(folder / f"{name}.pdf", metadata={"CreationDate": None})
            figure.savefig(folder / f"{name}.png", dpi=200, facecolor="white")


def page(found: Results, known: Mapping[str, Any] | None = None) -> str:
    """Return the report as one HTML document that needs no network.

    Tables of design points and of failed runs are cut at MOST_ROWS rows; the page states how many points are left out.

    known  the manifest of the study; by default that of complete results
    """
    study, known = found.study, manifest(found) if known is None else known
    shown = {name: FIGURES[name] for name in fitting(found)}
    several = len(study.measures) > 1
    sections = {"result": "Result", **({"measures": "All measures"} if several else {})}
    sections |= {**{name: one.heading for name, one in shown.items()}, "points": "Design points"}
    sections |= {"failures": "Failed runs"} if len(found.failures) else {}
    return render(
        "study.html",
        title=words(study.name).capitalize(),
        question=study.question,
        answer=text.answer(found),
        complete=known["complete"],
        sections={**sections, "repeat": "Reproduce and cite"},
        strategies=strategies_table(found),
        measures=measures_table(found),
        notes=[
            *(text.moved(found, figures.MOST_FACTORS) if _has_effects(found) else []),
            *(line for one in study.measures for line in interacting(found, figures.MOST_FACTORS, one)),
            *text.how_to_read(found),
        ],
        figures={name: FigureBlock(_drawn(one, found, name), one.caption) for name, one in shown.items()},
        points=points_table(found),
        points_left_out=max(0, len(study.design_points) - MOST_ROWS),
        failures=failures_table(found),
        command=known["command"],
        methods=text.methods(found, known),
        citation=text.citation(known),
    )


def _drawn(one: StudyFigure, found: Results, name: str) -> Any:
    """Return a figure as SVG of the page.

    name  prefix of its ids
    """

    def with_colours(palette: Palette) -> Figure:
        return one.draw(found, palette=palette)

    return picture(with_colours, name, one.heading)


def methods_page(found: Results, known: Mapping[str, Any]) -> str:
    """Return the methods paragraph, the result, and how to cite, as Markdown.

    known  the manifest of the study
    """
    return (
        f"# {found.study.question or found.study.name}\n\n{text.answer(found)}\n\n"
        f"## Methods\n\n{text.methods(found, known)}\n\n"
        f"## Cite as\n\n{text.citation(known)}\n\n```bibtex\n{bibtex(known)}```\n\n"
        f"## Reproduce\n\n    {known['command']}\n"
    )
