"""What the IT roles know, month by month: effort, lead times, limits, dependencies; never worth or dates of sales."""

from __future__ import annotations

from .fact_setting import Setting
from .facts_of_business import Months, Row
from .initiatives import LIMIT


def dealt(s: Setting) -> dict[str, Months]:
    """Return role -> the two useful facts of each month."""
    return {
        "it_manager": _it_manager(s), "relationship": _relationship(), "change": _change(s),
        "operations": _operations(s), "support": _support(s), "it_finance": _it_finance(s),
    }  # fmt: skip


def _it_manager(s: Setting) -> Months:
    return (
        (("", "", f"{s.builders} people build everything that is asked for; two at most can work on one thing."),
         ("", "", "What this room puts first is built first; all else waits.")),
        (("", "", "Ordinary requests fill the time of my builders; nobody here has ever ranked them."),
         ("order_ahead", "lead", f"Order ahead occupies two builders for {s.weeks('order_ahead')} weeks.")),
        (("", "", "Four initiatives at a time take about half of my builders."),
         ("", "", "A mandatory process for all requests would slow the urgent ones as well.")),
        (("", "", "An outage takes builders away from what they build."),
         ("", "", "What has waited for months fits the need less than when it was asked for.")),
        (("", "", f"What starts now with 24 person-days is live about {s.live('rider_map', 5)}."),
         ("", "", "What nobody wants any more can still be taken off the list.")),
        (("", "", "Nothing of more than 15 person-days that starts now will be ready."),
         ("", "", "My people can tell which systems will fail next year.")),
    )  # fmt: skip


def _relationship() -> Months:
    return (
        (("stamp_card", "needs", "The stamp card cannot be built before there is one record of each customer."),
         ("margin_report", "no use", "Nobody has asked for a report that was switched off last year.")),
        (("", "", "Half of all requests carry the highest priority."),
         ("", "", "What builders understand of a department decides how well their work fits it.")),
        (("stamp_card", "needs", "With one record of each customer the stamp card takes a month."),
         ("", "", "Builders and those who ask for the work rarely know each other.")),
        (("", "", "Promised dates are met less often than we report."),
         ("", "", "A visit to a department teaches a builder more than five meetings.")),
        (("", "", "Managers who were not heard buy their own tools."),
         ("", "", "Those who complain most are not those with the largest losses.")),
        (("", "", "Trust falls faster than it grows."),
         ("", "", "Targets for tickets are met; targets for customers do not exist.")),
    )  # fmt: skip


def _change(s: Setting) -> Months:
    def lead(name: str, month: int) -> Row:
        one = s.cards[name]
        return name, "lead", (
            f"{one.title}: {one.effort:.0f} person-days, {s.weeks(name)} weeks from start to release. Started now, it "
            f"is live about {s.live(name, month)}."
        )  # fmt: skip

    return (
        (lead("match_night", 1), lead("working_time", 1)),
        (lead("order_ahead", 2), lead("winter_box", 2)),
        (lead("working_time", 3), lead("winter_box", 3)),
        (lead("winter_box", 4), lead("stamp_card", 4)),
        (lead("winter_box", 5), lead("oven_forecast", 5)),
        (("", "", "A release in the last week of the year has nobody to mend it."),
         ("", "", "One release in seven leaves a new fault.")),
    )  # fmt: skip


def _operations(s: Setting) -> Months:
    shop, phone = s.service["shop"], s.service["phone"]
    limit = f"{LIMIT:.1f}".rstrip("0").rstrip(".")
    return (
        (("second_node", "limit", f"{shop} can serve {limit} times an ordinary day; above that it fails."),
         ("phone_switch", "support", f"The maker ends support of the switch of {phone} on {s.support}; faults after it "
          "stay.")),
        (("second_node", "lead", f"A second node of {shop} takes {s.weeks('second_node')} weeks until its release."),
         ("stamp_card", "needs", "Customer data stand in three systems, and no two agree.")),
        (("phone_switch", "lead", f"The new switch takes {s.weeks('phone_switch')} weeks, and every third day after "
          "the end of support one more part ages."),
         ("second_node", "limit", f"{shop} was near its limit on the last busy Friday.")),
        (("phone_switch", "support", "Every part of the switch that fails now stays broken."),
         ("", "", "A restart mends nothing; it moves the fault to the next day.")),
        (("second_node", "limit", f"With one node {shop} will not serve two ordinary days at once."),
         ("", "", "Every change on a busy day is a risk.")),
        (("", "", f"In {s.months[5]} all systems run at their limit."),
         ("", "", "Spare parts for the old switch are sold out.")),
    )  # fmt: skip


def _support(s: Setting) -> Months:
    riders, kitchen = s.service["riders"], s.service["kitchen"]
    return (
        (("root_causes", "causes", f"A few causes make most incidents of {riders}; we know all of them."),
         ("oven_forecast", "lead", f"{kitchen} already counts what the forecast needs.")),
        (("root_causes", "causes", f"Root causes of {riders} take {s.weeks('root_causes')} weeks to remove."),
         ("", "", "We are measured by closed tickets; nobody counts the ones that return.")),
        (("", "", "A third of our time goes to faults that we have mended before."),
         ("", "", "Who knows the department solves its incidents in half the time.")),
        (("root_causes", "causes", "Each month with these causes brings as many incidents as the last."),
         ("", "", "Problem work stops whenever there is an outage.")),
        (("", "", "New faults come with releases, old ones with busy days."),
         ("", "", "A tenth of all incidents come to the wrong team first.")),
        (("", "", "The incidents of this month are those of last month."),
         ("", "", "We could name the five worst faults from memory.")),
    )  # fmt: skip


def _it_finance(s: Setting) -> Months:
    def price(name: str) -> str:
        return f"{s.cards[name].price:.0f},000 euros"

    return (
        (("working_time", "gap", f"{s.service['payroll']} has no place for records of working time today."),
         ("board_wall", "no use", f"Every figure of the wall is already in {s.service['board']}.")),
        (("root_causes", "causes", f"Removing root causes is the cheapest offer: {price('root_causes')}."),
         ("rider_map", "lead", f"The map costs {price('rider_map')} and {s.weeks('rider_map')} weeks.")),
        (("margin_report", "no use", "The report of last year is still produced every night, for nobody."),
         ("", "", f"The second node costs {price('second_node')}, an outage of a day more.")),
        (("", "", "IT costs the same in a month with many results and in one with none."),
         ("working_time", "gap", f"{price('working_time')} for the records are less than a week of fines.")),
        (("", "", f"The phone switch costs {price('phone_switch')} this year or next."),
         ("", "", "Running contracts cannot be ended before the new year.")),
        (("", "", "Nothing that is ordered now is delivered this year."),
         ("", "", "What departments buy by themselves appears in nobody's account.")),
    )  # fmt: skip
