"""What of a strategy's result is put in rather than found.

Some levers change directly what people know or feel: a workshop teaches on the day, coaching raises language. That
rise is an input; only what follows from it is a result. Other strategies leave a cost out of their bill. Tables mark
both.
"""

from __future__ import annotations

from typing import Any

from .levers import LEVERS


def put_in(strategy: Any, days: int) -> list[str]:
    """Return what of a strategy's result is an input, in a few words each; [] if all of it is found.

    strategy  with or without a fixed schedule; a reactive one is described by the levers that it may set
    days      working days of the schedule

    >>> from itborg.strategies.specification import strategy
    >>> put_in(strategy("itil"), 20), put_in(strategy("counsellor"), 20)
    ([], ['effect of counselling on people'])
    """
    traits = [one.name for one in LEVERS if one.kind == "trait" and one.name in getattr(strategy, "levers", ())]
    if traits and not getattr(strategy, "reacts", False):
        rows = strategy.schedule(days)
        traits = [name for name in traits if (rows[name] != 0.0).any()]
    found = [f"effect of {' and '.join(one.replace('_', ' ') for one in traits)} on people"] if traits else []
    left_out = [getattr(one, "left_out", "") for one in (strategy, *getattr(strategy, "parts", ()))]
    return found + [f"not charged: {one}" for one in left_out if one]
