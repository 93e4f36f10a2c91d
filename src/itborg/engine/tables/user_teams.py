"""Which business teams use a service: the team that owns it, and teams that own none.

The list is kept so that an outage reaches its users without a walk through all people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ..state import BUSINESS, NONE

if TYPE_CHECKING:
    from ..state import World


@rule
def assign_users(w: World) -> None:
    """Let every business team that owns no service use one, each equally likely (stream USES, by team). Assumption.

    Writes `uses` and `next_user` of teams and `first_user` of services, a list in descending order of rows.
    """
    seed = w.organisation[0].seed
    for s in range(len(w.services)):
        w.services[s].first_user = NONE
    for g in range(len(w.teams)):
        team = w.teams[g]
        team.uses = NONE
        if team.side == BUSINESS and team.services == 0:
            s = random_numbers.below(len(w.services), random_numbers.uniform(seed, S.USES, team.key, 0))
            team.uses = s
            team.next_user = w.services[s].first_user
            w.services[s].first_user = g
