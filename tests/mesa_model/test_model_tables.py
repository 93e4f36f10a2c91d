"""Tables mean the same to compiled and to interpreted code."""

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
def test_no_column_hides_behind_an_attribute_of_numpy(name: str) -> None:
    """Interpreted, `row.size` is numpy's own size of a scalar, whatever a column of that name says."""
    assert [column for column in RECORDS[name].names or () if hasattr(np.record, column)] == []
