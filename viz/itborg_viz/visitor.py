"""One visitor: what one browser tab looks at. Nothing here is shared with anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from itborg.errors import InputError
from itborg.organisation import Organisation
from itborg.strategies import strategy as strategy_of
from itborg.version import itborg_version

from .houses import opened

START = {
    "page": "live", "org": "grab_at_pizza", "strategy": "brm_style", "seed": "1", "days": "240", "day": "0", "person": "",
}  # fmt: skip
MOST_SEED = 2**53  # what a browser can count to
LENGTHS = (120, 240, 480)  # days a run may last


class Visitor:
    """What one browser tab looks at; every field is reactive and belongs to this visitor alone.

    page          the tab that is open
    organisation  the Organisation being looked at, also one that was brought
    org           the name by which a link restores it, "" for one that was brought
    strategy      as typed: "itil", "itil+brm_style@120"
    seed          root of luck of the run on screen
    days          length of runs
    day           where the playhead stands, as last reported by the browser
    person        id of the person that was clicked, or ""
    presenter     large type for a projector
    game          the game that is being played (table.session.Session), or None
    trouble       a sentence about what was wrong with the address, or ""
    """

    def __init__(self, asked: Mapping[str, str] | None = None) -> None:
        """Take what the address asks for; what makes no sense there is named and replaced."""
        wish = {**START, **(asked or {})}
        self.trouble = solara.reactive("")
        self.page = solara.reactive(wish["page"])
        self.org = solara.reactive("")
        self.organisation = solara.reactive(self._organisation(wish["org"]))
        self.strategy = solara.reactive(self._strategy(wish["strategy"]))
        self.seed = solara.reactive(self._whole("seed", wish["seed"], MOST_SEED))
        self.days = solara.reactive(self._days(wish["days"]))
        self.day = solara.reactive(self._whole("day", wish["day"], 100_000))
        self.person = solara.reactive(wish["person"])
        self.game: solara.Reactive[Any] = solara.reactive(None)
        self.presenter = solara.reactive(wish.get("presenter") == "1")

    @classmethod
    def from_address(cls, search: str | None) -> Visitor:
        """Return a visitor who followed a link."""
        found = parse_qs((search or "").lstrip("?"), max_num_fields=40)
        return cls({name: values[-1][:200] for name, values in found.items()})

    @property
    def link(self) -> str:
        """The query of the address that restores this view."""
        fields = {
            "page": self.page.value,
            "org": self.org.value,
            "strategy": self.strategy.value,
            "seed": self.seed.value,
            "days": self.days.value,
            "day": self.day.value,
            "person": self.person.value,
            "presenter": "1" if self.presenter.value else "",
            "version": itborg_version(),
        }
        return urlencode({name: value for name, value in fields.items() if value != ""})

    def _organisation(self, name: str) -> Organisation:
        try:
            found = opened(name)
        except InputError as error:
            self.trouble.value = str(error)
            name, found = START["org"], opened(START["org"])
        self.org.value = name
        return found

    def enter(self, name: str) -> None:
        """Look at an organisation that can be named."""
        self.organisation.value = self._organisation(name)
        self.person.value = ""

    def bring(self, organisation: Organisation) -> None:
        """Look at an organisation that was brought; no link can restore it."""
        self.org.value = ""
        self.organisation.value = organisation
        self.person.value = ""

    def _strategy(self, name: str) -> str:
        try:
            strategy_of(name)
        except InputError as error:
            self.trouble.value = str(error)
            return START["strategy"]
        return name

    def _days(self, text: str) -> int:
        wish = self._whole("days", text, max(LENGTHS))
        return min(LENGTHS, key=lambda length: abs(length - wish))

    def _whole(self, name: str, text: str, most: int) -> int:
        if text.isdecimal() and int(text) <= most:
            return int(text)
        self.trouble.value = f"{name} = {text!r} is not a whole number from 0 to {most}"
        return int(START[name])
