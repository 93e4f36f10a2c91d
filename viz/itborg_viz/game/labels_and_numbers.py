"""Numbers and choices of a game as people read them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from itborg.analysis.measures.window import spans

from .dashboard_values import FIGURE


def number(value: float, unit: str, signed: bool = False) -> str:
    """Return a number with its unit, as short as it may be.

    >>> number(1465.6, "kEUR"), number(0.934, "share"), number(0.004, "share", signed=True)
    ('1,466 kEUR', '93 %', '+0.4 points')
    """
    if not math.isfinite(value):
        return "-"
    sign = "+" if signed else ""
    if unit == "share":
        return f"{100 * value:+.1f} points" if signed else f"{100 * value:.0f} %"
    if unit == "level":
        return f"{value:{sign}.1f} levels"
    return f"{value:{sign},.0f}" + ("" if unit == "count" else f" {unit}")


def figure_number(name: str, value: float, signed: bool = False) -> str:
    """Return a figure's value with its unit."""
    return number(value, FIGURE[name].unit, signed)


def plus_minus(gain: Mapping[str, float], unit: str = "kEUR") -> str:
    """Return a mean with half of its 95 % interval.

    >>> plus_minus({"mean": 12.4, "low": 2.4, "high": 22.4})
    '+12 ± 10 kEUR'
    """
    half = (gain["high"] - gain["low"]) / 2
    mean = number(gain["mean"], "count", signed=True)
    return f"{mean} ± {half:,.0f} {unit}" if math.isfinite(half) else f"{mean} {unit}"


def title_of(name: str) -> str:
    """Return the name of an intervention as a heading.

    >>> title_of("vocr_board"), title_of("brm_style"), title_of("iso20000")
    ('VOCR board', 'BRM style', 'ISO 20000')
    """
    known = {
        "itil": "ITIL",
        "iso20000": "ISO 20000",
        "cobit": "COBIT",
        "bisl": "BiSL",
        "brm": "BRM",
        "csi": "CSI",
        "pdca": "PDCA",
    }
    words = [known.get(word, "VOCR" if word == "vocr" else word) for word in name.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def verdict(total: Mapping[str, Any]) -> str:
    """Return in two sentences how the six months came out against doing nothing."""
    ahead = total["room"] - total["nothing"]
    word = "more" if ahead >= 0 else "less"
    gain, share = total["gain"], total["probability_better"]
    first = f"Your decisions earned {abs(ahead):,.0f} kEUR {word} than doing nothing, with the same luck."
    clear = "better" if gain["low"] > 0 else "worse" if gain["high"] < 0 else "not clearly better or worse"
    rest = f"Over lives with other luck: {plus_minus(gain)}, {clear}; better in {share:.0%} of them."
    return f"{first} {rest}"


def reached(total: Mapping[str, Any]) -> str:
    """Return how far the room came between doing nothing and the best known plan."""
    best = total["best"] - total["nothing"]
    if best <= 0:
        return "In this life even the best known plan earned no more than doing nothing."
    part = (total["room"] - total["nothing"]) / best
    ahead = f"{best:,.0f} kEUR ahead of doing nothing in this life"
    return f"The best known plan ended {ahead}; you reached {part:.0%} of that."


def months_of(months: list[int]) -> str:
    """Return months in words.

    >>> months_of([1, 2, 3, 5]), months_of([2]), months_of([])
    ('months 1-3, 5', 'month 2', 'no month')
    """
    if not months:
        return "no month"
    return f"month{'s' if len(months) > 1 else ''} {spans(months)}"


def sureness(found: Mapping[str, Any]) -> str:
    """Return how good the predictions were, and whether the room was too sure."""
    count, held = len(found["rows"]), found["held"]
    should = f"{found['should_hold']:.0%}"
    text = f"{found['points']} of {found['most']} points. {held} of {count} ranges held, {should} should. "
    if held < (found["should_hold"] - 0.15) * count:
        return text + "You were surer than you could be."
    if held == count and count > 5:
        return text + "Narrower ranges would have earned more."
    return text + "You knew how much you knew."


def choosing(rulings: list[dict[str, Any]]) -> str:
    """Return how well what was put first was chosen, as a sentence that begins with a space; "" for nothing."""
    first = [one for one in rulings if one["ruling"] == "first"]
    if not first:
        return ""
    top = sum(one["level"] >= 3 for one in first)
    done = sum(one["fate"] == "delivered" for one in first)
    return (
        f" Of the {len(first)} you put first, {top} truly mattered (3 or 4) and {done} were delivered in their month."
    )
