"""Parameters page: sliders for parameters, the effect of a strategy under them, and a map of two parameters.

The effect is the paired difference between the strategy and the baseline over runs of 120 days: first 24
replications, then 100. Sliders have the plausible range of their parameter; a link can set values outside
of it, and the slider then extends to that value.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import solara

from itborg.analysis.comparison.provenance import warnings
from itborg.analysis.statistics import band
from itborg.mechanisms.mechanism import Parameter
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation.types import Organisation
from itborg.report.formatting import words
from itborg.report.playback.indicators import INDICATORS
from itborg.strategies.specification import strategy as strategy_of

from ..charts import Line, lines, nice_step
from ..components import Block, Box, ErrorNote, Grid, Note, Waiting, card_html, grid_html, note_html, picture_html
from ..controls import (
    Control,
    Group,
    button,
    choice,
    meaning_text,
    organisation_choice,
    panel,
    run_panel,
    slider,
    strategy_choice,
)
from ..difference_table import MAIN_MEASURES, TABLE_HELP, differences, table
from ..jobs import use_job
from ..player_view import use_last
from ..recorded_runs import PairedReplications, RunRequest, run_paired
from ..text import scale, strategy_title
from ..visitor import Visitor
from .parameter_map import ParameterMap

#: Parameters with a slider from the start; any other one can be added.
SHOWN = (
    "contact_rate", "homophily", "manager_time", "honesty", "label_weight", "trust_asymmetry", "tacit_ceiling",
)  # fmt: skip
SLIDERS_HELP = "Runs start when you release the slider."
ADD_HELP = "Adds a slider for another parameter; itborg list parameters explains each one."
DAYS, FIRST_REPLICATIONS, REPLICATIONS = 120, 24, 100
SERIES = ("net_value", "trust_business_to_it", "business_rating")
WITHOUT_UNIT = ("ratio", "share", "probability")


class Specification(NamedTuple):
    """Everything that the result of the page depends on.

    changes  (name, value) of parameters that differ from their defaults

    organisation  the organisation of the visitor
    strategy      specification of the strategy that is compared with the baseline

    Two equal specifications share their jobs, also between visitors.
    """

    organisation: Organisation
    strategy: str
    changes: tuple[tuple[str, float], ...]


@solara.component
def ParametersPage(visitor: Visitor) -> None:
    """Show sliders on the left, the effect and the map on the right; the old effect stays while the new one runs.

    Reads organisation, strategy and `changes`. Moving a slider, a choice of strategy or "Restore defaults" starts 24
    replications, and then 76 more, which continue the first. Seed and length of the visitor play no part. Values
    outside their plausible range are named above the result.
    """
    organisation, name, changes = visitor.organisation.value, visitor.strategy.value, visitor.changes.value
    specification = Specification(organisation, name, tuple(sorted(changes.items())))
    key = ("parameters", specification, FIRST_REPLICATIONS)
    duration = RunRequest(organisation, name, days=DAYS).duration.of_few()
    first = use_job(
        key, partial(run_baseline_and_strategy, specification, range(FIRST_REPLICATIONS)), duration=duration
    )
    final = use_job(
        ("parameters", specification, REPLICATIONS),
        partial(all_replications, specification),
        continues=key,
        duration=duration,
    )
    latest = final if final.value is not None and not final.pending else first
    shown = use_last(latest)
    with Box("itb-page"):
        run_panel(
            organisation_choice(visitor),
            strategy_choice("Strategy", name, visitor.strategy.set),
            meaning_text(visitor),
        )
        Note(" ".join(f"{sentence}." for sentence in warnings(changes)), kind="bad")
        with Grid("minmax(260px, 24em) minmax(0, 1fr)"):
            sliders(visitor)
            with Box():
                if first.error:
                    ErrorNote(first.exception)
                elif shown is None:
                    Waiting("Running paired replications…")
                else:
                    Effect(name, shown, complete=latest is final and not first.pending)
                ParameterMap(visitor, [*dict.fromkeys([*SHOWN, *changes])])


def run_baseline_and_strategy(specification: Specification, replications: range) -> PairedReplications:
    """Run the baseline and the strategy with common random numbers.

    replications  numbers of the replications

    The result has the measures of the difference table and the daily series SERIES for both.

    specification  organisation, strategy and changed parameters; both plans use them

    Array shapes are those of PairedReplications, with the baseline at position 0 and the strategy at position 1.
    """
    plans = [strategy_of("none"), strategy_of(specification.strategy)]
    return run_paired(
        specification.organisation, plans, MAIN_MEASURES, days=DAYS, replications=replications,
        parameters=specification.changes, series=SERIES,
    )  # fmt: skip


def all_replications(specification: Specification, begun: PairedReplications | None) -> PairedReplications:
    """Return all replications.

    begun  the first replications, if they have been run; the result is the same without them

    A continuation computes 76 further replications and has the same values as one run of all 100.
    """
    if begun is None:
        return run_baseline_and_strategy(specification, range(REPLICATIONS))
    return begun.followed_by(run_baseline_and_strategy(specification, range(FIRST_REPLICATIONS, REPLICATIONS)))


def sliders(visitor: Visitor) -> None:
    """Show a slider for each parameter, and a list to add one.

    Writes `visitor.changes` when a slider is released; "Restore defaults" empties it. An added parameter starts at its
    default.

    The sliders of SHOWN are always there, and one for each parameter that is changed or added.
    """
    changes = visitor.changes.value
    names = [*dict.fromkeys([*SHOWN, *changes])]

    def change(name: str, value: float) -> None:
        visitor.changes.value = {**visitor.changes.peek(), name: value}

    others = [{"text": words(name), "value": name} for name in sorted(PARAMETERS) if name not in names]
    rows = [parameter_slider(PARAMETERS[name], changes.get(name, PARAMETERS[name].default), change) for name in names]
    add = choice(
        "Add a parameter", None, others, lambda name: change(name, PARAMETERS[name].default), "100%", help=ADD_HELP
    )
    restore = [button("Restore defaults", lambda: visitor.changes.set({}))] if changes else []
    panel(Group([*rows, add, *restore]), classes="itb-card", title="Parameter explorer", help=SLIDERS_HELP)


def parameter_slider(parameter: Parameter, value: float, on_value: Callable[[str, float], None]) -> Control:
    """Return one parameter as a slider.

    parameter  gives name, unit, plausible range, default and source
    value      current value of the visitor, in the unit of the parameter
    on_value   called with the name and the new value, rounded to six decimals, when the visitor releases the slider
    """
    low, high = min(parameter.low, value), max(parameter.high, value)
    unit = "" if parameter.unit in WITHOUT_UNIT else parameter.unit
    return slider(
        parameter.name, words(parameter.name), value, (low, high), nice_step((high - low) / 200),
        partial(on_value, parameter.name), _parameter_help(parameter), unit, parameter.default,
    )  # fmt: skip


def _parameter_help(parameter: Parameter) -> str:
    """Return meaning, range, unit, default and source of a parameter in sentences."""
    source = f" Source: {parameter.source}." if parameter.source else ""
    bounds = f"{parameter.low:g} to {parameter.high:g} {parameter.unit}, default {parameter.default:g}"
    return f"{parameter.meaning}. {bounds}.{source}"


@solara.component
def Effect(name: str, result: PairedReplications, complete: bool) -> None:
    """Show the effect of the strategy under these parameters.

    complete  False while more replications are running

    name    specification of the strategy
    result  replications with two strategies: baseline, then this one

    Three cards below the table show daily series of both, mean and 95 % confidence interval of the mean.
    """
    drawn = solara.use_memo(lambda: (result, effect_html(name, result, complete)), [id(result), name, complete])
    Block(drawn[1])


def effect_html(name: str, result: PairedReplications, complete: bool) -> str:
    """Return the effect as HTML: the table, and the daily series."""
    title, count = strategy_title(name), len(result.values)
    more = "" if complete else " More replications are running."
    note = note_html(f"{title} against the baseline, {count} paired replications of {DAYS} days.{more}")
    marks = f'data-testid="effect-table" data-replications="{count}"'
    rows = table(differences(result.values, MAIN_MEASURES, 1, 0), "baseline")
    effect = card_html("Effect of the strategy", f"{note}<div {marks}>{rows}</div>", TABLE_HELP)
    pictures = []
    for indicator in SERIES:
        label = INDICATORS[indicator].label
        drawing = lines(_lines(result, indicator, name), _unit(indicator), 300, 150)
        pictures.append(card_html(label, picture_html(drawing, f"{label} by day")))
    legend = note_html(f"Solid line: {title}. Dashed line: baseline. Bands: 95 % confidence interval of the mean.")
    return f"{effect}{grid_html('repeat(auto-fit, minmax(230px, 1fr))', *pictures)}{legend}"


def _unit(indicator: str) -> str:
    """Return the unit of an indicator on the axis; shares are shown in per cent."""
    return "%" if INDICATORS[indicator].unit == "share" else str(INDICATORS[indicator].unit)


def _lines(result: PairedReplications, indicator: str, name: str) -> list[Line]:
    """Return the mean daily series of the baseline and the strategy, with 95 % confidence intervals of the mean.

    Shares are in per cent; the baseline is dashed and grey.

    indicator  one of SERIES
    """
    row, drawn = SERIES.index(indicator), []
    for n, (label, colour) in enumerate((("baseline", "--soft"), (strategy_title(name), "--c1"))):
        one = band(result.series[:, n, row] * scale(INDICATORS[indicator].unit))
        drawn.append(Line(label, one.mean, one.low, one.high, colour, dashed=n == 0))
    return drawn
