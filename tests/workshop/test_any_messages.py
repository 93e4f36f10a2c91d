"""Whatever is sent, in any order: a workshop stays one that can be saved, shown and played on, and votes stay hidden."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from itborg_viz.workshop.limits import LONGEST
from itborg_viz.workshop.phases import pages
from itborg_viz.workshop.player_messages import MAX_IDEAS
from itborg_viz.workshop.state import state_from_json, state_to_json
from itborg_viz.workshop.store import MAX_BYTES, text_of
from itborg_viz.workshop.workshop import HOST

from itborg.common.errors import InputError

from .conftest import Table, new_table

NAMES = ["second_node", "order_ahead", "board_wall", "stamp_card", "brm_style", "workshop", "storm", "audit", "x", ""]
values = st.one_of(
    st.sampled_from(NAMES), st.integers(-3, 300), st.booleans(), st.none(), st.floats(), st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(NAMES), st.integers(0, 9), st.none()), max_size=4),
)  # fmt: skip
topics = st.sampled_from(["order", "test", "money", "start:second_node", "start:order_ahead", "way:brm_style", "x"])
phones = st.one_of(
    st.fixed_dictionaries({"do": st.just("vote"), "topic": topics,
                           "choice": st.sampled_from(["yes", "no", "second_node", "thin", 1])}),
    st.fixed_dictionaries({"do": st.just("talked"), "with": st.integers(0, 7)}),
    st.fixed_dictionaries({"do": st.just("predict"), "indicator": st.sampled_from(["sla_met", "profit", "x"]),
                           "low": values, "high": st.floats(-1, 2)}),
    st.fixed_dictionaries({"do": st.just("idea"), "text": values}),
    st.fixed_dictionaries({"do": st.just("support"), "idea": st.integers(0, 5)}),
    st.fixed_dictionaries({"do": values, "id": values}),
)  # fmt: skip
console = st.one_of(
    st.fixed_dictionaries({"do": st.just("phase"), "to": st.sampled_from(["next", "next", "next", "back", "live", "debrief"])}),
    st.fixed_dictionaries({"do": st.just("draft"), "field": st.sampled_from(["initiatives", "interventions", "first", "x"]),
                           "name": values, "on": st.booleans(), "month": st.integers(0, 7)}),
    st.fixed_dictionaries({"do": st.just("draft"), "adopt": st.just(True)}),
    st.fixed_dictionaries({"do": st.sampled_from(["reveal", "undo", "pause", "doors"]), "again": st.booleans()}),
    st.fixed_dictionaries({"do": st.sampled_from(["event", "say", "pass_on", "timer", "stop", "idea", "choose", "predict", "draft"]),
                           "name": values, "text": values, "fact": values, "seconds": values, "n": values, "idea": values,
                           "talks": values, "first": values}),
    st.fixed_dictionaries({"do": st.sampled_from(["role", "remove", "merge", "name"]), "player": st.integers(0, 7),
                           "into": st.integers(0, 7), "role": st.sampled_from(["hr", "sales", "x"]), "name": values}),
)  # fmt: skip
steps = st.lists(st.one_of(st.tuples(st.integers(0, 5), phones), st.tuples(st.just(-1), console)), max_size=60)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_a_workshop_stays_valid_whatever_is_sent(sent: list[tuple[int, dict[str, Any]]]) -> None:
    table = new_table()
    table.seat(6)
    for who, message in sent:
        before = state_to_json(table.state)
        try:
            table.workshop.act(HOST if who < 0 else table.tokens[who], message)
        except InputError:
            assert state_to_json(table.state) == before
        table.computed()
        _check(table)


def _check(table: Table) -> None:
    """Check everything that holds at any time."""
    state = table.state
    assert state_from_json(state_to_json(state)) == state
    assert len(text_of(state)) < MAX_BYTES
    assert (state.phase, state.round) in pages(state)
    assert len(state.decisions) == sum(map(len, state.rounds[: len(state.past_predictions)]))
    assert table.workshop.game.left >= 0.0
    if state.phase == "decide":
        assert table.workshop.left >= 0.0
    if not state.revealed:
        assert all(table.workshop.counted(topic) == {} for topic in state.votes if topic != "test")
    numbers = [one.number for one in state.players.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(token == one.token for token, one in state.players.items())
    assert len(state.ideas) <= (len(numbers) * MAX_IDEAS + 30) * 2 * len(state.rounds)
    assert all(len(one.text) <= LONGEST for one in state.ideas)
