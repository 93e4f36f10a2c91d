"""Bring your own organisation: a folder as a zip, or its files; errors in place; then on with it in Live."""

from __future__ import annotations

from html import escape

import solara

from itborg.analysis.comparison.compare import compare
from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError, Problem
from itborg.organisation.importing.uploaded_files import FILES, chosen_files, read_files, teams
from itborg.organisation.reading.folder import PEOPLE, TIES
from itborg.organisation.types import Organisation

from .. import jobs
from ..pieces import Card, Grid, Note
from ..upload import Files, Upload
from ..visitor import Visitor

SHOWN = 50  # problems; whoever has more has one mistake many times
HOW = (
    "An organisation's folder, its files, or a zip of it: organisation.toml (name, calendar, services), people.csv "
    "(id, name, side, role, team) and ties.csv (source, target, contact). The two tables alone will do: then you say "
    "which teams are IT. Nothing is kept after you close the page."
)
EXAMPLE = """<b>people.csv</b>
id,name,side,role,team
ada,Ada Lind,business,manager,Sales
bo,Bo Nilsson,it,service desk,Service Desk

<b>ties.csv</b>, contact from 0 to 1
source,target,contact
ada,bo,0.6"""


@solara.component
def BringPage(visitor: Visitor) -> None:
    """Take the files of an organisation, say what is wrong with them, and go on with it."""
    files, set_files = solara.use_state(dict[str, bytes]())
    it_teams, set_it_teams = solara.use_state(frozenset[str]())
    wrong, set_wrong = solara.use_state("")

    def taken(chosen: Files) -> None:
        try:
            found = chosen_files(chosen)
        except InputError as error:
            set_wrong(str(error))
            return
        set_wrong("")
        together = found if {PEOPLE, TIES} <= found.keys() else {**files, **found}
        set_files(together)
        set_it_teams(frozenset(team.name for team in teams(together) if team.sounds_like_it))

    with solara.Div(classes=["play"]), Grid("1fr 1.3fr"):
        with Card("Bring your organisation", help=HOW):
            Note(HOW)
            Upload(
                "Choose or drop the folder's files, or a zip of it", ".zip,.csv,.toml", taken, set_wrong, folder=True
            )
            Note(wrong, kind="bad")
            Have(files)
            if files:
                solara.Button("Start over", text=True, on_click=lambda: set_files({}))
        with Card("What is in it"):
            if files:
                Checked(visitor, files, it_teams, set_it_teams)
            else:
                Note(
                    "Nothing yet. The command itborg org new my-company writes a small folder to start from, like this:"
                )
                solara.HTML(tag="pre", unsafe_innerHTML=EXAMPLE, classes=["bring-example"])


@solara.component
def Have(files: Files) -> None:
    """Show which of the three files are there."""
    for name in FILES:
        there = name in files
        said = f"{len(files[name]):,} bytes" if there else "not there" + (" (optional)" if name == FILES[0] else "")
        Note(f"{'✓' if there else '·'} {name}: {said}", kind="good" if there else "soft")


@solara.component
def Checked(visitor: Visitor, files: Files, it_teams: frozenset[str], set_it_teams) -> None:  # type: ignore[no-untyped-def]
    """Show the teams to be sorted, what is wrong, and the way on."""
    found = solara.use_memo(lambda: teams(files), [files])
    organisation, problems = solara.use_memo(lambda: read_files(files, it_teams), [files, it_teams])
    if found:
        Note("people.csv does not say who is IT. Which teams are?")
        with solara.Div(classes=["bring-teams"], attributes={"role": "group", "aria-label": "Teams that are IT"}):
            for team in found[:200]:
                solara.Checkbox(
                    label=f"{team.name} ({team.people})", value=team.name in it_teams,
                    on_value=lambda on, name=team.name: set_it_teams(it_teams | {name} if on else it_teams - {name}),
                )  # fmt: skip
    Problems(problems)
    if organisation is not None:
        Ready(visitor, organisation)


@solara.component
def Problems(problems: list[Problem]) -> None:
    """Show what is wrong, by file, line and column. What comes from the files is shown as text."""
    if not problems:
        return
    errors = sum(not one.warning for one in problems)
    Note(
        f"{errors} error{'s' if errors != 1 else ''}, {len(problems) - errors} remarks",
        kind="bad" if errors else "soft",
    )
    rows = "".join(_row(one) for one in problems[:SHOWN])
    head = "<tr><th>File</th><th>Line</th><th>Column</th><th>What was found and what was expected</th></tr>"
    table = f"<thead>{head}</thead><tbody>{rows}</tbody>"
    solara.HTML(tag="table", unsafe_innerHTML=table, classes=["bring-problems"])
    if len(problems) > SHOWN:
        Note(f"and {len(problems) - SHOWN} more")


def _row(one: Problem) -> str:
    cells = (one.file.lstrip("/"), "" if one.line is None else str(one.line), one.column, one.message)
    inside = "".join(f"<td>{escape(cell[:400])}</td>" for cell in cells)
    return f'<tr class="{"itb-soft" if one.warning else "bring-error"}">{inside}</tr>'


def utilisation(organisation: Organisation) -> float:
    """Return how busy people outside the desk are when nothing is done, as a share."""
    return (
        compare(["none"], organisation=organisation, replications=8, days=60, threads=1)
        .level("none", "utilisation")
        .mean
    )


@solara.component
def Busy(organisation: Organisation) -> None:
    """Say how busy IT would be; the line is there from the start, so that nothing below it moves when it is known."""
    found = jobs.use_job(("busy", organisation_hash(organisation)), lambda: utilisation(organisation))
    said = "being worked out…" if found.value is None else f"busy {found.value:.0%} of its time."
    Note(f"If nothing is done, IT outside the service desk is {said}")


@solara.component
def Ready(visitor: Visitor, organisation: Organisation) -> None:
    """Show what was read, and go on with it."""
    it, business = len(organisation.it), len(organisation.business)
    said = f"{it + business} people ({it} IT, {business} business), {len(organisation.ties)} ties"
    Note(f"{organisation.name}: {said}, {len(organisation.services)} services. It can be run.", kind="good")
    names = ", ".join(service.name for service in organisation.services[:12])
    Note(f"Services: {names}")
    Busy(organisation)

    def go(page: str) -> None:
        visitor.bring(organisation)
        visitor.page.set(page)

    with solara.Div(classes=["play-next"]):
        solara.Button("Play with it", text=True, on_click=lambda: go("play"), attributes={"data-testid": "go-play"})
        solara.Button(
            "See it live", on_click=lambda: go("live"), classes=["play-go"], attributes={"data-testid": "go-live"}
        )
