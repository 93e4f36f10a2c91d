"""The debrief as one HTML file without scripts, for a browser or a printer; it needs no network.

The page extends the base template of the report: same style sheet, light and dark, figures as inline SVG.
All names from an organisation are escaped by the template. The saved game is part of the page.

Relies on `debrief` for the data, on `report` for frame, tables and palettes, and on its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from itborg.common.periods import MONTH
from itborg.report.drawing import DASHED, WIDTH, Axes, Figure, Palette, Room, calm, picture, title
from itborg.report.html_frame import FigureBlock, render
from itborg.report.tables import Cell, Head, Row, Table, name_cell

from ..text import number, number_range, strategy_title
from .game_text import effect_text, months_text, prediction_result, rulings_result, share_of_best, team_result
from .indicators import INDICATOR
from .predictions import PREDICTED

TEMPLATES = Path(__file__).parent / "templates"
#: Indicators in the table of months.
SHOWN = (
    "profit", "revenue", "orders", "lost_orders", "share", "cost",
    "loss", "outages", "over_tolerance", "sla_met", "sla_met_user_clock", "business_rating", "satisfaction",
    "trust",
)  # fmt: skip
#: Sections of the page: id -> heading.
SECTIONS = {
    "result": "Result",
    "months": "Month by month",
    "race": "Day by day",
    "turns": "Turning points",
    "cards": "Observed worst practices",
    "predictions": "Your predictions and the results",
    "portfolio": "Change portfolio",
    "recommendations": "Recommendations",
    "repeat": "Saved game",
}
LABELS = {"team": "You", "baseline": "No intervention", "best": "Best known plan"}


def debrief_page(data: dict[str, Any]) -> str:
    """Return a debrief as an HTML document.

    data  from debrief(); the same data give the same text

    The page has the sections of SECTIONS. Parts without data, such as predictions in a game without any, are left
    out or replaced by a sentence.

    Returned is a complete UTF-8 document for one file. Nothing of a visitor's session is in it except the game
    itself.
    """
    return render(
        "debrief.html",
        TEMPLATES,
        title=f"Six months of {data['organisation']}: debrief",
        sections=SECTIONS,
        data=data,
        lead=team_result(data["total"], data["replications"]),
        totals=_totals(data["total"]),
        share_of_best=share_of_best(data["total"]),
        months=_months(data),
        race=_race(data),
        cards=sorted(data["cards"], key=lambda one: -len(one["months"])),
        months_text=months_text,
        ranges=_ranges(data) if data["predictions"]["rows"] else None,
        prediction_result=prediction_result(data["predictions"]),
        predictions=_predictions(data["predictions"]["rows"]),
        exaggerated=sum(one["exaggerated"] for one in data["decisions"]),
        listed=sum(one["listed"] for one in data["decisions"]),
        rulings_result=rulings_result([one for month in data["decisions"] for one in month["requests"]]),
        rulings=_rulings(data["decisions"]),
        recommendations=[_recommendation(one) for one in data["recommendations"]],
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table whose first column has names.

    heads  one heading for each column; the first may be empty
    rows   texts of the cells; they are escaped by the template
    """
    found = [Row([name_cell(first), *map(Cell, rest)]) for first, *rest in rows]
    return Table([Head(name, kind="" if n else "name") for n, name in enumerate(heads)], found)


def _totals(total: Mapping[str, Any]) -> Table:
    """Return profit of the team and of the reference runs.

    One row each for the team, the baseline and the best known plan, kEUR; the last column is empty for the baseline.
    """
    rows = []
    for key, label in LABELS.items():
        difference = "" if key == "baseline" else number(total[key] - total["baseline"], "kEUR", signed=True)
        rows.append([label, number(total[key], "kEUR"), difference])
    return _table(["Profit over six months", "", "difference from the baseline"], rows)


def _months(data: dict[str, Any]) -> Table:
    """Return the table of months: interventions that start, then one row for each indicator.

    data  from debrief()

    Money is in kEUR, which the heading names; the column "before" is the last month without decisions.
    """
    started = [", ".join(map(strategy_title, one["interventions"])) or "-" for one in data["decisions"]]
    rows = [["Started", "", *started]]
    for name in SHOWN:
        unit = INDICATOR[name].unit
        heading = INDICATOR[name].title + (f", {unit}" if unit == "kEUR" else "")
        shown = "count" if unit == "kEUR" else unit
        rows.append([heading, *(number(month[name]["value"], shown) for month in data["months"])])
    return _table(["", "before", *(f"month {one['month']}" for one in data["decisions"])], rows)


def _predictions(rows: Iterable[dict[str, Any]]) -> Table:
    """Return the table of predictions.

    rows  "rows" of the predictions of a debrief, one row of the table each
    """
    cells = []
    for one in rows:
        predicted, actual = number_range(one["low"], one["high"], one["unit"]), number(one["actual"], one["unit"])
        cells.append([f"Month {one['month']}", one["title"], predicted, actual, str(one["points"])])
    return _table(["", "indicator", "prediction", "result", "points"], cells)


def _rulings(decisions: Iterable[dict[str, Any]]) -> Table:
    """Return the table of rulings on change requests.

    decisions  "decisions" of a debrief; requests without a ruling are not in it

    Values are in kEUR per day; true values are those that the team did not see when it decided.
    """
    heads = [
        "", "ruling", "request", "stated priority", "true priority", "perceived value", "true value", "a month later",
    ]  # fmt: skip
    rows = [
        [
            f"Month {month['month']}", "put first" if one["ruling"] == "first" else "deferred",
            f"{one['service']} ({one['team']})", str(one["stated_priority"]), str(one["true_priority"]),
            f"{one['perceived_value']:.2f}", f"{one['true_value']:.2f}", one["outcome"],
        ]
        for month in decisions for one in month["requests"]
    ]  # fmt: skip
    return _table(heads, rows)


def _recommendation(one: dict[str, Any]) -> tuple[str, str]:
    """Return heading and text of a recommendation.

    one  one of the "recommendations" of a debrief
    """
    heading = f"{'Start' if one['add'] else 'Leave out'} {strategy_title(one['name'])}"
    change = "started in the first month" if one["add"] else "left out"
    text = f"{one['meaning']} Effect on profit if {change}, all else equal: {effect_text(one['effect'])}."
    if one["fewer_practices"]:
        text += f" Worst practices in fewer months: {'; '.join(one['fewer_practices'])}."
    return heading, f"{text} Evidence outside the model: {one['source']}"


def _race(data: dict[str, Any]) -> FigureBlock:
    """Return the figure of the cumulative difference from the baseline.

    The picture is inline SVG in two palettes, for light and dark.
    """
    best = data["best_known"]
    caption = (
        "Cumulative net value, difference from the baseline with the same random numbers. Solid line: your run. Band: "
        f"middle 80 % of {data['replications']} replications with your decisions. Dashed line: best known plan, found "
        f"for {best['organisation']} by {best['method']}."
    )
    svg = picture(lambda palette: draw_race(data, palette), "race", "Difference from the baseline, day by day")
    return FigureBlock(svg, caption)


def _ranges(data: dict[str, Any]) -> FigureBlock:
    """Return the figure of predictions.

    Called only if there are predictions.
    """
    caption = (
        "Thick line: your range, blue if it includes the result. Diamond: result. Grey: middle 80 % of replications "
        "with your decisions."
    )
    svg = picture(lambda palette: draw_predictions(data, palette), "ranges", "Predicted ranges and results by month")
    return FigureBlock(svg, caption)


def draw_race(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw the cumulative difference from the baseline: the team over its band, and the best known plan.

    data  from debrief(); dotted lines mark the months in which interventions start

    palette  colours for light or dark

    The size is that of a figure of the report; the horizontal axis is working days of the game.
    """
    figure = Figure(WIDTH, 3.2, Room(left=0.6, top=0.3, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette)
    daily = data["daily"]
    days = range(1, len(daily["team"]) + 1)
    axes.axhline(0, color=palette.ink, linewidth=1)
    axes.fill_between(days, daily["low"], daily["high"], color=palette.series[0], alpha=0.16)
    axes.plot(days, daily["best"], color=palette.series[2], linewidth=1.5, linestyle=DASHED)
    axes.plot(days, daily["team"], color=palette.series[0], linewidth=2.2)
    for text, line, colour in (("you", "team", palette.series[0]), ("best known plan", "best", palette.series[2])):
        axes.text(days[-1], daily[line][-1], text, offset=(-4, 5), fontsize=9, ha="right", color=colour)
    _mark_decisions(axes, data, palette)
    axes.set_xticks(range(0, len(daily["team"]) + 1, MONTH))
    axes.set_xlabel("working day")
    title(axes, "Cumulative net value, difference from the baseline, kEUR", palette)
    return figure


def _mark_decisions(axes: Axes, data: dict[str, Any], palette: Palette) -> None:
    """Mark each month in which interventions start by a dotted line with their names."""
    low = min(0.0, *(min(data["daily"][line]) for line in ("low", "team", "best")))
    for one in data["decisions"]:
        if one["interventions"]:
            axes.axvline(MONTH * (one["month"] - 1) + 1, color=palette.faint, linewidth=1, linestyle=":")
            text = "\n".join(map(strategy_title, one["interventions"]))
            axes.text(MONTH * (one["month"] - 1) + 2, low, text, fontsize=7, color=palette.ink, va="bottom")


def draw_predictions(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw each predicted range with its result, over the band of replications; one panel for each indicator.

    data  from debrief() with at least one prediction

    A range is blue if it includes the result and vermilion if not; grey bars are the band.
    """
    figure = Figure(WIDTH, 2.6, Room(left=0.6, top=0.3, bottom=0.45))
    for axes, name in zip(figure.subplots(1, len(PREDICTED)), PREDICTED, strict=True):
        calm(axes, palette)
        rows = [one for one in data["predictions"]["rows"] if one["indicator"] == name]
        for one in rows:
            band = data["months"][one["month"]][name]
            colour = palette.series[0] if one["included"] else palette.series[3]
            axes.bar(one["month"], band["high"] - band["low"], 0.7, band["low"], color=palette.grid)
            axes.plot([one["month"]] * 2, [one["low"], one["high"]], color=colour, linewidth=4, alpha=0.6)
            axes.plot([one["month"]], [one["actual"]], "D", color=palette.ink, markersize=5)
        title(axes, f"{rows[0]['title']}, {rows[0]['unit']}" if rows else name, palette)
        axes.set_xticks(range(1, len(data["decisions"]) + 1))
        axes.set_xlabel("month")
    return figure
