"""Rhythms: how much a service matters on a day, against an ordinary day. All numbers are assumptions.

Retail follows weeks and campaigns, payroll paydays, finance the ends of months and quarters. The factor multiplies the
day value, so it moves losses and revenue, and part of the hazard of root causes.
"""

from __future__ import annotations

from ..common.periods import MONTH, QUARTER, WEEK
from .mechanism import Mechanism, parameter, rule

RETAIL, PAYROLL, FINANCE = 0, 1, 2


class Rhythms(Mechanism, meaning="services matter more at weekends, paydays, closings and in campaigns"):
    """Parameters of the calendar factors: for each rhythm its peaks, other days, and how long peaks last."""

    retail_peak = parameter(1.8, 1.2, 3.0, "ratio", "retail: factor on the last day of the week", core=True)
    retail_usual = parameter(0.85, 0.6, 1.0, "ratio", "retail: factor on other days", core=True)
    campaign_factor = parameter(2.5, 1.5, 4.0, "ratio", "retail: extra factor of a campaign")
    campaign_share = parameter(0.18, 0.05, 0.3, "share", "weeks with a campaign, where the folder names none")
    payday_factor = parameter(6.0, 3.0, 10.0, "ratio", "payroll: factor on paydays")
    payroll_usual = parameter(0.5, 0.2, 0.9, "ratio", "payroll: factor on other days")
    paydays = parameter(2.0, 1.0, 4.0, "day", "payroll: last days of a month that are paydays")
    closing_factor = parameter(4.5, 2.0, 8.0, "ratio", "finance: factor at the end of a month")
    quarter_factor = parameter(8.0, 4.0, 12.0, "ratio", "finance: factor at the end of a quarter")
    finance_usual = parameter(0.5, 0.2, 0.9, "ratio", "finance: factor on other days")
    closing_days = parameter(3.0, 1.0, 5.0, "day", "finance: last days of a month or quarter that are closing days")
    steady_factor = parameter(0.8, 0.5, 1.0, "ratio", "steady services: factor on every day")
    peak_from = parameter(1.4, 1.1, 2.0, "ratio", "factor over its mean from which a day is a peak")


@rule()
def factor(rhythm: int, day: int, campaign: bool, p: Rhythms) -> float:
    """Return how much a service matters on a day, against an ordinary day.

    rhythm    RETAIL, PAYROLL, FINANCE or another number for steady services
    day       working day of the model
    campaign  whether a campaign moves the service today

    >>> from itborg.mechanisms.registry import parameter_record
    >>> p = parameter_record()[0]
    >>> float(factor(RETAIL, 4, True, p)), float(factor(PAYROLL, 19, False, p)), float(factor(FINANCE, 59, False, p))
    (4.5, 6.0, 8.0)
    """
    if rhythm == RETAIL:
        usual = p.retail_peak if day % WEEK == WEEK - 1 else p.retail_usual
        return usual * p.campaign_factor if campaign else usual
    if rhythm == PAYROLL:
        return p.payday_factor if day % MONTH >= MONTH - p.paydays else p.payroll_usual
    if rhythm == FINANCE:
        if day % MONTH < MONTH - p.closing_days:
            return p.finance_usual
        return p.quarter_factor if day % QUARTER >= QUARTER - p.closing_days else p.closing_factor
    return p.steady_factor


@rule()
def mean_factor(rhythm: int, sensitive: bool, p: Rhythms) -> float:
    """Return the mean of `factor` over a year, campaigns included at their usual share.

    sensitive  whether campaigns move the service

    >>> from itborg.mechanisms.registry import parameter_record
    >>> round(float(mean_factor(FINANCE, False, parameter_record()[0])), 3)
    1.275
    """
    if rhythm == RETAIL:
        usual = (p.retail_peak + (WEEK - 1.0) * p.retail_usual) / WEEK
        return usual * (1.0 + (p.campaign_factor - 1.0) * p.campaign_share) if sensitive else usual
    if rhythm == PAYROLL:
        return (p.payday_factor * p.paydays + p.payroll_usual * (MONTH - p.paydays)) / MONTH
    if rhythm == FINANCE:
        months = QUARTER // MONTH
        usual = p.finance_usual * (MONTH - p.closing_days) * months
        return (
            usual + p.closing_factor * p.closing_days * (months - 1.0) + p.quarter_factor * p.closing_days
        ) / QUARTER
    return p.steady_factor


@rule("today/mean > p.peak_from")
def is_peak(today: float, mean: float, p: Rhythms) -> bool:
    """Return whether a calendar factor is a peak of its service.

    today  calendar factor of the day
    mean   mean factor of the service, above 0

    Peaks are relative to the service: one that always matters has none.
    """
    return today / mean > p.peak_from
