"""The player on a page: sends recorded runs to the browser and receives what the visitor looks at.

The browser plays the run by itself: Python sends each run once and receives only the day and the person. Relies on the
widget in `widgets.player` and on runs packed by `report.playback`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import solara

from itborg.report.playback.pack import Packed

from .recorded_runs import RecordedRun
from .visitor import Visitor
from .widgets.player import Player, as_message

LAST_DAY = 100_000  # larger days in a message from the browser are ignored


def use_last(job: Any) -> Any:
    """Return the last value of a job, or of several jobs once all have one; the old picture stays until then.

    job  a Job, or a tuple of them; the result is a value, or a tuple of values, None before the first
    """
    last = solara.use_ref(None)
    several = job if isinstance(job, tuple) else (job,)
    values = tuple(one.value for one in several)
    if all(value is not None for value in values) and not any(one.pending for one in several):
        last.current = values if isinstance(job, tuple) else values[0]
    return last.current


@solara.component
def PlayerView(
    visitor: Visitor,
    runs: Sequence[RecordedRun],
    bands: Sequence[Packed | None],
    titles: Sequence[str],
    mode: str,
    charts: Sequence[str],
    more_news: Sequence[Any] = (),
) -> None:
    """Show recorded runs in the player.

    bands   band of each run, None while it is computed
    mode    "live", "branch" (the second run is the original of the first) or "compare"
    charts  names of the daily series to draw

    Reads and writes `visitor.day` and `visitor.person`, from messages of the browser that are checked first. A click on
    a person selects it, and the log of changes of its trust in the first run appears.

    runs    runs of one organisation; the first one has priority in the picture
    titles  heading of each run

    more_news  entries of the story besides those of the first run
    """
    start = solara.use_memo(lambda: {"day": visitor.day.peek(), "person": visitor.person.peek()}, [])
    # The memos depend on the identity of the data: they hold the data, so no other data can get the same identity.
    sent_runs = solara.use_memo(lambda: [run.message for run in runs], [id(run.message) for run in runs])
    sent_bands = solara.use_memo(
        lambda: [as_message(band) if band else {} for band in bands], [id(band.data) if band else 0 for band in bands]
    )
    person = visitor.person.value
    changes = solara.use_memo(lambda: trust_changes(runs[0], person), [id(runs[0].message), person])

    def update_view(at: dict[str, Any]) -> None:
        day, selected = at.get("day"), at.get("person")
        if isinstance(day, int) and 0 <= day <= LAST_DAY:
            visitor.day.value = day
        if isinstance(selected, str) and (selected == "" or selected in runs[0].people):
            visitor.person.value = selected

    Player.element(
        runs=sent_runs, bands=sent_bands, titles=list(titles), mode=mode, charts=list(charts), start=start,
        more_news=list(more_news), trust_changes=changes, on_at=update_view,
    )  # fmt: skip


def trust_changes(run: RecordedRun, person: str) -> dict[str, Any]:
    """Return the events that changed a person's trust, as the player expects them; {} for an unknown person.

    person  id; "" if nobody is selected

    The result has the id and entries with day, trust before and after (0 to 1, four decimals) and a sentence.
    """
    row = run.people.get(person)
    if row is None:
        return {}
    entries = [
        {"day": e.day, "before": round(e.before, 4), "after": round(e.after, 4), "text": e.text}
        for e in run.recording.trust_changes(row)
    ]
    return {"id": person, "entries": entries}
