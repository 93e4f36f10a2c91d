"""The workshops of a server: begun, loaded at the start, found by code or id, saved, computed and shown.

A workshop belongs to the event loop of the server. Other threads may only `create` one, list those there are, and
state that something has been computed.
"""

from __future__ import annotations

import asyncio
import hmac
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from itborg.common.errors import InputError
from itborg.organisation.types import Organisation

from ..addresses import Addresses
from ..game.saved_game import organisation_to_json
from ..organisations import MAX_PEOPLE, title
from . import papers
from .limits import MAX_WORKSHOPS
from .months import MonthsOf
from .state import WorkshopState, new_state
from .store import Store, text_of
from .workshop import Workshop

#: Seconds after which saving is tried again.
AGAIN = 1.0
_current: Hosting | None = None


class Page(Protocol):
    """An open page; see `connection`."""

    kind: str
    token: str

    def send(self, message: dict[str, Any]) -> None:
        """Send an answer soon."""

    def show(self) -> None:
        """Send the regions that have changed soon."""


class Hosted:
    """One workshop of a server.

    workshop     what is played
    connections  the pages that are open
    trouble      why the last change could not be saved, "" if it was
    """

    def __init__(self, state: WorkshopState, store: Store, addresses: Addresses) -> None:
        """Go on with a workshop; nobody is connected yet."""
        for one in state.players.values():
            one.away = True
        self.workshop = Workshop(state)
        self.workshop.address, self.workshop.warning = addresses.called, addresses.exposed
        self.workshop.proxied = addresses.proxied
        self.store, self.trouble = store, ""
        self.saved = state.version
        self.connections: set[Page] = set()
        self.answers: list[tuple[Page, dict[str, Any]]] = []
        self.changed = asyncio.Event()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.task: asyncio.Task[None] | None = None
        self.months = MonthsOf(self.workshop, self.wake_from_thread)

    @property
    def key(self) -> str:
        """What opens the kit and the files of this workshop, for its facilitator; it opens nothing else."""
        token = self.workshop.state.host_token.encode()
        return hmac.new(token, b"kit", sha256).hexdigest()[:32]

    def wake_from_thread(self) -> None:
        """State that something has been computed; called in any thread."""
        if self.loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self.loop.call_soon_threadsafe(self.changed.set)

    def enter(self, connection: Page) -> None:
        """Add a page that has been opened."""
        self.connections.add(connection)
        if self.task is None or self.task.done():
            self.loop = asyncio.get_running_loop()
            self.task = self.loop.create_task(self._work())
        self.changed.set()

    def leave(self, connection: Page) -> None:
        """Remove a page that has been closed; a player without any is away."""
        self.connections.discard(connection)
        token = connection.token
        if token and all(one.token != token for one in self.connections):
            self.workshop.leave(token)
        self.changed.set()

    def answer(self, connection: Page, message: dict[str, Any]) -> None:
        """Send an answer once the state is on the disk."""
        self.answers.append((connection, message))
        self.changed.set()

    async def _work(self) -> None:
        """Save, compute and show after each change, until nobody is there."""
        while True:
            await self.changed.wait()
            self.changed.clear()
            self.months.update()
            papers.prepare(self.workshop, self.wake_from_thread)
            answers, self.answers = self.answers, []
            if not await self._save():
                self.answers = answers + self.answers
                await asyncio.sleep(AGAIN)
                self.changed.set()
            else:
                for connection, message in answers:
                    connection.send(message)
            for one in sorted(self.connections, key=lambda one: one.kind == "phone"):
                one.show()
            if not self.connections and not self.answers and not self.changed.is_set():
                self.months.close()
                return

    async def _save(self) -> bool:
        """Write the workshop if it has changed; return whether it is on the disk."""
        state = self.workshop.state
        if state.version == self.saved:
            return True
        version, text, page = state.version, text_of(state), (state.phase, state.round)
        try:
            await asyncio.to_thread(self.store.write, state.id, text, page)
        except OSError as error:
            self.trouble = f"This game cannot be saved: {error.strerror}. Answers wait until it can."
            return False
        self.saved, self.trouble = version, ""
        return True


class Hosting:
    """All workshops of a server.

    problems  files of the folder that are no workshops, with the reasons
    """

    def __init__(self, folder: Path, addresses: Addresses | None = None) -> None:
        """Load the workshops of a folder.

        addresses  of the server; None for the default ones
        """
        self.store, self.addresses = Store(folder), addresses or Addresses()
        self.lock = threading.Lock()
        states, self.problems = self.store.load()
        self.states = {one.id: one for one in states}
        self.hosted: dict[str, Hosted] = {}

    @property
    def warning(self) -> str:
        """What facilitators should know of the network, "" if only this machine can reach the server.

        Saved games are listed only then.
        """
        return self.addresses.exposed

    def create(self, organisation: str | Organisation = "grab_at_pizza", **settings: Any) -> WorkshopState:
        """Begin a workshop and save it. May be called in any thread.

        organisation  name of a bundled one, or any Organisation, whose files become part of the saved workshop
        settings      as in `new_state`

        Raises InputError for settings that are not valid, too many people, and too many workshops.
        """
        if isinstance(organisation, Organisation) and len(organisation.people) > MAX_PEOPLE:
            raise InputError(f"{len(organisation.people)} people are too many for a game; the limit is {MAX_PEOPLE}")
        plain = organisation if isinstance(organisation, str) else organisation_to_json(organisation)
        state = new_state(plain, **settings)
        Workshop(state)  # checks the organisation
        with self.lock:
            if len(self.states) >= MAX_WORKSHOPS:
                raise InputError(f"there are {MAX_WORKSHOPS} saved games; delete some of them in {self.store.folder}")
            try:
                self.store.save(state)
            except OSError as error:
                raise InputError(f"the game cannot be saved: {error.strerror}") from None
            self.states[state.id] = state
        return state

    def saved(self) -> list[WorkshopState]:
        """Return the workshops there are, the latest first."""
        with self.lock:
            states = [
                self.hosted[one.id].workshop.state if one.id in self.hosted else one for one in self.states.values()
            ]
        return sorted(states, key=lambda one: -self._time(one.id))

    def console(self, state: WorkshopState) -> str:
        """Return the path of a workshop's console with its token; for the facilitator only."""
        return f"/workshop/{state.id}/console#{state.host_token}"

    def organisation_of(self, state: WorkshopState) -> str:
        """Return the name of the organisation that a workshop plays, as people read it."""
        if isinstance(state.organisation, str):
            return title(state.organisation)
        hosted = self.find(state.id)
        return "" if hosted is None else hosted.workshop.organisation.name

    def find(self, id: str) -> Hosted | None:
        """Return a workshop by its id, loaded when it is needed; None if there is none."""
        if id not in self.hosted and id in self.states:
            try:
                self.hosted[id] = Hosted(self.states[id], self.store, self.addresses)
            except InputError as error:
                self.problems.append(f"{id}: {error}")
                with self.lock:
                    del self.states[id]
        return self.hosted.get(id)

    def by_code(self, code: str) -> Hosted | None:
        """Return the workshop that a code opens; None if there is none."""
        wanted, found = code.upper().encode(), None
        for id, state in list(self.states.items()):
            now = self.hosted[id].workshop.state if id in self.hosted else state
            if hmac.compare_digest(now.code.encode(), wanted):
                found = id
        return None if found is None else self.find(found)

    def _time(self, id: str) -> float:
        try:
            return self.store.path(id).stat().st_mtime
        except OSError:
            return 0.0


def start(folder: Path, addresses: Addresses) -> Hosting:
    """Load the workshops of a folder, and make them those of this server."""
    global _current
    _current = Hosting(folder, addresses)
    return _current


def hosting() -> Hosting | None:
    """Return the workshops of this server; None where none are hosted."""
    return _current
