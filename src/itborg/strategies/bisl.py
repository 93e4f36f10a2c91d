"""BiSL: the business learns to manage its own demand for information.

One of the frameworks named in the workshop report. It works on the business side alone: on how managers state needs and
priorities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Bisl(Strategy):
    """Training of the demand side; IT itself does not change.

    IT understanding of every manager moves towards the target each day. A manager who understands IT states
    requirements that fit better and sees exaggeration as more costly; requests, promises and IT's own understanding
    change only as a consequence.

    Not in it: functions, processes and roles of the BiSL framework; a chief information officer on the business side;
    time of managers in class.
    """

    name = "bisl"
    meaning = "Managers learn information management: they understand the cost and risk of IT and state their needs."
    source = (
        "One of the frameworks named in the workshop report. Reich & Benbasat 2000: shared domain knowledge supports "
        "alignment. We found no usable effect sizes for BiSL itself."
    )
    assumption = (
        "Training raises IT understanding directly towards 0.65, most of it within 80 days: this rise is an input. "
        "It also makes exaggerating a priority slightly more expensive for a manager. 15 kEUR and 0.5 kEUR/day."
    )
    capacity_cost = "None charged: managers learn beside their work, which favours this strategy."
    left_out = "the time in which managers learn"
    delay = "Half of the gap closes in seven weeks, four fifths in 80 days."
    levers = frozenset({"business_training"})
    one_off_cost = 15.0
    running_cost = 0.5
    #: IT understanding towards which managers are trained, 0 to 1.
    understanding_target = 0.65

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the training level, the same on all days; the gap closes at the pace of coaching."""
        return {"business_training": always(days, self.understanding_target)}
