"""Problem management: which root cause is analysed, by business case or by taste, and how fast."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, parameter


class ProblemManagement(
    Mechanism,
    meaning="root causes are analysed and removed; analysis is learned by doing",
):
    """Parameters of the mechanism."""

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
        core=True,
    )
