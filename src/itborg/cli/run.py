"""itborg run: events and measures of one organisation under one strategy.

The events are those of the first replication; means and differences are over all of them. `results_folder.save_run`
writes the folder, `run_story` prints, and `run_details` computes worst practices and indicators of delivered changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.comparison.plan import Plan
    from ..analysis.comparison.provenance import Provenance
    from ..analysis.comparison.result import Comparison
    from ..engine.simulation import Run
    from .run_details import ChangeIndicators, PracticeShares

COPIED = ("schema_version", "organisation", "days", "replications", "seed", "baseline", "version")


@click.command(
    epilog=options.examples(
        "itborg run brm_style",
        "itborg run brm_style --details       with all measures",
        "itborg run vocr_board --replay       and a page that plays the run",
        "itborg run itil+brm_style --org ./my-company --days 120 --seed 7",
    )
)
@click.argument("strategy", metavar="STRATEGY")
@options.organisation()
@options.replications(2, 40, "Number of paired replications for the means; the events are those of the first.")
@options.run_inputs
@options.output_format()
@options.out("Folder for events, history and incidents")
@click.option("--details", is_flag=True, help="Also print worst practices, delivered changes (VOCR) and all measures.")
@click.option("--replay", is_flag=True, help="Also write replay.html, which plays in a browser (extra viz).")
@options.quiet()
def run(
    strategy: str, replications: int, changes: tuple[str, ...], output_format: str, out: str | None, details: bool,
    replay: bool, quiet: bool, **arguments: Any,
) -> None:  # fmt: skip
    """Simulate one organisation: what happens, when and why.

    One run is one random sample; its values are printed beside the means of all replications.
    """
    from ..analysis.comparison.plan import plan
    from .output import note, warn_implausible
    from .progress import announce_compiling
    from .replay import player, write_replay

    options.check_writable(out)
    if replay:
        player()
    what = plan([strategy], replications=replications, parameters=options.settings(changes), **arguments)
    warn_implausible(what.parameters, quiet)
    announce_compiling(quiet)
    sample = _run(what, quiet)
    data = _document(what, sample)
    folder = _save(data, sample.comparison.provenance, what, sample.first, out)
    _print(data, output_format, details)
    if replay:
        write_replay(folder, None, None, None, what.threads, quiet)
        note(f"written to {folder}, with replay.html to play the run", quiet)
    else:
        note(f"written to {folder}; `itborg replay {folder}` writes a page that plays the run", quiet)


@dataclass(frozen=True)
class _Sample:
    """The replications of a run.

    comparison  all replications of the baseline and the strategy
    first       the runs of the first replication, the baseline first
    practices   worst practices in all replications
    changes     indicators of delivered changes in all replications
    """

    comparison: Comparison
    first: list[Run]
    practices: PracticeShares
    changes: ChangeIndicators


def _run(what: Plan, quiet: bool) -> _Sample:
    """Simulate all replications of the baseline and the strategy.

    The runs of the first replication are kept; of the others only the measures and indicators. Ctrl-C loses all of
    them.
    """
    from ..analysis.comparison.paired_runs import blank_accumulator, paired_replications
    from ..analysis.comparison.result import Comparison
    from .progress import progress
    from .run_details import ChangeIndicators, PracticeShares

    accumulator, practices, changes = blank_accumulator(what), PracticeShares(), ChangeIndicators()
    first: list[Run] = []
    count = int(what.replications)
    with progress(f"running {what.names[-1]}", quiet) as advance:
        for replication, runs in paired_replications(what, range(count)):
            first = first or runs
            accumulator.add(replication, runs)
            practices.add(runs)
            changes.add(runs)
            advance(len(accumulator), count)
    return _Sample(Comparison.of(what, accumulator), first, practices, changes)


def _document(what: Plan, sample: _Sample) -> dict[str, Any]:
    """Return what run.json holds (docs/json.md).

    Values of the first replication are beside means over all of them with 95 % intervals, and paired differences from
    the baseline; None stands for what is not a number.
    """
    from ..analysis.comparison.document import document, plain_number

    comparison, name = sample.comparison, what.names[-1]
    known = document(comparison)
    means = known["strategies"][name]["measures"]
    differences = known["strategies"][name]["difference"]
    values = {measure: plain_number(comparison.column(name, measure)[0]) for measure in comparison.measures}
    return {
        **{key: known[key] for key in COPIED},
        "strategy": name,
        "story": _story(what, sample.first),
        "measures": {m: {"value": values[m], **means[m], "difference": differences[m]} for m in comparison.measures},
        "practices": sample.practices.rows(what, sample.first[-1]),
        "vocr": sample.changes.rows(),
    }


def _story(what: Plan, runs: list[Run]) -> list[dict[str, Any]]:
    """Return the events of the first run, and the decisions of a reactive strategy, by day.

    runs  of the first replication, the baseline first
    """
    from ..engine.reactive_run import decided
    from ..report.story.events import StoryRuns
    from ..report.story.narrative import dated, narrate

    start = what.organisation.calendar.start
    both = StoryRuns(what.names[-1], *(one.history[one.burn_in :] for one in (runs[-1], runs[0])))
    events = narrate(both, start)
    if getattr(what.strategies[-1], "reacts", False):
        events += [dated(day, text, start) for day, text in decided(what.strategies[-1], runs[-1])]
    return sorted(events, key=lambda event: int(event["day"]))


def _save(data: dict[str, Any], known: Provenance, what: Plan, runs: list[Run], out: str | None) -> Path:
    """Write the folder of a run and return its path.

    data   the content of run.json
    known  the inputs of the run
    runs   of the first replication, the baseline first
    out    value of --out; None: a new folder in results/
    """
    from ..report.results_folder import default_folder, save_run
    from . import request
    from .repeat_command import run_command

    folder = out or default_folder(f"{data['organisation']}_{data['strategy']}", "run")
    command = run_command(what.names[-1], known, int(what.replications), what.organisation.source)
    target = save_run(data, known, what.names, runs, folder, command)
    request.write(target, request.current())
    return target


def _print(data: dict[str, Any], output_format: str, details: bool) -> None:
    """Print a run to stdout: JSON document, CSV with one row for each measure, or events and tables."""
    from .output import print_csv, print_json
    from .run_story import show_run

    if output_format == "json":
        print_json(data)
    elif output_format == "csv":
        rows = data["measures"].items()
        print_csv({"measure": name, **{k: v for k, v in row.items() if k != "difference"}} for name, row in rows)
    else:
        show_run(data, details)
