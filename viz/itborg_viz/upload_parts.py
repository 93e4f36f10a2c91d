"""Parts of the upload page: files, columns of a table, the receipt, and measured beside simulated trust.

Each shows what `itborg.organisation.importing.upload` found and calls back with what the visitor changes. Text from
files is escaped.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path

import numpy as np
import solara

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.engine.ensemble import ensemble
from itborg.organisation.importing.upload import REQUIRED, ROLES, Sheet, Upload
from itborg.organisation.importing.uploaded_files import shown
from itborg.organisation.reading.receipt import Receipt
from itborg.organisation.types import Organisation
from itborg.organisation.write import new
from itborg.report.formatting import percent
from itborg.strategies.registry import built_in

from . import jobs
from .components import Block, Note
from .controls import Control, Group, choice, panel, text
from .fair_queue import Duration

KIND_NAMES = {
    "people": "People", "ties": "Ties", "network": "Network", "survey": "Survey", "settings": "Organisation",
    "incidents": "Incident log", "": "Not used",
}  # fmt: skip
#: Names of the roles of columns, where they differ from the role.
ROLE_NAMES = {
    "id": "id of the person", "team": "team", "side": "side (business or it)", "manager": "manager of the person",
    "source": "who", "target": "knows whom", "contact": "contact or weight", "trust": "trust, 0 to 1",
    "respondent": "who answers", "about": "whom or what it is about",
}  # fmt: skip
#: The same for an incident log.
LOG_NAMES = {
    "id": "ticket", "handoffs": "number of hand-offs", "team_changes": "number of team changes",
    "stations": "number of teams", "time": "time of the row",
}  # fmt: skip
NO_COLUMN = "none"
#: Largest number of columns of a table that are shown, and largest number of characters of a field.
MAX_COLUMNS, MAX_FIELD = 10, 40
#: People beyond which some replications take longer than a second.
MANY = 500
#: Replications whose mean trust on day 0 is shown.
RUNS = 8
#: Name of each direction of trust, and of its column in the history.
DIRECTIONS = {"Business in IT": "trust_business_to_it", "IT in business": "trust_it_to_business"}


def template() -> bytes:
    """Return the template of an organisation as a zip: the three files, and the survey with its sheet."""
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = new(Path(temporary) / "my-company")
        for file in sorted(folder.iterdir()):
            archive.write(file, f"my-company/{file.name}")
    return buffer.getvalue()


def file_list(upload: Upload, sizes: Mapping[str, int], on_upload: Callable[[Upload], None]) -> solara.Element:
    """Show each file with its size, bytes, and what it is used as, which the visitor can change."""
    options = [{"text": text, "value": kind} for kind, text in KIND_NAMES.items()]

    def row(name: str, size: int) -> Group:
        use = choice(
            "Use as",
            upload.kinds[name],
            options,
            lambda kind: on_upload(upload.as_kind(name, kind)),
            "10.5em",
            key=name,
        )
        return Group([text(f"{shown(name)}, {size:,} bytes", "itb-soft itb-note"), use], "upload-file")

    return panel(*(row(name, size) for name, size in sizes.items()))


def missing(upload: Upload, people: Sheet | None) -> str:
    """Return a sentence on what the files lack, "" for nothing or no file.

    people  the table of people as it was read
    """
    if (
        not set(upload.kinds.values()) - {"incidents"}
        or upload.named("network")
        or (upload.named("survey") and upload.named("people"))
    ):
        return ""
    if not upload.named("people"):
        return "Still missing: a table of people, or a network file."
    reporting = people is not None and "manager" in people.columns and not upload.named("settings")
    return "" if upload.named("ties") or reporting else "Still missing: a table of ties, a survey or a network file."


@solara.component
def Columns(upload: Upload, kind: str, found: Sheet, on_upload: Callable[[Upload], None]) -> None:
    """Show the column of each role of a table, to be changed, above its first rows.

    kind  "people", "ties" or "survey"
    """
    Block(f"{KIND_NAMES[kind]}: {escape(shown(upload.named(kind)))}", tag="h3")
    if upload.named("settings"):
        Note("With organisation.toml the columns have the names that it expects.")
    else:
        file_columns(upload, kind, found.columns, dict.fromkeys(ROLES[kind], found.header), on_upload)
    Rows(found)


@solara.component
def NetworkColumns(upload: Upload, found: Mapping[str, Sequence[str]], on_upload: Callable[[Upload], None]) -> None:
    """Show the attributes of a network file that can be team and contact."""
    Block(f"Network: {escape(shown(upload.named('network')))}", tag="h3")
    roles = ROLES["network"][1 if upload.named("people") else 0 :]
    stated = upload.columns.get("network", {})
    file_columns(upload, "network", stated, {role: found[role] for role in roles if found[role]}, on_upload)


def file_columns(
    upload: Upload,
    kind: str,
    columns: Mapping[str, str],
    options: Mapping[str, Sequence[str]],
    on_upload: Callable[[Upload], None],
) -> None:
    """Show one drop-down list for each role.

    columns  role -> column now
    options  role -> columns to choose from
    """

    def one(role: str, names: Sequence[str]) -> Control:
        required = role in REQUIRED and kind in ("people", "ties")
        names_of_roles = LOG_NAMES if kind == "incidents" else ROLE_NAMES
        label = names_of_roles.get(role, role) + (" *" if required else "")
        none = "usual name" if kind == "network" else NO_COLUMN
        return choice(
            label, columns.get(role, ""), [{"text": none, "value": ""}, *names],
            lambda column: on_upload(upload.with_column(kind, role, column)), key=role,
        )  # fmt: skip

    panel(Group([one(role, names) for role, names in options.items()]), classes="upload-columns")


def Rows(found: Sheet) -> solara.Element:
    """Show the first rows of a table; columns with a role have its name above them."""
    roles = {column: role for role, column in found.columns.items()}
    head = "".join(
        f"<th>{escape(roles.get(name, ''))}<br><span>{_field(name)}</span></th>" for name in found.header[:MAX_COLUMNS]
    )
    body = "".join(
        f"<tr>{''.join(f'<td>{_field(cell)}</td>' for cell in row[:MAX_COLUMNS])}</tr>" for row in found.rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return Block(table, "upload-rows", attributes={"tabindex": "0", "role": "region", "aria-label": "First rows"})


def _field(text: str) -> str:
    """Return a field of a file in a form that is safe to show, cut after MAX_FIELD characters."""
    return escape(text if len(text) <= MAX_FIELD else text[: MAX_FIELD - 1] + "…")


def ReceiptOf(receipts: Sequence[Receipt]) -> solara.Element:
    """Show how the files were read: rows used and left out, columns, scales."""
    lines = [line for receipt in receipts for line in receipt.lines()]
    items = "".join(f"<li>{escape(line[:400])}</li>" for line in lines)
    inside = f"<h3>How the files were read</h3><ul>{items}</ul>"
    return Block(inside, "upload-receipt" if lines else "upload-receipt itb-none")


@solara.component
def Trust(organisation: Organisation) -> None:
    """Show trust as it was measured beside trust on day 0 of the simulation; nothing if none was measured."""
    measured = measured_trust(organisation)
    key = ("trust on day 0", organisation_hash(organisation))
    work: Callable[[], dict[str, float]] = partial(simulated_trust, organisation) if measured else dict
    job = jobs.use_job(key, work, duration=duration_of_runs(organisation))
    if not measured:
        return
    rows = "".join(
        f"<tr><th>{name}</th><td>{percent(measured[name]) if name in measured else 'none'}</td>"
        f"<td>{'…' if job.value is None else percent(job.value[name])}</td></tr>"
        for name in DIRECTIONS
    )
    head = "<thead><tr><th>Trust</th><th>measured</th><th>simulated, day 0</th></tr></thead>"
    Block(f"{head}<tbody>{rows}</tbody>", "upload-trust", "table")


def duration_of_runs(organisation: Organisation) -> Duration:
    """Return how long some replications of up to 60 days may take."""
    return Duration.LONG if len(organisation.people) > MANY else Duration.SHORT


def measured_trust(organisation: Organisation) -> dict[str, float]:
    """Return mean measured trust by direction, 0 to 1: of ties across the sides, else of people; {} if none is."""
    it = np.array([person.side == "it" for person in organisation.people])
    opinion = np.array([person.traits.get("trust", np.nan) for person in organisation.people])
    ties = organisation.ties
    across = it[ties.source] != it[ties.target]
    found = {}
    for name, of_it in zip(DIRECTIONS, (False, True), strict=True):
        answers = ties.trust[across & (it[ties.source] == of_it)]
        known = answers[~np.isnan(answers)]
        known = known if len(known) else opinion[(it == of_it) & ~np.isnan(opinion)]
        if len(known):
            found[name] = float(known.mean())
    return found


def simulated_trust(organisation: Organisation) -> dict[str, float]:
    """Return mean trust on day 0 by direction, 0 to 1, over RUNS replications of the baseline."""
    runs = ensemble(organisation, [built_in("none")], replications=range(RUNS), days=1, threads=1)
    days = [one.history[one.burn_in] for _, (one,) in runs]
    return {name: float(np.mean([day[column] for day in days])) for name, column in DIRECTIONS.items()}
