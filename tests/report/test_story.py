"""Stories of hand-made histories."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from itborg.engine.history import COLUMNS, blank_history
from itborg.engine.working_calendar import working_day
from itborg.report.story import StoryRuns, narrate
from itborg.report.story.events import date_of


def uniform(days: int) -> Any:
    """Return a history in which all days are equal."""
    history = blank_history(days)
    for column in COLUMNS:
        history[column] = 0.0
    history["benefit"] = 10.0
    history["root_causes"] = 40.0
    history["trust_business_to_it"] = 0.4
    return history


def texts(history: Any, baseline: Any, name: str = "x") -> dict[int, list[str]]:
    """Return the texts of all events by day."""
    found: dict[int, list[str]] = {}
    for event in narrate(StoryRuns(name, history, baseline), "2026-07-01"):
        found.setdefault(event["day"], []).append(event["text"])
    return found


def test_dates_agree_with_the_calendar_of_the_model() -> None:
    start = dt.date(2026, 7, 1)
    dates = [date_of(day, start) for day in range(720)]
    assert [working_day(date, start) for date in dates] == list(range(720))
    assert all(date.weekday() < 5 for date in dates)


def test_months_have_twenty_days() -> None:
    history = uniform(60)
    history["incident_loss"][2] = 9.0
    history["incident_loss"][22] = 8.0
    story = {event["day"]: event for event in narrate(StoryRuns("x", history, uniform(60)), "2026-07-01")}
    assert (story[3]["date"], story[3]["month"]) == ("2026-07-06", 1)
    assert (story[23]["date"], story[23]["month"]) == ("2026-08-06", 2)


def test_one_off_and_running_costs_are_reported_on_the_first_day() -> None:
    history = uniform(60)
    history["strategy_cost"] = 0.5
    history["strategy_cost"][0] = 20.5
    assert texts(history, uniform(60))[1][0] == "x starts. One-off cost 20 kEUR, running cost 0.5 kEUR/day."


def test_a_strategy_that_replaces_another_is_reported_on_its_first_day_with_its_own_costs() -> None:
    history = uniform(60)
    history["strategy_cost"][:30], history["strategy_cost"][30:] = 0.5, 0.25
    history["strategy_cost"][[0, 30]] += (20.0, 8.0)
    both = StoryRuns("x", history, uniform(60), ((0, "BRM style"), (30, "ITIL")))
    lines = {event["day"]: event["text"] for event in narrate(both, "2026-07-01") if "cost" in event["text"]}
    assert lines == {
        1: "BRM style starts. One-off cost 20 kEUR, running cost 0.5 kEUR/day.",
        31: "ITIL replaces BRM style. One-off cost 8 kEUR, running cost 0.2 kEUR/day.",
    }


def test_the_end_of_a_strategy_is_reported_when_nothing_replaces_it() -> None:
    both = StoryRuns("x", uniform(60), uniform(60), ((0, "BRM style"), (30, "")))
    lines = [(event["day"], event["text"]) for event in narrate(both, "2026-07-01")][:3]
    assert (1, "BRM style starts.") in lines
    assert (31, "BRM style ends; no intervention from now on.") in lines


def test_payback_is_the_day_from_which_on_effects_outweigh_costs() -> None:
    history = uniform(80)
    history["cost"][0] = 30.0
    history["benefit"][10:] = 12.0
    events = texts(history, uniform(80))
    day = next(day for day, lines in events.items() if any("has paid back" in line for line in lines))
    total = np.cumsum(history["benefit"] - history["cost"] - 10.0)
    assert total[day - 1] >= 0
    assert total[day - 2] < 0


def test_the_peak_of_resistance_is_reported_with_its_stages_from_a_tenth_of_managers_on() -> None:
    history = uniform(60)
    history["protest"][30] = 0.09
    assert not any("Resistance" in line for lines in texts(history, uniform(60)).values() for line in lines)
    history["protest"][30], history["coalition"][30] = 0.4, 0.2
    (line,) = (line for line in texts(history, uniform(60))[31] if "Resistance" in line)
    assert "40 % of managers protest or do more, 20 % are in a coalition" in line
    assert "in the baseline 0 % resist" in line


def test_a_strategy_that_has_not_paid_back_is_reported_at_the_end() -> None:
    history = uniform(60)
    history["cost"] = 1.0
    assert any("has not paid back: 60 kEUR less" in line for line in texts(history, uniform(60))[60])


def test_bad_days_are_a_month_apart_and_have_a_reason() -> None:
    history = uniform(100)
    history["incident_loss"][[10, 12, 50]] = [30.0, 29.0, 20.0]
    history["peak_loss"][10] = 25.0
    history["release_loss"][50] = 40.0
    events = texts(history, uniform(100))
    worst = next(line for line in events[51] if line.startswith("The worst day"))
    assert worst == (
        "The worst day: 60 kEUR lost, mostly by a release. The baseline with the same random numbers lost 0 kEUR."
    )
    assert any("failed at a peak" in line for line in events[11])
    assert 13 not in events


def test_a_change_of_trust_is_reported_with_its_cause() -> None:
    history = uniform(80)
    history["trust_business_to_it"][30:] = 0.3
    history["trust_by_promises"][30] = -2.0
    lines = [line for lines in texts(history, uniform(80)).values() for line in lines]
    assert "Trust of business in IT falls most in this month, by 0.10, mainly through promises." in lines


def test_the_removal_of_half_of_the_root_causes_is_reported_once() -> None:
    history = uniform(60)
    history["root_causes"][25:] = 18.0
    assert texts(history, uniform(60))[26] == ["Half of the root causes of incidents are removed (40 to 18)."]


def test_a_decision_to_outsource_is_reported_once() -> None:
    history = uniform(120)
    history["exited"][59:] = 1.0
    days = [day for day, lines in texts(history, uniform(120)).items() if any("outsource" in line for line in lines)]
    assert days == [60]


def test_a_uniform_history_has_a_short_story() -> None:
    assert texts(uniform(60), uniform(60), "none") == {1: ["No intervention; business and IT continue as before."]}
