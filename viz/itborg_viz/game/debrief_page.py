"""The debrief as one HTML file, for a browser or a printer; it needs no network.

The page extends the base template of the report: same style sheet, light and dark, figures as inline SVG. With a replay
it also plays the run on the network, in a frame of its own. All names from an organisation and all free text are
escaped by the template.

Relies on `debrief` for the data, on `report` for frame, tables and palettes, and on debrief_figures.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from itborg.report.formatting import percent
from itborg.report.html_frame import render
from itborg.report.tables import Cell, Head, Row, Table, name_cell

from ..text import number, number_range
from . import debrief_figures as figures
from .game import MONTHS
from .game_text import (
    effect_text,
    months_text,
    recommendation_title,
    rulings_result,
    target_result,
    team_result,
    way_text,
)
from .indicators import INDICATOR
from .practice_cards import CARDS

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
    "race": "Day by day",
    "turns": "Turning points",
    "choices": "What each choice was worth",
    "truths": "What you were told, and what was true",
    "portfolio": "Requests: stated against true",
    "predictions": "Your predictions",
    "cards": "Worst practices that showed",
    "improvements": "What you changed",
    "try": "What to try next week",
    "account": "The account",
    "months": "Month by month",
    "repeat": "The game as a file",
}
LABELS = {"team": "You", "baseline": "No intervention", "best": "Best known plan"}


def debrief_page(data: dict[str, Any], replay: str = "") -> str:
    """Return a debrief as an HTML document.

    data    from debrief(); the same data give the same text
    replay  a complete HTML document that plays the run, see replay_of(); "": none

    The page has the sections of SECTIONS. Parts without data, such as predictions in a game without any, are replaced
    by a sentence. Nothing of a visitor's session is in it except the game itself and the notes of the data.
    """
    return render(
        "debrief.html",
        TEMPLATES,
        title=f"Six months of {data['organisation']}: debrief",
        sections=SECTIONS,
        data=data,
        replay=replay,
        lead=team_result(data["total"], data["replications"]),
        totals=_totals(data["total"]),
        target=target_result(data["target"], data["total"]["team"]) if len(data["decisions"]) == MONTHS else "",
        way=way_text(data["way"], data["replications"]),
        months=_months(data),
        account=_account(data["account"]),
        race=figures.race(data),
        worths=figures.worths(data) if data["choices"] else None,
        earlier=_earlier(data["choices"] or ()),
        truths=_truths(data["truths"]),
        cards=[(one, CARDS[one["name"]]) for one in sorted(data["cards"], key=lambda one: -len(one["months"]))],
        months_text=months_text,
        ranges=figures.ranges(data) if data["predictions"]["rows"] else None,
        predictions=_predictions(data["predictions"]["rows"]),
        players=_players(data["notes"]["players"]),
        portfolio=_portfolio(data["portfolio"]),
        rulings_result=rulings_result([one for month in data["decisions"] for one in month["requests"]]),
        rulings=_rulings(data["decisions"]),
        recommendations=[_recommendation(one) for one in data["recommendations"] or ()],
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table whose first column has names.

    heads  one heading for each column; the first may be empty
    rows   texts of the cells; they are escaped by the template
    """
    found = [Row([name_cell(first), *map(Cell, rest)]) for first, *rest in rows]
    return Table([Head(name, kind="" if n else "name") for n, name in enumerate(heads)], found)


def _totals(total: Mapping[str, Any]) -> Table:
    """Return profit of the team and of the reference runs, and the difference from the baseline, kEUR."""
    rows = []
    for key, label in LABELS.items():
        difference = "" if key == "baseline" else number(total[key] - total["baseline"], "kEUR", signed=True)
        rows.append([label, number(total[key], "kEUR"), difference])
    return _table(["Profit over six months", "", "difference from the baseline"], rows)


def _months(data: dict[str, Any]) -> Table:
    """Return the table of months: what starts, then one row for each indicator.

    Money is in kEUR, which the heading names; the column "before" is the last month without decisions.
    """
    started = [", ".join(one["started"]) or "-" for one in data["decisions"]]
    rows = [["Started", "", *started]]
    for name in SHOWN:
        unit = INDICATOR[name].unit
        heading = INDICATOR[name].title + (f", {unit}" if unit == "kEUR" else "")
        shown = "count" if unit == "kEUR" else unit
        rows.append([heading, *(number(month[name]["value"], shown) for month in data["months"])])
    return _table(["", "before", *(f"month {one['month']}" for one in data["decisions"])], rows)


def _account(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the account by month, kEUR, with its total and that of the baseline; costs are negative."""
    found, months = [], 0
    for one in rows:
        months = len(one["months"])
        texts = [number(one["sign"] * value, "count") for value in (*one["months"], one["total"], one["baseline"])]
        found.append(Row([name_cell(one["title"]), *map(Cell, texts)], "sum" if one["sum"] else ""))
    heads = ["kEUR", *(f"month {n + 1}" for n in range(months)), "total", "no intervention"]
    return Table([Head(name, kind="" if n else "name") for n, name in enumerate(heads)], found)


def _truths(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the table of initiatives: claimed, true and reached worth in kEUR a day, and what became of each."""
    cells = [
        [
            one["title"], one["sponsor"], f"{one['claimed']:.1f}", f"{one['worth']:.1f}",
            "-" if one["came"] is None else f"{one['came']:.1f}", one["when"],
            "-" if one["started"] is None else str(one["started"]), one["outcome"],
        ]
        for one in sorted(rows, key=lambda each: -each["worth"])
    ]  # fmt: skip
    heads = [
        "",
        "wanted by",
        "claimed",
        "true, at a perfect fit",
        "reached",
        "counts on days",
        "started in month",
        "outcome",
    ]
    return _table(heads, cells)


def _earlier(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what starting a month earlier would have brought, in words, for what has a date."""
    return [
        (f"{one['title']}, started in month {one['month']}", f"A month earlier: {effect_text(one['earlier'])}.")
        for one in rows if one["earlier"] is not None
    ]  # fmt: skip


def _predictions(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the table of predictions, one row each."""
    cells = []
    for one in rows:
        predicted, actual = number_range(one["low"], one["high"], one["unit"]), number(one["actual"], one["unit"])
        cells.append([f"Month {one['month']}", one["title"], predicted, actual, str(one["points"])])
    return _table(["", "indicator", "prediction", "result", "points"], cells)


def _players(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the table of players' own predictions: points of each, the best first; without names they are numbered."""
    ranked = sorted(rows, key=lambda one: -one["points"] / max(1, one["max_points"]))
    cells = [
        [
            one["name"] or f"Player {place}", f"{one['included']} of {len(one['rows'])}",
            f"{one['points']} of {one['max_points']}",
            percent(one["points"] / one["max_points"]) if one["max_points"] else "-",
        ]
        for place, one in enumerate(ranked, start=1)
    ]  # fmt: skip
    return _table(["", "ranges with the result", "points", "share"], cells)


def _portfolio(found: Mapping[str, Any]) -> Table:
    """Return how many requests had each stated and true priority; rows stated 4 to 1, columns true 1 to 4."""
    rows = [
        [f"stated {stated}", *(str(count) if count else "" for count in found["counts"][stated - 1])]
        for stated in (4, 3, 2, 1)
    ]
    return _table(["", "true 1", "true 2", "true 3", "true 4"], rows)


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


def _recommendation(one: Mapping[str, Any]) -> tuple[str, str]:
    """Return heading and text of a recommendation."""
    change = {"start": "started in the first month", "earlier": "started a month earlier", "leave out": "left out"}
    text = (
        f"{one['meaning']} Effect on profit if {change[one['change']]}, all else equal: {effect_text(one['effect'])}."
    )
    if not one["affordable"]:
        text += f" It costs {number(one['price'], 'kEUR')}, more than was left."
    if one["fewer_practices"]:
        text += f" Worst practices in fewer months: {'; '.join(one['fewer_practices'])}."
    if one["source"]:
        text += f" Evidence outside the model: {one['source']}"
    return recommendation_title(one["change"], one["title"]), text
