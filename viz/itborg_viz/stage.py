"""The stage: recorded runs handed to the player, and what the visitor does there handed back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import solara

from itborg.report.playback.pack import Packed

from .scenes import Scene
from .visitor import Visitor
from .widgets.player import Player, sent


def use_last(task: Any) -> Any:
    """Return the last value of a task, or of several once all have one: the old picture stays until the new."""
    last = solara.use_ref(None)
    several = task if isinstance(task, tuple) else (task,)
    values = tuple(one.value for one in several)
    if all(value is not None for value in values) and not any(one.pending for one in several):
        last.current = values if isinstance(task, tuple) else values[0]
    return last.current


@solara.component
def Stage(
    visitor: Visitor,
    scenes: Sequence[Scene],
    bands: Sequence[Packed | None],
    titles: Sequence[str],
    mode: str,
    charts: Sequence[str],
    goto: dict[str, Any] | None = None,
) -> None:
    """Show recorded runs; in mode "branch" the second one is the ghost of the first."""
    start = solara.use_memo(lambda: {"day": visitor.day.peek(), "person": visitor.person.peek()}, [])
    # By the identity of data that is held as long as it is remembered: nothing else has it meanwhile.
    runs = solara.use_memo(lambda: [sent(scene.packed) for scene in scenes], [id(one.packed.data) for one in scenes])
    known = solara.use_memo(
        lambda: [sent(band) if band else {} for band in bands], [id(band.data) if band else 0 for band in bands]
    )
    person = visitor.person.value
    ledger = solara.use_memo(lambda: ledger_of(scenes[0], person), [id(scenes[0].packed.data), person])

    def looked(at: dict[str, Any]) -> None:
        day, who = at.get("day"), at.get("person")
        if isinstance(day, int) and 0 <= day <= 100_000:
            visitor.day.value = day
        if isinstance(who, str) and (who == "" or who in scenes[0].recording.rows.row_of):
            visitor.person.value = who

    Player.element(
        replications=runs, bands=known, titles=list(titles), mode=mode, charts=list(charts), start=start, ledger=ledger,
        goto=goto or {}, on_at=looked,
    )  # fmt: skip


def ledger_of(scene: Scene, person: str) -> dict[str, Any]:
    """Return why a person's trust moved, as the player takes it."""
    row = scene.recording.rows.row_of.get(person)
    if row is None:
        return {}
    entries = [
        {"day": e.day, "before": round(e.before, 4), "after": round(e.after, 4), "text": e.text}
        for e in scene.recording.ledger(row)
    ]
    return {"id": person, "entries": entries}
