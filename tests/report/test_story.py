"""The story told from hand-made histories."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from itborg.engine.history import COLUMNS, blank_history
from itborg.engine.working_calendar import working_day
from itborg.report.story import Told, tell
from itborg.report.story.events import date_of


def quiet(days: int) -> Any:
    """Return a history in which every day is like the other."""
    history = blank_history(days)
    for column in COLUMNS:
        history[column] = 0.0
    history["benefit"] = 10.0
    history["root_causes"] = 40.0
    history["trust_business_to_it"] = 0.4
    return history


def texts(here: Any, there: Any, name: str = "x") -> dict[int, list[str]]:
    """Return what is told, by day."""
    found: dict[int, list[str]] = {}
    for event in tell(Told(name, here, there), "2026-07-01"):
        found.setdefault(event["day"], []).append(event["text"])
    return found


def test_dates_are_those_of_the_models_calendar() -> None:
    start = dt.date(2026, 7, 1)
    dates = [date_of(day, start) for day in range(720)]
    assert [working_day(date, start) for date in dates] == list(range(720))
    assert all(date.weekday() < 5 for date in dates)


def test_months_have_twenty_days() -> None:
    here = quiet(60)
    here["incident_loss"][2] = 9.0
    here["incident_loss"][22] = 8.0
    story = {event["day"]: event for event in tell(Told("x", here, quiet(60)), "2026-07-01")}
    assert (story[3]["date"], story[3]["month"]) == ("2026-07-06", 1)
    assert (story[23]["date"], story[23]["month"]) == ("2026-08-06", 2)


def test_the_cost_at_once_and_a_day_is_told_on_the_first_day() -> None:
    here = quiet(60)
    here["strategy_cost"] = 0.5
    here["strategy_cost"][0] = 20.5
    assert texts(here, quiet(60))[1][0] == "x starts. It costs 20 kEUR at once and 0.5 kEUR a day."


def test_payback_is_the_day_from_which_on_gains_outweigh_costs() -> None:
    here = quiet(80)
    here["cost"][0] = 30.0
    here["benefit"][10:] = 12.0
    told = texts(here, quiet(80))
    day = next(day for day, lines in told.items() if any("has paid back" in line for line in lines))
    total = np.cumsum(here["benefit"] - here["cost"] - 10.0)
    assert total[day - 1] >= 0
    assert total[day - 2] < 0


def test_what_has_not_paid_back_says_so_at_the_end() -> None:
    here = quiet(60)
    here["cost"] = 1.0
    assert any("has not paid back: 60 kEUR less" in line for line in texts(here, quiet(60))[60])


def test_worst_days_are_a_month_apart_and_name_what_happened() -> None:
    here = quiet(100)
    here["incident_loss"][[10, 12, 50]] = [30.0, 29.0, 20.0]
    here["peak_loss"][10] = 25.0
    here["release_loss"][50] = 40.0
    told = texts(here, quiet(100))
    worst = next(line for line in told[51] if line.startswith("The worst day"))
    assert worst == (
        "The worst day: 60 kEUR lost, most of it through a release. With the same luck doing nothing would have lost 0."
    )
    assert any("failed at a peak" in line for line in told[11])
    assert 13 not in told


def test_trust_is_told_with_its_cause() -> None:
    here = quiet(80)
    here["trust_business_to_it"][30:] = 0.3
    here["trust_by_promises"][30] = -2.0
    lines = [line for lines in texts(here, quiet(80)).values() for line in lines]
    assert "Trust of business in IT falls most in this month, by 0.10, above all through promises." in lines


def test_half_the_root_causes_gone_is_told_once_and_with_numbers() -> None:
    here = quiet(60)
    here["root_causes"][25:] = 18.0
    assert texts(here, quiet(60))[26] == ["Half of the root causes of incidents are gone (40 to 18)."]


def test_a_quiet_history_has_a_short_story() -> None:
    assert texts(quiet(60), quiet(60), "none") == {1: ["Nothing is done; business and IT go on as they are."]}
