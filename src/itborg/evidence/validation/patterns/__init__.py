"""All patterns; each file holds one theme.

Patterns that the model does not reproduce are kept, with an explanation where one is known.
"""

from __future__ import annotations

from ..pattern import Check, Pattern
from .network_patterns import N1, N2, N3, N4, N5, N6
from .people_patterns import P2, P10, P13, P14
from .process_patterns import P5, P12, P15, P16
from .relationship_patterns import P7, P8, P9
from .resistance_patterns import P6
from .service_patterns import P1, P3, P4, P11

PATTERNS: dict[str, Pattern] = {
    one.id: one
    for one in (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, N1, N2, N3, N4, N5, N6)
}
#: P17: the patterns that the baseline of any organisation must show.
ANY_ORGANISATION = ("P1", "P3", "P11", "P15")
#: Those that are computed in other organisations: of the network as well, whose results do not decide P17.
IN_OTHER_ORGANISATIONS = (*ANY_ORGANISATION, "N3", "N4")


def baseline_checks(pattern: Pattern) -> list[Check]:
    """Return the decisive checks of a pattern that need runs of the baseline only: those that any organisation has."""
    return [check for check in pattern.checks if check.baseline_only and check.decisive]
