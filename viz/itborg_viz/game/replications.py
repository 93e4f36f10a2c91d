"""Lives: the room's own year and others like it, lived through the same decisions with other luck.

Life 0 is the room's. In the other lives the same interventions start on the same days, and the
requests at the same places of their own list are put first or held back. Everything is a pure function of the
organisation, the seed and the decisions, so a game can be replayed from its file, and nothing of a
later month can reach an earlier one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, NamedTuple

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.periods import MONTH
from itborg.engine.day.settlement import REVIEW_DAYS, WITHDRAWN
from itborg.engine.row_names import Rows
from itborg.engine.simulation import (
    BURN_IN,
    Run,
    Setup,
    after_burn_in,
    collect_run,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from itborg.engine.state import World
from itborg.engine.table import column
from itborg.organisation.types import Organisation

from .change_portfolio import Request, on_the_table, rule_on
from .game import DAYS, Decision, levers_of

LIVES, FEWEST = 24, 8  # behind every band: as many as this, and no fewer than that in a large organisation
LARGE = 80  # people up to whom all lives are lived; beyond, their number falls as the people's grows
THREADS = 2


class Fate(NamedTuple):
    """What became of a request in a month: "delivered", "waiting" or "lapsed", and on which day of the game."""

    what: str
    day: int | None


@dataclass(frozen=True, eq=False)
class Life:
    """One life as far as it has been lived.

    run     what it left behind; closed incidents of the room's own life only
    tables  change requests on the table at the start of each month, the coming one included
    fates   by month lived: what became of each request on the table; empty where nobody asked
    """

    run: Run
    tables: tuple[tuple[Request, ...], ...]
    fates: tuple[dict[int, Fate], ...] = ()

    def until(self, months: int) -> Life:
        """Return this life as it stood after some months; its table of hand-offs stays that of all months."""
        days = self.run.burn_in + MONTH * months
        closed = self.run.closed[self.run.closed["closed"] < days]
        run = replace(self.run, history=self.run.history[:days], closed=closed)
        return Life(run, self.tables[: months + 1], self.fates[:months])


class Memory[Key, Value]:
    """What was worked out last, shared by all who play; each entry is worked out by whoever asks first."""

    def __init__(self, room: int) -> None:
        """Keep `room` entries."""
        self._room = room
        self._known: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the entry of a key, made anew where it is not remembered."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._room:
                self._known.popitem(last=False)
        return made


_EVENINGS: Memory[Any, tuple[Setup, list[World]]] = Memory(2)
_LIVES: Memory[Any, list[Life]] = Memory(8)


def evenings(organisation: Organisation, seed: int, count: int) -> tuple[Setup, list[World]]:
    """Return the stage and the worlds of `count` lives on the evening before the game; copy before living on."""
    setup = prepare(organisation, days=DAYS, burn_in=BURN_IN)
    with ThreadPoolExecutor(THREADS) as pool:
        return setup, list(pool.map(lambda n: after_burn_in(setup, run_seed(seed, n)), range(count)))


def enough(organisation: Organisation) -> int:
    """Return how many lives stand behind a band, so that a month takes a second or two whatever the size."""
    return min(LIVES, max(FEWEST, LIVES * LARGE // len(organisation.people)))


def lives(
    organisation: Organisation, seed: int, decisions: Sequence[Decision], count: int, remember: bool = True
) -> list[Life]:
    """Return `count` lives through the months decided; the first of them is the room's.

    remember  keep them for who asks next; not for mere trials
    """
    deeds = tuple(replace(one, guesses={}) for one in decisions)
    key = (
        organisation_hash(organisation),
        seed,
        count,
        tuple((d.interventions, d.first, d.held, d.listed) for d in deeds),
    )
    if not remember:
        return _lives(organisation, seed, deeds, count)
    return _LIVES.get(key, lambda: _lives(organisation, seed, deeds, count))


def _lives(organisation: Organisation, seed: int, decisions: tuple[Decision, ...], count: int) -> list[Life]:
    known = organisation_hash(organisation), seed, count
    setup, worlds = _EVENINGS.get(known, lambda: evenings(organisation, seed, count))
    rows = Rows.of(organisation)
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda n: _life(worlds[n], setup, rows, decisions, watched=n == 0), range(count)))


def _life(world: World, setup: Setup, rows: Rows, decisions: tuple[Decision, ...], watched: bool) -> Life:
    here = with_strategy(world, levers_of(decisions), setup)
    looked_at = [watched or bool(one.first or one.held) for one in decisions] + [watched]
    tables, fates = [on_the_table(here, rows) if looked_at[0] else []], []
    for month, decision in enumerate(decisions, start=1):
        until = setup.burn_in + MONTH * month
        rule_on(here, tables[-1], decision, until)
        if watched:
            here, fate = _watched(here, until, tables[-1], setup.burn_in)
            fates.append(fate)
        else:
            here = run_until(here, until)
        tables.append(on_the_table(here, rows) if looked_at[month] else [])
    run = collect_run(here, setup)
    if not watched:
        run = replace(run, closed=run.closed[:0])
    return Life(run, tuple(map(tuple, tables)), tuple(fates)).until(len(decisions))


def _watched(world: World, until: int, table: Sequence[Request], burn_in: int) -> tuple[World, dict[int, Fate]]:
    """Live day by day until day `until`, and note when each request on the table leaves the queue for good."""
    gone: dict[int, Fate] = {}
    for day in range(int(column(world.organisation, "day")[0]), until):
        world = run_until(world, day + 1)
        there = set(column(world.changes, "key")[column(world.changes, "open") == 1].tolist())
        for one in table:
            if one.key not in there and one.key not in gone:
                gone[one.key] = Fate(_ending(world, one, day), day - burn_in)
    return world, {one.key: gone.get(one.key, Fate("waiting", None)) for one in table}


def _ending(world: World, one: Request, day: int) -> str:
    """Return how a request ended on a day: it lapses only at a review, long after it was made."""
    wait = day - one.asked
    late = wait > WITHDRAWN * column(world.parameters, "opportunity_window")[0] and wait % REVIEW_DAYS == 0
    return "lapsed" if late and column(world.history, "lapsed")[day] > 0 else "delivered"
