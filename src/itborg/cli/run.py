"""itborg run: the story of one organisation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.comparison.plan import Plan
    from ..analysis.comparison.provenance import Provenance
    from ..analysis.comparison.result import Comparison
    from ..engine.simulation import Run
    from ..report.story.events import Told
    from .practices import Accounts, Shares


@click.command(
    epilog=options.examples(
        "itborg run brm_style",
        "itborg run brm_style --details          everything that is known of it",
        "itborg run vocr_board --replay       and a page that plays it",
        "itborg run itil+brm_style --org ./my-company --days 120 --seed 7",
    )
)
@click.argument("strategy", metavar="STRATEGY")
@options.organisation()
@click.option(
    "--replications",
    type=options.Whole(2, 100_000),
    default=40,
    show_default=True,
    metavar="N",
    help="Runs behind the intervals; the story is that of the first.",
)
@options.days()
@options.seed()
@options.threads()
@options.changes()
@options.without()
@options.load()
@options.shape()
@options.out("Folder for story, history and incidents")
@click.option("--details", is_flag=True, help="Also print worst practices, the account of changes and all measures.")
@click.option("--replay", is_flag=True, help="Also write replay.html, which plays in a browser (extra viz).")
@options.quiet()
def run(
    strategy: str,
    replications: int,
    shape: str,
    out: str | None,
    details: bool,
    replay: bool,
    quiet: bool,
    **asked: Any,
) -> None:
    """Tell the story of one organisation: what happened, when, why.

    One run is one throw of the dice; beside its figures stand the means of many runs.
    """
    from ..analysis.comparison.plan import plan
    from ..report.story.events import Told
    from .output import note, warn_unusual
    from .progress import announce_compiling
    from .replay import player, write_replay

    asked["parameters"] = options.settings(asked.pop("changes"))
    options.check_place(out)
    if replay:
        player()
    what = plan([strategy], replications=replications, **asked)
    warn_unusual(what.parameters, quiet)
    announce_compiling(quiet)
    found, first, practices, accounts = _lived(what, quiet)
    told = Told(what.names[-1], *(one.history[one.burn_in :] for one in (first[-1], first[0])))
    data = _data(found, told.name, _story(told, what, first[-1]))
    data["practices"] = practices.rows(what, first[-1])
    data["vocr"] = accounts.rows()
    folder = _save(data, found.provenance, what, first, out)
    _show(data, shape, details)
    if replay:
        write_replay(folder, None, None, None, asked["threads"], quiet)
        note(f"written to {folder}, with a replay.html that plays", quiet)
    else:
        note(f"written to {folder}; `itborg replay {folder}` makes a page of it that plays", quiet)


def _story(told: Told, what: Plan, run: Run) -> list[dict[str, Any]]:
    """Return what happened in the first run, and what a strategy that reacts decided."""
    from ..engine.reactive_run import decided
    from ..report.story.narrative import dated, tell

    start = what.organisation.calendar.start
    story = tell(told, start)
    if getattr(what.strategies[-1], "reacts", False):
        story += [dated(day, text, start) for day, text in decided(what.strategies[-1], run)]
    return sorted(story, key=lambda event: int(event["day"]))


def _lived(what: Plan, quiet: bool) -> tuple[Comparison, list[Run], Shares, Accounts]:
    """Return the comparison of all pairs, the runs of the first, how often worst practices showed, and accounts."""
    from ..analysis.comparison.paired_runs import blank_accumulator, paired_replications
    from ..analysis.comparison.result import Comparison
    from .practices import Accounts, Shares
    from .progress import progress

    tally, practices, accounts = blank_accumulator(what), Shares(), Accounts()
    first: list[Run] = []
    with progress(f"running {what.names[-1]}", quiet) as advance:
        for replication, runs in paired_replications(what, range(int(what.replications))):
            first = first or runs
            tally.add(replication, runs)
            practices.add(runs)
            accounts.add(runs)
            advance(len(tally), int(what.replications))
    return Comparison.of(what, tally), first, practices, accounts


def _data(found: Comparison, name: str, story: list[dict[str, Any]]) -> dict[str, Any]:
    from ..analysis.comparison.result import document, plain_number

    whole = document(found)
    levels = whole["strategies"][name]["measures"]
    steps = whole["strategies"][name]["difference"]
    values = {measure: plain_number(found.column(name, measure)[0]) for measure in found.measures}
    return {
        **{key: whole[key] for key in ("organisation", "days", "replications", "seed", "baseline", "version")},
        "strategy": name,
        "story": story,
        "measures": {m: {"value": values[m], **levels[m], "difference": steps[m]} for m in found.measures},
    }


def _save(data: dict[str, Any], study: Provenance, what: Plan, runs: list[Run], out: str | None) -> Path:
    from ..report.results_folder import default_folder, save_run
    from .repeat_command import run_line

    place = out or default_folder(f"{data['organisation']}_{data['strategy']}", "run")
    command = run_line(what.names[-1], study, int(what.replications), what.organisation.source)
    return save_run(data, study, what.names, runs, place, command)


def _show(data: dict[str, Any], shape: str, full: bool) -> None:
    from .output import print_csv, print_json
    from .run_story import show_story

    if shape == "json":
        print_json(data)
    elif shape == "csv":
        print_csv(
            [
                {"measure": name, **{k: v for k, v in row.items() if k != "difference"}}
                for name, row in data["measures"].items()
            ]
        )
    else:
        show_story(data, full)
