"""Upload page: reads the files of an organisation, shows how they were understood, and opens it in the app.

Accepted are tables of people and ties of any name and with any columns, network files, organisation.toml, or a zip of
them, together or one after the other. The visitor can change what each file and column is used as, and assigns teams to
IT where there is no column for the side. A worker reads the files, within limits of time and memory, so that other
visitors do not wait. Between two readings they stay in the memory of this visitor; nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from typing import NamedTuple, cast

import solara

from itborg.analysis.comparison.compare import compare
from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import Problem
from itborg.organisation.importing.upload import Upload as UploadedFiles
from itborg.organisation.importing.uploaded_files import ARCHIVE, READABLE, shown
from itborg.organisation.types import Organisation
from itborg.report.formatting import counted, percent

from .. import jobs
from ..components import Block, Box, Card, Grid, Note, Waiting
from ..controls import Control, Group, button, check_box, panel
from ..player_view import use_last
from ..upload_checks import LIMIT, Kept, refusal
from ..upload_checks import contents as read_contents
from ..upload_checks import receive as receive_files
from ..upload_incidents import Incidents
from ..upload_parts import Columns, NetworkColumns, ReceiptOf, Trust, duration_of_runs, file_list, missing, template
from ..visitor import Visitor
from ..widgets.file_upload import Files, Upload

MAX_PROBLEMS = 50  # more than that are usually one mistake, repeated
MAX_TEAMS = 200
UPLOAD_HELP = "Upload tables, a network file, a folder of an organisation, or a zip."
FORMAT = (
    "A table of people needs an id and a team; a table of ties two ids, who and knows whom; answers to the survey may "
    "replace it. Files may have any "
    "name and further columns: CSV, Excel, GraphML, GEXF, GML, Pajek, DL. The data are deleted when you close the page."
)
EMPTY = "No files yet. Fill in the template, or upload what you have: two tables such as these, or a network file."
EXAMPLE = """<b>people.csv</b>
id,name,side,role,team
ada,Ada Lind,business,manager,Sales
bo,Bo Nilsson,it,service desk,Service Desk

<b>ties.csv</b>, contact from 0 to 1
source,target,contact
ada,bo,0.6"""


class Sent(NamedTuple):
    """Files that a visitor has just uploaded, with a mark of their own, and those there were before."""

    number: object
    files: Files
    before: Kept


@solara.component
def UploadPage(visitor: Visitor) -> None:
    """Show the upload on the left; columns, problems, teams to assign or a summary on the right.

    Files and teams are state of this component: they are gone when the visitor leaves the page, the opened organisation
    is not. Files with both people and ties replace all earlier ones; others are added to them.

    A job checks the files; one that is too large or of another kind gives one sentence below the button and leaves
    the others as they are. "Remove files" empties the list. Writes to the visitor only through the buttons of
    the summary.
    """
    kept, set_kept = solara.use_state(Kept())
    it_teams, set_it_teams = solara.use_state(cast("frozenset[str] | None", None))
    sent, set_sent = solara.use_state(cast("Sent | None", None))
    problem, set_problem = solara.use_state("")
    solara.use_effect(partial(noted_files, visitor, bool(kept.sizes)), [bool(kept.sizes)])

    def change(new: UploadedFiles) -> None:
        set_kept(replace(kept, upload=new))
        set_it_teams(None)

    def receive(uploaded: Files) -> None:
        set_problem("")
        set_sent(Sent(object(), uploaded, kept))

    def received(new: Kept | None, refused: str) -> None:
        set_sent(None)
        set_problem(refused)
        if new is not None:
            set_kept(new)
            set_it_teams(None)

    with Box("play"), Grid("1fr 1.6fr"):
        with Card("Upload your organisation", help=UPLOAD_HELP):
            Note(FORMAT)
            Upload(
                "Choose or drop files, or a zip of a folder", ",".join((ARCHIVE, *READABLE, ".gz")), receive,
                set_problem, folder=True,
            )  # fmt: skip
            Note(problem, kind="bad")
            with Box():
                if sent is not None:
                    Receiving(sent, received)
            file_list(kept.upload, kept.sizes, change)
            with Box("upload-buttons"):
                solara.FileDownload(template, "my-company.zip", label="Download template", mime_type="application/zip")
                if kept.sizes:
                    panel(Group([button("Remove files", lambda: received(Kept(), ""), classes="")]))
        with Card("Contents"):
            if kept.sizes:
                Contents(visitor, kept, change, it_teams, set_it_teams).key(kept.hash)
            else:
                Note(EMPTY)
                Block(EXAMPLE, "upload-example", "pre")


def noted_files(visitor: Visitor, there: bool) -> Callable[[], None]:
    """Note in the visitor whether there are files; return what withdraws that when the page is left."""
    visitor.note_files(there)
    return partial(visitor.note_files, False)


@solara.component
def Receiving(sent: Sent, on_received: Callable[[Kept | None, str], None]) -> None:
    """Show that files are being read, and call back with them, or with the reason why they cannot be used."""
    sizes = {name: len(data) for name, data in sent.files.items()}
    work = partial(receive_files, sent.files, sent.before)
    job = jobs.use_job(("upload", sent.number), work, duration=Kept(sizes=sizes).duration, limit=LIMIT, keep=False)

    def report() -> None:
        if job.value is not None or job.error:
            on_received(job.value, refusal(job.exception, sizes))

    solara.use_effect(report, [job.value, job.error])
    Waiting(f"{', '.join(map(shown, sent.files))}: being read…")


@solara.component
def Contents(
    visitor: Visitor,
    kept: Kept,
    on_upload: Callable[[UploadedFiles], None],
    it_teams: frozenset[str] | None,
    set_it_teams: Callable[[frozenset[str]], None],
) -> None:
    """Show columns, teams to assign to IT, problems, a summary of a valid organisation, and the receipt.

    it_teams      names of the teams that are assigned to IT; None: as the names suggest
    set_it_teams  called with the new names

    After a choice of a column, or a click on a team, a job reads the files again, and problems and summary follow.
    At most MAX_TEAMS teams are listed, largest first; those whose name suggests IT are selected at first.
    """
    upload = kept.upload
    stated = repr((upload.kinds, upload.columns, it_teams and sorted(it_teams)))
    work = partial(read_contents, upload, it_teams)
    job = jobs.use_job(("contents", kept.hash, stated), work, duration=kept.duration, limit=LIMIT, keep=False)
    found = use_last(job)
    only_incidents = set(upload.kinds.values()) == {"incidents"}
    Note(refusal(job.exception, kept.of_organisation), kind="bad")
    Note("The files are being read…" if job.value is None and not job.error else "")
    if found is None:
        return
    Note(missing(upload, found.sheets["people"]), kind="soft")
    for kind, rows in found.sheets.items():
        with Box():
            if rows is not None and upload.named(kind):
                Columns(upload, kind, rows, on_upload)
    with Box():
        if upload.named("incidents"):
            Incidents(kept, on_upload)
    if found.attributes:
        NetworkColumns(upload, found.attributes, on_upload)
    if found.teams:
        chosen = found.it_teams if it_teams is None else it_teams
        Note("There is no column for the side. Which teams are IT?")

        def box(name: str, people: int) -> Control:
            def change(on: bool) -> None:
                set_it_teams(chosen | {name} if on else chosen - {name})

            return check_box(name, f"{name} ({people})", name in chosen, change)

        boxes = [box(team.name, team.people) for team in found.teams[:MAX_TEAMS]]
        panel(Group(boxes), classes="upload-teams", attributes={"role": "group", "aria-label": "Teams that are IT"})
    Problems([] if only_incidents else found.found.problems)
    if found.found.organisation is not None:
        Summary(visitor, found.found.organisation)
    ReceiptOf(found.found.receipts)


@solara.component
def Problems(problems: list[Problem]) -> None:
    """Show problems by file, line and column. Text from the files is escaped.

    At most MAX_PROBLEMS are listed, errors in red and warnings in grey. Nothing is shown for an empty list.
    """
    if not problems:
        return
    errors = sum(not one.warning for one in problems)
    warnings = len(problems) - errors
    Note(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}", kind="bad" if errors else "soft")
    rows = "".join(_row(one) for one in problems[:MAX_PROBLEMS])
    head = "<tr><th>File</th><th>Line</th><th>Column</th><th>Problem and expected value</th></tr>"
    table = f"<thead>{head}</thead><tbody>{rows}</tbody>"
    Block(table, "upload-problems", "table")
    if len(problems) > MAX_PROBLEMS:
        Note(f"and {len(problems) - MAX_PROBLEMS} more")


def _row(one: Problem) -> str:
    """Return a problem as a row of the table; each text is cut after 400 characters.

    one  an error or a warning; file, line (if known), column and message are shown
    """
    cells = (one.file.lstrip("/"), "" if one.line is None else str(one.line), one.column, one.message)
    inside = "".join(f"<td>{escape(cell[:400])}</td>" for cell in cells)
    return f'<tr class="{"itb-soft" if one.warning else "upload-error"}">{inside}</tr>'


@solara.component
def Summary(visitor: Visitor, organisation: Organisation) -> None:
    """Show the size of a valid organisation, and buttons that open it.

    "Play game" and "Open live view" make it the visitor's organisation and open that page. A game in progress ends.

    organisation  free of errors; warnings may remain in the table above
    """
    it, business = len(organisation.it), len(organisation.business)
    size = f"{it + business} people ({it} IT, {business} business), {len(organisation.ties)} ties"
    Note(f"{organisation.name}: {size}, {len(organisation.services)} services. Ready to run.", kind="good")
    names = ", ".join(service.name for service in organisation.services[:12])
    Note(f"Services: {names}")
    Utilisation(organisation)
    Trust(organisation)

    def open_page(name: str) -> None:
        visitor.open_uploaded(organisation)
        visitor.page.set(name)

    play = button("Play game", lambda: open_page("play"), classes="", attributes={"data-testid": "go-play"})
    live = button("Open live view", lambda: open_page("live"), "", "play-go", attributes={"data-testid": "go-live"})
    panel(Group([play, live]), classes="play-next")


@solara.component
def Utilisation(organisation: Organisation) -> None:
    """Show the utilisation of IT. The line is there from the start, so that the buttons below it do not move.

    A job estimates it once per organisation; until then a sentence says so.

    Helps to see whether sizes and demand fit: far above or below the reference organisation, results depend more on the
    load than on strategies.
    """
    key, work = ("utilisation", organisation_hash(organisation)), partial(utilisation, organisation)
    job = jobs.use_job(key, work, duration=duration_of_runs(organisation))
    value = "is being estimated…" if job.value is None else f"is {percent(job.value)}."
    Note(f"Utilisation of IT outside the service desk, without intervention, {value}")


def utilisation(organisation: Organisation) -> float:
    """Return the utilisation of IT outside the service desk in the baseline, as a share, from 8 runs of 60 days.

    The mean over the runs; the demand of an organisation follows from its services and people.
    """
    result = compare(["none"], organisation=organisation, replications=8, days=60, threads=1)
    return result.level("none", "utilisation").mean
