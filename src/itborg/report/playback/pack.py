"""A recording in the format of the player: a small description, and one block of bytes with all values.

The player in the browser reads typed arrays straight from the block, so each array starts at a multiple of 8 bytes. The
meaning of each array is that of the field of `Recording` with the same name.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...common.periods import MONTH
from ...engine.state import NONE
from .indicators import INDICATORS, IndicatorBand
from .journeys import CHANGE
from .node_positions import ASPECT, WIDE, Positions, positions, ranks
from .record import Recording

#: Most values of ties that are sent; for longer or larger runs only those of every second, fourth ... day.
MOST_TIE_VALUES = 3_000_000
#: Stands for no person.
NOBODY = 65535


class Packed(NamedTuple):
    """A recording as it is sent to a browser.

    meta  dictionaries for JSON; meta["arrays"] has type, first byte and shape of each array
    data  the arrays one after the other, little-endian
    """

    meta: dict[str, Any]
    data: bytes


def pack(found: Recording) -> Packed:
    """Return a recording as description and bytes; shares are rounded to 0 to 255, and no person is NOBODY.

    Arrays named in meta["steps"] hold each row as the difference from the row before, modulo 256, which compresses to
    half the size.

    Ties are sent for every day, or for every second, fourth ... day (`tie_step`) if there were more than
    MOST_TIE_VALUES values; indicators are 32-bit floats. Times in news and items are days from the strategy's start.
    """
    every = _every(found)
    by_day = {
        **{name: _share(values) for name, values in found.people._asdict().items()},
        "contact": _share(found.ties.contact[::every]),
        "tie_trust": _share(found.ties.trust[::every]),
        "resistance": found.resistance,
        "channel_voice": _share(found.channels.voice),
    }
    arrays: dict[str, NDArray[Any]] = {
        **{name: _steps(values) for name, values in by_day.items()},
        "queues": found.queues,
        "pairs": found.ties.pairs.astype(np.uint16),
        "brokers": found.brokers.astype(np.uint16),
        "channel_pairs": found.channels.pairs.astype(np.uint16),
        "channel_counterpart": _person(found.channels.counterpart),
        "channel_colleague": _person(found.channels.colleague),
        "indicators": found.indicators.astype(np.float32),
        **_items(found),
    }
    meta = {
        "days": found.days,
        "strategy": found.strategy,
        "layouts": [_layout(positions(found.organisation, aspect)) for aspect in (ASPECT, WIDE)],
        "steps": list(by_day),
        "tie_step": every,
        "channel_step": found.channels.step,
        "broker_step": MONTH,
        "people": _people(found),
        "teams": [{"name": name, "side": side} for side, name in found.rows.teams],
        "services": list(found.rows.services),
        "indicators": [{"name": name, **indicator._asdict()} for name, indicator in INDICATORS.items()],
        "news": [[round(min(float(n.day), found.days), 2), n.kind, n.text, list(n.people)] for n in found.news],
    }
    return _packed(meta, arrays)


def pack_band(band: IndicatorBand) -> Packed:
    """Return a band of many runs as description and bytes: `low`, `middle`, `high`, each (indicators, days)."""
    edges = {name: getattr(band, name).astype(np.float32) for name in ("low", "middle", "high")}
    return _packed({"runs": band.runs}, edges)


def _packed(meta: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Packed:
    """Return arrays as one block of bytes, and where each of them starts."""
    where, parts, at = {}, [], 0
    for name, values in arrays.items():
        body = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<"))).tobytes()
        where[name] = [values.dtype.name, at, list(values.shape)]
        parts.append(body + bytes(-len(body) % 8))
        at += len(parts[-1])
    return Packed({**meta, "arrays": where}, b"".join(parts))


def _share(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return shares as integers, 1 as 255; values outside 0 to 1 are clipped."""
    return np.asarray(np.rint(np.clip(values, 0, 1) * 255)).astype(np.uint8)


def _steps(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return each row minus the one before, modulo 256; the first row stays."""
    return np.concatenate([values[:1], values[1:] - values[:-1]])


def _person(rows: Any) -> NDArray[np.uint16]:
    """Return rows of people, NONE as NOBODY."""
    found = np.asarray(rows, dtype=np.int64)
    return np.where(found == NONE, NOBODY, found).astype(np.uint16)


def _every(found: Recording) -> int:
    """Return how many days apart ties are sent: the smallest power of 2 that keeps to MOST_TIE_VALUES."""
    every = 1
    while found.ties.contact.size / every > MOST_TIE_VALUES:
        every *= 2
    return every


def _people(found: Recording) -> list[dict[str, Any]]:
    """Return id, name, side, role, team and rank of each person; the team is its row."""
    place = {team: n for n, team in enumerate(found.rows.teams)}
    return [
        {
            "id": person.id, "name": person.name, "side": person.side, "role": person.role,
            "team": place[person.side, person.team], "rank": int(rank),
        }
        for person, rank in zip(found.rows.people, ranks(found.organisation), strict=True)
    ]  # fmt: skip


def _layout(found: Positions) -> dict[str, Any]:
    """Return node positions as JSON data."""
    return {"aspect": found.aspect, "teams": np.round(found.teams, 4).tolist()}


def _items(found: Recording) -> dict[str, NDArray[Any]]:
    """Return all work as columns; the steps of item n are the rows from step_first[n] to step_first[n + 1] - 1.

    Columns of requests, which have the item of each, are of changes only.
    """
    items = found.items
    columns = {
        "item_kind": np.uint8, "item_owner": np.uint16, "item_service": np.uint16, "item_label": np.uint8,
        "item_outcome": np.uint8, "item_opened": np.float32, "item_closed": np.float32, "item_loss": np.float32,
    }  # fmt: skip
    lengths = np.array([0, *(len(item.steps) for item in items)])
    steps = [step for item in items for step in item.steps]
    changes = [n for n, item in enumerate(items) if item.kind == CHANGE]
    return {
        "request_item": np.array(changes, dtype=np.uint32),
        "request_counterpart": _person([items[n].counterpart for n in changes]),
        "request_colleague": _person([items[n].colleague for n in changes]),
        "request_voice": _share(np.array([items[n].voice for n in changes], dtype=np.float32)),
        **{name: np.array([getattr(i, name[5:]) for i in items], dtype=dtype) for name, dtype in columns.items()},
        "step_first": np.cumsum(lengths).astype(np.uint32),
        "step_time": np.array([time for time, _ in steps], dtype=np.float32),
        "step_place": np.array([place for _, place in steps], dtype=np.uint16),
    }
