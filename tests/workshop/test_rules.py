"""What players and the facilitator may do, and what a workshop shows of it."""

from __future__ import annotations

from typing import Any

import pytest
from itborg_viz.game.roles import ROLES
from itborg_viz.workshop.dealing import covered
from itborg_viz.workshop.phases import pages
from itborg_viz.workshop.state import CODE_LENGTH, FORMS, LETTERS, new_code, state_from_json, state_to_json

from itborg.common.errors import InputError

from .conftest import Table, new_table


def refused(text: str) -> Any:
    return pytest.raises(InputError, match=text)


def test_twelve_players_have_twelve_roles_and_the_next_share_one(table: Table) -> None:
    table.seat(30)
    roles = [one.role for one in table.state.players.values()]
    assert set(roles[:12]) == set(ROLES)
    assert roles[12] == "sales"
    assert all(2 <= roles.count(key) <= 3 for key in ROLES if key != "executive")


@pytest.mark.parametrize("players", range(1, 31))
def test_every_role_is_played_once_among_few_and_shared_among_many(table: Table, players: int) -> None:
    table.seat(players)
    played = covered(table.state.players)
    roles = [role for own in played.values() for role in own]
    assert len(played) == players
    assert set(roles) >= set(ROLES) - {"executive"}
    if players <= 12:
        assert len(set(roles)) == len(roles)
    if players > 1:
        assert all(len({ROLES[role].side for role in own}) == 1 for own in played.values())


def test_a_role_whose_players_leave_falls_to_its_own_side(table: Table) -> None:
    table.seat(12)
    for role in ("sales", "it_manager"):
        table.host("remove", player=table.workshop.players_of(role)[0].number)
    assert ROLES[table.workshop.players_of("sales")[0].role].side == "business"
    assert ROLES[table.workshop.players_of("it_manager")[0].role].side == "it"
    assert all(table.workshop.players_of(role) for role in ROLES)


def test_a_late_joiner_takes_the_next_role_and_a_known_phone_is_the_same_player(table: Table) -> None:
    table.seat(3)
    table.host("phase", to="decide")
    table.seat(1)
    assert table.state.players[table.tokens[3]].role == "finance"
    table.workshop.leave(table.tokens[0])
    assert table.state.players[table.tokens[0]].away
    again = table.workshop.join("Somebody else", table.tokens[0], "unused")
    assert again.number == 1
    assert again.name == "Player 1"
    assert not again.away


def test_closed_doors_and_a_full_table_refuse(table: Table) -> None:
    table.host("doors", open=False)
    with refused("nobody can join"):
        table.seat(1)
    table.host("doors", open=True)
    table.seat(60)
    with refused("60 players"):
        table.seat(1)


def test_votes_are_hidden_until_they_are_revealed_and_the_last_one_counts(table: Table) -> None:
    table.seat(13)
    table.host("phase", to="decide")
    for n in (0, 2, 12):
        table.phone(n, "vote", topic="start:second_node", choice="yes")
    table.phone(2, "vote", topic="start:second_node", choice="no")
    assert table.workshop.voted("start:second_node") == 3
    assert table.workshop.counted("start:second_node") == {}
    table.host("reveal")
    assert table.workshop.counted("start:second_node") == {"yes": ["sales"], "no": ["marketing"]}
    with refused("revealed"):
        table.phone(0, "vote", topic="start:second_node", choice="no")


def test_a_role_whose_players_disagree_has_no_vote(table: Table) -> None:
    table.seat(13)
    table.host("phase", to="decide")
    table.phone(0, "vote", topic="order", choice="second_node")
    table.phone(12, "vote", topic="order", choice="board_wall")
    table.host("reveal")
    assert table.workshop.counted("order") == {}


def test_a_vote_of_another_page_role_or_topic_is_refused(table: Table) -> None:
    table.seat(12)
    support = next(n for n, token in enumerate(table.tokens) if table.state.players[token].role == "support")
    with refused("not the time"):
        table.phone(0, "vote", topic="order", choice="second_node")
    table.host("phase", to="decide")
    with refused("your role has no vote"):
        table.phone(support, "vote", topic="order", choice="second_node")
    for topic, choice in (("start:nothing", "yes"), ("order", "x"), (None, "yes"), ("way:none", "yes"), ("x", [])):
        with refused("no such vote"):
            table.phone(0, "vote", topic=topic, choice=choice)
    with refused("page has been turned"):
        table.phone(0, "vote", topic="order", choice="second_node", phase="predict", round=0)
    with refused("round is over"):
        table.phone(0, "vote", topic="order", choice="second_node", phase="decide", round=3)


def test_a_repeated_message_is_carried_out_once_and_a_refused_one_changes_nothing(table: Table) -> None:
    table.seat(2)
    table.host("phase", to="decide")
    table.phone(0, "talked", **{"with": 2, "id": "a"})
    before = state_to_json(table.state)
    table.phone(0, "talked", **{"with": 2, "id": "a"})
    for wrong in ({"with": 9}, {"with": 1}, {"with": "x"}, {}):
        with pytest.raises(InputError):
            table.phone(0, "talked", **wrong)
    assert state_to_json(table.state) == before


def test_a_talk_counts_when_the_other_confirms_it_within_two_minutes(table: Table) -> None:
    table.seat(12)
    table.host("phase", to="decide")
    table.phone(0, "talked", **{"with": 2})
    assert table.workshop.talks_of_round() == []
    table.phone(1, "talked", **{"with": 1})
    people = sorted(table.workshop.persons[key] for key in ("sales", "it_manager"))
    assert table.workshop.talks_of_round() == [people]
    table.phone(2, "talked", **{"with": 1})
    table.clock.now += 121
    table.phone(0, "talked", **{"with": 3})
    assert len(table.workshop.talks_of_round()) == 1  # too late: it is a question of the other one now
    table.phone(2, "talked", **{"with": 1})
    assert len(table.workshop.talks_of_round()) == 2


def test_at_most_three_talks_of_a_player_count_in_a_round(table: Table) -> None:
    table.seat(6)
    table.host("phase", to="decide")
    for n in (1, 2, 3):
        table.phone(0, "talked", **{"with": n + 1})
        table.phone(n, "talked", **{"with": 1})
    with refused("at most 3 talks"):
        table.phone(0, "talked", **{"with": 5})
    with refused("at most 3 talks"):
        table.phone(4, "talked", **{"with": 1})
    assert len(table.workshop.talks_of_round()) == 3


def test_the_budget_limits_the_draft_and_votes_are_adopted_as_far_as_it_goes() -> None:
    table = new_table(budget=80.0)
    table.seat(12)
    table.host("phase", to="decide")
    with refused("kEUR"):
        table.host("draft", initiatives=["order_ahead", "second_node"])
    assert table.state.draft.initiatives == []
    for name in ("order_ahead", "second_node", "root_causes"):
        table.phone(0, "vote", topic=f"start:{name}", choice="yes")
    table.phone(2, "vote", topic="start:order_ahead", choice="yes")
    with refused("reveal"):
        table.host("draft", adopt=True)
    table.host("reveal")
    table.host("draft", adopt=True)
    assert set(table.state.draft.initiatives) == {"order_ahead", "root_causes"}
    assert table.workshop.left == 20.0


def test_a_round_of_two_months_can_start_something_in_the_second() -> None:
    table = new_table(form="60")
    table.host("phase", to="live")
    table.computed()
    table.host("phase", to="decide")
    table.host("draft", field="initiatives", name="second_node", on=True, month=3)
    table.host("draft", first=[1, 0], deferred=[4])
    table.host("phase", to="live")
    one, two, three = table.workshop.game.decisions
    assert (one.initiatives, two.initiatives, three.initiatives) == ((), (), ("second_node",))
    assert two.first == (1, 0)
    assert two.deferred == (4,)
    assert two.listed == 5
    assert three.listed == 0


def test_predictions_of_the_room_are_medians_of_those_who_predicted(table: Table) -> None:
    table.seat(4)
    table.host("phase", to="predict")
    for n, (low, high) in enumerate([(0.5, 0.9), ("0,6", "0.8"), (0.95, 0.7)]):
        table.phone(n, "predict", indicator="sla_met", low=low, high=high)
    for wrong in (float("nan"), float("inf"), "x", None, True, [1]):
        with refused("number"):
            table.phone(3, "predict", indicator="sla_met", low=wrong, high=1)
    table.host("phase", to="live")
    assert table.workshop.game.decisions[0].predictions == {"sla_met": (0.6, 0.9)}
    assert len(table.state.past_predictions[0]) == 3
    assert table.state.predictions == {}


def test_undo_returns_the_decisions_of_the_round_as_a_draft(table: Table) -> None:
    table.seat(2)
    table.host("phase", to="decide")
    table.host("draft", initiatives=["second_node"], first=[2])
    table.host("event", name="storm")
    draft, months = state_to_json(table.state)["draft"], state_to_json(table.state)["decisions"]
    table.host("phase", to="live")
    table.computed()
    for page in ("reveal", "improve"):
        table.host("phase", to=page)
    table.phone(0, "idea", text="Talk first")
    with refused("undo"):
        table.host("phase", to="decide", at=0)
    table.host("undo")
    after = state_to_json(table.state)
    assert (after["draft"], after["decisions"], after["phase"], after["round"]) == (draft, months, "decide", 0)
    assert after["ideas"] == []
    assert table.workshop.game.month == 1
    with refused("no month"):
        table.host("undo")


@pytest.mark.parametrize("form", FORMS)
def test_pages_follow_one_another_to_the_end(form: str) -> None:
    table = new_table(form=form)
    seen = [(table.state.phase, table.state.round)]
    while table.state.phase != "over":
        table.host("phase", to="next")
        table.computed()
        seen.append((table.state.phase, table.state.round))
    assert seen == pages(table.state)
    assert table.workshop.game.over
    with refused("no further page"):
        table.host("phase", to="next")
    table.host("phase", to="debrief")
    table.host("phase", to="back")
    assert table.state.phase == "improve"


def test_a_game_can_end_early_and_go_on(table: Table) -> None:
    with refused("no month"):
        table.host("phase", to="debrief")
    table.host("phase", to="live")
    with refused("not been decided"):
        table.host("phase", to="decide", at=3)
    table.computed()
    table.host("phase", to="debrief")
    table.host("phase", to="back")
    assert (table.state.phase, table.state.round) == ("improve", 0)
    table.host("phase", to="debrief")
    table.host("phase", to="decide")
    assert (table.state.phase, table.state.round) == ("decide", 1)


def test_a_month_that_is_still_computed_is_not_revealed(table: Table) -> None:
    table.host("phase", to="live")
    table.workshop.results = None
    with refused("still being computed"):
        table.host("phase", to="next")


def test_a_second_click_on_next_turns_no_second_page(table: Table) -> None:
    table.host("phase", to="next", phase="join", round=0)
    with refused("turned"):
        table.host("phase", to="next", phase="join", round=0)
    assert table.state.phase == "briefing"


def test_a_timer_forces_nothing_and_a_pause_stops_time_and_phones(table: Table) -> None:
    table.seat(1)
    table.host("phase", to="decide")
    assert table.workshop.seconds_left == 300
    table.clock.now += 100
    table.host("pause")
    table.clock.now += 1000
    assert table.workshop.seconds_left == 200
    with refused("paused"):
        table.phone(0, "vote", topic="order", choice="second_node")
    table.host("pause")
    table.host("timer", more=60)
    assert table.workshop.seconds_left == 260
    table.clock.now += 1000
    assert table.workshop.seconds_left == 0
    assert table.state.phase == "decide"
    table.phone(0, "vote", topic="order", choice="second_node")
    table.host("timer", seconds=0)
    assert table.workshop.seconds_left is None


def test_the_idea_with_most_support_stays_on_the_wall(table: Table) -> None:
    table.seat(3)
    table.host("phase", to="live")
    table.computed()
    table.host("phase", to="improve")
    table.phone(0, "idea", text="Talk first")
    table.phone(1, "idea", text="Test more")
    for n in range(3):
        table.phone(n, "support", idea=1)
        table.phone(n, "support", idea=2)
    table.phone(2, "support", idea=2)
    assert [one.votes for one in table.state.ideas] == [[], [1, 2]]
    for n in range(2):
        table.phone(0, "idea", text=f"More {n}")
    with refused("at most 3 ideas"):
        table.phone(0, "idea", text="Too many")
    table.host("phase", to="next")
    assert [one.text for one in table.state.ideas if one.chosen] == ["Test more"]


def test_a_lost_phone_is_replaced_by_another(table: Table) -> None:
    table.seat(3)
    table.host("phase", to="decide")
    table.phone(0, "vote", topic="order", choice="second_node")
    table.seat(1)
    table.host("merge", player=4, into=1)
    kept = table.state.players[table.tokens[3]]
    assert (kept.number, kept.name, kept.role) == (1, "Player 1", "sales")
    assert len(table.state.players) == 3
    assert table.state.votes["order"] == {table.tokens[3]: "second_node"}
    with refused("join again"):
        table.phone(0, "vote", topic="order", choice="second_node")


def test_codes_have_no_letters_that_look_alike() -> None:
    assert len(LETTERS) == 31
    assert not set("ILO01") & set(LETTERS)
    assert all(len(new_code()) == CODE_LENGTH and set(new_code()) <= set(LETTERS) for _ in range(50))


def test_a_workshop_is_the_same_after_its_file(table: Table) -> None:
    table.seat(4)
    table.host("phase", to="decide")
    table.phone(0, "vote", topic="order", choice="second_node", id="a")
    table.phone(0, "talked", **{"with": 2})
    assert state_from_json(state_to_json(table.state)) == table.state
