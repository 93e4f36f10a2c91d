"""Where one visitor's game stands: the game itself, and what is being decided but not yet lived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError

from ..change_portfolio import Request
from ..game import Decision, Game, price
from ..predictions import PREDICTED, Guess
from ..team_state import Reading

Stage = Literal["decide", "predict", "reveal", "debrief"]
Ruling = Literal["first", "held"]


@dataclass(frozen=True)
class Session:
    """A visitor's game; every change makes a new one.

    stage    what is on the screen
    wanted   interventions that are to start this month
    rulings  key of a change request -> what is decided about it
    guesses  ranges expected of the month, by figure
    remark   something to say once, such as what was odd about a resumed game
    """

    game: Game
    stage: Stage = "decide"
    wanted: tuple[str, ...] = ()
    rulings: Mapping[int, Ruling] = field(default_factory=dict)
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    remark: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What everything shown of the game depends on."""
        deeds = tuple((d.interventions, d.first, d.held, d.listed) for d in self.game.decisions)
        return organisation_hash(self.game.organisation), self.game.seed, self.game.budget, deeds

    @property
    def left(self) -> float:
        """Money left in kEUR once what is wanted has been paid."""
        return self.game.left - sum(price(name, self.game.month) for name in self.wanted)

    def toggled(self, name: str) -> Session:
        """Return the session with an intervention wanted, or no longer."""
        if name in self.wanted:
            return replace(self, wanted=tuple(one for one in self.wanted if one != name))
        if price(name, self.game.month) > self.left + 1e-9 or name in self.game.taken:
            return self
        return replace(self, wanted=(*self.wanted, name))

    def ruled(self, key: int, ruling: Ruling | None) -> Session:
        """Return the session with a ruling on a change request, or none."""
        rest = {one: what for one, what in self.rulings.items() if one != key}
        return replace(self, rulings=rest | ({key: ruling} if ruling else {}))

    def guessed(self, name: str, low: float, high: float) -> Session:
        """Return the session with a range expected of a figure."""
        return replace(self, guesses={**self.guesses, name: Guess(min(low, high), max(low, high))})

    def asked(self, readings: Mapping[str, Reading]) -> Session:
        """Return the session on its way to predicting; ranges start around last month's figures."""
        start = {name: first_guess(readings[name]) for name in PREDICTED}
        return replace(self, stage="predict", guesses=start | dict(self.guesses))

    def run_until(self, table: tuple[Request, ...]) -> Session:
        """Return the session with the month lived, or with a remark on what cannot be done."""
        places = {
            what: tuple(one.place for one in table if self.rulings.get(one.key) == what) for what in ("first", "held")
        }
        decision = Decision(self.wanted, places["first"], places["held"], len(table), self.guesses)
        try:
            return Session(self.game.after(decision), "reveal")
        except InputError as error:
            return replace(self, remark=str(error))

    def onward(self) -> Session:
        """Return the session after the reveal: the next month, or the debrief."""
        return replace(self, stage="debrief" if self.game.over else "decide", remark="")


def first_guess(reading: Reading) -> Guess:
    """Return a range around last month's value, as wide as luck makes it."""
    half = max((reading.high - reading.low) / 2, 1e-3)
    return Guess(reading.value - half, reading.value + half)
