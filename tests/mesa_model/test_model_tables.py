"""Tables have the same meaning in compiled and in interpreted code."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.engine import state
from itborg.engine.history import HISTORY
from itborg.mechanisms.registry import PARAMETER_DTYPE
from itborg.strategies import LEVER_DTYPE

RECORDS = {name: kind for name, kind in vars(state).items() if isinstance(kind, np.dtype)}
RECORDS |= {"HISTORY": HISTORY, "PARAMETER_DTYPE": PARAMETER_DTYPE, "LEVER_DTYPE": LEVER_DTYPE}


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_no_column_has_the_name_of_a_numpy_attribute(name: str) -> None:
    """In interpreted code `row.size` is numpy's size of a scalar, even if a column has that name."""
    assert [column for column in RECORDS[name].names or () if hasattr(np.record, column)] == []
