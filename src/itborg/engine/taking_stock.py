"""The kernels by which people take stock of their ties between two days, and by which their opinions are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..common.numba_support import by_reference, compiled, rule
from .state import BUSINESS, IT, World
from .tables.relations import mean_trust, update_person_means

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@compiled
def take_stock(w: World, people: NDArray[np.int64]) -> None:
    """Update what some people keep about their ties. This is the compiled kernel; see `update_person_means`.

    w       changed in place
    people  rows of people
    """
    take_stock_of(by_reference(w), people)


@rule
def take_stock_of(w: World, people: NDArray[np.int64]) -> None:
    """Update the means over ties of some people, one after the other; arguments as in `take_stock`."""
    for i in people:
        update_person_means(w, i)


@compiled
def read_opinions(w: World, opinions: NDArray[np.float64]) -> None:
    """Write what everybody thinks of the other side as of now; the world is not changed. See `traits.read_trust`.

    opinions  shape (people,), changed in place
    """
    opinions_of(by_reference(w), opinions)


@rule
def opinions_of(w: World, opinions: NDArray[np.float64]) -> None:
    """Write everybody's opinion of the other side, one after the other; arguments as in `read_opinions`."""
    for i in range(len(opinions)):
        opinions[i] = mean_trust(w, i, BUSINESS if w.people[i].side == IT else IT)
