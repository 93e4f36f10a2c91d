"""One visitor: what one browser tab looks at. Nothing here is shared with anybody else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from itborg.common.errors import InputError
from itborg.common.version import itborg_version
from itborg.mechanisms.registry import checked
from itborg.organisation.types import Organisation
from itborg.strategies.levers import LEVER
from itborg.strategies.specification import strategy as strategy_of

from .houses import opened

MOST_SEED = 2**53  # what a browser can count to
LENGTHS = (120, 240, 480)  # days a run may last
MOST_SIDE_BY_SIDE = 4
THEMES = ("light", "dark")
#: What a page begins with where the address says nothing.
START = {
    "page": "live", "org": "grab_at_pizza", "strategy": "brm_style", "seed": "1", "days": "240", "day": "0",
    "person": "", "then": "itil", "from": "60", "lever": "", "held": "", "with": "none,itil,brm_style", "set": "",
}  # fmt: skip


class Visitor:
    """What one browser tab looks at; every field is reactive and belongs to this visitor alone.

    page          the tab that is open
    organisation  the Organisation being looked at, also one that was brought
    org           the name by which a link restores it, "" for one that was brought
    brought       the Organisation that was brought last, or None
    strategy      as typed: "itil", "itil+brm_style@120"
    seed          root of luck of the run on screen
    days          length of runs
    day           where the playhead stands, as last told by the browser
    person        id of the person that was clicked, or ""
    then          branch: the strategy that is turned to; turn: on which day; lever, held: a lever held from then on
    side_by_side  compare: the strategies
    changes       what if: parameters that were moved
    presenter     large type for a projector
    theme         "light" or "dark" if that was chosen, "" to go with the system
    game          the game that is being played (table.session.Session), or None
    trouble       a sentence about what was wrong with the address, or ""
    """

    def __init__(self, asked: Mapping[str, str] | None = None) -> None:
        """Take what the address asks for; what makes no sense there is named and replaced."""
        wish = {**START, **(asked or {})}
        self.trouble = solara.reactive("")
        self.page = solara.reactive(wish["page"])
        self.org = solara.reactive("")
        self.brought: solara.Reactive[Organisation | None] = solara.reactive(None)
        self.organisation = solara.reactive(self._organisation(wish["org"]))
        self.strategy = solara.reactive(self._strategy(wish["strategy"], "strategy"))
        self.seed = solara.reactive(self._whole("seed", wish["seed"], MOST_SEED))
        self.days = solara.reactive(self._days(wish["days"]))
        self.day = solara.reactive(self._whole("day", wish["day"], max(LENGTHS)))
        self.person = solara.reactive(wish["person"])
        self.game: solara.Reactive[Any] = solara.reactive(None)
        self.then = solara.reactive(self._strategy(wish["then"], "then"))
        self.turn = solara.reactive(self._whole("from", wish["from"], max(LENGTHS) - 1))
        self.lever = solara.reactive(wish["lever"] if wish["lever"] in LEVER else "")
        self.held = solara.reactive(self._held(wish["held"]))
        several = [self._strategy(name, "with") for name in wish["with"].split(",") if name]
        self.side_by_side = solara.reactive(list(dict.fromkeys(several))[:MOST_SIDE_BY_SIDE])
        self.changes = solara.reactive(self._changes(wish["set"]))
        self.presenter = solara.reactive(wish.get("presenter") == "1")
        self.theme = solara.reactive(wish.get("theme", "") if wish.get("theme") in THEMES else "")

    @classmethod
    def from_address(cls, search: str | None) -> Visitor:
        """Return a visitor who followed a link."""
        try:
            found = parse_qs((search or "").lstrip("?"), max_num_fields=60)
        except ValueError:
            found = {}
        return cls({name: values[-1][:400] for name, values in found.items()})

    @property
    def link(self) -> str:
        """The query of the address that restores this view."""
        page = self.page.value
        own = {
            "branch": {
                "then": self.then.value,
                "from": self.turn.value,
                "lever": self.lever.value,
                "held": self._held_now(),
            },
            "compare": {"with": ",".join(self.side_by_side.value)},
            "whatif": {"set": ",".join(f"{name}:{value:g}" for name, value in sorted(self.changes.value.items()))},
        }
        fields = {
            "page": page, "org": self.org.value, "strategy": self.strategy.value, "seed": self.seed.value,
            "days": self.days.value, "day": self.day.value, "person": self.person.value, **own.get(page, {}),
            "presenter": "1" if self.presenter.value else "", "theme": self.theme.value, "version": itborg_version(),
        }  # fmt: skip
        return urlencode({name: value for name, value in fields.items() if value != ""}, safe=",:+@")

    def enter(self, name: str) -> None:
        """Look at an organisation that can be named, or with "" at the one that was brought."""
        if name:
            self.organisation.value = self._organisation(name)
            self.person.value = ""
        elif self.brought.value is not None:
            self.bring(self.brought.value)

    def bring(self, organisation: Organisation) -> None:
        """Look at an organisation that was brought; no link can restore it."""
        self.org.value = ""
        self.brought.value = organisation
        self.organisation.value = organisation
        self.person.value = ""
        self.game.value = None

    def _held_now(self) -> str:
        return f"{self.held.value:g}" if self.lever.value else ""

    def _organisation(self, name: str) -> Organisation:
        try:
            found = opened(name)
        except InputError as error:
            self.trouble.value = f"org = {name!r}: {error}"
            name, found = START["org"], opened(START["org"])
        self.org.value = name
        return found

    def _strategy(self, name: str, field: str) -> str:
        name = name.replace(" ", "+")  # as an address writes a plus
        try:
            if "." in name or "/" in name or "\\" in name:
                raise InputError(f"no strategy {name!r}; a link cannot name a file")
            strategy_of(name)
        except InputError as error:
            self.trouble.value = f"{field} = {name!r}: {error}"
            return START["strategy"]
        return name

    def _days(self, text: str) -> int:
        wish = self._whole("days", text, max(LENGTHS))
        return min(LENGTHS, key=lambda length: abs(length - wish))

    def _held(self, text: str) -> float:
        try:
            value = float(text or "0")
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.trouble.value = f"held = {text!r} is not a number"
        return 0.0

    def _changes(self, text: str) -> dict[str, float]:
        found = {}
        for part in filter(None, text.split(",")):
            name, _, value = part.partition(":")
            try:
                known, number = checked(name, value)
                found[known] = number
            except InputError as error:
                self.trouble.value = f"set = {part!r}: {error}"
        return found

    def _whole(self, name: str, text: str, most: int) -> int:
        if text.isascii() and text.isdecimal() and int(text[:18]) <= most:
            return int(text[:18])
        self.trouble.value = f"{name} = {text!r} is not a whole number from 0 to {most}"
        return int(START[name])
