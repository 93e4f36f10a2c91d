"""Labels: how much stated priorities exaggerate, and how much they still say."""

from __future__ import annotations

from itborg.measures.arithmetic import correlation_from_sums, ratio
from itborg.measures.measure import Measure
from itborg.measures.window import Window


def priority_inflation(w: Window) -> float:
    """Return mean stated minus true level, 1 to 4, of changes and incidents opened."""
    return ratio(w.total["label_sum"] - w.total["level_sum"], w.total["labels"])


def label_information(w: Window) -> float:
    """Return the correlation of stated and true levels; NaN if either never varies."""
    names = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")
    return correlation_from_sums(*(w.total[name] for name in names))


MEASURES = (
    Measure(
        "priority_inflation",
        "mean of stated - true level over changes and incidents, last quarter",
        "level",
        "lower",
        priority_inflation,
    ),
    Measure(
        "label_information",
        "correlation of stated and true level, last quarter",
        "correlation",
        "higher",
        label_information,
    ),
)
