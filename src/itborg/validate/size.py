"""How much is run: enough for a look, or enough for a table one may cite."""

from __future__ import annotations

from typing import NamedTuple


class Size(NamedTuple):
    """Numbers of lucks and points.

    name    what it is called
    lucks   pairs of runs behind every check at the default parameters
    dear    of these for checks that take runs of years
    shocks  of these for shocks to the network
    points  points of the Latin hypercube
    each    lucks at every point
    people  lucks in an organisation of about so many people, at most; (people, lucks), ascending
    """

    name: str
    lucks: int
    dear: int
    shocks: int
    points: int
    each: int
    people: tuple[tuple[int, int], ...]

    def lucks_for(self, people: int) -> int:
        """Return how many lucks an organisation of this size gets.

        >>> QUICK.lucks_for(1000) < QUICK.lucks_for(20)
        True
        """
        return next((lucks for most, lucks in self.people if people <= most), self.people[-1][1])


QUICK = Size("quick", 20, 8, 8, 24, 1, ((50, 16), (150, 8), (400, 4), (10**9, 2)))
FULL = Size("full", 200, 80, 60, 120, 2, ((50, 120), (150, 60), (400, 30), (10**9, 12)))
