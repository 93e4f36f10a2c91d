"""The state of one visitor's game: the game itself, and the decisions for the coming month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError

from ..change_portfolio import Request
from ..deck import deck
from ..game import Decision, Game, price
from ..predictions import PREDICTED, Prediction
from ..team_state import Reading

Stage = Literal["decide", "predict", "reveal", "debrief"]
Ruling = Literal["first", "deferred"]


@dataclass(frozen=True)
class Session:
    """A visitor's game; every change returns a new object.

    stage        current screen
    selected     interventions to start this month
    rulings      key of a change request -> ruling on it
    predictions  name of an indicator -> predicted range for the month
    initiatives  initiatives to start this month
    remark       one sentence to show, such as a difference of version in a saved game, or ""
    """

    game: Game
    stage: Stage = "decide"
    selected: tuple[str, ...] = ()
    rulings: Mapping[int, Ruling] = field(default_factory=dict)
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    remark: str = ""
    initiatives: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """Everything that the results of the game depend on, as a key for jobs."""
        decisions = tuple((d.interventions, d.initiatives, d.first, d.deferred, d.listed) for d in self.game.decisions)
        return organisation_hash(self.game.organisation), self.game.seed, self.game.budget, decisions

    @property
    def recommendations_key(self) -> tuple[object, ...]:
        """Key of the job that computes the recommendations."""
        return ("recommendations", self.key)

    @property
    def left(self) -> float:
        """Rest of the budget after the selected interventions and initiatives, kEUR."""
        cards = deck(self.game.organisation)
        chosen = sum(cards[name].price for name in self.initiatives)
        return self.game.left - chosen - sum(price(name, self.game.month) for name in self.selected)

    def with_toggled(self, name: str) -> Session:
        """Return the session with an intervention selected or deselected; unchanged if the budget does not allow it."""
        if name in self.selected:
            return replace(self, selected=tuple(one for one in self.selected if one != name))
        if price(name, self.game.month) > self.left + 1e-9 or name in self.game.started:
            return self
        return replace(self, selected=(*self.selected, name))

    def with_initiative(self, name: str) -> Session:
        """Return the session with an initiative selected or deselected; unchanged if the budget does not allow it."""
        if name in self.initiatives:
            return replace(self, initiatives=tuple(one for one in self.initiatives if one != name))
        if deck(self.game.organisation)[name].price > self.left + 1e-9 or name in self.game.initiatives:
            return self
        return replace(self, initiatives=(*self.initiatives, name))

    def with_ruling(self, key: int, ruling: Ruling | None) -> Session:
        """Return the session with a ruling on a change request, or with none."""
        others = {one: what for one, what in self.rulings.items() if one != key}
        return replace(self, rulings=others | ({key: ruling} if ruling else {}))

    def with_prediction(self, name: str, low: float, high: float) -> Session:
        """Return the session with a predicted range of an indicator.

        low, high  ends of the range in either order, in the unit of the indicator
        """
        return replace(self, predictions={**self.predictions, name: Prediction(min(low, high), max(low, high))})

    def to_predictions(self, readings: Mapping[str, Reading]) -> Session:
        """Return the session on the prediction screen.

        readings  of last month; each range starts around its value
        """
        start = {name: first_prediction(readings[name]) for name in PREDICTED}
        return replace(self, stage="predict", predictions=start | dict(self.predictions))

    def after_month(self, requests: tuple[Request, ...]) -> Session:
        """Return the session after the month, or with a remark if the decisions are not valid.

        requests  the portfolio that was decided on

        The returned session is on the reveal screen, with no selection for the next month.
        """

        def ranks(ruling: Ruling) -> tuple[int, ...]:
            return tuple(one.rank for one in requests if self.rulings.get(one.key) == ruling)

        rulings = ranks("first"), ranks("deferred"), len(requests)
        decision = Decision(self.selected, *rulings, self.predictions, self.initiatives)
        try:
            return Session(self.game.after(decision), "reveal")
        except InputError as error:
            return replace(self, remark=str(error))

    def to_next(self) -> Session:
        """Return the session after the reveal: the next month, or the debrief."""
        return replace(self, stage="debrief" if self.game.over else "decide", remark="")


def first_prediction(reading: Reading) -> Prediction:
    """Return a range around last month's value, as wide as the band of replications."""
    half = max((reading.high - reading.low) / 2, 1e-3)
    return Prediction(reading.value - half, reading.value + half)
