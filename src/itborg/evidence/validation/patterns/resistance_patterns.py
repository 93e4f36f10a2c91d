"""The pattern of resistance to a mandate (P6): it spreads, may end in exit, outlasts its cause; IT's answer decides.

Shares of managers are means over the last quarter of a run; days count from the strategy's start.
"""

from __future__ import annotations

from functools import cache

from ....strategies.itil import Itil
from ....strategies.programme import Intervention, Programme
from ..pattern import Check, Pattern
from ..run_cache import RunCache

#: Policing of borg, 0 to 1, and the day on which a mandate is dropped.
POLICING, DROPPED = 0.3, 240


@cache
def mandated(rectify: float = 0.0, enforcement: float = 0.0, until: int | None = None) -> Programme:
    """Return ITIL by mandate, with an answer of IT to resistance; nothing but the levers of ITIL is charged for.

    rectify, enforcement  levers, 0 to 1: with neither IT's answer is inaction
    until                 day on which mandate and policing end; None: never
    """
    values = {"mandate": 1.0, "rectify": rectify, "enforcement": enforcement}
    held = tuple(Intervention(lever, value, end=until) for lever, value in values.items())
    return Programme(
        name=f"mandate, rectify {rectify:g}, enforcement {enforcement:g}, until {until}",
        meaning="", source="", assumption="",
        levers=Itil.levers | frozenset(values), parts=(Itil(),), interventions=held,
    )  # fmt: skip


def by_mandate(measure: str, *, above: bool) -> Check:
    """Return the check that a mandate raises or lowers a measure, compared with the same content without it.

    measure  name
    above    True if borg minus itil is expected above 0, else below 0
    """

    def value(run_cache: RunCache) -> float:
        return run_cache.measure(measure, "borg") - run_cache.measure(measure, "itil")

    statement = f"{measure}, borg minus itil"
    return Check(statement, value, above=0.0) if above else Check(statement, value, below=0.0)


def cascade(run_cache: RunCache) -> float:
    """Return the share of managers in a coalition under borg without the pull of colleagues, minus that with it."""
    return run_cache.measure("coalition_share", "borg", peers=0.0) - run_cache.measure("coalition_share", "borg")


def left_over(run_cache: RunCache) -> float:
    """Return the share of managers who protest up to 240 days after a mandate was dropped, minus that of itil."""
    dropped = mandated(enforcement=POLICING, until=DROPPED)
    return run_cache.measure("protest_share", dropped) - run_cache.measure("protest_share", "itil")


def rectified(run_cache: RunCache) -> float:
    """Return the share of managers who protest where IT gives way as it notices them, minus that where it does not."""
    return run_cache.measure("protest_share", mandated(rectify=1.0)) - run_cache.measure("protest_share", mandated())


def enforced(run_cache: RunCache) -> float:
    """Return the probability of exit with full policing minus that with light policing."""
    return run_cache.measure("exit_probability", "borg_enforced") - run_cache.measure("exit_probability", "borg")


P6 = Pattern(
    "P6",
    "assimilation is resisted",
    "The same content by mandate is worked round, costs trust and value, and may end with IT voted out; resistance "
    "spreads among colleagues, outlasts its cause, and depends on the answer of IT.",
    "Workshop report: the Borg, and the threat of outsourcing. Reactance: Brehm 1966. Stages and answers: Lapointe & "
    "Rivard 2005, Rivard & Lapointe 2012. Thresholds: Granovetter 1978.",
    (
        by_mandate("workaround_share", above=True),
        by_mandate("exit_probability", above=True),
        by_mandate("net_value", above=False),
        by_mandate("trust_business_to_it", above=False),
        Check("coalition_share under borg, without the pull of colleagues minus with it", cascade, below=0.0),
        Check("protest_share, mandate dropped on day 240 minus itil", left_over, above=0.05),
        Check("protest_share under a mandate, rectification minus inaction", rectified, below=0.0),
        Check("exit_probability, borg_enforced minus borg", enforced, above=0.0, decisive=False),
    ),
    caution="That a mandate threatens and that policing backfires is put into the rules (`threat`, `backfire`), so the "
    "first two checks and the last one are partly built in. The cascade, lasting resistance and the difference made by "
    "rectification are not.",
)
