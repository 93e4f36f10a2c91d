"""The team's own run as a page that plays without Python, with its turning points in the news."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from itborg.common.version import itborg_version
from itborg.report.playback.feed import News
from itborg.report.playback.indicators import indicator_band, indicators
from itborg.report.playback.pack import pack, pack_band
from itborg.report.playback.replay_page import Replay, replay_page

from .team_state import TeamState
from .turning_points import compared, turning_points


def replay_of(team: TeamState, player: str, sheet: str) -> str:
    """Return the run of a game as one HTML document that plays it.

    team    a game with at least one month played
    player  script of the player; sheet: style sheet of the app
    """
    recording = compared(team).ours.recording
    row, found = recording.rows.row_of, turning_points(team)
    points = [
        News(
            one.day - 0.05, "turn", f"{one.title}. {one.text} {one.hit}".strip(),
            tuple(row[who] for who in one.people),
        )
        for one in found
    ]  # fmt: skip
    recording = replace(recording, news=sorted([*recording.news, *points], key=lambda one: one.day))
    band = indicator_band(np.stack([indicators(one.run) for one in team.team]))
    changes = {
        person.id: [one._asdict() for one in recording.trust_changes(at)]
        for at, person in enumerate(recording.rows.people)
    }
    about = f"seed {team.game.seed}, {recording.days} working days, itborg {itborg_version()}"
    name = team.game.organisation.name
    return replay_page(Replay(name, "your decisions", about, pack(recording), pack_band(band), changes), player, sheet)
