"""What the business roles know, month by month: worth, dates, orders and law; never effort or limits of IT."""

from __future__ import annotations

from .deck import FINE
from .fact_setting import Setting

type Row = tuple[str, str, str]  # initiative or "", half of its truth or "", sentence
type Months = tuple[tuple[Row, Row], ...]


def dealt(s: Setting) -> dict[str, Months]:
    """Return role -> the two useful facts of each month."""
    return {
        "executive": _executive(s), "sales": _sales(s), "marketing": _marketing(s), "kitchen": _kitchen(s),
        "finance": _finance(s), "hr": _hr(s),
    }  # fmt: skip


def _executive(s: Setting) -> Months:
    return (
        (("", "", f"The owners look at profit at the end of {s.months[-1]} and at nothing else."),
         ("board_wall", "no use", "I have wanted the wall for two years and have decided well without it.")),
        (("", "", "The owners give no more money: the budget is all there is."),
         ("", "", f"The campaign that begins on {s.autumn} is announced everywhere and cannot move.")),
        (("", "", "The owners have heard of our outages from their own families."),
         ("working_time", "law", "The ministry has written to all companies: there will be no delay of the law.")),
        (("", "", f"A rival prepares an offer for {s.months[-1]}."),
         ("margin_report", "no use", "I have never read a margin on the day after.")),
        (("", "", f"The campaign that begins on {s.winter} decides the half year."),
         ("", "", "The owners would rather have few things finished than many begun.")),
        (("", "", "Nothing that is not live in this month counts for the owners."),
         ("", "", "Next year's budget depends on this year's profit.")),
    )  # fmt: skip


def _sales(s: Setting) -> Months:
    shop, phone = s.service["shop"], s.service["phone"]
    return (
        (("order_ahead", "worth", f"A trial of Order ahead brought more orders than we claim, for {shop}, every day."),
         ("phone_switch", "share", f"Nearly a fifth of all orders come by {phone}; without it they are lost.")),
        (("second_node", "load", f"Orders in {s.months[2]} are {_percent(s, 2, 1)} above those of {s.months[1]}."),
         ("order_ahead", "worth", "Every month without Order ahead costs as much as the one before.")),
        (("", "", _outage_cost(shop, s.value["shop"])),
         ("phone_switch", "share", _outage_cost(phone, s.value["phone"]))),
        (("", "", "Guests who fail to order twice do not try a third time."),
         ("second_node", "load", f"In {s.months[5]} orders are {_percent(s, 5, 2)} above those of {s.months[2]}.")),
        (("phone_switch", "share", f"In bad weather more customers than usual order by {phone}."),
         ("order_ahead", "worth", "Order ahead brings nothing this year if it comes with the new year.")),
        (("", "", f"{s.months[5]} brings more orders than any other month."),
         ("", "", "Fridays bring the most orders of the week.")),
    )  # fmt: skip


def _marketing(s: Setting) -> Months:
    shop = s.service["shop"]
    return (
        (("match_night", "date", f"Match night sells from {s.autumn} to {s.autumn_end} only. In these days it is worth "
          "several times what we claim."),
         ("second_node", "load", f"A campaign brings two and a half times the orders to {shop}.")),
        (("stamp_card", "worth", "Of those who have a stamp card elsewhere, half order once more a month."),
         ("second_node", "load", f"Campaigns run from {s.autumn} to {s.autumn_end} and from {s.winter} to "
          f"{s.winter_end}.")),
        (("winter_box", "date", f"The Winter box sells from {s.winter} on, in this campaign only."),
         ("match_night", "date", f"After {s.autumn_end} nobody buys a Match night.")),
        (("winter_box", "date", f"Vouchers for the Winter box are printed for {s.winter}."),
         ("stamp_card", "worth", "A stamp card pays from its first day and every day after.")),
        (("", "", f"All places in newspapers for the campaign of {s.winter} are paid for."),
         ("second_node", "load", f"The campaign of {s.winter} is larger than that of {s.autumn}.")),
        (("winter_box", "date", "The Winter box sells for some days after the campaign as well."),
         ("", "", "A campaign that fails is remembered longer than one that never was.")),
    )  # fmt: skip


def _kitchen(s: Setting) -> Months:
    riders, kitchen = s.service["riders"], s.service["kitchen"]
    return (
        (("root_causes", "worth", f"When {riders} fails, orders are late, and a late order is a lost customer."),
         ("oven_forecast", "worth", "Cold ovens cost us more than we ever claimed.")),
        (("rider_map", "worth", "Customers like to see the map, but few order more because of it."),
         ("root_causes", "worth", _outage_cost(riders, s.value["riders"]))),
        (("", "", _outage_cost(kitchen, s.value["kitchen"])),
         ("oven_forecast", "worth", "The forecast saves food on every day on which it runs.")),
        (("root_causes", "worth", f"{riders} and {kitchen} fail with the same two messages every week."),
         ("", "", f"In {s.months[5]} we cook {_percent(s, 5, 0)} more than in {s.months[0]}.")),
        (("rider_map", "worth", "Riders find their way without the map."),
         ("", "", "Temporary staff for the last month are hired.")),
        (("", "", "Every oven is in use on Fridays."),
         ("", "", f"{kitchen} is not touched in the last two weeks of the year by tradition.")),
    )  # fmt: skip


def _finance(s: Setting) -> Months:
    return (
        (("working_time", "law", f"Breaking the law on working time costs {FINE:.0f},000 euros on every working day."),
         ("winter_box", "worth", "Last year's vouchers were all used: the Winter box is worth many times the "
          "claim.")),
        (("margin_report", "no use", "The last daily report was opened by nobody but me."),
         ("board_wall", "no use", "No decision of last year lacked a figure that the wall would show.")),
        (("winter_box", "worth", f"The Winter box earns more in {s.months[5]} than Order ahead in the half year."),
         ("", "", "Money that is not spent is profit.")),
        (("working_time", "law", "A fine on working time is paid until the records are kept, however late they come."),
         ("", "", "What is begun and not finished has cost its full price.")),
        (("", "", f"What is live in the middle of {s.months[5]} earns for two weeks only."),
         ("rider_map", "worth", "The map costs more than it can earn from now on.")),
        (("", "", "Nothing that starts now earns its price this year, unless it removes faults."),
         ("", "", "The books close on the last working day.")),
    )  # fmt: skip


def _hr(s: Setting) -> Months:
    return (
        (("working_time", "law", f"From {s.law} on the law demands a record of everybody's working time."),
         ("", "", "IT has no free hands: who is put on one thing leaves another.")),
        (("working_time", "law", f"The inspectors come in the first week after {s.law}."),
         ("", "", "A workshop day for all costs a day of everybody's work.")),
        (("", "", "People of both sides who know each other by name solve things faster."),
         ("working_time", "law", "Without records of working time even one day late is one day's fine.")),
        (("", "", "IT has worked more overtime than all other departments together."),
         ("", "", "Half of the managers have never talked to a developer.")),
        (("", "", "Those who are called away from their work twice a day finish little of it."),
         ("", "", "A workshop late in the year has little time to pay.")),
        (("", "", "Nobody takes a holiday in the last month."),
         ("", "", "Two people have asked for a place in the other department.")),
    )  # fmt: skip


def _outage_cost(service: str, value: float) -> str:
    """Return what a day without a service costs; `value` in kEUR a day."""
    if round(value) < 1:
        return f"Nobody knows what a full day without {service} costs."
    return f"A full day without {service} costs {value:.0f},000 euros."


def _percent(s: Setting, month: int, other: int) -> str:
    """Return how much more orders a month brings than another one, months counted from 0."""
    return f"{100 * (s.season[month] / s.season[other] - 1):.0f} %"
