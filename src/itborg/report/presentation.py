"""How the result of any analysis is shown: its sentences, figures, HTML page and files, found by its type.

`_PRESENTATIONS` maps each type of result to the modules that write about it; a new type needs one entry there. The
public functions `itborg.plot` and `itborg.write_report` are from here, and the commands that run an analysis use
`save` and `document`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..analysis.analysis_result import AnalysisResult, plain
from ..analysis.comparison.document import SCHEMA_VERSION
from ..analysis.comparison.result import Comparison
from ..analysis.discovery.discover import Discovery
from ..analysis.optimisation.optimise import Programme
from ..analysis.sensitivity.sensitivity import Sensitivity
from ..analysis.study.results import Results
from ..common.checksums import record
from ..common.errors import InputError, unknown
from ..common.files import write_atomically
from ..common.version import itborg_version, versions
from ..evidence.calibration.calibrate import Calibration
from . import (
    analysis_page,
    calibration_report,
    comparison_figures,
    comparison_page,
    comparison_text,
    discovery_report,
    optimisation_report,
    sensitivity_report,
    study_page,
    study_text,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .drawing import Draw

#: What `plot` and `write_report` take.
AnyResult = Comparison | Results | AnalysisResult


class Presentation(NamedTuple):
    """The functions that show one type of result.

    sentences  the result -> its findings, a sentence or two an item
    drawings   the result -> what draws each figure that fits it, by name; the first is the main figure
    page       the result -> an HTML document
    """

    sentences: Callable[[Any], list[str]]
    drawings: Callable[[Any], Mapping[str, Draw]]
    page: Callable[[Any], str]


def _of_analysis(module: Any) -> Presentation:
    """Return the presentation of an analysis whose module has `sentences` and `drawings`."""
    return Presentation(module.sentences, module.drawings, lambda result: analysis_page.page(result, module))


_PRESENTATIONS: Mapping[type, Presentation] = {
    Comparison: Presentation(comparison_text.sentences, comparison_figures.drawings, comparison_page.page),
    Results: Presentation(study_text.sentences, study_page.drawings, study_page.page),
    Sensitivity: _of_analysis(sensitivity_report),
    Discovery: _of_analysis(discovery_report),
    Programme: _of_analysis(optimisation_report),
    Calibration: _of_analysis(calibration_report),
}


def _presentation(result: AnyResult) -> Presentation:
    """Return the presentation of a result by its type; raise InputError for anything else."""
    for kind, presentation in _PRESENTATIONS.items():
        if isinstance(result, kind):
            return presentation
    known = ", ".join(kind.__name__ for kind in _PRESENTATIONS)
    raise InputError(f"{type(result).__name__} is not a result that can be shown; expected one of {known}")


def sentences(result: AnyResult) -> list[str]:
    """Return the findings of a result, a sentence or two an item.

    Raises InputError if this is not a result of `compare`, a study, `sensitivity`, `discover`, `optimise` or
    `calibrate`.
    """
    return _presentation(result).sentences(result)


def figures(result: AnyResult) -> dict[str, Figure]:
    """Return all figures of a result by name, for light backgrounds; figures that do not fit the result are left out.

    Raises InputError if this is not a result that can be shown.
    """
    from .matplotlib_figure import converted

    return {name: converted(draw(result)) for name, draw in _presentation(result).drawings(result).items()}


def plot(result: AnyResult, figure: str | None = None, **options: Any) -> Figure:
    """Return one figure of a result as a Matplotlib figure.

    It is not known to pyplot, so nothing needs to be closed; a notebook shows it as the value of a cell.

    result   what `compare`, a study, `sensitivity`, `discover`, `optimise` or `calibrate` returned
    figure   its name, such as "forest" of a comparison, or a measure, shown by the main figure; None: the main figure
    options  of the function that draws it, such as `measure="loss"` for the forest plot of a comparison

    Raises InputError if the result has no such figure, or is of another type, and TypeError for an unknown option.
    """
    from .matplotlib_figure import converted

    if figure is not None and figure in _measures(result):
        figure, options = None, {"measure": figure, **options}
    if isinstance(result, Results) and "measure" in options:
        result = result.led_by(options.pop("measure"))
    drawings = _presentation(result).drawings(result)
    name = next(iter(drawings), "") if figure is None else figure
    if name not in drawings:
        raise unknown("figure of this result", name, drawings)
    return converted(drawings[name](result, **options))


def _measures(result: AnyResult) -> tuple[str, ...]:
    """Return the measures that figures of a result can show; () for an analysis, which has one."""
    if isinstance(result, Results):
        return result.study.measures
    return result.measures if isinstance(result, Comparison) else ()


def write_report(result: AnyResult, path: str | Path) -> Path:
    """Write a result as one HTML file that needs no network, completely or not at all, and return its path.

    An existing file is replaced; missing folders are created.

    Raises InputError if the file cannot be written, or if this is not a result that can be shown.
    """
    target = Path(path)
    write_atomically(target, _presentation(result).page(result))
    return target


def document(result: AnalysisResult) -> dict[str, Any]:
    """Return the JSON document of a result: its data, and its sentences.

    Keys are `schema_version`, those of `result.to_dict()`, and `sentences`; NaN and infinity are None.
    """
    return {"schema_version": SCHEMA_VERSION, **result.to_dict(), "sentences": sentences(result)}


def save(result: AnalysisResult, folder: Path, command: str, inputs: Mapping[str, Any]) -> Path:
    """Write a result into a folder, each file completely or not at all, and return the folder.

    Files: manifest.json (kind, command, versions, inputs), result.json (`document`), result.md (the sentences), one CSV
    file for each table, and each figure as figures/NAME.svg and NAME.png (150 dots per inch). Files of an earlier
    result are replaced; others in the folder stay.

    command  the command line that computes it again
    inputs   everything else that determines it

    Raises InputError if a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "kind": result.command,
        "command": command,
        "version": itborg_version(),
        "versions": versions(),
        "inputs": plain(dict(inputs)),
    }
    write_atomically(folder / "manifest.json", _json(manifest))
    write_atomically(folder / "result.json", _json(document(result)))
    write_atomically(folder / "result.md", "\n\n".join(sentences(result)) + "\n")
    for name, frame in result.tables().items():
        write_atomically(folder / f"{name}.csv", frame.to_csv(index=False))
    _save_figures(result, folder / "figures")
    record(folder)
    return folder


def _json(data: Any) -> str:
    """Return data as indented JSON; raise ValueError for NaN, which JSON cannot hold."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _save_figures(result: AnalysisResult, folder: Path) -> None:
    """Write all figures of a result as SVG and PNG; the same result gives the same SVG."""
    import matplotlib as mpl

    from .matplotlib_figure import STYLE

    folder.mkdir(exist_ok=True)
    settings: Any = {**STYLE, "svg.hashsalt": result.command}
    with mpl.rc_context(settings):
        for name, figure in figures(result).items():
            figure.patch.set_alpha(1.0)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            figure.savefig(folder / f"{name}.png", dpi=150)
