"""Compare page: two to four strategies side by side, their ranking, and their differences with confidence intervals.

One run of each strategy, all with the same seed, is recorded for the player. Then 12 paired replications
give a first ranking, and 60 in a separate process the final one and the bands. All statistics are of
paired differences (common random numbers); the first strategy is the reference of the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import pairwise

import solara

from itborg.analysis.comparison.ranking import order_level, rank_strategies
from itborg.analysis.statistics import Floats, Interval, interval
from itborg.report.formatting import plus_minus
from itborg.report.playback.pack import Packed

from ..charts import Point, intervals
from ..components import Block, Box, ErrorNote, Note, Waiting, card_html, grid_html, note_html, picture_html
from ..controls import Control, choice, length_choice, meanings, new_seed, organisation_choice, run_panel
from ..difference_table import MAIN_MEASURES, TABLE_HELP, differences, table
from ..fair_queue import Duration
from ..jobs import submit, use_job
from ..player_view import PlayerView, use_last
from ..recorded_runs import PairedReplications, RunRequest, record_runs, run_paired, strategy_bands
from ..text import difference_unit, measure_title, measure_unit, scale, strategy_title
from ..visitor import MAX_COMPARED, Visitor

CHARTS = ("trust_business_to_it", "net_value", "business_rating", "open_incidents")
COLOURS = ("--c1", "--c2", "--c3", "--c5")
FIRST_REPLICATIONS, REPLICATIONS = 12, 60  # for a first result, and for the final one
NO_BREAK = "\N{NO-BREAK SPACE}"
RANKING_HELP = (
    "Mean net value over paired replications, ± half of its 95 % interval. The order is tested on paired differences: "
    "it can be significant although intervals of means overlap."
)


def requests_of(visitor: Visitor) -> list[RunRequest]:
    """Return the runs that the visitor compares.

    One request for each compared strategy, with the visitor's organisation, seed and length.
    """
    organisation, days, seed = visitor.organisation.value, visitor.days.value, visitor.seed.value
    return [RunRequest(organisation, name, seed, days) for name in visitor.compared.value]


def start_compare(visitor: Visitor) -> None:
    """Start all replications before the page is opened.

    Called once when the app starts, so that the first visitor who opens the page finds the final result.
    """
    many = tuple(request.for_all_seeds() for request in requests_of(visitor))
    submit(("compare", REPLICATIONS, *many), partial(all_replications, many, None), duration=Duration.LONG)


@solara.component
def ComparePage(visitor: Visitor) -> None:
    """Show the controls, the ranking in words, the player, and the tables of differences.

    Reads `compared`, organisation, seed and length. A change starts one run of each strategy; a new seed changes these
    runs only, because the replications have seeds of their own. With fewer than two strategies a sentence requests
    more.
    """
    names = visitor.compared.value
    requests = requests_of(visitor)
    many = tuple(request.for_all_seeds() for request in requests)
    duration = max((request.duration for request in requests), default=Duration.SHORT)
    runs = use_job(("several", *requests), partial(record_runs, requests), duration=duration)
    first = use_job(
        ("compare", FIRST_REPLICATIONS, *many), partial(replications_of, many, range(FIRST_REPLICATIONS)), after=runs,
        duration=duration.of_few(),
    )  # fmt: skip
    final = use_job(
        ("compare", REPLICATIONS, *many),
        partial(all_replications, many, first.value),
        after=first,
        duration=duration.of_many(),
    )
    shown = use_last(runs)
    with Box("itb-page"):
        run_panel(organisation_choice(visitor), strategies_choice(visitor), length_choice(visitor), new_seed(visitor))
        if len(names) < 2:
            Note("Choose two strategies or more.")
        elif runs.error:
            ErrorNote(runs.exception)
        elif shown is None or len(shown) != len(names):
            Waiting("Running each strategy with the same random numbers…")
        else:
            complete = final.value if not final.pending and not first.pending else None
            result = complete[0] if complete else None if first.pending else first.value
            Note(ranking_sentence(names, result) if result else "Running paired replications for the ranking…")
            bands = complete[1] if complete else [None] * len(names)
            PlayerView(visitor, shown, bands, [strategy_title(name) for name in names], "compare", CHARTS)
            if result is None:
                Waiting(f"Running {FIRST_REPLICATIONS}, then {REPLICATIONS} paired replications…")
            else:
                Results(names, result)


def replications_of(requests: Sequence[RunRequest], replications: range) -> PairedReplications:
    """Run all strategies with common random numbers.

    requests      runs of one organisation and one length; their seeds are not used
    replications  numbers of the replications

    The values have shape (replications, strategies, measures), with the measures MAIN_MEASURES in their order.
    """
    plans = [request.plan() for request in requests]
    first = requests[0]
    return run_paired(first.organisation, plans, MAIN_MEASURES, days=first.days, replications=replications, threads=1)


def all_replications(
    requests: Sequence[RunRequest], begun: PairedReplications | None
) -> tuple[PairedReplications, list[Packed]]:
    """Return all replications without their daily series, and the band of each strategy.

    begun  the first replications, if they have been run; the result is the same without them

    requests  as for `replications_of`
    """
    if begun is None:
        result = replications_of(requests, range(REPLICATIONS))
    else:
        result = begun.followed_by(replications_of(requests, range(FIRST_REPLICATIONS, REPLICATIONS)))
    return result._replace(series=result.series[:0]), strategy_bands(result.series)


def strategies_choice(visitor: Visitor) -> Control:
    """Return the strategies to choose from.

    Writes `visitor.compared`, at most MAX_COMPARED, in the order of selection. The first one is the reference.
    """
    names = visitor.compared.value
    every = [*meanings(), *(name for name in names if name not in meanings())]
    options = [{"text": strategy_title(name), "value": name} for name in every]
    return choice(
        f"Strategies (2 to {MAX_COMPARED})", list(names), options,
        lambda chosen: visitor.compared.set(list(chosen)[:MAX_COMPARED]), "34em",
        help=" ".join(f"{strategy_title(name)}: {meanings()[name]}" for name in names if name in meanings()),
        name="Compared strategies", most=MAX_COMPARED,
    )  # fmt: skip


@solara.component
def Results(names: Sequence[str], result: PairedReplications) -> None:
    """Show the ranking, a table of differences for each other strategy, and intervals for three measures.

    names   specifications of the strategies, in the order of `result`

    result  replications so far; all three parts are computed from the same ones
    """
    drawn = solara.use_memo(lambda: (result, results_html(names, result)), [id(result), tuple(names)])
    Block(drawn[1])


def results_html(names: Sequence[str], result: PairedReplications) -> str:
    """Return ranking, tables and intervals as HTML."""
    base, count = strategy_title(names[0]), len(result.values)
    marks = f'data-testid="ranking" data-replications="{count}"'
    note = note_html("" if count == REPLICATIONS else f"After {count} of {REPLICATIONS} replications.")
    order = f"<div {marks}>{ranking(names, net_values(result))}</div>{note}"
    cards = [card_html("Ranking by net value", order, RANKING_HELP)]
    for row, name in enumerate(names[1:], start=1):
        rows = differences(result.values, MAIN_MEASURES, row, 0)
        cards.append(card_html(f"{strategy_title(name)} against {base}", table(rows, base), TABLE_HELP))
    pictures = []
    for measure in MAIN_MEASURES[:3]:
        title = f"{measure_title(measure)}, difference from {base}"
        drawing = intervals(_points(names, result, measure), difference_unit(measure_unit(measure)))
        pictures.append(card_html(title, picture_html(drawing, title)))
    first = grid_html("repeat(auto-fit, minmax(500px, 1fr))", *cards)
    return f'<div class="itb-below">{first}</div>{grid_html("repeat(auto-fit, minmax(300px, 1fr))", *pictures)}'


def _points(names: Sequence[str], result: PairedReplications, measure: str) -> list[Point]:
    """Return the differences of all strategies from the first one in one measure.

    Shares are in percentage points. Colours are those of the player, one per strategy.
    """
    column, factor = MAIN_MEASURES.index(measure), scale(measure_unit(measure))
    points = []
    for row, name in enumerate(names[1:], start=1):
        one = differences(result.values, MAIN_MEASURES, row, 0)[column]
        ends = (one.mean * factor, one.low * factor, one.high * factor)
        points.append(Point(strategy_title(name), *ends, COLOURS[row]))
    return points


def net_values(result: PairedReplications) -> Floats:
    """Return net value, kEUR/day, as an array (replications, strategies).

    result  replications with the measures MAIN_MEASURES
    """
    return result.values[:, :, MAIN_MEASURES.index("net_value")]


def ranking_sentence(names: Sequence[str], result: PairedReplications) -> str:
    """Return the ranking as one sentence for each pair of neighbours, with their paired difference.

    names   specifications of the strategies, in the order of `result`
    result  replications of these strategies

    ± is half of an interval at the level of `order_level`, so that all sentences hold at once with 95 % confidence.
    """
    values = net_values(result)
    ranked = rank_strategies(values)
    steps = [_step(values, names, one.strategy, after.strategy, one.distinguishable) for one, after in pairwise(ranked)]
    at_once = "" if len(names) == 2 else ", for all differences at once"
    head = f"Net value over {len(values)} paired replications, kEUR/day (± half of the 95 % interval{at_once})"
    return f"{head}: {'; '.join(steps)}."


def _step(values: Floats, names: Sequence[str], above: int, below: int, distinguishable: bool) -> str:
    """Return how a strategy compares with the next one in the ranking.

    values           array (replications, strategies), kEUR/day
    above, below     columns of the two
    distinguishable  whether their order is significant
    """
    ahead, behind = strategy_title(names[above]), strategy_title(names[below])
    size = _shown(interval(values[:, above] - values[:, below], order_level(values.shape[1])))
    if distinguishable:
        return f"{ahead} is above {behind} by {size}"
    return f"{ahead} and {behind} cannot be told apart (difference {size})"


def ranking(names: Sequence[str], values: Floats) -> str:
    """Return the ranking as an HTML list that names neighbours which cannot be told apart.

    values  array (replications, strategies), kEUR/day

    Highest mean first, with half of its 95 % interval. Names are escaped; the coloured square is that of the strategy
    in the player.
    """
    ranked = rank_strategies(values)
    lines = []
    for n, one in enumerate(ranked):
        name = escape(strategy_title(names[one.strategy]))
        similar = not one.distinguishable and n < len(ranked) - 1
        note = " <span class='itb-soft'>cannot be told apart from the next</span>" if similar else ""
        square = f"<i style='background:var({COLOURS[one.strategy]})'></i>"
        lines.append(f"<li>{square}<b>{name}</b> {_shown(interval(values[:, one.strategy]))} kEUR/day{note}</li>")
    return f"<ol class='itb-ranking'>{''.join(lines)}</ol>"


def _shown(found: Interval) -> str:
    """Return net value as text: mean ± half of the interval, kEUR/day with one decimal."""
    return plus_minus(found.mean, found.low, found.high, 1).replace(" ", NO_BREAK)
