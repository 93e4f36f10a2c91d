"""The team's run as a page that plays without Python, with turning points in the news; and a game without names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from itborg.common.version import itborg_version
from itborg.organisation.load import names
from itborg.report.playback.feed import News
from itborg.report.playback.indicators import indicator_band, indicators
from itborg.report.playback.pack import pack, pack_band
from itborg.report.playback.replay_page import Replay, replay_page

from .team_state import TeamState
from .turning_points import compared, turning_points


def replay_of(team: TeamState, player: str, sheet: str) -> str:
    """Return the run of a game as one HTML document that plays it. It holds no ids of people.

    team    a game with at least one month played
    player  script of the player; sheet: style sheet of the app
    """
    recording = compared(team).ours.recording
    row, found = recording.rows.row_of, turning_points(team)
    points = [
        News(
            one.day - 0.05, "turn", f"{one.title}. {one.text} {one.hit}".strip(), tuple(row[who] for who in one.people)
        )
        for one in found
    ]  # fmt: skip
    recording = replace(recording, news=sorted([*recording.news, *points], key=lambda one: one.day))
    band = indicator_band(np.stack([indicators(one.run) for one in team.team]))
    rows = range(len(recording.rows.people))
    changes = {str(n): [one._asdict() for one in recording.trust_changes(n)] for n in rows}
    packed = pack(recording)
    people = [{**one, "id": str(n)} for n, one in enumerate(packed.meta["people"])]
    packed = packed._replace(meta={**packed.meta, "people": people})
    about = f"seed {team.game.seed}, {recording.days} working days, itborg {itborg_version()}"
    name = team.game.organisation.name
    return replay_page(Replay(name, "your decisions", about, packed, pack_band(band), changes), player, sheet)


def without_names(team: TeamState) -> TeamState:
    """Return a game in which people are called by their team and a number.

    A bundled organisation stays as it is: its people are synthetic. The results do not depend on names.
    """
    organisation = team.game.organisation
    if organisation.source in {one["name"] for one in names()}:
        return team
    numbers: Counter[tuple[str, str]] = Counter()
    people = []
    for one in organisation.people:
        numbers[one.side, one.team] += 1
        people.append(replace(one, name=f"{one.team} {numbers[one.side, one.team]}"))
    return replace(team, game=replace(team.game, organisation=replace(organisation, people=tuple(people))))
