"""Reactive strategies: they look every so often at what people can see, and decide what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, override

import numpy as np

from itborg.errors import InputError
from itborg.spans import MONTH
from itborg.strategies.base import Strategy
from itborg.strategies.combine import combined
from itborg.strategies.levers import LEVERS, levers_at_rest
from itborg.strategies.looking import Condition, Look


class Answer(NamedTuple):
    """Something to do if a condition holds.

    part  a strategy; its days count from when it is first done
    when  what has to be seen; None: it is done whatever is seen
    keep  True: once begun it stays; False: it rests again when the condition no longer holds
    """

    part: Strategy
    when: Condition | None
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class Reactive(Strategy):
    """A strategy that looks and answers.

    answers  what it may do
    check    working days between two looks; the first is on the evening before it starts

    What it will do depends on what happens, so it has no schedule until it has been lived. Between two looks
    it turns levers as any strategy does, and nothing of the world reaches it but `looking.look`.
    """

    name: str
    meaning: str
    source: str
    assumption: str
    levers: frozenset[str]
    capacity_cost: str = "That of whatever it has begun."
    delay: str = "It begins after a look, and then as what it begins."
    one_off_cost: float = 0.0
    running_cost: float = 0.0
    answers: tuple[Answer, ...] = ()
    check: int = MONTH

    reacts = True

    def done(self, looks: Sequence[Look]) -> list[list[bool]]:
        """Return for each answer whether it is done after each look. Depends on what was seen and nothing else."""
        return [_done(one, looks) for one in self.answers]

    def looks_on(self, days: int) -> range:
        """Return the days on whose morning it looks."""
        return range(self.start, days, self.check)

    def turned(self, looks: Sequence[Look], days: int) -> np.ndarray:
        """Return `days` rows of levers, as if nothing new were seen after these looks."""
        live = max(0, days - self.start)
        periods = zip(self.answers, self.done(looks), strict=True)
        full = combined([self._rows(one, when, live) for one, when in periods], live)
        full["running_cost"] += self.running_cost
        full["one_off_cost"][:1] += self.one_off_cost
        return self.dosed(full, days)

    @override
    def schedule(self, days: int) -> np.ndarray:
        raise InputError(
            f"'{self.name}' reacts to what happens and has no schedule of its own; "
            "it can be compared and run, not combined, dosed to equal terms or taken apart"
        )

    def _rows(self, one: Answer, done: Sequence[bool], days: int) -> np.ndarray:
        """Return the levers of one answer: its own days from the first look on which it is done, at rest else."""
        rows = levers_at_rest(days)
        if not any(done):
            return rows
        first = done.index(True) * self.check
        rows[first:] = one.part.schedule(max(0, days - first))
        on = np.repeat(done, self.check)[:days]
        resting = ~np.append(on, np.full(max(0, days - len(on)), done[-1]))
        for lever in LEVERS:
            rows[lever.name][resting] = lever.rest
        return rows


def _done(one: Answer, looks: Sequence[Look]) -> list[bool]:
    seen = [one.when is None or one.when.holds(look) for look in looks]
    return [any(seen[: at + 1]) for at in range(len(seen))] if one.keep else seen
