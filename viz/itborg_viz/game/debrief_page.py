"""The debrief as one HTML file: needs no network, no script, nothing but a browser or a printer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itborg.common.periods import MONTH
from itborg.report.drawing import SMALL, WIDTH, Palette, Room, calm, new_figure, picture, title
from itborg.report.html_frame import style

from . import labels_and_numbers as words
from .dashboard_values import FIGURE
from .predictions import PREDICTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def race(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw value earned beyond doing nothing, day by day: the room over the band of its lives, and the best plan."""
    figure = new_figure(WIDTH, 3.2, Room(left=0.6, top=0.3, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette)
    daily = data["daily"]
    days = range(1, len(daily["room"]) + 1)
    axes.axhline(0, color=palette.ink, linewidth=1)
    axes.fill_between(days, daily["low"], daily["high"], color=palette.series[0], alpha=0.16, linewidth=0)
    axes.plot(days, daily["best"], color=palette.series[2], linewidth=1.5, linestyle=(0, (4, 2)))
    axes.plot(days, daily["room"], color=palette.series[0], linewidth=2.2)
    for text, line, colour in (("you", "room", palette.series[0]), ("best known plan", "best", palette.series[2])):
        axes.annotate(text, (days[-1], daily[line][-1]), (-4, 5), textcoords="offset points", ha="right", color=colour)
    _mark_decisions(axes, data, palette)
    axes.set_xticks(range(0, len(daily["room"]) + 1, MONTH))
    axes.set_xlabel("working day", fontsize=SMALL, color=palette.ink)
    title(axes, "kEUR ahead of doing nothing, so far", palette)
    return figure


def _mark_decisions(axes: Axes, data: dict[str, Any], palette: Palette) -> None:
    low, _ = axes.get_ylim()
    for one in data["decisions"]:
        if one["interventions"]:
            axes.axvline(MONTH * (one["month"] - 1) + 1, color=palette.faint, linewidth=1, linestyle=":")
            text = "\n".join(one["interventions"])
            axes.text(MONTH * (one["month"] - 1) + 2, low, text, fontsize=7, color=palette.ink, va="bottom")


def guesses(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw each range that was predicted and what came: inside it or not, over the band of ordinary luck."""
    figure = new_figure(WIDTH, 2.6, Room(left=0.6, top=0.3, bottom=0.45), 1, len(PREDICTED))
    for axes, name in zip(figure.subplots(1, len(PREDICTED)), PREDICTED, strict=True):
        calm(axes, palette)
        rows = [one for one in data["predictions"]["rows"] if one["figure"] == name]
        for one in rows:
            band = data["months"][one["month"]][name]
            colour = palette.series[0] if one["held"] else palette.series[3]
            axes.bar(one["month"], band["high"] - band["low"], 0.7, band["low"], color=palette.grid)
            axes.plot([one["month"]] * 2, [one["low"], one["high"]], color=colour, linewidth=4, alpha=0.6)
            axes.plot([one["month"]], [one["truth"]], "D", color=palette.ink, markersize=5)
        title(axes, f"{rows[0]['title']}, {rows[0]['unit']}" if rows else name, palette)
        axes.set_xticks(range(1, len(data["decisions"]) + 1))
        axes.set_xlabel("month", fontsize=SMALL, color=palette.ink)
    return figure


#: Figures of the table of months.
SHOWN = ("profit", "revenue", "cost", "loss", "outages", "red", "sla_met", "business_rating", "satisfaction", "trust")
SECTIONS = {
    "result": "How it came out", "months": "Month by month", "race": "Day by day", "turns": "Turning points",
    "cards": "Worst practices that showed", "guesses": "What you expected and what came",
    "portfolio": "The change portfolio", "monday": "What to try on Monday", "repeat": "Play it again",
}  # fmt: skip
MONTHS_NOTE = (
    "Your own life. With other luck the same decisions would have given other numbers; see the pictures below."
)
TURNS_NOTE = "Days on which your year and the year of doing nothing part. Both have the same luck, event by event."
CARDS_NOTE = (
    "Cards of the ABC of ICT, read off what happened. Which three would your customer have picked? "
    "Which do you know from home?"
)
GUESSES_NOTE = (
    "Thick: your range, blue where it held. Diamond: what came. Grey: four of five lives with your decisions."
)
MONDAY_NOTE = (
    "Your own decisions with one thing changed, lived again with the same luck; only what is clear of chance is named."
)


def debrief_page(data: dict[str, Any]) -> str:
    """Return a debrief as an HTML document."""
    writers = (_result, _months, _race, _turns, _cards, _guesses, _portfolio, _monday, _repeat)
    parts = [
        f'<section id="{key}">\n<h2>{title}</h2>\n{write(data)}\n</section>'
        for (key, title), write in zip(SECTIONS.items(), writers, strict=True)
    ]
    title = f"Six months of {data['organisation']}: the debrief"
    links = " ".join(f'<a href="#{key}">{name}</a>' for key, name in SECTIONS.items())
    sheet = style() + (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{sheet}</style>\n</head>\n<body>\n<main>\n"
        f'<header>\n<h1>{escape(title)}</h1>\n<p class="lead">{escape(words.verdict(data["total"]))}</p>\n'
        f"<nav>{links}</nav>\n</header>\n" + "\n".join(parts) + "\n</main>\n</body>\n</html>\n"
    )


def _result(data: dict[str, Any]) -> str:
    total = data["total"]
    rows = [("You", total["room"]), ("Doing nothing", total["nothing"]), ("Best known plan", total["best"])]
    table = _table(
        ["Profit of the six months", "", "against doing nothing"],
        [[name, words.number(v, "kEUR"), words.number(v - total["nothing"], "kEUR", True)] for name, v in rows],
    )
    spent = f"You spent {data['spent']:,.0f} of {data['budget']:,.0f} kEUR."
    return f"{table}\n{_p(words.reached(total) + ' ' + spent)}"


def _months(data: dict[str, Any]) -> str:
    head = ["", "before", *(f"month {one['month']}" for one in data["decisions"])]
    rows = [
        [_named(name), *(words.number(month[name]["value"], _plain(name)) for month in data["months"])]
        for name in SHOWN
    ]
    started = [["started", "", *(_started(one) for one in data["decisions"])]]
    return _table(head, started + rows) + _p(MONTHS_NOTE, "small")


def _named(name: str) -> str:
    unit = FIGURE[name].unit
    return FIGURE[name].title + (f", {unit}" if unit == "kEUR" else "")


def _plain(name: str) -> str:
    unit = FIGURE[name].unit
    return "count" if unit == "kEUR" else unit


def _started(one: dict[str, Any]) -> str:
    return ", ".join(map(words.title_of, one["interventions"])) or "-"


def _race(data: dict[str, Any]) -> str:
    drawn = picture(lambda palette: race(data, palette), "race", "Value ahead of doing nothing, day by day")
    best = data["best_known"]
    text = (
        "Net value earned beyond doing nothing with the same luck, added up. The line is your life, the band holds "
        f"four of five of {data['lives']} lives with the same decisions and other luck, the dashed line is the best "
        f"known plan (found for {best['organisation']} by {best['how']})."
    )
    return f'<figure><div class="scroll">{drawn}</div><figcaption>{escape(text)}</figcaption></figure>'


def _turns(data: dict[str, Any]) -> str:
    if not data["turning_points"]:
        return _p("Your year and the year of doing nothing never parted.")
    rows = [(f"Day {one['day']}, {one['date']}", one["text"]) for one in data["turning_points"]]
    return _p(TURNS_NOTE, "small") + _list(rows)


def _cards(data: dict[str, Any]) -> str:
    cards = sorted(data["cards"], key=lambda one: -len(one["months"]))
    if not cards:
        return _p("None showed.")
    return _p(CARDS_NOTE, "small") + f'<ul class="cards">{"".join(_card(one, data) for one in cards)}</ul>'


def _card(one: dict[str, Any], data: dict[str, Any]) -> str:
    when = f"{words.months_of(one['months'])} (doing nothing: {words.months_of(data['cards_of_nothing'][one['name']])})"
    sign = f"{one['formula']} {one['beyond']} {one['limit']:.2g}; shown by {one['side']}"
    return (
        f'<li class="card"><strong>{escape(one["card"])}</strong>'
        f'<span>{escape(when)}</span><span class="small">{escape(sign)}</span></li>'
    )


def _guesses(data: dict[str, Any]) -> str:
    found = data["predictions"]
    if not found["rows"]:
        return _p("Nothing was predicted.")
    drawn = picture(lambda palette: guesses(data, palette), "guesses", "Predicted ranges and what came, by month")
    rows = [
        [f"month {one['month']}", one["title"], f"{_n(one, 'low')} to {_n(one, 'high')}", _n(one, "truth"),
         str(one["points"])]
        for one in found["rows"]
    ]  # fmt: skip
    table = _table(["", "figure", "you expected", "it came", "points"], rows)
    return (
        f'{_p(words.sureness(found))}<figure><div class="scroll">{drawn}</div>'
        f"<figcaption>{escape(GUESSES_NOTE)}</figcaption></figure>"
        f"<details><summary>Every prediction</summary>{table}</details>"
    )


def _n(one: dict[str, Any], key: str) -> str:
    return words.number(one[key], one["unit"])


def _portfolio(data: dict[str, Any]) -> str:
    rows = [
        [f"month {month['month']}", "first" if one["ruling"] == "first" else "had to wait",
         f"{one['service']} ({one['team']})", str(one["label"]), str(one["level"]), f"{one['seen']:.2f}",
         f"{one['value']:.2f}", one["fate"]]
        for month in data["decisions"] for one in month["requests"]
    ]  # fmt: skip
    if not rows:
        return _p("You left the queue of change requests to itself.")
    higher, listed = (sum(one[key] for one in data["decisions"]) for key in ("exaggerated", "listed"))
    head = ["", "ruling", "request", "stated priority", "true priority", "worth as seen", "true worth", "a month later"]
    text = f"Month after month, {higher} of {listed} requests on the table were called more urgent than they were."
    table = f"<details><summary>Every ruling; worth in kEUR a day</summary>{_table(head, rows)}</details>"
    return _p(text + words.choosing([one for month in data["decisions"] for one in month["requests"]])) + table


def _monday(data: dict[str, Any]) -> str:
    if not data["monday"]:
        return _p("Nothing that was tried would have gained clearly more than what you did.")
    return _p(MONDAY_NOTE, "small") + _list(map(_try, data["monday"]))


def _try(one: dict[str, Any]) -> tuple[str, str]:
    what = ("Try: " if one["add"] else "Think again about: ") + words.title_of(one["name"])
    how = "with it from the first month" if one["add"] else "without it"
    text = f"{one['meaning']} In the model, {how} and all else as you did: {words.plus_minus(one['gain'])} of profit."
    if one["cures"]:
        text += f" It would have shown less of: {'; '.join(one['cures'])}."
    return what, f"{text} What is known outside the model: {one['source']}"


def _repeat(data: dict[str, Any]) -> str:
    how = (
        f"itborg {data['version']}, seed {data['seed']}, {data['lives']} lives. Save the lines below as a file; the "
        "page Play of itborg app takes it and shows the same game again."
    )
    return f"{_p(how)}<details><summary>The game as a file</summary><pre>{escape(data['game'])}</pre></details>"


def _p(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "<dl>\n" + "\n".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in rows) + "\n</dl>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "\n".join(
        "<tr>"
        + "".join(f"<td{' class=name' if n == 0 else ''}>{escape(cell)}</td>" for n, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
