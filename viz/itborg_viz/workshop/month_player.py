"""The months of a round as the wall plays them: the network day by day, profit beside the reference run, and the stops.

The recording of the team's own run is packed as for a replay; static/live.js unpacks and plays it without Python.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.common.periods import MONTH
from itborg.engine.simulation import with_strategy
from itborg.organisation.types import Organisation
from itborg.report.playback.pack import pack
from itborg.report.playback.record import Recorder, Recording
from itborg.report.story.events import date_of

from ..game.account import AT_STAKE, euros
from ..game.game import combined_strategy
from ..game.replications import Replication, kept_worlds
from ..game.team_state import TeamState
from ..game.turning_points import TurningPoint, compared, turning_points

MOST_STOPS = 3  # of a round


def months_to_play(team: TeamState, months: Sequence[int]) -> bytes:
    """Return months of a game as one compressed block for static/live.js.

    team    a game with these months played
    months  consecutive months of one round

    Before compression: length of the JSON document (four bytes, little-endian), the document, the recording.
    """
    return _packed(compared(team).ours.recording, {
        "first": MONTH * (months[0] - 1),
        "days": MONTH * months[-1],
        "dates": _dates(team, months),
        "stops": [_stop(one) for one in stops(team, months)],
        "profit": _rounded(daily_profit(team.team[0], months)),
        "reference": _rounded(daily_profit(team.baseline[0], months)),
    })  # fmt: skip


def network_to_show(organisation: Organisation, seed: int) -> bytes:
    """Return the network on the first day of a game, before any decision, in the format of `months_to_play`.

    The document has the names of those who bridge the sides most.
    """
    setup, worlds = kept_worlds(organisation, seed, 1)
    nothing = combined_strategy(())
    recorder = Recorder(organisation, with_strategy(worlds[0], nothing, setup), setup)
    recording = replace(recorder.run(nothing, None, days=1), news=[])
    bridging = [recording.rows.people[row] for row in recording.brokers[0].tolist()] if recording.brokers.size else []
    return _packed(recording, {"bridging": [{"name": one.name, "team": one.team} for one in bridging]})


def _packed(recording: Recording, more: dict[str, Any]) -> bytes:
    """Return a recording with more fields in front, compressed."""
    packed = pack(recording)
    document = {"run": {"meta": packed.meta, "bytes": len(packed.data)}, **more}
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(b"".join((len(plain).to_bytes(4, "little"), plain, packed.data)), 6, mtime=0)


def stops(team: TeamState, months: Sequence[int]) -> list[TurningPoint]:
    """Return the turning points at which a round stops, at most MOST_STOPS, in the order of days.

    All are about a service; those with a person come first, then those with the larger difference.
    """
    found = [one for month in months for one in turning_points(team, month) if one.service]
    found.sort(key=lambda one: (not one.people, -abs(one.difference)))
    return sorted(found[:MOST_STOPS], key=lambda one: one.day)


def daily_profit(one: Replication, months: Sequence[int]) -> Floats:
    """Return profit by day of consecutive months of a game, kEUR; each month adds up to its account.

    What the account charges by the month is spread evenly over its days.
    """
    parts = []
    for month in months:
        first = one.run.burn_in + MONTH * (month - 1)
        days = slice(first, first + MONTH)
        rows, books = one.run.history[days], one.books
        expected = books.at_stake[books.retail, days].sum(axis=0) / AT_STAKE
        earned = expected + rows["benefit"] - books.lost[:, days].sum(axis=0) - rows["cost"]
        rest = euros(one.account(month).profit) - float(earned.sum())
        parts.append(earned + rest / MONTH)
    return np.concatenate(parts)


def _dates(team: TeamState, months: Sequence[int]) -> list[str]:
    """Return the date of each day of a round, as in "Thu 3 Sep"."""
    start = dt.date.fromisoformat(team.game.organisation.calendar.start)
    return [day_text(date_of(day, start)) for day in range(MONTH * (months[0] - 1), MONTH * months[-1])]


def day_text(date: dt.date) -> str:
    """Return a date as people say it.

    >>> day_text(dt.date(2026, 9, 3))
    'Thu 3 Sep'
    """
    return f"{date:%a} {date.day} {date:%b}"


def _stop(one: TurningPoint) -> dict[str, Any]:
    """Return a turning point as the script reads it; `day` counts from 0."""
    return {
        "day": one.day - 1,
        "date": day_text(dt.date.fromisoformat(one.date)),
        "title": one.title,
        "said": [text for text in (one.text, one.hit, one.knew) if text],
        "people": list(one.people),
        "good": one.good,
    }


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 2) for value in values]
