"""Money: what staff cost, and what services are worth."""

from __future__ import annotations

from .mechanism import Mechanism, parameter


class Money(
    Mechanism,
    meaning="staff and services have a daily value",
):
    """Parameters of the mechanism."""

    staff_cost = parameter(0.35, 0.25, 0.5, "kEUR/day", "cost of one IT person", core=True)
    service_value = parameter(
        9.25, 5.0, 15.0, "kEUR/day", "mean day value of a service where the folder gives none", core=True
    )
