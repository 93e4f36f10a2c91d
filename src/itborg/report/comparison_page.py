"""report.html of a comparison: one file that explains itself, needs no network, and is readable on a phone.

The template `comparison.html` takes sentences from `comparison_text` and `explanation`, tables from
`comparison_tables`, and figures from `comparison_figures`, `daily_figures` and `decomposition_section`. Sections are
left out if the comparison has nothing to show in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from ..strategies.registry import STRATEGIES
from . import comparison_text as text
from .comparison_figures import forest, handoffs, money
from .comparison_tables import full_table, money_table, ranking_table
from .comparison_terms import equal_resources, put_in
from .daily_figures import mechanisms, paths
from .decomposition_section import CAPTION, mediators_figure, mediators_table
from .drawing import NARROW, WIDTH, Figure, Palette, picture
from .explanation import behind, lead
from .explanation import money as effect
from .gain_and_spend import CAPTION as SPEND
from .gain_and_spend import LABEL as SPEND_LABEL
from .gain_and_spend import gain_and_spend
from .html_frame import FigureBlock, render

if TYPE_CHECKING:
    from ..analysis.comparison.result import Comparison

#: Ids and headings of the sections, in their order.
SECTIONS = {
    "spend": "Gain and spend",
    "ranking": "Ranking",
    "time": "Day by day",
    "why": "Why",
    "decomposition": "Decomposition of the effect",
    "money": "Money",
    "handoffs": "Hand-offs",
    "all": "All measures",
    "repeat": "Reproduce and cite",
}
#: Sections that need a strategy to compare with the baseline.
COMPARING = ("spend", "ranking", "time", "why", "money")


class Reasons(NamedTuple):
    """What the section Why states about one strategy.

    meaning  what a built-in strategy is; "" for a combination or a user's own
    effect   the effect on net value and the parts that add up to it, one sentence
    lines    class of the style sheet ("better", "worse" or "small"), and sentence
    """

    strategy: str
    meaning: str
    effect: str
    lines: list[tuple[str, str]]


def page(found: Comparison, command: str = "") -> str:
    """Return the report as one HTML document.

    Only the baseline was run: ranking, daily figures, reasons and money are left out. No effect was decomposed: so is
    the section of the decomposition.

    command  the command line that computes the same numbers; it may be empty
    """
    return render(
        "comparison.html",
        title=text.title(found),
        question=text.question(found),
        answer=text.answer(found),
        setting=text.setting(found),
        sections=_sections(found),
        **(_compared(found) if len(found.strategies) > 1 else {}),
        **(_decomposed(found) if found.decompositions else {}),
        handoffs=_wide(lambda palette: handoffs(found, palette), "handoffs", "Incidents by hand-offs", text.HANDOFFS),
        measures=full_table(found),
        command=command,
        citation=text.citation(found),
        method=text.method(found),
    )


def _sections(found: Comparison) -> dict[str, str]:
    """Return the ids and headings of the sections that the comparison fills, in the order of the page."""
    left_out = set() if len(found.strategies) > 1 else set(COMPARING)
    left_out |= set() if found.decompositions else {"decomposition"}
    return {key: heading for key, heading in SECTIONS.items() if key not in left_out}


def _compared(found: Comparison) -> dict[str, Any]:
    """Return the values of the sections that compare strategies with the baseline."""
    names = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    return {
        "spend": _both(lambda palette, width: gain_and_spend(found, palette, width), "spend", SPEND_LABEL, SPEND),
        "put_in": put_in(found),
        "equal": equal_resources(found),
        "ranking": ranking_table(found),
        "forest": _both(lambda palette, width: forest(found, palette=palette, width=width), "forest", text.FOREST_LABEL,
                        text.FOREST),
        "paths": _wide(lambda palette: paths(found, palette=palette), "paths", "Daily difference in net value",
                       text.PATHS),
        "lead": lead(found),
        "why": text.WHY,
        "reasons": [_reasons(found, name) for name in names],
        "why_cause": text.WHY_CAUSE,
        "mechanisms": _wide(lambda palette: mechanisms(found, palette), "panels", "Mechanisms day by day", text.PANELS),
        "money": _both(lambda palette, width: money(found, palette, width), "money", text.MONEY_LABEL, text.MONEY),
        "money_table": money_table(found),
    }  # fmt: skip


def _decomposed(found: Comparison) -> dict[str, Any]:
    """Return the values of the section on mediators: a figure, and a table of the same numbers."""
    parts = found.decompositions
    label = "Contributions to each effect by mediator"
    figure = _wide(lambda palette: mediators_figure(parts, palette), "decomposition", label, CAPTION)
    return {"decomposition": figure, "decomposition_table": mediators_table(parts)}


def _reasons(found: Comparison, name: str) -> Reasons:
    """Return the paragraph of one strategy in the section Why; its lines are coloured by their first word."""
    kinds = {"Better": "better", "Worse": "worse"}
    lines = [(kinds.get(line.partition(":")[0], "small"), line) for line in behind(found, name)]
    meaning = STRATEGIES[name].meaning if name in STRATEGIES else ""
    return Reasons(name, meaning, effect(found, name), lines)


def _wide(draw: Callable[[Palette], Figure], name: str, label: str, caption: str) -> FigureBlock:
    """Return a figure that has one width; on a phone it is scrolled sideways.

    name     prefix of the ids of the SVG, unique on the page
    label    description for screen readers
    caption  text below the figure
    """
    return FigureBlock(picture(draw, name, label), caption)


def _both(draw: Callable[[Palette, float], Figure], name: str, label: str, caption: str) -> FigureBlock:
    """Return a figure for a screen and for a phone; `draw` takes the colours and the width in inches.

    The phone gets a drawing of its own width, with fonts of the same size, instead of a scaled one.
    """
    wide = picture(lambda palette: draw(palette, WIDTH), name, label)
    return FigureBlock(wide, caption, picture(lambda palette: draw(palette, NARROW), f"{name}-narrow", label))
