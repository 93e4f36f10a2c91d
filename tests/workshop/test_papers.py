"""Kit and debrief of a hosted workshop come from workers, and what is computed once is computed once."""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from itborg_viz.game import Decision, Game, team_state
from itborg_viz.workshop import papers

from itborg.common.errors import InputError
from itborg.organisation import load

from .conftest import Table


@pytest.fixture
def submitted(monkeypatch: pytest.MonkeyPatch) -> list[Hashable]:
    """Run the jobs of workers here, after a round trip through pickle, and return their keys in order."""
    keys: list[Hashable] = []
    results: dict[Hashable, Future[Any]] = {}

    def submit(key: Hashable, work: Callable[[], Any], **_: Any) -> Future[Any]:
        if key not in results:
            keys.append(key)
            results[key] = Future()
            results[key].set_result(pickle.loads(pickle.dumps(work))())
        return results[key]

    monkeypatch.setattr(papers.jobs, "submit", submit)
    return keys


def done(work: Coroutine[Any, Any, str]) -> str:
    """Return a result; in a thread of its own, since a test of a browser leaves an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def played(table: Table, months: int) -> Table:
    """Give a workshop the results of some months without decisions."""
    game = Game(load("grab_at_pizza"), 1)
    for _ in range(months):
        game = game.after(Decision())
    table.workshop.results = SimpleNamespace(state=team_state(game, 2))
    return table


def test_the_kit_is_there_before_a_month_is_played_and_made_once(table: Table, submitted: list[Hashable]) -> None:
    table.workshop.results = None
    first, second = (done(papers.kit(table.workshop)) for _ in range(2))
    assert "Ninety minutes" in first
    assert first == second
    assert len(submitted) == 1


def test_there_is_no_debrief_before_the_first_month(table: Table, submitted: list[Hashable]) -> None:
    with pytest.raises(InputError, match="after the first month"):
        done(papers.debrief_file(played(table, 0).workshop))
    assert submitted == []


def test_worths_of_choices_begin_when_the_game_is_over_and_serve_every_debrief(
    table: Table, submitted: list[Hashable], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["itborg_viz.game.experiments"], "MOST_PLANS", 2)
    papers.prepare(played(table, 5).workshop, lambda: None)
    assert submitted == []
    papers.prepare(played(table, 6).workshop, lambda: None)
    assert len(submitted) == 1
    for names in (False, True):
        assert "What each choice was worth" in done(papers.debrief_file(table.workshop, names))
    assert len(submitted) == 3
