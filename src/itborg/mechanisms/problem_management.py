"""Problem management: which root cause is analysed, by business case or by taste, and how fast.

Removing a root cause saves its future incidents, so the benefit depends on picking those whose incidents cost most.
The business case needs understanding of the business; taste needs none.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, parameter, rule


class ProblemManagement(
    Mechanism,
    meaning="root causes are analysed and removed; analysis is learned by doing",
):
    """Parameters of the effort, the skill and the choice of problem staff.

    `case_...` weight the business case, `taste_...` technical interest; both are scores, on the scale of ln. The
    effort is fitted to the age of closed problems, everything else is assumed.
    """

    cause_effort = parameter(
        12.5,
        5.0,
        15.0,
        "pd",
        "mean effort to find and remove a root cause",
        "fitted to the age of closed problems at Volvo IT (BPI Challenge 2013)",
        symbol="rc_eff",
        core=True,
    )
    analysis_learning = parameter(
        12.0,
        4.0,
        25.0,
        "count",
        "removed root causes until problem analysis is 63 % learned",
        DIRECTION + "learning curve",
        symbol="pm_learn",
    )
    cause_effort_variance = parameter(0.16, 0.04, 0.5, "log-var", "variance of ln of cause_effort between root causes")
    hidden_analysis = parameter(1.5, 1.0, 2.5, "ratio", "effort to remove a root cause that shadow IT left")
    unlearned_analysis = parameter(0.5, 0.25, 0.9, "share", "speed of problem analysis without practice")
    problems_in_view = parameter(250.0, 100.0, 500.0, "count", "rows of root causes that one person looks through")
    frequency_floor = parameter(0.05, 0.02, 0.1, "1/day", "added to the incidents of a root cause before taking ln")
    case_blind = parameter(0.3, 0.0, 0.6, "share", "service value counted by who does not understand the business")
    case_effort = parameter(0.5, 0.25, 1.0, "exponent", "effort left in the business case of a root cause")
    case_least_effort = parameter(0.5, 0.1, 1.0, "pd", "added to the effort left before taking ln")
    taste_frequency = parameter(0.5, 0.25, 1.0, "score", "technical interest per ln of the incidents of a root cause")
    taste_sigma = parameter(0.8, 0.4, 1.6, "score", "spread of technical interest between people and root causes")
    taste_finish = parameter(1.0, 0.0, 2.0, "score", "technical interest added where a root cause is nearly removed")
    nearly_removed = parameter(3.0, 1.0, 6.0, "pd", "effort left below which a root cause is nearly removed")
    begun_problem = parameter(0.5, 0.0, 1.0, "score", "bonus for a root cause on which work has begun")
    hidden_found = parameter(0.1, 0.0, 0.3, "probability", "IT that does not understand finds what shadow IT left")


@rule("""
    needed*p.hidden_analysis if hidden else needed
    needed = p.cause_effort * exp(sqrt(p.cause_effort_variance)*z - p.cause_effort_variance/2)
""")
def effort(z: float, hidden: bool, p: ProblemManagement) -> float:
    """Return the effort to find and remove a root cause, person-days; log-normal with mean `cause_effort`.

    z       standard normal number
    hidden  whether shadow IT left it

    Assumption; the mean is fitted.
    """
    needed = p.cause_effort * math.exp(math.sqrt(p.cause_effort_variance) * z - p.cause_effort_variance / 2.0)
    return needed * p.hidden_analysis if hidden else needed


@rule("""
    p.unlearned_analysis + (1 - p.unlearned_analysis)*learned
    learned = 1 - exp(-practice/(p.analysis_learning*scale))
""")
def skill(practice: float, scale: float, p: ProblemManagement) -> float:
    """Return the speed of problem analysis, as a share of full speed, 0 to 1.

    practice  root causes removed so far
    scale     size of IT against the reference organisation, above 0

    Skill belongs to the organisation: methods are shared. So the first months of problem management show little.
    Source: learning curve; the exponential form is ours.
    """
    learned = 1.0 - math.exp(-practice / (p.analysis_learning * scale))
    return p.unlearned_analysis + (1.0 - p.unlearned_analysis) * learned


@rule("log(p.frequency_floor + count)")
def often(count: float, p: ProblemManagement) -> float:
    """Return how often a root cause shows, ln of incidents per day; `count` is incidents per day as remembered."""
    return math.log(p.frequency_floor + count)


@rule("""
    often + seen*log(value) - p.case_effort*log(left + p.case_least_effort)
    seen = p.case_blind + (1 - p.case_blind)*understanding
""")
def business_case(often: float, understanding: float, value: float, left: float, p: ProblemManagement) -> float:
    """Return the worth of removing a root cause as one person sees it, ln: incidents x service value / effort left.

    often          ln of remembered incidents per day, see `often`
    understanding  of the service, 0 to 1
    value          day value of the service, kEUR
    left           effort left, person-days

    Who understands nothing still counts `case_blind` of ln value: some services are known to matter. Assumption.
    """
    seen = p.case_blind + (1.0 - p.case_blind) * understanding
    return often + seen * math.log(value) - p.case_effort * math.log(left + p.case_least_effort)


@rule("""
    p.taste_frequency*often + p.taste_sigma*z + finish
    finish = p.taste_finish if left < p.nearly_removed else 0
""")
def technical_interest(often: float, z: float, left: float, p: ProblemManagement) -> float:
    """Return how interesting a root cause is to one person: often met, soon removed, and a matter of taste.

    often  ln of remembered incidents per day, see `often`
    z      standard normal number of the person and the root cause
    left   effort left, person-days

    Assumption.
    """
    finish = p.taste_finish if left < p.nearly_removed else 0.0
    return p.taste_frequency * often + p.taste_sigma * z + finish


@rule("reached + p.hidden_found")
def finding_hidden(reached: float, p: ProblemManagement) -> float:
    """Return the probability that IT can find a root cause left by shadow IT.

    reached  mean voice in IT of the owners of the service, 0 to 1

    IT does not run what the business bought by itself; it finds it where the business talks to it. Assumption.
    """
    return reached + p.hidden_found
