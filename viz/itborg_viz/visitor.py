"""One visitor: the state of one browser tab, and the link that restores it. Visitors share nothing.

Pages read the fields of the visitor and write them; Solara draws again what has read a changed field. Everything from
an address is checked, because anybody can write a link.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

import solara

from itborg.common.errors import InputError
from itborg.common.version import itborg_version
from itborg.mechanisms.registry import checked
from itborg.organisation.types import Organisation
from itborg.strategies.levers import LEVER
from itborg.strategies.specification import named_strategy

from .organisations import open_organisation

MAX_SEED = 2**53  # the largest integer that a browser represents exactly
LENGTHS = (120, 240, 480)  # lengths of a run, days
MAX_COMPARED = 4
THEMES = ("light", "dark")
#: Defaults of the fields of an address.
DEFAULTS = {
    "page": "live", "org": "grab_at_pizza", "strategy": "brm_style", "seed": "1", "days": "240", "day": "0",
    "person": "", "then": "itil", "from": "60", "lever": "", "lever_value": "", "with": "none,itil,brm_style",
    "set": "", "lesson": "1", "uploaded": "",
}  # fmt: skip
FILES_GONE = (
    "This view had uploaded files. The server keeps them in memory only: they are gone when a page is loaded again, or "
    "when the server has been restarted. Upload them again."
)


class Visitor:
    """The state of one browser tab; every field is a reactive variable of this visitor.

    page          name of the current page
    organisation  the Organisation to simulate, which may be an uploaded one
    org           its name in a link, "" for an uploaded one
    uploaded      the Organisation uploaded last, or None
    has_files     whether files have been uploaded that are not opened yet
    strategy      specification of a strategy: "itil", "itil+brm_style@120"
    seed          random seed of the run
    days          length of the run, working days
    day           day of the playhead, as reported by the browser
    person        id of the selected person, or ""
    then, change_day    Branch page: the second strategy, and the days before it replaces the first
    lever, lever_value  Branch page: a lever that is fixed from that day on ("" for none), and its value
    compared      Compare page: specifications of the strategies
    lesson        Learn page: number of the lesson that is open
    changes       Parameters page: parameters that differ from their defaults
    presenter     large type for a projector
    theme         "light" or "dark" if the visitor chose one, "" to follow the system
    problem       one sentence about what was wrong with the address, or ""
    other_version one sentence about a link that another version of itborg has made, or ""

    Fields named in DEFAULTS are those of an address; problem and other_version are never part of a link. Of uploaded
    files a link states only that there were some.
    """

    def __init__(self, fields: Mapping[str, str] | None = None) -> None:
        """Read the fields of an address; invalid ones are named in `problem` and replaced by defaults.

        fields  name -> text, as in DEFAULTS; unknown names are ignored, None stands for an empty address
        """
        found = {**DEFAULTS, **(fields or {})}
        self.problem = solara.reactive(FILES_GONE if found["uploaded"] else "")
        self.other_version = solara.reactive(_other_version(found.get("version", "")))
        self.page = solara.reactive(found["page"])
        self.org = solara.reactive("")
        self.uploaded: solara.Reactive[Organisation | None] = solara.reactive(None)
        self.has_files = solara.reactive(False)
        self.organisation = solara.reactive(self._organisation(found["org"]))
        self.strategy = solara.reactive(self._strategy(found["strategy"], "strategy"))
        self.seed = solara.reactive(self._integer("seed", found["seed"], MAX_SEED))
        self.days = solara.reactive(self._days(found["days"]))
        self.day = solara.reactive(self._integer("day", found["day"], max(LENGTHS)))
        self.person = solara.reactive(found["person"])
        self.then = solara.reactive(self._strategy(found["then"], "then"))
        self.change_day = solara.reactive(self._integer("from", found["from"], max(LENGTHS) - 1))
        self.lever = solara.reactive(found["lever"] if found["lever"] in LEVER else "")
        self.lever_value = solara.reactive(self._lever_value(found["lever_value"]))
        several = [self._strategy(name, "with") for name in found["with"].split(",") if name]
        self.compared = solara.reactive(list(dict.fromkeys(several))[:MAX_COMPARED])
        self.changes = solara.reactive(self._changes(found["set"]))
        self.lesson = solara.reactive(self._integer("lesson", found["lesson"], 99))
        self.presenter = solara.reactive(found.get("presenter") == "1")
        self.theme = solara.reactive(found.get("theme", "") if found.get("theme") in THEMES else "")

    @classmethod
    def from_address(cls, search: str | None) -> Visitor:
        """Return a visitor who follows a link.

        search  the query of the address, with or without "?"

        At most 60 fields and 400 characters of each value are read; of repeated fields the last counts. No exception is
        raised.
        """
        try:
            found = parse_qs((search or "").lstrip("?"), max_num_fields=60)
        except ValueError:
            found = {}
        return cls({name: values[-1][:400] for name, values in found.items()})

    @property
    def link(self) -> str:
        """The query of the address that restores this view; it has the version, so that results can be reproduced.

        Fields of other pages are left out.
        """
        page = self.page.value
        own = {
            "branch": {
                "then": self.then.value, "from": self.change_day.value, "lever": self.lever.value,
                "lever_value": f"{self.lever_value.value:g}" if self.lever.value else "",
            },
            "compare": {"with": ",".join(self.compared.value)},
            "learn": {"lesson": self.lesson.value},
            "parameters": {"set": ",".join(f"{name}:{value:g}" for name, value in sorted(self.changes.value.items()))},
        }  # fmt: skip
        fields = {
            "page": page, "org": self.org.value, "strategy": self.strategy.value, "seed": self.seed.value,
            "days": self.days.value, "day": self.day.value, "person": self.person.value, **own.get(page, {}),
            "uploaded": "1" if self.has_files.value or self.uploaded.value else "",
            "presenter": "1" if self.presenter.value else "", "theme": self.theme.value, "version": itborg_version(),
        }  # fmt: skip
        return urlencode({name: value for name, value in fields.items() if value != ""}, safe=",:+@")

    def choose_organisation(self, name: str) -> None:
        """Switch to an organisation by its name, or with "" to the uploaded one.

        A name that cannot be opened sets `problem` and opens the default one.
        """
        if name:
            self.organisation.value = self._organisation(name)
            self.person.value = ""
        elif self.uploaded.value is not None:
            self.open_uploaded(self.uploaded.value)

    def open_uploaded(self, organisation: Organisation) -> None:
        """Switch to an uploaded organisation; no link can restore it.

        Deselects the person.
        """
        self.org.value = ""
        self.problem.value = ""
        self.uploaded.value = organisation
        self.organisation.value = organisation
        self.person.value = ""

    def note_files(self, there: bool) -> None:
        """Note whether files have been uploaded; new ones make up for those that are gone."""
        self.has_files.value = there
        if there and self.problem.value == FILES_GONE:
            self.problem.value = ""

    def _organisation(self, name: str) -> Organisation:
        """Return an organisation by name and set `org`; after a mistake the default one, with a reason in `problem`.

        name  one of those offered, or "synthetic_N"
        """
        try:
            found = open_organisation(name)
        except InputError as error:
            self.problem.value = f"org = {name!r}: {error}"
            name, found = DEFAULTS["org"], open_organisation(DEFAULTS["org"])
        self.org.value = name
        return found

    def _strategy(self, name: str, field: str) -> str:
        """Return a valid specification of a strategy; after a mistake the default, with the reason in `problem`.

        Only names are looked up, so that a link never opens a file of the server.

        field  name of the field of the address, for the message
        """
        name = name.replace(" ", "+")  # "+" in an address is decoded as a space
        try:
            named_strategy(name)
        except InputError as error:
            self.problem.value = f"{field} = {name!r}: {error}"
            return DEFAULTS["strategy"]
        return name

    def _days(self, text: str) -> int:
        """Return the length of LENGTHS that is closest to a number of days."""
        days = self._integer("days", text, max(LENGTHS))
        return min(LENGTHS, key=lambda length: abs(length - days))

    def _lever_value(self, text: str) -> float:
        """Return a finite number; 0.0 after a mistake, with the reason in `problem`."""
        try:
            value = float(text or "0")
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.problem.value = f"lever_value = {text!r} is not a number"
        return 0.0

    def _changes(self, text: str) -> dict[str, float]:
        """Return the valid parameters of "name:value,name:value"; the last mistake is named in `problem`."""
        found = {}
        for part in filter(None, text.split(",")):
            name, _, value = part.partition(":")
            try:
                known, number = checked(name, value)
                found[known] = number
            except InputError as error:
                self.problem.value = f"set = {part!r}: {error}"
        return found

    def _integer(self, name: str, text: str, largest: int) -> int:
        """Return an integer from 0 to `largest`, or the default of the field, with the reason in `problem`."""
        if text.isascii() and text.isdecimal() and int(text[:18]) <= largest:
            return int(text[:18])
        self.problem.value = f"{name} = {text!r} is not an integer from 0 to {largest}"
        return int(DEFAULTS[name])


def _other_version(made_with: str) -> str:
    """Return one sentence about the version that made a link, "" if it is this one or not in the link."""
    made_with, here = made_with.replace(" ", "+"), itborg_version()  # "+" in an address is decoded as a space
    if made_with in ("", here):
        return ""
    return f"This link was made with itborg {made_with[:40]}; this is itborg {here}, so results may differ."
