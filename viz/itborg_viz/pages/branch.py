"""Branch page: after a chosen day, another strategy or lever with the same random numbers as the original run.

Both runs are identical up to that day, so every later difference is an effect of the change. The player
shows the branch over the original run; the story gets two entries, for the start of the branch and for
the first recorded difference. 40 paired replications give the mean effect on three measures, with 95 %
confidence intervals, and the band of the branch.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import solara

from itborg.report.formatting import words
from itborg.report.playback.divergence import Divergence, divergence
from itborg.report.playback.pack import Packed
from itborg.strategies.levers import LEVER, LEVERS

from ..components import Block, Box, ErrorNote, Waiting
from ..controls import Group, button, choice, number, run_controls, run_panel, slider, strategy_choice
from ..difference_table import differences
from ..jobs import together, use_job
from ..player_view import PlayerView, use_last
from ..recorded_runs import RecordedRun, RunRequest, record_run, run_paired, strategy_bands
from ..text import lower_first, measure_title, strategy_title
from ..visitor import Visitor
from .live import request_of

CHARTS = ("trust_business_to_it", "net_value", "open_incidents", "business_rating")
MEASURES = ("net_value", "business_rating", "trust_business_to_it")
REPLICATIONS = 40
LARGEST_LEVER = 60  # levers with a larger range are durations, which a slider does not suit
DAY_HELP = "Both runs are identical to the end of this day; from the next one on they differ in strategy or lever."
LEVER_HELP = "Strategies set levers; fix one of them by hand from that day on."


@solara.component
def BranchPage(visitor: Visitor) -> None:
    """Show the controls and both runs; the effect follows when its replications have been run.

    Reads organisation, strategy, seed and length, which the Live page shares, and `then`, `change_day`, `lever` and
    `lever_value`. A change of any of them starts both runs where they are not known yet, then the paired replications,
    in a separate process. The last results stay on the screen until the new ones are ready.

    Without a lever, the branch differs in the strategy only; a second strategy equal to the first and no lever gives
    two identical runs, which the page states.
    """
    original = request_of(visitor)
    day = min(visitor.change_day.value, original.days - 1)
    lever = visitor.lever.value
    levers = ((lever, visitor.lever_value.value),) if lever else ()
    branch = original._replace(change=(day, visitor.then.value), levers=levers)
    before = use_job(("run", original), partial(record_run, original), duration=original.duration)
    after = use_job(("branch", branch), partial(record_run, branch), duration=branch.duration)
    many = branch.for_all_seeds()
    effect = use_job(("branch effect", many), partial(effect_of, many), after=after, duration=many.duration.of_many())
    runs = together(after, before)
    apart = use_job(("divergence", branch, original), partial(divergence_of, runs.value), after=runs, here=True)
    found = use_last((after, before, apart))
    failed = next((job for job in (before, after, apart) if job.error), None)
    with Box("itb-page"):
        BranchPanel(visitor, original.days)
        if failed:
            ErrorNote(failed.exception)
        elif found is None:
            Waiting("Running both simulations…")
        else:
            BothRuns(visitor, *found, day, effect.value)


@solara.component
def BothRuns(
    visitor: Visitor,
    branch: RecordedRun,
    original: RecordedRun,
    apart: Divergence,
    day: int,
    effect: tuple[str, Packed] | None,
) -> None:
    """Show the branch over the original run.

    apart   first recorded difference
    effect  result of effect_of(), None while it is computed

    day  number of days before the branch starts

    visitor           read for the titles; the player writes day and person
    branch, original  recordings of equal length and organisation
    """
    then = strategy_title(visitor.then.value)
    news = [[day, "turn", f"The branch starts here.{_fixed(visitor)}", []]]
    if apart.day is not None:
        news.append([apart.day + 0.5, "turn", f"The runs diverge. {apart.what}. {apart.text}", []])
    sentence, band = effect or (None, None)
    Block(divergence_html(apart, sentence), "itb-divergence")
    titles = [f"{then} after day {day}", f"{strategy_title(visitor.strategy.value)} (original run)"]
    PlayerView(visitor, [branch, original], [band, None], titles, "branch", CHARTS, news)


def _fixed(visitor: Visitor) -> str:
    """Return a sentence about the lever that is fixed, "" if none is."""
    lever = LEVER.get(visitor.lever.value)
    value = f"{visitor.lever_value.value:g} {lever.unit}".rstrip() if lever else ""
    return f" Fixed from now on: {words(lever.name)} = {value}." if lever else ""


def effect_of(branch: RunRequest) -> tuple[str, Packed]:
    """Run paired replications of the original and the branch.

    Returns the effect as a sentence (mean ± half of the 95 % interval; levels over the last part of the run, as
    defined by each measure), and the band of the branch for the player.

    branch  request of the branch; its seed is not used

    Takes some seconds; it is called in a separate process.

    Raises InputError if a strategy is unknown. Measures are those of MEASURES: net value, business rating and trust of
    the business in IT.
    """
    plans = [branch._replace(change=None).plan(), branch.plan()]
    result = run_paired(
        branch.organisation, plans, MEASURES, days=branch.days, replications=range(REPLICATIONS), threads=1
    )
    parts = [
        f"{lower_first(measure_title(one.measure))} {one.text}{'' if one.significant else ' (not significant)'}"
        for one in differences(result.values, MEASURES, 1, 0)
    ]
    sentence = f"Difference from the original run over {REPLICATIONS} paired replications: {'; '.join(parts)}."
    return sentence, strategy_bands(result.series)[1]


def divergence_of(runs: Any) -> Divergence:
    """Return the first recorded difference between two runs: the branch, and the original."""
    branch, original = runs
    return divergence(branch.recording, original.recording)


@solara.component
def BranchPanel(visitor: Visitor, days: int) -> None:
    """Show the controls of the run and of its branch; drawn again when the player reports another day."""
    run_panel(*run_controls(visitor), branch_controls(visitor, days))


def branch_controls(visitor: Visitor, days: int) -> Group:
    """Return the controls for the branch: last day before it, strategy, lever.

    days  length of the run

    They write `change_day`, `then`, `lever` and `lever_value`. "Use day" takes the day that the player shows. A slider
    appears when a lever is chosen.

    At least one day of the run is left to the branch. Levers with a range above LARGEST_LEVER are not offered.
    """
    day = visitor.day.value
    levers = [{"text": "no lever", "value": ""}]
    levers += [{"text": words(one.name), "value": one.name} for one in LEVERS if one.high <= LARGEST_LEVER]
    controls = [
        number(
            "after day", visitor.change_day.value, lambda typed: _set_day(visitor, typed, days), DAY_HELP,
            "Last day before the branch", "7em", min=0, max=days - 1, data_testid="branch-day",
        ),
        button(
            f"Use day {day}", lambda: visitor.change_day.set(min(visitor.day.peek(), days - 1)), key="use day",
            attributes={"data-testid": "branch-now", "aria-label": f"Start the branch after day {day}"},
        ),
        strategy_choice("switch to", visitor.then.value, visitor.then.set),
        choice("fix a lever", visitor.lever.value, levers, partial(_set_lever, visitor), "11.5em", LEVER_HELP),
    ]  # fmt: skip
    lever = LEVER.get(visitor.lever.value)
    if lever is not None:
        controls.append(
            slider(
                f"lever {lever.name}", words(lever.name), visitor.lever_value.value, (lever.low, lever.high),
                (lever.high - lever.low) / 50, visitor.lever_value.set, lever.meaning, lever.unit, name=lever.meaning,
            )
        )  # fmt: skip
    return Group(controls, "itb-branching")


def _set_day(visitor: Visitor, text: object, days: int) -> None:
    """Set the last day before the branch from a text field; texts that are not a number are ignored."""
    if str(text).isdecimal():
        visitor.change_day.value = min(int(str(text)[:6]), days - 1)


def _set_lever(visitor: Visitor, name: str) -> None:
    """Choose the lever that is fixed, and start at a value that differs from that without a strategy."""
    visitor.lever.value = name
    if name:  # begin at the end of the range that differs from the value without a strategy
        visitor.lever_value.value = LEVER[name].high if LEVER[name].rest != LEVER[name].high else LEVER[name].low


def divergence_html(apart: Divergence, effect: str | None) -> str:
    """Return the day on which the runs diverge, and the effect over paired replications (None while it is computed).

    apart   first recorded difference, with its person and reason
    effect  sentence of effect_of()
    """
    if apart.day is None:
        text = "The two runs are identical to the last day."
    else:
        text = f"<b>The runs diverge on day {apart.day + 1}.</b> {escape(apart.what)}. {escape(apart.text)}"
    more = escape(effect or f"Running {REPLICATIONS} paired replications…")
    return f"<p data-testid='divergence'>{text}</p><p class='itb-soft'>{more}</p>"
