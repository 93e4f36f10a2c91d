"""The kernel by which people take stock of their ties between two days, after something changed them from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..common.numba_support import by_reference, compiled, rule
from .state import World
from .tables.relations import update_person_means

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
