"""Change requests: how many arise, what they are worth, which are dropped, and what IT promises.

Value, obstacles, cost and risk are reckoned as in VOCR, the decision rule of the workshops. Value decays while a
request waits, so the order of work and the length of the queue decide how much of it the business gets.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, parameter, rule


class Requests(
    Mechanism,
    meaning="needs of the business become change requests with a value, an effort and a promise",
):
    """Parameters of requests.

    Groups: demand and value of changes; how managers and the board reckon (`change_day_price`, `expected_fit`);
    promises; paperwork; reviews; memories of capacity; and values at the start. Rates hold for an IT of 21 resolvers.
    """

    request_rate = parameter(
        0.95,
        0.65,
        1.3,
        "1/day",
        "change requests, for 21 people who solve incidents (scaled with size)",
        symbol="req_rate",
        core=True,
    )
    change_value = parameter(
        0.19, 0.1, 0.3, "kEUR/day", "median daily benefit of a perfectly fitting change", symbol="V_med", core=True
    )
    change_value_sigma = parameter(1.0, 0.6, 1.4, "log-sd", "spread of change values", symbol="V_sig", core=True)
    change_effort = parameter(11.0, 7.0, 16.0, "pd", "mean effort of a change", symbol="E_mean", core=True)
    opportunity_window = parameter(
        90.0, 40.0, 200.0, "day", "e-fold loss of value while a change waits", symbol="tau_v", core=True
    )
    benefit_life = parameter(
        250.0, 150.0, 500.0, "day", "mean life of a delivered benefit", symbol="ben_life", core=True
    )
    promise_optimism = parameter(
        0.75,
        0.5,
        1.0,
        "ratio",
        "promised over expected lead time",
        DIRECTION + "workshop reports: over-promising",
        symbol="optim",
    )
    change_effort_sigma = parameter(0.6, 0.3, 0.9, "log-sd", "spread of change efforts")
    change_day_price = parameter(
        0.35, 0.2, 0.6, "kEUR/pd", "price of a person-day, as managers and the board reckon a change"
    )
    expected_fit = parameter(
        0.4, 0.2, 0.7, "share", "part of a change's value that managers and the board expect to get"
    )
    density_exponent = parameter(0.6, 0.3, 1.0, "exponent", "effort in the value density of a change")
    promise_margin = parameter(1.1, 1.0, 1.4, "ratio", "margin that IT adds to the lead time it promises")
    promise_by_catalogue = parameter(
        1.25, 1.0, 1.5, "ratio", "promised over expected lead time with a service catalogue"
    )
    promise_by_board = parameter(1.1, 1.0, 1.5, "ratio", "promised over expected lead time with a change board")
    shortest_promise = parameter(5.0, 1.0, 10.0, "day", "shortest lead time that IT promises")
    overhead_paperwork = parameter(0.05, 0.0, 0.1, "share", "extra change effort at full overhead of the process")
    mandate_paperwork = parameter(0.15, 0.0, 0.3, "share", "extra change effort of a mandatory process")
    withdrawn_after = parameter(
        2.2, 1.5, 4.0, "windows", "opportunity windows after which a request is withdrawn at a review"
    )
    review_days = parameter(20.0, 10.0, 60.0, "day", "how often managers look through the requests that wait")
    capacity_memory = parameter(0.02, 0.01, 0.05, "1/day", "weight of today in the capacity as it is remembered")
    least_change_capacity = parameter(0.5, 0.2, 2.0, "pd/day", "lowest capacity for changes that anybody reckons with")
    least_incident_capacity = parameter(
        2.0, 0.5, 4.0, "pd/day", "lowest capacity for incidents that anybody reckons with"
    )
    change_capacity_start = parameter(
        4.5, 2.0, 8.0, "pd/day", "capacity for changes as remembered at the start, for 21 people who solve incidents"
    )
    incident_capacity_start = parameter(
        9.0, 4.0, 15.0, "pd/day", "capacity for incidents as remembered at the start, for 21 people who solve incidents"
    )
    delivered_start = parameter(0.3, 0.1, 0.6, "share", "part of the requests that had been delivered before the start")
    delivered_fit_start = parameter(0.45, 0.2, 0.7, "share", "fit in time of what had been delivered before the start")
    late_after = parameter(1.5, 1.0, 2.5, "ratio", "wait over promise from which a review counts a request as late")


@rule("p.change_value * exp(p.change_value_sigma*z)")
def value(z: float, p: Requests) -> float:
    """Return the daily benefit of a perfectly fitting change, kEUR, from a standard normal number.

    Log-normal around the median `change_value`: few changes carry most of the value, which is why choosing pays.
    """
    return p.change_value * math.exp(p.change_value_sigma * z)


@rule("p.change_effort * exp(p.change_effort_sigma*z - p.change_effort_sigma**2/2)")
def size(z: float, p: Requests) -> float:
    """Return the size of a change in person-days, from a standard normal number; its mean is `change_effort`.

    Independent of the value: nobody knows a request's worth from its size. Assumption.
    """
    return p.change_effort * math.exp(p.change_effort_sigma * z - p.change_effort_sigma * p.change_effort_sigma / 2.0)


@rule("p.change_day_price*size + cause_cost*min(risk, 1)")
def cost(size: float, risk: float, cause_cost: float, p: Requests) -> float:
    """Return what a change is reckoned to cost, kEUR: its effort and the root cause it may leave (VOCR).

    size        person-days
    risk        probability that it leaves a root cause; above 1 counts as 1
    cause_cost  expected cost of a root cause, kEUR

    Managers weight it by their understanding of IT: without that they see the benefit only.
    """
    return p.change_day_price * size + cause_cost * min(risk, 1.0)


@rule("p.expected_fit*value*p.benefit_life")
def expected_benefit(value: float, p: Requests) -> float:
    """Return what a change is expected to yield in all, kEUR, for a daily value as it looks beforehand.

    value  daily benefit of a perfect fit, kEUR; over its mean life, at the fit that experience suggests
    """
    return p.expected_fit * value * p.benefit_life


@rule("1 - (1 - v)*(1 - u)")
def joint_knowledge(v: float, u: float) -> float:
    """Return how far the cost of a need is known to a manager and a builder together, 0 to 1. Assumption.

    v, u  the manager's understanding of IT and the builder's understanding of the service, 0 to 1

    What either of them knows, both know after they have discussed the need.
    """
    return 1.0 - (1.0 - v) * (1.0 - u)


@rule("log(value/p.change_value) - p.density_exponent*log(size/p.change_effort)")
def log_density(value: float, size: float, p: Requests) -> float:
    """Return the value density of a change, ln against the average change. Assumption.

    value  daily benefit, kEUR, above 0
    size   person-days, above 0

    Value per effort, the criterion for the order of work with scarce hands; an exponent below 1 keeps small
    changes from always winning.
    """
    return math.log(value / p.change_value) - p.density_exponent * math.log(size / p.change_effort)


@rule("""
    max(p.promise_optimism, p.promise_by_catalogue*catalogue, realistic_promises, p.promise_by_board*board)
""")
def promise_style(catalogue: float, realistic_promises: float, board: float, p: Requests) -> float:
    """Return promised over expected lead time before the margin: the most cautious way of promising in force counts.

    catalogue, board     levers, 0 to 1
    realistic_promises   lever, the ratio itself

    Below 1 IT promises what it cannot keep. Source: workshop reports for the direction; the ratios are ours.
    """
    return max(
        p.promise_optimism, max(p.promise_by_catalogue * catalogue, max(realistic_promises, p.promise_by_board * board))
    )


@rule("max(p.shortest_promise, style*p.promise_margin*(ahead + effort)/capacity)")
def promise(style: float, ahead: float, effort: float, capacity: float, p: Requests) -> float:
    """Return the lead time that IT promises, working days.

    style          promised over expected lead time
    ahead, effort  person-days before the change and of the change
    capacity       person-days a day, as remembered, above 0

    The expectation counts today's queue only; top labels that come later push the change back. Assumption.
    """
    return max(p.shortest_promise, style * p.promise_margin * (ahead + effort) / capacity)


@rule("""
    (1 + paperwork*framework*(1 - paperwork_off) + p.overhead_paperwork*overhead + p.mandate_paperwork*mandate) * factor
""")
def effort_factor(
    framework: float,
    paperwork: float,
    paperwork_off: float,
    overhead: float,
    mandate: float,
    factor: float,
    p: Requests,
) -> float:
    """Return the effort of a change relative to its size: paperwork, mandate, change orders.

    framework                          adoption of the framework, 0 to 1
    paperwork                          extra effort at full adoption, share
    paperwork_off, overhead, mandate   levers, 0 to 1
    factor                             lever, ratio

    The price of process. Assumption.
    """
    paper = paperwork * framework * (1.0 - paperwork_off) + p.overhead_paperwork * overhead
    return (1.0 + paper + p.mandate_paperwork * mandate) * factor


@rule("exp(-wait/p.opportunity_window)")
def timely(wait: float, p: Requests) -> float:
    """Return the share of a change's value that is left after a wait in days, 0 to 1.

    Exponential with `opportunity_window`: needs change, and competitors do not wait. Assumption.
    """
    return math.exp(-wait / p.opportunity_window)


@rule("max(least, capacity + p.capacity_memory*(done - capacity))")
def remembered_capacity(capacity: float, done: float, least: float, p: Requests) -> float:
    """Return the capacity for one kind of work as remembered, person-days a day, after a day on which `done` was done.

    capacity  as remembered before
    least     lowest value that anybody reckons with, above 0: promises divide by it

    Exponential smoothing over about 1/`capacity_memory` days. Assumption.
    """
    return max(least, capacity + p.capacity_memory * (done - capacity))


@rule("""
    p.delivered_start*p.request_rate*scale*p.change_value*p.benefit_life*exp(p.change_value_sigma**2/2)*p.delivered_fit_start
""")
def benefit_at_start(scale: float, p: Requests) -> float:
    """Return the daily benefit, kEUR, of what had been delivered before the start.

    scale   people who solve incidents, relative to the 21 of the reference

    An organisation does not begin with nothing; the burn-in corrects the level. Assumption.
    """
    delivered = p.delivered_start * p.request_rate * scale * p.change_value * p.benefit_life
    return delivered * math.exp(p.change_value_sigma**2 / 2.0) * p.delivered_fit_start
