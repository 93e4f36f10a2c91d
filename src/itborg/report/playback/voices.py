"""Who speaks for whom: how well each manager is heard about each service, through whom, and on which way.

Relies on the tables of the world and applies the rules of `mechanisms.voice` to all managers and services at once, as
`engine.day.voices.voice_of` does to one. Strengths of ties are as of each person's last update.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...analysis.network.ties import used_rows
from ...common.periods import WEEK
from ...engine.state import IT, NONE, World
from ...engine.table import array_of, column

Matrix = NDArray[np.float64]
Rows = NDArray[np.int64]
#: Most values of channels that are kept; for larger organisations or longer runs only every second, fourth ... week.
MOST_CHANNEL_VALUES = 400_000


class Voices(NamedTuple):
    """How managers are heard at one moment, (managers, services) each; managers in the order of their rows.

    first        row of the first manager
    voice        0 to 1
    counterpart  row of the IT person who speaks for the manager, NONE for nobody
    colleague    row of the manager who leads to the counterpart, NONE where the manager's own tie does
    """

    first: int
    voice: Matrix
    counterpart: Rows
    colleague: Rows

    def leads(self, m: int, service: int, counterpart: int) -> int:
        """Return the colleague who leads a manager to a counterpart, NONE where the manager's own tie does.

        m            row of the manager
        counterpart  row of who speaks for the manager about the service, NONE for nobody
        """
        m -= self.first
        return int(self.colleague[m, service]) if self.counterpart[m, service] == counterpart else NONE


class Channels(NamedTuple):
    """How well managers are heard in the IT teams that build for them, every `step` snapshots.

    A channel is a manager and an IT team that builds changes of the services of the manager's team, or of any service
    where that team owns none.

    step         snapshots between two rows
    pairs        row of the manager and of the team, (channels, 2)
    voice        mean over the services that the team builds, (moments, channels), 0 to 1
    counterpart  who speaks for the manager where it is heard best, colleague who leads there, as in `Voices`
    """

    step: int
    pairs: Rows
    voice: NDArray[np.float32]
    counterpart: Rows
    colleague: Rows


def voices_of(w: World) -> Voices:
    """Return how all managers are heard about all services, in the team that builds changes of each."""
    it, p = int(column(w.organisation, "it")[0]), w.parameters[0]
    people, ties = array_of(w.people), array_of(w.ties)[used_rows(w)]
    owner = np.repeat(np.arange(len(people)), people["ties"])
    spokesman = np.where(people["side"][ties["target"]] == IT, ties["target"], people["counterpart"][ties["target"]])
    mine = (owner >= it) & (spokesman != NONE)
    owner, spokesman, ties = owner[mine], spokesman[mine], ties[mine]
    own = ties["across"] == 1
    strength = np.where(own, ties["strength"], p.referral * ties["strength"] * people["direct"][ties["target"]])
    understood = w.relay[:, column(w.teams, "channel")[column(w.services, "change_team")]] * w.understanding
    words = strength[:, None] * understood[spokesman]
    through = np.where(own, NONE, ties["target"])
    return _best(words / p.voice_reference, owner, it, len(people), spokesman, through)


def _best(words: Matrix, owner: Rows, it: int, people: int, spokesman: Rows, through: Rows) -> Voices:
    """Return the best way of each manager about each service.

    words       of every way about every service, (ways, services)
    owner       row of the manager of every way, in ascending order; spokesman and through: rows of who is on it
    it, people  row of the first manager, and number of people
    """
    shape = (people - it, words.shape[1])
    found = Voices(it, np.zeros(shape), np.full(shape, NONE), np.full(shape, NONE))
    ends = np.searchsorted(owner, np.arange(it, people + 1))
    services = np.arange(shape[1])
    for m, (first, end) in enumerate(pairwise(ends)):
        if end > first:
            at = first + words[first:end].argmax(axis=0)
            best = words[at, services]
            found.voice[m] = np.minimum(1.0, best)
            found.counterpart[m] = np.where(best > 0, spokesman[at], NONE)
            found.colleague[m] = np.where(best > 0, through[at], NONE)
    return found


class ChannelLog:
    """Keeps how well managers are heard, week by week. Call `add` with every snapshot, then `channels`."""

    def __init__(self, w: World, days: int) -> None:
        """Prepare for a world of which `days` days are recorded."""
        self._built: list[tuple[int, int, Rows]] = []
        services, people, team = array_of(w.services), array_of(w.people), column(w.services, "change_team")
        for m in range(int(column(w.organisation, "it")[0]), len(people)):
            own = np.flatnonzero(services["owner"] == people["team"][m])
            wanted = own if own.size else np.arange(len(services))
            self._built += [(m, int(t), wanted[team[wanted] == t]) for t in np.unique(team[wanted])]
        self.step = WEEK
        while len(self._built) * (days / self.step + 1) > MOST_CHANNEL_VALUES:
            self.step *= 2
        self._moments: list[Sequence[tuple[float, int, int]]] = []
        self._snapshots = 0

    def add(self, voices: Voices) -> None:
        """Take note of a snapshot, if it is one of those that are kept."""
        if self._snapshots % self.step == 0:
            self._moments.append([self._read(voices, m - voices.first, about) for m, _, about in self._built])
        self._snapshots += 1

    def _read(self, voices: Voices, m: int, about: Rows) -> tuple[float, int, int]:
        """Return mean voice over some services, and counterpart and colleague where it is largest."""
        best = about[voices.voice[m, about].argmax()]
        return float(voices.voice[m, about].mean()), int(voices.counterpart[m, best]), int(voices.colleague[m, best])

    def channels(self) -> Channels:
        """Return all channels; those on which nobody was ever heard are left out."""
        table = np.array(self._moments, dtype=float).reshape(len(self._moments), len(self._built), 3)
        used = (table[:, :, 0] > 0).any(axis=0)
        pairs = np.array([(m, t) for m, t, _ in self._built], dtype=np.int64).reshape(-1, 2)
        voice, counterpart, colleague = np.moveaxis(table[:, used], 2, 0)
        return Channels(
            self.step, pairs[used], voice.astype(np.float32), counterpart.astype(np.int64), colleague.astype(np.int64)
        )
