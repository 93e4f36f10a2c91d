"""The patterns, one theme a file."""

from __future__ import annotations

from ..pattern import Check, Pattern
from .people_patterns import P2, P7, P9, P10, P13, P14
from .process_patterns import P5, P6, P8, P12, P15, P16
from .service_patterns import P1, P3, P4, P11

PATTERNS: dict[str, Pattern] = {
    one.id: one for one in (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16)
}
#: P17: what the untreated organisation has to show everywhere.
EVERYWHERE = ("P1", "P3", "P11", "P15")


def untreated_checks(pattern: Pattern) -> list[Check]:
    """Return the checks of a pattern that need nothing but the untreated organisation."""
    return [check for check in pattern.checks if check.untreated and not check.aside]
