"""Compare: two to four strategies side by side, networks in step, and how sure the differences are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import numpy as np
import solara
from solara.alias import rv

from itborg.analysis.comparison.ranking import rank_strategies
from itborg.analysis.statistics import Floats
from itborg.report.playback.pack import Packed

from ..charts import Point, intervals
from ..jobs import submit, use_job
from ..pieces import Card, Grid, Note, Picture, Trouble, Waiting
from ..scenes import Ask, Pairs, bands_of, of_all, paired, recorded
from ..setting import LENGTH, Choice, Helped, House, Luck, meanings, titled
from ..stage import Stage, use_last
from ..tables import FIRST, PLAIN, differences, table, unit_of
from ..visitor import LENGTHS, MOST_SIDE_BY_SIDE, Visitor

CHARTS = ("trust_business_to_it", "net_value", "business_rating", "open_incidents")
COLOURS = ("--c1", "--c2", "--c3", "--c5")
FEW, PAIRS = 12, 60  # pairs after which a first word is said, and all


def asks_of(visitor: Visitor) -> list[Ask]:
    """Return the runs that a visitor has side by side."""
    house, days, seed = visitor.organisation.value, visitor.days.value, visitor.seed.value
    return [Ask(house, name, seed, days) for name in visitor.side_by_side.value]


def ahead_of_compare(visitor: Visitor) -> None:
    """Begin with all pairs before the visitor comes."""
    every = tuple(map(of_all, asks_of(visitor)))
    submit(("compare", PAIRS, *every), partial(over_many, every, None), slow=True)


@solara.component
def ComparePage(visitor: Visitor) -> None:
    """Show the page."""
    days, names = visitor.days.value, visitor.side_by_side.value
    asks = asks_of(visitor)
    scenes = use_job(("several", *asks), lambda: [recorded(ask) for ask in asks])
    every = tuple(map(of_all, asks))
    first = use_job(("compare", FEW, *every), partial(pairs_of, every, 0, FEW), after=scenes)
    sure = use_job(("compare", PAIRS, *every), partial(over_many, every, first.value), after=first, slow=True)
    shown = use_last(scenes)
    with solara.Div(classes=["itb-setting"]):
        House(visitor)
        Chosen(visitor)
        lengths = [{"text": f"{n} days", "value": n} for n in LENGTHS]
        Choice("Length", days, lengths, visitor.days.set, "8.3em", help=LENGTH)
        Luck(visitor)
    if len(names) < 2:
        solara.Text("Choose two strategies or more.", classes=["itb-soft"])
        return
    if scenes.error:
        Trouble(scenes.exception)
        return
    if shown is None or len(shown) != len(names):
        Waiting("Each strategy lives through the same luck…")
        return
    whole = sure.value if not sure.pending and not first.pending else None
    found = whole[0] if whole else None if first.pending else first.value
    Note(standing(names, found) if found else "Who comes first, over many pairs, is on its way…")
    bands = whole[1] if whole else [None] * len(names)
    Stage(visitor, shown, bands, [titled(name) for name in names], "compare", CHARTS)
    if found is None:
        Waiting(f"Differences over {FEW} pairs, then over {PAIRS}, are on their way…")
    else:
        Verdict(names, found)


def pairs_of(asks: Sequence[Ask], first: int, runs: int) -> Pairs:
    """Run all strategies on the same luck: pairs number `first` up to `runs`."""
    plans = [ask.plan() for ask in asks]
    return paired(asks[0].organisation, plans, FIRST, days=asks[0].days, first=first, replications=runs, threads=1)


def over_many(asks: Sequence[Ask], begun: Pairs | None) -> tuple[Pairs, list[Packed]]:
    """Return what came of all pairs, those that were begun with among them, and the bands."""
    found = begun.and_then(pairs_of(asks, FEW, PAIRS)) if begun else pairs_of(asks, 0, PAIRS)
    return found._replace(lines=found.lines[:0]), bands_of(found.lines)


@solara.component
def Chosen(visitor: Visitor) -> None:
    """Show which strategies stand side by side."""
    names = visitor.side_by_side.value
    every = [*meanings(), *(name for name in names if name not in meanings())]
    said = " ".join(f"{titled(name)}: {meanings()[name]}" for name in names if name in meanings())
    with Helped("the strategies side by side", said, "max-width:34em"):
        rv.Select(
            label=f"Strategies (2 to {MOST_SIDE_BY_SIDE})", v_model=names, multiple=True, chips=True, small_chips=True,
            items=[{"text": titled(name), "value": name} for name in every],
            on_v_model=lambda chosen: visitor.side_by_side.set(list(chosen)[:MOST_SIDE_BY_SIDE]),
            dense=True, outlined=True, hide_details=True, class_="itb-choice", style_="max-width:34em;min-width:16em",
            attributes={"aria-label": "Strategies side by side"}, menu_props={"maxHeight": 420},
        )  # fmt: skip


@solara.component
def Verdict(names: Sequence[str], found: Pairs) -> None:
    """Show the ranking and the differences to the first strategy."""
    base, net, many = names[0], net_of(found), str(len(found.values))
    with solara.Div(classes=["itb-below"]), Grid(f"minmax(0, .8fr) {'minmax(0, 1fr) ' * min(2, len(names) - 1)}"):
        with Card("Who comes first, by net value", help=_RANKING):
            marks = {"data-testid": "ranking", "data-pairs": many}
            solara.HTML(tag="div", unsafe_innerHTML=ranking(names, net), attributes=marks)
            Note("" if len(found.values) == PAIRS else f"After {many} pairs; {PAIRS} are on their way.")
        for row, name in enumerate(names[1:], start=1):
            with Card(f"{titled(name)} against {titled(base)}", help=_TABLE):
                found_here = differences(found.values, FIRST, row, 0)
                solara.HTML(tag="div", unsafe_innerHTML=table(found_here, titled(base)))
    with Grid("repeat(auto-fit, minmax(300px, 1fr))"):
        for at, measure in enumerate(FIRST[:3]):
            points = []
            for row, name in enumerate(names[1:], start=1):
                one = differences(found.values, FIRST, row, 0)[at]
                scale = 100 if unit_of(measure) == "%" else 1
                points.append(Point(titled(name), one.mean * scale, one.low * scale, one.high * scale, COLOURS[row]))
            title = f"{PLAIN[measure]}, difference to {titled(base)}"
            with Card(title):
                Picture(intervals(points, unit_of(measure).replace("%", "points")), title)


_RANKING = (
    "Mean over runs with the same luck. An order is called clear if it holds at 95 % for all pairs of "
    "strategies at once; otherwise it is a tie."
)
_TABLE = "Paired on the same luck; ± is half of the 95 % interval. Better in: share of pairs."


def net_of(found: Pairs) -> Floats:
    """Return net value of each pair and strategy."""
    return found.values[:, :, FIRST.index("net_value")]


def standing(names: Sequence[str], found: Pairs) -> str:
    """Return the order in one sentence."""
    net, said = net_of(found), f"By net value, over {len(found.values)} pairs with the same luck: "
    ranked = rank_strategies(net)
    for place, after in zip(ranked, [*ranked[1:], None], strict=True):
        said += f"{titled(names[place.strategy])} {float(np.nanmean(net[:, place.strategy])):.1f}"
        said += (
            " kEUR/day." if after is None else ", clearly ahead of " if place.distinguishable else ", in a tie with "
        )
    return said


def ranking(names: Sequence[str], values: Floats) -> str:
    """Return the order in words, saying where it is a tie."""
    ranked = rank_strategies(values)
    lines = []
    for n, place in enumerate(ranked):
        name = escape(titled(names[place.strategy]))
        mean = float(np.nanmean(values[:, place.strategy]))
        tie = (
            ""
            if place.distinguishable or n == len(ranked) - 1
            else " <span class='itb-soft'>tie with the next: not clear</span>"
        )
        colour = COLOURS[place.strategy]
        lines.append(f"<li><i style='background:var({colour})'></i><b>{name}</b> {mean:.1f} kEUR/day{tie}</li>")
    return f"<ol class='itb-ranking'>{''.join(lines)}</ol>"
