"""Money: what staff cost, and what services are worth.

Everything that the business gains or loses is a share of the day value of a service, so day values set the scale of all
effects in kEUR. Values that an organisation's files supply take precedence.
"""

from __future__ import annotations

import math

from .mechanism import Mechanism, parameter, rule


class Money(Mechanism, meaning="staff and services have a daily value"):
    """Parameters of costs and values: per IT person and day, and per service and day, kEUR. All are assumptions."""

    staff_cost = parameter(0.35, 0.25, 0.5, "kEUR/day", "cost of one IT person")
    service_value = parameter(
        9.25, 5.0, 15.0, "kEUR/day", "mean day value of a service where the folder gives none", core=True
    )
    service_value_sigma = parameter(0.6, 0.3, 0.9, "log-sd", "spread of the day values of services")
    users_per_service = parameter(
        1.75,
        1.0,
        3.0,
        "count",
        "business people per service in the organisation whose impacts are the reference",
        core=True,
    )


@rule("p.service_value/reach*exp(p.service_value_sigma*z - p.service_value_sigma**2/2)")
def service_value(z: float, reach: float, p: Money) -> float:
    """Return the day value of a service, kEUR, the greater the more people use it.

    z      a standard normal number
    reach  share of its users whom one disturbance reaches, above 0, to 1

    Log-normal with mean `service_value` / reach: in a large organisation one service carries more business. Assumption.
    """
    spread = p.service_value_sigma * z - p.service_value_sigma * p.service_value_sigma / 2.0
    return p.service_value / reach * math.exp(spread)


@rule("min(1, services/people*p.users_per_service)")
def reach(services: float, people: float, p: Money) -> float:
    """Return the share of a service's users whom one disturbance reaches, 0 to 1.

    services, people   numbers of services and of business people

    Services with many users are spread over places, and one fault does not stop them all. It keeps the loss by one
    incident alike in organisations of different size. Assumption.
    """
    return min(1.0, services / people * p.users_per_service)
