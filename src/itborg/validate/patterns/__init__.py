"""The patterns, one theme a file."""

from __future__ import annotations

from ..pattern import Check, Pattern
from .calendar import P12
from .firefighting import P4
from .framework import P5, P6, P8
from .inflation import P1
from .learning import P13, P14
from .relationship import P7, P9
from .routing import P15, P16
from .ties import P2
from .trust import P10
from .watermelon import P3, P11

PATTERNS: dict[str, Pattern] = {
    one.id: one for one in (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16)
}
#: P17: what the untreated organisation has to show everywhere.
EVERYWHERE = ("P1", "P3", "P11", "P15")


def untreated_checks(pattern: Pattern) -> list[Check]:
    """Return the checks of a pattern that need nothing but the untreated organisation."""
    return [check for check in pattern.checks if check.untreated and not check.aside]
