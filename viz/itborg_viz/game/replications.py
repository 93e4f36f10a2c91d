"""Replications of a game: the team's own run and others with the same decisions and other random numbers.

Replication 0 is the team's run. In the others the same interventions start on the same days, and
the requests with the same ranks in their own portfolios are put first or deferred. Each replication
depends only on the organisation, the seed and the decisions, so a game can be repeated from its
file, and no later month can change an earlier one.
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

from . import events
from .account import Account, Books, MorePerOrder, account, books
from .change_portfolio import Request, apply_rulings, portfolio
from .game import DAYS, Decision, combined_strategy
from .initiatives import Progress, after_day, before_day, found, prepared, start_initiatives
from .season import with_season

REPLICATIONS, MIN_REPLICATIONS = 24, 8  # of a band: usually, and in a large organisation
FULL_SIZE = 80  # people up to which all replications are run; above, their number falls with the number of people
THREADS = 2


class RequestOutcome(NamedTuple):
    """Outcome of a request in a month.

    status  "delivered", "waiting" or "lapsed"
    day     day of the game on which it was delivered or lapsed, 0 for the first; None while it waits
    """

    status: str
    day: int | None


@dataclass(frozen=True, eq=False)
class Replication:
    """One replication of a game up to the current month.

    run         its run; incidents that were closed are kept in the team's own run only
    books       what each service had at stake and lost on each day
    portfolios  requests in the portfolio at the start of each month, including the coming one
    progress    where the initiatives stand at the end
    outcomes    for each month played: key of a request -> its outcome; the team's own run only
    """

    run: Run
    books: Books
    portfolios: tuple[tuple[Request, ...], ...]
    progress: Progress
    outcomes: tuple[dict[int, RequestOutcome], ...] = ()

    def until(self, months: int) -> Replication:
        """Return this replication up to the end of a month; its table of hand-offs stays that of all months.

        months  0 to the number of months simulated; 0 leaves the burn-in only
        """
        days = self.run.burn_in + MONTH * months
        closed = self.run.closed[self.run.closed["closed"] < days]
        run = replace(self.run, history=self.run.history[:days], closed=closed)
        return Replication(
            run, self.books.until(days), self.portfolios[: months + 1], self.progress, self.outcomes[:months]
        )

    def account(self, month: int) -> Account:
        """Return the account of a month: 1 for the first of the game, -5 to 0 for the half year before it."""
        days, p = range(MONTH * (month - 1), MONTH * month), self.progress
        fines = sum(p.fines.get(day, 0.0) for day in days)
        more = MorePerOrder(*([one.get(day, 0.0) for day in days] for one in (p.food, p.riders)))
        return account(self.run.history, self.run.burn_in, self.books, month, fines, more)


class Cache[Key, Value]:
    """The most recently used results, shared by all games. Safe to use from several threads."""

    def __init__(self, size: int) -> None:
        """Keep at most `size` results."""
        self._size = size
        self._results: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, compute: Callable[[], Value]) -> Value:
        """Return the result for a key, computed if it is not in the cache.

        Two threads that request a missing key at the same time both compute it; the results are equal.
        """
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        result = compute()
        with self._lock:
            self._results[key] = result
            while len(self._results) > self._size:
                self._results.popitem(last=False)
        return result


_WORLDS: Cache[Any, tuple[Setup, list[World]]] = Cache(2)
_SIMULATED: Cache[Any, list[Replication]] = Cache(8)


def initial_worlds(organisation: Organisation, seed: int, count: int) -> tuple[Setup, list[World]]:
    """Return the set-up and the worlds of `count` replications at the start of the game, with the season to come.

    The worlds may be shared: copy one before running it.

    The n-th world has the n-th seed derived from `seed`, so a larger count adds worlds and changes none.
    """
    setup = prepare(organisation, days=DAYS, burn_in=BURN_IN)
    with ThreadPoolExecutor(THREADS) as pool:
        worlds = pool.map(lambda n: after_burn_in(setup, run_seed(seed, n)), range(count))
        rows = Rows.of(organisation)
        return setup, [prepared(with_season(world, organisation, BURN_IN), organisation, rows) for world in worlds]


def kept_worlds(organisation: Organisation, seed: int, count: int) -> tuple[Setup, list[World]]:
    """Return `initial_worlds`, drawn once for the games that were played last; do not change them."""
    key = organisation_hash(organisation), seed, count
    return _WORLDS.get(key, lambda: initial_worlds(organisation, seed, count))


def replication_count(organisation: Organisation) -> int:
    """Return the number of replications behind a band, such that a month takes a second or two at any size.

    At most REPLICATIONS, up to FULL_SIZE people; fewer in proportion above, and never below MIN_REPLICATIONS.
    """
    return min(REPLICATIONS, max(MIN_REPLICATIONS, REPLICATIONS * FULL_SIZE // len(organisation.people)))


def simulate(
    organisation: Organisation, seed: int, decisions: Sequence[Decision], count: int, cached: bool = True
) -> list[Replication]:
    """Run `count` replications over the months decided; the first one is the team's run.

    cached  keep the result for the next call; False for plans that are tried once

    seed       random seed of the game
    decisions  one for each month, at most MONTHS; predictions play no part

    Results in the cache are shared: do not change them.
    """
    plan = tuple(replace(one, predictions={}) for one in decisions)
    if not cached:
        return simulate_uncached(organisation, seed, plan, count)
    decided = tuple(tuple(value for name, value in vars(one).items() if name != "predictions") for one in plan)
    key = organisation_hash(organisation), seed, count, decided
    return _SIMULATED.get(key, lambda: simulate_uncached(organisation, seed, plan, count))


def simulate_uncached(
    organisation: Organisation, seed: int, decisions: tuple[Decision, ...], count: int
) -> list[Replication]:
    """Run `count` replications; only the worlds at the start of the game are cached."""
    setup, worlds = kept_worlds(organisation, seed, count)
    rows = Rows.of(organisation)
    with ThreadPoolExecutor(THREADS) as pool:
        return list(
            pool.map(
                lambda n: _run_replication(worlds[n], setup, organisation, rows, decisions, own=n == 0), range(count)
            )
        )


def _run_replication(
    world: World, setup: Setup, organisation: Organisation, rows: Rows, decisions: tuple[Decision, ...], own: bool
) -> Replication:
    """Run one replication.

    own  whether it is the team's run, which records the outcomes of requests and closed incidents
    """
    world = with_strategy(world, combined_strategy(decisions), setup)
    progress = found(world, organisation)
    needed = [own or bool(one.first or one.deferred) for one in decisions] + [own]
    portfolios, outcomes = [portfolio(world, rows) if needed[0] else []], []
    for month, decision in enumerate(decisions, start=1):
        until = setup.burn_in + MONTH * month
        begin_month(world, decision, portfolios[-1], progress, month, setup.burn_in)
        world, outcome = _run_month(world, until, portfolios[-1] if own else [], setup.burn_in, rows, progress)
        outcomes.append(outcome)
        portfolios.append(portfolio(world, rows) if needed[month] else [])
    run = collect_run(world, setup)
    if not own:
        run = replace(run, closed=run.closed[:0])
    kept = books(world, rows.services)
    played = outcomes if own else []
    return Replication(run, kept, tuple(map(tuple, portfolios)), progress, tuple(played)).until(len(decisions))


def begin_month(
    world: World, decision: Decision, requests: Sequence[Request], progress: Progress, month: int, burn_in: int
) -> None:
    """Let a decision act at the start of its month; world and progress are changed in place.

    requests  the portfolio at the start of the month
    month     1 to 6
    """
    start_initiatives(world, decision.initiatives, progress, MONTH * (month - 1))
    events.begin(progress, decision.events, decision.talks, month)
    apply_rulings(world, requests, decision, burn_in + MONTH * month)


def one_day(world: World, rows: Rows, progress: Progress, day: int, burn_in: int) -> World:
    """Run a day of the game, 0 for the first, with what events and initiatives do around it; return the world."""
    events.before_day(world, rows, progress, day)
    before_day(world, rows, progress, day)
    world = run_until(world, burn_in + day + 1)
    events.after_day(world, progress)
    after_day(world, rows, progress, day)
    return world


def _run_month(
    world: World, until: int, requests: Sequence[Request], burn_in: int, rows: Rows, progress: Progress
) -> tuple[World, dict[int, RequestOutcome]]:
    """Run day by day until day `until`, and record the day on which each request leaves the queue.

    until     day before which to stop, counted from the start of the burn-in
    requests  the portfolio at the start of the month
    progress  of the initiatives, which act between two days
    """
    ended: dict[int, RequestOutcome] = {}
    for day in range(int(column(world.organisation, "day")[0]), until):
        world = one_day(world, rows, progress, day - burn_in, burn_in)
        if not requests:
            continue
        open_keys = set(column(world.changes, "key")[column(world.changes, "open") == 1].tolist())
        for one in requests:
            if one.key not in open_keys and one.key not in ended:
                ended[one.key] = RequestOutcome(_status(world, one, day), day - burn_in)
    return world, {one.key: ended.get(one.key, RequestOutcome("waiting", None)) for one in requests}


def _status(world: World, one: Request, day: int) -> str:
    """Return how a request left the queue on a day: requests lapse only at a review, long after they were made.

    day  day on which it left the queue, counted from the start of the burn-in
    """
    wait = day - one.requested_day
    p = world.parameters[0]
    late = wait > p.withdrawn_after * p.opportunity_window and wait % p.review_days == 0
    return "lapsed" if late and column(world.history, "lapsed")[day] > 0 else "delivered"
