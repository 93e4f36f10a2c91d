"""Incident log on the upload page: columns to choose, its first rows, what is in doubt, its targets, the receipt.

A job in a worker reads it. The visitor downloads the targets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import solara

from itborg.evidence.incident_log.columns import ROLES
from itborg.evidence.incident_log.log import Indicator
from itborg.organisation.importing.upload import Upload
from itborg.organisation.importing.uploaded_files import shown

from . import jobs
from .components import Block, Note
from .controls import Group, choice, panel
from .incident_uploads import INCIDENTS
from .player_view import use_last
from .upload_checks import LIMIT, Kept, log_contents, refusal
from .upload_parts import ReceiptOf, Rows, file_columns

#: Under which name an upload keeps what the visitor states besides columns.
STATED = "incidents stated"
ORDERS = {"": "found in the file", "day": "day", "month": "month"}


@solara.component
def Incidents(kept: Kept, on_upload: Callable[[Upload], None]) -> None:
    """Show the log of an upload that has one."""
    upload = kept.upload
    name = upload.named(INCIDENTS)
    columns, stated = (dict(upload.columns.get(kind, {})) for kind in (INCIDENTS, STATED))
    order, top = stated.get("order", ""), stated.get("top", "")
    key = ("incident log", name, kept.hash, tuple(sorted(columns.items())), order, top)
    work = partial(log_contents, name, upload.files[name], columns, order, top)
    job = jobs.use_job(key, work, duration=kept.duration, limit=LIMIT, keep=False)
    found = use_last(job)
    Block(f"Incident log: {escape(shown(name))}", tag="h3")
    Note(refusal(job.exception, {name: kept.sizes[name]}), kind="bad")
    Note("The log is being read…" if job.value is None and not job.error else "")
    if found is None:
        return
    if found.sheet is not None:
        file_columns(
            upload, INCIDENTS, found.sheet.sheet.columns, dict.fromkeys(ROLES, found.sheet.sheet.header), on_upload
        )
        orders = [{"text": text, "value": value} for value, text in ORDERS.items()]
        priorities = [{"text": "found in the file", "value": ""}, *found.sheet.priorities]

        def state(name: str, value: str) -> None:
            on_upload(upload.with_column(STATED, name, value))

        stated_by_hand = [
            choice("Dates begin with", order, orders, partial(state, "order")),
            choice("Highest priority", found.top, priorities, partial(state, "top")),
        ]
        panel(Group(stated_by_hand), classes="upload-columns")
        Rows(found.sheet.sheet)
    read = found.read
    Note(read.problem, kind="bad")
    if read.indicators:
        Note("Targets for a calibration: itborg calibrate --targets targets.toml", kind="good")
        Block(_table(read.indicators), "upload-trust", "table")
        solara.FileDownload(read.targets, "targets.toml", label="Download targets", mime_type="application/toml")
    ReceiptOf([read.receipt] if read.receipt is not None else [])


def _table(values: tuple[Indicator, ...]) -> str:
    """Return the indicators as a table, with two standard errors."""
    rows = "".join(
        f"<tr><th>{escape(one.id)}</th><td>{one.value:.4g}</td><td>± {2 * one.error:.2g}</td></tr>" for one in values
    )
    return f"<thead><tr><th>Target</th><th>value</th><th></th></tr></thead><tbody>{rows}</tbody>"
